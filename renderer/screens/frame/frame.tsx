/** Rail, top bar, and between them the work. */
import { Suspense, useEffect, useLayoutEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from '../../state/queries.ts';
import { prefetch } from '../../state/query-client.ts';
import { roundInUse } from '../../state/round.ts';
import { addressOf, go, useRoute, type Place } from '../../state/route.ts';
import { useSaved } from '../../state/saved.ts';
import { useSession } from '../../state/session.ts';
import { useUndo } from '../../state/acts/undo.ts';
import { later } from '../../later/later.tsx';
import { Blank, Page, Refused } from '../../ui/page.tsx';
import { loadPdfJs } from '../../ui/viewer/pdf.ts';
import { leftOutOf } from './line.ts';
import { Rail } from './rail.tsx';
import type { Owner } from './sitter.tsx';
import { countWaiting, seenPlaces } from './waiting.ts';

/** Only laptops with the tasks of several people ask who sits there. */
const SitterPage = later(() => import('./sitter.tsx').then(({ SitterPage: page }) => ({ page })), 'page');

/** What was done just now can be undone; it comes with the first such act. */
const UndoBar = later(() => import('./undo-bar.tsx'), 'UndoBar');

/** Its lists of rounds and people come right after the work itself is there to be used. */
const Bar = later(() => import('./bar.tsx'), 'Bar');

export function Frame({ children }: { children: (roundId: string | null) => ReactNode }) {
  const { t } = useTranslation();
  const undoable = useUndo((now) => now.act !== null);
  const { place, id } = useRoute();
  const rounds = useQuery('rounds.list', {});
  const { roundId: chosen, personId, openRound, actAs } = useSession();
  const wrote = useSaved((now) => now.wrote);
  const round = roundInUse(rounds.value ?? [], chosen);
  const roundId = round?.roundId ?? null;
  const parks = useQuery('applications.waiting', roundId && personId === null ? { roundId } : null);
  const panel = useQuery('panel.list', roundId ? { roundId } : null);

  useEffect(() => {
    if (roundId !== null) openRound(roundId);
  }, [roundId, openRound]);
  // when the store last wrote, once; what is written from now on is told
  useEffect(() => void prefetch('workspace.info', {}).then((info) => wrote(info?.lastWriteAt ?? null)), [wrote]);

  // the reader of PDFs is large: it comes while the hands rest, and not when the first document is waited for
  useEffect(() => {
    const idle = requestIdleCallback(() => void loadPdfJs());
    return () => cancelIdleCallback(idle);
  }, []);

  // somebody who is no longer there acts for nobody
  useEffect(() => {
    if (rounds.error?.code === 'person/unknown') actAs(null);
  }, [rounds.error, actAs]);

  // on a machine that only opened tasks nobody is the office: who is alone there is meant, several are asked
  const owners = round?.owners ?? [];
  const [onlyOwner, ...moreOwners] = owners;
  const nobodyYet = owners.length > 0 && (personId === null || !owners.includes(personId));
  // a task that was opened just now makes the machine its owner's when its report is closed
  const opening = place === 'exchange' && id === 'open';
  useLayoutEffect(() => {
    if (nobodyYet && !opening && onlyOwner !== undefined && moreOwners.length === 0) actAs(onlyOwner);
  }, [nobodyYet, opening, onlyOwner, moreOwners.length, actAs]);
  const asked = nobodyYet && moreOwners.length > 0;

  const people = panel.value ?? [];
  const named: Owner[] = owners.map((id) => ({ personId: id, name: people.find((one) => one.personId === id)?.name ?? '' }));
  const person = people.find((one) => one.personId === personId) ?? null;
  const whole = useQuery('rounds.get', roundId ? { roundId } : null);
  const without = leftOutOf(whole.value);
  const sees = seenPlaces(personId !== null, person, rounds.value === undefined || (roundId !== null && !nobodyYet)).filter(
    (one) => !without.includes(one),
  );
  return (
    <div className="frame">
      <Rail
        kind={round?.schemeKind}
        place={place}
        sees={sees}
        waiting={countWaiting(parks.value, people, person, whole.value?.settings.scoringEnded !== undefined)}
      />
      <Suspense fallback={<header className="bar" />}>
        <Bar
          rounds={rounds.value ?? []}
          roundId={roundId}
          people={people}
          owners={named}
          places={sees}
          personId={person?.personId ?? null}
          onRound={openRound}
          onPerson={actAs}
        />
      </Suspense>
      <main className="work" aria-label={t(`window.place.${place}`)}>
        {rounds.error ? (
          <div className="stack-wide page">
            <Refused error={rounds.error} />
          </div>
        ) : null}
        {asked && place !== 'exchange' ? (
          <Suspense>
            <SitterPage
              owners={named}
              onProved={(proved) => {
                actAs(proved);
                go('home');
              }}
            />
          </Suspense>
        ) : without.includes(place) && whole.value ? (
          <LeftOut place={place} isChecklist={whole.value.schemeKind === 'checklist'} />
        ) : rounds.value ? (
          children(nobodyYet ? null : roundId)
        ) : null}
      </main>
      {undoable ? (
        <Suspense>
          <UndoBar />
        </Suspense>
      ) : null}
    </div>
  );
}

/** A place to which this round does not go, asked for by its address. */
function LeftOut({ place, isChecklist }: { place: Place; isChecklist: boolean }) {
  const { t } = useTranslation();
  const [kind, to] = isChecklist ? (['checklist', 'eligibility'] as const) : (['reward', 'shortlist'] as const);
  const name = t(`window.place.${to}`);
  return (
    <Page title={t(`window.place.${place}`)}>
      <div className="plane">
        <Blank sentence={t(`window.leftOut.${kind}`, { place: name })} button={name} href={addressOf(to)} />
      </div>
    </Page>
  );
}
