/** 交回结果: what the expert wrote, signed, in one file for the secretary. */
import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../domain/api.ts';
import { call } from '../../api.ts';
import { useAnswer } from '../../state/answers.ts';
import { useTask } from '../../state/task.ts';
import { Refused } from '../../ui/notices.tsx';

interface Typed {
  path: string;
  identity: string;
  passphrase: string;
  filePassphrase?: string;
}

export function ReturnForm({ personId }: { personId: string }) {
  const { t } = useTranslation();
  const info = useAnswer('workspace.info', {});
  const [made, setMade] = useState<Output<'exchange.return'> | null>(null);
  const task = useTask();
  if (!info.value) return null;
  return (
    <Form<Typed>
      layout="vertical"
      requiredMark={false}
      initialValues={{ path: `${info.value.path}/${t('field.exchange.returnFile')}.ppreturn` }}
      onFinish={({ path, identity, passphrase, filePassphrase }) =>
        void task.run(async () => setMade(await call('exchange.return', { personId, path: path.trim(), identity: identity.trim(), passphrase, replace: true, ...(filePassphrase ? { filePassphrase } : {}) }, { job: crypto.randomUUID() })))
      }
    >
      <Form.Item name="path" label={t('field.paper.path')} rules={[{ required: true, whitespace: true, message: t('window.identity.pathNeeded') }]}>
        <Input />
      </Form.Item>
      <Form.Item name="identity" label={t('field.key.identity')} rules={[{ required: true, whitespace: true, message: t('window.identity.pathNeeded') }]}>
        <Input placeholder={t('field.key.identityAbout')} />
      </Form.Item>
      <Form.Item name="passphrase" label={t('field.key.passphrase')} rules={[{ required: true, message: t('window.identity.passphraseNeeded') }]}>
        <Input.Password autoComplete="off" />
      </Form.Item>
      <Form.Item name="filePassphrase" label={t('field.key.filePassphrase')} extra={t('field.key.fileAbout')}>
        <Input.Password autoComplete="off" />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={task.busy}>
        {t('field.exchange.return')}
      </Button>
      <Refused error={task.error} onClose={task.clear} />
      {made ? (
        <div className="stack made" role="status">
          <p className="lead">{t('field.exchange.returned', { submitted: made.submitted, due: made.due })}</p>
          <span className="raw">{made.path}</span>
        </div>
      ) : null}
    </Form>
  );
}
