/**
 * What in a workspace's folder is the program's, and what a person put there: only the first is encrypted, counted and taken away. It is
 * told by names that nobody else gives, and of exported documents, which are called as people call theirs, by their content.
 */
import { createReadStream, existsSync, readdirSync, statSync, type Dirent } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { refuse } from '../../../domain/result.ts';
import { lockName } from '../../../db/store/lock.ts';
import { databaseName } from '../../../db/store/open.ts';
import { keepPrivate } from '../../../db/store/rights.ts';
import { hashStream } from '../../io/hash.ts';
import { isEncryptedFile, isHidden } from './hidden-names.ts';
import { keyName, privateSettingsName } from '../../io/at-rest/workspace-key.ts';

export const incomingName = '.converting';
export const replacedName = '.replaced';
export const planName = 'conversion-plan.json';
export const settingsName = 'settings.json';
/** Rule books are public: they stay plain where the workspace is encrypted. */
export const schemesName = 'schemes';

const uuid = String.raw`[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}`;

/** Names below the folders, with "/"; what lies in exports/ is judged by its content. */
const folders: Readonly<Record<string, RegExp>> = {
  blobs: /^[\da-f]{2}\/[\da-f]{64}$/,
  thumbnails: /^[\da-f]{2}\/[\da-f]{64}\.jpg$/,
  backups: /^panel-\d{8}T\d{9}Z\.db(-wal|-shm|-journal)?$/,
  drafts: new RegExp(`^(notes|minutes|rubric)-${uuid}\\.json$`),
  exports: /^(?!)/,
};
export const ownFolders = Object.keys(folders);

const ownFiles = new Set([databaseName, settingsName, privateSettingsName, keyName]);
const aside = /^panel-before-restore-\w+\.db(-wal)?$/;
/** the record of what was removed when a laptop was emptied */
const emptied = /^emptied-\w+\.json$/;
/** What a process left that was ended while it wrote: it serves nobody, and lies as it was written. */
const left =
  /^(\.restoring|\.(settings\.json|settings\.private|workspace-key\.json)\.[\da-f-]{36}\.part|(restore|conversion)-plan\.json\.part)$/;
/** the same below the folders: documents on their way in, files and backups half written */
const leftBelow = /^(\.staging|\..+\.[\da-f-]{36}\.part|panel-\w+\.db\.part)$/;
/** what tells nothing: locks, the port of a running host, the profile of its private window, the log, which names nothing that people wrote, and rule books, which are public */
const telling = new Set([
  'logs',
  '.browser',
  schemesName,
  lockName,
  '.host.json',
  incomingName,
  replacedName,
  planName,
  `${databaseName}-wal`,
  `${databaseName}-shm`,
]);

/** By what the documents in exports/ are told. */
export interface Ownership {
  /** whether the workspace has a key: what is encrypted is the program's */
  readonly encrypted: boolean;
  /** SHA-256 of those on record; null where the record cannot be asked: then of plain ones nothing is said */
  readonly documents: ReadonlySet<string> | null;
}

/** What lies elsewhere would stay there as it is. @throws workspace/linked */
function refuseLinked(folder: string, entry: Dirent): void {
  if (!entry.isFile() && !entry.isDirectory()) refuse('workspace/linked', { path: join(folder, entry.name) });
}

/** Own files and folders at the top, but the key and the settings, which are written anew. @throws workspace/linked */
export function entriesOf(dir: string): string[] {
  const entries = readdirSync(dir, { withFileTypes: true }).filter(
    ({ name }) => ownFiles.has(name) || ownFolders.includes(name) || aside.test(name),
  );
  for (const entry of entries) refuseLinked(dir, entry);
  return entries.map(({ name }) => name).filter((name) => ![keyName, settingsName, privateSettingsName].includes(name));
}

/** What was cut off while it was written. */
export const listLeft = (dir: string): string[] => readdirSync(dir).filter((name) => left.test(name));

/** Stores that a restore put aside, with their journals. */
export const listAsideFiles = (dir: string): string[] => (existsSync(dir) ? readdirSync(dir).filter((name) => aside.test(name)) : []);

