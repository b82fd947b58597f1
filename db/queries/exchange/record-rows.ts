/**
 * What is on record of the parks of a task beyond its round: titles, bars and rewards that were granted, so that an expert's laptop judges
 * them as the office does. The office's list is whole: of its parks, what is not in a later file is no longer on record.
 */
import { getTableConfig, type SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { Rows } from '../../../domain/exchange/parts.ts';
import { foldParkName } from '../../../domain/package/plan-import.ts';
import type { ReadStore, WriteStore } from '../../store/open.ts';
import { grantedAward, titleEvent } from '../../schema/schema.ts';

const recordTables: readonly { readonly table: SQLiteTable; readonly noun: string }[] = [
  { table: titleEvent, noun: 'title' },
  { table: grantedAward, noun: 'reward' },
];

type Row = Rows[string][number];

const nameOf = (table: SQLiteTable): string => getTableConfig(table).name;
const columnsOf = (table: SQLiteTable): string[] => getTableConfig(table).columns.map(({ name }) => name);
const parkOf = (row: Row): string => foldParkName(String(row['park_name']));

export function isRecordTable(name: string): boolean {
  return recordTables.some(({ table }) => nameOf(table) === name);
}

function parksOf(rows: Rows): ReadonlySet<string> {
  return new Set((rows['application'] ?? []).map(parkOf));
}

/** By table, for the parks of a task; other rounds are not on the laptop, and none is named. */
export function readRecordRows(store: ReadStore, rows: Rows): Rows {
  const parks = parksOf(rows);
  const roundId = rows['round']?.[0]?.['id'];
  return Object.fromEntries(
    recordTables.map(({ table }) => [
      nameOf(table),
      (store.sqlite.prepare(`SELECT * FROM ${nameOf(table)}`).all() as Row[])
        .filter((row) => parks.has(parkOf(row)))
        .map((row) => (row['round_id'] === roundId ? row : { ...row, round_id: null })),
    ]),
  );
}

/** Of the parks of the task, of no round but its own, and with the columns that there are. */
export function fitsTask(rows: Rows): boolean {
  const parks = parksOf(rows);
  const roundId = rows['round']?.[0]?.['id'];
  return recordTables.every(({ table }) => {
    const columns = columnsOf(table).sort().join();
    return (rows[nameOf(table)] ?? []).every(
      (row) =>
        Object.keys(row).sort().join() === columns && parks.has(parkOf(row)) && (row['round_id'] === null || row['round_id'] === roundId),
    );
  });
}

/** Takes the office's list in, for its parks whole. What was put on record here stays as it stands here. */
export function applyRecordRows(tx: WriteStore, rows: Rows): void {
  const parks = parksOf(rows);
  for (const { table, noun } of recordTables) {
    const given = rows[nameOf(table)];
    // a file from before these went along says nothing of them
    if (given === undefined) continue;
    const own = new Set(tx.sqlite.prepare(`SELECT json_extract(new, '$.id') FROM event WHERE entity GLOB ?`).pluck().all(`${noun}:*`));
    const remove = tx.sqlite.prepare(`DELETE FROM ${nameOf(table)} WHERE id = ?`);
    for (const row of tx.sqlite.prepare(`SELECT * FROM ${nameOf(table)}`).all() as Row[])
      if (parks.has(parkOf(row)) && !own.has(row['id'])) remove.run(row['id']);
    const columns = columnsOf(table);
    const insert = tx.sqlite.prepare(
      `INSERT INTO ${nameOf(table)} (${columns.join(', ')}) VALUES (${columns.map((column) => `@${column}`).join(', ')})`,
    );
    for (const row of given) if (!own.has(row['id'])) insert.run(row);
  }
}
