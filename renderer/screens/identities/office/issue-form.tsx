/** 签发身份: a key file for one member, who types the passphrase here. */
import { Form, InputNumber } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { longestYears, years } from '../../../../domain/identity/keys.ts';
import type { Output, Person } from '../../../../domain/contract/api.ts';
import { safeFileName } from '../../../../domain/names.ts';
import { call } from '../../../client/api.ts';
import { useSession } from '../../../state/session.ts';
import { useMutation } from '../../../state/mutation.ts';
import { CertificateFacts } from '../../../ui/keys/certificate.tsx';
import { NewPassphrase } from '../../../ui/keys/passphrase.tsx';
import { PathItem } from '../../../ui/fields/path-field.tsx';
import { folderOf, joinPath } from '../../../ui/words.ts';
import { useIdentityFolder } from '../../../state/key-files.ts';
import { givenInstitution, InstitutionKeyFields, type InstitutionKey } from '../../../ui/keys/institution-key.tsx';
import { required } from '../../../ui/fields/items.tsx';
import { ActionForm } from '../../../ui/forms/action-form.tsx';
import { MadeFile } from '../../../ui/fields/made-file.tsx';

interface Typed extends InstitutionKey {
  path: string;
  years: number;
  passphrase: string;
}

export function IssueForm({ person }: { person: Person }) {
  const { t } = useTranslation();
  const folder = useIdentityFolder();
  const keepFolder = useSession((now) => now.keepFolder);
  const task = useMutation();
  const [made, setMade] = useState<Output<'identities.issue'> | null>(null);
  if (made) {
    return (
      <div className="stack-wide" role="status">
        <p className="lead">{t('identities.issued', { name: person.name })}</p>
        <MadeFile path={made.path} />
        <CertificateFacts certificate={made.certificate} withFingerprint />
        <p className="quiet flush">{t('identities.issuedNext')}</p>
      </div>
    );
  }
  return (
    <ActionForm<Typed>
      press={t('identities.issueNow')}
      task={task}
      initialValues={{ path: joinPath(folder, `${safeFileName(person.name)}.p12`), years: years.member }}
      onFinish={({ path, years: held, passphrase, ...institution }) =>
        void task.run(async () => {
          setMade(
            await call('identities.issue', {
              personId: person.personId,
              path: path.trim(),
              years: held,
              passphrase,
              ...givenInstitution(institution),
            }),
          );
          keepFolder('identity', folderOf(path.trim()));
        })
      }
    >
      <p className="quiet flush-top">{t('identities.issueAbout', { name: person.name })}</p>
      <PathItem label={t('identities.path')} />
      <Form.Item name="years" label={t('identities.years')} rules={required(t('identities.yearsNeeded'))}>
        <InputNumber min={1} max={longestYears.member} precision={0} />
      </Form.Item>
      <NewPassphrase name="passphrase" label={t('identities.memberPassphrase')} />
      <InstitutionKeyFields />
    </ActionForm>
  );
}
