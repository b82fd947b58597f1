/**
 * 文书的种类: each kind of document, what it is about, who may have it, and when there is none. A new kind begins here: the
 * compiler then asks for its reader, its test for data, a sample and texts (docs/architecture.md). Lists and batches keep this order.
 */
import type { DocumentTexts } from '../texts/own-texts.ts';

interface KindOfDocument {
  /** one for each round, each park of it, or each expert's seat at a park */
  readonly scope: 'round' | 'park' | 'seat';
  /** 'panel': members too, whoever of them may see its figures; a seat's own is its expert's in any case */
  readonly audience: 'panel' | 'office';
  /** rests on scores: none where the rule book has no rubric */
  readonly scored: boolean;
  /** tells nothing of scores: a member has it of the own parks at any time */
  readonly withoutScores?: true;
  /** tells what came of a list: none where nobody is listed */
  readonly ofList?: true;
  /** of a round of rewards alone */
  readonly rewarded?: boolean;
  /** what it is called where an assessment (考核评估) is reviewed; null: there is none, for nothing is recognised anew */
  readonly inAssessment: string | null;
  /** titles and sentences in it that an institution may word itself */
  readonly texts: readonly (keyof DocumentTexts)[];
}

export const kinds = {
  /** 评审报告 */
  review: { scope: 'park', audience: 'panel', scored: false, inAssessment: 'review', texts: ['reportTitle', 'reportOpening'] },
  /** 专家个人评分表 */
  sheet: { scope: 'seat', audience: 'panel', scored: true, inAssessment: 'sheet', texts: [] },
  /** 实地考察记录 */
  visit: { scope: 'park', audience: 'panel', scored: false, withoutScores: true, inAssessment: 'visit', texts: [] },
  /** 补正通知书 */
  supplement: { scope: 'park', audience: 'office', scored: false, withoutScores: true, inAssessment: 'supplement', texts: [] },
  /** 评审汇总表 */
  summary: { scope: 'round', audience: 'panel', scored: true, inAssessment: 'summary', texts: [] },
  /** 拟认定名单 */
  shortlist: { scope: 'round', audience: 'panel', scored: true, inAssessment: null, texts: ['shortlistTitle', 'shortlistOpening'] },
  /** 公示 */
  publicity: {
    scope: 'round',
    audience: 'panel',
    scored: false,
    inAssessment: null,
    texts: ['noticeTitle', 'noticeOpening', 'objecting', 'contact'],
  },
  /** 认定名单; of an assessment 评估结果通报 */
  final: { scope: 'round', audience: 'panel', scored: false, inAssessment: 'notice', texts: ['finalTitle', 'finalOpening'] },
  /** 结果告知书 */
  letter: { scope: 'park', audience: 'office', scored: false, ofList: true, inAssessment: null, texts: [] },
  /** 资金汇总表 */
  funding: { scope: 'round', audience: 'office', scored: false, rewarded: true, inAssessment: null, texts: [] },
  /** 会议记录 */
  minutes: { scope: 'round', audience: 'office', scored: false, inAssessment: 'minutes', texts: [] },
} as const satisfies Readonly<Record<string, KindOfDocument>>;

export type ReportKind = keyof typeof kinds;
export const reportKinds = Object.keys(kinds) as ReportKind[];

export type KindOf<Scope extends KindOfDocument['scope']> = {
  [Kind in ReportKind]: (typeof kinds)[Kind]['scope'] extends Scope ? Kind : never;
}[ReportKind];

export function isReportKind(kind: unknown): kind is ReportKind {
  return typeof kind === 'string' && Object.hasOwn(kinds, kind);
}

export function hasScope<Scope extends KindOfDocument['scope']>(kind: ReportKind, scope: Scope): kind is KindOf<Scope> & ReportKind {
  return kinds[kind].scope === scope;
}

/** Whether members of the panel may have it at all; one that this program does not know is the office's. */
export function isOpenToPanel(kind: unknown): boolean {
  return isReportKind(kind) && kinds[kind].audience === 'panel';
}

/** Whether it tells nothing of what anybody gave. */
export function isWithoutScores(kind: ReportKind): boolean {
  return 'withoutScores' in kinds[kind];
}

/** The kinds that a round can have. */
export function kindsOfRound({
  hasRubric,
  isAssessment,
  isReward,
  isChecklist = false,
}: {
  hasRubric: boolean;
  isAssessment: boolean;
  isReward: boolean;
  /** a list of tasks: nobody meets over it, and nobody is listed by it */
  isChecklist?: boolean;
}): ReportKind[] {
  return reportKinds.filter(
    (kind) =>
      !(isChecklist && (kinds[kind].scope === 'round' || 'ofList' in kinds[kind])) &&
      (hasRubric || !kinds[kind].scored) &&
      !(isAssessment && kinds[kind].inAssessment === null) &&
      (isReward || !isRewarded(kind)),
  );
}

function isRewarded(kind: ReportKind): boolean {
  return 'rewarded' in kinds[kind];
}

/** The text that names a kind, `reports.kind.<…>`. */
export function nameOfKind(kind: ReportKind, isAssessment = false): string {
  return `reports.kind.${(isAssessment ? kinds[kind].inAssessment : null) ?? kind}`;
}
