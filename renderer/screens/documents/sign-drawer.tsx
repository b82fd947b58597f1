/** Adds one more signature to a document that is there already: the next member's, or the institution's last. */
import { Button, Drawer, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Verification } from '../../../domain/api.ts';
import { call } from '../../api.ts';
import { useTask } from '../../state/task.ts';
import { sizes } from '../../theme.ts';
import { Refused } from '../../ui/notices.tsx';
import { fileName } from '../../ui/words.ts';
import { VerificationFacts } from './verification-facts.tsx';

export function SignDrawer({ open, path, onClose }: { open: boolean; path: string; onClose: () => void }) {
  const { t } = useTranslation();
  const task = useTask();
  const [found, setFound] = useState<Verification | null>(null);
  const sign = (typed: { identity: string; passphrase: string }): void =>
    void task.run(async () => {
      setFound(null);
      const signed = await call('documents.sign', { path, identity: typed.identity.trim(), passphrase: typed.passphrase }, { job: crypto.randomUUID() });
      setFound(signed.verification);
    });
  return (
    <Drawer open={open} onClose={onClose} size={sizes.drawer} title={t('window.documents.signTitle', { name: fileName(path) })} destroyOnHidden>
      <div className="stack-wide">
        <Form layout="vertical" requiredMark={false} onFinish={sign}>
          <Form.Item name="identity" label={t('window.identity.path')} rules={[{ required: true, whitespace: true, message: t('window.identity.pathNeeded') }]}>
            <Input autoFocus />
          </Form.Item>
          <Form.Item name="passphrase" label={t('window.identity.passphrase')} rules={[{ required: true, message: t('window.identity.passphraseNeeded') }]}>
            <Input.Password autoComplete="off" />
          </Form.Item>
          <Button type="primary" htmlType="submit" loading={task.busy}>
            {t('window.documents.sign')}
          </Button>
        </Form>
        <Refused error={task.error} onClose={task.clear} />
        {found ? <VerificationFacts verification={found} /> : null}
      </div>
    </Drawer>
  );
}
