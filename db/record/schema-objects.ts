/** Tables, indexes and triggers of a store against what the migrations make. */
import Database from 'better-sqlite3';
import { migrations } from '../migrations/index.ts';
import { migrate } from '../store/migrate.ts';
import type { ReadStore } from '../store/open.ts';

function objectsOf(sqlite: Database.Database): Map<string, string | null> {
  const rows = sqlite.prepare('SELECT type, name, sql FROM main.sqlite_schema').all() as {
    type: string;
    name: string;
    sql: string | null;
  }[];
  return new Map(rows.map(({ type, name, sql }) => [`${type}:${name}`, sql]));
}

/** Made once: what a new store of this version has. */
let expected: Map<string, string | null> | undefined;

function expectedObjects(): Map<string, string | null> {
  if (expected) return expected;
  const fresh = new Database(':memory:');
  try {
    migrate(fresh, migrations);
    return (expected = objectsOf(fresh));
  } finally {
    fresh.close();
  }
}

/** What is missing, is something else, or does not belong: a trigger that was dropped, a table that was made anew without its rules. */
export function findOddObjects(store: ReadStore): string[] {
  const wanted = expectedObjects();
  const found = objectsOf(store.sqlite);
  return (
    [...new Set([...wanted.keys(), ...found.keys()])]
      .filter((name) => !wanted.has(name) || !found.has(name) || wanted.get(name) !== found.get(name))
      // statistics that SQLite keeps for itself
      .filter((name) => !/^table:sqlite_stat\d$/.test(name))
      .sort()
  );
}
