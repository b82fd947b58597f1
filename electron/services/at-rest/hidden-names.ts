/**
 * Names of files in an encrypted workspace. What is called after a person, a park or a round lies under a name that only the key makes
 * of it; the real one is kept beside, encrypted, so that it can be given back. A place is the path below the workspace with "/", as
 * `exports/评审报告.pdf`.
 */
import { createHmac, randomUUID } from 'node:crypto';
import { closeSync, existsSync, openSync, readSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { makePrivateFolder } from '../../../db/store/rights.ts';
import { magic, readWhole, startEncryption, type WorkspaceKey } from '../../io/at-rest/encrypted-file.ts';

/** Folders in which files are called after what they hold. */
export const namedFolders = ['exports', 'drafts'] as const;

const ending = '.name';
/** so many bytes at least, so that the size does not tell the length of a name */
const padded = 512;

/** The place of a path in one of these folders; null for any other. */
export function placeOf(dir: string, path: string): string | null {
  const place = relative(resolve(dir), resolve(path)).split(sep).join('/');
  return namedFolders.some((folder) => place.startsWith(`${folder}/`)) ? place : null;
}

/** Where what is called so lies under that key, as a place. */
export function hiddenPlace(place: string, key: WorkspaceKey | null): string {
  if (key === null) return place;
  const folder = place.slice(0, place.indexOf('/'));
  return `${folder}/${createHmac('sha256', key).update(`parkpanel/place/${place}`).digest('hex')}`;
}

const pathIn = (dir: string, place: string): string => join(dir, ...place.split('/'));

/** The path of what is called so: under its hidden name, or as workspaces encrypted before had it. */
export function lyingPath(dir: string, place: string, key: WorkspaceKey | null): string {
  const hidden = pathIn(dir, hiddenPlace(place, key));
  const open = pathIn(dir, place);
  return existsSync(hidden) || !existsSync(open) ? hidden : open;
}

/** Keeps the real name beside where the file will lie: before the file itself, which would else be nameless. */
export function keepName(dir: string, place: string, key: WorkspaceKey): void {
  const path = pathIn(dir, hiddenPlace(place, key)) + ending;
  if (existsSync(path)) return;
  makePrivateFolder(dirname(path));
  const encryption = startEncryption(key);
  const text = Buffer.from(place);
  const bytes = Buffer.concat([
    encryption.update(Buffer.concat([text, Buffer.alloc(Math.max(0, padded - text.length))])),
    encryption.final(),
  ]);
  const beside = join(dirname(path), `.name.${randomUUID()}.part`);
  writeFileSync(beside, bytes, { mode: 0o600, flush: true });
  renameSync(beside, path);
}

/** Whether that is a name only, which belongs to the file beside it. */
export const isName = (path: string): boolean => path.endsWith(ending);

/** Whether a file, or its name, could be called so by {@link hiddenPlace}. */
export function isHidden(path: string): boolean {
  return /(^|[\\/])[\da-f]{64}(\.name)?$/.test(path);
}

/** The place that a hidden file had; null where that is not known, or cannot be read any more. */
export async function readName(path: string, key: WorkspaceKey): Promise<string | null> {
  if (!existsSync(path + ending)) return null;
  try {
    const place = Buffer.from(await readWhole(path + ending, key))
      .toString('utf8')
      .replace(/\0+$/, '');
    return place.split('/').includes('..') ? null : place;
  } catch {
    return null;
  }
}

/** Takes away a file with its name. */
export function removeHidden(dir: string, place: string, key: WorkspaceKey | null): void {
  const path = lyingPath(dir, place, key);
  rmSync(path, { force: true });
  if (key !== null) rmSync(path + ending, { force: true });
}

/** Whether a file begins as only encrypted ones do. */
export function isEncryptedFile(path: string): boolean {
  const head = Buffer.alloc(magic.length);
  const file = openSync(path, 'r');
  try {
    return readSync(file, head, 0, head.length, 0) === head.length && head.equals(magic);
  } finally {
    closeSync(file);
  }
}

/** Hides the names that a workspace of before this was encrypted with. `key`: its own. */
export function hideNames(dir: string, key: WorkspaceKey): void {
  for (const folder of namedFolders) {
    if (!existsSync(join(dir, folder))) continue;
    for (const entry of readdirSync(join(dir, folder), { withFileTypes: true, recursive: true })) {
      const path = join(entry.parentPath, entry.name);
      const place = entry.isFile() && !isHidden(path) && isEncryptedFile(path) ? placeOf(dir, path) : null;
      if (place === null) continue;
      keepName(dir, place, key);
      renameSync(path, pathIn(dir, hiddenPlace(place, key)));
    }
  }
}
