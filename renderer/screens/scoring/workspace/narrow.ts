import { useSyncExternalStore } from 'react';

/** Below this width three panes are too narrow to read in, and become tabs; in a low window, as of a laptop at 150 %, some way above it. */
const query = '(max-width: 900px), (max-width: 1100px) and (max-height: 560px)';

function follow(changed: () => void): () => void {
  const list = window.matchMedia(query);
  list.addEventListener('change', changed);
  return () => list.removeEventListener('change', changed);
}

/** Whether the window shows one pane at a time. */
export function useNarrow(): boolean {
  return useSyncExternalStore(follow, () => window.matchMedia(query).matches);
}
