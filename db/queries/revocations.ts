/** Lists of what institutions took back, the newest of each root. */
import type { WriteStore } from '../store/open.ts';
import { revocationList } from '../schema/schema.ts';
import { rowBy, upsertInto } from './rows.ts';

export const getRevocationList = rowBy(revocationList, ['root']);

const upsertRevocationList = upsertInto(revocationList);

/** Keeps a list where it is newer than the one that is here: an older one takes nothing back that was said. */
export function keepRevocationList(tx: WriteStore, row: typeof revocationList.$inferSelect): void {
  const known = getRevocationList(tx, row.root);
  if (!known || known.number < row.number) upsertRevocationList(tx, row);
}
