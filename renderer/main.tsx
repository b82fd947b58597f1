/** The first thing that runs: it asks for what the first page shows while the window itself is still being read. */
import { actFor, carrier, speak } from './api.ts';
import { askFirst, forgetAnswers } from './state/answers.ts';
import { roundInUse } from './state/round.ts';
import { useSaved } from './state/saved.ts';
import { recallSession, useSession } from './state/session.ts';
import './look.css';
import './look-field.css';
import './look-schemes.css';

useSession.subscribe((now, before) => {
  if (now.personId === before.personId) return;
  // what one person was told is none of another's business
  actFor(now.personId);
  forgetAnswers();
});

/** What was chosen at the last start comes first: the language of every answer, and who asks. */
async function open(): Promise<void> {
  await carrier.open().catch(() => useSaved.getState().hear(false));
  await recallSession();
  speak(useSession.getState().language);
}
const opened = open();

async function askForFirstPage(): Promise<void> {
  await opened;
  const { personId, roundId: chosen } = useSession.getState();
  void askFirst('workspace.info', {});
  void askFirst('schemes.list', {});
  const roundId = roundInUse((await askFirst('rounds.list', {})) ?? [], chosen)?.roundId;
  if (roundId === undefined) return;
  void askFirst('rounds.get', { roundId });
  void askFirst('panel.list', { roundId });
  if (personId === null) void askFirst('applications.list', { roundId });
}

void askForFirstPage();
const [{ startWindow }] = await Promise.all([import('./start.tsx'), opened]);
await startWindow(useSession.getState().language);
