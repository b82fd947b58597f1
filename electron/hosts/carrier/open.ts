/** The services of a workspace as Electron's window opens them. */
import { factsOf } from '../../io/log.ts';
import { openHost } from '../../services/host.ts';
import type { Asked } from '../../services/session/session.ts';
import { keepLog } from '../../services/workspace/log.ts';
import { prepareWorkspace } from '../../services/workspace/prepare.ts';
import { servicesOf, type Services } from './services.ts';

/** A store that is damaged or away is the page's to say: nothing here keeps the services from answering. `documents`: where people's own files go. */
export function openServices(dir: string, asked: Readonly<Asked>, documents?: string): Services {
  const host = openHost(dir, asked, documents);
  const log = keepLog(host, 'electron');
  const prepare = async (): Promise<void> => {
    for (const fault of await prepareWorkspace(host.session)) log.write('not-prepared', factsOf(fault));
  };
  void prepare();
  return servicesOf(host);
}
