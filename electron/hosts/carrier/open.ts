/** The services of a workspace as every window opens them. */
import { factsOf, type Log } from '../../io/log.ts';
import { openHost } from '../../services/host.ts';
import type { Asked, Session } from '../../services/session/session.ts';
import { keepLog } from '../../services/workspace/log.ts';
import { prepareWorkspace } from '../../services/workspace/prepare.ts';
import { servicesOf, type Services } from './services.ts';

async function prepareAndTell(session: Session, log: Log): Promise<void> {
  for (const { step, error } of await prepareWorkspace(session)) log.write(`${step}-failed`, factsOf(error));
}

/** A store that is damaged or away is the page's to say: nothing here keeps the services from answering. `documents`: where people's own files go. */
export function openServices(dir: string, asked: Readonly<Asked>, documents?: string): Services {
  const host = openHost(dir, asked, documents);
  const log = keepLog(host, 'electron');
  void prepareAndTell(host.session, log);
  return servicesOf(host);
}
