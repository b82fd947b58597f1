/** How a file is opened: with one's own identity, or with the passphrase of the file itself. */
import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';

export interface Keys {
  identity?: string;
  passphrase?: string;
  filePassphrase?: string;
  trust?: string;
}

/** The keys as a call wants them: what was left empty is not sent. */
export function givenKeys({ identity, passphrase, filePassphrase, trust }: Keys): Keys {
  const given = { identity: identity?.trim(), passphrase, filePassphrase, trust: trust?.trim() };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value));
}

export function KeyFields() {
  const { t } = useTranslation();
  return (
    <>
      <Form.Item name="identity" label={t('field.key.identity')}>
        <Input placeholder={t('field.key.identityAbout')} />
      </Form.Item>
      <Form.Item name="passphrase" label={t('field.key.passphrase')}>
        <Input.Password autoComplete="off" />
      </Form.Item>
      <Form.Item name="filePassphrase" label={t('field.key.filePassphrase')} extra={t('field.key.fileAbout')}>
        <Input.Password autoComplete="off" />
      </Form.Item>
      <Form.Item name="trust" label={t('field.key.trust')} extra={t('field.key.trustAbout')}>
        <Input />
      </Form.Item>
    </>
  );
}
