/** 名单: one table per type with the line of its quota; a departure from the proposal asks its reason in the row. */
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ShortlistAnswer } from '../../../domain/contract/api.ts';
import { call } from '../../client/api.ts';
import { useQuery } from '../../state/queries.ts';
import { addressOf } from '../../state/route.ts';
import { useMutation } from '../../state/mutation.ts';
import { useUndo } from '../../state/acts/undo.ts';
import { Blank, Notice, Page, Ready, Refused, Section } from '../../ui/page.tsx';
import { Later } from '../../ui/tables/later.tsx';
import { useParkNames } from '../../ui/names.ts';
import { AssessmentScreen } from './assessment/assessment.tsx';
import { AutomaticList } from './automatic-list.tsx';
import { AwardList } from './award-list.tsx';
import { followsProposal, type Result, type ShortlistRow } from './bands.ts';
import { ShortlistTable } from './shortlist-table.tsx';
import { useShortlist } from './store.ts';
import { TermsDrawer } from './terms-drawer.tsx';
import { UnrankedList } from './unranked-list.tsx';
import { Versions } from './versions.tsx';

/** The result of a round: of an assessment its grades, else the list. */
export function ShortlistScreen({ roundId }: { roundId: string }) {
  const round = useQuery('rounds.get', { roundId });
  return (
    <Ready answer={round}>
      {(value) =>
        value.schemeKind === 'assessment' ? (
          <AssessmentScreen round={value} />
        ) : (
          <ListScreen roundId={roundId} isReward={value.schemeKind === 'reward'} />
        )
      }
    </Ready>
  );
}

function ListScreen({ roundId, isReward }: { roundId: string; isReward: boolean }) {
  const { t } = useTranslation();
  const shortlist = useQuery('shortlist.propose', { roundId });
  const [terms, setTerms] = useState(false);
  const keeping = useMutation();
  const missing = shortlist.error?.code;
  if (missing === 'tally/no-sheets' || missing === 'shortlist/no-quota') {
    const noQuota = missing === 'shortlist/no-quota';
    return (
      <Page title={t('window.place.shortlist')}>
        <div className="plane">
          <Blank
            sentence={t(noQuota ? 'shortlist.screen.noQuota' : 'tally.screen.empty')}
            button={t(noQuota ? 'shortlist.screen.toQuota' : 'tally.screen.toScoring')}
            href={addressOf(noQuota ? 'home' : 'scoring')}
          />
        </div>
      </Page>
    );
  }
  return (
    <Page
      title={t('window.place.shortlist')}
      about={t(shortlist.value?.scored === false ? 'shortlist.screen.aboutUnscored' : 'shortlist.screen.about')}
      actions={<Button onClick={() => setTerms(true)}>{t('shortlist.screen.terms')}</Button>}
    >
      <Ready answer={shortlist}>
        {(value) => (
          <>
            <Lists roundId={roundId} shortlist={value} isReward={isReward} />
            <TermsDrawer
              open={terms}
              types={value.types}
              minimumScore={value.minimumScore}
              byRegion={value.byRegion}
              task={keeping}
              onKeep={(next) =>
                void keeping.run(() => call('rounds.setQuotas', { roundId, ...next })).then((done) => (done ? setTerms(false) : undefined))
              }
              onClose={() => setTerms(false)}
            />
          </>
        )}
      </Ready>
    </Page>
  );
}

