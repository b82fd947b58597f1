/** In the place of the whole window: the workspace is encrypted and waits for its passphrase, or for the recovery file of whoever forgot it. */
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call, type ApiError } from '../../client/api.ts';
import { useMutation } from '../../state/mutation.ts';
import { useSession } from '../../state/session.ts';
import { Passphrase, NewPassphrase } from '../../ui/keys/passphrase.tsx';
import { PathItem } from '../../ui/fields/path-field.tsx';
import { ActionForm } from '../../ui/forms/action-form.tsx';
import { Notice, Page, Refused, Section } from '../../ui/page.tsx';

/** Everything is asked anew: who sits here, and what was open last, was locked with the rest. */
function begin(): void {
  window.location.reload();
}

export function UnlockScreen({ error }: { error: ApiError }) {
  const { t } = useTranslation();
  const { dir, language, setLanguage } = useSession();
  const [warnings, setWarnings] = useState<readonly string[]>([]);
  const opened = (said: { notPrepared: readonly string[] }): void => {
    if (said.notPrepared.length === 0) begin();
    else setWarnings(said.notPrepared);
  };
  return (
    <main className="work" aria-label={t('workspace.unlock.title')}>
      <Page
        title={t('workspace.unlock.title')}
        about={dir}
        actions={<Button onClick={() => setLanguage(language === 'zh' ? 'en' : 'zh')}>{t('window.bar.otherLanguage')}</Button>}
      >
        {warnings.length > 0 ? (
          <Warnings warnings={warnings} />
        ) : (
          <>
            {error.code === 'workspace/key-damaged' ? <Refused error={error} /> : <Unlock onOpened={opened} />}
            <Recover onOpened={opened} isOnlyWay={error.code === 'workspace/key-damaged'} />
          </>
        )}
      </Page>
    </main>
  );
}

/** It is open, but something that is done at every start was not. */
function Warnings({ warnings }: { warnings: readonly string[] }) {
  const { t } = useTranslation();
  return (
    <div className="stack">
      {warnings.map((sentence) => (
        <Notice key={sentence} title={sentence} />
      ))}
      <div>
        <Button type="primary" onClick={begin}>
          {t('workspace.unlock.goOn')}
        </Button>
      </div>
    </div>
  );
}

type Opened = (said: { notPrepared: readonly string[] }) => void;

function Unlock({ onOpened }: { onOpened: Opened }) {
  const { t } = useTranslation();
  const task = useMutation();
  return (
    <div className="plane plane-pad narrow">
      <ActionForm<{ passphrase: string }>
        press={t('workspace.unlock.unlock')}
        task={task}
        onFinish={({ passphrase }) => void task.run(async () => onOpened(await call('workspace.unlock', { passphrase })))}
      >
        <Passphrase name="passphrase" label={t('workspace.unlock.passphrase')} about={t('workspace.unlock.about')} autoFocus />
      </ActionForm>
    </div>
  );
}

function Recover({ onOpened, isOnlyWay }: { onOpened: Opened; isOnlyWay: boolean }) {
  const { t } = useTranslation();
  const task = useMutation();
  const recover = ({ path, next }: { path: string; next: string }): void =>
    void task.run(async () =>
      onOpened(await call('workspace.recover', { path: path.trim(), passphrase: next }, { job: crypto.randomUUID() })),
    );
  return (
    <Section title={t('workspace.unlock.forgotten')} about={t('workspace.unlock.forgottenAbout')}>
      <details className="details" open={isOnlyWay}>
        <summary>{t('workspace.unlock.recover')}</summary>
        <div className="plane plane-pad narrow">
          <ActionForm<{ path: string; next: string }> press={t('workspace.unlock.recover')} task={task} onFinish={recover}>
            <PathItem label={t('workspace.protection.recoveryFile')} accept=".json" />
            <NewPassphrase name="next" label={t('workspace.protection.next')} about={t('workspace.protection.passphraseAbout')} />
          </ActionForm>
        </div>
      </details>
    </Section>
  );
}
