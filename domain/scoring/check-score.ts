/** One expert's score sheet (评分表): what may be entered, what it adds up to, what still lacks. */
import { formatPoints } from '../numbers/points.ts';
import { add, compare, divide, multiply, rational, roundToInteger, sum, toRational, zero, type Rational } from '../numbers/rational.ts';
import { refuse } from '../result.ts';
import type { Leaf, Rubric } from '../rubric/model.ts';
import { besideOf, combine } from '../rubric/beside.ts';
import { maximum100, rubricLeaves, weightedLeaves } from '../rubric/leaves.ts';

/** Whether points in hundredths may stand in a criterion. Zero and the maximum are always steps. */
export function fitsLeaf({ max100, step100 }: Leaf, points100: number): boolean {
  return Number.isInteger(points100) && points100 >= 0 && points100 <= max100 && (points100 % step100 === 0 || points100 === max100);
}

/**
 * Points as an expert enters them, in whole hundredths. Text may carry spaces around it and full-width digits.
 * @throws `score/not-a-number`, `score/below-zero`, `score/above-maximum`, `score/off-step`; the bounds are in the details, in points
 */
export function checkScore(criterion: Leaf, entered: number | string): number {
  const value = toRational(typeof entered === 'string' ? entered.normalize('NFKC').trim() : entered);
  const details = {
    criterionId: criterion.id,
    points: String(entered),
    max: formatPoints(criterion.max100),
    step: formatPoints(criterion.step100),
  };
  if (!value) refuse('score/not-a-number', details);
  const hundredths = multiply(value, rational(100));
  if (hundredths.num < 0n) refuse('score/below-zero', details);
  if (compare(hundredths, rational(criterion.max100)) > 0) refuse('score/above-maximum', details);
  const points100 = Number(hundredths.num);
  if (hundredths.den !== 1n || !fitsLeaf(criterion, points100)) refuse('score/off-step', details);
  return points100;
}

/** Whether this score needs a comment: it lies below `commentBelow` percent of the maximum (100: any deduction), or adds or takes off points beside the hundred. */
export function commentDemanded(criterion: Leaf, points100: number): boolean {
  if (criterion.counts && points100 > 0) return true;
  const share = toRational(criterion.commentBelow) ?? zero;
  return compare(rational(points100 * 100), multiply(share, rational(criterion.max100))) < 0;
}

/** A score as it stands on a sheet. */
export interface EnteredScore {
  readonly points100: number;
  readonly comment?: string | null | undefined;
}

export interface SheetTotals {
  /** weighted, in hundredths of a point, half up; with what is added and taken off beside the hundred, within the bounds */
  readonly total100: number;
  /** without what counts beside it */
  readonly max100: number;
  /** no points and no demanded comment are owed */
  readonly complete: boolean;
  /** leaves of which no points are owed (any more), of all leaves */
  readonly filled: number;
  readonly of: number;
  /** leaves whose points are owed, in the order of the rubric */
  readonly missing: string[];
  /** leaves whose score demands a comment that is not there */
  readonly commentsMissing: string[];
  /** by branch id: the weighted sum so far in hundredths, of a group beside the hundred what of it counts; and how many leaves have points */
  readonly byBranch: Record<string, { readonly points100: number; readonly scored: number; readonly leaves: number }>;
}

/**
 * Running totals of one sheet; scores of criteria that the rubric does not know are not counted. Who abstained owes no points: from
 * one criterion, or, where none is named, from the whole park.
 */
export function sheetTotals(
  rubric: Rubric,
  scores: Readonly<Record<string, EnteredScore | undefined>>,
  abstained: readonly { readonly criterionId: string | null }[] = [],
): SheetTotals {
  const excused = new Set(abstained.map(({ criterionId }) => criterionId));
  const leaves = weightedLeaves(rubric);
  const missing: string[] = [];
  const commentsMissing: string[] = [];
  const branches = new Map<string, { points: Rational; scored: number; leaves: number }>();
  const weighted: Rational[] = [];
  for (const { criterion, branches: above, weight } of leaves) {
    const score = scores[criterion.id];
    const value = score ? multiply(weight, rational(score.points100)) : zero;
    weighted.push(value);
    if (score) {
      if (commentDemanded(criterion, score.points100) && !score.comment?.trim()) commentsMissing.push(criterion.id);
    } else if (!excused.has(null) && !excused.has(criterion.id)) missing.push(criterion.id);
    for (const { id } of above) {
      const branch = branches.get(id) ?? { points: zero, scored: 0, leaves: 0 };
      branches.set(id, { points: add(branch.points, value), scored: branch.scored + (score ? 1 : 0), leaves: branch.leaves + 1 });
    }
  }
  const beside = besideOf(rubric);
  // the values are hundredths, and the caps and bounds are told in points
  const combined =
    beside &&
    combine(
      beside,
      weighted.map((value) => divide(value, rational(100))),
    );
  for (const [place, { criterionId }] of (beside?.groups ?? []).entries()) {
    const branch = branches.get(criterionId);
    const counted = combined?.groups[place]?.counted;
    if (branch && counted) branches.set(criterionId, { ...branch, points: multiply(counted, rational(100)) });
  }
  return {
    total100: Number(roundToInteger(combined ? multiply(combined.total, rational(100)) : sum(weighted), 0)),
    max100: maximum100(rubric),
    complete: missing.length === 0 && commentsMissing.length === 0,
    filled: leaves.length - missing.length,
    of: leaves.length,
    missing,
    commentsMissing,
    byBranch: Object.fromEntries(
      [...branches].map(([id, { points: value, scored, leaves }]) => [id, { points100: Number(roundToInteger(value, 0)), scored, leaves }]),
    ),
  };
}

/** What a sealed digest covers. The caller writes it as canonical JSON (RFC 8785) and takes SHA-256. */
export interface CanonicalSheet {
  readonly format: 'parkpanel-sheet-1';
  readonly roundId: string;
  readonly applicationId: string;
  readonly personId: string;
  readonly scores: readonly { readonly criterionId: string; readonly points100: number; readonly comment: string | null }[];
  /** criteria without points by the expert's own word; not there where there are none */
  readonly abstained?: readonly { readonly criterionId: string; readonly reason: string }[];
}

/** The sheet in its one canonical form: scores in the order of the rubric, an empty comment as null. */
export function canonicalSheet(
  rubric: Rubric,
  sheet: {
    readonly roundId: string;
    readonly applicationId: string;
    readonly personId: string;
    readonly scores: Readonly<Record<string, EnteredScore | undefined>>;
    readonly abstained?: readonly { readonly criterionId: string; readonly reason: string }[];
  },
): CanonicalSheet {
  const abstained = (sheet.abstained ?? []).toSorted((a, b) => (a.criterionId < b.criterionId ? -1 : 1));
  return {
    format: 'parkpanel-sheet-1',
    roundId: sheet.roundId,
    applicationId: sheet.applicationId,
    personId: sheet.personId,
    scores: rubricLeaves(rubric).flatMap(({ criterion: { id } }) => {
      const score = sheet.scores[id];
      return score ? [{ criterionId: id, points100: score.points100, comment: score.comment || null }] : [];
    }),
    ...(abstained.length > 0 && { abstained }),
  };
}
