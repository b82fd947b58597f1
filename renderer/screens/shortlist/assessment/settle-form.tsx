import { useTranslation } from 'react-i18next';
import type { TallyOverview } from '../../../../domain/contract/api.ts';
import { call } from '../../../client/api.ts';
import { useMutation } from '../../../state/mutation.ts';
import { today } from '../../../ui/words.ts';
import { ActionForm } from '../../../ui/forms/action-form.tsx';
import { despiteOf, Readiness, type Despite } from '../../../ui/forms/readiness.tsx';
import { DateItem } from '../../../ui/fields/items.tsx';

interface Props {
  roundId: string;
  grading: NonNullable<TallyOverview['grading']>;
  /** parks of which no title is on record: they are left out */
  untitled: readonly string[];
  onDone: () => void;
}

/** Says once more what will be recorded, asks for the day of the notice, and closes the round. */
export function SettleForm({ roundId, grading, untitled, onDone }: Props) {
  const { t } = useTranslation();
  const task = useMutation();
  const changed = grading.parks.filter((one) => one.consequence !== 'keeps' && !untitled.includes(one.parkName));
  return (
    <ActionForm<{ noticeOn: string } & Despite>
      press={t('titles.results.settleNow')}
      task={task}
      initialValues={{ noticeOn: grading.noticeOn || today() }}
      onFinish={({ noticeOn, ...typed }) =>
        void task.run(() => call('titles.settle', { roundId, noticeOn, ...despiteOf(typed) })).then((done) => (done ? onDone() : undefined))
      }
    >
      <p className="quiet">{t('titles.results.settleAbout')}</p>
      {changed.length > 0 ? (
        <ul className="plain-list" aria-label={t('titles.results.changes')}>
          {changed.map((one) => (
            <li key={one.applicationId}>
              <strong>{one.parkName}</strong> {one.text}
            </li>
          ))}
        </ul>
      ) : (
        <p>{t('titles.results.noChange')}</p>
      )}
      {untitled.length > 0 ? (
        <p className="wants">{t('titles.results.untitledLeft', { parks: untitled.join(t('common.comma')) })}</p>
      ) : null}
      <DateItem name="noticeOn" label={t('titles.cutOffs.noticeOn')} about={t('titles.results.noticeAbout')} />
      <Readiness roundId={roundId} moment="settlement" />
    </ActionForm>
  );
}
