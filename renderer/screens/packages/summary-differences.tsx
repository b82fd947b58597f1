import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../domain/contract/api.ts';

type Sheet = Output<'packages.checkSummary'>[number];

/** What a summary says otherwise than the forms, sheet by sheet; can be printed. */
export function SummaryDifferences({ sheets }: { sheets: readonly Sheet[] }) {
  const { t } = useTranslation();
  if (sheets.every((sheet) => sheet.rows === 0)) return <p className="wants">{t('desk.summary.none')}</p>;
  return (
    <div className="stack-wide" data-testid="summary-differences">
      {sheets.map((sheet) => (
        <SheetDifferences key={sheet.name} sheet={sheet} />
      ))}
      <div className="no-print">
        <Button onClick={() => window.print()}>{t('window.import.print')}</Button>
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
      <h2>{t('desk.summary.rows', { name: sheet.name, rows: sheet.rows })}</h2>
      {differences.length === 0 && lists.length === 0 ? <p className="verified">{t('desk.summary.same')}</p> : null}
      {lists.map((key) => (
        <p key={key} className="wants">
          {t(`desk.summary.${key}`, { parks: sheet[key].join(t('common.comma')) })}
        </p>
      ))}
      {differences.length > 0 ? (
        <>
          <p>{t('desk.summary.differences', { count: differences.length })}</p>
          <div className="scroll-across">
            <table className="plain-table" aria-label={t('desk.summary.title')}>
              <thead>
                <tr>
                  <th scope="col" className="number">
                    {t('desk.summary.row')}
                  </th>
                  <th scope="col">{t('window.packages.park')}</th>
                  <th scope="col">{t('desk.summary.field')}</th>
                  <th scope="col">{t('desk.summary.inSummary')}</th>
                  <th scope="col">{t('desk.summary.inForm')}</th>
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
