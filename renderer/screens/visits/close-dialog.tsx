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
  const { visitId, checklist, photos, signs } = view;
  const unchecked = checklist.filter((one) => one.outcome === null).length;
  const unexplained = checklist.filter((one) => one.outcome === 'notSeen' && !one.note).length;
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
        {photos.length === 0 ? <li>{t('visits.close.noPhotos')}</li> : null}
        {signs.length === 0 ? <li>{t('visits.close.noSigns')}</li> : null}
      </ul>
      <Refused error={ending.error} />
    </Modal>
  );
}
