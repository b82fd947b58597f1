/** 奖励：档次、金额、上限, and what the next tier asks for. Amounts in 万元, exact. */
import { compare, divide, multiply, rational, toDecimal, toRational } from '../numbers/rational.ts';
import { testExpression, type Part } from '../scheme/expression.ts';
import { measure, type Facts } from '../scheme/measure.ts';
import type { Scheme, Tier } from '../scheme/scheme.ts';

export interface Award {
  readonly tier: string;
  readonly label: Tier['label'];
  readonly article: string;
  readonly text: string;
  /** null where the panel proposes it, or where the figure it is a share of is missing */
  readonly amount: string | null;
  readonly cap: string;
  readonly currency: 'CNY';
}

export interface Reward {
  /** the best tier met; null when none is */
  readonly tier: string | null;
  readonly label: Tier['label'] | null;
  /** the clause of the tier met, else of the next one */
  readonly article: string | null;
  readonly text: string | null;
  readonly amount: string | null;
  readonly cap: string | null;
  readonly currency: 'CNY';
  /** awards of other groups, paid beside it */
  readonly also: readonly Award[];
  /** the next tier of the first group and the tests it fails; null at the top */
  readonly next: {
    readonly tier: string;
    readonly label: Tier['label'];
    readonly amount: string | null;
    readonly cap: string;
    readonly lacking: readonly Part[];
  } | null;
}

function amountOfTier(tier: Tier, scheme: Scheme, facts: Facts): string | null {
  if (!tier.share) return tier.amount;
  const base = measure({ field: tier.share.field }, 'wan', scheme, facts).quantity;
  const percent = toRational(tier.share.percent);
  const cap = toRational(tier.cap);
  if (!base || !percent || !cap) return null;
  const share = divide(multiply(base, percent), rational(100));
  return toDecimal(compare(share, cap) > 0 ? cap : share);
}

function award(tier: Tier, scheme: Scheme, facts: Facts): Award {
  return {
    tier: tier.id,
    label: tier.label,
    article: tier.article,
    text: tier.text,
    amount: amountOfTier(tier, scheme, facts),
    cap: tier.cap,
    currency: tier.currency,
  };
}

/**
 * The reward of a park: in each group of tiers the best one met, once; `eligible` is false when a
 * condition of the scheme fails or cannot be tested. Undefined where the scheme rewards nothing.
 */
export function rewardOf(scheme: Scheme, facts: Facts, eligible: boolean): Reward | undefined {
  if (scheme.tiers.length === 0) return undefined;
  const tested = scheme.tiers.map((tier) => ({ tier, ...testExpression(tier.when, scheme, facts) }));
  const groups = [...new Set(scheme.tiers.map((tier) => tier.group))];
  const awards = groups.map((group) => {
    const reached = eligible ? tested.findLast((one) => one.tier.group === group && one.verdict === 'met') : undefined;
    return reached ? award(reached.tier, scheme, facts) : null;
  });
  const [main, ...also] = awards;
  const ladder = tested.filter((one) => one.tier.group === groups[0]);
  const above = ladder[main ? ladder.findIndex((one) => one.tier.id === main.tier) + 1 : 0];
  return {
    tier: main?.tier ?? null,
    label: main?.label ?? null,
    article: main?.article ?? above?.tier.article ?? null,
    text: main?.text ?? above?.tier.text ?? null,
    amount: main?.amount ?? null,
    cap: main?.cap ?? null,
    currency: 'CNY',
    also: also.filter((one) => one !== null),
    next: above
      ? {
          tier: above.tier.id,
          label: above.tier.label,
          amount: above.tier.amount,
          cap: above.tier.cap,
          lacking: above.parts.filter((part) => part.verdict !== 'met'),
        }
      : null,
  };
}
