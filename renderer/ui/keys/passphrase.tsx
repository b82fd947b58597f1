/** Passphrases: typed into the form, sent with the one call that needs them, and gone with the form. */
import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { shortestPassphrase, strengthOf } from '../../../domain/identity/passphrase.ts';
import { required } from '../fields/items.tsx';

/** The passphrase of something that is there. */
export function Passphrase({
  name,
  label,
  about,
  autoFocus = false,
}: {
  name: string;
  label: string;
  about?: string;
  autoFocus?: boolean;
}) {
  const { t } = useTranslation();
  return (
    <Form.Item name={name} label={label} extra={about} rules={required(t('identities.passphraseNeeded'))}>
      <Input.Password autoComplete="off" autoFocus={autoFocus} />
    </Form.Item>
  );
}

/** A new passphrase, twice, with a hint how it would stand a search. `about`: what it is for, and what forgetting it means. */
export function NewPassphrase({ name, label, about }: { name: string; label: string; about?: string }) {
  const { t } = useTranslation();
  return (
    <>
      <Form.Item
        name={name}
        label={label}
        extra={<StrengthHint name={name} about={about ?? t('identities.passphraseAbout')} />}
        rules={[
          { required: true, message: t('identities.passphraseNeeded') },
          {
            validator: (_rule, typed: string) =>
              typed && strengthOf(typed) === 'tooShort'
                ? Promise.reject(new Error(t('identities.passphraseShort', { minimum: shortestPassphrase })))
                : Promise.resolve(),
          },
        ]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Form.Item
        name={`${name}Again`}
        label={t('identities.passphraseAgain')}
        dependencies={[name]}
        rules={[
          ({ getFieldValue }) => ({
            validator: (_rule, typed: string) =>
              typed === getFieldValue(name) ? Promise.resolve() : Promise.reject(new Error(t('identities.passphraseDiffers'))),
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
    </>
  );
}

function StrengthHint({ name, about }: { name: string; about: string }) {
  const { t } = useTranslation();
  const typed: unknown = Form.useWatch(name);
  const strength = typeof typed === 'string' && typed !== '' ? strengthOf(typed) : null;
  if (strength === null) return <>{about}</>;
  return (
    <span className={`strength strength-${strength}`} role="status">
      <span className="strength-bar" aria-hidden="true" />
      {t(`identities.strength.${strength}`)}
    </span>
  );
}
