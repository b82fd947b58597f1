/** 实测值: what was measured against what was declared, and what that changes. */
import type { FieldValue } from '../model.ts';
import { subtract, toDecimal, toRational } from '../numbers/rational.ts';
import type { Verdict } from '../condition/verdict.ts';

function quantity(value: FieldValue) {
  return typeof value === 'number' || typeof value === 'string' ? toRational(value) : null;
}

/** Measured − declared as a signed decimal ("-20", "+0.5", "0"); null where either is no quantity. */
export function difference(declared: FieldValue, measured: FieldValue): string | null {
  const [from, to] = [quantity(declared), quantity(measured)];
  if (!from || !to) return null;
  const by = subtract(to, from);
  return by.num > 0n ? `+${toDecimal(by)}` : toDecimal(by);
}

export interface JudgedCondition {
  readonly id: string;
  readonly verdict: Verdict;
  readonly value: string | boolean | null;
  readonly gap: string | null;
}

export interface Judged<C extends JudgedCondition> {
  readonly overall: Verdict;
  readonly conditions: readonly C[];
}

export interface Effect<C> {
  readonly before: Verdict;
  readonly after: Verdict;
  /** conditions whose verdict, value or gap is another one now */
  readonly changed: readonly { readonly before: C; readonly after: C }[];
}

/** What a new value does to eligibility. */
export function effectOf<C extends JudgedCondition>(before: Judged<C>, after: Judged<C>): Effect<C> {
  const known = new Map(before.conditions.map((one) => [one.id, one]));
  return {
    before: before.overall,
    after: after.overall,
    changed: after.conditions.flatMap((now) => {
      const then = known.get(now.id);
      return then && (then.verdict !== now.verdict || then.value !== now.value || then.gap !== now.gap)
        ? [{ before: then, after: now }]
        : [];
    }),
  };
}
