/** 资金汇总表: what is given to whom, by who pays it out, with sums. Amounts in 万元. */
import { z } from 'zod';
import { decimal } from '../../model.ts';
import { add, compare, parseDecimal, rational } from '../../numbers/rational.ts';
import type { Translate } from '../../text.ts';
import { centred, paragraph, right, strong, table } from '../blocks.ts';
import { head } from '../head.ts';
import { closing, documentTree, formatBasis, headings, validityNote } from '../phrases.ts';
import type { Block, DocumentTree } from '../tree.ts';

export const fundingData = z.object({
  kind: z.literal('funding'),
  ...head,
  title: z.string(),
  /** by whose money it is (省级, 市级) and who pays it out (兑现主体) */
  groups: z.array(
    z.object({
      level: z.string(),
      payer: z.string(),
      rows: z.array(
        z.object({
          applicationId: z.string(),
          parkName: z.string(),
          operator: z.string().nullable(),
          award: z.string(),
          article: z.string(),
          amount: decimal,
        }),
      ),
      sum: decimal,
    }),
  ),
  total: decimal,
  /** the clause by which it is paid out */
  clause: z.object({ article: z.string(), text: z.string() }).nullable(),
});
export type FundingData = z.infer<typeof fundingData>;

export function buildFunding(data: FundingData, t: Translate): DocumentTree {
  const number = headings(t, data.language);
  const awards = data.groups.reduce((count, { rows }) => count + rows.length, 0);
  return documentTree(t, data, {
    title: data.title,
    blocks: [
      paragraph('title', data.title),
      ...(data.commission === null ? [] : [paragraph('addressee', t('reports.addressee', { name: data.commission }))]),
      paragraph('body', t('reports.funding.lead', { basis: formatBasis(t, data.round), count: awards, total: data.total })),
      ...data.groups.flatMap((group): Block[] => [
        number.first(t('reports.funding.group', { level: group.level, payer: group.payer })),
        table({
          columns: [centred(8), 30, 26, 20, right(16)],
          head: ['no', 'applicant', 'operator', 'award', 'amount'].map((key) => t(`reports.funding.${key}`)),
          body: [
            ...group.rows.map((row, index) => [
              String(index + 1),
              row.parkName,
              row.operator ?? '—',
              t('reports.funding.awardOf', { award: row.award, article: row.article }),
              row.amount,
            ]),
            ['', [strong(t('reports.funding.sum'))], '', '', [strong(group.sum)]],
          ],
        }),
      ]),
      paragraph('body', [
        { text: t('reports.funding.total') },
        strong(t('eligibility.reward.wan', { amount: data.total })),
        { text: t('reports.stop') },
      ]),
      ...(data.clause === null ? [] : [paragraph('body', t('reports.funding.clause', data.clause))]),
      ...validityNote(t, data),
      paragraph('note', t('reports.funding.rounding'), { keep: true }),
      ...closing(t, data),
    ],
  });
}

const sumOf = (amounts: readonly string[]) => amounts.reduce((sum, amount) => add(sum, parseDecimal(amount) ?? rational(0)), rational(0));

const differs = (stated: string, amounts: readonly string[]): boolean => {
  const read = parseDecimal(stated);
  return read === null || compare(read, sumOf(amounts)) !== 0;
};

/** Sums that do not follow from the amounts, as paths into the data. */
export function resumFunding({ groups, total }: FundingData): string[] {
  return [
    ...groups.flatMap(({ sum, rows }, at) =>
      differs(
        sum,
        rows.map(({ amount }) => amount),
      )
        ? [`groups.${at}.sum`]
        : [],
    ),
    ...(differs(
      total,
      groups.map(({ sum }) => sum),
    )
      ? ['total']
      : []),
  ];
}
