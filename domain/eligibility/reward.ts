/**
 * 奖励：档次、金额、上限, and what the next tier asks for. Amounts in 万元, exact; what is computed is rounded down to the yuan, so that
 * "not more than" is kept. What was granted once (一次性) is not granted again: the same tier never, of another tier of its group what is
 * left after it.
 */
import { add, compare, divide, multiply, rational, subtract, toDecimal, toRational, type Rational } from '../numbers/rational.ts';
import type { LocalText, Message } from '../text.ts';
import type { ConditionVerdict } from './condition-verdict.ts';
import { testExpression, type Need } from '../scheme/expression.ts';
import { fieldMap, labelParams, measure, type Facts } from '../scheme/measure.ts';
import type { Limit, Scheme, Tier } from '../scheme/scheme.ts';

/** Why there is no amount: the panel proposes it within the cap, or a figure that it is worked out from is missing. */
export type Open = 'proposed' | 'missing';

/** A reward that was granted before under the same rule book; `on` a day, `YYYY-MM-DD`, the amount in 万元. */
export interface GrantedAward {
  readonly tier: string;
  readonly amount: string;
  readonly on: string;
}

/** Places after the point that an amount in 万元 has at most: whole yuan. */
export const amountPlaces = 4;

/**
 * `fixed` by the rule book, `open`: the panel proposes up to the cap; `missing`: worked out from a figure that nobody has stated;
 * `granted`: once, before, so that nothing is left.
 */
export type AwardState = 'fixed' | 'open' | 'missing' | 'granted';

