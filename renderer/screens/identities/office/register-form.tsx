/** Puts a certificate of another authority on record; a root that nobody has trusted yet is trusted here, by its fingerprint, or not at all. */
import { Form, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../../domain/contract/api.ts';
import { call } from '../../../client/api.ts';
import { useMutation } from '../../../state/mutation.ts';
import { CertificateFacts, Chain } from '../../../ui/keys/certificate.tsx';
import { Compared } from '../../../ui/keys/compared.tsx';
import { namedIn, type MemberFile, type Members } from './member-files.ts';
import { required } from '../../../ui/fields/items.tsx';
import { ActionForm } from '../../../ui/forms/action-form.tsx';
import { Notice } from '../../../ui/page.tsx';
import { dateInChina } from '../../../../domain/numbers/china-time.ts';

interface Props {
  path: string;
  above: string[];
  seen: Extract<MemberFile, { kind: 'certificate' }>;
  people: Members;
}

export function RegisterForm({ path, above, seen, people }: Props) {
  const { t } = useTranslation();
  const [made, setMade] = useState<{ name: string; registered: Output<'identities.register'> } | null>(null);
  const task = useMutation();
  const root = seen.chain.at(-1);
  if (made) {
    return (
      <p className="lead" role="status">
        {t('identities.registered', { name: made.name, until: dateInChina(made.registered.certificate.notAfter) })}
      </p>
    );
  }
  return (
    <>
      <CertificateFacts certificate={seen.certificate} withFingerprint />
      <Chain chain={[seen.certificate, ...seen.chain]} />
      <ActionForm<{ personId: string; compared?: boolean }>
        press={t(seen.trusted ? 'identities.register' : 'identities.trustAndRegister')}
        task={task}
        initialValues={{ personId: namedIn(people, seen.certificate.subject) }}
        onFinish={({ personId }) =>
          void task.run(async () => {
            const registered = await call('identities.register', {
              personId,
              certificate: path,
              ...(above.length > 0 ? { above } : {}),
              ...(seen.trusted || !root ? {} : { trust: root.fingerprint }),
            });
            setMade({ name: people.find((one) => one.personId === personId)?.name ?? '', registered });
          })
        }
      >
        <Form.Item
          name="personId"
          label={t('identities.isMember')}
          extra={t('identities.isMemberAbout')}
          rules={required(t('identities.memberNeeded'))}
        >
          <Select
            options={people.map((one) => ({ value: one.personId, label: [one.name, one.organisation].filter(Boolean).join(' · ') }))}
          />
        </Form.Item>
        {seen.recipient === null ? <Notice title={t('identities.noRecipient')} className="form-note" /> : null}
        {seen.trusted || !root ? (
          <p className="verified">{t('identities.rootTrusted', { root: root?.subject ?? seen.certificate.subject })}</p>
        ) : (
          <Compared sentence={t('identities.rootUnknown', { root: root.subject })} fingerprint={root.fingerprint} />
        )}
      </ActionForm>
    </>
  );
}
