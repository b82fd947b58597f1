/** 资格 of all parks of a round, and what it means for their place on the list. */
import type { Candidate } from '../../../domain/shortlist/propose.ts';
import type { ParkRecord } from '../../../domain/eligibility/on-record.ts';
import { usedValues, type StatedValues } from '../../../domain/condition/values.ts';
import type { Evaluation } from '../../../domain/eligibility/evaluate.ts';
import {
  listAllApplications,
  listApplications,
  listRoundRulings,
  listRoundStatements,
  listRulings,
  listStatements,
} from '../../../db/queries/applications.ts';
import type { ApplicationRow, RulingRow, Statement } from '../../../db/queries/applications.ts';
import { perConnection, type ReadStore } from '../../../db/store/open.ts';
import { newMark, touchedSince, type Mark } from '../session/since.ts';
import { readRecords } from './park-records.ts';
import { evaluateStated, questionOf, statedValues, type EvaluationQuestion } from './evaluation.ts';

/** A park as its sources state it, and what its conditions come to. */
export interface Evaluated {
  readonly stated: StatedValues;
  readonly evaluation: Evaluation;
}

interface Kept {
  readonly mark: Mark;
  readonly rounds: Map<string, Map<string, Evaluated>>;
}

const keptEvaluations = perConnection((): Kept => ({ mark: newMark(), rounds: new Map() }));

/** So many parks are read one by one; more of them are read with their whole round. */
const few = 20;

/** Nouns of the record by which a park's own values, type or rulings change; of nouns that are not known anything may have. */
const changing: ReadonlySet<string> = new Set(['application', 'field', 'ruling']);

/** Nouns of what is on record across rounds. */
const acrossRounds: ReadonlySet<string> = new Set(['title', 'reward']);

/** Takes out what events since then have touched; everything where they cannot be told one by one. */
function freshen(store: ReadStore, { mark, rounds }: Kept): void {
  const touched = touchedSince(store, mark);
  if (!touched) rounds.clear();
  for (const { noun, ids } of touched ?? []) {
    // a park may stand in any round
    if (acrossRounds.has(noun)) rounds.clear();
    // its settings are part of the question
    if (noun === 'round' && ids.roundId !== undefined) rounds.delete(ids.roundId);
    if (changing.has(noun) && ids.applicationId !== undefined) for (const round of rounds.values()) round.delete(ids.applicationId);
  }
}

function evaluateOne(
  question: EvaluationQuestion,
  { type }: ApplicationRow,
  rows: readonly Statement[],
  rulings: readonly RulingRow[],
  record: ParkRecord,
): Evaluated {
  const stated = statedValues(rows);
  return { stated, evaluation: evaluateStated({ ...question, type: type ?? undefined, record }, usedValues(stated), rulings) };
}

function fill(store: ReadStore, roundId: string, lacking: readonly ApplicationRow[], into: Map<string, Evaluated>): void {
  if (lacking.length === 0) return;
  const question = questionOf(store, roundId);
  const records = readRecords(store, question.scheme, roundId);
  const whole =
    lacking.length > few ? { statements: listRoundStatements(store, roundId), rulings: listRoundRulings(store, roundId) } : null;
  for (const application of lacking) {
    const rows = whole ? (whole.statements.get(application.id) ?? []) : listStatements(store, application.id);
    const rulings = whole ? (whole.rulings.get(application.id) ?? []) : listRulings(store, application.id);
    into.set(application.id, evaluateOne(question, application, rows, rulings, records(application.parkName)));
  }
}

/**
 * By application, of those under review where none are named. What was found before stands until an event touches the park, for nothing is written without an event. Inside a
 * transaction, where rows stand before their event, everything is read anew.
 */
export function evaluateRound(
  store: ReadStore,
  roundId: string,
  applications: readonly ApplicationRow[] = listApplications(store, roundId),
): ReadonlyMap<string, Evaluated> {
  const fresh = store.sqlite.inTransaction;
  const kept = keptEvaluations(store);
  if (!fresh) freshen(store, kept);
  const known = (fresh ? undefined : kept.rounds.get(roundId)) ?? new Map<string, Evaluated>();
  if (!fresh) kept.rounds.set(roundId, known);
  const lacking = new Set(applications.flatMap(({ id }) => (known.has(id) ? [] : [id])));
  // as they stand now: what was read before may be older than the head of the chain
  if (lacking.size > 0)
    fill(store, roundId, fresh ? applications : listAllApplications(store, roundId).filter(({ id }) => lacking.has(id)), known);
  return new Map(applications.flatMap(({ id }) => (known.has(id) ? [[id, known.get(id) as Evaluated] as const] : [])));
}

/** The same without the values: by application. */
export function evaluationsOf(store: ReadStore, roundId: string, applications?: readonly ApplicationRow[]): Map<string, Evaluation> {
  return new Map([...evaluateRound(store, roundId, applications)].map(([id, { evaluation }]) => [id, evaluation]));
}

/** Parks that an article enters by itself (自动纳入): nobody reviews them, so that they owe neither seats nor conditions. */
export function automaticParks(store: ReadStore, roundId: string): ReadonlySet<string> {
  if (questionOf(store, roundId).scheme.automatic.length === 0) return new Set();
  return new Set([...evaluationsOf(store, roundId)].flatMap(([id, { automatic }]) => (automatic ? [id] : [])));
}

/**
 * Eligibility as the proposal asks it. A relaxation that was granted or refused has already turned its condition into met or
 * not met; here it is told apart again, so that the list can say that people decided it.
 */
export function gateOf({ overall, conditions }: Evaluation): Pick<Candidate, 'eligibility' | 'relaxation' | 'vetoed'> {
  const vetoed = conditions.some(({ kind, verdict }) => kind === 'veto' && verdict === 'notMet');
  const failed = conditions.filter(({ verdict }) => verdict === 'notMet');
  if (overall === 'notMet' && failed.length > 0 && failed.every(({ decided }) => decided === 'denied'))
    return { eligibility: 'relaxable', relaxation: 'refused', vetoed };
  if (overall === 'met' && conditions.some(({ decided }) => decided === 'granted'))
    return { eligibility: 'relaxable', relaxation: 'granted', vetoed };
  return { eligibility: overall, relaxation: null, vetoed };
}
