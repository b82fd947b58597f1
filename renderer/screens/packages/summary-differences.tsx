import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../domain/contract/api.ts';

type Sheet = Output<'packages.checkSummary'>[number];

/** What a summary says otherwise than the forms, sheet by sheet; can be printed. */
export function SummaryDifferences({ sheets }: { sheets: readonly Sheet[] }) {
  const { t } = useTranslation();
  if (sheets.every((sheet) => sheet.rows === 0)) return <p className="wants">{t('applications.summary.none')}</p>;
  return (
    <div className="stack-wide" data-testid="summary-differences">
      {sheets.map((sheet) => (
        <SheetDifferences key={sheet.name} sheet={sheet} />
      ))}
      <div className="no-print">
        <Button onClick={() => window.print()}>{t('applications.import.print')}</Button>
      </div>
    </div>
  );
}

function SheetDifferences({ sheet }: { sheet: Sheet }) {
  const { t } = useTranslation();
  const { differences } = sheet;
  const lists = (['withoutPackage', 'withoutRow', 'repeated'] as const).filter((key) => sheet[key].length > 0);
  return (
    <section className="section">
      <h2>{t('applications.summary.rows', { name: sheet.name, rows: sheet.rows })}</h2>
      {differences.length === 0 && lists.length === 0 ? <p className="verified">{t('applications.summary.same')}</p> : null}
      {lists.map((key) => (
        <p key={key} className="wants">
          {t(`applications.summary.${key}`, { parks: sheet[key].join(t('common.comma')) })}
        </p>
      ))}
      {differences.length > 0 ? (
        <>
          <p>{t('applications.summary.differences', { count: differences.length })}</p>
          <div className="scroll-across">
            <table className="plain-table" aria-label={t('applications.summary.title')}>
              <thead>
                <tr>
                  <th scope="col" className="number">
                    {t('applications.summary.row')}
                  </th>
                  <th scope="col">{t('applications.list.park')}</th>
                  <th scope="col">{t('applications.summary.field')}</th>
                  <th scope="col">{t('applications.summary.inSummary')}</th>
                  <th scope="col">{t('applications.summary.inForm')}</th>
                </tr>
              </thead>
              <tbody>
                {differences.map((one) => (
                  <tr key={`${one.row} ${one.key}`}>
                    <td className="number">{one.row}</td>
                    <td>{one.parkName}</td>
                    <td>{one.field}</td>
                    <td>{one.summary || '—'}</td>
                    <td>{one.form || '—'}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      ) : null}
    </section>
  );
}
