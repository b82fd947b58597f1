import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { carrier, speak } from './api.ts';
import { startTexts } from './i18n.ts';
import { Window } from './window.tsx';
import { askAgain } from './state/answers.ts';
import { useProgress } from './state/progress.ts';
import { useSaved } from './state/saved.ts';
import { useSession } from './state/session.ts';
import './look.css';

const { language } = useSession.getState();
speak(language);
await Promise.all([startTexts(language), carrier.open().catch(() => useSaved.getState().hear(false))]);

let wasAlive = true;
carrier.listen(
  (event) => {
    if (event.type === 'changed') {
      useSaved.getState().wrote(event.at);
      askAgain();
    } else {
      useProgress.getState().tell(event);
    }
  },
  (alive) => {
    useSaved.getState().hear(alive);
    // whatever was written while the line was down has to be asked for
    if (alive && !wasAlive) askAgain();
    wasAlive = alive;
  },
);

const root = document.querySelector('#root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <Window />
    </StrictMode>,
  );
}
