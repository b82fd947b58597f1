/** Whether the page is being printed: what is for paper alone is built when the print begins, and taken away after it. */
import { useSyncExternalStore } from 'react';
import { flushSync } from 'react-dom';

let isPrinting = false;

function follow(changed: () => void): () => void {
  const tell = (now: boolean) => (): void => {
    isPrinting = now;
    // the browser draws the paper as soon as this returns
    flushSync(changed);
  };
  const begin = tell(true);
  const end = tell(false);
  window.addEventListener('beforeprint', begin);
  window.addEventListener('afterprint', end);
  return () => {
    window.removeEventListener('beforeprint', begin);
    window.removeEventListener('afterprint', end);
  };
}

export function useIsPrinting(): boolean {
  return useSyncExternalStore(follow, () => isPrinting);
}
