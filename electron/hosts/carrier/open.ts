/** The services of a workspace as every window opens them. */
import { factsOf } from '../../io/log.ts';
import { openHost } from '../../services/host.ts';
import { backupDaily } from '../../services/session/backups.ts';
import type { Asked } from '../../services/session/session.ts';
import { keepLog } from '../../services/workspace/log.ts';
import { servicesOf, type Services } from './services.ts';

/** A store that is damaged or away is the page's to say: nothing here keeps the services from answering. `documents`: where people's own files go. */
export function openServices(dir: string, asked: Readonly<Asked>, documents?: string): Services {
  const host = openHost(dir, asked, documents);
  const log = keepLog(host, 'electron');
  try {
    backupDaily(dir, host.session.now());
  } catch (error) {
    log.write('backup-failed', factsOf(error));
  }
  void Promise.resolve()
    .then(() => host.session.blobs.sweep())
    .catch((error: unknown) => log.write('sweep-failed', factsOf(error)));
  return servicesOf(host);
}
