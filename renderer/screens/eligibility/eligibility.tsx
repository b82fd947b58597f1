/** 资格审查: parks by conditions, a table for each type, since each type has its own. */
import { Button, Drawer } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ApplicationRow, EvaluationView } from '../../../domain/api.ts';
import { call } from '../../api.ts';
import { useAnswer, useEachAnswer } from '../../state/answers.ts';
import { addressOf } from '../../state/route.ts';
import { useTask } from '../../state/task.ts';
import { sizes } from '../../theme.ts';
import { ConditionFacts } from '../../ui/conditions.tsx';
import { Blank, Ready, Refused } from '../../ui/notices.tsx';
import { Page } from '../../ui/page.tsx';
import type { VerdictName } from '../../ui/words.ts';
import { Filters, unfiltered } from './filters.tsx';
import { Matrix } from './matrix.tsx';
import { PaperMatrix } from './paper-matrix.tsx';
import { SourceTable } from './source-table.tsx';
import { useEligibility } from './store.ts';

export interface Judged {
  row: ApplicationRow;
  evaluation: EvaluationView | undefined;
}

const order: readonly VerdictName[] = ['met', 'judgement', 'relaxable', 'missing', 'notMet'];

export function EligibilityScreen({ roundId }: { roundId: string }) {
  const { t } = useTranslation();
  const applications = useAnswer('applications.list', { roundId });
  return (
    <Page title={t('window.place.eligibility')} about={t('window.eligibility.about')} actions={applications.value && applications.value.length > 0 ? <Button onClick={() => window.print()}>{t('desk.eligible.print')}</Button> : null}>
      <Ready answer={applications}>
        {(rows) =>
          rows.length === 0 ? (
            <div className="plane">
              <Blank sentence={t('window.eligibility.empty')} button={t('window.packages.import')} href={addressOf('packages')} />
            </div>
          ) : (
            <Groups roundId={roundId} rows={rows} />
          )
        }
      </Ready>
    </Page>
  );
}

function Groups({ roundId, rows }: { roundId: string; rows: readonly ApplicationRow[] }) {
  const { t } = useTranslation();
  const round = useAnswer('rounds.get', { roundId });
  const schemes = useAnswer('schemes.list', {});
  const evaluations = useEachAnswer('eligibility.evaluate', rows.map(({ applicationId }) => ({ applicationId })));
  const { open, show, hide, filter, sift } = useEligibility();
  const task = useTask();
  const judged = rows.map((row, at): Judged => ({ row, evaluation: evaluations[at]?.value }));
  const types = schemes.value?.find((one) => one.id === round.value?.schemeId)?.types ?? [];
  const seen = judged.filter(({ row }) => (filter.type === null || row.type === filter.type) && (filter.verdicts.length === 0 || filter.verdicts.includes(row.overall)));
  const groups = [...types.map((type) => ({ ...type, parks: seen.filter((one) => one.row.type === type.id) })), { id: '', label: t('window.eligibility.noType'), parks: seen.filter((one) => !types.some((type) => type.id === one.row.type)) }];
  const park = judged.find((one) => one.row.applicationId === open?.applicationId);
  const condition = park?.evaluation?.conditions.find((one) => one.id === open?.conditionId);
  return (
    <>
      <Refused error={evaluations.find((one) => one.error)?.error} />
      <Filters filter={filter} types={types} verdicts={order} shown={seen.length} all={judged.length} onFilter={sift} />
      {seen.length === 0 ? (
        <div className="plane">
          <Blank sentence={t('desk.eligible.nothing')} button={t('desk.eligible.clear')} onPress={() => sift(unfiltered)} />
        </div>
      ) : null}
      {groups
        .filter((group) => group.parks.length > 0)
        .map((group) => (
          <section key={group.id} className="section eligibility-group">
            <h2>{`${group.label} ${t('window.eligibility.count', { count: group.parks.length })}`}</h2>
            <p className="quiet">{countVerdicts(group.parks).map(([verdict, count]) => `${t(`common.verdict.${verdict}`)} ${count}`).join(' · ')}</p>
            <PaperMatrix title={`${round.value?.name ?? ''} ${group.label}`} parks={group.parks} />
            <div className="plane clipped no-print">
              <Matrix parks={group.parks} onOpen={show} />
            </div>
          </section>
        ))}
      <Drawer open={condition !== undefined} onClose={hide} size={sizes.wideDrawer} title={park?.row.parkName} destroyOnHidden>
        {condition && park ? (
          <div className="stack-wide">
            <ConditionFacts
              key={condition.id}
              condition={condition}
              busy={task.busy}
              refusal={task.error}
              onRule={(conditionId, outcome, reason) => task.run(() => call('eligibility.decide', { applicationId: park.row.applicationId, conditionId, outcome, reason }))}
            />
            <SourceTable applicationId={park.row.applicationId} keys={condition.fields} />
            <a href={addressOf('packages', park.row.applicationId)}>{t('window.eligibility.openPark')}</a>
          </div>
        ) : null}
      </Drawer>
    </>
  );
}

function countVerdicts(parks: readonly Judged[]): [VerdictName, number][] {
  return order.map((verdict): [VerdictName, number] => [verdict, parks.filter((one) => one.row.overall === verdict).length]).filter(([, count]) => count > 0);
}
