/** What a member of the panel has to do, how far each part is, and what is next. */
import type { Output, Person } from '../../../domain/contract/api.ts';
import { dueSheets, openDeclarations } from '../../../domain/panel/due.ts';
import type { Next } from './next.ts';

type Files = Output<'exchange.list'>;
type Visits = Output<'visits.list'>;

export interface OwnStep {
  readonly step: 'declare' | 'score' | 'visit' | 'return';
  readonly done: number;
  readonly of: number;
  /** when the last return file was written */
  readonly at?: string;
}

/** Whether this is the person's own machine: it opened the task. At the office everything stands where it is counted. */
function hasTask(person: Person, files: Files): boolean {
  return files.some((file) => file.direction === 'opened' && file.personId === person.personId);
}

function lastReturn(person: Person, files: Files): string | undefined {
  return files
    .filter((file) => file.direction === 'returned' && file.personId === person.personId)
    .map(({ at }) => at)
    .sort()
    .at(-1);
}

/** In the order in which they are done; parts that nobody asks of this person are left out. */
export function ownSteps(person: Person, visits: Visits, files: Files): OwnStep[] {
  const { asked, role, assigned, declared, submitted } = person;
  const closed = visits.filter((visit) => visit.closedAt !== null).length;
  const at = lastReturn(person, files);
  return [
    ...(asked ? [{ step: 'declare' as const, done: declared, of: assigned }] : []),
    ...(asked ? [{ step: 'score' as const, done: submitted, of: dueSheets(person) }] : []),
    ...(role === 'visitor' || visits.length > 0 ? [{ step: 'visit' as const, done: closed, of: visits.length }] : []),
    ...(hasTask(person, files)
      ? [{ step: 'return' as const, done: at === undefined ? 0 : 1, of: 1, ...(at !== undefined && { at }) }]
      : []),
  ];
}

/** Most urgent first. `choices`: what two laptops left different. */
export function ownNext(person: Person, visits: Visits, files: Files, choices: number): Next[] {
  const { asked, role, assigned, declared, recused, submitted, out, stage } = person;
  const next: Next[] = choices > 0 ? [{ key: 'choose', params: { count: choices }, place: 'exchange' }] : [];
  const open = visits.filter((visit) => visit.closedAt === null).length;
  const toReturn = hasTask(person, files) && lastReturn(person, files) === undefined;
  if (role === 'visitor') {
    if (assigned === 0 && visits.length === 0) return [...next, { key: 'visitorNothing', params: {}, place: 'visits' }];
    if (visits.length === 0 || open > 0) next.push({ key: 'visitorGo', params: {}, place: 'visits' });
  } else if (assigned === 0) return [...next, { key: 'expertNothing', params: {}, place: 'scoring' }];
  const undeclared = openDeclarations(person);
  // a stage asks for nothing before it begins and once it is over, nor do parks that did not pass into it
  const isWaiting = stage?.state === 'waiting';
  const isOpen = stage === null || stage.state === 'open';
  const unscored = asked && isOpen ? declared - recused - submitted - (out.seats - out.undeclared) : 0;
  if (undeclared > 0) next.push({ key: 'expertDeclare', params: { count: undeclared }, place: 'scoring' });
  if (unscored > 0) next.push({ key: 'expertScore', params: { count: unscored }, place: 'scoring' });
  if (isWaiting && undeclared === 0) next.push({ key: 'stageWaiting', params: { stage: stage.name }, place: 'scoring' });
  if (role !== 'visitor' && open > 0) next.push({ key: 'ownVisitsOpen', params: { count: open }, place: 'visits' });
  if (undeclared > 0 || unscored > 0 || open > 0 || (isWaiting && !toReturn) || (role === 'visitor' && visits.length === 0)) return next;
  if (toReturn) return [...next, { key: 'ownReturn', params: {}, place: 'exchange' }];
  if (asked) return [...next, { key: 'expertDone', params: { count: submitted }, place: 'scoring' }];
  return [...next, { key: 'ownVisits', params: { count: visits.length }, place: 'visits' }];
}
