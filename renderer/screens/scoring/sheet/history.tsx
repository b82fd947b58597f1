/** 修改历史: everything that ever happened to one criterion of a sheet — when, by whom, from what to what, and why. */
import { Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { sealCode } from '../../../../domain/scoring/seal-code.ts';
import type { EventView } from '../../../../domain/contract/api.ts';
import { useQuery } from '../../../state/queries.ts';
import { sizes } from '../../../theme/sizes.ts';
import { Blank, Ready } from '../../../ui/page.tsx';
import { showPoints, showTime } from '../../../ui/words.ts';
import type { Seat } from '../../../state/scores.ts';
import { Figures } from '../../../ui/tables/figures.tsx';

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
  const history = useQuery('scores.history', { ...seat });
  const words = useEventWords(seat.personId, expert);
  const cell = `score:${seat.personId}/${seat.applicationId}/`;
  return (
    <Ready answer={history}>
      {(all) => {
        // what befell the whole sheet, or the whole park, befell this line too
        const events = all
          .filter((event) => event.entity === `${cell}${criterionId}` || event.entity === cell || event.entity.startsWith('sheet:'))
          // laptops count each for itself: for people they stand in the order of time, the newest first
          .toSorted((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : b.seq - a.seq));
        if (!events.some((event) => event.entity === `${cell}${criterionId}`)) return <Blank sentence={t('scores.history.none')} />;
        return (
          <Figures
            frame="scroll-across"
            className="history"
            name={t('scores.history.label')}
            rows={events}
            rowKey={(event) => event.hash}
            columns={[
              { title: t('scores.history.at'), className: 'figures unit', cell: (event) => showTime(event.at, true) },
              { title: t('scores.history.who'), className: 'unit', cell: words.who },
              { title: t('scores.history.what'), className: 'unit', cell: (event) => t(`event.${event.kind}`) },
              { title: t('scores.history.from'), number: true, cell: (event) => words.points(event, event.old) },
              { title: t('scores.history.to'), number: true, cell: (event) => words.points(event, event.new) },
              { title: t('scores.history.why'), cell: words.why },
            ]}
          />
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
  /** of a choice between laptops: what was in use before */
  inUse?: State;
}

interface Words {
  who: (event: EventView) => string;
  /** what stood there; a change of the whole sheet has no points of this line */
  points: (event: EventView, state: unknown) => string;
  why: (event: EventView) => string;
}

const isOfSheet = (event: EventView): boolean => event.entity.startsWith('sheet:');

/** An event of a sheet in the reader's words. */
function useEventWords(owner: string, expert: string): Words {
  const { t } = useTranslation();
  return {
    who(event) {
      if (event.actor !== owner) return t('scores.history.secretary');
      return asState(event.new).by ? t('scores.history.byOffice', { name: expert }) : expert;
    },
    points(event, value) {
      const state = asState(value);
      if (isOfSheet(event)) return '';
      if (typeof state.abstained === 'string') return t('scores.abstain');
      return state.points100 === undefined || state.points100 === null ? '—' : showPoints(state.points100);
    },
    why(event) {
      const [before, after] = [asState(event.old), asState(event.new)];
      const ofSheet = isOfSheet(event);
      return [
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
      ]
        .filter((one) => one !== null && one !== '')
        .join(t('common.semicolon'));
    },
  };
}

function asState(value: unknown): State {
  const state: State = typeof value === 'object' && value !== null ? value : {};
  return state.inUse ?? state;
}
