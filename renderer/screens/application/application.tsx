/** One park: its documents left, its form, findings and eligibility right. */
import { Button, Tabs } from 'antd';
import { useCallback, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../client/api.ts';
import type { ApplicationView } from '../../../domain/contract/api.ts';
import { hasLeft } from '../../../domain/application/status.ts';
import { isHint } from '../../../domain/package/shared.ts';
import { useQuery } from '../../state/queries.ts';
import { useMutation } from '../../state/mutation.ts';
import { useUndo } from '../../state/acts/undo.ts';
import { StatusTag, useStatusWords } from '../../ui/admission/status.tsx';
import { statusActs, StatusDrawer, type StatusAct } from '../../ui/admission/status-drawer.tsx';
import { ConditionList } from '../../ui/evaluation/conditions.tsx';
import type { Outcome } from '../../ui/forms/ruling-form.tsx';
import { Page, Ready } from '../../ui/page.tsx';
import { Panes } from '../../ui/panes.tsx';
import { Verdict } from '../../ui/verdict.tsx';
import { Viewer, type Opened } from '../../ui/viewer/viewer.tsx';
import { ChecklistPanel } from '../../ui/checklist/checklist.tsx';
import { Elsewhere } from './other-schemes.tsx';
import { OtherTypes } from './trial.tsx';
import { FieldList } from './field-list.tsx';
import { statementOf, type NewValue } from '../../ui/forms/field-form.tsx';
import { FindingList } from './finding-list.tsx';
import { SupplementList } from './supplement-list.tsx';

export function ApplicationScreen({ applicationId }: { applicationId: string }) {
  const application = useQuery('applications.get', { applicationId });
  return <Ready answer={application}>{(value) => <ApplicationPage application={value} />}</Ready>;
}

function ApplicationPage({ application }: { application: ApplicationView }) {
  const { t } = useTranslation();
  const { applicationId, roundId } = application;
  const evaluation = useQuery('eligibility.evaluate', { applicationId });
  const round = useQuery('rounds.get', { roundId });
  const [opened, setOpened] = useState<Opened | null>(null);
  const sight = useRef<Opened | null>(null);
  const onSight = useCallback((seen: Opened) => {
    sight.current = seen;
  }, []);
  const task = useMutation();
  const offer = useUndo((now) => now.offer);
  const decided = useQuery('applications.statuses', { roundId }).value?.find((one) => one.applicationId === applicationId);
  const wordsOf = useStatusWords();
  const park = { applicationId, parkName: application.parkName, status: decided?.status ?? ('open' as const) };
  const [act, setAct] = useState<StatusAct | null>(null);
  const supplements = useQuery('supplements.list', { roundId, applicationId });
  const waiting = supplements.value?.find(({ state }) => state === 'open');
  const type = round.value?.types.find((one) => one.id === application.type);
  const unread = application.fields.filter((field) => field.unread).length;

  const setField = (key: string, typed: NewValue): Promise<boolean> =>
    task.run(() =>
      call('applications.setField', {
        applicationId,
        key,
        ...statementOf(typed),
        ...(typed.citing && sight.current ? { evidence: [sight.current] } : {}),
      }),
    );

  const rule = (conditionId: string, outcome: Outcome, reason: string): Promise<boolean> =>
    task.run(async () => {
      const { seq } = await call('eligibility.decide', { applicationId, conditionId, outcome, reason });
      offer({ roundId, seqs: [seq], said: t('window.undo.ruled', { park: application.parkName }) });
    });

  return (
    <Page
      fill
      back={{ place: 'packages', name: t('applications.back') }}
      title={
        <>
          {application.parkName}
          {evaluation.value ? <Verdict verdict={evaluation.value.overall} /> : null}
          <StatusTag status={park.status} />
        </>
      }
      about={[decided && wordsOf(decided), type?.label, application.region, application.package || t('applications.paper.package')]
        .filter(Boolean)
        .join(' · ')}
      actions={statusActs([park]).map((one) => (
        <Button key={one} onClick={() => setAct(one)}>
          {t(`applications.status.act.${one}`)}
        </Button>
      ))}
    >
      <StatusDrawer roundId={roundId} act={act} parks={[park]} onDone={() => setAct(null)} onClose={() => setAct(null)} />
      <div className="plane fill clipped">
        <Panes
          name="application"
          panes={[
            {
              share: 50,
              least: 320,
              body: (
                <Viewer
                  applicationId={applicationId}
                  documents={application.documents}
                  opened={opened}
                  onOpen={setOpened}
                  onSight={onSight}
                />
              ),
            },
            {
              share: 50,
              least: 400,
              body: (
                <Tabs
                  className="tabs-fill"
                  items={[
                    {
                      key: 'form',
                      label: unread > 0 ? t('applications.formUnread', { count: unread }) : t('applications.form'),
                      children: (
                        <FieldList
                          fields={application.fields}
                          formFormat={application.formFormat}
                          task={task}
                          onSet={setField}
                          onClear={task.clear}
                        />
                      ),
                    },
                    {
                      key: 'eligibility',
                      label: t('window.place.eligibility'),
                      children: (
                        <div className="stack-wide">
                          <Ready answer={evaluation}>
                            {(value) => (
                              <>
                                {value.checklist ? (
                                  <ChecklistPanel
                                    narrow
                                    application={application}
                                    checklist={value.checklist}
                                    conditions={value.conditions}
                                  />
                                ) : null}
                                <ConditionList
                                  evaluation={value}
                                  ruling={{ task, onRule: rule }}
                                  aside={<OtherTypes applicationId={applicationId} schemeId={round.value?.schemeId} type={value.type} />}
                                />
                              </>
                            )}
                          </Ready>
                          <Elsewhere applicationId={applicationId} schemeId={round.value?.schemeId} />
                        </div>
                      ),
                    },
                    {
                      key: 'findings',
                      label: t('applications.findings', { count: application.findings.filter(({ code }) => !isHint(code)).length }),
                      children: <FindingList findings={application.findings} />,
                    },
                    {
                      key: 'supplements',
                      label: t(
                        waiting?.overdue
                          ? 'applications.supplement.tabOverdue'
                          : waiting
                            ? 'applications.supplement.tabOpen'
                            : 'applications.supplement.tab',
                      ),
                      children: (
                        <Ready answer={supplements}>
                          {(value) => (
                            <SupplementList
                              application={application}
                              supplements={value}
                              open={!hasLeft(park.status) && round.value !== undefined && round.value.state !== 'closed'}
                              scoring={round.value?.state === 'scoring'}
                            />
                          )}
                        </Ready>
                      ),
                    },
                  ]}
                />
              ),
            },
          ]}
        />
      </div>
    </Page>
  );
}
