/** 资格审查: parks by conditions, a table for each type, since each type has its own. */
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { call } from '../../client/api.ts';
import { useQuery } from '../../state/queries.ts';
import { addressOf } from '../../state/route.ts';
import { useMutation } from '../../state/mutation.ts';
import { useUndo } from '../../state/acts/undo.ts';
import { ConditionFacts } from '../../ui/evaluation/conditions.tsx';
import { Notes } from '../../ui/notes.tsx';
import { Blank, Page, Ready } from '../../ui/page.tsx';
import type { VerdictName } from '../../ui/words.ts';
import { Checklists } from './checklists.tsx';
import { inOrder, matrixSheet } from './leading.ts';
import { Filters, unfiltered, type Columns, type Filter } from './filters.tsx';
import { Matrix, paneHeight } from './matrix.tsx';
import type { MatrixCondition, MatrixGroup, MatrixPark } from './matrix-types.ts';
import { PaperMatrix } from './paper-matrix.tsx';
import { useIsPrinting } from '../../ui/printing.ts';
import { SourceTable } from './source-table.tsx';
import { useEligibility } from './store.ts';
import { useIsNear } from '../../ui/tables/near.ts';
import { TableTools } from '../../ui/tables/table-tools.tsx';
import { drawnWhole } from '../../ui/tables/windowed.ts';
import { SideDrawer } from '../../ui/side-drawer.tsx';

const order: readonly VerdictName[] = ['met', 'judgement', 'relaxable', 'missing', 'notMet'];

export function EligibilityScreen({ roundId }: { roundId: string }) {
  const { t } = useTranslation();
  const matrix = useQuery('eligibility.matrix', { roundId });
  const round = useQuery('rounds.get', { roundId });
  const isChecklist = round.value?.schemeKind === 'checklist';
  return (
    <Page
      title={t('window.place.eligibility')}
      about={t(isChecklist ? 'eligibility.checklistAbout' : 'eligibility.screen.about')}
      actions={
        matrix.value && matrix.value.groups.length > 0 ? (
          <Button onClick={() => window.print()}>{t('eligibility.filter.print')}</Button>
        ) : null
      }
    >
      <Ready answer={matrix}>
        {({ groups, notes }) => (
          <>
            <Notes notes={notes} />
            {groups.length === 0 ? (
              <Blank framed sentence={t('eligibility.screen.empty')} button={t('applications.list.import')} href={addressOf('packages')} />
            ) : (
              <Groups roundId={roundId} groups={groups} isChecklist={isChecklist} />
            )}
          </>
        )}
      </Ready>
    </Page>
  );
}

function Groups({ roundId, groups, isChecklist }: { roundId: string; groups: readonly MatrixGroup[]; isChecklist: boolean }) {
  const { t } = useTranslation();
  const round = useQuery('rounds.get', { roundId });
  const { show, filter, sift } = useEligibility();
  const types = round.value?.types ?? [];
  const labelOf = (type: string | null): string =>
    types.find((one) => one.id === type)?.label ?? t(types.length === 0 ? 'eligibility.applicants' : 'eligibility.screen.noType');
  const all = groups.flatMap((group) => group.parks);
  const seen = groups.map((group) => ({ ...group, parks: group.parks.filter((park) => isSeen(park, filter)) }));
  const shown = seen.filter(({ parks }) => parks.length > 0);
  const name = round.value?.name ?? '';
  return (
    <>
      <Filters
        filter={filter}
        types={types}
        verdicts={order}
        shown={shown.reduce((sum, { parks }) => sum + parks.length, 0)}
        all={all.length}
        onFilter={sift}
      />
      {shown.length === 0 ? (
        <Blank framed sentence={t('eligibility.filter.nothing')} button={t('eligibility.filter.clear')} onPress={() => sift(unfiltered)} />
      ) : null}
      {isChecklist ? <Checklists round={name} parks={shown.flatMap(({ parks }) => parks)} onOpen={show} /> : null}
      {shown
        .filter(() => !isChecklist)
        .map((group) => (
          <Group
            key={group.type}
            label={labelOf(group.type)}
            round={name}
            parks={group.parks}
            conditions={inOrder(shownConditions(group, filter.columns), group.parks, filter.order)}
            onOpen={show}
          />
        ))}
      <ConditionDrawer roundId={roundId} parks={all} />
    </>
  );
}

