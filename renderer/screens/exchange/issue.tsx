/** 发出任务: one sealed file per person of the panel. */
import { Form, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../domain/contract/api.ts';
import { safeFileName } from '../../../domain/names.ts';
import { asApiError, call, type ApiError } from '../../client/api.ts';
import { useQuery } from '../../state/queries.ts';
import { useJobMutation, type JobMutation } from '../../state/job-mutation.ts';
import { addressOf } from '../../state/route.ts';
import { useSession } from '../../state/session.ts';
import { JobLine } from '../../ui/job-line.tsx';
import { Blank, useSentence } from '../../ui/page.tsx';
import { PathItem } from '../../ui/fields/path-field.tsx';
import { joinPath, showBytes, stamp } from '../../ui/words.ts';
import { givenInstitution, InstitutionKeyFields, type InstitutionKey } from '../../ui/keys/institution-key.tsx';
import { institutionOf } from '../../ui/keys/in-force.ts';
import { useExchangeFolder } from './folder.ts';
import { isReader } from './readers.ts';
import { required } from '../../ui/fields/items.tsx';
import { ActionForm } from '../../ui/forms/action-form.tsx';
import { MadeFile } from '../../ui/fields/made-file.tsx';

interface Typed extends InstitutionKey {
  people: string[];
  folder: string;
  passphrase?: string;
}

interface Made {
  personId: string;
  name: string;
  file: Output<'exchange.issue'> | null;
  error: ApiError | null;
}

export function IssueForm({ roundId }: { roundId: string }) {
  const { t } = useTranslation();
  const folder = useExchangeFolder();
  const keepFolder = useSession((now) => now.keepFolder);
  const people = useQuery('panel.list', { roundId });
  const identities = useQuery('identities.list', {});
  const [made, setMade] = useState<readonly Made[]>([]);
  const [form] = Form.useForm<Typed>();
  const chosenNow: unknown = Form.useWatch('people', form);
  const task = useJobMutation();
  if (!people.value || !identities.value) return null;
  if (!institutionOf(identities.value))
    return <Blank sentence={t('exchange.screen.noInstitution')} button={t('identities.create')} href={addressOf('identities')} />;
  const readers = people.value.filter(isReader);
  if (readers.length === 0) return <Blank sentence={t('scores.nobody')} button={t('scores.toPanel')} href={addressOf('panel')} />;
  const holds = new Set(identities.value.filter((one) => one.recipient !== null && one.revokedAt === null).map((one) => one.personId));
  const bare = (Array.isArray(chosenNow) ? chosenNow : readers.map((one) => one.personId)).some((personId) => !holds.has(personId));
  const send = async ({ people: chosen, folder: into, passphrase, ...institution }: Typed): Promise<void> => {
    setMade([]);
    await task.run(async (options) => {
      for (const personId of chosen) {
        if (options.signal.aborted) break;
        const name = readers.find((one) => one.personId === personId)?.name ?? '';
        const path = joinPath(into, `${safeFileName(t('exchange.screen.taskFile', { name }))}-${stamp()}.pptask`);
        try {
          const file = await call(
            'exchange.issue',
            { personId, path, ...givenInstitution(institution), ...(holds.has(personId) || !passphrase ? {} : { passphrase }) },
            options,
          );
          setMade((before) => [...before, { personId, name, file, error: null }]);
        } catch (thrown) {
          const error = asApiError(thrown);
          // the institution's key is the same for all: one word is enough
          if (error.code.startsWith('identity/bad-passphrase') || error.code === 'identity/unreadable' || error.code === 'call/cancelled')
            throw error;
          setMade((before) => [...before, { personId, name, file: null, error }]);
        }
      }
      keepFolder('exchange', into.trim());
    });
  };
  return (
    <ActionForm<Typed>
      form={form}
      press={t('exchange.screen.issue')}
      task={task}
      beside={<IssuedList task={task} made={made} />}
      initialValues={{ people: readers.map((one) => one.personId), folder }}
      onFinish={(typed) => void send(typed)}
    >
      <Form.Item name="people" label={t('exchange.screen.toWhom')} rules={required(t('exchange.screen.toWhomNeeded'))}>
        <Select
          mode="multiple"
          showSearch={{ optionFilterProp: 'label' }}
          options={readers.map((one) => ({
            value: one.personId,
            label: holds.has(one.personId) ? one.name : t('exchange.screen.noIdentity', { name: one.name }),
          }))}
        />
      </Form.Item>
      <PathItem name="folder" label={t('exchange.screen.folder')} about={t('exchange.screen.stick')} />
      {bare ? (
        <Form.Item
          name="passphrase"
          label={t('exchange.screen.filePassphrase')}
          extra={
            <>
              {t('exchange.screen.filePassphraseAbout')} <a href={addressOf('identities')}>{t('exchange.screen.issueInstead')}</a>
            </>
          }
        >
          <Input.Password autoComplete="off" />
        </Form.Item>
      ) : null}
      <InstitutionKeyFields />
    </ActionForm>
  );
}

function IssuedList({ task, made }: { task: JobMutation; made: readonly Made[] }) {
  return (
    <>
      <JobLine task={task} />
      <ul className="plain-list made" data-testid="issued" role="status">
        {made.map((one) => (
          <MadeLine key={one.personId} made={one} />
        ))}
      </ul>
    </>
  );
}

function MadeLine({ made: { name, file, error } }: { made: Made }) {
  const { t } = useTranslation();
  const sentence = useSentence();
  if (!file) return <li className="wants">{t('exchange.screen.failed', { name, why: error ? sentence(error) : '' })}</li>;
  return (
    <li className="stack">
      <span>
        <span className="verified">✓</span>{' '}
        {t('exchange.screen.issued', { name, applications: file.applications, documents: file.documents, size: showBytes(file.bytes) })}
      </span>
      <MadeFile path={file.path} />
    </li>
  );
}
