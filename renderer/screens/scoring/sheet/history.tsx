/** 修改历史: everything that ever happened to one criterion of a sheet — when, by whom, from what to what, and why. */
import { Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { sealCode } from '../../../../domain/scoring/seal-code.ts';
import type { EventView } from '../../../../domain/contract/api.ts';
import { useAnswer } from '../../../state/answers.ts';
import { sizes } from '../../../theme/theme.ts';
import { Blank, Ready } from '../../../ui/notices.tsx';
import { showPoints, showTime } from '../../../ui/words.ts';
import type { Seat } from '../../../state/scores.ts';

interface Props {
  seat: Seat;
  /** the expert whose sheet it is */
  expert: string;
  criterion: { id: string; name: string } | null;
  onClose: () => void;
}

export function CellHistory({ seat, expert, criterion, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <Modal
      open={criterion !== null}
      onCancel={onClose}
      footer={null}
      width={sizes.photo}
      destroyOnHidden
      title={t('scores.history.title', { name: criterion ? `${criterion.id} ${criterion.name}` : '' })}
    >
      {criterion ? <Changes seat={seat} expert={expert} criterionId={criterion.id} /> : null}
    </Modal>
  );
}

function Changes({ seat, expert, criterionId }: { seat: Seat; expert: string; criterionId: string }) {
  const { t } = useTranslation();
  const history = useAnswer('scores.history', { ...seat });
  const cell = `score:${seat.personId}/${seat.applicationId}/`;
  return (
    <Ready answer={history}>
      {(all) => {
        // what befell the whole sheet, or the whole park, befell this line too
        const events = all.filter(
          (event) => event.entity === `${cell}${criterionId}` || event.entity === cell || event.entity.startsWith('sheet:'),
        );
        if (!events.some((event) => event.entity === `${cell}${criterionId}`)) return <Blank sentence={t('scores.history.none')} />;
        return (
          <div className="scroll-across">
            <table className="plain-table history" aria-label={t('scores.history.label')}>
              <thead>
                <tr>
                  <th>{t('scores.history.at')}</th>
                  <th>{t('scores.history.who')}</th>
                  <th>{t('scores.history.what')}</th>
                  <th className="number">{t('scores.history.from')}</th>
                  <th className="number">{t('scores.history.to')}</th>
                  <th>{t('scores.history.why')}</th>
                </tr>
              </thead>
              <tbody>
                {events.map((event) => (
                  <Row key={event.hash} event={event} owner={seat.personId} expert={expert} />
                ))}
              </tbody>
            </table>
          </div>
        );
      }}
    </Ready>
  );
}

interface State {
  points100?: number | null;
  comment?: string | null;
  evidence?: unknown[] | null;
  abstained?: string | null;
  digest?: string | null;
  cause?: string;
  via?: string;
  by?: string;
}

function Row({ event, owner, expert }: { event: EventView; owner: string; expert: string }) {
  const { t } = useTranslation();
  const before = asState(event.old);
  const after = asState(event.new);
  const points = (state: State): string =>
    typeof state.abstained === 'string'
      ? t('scores.abstain')
      : state.points100 === undefined || state.points100 === null
        ? '—'
        : showPoints(state.points100);
  const ofSheet = event.entity.startsWith('sheet:');
  const who = event.actor !== owner ? t('scores.history.secretary') : after.by ? t('scores.history.byOffice', { name: expert }) : expert;
  const why = [
    after.cause
      ? t(`tally.reopen.${after.cause}`, { defaultValue: t(`scores.history.cause.${after.cause}`, { defaultValue: after.cause }) })
      : null,
    event.reason,
    after.via === 'reentry' ? t('scores.history.reentry') : after.via ? t('scores.history.imported') : null,
    (before.comment ?? '') === (after.comment ?? '') || ofSheet
      ? null
      : after.comment
        ? t('scores.history.comment', { text: after.comment })
        : t('scores.history.noComment'),
    ofSheet || (before.evidence?.length ?? 0) === (after.evidence?.length ?? 0)
      ? null
      : t('scores.history.evidence', { count: after.evidence?.length ?? 0 }),
    after.digest ? t('scores.history.code', { code: sealCode(after.digest) }) : null,
  ].filter((one) => one !== null && one !== '');
  return (
    <tr>
      <td className="figures unit">{showTime(event.at, true)}</td>
      <td className="unit">{who}</td>
      <td className="unit">{t(`event.${event.kind}`)}</td>
      <td className="number">{ofSheet ? '' : points(before)}</td>
      <td className="number">{ofSheet ? '' : points(after)}</td>
      <td>{why.join(t('common.semicolon'))}</td>
    </tr>
  );
}

function asState(value: unknown): State {
  return typeof value === 'object' && value !== null ? value : {};
}
