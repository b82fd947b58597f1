/**
 * Verdicts 符合 · 待专家认定 · 可放宽 · 资料不足 · 不符合, from best to worst, and how they combine.
 *
 * This is three-valued logic (met, missing, notMet) with two more shades of "not decided yet". `all` is
 * the worst of its parts and `any` the best, so any of met and missing is met, and all of notMet and
 * missing is notMet. `atLeast k` is the k-th best.
 */
export const verdicts = ['met', 'judgement', 'relaxable', 'missing', 'notMet'] as const;
export type Verdict = (typeof verdicts)[number];

const order: Readonly<Record<Verdict, number>> = { met: 0, judgement: 1, relaxable: 2, missing: 3, notMet: 4 };

/** The k-th best (1 = best) of the verdicts; notMet when there are fewer than k. */
export function atLeast(k: number, parts: readonly Verdict[]): Verdict {
  return parts.toSorted((a, b) => order[a] - order[b])[k - 1] ?? 'notMet';
}

/** The worst of the verdicts; met when there are none. */
export function worst(parts: readonly Verdict[]): Verdict {
  return parts.reduce((found, part) => (order[part] > order[found] ? part : found), 'met' as Verdict);
}

/** The best of the verdicts; notMet when there are none. */
export function best(parts: readonly Verdict[]): Verdict {
  return parts.reduce((found, part) => (order[part] < order[found] ? part : found), 'notMet' as Verdict);
}

/** Met and notMet change places; what is undecided stays so. */
export function negate(verdict: Verdict): Verdict {
  return verdict === 'met' ? 'notMet' : verdict === 'notMet' ? 'met' : verdict;
}
