/** Paths that a call names: what it will write, and what it wants read. */
import { existsSync, realpathSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { StoreKey } from '../../../db/store/cipher.ts';
import { refuse } from '../../../domain/result.ts';
import { readWhole } from '../../io/at-rest/encrypted-file.ts';
import type { Session } from './session.ts';

/** Where a path leads, by whatever links; what is not there yet will be in the folder that is. */
function whereTo(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    const above = dirname(path);
    return above === path ? path : join(whereTo(above), basename(path));
  }
}

/** Whether a path leads into the workspace's own folder. */
export function isInside({ dir }: Pick<Session, 'dir'>, path: string): boolean {
  const way = relative(whereTo(resolve(dir)), whereTo(resolve(path)));
  return !isAbsolute(way) && way !== '..' && !way.startsWith(`..${sep}`);
}

/** The folder of an encrypted workspace holds what the program keeps there, and nothing that others are to read. @throws workspace/inside-encrypted */
export function refuseInside(session: Pick<Session, 'dir' | 'key'>, paths: readonly string[]): void {
  if (session.key === null) return;
  const inside = paths.find((path) => isInside(session, path));
  if (inside !== undefined) refuse('workspace/inside-encrypted', { path: inside });
}

/** Nothing is written over what lies there, unless the caller says so: one code a kind of file. @throws `code`, and of {@link refuseInside} */
export function refuseTaken(
  session: Pick<Session, 'dir' | 'key'>,
  code: 'report/path-taken' | 'exchange/path-taken' | 'identity/exists',
  paths: readonly string[],
  replace = false,
): void {
  refuseInside(session, paths);
  const taken = replace ? undefined : paths.find((path) => existsSync(path));
  if (taken !== undefined) refuse(code, { path: taken });
}

/** The largest file that is taken for a key, a certificate or a list of revocations, in bytes: such files take a few kB. */
const largestKeyFile = 1024 ** 2;

/** Null where it cannot be read or is larger than any such file. */
export async function readSmall(path: string): Promise<Uint8Array | null> {
  try {
    return (await stat(path)).size > largestKeyFile ? null : await readFile(path);
  } catch {
    return null;
  }
}

/** `key`: of the workspace, where the file may lie in it. @throws workspace/file-missing for whatever cannot be read */
export async function readGiven(path: string, key: StoreKey | null = null): Promise<Uint8Array> {
  try {
    return await readWhole(path, key);
  } catch {
    return refuse('workspace/file-missing', { name: path });
  }
}
