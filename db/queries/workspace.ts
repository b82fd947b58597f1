import { count, max } from 'drizzle-orm';
import type { ReadStore, WriteStore } from '../store/open.ts';
import { event, round, workspace } from '../schema/schema.ts';
import { insertInto } from './rows.ts';

export type WorkspaceRow = typeof workspace.$inferSelect;

export function getWorkspace(store: ReadStore): WorkspaceRow | undefined {
  return store.orm.select().from(workspace).limit(1).get();
}

export const insertWorkspace = insertInto(workspace);

/** After a restore the same folder goes on as another device. */
export function renameDevice(tx: WriteStore, deviceId: string): void {
  tx.orm.update(workspace).set({ deviceId }).run();
}

export function countWorkspace(store: ReadStore): { rounds: number; events: number } {
  return {
    rounds: store.orm.select({ n: count() }).from(round).get()?.n ?? 0,
    events:
      store.orm
        .select({ n: max(event.seq) })
        .from(event)
        .get()?.n ?? 0,
  };
}
