/** Values of fields as people write them. */
import { useTranslation } from 'react-i18next';
import type { FieldValue } from '../../domain/model.ts';

export interface Option {
  value: string;
  label: string;
}

/** Gives the words of a value: 是 / 否, the labels of ticked options, the figure as it stands; — where nothing is known. */
export function useValueWords(): (value: FieldValue, options?: readonly Option[]) => string {
  const { t } = useTranslation();
  return (value, options = []) => {
    const word = (one: string): string => options.find((option) => option.value === one)?.label ?? one;
    if (value === null || value === '') return '—';
    if (typeof value === 'boolean') return t(value ? 'common.yes' : 'common.no');
    if (typeof value === 'object') return value.length === 0 ? '—' : value.map(word).join(t('common.comma'));
    return typeof value === 'string' ? word(value) : String(value);
  };
}

/** What a field is called, with its unit where it has one that is a word. */
export function FieldName({ label, unit }: { label: string; unit: string | null | undefined }) {
  const { t } = useTranslation();
  if (!unit || unit === 'none' || unit === 'count') return <>{label}</>;
  return (
    <>
      {label}
      <span className="raw unit"> {t(`common.unit.${unit}`, { defaultValue: unit })}</span>
    </>
  );
}
