/** What the reader chose, or asked of the system, about the look. */
import { useSyncExternalStore } from 'react';
import { useSession } from '../state/session.ts';
import type { ColorScheme } from './shade.ts';

const prefersDark = window.matchMedia('(prefers-color-scheme: dark)');
const prefersReducedMotion = window.matchMedia('(prefers-reduced-motion: reduce)');

/** A wish of the reader's system, followed when it changes. */
function useMediaQuery(wish: MediaQueryList): boolean {
  return useSyncExternalStore(
    (changed) => {
      wish.addEventListener('change', changed);
      return () => wish.removeEventListener('change', changed);
    },
    () => wish.matches,
  );
}

export function useColorScheme(): ColorScheme {
  const choice = useSession((now) => now.shade);
  const systemDark = useMediaQuery(prefersDark);
  if (choice !== 'system') return choice;
  return systemDark ? 'dark' : 'light';
}

export const usePrefersStillness = (): boolean => useMediaQuery(prefersReducedMotion);
