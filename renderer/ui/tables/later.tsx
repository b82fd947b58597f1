import { useDeferredValue, type ReactNode } from 'react';

/**
 * What stands below the first look at a long screen: made in pieces after that is drawn, so that no key press waits for it. As a
 * function, so that nothing of it is made before.
 */
export function Later({ children }: { children: () => ReactNode }) {
  return useDeferredValue(true, false) ? children() : null;
}
