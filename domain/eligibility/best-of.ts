/** 从优不重复: of rewards that overlap, the better one is paid, never both. Amounts in 万元, exact. */
import { add, compare, parseDecimal, toDecimal, type Rational } from '../numbers/rational.ts';
import type { Evaluation } from './evaluate.ts';

export interface Offer {
  readonly schemeId: string;
  readonly tier: string;
  /** null where the panel still has to propose it */
  readonly amount: string | null;
  readonly cap: string;
}

export interface Choice {
  readonly chosen: Offer;
  readonly given: readonly Offer[];
  /** false while an amount that is still open could make another offer the better one */
  readonly certain: boolean;
}

function total(texts: readonly (string | null)[]): string | null {
  const parts = texts.map((text) => (text === null ? null : parseDecimal(text)));
  return parts.every((part) => part !== null)
    ? toDecimal(parts.reduce<Rational>((sum, part) => add(sum, part), { num: 0n, den: 1n }))
    : null;
}

/** What each evaluation offers, awards of the same scheme added up; evaluations without a reward offer nothing. */
export function offersOf(evaluations: readonly Evaluation[]): Offer[] {
  return evaluations.flatMap(({ schemeId, reward }) => {
    if (!reward || reward.tier === null || reward.cap === null) return [];
    const awards = [{ amount: reward.amount, cap: reward.cap }, ...reward.also];
    const cap = total(awards.map((award) => award.cap));
    return cap === null ? [] : [{ schemeId, tier: reward.tier, amount: total(awards.map((award) => award.amount)), cap }];
  });
}

function most(offer: Offer): Rational {
  return parseDecimal(offer.amount ?? offer.cap) ?? { num: 0n, den: 1n };
}

/**
 * The best of overlapping offers: the highest amount, an open one counting with its cap. Among equals a
 * fixed amount comes before an open one, then the order given. Null without offers.
 */
export function bestOf(offers: readonly Offer[]): Choice | null {
  const [chosen, ...others] = offers.toSorted((a, b) => compare(most(b), most(a)) || Number(a.amount === null) - Number(b.amount === null));
  if (!chosen) return null;
  return { chosen, given: others, certain: others.length === 0 || chosen.amount !== null };
}
