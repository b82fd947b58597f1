import { Form } from 'antd';
import type { TFunction } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../domain/contract/api.ts';
import { call } from '../../client/api.ts';
import { useMutation } from '../../state/mutation.ts';
import { FileField } from '../../ui/fields/file-field.tsx';
import { ActionForm } from '../../ui/forms/action-form.tsx';
import { SideDrawer } from '../../ui/side-drawer.tsx';

/** What came in, and by name whatever did not. */
function sayImported(t: TFunction, { added, known, doubles, passedOver, sheets, lines, hidden }: Output<'roster.import'>): string {
  const join = (texts: readonly string[]): string => texts.join(t('common.comma'));
  return [
    t('experts.imported', { added, known }),
    ...(doubles.length > 0 ? [t('experts.imported.doubles', { names: join(doubles) })] : []),
    ...(passedOver.length > 0 ? [t('experts.imported.passedOver', { heads: join(passedOver) })] : []),
    ...(sheets.length > 0 ? [t('experts.imported.sheets', { names: join(sheets) })] : []),
    ...(lines.length > 0 ? [t('experts.imported.lines', { lines: join(lines) })] : []),
    ...(hidden > 0 ? [t('experts.imported.hidden', { count: hidden })] : []),
  ].join(' ');
}

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
            .run(async () => onDone(sayImported(t, await call('roster.import', { path: path ?? '' }))))
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
