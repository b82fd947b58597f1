/** The expert's desk: parks left, the documents of one in the middle, its score sheet right. */
import { Modal } from 'antd';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output, Person, Round } from '../../../../domain/contract/api.ts';
import { call } from '../../../client/api.ts';
import { useQuery, useQueries } from '../../../state/queries.ts';
import { addressOf, go } from '../../../state/route.ts';
import { useMutation } from '../../../state/mutation.ts';
import { DeclarationForm } from '../../../ui/forms/declaration-form.tsx';
import { Blank, Notice, Ready } from '../../../ui/page.tsx';
import { Panes } from '../../../ui/panes.tsx';
import { gridId } from '../paper/address.ts';
import { SeatHints } from '../../../ui/conflict-hints.tsx';
import { KeyHelp } from './key-help.tsx';
import { focusCriterion, useDeskKeys } from '../sheet/keys.ts';
import { useOwnNotes } from './own-notes.ts';
import { ScoreOverview } from './score-overview.tsx';
import { ParkList, type ParkState } from './park-list.tsx';
import { ScoreDesk } from './score-desk.tsx';

type Seat = Output<'conflicts.list'>[number];

export function ScoringWorkspace({ round, person, applicationId }: { round: Round; person: Person; applicationId: string | null }) {
  const { t } = useTranslation();
  const { personId } = person;
  const seats = useQuery('conflicts.list', { personId });
  return (
    <div className="pane desk">
      {person.stage && person.stage.state !== 'open' ? (
        <Notice type="warning" title={t(`stages.desk.${person.stage.state}`, { stage: person.stage.name })} />
      ) : null}
      <Ready answer={seats}>
        {(all) =>
          all.length === 0 ? (
            <Blank sentence={t('scores.noParks')} />
          ) : (
            <OpenDesk round={round} person={person} seats={all} applicationId={applicationId} />
          )
        }
      </Ready>
    </div>
  );
}

interface Props {
  round: Round;
  person: Person;
  seats: readonly Seat[];
  applicationId: string | null;
}

function OpenDesk({ round, person, seats, applicationId }: Props) {
  const { t } = useTranslation();
  const { personId } = person;
  const [helping, setHelping] = useState(false);
  const [comparing, setComparing] = useState(false);
  const notes = useOwnNotes(personId);
  const declaring = useMutation();
  const free = useMemo(() => seats.filter((seat) => seat.relation === 'none'), [seats]);
  const sheets = useQueries(
    'scores.get',
    free.map((seat) => ({ personId, applicationId: seat.applicationId })),
  );
  const open = seats.filter((seat) => seat.relation === null || seat.relation === 'none');
  const seat = open.find((one) => one.applicationId === applicationId) ?? open[0];
  const stateOf = (one: Seat): ParkState => {
    if (one.relation === null) return 'undeclared';
    if (one.relation !== 'none') return 'recused';
    const sheet = sheets[free.indexOf(one)]?.value;
    if (sheet?.state === 'submitted') return 'submitted';
    if (sheet?.abstained.some((each) => each.criterionId === null)) return 'abstained';
    return sheet && sheet.totals.filled > 0 ? 'begun' : 'empty';
  };

  const next = useCallback(() => {
    const at = open.findIndex((one) => one.applicationId === seat?.applicationId);
    const following = open[(at + 1) % open.length];
    if (following) go('scoring', following.applicationId);
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the list is made anew each time; its ids say what is in it
  }, [open.map((one) => one.applicationId).join(), seat?.applicationId]);
  const help = useCallback(() => setHelping((now) => !now), []);
  const overview = useCallback(() => setComparing(true), []);
  useDeskKeys(next, help);
  useEffect(() => {
    if (seat && seat.applicationId !== applicationId) go('scoring', seat.applicationId, true);
  }, [seat, applicationId]);

  /** where the cursor goes once the park is there */
  const goTo = useRef<string | null>(null);
  const takeCursor = useCallback(() => {
    if (goTo.current !== null) setTimeout((id) => focusCriterion(id), 0, goTo.current);
    goTo.current = null;
  }, []);
  const list = (
    <ParkList
      gridHref={addressOf('scoring', gridId(personId))}
      parks={seats.map((one) => ({ ...one, state: stateOf(one) }))}
      current={seat?.applicationId ?? null}
      onOpen={(id) => go('scoring', id)}
      onOverview={overview}
    />
  );
  return (
    <div className="pane desk-inner">
      {seat === undefined ? (
        <Blank sentence={t('scores.allRecused')} />
      ) : seat.relation === null ? (
        <Panes
          name="declaring"
          panes={[
            { share: 20, least: 160, body: list },
            {
              share: 80,
              least: 400,
              body: (
                <div className="fill pane-body pane-roomy">
                  <div className="narrow stack-wide">
                    <h1 className="part-title">{t('scores.declareTitle', { park: seat.parkName })}</h1>
                    <p className="quiet">{t('scores.declareAbout')}</p>
                    <SeatHints personId={personId} applicationId={seat.applicationId} />
                    <DeclarationForm
                      key={seat.applicationId}
                      before={seat}
                      task={declaring}
                      onDeclare={(declared) =>
                        void declaring.run(() => call('conflicts.declare', { personId, applicationId: seat.applicationId, ...declared }))
                      }
                    />
                  </div>
                </div>
              ),
            },
          ]}
        />
      ) : (
        <ScoreDesk
          key={seat.applicationId}
          round={round}
          person={person}
          applicationId={seat.applicationId}
          list={list}
          notes={notes}
          onNext={next}
          onHelp={help}
          onOverview={overview}
          onShown={takeCursor}
        />
      )}
      <Modal open={helping} onCancel={help} footer={null} title={t('window.keys.title')}>
        <KeyHelp />
      </Modal>
      <ScoreOverview
        personId={personId}
        rubric={round.rubric}
        parks={free.map((one, at) => ({ ...one, sheet: sheets[at]?.value }))}
        notes={notes}
        open={comparing}
        onClose={() => setComparing(false)}
        onGo={(id, criterionId) => {
          setComparing(false);
          goTo.current = criterionId;
          if (id === seat?.applicationId) takeCursor();
          else go('scoring', id);
        }}
      />
    </div>
  );
}
