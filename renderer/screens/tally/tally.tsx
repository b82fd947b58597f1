/** 汇总: the ranking with its derivation, who scored how, what is asked of whom, what stands in the way. */
import { Alert, Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import type { TallyAnswer } from '../../../domain/api.ts';
import { call } from '../../api.ts';
import { useAnswer } from '../../state/answers.ts';
import { addressOf } from '../../state/route.ts';
import { useSession } from '../../state/session.ts';
import { useTask } from '../../state/task.ts';
import { Blank, Ready, Refused } from '../../ui/notices.tsx';
import { Page } from '../../ui/page.tsx';
import { Agreement } from './agreement.tsx';
import { BlockedList } from './blocked-list.tsx';
import { HeatMap } from './heat-map.tsx';
import { HeatTable } from './heat-table.tsx';
import { OutlierList } from './outlier-list.tsx';
import { Ranking } from './ranking.tsx';
import { useTally } from './store.ts';

const plainRules = { trim: 'none' };

export function TallyScreen({ roundId }: { roundId: string }) {
  const { t } = useTranslation();
  const { rules, follow } = useTally();
  const tally = useAnswer('tally.run', rules === 'plain' ? { roundId, rules: plainRules } : { roundId });
  const none = tally.error?.code === 'tally/no-sheets';
  return (
    <Page
      title={t('window.place.tally')}
      about={tally.value ? t('window.tally.about', { parks: tally.value.ranking.length, experts: tally.value.experts.length }) : undefined}
      actions={
        none ? null : (
          <Segmented
            aria-label={t('window.tally.rules')}
            value={rules}
            onChange={follow}
            options={[
              { value: 'round', label: t('window.tally.roundRules') },
              { value: 'plain', label: t('window.tally.plainRules') },
            ]}
          />
        )
      }
    >
      {none ? (
        <div className="plane">
          <Blank sentence={t('window.tally.empty')} button={t('window.tally.toScoring')} href={addressOf('scoring')} />
        </div>
      ) : (
        <Ready answer={tally}>{(value) => <Results roundId={roundId} tally={value} />}</Ready>
      )}
    </Page>
  );
}

function Results({ roundId, tally }: { roundId: string; tally: TallyAnswer }) {
  const { t } = useTranslation();
  const { map, showAs, rules } = useTally();
  const personId = useSession((now) => now.personId);
  const explaining = useTask();
  const agreement = useAnswer('tally.agreement', { roundId });
  const schemes = useAnswer('schemes.list', {});
  const round = useAnswer('rounds.get', { roundId });
  const types = schemes.value?.find((one) => one.id === round.value?.schemeId)?.types ?? [];
  const nameOf = (personId: string): string => tally.experts.find((one) => one.personId === personId)?.name ?? '—';
  const parkOf = (applicationId: string): string => tally.derivation.find((one) => one.applicationId === applicationId)?.parkName ?? '—';
  const criterionOf = (criterionId: string): string => tally.derivation[0]?.criteria.find((one) => one.criterionId === criterionId)?.name ?? criterionId;
  return (
    <>
      {rules === 'plain' ? <Alert type="info" showIcon title={t('window.tally.plainAbout')} /> : null}
      {tally.panelWarnings.map((warning) => (
        <Alert key={warning.text} type="warning" showIcon title={warning.text} description={warning.parks.map((park) => park.parkName).join(t('common.comma')) || undefined} />
      ))}
      {tally.blocked.length > 0 ? (
        <section className="section">
          <h2>{t('window.tally.blocked', { count: tally.blocked.length })}</h2>
          <p className="quiet">{t('window.tally.blockedAbout')}</p>
          <BlockedList blocked={tally.blocked} parkOf={parkOf} criterionOf={criterionOf} />
        </section>
      ) : null}
      <section className="section">
        <h2>{t('window.tally.ranking')}</h2>
        <div className="plane clipped">
          <Ranking tally={tally} types={types} nameOf={nameOf} />
        </div>
        {tally.unranked.map((one) => (
          <p key={one.applicationId} className="quiet">
            {one.text}
          </p>
        ))}
      </section>
      <section className="section">
        <div className="row-between">
          <h2 className="part-title">{t('window.tally.map')}</h2>
          <Segmented
            size="small"
            aria-label={t('window.tally.mapShape')}
            value={map}
            onChange={showAs}
            options={[
              { value: 'chart', label: t('window.tally.asChart') },
              { value: 'table', label: t('window.tally.asTable') },
            ]}
          />
        </div>
        <p className="quiet">{t('window.tally.mapAbout')}</p>
        <div className="plane clipped">{map === 'chart' ? <HeatMap tally={tally} nameOf={nameOf} /> : <HeatTable tally={tally} nameOf={nameOf} />}</div>
      </section>
      <section className="section">
        <h2>{t('window.tally.outliers', { count: tally.outliers.length })}</h2>
        <OutlierList
          outliers={tally.outliers}
          nameOf={nameOf}
          parkOf={parkOf}
          criterionOf={criterionOf}
          mine={personId}
          busy={explaining.busy}
          refusal={explaining.error}
          onExplain={({ personId: who, applicationId, criterionId }, text) =>
            explaining.run(() => call('tally.explain', { personId: who, applicationId, ...(criterionId === undefined ? {} : { criterionId }), text }))
          }
        />
      </section>
      <section className="section">
        <h2>{t('window.tally.agreement')}</h2>
        {agreement.value ? <Agreement agreement={agreement.value} /> : <Refused error={agreement.error} />}
      </section>
    </>
  );
}
