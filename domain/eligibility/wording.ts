/** Words for what an evaluation answers. Everything takes the translate function of the reader. */
import { z } from 'zod';
import type { ErrorDetails } from '../result.ts';
import { localText, type Language, type Message, type Translate } from '../text.ts';
import type { ConditionVerdict } from './condition-verdict.ts';
import type { Part } from '../scheme/expression.ts';
import { placeInFile, placeWords } from './place-words.ts';
import type { Unit } from '../condition/condition.ts';

/** "3980 平方米"; the bare figure where there is no unit. One has a form of its own. */
export function quantityText(value: string, unit: Unit, t: Translate): string {
  return t(`schemes.${value === '1' ? 'one' : 'quantity'}.${unit}`, { value });
}

type Shown = Pick<ConditionVerdict | Part, 'value' | 'threshold' | 'gap' | 'op' | 'unit'>;

function answerText(value: string | boolean | null, shown: Shown, t: Translate): string | null {
  if (value === null) return null;
  if (typeof value === 'boolean') return t(value ? 'schemes.yes' : 'schemes.no');
  return shown.op === null ? value : quantityText(value, shown.unit, t);
}

/** What was compared, as a reader would write it; null where nothing is known. */
export function valueText(shown: Shown, t: Translate): string | null {
  return answerText(shown.value, shown, t);
}

const opKeys = { '>=': 'atLeast', '>': 'moreThan', '<=': 'atMost', '<': 'lessThan', '==': 'equal', '!=': 'notEqual' } as const;

const day = /^\d{4}-\d{2}-\d{2}$/;

/** The bound in words (不低于 4000 平方米); null where the test has none. */
export function thresholdText(shown: Shown, t: Translate): string | null {
  const quantity = answerText(shown.threshold, shown, t);
  if (quantity !== null && shown.op !== null && shown.unit === 'none' && day.test(quantity))
    return t(`schemes.day.${opKeys[shown.op]}`, { day: quantity });
  return quantity === null || shown.op === null ? quantity : t(`schemes.op.${opKeys[shown.op]}`, { quantity });
}

/** What is lacking, with its unit; null when nothing is. */
export function gapText(shown: Shown, t: Translate): string | null {
  return shown.gap === null ? null : quantityText(shown.gap, shown.unit, t);
}

/** What a condition is about, in a few words. */
export function conditionLabel({ label }: Pick<ConditionVerdict, 'label'>, language: Language, t: Translate): string {
  return 'key' in label ? t(label.key, label.params) : localText(label, language);
}

/** One sentence out of the head and the reasons of `Evaluation.because`. */
export function becauseText(messages: readonly Message[], t: Translate): string {
  const [head, ...reasons] = messages.map((message) => t(message.key, message.params));
  if (head === undefined) return '';
  return reasons.length === 0
    ? t('schemes.because.plain', { head })
    : t('schemes.because.sentence', { head, reasons: reasons.join(t('schemes.because.separator')) });
}

const message = z.object({ key: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])).optional() });

/** The problem in the details of `scheme/invalid` and `rubric/invalid`, in words; '' where there is none. */
export function problemText(details: ErrorDetails, t: Translate): string {
  const found = message.safeParse(details['problem']);
  if (!found.success) return '';
  const { key, params } = found.data;
  if (!params) return t(key);
  // units are told as people read them
  const unit = (name: 'from' | 'to') => (params[name] === undefined ? {} : { [name]: t(`common.unit.${params[name]}`) });
  return t(key, key === 'schemes.problem.unit' ? { ...params, ...unit('from'), ...unit('to') } : params);
}

/** The place in the details of a refusal of a rule book or a rubric, in words; '' where there is none. */
export function placeText(code: string, details: ErrorDetails, t: Translate): string {
  const { path } = details;
  if (typeof path !== 'string') return '';
  if (code === 'scheme/invalid') return placeInFile(path, t);
  return code === 'rubric/invalid' ? placeWords(path.replace(/^rubric\./, ''), t) : '';
}

const shape = z.object({ takes: z.string(), unit: z.string(), options: z.array(z.string()) });

/** In which shape the field of `field/unreadable` is filled in; '' where the details name none. */
export function shapeText(details: ErrorDetails, t: Translate): string {
  const found = shape.safeParse(details);
  if (!found.success) return '';
  const { takes, unit, options } = found.data;
  return t(`applications.entry.takes.${takes}`, { unit: unit === '' ? '' : t(`common.unit.${unit}`), options: options.join('、') });
}
