import { useSession } from '../../state/session.ts';

/** Where exchange files go: the folder used last (a stick, mostly), else the one that the host proposes. */
export function useExchangeFolder(): string {
  return useSession((now) => now.folders['exchange'] ?? now.folder);
}
