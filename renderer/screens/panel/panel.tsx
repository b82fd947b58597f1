/** 评审组: who reviews, which parks each has, and what they declared. */
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { UserAddOutlined } from '../../ui/icons.tsx';
import type { Input, Output, Person } from '../../../domain/contract/api.ts';
import type { RankingChange } from '../../../domain/contract/tally.ts';
import { call } from '../../client/api.ts';
import { useQuery } from '../../state/queries.ts';
import { addressOf } from '../../state/route.ts';
import { useMutation } from '../../state/mutation.ts';
import { useUndo } from '../../state/acts/undo.ts';
import { Blank, Page, Ready, Refused } from '../../ui/page.tsx';
import { RankingChangeNotice } from '../../ui/tables/ranking-change-table.tsx';
import { BalanceButton } from './balance.tsx';
import { SeatHints } from '../../ui/conflict-hints.tsx';
import { ReplaceExpert, Replacements } from './replace.tsx';
import { PersonEdit, PersonForm } from './person-form.tsx';
import { PersonTable } from './person-table.tsx';
import { SeatList } from './seat-list.tsx';
import { usePanel } from './store.ts';
import { SideDrawer } from '../../ui/side-drawer.tsx';

export function PanelScreen({ roundId }: { roundId: string }) {
  const { t } = useTranslation();
  const people = useQuery('panel.list', { roundId });
  const applications = useQuery('applications.list', { roundId });
  const rounds = useQuery('rounds.list', {});
  const { open, addPerson, edit, seat, close } = usePanel();
  const adding = useMutation();
  const editing = useMutation();
  const seating = useMutation();
  const offer = useUndo((now) => now.offer);
  const [moved, setMoved] = useState<RankingChange | null>(null);
  const parks = applications.value ?? [];
  const experts = (people.value ?? []).filter((one) => one.role === 'expert' || one.role === 'leader');
  const unseated = experts.filter((one) => one.assigned < parks.length);
  const person = people.value?.find((one) => open !== null && 'personId' in open && one.personId === open.personId);

  const edited = people.value?.find((one) => open !== null && 'edited' in open && one.personId === open.edited) ?? null;
  const over = rounds.value?.find((one) => one.roundId === roundId)?.state === 'closed';

  const shut = (): void => {
    editing.clear();
    close();
  };
  const change = (work: () => Promise<unknown>): void => void editing.run(work).then((done) => (done ? shut() : undefined));
  const add = async (typed: Omit<Input<'panel.add'>, 'roundId'>): Promise<boolean> =>
    adding.run(() => call('panel.add', { roundId, ...typed }));
  const seatAll = (): void =>
    void seating.run(async () => {
      const applicationIds = parks.map((one) => one.applicationId);
      const done = [];
      for (const { personId } of unseated) done.push(await call('panel.assign', { personId, applicationIds }));
      const count = done.reduce((sum, { assigned }) => sum + assigned, 0);
      offer({ roundId, seqs: done.map(({ seq }) => seq), said: t('window.undo.assignedAll', { count }) });
    });
  return (
    <Page
      title={t('window.place.panel')}
      about={t('panel.about', { experts: experts.length })}
      actions={
        <>
          <Button href={addressOf('rubric')}>{t('rubric.open')}</Button>
          <Button href={addressOf('roster')}>{t('window.place.roster')}</Button>
          <Button disabled={over || parks.length === 0 || unseated.length === 0} loading={seating.busy} onClick={seatAll}>
            {t('panel.seatAll')}
          </Button>
          <BalanceButton roundId={roundId} parks={over ? [] : parks} experts={experts.length} />
          <Button type="primary" disabled={over} icon={<UserAddOutlined />} onClick={addPerson}>
            {t('panel.add')}
          </Button>
        </>
      }
    >
      <Refused error={seating.error} onClose={seating.clear} />
      <div className="plane clipped">
        <Ready answer={people}>
          {(all) =>
            all.length === 0 ? (
              <Blank sentence={t('panel.empty')} button={t('panel.add')} onPress={addPerson} />
            ) : (
              <PersonTable people={all} parks={parks.length} onSeat={seat} onEdit={over ? null : edit} />
            )
          }
        </Ready>
      </div>
      <Replacements roundId={roundId} />
      <PersonForm open={open !== null && 'form' in open} task={adding} onAdd={add} onClose={close} />
      <PersonEdit
        key={edited?.personId ?? ''}
        person={edited}
        task={editing}
        onEdit={(corrected, was) => change(() => call('panel.edit', { personId: edited?.personId ?? '', ...corrected, was }))}
        onRemove={() => change(() => call('panel.remove', { personId: edited?.personId ?? '' }))}
        onClose={shut}
      />
      <SideDrawer open={person !== undefined} onClose={close} title={person ? t('panel.seatTitle', { name: person.name }) : null}>
        {person ? (
          <div className="stack-wide">
            <SeatHints personId={person.personId} />
            <Seats key={person.personId} roundId={roundId} person={person} parks={parks} onMoved={setMoved} />
            <ReplaceExpert
              key={`replace ${person.personId}`}
              person={person}
              onDone={(standing) => {
                setMoved(standing);
                close();
              }}
            />
          </div>
        ) : null}
      </SideDrawer>
      <RankingChangeNotice change={moved} onClose={() => setMoved(null)} />
    </Page>
  );
}

interface Props {
  roundId: string;
  person: Person;
  parks: Output<'applications.list'>;
  onMoved: (standing: RankingChange | null) => void;
}

function Seats({ roundId, person, parks, onMoved }: Props) {
  const { t } = useTranslation();
  const offer = useUndo((now) => now.offer);
  const { personId, name } = person;
  const nameOf = (applicationId: string): string => parks.find((one) => one.applicationId === applicationId)?.parkName ?? '';
  const declared = (seqs: readonly (number | null)[]): void =>
    offer({ roundId, seqs, said: t('window.undo.declared', { person: name, count: seqs.filter((seq) => seq !== null).length }) });
  const declarations = useQuery('conflicts.list', { personId });
  const task = useMutation();
  return (
    <Ready answer={declarations}>
      {(seats) => (
        <SeatList
          name={person.name}
          parks={parks}
          seats={seats}
          task={task}
          onSeat={(applicationIds) =>
            void task.run(async () => {
              const { assigned, seq } = await call('panel.assign', { personId, applicationIds });
              offer({ roundId, seqs: [seq], said: t('window.undo.assigned', { person: name, count: assigned }) });
            })
          }
          onUnseat={(applicationIds) =>
            void task.run(async () => {
              const { unassigned, seq } = await call('panel.unassign', { personId, applicationIds });
              const [only = '', ...more] = applicationIds;
              const said =
                more.length === 0
                  ? t('window.undo.unassigned', { person: name, park: nameOf(only) })
                  : t('window.undo.unassignedSome', { person: name, count: unassigned });
              offer({ roundId, seqs: [seq], said });
            })
          }
          onDeclare={(applicationId, typed) =>
            task.run(async () => {
              const { standing, seq } = await call('conflicts.declare', { personId, applicationId, ...typed });
              onMoved(standing);
              declared([seq]);
            })
          }
          onDeclareNone={(applicationIds) =>
            void task.run(async () => {
              const seqs = [];
              for (const applicationId of applicationIds)
                seqs.push((await call('conflicts.declare', { personId, applicationId, relation: 'none' })).seq);
              declared(seqs);
            })
          }
        />
      )}
    </Ready>
  );
}
