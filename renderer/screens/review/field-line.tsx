import { useTranslation } from 'react-i18next';
import { FieldName, useValueWords } from '../../ui/values.tsx';
import { isHint } from '../../../domain/package/shared.ts';
import { isUnread, type Field, type Finding } from './order.ts';

interface Props {
  field: Field;
  findings: readonly Finding[];
  current: boolean;
  onFocus: () => void;
  onEdit: () => void;
}

/** A field as it was read: the value, under it the form's own words in grey, then what is odd about it. Enter opens it. */
export function FieldLine({ field, findings, current, onFocus, onEdit }: Props) {
  const { t } = useTranslation();
  const words = useValueWords();
  const used = field.values.find((one) => one.source === field.used);
  const shown = used ? words(used.value, field.options) : '';
  const form = field.values.find((one) => one.source === 'form');
  return (
    <button
      type="button"
      className={current ? 'bare-button check-line check-current' : 'bare-button check-line'}
      data-check={field.key}
      onFocus={onFocus}
      onClick={onEdit}
      aria-label={t('applications.edit', { field: field.label })}
    >
      <span className="field-name">
        <FieldName label={field.label} unit={field.unit} />
      </span>
      <span className="column check-words">
        {used ? (
          <span>
            {shown} {used.source === 'form' ? null : <span className="raw">{t(`common.source.${used.source}`)}</span>}
          </span>
        ) : (
          <span className="wants">{t(isUnread(field) ? 'applications.nothing' : 'applications.open')}</span>
        )}
        {form && form.raw !== '' && (form.raw !== shown || used?.source !== 'form') ? (
          <span className="raw">{t('applications.raw', { raw: form.raw })}</span>
        ) : null}
        {used?.reason ? <span className="raw">{used.reason}</span> : null}
        {findings.map((finding) => (
          <span key={`${finding.code} ${finding.message}`} className={isHint(finding.code) ? 'quiet small' : 'wants small'}>
            {finding.message}
          </span>
        ))}
      </span>
    </button>
  );
}
