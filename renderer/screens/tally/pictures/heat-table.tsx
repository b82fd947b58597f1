import { useTranslation } from 'react-i18next';
import { showPoints } from '../../../ui/words.ts';
import type { Heat } from '../../../../domain/tally/pictures/heat.ts';
import { Figures } from '../../../ui/tables/figures.tsx';

/** The heat map as plain figures, with the same marks. */
export function HeatTable({ heat, nameOf }: { heat: Heat; nameOf: (personId: string) => string }) {
  const { t } = useTranslation();
  const { experts, parks } = heat;
  return (
    <Figures
      frame="scroll-across plane-pad"
      name={t('tally.screen.heat.title')}
      rows={parks}
      rowKey={(park) => park.applicationId}
      columns={[
        { title: t('applications.list.park'), head: true, cell: (park) => park.parkName },
        ...experts.map((personId, at) => ({
          title: nameOf(personId),
          number: true,
          cell: (park: Heat['parks'][number]) => <Cell park={park} at={at} />,
        })),
        { title: t('tally.screen.counted'), number: true, cell: (park) => <strong>{park.total}</strong> },
      ]}
    />
  );
}

function Cell({ park, at }: { park: Heat['parks'][number]; at: number }) {
  const { t } = useTranslation();
  const [points100, low, high] = [park.points100[at] ?? null, park.low[at] ?? 0, park.high[at] ?? 0];
  if (points100 === null) return <span className="quiet">{t('tally.mark.absent')}</span>;
  if (park.dropped[at]) return <del className="quiet">{showPoints(points100)}</del>;
  return (
    <>
      {showPoints(points100)}
      {low > 0 ? <span className="raw"> {t('tally.screen.heat.low', { count: low })}</span> : null}
      {high > 0 ? <span className="raw"> {t('tally.screen.heat.high', { count: high })}</span> : null}
    </>
  );
}
