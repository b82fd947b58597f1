/** The window: look and language around the frame, and the screen of the present place in it. */
import { App, ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { lazy, Suspense, useEffect, useLayoutEffect, useRef, useSyncExternalStore, type ComponentType, type ReactNode } from 'react';
import { setLanguage } from './client/api.ts';
import { changeTexts } from './i18n.ts';
import { applyTheme, themeOf, type ColorScheme } from './theme/theme.ts';
import { clearQueries } from './state/queries.ts';
import { useRoute, type Route } from './state/route.ts';
import { useSession } from './state/session.ts';
import { Frame } from './screens/frame/frame.tsx';
import { HomeScreen } from './screens/home/home.tsx';

function screen<Name extends string, Props>(load: () => Promise<Record<Name, ComponentType<Props>>>, name: Name) {
  return lazy(async () => ({ default: (await load())[name] }));
}

/** Only the desk comes with the window; every other screen comes when it is first asked for. */
const PackagesScreen = screen(() => import('./screens/packages/packages.tsx'), 'PackagesScreen');
const ReviewScreen = screen(() => import('./screens/review/review.tsx'), 'ReviewScreen');
const EligibilityScreen = screen(() => import('./screens/eligibility/eligibility.tsx'), 'EligibilityScreen');
const PanelScreen = screen(() => import('./screens/panel/panel.tsx'), 'PanelScreen');
const RubricScreen = screen(() => import('./screens/rubric/rubric.tsx'), 'RubricScreen');
const ScoringScreen = screen(() => import('./screens/scoring/scoring.tsx'), 'ScoringScreen');
const VisitsScreen = screen(() => import('./screens/visits/visits.tsx'), 'VisitsScreen');
const ExchangeScreen = screen(() => import('./screens/exchange/exchange.tsx'), 'ExchangeScreen');
const IdentitiesScreen = screen(() => import('./screens/identities/identities.tsx'), 'IdentitiesScreen');
const DocumentsScreen = screen(() => import('./screens/documents/documents.tsx'), 'DocumentsScreen');
const SettingsScreen = screen(() => import('./screens/settings/settings.tsx'), 'SettingsScreen');
const PublicityScreen = screen(() => import('./screens/publicity/publicity.tsx'), 'PublicityScreen');
const MinutesScreen = screen(() => import('./screens/minutes/minutes.tsx'), 'MinutesScreen');
const ShortlistScreen = screen(() => import('./screens/shortlist/shortlist.tsx'), 'ShortlistScreen');
const ApplicationScreen = screen(() => import('./screens/application/application.tsx'), 'ApplicationScreen');
const TitlesScreen = screen(() => import('./screens/titles/titles.tsx'), 'TitlesScreen');
const TallyScreen = screen(() => import('./screens/tally/tally.tsx'), 'TallyScreen');

const prefersDark = window.matchMedia('(prefers-color-scheme: dark)');
const prefersReducedMotion = window.matchMedia('(prefers-reduced-motion: reduce)');

/** A wish of the reader's system, followed when it changes. */
function useMediaQuery(wish: MediaQueryList): boolean {
  return useSyncExternalStore(
    (changed) => {
      wish.addEventListener('change', changed);
      return () => wish.removeEventListener('change', changed);
    },
    () => wish.matches,
  );
}

function useColorScheme(): ColorScheme {
  const choice = useSession((now) => now.shade);
  const systemDark = useMediaQuery(prefersDark);
  if (choice !== 'system') return choice;
  return systemDark ? 'dark' : 'light';
}

function useLanguage() {
  const language = useSession((now) => now.language);
  const spoken = useRef(language);
  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
    if (spoken.current === language) return;
    spoken.current = language;
    setLanguage(language);
    void changeTexts(language);
    clearQueries();
  }, [language]);
  return language;
}

export function Window() {
  const shade = useColorScheme();
  const language = useLanguage();
  const route = useRoute();
  const still = useMediaQuery(prefersReducedMotion);
  useLayoutEffect(() => applyTheme(document.documentElement, shade), [shade]);
  return (
    <ConfigProvider
      theme={themeOf(shade, language, still)}
      locale={language === 'zh' ? zhCN : enUS}
      button={{ autoInsertSpace: false }}
      form={{ requiredMark: false }}
    >
      <App className="app">
        <Frame>
          {(roundId) => (
            <Suspense>
              <Screen route={route} roundId={roundId} />
            </Suspense>
          )}
        </Frame>
      </App>
    </ConfigProvider>
  );
}

/** The screen of a place. Without a round there is only the home screen, which opens one, exchange, which brings one, identities and the settings. */
function Screen({ route, roundId }: { route: Route; roundId: string | null }): ReactNode {
  if (route.place === 'settings') return <SettingsScreen />;
  if (route.place === 'exchange') return <ExchangeScreen roundId={roundId} />;
  if (route.place === 'identities') return <IdentitiesScreen roundId={roundId} own={route.id === 'own'} />;
  if (route.place === 'titles') return <TitlesScreen roundId={roundId} />;
  if (roundId === null) return <HomeScreen roundId={null} />;
  switch (route.place) {
    case 'packages':
      return route.id ? <ApplicationScreen key={route.id} applicationId={route.id} /> : <PackagesScreen roundId={roundId} />;
    case 'review':
      return <ReviewScreen roundId={roundId} applicationId={route.id} />;
    case 'eligibility':
      return <EligibilityScreen roundId={roundId} />;
    case 'panel':
      return <PanelScreen roundId={roundId} />;
    case 'rubric':
      return <RubricScreen roundId={roundId} />;
    case 'scoring':
      return <ScoringScreen roundId={roundId} applicationId={route.id} />;
    case 'visits':
      return <VisitsScreen key={route.id} roundId={roundId} visitId={route.id} />;
    case 'tally':
      return <TallyScreen roundId={roundId} />;
    case 'shortlist':
      return <ShortlistScreen roundId={roundId} />;
    case 'publicity':
      return <PublicityScreen roundId={roundId} />;
    case 'minutes':
      return <MinutesScreen key={roundId} roundId={roundId} />;
    case 'documents':
      return <DocumentsScreen roundId={roundId} />;
    default:
      return <HomeScreen roundId={roundId} />;
  }
}
