/** The tables against the log of their rows, both ways, and the log against itself. */
import type Database from 'better-sqlite3';
import { digestLength, findUnlike, firstLink, linkOf, readLog, type LoggedRow } from '../store/row-log.ts';
import type { ReadStore } from '../store/open.ts';

/** `score:<person>/<application>/<criterion>`, as events name rows; a key that is none any more as it stands. */
export function rowName({ table, key }: LoggedRow): string {
  try {
    return `${table}:${(JSON.parse(key) as unknown[]).map(String).join('/')}`;
  } catch {
    return `${table}:${key}`;
  }
}

/** Rows that were changed, added or taken away past the program. */
export function findRewrittenRows(store: ReadStore): string[] {
  return [...findUnlike(store.sqlite)].map(rowName).sort();
}

/** How many entries the log ever had, by SQLite's own count. */
function countedEntries(sqlite: Database.Database): number {
  return Number(sqlite.prepare("SELECT seq FROM sqlite_sequence WHERE name = 'row_log'").pluck().get() ?? 0);
}

/** Entries of the log that do not build on the one before; the first that is missing where it ends too early. */
export function findBrokenLog({ sqlite }: ReadStore): string[] {
  const broken: string[] = [];
  let link: Uint8Array = firstLink;
  let last = 0;
  for (const { seq, tbl, key, seal } of readLog(sqlite)) {
    const digest = seal.subarray(0, digestLength);
    const expected = linkOf(link, tbl, key, digest);
    link = seal.subarray(digestLength);
    if (seq !== last + 1 || !expected.equals(link)) broken.push(`row_log:${seq}`);
    last = seq;
  }
  if (last < countedEntries(sqlite)) broken.push(`row_log:${last + 1}`);
  return broken;
}

/** Events that were there and are gone from the end; what is there and was never counted. */
export function findCutEvents({ sqlite }: ReadStore): string[] {
  const head = sqlite.prepare('SELECT event_seq AS seq, event_hash AS hash FROM record_head WHERE id = 1').get() as
    | { seq: number; hash: string | null }
    | undefined;
  const last = sqlite.prepare('SELECT seq, hash FROM event ORDER BY seq DESC LIMIT 1').get() as { seq: number; hash: string } | undefined;
  if (!head) return ['record_head'];
  if (head.seq === (last?.seq ?? 0) && head.hash === (last?.hash ?? null)) return [];
  return [`event:${Math.min(head.seq, last?.seq ?? 0) + 1}`];
}
