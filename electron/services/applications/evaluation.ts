/** 资格: the pure evaluation over what the store holds, put into words. */
import type { EvaluationView } from '../../../domain/contract/api.ts';
import type { FieldValues } from '../../../domain/model.ts';
import { localText, type Language, type LocalText, type Translate } from '../../../domain/text.ts';
import type { ChecklistAnswer } from '../../../domain/scheme/checklist.ts';
import type { ConditionVerdict } from '../../../domain/eligibility/condition-verdict.ts';
import { evaluate, type Evaluation } from '../../../domain/eligibility/evaluate.ts';
import type { ParkRecord } from '../../../domain/eligibility/on-record.ts';
import type { Need, Part } from '../../../domain/scheme/expression.ts';
import type { Reward } from '../../../domain/eligibility/reward.ts';
import type { Expression } from '../../../domain/condition/condition.ts';
import type { Checklist, Scheme } from '../../../domain/scheme/scheme.ts';
import { fromOneSource, usedValues, type Stated, type StatedValues } from '../../../domain/condition/values.ts';
import { becauseText, conditionLabel, gapText, thresholdText, valueText } from '../../../domain/eligibility/wording.ts';
import type { FieldValueRow, RulingRow, Statement } from '../../../db/queries/applications.ts';
import type { ReadStore } from '../../../db/store/open.ts';
import { requireRound, schemeOf, settingsOf } from '../session/lookups.ts';
import { pick } from '../../../domain/pick.ts';

/** What each source states, by field. */
export function statedValues(rows: readonly Statement[]): StatedValues {
  const stated: Record<string, Record<string, FieldValueRow['value']>> = {};
  for (const row of rows) (stated[row.key] ??= {})[row.source] = row.value;
  return stated;
}

function byCondition<T extends string>(rulings: readonly RulingRow[], outcomes: readonly T[]): Record<string, T> {
  return Object.fromEntries(
    rulings.flatMap(({ conditionId, outcome }) => outcomes.filter((one) => one === outcome).map((one) => [conditionId, one])),
  );
}

export interface EvaluationQuestion {
  readonly scheme: Scheme;
  readonly type?: string | undefined;
  readonly appliedOn: string;
  readonly usdRate?: string | undefined;
  readonly publishedOn?: string | undefined;
  /** of the park that is asked about */
  readonly record?: ParkRecord | undefined;
}

/** The evaluation of a round's applications asks the round's own scheme, date and rate. */
export function questionOf(store: ReadStore, roundId: string): EvaluationQuestion {
  const row = requireRound(store, roundId);
  const { usdRate, publishedOn } = settingsOf(row);
  return { scheme: schemeOf(store, row), appliedOn: row.appliedOn, usdRate, publishedOn };
}

/** The evaluation over values of which it is known which source counts. */
export function evaluateStated(
  { scheme, type, appliedOn, usdRate, publishedOn, record }: EvaluationQuestion,
  values: Readonly<Record<string, Stated>>,
  rulings: readonly RulingRow[] = [],
): Evaluation {
  return evaluate(scheme, {
    type,
    values,
    appliedOn,
    usdRate,
    publishedOn,
    record,
    judgements: byCondition(rulings, ['met', 'notMet']),
    relaxations: byCondition(rulings, ['granted', 'denied']),
  });
}

export function evaluateApplication(
  question: EvaluationQuestion,
  rows: readonly FieldValueRow[],
  rulings: readonly RulingRow[],
): Evaluation {
  return evaluateStated(question, usedValues(statedValues(rows)), rulings);
}

export function evaluateValues(question: EvaluationQuestion, values: FieldValues): Evaluation {
  return evaluateStated(question, fromOneSource(values, 'form'));
}

type ConditionView = EvaluationView['conditions'][number];

interface Words {
  readonly scheme: Scheme;
  readonly language: Language;
  readonly t: Translate;
}

/** What a part is about: the items it reads, or what the experts are asked. */
function labelOf(part: Part, { scheme, language, t }: Words): string {
  if (part.asks) return localText(part.asks, language);
  const labels = part.fields
    .map((key) => scheme.fields.find((field) => field.key === key))
    .map((field) => (field ? localText(field.label, language) : ''));
  return labels.filter(Boolean).join(t('common.comma'));
}

function shownOf(part: Part | ConditionVerdict, t: Translate): ConditionView['shown'] {
  return { value: valueText(part, t), threshold: thresholdText(part, t), gap: gapText(part, t) };
}

