/** 汇总: the ranking with its derivation, who scored how, what is asked of whom, what stands in the way. */
import { Button, Segmented } from 'antd';
import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Input, TallyOverview } from '../../../domain/contract/api.ts';
import { rubricLeaves, typesNamed } from '../../../domain/rubric/leaves.ts';
import { call } from '../../client/api.ts';
import { useQuery } from '../../state/queries.ts';
import { addressOf } from '../../state/route.ts';
import { useSession } from '../../state/session.ts';
import { useMutation } from '../../state/mutation.ts';
import { Blank, Notice, Page, Ready, Refused, Section } from '../../ui/page.tsx';
import { WorkbookDrawer } from '../../ui/forms/workbook-drawer.tsx';
import { useParkNames } from '../../ui/names.ts';
import { Later } from '../../ui/tables/later.tsx';
import { LongList } from '../../ui/tables/long-list.tsx';
import { Agreement } from './agreement/agreement.tsx';
import { AgreementTables } from './agreement/agreement-tables.tsx';
import { AdjustedTable, GradingTable } from './comparison.tsx';
import { BlockedList } from './blocked-list.tsx';
import { OutlierList } from './outlier-list.tsx';
import { Pictures } from './pictures/pictures.tsx';
import { Ranking } from './ranking.tsx';
import { Robustness } from './robustness/robustness.tsx';
import { RulesDrawer } from './rules-drawer.tsx';
import { useTally } from './store.ts';

/** What the line of a park without a rank takes, in px. */
const unrankedHeight = 39;
const plainRules = { trim: 'none' };
/** What a round is counted by that has chosen no rules of its own. */
const usualPreset = 'dropHighLowPerCriterion';

/** Which tally is looked at: by the rules of the round, or without leaving anything out. */
type Question = Input<'tally.overview'>;

export function TallyScreen({ roundId }: { roundId: string }) {
  const { t } = useTranslation();
  const { rules, follow } = useTally();
  const secretary = useSession((now) => now.personId === null);
  const [open, setOpen] = useState<'rules' | 'sheet' | null>(null);
  const question: Question = rules === 'plain' ? { roundId, rules: plainRules } : { roundId };
  const tally = useQuery('tally.overview', question);
  const none = tally.error?.code === 'tally/no-sheets';
  return (
    <Page
      title={t('window.place.tally')}
      about={tally.value ? t('tally.screen.about', { parks: tally.value.ranking.length, experts: tally.value.experts.length }) : undefined}
      actions={
        none ? null : (
          <>
            {secretary && tally.value ? <Button onClick={() => setOpen('sheet')}>{t('tally.workbook.export')}</Button> : null}
            {/* rules that cannot count what is there have to be changed before anything is counted */}
            {secretary ? <Button onClick={() => setOpen('rules')}>{t('tally.rules.change')}</Button> : null}
            <Segmented
              aria-label={t('tally.screen.rules')}
              value={rules}
              onChange={follow}
              options={[
                { value: 'round', label: t('tally.screen.roundRules') },
                { value: 'plain', label: t('tally.screen.plainRules') },
              ]}
            />
          </>
        )
      }
    >
      {none ? (
        <Blank framed sentence={t('tally.screen.empty')} button={t('tally.screen.toScoring')} href={addressOf('scoring')} />
      ) : (
        <Ready answer={tally}>{(value) => <Results question={question} tally={value} />}</Ready>
      )}
      {secretary && !none ? <Tools roundId={roundId} open={open} onClose={() => setOpen(null)} /> : null}
    </Page>
  );
}

interface Props {
  roundId: string;
  open: 'rules' | 'sheet' | null;
  onClose: () => void;
}

/** The rules of the round and the worksheet of the derivation, both the secretary's. */
function Tools({ roundId, open, onClose }: Props) {
  const { t, i18n } = useTranslation();
  const presets = useQuery('tally.presets', {});
  const round = useQuery('rounds.get', { roundId });
  const people = useQuery('panel.list', { roundId });
  const keeping = useMutation();
  const { rubric = null, settings } = round.value ?? {};
  const said = ({ zh, en }: { zh: string; en?: string | undefined }): string => (i18n.language === 'en' ? (en ?? zh) : zh);
  const criteria = rubricLeaves(rubric ?? { criteria: [] }).map(({ criterion: { id, name } }) => ({ id, name: said(name) }));
  const rules = settings?.tallyRules ?? presets.value?.find(({ id }) => id === usualPreset)?.rules;
  return (
    <>
      <WorkbookDrawer
        title={t('tally.workbook.export')}
        name={t('tally.workbook.name')}
        open={open === 'sheet'}
        onExport={async (target, replace) => {
          const { path, parks } = await call('tally.exportSheet', { roundId, path: target, replace });
          return { path, said: t('tally.workbook.exported', { parks }) };
        }}
        onClose={onClose}
      />
      {rules ? (
        <RulesDrawer
          open={open === 'rules'}
          rules={rules}
          presets={presets.value ?? []}
          criteria={criteria}
          stages={(rubric?.stages ?? []).map(({ key, name }) => ({ key, name: said(name) }))}
          experts={people.value ?? []}
          task={keeping}
          onKeep={(rules, reason) =>
            void keeping.run(() => call('tally.setRules', { roundId, rules, reason })).then((done) => (done ? onClose() : undefined))
          }
          onClose={onClose}
        />
      ) : null}
    </>
  );
}

