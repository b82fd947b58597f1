/** 前后对照: how the parks stood before sheets left the count, and stand after; those that moved come first. */
import { Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import type { StandingChange } from '../../domain/contract/tally.ts';

type Place = StandingChange[number]['before'];

const total = (place: Place): string => place?.total ?? '—';
const rank = (place: Place): string => (place ? String(place.rank) : '—');

export function StandingTable({ change }: { change: StandingChange }) {
  const { t } = useTranslation();
  const moved = change.filter((one) => one.changed);
  if (change.every((one) => one.before === null && one.after === null)) return <p className="flush quiet">{t('tally.compare.none')}</p>;
  const rows = [...moved, ...change.filter((one) => !one.changed)];
  return (
    <div className="stack">
      <p className="flush">{t('tally.compare.about', { count: moved.length })}</p>
      <table className="plain-table" aria-label={t('tally.compare.title')}>
        <thead>
          <tr>
            <th>{t('tally.compare.park')}</th>
            <th className="number">{t('tally.compare.totalBefore')}</th>
            <th className="number">{t('tally.compare.totalAfter')}</th>
            <th className="number">{t('tally.compare.rankBefore')}</th>
            <th className="number">{t('tally.compare.rankAfter')}</th>
            <th className="number">{t('tally.compare.sheets')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((one) => (
            <tr key={one.applicationId} className={one.changed ? undefined : 'quiet'}>
              <td>{one.parkName}</td>
              <td className="number">{total(one.before)}</td>
              <td className={total(one.before) === total(one.after) ? 'number' : 'number wants'}>{total(one.after)}</td>
              <td className="number">{rank(one.before)}</td>
              <td className={rank(one.before) === rank(one.after) ? 'number' : 'number wants'}>{rank(one.after)}</td>
              <td className="number">{`${one.before?.sheets ?? 0} → ${one.after?.sheets ?? 0}`}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The same over what a person was doing, until it is seen. */
export function StandingNotice({ change, onClose }: { change: StandingChange | null; onClose: () => void }) {
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
      {change ? <StandingTable change={change} /> : null}
    </Modal>
  );
}
