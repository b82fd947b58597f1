import { existsSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { Refusal, refuse } from '../../../domain/result.ts';
import { invariants } from '../../../db/invariants.ts';
import { currentVersion } from '../../../db/migrations/index.ts';
import { ownStore } from '../../../db/store/lock.ts';
import type { StoreKey } from '../../../db/store/cipher.ts';
import { databaseName, openStore, type ReadStore } from '../../../db/store/open.ts';
import { getChainHead, getLastEvent } from '../../../db/queries/events.ts';
import { listBlobHashes } from '../../../db/queries/packages.ts';
import { countWorkspace, getWorkspace, renameDevice } from '../../../db/queries/workspace.ts';
import type { BlobStore } from '../../io/blobs.ts';
import { hashStream } from '../../io/hash.ts';
import { asideName, inspect, isPlain, listAside, listBackups, originOf, takeBackup } from '../session/backups.ts';
import { copyIncoming, exchangeStore, joinJournal } from '../session/restore.ts';
import type { Handlers } from '../session/dispatch.ts';
import type { Call } from '../session/session.ts';
import { getPerson } from '../../../db/queries/panel.ts';
import { listUnproven } from '../../../db/record/merged.ts';
import { dateInChina } from '../../../domain/numbers/china-time.ts';
import type { Translate } from '../../../domain/text.ts';
import { findUnlikeCertificates } from './certificates.ts';
import { findUnsignedFiles } from './returns.ts';
import { findUnfairDraws } from '../visits/firms.ts';
import { findAlteredVisits } from '../visits/view.ts';
import { secretary } from '../session/access.ts';
import { refuseInOffice } from './office.ts';

async function isIntact(blobs: BlobStore, sha256: string): Promise<boolean> {
  try {
    return blobs.sizeOf(sha256) !== null && (await hashStream(blobs.stream(sha256))) === sha256;
  } catch (error) {
    // encrypted, and not what was written
    if (error instanceof Refusal && error.code === 'workspace/damaged') return false;
    throw error;
  }
}

/** Documents whose bytes are not in the store as their rows say. */
async function findBrokenBlobs({ session, progress, signal }: Call): Promise<string[]> {
  const rows = listBlobHashes(session.store.read);
  const broken: string[] = [];
  for (const [done, row] of rows.entries()) {
    signal.throwIfAborted();
    if (!(await isIntact(session.blobs, row.sha256))) broken.push(row.sha256);
    progress(done + 1, rows.length, row.sha256);
  }
  return broken;
}

/** What one question finds; what somebody wrote so that it cannot even be read is found too. */
function askedOf(store: ReadStore, find: (store: ReadStore) => string[]): string[] {
  try {
    return find(store);
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return [error.message];
    throw error;
  }
}

/**
 * A store of another workspace takes the place of this one only where somebody names that one. A workspace that does not open is
 * known by its backups; an empty one has nothing to be exchanged for.
 * @throws workspace/backup-of-another
 */
function refuseAnother(dir: string, path: string, key: StoreKey | null, named: string | undefined): void {
  const known = [join(dir, databaseName), ...[...listAside(dir), ...listBackups(dir)].map((one) => one.path)]
    .filter((one) => existsSync(one) && resolve(one) !== resolve(path))
    .flatMap((one) => originOf(one, key) ?? []);
  const given = originOf(path, key);
  if (given === null || given.id === named || known.some(({ id }) => id === given.id)) return;
  if (known.every(({ rounds }) => rounds.length === 0)) return;
  refuse('workspace/backup-of-another', { path, workspaceId: given.id, rounds: [...given.rounds] });
}

/** Files that came in before what was signed was kept: nothing but the record here says what they brought. */
function tellUnproven(store: ReadStore, t: Translate): string[] {
  return listUnproven(store).map(({ direction, serial, personId, at }) =>
    t(direction === 'merged' ? 'common.unproven.return' : 'common.unproven.task', {
      serial,
      name: getPerson(store, personId)?.name ?? personId,
      date: dateInChina(at),
    }),
  );
}

export const workspaceHandlers = {
  'workspace.info'(store, _input, { session, actor }) {
    const { rounds, events } = countWorkspace(store);
    return {
      path: resolve(session.dir),
      program: session.program,
      schemaVersion: currentVersion,
      deviceId: getWorkspace(store)?.deviceId ?? refuse('workspace/not-a-workspace', { path: session.dir }),
      rounds,
      events,
      // with each head in hand a member could try out what was written between two of them
      chainHead: actor === secretary ? (getChainHead(store)?.hash ?? null) : null,
      lastWriteAt: getLastEvent(store)?.at ?? null,
      lastBackupAt: listBackups(session.dir)[0]?.at ?? null,
    };
  },
  async 'workspace.backup'({ session, at, touch }) {
    touch('backup');
    const made = takeBackup(session.dir, at, session.key) ?? refuse('workspace/no-backup', { path: session.dir });
    return { path: made.path, bytes: made.bytes };
  },
  // oxlint-disable-next-line typescript/require-await -- a device answers later by its kind
  async 'workspace.backups'({ session }) {
    const { dir, key } = session;
    // what the last restore put aside comes first: it is the way back
    const [last, ...aside] = listAside(dir).map((one) => ({ ...one, kind: 'aside' as const }));
    const others = [...listBackups(dir).map((one) => ({ ...one, kind: 'backup' as const })), ...aside].toSorted((one, other) =>
      other.at.localeCompare(one.at),
    );
    return [...(last ? [last] : []), ...others].map((one) => {
      const found = inspect(one.path, false, key);
      return { ...one, holds: found.state === 'sound' ? found.holds : null };
    });
  },
  /** Puts a backup in the place of the database; what was there is kept beside it under its own name. */
  // oxlint-disable-next-line typescript/require-await -- a job answers later by its kind
  async 'workspace.restore'({ session, actor, at, append }, { path, workspaceId }) {
    if (!existsSync(path)) refuse('workspace/no-backup', { path });
    refuseInOffice(session, actor, 'workspace.restore');
    const { dir, key } = session;
    const found = inspect(path, true, key);
    if (found.state === 'damaged') refuse('workspace/backup-damaged', { path });
    if (found.state === 'foreign') refuse('workspace/not-a-backup', { path });
    if (found.state === 'newer') refuse('workspace/backup-newer', { path, found: found.version, known: currentVersion });
    refuseAnother(dir, path, key, workspaceId);
    session.release();
    const alone = ownStore(dir);
    try {
      const keptAs = existsSync(join(dir, databaseName)) ? join(dir, asideName(at)) : null;
      const incoming = openStore(copyIncoming(dir, path, isPlain(path) ? null : key, key), { key });
      try {
        incoming.write((tx) => {
          // what is written from here on is another history than the one that was left: a name of its own
          renameDevice(tx, session.newId());
          append(tx, {
            kind: 'workspace.restore',
            entity: 'workspace',
            new: { backup: basename(path), keptAs: keptAs && basename(keptAs), folder: basename(dirname(path)) },
          });
        });
      } finally {
        incoming.close();
      }
      joinJournal(dir, key);
      exchangeStore(dir, asideName(at));
      return { restored: path, keptAs };
    } finally {
      alone.release();
    }
  },
  async 'workspace.doctor'(call) {
    const { session, t } = call;
    const checks = invariants.map(({ id, find }) => ({ id, found: askedOf(session.store.read, find) }));
    checks.push({ id: 'visits', found: [...findAlteredVisits(session.store.read), ...findUnfairDraws(session.store.read)] });
    checks.push({ id: 'signed-returns', found: await findUnsignedFiles(session) });
    checks.push({ id: 'certificates', found: await findUnlikeCertificates(session) });
    checks.push({ id: 'blobs', found: await findBrokenBlobs(call) });
    const told = checks.map(({ id, found }) => ({
      id,
      ok: found.length === 0,
      text: t(`common.doctor.${id}`),
      found: found.slice(0, 100),
    }));
    return { healthy: told.every((check) => check.ok), checks: told, unproven: tellUnproven(session.store.read, t) };
  },
} satisfies Partial<Handlers>;
