/** Why an overall verdict is what it is, as messages: the head of one sentence and its reasons. */
import type { Message } from '../text.ts';
import type { ChecklistAnswer } from '../scheme/checklist.ts';
import type { ConditionVerdict } from './condition-verdict.ts';
import type { Scheme } from '../scheme/scheme.ts';
import type { Verdict } from '../condition/verdict.ts';

interface Grounds {
  readonly overall: Verdict;
  readonly conditions: readonly ConditionVerdict[];
  readonly automatic: { readonly id: string; readonly type: string; readonly article: string } | null;
  readonly types: Scheme['types'];
  readonly undecidedType: boolean;
  readonly checklist: ChecklistAnswer | undefined;
}

function reason(condition: ConditionVerdict): Message {
  // what is on record says itself, with its dates
  const [said] = 'key' in condition.label ? condition.notes : [];
  if (said) return said;
  if ('key' in condition.label) return condition.label;
  const params = {
    label: condition.label.zh,
    labelEn: condition.label.en ?? condition.label.zh,
    id: condition.id,
    article: condition.article,
  };
  const { gap, verdict, op } = condition;
  // the figure is there, and only the rate of the round is not
  if (verdict === 'missing' && condition.notes.some(({ key }) => key === 'schemes.note.rateNeeded'))
    return { key: 'schemes.reason.rateNeeded', params };
  if (gap === null || (verdict !== 'notMet' && verdict !== 'relaxable')) return { key: `schemes.reason.${verdict}`, params };
  const beyond = op === '<=' || op === '<';
  const atBound = gap === '0';
  return { key: `schemes.${atBound ? 'atBound' : beyond ? 'beyond' : 'lacks'}.${condition.unit}`, params: { ...params, gap } };
}

/** The head and the reasons: the conditions that have the overall verdict. */
export function because({ overall, conditions, automatic, types, undecidedType, checklist }: Grounds): Message[] {
  if (automatic) {
    const label = types.find((type) => type.id === automatic.type)?.label;
    const type = label?.zh ?? automatic.type;
    return [
      { key: 'schemes.because.automatic', params: { id: automatic.id, article: automatic.article, type, typeEn: label?.en ?? type } },
    ];
  }
  const head: Message = { key: `schemes.because.${overall}` };
  if (overall === 'met') return [head];
  const reasons = conditions.filter((condition) => condition.verdict === overall).map(reason);
  if (undecidedType && overall === 'missing') reasons.unshift({ key: 'schemes.reason.noType' });
  if (checklist && checklist.verdict === overall) {
    reasons.push({
      key: 'schemes.reason.checklist',
      params: { done: checklist.total.done, total: checklist.total.total, unknown: checklist.total.unknown },
    });
  }
  return [head, ...reasons];
}
