/** Files that the program keeps in a workspace beside its store: encrypted where the workspace is. */
import { encrypt, readWhole } from '../../io/at-rest/encrypted-file.ts';
import { ownerOnly, writeAtomically } from '../../io/files.ts';
import type { Session } from './session.ts';

// oxlint-disable-next-line typescript/require-await -- a file is encrypted as a stream; this is one of one chunk
async function* oneChunk(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** Writes a file whole or not at all. @throws workspace/locked-by-passphrase */
export async function keepFile({ key }: Pick<Session, 'key'>, path: string, content: Uint8Array | string): Promise<void> {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  await writeAtomically(path, key === null ? bytes : encrypt(oneChunk(bytes), key), ownerOnly);
}

/** @throws ENOENT and its like, workspace/locked-by-passphrase, workspace/damaged */
export async function readKept({ key }: Pick<Session, 'key'>, path: string): Promise<Uint8Array> {
  return readWhole(path, key);
}
