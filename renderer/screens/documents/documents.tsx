/** 文书与签章: what was made, by whom it is signed, and whether a file is what it says. */
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { FilePdfOutlined, SafetyCertificateOutlined } from '../../ui/icons.tsx';
import { useAnswer } from '../../state/answers.ts';
import { Blank, Ready } from '../../ui/notices.tsx';
import { Page } from '../../ui/page.tsx';
import { ExportDrawer } from './export-drawer.tsx';
import { ExportTable } from './export-table.tsx';
import { IdentityDrawers } from './identity-drawers.tsx';
import { IdentityTable } from './identity-table.tsx';
import { SignDrawer } from './sign-drawer.tsx';
import { useDocuments } from './store.ts';
import { VerifyDrawer } from './verify-drawer.tsx';

export function DocumentsScreen({ roundId }: { roundId: string }) {
  const { t } = useTranslation();
  const made = useAnswer('reports.list', { roundId });
  const identities = useAnswer('identities.list', {});
  const applications = useAnswer('applications.list', { roundId });
  const round = useAnswer('rounds.get', { roundId });
  const people = useAnswer('panel.list', { roundId });
  const { open, path, show, close } = useDocuments();
  const parks = applications.value ?? [];
  return (
    <Page
      title={t('window.place.documents')}
      about={t('window.documents.about')}
      actions={
        <>
          <Button icon={<SafetyCertificateOutlined />} onClick={() => show('verify')}>
            {t('window.documents.verify')}
          </Button>
          <Button type="primary" icon={<FilePdfOutlined />} onClick={() => show('export')}>
            {t('window.documents.make')}
          </Button>
        </>
      }
    >
      <section className="section">
        <h2>{t('window.documents.made')}</h2>
        <div className="plane clipped">
          <Ready answer={made}>
            {(all) =>
              all.length === 0 ? (
                <Blank sentence={t('window.documents.empty')} button={t('window.documents.make')} onPress={() => show('export')} />
              ) : (
                <ExportTable documents={all} parks={parks} nameOf={(personId) => people.value?.find((one) => one.personId === personId)?.name ?? ''} onVerify={(file) => show('verify', file)} onSign={(file) => show('sign', file)} />
              )
            }
          </Ready>
        </div>
      </section>
      <section className="section">
        <div className="row-between">
          <h2 className="part-title">{t('window.identity.title')}</h2>
          <span className="row">
            <Button onClick={() => show('institution')}>{t('window.identity.create')}</Button>
            <Button disabled={!identities.value?.some((one) => one.kind === 'institution')} onClick={() => show('issue')}>
              {t('window.identity.issue')}
            </Button>
          </span>
        </div>
        <p className="quiet">{t('window.identity.about')}</p>
        {identities.value && identities.value.length > 0 ? (
          <div className="plane clipped">
            <IdentityTable identities={identities.value} />
          </div>
        ) : null}
      </section>
      <ExportDrawer key={`export ${open === 'export'}`} open={open === 'export'} roundId={roundId} parks={parks} people={people.value ?? []} onClose={close} />
      <VerifyDrawer key={`verify ${open === 'verify'} ${path}`} open={open === 'verify'} path={path} onClose={close} />
      <SignDrawer key={`sign ${path}`} open={open === 'sign'} path={path} onClose={close} />
      <IdentityDrawers open={open} institution={round.value?.settings.institution ?? ''} people={people.value ?? []} onClose={close} />
    </Page>
  );
}
