/** Which entries of the rail a round has no use for. */
import type { Round } from '../../../domain/contract/api.ts';
import type { Place } from '../../state/route.ts';

/** The line of a round, as the steps of its kind; the places of the others lead nowhere in it. */
const line = ['eligibility', 'panel', 'scoring', 'visits', 'exchange', 'tally', 'shortlist', 'publicity'] as const;

/** The ways that a round does not go. Whether a round of rewards is scored is decided by seating somebody, so that its panel stays. */
export function leftOutOf(round: Pick<Round, 'schemeKind' | 'steps'> | undefined): readonly Place[] {
  if (round === undefined) return [];
  const goes = new Set<string>(round.steps.map(({ step }) => step));
  const left: Place[] = line.filter((one) => !goes.has(one));
  // a panel deliberates over a list that goes before the public; of an assessment grades follow from the totals
  if (left.includes('shortlist') || left.includes('publicity')) left.push('deliberation');
  return round.schemeKind === 'reward' ? left.filter((one) => one !== 'panel' && one !== 'exchange') : left;
}
