/** 专家个人评分表: what one expert gave one park, signed by that expert. */
import { z } from 'zod';
import { compare, multiply, parseDecimal, rational, sum, zero } from '../../numbers/rational.ts';
import { isWritten } from '../recount.ts';
import { combine } from '../../rubric/beside.ts';
import { besideIn, namedBeside } from '../../tally/derivation.ts';
import { sha256, decimal, recommendation } from '../../model.ts';
import { head, person, parkHead } from '../head.ts';
import { formatPoints } from '../../numbers/points.ts';
import type { Translate } from '../../text.ts';
import { centred, paragraph, strong, table } from '../blocks.ts';
import { documentTree, formatDate, formatTime, signatureBlock } from '../phrases.ts';
import { subjectWords } from '../subject-words.ts';
import type { Block, Cell, DocumentTree } from '../tree.ts';

const count = z.int().nonnegative();

export const scoreSheetData = z.object({
  kind: z.literal('sheet'),
  ...head,
  park: parkHead,
  expert: person,
  /** 评审阶段 with its weight, where the sheet is of one: the points are those of the stage by itself */
  stage: z.string().optional(),
  /** `total` of the sheet: sum of weight × points, with what is added and taken off beside the hundred */
  criteria: z.array(
    z.object({
      criterionId: z.string(),
      name: z.string(),
      max100: count,
      weight: decimal,
      points100: count.nullable(),
      comment: z.string().nullable(),
      /** where the figures come from that its formula reads, as they stood when the document was made */
      figures: z.array(z.string()).optional(),
    }),
  ),
  beside: namedBeside.optional(),
  total: decimal,
  max100: count,
  submittedAt: z.iso.datetime().nullable(),
  /** SHA-256 of the sheet as submitted, shown to the expert before any discussion */
  digest: sha256.nullable(),
  /** conclusion and words as they stand; `digest`: what the submission sealed of them, null where they were written afterwards or, `elsewhere`, on another laptop */
  opinion: z.object({ recommendation, text: z.string(), digest: sha256.nullable(), elsewhere: z.literal(true).optional() }).optional(),
  /** changes after the first submission */
  changes: z.array(
    z.object({ at: z.iso.datetime(), criterion: z.string(), from100: count.nullable(), to100: count.nullable(), reason: z.string() }),
  ),
});
export type ScoreSheetData = z.infer<typeof scoreSheetData>;

export function buildScoreSheet(data: ScoreSheetData, t: Translate): DocumentTree {
  const weighted = data.criteria.some((criterion) => criterion.weight !== '1');
  const label = (key: string): Cell => ({ text: t(key), head: true });
  return documentTree(t, data, {
    title: t('reports.sheet.documentTitle', { park: data.park.name, name: data.expert.name }),
    subject: t('reports.review.subject', { round: data.round.name, scheme: data.round.schemeTitle }),
    author: data.expert.name,
    keywords: [data.round.name, data.park.name, data.expert.name],
    blocks: [
      paragraph('title', t('reports.sheet.title')),
      paragraph('centre', data.round.name),
      table({
        columns: [16, 40, 16, 28],
        body: [
          [
            { text: t('reports.shortlist.park', { subject: subjectWords(t, data).subject }), head: true },
            data.park.name,
            label('reports.review.cover.type'),
            data.park.type ?? '—',
          ],
          [label('reports.scores.name'), data.expert.name, label('reports.scores.personTitle'), data.expert.title],
          [label('reports.scores.organisation'), { text: data.expert.organisation, span: 3 }],
          ...(data.stage === undefined ? [] : [[label('reports.sheet.stageLabel'), { text: data.stage, span: 3 }]]),
        ],
      }),
      table({
        columns: [30, centred(9), ...(weighted ? [centred(9)] : []), centred(10), 51],
        head: ['criterion', 'max', ...(weighted ? ['weight'] : []), 'points', 'comment'].map((key) => t(`reports.scores.${key}`)),
        body: [
          ...data.criteria.map((criterion) => [
            [criterion.name, ...(criterion.figures ?? [])].join('\n'),
            formatPoints(criterion.max100),
            ...(weighted ? [criterion.weight] : []),
            pointsOrNone(criterion.points100),
            criterion.comment ?? '',
          ]),
          ...groupRows(t, data, weighted),
          {
            tone: 'total',
            cells: [t('reports.scores.total'), formatPoints(data.max100), ...(weighted ? [''] : []), data.total, ''],
          },
        ],
      }),
      ...opinion(data, t),
      ...changes(data, t),
      paragraph(
        'body',
        data.submittedAt === null ? t('reports.sheet.notSubmitted') : t('reports.sheet.submitted', { at: formatTime(t, data.submittedAt) }),
        { keep: true },
      ),
      ...(data.digest === null ? [] : [paragraph('note', t('reports.sheet.digest', { digest: data.digest }), { keep: true })]),
      ...(data.opinion?.digest
        ? [paragraph('note', t('reports.sheet.opinionDigest', { digest: data.opinion.digest }), { keep: true })]
        : []),
      signatureBlock(data.signatures),
      paragraph('date', formatDate(t, data.issuedOn)),
    ],
  });
}