function Lists({ roundId, shortlist, isReward }: { roundId: string; shortlist: ShortlistAnswer; isReward: boolean }) {
  const { t } = useTranslation();
  const deciding = useMutation();
  const parkNames = useParkNames();
  const { begun, begin, end } = useShortlist();
  const robustness = useQuery('tally.robustness', shortlist.scored ? { roundId, seed: 1 } : null);
  const shares = new Map(robustness.value?.parks.map((park) => [park.applicationId, park.share]));
  const offer = useUndo((now) => now.offer);
  const nameOf = (applicationId: string): string =>
    [...shortlist.types.flatMap(({ rows }) => rows), ...shortlist.automatic, ...shortlist.unranked].find(
      (one) => one.applicationId === applicationId,
    )?.parkName ?? '';
  const acceptAll = (): void =>
    void deciding.run(async () => {
      const { decided, seqs } = await call('shortlist.acceptProposal', { roundId });
      offer({ roundId, seqs, said: t('window.undo.decidedAll', { count: decided }) });
    });
  const decide = async (applicationId: string, result: Result, reason?: string): Promise<void> => {
    const done = await deciding.run(async () => {
      const { seq } = await call('shortlist.decide', { applicationId, result, ...(reason ? { reason } : {}) });
      offer({ roundId, seqs: [seq], said: t('window.undo.decided', { park: nameOf(applicationId) }) });
    });
    if (done) end();
  };
  const choose = (row: ShortlistRow, result: Result | null): void => {
    deciding.clear();
    if (result === null)
      void deciding.run(async () => {
        const { seq } = await call('shortlist.takeBack', { applicationId: row.applicationId });
        offer({ roundId, seqs: [seq], said: t('window.undo.undecided', { park: row.parkName }) });
      });
    else if (followsProposal(row, result)) void decide(row.applicationId, result);
    else begin(row.applicationId, result);
  };
  const giving = {
    begun,
    task: deciding,
    onReason: (applicationId: string, result: Result, reason: string) => void decide(applicationId, result, reason),
    onCancel: end,
  };
  // what can go as it is proposed: nobody decided, or on a ground that has changed since
  const undecided = shortlist.types.flatMap(({ rows }) =>
    rows.filter(
      (row) =>
        row.result !== 'open' &&
        followsProposal(row, row.result) &&
        (row.decision === null || (row.ground?.moved === true && row.decision.reason === null)),
    ),
  );
  const limits = [
    ...(shortlist.minimumScore === null ? [] : [t('shortlist.screen.minimum', { points: shortlist.minimumScore })]),
    ...Object.entries(shortlist.byRegion).map(([region, count]) => t('shortlist.screen.region', { region, count })),
  ];
  const listOf = (list: ShortlistAnswer['types'][number]) => (
    <Section
      key={list.type}
      title={list.label}
      beside={
        <span className="quiet">
          {t('shortlist.screen.sum', {
            quota: list.quota,
            listed: list.listed,
            open: list.rows.filter((row) => row.result === 'open').length,
          })}
        </span>
      }
    >
      <div className="plane clipped">
        <ShortlistTable
          list={list}
          words={shortlist.words}
          shares={shares}
          scored={shortlist.scored}
          provisional={shortlist.missing?.settled === false}
          amounts={isReward}
          {...giving}
          onChoose={choose}
        />
      </div>
    </Section>
  );
  return (
    <>
      {begun === null ? <Refused error={deciding.error} onClose={deciding.clear} /> : null}
      {shortlist.missing ? <Notice type="warning" title={shortlist.missing.text} /> : null}
      <p className="lead">
        {shortlist.settled && undecided.length > 0 ? (
          t('shortlist.screen.proposedOnly')
        ) : shortlist.settled ? (
          t(shortlist.missing?.settled === false ? 'shortlist.screen.settledProvisional' : 'shortlist.screen.settled')
        ) : (
          <span className="wants">
            {t('shortlist.screen.open', {
              count: shortlist.open.length,
              parks: parkNames(shortlist.open.map((one) => one.parkName)),
            })}
          </span>
        )}
      </p>
      {undecided.length > 0 ? (
        <div className="row">
          <Button loading={deciding.busy} onClick={acceptAll}>
            {t('shortlist.screen.accept', { count: undecided.length })}
          </Button>
          <span className="quiet">{t('shortlist.screen.acceptAbout')}</span>
        </div>
      ) : null}
      {limits.length > 0 ? <p className="quiet flush">{limits.join(' · ')}</p> : null}
      {isReward ? <AwardList roundId={roundId} /> : null}
      {shortlist.types.map((list, at) => (at === 0 ? listOf(list) : <Later key={list.type}>{() => listOf(list)}</Later>))}
      <Later>
        {() => (
          <>
            {shortlist.automatic.length > 0 ? (
              <Section title={t('shortlist.screen.automatic')} about={t('shortlist.screen.automaticAbout')}>
                <AutomaticList
                  parks={shortlist.automatic}
                  {...giving}
                  onBegin={begin}
                  onList={(applicationId) => void decide(applicationId, 'listed')}
                  onEnter={() => void deciding.run(() => call('shortlist.enterAutomatic', { roundId }))}
                />
              </Section>
            ) : null}
            {shortlist.unranked.length > 0 ? (
              <Section title={t('shortlist.screen.unranked')}>
                <UnrankedList parks={shortlist.unranked} words={shortlist.words} {...giving} onBegin={begin} />
              </Section>
            ) : null}
            <p className="raw flush">{t('shortlist.screen.drag')}</p>
            <Versions roundId={roundId} />
          </>
        )}
      </Later>
    </>
  );
}
