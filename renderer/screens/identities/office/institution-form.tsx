/** 建立机构身份: the root that everything else hangs on, made offline on this machine. */
import { Button, Form, Input, InputNumber, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { keyTypes, longestYears, years } from '../../../../domain/identity/keys.ts';
import type { KeyType } from '../../../../domain/identity/keys.ts';
import type { Output } from '../../../../domain/contract/api.ts';
import { call } from '../../../client/api.ts';
import { useSession } from '../../../state/session.ts';
import { useTask } from '../../../state/task.ts';
import { Fingerprint } from '../../../ui/keys/certificate.tsx';
import { Refused } from '../../../ui/notices.tsx';
import { NewPassphrase } from '../../../ui/keys/passphrase.tsx';
import { PathField } from '../../../ui/fields/path-field.tsx';
import { folderOf, joinPath } from '../../../ui/words.ts';
import { useIdentityFolder } from '../../../state/key-files.ts';

interface Typed {
  name: string;
  keyType: KeyType;
  years: number;
  path: string;
  passphrase: string;
}

export function InstitutionForm({ institution }: { institution: string }) {
  const { t } = useTranslation();
  const folder = useIdentityFolder();
  const keepFolder = useSession((now) => now.keepFolder);
  const task = useTask();
  const [made, setMade] = useState<Output<'identities.createInstitution'> | null>(null);
  if (made) return <Made made={made} />;
  return (
    <Form<Typed>
      layout="vertical"
      requiredMark={false}
      initialValues={{
        name: institution,
        keyType: 'EC',
        years: years.root,
        path: joinPath(folder, `${t('identities.file.institution')}.p12`),
      }}
      onFinish={({ name, keyType, years: held, path, passphrase }) =>
        void task.run(async () => {
          setMade(
            await call(
              'identities.createInstitution',
              { name, keyType, years: held, path: path.trim(), passphrase },
              { job: crypto.randomUUID() },
            ),
          );
          keepFolder('identity', folderOf(path.trim()));
        })
      }
    >
      <p className="quiet flush-top">{t('identities.createAbout')}</p>
      <Form.Item
        name="name"
        label={t('identities.institution')}
        extra={t('identities.institutionAbout')}
        rules={[{ required: true, whitespace: true, message: t('identities.nameNeeded') }]}
      >
        <Input autoFocus maxLength={200} />
      </Form.Item>
      <Form.Item name="keyType" label={t('identities.keyType')} extra={t('identities.keyTypeAbout')}>
        <Radio.Group options={keyTypes.map((one) => ({ value: one, label: t(`identities.keyTypes.${one}`) }))} />
      </Form.Item>
      <Form.Item
        name="years"
        label={t('identities.years')}
        extra={t('identities.yearsAbout')}
        rules={[{ required: true, message: t('identities.yearsNeeded') }]}
      >
        <InputNumber min={1} max={longestYears.root} precision={0} />
      </Form.Item>
      <Form.Item
        name="path"
        label={t('identities.path')}
        extra={t('identities.pathAbout')}
        rules={[{ required: true, whitespace: true, message: t('identities.pathNeeded') }]}
      >
        <PathField />
      </Form.Item>
      <NewPassphrase name="passphrase" label={t('identities.passphrase')} />
      <Refused error={task.error} onClose={task.clear} />
      <Button type="primary" htmlType="submit" loading={task.busy}>
        {t('identities.create')}
      </Button>
    </Form>
  );
}

function Made({ made }: { made: Output<'identities.createInstitution'> }) {
  const { t } = useTranslation();
  return (
    <div className="stack-wide" role="status">
      <p className="lead">{t('identities.created', { name: made.certificate.subject, until: made.root.notAfter.slice(0, 10) })}</p>
      <dl className="pairs">
        <div>
          <dt>{t('identities.keyFile')}</dt>
          <dd>
            <span className="digest">{made.path}</span>
            <div className="quiet">{t('identities.keyFileAbout')}</div>
          </dd>
        </div>
        <div>
          <dt>{t('identities.rootFile')}</dt>
          <dd>
            <span className="digest">{made.rootPath}</span>
            <div className="quiet">{t('identities.rootFileAbout')}</div>
          </dd>
        </div>
        <div>
          <dt>{t('identities.rootFingerprint')}</dt>
          <dd>
            <Fingerprint value={made.root.fingerprint} />
            <div className="quiet">{t('identities.rootFingerprintAbout')}</div>
          </dd>
        </div>
      </dl>
    </div>
  );
}
