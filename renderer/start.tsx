/** Puts the window on the page and keeps it told of what happens in the program. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { dateInChina } from '../domain/numbers/china-time.ts';
import { call, transport } from './client/api.ts';
import { Window } from './window.tsx';
import { invalidate, prefetch } from './state/query-client.ts';
import { goToFile } from './state/route.ts';
import { scoreQueue } from './state/scores.ts';
import { recallArrived } from './state/session.ts';
import { useProgress } from './state/progress.ts';
import { useSaved } from './state/saved.ts';

/** How often the day is looked up, in ms. */
const dayCheck = 30_000;

/** The first answers are asked before the line stands: what was written in between was told to nobody. */
async function askWhatWasMissed(): Promise<void> {
  // it was asked before all others, and may still be on its way
  const before = await prefetch('workspace.info', {});
  const now = await call('workspace.info', {}).catch(() => undefined);
  if (before?.events !== now?.events) invalidate(null);
}

/** Files that were double-clicked while the window is open. */
async function openHanded(): Promise<void> {
  const file = (await recallArrived()).at(-1);
  if (file !== undefined) goToFile(file);
}

export { startTexts } from './i18n.ts';

/** After the texts. */
export function startWindow(): void {
  let wasAlive: boolean | null = null;
  let day = dateInChina(new Date().toISOString());
  // periods and deadlines go by the day: what rests on it is asked again when it changes
  setInterval(() => {
    const now = dateInChina(new Date().toISOString());
    if (now !== day) invalidate(null);
    day = now;
  }, dayCheck);
  transport.listen(
    (event) => {
      if (event.type === 'changed') {
        useSaved.getState().wrote(event.at);
        if (event.entities?.includes('workspace')) scoreQueue.forget();
        invalidate(event.entities);
      } else if (event.type === 'handed') {
        void openHanded();
      } else if (event.type === 'progress') {
        useProgress.getState().tell(event);
      }
    },
    (alive) => {
      useSaved.getState().hear(alive);
      // whatever was written while the line was down has to be asked for
      if (alive && wasAlive === false) invalidate(null);
      if (alive && wasAlive === null) void askWhatWasMissed();
      wasAlive = alive;
    },
  );
  const root = document.querySelector('#root');
  if (!root) return;
  createRoot(root).render(
    <StrictMode>
      <Window />
    </StrictMode>,
  );
}
