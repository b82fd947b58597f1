/** The derivation of a park's total in a document, with the names of the criteria, and its tables: every raw, dropped and kept score. */
import { z } from 'zod';
import { parseDecimal, toDecimal, toFixed, zero } from '../numbers/rational.ts';
import { typesNamed } from '../rubric/leaves.ts';
import { completeRubric, visitorRules, type WrittenRubric } from '../rubric/model.ts';
import { namedBeside, namedCriterion, namedStage, parkDerivation, sheetPoints } from '../tally/derivation.ts';
import type { TallyRules } from '../tally/rules.ts';
import type { Translate } from '../text.ts';
import { formatPoints } from '../numbers/points.ts';
import { centred, muted, paragraph, strong, table } from './blocks.ts';
import type { SubjectWords } from './subject-words.ts';
import type { Block, Cell, Inline, Table } from './tree.ts';

export type CriterionData = z.infer<typeof namedCriterion>;
export const derivationData = parkDerivation.omit({ type: true, panelSize: true }).extend({
  criteria: z.array(namedCriterion).readonly(),
  beside: namedBeside.optional(),
  stages: z.array(namedStage).readonly().optional(),
});
export type DerivationData = z.infer<typeof derivationData>;

/** As many experts as stand side by side on the page. */
const abreast = 7;

interface Expert {
  readonly personId: string;
  readonly name: string;
}

/** The rule as it was applied to this park, in words: one sentence for each step. */
export function ruleSentences(
  t: Translate,
  rules: TallyRules,
  derivation: DerivationData,
  experts: readonly Expert[],
  { subjects }: Pick<SubjectWords, 'subjects'>,
  byType: boolean,
): string[] {
  const each = derivation.dropEachEnd;
  const left = derivation.droppedExpert;
  return [
    ...(left === null
      ? []
      : [
          t('reports.rules.expert', {
            subjects,
            name: experts.find(({ personId }) => personId === left.personId)?.name ?? left.personId,
            spread: left.spread,
          }),
        ]),
    ...(derivation.stages ? stageSentences(t, derivation, rules) : [t(`reports.rules.${rules.level}.${trimName(each)}`, { each })]),
    ...(byType ? [t('reports.rules.byType', { subjects })] : []),
    ...visitorSentences(t, derivation.criteria),
    ...besideSentences(t, derivation.beside),
    ...(derivation.stages ? [] : [t(`reports.rules.rounding.${rules.rounding.stage}`, { digits: rules.rounding.digits })]),
    t('reports.rules.absent'),
  ];
}

const trimName = (each: number): 'none' | 'one' | 'each' => (each === 0 ? 'none' : each === 1 ? 'one' : 'each');

/** 分阶段: who judges each stage, what its scores lose, what it counts, and how the total is rounded. */
export function stageSentences(t: Translate, { stages = [] }: Pick<DerivationData, 'stages'>, { rounding }: TallyRules): string[] {
  if (stages.length === 0) return [];
  const rescaled = stages.some(({ maximum, weight }) => Number(maximum) !== Number(weight));
  return [
    ...stages.map(({ name, weight, maximum, dropEachEnd: each }) =>
      t('reports.rules.stage', { stage: name, weight, maximum, trim: t(`reports.rules.stage.${trimName(each)}`, { each }) }),
    ),
    t('reports.rules.stages'),
    // where a weight changes no points, each figure ends, and nothing is rounded after
    rescaled
      ? t(`reports.rules.stages.rounding.${rounding.stage}`, { digits: rounding.digits })
      : t(`reports.rules.rounding.${rounding.stage}`, { digits: rounding.digits }),
  ];
}

/** What a park came to in a stage, in points of the stage, to four places; null where it was not judged there. */
export function stageFigure(derivation: Pick<DerivationData, 'stages'> | undefined, key: string): string | null {
  const stage = derivation?.stages?.find((one) => one.key === key);
  return stage ? pointsText(stage.figure) : null;
}

/** 分类型评分: of types that are asked their own criteria only those of one type are compared. */
export function byTypeNote(t: Translate, rubric: WrittenRubric | null, { subjects }: Pick<SubjectWords, 'subjects'>): Block[] {
  const byType = rubric !== null && typesNamed(completeRubric(rubric)).length > 0;
  return byType ? [paragraph('body', t('reports.rules.byType', { subjects }))] : [];
}

