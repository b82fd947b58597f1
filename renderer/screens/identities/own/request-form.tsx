/** 申请身份: a key made on this machine, which stays here; the request goes to the secretary. */
import { Form, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { keyTypes, type KeyType } from '../../../../domain/identity/keys.ts';
import type { Output } from '../../../../domain/contract/api.ts';
import { safeFileName } from '../../../../domain/names.ts';
import { call } from '../../../client/api.ts';
import { useSession } from '../../../state/session.ts';
import { useMutation } from '../../../state/mutation.ts';
import { Fingerprint } from '../../../ui/keys/certificate.tsx';
import { NewPassphrase } from '../../../ui/keys/passphrase.tsx';
import { PathItem } from '../../../ui/fields/path-field.tsx';
import { folderOf, joinPath } from '../../../ui/words.ts';
import { useIdentityFolder, useKeyFile } from '../../../state/key-files.ts';
import { ActionForm } from '../../../ui/forms/action-form.tsx';
import { Pair } from '../../../ui/pair.tsx';
import { TextItem } from '../../../ui/fields/items.tsx';
import { MadeFile } from '../../../ui/fields/made-file.tsx';

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
  const task = useMutation();
  if (made) {
    return (
      <div className="stack-wide" role="status">
        <p className="lead">{t('identities.requested')}</p>
        <dl className="pairs">
          <Pair name={t('identities.requestFile')}>
            <MadeFile path={made.requestPath} testId="request-path" />
            <div className="quiet">{t('identities.requestFileAbout')}</div>
          </Pair>
          <Pair name={t('identities.keyFile')}>
            <MadeFile path={made.path} />
            <div className="quiet">{t('identities.pendingAbout')}</div>
          </Pair>
          <Pair name={t('identities.keyFingerprint')}>
            <Fingerprint value={made.fingerprint} />
            <div className="quiet">{t('identities.readAloud')}</div>
          </Pair>
        </dl>
      </div>
    );
  }
  return (
    <ActionForm<Typed>
      press={t('identities.makeRequest')}
      task={task}
      initialValues={{ name, organisation, keyType: 'EC', path: joinPath(folder, `${safeFileName(name, t('identities.file.own'))}.p12`) }}
      onFinish={({ name: holder, organisation: at, keyType, path, passphrase }) =>
        void task.run(async () => {
          const answer = await call('identities.request', { name: holder, organisation: at, keyType, path: path.trim(), passphrase });
          setMade(answer);
          keepFolder('identity', folderOf(answer.path));
          keepKeyFile(answer.path);
        })
      }
    >
      <p className="quiet flush-top">{t('identities.requestNote')}</p>
      <TextItem name="name" label={t('panel.name')} needed={t('panel.nameNeeded')} autoFocus maxLength={200} />
      <TextItem name="organisation" label={t('panel.organisation')} maxLength={200} />
      <Form.Item name="keyType" label={t('identities.keyType')} extra={t('identities.keyTypeAbout')}>
        <Radio.Group options={keyTypes.map((one) => ({ value: one, label: t(`identities.keyTypes.${one}`) }))} />
      </Form.Item>
      <PathItem label={t('identities.path')} about={t('identities.ownPathAbout')} />
      <NewPassphrase name="passphrase" label={t('identities.passphrase')} />
    </ActionForm>
  );
}
