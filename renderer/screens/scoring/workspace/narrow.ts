import { useSyncExternalStore } from 'react';

/** Below this width three panes are too narrow to read in, and become tabs. */
const query = '(max-width: 900px)';

function follow(changed: () => void): () => void {
  const list = window.matchMedia(query);
  list.addEventListener('change', changed);
  return () => list.removeEventListener('change', changed);
}

/** Whether the window shows one pane at a time. */
export function useNarrow(): boolean {
  return useSyncExternalStore(follow, () => window.matchMedia(query).matches);
}
