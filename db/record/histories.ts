/**
 * Histories and rows against the events that made them. A version that is no event of that very row, comes out of its order or says
 * something else was written past the program, whoever is named as its author. What a return brought is taken from what its owner
 * signed; of files of which nothing signed is here (task files, returns of before statements were kept) each version is asked for the
 * event that made it.
 */
import { headsAreWritten, versionsAreTold } from '../../domain/exchange/check-cells.ts';
import { isSameHead, isSameHistory, nothingOf, startHistories, type Histories, type ToldEvent } from '../../domain/exchange/histories.ts';
import { isWellFormed, isWellFormedShare, shownHead, takeBackKind, type Cell, type Head } from '../../domain/exchange/lineage.ts';
import { isOfSheet, ownedEntity, ownedKey, ownedTables, writesRow, type OwnedKey } from '../../domain/exchange/owned-tables.ts';
import type { FullEvent } from '../../domain/exchange/parts.ts';
import { gatherSheet, isPlainSheet, sheetInUse } from '../../domain/exchange/sheet-in-use.ts';
import { visitInUse } from '../../domain/exchange/visit-in-use.ts';
import { readAllCells, readSaid, readSaidOfVisit } from '../queries/exchange/cells.ts';
import { readRow } from '../queries/exchange/owned-rows.ts';
import { getStatement } from '../queries/exchange/statements.ts';
import { statements, type ReadStore } from '../store/open.ts';
import { statedCells } from './signed.ts';

interface EventRow extends Omit<ToldEvent, 'now'> {
  readonly seq: number;
  /** JSON */
  readonly new: string | null;
}

/** Own events on owned rows, and of exchange files that came in, in the order of the chain. */
function* readTold({ sqlite }: ReadStore): Generator<ToldEvent & { readonly seq: number }> {
  const rows = sqlite.prepare('SELECT seq, hash, device, actor, at, kind, entity, new FROM event ORDER BY seq').iterate();
  for (const row of rows as Iterable<EventRow>) {
    if (ownedKey(row.entity) === null && row.kind !== 'exchange.merge' && row.kind !== 'exchange.open') continue;
    yield { ...row, now: row.new === null ? null : (JSON.parse(row.new) as unknown) };
  }
}

interface Replayed {
  /** what the histories have to be, as far as it follows from what is signed or the own chain's */
  readonly histories: Histories;
  /** people of whom something came in a file that is not here as it was signed */
  readonly loose: ReadonlySet<string>;
  /** events of others that the chains hold whose heads the own events name; null: task files were opened, whose chains have gaps */
  readonly chained: ReadonlySet<string> | null;
}

const serialOf = (entity: string): string => entity.slice(entity.indexOf(':') + 1);

/** Whether something came of which nothing signed is here, so that a shared row's history cannot be told from its beginning. */
const isLoose = ({ loose }: Replayed, { owner }: OwnedKey): boolean => (owner === null ? loose.size > 0 : loose.has(owner));

/** The events of others below these heads, as far as they are here. */
function chainedBelow(store: ReadStore, heads: readonly string[]): Set<string> {
  const before = statements(store)('SELECT prev_hash FROM foreign_event WHERE hash = ?').pluck();
  const found = new Set<string>();
  for (const head of heads)
    for (let hash: string | undefined = head; hash !== undefined && !found.has(hash); hash = before.get(hash) as string | undefined)
      found.add(hash);
  return found;
}

function headOf(now: unknown): string[] {
  const { chain } = now as { readonly chain?: { readonly hash?: string } };
  return typeof chain?.hash === 'string' ? [chain.hash] : [];
}

