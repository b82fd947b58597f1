/** 评审报告: what was found out about one park, how it was scored, what is concluded, and who stands for it. */
import { z } from 'zod';
import { source, decimal } from '../../model.ts';
import { tallyRules } from '../../tally/rules.ts';
import { head, missingSheets, person, verdict } from '../head.ts';
import { interests, interestWords } from '../interests.ts';
import { visitData, visitBlocks } from '../visit.ts';
import { derivationData, figureOf, ruleSentences, scoreTables } from '../score-tables.ts';
import { divide, parseDecimal, rational, toNumber, zero } from '../../numbers/rational.ts';
import { formatPoints } from '../../numbers/points.ts';
import type { Translate } from '../../text.ts';
import { centred, muted, paragraph, right, strong, table } from '../blocks.ts';
import { documentTree, formatBasis, formatDate, formatVerdict, headings, provisionalNote, sentence, signatureBlock } from '../phrases.ts';
import { subjectWords } from '../subject-words.ts';
import type { Block, Chart, DocumentTree, Inline } from '../tree.ts';

const count = z.int().nonnegative();

export const conditionData = z.object({
  id: z.string(),
  article: z.string(),
  /** what of the article is tested, where it is tested in parts */
  label: z.string().optional(),
  text: z.string(),
  /** what must be known of how it was found */
  notes: z.array(z.string()).optional(),
  value: z.string().nullable(),
  source: source.nullable(),
  threshold: z.string().nullable(),
  gap: z.string().nullable(),
  verdict,
});

/** 依据 of a decision, in sentences without their full stops; `standing` and `vote` null where there are none. */
export const decisionGround = z.object({
  lines: z.array(z.string()),
  standing: z.string().nullable(),
  vote: z.string().nullable(),
  /** who decided and when */
  made: z.string(),
  /** the record says something else of it now than when it was decided */
  moved: z.boolean(),
  /** the figures that `standing` says */
  total: decimal.nullable(),
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
    /** remarks on the whole: a rule book out of force, titles on record */
    notes: z.array(z.string()).optional(),
    /** of a scheme of rewards, in 万元; `amount` null: the panel proposes it, or a figure for it is missing */
    reward: z
      .object({
        awards: z.array(
          z.object({
            label: z.string(),
            article: z.string(),
            amount: decimal.nullable(),
            open: z.enum(['proposed', 'missing']).nullable().optional(),
            cap: decimal,
            /** why there is no amount, or what it rests on */
            words: z.string().optional(),
          }),
        ),
        next: z.object({ label: z.string(), amount: decimal.nullable(), cap: decimal, lacking: z.array(z.string()) }).nullable(),
      })
      .optional(),
  }),
  scoring: z
    .object({
      rules: tallyRules,
      experts: z.array(person),
      missing: missingSheets,
      recused: z.array(person.extend({ relation: z.string() })),
      interests,
      derivation: derivationData,
      max100: count,
      /** types are asked criteria of their own, and those are the ones of this park's */
      byType: z.boolean().optional(),
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
      /** 客观分与公式不符, a sentence each */
      contradictions: z.array(z.string()).optional(),
    })
    .nullable(),
  /** no expert has to score in this round; absent: experts do */
  unscored: z.boolean().optional(),
  /** why there is no total, where a stage was not passed or lacks sheets */
  scoringNote: z.string().optional(),
  opinions: z.array(z.object({ personId: z.string(), name: z.string(), text: z.string(), dissent: z.boolean() })),
  /** 合议: who presided and the parts of the opinion, votes in counts, and members who dissent; absent: there was none */
  group: z
    .object({
      opinion: z.object({ name: z.string(), parts: z.array(z.string()) }).nullable(),
      votes: z.array(z.string()),
      dissents: z.array(z.object({ name: z.string(), text: z.string() })),
    })
    .optional(),
  visit: visitData.nullable(),
  conclusion: z.object({
    result: z.string(),
    text: z.array(z.string()),
    reason: z.string().nullable(),
    /** on what the decision rests, as it was when it was made, with the reason in it; absent: nobody decided, or it was made before this was said */
    ground: decisionGround.optional(),
  }),
});
export type ReviewReportData = z.infer<typeof reviewReportData>;

