/** 评估结果: cut-offs, grades, who is put under 整改 until when, and putting it all on record. */
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Round, TallyOverview } from '../../../../domain/contract/api.ts';
import { call } from '../../../client/api.ts';
import { useQuery } from '../../../state/queries.ts';
import { addressOf } from '../../../state/route.ts';
import { useMutation } from '../../../state/mutation.ts';
import { useParkNames } from '../../../ui/names.ts';
import { Blank, Notice, Page, Ready, Refused, Section } from '../../../ui/page.tsx';
import { FollowUps } from '../../../ui/titles/follow-ups.tsx';
import { CutOffs } from './cut-offs.tsx';
import { ResultTable } from '../../../ui/tables/result-table.tsx';
import { SettleForm } from './settle-form.tsx';
import { SideDrawer } from '../../../ui/side-drawer.tsx';

type Grading = NonNullable<TallyOverview['grading']>;

export function AssessmentScreen({ round }: { round: Round }) {
  const { t } = useTranslation();
  const parkNames = useParkNames();
  const { roundId } = round;
  const tally = useQuery('tally.overview', { roundId });
  const titles = useQuery('titles.list', {});
  const grading = tally.value?.grading ?? null;
  const task = useMutation();
  const [settling, setSettling] = useState(false);
  const closed = round.state === 'closed';
  const untitled = grading
    ? grading.parks.filter(({ parkName }) => !titles.value?.some((one) => one.parkName === parkName)).map(({ parkName }) => parkName)
    : [];
  return (
    <Page
      title={t('titles.results.title')}
      about={grading?.followUpOf ? t('titles.results.followUp', { round: grading.followUpOf.name }) : t('titles.results.about')}
      actions={
        grading ? (
          <>
            <Button onClick={() => window.print()}>{t('eligibility.filter.print')}</Button>
            {closed ? null : (
              <Button type="primary" onClick={() => setSettling(true)}>
                {t('titles.results.settle')}
              </Button>
            )}
          </>
        ) : null
      }
    >
      <p className="print-only lead">{round.name}</p>
      {closed ? (
        <Notice
          className="no-print"
          type="success"
          title={t('titles.results.settled', { date: round.settings.noticeOn ?? '' })}
          action={<Button href={addressOf('titles')}>{t('window.place.titles')}</Button>}
        />
      ) : null}
      {closed ? <FollowUps titles={titles.value ?? []} /> : null}
      {!closed && untitled.length > 0 && titles.value ? (
        <Notice
          className="no-print"
          type="warning"
          title={t('titles.results.untitled', { count: untitled.length, parks: parkNames(untitled) })}
          action={<Button href={addressOf('titles')}>{t('titles.record')}</Button>}
        />
      ) : null}
      <Refused error={task.error} onClose={task.clear} />
      {tally.error?.code === 'tally/no-sheets' ? (
        <>
          <Blank framed sentence={t('tally.screen.empty')} button={t('tally.screen.toScoring')} href={addressOf('scoring')} />
          <Before
            round={round}
            busy={task.busy}
            onKeep={(change) => void task.run(() => call('rounds.setGrades', { roundId, ...change }))}
          />
        </>
      ) : (
        <Ready answer={tally}>
          {() =>
            grading ? (
              <>
                <CutOffs
                  key={`${grading.noticeOn} ${grading.grades.map((one) => one.from).join(' ')}`}
                  grades={grading.grades}
                  noticeOn={grading.noticeOn}
                  closed={closed}
                  busy={task.busy}
                  onKeep={(change) => void task.run(() => call('rounds.setGrades', { roundId, ...change }))}
                />
                <Results grading={grading} />
              </>
            ) : null
          }
        </Ready>
      )}
      <SideDrawer open={settling} onClose={() => setSettling(false)} title={t('titles.results.settle')}>
        {grading ? <SettleForm roundId={roundId} grading={grading} untitled={untitled} onDone={() => setSettling(false)} /> : null}
      </SideDrawer>
    </Page>
  );
}

interface Props {
  round: Round;
  busy: boolean;
  onKeep: (change: { from: Record<string, string>; noticeOn?: string }) => void;
}

/** The cut-offs as they stand before anybody has scored. */
function Before({ round, busy, onKeep }: Props) {
  const { i18n } = useTranslation();
  const scheme = useQuery('schemes.get', { roundId: round.roundId });
  const grades = (scheme.value?.results.grades ?? []).map(({ id, label, from100, rectify }) => ({
    id,
    label: i18n.language === 'en' ? (label.en ?? label.zh) : label.zh,
    from: String((round.settings.gradesFrom100?.[id] ?? from100) / 100),
    rectify,
  }));
  if (grades.length === 0) return null;
  return (
    <CutOffs
      key={grades.map((one) => one.from).join(' ')}
      grades={grades}
      noticeOn={round.settings.noticeOn ?? ''}
      closed={false}
      busy={busy}
      onKeep={onKeep}
    />
  );
}

function Results({ grading }: { grading: Grading }) {
  const { t } = useTranslation();
  const adjusted = grading.parks.filter((one) => one.consequence === 'rectify');
  return (
    <>
      <Section title={t('titles.results.grades')}>
        <p className="quiet">
          {grading.grades
            .map((grade) =>
              t('titles.results.count', { label: grade.label, count: grading.parks.filter((one) => one.grade === grade.id).length }),
            )
            .join(' · ')}
        </p>
        <ResultTable parks={grading.parks} />
      </Section>
      {adjusted.length > 0 ? (
        <Section
          title={t('titles.results.adjusted', { count: adjusted.length })}
          about={t('titles.results.adjustedAbout', { date: grading.noticeOn })}
        >
          <ul className="plain-list" aria-label={t('titles.results.adjusted', { count: adjusted.length })}>
            {adjusted.map((one) => (
              <li key={one.applicationId}>
                <strong>{one.parkName}</strong> {one.rectifyUntil ? t('titles.results.until', { date: one.rectifyUntil }) : null}
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
    </>
  );
}
