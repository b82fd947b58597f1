/** 表格录入: scores on paper are typed into one grid, typed a second time to check, and where the two differ a person decides. */
import { Segmented } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Person, Round } from '../../../../domain/contract/api.ts';
import { isAskedOf, rubricLeaves, typesNamed } from '../../../../domain/rubric/leaves.ts';
import { useQuery, useQueries } from '../../../state/queries.ts';
import { Blank, Page, Ready } from '../../../ui/page.tsx';
import { scoreQueue } from '../../../state/scores.ts';
import type { GridRow } from './block.ts';
import { Differences } from './differences.tsx';
import { FirstPass } from './first-pass.tsx';
import { SecondPass } from './second-pass.tsx';

const views = ['first', 'second', 'differences'] as const;
type View = (typeof views)[number];

export function GridScreen({ round, person }: { round: Round; person: Person }) {
  const { t } = useTranslation();
  const { personId } = person;
  const [view, setView] = useState<View>('first');
  const seats = useQuery('conflicts.list', { personId });
  const free = useMemo(() => (seats.value ?? []).filter((seat) => seat.relation === 'none'), [seats.value]);
  const sheets = useQueries(
    'scores.get',
    free.map(({ applicationId }) => ({ personId, applicationId })),
  );
  const check = useQuery('reentry.get', { personId });
  const stored = sheets.map((one) => one.value);
  useEffect(() => {
    for (const sheet of stored) if (sheet) scoreQueue.adopt(sheet);
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the list is made anew each time, its sheets are not
  }, [...stored]);
  const criteria = useMemo(() => (round.rubric ? rubricLeaves(round.rubric).map((leaf) => leaf.criterion) : []), [round.rubric]);
  const byType = round.rubric && typesNamed(round.rubric).length > 0 ? round.rubric : null;
  const rows: GridRow[] = (seats.value ?? [])
    .filter((seat) => seat.relation === null || seat.relation === 'none')
    .map((seat) => {
      const sheet = stored[free.indexOf(seat)];
      const locked =
        seat.relation === null
          ? t('panel.declare.open')
          : sheet?.state === 'submitted'
            ? t('scores.state.submitted')
            : sheet?.abstained.some((one) => one.criterionId === null)
              ? t('scores.abstain')
              : sheet?.ended
                ? t('scores.state.ended')
                : null;
      const leaves = byType && sheet ? rubricLeaves(byType).filter((leaf) => isAskedOf(leaf, sheet.type)) : null;
      const asked = leaves && new Set(leaves.map(({ criterion }) => criterion.id));
      return { applicationId: seat.applicationId, name: seat.parkName, locked, asked };
    });
  const differing = check.value?.differing ?? 0;
  const whole = { round, personId, rows, criteria, sheets: stored.filter((one) => one !== undefined) };
  return (
    <Page
      fill
      back={{ place: 'scoring', name: t('scores.grid.back') }}
      title={t('scores.grid.title', { name: person.name })}
      about={t(`scores.grid.about.${view}`)}
      actions={
        <Segmented<View>
          value={view}
          onChange={setView}
          options={views.map((one) => ({
            value: one,
            label: one === 'differences' && differing > 0 ? t('scores.grid.view.open', { count: differing }) : t(`scores.grid.view.${one}`),
          }))}
        />
      }
    >
      <div className="plane fill clipped column grid-plane">
        <Ready answer={seats}>
          {() =>
            rows.length === 0 || round.rubric === null || round.state === 'preparing' ? (
              <Blank sentence={t(round.state === 'preparing' ? 'scores.notOpen' : 'scores.noParks')} />
            ) : view === 'first' ? (
              <FirstPass {...whole} />
            ) : (
              <Ready answer={check}>
                {(value) =>
                  view === 'second' ? (
                    <SecondPass {...whole} check={value} onCompare={() => setView('differences')} />
                  ) : (
                    <Differences {...whole} check={value} />
                  )
                }
              </Ready>
            )
          }
        </Ready>
      </div>
    </Page>
  );
}