type Condition = ReviewReportData['eligibility']['conditions'][number];
type Headings = ReturnType<typeof headings>;

export function buildReviewReport(data: ReviewReportData, t: Translate): DocumentTree {
  const number = headings(t, data.language);
  return documentTree(t, data, {
    title: t('reports.review.documentTitle', { park: data.park.name }),
    subject: t('reports.review.subject', { round: data.round.name, scheme: data.round.schemeTitle }),
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
      ...(data.visit ? visitBlocks(data.visit, subjectWords(t, data), t, number) : []),
      ...scoring(data, t, number),
      ...opinions(data, t, number),
      ...deliberation(data, t, number),
      ...conclusion(data, t, number),
    ],
  });
}

function optional(label: string, value: string | null): { label: string; value: string }[] {
  return value === null ? [] : [{ label, value }];
}

function overview(data: ReviewReportData, t: Translate, number: Headings): Block[] {
  const basis = formatBasis(t, data.round);
  const { subject } = subjectWords(t, data);
  const experts = data.scoring?.experts.length ?? 0;
  // where nobody has to score, none is counted
  const scored = data.unscored === true ? '' : t('reports.review.scored', { experts });
  const facts = { park: data.park.name, date: formatDate(t, data.round.appliedOn), scored };
  const lead = data.commission === null ? 'reports.review.lead' : 'reports.review.leadCommissioned';
  const text =
    data.opening === undefined
      ? t(lead, { commission: data.commission ?? '', institution: data.institution, basis, ...facts })
      : `${sentence(t, data.opening)}${data.language === 'zh' ? '' : ' '}${t('reports.review.leadFacts', { ...facts, subject })}`;
  return [
    number.first(t('reports.review.overview')),
    paragraph('body', text),
    table({
      caption: t('reports.review.factsCaption', { subject }),
      columns: [34, 48, centred(18)],
      head: [t('reports.review.fact'), t('reports.review.factValue'), t('reports.review.factSource')],
      body: data.park.facts.map((fact) => [
        fact.label,
        fact.value ?? [muted(t('reports.notGiven'))],
        fact.source === null ? '—' : t(`reports.source.${fact.source}`),
      ]),
    }),
  ];
}

function eligibility(data: ReviewReportData, t: Translate, number: Headings): Block[] {
  const { conditions, priorities, overall, because } = data.eligibility;
  const { subject } = subjectWords(t, data);
  const conditionTable = table({
    caption: t('reports.eligibility.caption'),
    columns: [14, 34, 17, 17, 13, centred(15)],
    head: ['article', 'condition', 'value', 'threshold', 'gap', 'verdict'].map((key) => t(`reports.eligibility.${key}`)),
    body: conditions.map((condition, index) => [
      condition.article,
      conditionText(condition, conditions[index - 1]),
      condition.value === null
        ? [muted('—')]
        : [{ text: condition.value }, ...(condition.source === null ? [] : [muted(`\n${t(`reports.source.${condition.source}`)}`)])],
      condition.threshold ?? '—',
      condition.gap ?? '—',
      condition.verdict === 'met' ? formatVerdict(t, 'met') : [strong(formatVerdict(t, condition.verdict))],
    ]),
  });
  return [
    number.first(t('reports.eligibility.title')),
    paragraph('body', [
      { text: t('reports.eligibility.overall') },
      strong(formatVerdict(t, overall)),
      { text: because === '' ? t('reports.stop') : t('reports.eligibility.because', { because: sentence(t, because) }) },
    ]),
    conditionTable,
    paragraph('note', t('reports.eligibility.legend')),
    ...priorities.map((priority) => paragraph('body', t('reports.eligibility.priority', { ...priority, subject }))),
    ...(data.eligibility.notes ?? []).map((note) => paragraph('body', sentence(t, note))),
    ...(data.eligibility.reward ? reward(data.eligibility.reward, t) : []),
  ];
}

