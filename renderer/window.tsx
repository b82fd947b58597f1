/** The window: look and language around the frame, and the screen of the present place in it. */
import { Suspense, useEffect, useLayoutEffect, useRef, type ComponentType, type ReactNode } from 'react';
import type { Language } from '../domain/text.ts';
import { setLanguage, type ApiError } from './client/api.ts';
import { changeTexts } from './i18n.ts';
import { Fallen } from './later/fallen.tsx';
import { later } from './later/later.tsx';
import { applyTheme, variables } from './theme/shade.ts';
import { useColorScheme } from './theme/wishes.ts';
import { useQuery } from './state/queries.ts';
import { askAllAgain, queryClient } from './state/query-client.ts';
import { useRoute, type Route, type Place } from './state/route.ts';
import { useSession } from './state/session.ts';
import { Frame } from './screens/frame/frame.tsx';
import { HomeScreen } from './screens/home/home.tsx';

const loads: (() => Promise<unknown>)[] = [];

function screen<Name extends string, Props extends object>(load: () => Promise<Record<Name, ComponentType<Props>>>, name: Name) {
  loads.push(load);
  return later(load, name);
}

/** Only the desk comes with the window; every other screen comes when it is first asked for, or while the hands rest. */
const PackagesScreen = screen(() => import('./screens/packages/packages.tsx'), 'PackagesScreen');
const ReviewScreen = screen(() => import('./screens/review/review.tsx'), 'ReviewScreen');
const EligibilityScreen = screen(() => import('./screens/eligibility/eligibility.tsx'), 'EligibilityScreen');
const PanelScreen = screen(() => import('./screens/panel/panel.tsx'), 'PanelScreen');
const RosterScreen = screen(() => import('./screens/roster/roster.tsx'), 'RosterScreen');
const RubricScreen = screen(() => import('./screens/rubric/rubric.tsx'), 'RubricScreen');
const ScoringScreen = screen(() => import('./screens/scoring/scoring.tsx'), 'ScoringScreen');
const VisitsScreen = screen(() => import('./screens/visits/visits.tsx'), 'VisitsScreen');
const ExchangeScreen = screen(() => import('./screens/exchange/exchange.tsx'), 'ExchangeScreen');
const IdentitiesScreen = screen(() => import('./screens/identities/identities.tsx'), 'IdentitiesScreen');
const DocumentsScreen = screen(() => import('./screens/documents/documents.tsx'), 'DocumentsScreen');
const SettingsScreen = screen(() => import('./screens/settings/settings.tsx'), 'SettingsScreen');
const PublicityScreen = screen(() => import('./screens/publicity/publicity.tsx'), 'PublicityScreen');
const MinutesScreen = screen(() => import('./screens/minutes/minutes.tsx'), 'MinutesScreen');
const DeliberationScreen = screen(() => import('./screens/deliberation/deliberation.tsx'), 'DeliberationScreen');
const ShortlistScreen = screen(() => import('./screens/shortlist/shortlist.tsx'), 'ShortlistScreen');
const ApplicationScreen = screen(() => import('./screens/application/application.tsx'), 'ApplicationScreen');
const TitlesScreen = screen(() => import('./screens/titles/titles.tsx'), 'TitlesScreen');
const UnusableScreen = screen(() => import('./screens/unusable/unusable.tsx'), 'UnusableScreen');
const TallyScreen = screen(() => import('./screens/tally/tally.tsx'), 'TallyScreen');

/** How long the first page has the program to itself, in ms. */
const headStart = 1_500;

/** Reads one screen after the other, each in a moment in which nothing else is to be done. */
async function readScreens(isOver: () => boolean): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, headStart));
  for (const load of loads) {
    await new Promise((resolve) => requestIdleCallback(resolve));
    if (isOver()) return;
    // what does not come now is asked for again by whoever goes there
    await load().catch(() => undefined);
  }
}

/** The words of the page: of the language, spoken of those whom the open round is about. */
function useTexts(): void {
  const language = useSession((now) => now.language);
  const roundId = useSession((now) => now.roundId);
  const round = useQuery('rounds.get', roundId === null ? null : { roundId });
  const spoken = round.value?.subject ?? null;
  const said = useRef(language);
  // before the first drawing: the fonts go by it
  useLayoutEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  }, [language]);
  useEffect(() => {
    if (said.current === language) return;
    said.current = language;
    setLanguage(language);
    void changeTexts(language, null);
    askAllAgain();
  }, [language]);
  const of = useRef<string | null>(null);
  useEffect(() => {
    // until the answer in the new language is there, the words stay as they are
    const key = spoken && `${language} ${spoken.subject} ${spoken.counter}`;
    if (!spoken || key === of.current || !isIn(language, spoken)) return;
    const first = of.current === null;
    of.current = key;
    // the texts as they are loaded speak of parks
    if (first && isOfParks(spoken)) return;
    void changeTexts(language, spoken);
  }, [language, spoken]);
}

