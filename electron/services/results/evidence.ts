/** 证据: the files that come with an objection. */
import { createReadStream } from 'node:fs';
import { access } from 'node:fs/promises';
import { basename } from 'node:path';
import { refuse } from '../../../domain/result.ts';
import type { ObjectionRow } from '../../../db/queries/publicity.ts';
import type { StagedBlob } from '../../io/blobs.ts';
import type { Call } from '../session/session.ts';

/** Copies evidence into the store, whole or not at all. @throws workspace/file-missing */
export async function keepEvidence({ session }: Call, paths: readonly string[]): Promise<ObjectionRow['evidence']> {
  const staged: (StagedBlob & { name: string })[] = [];
  try {
    for (const path of paths) {
      await access(path).catch(() => refuse('workspace/file-missing', { name: path }));
      staged.push({ ...(await session.blobs.stage(createReadStream(path))), name: basename(path) });
    }
    await session.blobs.commit(staged);
  } catch (error) {
    await session.blobs.discard(staged);
    throw error;
  }
  return staged.map(({ name, sha256, bytes }) => ({ name, sha256, bytes }));
}
