/**
 * Heads of chains that were written down elsewhere: in documents, in exchange files, in events. Each must be in the chain that it was
 * the head of: who counts the events anew has to find every one of them.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { refuse } from '../../domain/result.ts';
import { isKnownEvent } from '../queries/exchange/foreign-events.ts';
import { openDatabase, type StoreKey } from '../store/cipher.ts';
import { isForeign } from '../store/look.ts';
import { asRefusal, databaseName, statements, type ReadStore } from '../store/open.ts';

interface Named {
  readonly what: string;
  readonly hash: string;
  /** where it stands in its chain, as far as that was told */
  readonly seq: number | null;
  /** the event that tells of it: the head is older; null where a row tells of it */
  readonly before: number | null;
}

/** Whose chain a document's or an own file's head is of: this store's. */
const ofOwn = `
  SELECT 'export:' || id AS what, chain_head AS hash, NULL AS seq, NULL AS before FROM export WHERE chain_head IS NOT NULL
  UNION ALL
  SELECT 'event:' || seq, json_extract(new, '$.chainHead'), NULL, seq FROM event
   WHERE kind IN ('report.export', 'report.batch', 'report.workbook') AND json_extract(new, '$.chainHead') IS NOT NULL
  UNION ALL
  SELECT 'event:' || seq, json_extract(new, '$.chain.hash'), json_extract(new, '$.chain.seq'), seq FROM event
   WHERE kind IN ('exchange.issue', 'exchange.return') AND json_extract(new, '$.chain.hash') IS NOT NULL
  UNION ALL
  SELECT 'exchange_file:' || serial || '/' || direction, json_extract(manifest, '$.chain.hash'), chain_seq, NULL FROM exchange_file
   WHERE direction IN ('issued', 'returned')`;

/** Of a return that was merged the whole chain came along, down to the head that was signed. */
const ofOthers = `
  SELECT 'event:' || seq AS what, json_extract(new, '$.chain.hash') AS hash, json_extract(new, '$.chain.seq') AS seq, NULL AS before FROM event
   WHERE kind = 'exchange.merge' AND json_extract(new, '$.chain.hash') IS NOT NULL
  UNION ALL
  SELECT 'exchange_file:' || serial || '/' || direction, json_extract(manifest, '$.chain.hash'), chain_seq, NULL FROM exchange_file
   WHERE direction = 'merged'`;

/** Heads of the log of rows, as documents name them beside the chain's. */
const ofRows = `
  SELECT 'event:' || seq || ' rows' AS what, json_extract(new, '$.rowHead') AS link FROM event
   WHERE kind IN ('report.export', 'report.workbook') AND json_extract(new, '$.rowHead') IS NOT NULL`;

function findLostRowHeads({ sqlite }: ReadStore): string[] {
  const named = sqlite.prepare(ofRows).all() as { readonly what: string; readonly link: string }[];
  const links = new Set(sqlite.prepare('SELECT link FROM row_log').pluck().iterate());
  return named.filter(({ link }) => !links.has(link)).map(({ what }) => what);
}

/** What names a head that the chain does not have, or not at that place; and heads of the log of rows that the log does not have. */
export function findLostHeads(store: ReadStore): string[] {
  const { sqlite } = store;
  const seqOf = statements(store)('SELECT seq FROM event WHERE hash = ?').pluck();
  const own = (sqlite.prepare(ofOwn).all() as Named[]).filter(({ hash, seq, before }) => {
    const found = seqOf.get(hash) as number | undefined;
    return found === undefined || (seq !== null && found !== seq) || (before !== null && found >= before);
  });
  const others = (sqlite.prepare(ofOthers).all() as Named[]).filter(({ hash, seq }) => !isKnownEvent(store, { seq: seq ?? 0, hash }));
  return [...[...own, ...others].map(({ what }) => what), ...findLostRowHeads(store)].sort();
}

/** The heads that a document names, and what it is. */
export interface NamedHeads {
  readonly chainHead: string;
  /** null: the document was made before the log of rows was bound */
  readonly rowHead: string | null;
  /** SHA-256 of the file, and of what it was before each of its signatures */
  readonly states: readonly string[];
}

/** Where the head that a document names stands in the chain of a store, and its time. */
export interface Place {
  readonly seq: number;
  readonly at: string;
  /** whether the log of rows has the head that the document names; true where it names none */
  readonly isLogged: boolean;
  /** whether a document on record is this file, or was it before it was signed further: heads can be copied into any other */
  readonly isKnown: boolean;
}

function placeIn(sqlite: Database.Database, { chainHead, rowHead, states }: NamedHeads): Place | null {
  const event = sqlite.prepare('SELECT seq, at FROM event WHERE hash = ?').get(chainHead) as
    | { readonly seq: number; readonly at: string }
    | undefined;
  if (!event) return null;
  const isLogged = rowHead === null || sqlite.prepare('SELECT 1 FROM row_log WHERE link = ?').get(rowHead) !== undefined;
  const known = sqlite.prepare(`SELECT 1 FROM event WHERE kind IN ('report.export', 'report.sign') AND json_extract(new, '$.sha256') = ?`);
  return { ...event, isLogged, isKnown: states.some((state) => known.get(state) !== undefined) };
}

/** The place of a document in the record of this store; null where its chain does not have the head. */
export function findPlace(store: ReadStore, heads: NamedHeads): Place | null {
  return placeIn(store.sqlite, heads);
}

/**
 * The place of a document in the record of the workspace in `dir`, which is only read; null where its chain does not have the head.
 * @throws workspace/not-a-workspace, and what {@link asRefusal} makes of SQLite's errors
 */
export function findHead(dir: string, heads: NamedHeads, key: StoreKey | null = null): Place | null {
  const path = join(dir, databaseName);
  if (!existsSync(path) || isForeign(path)) refuse('workspace/not-a-workspace', { path: dir });
  let sqlite: Database.Database | undefined;
  try {
    sqlite = openDatabase(path, { readonly: true, fileMustExist: true }, key);
    return placeIn(sqlite, heads);
  } catch (error) {
    throw asRefusal(error);
  } finally {
    sqlite?.close();
  }
}
