import { useTranslation } from 'react-i18next';
import type { TallyOverview } from '../../../domain/contract/api.ts';
import { addressOf } from '../../state/route.ts';
import { Figures } from './figures.tsx';

type Park = NonNullable<TallyOverview['grading']>['parks'][number];

/** Every park with its points, its grade, and what that does to its title. */
export function ResultTable({ parks }: { parks: readonly Park[] }) {
  const { t } = useTranslation();
  return (
    <Figures
      frame="plane scroll-across"
      className="result-table"
      name={t('titles.results.grades')}
      rows={parks}
      rowKey={(park) => park.applicationId}
      columns={[
        {
          title: t('applications.list.park'),
          head: true,
          cell: (park) => <a href={addressOf('packages', park.applicationId)}>{park.parkName}</a>,
        },
        { title: t('tally.screen.total'), number: true, cell: (park) => park.total ?? '—' },
        {
          title: t('tally.grading.grade'),
          cell: (park) => (
            <>
              {park.label ?? '—'}
              {park.vetoed ? <span className="veto-mark">{t('eligibility.veto')}</span> : null}
            </>
          ),
        },
        {
          title: t('titles.results.consequence'),
          className: (park) => (park.consequence === 'keeps' ? undefined : 'wants'),
          cell: (park) => park.text,
        },
      ]}
    />
  );
}
