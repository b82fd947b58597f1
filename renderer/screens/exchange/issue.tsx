/** 发出任务: one sealed file per expert. */
import { Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../domain/api.ts';
import { asApiError, call } from '../../api.ts';
import type { ApiError } from '../../api.ts';
import { useAnswer } from '../../state/answers.ts';
import { useTask } from '../../state/task.ts';
import { Refused, useSentence } from '../../ui/notices.tsx';
import { showBytes } from '../../ui/words.ts';

interface Typed {
  people: string[];
  folder: string;
  institutionPassphrase: string;
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
  const sentence = useSentence();
  const info = useAnswer('workspace.info', {});
  const people = useAnswer('panel.list', { roundId });
  const identities = useAnswer('identities.list', {});
  const [made, setMade] = useState<readonly Made[]>([]);
  const task = useTask();
  if (!info.value || !people.value || !identities.value) return null;
  const experts = people.value.filter((one) => one.assigned > 0);
  const holds = new Set(identities.value.filter((one) => one.recipient !== null && one.revokedAt === null).map((one) => one.personId));
  const send = async ({ people: chosen, folder, institutionPassphrase, passphrase }: Typed): Promise<void> => {
    setMade([]);
    await task.run(async () => {
      for (const personId of chosen) {
        const name = experts.find((one) => one.personId === personId)?.name ?? '';
        const path = `${folder.trim().replace(/[\\/]$/, '')}/${t('field.exchange.taskFile', { name })}.pptask`;
        const own = holds.has(personId) || !passphrase ? {} : { passphrase };
        try {
          const file = await call('exchange.issue', { personId, path, institutionPassphrase, replace: true, ...own }, { job: crypto.randomUUID() });
          setMade((before) => [...before, { personId, name, file, error: null }]);
        } catch (thrown) {
          setMade((before) => [...before, { personId, name, file: null, error: asApiError(thrown) }]);
        }
      }
    });
  };
  return (
    <Form<Typed> layout="vertical" requiredMark={false} initialValues={{ people: experts.map((one) => one.personId), folder: info.value.path }} onFinish={(typed) => void send(typed)}>
      <Form.Item name="people" label={t('field.exchange.toWhom')} rules={[{ required: true, message: t('field.exchange.toWhomNeeded') }]}>
        <Select mode="multiple" options={experts.map((one) => ({ value: one.personId, label: holds.has(one.personId) ? one.name : t('field.exchange.noIdentity', { name: one.name }) }))} />
      </Form.Item>
      <Form.Item name="folder" label={t('field.exchange.folder')} rules={[{ required: true, whitespace: true, message: t('window.identity.pathNeeded') }]}>
        <Input />
      </Form.Item>
      <Form.Item name="institutionPassphrase" label={t('window.identity.institutionPassphrase')} rules={[{ required: true, message: t('window.identity.passphraseNeeded') }]}>
        <Input.Password autoComplete="off" />
      </Form.Item>
      {experts.every((one) => holds.has(one.personId)) ? null : (
        <Form.Item name="passphrase" label={t('field.exchange.filePassphrase')} extra={t('field.exchange.filePassphraseAbout')}>
          <Input.Password autoComplete="off" />
        </Form.Item>
      )}
      <Button type="primary" htmlType="submit" loading={task.busy}>
        {t('field.exchange.issue')}
      </Button>
      <Refused error={task.error} onClose={task.clear} />
      <ul className="plain-list made" data-testid="issued">
        {made.map(({ personId, name, file, error }) => (
          <li key={personId} className="stack">
            {file ? (
              <>
                <span>{t('field.exchange.issued', { name, applications: file.applications, documents: file.documents, size: showBytes(file.bytes) })}</span>
                <span className="raw">{file.path}</span>
              </>
            ) : (
              <span className="wants">{t('field.exchange.failed', { name, why: error ? sentence(error) : '' })}</span>
            )}
          </li>
        ))}
      </ul>
    </Form>
  );
}