function replay(store: ReadStore, cursor: number): Replayed {
  const histories = startHistories();
  const loose = new Set<string>();
  const heads: string[] = [];
  let opened = false;
  const ownerOf = statements(store)('SELECT person_id FROM exchange_file WHERE serial = ? AND direction = ?').pluck();
  for (const event of readTold(store)) {
    const serial = serialOf(event.entity);
    if (event.kind === 'exchange.merge') {
      const statement = getStatement(store, serial);
      const cells = statement?.signature ? statedCells(statement) : null;
      if (cells) for (const cell of cells) histories.join(cell);
      else {
        loose.add(String(ownerOf.get(serial, 'merged')));
        heads.push(...headOf(event.now));
      }
    } else if (event.kind === 'exchange.open') {
      opened = true;
      loose.add(String(ownerOf.get(serial, 'opened')));
    } else if (event.seq <= cursor) histories.grow(event);
  }
  return { histories, loose, chained: opened ? null : chainedBelow(store, heads) };
}

/** Own and others' events on a row and on the sheet that it stands on, by hash. */
function eventsOn(store: ReadStore, { table, values }: OwnedKey, entity: string): { own: FullEvent[]; all: Map<string, FullEvent> } {
  const columns = 'device, seq, actor, at, kind, entity, old, new, reason, prev_hash AS prevHash, hash';
  const select = (from: string) => statements(store)(`SELECT ${columns} FROM ${from} WHERE entity = ? OR entity = ? ORDER BY seq`);
  const sheet = table.under === undefined ? entity : `${table.under}:${values.slice(0, 2).join('/')}`;
  const own = select('event').all(entity, sheet) as FullEvent[];
  const foreign = select('foreign_event').all(entity, sheet) as FullEvent[];
  return { own, all: new Map([...foreign, ...own].map((event) => [event.hash, event])) };
}

/** Whether each own event came over the own event before it. */
function isInOrder(cell: Cell, own: readonly FullEvent[]): boolean {
  const parents = new Map(cell.versions.map((version) => [version.id, version.parents]));
  const descends = (id: string, from: string): boolean => {
    const seen = new Set<string>();
    const open = [id];
    for (let one = open.pop(); one !== undefined; one = open.pop()) {
      if (one === from) return true;
      if (seen.has(one)) continue;
      seen.add(one);
      open.push(...(parents.get(one) ?? []));
    }
    return false;
  };
  return own.every((event, index) => {
    const before = own[index - 1];
    return before === undefined || event.kind === takeBackKind || descends(event.hash, before.hash);
  });
}

/** Of a row of which something came unsigned: versions that events made, heads that they wrote, and all own ones in their order. */
function isTraced(store: ReadStore, key: OwnedKey, cell: Cell, { histories, chained }: Replayed): boolean {
  const replayed = histories.cells.get(cell.entity);
  const { own, all } = eventsOn(store, key, cell.entity);
  const made = new Map(cell.versions.map((version) => [version.id, version]));
  const written = (replayed?.versions ?? []).filter(({ sealed }) => !sealed);
  const grown = new Set(written.map(({ id }) => id));
  const signed = new Set(replayed?.versions.map(({ id }) => id));
  const isBrought = (id: string): boolean => chained === null || chained.has(id) || signed.has(id) || own.some(({ hash }) => hash === id);
  const ownIds = new Set(own.filter(({ entity }) => entity === cell.entity).map(({ hash }) => hash));
  return (
    (key.owner === null ? isWellFormedShare(cell) : isWellFormed(cell)) &&
    versionsAreTold(cell, all) &&
    headsAreWritten(key.table, cell, all) &&
    cell.versions.every(({ id }) => isBrought(id)) &&
    written.every(({ id }) => made.has(id)) &&
    cell.versions.every(({ id, sealed }) => sealed || !ownIds.has(id) || grown.has(id)) &&
    (key.owner === null ||
      isInOrder(
        cell,
        own.filter(({ hash, entity }) => entity === cell.entity && grown.has(hash)),
      ))
  );
}

