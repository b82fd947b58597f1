/** 资格审查: parks by conditions, a table for each type, since each type has its own. */
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ApplicationRow, EvaluationView } from '../../../domain/contract/api.ts';
import { call } from '../../client/api.ts';
import { useQuery, useQueries } from '../../state/queries.ts';
import { addressOf } from '../../state/route.ts';
import { useMutation } from '../../state/mutation.ts';
import { ConditionFacts } from '../../ui/evaluation/conditions.tsx';
import { Blank, Page, Ready, Refused } from '../../ui/page.tsx';
import type { VerdictName } from '../../ui/words.ts';
import type { Judged } from './judged.ts';
import { Checklists } from './checklists.tsx';
import { Filters, unfiltered, type Columns } from './filters.tsx';
import { Matrix } from './matrix.tsx';
import { PaperMatrix } from './paper-matrix.tsx';
import { SourceTable } from './source-table.tsx';
import { useEligibility } from './store.ts';
import { SideDrawer } from '../../ui/side-drawer.tsx';

const order: readonly VerdictName[] = ['met', 'judgement', 'relaxable', 'missing', 'notMet'];

export function EligibilityScreen({ roundId }: { roundId: string }) {
  const { t } = useTranslation();
  const applications = useQuery('applications.list', { roundId });
  const round = useQuery('rounds.get', { roundId });
  const schemes = useQuery('schemes.list', {});
  const isChecklist = schemes.value?.find((one) => one.id === round.value?.schemeId)?.kind === 'checklist';
  return (
    <Page
      title={t('window.place.eligibility')}
      about={t(isChecklist ? 'eligibility.checklistAbout' : 'eligibility.screen.about')}
      actions={
        applications.value && applications.value.length > 0 ? (
          <Button onClick={() => window.print()}>{t('eligibility.filter.print')}</Button>
        ) : null
      }
    >
      <Ready answer={applications}>
        {(rows) =>
          rows.length === 0 ? (
            <Blank framed sentence={t('eligibility.screen.empty')} button={t('applications.list.import')} href={addressOf('packages')} />
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
  const round = useQuery('rounds.get', { roundId });
  const schemes = useQuery('schemes.list', {});
  const evaluations = useQueries(
    'eligibility.evaluate',
    rows.map(({ applicationId }) => ({ applicationId })),
  );
  const { open, show, hide, filter, sift } = useEligibility();
  const task = useMutation();
  const judged = rows.map((row, at): Judged => ({ row, evaluation: evaluations[at]?.value }));
  const scheme = schemes.value?.find((one) => one.id === round.value?.schemeId);
  const types = scheme?.types ?? [];
  const seen = judged.filter(
    ({ row }) =>
      (filter.type === null || row.type === filter.type) && (filter.verdicts.length === 0 || filter.verdicts.includes(row.overall)),
  );
  const groups = [
    ...types.map((type) => ({ ...type, parks: seen.filter((one) => one.row.type === type.id) })),
    {
      id: '',
      label: t(types.length === 0 ? 'eligibility.applicants' : 'eligibility.screen.noType'),
      parks: seen.filter((one) => !types.some((type) => type.id === one.row.type)),
    },
  ];
  const park = judged.find((one) => one.row.applicationId === open?.applicationId);
  const condition = park?.evaluation?.conditions.find((one) => one.id === open?.conditionId);
  return (
    <>
      <Refused error={evaluations.find((one) => one.error)?.error} />
      <Filters filter={filter} types={types} verdicts={order} shown={seen.length} all={judged.length} onFilter={sift} />
      {seen.length === 0 ? (
        <Blank framed sentence={t('eligibility.filter.nothing')} button={t('eligibility.filter.clear')} onPress={() => sift(unfiltered)} />
      ) : null}
      {scheme?.kind === 'checklist' ? <Checklists round={round.value?.name ?? ''} judged={seen} onOpen={show} /> : null}
      {groups
        .filter((group) => group.parks.length > 0 && scheme?.kind !== 'checklist')
        .map((group) => (
          <Group
            key={group.id}
            label={group.label}
            round={round.value?.name ?? ''}
            parks={group.parks}
            conditions={shownConditions(group.parks, filter.columns)}
            onOpen={show}
          />
        ))}
      <SideDrawer wide open={condition !== undefined} onClose={hide} title={park?.row.parkName}>
        {condition && park ? (
          <div className="stack-wide">
            <ConditionFacts
              key={condition.id}
              condition={condition}
              ruling={{
                task,
                onRule: (conditionId, outcome, reason) =>
                  task.run(() => call('eligibility.decide', { applicationId: park.row.applicationId, conditionId, outcome, reason })),
              }}
            />
            <SourceTable applicationId={park.row.applicationId} keys={condition.fields} />
            <a href={addressOf('packages', park.row.applicationId)}>{t('eligibility.screen.openPark')}</a>
          </div>
        ) : null}
      </SideDrawer>
    </>
  );
}

interface Props {
  label: string;
  round: string;
  parks: readonly Judged[];
  conditions: EvaluationView['conditions'];
  onOpen: (applicationId: string, conditionId: string) => void;
}

function Group({ label, round, parks, conditions, onOpen }: Props) {
  const { t } = useTranslation();
  return (
    <section className="section eligibility-group">
      <h2>{`${label} ${t('eligibility.screen.count', { count: parks.length })}`}</h2>
      <p className="quiet">
        {countVerdicts(parks)
          .map(([verdict, count]) => `${t(`common.verdict.${verdict}`)} ${count}`)
          .join(' · ')}
      </p>
      {conditions.length === 0 ? (
        <p>{t('eligibility.columns.none')}</p>
      ) : (
        <>
          <PaperMatrix title={`${round} ${label}`} parks={parks} conditions={conditions} />
          <div className="plane clipped no-print">
            <Matrix parks={parks} conditions={conditions} onOpen={onOpen} />
          </div>
        </>
      )}
    </section>
  );
}

/** Which conditions stand in the matrix: all, those that some park does not meet, or those that are measured. */
function shownConditions(parks: readonly Judged[], columns: Columns): EvaluationView['conditions'] {
  const evaluations = parks.flatMap(({ evaluation }) => (evaluation ? [evaluation] : []));
  const conditions = evaluations[0]?.conditions ?? [];
  if (columns === 'figures') return conditions.filter((one) => one.fields.length > 0);
  if (columns === 'all') return conditions;
  return conditions.filter(({ id }) =>
    evaluations.some((one) => one.conditions.some((other) => other.id === id && other.verdict !== 'met')),
  );
}

function countVerdicts(parks: readonly Judged[]): [VerdictName, number][] {
  return order
    .map((verdict): [VerdictName, number] => [verdict, parks.filter((one) => one.row.overall === verdict).length])
    .filter(([, count]) => count > 0);
}
