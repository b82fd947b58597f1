/** 公示 and the list after it, in the form of an official notice. */
import { head } from '../head.ts';
import { z } from 'zod';
import { decimal, isoDate } from '../../model.ts';
import type { Translate } from '../../text.ts';
import { pick } from '../../pick.ts';
import { paragraph, strong, table } from '../blocks.ts';
import { closing, documentTree, formatBasis, formatDate, headings, validityNote } from '../phrases.ts';
import { subjectWords, type SubjectWords } from '../subject-words.ts';
import type { Block, DocumentTree } from '../tree.ts';

const count = z.int().nonnegative();

export const noticeData = z.object({
  kind: z.enum(['publicity', 'final']),
  ...head,
  title: z.string(),
  types: z.array(
    z.object({
      label: z.string(),
      parks: z.array(
        z.object({
          name: z.string(),
          operator: z.string().nullable(),
          region: z.string().nullable(),
          /** of a round of rewards: what it is given, in 万元 */
          amount: decimal.nullable().optional(),
          /** of an assessment: what the grade means for the title */
          effect: z.string().optional(),
        }),
      ),
    }),
  ),
  /** what follows for the parks named, a paragraph each */
  remarks: z.array(z.string()).optional(),
  /** whether applications come with a recommendation, and whether experts scored them; absent: of a round of rewards neither, of others both */
  recommended: z.boolean().optional(),
  scored: z.boolean().optional(),
  /** 拟认定, 拟予奖励: what the rule book calls those who are listed */
  listedWord: z.string().optional(),
  /** first and last day of the publicity, and how many days it counts: working days, or calendar days */
  period: z.object({ from: isoDate, to: isoDate, workingDays: count.optional(), calendarDays: count.optional() }).nullable(),
  /** where objections go, line by line */
  contact: z.array(z.string()),
  /** how to object, in the institution's own words */
  objecting: z.string().optional(),
  /** objections that were raised, and what became of them */
  objections: z.array(z.object({ park: z.string(), text: z.string(), outcome: z.string() })),
  /** of a draft or preview: what it is about has not begun, is not over, or is not on record; absent: it has, is, or stands there */
  undue: z.enum(['publicity', 'final', 'assessment']).optional(),
});
export type NoticeData = z.infer<typeof noticeData>;

export function buildNotice(data: NoticeData, t: Translate): DocumentTree {
  const number = headings(t, data.language);
  const basis = formatBasis(t, data.round);
  const parks = data.types.reduce((sum, type) => sum + type.parks.length, 0);
  const { period } = data;
  const words = subjectWords(t, data);
  const isReward = data.types.some((type) => type.parks.some((park) => park.amount !== undefined));
  return documentTree(t, data, {
    title: data.title.replaceAll('\n', ''),
    blocks: [
      paragraph('title', data.title),
      ...(data.undue === undefined ? [] : [paragraph('body', [strong(t(`reports.notice.undue.${data.undue}`))])]),
      paragraph(
        'body',
        data.opening ??
          noticeOpening(
            data.kind,
            {
              ...pick(data, 'listedWord'),
              basis,
              words,
              parks,
              recommended: data.recommended ?? !isReward,
              scored: data.scored ?? !isReward,
              isDue: data.undue === undefined,
            },
            t,
          ),
      ),
      ...(period === null
        ? []
        : [
            paragraph(
              'body',
              t(
                `reports.notice.${data.kind === 'publicity' ? 'period' : 'periodOver'}${period.calendarDays === undefined ? '' : 'Calendar'}`,
                {
                  from: formatDate(t, period.from),
                  to: formatDate(t, period.to),
                  days: period.calendarDays ?? period.workingDays ?? 0,
                },
              ),
            ),
          ]),
      ...(data.kind === 'publicity' ? [paragraph('body', data.objecting ?? t('reports.notice.objecting'))] : []),
      ...data.contact.map((line) => paragraph('body', line)),
      ...data.types.filter((type) => type.parks.length > 0).flatMap((type): Block[] => [number.first(type.label), list(type, words, t)]),
      ...(data.remarks ?? []).map((text) => paragraph('body', text)),
      ...(data.objections.length === 0
        ? []
        : [
            number.first(t('reports.notice.objections')),
            ...data.objections.map((objection, index) =>
              paragraph(
                'body',
                t('reports.notice.objection', {
                  number: index + 1,
                  park: objection.park,
                  text: objection.text,
                  outcome: objection.outcome,
                }),
              ),
            ),
          ]),
      ...validityNote(t, data),
      ...(data.undue === undefined
        ? // goes with the names, so that these never stand on a page alone
          [paragraph('body', t(data.kind === 'publicity' ? 'reports.notice.publicityEnd' : 'reports.notice.finalEnd'), { keep: true })]
        : []),
      ...closing(t, data),
    ],
  });
}

interface Opening {
  readonly basis: string;
  readonly words: SubjectWords;
  /** how many are named */
  readonly parks: number | string;
  readonly recommended: boolean;
  readonly scored: boolean;
  readonly listedWord?: string | undefined;
  /** whether that which it tells of has come: what is only decided so far is told as no more */
  readonly isDue: boolean;
}

/** The first sentence, where neither the rule book nor the institution has its own. */
export function noticeOpening(
  kind: NoticeData['kind'],
  { basis, words, parks, recommended, scored, listedWord, isDue }: Opening,
  t: Translate,
): string {
  return t(isDue ? `reports.notice.${kind}` : 'reports.notice.soFar', {
    basis,
    parks: words.counted(parks),
    recommended: recommended ? t('reports.notice.recommended') : '',
    scored: scored ? t('reports.notice.scored') : '',
    ...noticeVerbs(listedWord, t),
  });
}

/** What is proposed, and what it is once it is decided: 拟认定 and 认定, 拟予奖励 and 奖励. */
export function noticeVerbs(listedWord: string | undefined, t: Translate): { proposed: string; decided: string } {
  const proposed = listedWord ?? t('reports.notice.proposed');
  return { proposed, decided: proposed.replace(/^拟予?/u, '') };
}

function list(type: NoticeData['types'][number], { subject }: SubjectWords, t: Translate): Block {
  // of an assessment the consequence matters, of a reward the money, of a list where the park is
  const effects = type.parks.some((park) => park.effect !== undefined);
  const amounts = type.parks.some((park) => park.amount !== undefined);
  const widths = amounts ? [9, 30, 28, 15, 18] : effects ? [9, 35, 28, 28] : [9, 38, 35, 18];
  const last = t(effects ? 'reports.notice.effect' : 'reports.notice.region');
  return table({
    columns: widths.map((width, index) => ({
      width,
      ...((index === 0 || index === 3) && { align: 'centre' as const }),
      ...(index === 4 && { align: 'right' as const }),
    })),
    head: [
      t('reports.scores.no'),
      amounts ? t('reports.funding.applicant') : t('reports.shortlist.park', { subject }),
      t('reports.shortlist.operator'),
      last,
      ...(amounts ? [t('reports.funding.amount')] : []),
    ],
    body: type.parks.map((park, index) => [
      String(index + 1),
      park.name,
      park.operator ?? '—',
      (effects ? park.effect : park.region) ?? '—',
      ...(amounts ? [park.amount ?? '—'] : []),
    ]),
  });
}
