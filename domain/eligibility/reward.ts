/** 奖励：档次、金额、上限, and what the next tier asks for. Amounts in 万元, exact. */
import { compare, divide, multiply, rational, subtract, toDecimal, toRational, type Rational } from '../numbers/rational.ts';
import type { Message } from '../text.ts';
import type { ConditionVerdict } from './condition-verdict.ts';
import { testExpression, type Need } from '../scheme/expression.ts';
import { fieldMap, labelParams, measure, type Facts } from '../scheme/measure.ts';
import type { Limit, Scheme, Tier } from '../scheme/scheme.ts';

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

/** What the rule works out from a figure, in 万元, before any cap; null where the figure is missing, undefined where nothing is worked out. */
function workedOut({ share, each }: Tier, scheme: Scheme, facts: Facts): Rational | null | undefined {
  if (share) {
    const base = measure({ field: share.field }, 'wan', scheme, facts).quantity;
    const percent = toRational(share.percent);
    return base && percent ? divide(multiply(base, percent), rational(100)) : null;
  }
  if (!each) return undefined;
  const unit = fieldMap(scheme).get(each.field)?.unit ?? 'none';
  const count = measure({ field: each.field }, unit, scheme, facts).quantity;
  const amount = toRational(each.amount);
  return count && amount ? divide(multiply(count, amount), rational(each.unit === 'yuan' ? 10_000 : 1)) : null;
}

function least(a: string, b: Rational): string {
  const known = toRational(a);
  return known && compare(known, b) <= 0 ? a : toDecimal(b);
}

function award(tier: Tier, scheme: Scheme, facts: Facts): Award {
  const worked = workedOut(tier, scheme, facts);
  const upTo = tier.share?.upTo === true || tier.each?.upTo === true;
  const capped = worked ? least(tier.cap, worked) : null;
  const amount = worked === undefined ? tier.amount : upTo ? null : capped;
  return {
    tier: tier.id,
    label: tier.label,
    article: tier.article,
    text: tier.text,
    amount,
    open: amount !== null ? null : worked === null ? 'missing' : 'proposed',
    cap: upTo && capped !== null ? capped : tier.cap,
    currency: tier.currency,
  };
}

/** What a limit leaves, never below nothing; all of it where nobody states what was received. */
function leftOf({ cap, received }: Limit, scheme: Scheme, facts: Facts): Rational {
  const had = received === undefined ? null : measure({ field: received }, 'wan', scheme, facts).quantity;
  const all = toRational(cap) ?? rational(0);
  const left = had ? subtract(all, had) : all;
  return left.num < 0n ? rational(0) : left;
}

/** Awards within the limits: each cap at most what is left, and fixed amounts one after another until nothing is left. */
function withinLimits(awards: readonly (Award | null)[], groups: readonly string[], scheme: Scheme, facts: Facts): (Award | null)[] {
  return scheme.limits.reduce<(Award | null)[]>(
    (bound, limit) => {
      let left = leftOf(limit, scheme, facts);
      return bound.map((one, index) => {
        if (!one || (limit.groups && !limit.groups.includes(groups[index] ?? ''))) return one;
        const cap = least(one.cap, left);
        const amount = one.amount === null ? null : least(one.amount, left);
        if (amount !== null) left = subtract(left, toRational(amount) ?? rational(0));
        return { ...one, amount, cap };
      });
    },
    [...awards],
  );
}

/** A remark for every limit that binds an award: what was received, what is left, or that nobody states it. */
export function limitNotes(scheme: Scheme, facts: Facts, reward: Reward | undefined): Message[] {
  if (!reward) return [];
  const paid = new Set([...(reward.tier === null ? [] : [reward.tier]), ...reward.also.map((one) => one.tier)]);
  const groups = new Set(scheme.tiers.filter((tier) => paid.has(tier.id)).map((tier) => tier.group));
  return scheme.limits
    .filter((limit) => (limit.groups ?? [...groups]).some((group) => groups.has(group)))
    .map((limit): Message => {
      const params = { article: limit.article, text: limit.text, cap: limit.cap };
      if (limit.received === undefined) return { key: 'schemes.note.limit', params };
      const had = measure({ field: limit.received }, 'wan', scheme, facts).quantity;
      return had
        ? { key: 'schemes.note.limitLeft', params: { ...params, received: toDecimal(had), left: toDecimal(leftOf(limit, scheme, facts)) } }
        : { key: 'schemes.note.limitUnknown', params: { ...params, ...labelParams(scheme, limit.received) } };
    });
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
    const field = tier?.share?.field ?? tier?.each?.field;
    if (open !== 'missing' || !tier || field === undefined) return [];
    const params = { ...labelParams(scheme, field), tier: tier.label.zh, tierEn: tier.label.en ?? tier.label.zh };
    return [{ key: 'schemes.note.amountMissing', params }];
  });
}

/** What the conditions of the scheme came to. */
interface Standing {
  /** false when one of them fails or cannot be tested */
  readonly eligible: boolean;
  readonly conditions: readonly ConditionVerdict[];
}

/** The reward of an applicant: in each group of tiers the best one met, once, within the limits; the first award there is leads. Undefined where the scheme rewards nothing. */
export function rewardOf(scheme: Scheme, facts: Facts, { eligible, conditions }: Standing): Reward | undefined {
  if (scheme.tiers.length === 0) return undefined;
  const tested = scheme.tiers.map((tier) => ({ tier, ...testExpression(tier.when, scheme, facts) }));
  const groups = [...new Set(scheme.tiers.map((tier) => tier.group))];
  const reached = groups.map((group) =>
    eligible ? (tested.findLast((one) => one.tier.group === group && one.verdict === 'met')?.tier ?? null) : null,
  );
  const awards = withinLimits(
    reached.map((tier) => tier && award(tier, scheme, facts)),
    groups,
    scheme,
    facts,
  );
  const [main, ...also] = awards.filter((one) => one !== null);
  const ladder = tested.filter((one) => one.tier.group === groups[0]);
  const above = ladder[reached[0] ? ladder.findIndex((one) => one.tier.id === reached[0]?.id) + 1 : 0];
  return {
    tier: main?.tier ?? null,
    label: main?.label ?? null,
    article: main?.article ?? above?.tier.article ?? null,
    text: main?.text ?? above?.tier.text ?? null,
    amount: main?.amount ?? null,
    open: main?.open ?? null,
    cap: main?.cap ?? null,
    currency: 'CNY',
    also,
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
