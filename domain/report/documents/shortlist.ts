/** 拟认定名单: by type, in order of rank, with the reason of each departure, signed by the institution. */
import { z } from 'zod';
import { decimal } from '../../model.ts';
import { writtenRubric } from '../../rubric/model.ts';
import { tallyRules } from '../../tally/rules.ts';
import { head, verdict } from '../head.ts';
import { derivationData } from '../score-tables.ts';
import type { Translate } from '../../text.ts';
import { dataAttachment, formatBasis, formatDate, formatVerdict, headings, signatureBlock, verifyAnnex } from '../phrases.ts';
import type { Block, DocumentTree, Row } from '../tree.ts';

const count = z.int().nonnegative();

export const shortlistRowData = z.object({
  applicationId: z.string(),
  parkName: z.string(),
  operator: z.string().nullable(),
  rank: z.int().positive().nullable(),
  tied: z.boolean(),
  total: decimal.nullable(),
  overall: verdict,
  priority: z.boolean(),
  proposed: z.enum(['proposed', 'notProposed', 'needsDecision']),
  decision: z.enum(['listed', 'notListed']),
  /** 拟认定, 不予认定 */
  result: z.string(),
  reason: z.string().nullable(),
});
export type ShortlistRowData = z.infer<typeof shortlistRowData>;

export const shortlistData = z.object({
  kind: z.literal('shortlist'),
  ...head,
  title: z.string(),
  types: z.array(z.object({ type: z.string(), label: z.string(), quota: count.nullable(), rows: z.array(shortlistRowData) })),
  rules: tallyRules.nullable(),
  /** the frozen rubric, by which the tally is run again; as the file says it, for the file is drawn again from this */
  rubric: writtenRubric.nullable(),
  /** the raw scores behind the totals, of every park that was scored */
  derivations: z.array(derivationData),
});
export type ShortlistData = z.infer<typeof shortlistData>;

export function buildShortlist(data: ShortlistData, t: Translate): DocumentTree {
  const number = headings(t, data.language);
  const listed = data.types.reduce((sum, type) => sum + type.rows.filter((row) => row.decision === 'listed').length, 0);
  const basis = formatBasis(t, data.round);
  return {
    language: data.language,
    title: data.title,
    subject: t('reports.shortlist.subject', { round: data.round.name }),
    author: data.institution,
    keywords: [data.round.name, data.round.documentNo],
    blocks: [
      { kind: 'paragraph', role: 'title', text: data.title },
      ...(data.commission === null
        ? []
        : [{ kind: 'paragraph', role: 'addressee', text: t('reports.addressee', { name: data.commission }) } as const]),
      {
        kind: 'paragraph',
        role: 'body',
        text:
          data.opening ??
          t('reports.shortlist.lead', {
            basis,
            institution: data.institution,
            parks: data.types.reduce((sum, type) => sum + type.rows.length, 0),
            listed,
          }),
      },
      ...data.types.flatMap((type): Block[] => [
        number.first(type.label),
        {
          kind: 'paragraph',
          role: 'body',
          text: t(type.quota === null ? 'reports.shortlist.typeLead' : 'reports.shortlist.typeLeadQuota', {
            parks: type.rows.length,
            quota: type.quota ?? 0,
            listed: type.rows.filter((row) => row.decision === 'listed').length,
          }),
          keep: true,
        },
        ...(type.rows.length === 0 ? [] : [typeTable(t, type.rows)]),
        ...departures(t, type.rows),
      ]),
      { kind: 'paragraph', role: 'note', text: t('reports.shortlist.note'), keep: true },
      { kind: 'paragraph', role: 'signatory', text: data.institution, keep: true },
      { kind: 'paragraph', role: 'date', text: formatDate(t, data.issuedOn), keep: true },
      signatureBlock(data.signatures),
      ...verifyAnnex(t, data),
    ],
    attachments: [dataAttachment(t, data)],
  };
}

function typeTable(t: Translate, rows: readonly ShortlistRowData[]): Block {
  return {
    kind: 'table',
    columns: [
      { width: 8, align: 'centre' },
      { width: 32 },
      { width: 28 },
      { width: 10, align: 'centre' },
      { width: 19, align: 'centre' },
      { width: 13, align: 'centre' },
    ],
    head: [
      { cells: ['rank', 'park', 'operator', 'total', 'eligibility', 'decision'].map((key) => ({ text: t(`reports.shortlist.${key}`) })) },
    ],
    body: rows.map((row): Row => ({
      cells: [
        { text: row.rank === null ? '—' : t(row.tied ? 'reports.shortlist.tied' : 'reports.shortlist.rankOf', { rank: row.rank }) },
        { text: row.priority ? t('reports.shortlist.priority', { park: row.parkName }) : row.parkName },
        { text: row.operator ?? '—' },
        { text: row.total ?? '—' },
        { text: formatVerdict(t, row.overall) },
        { text: row.decision === 'listed' ? [{ text: row.result, mark: 'strong' }] : row.result },
      ],
    })),
  };
}

/** Reasons, wherever one was given. */
function departures(t: Translate, rows: readonly ShortlistRowData[]): Block[] {
  const reasons = rows.filter((row) => row.reason !== null);
  if (reasons.length === 0) return [];
  return [
    { kind: 'paragraph', role: 'body', text: t('reports.shortlist.reasons'), keep: true },
    ...reasons.map((row, index): Block => ({
      kind: 'paragraph',
      role: 'body',
      text: t('reports.shortlist.reason', { number: index + 1, park: row.parkName, result: row.result, reason: row.reason ?? '' }),
    })),
  ];
}
