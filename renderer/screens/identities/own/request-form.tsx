/** 申请身份: a key made on this machine, which stays here; the request goes to the secretary. */
import { Button, Form, Input, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { keyTypes } from '../../../../domain/identity/keys.ts';
import type { KeyType } from '../../../../domain/identity/keys.ts';
import type { Output } from '../../../../domain/contract/api.ts';
import { call } from '../../../client/api.ts';
import { useSession } from '../../../state/session.ts';
import { useTask } from '../../../state/task.ts';
import { Fingerprint } from '../../../ui/keys/certificate.tsx';
import { Refused } from '../../../ui/notices.tsx';
import { NewPassphrase } from '../../../ui/keys/passphrase.tsx';
import { PathField } from '../../../ui/fields/path-field.tsx';
import { asFileName, folderOf, joinPath } from '../../../ui/words.ts';
import { useIdentityFolder, useKeyFile } from '../../../state/key-files.ts';

interface Typed {
  name: string;
  organisation: string;
  keyType: KeyType;
  path: string;
  passphrase: string;
}

export function RequestForm({ personId, name, organisation }: { personId: string | null; name: string; organisation: string }) {
  const { t } = useTranslation();
  const folder = useIdentityFolder();
  const keepFolder = useSession((now) => now.keepFolder);
  const [, keepKeyFile] = useKeyFile(personId);
  const [made, setMade] = useState<Output<'identities.request'> | null>(null);
  const task = useTask();
  if (made) {
    return (
      <div className="stack-wide" role="status">
        <p className="lead">{t('identities.requested')}</p>
        <dl className="pairs">
          <div>
            <dt>{t('identities.requestFile')}</dt>
            <dd>
              <span className="digest" data-testid="request-path">
                {made.requestPath}
              </span>
              <div className="quiet">{t('identities.requestFileAbout')}</div>
            </dd>
          </div>
          <div>
            <dt>{t('identities.keyFile')}</dt>
            <dd>
              <span className="digest">{made.path}</span>
              <div className="quiet">{t('identities.pendingAbout')}</div>
            </dd>
          </div>
          <div>
            <dt>{t('identities.keyFingerprint')}</dt>
            <dd>
              <Fingerprint value={made.fingerprint} />
              <div className="quiet">{t('identities.readAloud')}</div>
            </dd>
          </div>
        </dl>
      </div>
    );
  }
  return (
    <Form<Typed>
      layout="vertical"
      requiredMark={false}
      initialValues={{ name, organisation, keyType: 'EC', path: joinPath(folder, `${asFileName(name) || t('identities.file.own')}.p12`) }}
      onFinish={({ name: holder, organisation: at, keyType, path, passphrase }) =>
        void task.run(async () => {
          const answer = await call(
            'identities.request',
            { name: holder, organisation: at, keyType, path: path.trim(), passphrase },
            { job: crypto.randomUUID() },
          );
          setMade(answer);
          keepFolder('identity', folderOf(answer.path));
          keepKeyFile(answer.path);
        })
      }
    >
      <p className="quiet flush-top">{t('identities.requestNote')}</p>
      <Form.Item name="name" label={t('panel.name')} rules={[{ required: true, whitespace: true, message: t('panel.nameNeeded') }]}>
        <Input autoFocus maxLength={200} />
      </Form.Item>
      <Form.Item name="organisation" label={t('panel.organisation')}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="keyType" label={t('identities.keyType')} extra={t('identities.keyTypeAbout')}>
        <Radio.Group options={keyTypes.map((one) => ({ value: one, label: t(`identities.keyTypes.${one}`) }))} />
      </Form.Item>
      <Form.Item
        name="path"
        label={t('identities.path')}
        extra={t('identities.ownPathAbout')}
        rules={[{ required: true, whitespace: true, message: t('identities.pathNeeded') }]}
      >
        <PathField />
      </Form.Item>
      <NewPassphrase name="passphrase" label={t('identities.passphrase')} />
      <Refused error={task.error} onClose={task.clear} />
      <Button type="primary" htmlType="submit" loading={task.busy}>
        {t('identities.makeRequest')}
      </Button>
    </Form>
  );
}
