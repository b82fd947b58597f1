/** The first thing that runs: it asks for what the first page shows while the window itself is still being read. */
import { setActor, transport, setLanguage } from './client/api.ts';
import { prefetch, clearQueries } from './state/query-client.ts';
import { roundInUse } from './state/round.ts';
import { useSaved } from './state/saved.ts';
import { goToFile } from './state/route.ts';
import { recallSession, useSession } from './state/session.ts';
import { loadTexts } from './texts.ts';
import './theme/styles.css';
import './theme/fieldwork.css';
import './theme/schemes.css';

useSession.subscribe((now, before) => {
  if (now.personId === before.personId) return;
  // what one person was told is none of another's business
  setActor(now.personId);
  clearQueries();
});

/** What was chosen at the last start comes first: the language of every answer, and who asks. */
async function open(): Promise<void> {
  await transport.open().catch(() => useSaved.getState().hear(false));
  await recallSession();
  const { language, arrived } = useSession.getState();
  setLanguage(language);
  void loadTexts(language);
  // files that were double-clicked come before the place of the last time
  const [file] = arrived;
  if (file !== undefined) goToFile(file, true);
}
const opened = open();

async function askForFirstPage(): Promise<void> {
  await opened;
  const { personId, roundId: chosen } = useSession.getState();
  const asked: Promise<unknown>[] = [prefetch('workspace.info', {}), prefetch('schemes.list', {})];
  const roundId = roundInUse((await prefetch('rounds.list', {})) ?? [], chosen)?.roundId;
  if (roundId !== undefined) {
    asked.push(prefetch('rounds.get', { roundId }), prefetch('panel.list', { roundId }));
    if (personId === null) asked.push(prefetch('applications.list', { roundId }));
  }
  await Promise.all(asked);
}

/** The page is drawn once with its answers rather than empty and then again, unless they keep it waiting, in ms. */
const patience = 300;

/** No `await` of the module itself: the window is in a file that imports from this one, and the two would wait for each other. */
async function show(): Promise<void> {
  const answered = Promise.race([askForFirstPage(), new Promise((resolve) => setTimeout(resolve, patience))]);
  const [{ startWindow }] = await Promise.all([import('./start.tsx'), opened, answered]);
  await startWindow(useSession.getState().language);
}
void show();