/** Histories that are not what the events make of them. */
function findUntraced(store: ReadStore, stored: ReadonlyMap<string, Cell>, replayed: Replayed): string[] {
  const { cells } = replayed.histories;
  return [...new Set([...stored.keys(), ...cells.keys()])].filter((entity) => {
    const key = ownedKey(entity);
    const cell = stored.get(entity);
    if (!key || !cell) return true;
    const made = cells.get(entity);
    return isLoose(replayed, key) ? !isTraced(store, key, cell, replayed) : made === undefined || !isSameHistory(key.table, cell, made);
  });
}

/** What is in use of each row, by the histories with all that was written here since. */
function inUseOf(store: ReadStore, cells: ReadonlyMap<string, Cell>): Map<string, Pick<Head, 'content' | 'at'>> {
  const shown = new Map<string, Pick<Head, 'content' | 'at'>>();
  const showAll = (rows: Iterable<readonly [entity: string, head: Head]>): void => {
    for (const [entity, head] of rows) shown.set(entity, head);
  };
  const whole = Map.groupBy(cells.values(), ({ entity }) => {
    const key = ownedKey(entity);
    if (key?.table.shared) return `visit ${key.values[0] ?? ''}`;
    return key && isOfSheet(key.table) ? `sheet ${key.values.slice(0, 2).join('/')}` : '';
  });
  for (const [name, rows] of whole) {
    const [what, id = ''] = name.split(' ');
    const gathered = gatherSheet(rows);
    if (what === 'visit') {
      showAll(visitInUse(rows, readSaidOfVisit(store, id)));
    } else if (what !== 'sheet' || isPlainSheet(gathered)) {
      showAll(
        rows.flatMap((cell): [string, Head][] => {
          const head = shownHead(cell);
          return head ? [[cell.entity, head]] : [];
        }),
      );
    } else {
      const [personId = '', applicationId = ''] = id.split('/');
      const inUse = sheetInUse(gathered, readSaid(store, personId, applicationId));
      showAll(inUse.lines);
      if (gathered.sheet && inUse.sheet) shown.set(gathered.sheet.entity, inUse.sheet);
    }
  }
  return shown;
}

/** Every owned row that is in a table. */
function listOwnedEntities({ sqlite }: ReadStore): Set<string> {
  const found = new Set<string>();
  for (const table of ownedTables)
    for (const shape of table.shapes) {
      const rows = sqlite
        .prepare(`SELECT ${table.key.join(', ')} FROM ${shape.table}`)
        .raw()
        .iterate() as Iterable<string[]>;
      for (const values of rows) found.add(ownedEntity(table, values.map(String)));
    }
  return found;
}

/** Rows that say something else than what their histories and the own events since come to, and rows that nothing tells of. */
function findUnlikeInUse(store: ReadStore, stored: ReadonlyMap<string, Cell>, cursor: number): string[] {
  const histories = startHistories();
  for (const cell of stored.values()) histories.join(cell);
  for (const event of readTold(store)) {
    const key = event.seq > cursor ? ownedKey(event.entity) : null;
    if (key && writesRow(key.table, event.kind, event.now)) histories.grow(event);
  }
  const inUse = inUseOf(store, histories.cells);
  return [...new Set([...inUse.keys(), ...listOwnedEntities(store)])].filter((entity) => {
    const key = ownedKey(entity);
    if (!key) return true;
    const row = readRow(store, key);
    const said = inUse.get(entity);
    // a sheet is there as a draft from its first score on, which no event of its own tells
    if (!said && key.table.name === 'sheet' && row.content['state'] === 'draft' && row.content['digest'] === null) return false;
    return !isSameHead(key.table, row, said ?? nothingOf(key.table));
  });
}

/** Scores, sheets, opinions, declarations, explanations and records of visits that do not follow from the events, by their entities. */
export function findUntracedRows(store: ReadStore): string[] {
  const cursor = (store.sqlite.prepare('SELECT seq FROM lineage_cursor').pluck().get() as number | undefined) ?? 0;
  const stored = readAllCells(store);
  const replayed = replay(store, cursor);
  return [...new Set([...findUntraced(store, stored, replayed), ...findUnlikeInUse(store, stored, cursor)])].sort();
}
