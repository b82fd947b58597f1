/** Tells the truth about a PDF, whoever made it: by its path, or dropped here. */
import { Button, Form, Input } from 'antd';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../domain/contract/api.ts';
import { call, transport } from '../../client/api.ts';
import { useMutation } from '../../state/mutation.ts';
import { DropFile } from '../../ui/fields/drop-file.tsx';
import { Refused } from '../../ui/page.tsx';
import { fileName } from '../../ui/words.ts';
import { VerificationFacts } from './verification-facts.tsx';
import { FileSearchOutlined } from '../../ui/icons.tsx';
import { SideDrawer } from '../../ui/side-drawer.tsx';
import { NamedForm } from '../../ui/forms/named-form.tsx';

export function VerifyDrawer({ open, path: first, onClose }: { open: boolean; path: string; onClose: () => void }) {
  const { t } = useTranslation();
  const [path, setPath] = useState(first);
  const [root, setRoot] = useState('');
  const [name, setName] = useState('');
  const [found, setFound] = useState<Output<'documents.verify'> | null>(null);
  const task = useMutation();
  const { run } = task;
  const verify = useCallback(
    (read: () => Promise<string>, trusted: string): void => {
      setFound(null);
      void run(async () => {
        const file = await read();
        setName(fileName(file));
        setFound(await call('documents.verify', { path: file, ...(trusted === '' ? {} : { roots: [trusted] }) }));
      });
    },
    [run],
  );
  // a file that was dropped on the screen, or named by its row, is not asked for again
  useEffect(() => {
    if (open && first !== '') verify(() => Promise.resolve(first), '');
  }, [open, first, verify]);
  return (
    <SideDrawer open={open} onClose={onClose} title={t('documents.screen.verify')}>
      <div className="stack-wide">
        <DropFile
          accept=".pdf"
          testId="verify-file"
          onFiles={([file]) => (file ? verify(() => transport.pathOf(file), root.trim()) : undefined)}
        >
          <FileSearchOutlined /> {t('documents.verification.drop')}
        </DropFile>
        <NamedForm layout="vertical" onFinish={() => verify(() => Promise.resolve(path.trim()), root.trim())}>
          <Form.Item label={t('documents.verification.path')}>
            <Input value={path} onChange={(event) => setPath(event.target.value)} aria-label={t('documents.verification.path')} />
          </Form.Item>
          <Form.Item label={t('documents.verification.root')} extra={t('documents.verification.rootAbout')}>
            <Input value={root} onChange={(event) => setRoot(event.target.value)} aria-label={t('documents.verification.root')} />
          </Form.Item>
          <Button type="primary" htmlType="submit" loading={task.busy} disabled={path.trim() === ''}>
            {t('documents.screen.check')}
          </Button>
        </NamedForm>
        <Refused error={task.error} onClose={task.clear} />
        {found ? (
          <>
            <strong>{name}</strong>
            <VerificationFacts verification={found} record={found.record} />
          </>
        ) : null}
      </div>
    </SideDrawer>
  );
}
