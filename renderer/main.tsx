/** The first thing that runs: it asks for what the first page shows while the window itself is still being read. */
import { actFor, carrier, speak } from './api.ts';
import { askFirst, forgetAnswers } from './state/answers.ts';
import { roundInUse } from './state/round.ts';
import { useSaved } from './state/saved.ts';
import { useSession } from './state/session.ts';
import './look.css';
import './look-field.css';
import './look-schemes.css';

const { language, personId, roundId: chosen } = useSession.getState();
speak(language);
actFor(personId);
useSession.subscribe((now, before) => {
  if (now.personId === before.personId) return;
  // what one person was told is none of another's business
  actFor(now.personId);
  forgetAnswers();
});

const opened = carrier.open().catch(() => useSaved.getState().hear(false));

async function askForFirstPage(): Promise<void> {
  await opened;
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
await startWindow(language);
