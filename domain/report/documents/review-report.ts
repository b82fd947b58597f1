/** 评审报告: what was found out about one park, how it was scored, what is concluded, and who stands for it. */
import { z } from 'zod';
import { source, decimal } from '../../model.ts';
import { tallyRules } from '../../tally/rules.ts';
import { head, verdict, person } from '../head.ts';
import { visitData, visitBlocks } from '../visit.ts';
import { derivationData, figureOf, ruleSentences, scoreTables } from '../score-tables.ts';
import { divide, parseDecimal, rational, toNumber, zero } from '../../numbers/rational.ts';
import { formatPoints } from '../../numbers/points.ts';
import type { Translate } from '../../text.ts';
import { dataAttachment, formatBasis, formatDate, formatVerdict, headings, signatureBlock, verifyAnnex } from '../phrases.ts';
import type { Block, Chart, DocumentTree, Inline, Table } from '../tree.ts';

const count = z.int().nonnegative();

export const conditionData = z.object({
  id: z.string(),
  article: z.string(),
  /** what of the article is tested, where it is tested in parts */
  label: z.string().optional(),
  text: z.string(),
  value: z.string().nullable(),
  source: source.nullable(),
  threshold: z.string().nullable(),
  gap: z.string().nullable(),
  verdict,
});

export const reviewReportData = z.object({
  kind: z.literal('review'),
  ...head,
  /** as on the cover; absent: 评审报告 */
  title: z.string().optional(),
  park: z.object({
    applicationId: z.string(),
    name: z.string(),
    type: z.string().nullable(),
    operator: z.string().nullable(),
    applicant: z.string().nullable(),
    facts: z.array(z.object({ label: z.string(), value: z.string().nullable(), source: source.nullable() })),
  }),
  eligibility: z.object({
    overall: verdict,
    because: z.string(),
    conditions: z.array(conditionData),
    priorities: z.array(z.object({ article: z.string(), text: z.string() })),
    /** of a scheme of rewards, in 万元; `amount` null: the panel proposes it */
    reward: z
      .object({
        awards: z.array(z.object({ label: z.string(), article: z.string(), amount: decimal.nullable(), cap: decimal })),
        next: z.object({ label: z.string(), amount: decimal.nullable(), cap: decimal, lacking: z.array(z.string()) }).nullable(),
      })
      .optional(),
  }),
  scoring: z
    .object({
      rules: tallyRules,
      experts: z.array(person),
      recused: z.array(person.extend({ relation: z.string() })),
      derivation: derivationData,
      max100: count,
      rank: z.object({ rank: z.int().positive(), of: z.int().positive(), tied: z.boolean() }).nullable(),
      /** scores far from the mean, with the expert's own words; `criterion` null: the total of the sheet */
      outliers: z
        .array(
          z.object({
            personId: z.string(),
            name: z.string(),
            criterion: z.string().nullable(),
            value: decimal,
            mean: decimal,
            deviationPercent: decimal,
            explanation: z.string().nullable(),
          }),
        )
        .optional(),
    })
    .nullable(),
  opinions: z.array(z.object({ personId: z.string(), name: z.string(), text: z.string(), dissent: z.boolean() })),
  visit: visitData.nullable(),
  conclusion: z.object({ result: z.string(), text: z.array(z.string()), reason: z.string().nullable() }),
});
export type ReviewReportData = z.infer<typeof reviewReportData>;

type Condition = ReviewReportData['eligibility']['conditions'][number];
type Headings = ReturnType<typeof headings>;

export function buildReviewReport(data: ReviewReportData, t: Translate): DocumentTree {
  const number = headings(t, data.language);
  return {
    language: data.language,
    title: t('reports.review.documentTitle', { park: data.park.name }),
    subject: t('reports.review.subject', { round: data.round.name, scheme: data.round.schemeTitle }),
    author: data.institution,
    keywords: [data.round.name, data.park.name, data.round.documentNo],
    cover: {
      overline: data.round.name,
      title: (data.title ?? t('reports.review.title')).split('\n'),
      subtitle: data.park.name,
      facts: [
        ...optional(t('reports.review.cover.type'), data.park.type),
        ...optional(t('reports.review.cover.operator'), data.park.operator),
        ...optional(t('reports.review.cover.applicant'), data.park.applicant),
        ...optional(t('reports.review.cover.commission'), data.commission),
        { label: t('reports.review.cover.basis'), value: formatBasis(t, data.round) },
      ],
      issuer: data.institution,
      date: formatDate(t, data.issuedOn),
    },
    blocks: [
      ...overview(data, t, number),
      ...eligibility(data, t, number),
      ...(data.visit ? visitBlocks(data.visit, t, number) : []),
      ...scoring(data, t, number),
      ...opinions(data, t, number),
      ...conclusion(data, t, number),
      ...verifyAnnex(t, data),
    ],
    attachments: [dataAttachment(t, data)],
  };
}

