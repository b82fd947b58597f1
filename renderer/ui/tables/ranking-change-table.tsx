/** 前后对照: how the parks stood before sheets left the count, and stand after; those that moved come first. */
import { Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import type { RankingChange } from '../../../domain/contract/tally.ts';
import { Figures } from './figures.tsx';

type Place = RankingChange[number]['before'];

const total = (place: Place): string => place?.total ?? '—';
const rank = (place: Place): string => (place ? String(place.rank) : '—');

export function RankingChangeTable({ change }: { change: RankingChange }) {
  const { t } = useTranslation();
  const moved = change.filter((one) => one.changed);
  if (change.every((one) => one.before === null && one.after === null)) return <p className="flush quiet">{t('tally.compare.none')}</p>;
  const rows = [...moved, ...change.filter((one) => !one.changed)];
  return (
    <div className="stack">
      <p className="flush">{t('tally.compare.about', { count: moved.length })}</p>
      <Figures
        name={t('tally.compare.title')}
        rows={rows}
        rowKey={(one) => one.applicationId}
        rowProps={(one) => ({ className: one.changed ? undefined : 'quiet' })}
        columns={[
          { title: t('tally.compare.park'), head: true, cell: (one) => one.parkName },
          { title: t('tally.compare.totalBefore'), number: true, cell: ({ before }) => total(before) },
          {
            title: t('tally.compare.totalAfter'),
            number: true,
            className: ({ before, after }) => (total(before) === total(after) ? undefined : 'wants'),
            cell: ({ after }) => total(after),
          },
          { title: t('tally.compare.rankBefore'), number: true, cell: ({ before }) => rank(before) },
          {
            title: t('tally.compare.rankAfter'),
            number: true,
            className: ({ before, after }) => (rank(before) === rank(after) ? undefined : 'wants'),
            cell: ({ after }) => rank(after),
          },
          { title: t('tally.compare.sheets'), number: true, cell: ({ before, after }) => `${before?.sheets ?? 0} → ${after?.sheets ?? 0}` },
        ]}
      />
    </div>
  );
}

/** The same over what a person was doing, until it is seen. */
export function RankingChangeNotice({ change, onClose }: { change: RankingChange | null; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal
      open={change !== null}
      onCancel={onClose}
      onOk={onClose}
      okText={t('tally.compare.seen')}
      cancelButtonProps={{ hidden: true }}
      title={t('tally.compare.title')}
      width="auto"
      destroyOnHidden
    >
      {change ? <RankingChangeTable change={change} /> : null}
    </Modal>
  );
}