/** 奖励测算: what the rule book gives for these figures, and what the next tier still asks. */
function reward({ awards, next }: NonNullable<ReviewReportData['eligibility']['reward']>, t: Translate): Block[] {
  const wan = (amount: string): string => t('eligibility.reward.wan', { amount });
  const awardTable = table({
    caption: t('eligibility.reward.title'),
    columns: [46, 18, right(18), right(18)],
    head: [t('eligibility.reward.tier'), t('reports.eligibility.article'), t('eligibility.reward.amount'), t('eligibility.reward.cap')],
    body: awards.map(({ label, article, amount, cap, words }) => [
      label,
      article,
      words ?? (amount === null ? t('eligibility.reward.open') : [strong(wan(amount))]),
      wan(cap),
    ]),
  });
  const ahead =
    next &&
    t(next.amount === null ? 'eligibility.reward.nextCap' : 'eligibility.reward.nextAmount', {
      label: next.label,
      cap: next.cap,
      amount: next.amount ?? '',
    });
  return [
    awards.length > 0 ? awardTable : paragraph('body', t('eligibility.reward.none')),
    ...(next && ahead !== null ? [paragraph('body', `${ahead}${next.lacking.join(t('reports.listSeparator'))}${t('reports.stop')}`)] : []),
  ];
}

/** The part that is tested, then the original words; these once, where an article is tested in parts. */
function conditionText({ label, text, notes = [] }: Condition, before: Condition | undefined): Inline {
  const remarks = notes.map((note) => muted(`\n${note}`));
  if (label === undefined) return remarks.length === 0 ? text : [{ text }, ...remarks];
  return before?.text === text ? [strong(label), ...remarks] : [strong(`${label}\n`), { text }, ...remarks];
}

function scoring(data: ReviewReportData, t: Translate, number: Headings): Block[] {
  const { scoring } = data;
  const words = subjectWords(t, data);
  const { subject } = words;
  if (scoring === null)
    return [
      number.first(t('reports.scores.title')),
      paragraph('body', data.scoringNote ?? t(data.unscored === true ? 'reports.scores.notAsked' : 'reports.scores.none', { subject })),
    ];
  const rank = scoring.rank;
  return [
    number.first(t('reports.scores.title')),
    number.second(t('reports.scores.panel')),
    table({
      columns: [centred(10), centred(18), 46, 26],
      head: ['no', 'name', 'organisation', 'personTitle'].map((key) => t(`reports.scores.${key}`)),
      body: scoring.experts.map((expert, index) => [String(index + 1), expert.name, expert.organisation, expert.title]),
    }),
    paragraph('body', interestWords(scoring, subject, data.language, t)),
    ...provisionalNote(t, scoring.missing),
    number.second(t('reports.scores.rules')),
    paragraph(
      'body',
      ruleSentences(t, scoring.rules, scoring.derivation, scoring.experts, words, scoring.byType === true).join(
        data.language === 'zh' ? '' : ' ',
      ),
    ),
    number.second(t('reports.scores.derivation')),
    ...scoreTables(t, scoring.derivation, scoring.experts, scoring.max100),
    paragraph('body', [
      { text: t('reports.scores.result', { subject, max: formatPoints(scoring.max100) }) },
      strong(scoring.derivation.total),
      {
        text:
          rank === null
            ? t('reports.scores.resultEnd')
            : t(rank.tied ? 'reports.scores.resultTied' : 'reports.scores.resultRank', { rank: rank.rank, of: words.counted(rank.of) }),
      },
    ]),
    ...radar(data, t),
    ...outliers(data, t, number),
    ...contradictions(scoring.contradictions ?? [], t, number),
  ];
}

/** Scores far from the mean, each with what its expert wrote about it. */
function outliers({ scoring }: ReviewReportData, t: Translate, number: Headings): Block[] {
  const found = scoring?.outliers ?? [];
  if (found.length === 0) return [];
  return [
    number.second(t('reports.summary.outliers')),
    table({
      columns: [15, 21, centred(10), centred(10), centred(15), 29],
      head: [
        'reports.summary.expert',
        'reports.scores.criterion',
        'reports.summary.given',
        'reports.summary.mean',
        'reports.summary.deviation',
        'reports.summary.explanation',
      ].map((key) => t(key)),
      body: found.map(({ name, criterion, value, mean, deviationPercent, explanation }) => [
        name,
        criterion ?? t('reports.scores.total'),
        value,
        mean,
        t('reports.summary.percent', { value: deviationPercent }),
        explanation ?? t('reports.summary.noExplanation'),
      ]),
    }),
  ];
}