/** What the visit team alone scores, and how it is averaged. */
function visitorSentences(t: Translate, criteria: readonly CriterionData[]): string[] {
  return visitorRules.flatMap((rule) => {
    const names = criteria.flatMap(({ name, visitors }) => (visitors === rule ? [name] : []));
    return names.length === 0
      ? []
      : [t('reports.rules.visitors', { criteria: names.join(t('reports.listSeparator')), how: t(`reports.rules.visitors.${rule}`) })];
  });
}

/** What is added and taken off beside the hundred, up to what, and between which bounds. */
function besideSentences(t: Translate, beside: DerivationData['beside']): string[] {
  if (!beside) return [];
  const { groups, floor100, ceiling100 } = beside;
  const floor = formatPoints(floor100);
  return [
    ...groups.map(({ name, counts, cap100 }) => t(`reports.rules.${counts}`, { name, cap: formatPoints(cap100) })),
    ceiling100 === null ? t('reports.rules.floor', { floor }) : t('reports.rules.bounds', { floor, ceiling: formatPoints(ceiling100) }),
  ];
}

/** The points of a criterion as printed: rounded where the rules round it, else the mean to four places. */
export function figureOf(criterion: CriterionData): string {
  return criterion.rounded ?? pointsText(criterion.mean);
}

/** One table, or several where the experts do not fit beside each other; sums and values in the last. */
export function scoreTables(t: Translate, derivation: DerivationData, experts: readonly Expert[], max100: number): Block[] {
  const { stages, beside } = derivation;
  if (!stages) return tablesOf(t, derivation, experts, { max: formatPoints(max100), total: derivation.total });
  const outside = new Set(beside?.groups.flatMap(({ leaves }) => leaves));
  return [
    ...stages.flatMap(({ key, name, figure: own, maximum, experts: judges }) => {
      const criteria = derivation.criteria.filter(({ stage }) => stage === key);
      const within = criteria.filter(({ criterionId }) => !outside.has(criterionId));
      const part = { ...derivation, stages: undefined, beside: undefined, criteria };
      return tablesOf(
        t,
        part,
        experts.filter(({ personId }) => judges.includes(personId)),
        { max: maximum, total: pointsText(own), stage: name, within },
      );
    }),
    stageTable(t, derivation, stages, max100),
  ];
}

/** How the stages make up the total. */
function stageTable(t: Translate, derivation: DerivationData, stages: NonNullable<DerivationData['stages']>, max100: number): Table {
  return table({
    caption: t('reports.scores.stages'),
    columns: [36, centred(14), centred(16), centred(14), centred(20)],
    head: ['stage', 'max', 'value', 'stageWeight', 'counts'].map((key) => t(`reports.scores.${key}`)),
    body: [
      ...stages.map(({ name, maximum, figure: own, weight, weighted }) => [
        name,
        maximum,
        pointsText(own),
        t('reports.summary.percent', { value: weight }),
        [strong(pointsText(weighted))],
      ]),
      ...groupRows(t, derivation, 4),
      {
        tone: 'total',
        cells: [
          t('reports.scores.total'),
          formatPoints(max100),
          { text: t(derivation.beside ? 'reports.scores.stagesWithBeside' : 'reports.scores.stagesSum'), span: 2 },
          [strong(derivation.total)],
        ],
      },
    ],
  });
}

/** Of a table: full marks and total of what stands in it; of a stage its name, and the criteria that its total adds up. */
interface Ends {
  readonly max: string;
  readonly total: string;
  readonly stage?: string;
  readonly within?: DerivationData['criteria'];
}

function tablesOf(t: Translate, derivation: DerivationData, experts: readonly Expert[], ends: Ends): Block[] {
  const groups: Expert[][] = [];
  const width = Math.ceil(experts.length / Math.max(1, Math.ceil(experts.length / abreast)));
  for (let index = 0; index < experts.length; index += width) groups.push(experts.slice(index, index + width));
  const tables = groups.map((group, index): Table => {
    const last = index === groups.length - 1;
    const plain =
      groups.length === 1 ? t('reports.scores.caption') : t('reports.scores.captionPart', { part: index + 1, parts: groups.length });
    const caption = ends.stage === undefined ? plain : t('reports.scores.captionStage', { stage: ends.stage, caption: plain });
    return scoreTable(t, derivation, group, ends, { caption, last });
  });
  return [...tables, paragraph('note', t(derivation.sheets ? 'reports.scores.noteSheet' : 'reports.scores.note'))];
}

