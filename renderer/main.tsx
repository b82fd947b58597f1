/** The first thing that runs: it asks for what the first page shows while the window itself is still being read. */
import { setActor, transport, setLanguage } from './client/api.ts';
import { prefetch, clearQueries } from './state/query-client.ts';
import { roundInUse } from './state/round.ts';
import { useSaved } from './state/saved.ts';
import { goToFile } from './state/route.ts';
import { recallSession, useSession } from './state/session.ts';
import { loadTexts } from './client/texts.ts';
import './theme/styles.css';
import './theme/fieldwork.css';
import './theme/schemes.css';
import './theme/desk.css';

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

/** What the first page shows of a round. */
function askOf(roundId: string, personId: string | null): Promise<unknown>[] {
  const asked: Promise<unknown>[] = [prefetch('rounds.get', { roundId }), prefetch('panel.list', { roundId })];
  if (personId === null) asked.push(prefetch('applications.waiting', { roundId }));
  return asked;
}

async function askForFirstPage(): Promise<void> {
  await opened;
  const { personId, roundId: chosen } = useSession.getState();
  // first: what was missed since is counted from its answer
  const info = prefetch('workspace.info', {});
  const rounds = prefetch('rounds.list', {});
  // the round of the last time is there but after a restore: its answers need not wait for the list
  const asked = [info, prefetch('schemes.list', {}), ...(chosen === null ? [] : askOf(chosen, personId))];
  const roundId = roundInUse((await rounds) ?? [], chosen)?.roundId;
  if (roundId !== undefined && roundId !== chosen) asked.push(...askOf(roundId, personId));
  await Promise.all(asked);
}

/** The page is drawn once with its answers rather than empty and then again, unless they keep it waiting, in ms. */
const patience = 300;

/** No `await` of the module itself: the window is in a file that imports from this one, and the two would wait for each other. */
async function show(): Promise<void> {
  const answered = Promise.race([askForFirstPage(), new Promise((resolve) => setTimeout(resolve, patience))]);
  // the window is set up while the answers are on their way, and not before they are asked for: that takes the page some 40 ms
  await opened;
  const { startTexts, startWindow } = await import('./start.tsx');
  // the texts are made ready while the answers are on their way
  await startTexts(useSession.getState().language);
  await answered;
  startWindow();
}
show().catch(() => {
  // neither texts nor components may be there: what the page itself brought along is all there is
  document.querySelector('#not-read')?.removeAttribute('hidden');
});