/** Ends with a full stop, whoever wrote it. */
function sentence(t: Translate, text: string): string {
  return /[。.！!？?；;]$/.test(text) ? text : `${text}${t('reports.stop')}`;
}

function optional(label: string, value: string | null): { label: string; value: string }[] {
  return value === null ? [] : [{ label, value }];
}

function overview(data: ReviewReportData, t: Translate, number: Headings): Block[] {
  const basis = formatBasis(t, data.round);
  const facts = { park: data.park.name, date: formatDate(t, data.round.appliedOn), experts: data.scoring?.experts.length ?? 0 };
  const lead = data.commission === null ? 'reports.review.lead' : 'reports.review.leadCommissioned';
  const text =
    data.opening === undefined
      ? t(lead, { commission: data.commission ?? '', institution: data.institution, basis, ...facts })
      : `${sentence(t, data.opening)}${data.language === 'zh' ? '' : ' '}${t('reports.review.leadFacts', facts)}`;
  return [
    number.first(t('reports.review.overview')),
    { kind: 'paragraph', role: 'body', text },
    {
      kind: 'table',
      caption: t('reports.review.factsCaption'),
      columns: [{ width: 34 }, { width: 48 }, { width: 18, align: 'centre' }],
      head: [
        { cells: [{ text: t('reports.review.fact') }, { text: t('reports.review.factValue') }, { text: t('reports.review.factSource') }] },
      ],
      body: data.park.facts.map((fact) => ({
        cells: [
          { text: fact.label },
          { text: fact.value ?? [{ text: t('reports.notGiven'), mark: 'muted' }] },
          { text: fact.source === null ? '—' : t(`reports.source.${fact.source}`) },
        ],
      })),
    },
  ];
}

function eligibility(data: ReviewReportData, t: Translate, number: Headings): Block[] {
  const { conditions, priorities, overall, because } = data.eligibility;
  const table: Table = {
    kind: 'table',
    caption: t('reports.eligibility.caption'),
    columns: [{ width: 14 }, { width: 34 }, { width: 17 }, { width: 17 }, { width: 13 }, { width: 15, align: 'centre' }],
    head: [
      { cells: ['article', 'condition', 'value', 'threshold', 'gap', 'verdict'].map((key) => ({ text: t(`reports.eligibility.${key}`) })) },
    ],
    body: conditions.map((condition, index) => ({
      cells: [
        { text: condition.article },
        { text: conditionText(condition, conditions[index - 1]) },
        {
          text:
            condition.value === null
              ? [{ text: '—', mark: 'muted' }]
              : [
                  { text: condition.value },
                  ...(condition.source === null ? [] : [{ text: `\n${t(`reports.source.${condition.source}`)}`, mark: 'muted' as const }]),
                ],
        },
        { text: condition.threshold ?? '—' },
        { text: condition.gap ?? '—' },
        { text: condition.verdict === 'met' ? formatVerdict(t, 'met') : [{ text: formatVerdict(t, condition.verdict), mark: 'strong' }] },
      ],
    })),
  };
  return [
    number.first(t('reports.eligibility.title')),
    {
      kind: 'paragraph',
      role: 'body',
      text: [
        { text: t('reports.eligibility.overall') },
        { text: formatVerdict(t, overall), mark: 'strong' },
        { text: because === '' ? t('reports.stop') : t('reports.eligibility.because', { because: sentence(t, because) }) },
      ],
    },
    table,
    { kind: 'paragraph', role: 'note', text: t('reports.eligibility.legend') },
    ...priorities.map((priority): Block => ({ kind: 'paragraph', role: 'body', text: t('reports.eligibility.priority', priority) })),
    ...(data.eligibility.reward ? reward(data.eligibility.reward, t) : []),
  ];
}

