/** 资格: the pure evaluation over what the store holds, put into words. */
import type { EvaluationView } from '../../domain/api.ts';
import type { FieldValues } from '../../domain/model.ts';
import { localText, type Language, type Translate } from '../../domain/text.ts';
import { evaluate, type Evaluation } from '../../domain/scheme/evaluate.ts';
import type { Scheme } from '../../domain/scheme/scheme.ts';
import { fromOneSource, usedValues, type Stated, type StatedValues } from '../../domain/scheme/values.ts';
import { becauseText, gapText, thresholdText, valueText } from '../../domain/scheme/wording.ts';
import type { FieldValueRow, RulingRow } from '../../db/queries/applications.ts';

/** What each source states, by field. */
export function statedValues(rows: readonly FieldValueRow[]): StatedValues {
  const stated: Record<string, Record<string, FieldValueRow['value']>> = {};
  for (const row of rows) (stated[row.key] ??= {})[row.source] = row.value;
  return stated;
}

function byCondition<T extends string>(rulings: readonly RulingRow[], outcomes: readonly T[]): Record<string, T> {
  return Object.fromEntries(rulings.flatMap(({ conditionId, outcome }) => outcomes.filter((one) => one === outcome).map((one) => [conditionId, one])));
}

export interface EvaluationQuestion {
  readonly scheme: Scheme;
  readonly type?: string | undefined;
  readonly appliedOn: string;
  readonly usdRate?: string | undefined;
}

function ask({ scheme, type, appliedOn, usdRate }: EvaluationQuestion, values: Readonly<Record<string, Stated>>, rulings: readonly RulingRow[] = []): Evaluation {
  return evaluate(scheme, {
    type,
    values,
    appliedOn,
    usdRate,
    judgements: byCondition(rulings, ['met', 'notMet']),
    relaxations: byCondition(rulings, ['granted', 'denied']),
  });
}

export function evaluateApplication(question: EvaluationQuestion, rows: readonly FieldValueRow[], rulings: readonly RulingRow[]): Evaluation {
  return ask(question, usedValues(statedValues(rows)), rulings);
}

export function evaluateValues(question: EvaluationQuestion, values: FieldValues): Evaluation {
  return ask(question, fromOneSource(values, 'form'));
}

export function viewEvaluation(found: Evaluation, rulings: readonly RulingRow[], language: Language, t: Translate): EvaluationView {
  const settled = new Map(rulings.map((row) => [row.conditionId, row]));
  const { reward, checklist } = found;
  return {
    schemeId: found.schemeId,
    type: found.type,
    overall: found.overall,
    because: becauseText(found.because, t),
    conditions: found.conditions.map((condition) => {
      const ruling = settled.get(condition.id);
      return {
        id: condition.id,
        article: condition.article,
        label: localText(condition.label, language),
        text: condition.text,
        fields: [...condition.fields],
        verdict: condition.verdict,
        value: condition.value,
        source: condition.source,
        op: condition.op,
        threshold: condition.threshold,
        unit: condition.unit,
        gap: condition.gap,
        shown: { value: valueText(condition, t), threshold: thresholdText(condition, t), gap: gapText(condition, t) },
        notes: condition.notes.map((note) => t(note.key, note.params)),
        ruling: ruling ? { outcome: ruling.outcome, reason: ruling.reason, at: ruling.at } : null,
      };
    }),
    priorities: found.priorities.map((one) => ({ ...one })),
    automatic: found.automatic,
    ...(reward && {
      reward: {
        tier: reward.tier,
        amount: reward.amount,
        cap: reward.cap,
        currency: reward.currency,
        also: reward.also.map((one) => ({ ...one })),
        next: reward.next && { tier: reward.next.tier, cap: reward.next.cap, lacking: reward.next.lacking.map((part) => gapText(part, t) ?? thresholdText(part, t) ?? '') },
      },
    }),
    ...(checklist && {
      checklist: { total: checklist.total, headings: checklist.headings.map((one) => ({ ...one })), units: checklist.units.map((one) => ({ ...one })) },
    }),
    notes: found.notes.map((note) => t(note.key, note.params)),
  };
}
