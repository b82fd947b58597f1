/** 拟认定名单: by type, in order of rank, with the reason of each departure, signed by the institution. */
import { z } from 'zod';
import { decimal } from '../../model.ts';
import { writtenRubric } from '../../rubric/model.ts';
import { tallyRules } from '../../tally/rules.ts';
import { head, missingSheets, verdict } from '../head.ts';
import { byTypeNote, derivationData } from '../score-tables.ts';
import type { Translate } from '../../text.ts';
import { centred, paragraph, right, strong, table } from '../blocks.ts';
import { closing, documentTree, formatBasis, formatVerdict, headings, provisionalNote, validityNote } from '../phrases.ts';
import { subjectWords, type SubjectWords } from '../subject-words.ts';
import type { Block, Column, DocumentTree } from '../tree.ts';

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
  /** on what the decision rests, with the reason in it; absent in lists that were made before it was told */
  ground: z.string().optional(),
  /** of a round of rewards: what it is given, in 万元; null: not known */
  amount: decimal.nullable().optional(),
});
export type ShortlistRowData = z.infer<typeof shortlistRowData>;

export const shortlistData = z.object({
  kind: z.literal('shortlist'),
  ...head,
  missing: missingSheets,
  title: z.string(),
  types: z.array(z.object({ type: z.string(), label: z.string(), quota: count.nullable(), rows: z.array(shortlistRowData) })),
  /** what is to be known beside the ranking: parks that an article enters by itself */
  remarks: z.array(z.string()).optional(),
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
  const words = subjectWords(t, data);
  return documentTree(t, data, {
    title: data.title,
    blocks: [
      paragraph('title', data.title),
      ...(data.commission === null ? [] : [paragraph('addressee', t('reports.addressee', { name: data.commission }))]),
      paragraph(
        'body',
        data.opening ??
          shortlistOpening(
            {
              basis,
              words,
              institution: data.institution,
              parks: data.types.reduce((sum, type) => sum + type.rows.length, 0),
              listed,
              // by nobody: a round that is judged by its conditions alone
              scored: data.rules !== null,
            },
            t,
          ),
      ),
      ...provisionalNote(t, data.missing),
      ...data.types.flatMap((type): Block[] => [
        number.first(type.label),
        paragraph(
          'body',
          t(type.quota === null ? 'reports.shortlist.typeLead' : 'reports.shortlist.typeLeadQuota', {
            parks: words.counted(type.rows.length),
            quota: words.bare(type.quota ?? 0),
            listed: words.bare(type.rows.filter((row) => row.decision === 'listed').length),
          }),
          { keep: true },
        ),
        ...(type.rows.length === 0 ? [] : [typeTable(t, type.rows, words, data.rules !== null)]),
        ...departures(t, type.rows),
      ]),
      ...byTypeNote(t, data.rubric, words),
      ...(data.remarks ?? []).map((text) => paragraph('body', text)),
      ...validityNote(t, data),
      paragraph(
        'note',
        t(data.rules === null ? 'reports.shortlist.noteUnscored' : 'reports.shortlist.note', { subjects: words.subjects }),
        { keep: true },
      ),
      ...closing(t, data),
    ],
  });
}

interface Opening {
  readonly basis: string;
  readonly words: SubjectWords;
  readonly institution: string;
  readonly parks: number | string;
  readonly listed: number | string;
  readonly scored: boolean;
}

/** The first sentence, where the institution has none of its own. */
export function shortlistOpening({ basis, words, institution, parks, listed, scored }: Opening, t: Translate): string {
  return t('reports.shortlist.lead', {
    basis,
    institution,
    parks: words.counted(parks),
    listed: words.counted(listed),
    byExperts: scored ? t('reports.shortlist.byExperts') : '',
    scored: scored ? t('reports.shortlist.scored') : '',
  });
}

/** The first two cells of a park's line. */
export function rankAndPark(
  { rank, tied, parkName, priority }: Pick<ShortlistRowData, 'rank' | 'tied' | 'parkName' | 'priority'>,
  t: Translate,
): string[] {
  return [
    rank === null ? '—' : t(tied ? 'reports.shortlist.tied' : 'reports.shortlist.rankOf', { rank }),
    priority ? t('reports.shortlist.priority', { park: parkName }) : parkName,
  ];
}

/** Of a round that nobody scores there are neither ranks nor totals: lines are numbered, and the columns are not there. */
function typeTable(t: Translate, rows: readonly ShortlistRowData[], { subject }: SubjectWords, scored: boolean): Block {
  const amounts = rows.some((row) => row.amount !== undefined);
  const grounded = rows.some((row) => row.ground !== undefined);
  return table({
    columns: columnsOf({ scored, amounts, grounded }),
    head: [
      t(scored ? 'reports.shortlist.rank' : 'reports.scores.no'),
      amounts ? t('reports.funding.applicant') : t('reports.shortlist.park', { subject }),
      t('reports.shortlist.operator'),
      ...(scored ? [t('reports.shortlist.total')] : []),
      t('reports.shortlist.eligibility'),
      ...(amounts ? [t('reports.funding.amount')] : []),
      t('reports.shortlist.decision'),
      ...(grounded ? [t('reports.shortlist.ground')] : []),
    ],
    body: rows.map((row, index) => {
      const [rank = '', park = ''] = rankAndPark(row, t);
      return [
        scored ? rank : String(index + 1),
        park,
        row.operator ?? '—',
        ...(scored ? [row.total ?? '—'] : []),
        formatVerdict(t, row.overall),
        ...(amounts ? [row.amount ?? '—'] : []),
        row.decision === 'listed' ? [strong(row.result)] : row.result,
        // who is listed as the rules propose it needs no more than that
        ...(grounded ? [(row.decision === 'listed' && row.proposed === 'proposed' ? null : row.ground) ?? '—'] : []),
      ];
    }),
  });
}

/** Shares of the width: number, applicant, operator, total, eligibility, amount, result, ground. */
function columnsOf({ scored, amounts, grounded }: Readonly<Record<'scored' | 'amounts' | 'grounded', boolean>>): Column[] {
  const [park, operator, total, verdict] = grounded
    ? amounts
      ? [15, 13, 8, 13]
      : [19, 16, 9, 14]
    : amounts
      ? scored
        ? [21, 19, 8, 16]
        : [25, 23, 0, 16]
      : scored
        ? [32, 28, 10, 19]
        : [37, 33, 0, 19];
  const result = amounts ? 14 : 13;
  return [
    centred(grounded ? 7 : 8),
    { width: park },
    { width: operator },
    ...(scored ? [centred(total)] : []),
    centred(verdict),
    ...(amounts ? [right(grounded ? 9 : 14)] : []),
    centred(grounded ? (amounts ? 12 : 13) : result),
    ...(grounded ? [{ width: amounts ? 23 : 22 }] : []),
  ];
}

/** Reasons, wherever one was given. */
function departures(t: Translate, rows: readonly ShortlistRowData[]): Block[] {
  // where grounds are told, the reasons are in them
  const reasons = rows.filter((row) => row.reason !== null && row.ground === undefined);
  if (reasons.length === 0) return [];
  return [
    paragraph('body', t('reports.shortlist.reasons'), { keep: true }),
    ...reasons.map((row, index) =>
      paragraph(
        'body',
        t('reports.shortlist.reason', { number: index + 1, park: row.parkName, result: row.result, reason: row.reason ?? '' }),
      ),
    ),
  ];
}
