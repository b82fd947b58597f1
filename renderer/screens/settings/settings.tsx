/** 设置: where the data lie, their backups, their health, the record of all changes; language and shade. */
import { Button, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../domain/contract/api.ts';
import { call } from '../../client/api.ts';
import { useQuery } from '../../state/queries.ts';
import { clearQueries } from '../../state/query-client.ts';
import { addressOf } from '../../state/route.ts';
import { useSession, type ColorSchemeChoice } from '../../state/session.ts';
import { useMutation } from '../../state/mutation.ts';
import { Page, Ready, Section } from '../../ui/page.tsx';
import { Audit } from './audit.tsx';
import { BackupList } from './backup-list.tsx';
import { DoctorList } from './doctor-list.tsx';
import { InfoList } from './info-list.tsx';
import { LogLine } from './log-line.tsx';
import { Protection } from './protection.tsx';
import { RuleBooks } from './rule-books.tsx';

function newJob(): { job: string } {
  return { job: crypto.randomUUID() };
}

export function SettingsScreen() {
  const { t } = useTranslation();
  const info = useQuery('workspace.info', {});
  const backups = useQuery('workspace.backups', {});
  const { language, shade, setLanguage, dress } = useSession();
  const backing = useMutation();
  const healing = useMutation();
  const [health, setHealth] = useState<Output<'workspace.doctor'> | null>(null);
  return (
    <Page title={t('window.place.settings')}>
      <div className="columns">
        <Section title={t('workspace.settings.window')}>
          <div className="plane plane-pad stack-wide">
            <div className="row-between">
              <span>{t('workspace.settings.language')}</span>
              <Radio.Group
                aria-label={t('workspace.settings.language')}
                value={language}
                onChange={(event) => setLanguage(event.target.value === 'en' ? 'en' : 'zh')}
                options={(['zh', 'en'] as const).map((one) => ({ value: one, label: t(`workspace.settings.${one}`) }))}
              />
            </div>
            <div className="row-between">
              <span>{t('workspace.settings.shade')}</span>
              <Radio.Group
                aria-label={t('workspace.settings.shade')}
                value={shade}
                onChange={(event) => dress(event.target.value satisfies ColorSchemeChoice)}
                options={(['system', 'light', 'dark'] as const).map((one) => ({ value: one, label: t(`window.shade.${one}`) }))}
              />
            </div>
          </div>
          <h2>{t('identities.title')}</h2>
          <div className="plane plane-pad row-between">
            <span className="quiet">{t('workspace.settings.identityAbout')}</span>
            <Button href={addressOf('identities')}>{t('workspace.settings.toIdentities')}</Button>
          </div>
          <h2>{t('schemes.files.title')}</h2>
          <div className="plane plane-pad">
            <RuleBooks />
          </div>
          <h2>{t('workspace.settings.workspace')}</h2>
          <div className="plane plane-pad">
            <Ready answer={info}>{(value) => <InfoList info={value} />}</Ready>
          </div>
        </Section>
        <Section title={t('workspace.settings.backups')}>
          <div className="plane plane-pad">
            <Ready answer={backups}>
              {(all) => (
                <BackupList
                  backups={all}
                  task={backing}
                  onBackup={() => void backing.run(() => call('workspace.backup', {}, newJob()))}
                  onRestore={(path) =>
                    void backing.run(async () => {
                      await call('workspace.restore', { path }, newJob());
                      clearQueries();
                    })
                  }
                />
              )}
            </Ready>
          </div>
          <h2>{t('workspace.protection.title')}</h2>
          <div className="plane plane-pad">
            <Protection />
          </div>
          <h2>{t('workspace.settings.doctor')}</h2>
          <div className="plane plane-pad">
            <DoctorList
              health={health}
              task={healing}
              onCheck={() => void healing.run(async () => setHealth(await call('workspace.doctor', {}, newJob())))}
            />
          </div>
          <h2>{t('workspace.settings.log')}</h2>
          <div className="plane plane-pad">
            <LogLine />
          </div>
        </Section>
      </div>
      <Section title={t('workspace.settings.audit')} about={t('workspace.settings.auditAbout')}>
        <Audit />
      </Section>
    </Page>
  );
}