function pointsOrNone(points100: number | null): string {
  return points100 === null ? '—' : formatPoints(points100);
}

/** What the groups beside the hundred come to on this sheet. */
function groupRows(t: Translate, { beside }: ScoreSheetData, weighted: boolean): string[][] {
  return (beside?.groups ?? []).map(({ name, counts, cap100, sum: all, counted }) => [
    t(`reports.scores.group.${counts}`, { name }),
    formatPoints(cap100),
    ...(weighted ? [''] : []),
    t(`reports.scores.signed.${counts}`, { points: counted ?? '' }),
    t('reports.scores.groupSum', { sum: all ?? '' }),
  ]);
}

/** The opinion stands on the paper that names its digest, so that the one can be held against the other. */
function opinion({ opinion: stated }: ScoreSheetData, t: Translate): Block[] {
  if (!stated) return [];
  const text = t(`reports.opinionLine.${stated.recommendation}`, { text: stated.text }).trim();
  return [
    paragraph('body', [strong(t('reports.sheet.opinion'))], { keep: true }),
    ...text.split(/\n+/).map((line) => paragraph('quote', line)),
    ...(stated.digest === null
      ? [paragraph('note', t(stated.elsewhere ? 'reports.sheet.opinionElsewhere' : 'reports.sheet.opinionLate'))]
      : []),
  ];
}

function changes(data: ScoreSheetData, t: Translate): Block[] {
  if (data.changes.length === 0) return [];
  return [
    table({
      caption: t('reports.sheet.changes'),
      columns: [20, 28, centred(11), centred(11), 30],
      head: ['changeAt', 'changeOf', 'changeFrom', 'changeTo', 'changeReason'].map((key) => t(`reports.sheet.${key}`)),
      body: data.changes.map((change) => [
        formatTime(t, change.at),
        change.criterion,
        pointsOrNone(change.from100),
        pointsOrNone(change.to100),
        change.reason,
      ]),
    }),
  ];
}

/** Total and maximum of a sheet, counted again; paths that do not follow. */
export function resum({ criteria, beside: written, total, max100 }: ScoreSheetData): string[] {
  const weighted = criteria.map((criterion) => multiply(parseDecimal(criterion.weight) ?? zero, rational(criterion.points100 ?? 0, 100)));
  const beside = besideIn({ criteria, beside: written });
  const combined = beside && combine(beside, weighted);
  const outside = new Set(written?.groups.flatMap(({ leaves }) => leaves));
  const most = sum(
    criteria
      .filter(({ criterionId }) => !outside.has(criterionId))
      .map((criterion) => multiply(parseDecimal(criterion.weight) ?? zero, rational(criterion.max100, 100))),
  );
  const differing = (combined?.groups ?? []).flatMap((group, at) => {
    const own = written?.groups[at];
    return isWritten(own?.sum ?? '', group.sum) && isWritten(own?.counted ?? '', group.counted) ? [] : [`beside.groups.${at}`];
  });
  return [
    ...differing,
    ...(isWritten(total, combined?.total ?? sum(weighted)) ? [] : ['total']),
    ...(compare(most, rational(max100, 100)) === 0 ? [] : ['max100']),
    ...criteria.flatMap((criterion, index) => ((criterion.points100 ?? 0) <= criterion.max100 ? [] : [`criteria.${index}.points100`])),
  ];
}
