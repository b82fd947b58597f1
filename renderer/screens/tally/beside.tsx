/** What stands beside the ranking and never in its place: totals without severity, grades of an assessment. */
import { useTranslation } from 'react-i18next';
import type { TallyAnswer } from '../../../domain/api.ts';

export function AdjustedTable({ tally }: { tally: TallyAnswer }) {
  const { t } = useTranslation();
  const { adjusted, ranking } = tally;
  if (!adjusted) return null;
  return (
    <section className="section">
      <h2>{t('desk.adjusted.title')}</h2>
      <p className="quiet">{adjusted.reason ?? t('desk.adjusted.about')}</p>
      {adjusted.reason === null ? (
        <div className="plane scroll-across">
          <table className="plain-table" aria-label={t('desk.adjusted.title')}>
            <thead>
              <tr>
                <th scope="col">{t('window.packages.park')}</th>
                {['window.tally.rank', 'window.tally.total', 'desk.adjusted.rank', 'desk.adjusted.total'].map((key) => (
                  <th key={key} scope="col" className="number">
                    {t(key)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {ranking.map((row) => {
                const other = adjusted.parks.find((park) => park.applicationId === row.applicationId);
                return (
                  <tr key={row.applicationId}>
                    <th scope="row">{row.parkName}</th>
                    <td className="number">{row.rank}</td>
                    <td className="number">{row.total}</td>
                    <td className={other?.rank === row.rank ? 'number' : 'number wants'}>{other?.rank ?? '—'}</td>
                    <td className="number">{other?.total ?? '—'}</td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      ) : null}
    </section>
  );
}

export function GradingTable({ grading }: { grading: TallyAnswer['grading'] }) {
  const { t } = useTranslation();
  if (!grading) return null;
  return (
    <section className="section">
      <h2>{t('desk.grading.title')}</h2>
      <p className="quiet">{t('desk.grading.about', { date: grading.noticeOn })}</p>
      <div className="plane scroll-across">
        <table className="plain-table" aria-label={t('desk.grading.title')}>
          <thead>
            <tr>
              <th scope="col">{t('window.packages.park')}</th>
              <th scope="col">{t('desk.grading.grade')}</th>
              <th scope="col">{t('desk.grading.until')}</th>
            </tr>
          </thead>
          <tbody>
            {grading.parks.map((park) => (
              <tr key={park.applicationId}>
                <th scope="row">{park.parkName}</th>
                <td>
                  {park.label ?? '—'}
                  {park.vetoed ? <span className="wants"> {t('desk.grading.vetoed')}</span> : null}
                </td>
                <td>{park.rectifyUntil ?? '—'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
