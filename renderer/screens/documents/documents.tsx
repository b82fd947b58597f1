/** 文书与签章: the documents of the round by state, their pages beside them, and for each the one next right thing. */
import { Button, Dropdown } from 'antd';
import { useTranslation } from 'react-i18next';
import { isOpenToPanel, kindsOfRound } from '../../../domain/report/kinds.ts';
import { DownOutlined, FilePdfOutlined, SafetyCertificateOutlined } from '../../ui/icons.tsx';
import { call, transport } from '../../client/api.ts';
import { useQuery } from '../../state/queries.ts';
import { go } from '../../state/route.ts';
import { useSession } from '../../state/session.ts';
import { useMutation } from '../../state/mutation.ts';
import { useDrop } from '../../ui/fields/drop.ts';
import { Blank, Page, Ready, Refused } from '../../ui/page.tsx';
import { Panes } from '../../ui/panes.tsx';
import { WorkbookDrawer } from '../../ui/forms/workbook-drawer.tsx';
import { BatchDrawer } from './batch-drawer.tsx';
import { DocumentList, useShown } from './document-list.tsx';
import { DocumentPane } from './document-pane.tsx';
import { ExportDrawer } from './export-drawer.tsx';
import type { Round } from './names.ts';
import { SignDrawer } from './sign-drawer.tsx';
import { UnlockedKeyLine, UnlockForm, useUnlockedKey } from './unlocked-key.tsx';
import type { Made, UnlockedKey } from './state.ts';
import { useDocuments } from './store.ts';
import { TextsDrawer } from './texts-drawer.tsx';
import { VerifyDrawer } from './verify-drawer.tsx';
import { SideDrawer } from '../../ui/side-drawer.tsx';

