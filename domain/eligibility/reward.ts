/** 奖励：档次、金额、上限, and what the next tier asks for. Amounts in 万元, exact. */
import { compare, divide, multiply, rational, toDecimal, toRational } from '../numbers/rational.ts';
import type { Message } from '../text.ts';
import type { ConditionVerdict } from './condition-verdict.ts';
import { testExpression, type Need } from '../scheme/expression.ts';
import { labelParams, measure, type Facts } from '../scheme/measure.ts';
import type { Scheme, Tier } from '../scheme/scheme.ts';

/** Why there is no amount: the panel proposes it within the cap, or a figure that it is worked out from is missing. */
export type Open = 'proposed' | 'missing';

export interface Award {
  readonly tier: string;
  readonly label: Tier['label'];
  readonly article: string;
  readonly text: string;
  /** null where `open` says why */
  readonly amount: string | null;
  readonly open: Open | null;
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
  readonly open: Open | null;
  readonly cap: string | null;
  readonly currency: 'CNY';
  /** awards of other groups, paid beside it */
  readonly also: readonly Award[];
  /** the next tier of the first group and what it lacks, never nothing: where its own tests hold, the conditions that hold it back; null at the top */
  readonly next: {
    readonly tier: string;
    readonly label: Tier['label'];
    readonly amount: string | null;
    readonly cap: string;
    readonly lacking: readonly Need[];
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
  const amount = amountOfTier(tier, scheme, facts);
  return {
    tier: tier.id,
    label: tier.label,
    article: tier.article,
    text: tier.text,
    amount,
    open: amount !== null ? null : tier.share ? 'missing' : 'proposed',
    cap: tier.cap,
    currency: tier.currency,
  };
}

/** What the conditions that fail or cannot be tested still need. */
function conditionNeeds(scheme: Scheme, facts: Facts, conditions: readonly ConditionVerdict[]): Need[] {
  const holding = new Set(conditions.filter(({ verdict }) => verdict === 'notMet' || verdict === 'missing').map(({ id }) => id));
  return scheme.conditions.filter(({ id }) => holding.has(id)).flatMap(({ test }) => testExpression(test, scheme, facts).needs);
}

function fieldsOf(need: Need): string[] {
  return need.flatMap((way) => way.flatMap((part) => part.fields));
}

/** The needs of the tier, then those of the conditions that speak of something else. */
function lackingOf(own: readonly Need[], ofConditions: readonly Need[]): Need[] {
  const told = new Set(own.flatMap(fieldsOf));
  return [...own, ...ofConditions.filter((need) => !fieldsOf(need).some((key) => told.has(key)))];
}

/** A remark for every amount that the rule fixes and a missing figure leaves open. */
export function amountNotes(scheme: Scheme, reward: Reward | undefined): Message[] {
  if (!reward) return [];
  const awards = [...(reward.tier === null ? [] : [{ tier: reward.tier, open: reward.open }]), ...reward.also];
  return awards.flatMap(({ tier: id, open }) => {
    const tier = scheme.tiers.find((one) => one.id === id);
    if (open !== 'missing' || !tier?.share) return [];
    const params = { ...labelParams(scheme, tier.share.field), tier: tier.label.zh, tierEn: tier.label.en ?? tier.label.zh };
    return [{ key: 'schemes.note.amountMissing', params }];
  });
}

/** What the conditions of the scheme came to. */
interface Standing {
  /** false when one of them fails or cannot be tested */
  readonly eligible: boolean;
  readonly conditions: readonly ConditionVerdict[];
}

/** The reward of a park: in each group of tiers the best one met, once. Undefined where the scheme rewards nothing. */
export function rewardOf(scheme: Scheme, facts: Facts, { eligible, conditions }: Standing): Reward | undefined {
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
    open: main?.open ?? null,
    cap: main?.cap ?? null,
    currency: 'CNY',
    also: also.filter((one) => one !== null),
    next: above
      ? {
          tier: above.tier.id,
          label: above.tier.label,
          amount: above.tier.amount,
          cap: above.tier.cap,
          lacking: lackingOf(above.needs, eligible ? [] : conditionNeeds(scheme, facts, conditions)),
        }
      : null,
  };
}
