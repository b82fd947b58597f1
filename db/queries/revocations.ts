/** Lists of what institutions took back, the newest of each root. */
import { eq } from 'drizzle-orm';
import type { ReadStore, WriteStore } from '../store/open.ts';
import { revocationList } from '../schema/schema.ts';

export type RevocationListRow = typeof revocationList.$inferSelect;

export function getRevocationList(store: ReadStore, root: string): RevocationListRow | undefined {
  return store.orm.select().from(revocationList).where(eq(revocationList.root, root)).get();
}

/** Keeps a list where it is newer than the one that is here: an older one takes nothing back that was said. */
export function keepRevocationList(tx: WriteStore, row: RevocationListRow): void {
  const known = getRevocationList(tx, row.root);
  if (known && known.number >= row.number) return;
  const { number, list, at } = row;
  tx.orm.insert(revocationList).values(row).onConflictDoUpdate({ target: revocationList.root, set: { number, list, at } }).run();
}
