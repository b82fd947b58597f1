/** What stands beside the ranking and never in its place: totals without severity, grades of an assessment. */
import { useTranslation } from 'react-i18next';
import type { TallyAnswer } from '../../../domain/contract/api.ts';
import { addressOf } from '../../state/route.ts';
import { ResultTable } from '../../ui/tables/result-table.tsx';

export function AdjustedTable({ tally }: { tally: TallyAnswer }) {
  const { t } = useTranslation();
  const { adjusted, ranking } = tally;
  if (!adjusted) return null;
  return (
    <section className="section">
      <h2>{t('tally.adjusted.title')}</h2>
      <p className="quiet">{adjusted.reason ?? t('tally.adjusted.about')}</p>
      {adjusted.reason === null ? (
        <div className="plane scroll-across">
          <table className="plain-table" aria-label={t('tally.adjusted.title')}>
            <thead>
              <tr>
                <th scope="col">{t('applications.list.park')}</th>
                {['tally.screen.rank', 'tally.screen.total', 'tally.adjusted.rank', 'tally.adjusted.total'].map((key) => (
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
      <div className="row-between">
        <h2 className="part-title">{t('titles.results.grades')}</h2>
        <a href={addressOf('shortlist')}>{t('titles.results.title')}</a>
      </div>
      <ResultTable parks={grading.parks} />
    </section>
  );
}