function scoreTable(
  t: Translate,
  derivation: DerivationData,
  group: readonly Expert[],
  { max, total, stage, within = derivation.criteria }: Ends,
  { caption, last }: { readonly caption: string; readonly last: boolean },
): Table {
  const weighted = derivation.criteria.some((criterion) => criterion.weight !== '1');
  const tail = last ? (weighted ? ['keptSum', 'keptCount', 'value', 'weight', 'counts'] : ['keptSum', 'keptCount', 'value']) : [];
  const plain =
    stage !== undefined && within.length < derivation.criteria.length
      ? 'reports.scores.sumWithin'
      : derivation.beside
        ? 'reports.scores.sumWithBeside'
        : 'reports.scores.sumOfValues';
  const ends = t(derivation.sheets ? 'reports.scores.meanOfKept' : plain);
  return table({
    caption,
    columns: [
      26,
      centred(8),
      ...group.map(() => centred(9)),
      ...tail.map((key) => centred(key === 'keptCount' || key === 'weight' ? 8 : 12)),
    ],
    head: [
      t('reports.scores.criterion'),
      t('reports.scores.max'),
      ...group.map((expert) => expert.name),
      ...tail.map((key) => t(`reports.scores.${key}`)),
    ],
    body: [
      ...derivation.criteria.map((criterion) => [
        criterion.name,
        formatPoints(criterion.max100),
        ...group.map((expert) => scoreText(t, derivation, criterion, expert)),
        ...(last ? [formatPoints(criterion.keptSum100), String(criterion.keptCount), [strong(figureOf(criterion))]] : []),
        ...(last && weighted ? [criterion.weight, [strong(criterion.weighted)]] : []),
      ]),
      ...(last ? groupRows(t, derivation, group.length + tail.length) : []),
      {
        tone: 'total',
        cells: [
          t(stage === undefined ? 'reports.scores.total' : 'reports.scores.stageTotal'),
          max,
          ...group.map((expert) => totalText(t, { ...derivation, criteria: within }, expert)),
          ...(last ? [{ text: ends, span: tail.length - 1 }, [strong(total)]] : []),
        ],
      },
    ],
  });
}

/** What a group beside the hundred comes to, where the park has one figure for it. */
function groupRows(t: Translate, { beside }: DerivationData, width: number): (Inline | Cell)[][] {
  return (beside?.groups ?? []).flatMap(({ name, counts, cap100, sum, counted }) =>
    sum === null || counted === null
      ? []
      : [
          [
            t(`reports.scores.group.${counts}`, { name }),
            formatPoints(cap100),
            { text: t('reports.scores.groupSum', { sum: pointsText(sum) }), span: width - 1 },
            [strong(t(`reports.scores.signed.${counts}`, { points: pointsText(counted) }))],
          ],
        ],
  );
}

/** A figure that does not end to four places, as in the lines above it. */
function pointsText(text: string): string {
  return (text.split('.')[1]?.length ?? 0) > 4 ? toFixed(parseDecimal(text) ?? zero, 4) : text;
}

function scoreText(t: Translate, derivation: DerivationData, criterion: CriterionData, expert: Expert): Inline {
  const at = derivation.experts.indexOf(expert.personId);
  const points100 = criterion.points100[at] ?? null;
  if (points100 === null) return [muted(t('reports.scores.absent'))];
  return figure(formatPoints(points100), criterion.marks[at] !== 'kept');
}

/** The sum of what an expert gave, weighted; struck where the whole sheet is dropped. */
function totalText(t: Translate, derivation: DerivationData, expert: Expert): Inline {
  const at = derivation.experts.indexOf(expert.personId);
  const sheet = derivation.sheets?.totals[at];
  if (sheet !== undefined) return figure(sheet, derivation.sheets?.marks[at] !== 'kept');
  const total = sheetTotal(derivation, expert.personId);
  return total ?? [muted(t('reports.scores.absent'))];
}

/** What an expert gave this park in all, weighted; null where nothing was given. */
export function sheetTotal(derivation: DerivationData, personId: string): string | null {
  const at = derivation.experts.indexOf(personId);
  const given = derivation.criteria.filter((criterion) => (criterion.points100[at] ?? null) !== null);
  if (given.length === 0) return null;
  return toDecimal(sheetPoints(derivation, at), 4);
}

function figure(text: string, dropped: boolean): Inline {
  return dropped ? [{ text, mark: 'strike' }] : text;
}
