/** The keys of the check that are not bound to a field: next and previous package, accept all. A key held down counts once. */
import { useEffect, useRef } from 'react';

export interface Acts {
  onNext: () => void;
  onBefore: () => void;
  onAccept: () => void;
}

function writes(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('input, textarea, [contenteditable], .ant-select, [role=dialog]') !== null;
}

export function useCheckKeys(acts: Acts): void {
  const now = useRef(acts);
  useEffect(() => {
    now.current = acts;
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (
        event.defaultPrevented ||
        event.repeat ||
        event.isComposing ||
        event.ctrlKey ||
        event.metaKey ||
        event.altKey ||
        writes(event.target)
      )
        return;
      const act = { n: now.current.onNext, p: now.current.onBefore, a: now.current.onAccept }[event.key.toLowerCase()];
      if (!act) return;
      event.preventDefault();
      act();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
}
