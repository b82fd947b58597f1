/** In the place of the whole window: the store cannot be opened. What happened, what is kept, and the ways out. */
import { Button, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call, transport, type ApiError } from '../../client/api.ts';
import { useMutation } from '../../state/mutation.ts';
import { useQuery } from '../../state/queries.ts';
import { clearQueries } from '../../state/query-client.ts';
import { useSession } from '../../state/session.ts';
import { Page, Refused, Section } from '../../ui/page.tsx';
import { UnlockScreen } from './unlock.tsx';
import { BackupRows } from '../../ui/tables/backup-rows.tsx';

/** Stores that a backup can take the place of; the others are whole, only out of reach. */
const restorable = new Set(['workspace/damaged', 'workspace/newer-version', 'workspace/store-missing']);

/** Stores that are whole and wait for whoever may open them. */
const locked = new Set(['workspace/locked-by-passphrase', 'workspace/key-damaged']);

interface Props {
  error: ApiError;
  onAgain: () => Promise<void>;
}

export function UnusableScreen({ error, onAgain }: Props) {
  if (error.code === 'window/expired') return <Expired error={error} />;
  return locked.has(error.code) ? <UnlockScreen error={error} /> : <Unusable error={error} onAgain={onAgain} />;
}

/** The host let nobody in by this address: it has nothing to say but how another is had, nor keeps what is chosen here. */
function Expired({ error }: { error: ApiError }) {
  const { t } = useTranslation();
  const language = useSession((now) => now.language);
  const other = language === 'zh' ? 'en' : 'zh';
  return (
    <main className="work" aria-label={t('workspace.expired.title')}>
      <Page
        title={t('workspace.expired.title')}
        actions={<Button onClick={() => useSession.setState({ language: other })}>{t('window.bar.otherLanguage')}</Button>}
      >
        <Refused error={error} />
        <Section title={t('workspace.expired.another')}>
          <p className="flush">{t('workspace.expired.enter')}</p>
          <p className="flush">{t('workspace.expired.start')}</p>
        </Section>
      </Page>
    </main>
  );
}

function Unusable({ error, onAgain }: Props) {
  const { t } = useTranslation();
  const { dir, language, setLanguage } = useSession();
  const [asking, setAsking] = useState(false);
  const again = async (): Promise<void> => {
    setAsking(true);
    await onAgain();
    setAsking(false);
  };
  return (
    <main className="work" aria-label={t('workspace.unusable.title')}>
      <Page
        title={t('workspace.unusable.title')}
        actions={<Button onClick={() => setLanguage(language === 'zh' ? 'en' : 'zh')}>{t('window.bar.otherLanguage')}</Button>}
      >
        <Refused error={error} />
        <div>
          <Button type="primary" loading={asking} onClick={() => void again()}>
            {t('workspace.unusable.again')}
          </Button>
        </div>
        {restorable.has(error.code) ? <Backups /> : null}
        <Section title={t('workspace.unusable.folder')} about={t('workspace.unusable.folderAbout')}>
          <CopyText text={dir} />
          <OpenFolder />
        </Section>
        <Section title={t('workspace.unusable.another')}>
          <AnotherFolder />
        </Section>
      </Page>
    </main>
  );
}

/** Where the host can: the folder in the file manager. */
function OpenFolder() {
  const { t } = useTranslation();
  const [failed, setFailed] = useState(false);
  const { openFolder } = transport;
  if (!openFolder) return null;
  return (
    <div className="row">
      <Button onClick={() => void openFolder().then((opened) => setFailed(!opened))}>{t('workspace.unusable.open')}</Button>
      {failed ? (
        <span className="wants" role="status">
          {t('workspace.unusable.notOpened')}
        </span>
      ) : null}
    </div>
  );
}

/** Where the host can: the program on another folder; else how it is started on one. */
function AnotherFolder() {
  const { t } = useTranslation();
  const { pick, openWorkspace } = transport;
  if (pick && openWorkspace) {
    const choose = async (): Promise<void> => {
      const folder = await pick({ what: 'folder' });
      if (folder !== null) await openWorkspace(folder);
    };
    return (
      <>
        <p className="flush">{t('workspace.unusable.anotherHere')}</p>
        <div>
          <Button onClick={() => void choose()}>{t('workspace.unusable.choose')}</Button>
        </div>
      </>
    );
  }
  return (
    <>
      <p className="flush">{t('workspace.unusable.anotherStart')}</p>
      <CopyText text={`npm start -- --workspace ${t('workspace.unusable.aFolder')}`} />
    </>
  );
}

function CopyText({ text }: { text: string }) {
  const { t } = useTranslation();
  return (
    <Typography.Text code copyable={{ text, tooltips: [t('workspace.unusable.copy'), t('workspace.unusable.copied')] }}>
      {text}
    </Typography.Text>
  );
}

/** The backups, newest first; what is there now is put aside, not overwritten. */
function Backups() {
  const { t } = useTranslation();
  const backups = useQuery('workspace.backups', {});
  const task = useMutation();
  const restore = (path: string): void =>
    void task.run(async () => {
      await call('workspace.restore', { path }, { job: crypto.randomUUID() });
      clearQueries();
    });
  return (
    <Section title={t('workspace.unusable.restore')} about={t('workspace.unusable.restoreAbout')}>
      <Refused error={task.error ?? backups.error} />
      {backups.value?.length === 0 ? <p className="flush">{t('workspace.unusable.noBackup')}</p> : null}
      <BackupRows backups={backups.value ?? []} busy={task.busy} onRestore={restore} />
    </Section>
  );
}
