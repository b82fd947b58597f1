/** Words of a rule book in the reader's language, and of what a formula reads off. */
import { useTranslation } from 'react-i18next';
import type { LocalText, Message } from '../../../../domain/text.ts';
import type { Operand } from '../../../../domain/condition/condition.ts';
import type { Scheme } from '../../../../domain/scheme/scheme.ts';

type Text = { zh: string; en?: string | undefined } | LocalText;

export function useLocalText(): (text: Text) => string {
  const { i18n } = useTranslation();
  return (text) => (i18n.language === 'en' ? (text.en ?? text.zh) : text.zh);
}

/** The sentence of a message of the domain. */
export function useMessage(): (message: Message) => string {
  const { t } = useTranslation();
  return ({ key, params }) => t(key, { ...params });
}

/** What stands left of a comparison or below a formula, by the labels of the scheme's fields. */
export function useOperandWords(scheme: Scheme | undefined): (operand: Operand) => string {
  const { t } = useTranslation();
  const textOf = useLocalText();
  const label = (key: string): string => {
    const field = scheme?.fields.find((one) => one.key === key);
    return field ? textOf(field.label) : key;
  };
  const all = (keys: readonly string[]): string => keys.map(label).join(t('common.comma'));
  return (operand) => {
    if ('field' in operand) return label(operand.field);
    if ('count' in operand) return t('rubric.of.count', { field: label(operand.count) });
    if ('entries' in operand) return t('rubric.of.entries', { field: label(operand.entries), from: operand.from });
    if ('ratio' in operand) return t('rubric.of.ratio', { one: label(operand.ratio[0]), other: label(operand.ratio[1]) });
    if ('mean' in operand) return t('rubric.of.mean', { fields: all(operand.mean) });
    if ('sum' in operand) return t('rubric.of.sum', { fields: all(operand.sum) });
    if ('growth' in operand) return t('rubric.of.growth', { one: label(operand.growth[0]), other: label(operand.growth[1]) });
    return t('rubric.of.since', { field: label(operand.since) });
  };
}
