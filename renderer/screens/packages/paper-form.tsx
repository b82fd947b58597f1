import { useTranslation } from 'react-i18next';
import { call } from '../../client/api.ts';
import { useMutation } from '../../state/mutation.ts';
import { go } from '../../state/route.ts';
import { FormDrawer } from '../../ui/forms/form-drawer.tsx';
import { TextItem } from '../../ui/fields/items.tsx';

/** 登记纸质申报: a park that handed in paper only; its fields are entered next. */
export function PaperForm({ roundId, open, onClose }: { roundId: string; open: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const task = useMutation();
  const add = async (parkName: string): Promise<void> => {
    let added: string | null = null;
    await task.run(async () => {
      added = (await call('applications.add', { roundId, parkName })).applicationId;
    });
    if (added === null) return;
    onClose();
    go('review', added);
  };
  return (
    <FormDrawer<{ parkName: string }>
      open={open}
      title={t('applications.paper.title')}
      act={t('applications.paper.act')}
      task={task}
      onClose={() => {
        task.clear();
        onClose();
      }}
      onFinish={({ parkName }) => void add(parkName.trim())}
    >
      <p className="quiet flush">{t('applications.paper.about')}</p>
      <TextItem name="parkName" label={t('applications.takeIn.name')} needed={t('applications.takeIn.needed')} autoFocus maxLength={200} />
      <button type="submit" hidden aria-label={t('applications.paper.act')} />
    </FormDrawer>
  );
}
