/** Answers a member's request: who it is says the institution's own list, and the fingerprint is compared aloud. */
import { Form, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { longestYears, years } from '../../../../domain/identity/keys.ts';
import type { Output } from '../../../../domain/contract/api.ts';
import { safeFileName } from '../../../../domain/names.ts';
import { call } from '../../../client/api.ts';
import { useSession } from '../../../state/session.ts';
import { useMutation } from '../../../state/mutation.ts';
import { Fingerprint } from '../../../ui/keys/certificate.tsx';
import { PathItem } from '../../../ui/fields/path-field.tsx';
import { folderOf, joinPath } from '../../../ui/words.ts';
import { useIdentityFolder } from '../../../state/key-files.ts';
import { givenInstitution, InstitutionKeyFields, type InstitutionKey } from '../../../ui/keys/institution-key.tsx';
import { namedIn, type MemberFile, type Members } from './member-files.ts';
import { required } from '../../../ui/fields/items.tsx';
import { ActionForm } from '../../../ui/forms/action-form.tsx';
import { Pair } from '../../../ui/pair.tsx';
import { MadeFile } from '../../../ui/fields/made-file.tsx';
import { dateInChina } from '../../../../domain/numbers/china-time.ts';

interface Typed extends InstitutionKey {
  personId: string;
  years: number;
  path: string;
}

interface Props {
  path: string;
  request: Extract<MemberFile, { kind: 'request' }>;
  people: Members;
}

export function AnswerForm({ path: request, request: seen, people }: Props) {
  const { t } = useTranslation();
  const folder = useIdentityFolder();
  const keepFolder = useSession((now) => now.keepFolder);
  const [form] = Form.useForm<Typed>();
  const [made, setMade] = useState<Output<'identities.answer'> | null>(null);
  const task = useMutation();
  const fileFor = (personId: string | undefined): string =>
    joinPath(
      folder,
      `${safeFileName(t('identities.file.answer', { name: people.find((one) => one.personId === personId)?.name ?? '' }))}.crt`,
    );
  const named = namedIn(people, seen.name);
  if (made) {
    return (
      <div className="stack" role="status">
        <p className="lead">
          {t('identities.answered', { name: made.certificate.subject, until: dateInChina(made.certificate.notAfter) })}
        </p>
        <MadeFile path={made.path} />
        <p className="quiet flush">{t('identities.answeredNext')}</p>
      </div>
    );
  }
  return (
    <>
      <dl className="pairs" data-testid="request">
        <Pair name={t('identities.claims')}>{[seen.name, seen.organisation].filter(Boolean).join(' · ')}</Pair>
        <Pair name={t('identities.keyFingerprint')}>
          <Fingerprint value={seen.fingerprint} />
          <div className="quiet">{t('identities.compareRequest')}</div>
        </Pair>
      </dl>
      <ActionForm<Typed>
        press={t('identities.answer')}
        task={task}
        form={form}
        initialValues={{ personId: named, years: years.member, path: fileFor(named) }}
        onFinish={({ personId, years: held, path, ...institution }) =>
          void task.run(async () => {
            setMade(
              await call('identities.answer', { personId, request, path: path.trim(), years: held, ...givenInstitution(institution) }),
            );
            keepFolder('identity', folderOf(path.trim()));
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
            onChange={(personId: string) => form.setFieldsValue({ path: fileFor(personId) })}
          />
        </Form.Item>
        <Form.Item name="years" label={t('identities.years')} rules={required(t('identities.yearsNeeded'))}>
          <InputNumber min={1} max={longestYears.member} precision={0} />
        </Form.Item>
        <PathItem label={t('identities.answerPath')} />
        <InstitutionKeyFields />
      </ActionForm>
    </>
  );
}
