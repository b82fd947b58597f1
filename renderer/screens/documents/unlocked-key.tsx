/** Whose key is open, and the way to open one: the passphrase is asked for once a sitting. */
import { Button, Form, Input } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../client/api.ts';
import { useQuery } from '../../state/queries.ts';
import { invalidate } from '../../state/query-client.ts';
import { useMutation } from '../../state/mutation.ts';
import { LockOutlined } from '../../ui/icons.tsx';
import { showClock } from '../../ui/words.ts';
import { FileField } from '../../ui/fields/file-field.tsx';
import type { UnlockedKey } from './state.ts';
import { useDocuments } from './store.ts';
import { required } from '../../ui/fields/items.tsx';
import { ActionForm } from '../../ui/forms/action-form.tsx';
import { SmallButton } from '../../ui/buttons.tsx';

/** A little after the hour, so that the answer is no longer the old one. */
const after = 500;

/** Who sits here; asked again when the time is over. */
export function useUnlockedKey(): UnlockedKey | null {
  const { value } = useQuery('identities.unlockedKey', {});
  const until = value?.until;
  useEffect(() => {
    if (until === undefined) return undefined;
    const timer = setTimeout(() => invalidate(['unlocked']), Math.max(0, Date.parse(until) - Date.now()) + after);
    return () => clearTimeout(timer);
  }, [until]);
  return value ?? null;
}

/** `onUnlock` absent: the way to unlock stands beside the line already. */
export function UnlockedKeyLine({ unlockedKey, onUnlock }: { unlockedKey: UnlockedKey | null; onUnlock?: () => void }) {
  const { t } = useTranslation();
  const task = useMutation();
  return (
    <div className="row row-single unlocked-key" data-testid="unlocked-key">
      <LockOutlined />
      <span className="grow unlocked-key-words">
        {unlockedKey ? <strong>{t('documents.unlockedKey.open', { name: unlockedKey.holder })}</strong> : t('documents.unlockedKey.locked')}
        {unlockedKey ? (
          <span className="raw">{t('documents.unlockedKey.until', { time: showClock(unlockedKey.until, false) })}</span>
        ) : null}
      </span>
      {unlockedKey ? (
        <Button size="small" loading={task.busy} onClick={() => void task.run(() => call('identities.lock', {}))}>
          {t('documents.unlockedKey.lock')}
        </Button>
      ) : onUnlock ? (
        <SmallButton act={t('documents.unlockedKey.unlock')} onClick={onUnlock} />
      ) : null}
    </div>
  );
}

/** A key file and its passphrase. */
export function UnlockForm({ onOpen }: { onOpen?: () => void }) {
  const { t } = useTranslation();
  const { keyPath, look } = useDocuments();
  const task = useMutation();
  const unlock = async ({ passphrase }: { passphrase: string }): Promise<void> => {
    const path = keyPath.trim();
    if (await task.run(() => call('identities.unlock', { path, passphrase }))) onOpen?.();
  };
  return (
    <ActionForm<{ passphrase: string }>
      press={t('documents.unlockedKey.unlock')}
      task={task}
      disabled={keyPath.trim() === ''}
      onFinish={(typed) => void unlock(typed)}
    >
      <p className="quiet flush">{t('documents.unlockedKey.about')}</p>
      <Form.Item label={t('documents.unlockedKey.file')} className="first-item">
        <FileField accept=".p12,.pfx" paths={keyPath ? [keyPath] : []} onPaths={([path = '']) => look({ keyPath: path })} />
      </Form.Item>
      <Form.Item label={t('documents.unlockedKey.path')}>
        <Input value={keyPath} onChange={(event) => look({ keyPath: event.target.value })} aria-label={t('documents.unlockedKey.path')} />
      </Form.Item>
      <Form.Item name="passphrase" label={t('identities.form.passphrase')} rules={required(t('identities.form.passphraseNeeded'))}>
        <Input.Password autoComplete="off" />
      </Form.Item>
    </ActionForm>
  );
}
