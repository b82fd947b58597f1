/**
 * Whether a file in the place of the store is one, found out without SQLite: opening a database of somebody else's may roll its journal
 * back, and leaves files beside it.
 */
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';

const magic = 'SQLite format 3\0';
/** of the file's own head and that of its first page, in bytes */
const headLength = 108;

/** How a row of the schema begins for each of these tables: kind, name and name of the table stand one behind the other. */
const marks = ['workspace', 'event', 'round'].map((name) => Buffer.from(`table${name}${name}`));
const longest = Math.max(...marks.map((mark) => mark.length));

const chunk = 256 * 1024;

/** The marks that do not stand in a file; reads no further than it must. A file that is not there has none. */
function lacking(path: string, wanted: readonly Buffer[]): readonly Buffer[] {
  if (wanted.length === 0 || !(statSync(path, { throwIfNoEntry: false })?.isFile() ?? false)) return wanted;
  let left = wanted;
  const bytes = Buffer.alloc(longest + chunk);
  const file = openSync(path, 'r');
  try {
    // a mark may lie across the end of a piece: the last bytes of each stand before the next
    for (let read = -1; read !== 0 && left.length > 0;) {
      read = readSync(file, bytes, longest, chunk, null);
      const piece = bytes.subarray(0, longest + read);
      left = left.filter((mark) => !piece.includes(mark));
      bytes.copyWithin(0, read, read + longest);
    }
    return left;
  } finally {
    closeSync(file);
  }
}

function headOf(path: string): Buffer {
  const head = Buffer.alloc(headLength);
  const file = openSync(path, 'r');
  try {
    return head.subarray(0, readSync(file, head, 0, head.length, 0));
  } finally {
    closeSync(file);
  }
}

/** Neither a damaged store nor an encrypted one says what it is. */
function isDatabase(head: Buffer): boolean {
  return head.length === headLength && head.subarray(0, magic.length).toString('latin1') === magic;
}

/** A database in which nothing was made yet, as a first start that was cut off leaves it: version 0, no row in its schema. */
function isBlank(head: Buffer): boolean {
  const [version, leaf] = [60, 100];
  return head.readUInt32BE(version) === 0 && head[leaf] === 0x0d && head.readUInt16BE(leaf + 3) === 0;
}

/** What is in the journal alone only SQLite can tell; beside a journal it leaves at most the index of that. */
function holdsTables(path: string): boolean {
  const database = new Database(path, { readonly: true, fileMustExist: true });
  try {
    return database.prepare('SELECT 1 FROM sqlite_schema').get() !== undefined;
  } finally {
    database.close();
  }
}

function isForeignFile(path: string): boolean {
  const head = headOf(path);
  if (!isDatabase(head)) return false;
  const journal = `${path}-wal`;
  if (lacking(journal, lacking(path, marks)).length === 0) return false;
  if (!isBlank(head)) return true;
  return (statSync(journal, { throwIfNoEntry: false })?.size ?? 0) > 0 && holdsTables(path);
}

/** Whether there is no store at `path` yet: nothing, an empty file, or a database without a table, as a first start that was cut off leaves them. */
export function isUnmade(path: string): boolean {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size === 0) return true;
  try {
    const head = headOf(path);
    return isDatabase(head) && isBlank(head) && !isForeignFile(path) && lacking(`${path}-wal`, marks).length > 0;
  } catch {
    return false;
  }
}

/** Whether `path` is something else than a store of this program, as far as it can be told. Nothing there, or an empty file, is not. */
export function isForeign(path: string): boolean {
  try {
    const found = statSync(path, { throwIfNoEntry: false });
    if (!found) return false;
    if (!found.isFile()) return true;
    return found.size > 0 && isForeignFile(path);
  } catch {
    // whoever opens it says why it cannot be read
    return false;
  }
}
