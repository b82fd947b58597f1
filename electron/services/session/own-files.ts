/** Files that the program keeps in a workspace beside its store: encrypted where the workspace is, and then under names that tell nothing. */
import { resolve } from 'node:path';
import { listExportHashes } from '../../../db/queries/results.ts';
import type { ReadStore } from '../../../db/store/open.ts';
import { encrypt, readWhole } from '../../io/at-rest/encrypted-file.ts';
import { keepName, lyingPath, placeOf, removeHidden } from '../at-rest/hidden-names.ts';
import type { Ownership } from '../at-rest/own-entries.ts';
import { ownerOnly, writeAtomically } from '../../io/files.ts';
import { isInside } from './paths.ts';
import type { Session } from './session.ts';

type Kept = Pick<Session, 'dir' | 'key'>;

// oxlint-disable-next-line typescript/require-await -- a file is encrypted as a stream; this is one of one chunk
async function* oneChunk(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** Where the file of that path lies: in an encrypted workspace what is called after its content has another name. */
export function whereKept({ dir, key }: Kept, path: string): string {
  const place = key === null ? null : placeOf(dir, path);
  return place === null ? path : lyingPath(dir, place, key);
}

/** Writes a file whole or not at all. @throws workspace/locked-by-passphrase */
export async function keepFile(session: Kept, path: string, content: Uint8Array | string): Promise<void> {
  const { dir, key } = session;
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  const place = key === null ? null : placeOf(dir, path);
  if (key !== null && place !== null) keepName(dir, place, key);
  await writeAtomically(whereKept(session, path), key === null ? bytes : encrypt(oneChunk(bytes), key), ownerOnly);
}

/** @throws ENOENT and its like, workspace/locked-by-passphrase, workspace/damaged */
export async function readKept(session: Kept, path: string): Promise<Uint8Array> {
  return readWhole(whereKept(session, path), session.key);
}

/** @throws workspace/locked-by-passphrase */
export function removeKept({ dir, key }: Kept, path: string): void {
  const place = placeOf(dir, path);
  if (place !== null) removeHidden(dir, place, key);
}

/** Rights of a file that a person named: what lies in the workspace is its owner's alone; undefined: those that the system gives. */
export function modeOf(session: Pick<Session, 'dir'>, path: string): number | undefined {
  return isInside(session, resolve(path)) ? ownerOnly : undefined;
}

/** Writes a file that a person named, whole or not at all. */
export async function writeNamed(session: Pick<Session, 'dir'>, path: string, bytes: Parameters<typeof writeAtomically>[1]): Promise<void> {
  await writeAtomically(path, bytes, modeOf(session, path));
}

/** By what the files of a workspace are told from those of people; `store`: its record, where that can be asked. */
export function ownershipBy(store: ReadStore | null, encrypted: boolean): Ownership {
  return { encrypted, documents: store && listExportHashes(store) };
}
