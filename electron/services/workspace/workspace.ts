import { copyFileSync, createReadStream, existsSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { refuse } from '../../../domain/result.ts';
import { invariants } from '../../../db/invariants.ts';
import { currentVersion } from '../../../db/migrations/index.ts';
import { databaseName } from '../../../db/store/open.ts';
import { getChainHead, getLastEvent } from '../../../db/queries/events.ts';
import { listBlobHashes } from '../../../db/queries/packages.ts';
import { countWorkspace, getWorkspace, renameDevice } from '../../../db/queries/workspace.ts';
import { hashStream } from '../../io/hash.ts';
import { isSound, listBackups, takeBackup } from '../session/backups.ts';
import type { Handlers } from '../session/dispatch.ts';
import type { Call } from '../session/session.ts';
import { findAlteredVisits } from '../visits/view.ts';
import { secretary } from '../session/access.ts';

async function isIntact(path: string, sha256: string): Promise<boolean> {
  if (!existsSync(path)) return false;
  return (await hashStream(createReadStream(path))) === sha256;
}

/** Documents whose bytes are not in the store as their rows say. */
async function findBrokenBlobs({ session, progress, signal }: Call): Promise<string[]> {
  const rows = listBlobHashes(session.store.read);
  const broken: string[] = [];
  for (const [done, row] of rows.entries()) {
    signal.throwIfAborted();
    if (!(await isIntact(session.blobs.pathOf(row.sha256), row.sha256))) broken.push(row.sha256);
    progress(done + 1, rows.length, row.sha256);
  }
  return broken;
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
    const made = takeBackup(session.dir, at) ?? refuse('workspace/no-backup', { path: session.dir });
    return { path: made.path, bytes: made.bytes };
  },
  async 'workspace.backups'(call) {
    return listBackups(call.session.dir);
  },
  /** Puts a backup in the place of the database; what was there is kept beside it under its own name. */
  async 'workspace.restore'({ session, at, append }, { path }) {
    if (!existsSync(path)) refuse('workspace/no-backup', { path });
    if (!isSound(path)) refuse('workspace/damaged', { path });
    session.release();
    const database = join(session.dir, databaseName);
    const keptAs = join(session.dir, `panel-before-restore-${at.replaceAll(/[-:.]/g, '')}.db`);
    const incoming = `${database}.incoming`;
    copyFileSync(path, incoming);
    for (const suffix of ['', '-wal', '-shm']) if (existsSync(database + suffix)) renameSync(database + suffix, keptAs + suffix);
    renameSync(incoming, database);
    rmSync(`${database}.incoming`, { force: true });
    session.store.write((tx) => {
      // what is written from here on is another history than the one that was left: a name of its own
      renameDevice(tx, session.newId());
      append(tx, {
        kind: 'workspace.restore',
        entity: 'workspace',
        new: { backup: basename(path), keptAs: basename(keptAs), folder: basename(dirname(path)) },
      });
    });
    return { restored: path, keptAs };
  },
  async 'workspace.doctor'(call) {
    const { session, t } = call;
    const checks = invariants.map(({ id, find }) => ({ id, found: find(session.store.read) }));
    checks.push({ id: 'visits', found: findAlteredVisits(session.store.read) });
    checks.push({ id: 'blobs', found: await findBrokenBlobs(call) });
    const told = checks.map(({ id, found }) => ({
      id,
      ok: found.length === 0,
      text: t(`common.doctor.${id}`),
      found: found.slice(0, 100),
    }));
    return { healthy: told.every((check) => check.ok), checks: told };
  },
} satisfies Partial<Handlers>;
