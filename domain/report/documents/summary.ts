/** 评审汇总表: all parks of a round with totals by expert, ranks, agreement and outliers. */
import { z } from 'zod';
import { decimal } from '../../model.ts';
import { writtenRubric } from '../../rubric/model.ts';
import { tallyRules } from '../../tally/rules.ts';
import { head, missingSheets, person } from '../head.ts';
import { byTypeNote, derivationData, sheetTotal, stageFigure, stageSentences } from '../score-tables.ts';
import { rankAndPark, shortlistRowData } from './shortlist.ts';
import { compare, divide, parseDecimal, rational, toNumber, zero } from '../../numbers/rational.ts';
import { formatPoints } from '../../numbers/points.ts';
import type { Translate } from '../../text.ts';
import { centred, paragraph, strong, table } from '../blocks.ts';
import { closing, documentTree, headings, provisionalNote, sentence } from '../phrases.ts';
import { subjectWords } from '../subject-words.ts';
import type { Block, DocumentTree, Table } from '../tree.ts';

const count = z.int().nonnegative();

export const summaryData = z.object({
  kind: z.literal('summary'),
  ...head,
  missing: missingSheets,
  /** 撤回、不予受理: a sentence each, of the applications that left the review */
  left: z.array(z.string()).optional(),
  types: z.array(
    z.object({
      type: z.string(),
      label: z.string(),
      rows: z.array(shortlistRowData.omit({ proposed: true, decision: true, result: true, reason: true })),
    }),
  ),
  /** parks without a total in a round with stages, a sentence each, with the reason */
  unranked: z.array(z.string()).optional(),
  experts: z.array(person),
  rules: tallyRules.nullable(),
  rubric: writtenRubric.nullable(),
  derivations: z.array(derivationData),
  max100: count,
  /** 一致性: name of the figure, its value and 95 % interval as they are to be printed */
  agreement: z.array(z.object({ name: z.string(), value: z.string(), low: z.string().nullable(), high: z.string().nullable() })),
  /** 名次稳定性: the middle 95 % of each park's ranks when the weights change a little; null: not studied */
  stability: z
    .object({
      draws: count,
      seed: z.int(),
      weightPercent: decimal,
      types: z.array(
        z.object({
          label: z.string(),
          places: count,
          parks: z.array(
            z.object({
              applicationId: z.string(),
              parkName: z.string(),
              rank: z.int().positive(),
              low: z.int().positive(),
              high: z.int().positive(),
              abovePercent: decimal,
            }),
          ),
        }),
      ),
      /** parks whose place hangs on one expert, one criterion or the weights, and on what */
      hanging: z.array(z.string()),
    })
    .nullable()
    .optional(),
  /** 客观分与公式不符, a sentence each of the first ones, and how many more there are */
  contradictions: z.array(z.string()).optional(),
  contradictionsMore: count.optional(),
  outliers: z.array(
    z.object({
      name: z.string(),
      parkName: z.string(),
      /** null: the total of the sheet */
      criterion: z.string().nullable().optional(),
      value: z.string(),
      mean: z.string(),
      deviationPercent: z.string(),
      explanation: z.string().nullable(),
    }),
  ),
});
export type SummaryData = z.infer<typeof summaryData>;

type TypeRows = SummaryData['types'][number];

export function buildSummary(data: SummaryData, t: Translate): DocumentTree {
  const number = headings(t, data.language);
  return documentTree(t, data, {
    title: t('reports.summary.title', { round: data.round.name }),
    blocks: [
      paragraph('title', t('reports.summary.title', { round: data.round.name })),
      ...provisionalNote(t, data.missing),
      ...byTypeNote(t, data.rubric, subjectWords(t, data)),
      ...(data.left ?? []).map((text) => paragraph('body', text)),
      ...stageNote(data, t),
      ...data.types.flatMap((type): Block[] => [number.first(type.label), ...tables(data, type, t), ...bars(data, type, t)]),
      ...(data.unranked ?? []).map((text) => paragraph('body', text)),
      ...agreement(data, t, number),
      ...stability(data, t, number),
      ...outliers(data, t, number),
      ...contradictions(data, t, number),
      paragraph('note', t('reports.summary.note', { subjects: subjectWords(t, data).subjects }), { keep: true }),
      ...closing(t, data),
    ],
  });
}

/** How stages make up the totals. */
function stageNote({ derivations, rules, language }: SummaryData, t: Translate): Block[] {
  const staged = derivations.find(({ stages }) => stages);
  const sentences = staged && rules ? stageSentences(t, staged, rules) : [];
  return sentences.length === 0 ? [] : [paragraph('body', sentences.join(language === 'zh' ? '' : ' '))];
}

/** Experts side by side, as many as fit. */
const abreast = 7;

function tables(data: SummaryData, type: TypeRows, t: Translate): Table[] {
  const parts = Math.max(1, Math.ceil(data.experts.length / abreast));
  const width = Math.max(1, Math.ceil(data.experts.length / parts));
  return Array.from({ length: parts }, (_, part): Table => {
    const experts = data.experts.slice(part * width, (part + 1) * width);
    const last = part === parts - 1;
    const stages = last ? (data.derivations.find(({ stages: own }) => own)?.stages ?? []) : [];
    return table({
      ...(parts > 1 ? { caption: t('reports.scores.captionPart', { part: part + 1, parts }) } : {}),
      columns: [centred(8), 30, ...experts.map(() => centred(10)), ...stages.map(() => centred(11)), ...(last ? [centred(12)] : [])],
      head: [
        t('reports.shortlist.rank'),
        t('reports.shortlist.park', { subject: subjectWords(t, data).subject }),
        ...experts.map(({ name }) => name),
        ...stages.map(({ name, weight }) => t('reports.summary.stage', { stage: name, weight })),
        ...(last ? [t('reports.scores.value')] : []),
      ],
      body: type.rows.map((row) => {
        const derivation = data.derivations.find(({ applicationId }) => applicationId === row.applicationId);
        return [
          ...rankAndPark(row, t),
          ...experts.map(({ personId }) => (derivation && sheetTotal(derivation, personId)) ?? t('reports.scores.absent')),
          ...stages.map(({ key }) => stageFigure(derivation, key) ?? t('reports.scores.absent')),
          ...(last ? [[strong(row.total ?? '—')]] : []),
        ];
      }),
    });
  });
}

