/** 合议: park by park, the proposal and what experts wrote beside the vote of the panel, its dissent and its opinion. */
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../domain/contract/api.ts';
import { useQuery } from '../../state/queries.ts';
import { addressOf, go } from '../../state/route.ts';
import { Blank, Page, Ready, Section } from '../../ui/page.tsx';
import { Dissents } from './dissents.tsx';
import { useStepKeys } from './keys.ts';
import { GroupOpinion } from './opinion.tsx';
import { ParkList, type Row } from './park-list.tsx';
import { RuleDrawer } from './rule-drawer.tsx';
import { Votes } from './votes.tsx';

type Park = Output<'deliberation.park'>;

export function DeliberationScreen({ roundId, applicationId }: { roundId: string; applicationId: string | null }) {
  const answer = useQuery('deliberation.get', { roundId });
  return <Ready answer={answer}>{(value) => <Meeting roundId={roundId} value={value} applicationId={applicationId} />}</Ready>;
}

interface MeetingProps {
  roundId: string;
  value: Output<'deliberation.get'>;
  applicationId: string | null;
}

function Meeting({ roundId, value: { rule, fixed, parks }, applicationId }: MeetingProps) {
  const { t } = useTranslation();
  const [ruling, setRuling] = useState(false);
  const row = parks.find((one) => one.applicationId === applicationId) ?? parks[0];
  const at = row ? parks.indexOf(row) : -1;
  const step = (by: 1 | -1): void => {
    const other = parks[at + by];
    if (other) go('deliberation', other.applicationId);
  };
  useStepKeys({ onNext: () => step(1), onBefore: () => step(-1) });
  return (
    <Page
      title={t('window.place.deliberation')}
      about={t('deliberation.screen.about')}
      actions={
        <>
          <Button onClick={() => setRuling(true)}>{t('deliberation.screen.rule')}</Button>
          <Button disabled={at <= 0} onClick={() => step(-1)}>
            {t('deliberation.screen.before')}
          </Button>
          <Button disabled={at < 0 || at === parks.length - 1} onClick={() => step(1)}>
            {t('deliberation.screen.next')}
          </Button>
        </>
      }
    >
      {row ? (
        <div className="deliberation">
          <ParkList rows={parks} openId={row.applicationId} />
          <OnePark key={row.applicationId} row={row} />
        </div>
      ) : (
        <Blank framed sentence={t('applications.list.empty')} button={t('window.place.packages')} href={addressOf('packages')} />
      )}
      <RuleDrawer open={ruling} roundId={roundId} rule={rule} fixed={fixed} onClose={() => setRuling(false)} />
    </Page>
  );
}

function OnePark({ row }: { row: Row }) {
  const park = useQuery('deliberation.park', { applicationId: row.applicationId });
  return (
    <div className="stack-wide">
      <h2 className="part-title">
        <a href={addressOf('packages', row.applicationId)}>{row.parkName}</a>
      </h2>
      <Ready answer={park}>
        {(value) => (
          <>
            <Standing park={value} />
            <Votes park={value} />
            <Dissents park={value} />
            <GroupOpinion park={value} />
            <Opinions park={value} />
          </>
        )}
      </Ready>
    </div>
  );
}

/** What the rules propose and why, and what was decided on what ground. */
function Standing({ park }: { park: Park }) {
  const { t } = useTranslation();
  const { rank, total, quota, type, proposed, because, decision, ground } = park;
  const facts = [
    ...(type === null ? [] : [type]),
    ...(rank === null ? [] : [t('deliberation.screen.rankOf', { rank })]),
    ...(total === null ? [] : [t('deliberation.screen.total', { total })]),
    ...(quota === null ? [] : [t('deliberation.screen.quota', { quota })]),
  ];
  return (
    <Section region title={t('deliberation.screen.proposal')}>
      <p className="flush">
        <strong>{proposed === null ? t('deliberation.screen.notProposable') : t(`shortlist.result.${proposed}`)}</strong>
        {facts.length > 0 ? ` · ${facts.join(' · ')}` : ''}
      </p>
      {because.map((text) => (
        <p key={text} className="raw flush">
          {text}
        </p>
      ))}
      <p className="flush">
        {decision === null ? (
          <span className="quiet">{t('shortlist.screen.undecided')}</span>
        ) : (
          t('deliberation.screen.decided', { result: t(`shortlist.list.${decision}`), ground: ground ?? '' })
        )}{' '}
        <a href={addressOf('shortlist')}>{t('deliberation.screen.toList')}</a>
      </p>
    </Section>
  );
}

/** What experts wrote with their sheets. */
function Opinions({ park: { opinions } }: { park: Park }) {
  const { t } = useTranslation();
  if (opinions.length === 0) return null;
  return (
    <Section region title={t('deliberation.screen.opinions')}>
      {opinions.map(({ personId, name, recommendation, text, dissent }) => (
        <div key={personId}>
          <strong>{name}</strong> <span className="quiet">{t(`scores.opinion.${recommendation}`)}</span>
          <p className="flush">{text}</p>
          {dissent ? <p className="wants flush">{t('deliberation.screen.ownDissent', { text: dissent })}</p> : null}
        </div>
      ))}
    </Section>
  );
}
