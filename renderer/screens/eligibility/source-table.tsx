import { useTranslation } from 'react-i18next';
import { sources } from '../../../domain/model.ts';
import { useAnswer } from '../../state/answers.ts';
import { Ready } from '../../ui/notices.tsx';
import { useValueWords } from '../../ui/values.tsx';

/** The items that a condition reads, with what each source says of them side by side; the one that counts stands out. */
export function SourceTable({ applicationId, keys }: { applicationId: string; keys: readonly string[] }) {
  const { t } = useTranslation();
  const words = useValueWords();
  const application = useAnswer('applications.get', { applicationId });
  return (
    <section className="section">
      <h2>{t('desk.eligible.sources')}</h2>
      <Ready answer={application}>
        {({ fields }) => {
          const read = fields.filter((field) => keys.includes(field.key));
          if (read.length === 0) return <p className="quiet">{t('desk.eligible.noFields')}</p>;
          return (
            <table className="plain-table" aria-label={t('desk.eligible.sources')}>
              <thead>
                <tr>
                  <th scope="col">{t('desk.eligible.field')}</th>
                  {sources.map((source) => (
                    <th key={source} scope="col">
                      {t(`common.source.${source}`)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {read.map((field) => (
                  <tr key={field.key}>
                    <th scope="row">
                      {field.label}
                      {field.unit && field.unit !== 'none' && field.unit !== 'count' ? <span className="raw unit"> {t(`common.unit.${field.unit}`, { defaultValue: field.unit })}</span> : null}
                    </th>
                    {sources.map((source) => {
                      const found = field.values.find((one) => one.source === source);
                      const used = field.used === source;
                      return (
                        <td key={source}>
                          {found ? <span className={used ? 'source-used' : 'quiet'}>{words(found.value, field.options)}</span> : <span className="raw">—</span>}
                          {used ? <span className="raw"> {t('desk.eligible.used')}</span> : null}
                          {found?.reason ? <div className="raw">{found.reason}</div> : null}
                        </td>
                      );
                    })}
                  </tr>
                ))}
              </tbody>
            </table>
          );
        }}
      </Ready>
    </section>
  );
}
