/** 补正通知书: a letter to one applicant, with what is missing item by item and the day until which it is handed in. */
import { z } from 'zod';
import { isoDate } from '../../model.ts';
import type { Translate } from '../../text.ts';
import { centred, paragraph, strong, table } from '../blocks.ts';
import { head, parkHead } from '../head.ts';
import { closing, documentTree, formatBasis, formatDate } from '../phrases.ts';
import type { DocumentTree } from '../tree.ts';

export const supplementData = z.object({
  kind: z.literal('supplement'),
  ...head,
  park: parkHead,
  /** whom the letter is to; null where the form names nobody: then the park */
  applicant: z.string().nullable(),
  dueOn: isoDate,
  /** `of`: article or field that asks for it, '' where none is named */
  items: z.array(z.object({ what: z.string(), of: z.string() })).min(1),
  /** where it is handed in, line by line */
  contact: z.array(z.string()),
});
export type SupplementData = z.infer<typeof supplementData>;

export function buildSupplement(data: SupplementData, t: Translate): DocumentTree {
  const { park, applicant, items, contact } = data;
  const title = t('reports.supplement.title');
  return documentTree(t, data, {
    title: t('reports.fileName.supplement', { park: park.name }),
    subject: t('reports.shortlist.subject', { round: data.round.name }),
    blocks: [
      paragraph('title', title),
      paragraph('addressee', t('reports.addressee', { name: applicant ?? park.name })),
      paragraph(
        'body',
        t('reports.supplement.lead', {
          round: data.round.name,
          basis: formatBasis(t, data.round),
          park: park.name,
          count: items.length,
        }),
      ),
      table({
        columns: [centred(10), 60, 30],
        head: ['no', 'what', 'of'].map((key) => t(`reports.supplement.${key}`)),
        body: items.map(({ what, of }, index) => [String(index + 1), what, of || '—']),
      }),
      paragraph('body', [
        { text: t('reports.supplement.due') },
        strong(formatDate(t, data.dueOn)),
        { text: t('reports.supplement.dueEnd', { institution: data.institution }) },
      ]),
      ...contact.map((line) => paragraph('body', line)),
      ...closing(t, data),
    ],
  });
}
