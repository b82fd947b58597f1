/** Where the files of identities lie: the folder used last, and the own key file. */
import { transport } from '../client/api.ts';
import { useSession } from './session.ts';

/** Endings of key files and of certificates, as a file dialog takes them. */
export const keyFileEndings = '.p12,.pfx';
export const certificateEndings = '.crt,.cer,.pem,.der';

/** Where identity files go: the folder used last, else the one that the host proposes. */
export function useIdentityFolder(): string {
  return useSession((now) => now.folders['identity'] ?? now.folder);
}

/** Under which the own key file is remembered before the machine knows who sits at it. */
const nobody = 'own';

/** Where the key file of whoever sits here lies, and how to remember it; a copy that is gone tomorrow is not remembered. */
export function useKeyFile(personId: string | null): [string, (path: string, owner?: string) => void] {
  const kept = useSession((now) => (personId ? now.keyFiles[personId] : undefined) ?? now.keyFiles[nobody] ?? '');
  const keep = useSession((now) => now.keepKeyFile);
  return [
    kept,
    (path, owner) => {
      if (!transport.isCopy(path)) keep(owner ?? personId ?? nobody, path);
    },
  ];
}