function Results({ question, tally }: { question: Question; tally: TallyOverview }) {
  const { t } = useTranslation();
  const { roundId } = question;
  const rules = useTally((now) => now.rules);
  const personId = useSession((now) => now.personId);
  const explaining = useMutation();
  const agreement = useQuery('tally.agreement', { roundId });
  const round = useQuery('rounds.get', { roundId });
  const types = round.value?.types ?? [];
  const byType = typesNamed(round.value?.rubric ?? { criteria: [] }).length > 0;
  const { experts, ranking, criteria, remarks } = tally;
  const nameOf = useCallback((id: string): string => experts.find((one) => one.personId === id)?.name ?? '—', [experts]);
  const parkOf = (id: string): string => ranking.find((one) => one.applicationId === id)?.parkName ?? '—';
  const criterionOf = (criterionId: string): string => criteria.find((one) => one.criterionId === criterionId)?.name ?? criterionId;
  const unranked = useMemo(() => remarks.filter((one) => !one.ranked), [remarks]);
  return (
    <>
      {rules === 'round' ? (
        <p className="quiet flush">
          {t('tally.rules.now', { name: tally.preset ? t(`tally.preset.${tally.preset}`) : t('tally.rules.own') })}
        </p>
      ) : null}
      {tally.missing ? <Notice type="warning" title={tally.missing.text} /> : null}
      {rules === 'plain' ? <Notice title={t('tally.screen.plainAbout')} /> : null}
      {tally.panelWarnings.map((text, at) => (
        <PanelWarning key={text} text={text} names={remarks.filter((one) => one.warnings.includes(at)).map((one) => one.parkName)} />
      ))}
      {tally.blocked.length > 0 ? (
        <Section title={t('tally.screen.blocked', { count: tally.blocked.length })} about={t('tally.screen.blockedAbout')}>
          <BlockedList blocked={tally.blocked} nameOf={nameOf} mine={personId} />
        </Section>
      ) : null}
      {tally.contradictions.length > 0 ? (
        <Section
          title={t('tally.screen.contradictions', { count: tally.contradictionsInAll })}
          about={t('tally.screen.contradictionsAbout')}
        >
          <ul className="bullets" data-testid="contradictions">
            {tally.contradictions.map((one) => (
              <li key={`${one.applicationId} ${one.personId} ${one.criterionId}`}>{one.text}</li>
            ))}
            {tally.contradictionsInAll > tally.contradictions.length ? <li>…</li> : null}
          </ul>
        </Section>
      ) : null}
      <Section title={t('tally.screen.ranking')}>
        <div className="plane clipped">
          <Ranking
            question={question}
            ranking={ranking}
            types={types}
            byType={byType}
            provisional={tally.missing?.settled === false}
            nameOf={nameOf}
          />
        </div>
        <LongList className="quiet" rows={unranked} rowKey={(one) => one.applicationId} height={unrankedHeight}>
          {(one) => one.note ?? t('tally.unscored', { park: one.parkName })}
        </LongList>
      </Section>
      <GradingTable grading={tally.grading} />
      <AdjustedTable tally={tally} />
      <Later>
        {() => (
          <>
            <Robustness roundId={roundId} types={types} />
            <Pictures question={question} tally={tally} rubric={round.value?.rubric ?? null} nameOf={nameOf} />
            <Section title={t('tally.screen.outliers', { count: tally.outliers.length })}>
              <OutlierList
                outliers={tally.outliers}
                nameOf={nameOf}
                parkOf={parkOf}
                criterionOf={criterionOf}
                mine={personId}
                task={explaining}
                onExplain={({ personId: who, applicationId, criterionId }, text) =>
                  explaining.run(() =>
                    call('tally.explain', { personId: who, applicationId, ...(criterionId === undefined ? {} : { criterionId }), text }),
                  )
                }
              />
            </Section>
            <Section title={t('tally.screen.agreement')}>
              {agreement.value ? (
                <>
                  <Agreement agreement={agreement.value} />
                  <AgreementTables agreement={agreement.value} />
                </>
              ) : (
                <Refused error={agreement.error} />
              )}
            </Section>
          </>
        )}
      </Later>
    </>
  );
}

/** What is wrong with a panel and before which parks; of many, the others are named where it is opened. */
function PanelWarning({ text, names }: { text: string; names: readonly string[] }) {
  const { t } = useTranslation();
  const parkNames = useParkNames();
  const all = names.join(t('common.comma'));
  const said = parkNames(names);
  const sentence = names.length > 0 ? t('common.said', { head: text, words: said }) : text;
  return (
    <Notice
      type="warning"
      title={
        said === all ? (
          sentence
        ) : (
          <details>
            <summary>{sentence}</summary>
            {all}
          </details>
        )
      }
    />
  );
}
