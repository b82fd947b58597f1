/** 实地考察记录: what was seen on site, signed by those who were there. */
import { z } from 'zod';
import { isoDate, sha256, stroke } from '../../model.ts';
import { head, parkHead } from '../head.ts';
import { subjectWords } from '../subject-words.ts';
import { visitData, visitBlocks } from '../visit.ts';
import type { Translate } from '../../text.ts';
import { muted, paragraph, strong } from '../blocks.ts';
import { documentTree, formatDate, headings, signatureBlock } from '../phrases.ts';
import type { Block, DocumentTree } from '../tree.ts';

/** Who signed a record by hand on site, for whom, and when. */
export const handSignData = z.object({
  name: z.string(),
  organisation: z.string().nullable(),
  role: z.string().nullable(),
  at: z.string(),
  /** which visit it was given for, where there were several, in words */
  visit: z.string().optional(),
  /** what it was given for, in words */
  given: z.string().optional(),
  /** the record was changed after it */
  changed: z.boolean().optional(),
  strokes: z.array(stroke),
});

export const visitRecordData = z.object({
  kind: z.literal('visit'),
  ...head,
  park: parkHead,
  visit: visitData,
  addenda: z.array(z.object({ at: z.string(), visit: z.string().optional(), text: z.string() })),
  signs: z.array(handSignData).optional(),
  /** each visit as it was closed */
  closings: z.array(z.object({ visitedOn: isoDate, closedAt: z.string(), digest: sha256, reopened: z.boolean().optional() })).optional(),
});
export type VisitRecordData = z.infer<typeof visitRecordData>;

export function buildVisitRecord(data: VisitRecordData, t: Translate): DocumentTree {
  const number = headings(t, data.language);
  return documentTree(t, data, {
    title: t('reports.visitRecord.documentTitle', { park: data.park.name }),
    subject: t('reports.review.subject', { round: data.round.name, scheme: data.round.schemeTitle }),
    keywords: [data.round.name, data.park.name],
    blocks: [
      paragraph('title', t('reports.visitRecord.title', { park: data.park.name })),
      paragraph('centre', data.round.name),
      ...visitBlocks(data.visit, subjectWords(t, data), t, number),
      ...(data.addenda.length === 0
        ? []
        : [
            number.first(t('reports.visitRecord.addenda')),
            ...data.addenda.map((addendum) =>
              paragraph('quote', [
                muted([addendum.at, addendum.visit, ''].filter((part) => part !== undefined).join('　')),
                { text: addendum.text },
              ]),
            ),
          ]),
      number.first(t('reports.signatures.title')),
      ...handBlocks(data, t),
      ...(data.signatures.length === 0
        ? []
        : [paragraph('body', t('reports.visitRecord.signatures'), { keep: true }), signatureBlock(data.signatures)]),
      paragraph('date', formatDate(t, data.issuedOn)),
    ],
  });
}

/** What was signed on site, and with which digests the record was frozen. */
function handBlocks({ signs = [], closings = [] }: VisitRecordData, t: Translate): Block[] {
  const written: Block[] =
    signs.length === 0
      ? []
      : [
          paragraph('body', t('reports.visitRecord.byHand'), { keep: true }),
          {
            kind: 'handwriting',
            signs: signs.map(({ name, organisation, role, at, visit, given, changed, strokes }) => ({
              strokes,
              lines: [
                [name, role].filter((part) => part !== null).join('　'),
                ...(organisation === null ? [] : [organisation]),
                at,
                ...(visit === undefined ? [] : [visit]),
                ...(given === undefined ? [] : [given]),
                ...(changed ? [t('reports.visitRecord.changed')] : []),
              ],
              alt: t('reports.visitRecord.signatureOf', { name }),
            })),
          },
        ];
  return [
    ...written,
    ...closings.map((one) =>
      paragraph('note', [
        { text: t('reports.visitRecord.closed', { date: formatDate(t, one.visitedOn), at: one.closedAt, digest: one.digest }) },
        ...(one.reopened ? [strong(t('reports.visitRecord.reopened'))] : []),
      ]),
    ),
  ];
}