export interface Award {
  readonly tier: string;
  readonly label: Tier['label'];
  readonly article: string;
  readonly text: string;
  readonly state: AwardState;
  /** null where `open` says why */
  readonly amount: string | null;
  readonly open: Open | null;
  /** the most that may be given now */
  readonly cap: string;
  readonly currency: 'CNY';
  /** the figure that it is worked out from */
  readonly base: LocalText | null;
  /** what was granted before and counts against it, oldest first */
  readonly before: readonly GrantedAward[];
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
  /** every award that is reached, the one that leads first */
  readonly awards: readonly Award[];
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

const nothing = rational(0);

function atLeastNothing(value: Rational): Rational {
  return value.num < 0n ? nothing : value;
}

/** Down to the yuan, of an amount that is not negative. */
function wholeYuan({ num, den }: Rational): Rational {
  const unit = 10n ** BigInt(amountPlaces);
  return rational((num * unit) / den, unit);
}

function sumOf(granted: readonly GrantedAward[]): Rational {
  return granted.reduce((sum, one) => add(sum, toRational(one.amount) ?? nothing), nothing);
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

/** What was granted before and counts against a tier that is given once: the tiers of its group that are. */
function grantedBefore(tier: Tier, scheme: Scheme, granted: readonly GrantedAward[]): GrantedAward[] {
  if (!tier.once) return [];
  const group = new Set(scheme.tiers.filter((one) => one.once && one.group === tier.group).map(({ id }) => id));
  return granted.filter((one) => group.has(one.tier));
}

function award(tier: Tier, scheme: Scheme, facts: Facts, granted: readonly GrantedAward[]): Award {
  const worked = workedOut(tier, scheme, facts);
  const upTo = tier.share?.upTo === true || tier.each?.upTo === true;
  const capped = worked ? least(tier.cap, wholeYuan(worked)) : null;
  const own = worked === undefined ? tier.amount : upTo ? null : capped;
  const before = grantedBefore(tier, scheme, granted);
  const paid = sumOf(before);
  const left = (text: string): string =>
    before.length === 0 ? text : toDecimal(atLeastNothing(subtract(toRational(text) ?? nothing, paid)));
  const amount = own === null ? null : left(own);
  const cap = left(upTo && capped !== null ? capped : tier.cap);
  const isSpent = before.some((one) => one.tier === tier.id) || (before.length > 0 && (amount ?? cap) === '0');
  const open = isSpent || amount !== null ? null : worked === null ? 'missing' : 'proposed';
  const figure = tier.share?.field ?? tier.each?.field;
  return {
    tier: tier.id,
    label: tier.label,
    article: tier.article,
    text: tier.text,
    state: isSpent ? 'granted' : open === 'proposed' ? 'open' : (open ?? 'fixed'),
    amount: isSpent ? '0' : amount,
    open,
    cap: isSpent ? '0' : cap,
    currency: tier.currency,
    base: figure === undefined ? null : (fieldMap(scheme).get(figure)?.label ?? null),
    before,
  };
}

/** Whether a reward of that day falls into the time over which a limit adds up, counted back from the year of the application. */
function isCounted({ per, years }: Limit, on: string, appliedOn: string): boolean {
  if (per === 'ever') return true;
  const [year, now] = [Number(on.slice(0, 4)), Number(appliedOn.slice(0, 4))];
  return year <= now && year > now - (per === 'year' ? 1 : (years ?? 1));
}

/** What was had of a limit before: as stated, or as it is on record, whichever is more; null where nobody states it and nothing is on record. */
function hadOf(limit: Limit, scheme: Scheme, facts: Facts, granted: readonly GrantedAward[]): Rational | null {
  const { groups, received } = limit;
  const bound = new Set(scheme.tiers.filter(({ group }) => !groups || groups.includes(group)).map(({ id }) => id));
  const counted = granted.filter(({ tier, on }) => bound.has(tier) && isCounted(limit, on, facts.appliedOn));
  const recorded = counted.length === 0 ? null : sumOf(counted);
  const stated = received === undefined ? null : measure({ field: received }, 'wan', scheme, facts).quantity;
  return recorded && stated ? (compare(recorded, stated) > 0 ? recorded : stated) : (recorded ?? stated);
}

/** What a limit leaves, never below nothing; all of it where nothing is known of what was had. */
function leftOf(limit: Limit, had: Rational | null): Rational {
  const all = toRational(limit.cap) ?? nothing;
  return had ? atLeastNothing(subtract(all, had)) : all;
}

/** Awards within the limits: each cap at most what is left, and fixed amounts one after another until nothing is left. */
function withinLimits(
  awards: readonly (Award | null)[],
  groups: readonly string[],
  scheme: Scheme,
  facts: Facts,
  granted: readonly GrantedAward[],
): (Award | null)[] {
  return scheme.limits.reduce<(Award | null)[]>(
    (bound, limit) => {
      let left = leftOf(limit, hadOf(limit, scheme, facts, granted));
      return bound.map((one, index): Award | null => {
        if (!one || (limit.groups && !limit.groups.includes(groups[index] ?? ''))) return one;
        const cap = least(one.cap, left);
        const amount = one.amount === null ? null : least(one.amount, left);
        if (amount !== null) left = subtract(left, toRational(amount) ?? nothing);
        // of nothing there is nothing to propose, and no figure to wait for
        return cap === '0' && one.state !== 'granted' ? { ...one, state: 'fixed', amount: '0', open: null, cap } : { ...one, amount, cap };
      });
    },
    [...awards],
  );
}

/** A remark for every limit that binds an award: what was received, what is left, or that nobody states it. */
export function limitNotes(scheme: Scheme, facts: Facts, reward: Reward | undefined, granted: readonly GrantedAward[] = []): Message[] {
  if (!reward) return [];
  const paid = new Set(reward.awards.map((one) => one.tier));
  const groups = new Set(scheme.tiers.filter((tier) => paid.has(tier.id)).map((tier) => tier.group));
  return scheme.limits
    .filter((limit) => (limit.groups ?? [...groups]).some((group) => groups.has(group)))
    .flatMap((limit): Message[] => {
      const { received } = limit;
      const params = { article: limit.article, text: limit.text, cap: limit.cap };
      const had = hadOf(limit, scheme, facts, granted);
      const isStated = received !== undefined && measure({ field: received }, 'wan', scheme, facts).quantity !== null;
      return [
        ...(had
          ? [{ key: 'schemes.note.limitLeft', params: { ...params, received: toDecimal(had), left: toDecimal(leftOf(limit, had)) } }]
          : []),
        ...(received === undefined || isStated
          ? []
          : [{ key: 'schemes.note.limitUnknown', params: { ...params, ...labelParams(scheme, received) } }]),
        ...(had === null && received === undefined ? [{ key: 'schemes.note.limit', params }] : []),
      ];
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
  return reward.awards.flatMap(({ tier: id, open }) => {
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

/**
 * The reward of an applicant: in each group of tiers the best one met, once, within the limits; the first award there is leads.
 * `granted`: what is on record of the applicant under this rule book. Undefined where the scheme rewards nothing.
 */
export function rewardOf(
  scheme: Scheme,
  facts: Facts,
  { eligible, conditions }: Standing,
  granted: readonly GrantedAward[] = [],
): Reward | undefined {
  if (scheme.tiers.length === 0) return undefined;
  const tested = scheme.tiers.map((tier) => ({ tier, ...testExpression(tier.when, scheme, facts) }));
  const groups = [...new Set(scheme.tiers.map((tier) => tier.group))];
  const reached = groups.map((group) =>
    eligible ? (tested.findLast((one) => one.tier.group === group && one.verdict === 'met')?.tier ?? null) : null,
  );
  const bound = withinLimits(
    reached.map((tier) => tier && award(tier, scheme, facts, granted)),
    groups,
    scheme,
    facts,
    granted,
  );
  const awards = bound.filter((one) => one !== null);
  const [main, ...also] = awards;
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
    awards,
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
