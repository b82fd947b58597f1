import { useTranslation } from 'react-i18next';
import type { TallyAnswer } from '../../../domain/api.ts';
import { showPoints } from '../../ui/words.ts';
import { readHeat } from './heat.ts';

/** The heat map as plain figures. */
export function HeatTable({ tally, nameOf }: { tally: TallyAnswer; nameOf: (personId: string) => string }) {
  const { t } = useTranslation();
  const { experts, parks, totals100 } = readHeat(tally);
  return (
    <div className="scroll-across plane-pad">
      <table className="plain-table" aria-label={t('window.tally.map')}>
        <thead>
          <tr>
            <th scope="col">{t('window.packages.park')}</th>
            {experts.map((personId) => (
              <th key={personId} scope="col" className="number">
                {nameOf(personId)}
              </th>
            ))}
            <th scope="col" className="number">
              {t('window.tally.total')}
            </th>
          </tr>
        </thead>
        <tbody>
          {parks.map((park, row) => (
            <tr key={park.applicationId}>
              <th scope="row">{park.parkName}</th>
              {experts.map((personId, column) => {
                const points = totals100[row]?.[column] ?? null;
                return (
                  <td key={personId} className="number">
                    {points === null ? <span className="quiet">{t('tally.mark.absent')}</span> : showPoints(points)}
                  </td>
                );
              })}
              <td className="number">
                <strong>{park.total}</strong>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