function joinOf(test: Expression): Pick<ConditionView, 'joins' | 'atLeast'> {
  if ('any' in test) return { joins: 'any', atLeast: 1 };
  if ('of' in test) return { joins: 'atLeast', atLeast: test.atLeast };
  return { joins: 'all', atLeast: 'all' in test ? test.all.length : 1 };
}

function viewCondition(condition: ConditionVerdict, ruling: RulingRow | undefined, words: Words): ConditionView {
  const { language, t, scheme } = words;
  const test = scheme.conditions.find((one) => one.id === condition.id)?.test;
  return {
    ...pick(condition, 'id', 'kind', 'article', 'text', 'verdict', 'value', 'source', 'op', 'threshold', 'unit', 'gap'),
    label: conditionLabel(condition, language, t),
    fields: [...condition.fields],
    shown: shownOf(condition, t),
    parts: condition.parts.map((part) => ({
      ...pick(part, 'verdict', 'source'),
      label: labelOf(part, words),
      fields: [...part.fields],
      shown: shownOf(part, t),
    })),
    ...(test ? joinOf(test) : { joins: 'all', atLeast: 1 }),
    relaxation: condition.relaxation && { ...condition.relaxation },
    notes: condition.notes.map((note) => t(note.key, note.params)),
    ruling: ruling ? { outcome: ruling.outcome, reason: ruling.reason, at: ruling.at } : null,
  };
}

/** One part that is lacking: by how much, or that nobody has stated it, or that people have to find it so. */
function partText(part: Part, words: Words): string {
  const { value, threshold, gap } = shownOf(part, words.t);
  const params = { label: labelOf(part, words), threshold: threshold ?? '', gap: gap ?? '' };
  if (part.asks) return words.t('schemes.next.judgement', params);
  if (part.notes.some(({ key }) => key === 'schemes.note.rateNeeded')) return words.t('schemes.next.rate', params);
  if (value === null) return words.t(threshold === null ? 'schemes.next.unstated' : 'schemes.next.missing', params);
  return words.t(gap === null || part.gap === '0' ? 'schemes.next.bound' : 'schemes.next.lacks', params);
}

/** One thing that the next tier still asks; of several ways one is enough. */
function lackingText(need: Need, words: Words): string {
  const { t } = words;
  return need.map((way) => way.map((part) => partText(part, words)).join(t('schemes.next.and'))).join(t('schemes.next.or'));
}

function viewReward(reward: Reward, words: Words): NonNullable<EvaluationView['reward']> {
  const say = (text: LocalText) => localText(text, words.language);
  const { label, next } = reward;
  const [main, ...also] = reward.awards.map((one) => ({
    ...one,
    label: say(one.label),
    base: one.base && say(one.base),
    before: [...one.before],
  }));
  return {
    ...pick(reward, 'tier', 'article', 'text', 'amount', 'open', 'cap', 'currency'),
    label: label && say(label),
    awards: main ? [main, ...also] : [],
    also,
    next: next && {
      ...pick(next, 'tier', 'amount', 'cap'),
      label: say(next.label),
      lacking: next.lacking.map((need) => lackingText(need, words)),
    },
  };
}

function viewChecklist(
  { total, headings, units, tasks }: ChecklistAnswer,
  list: Checklist,
  { scheme, language }: Words,
): NonNullable<EvaluationView['checklist']> {
  const states = scheme.fields.find((field) => field.key === tasks[0]?.field)?.options ?? [];
  return {
    total,
    headings: headings.map((one) => ({ ...one })),
    units: units.map((one) => ({ ...one })),
    tasks: tasks.map((task) => ({ ...task, units: [...task.units] })),
    states: states.map(({ value, label }) => ({ value, label: label ? localText(label, language) : value })),
    done: list.done,
    targets: list.targets.map(({ condition, due, dueOn }) => ({ condition, due: localText(due, language), dueOn })),
  };
}

export function viewEvaluation(found: Evaluation, rulings: readonly RulingRow[], words: Words): EvaluationView {
  const { t, scheme } = words;
  const settled = new Map(rulings.map((row) => [row.conditionId, row]));
  const { reward, checklist } = found;
  return {
    schemeId: found.schemeId,
    type: found.type,
    overall: found.overall,
    because: becauseText(found.because, t),
    conditions: found.conditions.map((condition) => viewCondition(condition, settled.get(condition.id), words)),
    priorities: found.priorities.map((one) => ({ ...one })),
    automatic: found.automatic,
    ...(reward && { reward: viewReward(reward, words) }),
    ...(checklist && scheme.checklist && { checklist: viewChecklist(checklist, scheme.checklist, words) }),
    notes: found.notes.map((note) => t(note.key, note.params)),
  };
}
