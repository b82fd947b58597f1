/** 资格 of all parks of a round, and what it means for their place on the list. */
import type { Candidate } from '../../../domain/shortlist/propose.ts';
import type { Evaluation } from '../../../domain/eligibility/evaluate.ts';
import { listApplications, listRoundFieldValues, listRoundRulings, type ApplicationRow } from '../../../db/queries/applications.ts';
import type { ReadStore } from '../../../db/store/open.ts';
import { questionOf } from './applications.ts';
import { evaluateApplication } from './evaluation.ts';

/** By application. */
export function evaluateRound(
  store: ReadStore,
  roundId: string,
  applications: readonly ApplicationRow[] = listApplications(store, roundId),
): Map<string, Evaluation> {
  const question = questionOf(store, roundId);
  const values = listRoundFieldValues(store, roundId);
  const rulings = listRoundRulings(store, roundId);
  return new Map(
    applications.map(({ id, type }) => [
      id,
      evaluateApplication({ ...question, type: type ?? undefined }, values.get(id) ?? [], rulings.get(id) ?? []),
    ]),
  );
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
