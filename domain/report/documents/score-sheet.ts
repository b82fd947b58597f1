/** 专家个人评分表: what one expert gave one park, signed by that expert. */
import { z } from 'zod';
import { compare, multiply, parseDecimal, rational, sum, zero } from '../../numbers/rational.ts';
import { isWritten } from '../recount.ts';
import { sha256, decimal } from '../../model.ts';
import { head, person, parkHead } from '../head.ts';
import { formatPoints } from '../../numbers/points.ts';
import type { Translate } from '../../text.ts';
import { dataAttachment, formatDate, formatTime, signatureBlock, verifyAnnex } from '../phrases.ts';
import type { Block, DocumentTree } from '../tree.ts';

const count = z.int().nonnegative();

export const scoreSheetData = z.object({
  kind: z.literal('sheet'),
  ...head,
  park: parkHead,
  expert: person,
  /** `total` of the sheet: sum of weight × points */
  criteria: z.array(
    z.object({
      criterionId: z.string(),
      name: z.string(),
      max100: count,
      weight: decimal,
      points100: count.nullable(),
      comment: z.string().nullable(),
    }),
  ),
  total: decimal,
  max100: count,
  submittedAt: z.iso.datetime().nullable(),
  /** SHA-256 of the sheet as submitted, shown to the expert before any discussion */
  digest: sha256.nullable(),
  /** changes after the first submission */
  changes: z.array(
    z.object({ at: z.iso.datetime(), criterion: z.string(), from100: count.nullable(), to100: count.nullable(), reason: z.string() }),
  ),
});
export type ScoreSheetData = z.infer<typeof scoreSheetData>;

export function buildScoreSheet(data: ScoreSheetData, t: Translate): DocumentTree {
  const weighted = data.criteria.some((criterion) => criterion.weight !== '1');
  return {
    language: data.language,
    title: t('reports.sheet.documentTitle', { park: data.park.name, name: data.expert.name }),
    subject: t('reports.review.subject', { round: data.round.name, scheme: data.round.schemeTitle }),
    author: data.expert.name,
    keywords: [data.round.name, data.park.name, data.expert.name],
    blocks: [
      { kind: 'paragraph', role: 'title', text: t('reports.sheet.title') },
      { kind: 'paragraph', role: 'centre', text: data.round.name },
      {
        kind: 'table',
        columns: [{ width: 16 }, { width: 40 }, { width: 16 }, { width: 28 }],
        head: [],
        body: [
          {
            cells: [
              { text: t('reports.shortlist.park'), head: true },
              { text: data.park.name },
              { text: t('reports.review.cover.type'), head: true },
              { text: data.park.type ?? '—' },
            ],
          },
          {
            cells: [
              { text: t('reports.scores.name'), head: true },
              { text: data.expert.name },
              { text: t('reports.scores.personTitle'), head: true },
              { text: data.expert.title },
            ],
          },
          {
            cells: [
              { text: t('reports.scores.organisation'), head: true },
              { text: data.expert.organisation, span: 3 },
            ],
          },
        ],
      },
      {
        kind: 'table',
        columns: [
          { width: 30 },
          { width: 9, align: 'centre' },
          ...(weighted ? [{ width: 9, align: 'centre' as const }] : []),
          { width: 10, align: 'centre' },
          { width: 51 },
        ],
        head: [
          {
            cells: ['criterion', 'max', ...(weighted ? ['weight'] : []), 'points', 'comment'].map((key) => ({
              text: t(`reports.scores.${key}`),
            })),
          },
        ],
        body: [
          ...data.criteria.map((criterion) => ({
            cells: [
              { text: criterion.name },
              { text: formatPoints(criterion.max100) },
              ...(weighted ? [{ text: criterion.weight }] : []),
              { text: pointsOrNone(criterion.points100) },
              { text: criterion.comment ?? '' },
            ],
          })),
          {
            tone: 'total',
            cells: [
              { text: t('reports.scores.total') },
              { text: formatPoints(data.max100) },
              ...(weighted ? [{ text: '' }] : []),
              { text: data.total },
              { text: '' },
            ],
          },
        ],
      },
      ...changes(data, t),
      {
        kind: 'paragraph',
        role: 'body',
        text:
          data.submittedAt === null
            ? t('reports.sheet.notSubmitted')
            : t('reports.sheet.submitted', { at: formatTime(t, data.submittedAt) }),
        keep: true,
      },
      ...(data.digest === null
        ? []
        : [{ kind: 'paragraph', role: 'note', text: t('reports.sheet.digest', { digest: data.digest }), keep: true } as const]),
      signatureBlock(data.signatures),
      { kind: 'paragraph', role: 'date', text: formatDate(t, data.issuedOn) },
      ...verifyAnnex(t, data),
    ],
    attachments: [dataAttachment(t, data)],
  };
}

function pointsOrNone(points100: number | null): string {
  return points100 === null ? '—' : formatPoints(points100);
}

function changes(data: ScoreSheetData, t: Translate): Block[] {
  if (data.changes.length === 0) return [];
  return [
    {
      kind: 'table',
      caption: t('reports.sheet.changes'),
      columns: [{ width: 20 }, { width: 28 }, { width: 11, align: 'centre' }, { width: 11, align: 'centre' }, { width: 30 }],
      head: [
        { cells: ['changeAt', 'changeOf', 'changeFrom', 'changeTo', 'changeReason'].map((key) => ({ text: t(`reports.sheet.${key}`) })) },
      ],
      body: data.changes.map((change) => ({
        cells: [
          { text: formatTime(t, change.at) },
          { text: change.criterion },
          { text: pointsOrNone(change.from100) },
          { text: pointsOrNone(change.to100) },
          { text: change.reason },
        ],
      })),
    },
  ];
}

/** Total and maximum of a sheet, counted again; paths that do not follow. */
export function resum({ criteria, total, max100 }: ScoreSheetData): string[] {
  const points = sum(
    criteria.map((criterion) => multiply(parseDecimal(criterion.weight) ?? zero, rational(criterion.points100 ?? 0, 100))),
  );
  const most = sum(criteria.map((criterion) => multiply(parseDecimal(criterion.weight) ?? zero, rational(criterion.max100, 100))));
  return [
    ...(isWritten(total, points) ? [] : ['total']),
    ...(compare(most, rational(max100, 100)) === 0 ? [] : ['max100']),
    ...criteria.flatMap((criterion, index) => ((criterion.points100 ?? 0) <= criterion.max100 ? [] : [`criteria.${index}.points100`])),
  ];
}