function bars(data: SummaryData, type: TypeRows, t: Translate): Block[] {
  const scored = type.rows.filter((row) => row.total !== null);
  if (scored.length < 2 || scored.length > 24 || data.max100 === 0) return [];
  // a bonus may lead beyond the hundred: then the longest bar is that of the best
  const totals = scored.map(({ total }) => parseDecimal(total ?? '0') ?? zero);
  const widest = totals.reduce((most, total) => (compare(total, most) > 0 ? total : most), rational(data.max100, 100));
  const share = (total: string): number => toNumber(divide(parseDecimal(total) ?? zero, widest));
  return [
    {
      kind: 'chart',
      chart: { kind: 'bars', bars: scored.map((row) => ({ name: row.parkName, value: share(row.total ?? '0'), label: row.total ?? '' })) },
      caption: t('reports.summary.bars', { max: formatPoints(data.max100) }),
      alt: t('reports.summary.barsAlt', {
        subjects: subjectWords(t, data).subjects,
        list: scored.map((row) => `${row.parkName} ${row.total}`).join(t('reports.listSeparator')),
      }),
    },
  ];
}

function agreement(data: SummaryData, t: Translate, number: ReturnType<typeof headings>): Block[] {
  if (data.agreement.length === 0) return [];
  return [
    number.first(t('reports.summary.agreement')),
    ...((data.derivations[0]?.stages?.length ?? 0) > 1 ? [paragraph('body', t('tally.agreement.firstStage'))] : []),
    table({
      columns: [50, centred(20), centred(30)],
      head: ['figure', 'value', 'interval'].map((key) => t(`reports.summary.${key}`)),
      body: data.agreement.map((each) => [
        each.name,
        each.value,
        each.low === null || each.high === null ? '—' : t('reports.summary.range', { low: each.low, high: each.high }),
      ]),
    }),
  ];
}

/** How many parks a chart still shows well. */
const mostRows = 24;

function stability(data: SummaryData, t: Translate, number: ReturnType<typeof headings>): Block[] {
  const { stability: found } = data;
  if (!found) return [];
  const charts = found.types.filter(({ parks }) => parks.length > 1 && parks.length <= mostRows);
  if (charts.length === 0) return [];
  const separator = t('reports.listSeparator');
  const { subjects } = subjectWords(t, data);
  return [
    number.first(t('reports.summary.stability')),
    paragraph('body', t('reports.summary.stabilityLead', { percent: found.weightPercent, draws: found.draws, seed: found.seed, subjects })),
    ...charts.map(({ label, places, parks }): Block => ({
      kind: 'chart',
      chart: {
        kind: 'ranks',
        of: parks.length,
        places,
        rows: parks.map(({ parkName, rank, low, high, abovePercent }) => ({
          name: parkName,
          rank,
          low,
          high,
          label: t('reports.summary.stabilityShare', { percent: abovePercent }),
        })),
      },
      caption: t('reports.summary.stabilityCaption', { type: label, places }),
      alt: t('reports.summary.stabilityAlt', {
        type: label,
        subjects,
        list: parks
          .map((park) =>
            t('reports.summary.stabilityPark', {
              park: park.parkName,
              rank: park.rank,
              low: park.low,
              high: park.high,
              percent: park.abovePercent,
            }),
          )
          .join(separator),
      }),
    })),
    ...found.hanging.map((text) => paragraph('body', text)),
  ];
}

function outliers(data: SummaryData, t: Translate, number: ReturnType<typeof headings>): Block[] {
  if (data.outliers.length === 0) return [];
  return [
    number.first(t('reports.summary.outliers')),
    table({
      columns: [14, 26, centred(10), centred(10), centred(15), 25],
      head: [
        t('reports.summary.expert'),
        t('reports.shortlist.park', { subject: subjectWords(t, data).subject }),
        ...['given', 'mean', 'deviation', 'explanation'].map((key) => t(`reports.summary.${key}`)),
      ],
      body: data.outliers.map((each) => [
        each.name,
        each.criterion ? t('reports.summary.outlierOf', { park: each.parkName, criterion: each.criterion }) : each.parkName,
        each.value,
        each.mean,
        t('reports.summary.percent', { value: each.deviationPercent }),
        each.explanation ?? t('reports.summary.noExplanation'),
      ]),
    }),
  ];
}

/** Objective points that the formula does not give for the figure in use. */
function contradictions(data: SummaryData, t: Translate, number: ReturnType<typeof headings>): Block[] {
  const { contradictions: found = [], contradictionsMore: more = 0 } = data;
  if (found.length === 0) return [];
  return [
    number.first(t('reports.scores.contradictions')),
    paragraph('body', t('reports.scores.contradictionsAbout')),
    ...found.map((text) => paragraph('body', sentence(t, text))),
    ...(more === 0
      ? []
      : [paragraph('body', t('reports.summary.contradictionsMore', { count: more, subjects: subjectWords(t, data).subjects }))]),
  ];
}
