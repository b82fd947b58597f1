import { useTranslation } from 'react-i18next';
import { showPoints } from '../../../ui/words.ts';
import type { Heat, HeatCell } from './heat.ts';

/** The heat map as plain figures, with the same marks. */
export function HeatTable({ heat, nameOf }: { heat: Heat; nameOf: (personId: string) => string }) {
  const { t } = useTranslation();
  const { experts, parks, cells } = heat;
  return (
    <div className="scroll-across plane-pad">
      <table className="plain-table" aria-label={t('tally.screen.heat.title')}>
        <thead>
          <tr>
            <th scope="col">{t('applications.list.park')}</th>
            {experts.map((personId) => (
              <th key={personId} scope="col" className="number">
                {nameOf(personId)}
              </th>
            ))}
            <th scope="col" className="number">
              {t('tally.screen.counted')}
            </th>
          </tr>
        </thead>
        <tbody>
          {parks.map((park, row) => (
            <tr key={park.applicationId}>
              <th scope="row">{park.parkName}</th>
              {experts.map((personId, column) => (
                <td key={personId} className="number">
                  <Cell cell={cells[row]?.[column]} />
                </td>
              ))}
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

function Cell({ cell }: { cell: HeatCell | undefined }) {
  const { t } = useTranslation();
  if (!cell || cell.points100 === null) return <span className="quiet">{t('tally.mark.absent')}</span>;
  if (cell.dropped) return <del className="quiet">{showPoints(cell.points100)}</del>;
  return (
    <>
      {showPoints(cell.points100)}
      {cell.low > 0 ? <span className="raw"> {t('tally.screen.heat.low', { count: cell.low })}</span> : null}
      {cell.high > 0 ? <span className="raw"> {t('tally.screen.heat.high', { count: cell.high })}</span> : null}
    </>
  );
}
