/** Lists of what institutions took back, the newest of each root. */
import { asc } from 'drizzle-orm';
import type { WriteStore } from '../store/open.ts';
import { revocationList } from '../schema/schema.ts';
import { rowBy, rowsBy, upsertInto } from './rows.ts';

export type RevocationListRow = typeof revocationList.$inferSelect;

export const getRevocationList = rowBy(revocationList, ['root']);

const upsertRevocationList = upsertInto(revocationList);

export const listRevocationLists = rowsBy(revocationList, [], asc(revocationList.root));

/** Keeps a list where it is newer than the one that is here, and says whether it is: an older one takes nothing back that was said. */
export function keepRevocationList(tx: WriteStore, row: RevocationListRow): boolean {
  const known = getRevocationList(tx, row.root);
  const isNewer = !known || known.number < row.number;
  if (isNewer) upsertRevocationList(tx, row);
  return isNewer;
}
