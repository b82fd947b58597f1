import { useTranslation } from 'react-i18next';
import type { Output } from '../../../domain/contract/api.ts';
import { addressOf } from '../../state/route.ts';
import { Figures } from '../../ui/tables/figures.tsx';

export type Row = Output<'deliberation.get'>['parks'][number];

/** All applicants, the best first, with what the panel came to about each. */
export function ParkList({ rows, openId }: { rows: readonly Row[]; openId: string }) {
  const { t } = useTranslation();
  const voted = ({ carried, flawed }: Row): string =>
    t(`deliberation.screen.${flawed ? 'flawed' : carried === null ? 'notVoted' : carried ? 'carried' : 'lost'}`);
  return (
    <Figures
      name={t('deliberation.screen.parks')}
      frame="plane"
      rows={rows}
      rowKey={(row) => row.applicationId}
      rowProps={(row) => (row.applicationId === openId ? { className: 'listed' } : {})}
      columns={[
        { title: t('deliberation.screen.rank'), number: true, cell: (row) => row.rank ?? '—' },
        {
          title: t('deliberation.screen.park'),
          head: true,
          cell: (row) => (
            <a href={addressOf('deliberation', row.applicationId)} aria-current={row.applicationId === openId ? 'true' : undefined}>
              {row.parkName}
            </a>
          ),
        },
        {
          title: t('deliberation.screen.vote'),
          className: (row) => (row.flawed ? 'unit wants' : row.carried === null ? 'unit quiet' : 'unit'),
          cell: voted,
        },
      ]}
    />
  );
}
