/** The keyboard of the desk. Points go into the field under the cursor; letters do the rest. */
import { useEffect } from 'react';
import type { RefObject } from 'react';
import { useReview } from './store.ts';

function writes(target: EventTarget | null): boolean {
  return target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && !target.dataset['points']) || (target instanceof HTMLElement && target.closest('.ant-select, [role=dialog]') !== null);
}

/** Puts the cursor into the points of a criterion, or into its comment. */
export function focusCriterion(criterionId: string | null, part: 'points' | 'comment' = 'points'): void {
  if (criterionId === null) return;
  const row = document.querySelector(`[data-criterion="${CSS.escape(criterionId)}"]`);
  const field = row?.querySelector<HTMLElement>(part === 'points' ? 'input[data-points]' : 'textarea');
  field?.focus();
  row?.scrollIntoView({ block: 'nearest' });
}

/** The criterion after or before another, in the order they stand on the sheet. */
export function neighbour(criterionId: string | null, step: 1 | -1): string | null {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-criterion]')].map((row) => row.dataset['criterion'] ?? null);
  const at = rows.indexOf(criterionId);
  return rows[Math.min(rows.length - 1, Math.max(0, at + step))] ?? null;
}

function onKeys(act: (event: KeyboardEvent) => boolean): () => void {
  const listen = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey || writes(event.target)) return;
    if (act(event)) event.preventDefault();
  };
  window.addEventListener('keydown', listen);
  return () => window.removeEventListener('keydown', listen);
}

/** C comment, N next park, ? help, arrows and Enter between criteria; a digit anywhere goes to the points. */
export function useDeskKeys(desk: RefObject<HTMLElement | null>, onNext: () => void, onHelp: () => void): void {
  useEffect(
    () =>
      onKeys((event) => {
        const { at } = useReview.getState();
        const inPoints = event.target instanceof HTMLInputElement;
        // a button under the cursor keeps its own Enter
        const onButton = event.target instanceof HTMLElement && event.target.closest('button, a') !== null;
        if (/^[0-9]$/.test(event.key) && !inPoints) {
          focusCriterion(at);
          return false;
        }
        if (event.key === 'Enter' && onButton) return false;
        switch (event.key) {
          case 'Enter':
          case 'ArrowDown':
            focusCriterion(neighbour(at, 1));
            return true;
          case 'ArrowUp':
            focusCriterion(neighbour(at, -1));
            return true;
          case 'c':
          case 'C':
            focusCriterion(at, 'comment');
            return true;
          case 'n':
          case 'N':
            onNext();
            return true;
          case '?':
          case '？':
            onHelp();
            return true;
          default:
            return false;
        }
      }),
    [desk, onNext, onHelp],
  );
}

/** E names what lies open as evidence for the criterion under the cursor. */
export function useEvidenceKey(onCite: (criterionId: string) => void): void {
  useEffect(
    () =>
      onKeys((event) => {
        const { at } = useReview.getState();
        if ((event.key !== 'e' && event.key !== 'E') || at === null) return false;
        onCite(at);
        return true;
      }),
    [onCite],
  );
}
