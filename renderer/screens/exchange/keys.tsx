/** How a file is opened: with one's own identity, or with the passphrase of the file itself. */
import { Form, Input, Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { Passphrase } from '../../ui/keys/passphrase.tsx';
import { PathItem } from '../../ui/fields/path-field.tsx';
import { keyFileEndings } from '../../state/key-files.ts';

export interface Keys {
  with: 'identity' | 'file';
  identity?: string;
  passphrase?: string;
  filePassphrase?: string;
}

/** The keys as a call wants them: of the chosen way only. */
export function givenKeys({ with: way, identity, passphrase, filePassphrase }: Keys): Omit<Keys, 'with'> {
  if (way === 'file') return filePassphrase ? { filePassphrase } : {};
  return { ...(identity?.trim() ? { identity: identity.trim() } : {}), ...(passphrase ? { passphrase } : {}) };
}

/** The own key file and what opens it. */
export function OwnKeyFields() {
  const { t } = useTranslation();
  return (
    <>
      <PathItem name="identity" label={t('identities.keyFile')} accept={keyFileEndings} placeholder={t('exchange.key.identityAbout')} />
      <Passphrase name="passphrase" label={t('exchange.key.passphrase')} />
    </>
  );
}

export function KeyFields() {
  const { t } = useTranslation();
  const way: unknown = Form.useWatch('with');
  return (
    <>
      <Form.Item name="with" label={t('exchange.key.with')}>
        <Segmented options={(['identity', 'file'] as const).map((one) => ({ value: one, label: t(`exchange.key.ways.${one}`) }))} />
      </Form.Item>
      {way === 'file' ? (
        <Passphrase name="filePassphrase" label={t('exchange.key.filePassphrase')} about={t('exchange.key.fileAbout')} />
      ) : (
        <OwnKeyFields />
      )}
    </>
  );
}

/** The passphrase of the file itself, folded away: few files have one. */
export function FilePassphrase({ summary, about }: { summary: string; about: string }) {
  const { t } = useTranslation();
  return (
    <details className="details form-note">
      <summary>{summary}</summary>
      <Form.Item name="filePassphrase" label={t('exchange.key.filePassphrase')} extra={about}>
        <Input.Password autoComplete="off" />
      </Form.Item>
    </details>
  );
}
