/** The keys of the deliberation that are not bound to a field: next and previous applicant. A key held down counts once. */
import { useEffect, useRef } from 'react';

interface Acts {
  readonly onNext: () => void;
  readonly onBefore: () => void;
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('input:not([type=radio]), textarea, .ant-select, [role=dialog]') !== null;
}

export function useStepKeys(acts: Acts): void {
  const now = useRef(acts);
  useEffect(() => {
    now.current = acts;
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      const other = event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.isComposing;
      if (event.defaultPrevented || other || isTyping(event.target)) return;
      const act = { n: now.current.onNext, p: now.current.onBefore }[event.key.toLowerCase()];
      if (!act) return;
      event.preventDefault();
      act();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
}