/** 奖励测算: what the rule book gives for these figures, and what the next tier still asks. */
function reward({ awards, next }: NonNullable<ReviewReportData['eligibility']['reward']>, t: Translate): Block[] {
  const wan = (amount: string): string => t('eligibility.reward.wan', { amount });
  const table: Table = {
    kind: 'table',
    caption: t('eligibility.reward.title'),
    columns: [{ width: 46 }, { width: 18 }, { width: 18, align: 'right' }, { width: 18, align: 'right' }],
    head: [
      {
        cells: [
          t('eligibility.reward.tier'),
          t('reports.eligibility.article'),
          t('eligibility.reward.amount'),
          t('eligibility.reward.cap'),
        ].map((text) => ({ text })),
      },
    ],
    body: awards.map(({ label, article, amount, cap }) => ({
      cells: [
        { text: label },
        { text: article },
        { text: amount === null ? t('eligibility.reward.open') : [{ text: wan(amount), mark: 'strong' }] },
        { text: wan(cap) },
      ],
    })),
  };
  const ahead =
    next &&
    t(next.amount === null ? 'eligibility.reward.nextCap' : 'eligibility.reward.nextAmount', {
      label: next.label,
      cap: next.cap,
      amount: next.amount ?? '',
    });
  return [
    awards.length > 0 ? table : { kind: 'paragraph', role: 'body', text: t('eligibility.reward.none') },
    ...(next && ahead !== null
      ? [{ kind: 'paragraph', role: 'body', text: `${ahead}${next.lacking.join(t('reports.listSeparator'))}${t('reports.stop')}` } as const]
      : []),
  ];
}

/** The part that is tested, then the original words; these once, where an article is tested in parts. */
function conditionText({ label, text }: Condition, before: Condition | undefined): Inline {
  if (label === undefined) return text;
  return before?.text === text ? [{ text: label, mark: 'strong' }] : [{ text: `${label}\n`, mark: 'strong' }, { text }];
}

function scoring(data: ReviewReportData, t: Translate, number: Headings): Block[] {
  const { scoring } = data;
  if (scoring === null)
    return [number.first(t('reports.scores.title')), { kind: 'paragraph', role: 'body', text: t('reports.scores.none') }];
  const rank = scoring.rank;
  return [
    number.first(t('reports.scores.title')),
    number.second(t('reports.scores.panel')),
    {
      kind: 'table',
      columns: [{ width: 10, align: 'centre' }, { width: 18, align: 'centre' }, { width: 46 }, { width: 26 }],
      head: [{ cells: ['no', 'name', 'organisation', 'personTitle'].map((key) => ({ text: t(`reports.scores.${key}`) })) }],
      body: scoring.experts.map((expert, index) => ({
        cells: [{ text: String(index + 1) }, { text: expert.name }, { text: expert.organisation }, { text: expert.title }],
      })),
    },
    {
      kind: 'paragraph',
      role: 'body',
      text:
        scoring.recused.length === 0
          ? t('reports.scores.noneRecused')
          : t('reports.scores.recused', {
              list: scoring.recused
                .map((person) => t('reports.scores.recusedPerson', { name: person.name, relation: person.relation }))
                .join(t('reports.listSeparator')),
            }),
    },
    number.second(t('reports.scores.rules')),
    {
      kind: 'paragraph',
      role: 'body',
      text: ruleSentences(t, scoring.rules, scoring.derivation, scoring.experts).join(data.language === 'zh' ? '' : ' '),
    },
    number.second(t('reports.scores.derivation')),
    ...scoreTables(t, scoring.derivation, scoring.experts, scoring.max100),
    {
      kind: 'paragraph',
      role: 'body',
      text: [
        { text: t('reports.scores.result', { max: formatPoints(scoring.max100) }) },
        { text: scoring.derivation.total, mark: 'strong' },
        {
          text:
            rank === null
              ? t('reports.scores.resultEnd')
              : t(rank.tied ? 'reports.scores.resultTied' : 'reports.scores.resultRank', { rank: rank.rank, of: rank.of }),
        },
      ],
    },
    ...radar(data, t),
    ...outliers(data, t, number),
  ];
}

