/** Creates the institution's signing identity, and issues one to a member of the panel. */
import { Button, Drawer, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Input as In, Output } from '../../../domain/api.ts';
import { call } from '../../api.ts';
import { useAnswer } from '../../state/answers.ts';
import { useTask } from '../../state/task.ts';
import { sizes } from '../../theme.ts';
import { Refused } from '../../ui/notices.tsx';
import type { Sheet } from './store.ts';

interface Props {
  open: Sheet | null;
  people: Output<'panel.list'>;
  /** the reviewing institution as the round names it: the place for its signature bears this name */
  institution: string;
  onClose: () => void;
}

export function IdentityDrawers({ open, people, institution, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <Drawer open={open === 'institution'} onClose={onClose} size={sizes.drawer} title={t('window.identity.create')} destroyOnHidden>
        <Create institution={institution} />
      </Drawer>
      <Drawer open={open === 'issue'} onClose={onClose} size={sizes.drawer} title={t('window.identity.issue')} destroyOnHidden>
        <Issue people={people} />
      </Drawer>
    </>
  );
}

function Create({ institution }: { institution: string }) {
  const { t } = useTranslation();
  const info = useAnswer('workspace.info', {});
  const task = useTask();
  const [made, setMade] = useState<Output<'identities.createInstitution'> | null>(null);
  if (!info.value) return null;
  return (
    <Form<In<'identities.createInstitution'>>
      layout="vertical"
      requiredMark={false}
      initialValues={{ name: institution, path: `${info.value.path}/institution.p12` }}
      onFinish={(typed) => void task.run(async () => setMade(await call('identities.createInstitution', typed, { job: crypto.randomUUID() })))}
    >
      <p className="quiet">{t('window.identity.createAbout')}</p>
      <Form.Item name="name" label={t('window.identity.institution')} rules={[{ required: true, whitespace: true, message: t('window.identity.nameNeeded') }]}>
        <Input autoFocus maxLength={200} />
      </Form.Item>
      <PathAndPassphrase />
      <Refused error={task.error} onClose={task.clear} />
      <Button type="primary" htmlType="submit" loading={task.busy}>
        {t('window.identity.make')}
      </Button>
      {made ? <Made path={made.path} root={made.rootPath} /> : null}
    </Form>
  );
}

function Issue({ people }: { people: Output<'panel.list'> }) {
  const { t } = useTranslation();
  const info = useAnswer('workspace.info', {});
  const task = useTask();
  const [form] = Form.useForm<In<'identities.issue'>>();
  const [made, setMade] = useState<Output<'identities.issue'> | null>(null);
  if (!info.value) return null;
  const folder = info.value.path;
  return (
    <Form<In<'identities.issue'>>
      form={form}
      layout="vertical"
      requiredMark={false}
      initialValues={{ institutionPath: `${folder}/institution.p12` }}
      onFinish={(typed) => void task.run(async () => setMade(await call('identities.issue', typed, { job: crypto.randomUUID() })))}
    >
      <Form.Item name="personId" label={t('window.identity.member')} rules={[{ required: true, message: t('window.identity.memberNeeded') }]}>
        <Select
          options={people.map((one) => ({ value: one.personId, label: one.name }))}
          onChange={(personId: string) => form.setFieldsValue({ path: `${folder}/${people.find((one) => one.personId === personId)?.name ?? 'member'}.p12` })}
        />
      </Form.Item>
      <PathAndPassphrase />
      <Form.Item name="institutionPath" label={t('window.identity.institutionPath')} rules={[{ required: true, message: t('window.identity.pathNeeded') }]}>
        <Input />
      </Form.Item>
      <Form.Item name="institutionPassphrase" label={t('window.identity.institutionPassphrase')} rules={[{ required: true, message: t('window.identity.passphraseNeeded') }]}>
        <Input.Password autoComplete="off" />
      </Form.Item>
      <Refused error={task.error} onClose={task.clear} />
      <Button type="primary" htmlType="submit" loading={task.busy}>
        {t('window.identity.make')}
      </Button>
      {made ? <Made path={made.path} /> : null}
    </Form>
  );
}

function PathAndPassphrase() {
  const { t } = useTranslation();
  return (
    <>
      <Form.Item name="path" label={t('window.identity.path')} rules={[{ required: true, message: t('window.identity.pathNeeded') }]}>
        <Input />
      </Form.Item>
      <Form.Item name="passphrase" label={t('window.identity.passphrase')} extra={t('window.identity.passphraseAbout')} rules={[{ required: true, message: t('window.identity.passphraseNeeded') }]}>
        <Input.Password autoComplete="new-password" />
      </Form.Item>
    </>
  );
}

function Made({ path, root }: { path: string; root?: string }) {
  const { t } = useTranslation();
  return (
    <div className="stack made" role="status">
      <span>{t('window.identity.made')}</span>
      <span className="raw">{path}</span>
      {root ? <span className="raw">{t('window.identity.root', { path: root })}</span> : null}
    </div>
  );
}
