import { useTranslation } from 'react-i18next';
import { showPoints } from '../../../ui/words.ts';
import type { Heat, HeatCell } from './heat.ts';
import { Figures } from '../../../ui/tables/figures.tsx';

/** The heat map as plain figures, with the same marks. */
export function HeatTable({ heat, nameOf }: { heat: Heat; nameOf: (personId: string) => string }) {
  const { t } = useTranslation();
  const { experts, parks, cells } = heat;
  return (
    <Figures
      frame="scroll-across plane-pad"
      name={t('tally.screen.heat.title')}
      rows={parks.map((park, at) => ({ ...park, cells: cells[at] ?? [] }))}
      rowKey={(park) => park.applicationId}
      columns={[
        { title: t('applications.list.park'), head: true, cell: (park) => park.parkName },
        ...experts.map((personId, at) => ({
          title: nameOf(personId),
          number: true,
          cell: (park: { cells: readonly HeatCell[] }) => <Cell cell={park.cells[at]} />,
        })),
        { title: t('tally.screen.counted'), number: true, cell: (park) => <strong>{park.total}</strong> },
      ]}
    />
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
