/** Something written as a workbook: where to, and that it was. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { safeFileName } from '../../../domain/names.ts';
import { useQuery } from '../../state/queries.ts';
import { useJobMutation, type CallOptions } from '../../state/job-mutation.ts';
import { ActionForm } from './action-form.tsx';
import { TextItem, TickItem } from '../fields/items.tsx';
import { JobLine } from '../job-line.tsx';
import { SideDrawer } from '../side-drawer.tsx';
import { MadeFile } from '../fields/made-file.tsx';

interface Made {
  readonly path: string;
  readonly said: string;
}

interface Props {
  title: string;
  /** the file's own name, without ending */
  name: string;
  open: boolean;
  /** writes it; gives where it lies, and the sentence that tells of it */
  onExport: (path: string, replace: boolean, options: CallOptions) => Promise<Made>;
  onClose: () => void;
}

export function WorkbookDrawer({ title, name, open, onExport, onClose }: Props) {
  const { t } = useTranslation();
  const info = useQuery('workspace.info', {});
  const [made, setMade] = useState<Made | null>(null);
  const task = useJobMutation();
  const folder = info.value?.path ?? '';
  return (
    <SideDrawer open={open} onClose={onClose} title={title}>
      <ActionForm<{ path: string; replace: boolean }>
        press={t('common.export.write')}
        task={task}
        initialValues={{ path: `${folder}${folder.includes('\\') ? '\\' : '/'}${safeFileName(name)}.xlsx`, replace: false }}
        onFinish={({ path, replace }) => {
          setMade(null);
          void task.run(async (options) => setMade(await onExport(path.trim(), replace, options)));
        }}
      >
        <TextItem name="path" label={t('common.export.to')} needed={t('common.export.toNeeded')} />
        <TickItem name="replace" label={t('common.export.replace')} />
      </ActionForm>
      <JobLine task={task} />
      {made ? (
        <>
          <p className="verified">{made.said}</p>
          <MadeFile path={made.path} />
        </>
      ) : null}
    </SideDrawer>
  );
}
