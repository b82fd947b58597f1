/** 决定的依据: what a decision about one applicant rested on when it was made. It is kept with the decision, in no language, and put into words by `ground-words.ts`. */
import type { Verdict } from '../condition/verdict.ts';
import type { VoteCount } from './vote.ts';
import type { ConditionVerdict } from '../eligibility/condition-verdict.ts';
import type { Evaluation } from '../eligibility/evaluate.ts';
import { pick } from '../pick.ts';
import type { LocalText, Message } from '../text.ts';
import type { ProposalResult } from '../shortlist/propose.ts';

/** A condition that was not simply met: as it was tested, and what people decided about it, for which reason. */
export interface GroundCondition extends Pick<
  ConditionVerdict,
  'id' | 'article' | 'label' | 'value' | 'source' | 'op' | 'threshold' | 'unit' | 'gap' | 'decided'
> {
  readonly verdict: Verdict;
  readonly reason: string | null;
}

/** Place within the type; rank and total null where nobody scored it. */
export interface Standing {
  readonly type: LocalText | null;
  readonly rank: number | null;
  readonly tied: boolean;
  readonly total: string | null;
  /** how many were ranked in the type */
  readonly of: number;
  readonly quota: number;
}

export interface Ground {
  /** what the rules proposed; null where they proposed nothing */
  readonly proposed: ProposalResult | null;
  /** why, the deciding one first */
  readonly reasons: readonly Message[];
  readonly conditions: readonly GroundCondition[];
  readonly standing: Standing | null;
  /** the article that enters it by itself */
  readonly automatic: string | null;
  /** 表决 on whether it is listed */
  readonly vote: VoteCount | null;
  /** who decided, by name; absent: the office */
  readonly by?: string;
}

/** The conditions that were not simply met; `reasons`: of what people decided, by condition. */
export function groundConditions({ conditions }: Pick<Evaluation, 'conditions'>, reasons: ReadonlyMap<string, string>): GroundCondition[] {
  return conditions
    .filter(({ verdict, decided }) => verdict !== 'met' || decided !== null)
    .map((one) => ({
      ...pick(one, 'id', 'article', 'label', 'verdict', 'value', 'source', 'op', 'threshold', 'unit', 'gap', 'decided'),
      reason: one.decided === null ? null : (reasons.get(one.id) ?? null),
    }));
}

/** What a ground says that can change by itself, in one order whatever it was read from. */
function toldBy({ conditions, standing: place, automatic, vote }: Ground): string {
  return JSON.stringify([
    conditions.map((one) => [
      one.id,
      one.verdict,
      one.value,
      one.source,
      one.op,
      one.threshold,
      one.unit,
      one.gap,
      one.decided,
      one.reason,
    ]),
    place && [place.rank, place.tied, place.total, place.of, place.quota],
    automatic,
    vote && [vote.ballot, vote.majority, vote.quorum, vote.members, vote.present, vote.agree, vote.against, vote.abstain],
  ]);
}

/** Whether two grounds are the same conditions, place and vote; why the rules proposed something follows from these. */
export function isSameGround(a: Ground, b: Ground): boolean {
  return toldBy(a) === toldBy(b);
}
