/** Whether experts score a round: always, but for a round of rewards, which its conditions and the panel's amounts settle. */
import type { RoundRow } from '../../../db/queries/rounds.ts';
import { hasSeats } from '../../../db/queries/seats.ts';
import type { ReadStore } from '../../../db/store/open.ts';
import { schemeOf, settingsOf } from './lookups.ts';

/** An institution that wants scores says so in the settings, or seats somebody. */
export function isScored(store: ReadStore, round: RoundRow): boolean {
  if (round.rubric === null) return false;
  if (schemeOf(store, round).kind !== 'reward') return true;
  return settingsOf(round).scored ?? hasSeats(store, round.id);
}
