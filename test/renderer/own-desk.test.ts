/** What a member of the panel is told of the own work. */
import { expect, test } from 'vitest';
import type { Output, Person } from '../../domain/contract/api.ts';
import { stageNext } from '../../renderer/screens/home/next.ts';
import { ownNext, ownSteps } from '../../renderer/screens/home/own.ts';

type Files = Output<'exchange.list'>;
type Visits = Output<'visits.list'>;

const personId = 'p';
const none = { seats: 0, undeclared: 0 };
const answers = { key: 'answers', name: '答辩', named: true };
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the figures that the desk goes by
const person = (more: Partial<Person>): Person =>
  ({
    personId,
    role: 'expert',
    asked: more.role !== 'visitor',
    assigned: 6,
    declared: 6,
    recused: 0,
    submitted: 0,
    out: none,
    stage: null,
    ...more,
  }) as Person;
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
  ['a stage that has not begun asks for no sheet yet', { stage: { ...answers, state: 'waiting' } }, [], [], 0, ['stageWaiting']],
  ['one that is over asks for none any more', { submitted: 4, stage: { ...answers, state: 'closed' } }, [], [], 0, ['expertDone']],
  ['declarations are asked before it begins', { declared: 2, stage: { ...answers, state: 'waiting' } }, [], [], 0, ['expertDeclare']],
  [
    'parks that did not pass owe nothing',
    { submitted: 4, out: { seats: 2, undeclared: 0 }, stage: { ...answers, state: 'open' } },
    [],
    [],
    0,
    ['expertDone'],
  ],
  ['nor a declaration', { declared: 4, submitted: 4, out: { seats: 2, undeclared: 2 } }, [], [], 0, ['expertDone']],
  ['of the others sheets are due', { submitted: 3, out: { seats: 2, undeclared: 0 } }, [], [], 0, ['expertScore']],
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

test('the_office_is_told_which_stage_comes_to_its_end_or_begins', () => {
  const stages = [
    { key: 'paper', name: { zh: '材料评审' }, weight: '70', judges: 'experts' as const },
    { key: 'answers', name: { zh: '答辩' }, weight: '30', judges: 'named' as const },
  ];
  const rubric = { criteria: [], stages };
  const paper = { key: 'paper', name: '材料评审', named: false, state: 'open' as const };
  const due = [person({ stage: paper, submitted: 5 })];
  const all = [person({ stage: paper, submitted: 6 })];
  expect(stageNext({ rubric, settings: {} }, due)).toBeNull();
  expect(stageNext({ rubric, settings: {} }, all)).toEqual({ key: 'stageClose', name: '材料评审' });
  expect(stageNext({ rubric, settings: { stages: { paper: { state: 'closed' } } } }, all)).toEqual({ key: 'stageOpen', name: '答辩' });
  expect(stageNext({ rubric, settings: { stages: { paper: { state: 'closed' }, answers: { state: 'closed' } } } }, all)).toBeNull();
  expect(stageNext({ rubric: { criteria: [] }, settings: {} }, all)).toBeNull();
});
