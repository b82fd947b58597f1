/** What files that go out and files that come in have in common: their rows on record, their parts, and a rehearsal. */
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { documentFolder, type Manifest } from '../../../domain/exchange/manifest.ts';
import type { Cell } from '../../../domain/exchange/lineage.ts';
import type { TravellingEvent } from '../../../domain/exchange/parts.ts';
import { refuse } from '../../../domain/result.ts';
import { insertExchangeFile, type ExchangeFileRow } from '../../../db/queries/exchange/files.ts';
import { getWorkspace } from '../../../db/queries/workspace.ts';
import type { ReadStore, WriteStore } from '../../../db/store/open.ts';
import type { OutgoingPart } from '../../io/exchange/exchange-file.ts';
import { hashOfJson } from '../../io/hash.ts';
import type { Act } from '../session/act.ts';
import type { Session } from '../session/session.ts';

export const json = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value));

export function deviceOf(store: ReadStore): string {
  return getWorkspace(store)?.deviceId ?? refuse('workspace/not-a-workspace');
}

/** The rows that go out or back with their histories and events, as they stand at this moment. */
export interface Own {
  readonly cells: Cell[];
  readonly chains: TravellingEvent[][];
  readonly head: { readonly seq: number; readonly hash: string };
  readonly visits: number;
}

/** Photos as parts of a file, each content once. */
export function photoParts(session: Session, photos: readonly { readonly sha256: string; readonly bytes: number }[]): OutgoingPart[] {
  return photos.map(({ sha256, bytes }) => ({
    name: documentFolder + sha256,
    path: session.blobs.pathOf(sha256),
    key: session.key,
    size: bytes,
    sha256,
  }));
}

export function fileRow(
  direction: ExchangeFileRow['direction'],
  manifest: Manifest,
  manifestSha256: string,
  path: string,
  bytes: number,
  report: unknown,
  at: string,
): ExchangeFileRow {
  return {
    serial: manifest.serial,
    direction,
    roundId: manifest.round.id,
    personId: manifest.owner,
    device: manifest.from.device,
    chainSeq: manifest.chain.seq,
    manifest: JSON.stringify(manifest),
    manifestSha256,
    path: resolve(path),
    bytes,
    report: report === null ? null : JSON.stringify(report),
    at,
  };
}

/** The written file on record: its event and its row. `sha256`: of its bytes. */
export function recordSent(
  session: Session,
  { at, append }: Act,
  direction: 'issued' | 'returned',
  manifest: Manifest,
  path: string,
  counts: Readonly<Record<string, number>>,
  sha256?: string,
): number {
  const bytes = statSync(path).size;
  session.store.write((tx) => {
    insertExchangeFile(tx, fileRow(direction, manifest, hashOfJson(manifest), path, bytes, counts, at));
    append(tx, {
      kind: direction === 'issued' ? 'exchange.issue' : 'exchange.return',
      entity: `exchange:${manifest.serial}`,
      new: { personId: manifest.owner, to: manifest.to.name, chain: manifest.chain, ...counts, ...(sha256 !== undefined && { sha256 }) },
    });
  });
  return bytes;
}

/** What is thrown to leave a transaction without a trace. */
class Rehearsed extends Error {}

/**
 * Does everything that will be written and undoes it, so that whatever is refused is refused before a backup is made
 * or a document enters the store. Rows that the tables themselves do not take are none that this program wrote.
 */
export function rehearse(session: Session, path: string, part: string, work: (tx: WriteStore) => unknown): void {
  try {
    session.store.write((tx) => {
      work(tx);
      throw new Rehearsed();
    });
  } catch (error) {
    if (error instanceof Rehearsed) return;
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_CONSTRAINT'))
      refuse('exchange/part-unreadable', { path, part });
    throw error;
  }
}