export function DocumentsScreen({ roundId }: { roundId: string }) {
  const { t } = useTranslation();
  const acting = useSession((now) => now.personId);
  const made = useQuery('reports.list', { roundId });
  // documents that were made of a park which left the review still name it
  const applications = useQuery('applications.list', { roundId, all: true });
  const people = useQuery('panel.list', { roundId });
  const round = useQuery('rounds.get', { roundId });
  const isAssessment = round.value?.schemeKind === 'assessment';
  const { open, path, show, close, choose } = useDocuments();
  const unlockedKey = useUnlockedKey();
  const dropping = useMutation();
  const parts: Round = { parks: applications.value ?? [], people: people.value ?? [], isAssessment };
  const isOffice = acting === null || people.value?.find(({ personId }) => personId === acting)?.role === 'secretary';
  const kinds = kindsOfRound({
    hasRubric: (round.value?.rubric ?? null) !== null,
    isAssessment,
    isReward: round.value?.schemeKind === 'reward',
    isChecklist: round.value?.schemeKind === 'checklist',
  }).filter((kind) => isOffice || isOpenToPanel(kind));
  const isOpened = round.value?.steps.some(({ step, state }) => step === 'publicity' && state !== 'todo') ?? false;
  const isClosed = round.value?.state === 'closed';
  const due = kinds.filter((kind) => (kind !== 'publicity' || isOpened || isClosed) && (kind !== 'final' || isClosed));
  const { over, handlers } = useDrop(([file]) => {
    if (file) void dropping.run(async () => show('verify', await transport.pathOf(file)));
  });
  const more = ['texts', 'workbook', 'identities'] as const;
  return (
    <div className="drop-zone documents-place" {...handlers}>
      <Page
        fill
        title={t('window.place.documents')}
        about={t('documents.screen.about')}
        actions={
          <>
            <Button icon={<SafetyCertificateOutlined />} onClick={() => show('verify')}>
              {t('documents.screen.verify')}
            </Button>
            {isOffice ? (
              <>
                <Dropdown
                  trigger={['click']}
                  menu={{
                    items: more.map((key) => ({ key, label: t(`documents.more.${key}`) })),
                    onClick: ({ key }) => (key === 'texts' || key === 'workbook' ? show(key) : go('identities')),
                  }}
                >
                  <Button icon={<DownOutlined />} iconPlacement="end">
                    {t('documents.more.title')}
                  </Button>
                </Dropdown>
                <Button onClick={() => show('batch')}>{t('documents.batch.title')}</Button>
              </>
            ) : null}
            <Button type={made.value?.length === 0 ? 'primary' : 'default'} icon={<FilePdfOutlined />} onClick={() => show('export')}>
              {t('documents.screen.make')}
            </Button>
          </>
        }
      >
        <Refused error={dropping.error} onClose={dropping.clear} />
        <div className="plane clipped fill">
          <Ready answer={made}>
            {(all) =>
              all.length === 0 ? (
                <Blank sentence={t('documents.screen.empty')} button={t('documents.screen.make')} onPress={() => show('export')} />
              ) : (
                <DocumentPanes all={all} round={parts} unlockedKey={unlockedKey} />
              )
            }
          </Ready>
        </div>
      </Page>
      {over ? <div className="drop-here">{t('documents.verification.dropHere')}</div> : null}
      <ExportDrawer
        key={`export ${open === 'export'}`}
        open={open === 'export'}
        roundId={roundId}
        round={parts}
        kinds={kinds.filter((kind) => kind !== 'final' || isClosed)}
        drafts={kinds.filter((kind) => kind === 'publicity' && !due.includes(kind))}
        unlockedKey={unlockedKey}
        onMade={choose}
        onClose={close}
      />
      <VerifyDrawer key={`verify ${open === 'verify'} ${path}`} open={open === 'verify'} path={path} onClose={close} />
      <SignDrawer
        key={`sign ${path}`}
        open={open === 'sign'}
        path={path}
        made={made.value?.find((one) => one.path === path)}
        unlockedKey={unlockedKey}
        onClose={close}
      />
      <SideDrawer open={open === 'unlock'} onClose={close} title={t('documents.unlockedKey.unlock')}>
        <UnlockForm onOpen={close} />
      </SideDrawer>
      {isOffice ? (
        <>
          <BatchDrawer
            key={`batch ${open === 'batch'}`}
            open={open === 'batch'}
            roundId={roundId}
            round={parts}
            kinds={due}
            unlockedKey={unlockedKey}
            onClose={close}
          />
          <TextsDrawer open={open === 'texts'} roundId={roundId} round={parts} kinds={kinds} onClose={close} />
          <WorkbookDrawer
            title={t('documents.more.workbook')}
            name={t('documents.workbook.file', { round: round.value?.name ?? '' })}
            open={open === 'workbook'}
            onExport={async (target, replace) => {
              const written = await call('reports.workbook', { roundId, path: target, replace });
              return { path: written.path, said: t('documents.workbook.done', { count: written.sheets.length }) };
            }}
            onClose={close}
          />
        </>
      ) : null}
    </div>
  );
}

function DocumentPanes({ all, round, unlockedKey }: { all: readonly Made[]; round: Round; unlockedKey: UnlockedKey | null }) {
  const { chosen, show } = useDocuments();
  const { t } = useTranslation();
  const { rows } = useShown(all, round);
  // a document that the filter no longer lets through stays in sight until another is chosen
  const shown = all.find(({ exportId }) => exportId === chosen) ?? rows[0];
  return (
    <Panes
      name="documents"
      panes={[
        {
          share: 40,
          least: 320,
          body: (
            <div className="pane">
              <div className="fill">
                <DocumentList all={all} round={round} shown={shown} />
              </div>
              <UnlockedKeyLine unlockedKey={unlockedKey} onUnlock={() => show('unlock')} />
            </div>
          ),
        },
        {
          share: 60,
          least: 420,
          body: shown ? (
            <DocumentPane key={shown.exportId} made={shown} round={round} unlockedKey={unlockedKey} />
          ) : (
            <Blank sentence={t('documents.list.none')} />
          ),
        },
      ]}
    />
  );
}
