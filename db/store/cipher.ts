/**
 * Databases that are encrypted page by page (SQLite3 Multiple Ciphers: ChaCha20-Poly1305), journals included. The key is 32 random bytes
 * and used as it is; where it comes from is not this layer's business. Without a key a database is as plain as ever.
 */
import { rmSync } from 'node:fs';
import Database from 'better-sqlite3';

/** The key of a workspace: 32 bytes. */
export type StoreKey = Uint8Array;

const keyLength = 32;

/** As SQLite's pragmas and ATTACH take it: no passphrase to be stretched, the key itself. */
function raw(key: StoreKey): string {
  if (key.length !== keyLength) throw new TypeError(`a key of ${key.length} bytes`);
  return `raw:${Buffer.from(key).toString('hex')}`;
}

/** Opens a database with `key`, or a plain one with null. Whether the key fits shows at the first question. */
export function openDatabase(path: string, options: Database.Options, key: StoreKey | null): Database.Database {
  const database = new Database(path, options);
  if (key === null) return database;
  try {
    database.pragma("cipher = 'chacha20'");
    database.pragma(`key = '${raw(key)}'`);
    // what is sorted aside would lie open on the disk
    database.pragma('temp_store = MEMORY');
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/**
 * A compact copy of the database at `source` with what may lie in its journal, under the key `to` or plain; the source stays as it is.
 * The copy is never on the disk under any other key.
 * @throws what SQLite says, `SQLITE_NOTADB` where `from` does not fit
 */
export function copyDatabase(source: string, from: StoreKey | null, target: string, to: StoreKey | null): void {
  // VACUUM INTO writes under the key of the connection's own database, whichever database it copies
  const own = `${target}.key`;
  try {
    const made = openDatabase(own, {}, to);
    made.exec('CREATE TABLE IF NOT EXISTS own(x)');
    made.close();
    const connection = openDatabase(own, { readonly: true }, to);
    try {
      connection.prepare('ATTACH DATABASE ? AS original KEY ?').run(source, from === null ? '' : raw(from));
      connection.prepare('VACUUM original INTO ?').run(target);
    } finally {
      connection.close();
    }
  } finally {
    rmSync(own, { force: true });
  }
}
