/** The amount of an award in words, or why there is none; for screen and paper alike. */
import type { Translate } from '../text.ts';
import type { AwardState } from './reward.ts';

interface Told {
  readonly state: AwardState;
  /** 万元 */
  readonly amount: string | null;
  /** the figure that it is worked out from */
  readonly base: string | null;
}

export function amountWords({ state, amount, base }: Told, t: Translate): string {
  if (state === 'granted') return t('eligibility.reward.granted');
  if (amount !== null) return t('eligibility.reward.wan', { amount });
  return state === 'missing' ? t('eligibility.reward.missing', { base: base ?? '' }) : t('eligibility.reward.open');
}