/** Objective points that the formula does not give for the figure in use. */
function contradictions(found: readonly string[], t: Translate, number: Headings): Block[] {
  if (found.length === 0) return [];
  return [
    number.second(t('reports.scores.contradictions')),
    paragraph('body', t('reports.scores.contradictionsAbout')),
    ...found.map((text) => paragraph('body', sentence(t, text))),
  ];
}

/** Rates by criterion; a radar with more than twelve or fewer than three axes says nothing. */
function radar(data: ReviewReportData, t: Translate): Chart[] {
  const derivation = data.scoring?.derivation;
  // points taken off are no part of what could be had
  const outside = new Set(derivation?.beside?.groups.flatMap(({ leaves }) => leaves));
  const criteria = (derivation?.criteria ?? []).filter(({ criterionId }) => !outside.has(criterionId));
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
  if (data.unscored === true) return [];
  if (data.opinions.length === 0) return [number.first(t('reports.opinions.title')), paragraph('body', t('reports.opinions.none'))];
  return [
    number.first(t('reports.opinions.title')),
    ...[...Map.groupBy(data.opinions, ({ personId, dissent }) => `${personId} ${dissent}`).values()].flatMap((own): Block[] => [
      ...own.slice(0, 1).map(({ name, dissent }): Block => {
        const lead = t(dissent ? 'reports.opinions.dissent' : 'reports.opinions.of', { name });
        return paragraph('body', [strong(lead)], { keep: true });
      }),
      ...own.flatMap(({ text }) => text.split(/\n+/)).map((text) => paragraph('quote', text)),
    ]),
  ];
}

function conclusion(data: ReviewReportData, t: Translate, number: Headings): Block[] {
  const { result, text, reason, ground } = data.conclusion;
  return [
    number.first(t('reports.conclusion.title')),
    ...text.map((said) => paragraph('body', said)),
    paragraph('body', [{ text: t('reports.conclusion.result') }, strong(result), { text: t('reports.stop') }]),
    ...(ground === undefined ? [] : groundBlocks(ground, t)),
    ...(reason === null || ground !== undefined ? [] : [paragraph('body', t('reports.conclusion.reason', { reason }))]),
    number.first(t('reports.signatures.title')),
    paragraph('body', t('reports.signatures.lead'), { keep: true }),
    signatureBlock(data.signatures),
  ];
}

/** What the panel came to as a group; of votes the counts alone. */
function deliberation({ group }: ReviewReportData, t: Translate, number: Headings): Block[] {
  if (group === undefined) return [];
  const { opinion, votes, dissents } = group;
  return [
    number.first(t('reports.group.title')),
    ...(opinion === null
      ? []
      : [
          number.second(t('reports.group.opinion')),
          ...opinion.parts.flatMap((part) => part.split(/\n+/)).map((text) => paragraph('body', sentence(t, text))),
          paragraph('body', t('reports.group.by', { name: opinion.name })),
        ]),
    ...(votes.length === 0 ? [] : [number.second(t('reports.group.votes')), ...votes.map((text) => paragraph('body', sentence(t, text)))]),
    ...(dissents.length === 0
      ? []
      : [
          number.second(t('reports.group.dissents')),
          ...dissents.map(({ name, text }) => paragraph('body', t('reports.group.dissent', { name, text: sentence(t, text) }))),
        ]),
  ];
}

/** 依据: article, value and gap, or place and quota; the vote; who decided and when. */
function groundBlocks({ lines, standing, vote, made, moved }: z.infer<typeof decisionGround>, t: Translate): Block[] {
  const numbered = lines.length > 1;
  return [
    paragraph(
      'body',
      t(numbered ? 'reports.ground.leadMany' : 'reports.ground.lead', { text: numbered ? '' : sentence(t, lines[0] ?? '') }),
    ),
    ...(numbered
      ? lines.map((text, index) => paragraph('body', t('reports.ground.line', { number: index + 1, text: sentence(t, text) })))
      : []),
    ...(standing === null ? [] : [paragraph('body', t('reports.ground.standing', { text: sentence(t, standing) }))]),
    ...(vote === null ? [] : [paragraph('body', t('reports.ground.vote', { text: sentence(t, vote) }))]),
    ...(moved ? [paragraph('body', [strong(t('reports.ground.moved'))])] : []),
    paragraph('body', sentence(t, made)),
  ];
}