/** The answer that is on the page may still be in the language before. */
const isIn = (language: Language, { subject }: { subject: string }): boolean => /\p{Script=Han}/u.test(subject) === (language === 'zh');

const isOfParks = ({ subject }: { subject: string }): boolean => subject === '园区' || subject === 'park';

/** Refusals of a store that does not open, or of a window that was let in nowhere. */
const closed = new Set<string>([
  'window/expired',
  'workspace/damaged',
  'workspace/store-missing',
  'workspace/newer-version',
  'workspace/not-a-workspace',
  'workspace/locked',
  'workspace/locked-by-passphrase',
  'workspace/key-damaged',
  'workspace/in-use',
  'workspace/no-sqlite',
  'workspace/read-only',
  'workspace/disk-full',
  'file/unusable',
]);

/** Why nothing of the store can be shown; what was shown once stays while a single question is refused. */
function useUnusable(): ApiError | null {
  const { value, error } = useQuery('rounds.list', {});
  return value === undefined && error !== undefined && closed.has(error.code) ? error : null;
}

export function Window() {
  const unusable = useUnusable();
  const shade = useColorScheme();
  useTexts();
  const route = useRoute();
  useLayoutEffect(() => applyTheme(document.documentElement, shade), [shade]);
  useEffect(() => {
    let over = false;
    void readScreens(() => over);
    return () => {
      over = true;
    };
  }, []);
  return (
    <div className={`app ${variables}`}>
      {unusable ? (
        <Suspense>
          <UnusableScreen error={unusable} onAgain={() => queryClient.invalidateQueries()} />
        </Suspense>
      ) : (
        <Frame>
          {(roundId) => (
            <Fallen key={route.place} onAgain={() => undefined}>
              <Suspense>
                <Screen route={route} roundId={roundId} />
              </Suspense>
            </Fallen>
          )}
        </Frame>
      )}
    </div>
  );
}

type Shown = (roundId: string, id: string | null) => ReactNode;

const screens: Partial<Record<Place, Shown>> = {
  packages: (roundId, id) => (id ? <ApplicationScreen key={id} applicationId={id} /> : <PackagesScreen roundId={roundId} />),
  review: (roundId, id) => <ReviewScreen roundId={roundId} applicationId={id} />,
  eligibility: (roundId) => <EligibilityScreen roundId={roundId} />,
  panel: (roundId) => <PanelScreen roundId={roundId} />,
  roster: (roundId) => <RosterScreen roundId={roundId} />,
  rubric: (roundId) => <RubricScreen roundId={roundId} />,
  scoring: (roundId, id) => <ScoringScreen roundId={roundId} applicationId={id} />,
  visits: (roundId, id) => <VisitsScreen key={id} roundId={roundId} visitId={id} />,
  tally: (roundId) => <TallyScreen roundId={roundId} />,
  deliberation: (roundId, id) => <DeliberationScreen roundId={roundId} applicationId={id} />,
  shortlist: (roundId) => <ShortlistScreen roundId={roundId} />,
  publicity: (roundId) => <PublicityScreen roundId={roundId} />,
  minutes: (roundId) => <MinutesScreen key={roundId} roundId={roundId} />,
  documents: (roundId) => <DocumentsScreen roundId={roundId} />,
};

/** The screen of a place. Without a round there is only the home screen, which opens one, exchange, which brings one, identities and the settings. */
function Screen({ route, roundId }: { route: Route; roundId: string | null }): ReactNode {
  if (route.place === 'settings') return <SettingsScreen />;
  if (route.place === 'exchange') return <ExchangeScreen roundId={roundId} />;
  if (route.place === 'identities') return <IdentitiesScreen roundId={roundId} own={route.id === 'own'} />;
  if (route.place === 'titles') return <TitlesScreen roundId={roundId} />;
  if (roundId === null) return <HomeScreen roundId={null} />;
  return screens[route.place]?.(roundId, route.id) ?? <HomeScreen roundId={roundId} />;
}
