/** Puts the window on the page and keeps it told of what happens in the program. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import type { Language } from '../domain/text.ts';
import { transport } from './client/api.ts';
import { startTexts } from './i18n.ts';
import { Window } from './window.tsx';
import { invalidate } from './state/query-client.ts';
import { useProgress } from './state/progress.ts';
import { useSaved } from './state/saved.ts';

export async function startWindow(language: Language): Promise<void> {
  await startTexts(language);
  let wasAlive = true;
  transport.listen(
    (event) => {
      if (event.type === 'changed') {
        useSaved.getState().wrote(event.at);
        invalidate(event.entities);
      } else {
        useProgress.getState().tell(event);
      }
    },
    (alive) => {
      useSaved.getState().hear(alive);
      // whatever was written while the line was down has to be asked for
      if (alive && !wasAlive) invalidate(null);
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
