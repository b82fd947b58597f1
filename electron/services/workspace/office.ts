/** What a member of the panel may do with the folder itself: on the own laptop, where a task was opened, and not with what the office holds. */
import { refuse } from '../../../domain/result.ts';
import { listExchangeFiles } from '../../../db/queries/exchange/files.ts';
import type { MethodName } from '../../../domain/contract/api.ts';
import { isOffice } from '../session/access.ts';
import type { Session } from '../session/session.ts';

/** @throws call/not-allowed */
export function refuseInOffice(session: Session, actor: string, method: MethodName): void {
  let mine = true;
  try {
    const store = session.store.read;
    mine = isOffice(store, actor) || listExchangeFiles(store, { personId: actor, direction: 'opened' }).length > 0;
  } catch {
    // a store that does not open holds nobody's secrets back, and somebody has to restore it
  }
  if (!mine) refuse('call/not-allowed', { method, needs: 'secretary', role: 'expert' });
}