function isSeen({ type, overall }: MatrixPark, filter: Filter): boolean {
  return (filter.type === null || type === filter.type) && (filter.verdicts.length === 0 || filter.verdicts.includes(overall));
}

/** The condition whose cell was pressed, whole. */
function ConditionDrawer({ roundId, parks }: { roundId: string; parks: readonly MatrixPark[] }) {
  const { t } = useTranslation();
  const offer = useUndo((now) => now.offer);
  const { open, hide } = useEligibility();
  const task = useMutation();
  const evaluation = useQuery('eligibility.evaluate', open && { applicationId: open.applicationId });
  const park = parks.find((one) => one.applicationId === open?.applicationId);
  return (
    <SideDrawer wide open={park !== undefined} onClose={hide} title={park?.parkName}>
      {park ? (
        <Ready answer={evaluation}>
          {({ conditions }) => {
            const condition = conditions.find((one) => one.id === open?.conditionId);
            return condition ? (
              <div className="stack-wide">
                <ConditionFacts
                  key={condition.id}
                  condition={condition}
                  ruling={{
                    task,
                    onRule: (conditionId, outcome, reason) =>
                      task.run(async () => {
                        const { applicationId, parkName } = park;
                        const { seq } = await call('eligibility.decide', { applicationId, conditionId, outcome, reason });
                        offer({ roundId, seqs: [seq], said: t('window.undo.ruled', { park: parkName }) });
                      }),
                  }}
                />
                <SourceTable applicationId={park.applicationId} keys={condition.fields} />
                <a href={addressOf('packages', park.applicationId)}>{t('eligibility.screen.openPark')}</a>
              </div>
            ) : (
              <p className="quiet">{t('eligibility.nothingOnRecord')}</p>
            );
          }}
        </Ready>
      ) : null}
    </SideDrawer>
  );
}

interface Props {
  label: string;
  round: string;
  parks: readonly MatrixPark[];
  conditions: readonly MatrixCondition[];
  onOpen: (applicationId: string, conditionId: string) => void;
}

function Group({ label, round, parks, conditions, onOpen }: Props) {
  const { t } = useTranslation();
  const isPrinting = useIsPrinting();
  const [place, isNear] = useIsNear();
  const isLong = parks.length > drawnWhole;
  return (
    <section className="section eligibility-group">
      <h2>{`${label} ${t('eligibility.screen.count', { count: parks.length })}`}</h2>
      <div className="row-between">
        <p className="quiet">
          {countVerdicts(parks)
            .map(([verdict, count]) => `${t(`common.verdict.${verdict}`)} ${count}`)
            .join(' · ')}
        </p>
        <TableTools name={label} content={() => matrixSheet(label, parks, conditions, t)} />
      </div>
      {conditions.length === 0 ? (
        <p>{t('eligibility.columns.none')}</p>
      ) : (
        <>
          {isPrinting ? <PaperMatrix title={`${round} ${label}`} parks={parks} conditions={conditions} /> : null}
          <div ref={place} className="plane clipped no-print" style={isLong ? { minHeight: paneHeight } : undefined}>
            {isNear || !isLong ? <Matrix parks={parks} conditions={conditions} onOpen={onOpen} /> : null}
          </div>
        </>
      )}
    </section>
  );
}

/** Which conditions stand in the matrix: all, those that some park does not meet, or those that are measured. */
function shownConditions({ conditions, parks }: MatrixGroup, columns: Columns): MatrixCondition[] {
  const all = conditions.map((condition, at) => ({ ...condition, at }));
  if (columns === 'figures') return all.filter((one) => one.measured);
  if (columns === 'all') return all;
  return all.filter(({ at }) => parks.some(({ cells }) => cells[at]?.verdict !== 'met'));
}

function countVerdicts(parks: readonly MatrixPark[]): [VerdictName, number][] {
  return order
    .map((verdict): [VerdictName, number] => [verdict, parks.filter((one) => one.overall === verdict).length])
    .filter(([, count]) => count > 0);
}
