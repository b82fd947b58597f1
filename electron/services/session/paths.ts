/** Paths that a call names: what it will write, and what it wants read. */
import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { refuse } from '../../../domain/result.ts';

/** Nothing is written over what lies there, unless the caller says so: one code a kind of file. @throws `code` */
export function refuseTaken(
  code: 'report/path-taken' | 'exchange/path-taken' | 'identity/exists',
  paths: readonly string[],
  replace = false,
): void {
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

/** @throws workspace/file-missing for whatever cannot be read */
export async function readGiven(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch {
    return refuse('workspace/file-missing', { name: path });
  }
}