/** null: nobody can tell. */
async function isOwn(folder: string, path: string, place: string, { encrypted, documents }: Ownership): Promise<boolean | null> {
  if (folders[folder]?.test(place)) return true;
  if (folder !== 'exports' && folder !== 'drafts') return false;
  if (encrypted && isEncryptedFile(path)) return folder === 'exports' || isHidden(path);
  if (folder !== 'exports' || documents?.size === 0) return false;
  if (documents === null) return encrypted ? false : null;
  return documents.has(await hashStream(createReadStream(path, { highWaterMark: 1024 ** 2 }) as AsyncIterable<Buffer>));
}

interface Sorted {
  readonly own: readonly string[];
  readonly foreign: readonly string[];
}

/**
 * The files below one of {@link ownFolders}, as paths; what was cut off while it was written is in neither list. `linked`: what is neither file
 * nor folder is refused, or called foreign.
 * @throws workspace/linked
 */
export async function sortBelow(dir: string, folder: string, owner: Ownership, linked: 'refused' | 'foreign' = 'refused'): Promise<Sorted> {
  const [own, foreign]: [string[], string[]] = [[], []];
  async function look(within: string): Promise<void> {
    for (const entry of readdirSync(within, { withFileTypes: true })) {
      const path = join(within, entry.name);
      if (leftBelow.test(entry.name)) continue;
      if (linked === 'refused') refuseLinked(within, entry);
      if (entry.isDirectory()) await look(path);
      else {
        const place = relative(join(dir, folder), path).split(sep).join('/');
        const judged = entry.isFile() && (await isOwn(folder, path, place, owner));
        if (judged !== null) (judged ? own : foreign).push(path);
      }
    }
  }
  if (existsSync(join(dir, folder))) await look(join(dir, folder));
  return { own, foreign };
}

function isKnown(name: string): boolean {
  const patterns = [aside, emptied, left];
  return (
    ownFiles.has(name) ||
    ownFolders.includes(name) ||
    telling.has(name) ||
    name.startsWith(lockName) ||
    patterns.some((one) => one.test(name))
  );
}

/** Files and folders in the workspace that are not the program's, below it: they stay as they are. */
export async function listForeign(dir: string, owner: Ownership): Promise<string[]> {
  const found = readdirSync(dir).filter((name) => !isKnown(name));
  for (const folder of ownFolders)
    for (const path of (await sortBelow(dir, folder, owner, 'foreign')).foreign) found.push(relative(dir, path));
  return found.sort();
}

/** Folders of the program without a rule for the names in them. */
const otherFolders: Readonly<Record<string, RegExp>> = { logs: /^[\w.-]+\.log$/, [schemesName]: /^(?!)/, '.browser': /^(?!)/ };

function tightenBelow(dir: string, folder: string, within: string, documents: ReadonlySet<string>): void {
  for (const entry of readdirSync(within, { withFileTypes: true })) {
    const path = join(within, entry.name);
    if (entry.isDirectory()) tightenBelow(dir, folder, path, documents);
    else if (entry.isFile()) {
      const place = relative(join(dir, folder), path).split(sep).join('/');
      if ((folders[folder] ?? otherFolders[folder])?.test(place) || isHidden(path) || documents.has(resolve(path))) keepPrivate(path);
    }
  }
  // the last of all: a folder that is private says that what is in it is
  keepPrivate(within);
}

/**
 * Makes a workspace its owner's alone that was made when folders and files had the rights that the system gives. `documents`: where those on
 * record lie, asked only where something is open. What people put there keeps its own rights.
 */
export function tightenWorkspace(dir: string, documents: () => ReadonlySet<string>): void {
  if (process.platform === 'win32') return;
  for (const entry of readdirSync(dir, { withFileTypes: true })) {
    const path = join(dir, entry.name);
    const isFolder = ownFolders.includes(entry.name) || entry.name in otherFolders;
    if (entry.isDirectory() && isFolder && (statSync(path).mode & 0o77) !== 0) tightenBelow(dir, entry.name, path, documents());
    else if (entry.isFile() && isKnown(entry.name)) keepPrivate(path);
  }
}
