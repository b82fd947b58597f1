import { Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import type { VisitView } from '../../../domain/contract/api.ts';
import { call } from '../../client/api.ts';
import { useMutation } from '../../state/mutation.ts';
import { Refused } from '../../ui/page.tsx';

/** Asks before a visit is closed, and says what is still missing. */
export function CloseDialog({ view, open, onClose }: { view: VisitView; open: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const ending = useMutation();
  const { visitId, checklist, people, photos, signs } = view;
  const unchecked = checklist.filter((one) => one.outcome === null).length;
  const unexplained = checklist.filter((one) => one.outcome === 'notSeen' && !one.note).length;
  const wordless = checklist.filter((one) => (one.outcome === 'doesNotHold' || one.outcome === 'holdsPartly') && !one.note).length;
  // whoever signed again after a change stands by what there is now
  const changed = [...new Set(signs.filter((one) => one.stands === false).map((one) => one.name))].filter(
    (name) => !signs.some((one) => one.name === name && one.stands === true),
  );
  const close = (): void => void ending.run(() => call('visits.close', { visitId })).then((done) => (done ? onClose() : undefined));
  return (
    <Modal
      open={open}
      title={t('visits.close.title')}
      okText={t('visits.close')}
      cancelText={t('common.cancel')}
      confirmLoading={ending.busy}
      onCancel={onClose}
      onOk={close}
    >
      <p>{t('visits.close.about')}</p>
      <ul className="bullets wants">
        {unchecked > 0 ? <li>{t('visits.close.unchecked', { count: unchecked })}</li> : null}
        {unexplained > 0 ? <li>{t('visits.close.unexplained', { count: unexplained })}</li> : null}
        {wordless > 0 ? <li>{t('visits.close.noWords', { count: wordless })}</li> : null}
        {photos.length === 0 ? <li>{t('visits.close.noPhotos')}</li> : null}
        {people.length === 0 ? <li>{t('visits.close.nobody')}</li> : null}
        {signs.length === 0 ? <li>{t('visits.close.noSigns')}</li> : null}
        {signs.length > 0 && !signs.some((one) => one.role === 'team') ? <li>{t('visits.close.noTeam')}</li> : null}
        {changed.length > 0 ? <li>{t('visits.close.changed', { names: changed.join(t('common.comma')) })}</li> : null}
      </ul>
      <Refused error={ending.error} />
    </Modal>
  );
}
