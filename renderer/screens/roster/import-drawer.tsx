import { Form } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../client/api.ts';
import { useMutation } from '../../state/mutation.ts';
import { FileField } from '../../ui/fields/file-field.tsx';
import { ActionForm } from '../../ui/forms/action-form.tsx';
import { SideDrawer } from '../../ui/side-drawer.tsx';

/** Reads a list of experts from a sheet, whole or not at all. */
export function ImportDrawer({ open, onClose, onDone }: { open: boolean; onClose: () => void; onDone: (said: string) => void }) {
  const { t } = useTranslation();
  const task = useMutation();
  const [paths, setPaths] = useState<readonly string[]>([]);
  const [path] = paths;
  const close = (): void => {
    task.clear();
    setPaths([]);
    onClose();
  };
  return (
    <SideDrawer open={open} onClose={close} title={t('experts.import')}>
      <ActionForm
        press={t('experts.importNow')}
        task={task}
        disabled={path === undefined}
        onFinish={() =>
          void task
            .run(async () => onDone(t('experts.imported', await call('roster.import', { path: path ?? '' }))))
            .then((done) => (done ? close() : undefined))
        }
      >
        <p className="quiet">{t('experts.importAbout')}</p>
        <Form.Item label={t('experts.importFile')}>
          <FileField accept=".xlsx" paths={paths} onPaths={setPaths} testId="roster-file" />
        </Form.Item>
      </ActionForm>
    </SideDrawer>
  );
}
