/** 签发身份: a key file for one member, who types the passphrase here. */
import { Button, Form, InputNumber } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { longestYears, years } from '../../../../domain/identity/keys.ts';
import type { Output } from '../../../../domain/contract/api.ts';
import { call } from '../../../client/api.ts';
import { useSession } from '../../../state/session.ts';
import { useTask } from '../../../state/task.ts';
import { CertificateFacts } from '../../../ui/keys/certificate.tsx';
import { Refused } from '../../../ui/notices.tsx';
import { NewPassphrase } from '../../../ui/keys/passphrase.tsx';
import { PathField } from '../../../ui/fields/path-field.tsx';
import { asFileName, folderOf, joinPath } from '../../../ui/words.ts';
import { useIdentityFolder } from '../../../state/key-files.ts';
import { givenInstitution, InstitutionKeyFields } from '../../../ui/keys/institution-key.tsx';
import type { InstitutionKey } from '../../../ui/keys/institution-key.tsx';

interface Typed extends InstitutionKey {
  path: string;
  years: number;
  passphrase: string;
}

export function IssueForm({ person }: { person: Output<'panel.list'>[number] }) {
  const { t } = useTranslation();
  const folder = useIdentityFolder();
  const keepFolder = useSession((now) => now.keepFolder);
  const task = useTask();
  const [made, setMade] = useState<Output<'identities.issue'> | null>(null);
  if (made) {
    return (
      <div className="stack-wide" role="status">
        <p className="lead">{t('identities.issued', { name: person.name })}</p>
        <span className="digest">{made.path}</span>
        <CertificateFacts certificate={made.certificate} withFingerprint />
        <p className="quiet flush">{t('identities.issuedNext')}</p>
      </div>
    );
  }
  return (
    <Form<Typed>
      layout="vertical"
      requiredMark={false}
      initialValues={{ path: joinPath(folder, `${asFileName(person.name)}.p12`), years: years.member }}
      onFinish={({ path, years: held, passphrase, ...institution }) =>
        void task.run(async () => {
          setMade(
            await call(
              'identities.issue',
              { personId: person.personId, path: path.trim(), years: held, passphrase, ...givenInstitution(institution) },
              { job: crypto.randomUUID() },
            ),
          );
          keepFolder('identity', folderOf(path.trim()));
        })
      }
    >
      <p className="quiet flush-top">{t('identities.issueAbout', { name: person.name })}</p>
      <Form.Item
        name="path"
        label={t('identities.path')}
        rules={[{ required: true, whitespace: true, message: t('identities.pathNeeded') }]}
      >
        <PathField />
      </Form.Item>
      <Form.Item name="years" label={t('identities.years')} rules={[{ required: true, message: t('identities.yearsNeeded') }]}>
        <InputNumber min={1} max={longestYears.member} precision={0} />
      </Form.Item>
      <NewPassphrase name="passphrase" label={t('identities.memberPassphrase')} />
      <InstitutionKeyFields />
      <Refused error={task.error} onClose={task.clear} />
      <Button type="primary" htmlType="submit" loading={task.busy}>
        {t('identities.issueNow')}
      </Button>
    </Form>
  );
}
