/** Files written so that a power cut leaves the old content or the new, never a part of either. */
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, statSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** Makes the names in a folder durable. Windows cannot open a folder and keeps its names durable itself. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** What goes to other people has the rights that the system gives; keys and what lies in a workspace are their owner's alone. */
const forOthersToo = 0o666;
export const ownerOnly = 0o600;
/** how a folder is made that is its owner's alone, with those above it that are missing */
export const privateFolder = { recursive: true, mode: 0o700 } as const;

/**
 * Makes a folder and those above it that lack. Node's own `recursive` never comes back where a folder is there and takes none, as on /proc.
 * @throws what the system says
 */
export function makeFolder(path: string, mode = 0o777): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return;
  try {
    mkdirSync(path, { mode });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // another may have made it meanwhile
    if (code === 'EEXIST' && statSync(path, { throwIfNoEntry: false })?.isDirectory()) return;
    const above = dirname(path);
    if (code !== 'ENOENT' || existsSync(above)) throw error;
    makeFolder(above, mode);
    makeFolder(path, mode);
  }
}

/** Writes beside the target, syncs, renames over it, syncs the folder. The folder is made when missing. */
export async function writeAtomically(
  path: string,
  bytes: Uint8Array | string | AsyncIterable<Uint8Array>,
  mode: number = forOthersToo,
): Promise<void> {
  const folder = dirname(path);
  makeFolder(folder, mode === ownerOnly ? privateFolder.mode : undefined);
  const beside = join(folder, `.${basename(path)}.${randomUUID()}.part`);
  try {
    const handle = await open(beside, 'wx', mode);
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
  await syncFolder(folder);
}
