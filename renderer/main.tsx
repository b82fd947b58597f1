import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { actFor, carrier, speak } from './api.ts';
import { startTexts } from './i18n.ts';
import { Window } from './window.tsx';
import { askAgain, forgetAnswers } from './state/answers.ts';
import { useProgress } from './state/progress.ts';
import { useSaved } from './state/saved.ts';
import { recallSession, useSession } from './state/session.ts';
import './look.css';
import './look-field.css';

useSession.subscribe((now, before) => {
  if (now.personId === before.personId) return;
  // what one person was told is none of another's business
  actFor(now.personId);
  forgetAnswers();
});
await carrier.open().catch(() => useSaved.getState().hear(false));
await recallSession();
const { language } = useSession.getState();
speak(language);
await startTexts(language);

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
