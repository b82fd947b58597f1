import { useTranslation } from 'react-i18next';
import { EditOutlined } from '../../ui/icons.tsx';
import { FieldName, useValueWords, type Option } from '../../ui/values.tsx';
import type { ApplicationView } from '../../../domain/contract/api.ts';
import { IconButton } from '../../ui/buttons.tsx';

type Field = ApplicationView['fields'][number];

interface Props {
  field: Field;
  options: readonly Option[];
  editing: boolean;
  onEdit: () => void;
}

/** A field with its value from every source, the used one first to the eye, and the words of the form in grey. */
export function FieldRow({ field, options, editing, onEdit }: Props) {
  const { t } = useTranslation();
  const words = useValueWords();
  return (
    <div className="field">
      <span className="field-name">
        <FieldName label={field.label} unit={field.unit} />
      </span>
      <span className="field-values">
        {field.used === null ? (
          <span className="wants">{t(field.statedBy === 'reviewer' ? 'applications.open' : 'applications.nothing')}</span>
        ) : null}
        {field.values.map((one) => {
          const shown = words(one.value, options);
          return (
            <span
              key={`${one.source} ${one.at}`}
              className={one.source === field.used ? 'column field-value field-used' : 'column field-value'}
            >
              <span>
                {field.used === null ? null : shown}{' '}
                {field.values.length > 1 || one.source !== 'form' ? <span className="raw">{t(`common.source.${one.source}`)}</span> : null}
              </span>
              {one.raw !== '' && one.raw !== shown ? <span className="raw">{t('applications.raw', { raw: one.raw })}</span> : null}
              {one.reason ? <span className="raw">{one.reason}</span> : null}
            </span>
          );
        })}
      </span>
      {editing ? null : (
        <IconButton size="small" icon={<EditOutlined />} onClick={onEdit} name={t('applications.edit', { field: field.label })} />
      )}
    </div>
  );
}