/** Scores far from the mean, each with what its expert wrote about it. */
function outliers({ scoring }: ReviewReportData, t: Translate, number: Headings): Block[] {
  const found = scoring?.outliers ?? [];
  if (found.length === 0) return [];
  return [
    number.second(t('reports.summary.outliers')),
    {
      kind: 'table',
      columns: [
        { width: 15 },
        { width: 21 },
        { width: 10, align: 'centre' },
        { width: 10, align: 'centre' },
        { width: 15, align: 'centre' },
        { width: 29 },
      ],
      head: [
        {
          cells: [
            'reports.summary.expert',
            'reports.scores.criterion',
            'reports.summary.given',
            'reports.summary.mean',
            'reports.summary.deviation',
            'reports.summary.explanation',
          ].map((key) => ({ text: t(key) })),
        },
      ],
      body: found.map(({ name, criterion, value, mean, deviationPercent, explanation }) => ({
        cells: [
          { text: name },
          { text: criterion ?? t('reports.scores.total') },
          { text: value },
          { text: mean },
          { text: t('reports.summary.percent', { value: deviationPercent }) },
          { text: explanation ?? t('reports.summary.noExplanation') },
        ],
      })),
    },
  ];
}

/** Rates by criterion; a radar with more than twelve or fewer than three axes says nothing. */
function radar(data: ReviewReportData, t: Translate): Chart[] {
  const criteria = data.scoring?.derivation.criteria ?? [];
  if (criteria.length < 3 || criteria.length > 12) return [];
  const values = criteria.map((criterion) =>
    criterion.max100 === 0 ? 0 : toNumber(divide(parseDecimal(figureOf(criterion)) ?? zero, rational(criterion.max100, 100))),
  );
  return [
    {
      kind: 'chart',
      chart: {
        kind: 'radar',
        axes: criteria.map((criterion) =>
          t('reports.scores.axis', { name: criterion.name, value: figureOf(criterion), max: formatPoints(criterion.max100) }),
        ),
        series: [{ name: data.park.name, values }],
      },
      caption: t('reports.scores.radarCaption'),
      alt: t('reports.scores.radarAlt', {
        list: criteria
          .map((criterion) => `${criterion.name} ${figureOf(criterion)}/${formatPoints(criterion.max100)}`)
          .join(t('reports.listSeparator')),
      }),
    },
  ];
}

function opinions(data: ReviewReportData, t: Translate, number: Headings): Block[] {
  if (data.opinions.length === 0)
    return [number.first(t('reports.opinions.title')), { kind: 'paragraph', role: 'body', text: t('reports.opinions.none') }];
  return [
    number.first(t('reports.opinions.title')),
    ...[...Map.groupBy(data.opinions, ({ personId, dissent }) => `${personId} ${dissent}`).values()].flatMap((own): Block[] => [
      ...own.slice(0, 1).map(({ name, dissent }): Block => {
        const lead = t(dissent ? 'reports.opinions.dissent' : 'reports.opinions.of', { name });
        return { kind: 'paragraph', role: 'body', text: [{ text: lead, mark: 'strong' }], keep: true };
      }),
      ...own.flatMap(({ text }) => text.split(/\n+/)).map((text): Block => ({ kind: 'paragraph', role: 'quote', text })),
    ]),
  ];
}

function conclusion(data: ReviewReportData, t: Translate, number: Headings): Block[] {
  const { result, text, reason } = data.conclusion;
  return [
    number.first(t('reports.conclusion.title')),
    ...text.map((paragraph): Block => ({ kind: 'paragraph', role: 'body', text: paragraph })),
    {
      kind: 'paragraph',
      role: 'body',
      text: [{ text: t('reports.conclusion.result') }, { text: result, mark: 'strong' }, { text: t('reports.stop') }],
    },
    ...(reason === null ? [] : [{ kind: 'paragraph', role: 'body', text: t('reports.conclusion.reason', { reason }) } as const]),
    number.first(t('reports.signatures.title')),
    { kind: 'paragraph', role: 'body', text: t('reports.signatures.lead'), keep: true },
    signatureBlock(data.signatures),
  ];
}
