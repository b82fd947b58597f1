/** 谁在用这台电脑: on a laptop with the tasks of several people, whoever goes on shows it by the own key file and its passphrase. */
import { Form, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { call } from '../../client/api.ts';
import { useJobMutation } from '../../state/job-mutation.ts';
import { keyFileEndings, useKeyFile } from '../../state/key-files.ts';
import { addressOf } from '../../state/route.ts';
import { required } from '../../ui/fields/items.tsx';
import { PathItem } from '../../ui/fields/path-field.tsx';
import { ActionForm } from '../../ui/forms/action-form.tsx';
import { Passphrase } from '../../ui/keys/passphrase.tsx';
import { Page } from '../../ui/page.tsx';

/** Somebody whose task was opened here. */
export interface Owner {
  personId: string;
  name: string;
}

interface Typed {
  personId: string;
  path: string;
  passphrase: string;
}

interface Props {
  owners: readonly Owner[];
  /** who was chosen already */
  wanted: string | null;
  onProved: (personId: string) => void;
}

export function SitterForm({ owners, wanted, onProved }: Props) {
  const { t } = useTranslation();
  const [form] = Form.useForm<Typed>();
  const chosen: unknown = Form.useWatch('personId', form);
  const personId = typeof chosen === 'string' ? chosen : wanted;
  const [keyFile, keepKeyFile] = useKeyFile(wanted);
  const task = useJobMutation();
  const prove = ({ personId: who, path, passphrase }: Typed): void =>
    void task.run(async (options) => {
      await call('identities.prove', { personId: who, path: path.trim(), passphrase }, options);
      keepKeyFile(path.trim(), who);
      onProved(who);
    });
  return (
    <ActionForm<Typed>
      form={form}
      press={t('window.sitter.press')}
      task={task}
      initialValues={{ personId: wanted ?? undefined, path: keyFile }}
      onFinish={prove}
    >
      <Form.Item name="personId" label={t('window.sitter.person')} rules={required(t('window.sitter.personNeeded'))}>
        <Select options={owners.map((one) => ({ value: one.personId, label: one.name }))} />
      </Form.Item>
      <PathItem label={t('identities.keyFile')} accept={keyFileEndings} />
      <Passphrase
        name="passphrase"
        label={t('window.sitter.passphrase', { name: owners.find((one) => one.personId === personId)?.name ?? '' })}
      />
      <p className="quiet">
        {t('window.sitter.byFile')} <a href={addressOf('exchange', 'open')}>{t('window.sitter.openAgain')}</a>
      </p>
    </ActionForm>
  );
}

/** In place of the work, where nobody of those whose tasks are here has shown who goes on. */
export function SitterPage(props: Omit<Props, 'wanted'>) {
  const { t } = useTranslation();
  return (
    <Page title={t('window.sitter.title')} about={t('window.sitter.about')}>
      <div className="plane plane-pad narrow">
        <SitterForm {...props} wanted={null} />
      </div>
    </Page>
  );
}
