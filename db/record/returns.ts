/**
 * What was signed of owned rows, by the owners of returns and by the institution of tasks, against what is here of it. A version of a row is named by the hash of the event that made it, so
 * that the signed rows prove the events, the events what each version said, and the versions what the row says: whoever changes a score
 * that came in a file contradicts one of them, however the chain here is counted anew.
 */
import { contentText, shownHead, type Cell, type Head } from '../../domain/exchange/lineage.ts';
import { isOfSheet, ownedKey, ownedTables } from '../../domain/exchange/owned-tables.ts';
import { saidBy, type SaidRow } from '../../domain/exchange/said.ts';
import { contentAt, gatherSheet, isPlainSheet, saysTheSame, sheetInUse, type SaidBy } from '../../domain/exchange/sheet-in-use.ts';
import { readCells } from '../queries/exchange/cells.ts';
import { readRow } from '../queries/exchange/owned-rows.ts';
import { readStatements, type Statement } from '../queries/exchange/statements.ts';
import { beyond, statements, type ReadStore } from '../store/open.ts';
import { findUnboundFiles, listUnproven } from './merged.ts';
import { statedCells, statedTaskCells } from './signed.ts';

interface OfOwner {
  readonly owner: string;
  /** of every file that came of that person what was signed was kept */
  whole: boolean;
  /** by entity: the versions that were signed for */
  readonly versions: Map<string, Set<string>>;
  /** by entity and version: what the row said */
  readonly heads: Map<string, Map<string, Head>>;
}

function take(mine: OfOwner, cells: readonly Cell[]): void {
  for (const { entity, versions, heads } of cells) {
    if (ownedKey(entity)?.owner !== mine.owner) continue;
    const known = mine.versions.get(entity) ?? new Set<string>();
    for (const { id } of versions) known.add(id);
    mine.versions.set(entity, known);
    const said = mine.heads.get(entity) ?? new Map<string, Head>();
    for (const head of heads) said.set(head.id, head);
    mine.heads.set(entity, said);
  }
}

/** What all events on a person's rows said, here and elsewhere. */
function saidOf(store: ReadStore, owner: string): SaidBy {
  const select = statements(store)(
    `SELECT hash, device, kind, entity, at, new FROM event WHERE entity >= ? AND entity < ? AND (new IS NULL OR json_valid(new))
     UNION ALL SELECT hash, device, kind, entity, at, new FROM foreign_event WHERE entity >= ? AND entity < ? AND (new IS NULL OR json_valid(new))`,
  );
  const byHash = new Map<string, SaidRow>();
  for (const { name, shared } of ownedTables) {
    if (shared) continue;
    const [from, to] = [`${name}:${owner}/`, beyond(`${name}:${owner}/`)];
    for (const row of select.all(from, to, from, to) as SaidRow[]) byHash.set(row.hash, row);
  }
  return saidBy((version) => byHash.get(version));
}

/** What is in use of each row, by the histories. */
function shownOf(history: ReadonlyMap<string, Cell>, said: SaidBy): Map<string, Head> {
  const shown = new Map<string, Head>();
  const sheets = Map.groupBy(history.values(), ({ entity }) => {
    const key = ownedKey(entity);
    return key && isOfSheet(key.table) ? (key.values[1] ?? '') : null;
  });
  for (const [park, cells] of sheets) {
    const gathered = gatherSheet(cells);
    if (park === null || isPlainSheet(gathered)) {
      for (const cell of cells) {
        const head = shownHead(cell);
        if (head) shown.set(cell.entity, head);
      }
      continue;
    }
    const inUse = sheetInUse(gathered, said);
    const { sheet } = gathered;
    for (const [entity, head] of inUse.lines) shown.set(entity, head);
    if (sheet && inUse.sheet) shown.set(sheet.entity, inUse.sheet);
  }
  return shown;
}

/** Rows that were written here since the histories were last brought up to date: their own events tell of them. */
function writtenSince(store: ReadStore): Set<string> {
  return new Set(
    store.sqlite.prepare('SELECT DISTINCT entity FROM event WHERE seq > (SELECT seq FROM lineage_cursor)').pluck().all() as string[],
  );
}

function findOfOwner(store: ReadStore, mine: OfOwner, recent: ReadonlySet<string>): string[] {
  const history = readCells(store, mine.owner);
  const said = saidOf(store, mine.owner);
  const found = new Set<string>();
  const prepare = statements(store);
  const isHere = prepare('SELECT 1 FROM application WHERE id = ?').pluck();
  const isOwn = prepare('SELECT 1 FROM event WHERE hash = ?').pluck();
  for (const [entity, versions] of mine.versions) {
    const cell = history.get(entity);
    if (!cell) {
      if (isHere.get(ownedKey(entity)?.values[1] ?? '') !== undefined) found.add(entity);
      continue;
    }
    const known = new Set(cell.versions.map(({ id }) => id));
    if ([...versions].some((id) => !known.has(id))) found.add(entity);
    const signed = mine.heads.get(entity);
    for (const { id, content, at } of cell.heads) {
      const head = signed?.get(id);
      if (head && (contentText(head.content) !== contentText(content) || head.at !== at)) found.add(entity);
    }
  }
  const shown = shownOf(history, said);
  for (const [entity, cell] of history) {
    const key = ownedKey(entity);
    const signed = mine.versions.get(entity);
    if (!key) continue;
    // a version from elsewhere that nobody signed for
    if (mine.whole && cell.versions.some(({ id }) => !signed?.has(id) && isOwn.get(id) === undefined)) found.add(entity);
    for (const head of cell.heads) {
      const stated = signed?.has(head.id) ? contentAt({ ...cell, heads: [] }, head.id, said) : undefined;
      if (stated && !saysTheSame(key.table, stated.content, head.content)) found.add(entity);
    }
    const inUse = shown.get(entity);
    if (inUse && signed?.has(inUse.id) && !recent.has(entity) && !saysTheSame(key.table, readRow(store, key).content, inUse.content))
      found.add(entity);
  }
  return [...found];
}

/** Rows that are not as they were signed, and statements that are not what was signed. */
export function findUnlikeReturns(store: ReadStore): string[] {
  const found = findUnboundFiles(store);
  const owners = new Map<string, OfOwner>();
  const hear = (statement: Statement, cells: readonly Cell[] | null): void => {
    const owner = statement.personId;
    const mine = owners.get(owner) ?? { owner, whole: true, versions: new Map(), heads: new Map() };
    owners.set(owner, mine);
    if (cells) take(mine, cells);
    else {
      mine.whole = false;
      if (statement.signature !== null) found.push(`return_statement:${statement.serial}`);
    }
  };
  for (const statement of readStatements(store)) hear(statement, statement.signature && statedCells(statement));
  for (const statement of readStatements(store, 'opened')) hear(statement, statedTaskCells(statement));
  const unproven = new Set(listUnproven(store).map(({ personId }) => personId));
  const recent = writtenSince(store);
  for (const mine of owners.values()) {
    if (unproven.has(mine.owner)) mine.whole = false;
    found.push(...findOfOwner(store, mine, recent));
  }
  return [...new Set(found)].sort();
}
