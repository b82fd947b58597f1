/** What a member of the panel is told of the own work. */
import { expect, test } from 'vitest';
import type { Output, Person } from '../../domain/contract/api.ts';
import { ownNext, ownSteps } from '../../renderer/screens/home/own.ts';

type Files = Output<'exchange.list'>;
type Visits = Output<'visits.list'>;

const personId = 'p';
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the figures that the desk goes by
const person = (more: Partial<Person>): Person =>
  ({ personId, role: 'expert', asked: more.role !== 'visitor', assigned: 6, declared: 6, recused: 0, submitted: 0, ...more }) as Person;
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what the desk goes by
const files = (...directions: string[]): Files =>
  directions.map((direction, at) => ({ direction, personId, at: `2026-10-0${at + 1}T00:00:00.000Z` })) as Files;
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what the desk goes by
const visits = (...closed: boolean[]): Visits => closed.map((is) => ({ closedAt: is ? '2026-10-09T00:00:00.000Z' : null })) as Visits;

test.each<[string, Partial<Person>, Visits, Files, number, string[]]>([
  ['nothing assigned', { assigned: 0, declared: 0 }, [], files('opened'), 0, ['expertNothing']],
  ['declarations come first', { declared: 2, submitted: 1 }, [], files('opened'), 0, ['expertDeclare', 'expertScore']],
  ['all that is declared is recused', { declared: 6, recused: 6 }, [], files('opened'), 0, ['ownReturn']],
  ['sheets are missing', { submitted: 4 }, [], files('opened'), 0, ['expertScore']],
  ['a visit is open', { submitted: 6 }, visits(true, false), files('opened'), 0, ['ownVisitsOpen']],
  ['all is done and not returned', { submitted: 5, recused: 1 }, visits(true), files('opened'), 0, ['ownReturn']],
  ['all is returned', { submitted: 6 }, [], files('opened', 'returned'), 0, ['expertDone']],
  ['at the office nothing is returned', { submitted: 6 }, [], [], 0, ['expertDone']],
  ['a choice between laptops comes before all', { submitted: 4 }, [], [], 2, ['choose', 'expertScore']],
  ['a visitor without a park', { role: 'visitor', assigned: 0 }, [], files('opened'), 0, ['visitorNothing']],
  ['a visitor before the visit', { role: 'visitor', assigned: 2 }, [], files('opened'), 0, ['visitorGo']],
  ['a visitor on the way', { role: 'visitor', assigned: 2 }, visits(true, false), files('opened'), 0, ['visitorGo']],
  ['a visitor who is done', { role: 'visitor', assigned: 2 }, visits(true, true), files('opened'), 0, ['ownReturn']],
  ['a visitor who returned', { role: 'visitor', assigned: 2 }, visits(true), files('opened', 'returned'), 0, ['ownVisits']],
])('%s', (_what, more, held, exchanged, choices, keys) => {
  expect(ownNext(person(more), held, exchanged, choices).map(({ key }) => key)).toEqual(keys);
});

test('a_return_of_somebody_else_is_not_the_own', () => {
  const other = files('opened', 'returned').map((file, at) => (at === 1 ? { ...file, personId: 'other' } : file));
  expect(ownNext(person({ submitted: 6 }), [], other, 0).map(({ key }) => key)).toEqual(['ownReturn']);
});

test('the_steps_are_the_own_ones', () => {
  const steps = (more: Partial<Person>, held: Visits, exchanged: Files) =>
    ownSteps(person(more), held, exchanged).map(({ step, done, of }) => [step, done, of]);
  expect(steps({ recused: 2, submitted: 3 }, [], [])).toEqual([
    ['declare', 6, 6],
    ['score', 3, 4],
  ]);
  expect(steps({ role: 'visitor' }, visits(true, false), files('opened'))).toEqual([
    ['visit', 1, 2],
    ['return', 0, 1],
  ]);
  expect(ownSteps(person({}), visits(true), files('opened', 'returned', 'returned')).at(-1)).toEqual({
    step: 'return',
    done: 1,
    of: 1,
    at: '2026-10-03T00:00:00.000Z',
  });
});

test('a_visitor_who_is_asked_scores_too', () => {
  const visitor = person({ role: 'visitor', asked: true, assigned: 2, declared: 1 });
  expect(ownNext(visitor, visits(false), [], 0).map(({ key }) => key)).toEqual(['visitorGo', 'expertDeclare', 'expertScore']);
  expect(ownNext({ ...visitor, declared: 2, submitted: 2 }, visits(true), files('opened'), 0).map(({ key }) => key)).toEqual(['ownReturn']);
});
