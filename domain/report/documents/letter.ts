/** 结果告知书: what came of one application, on what ground, what it would have taken, and how the list went before the public. */
import { z } from 'zod';
import { decimal, isoDate } from '../../model.ts';
import type { Translate } from '../../text.ts';
import { paragraph, strong } from '../blocks.ts';
import { head } from '../head.ts';
import { closing, documentTree, formatBasis, formatDate, headings, sentence, validityNote } from '../phrases.ts';
import type { Block, DocumentTree } from '../tree.ts';

const count = z.int().nonnegative();

export const letterData = z.object({
  kind: z.literal('letter'),
  ...head,
  park: z.object({ applicationId: z.string(), name: z.string(), type: z.string().nullable(), addressee: z.string() }),
  listed: z.boolean(),
  /** 认定, 不予认定 */
  result: z.string(),
  /** on what it rests, in sentences without their full stops */
  lines: z.array(z.string()),
  standing: z.string().nullable(),
  /** of a round of rewards: what it is given, in 万元 */
  amount: decimal.nullable().optional(),
  /** of who is not listed: what it would have taken */
  lacking: z.array(z.string()),
  /** when the list was before the public */
  period: z.object({ from: isoDate, to: isoDate, workingDays: count.optional(), calendarDays: count.optional() }).nullable(),
  /** what was objected about the applicant, and what became of it */
  objections: z.array(z.object({ text: z.string(), outcome: z.string() })),
  /** where to turn, line by line */
  contact: z.array(z.string()),
});
export type LetterData = z.infer<typeof letterData>;

export function buildLetter(data: LetterData, t: Translate): DocumentTree {
  const number = headings(t, data.language);
  const { park, lacking, standing, amount } = data;
  const lead = data.commission === null ? 'reports.letter.lead' : 'reports.letter.leadCommissioned';
  const numbered = (lines: readonly string[]): Block[] =>
    lines.map((text, index) =>
      paragraph('body', lines.length === 1 ? sentence(t, text) : t('reports.ground.line', { number: index + 1, text: sentence(t, text) })),
    );
  return documentTree(t, data, {
    title: t('reports.letter.documentTitle', { park: park.name }),
    keywords: [data.round.name, park.name, data.round.documentNo],
    blocks: [
      paragraph('title', t('reports.letter.title')),
      paragraph('addressee', t('reports.addressee', { name: park.addressee })),
      paragraph(
        'body',
        t(lead, {
          basis: formatBasis(t, data.round),
          institution: data.institution,
          commission: data.commission ?? '',
          round: data.round.name,
          park: park.name,
        }),
      ),
      number.first(t('reports.letter.result')),
      paragraph('body', [
        {
          text: t('reports.letter.of', { park: park.name, type: park.type === null ? '' : t('reports.letter.type', { type: park.type }) }),
        },
        strong(data.result),
        { text: t('reports.stop') },
      ]),
      ...(amount === undefined || amount === null ? [] : [paragraph('body', t('reports.letter.amount', { amount }))]),
      number.first(t('reports.letter.ground')),
      ...numbered([...data.lines, ...(standing === null ? [] : [standing])]),
      ...(lacking.length === 0 ? [] : [number.first(t('reports.letter.lacking')), ...numbered(lacking)]),
      number.first(t('reports.letter.objecting')),
      ...publicity(data, t),
      ...contact(data, t),
      ...validityNote(t, data),
      ...closing(t, data),
    ],
  });
}

function publicity({ period, objections }: LetterData, t: Translate): Block[] {
  const days = period?.calendarDays ?? period?.workingDays ?? 0;
  return [
    ...(period === null
      ? []
      : [
          paragraph(
            'body',
            t(period.calendarDays === undefined ? 'reports.letter.period' : 'reports.letter.periodCalendar', {
              from: formatDate(t, period.from),
              to: formatDate(t, period.to),
              days,
            }),
          ),
        ]),
    ...objections.map(({ text, outcome }) => paragraph('body', t('reports.letter.objection', { text, outcome: sentence(t, outcome) }))),
  ];
}

function contact({ contact: lines, institution }: LetterData, t: Translate): Block[] {
  if (lines.length === 0) return [paragraph('body', t('reports.letter.ask', { institution }))];
  return [paragraph('body', t('reports.letter.contact', { institution }), { keep: true }), ...lines.map((line) => paragraph('body', line))];
}
