/**
 * The office's rows on a laptop against the task files that brought them, as the institution signed these: parks, rubric, person, seats,
 * documents, values, rulings, and what is on record of the parks. The tasks are taken in again one after the other, and what comes of it
 * must stand in the tables, and nothing beside it: the office is elsewhere, and nobody here has these rows to write.
 */
import { rowsName } from '../../domain/exchange/manifest.ts';
import type { Rows } from '../../domain/exchange/parts.ts';
import { foldParkName } from '../../domain/package/plan-import.ts';
import { isRecordTable } from '../queries/exchange/record-rows.ts';
import { getStatement } from '../queries/exchange/statements.ts';
import { listTaskTables } from '../queries/exchange/task-rows.ts';
import type { ReadStore } from '../store/open.ts';
import { listUnproven, readTakings } from './merged.ts';
import { partOf, statedParts } from './signed.ts';

type Row = Rows[string][number];

/** Rows by their keys, by table. */
type Tables = Map<string, Map<string, Row>>;

const recordTables = [
  { name: 'title_event', key: ['id'], isWhole: true },
  { name: 'granted_award', key: ['id'], isWhole: true },
] as const;
const tables = [...listTaskTables(), ...recordTables];

const keyOf = (row: Row, key: readonly string[]): string => key.map((column) => String(row[column])).join('/');
const parkOf = (row: Row): string => foldParkName(String(row['park_name']));

function takeIn(held: Tables, rows: Rows, at: string): void {
  const parks = new Map((rows['application'] ?? []).map((park) => [park['id'], park]));
  const names = new Set([...parks.values()].map(parkOf));
  for (const { name, key, isWhole } of tables) {
    const given = rows[name];
    // a task from before these went along says nothing of them
    if (given === undefined) continue;
    const known = held.get(name) ?? new Map<string, Row>();
    held.set(name, known);
    if (isWhole)
      for (const [id, row] of known)
        if (isRecordTable(name) ? names.has(parkOf(row)) : parks.has(row['application_id'] ?? null)) known.delete(id);
    for (const row of given) known.set(keyOf(row, key), row);
  }
  for (const [id, row] of held.get('package') ?? []) {
    const park = parks.get(row['application_id'] ?? null);
    if (park && park['package_id'] !== row['id'] && row['replaced_at'] === null) held.get('package')?.set(id, { ...row, replaced_at: at });
  }
}

/** What was put on record of a park here stands as it does here, whatever a task says of it. */
function readOwnRecords({ sqlite }: ReadStore): Set<string> {
  const ids = sqlite.prepare("SELECT json_extract(new, '$.id') FROM event WHERE entity GLOB 'title:*' OR entity GLOB 'reward:*'");
  return new Set(ids.pluck().all() as string[]);
}

/** Rows that came with tasks and say something else now, or are gone; and rows of their rounds and parks that no task brought. */
export function findUnlikeTasks(store: ReadStore): string[] {
  const found: string[] = [];
  const held: Tables = new Map();
  for (const { direction, serial, at, now } of readTakings(store)) {
    if (direction !== 'opened' || now.statement === undefined) continue;
    const statement = getStatement(store, serial, 'opened');
    const parts = statement && statedParts(statement);
    if (parts) takeIn(held, partOf(parts, rowsName) as Rows, at);
    // a statement that is gone is told where the files are held against their events
    else if (statement) found.push(`return_statement:${serial}`);
  }
  if (held.size === 0) return found;
  const ownRecords = readOwnRecords(store);
  const packages = new Map([...(held.get('package') ?? [])].map(([id, { application_id: park }]) => [id, park]));
  // what came with a task of which nothing is kept cannot be told from what was put in
  const isWhole = !listUnproven(store).some(({ direction }) => direction === 'opened');
  const parks = held.get('application');
  const names = new Set([...(parks?.values() ?? [])].map(parkOf));
  const isWithin = (name: string, row: Row): boolean => {
    if (name === 'round') return false;
    if (isRecordTable(name)) return names.has(parkOf(row));
    if (row['round_id'] !== undefined) return held.get('round')?.has(String(row['round_id'])) === true;
    return parks?.has(String(row['application_id'] ?? packages.get(String(row['package_id'])))) === true;
  };
  // what was measured on site follows the record of the visit
  const isBeside = (name: string, row: Row): boolean =>
    (name === 'field_value' && row['source'] === 'visit') || (isRecordTable(name) && ownRecords.has(String(row['id'])));
  for (const { name, key } of tables) {
    const brought = held.get(name);
    if (!brought) continue;
    const here = new Map((store.sqlite.prepare(`SELECT * FROM ${name}`).all() as Row[]).map((row) => [keyOf(row, key), row]));
    for (const [id, row] of brought) {
      const stored = here.get(id);
      const isSame = stored && Object.entries(row).every(([column, value]) => stored[column] === value);
      if (!isSame && !isBeside(name, row)) found.push(`${name}:${id}`);
    }
    for (const [id, row] of here)
      if (isWhole && !brought.has(id) && isWithin(name, row) && !isBeside(name, row)) found.push(`${name}:${id}`);
  }
  return found.sort();
}
