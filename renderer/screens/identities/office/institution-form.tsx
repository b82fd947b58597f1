/** 建立机构身份: the root that everything else hangs on, made offline on this machine. */
import { Form, Input, InputNumber, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { keyTypes, longestYears, years, type KeyType } from '../../../../domain/identity/keys.ts';
import type { Output } from '../../../../domain/contract/api.ts';
import { call } from '../../../client/api.ts';
import { useSession } from '../../../state/session.ts';
import { useMutation } from '../../../state/mutation.ts';
import { Fingerprint } from '../../../ui/keys/certificate.tsx';
import { NewPassphrase } from '../../../ui/keys/passphrase.tsx';
import { PathItem } from '../../../ui/fields/path-field.tsx';
import { folderOf, joinPath } from '../../../ui/words.ts';
import { useIdentityFolder } from '../../../state/key-files.ts';
import { required, requiredText } from '../../../ui/fields/items.tsx';
import { ActionForm } from '../../../ui/forms/action-form.tsx';
import { Pair } from '../../../ui/pair.tsx';
import { MadeFile } from '../../../ui/fields/made-file.tsx';
import { dateInChina } from '../../../../domain/numbers/china-time.ts';

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
  const task = useMutation();
  const [made, setMade] = useState<Output<'identities.createInstitution'> | null>(null);
  if (made) return <Made made={made} />;
  return (
    <ActionForm<Typed>
      press={t('identities.create')}
      task={task}
      initialValues={{
        name: institution,
        keyType: 'EC',
        years: years.root,
        path: joinPath(folder, `${t('identities.file.institution')}.p12`),
      }}
      onFinish={({ name, keyType, years: held, path, passphrase }) =>
        void task.run(async () => {
          setMade(await call('identities.createInstitution', { name, keyType, years: held, path: path.trim(), passphrase }));
          keepFolder('identity', folderOf(path.trim()));
        })
      }
    >
      <p className="quiet flush-top">{t('identities.createAbout')}</p>
      <Form.Item
        name="name"
        label={t('identities.institution')}
        extra={t('identities.institutionAbout')}
        rules={requiredText(t('identities.nameNeeded'))}
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
        rules={required(t('identities.yearsNeeded'))}
      >
        <InputNumber min={1} max={longestYears.root} precision={0} />
      </Form.Item>
      <PathItem label={t('identities.path')} about={t('identities.pathAbout')} />
      <NewPassphrase name="passphrase" label={t('identities.passphrase')} />
    </ActionForm>
  );
}

function Made({ made }: { made: Output<'identities.createInstitution'> }) {
  const { t } = useTranslation();
  return (
    <div className="stack-wide" role="status">
      <p className="lead">{t('identities.created', { name: made.certificate.subject, until: dateInChina(made.root.notAfter) })}</p>
      <dl className="pairs">
        <Pair name={t('identities.keyFile')}>
          <MadeFile path={made.path} />
          <div className="quiet">{t('identities.keyFileAbout')}</div>
        </Pair>
        <Pair name={t('identities.rootFile')}>
          <MadeFile path={made.rootPath} />
          <div className="quiet">{t('identities.rootFileAbout')}</div>
        </Pair>
        <Pair name={t('identities.rootFingerprint')}>
          <Fingerprint value={made.root.fingerprint} />
          <div className="quiet">{t('identities.rootFingerprintAbout')}</div>
        </Pair>
      </dl>
    </div>
  );
}
