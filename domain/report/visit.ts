/** 实地考察 in a document: declared against measured, what was checked, what was seen, and where. */
import { z } from 'zod';
import { isoDate, sha256 } from '../model.ts';
import type { SubjectWords } from './subject-words.ts';
import type { Translate } from '../text.ts';
import { sketchOf } from '../visit/sketch.ts';
import { muted, paragraph, right, strong, table } from './blocks.ts';
import { formatDate, type headings } from './phrases.ts';
import type { Block } from './tree.ts';
import { firmBlocks, inquiryData, interviewBlocks, matterBlocks, sessionBlocks } from './visit-inquiries.ts';

const place = z.object({ latitude: z.number(), longitude: z.number() });

export const visitData = inquiryData.extend({
  /** of the last visit; `dates` of all of them */
  visitedOn: isoDate,
  dates: z.array(isoDate).optional(),
  people: z.array(z.string()),
  measures: z.array(
    z.object({ label: z.string(), declared: z.string().nullable(), measured: z.string(), difference: z.string().nullable() }),
  ),
  checks: z.array(z.object({ text: z.string(), outcome: z.string() })),
  notes: z.array(z.object({ at: z.string(), text: z.string(), by: z.string().optional() })),
  /** `image` names bytes handed to the renderer (the sha256 of the original) */
  photos: z.array(z.object({ image: z.string(), caption: z.string(), position: place.nullable().optional() })),
  /** photos of formats that no page can carry; their originals are in the workspace */
  unprinted: z.array(z.object({ name: z.string(), sha256 })).optional(),
  /** visits of which laptops left rows different, with how many nobody has chosen between */
  choices: z.array(z.object({ visitedOn: isoDate, count: z.int().positive() })).optional(),
});
export type VisitData = z.infer<typeof visitData>;

export function visitBlocks(
  visit: VisitData,
  { subject }: Pick<SubjectWords, 'subject'>,
  t: Translate,
  number: ReturnType<typeof headings>,
): Block[] {
  const separator = t('reports.listSeparator');
  const dates = (visit.dates ?? [visit.visitedOn]).map((date) => formatDate(t, date)).join(separator);
  return [
    number.first(t('reports.visit.title')),
    ...(visit.sessions
      ? sessionBlocks(visit, subject, t)
      : [paragraph('body', t('reports.visit.lead', { subject, date: dates, people: visit.people.join(separator) }))]),
    ...(visit.choices ?? []).map(({ visitedOn, count }) =>
      paragraph('body', [strong(t('reports.visit.choices', { date: formatDate(t, visitedOn), count }))]),
    ),
    ...(visit.measures.length === 0
      ? []
      : [
          table({
            caption: t('reports.visit.measures'),
            columns: [34, right(22), right(22), right(22)],
            head: ['measure', 'declared', 'measured', 'difference'].map((key) => t(`reports.visit.${key}`)),
            body: visit.measures.map((measure) => [measure.label, measure.declared ?? '—', measure.measured, measure.difference ?? '—']),
          }),
        ]),
    ...(visit.checks.length === 0
      ? []
      : [
          table({
            caption: t('reports.visit.checks'),
            columns: [60, 40],
            head: [t('reports.visit.check'), t('reports.visit.outcome')],
            body: visit.checks.map((check) => [check.text, check.outcome]),
          }),
        ]),
    ...firmBlocks(visit, t),
    ...interviewBlocks(visit, t),
    ...noteBlocks(visit, t),
    ...matterBlocks(visit, t),
    ...photoBlocks(visit, t),
  ];
}

function noteBlocks({ notes }: VisitData, t: Translate): Block[] {
  if (notes.length === 0) return [];
  return [
    paragraph('body', t('reports.visit.notes'), { keep: true }),
    ...notes.map((note) =>
      paragraph('quote', [muted([note.at, note.by, ''].filter((part) => part !== undefined).join('　')), { text: note.text }]),
    ),
  ];
}

function photoBlocks({ photos, unprinted = [] }: VisitData, t: Translate): Block[] {
  const sketch = sketchOf(photos.map(({ position }) => ({ position: position ?? null })));
  const metres = sketch?.bar.metres ?? 0;
  return [
    ...(photos.length === 0
      ? []
      : [{ kind: 'photos', photos: photos.map((photo) => ({ image: photo.image, caption: photo.caption, alt: photo.caption })) } as const]),
    ...(unprinted.length === 0
      ? []
      : [
          paragraph(
            'note',
            t('reports.visit.unprinted', {
              photos: unprinted
                .map(({ name, sha256 }) => t('reports.visit.unprintedPhoto', { name, digest: sha256 }))
                .join(t('reports.listSeparator')),
            }),
          ),
        ]),
    ...(sketch && sketch.spots.length > 1
      ? [
          {
            kind: 'chart',
            chart: {
              kind: 'sketch',
              sketch,
              north: t('reports.visit.up'),
              distance:
                metres < 1000 ? t('reports.visit.metres', { length: metres }) : t('reports.visit.kilometres', { length: metres / 1000 }),
            },
            caption: t('reports.visit.sketch'),
            alt: t('reports.visit.sketchAlt', { count: sketch.spots.length }),
          } as const,
        ]
      : []),
  ];
}
