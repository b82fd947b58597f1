/** The tables against the log of their rows, both ways, and the log against itself. */
import { findUnlike, firstLink, linkOf, readLog, type LoggedRow } from '../store/row-log.ts';
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

/** Entries of the log that do not build on the one before. */
export function findBrokenLog({ sqlite }: ReadStore): string[] {
  const broken: string[] = [];
  let link = firstLink;
  let last = 0;
  for (const entry of readLog(sqlite)) {
    if (entry.seq !== last + 1 || linkOf(link, entry.rows) !== entry.link) broken.push(`row_log:${entry.seq}`);
    last = entry.seq;
    link = entry.link;
  }
  return broken;
}

/** The first event that the log knows otherwise: gone, changed, or there without being known. */
export function findCutEvents({ sqlite }: ReadStore): string[] {
  let first = Infinity;
  for (const { key } of findUnlike(sqlite, 'event')) first = Math.min(first, Number((JSON.parse(key) as unknown[])[0]));
  return first === Infinity ? [] : [`event:${first}`];
}

/** Tables whose rows are written once, and of which no step of the store ever changed a column. */
const onceOnly: ReadonlySet<string> = new Set(['event', 'return_statement']);

/** Rows that are written once and were written again, or taken away and put back: the log names each of them once. */
export function findWrittenAgain({ sqlite }: ReadStore): string[] {
  const known = new Map<string, string>();
  const found = new Set<string>();
  for (const { rows } of readLog(sqlite))
    for (const [table = '', key = '', digest = ''] of JSON.parse(rows) as string[][]) {
      if (!onceOnly.has(table)) continue;
      const name = rowName({ table, key });
      if ((known.get(name) ?? digest) !== digest) found.add(name);
      known.set(name, digest);
    }
  return [...found].sort();
}
