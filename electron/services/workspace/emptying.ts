/**
 * 交回并清空: after the return a laptop keeps nothing of the review but a record of what was removed. Nothing goes before the return file
 * was read again from its place and found to be what was written, and nothing where anything was changed since.
 */
import { createReadStream, existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { refuse } from '../../../domain/result.ts';
import { listEvents, type EventRow } from '../../../db/queries/events.ts';
import { listExchangeFiles, listTaskOwners, type ExchangeFileRow } from '../../../db/queries/exchange/files.ts';
import { getPerson } from '../../../db/queries/panel.ts';
import { getApplication } from '../../../db/queries/applications.ts';
import { getVisit, listDrafts } from '../../../db/queries/visits.ts';
import { countWorkspace } from '../../../db/queries/workspace.ts';
import { isInside } from '../session/paths.ts';
import { listRounds } from '../../../db/queries/rounds.ts';
import type { StoreKey } from '../../../db/store/cipher.ts';
import { openStore, type ReadStore } from '../../../db/store/open.ts';
import { isName } from '../at-rest/hidden-names.ts';
import { listForeign, settingsName, sortBelow, type Ownership } from '../at-rest/own-entries.ts';
import { hashStream } from '../../io/hash.ts';
import { listAside, listBackups, listHappened } from '../session/backups.ts';
import { emptyWorkspace } from '../session/conversion.ts';
import type { Handlers } from '../session/dispatch.ts';
import { ownershipBy } from '../session/own-files.ts';
import { openSettings, readSettings, settingsText } from './settings.ts';

interface Returned {
  readonly row: ExchangeFileRow;
  /** of the file's bytes as they were written; null of one made before that was kept */
  readonly sha256: string | null;
}

/** What changes nothing of a review: the folder's own doings, and the returns themselves. */
const harmless = /^(workspace\.|report\.|exchange\.return$)/;
const every = Number.MAX_SAFE_INTEGER;

function returnedOf(event: EventRow, row: ExchangeFileRow): Returned {
  const { sha256 } = JSON.parse(event.new ?? '{}') as { readonly sha256?: string };
  return { row, sha256: sha256 ?? null };
}

/** The last return of a person. @throws workspace/nothing-returned */
function lastReturn(store: ReadStore, personId: string): Returned {
  const name = getPerson(store, personId)?.name ?? '';
  const row = listExchangeFiles(store, { personId, direction: 'returned' })[0] ?? refuse('workspace/nothing-returned', { name });
  const [event] = listEvents(store, { entity: `exchange:${row.serial}`, limit: every }).filter(({ kind }) => kind === 'exchange.return');
  return event ? returnedOf(event, row) : refuse('workspace/nothing-returned', { name });
}

/** The last returns of all whose task was opened here. @throws workspace/not-a-laptop, workspace/nothing-returned, workspace/changed-since-return */
function listReturns(store: ReadStore): Returned[] {
  const opened = new Set(listExchangeFiles(store, { direction: 'opened' }).map(({ roundId }) => roundId));
  const owners = listTaskOwners(store);
  if (owners.length === 0 || listRounds(store).some(({ id }) => !opened.has(id))) refuse('workspace/not-a-laptop');
  const returns = owners.map((personId) => lastReturn(store, personId));
  // what was written while a return was being made is not in it
  const since = Math.min(...returns.map(({ row }) => row.chainSeq));
  const [changed] = listEvents(store, { after: since, limit: every }).filter(({ kind }) => !harmless.test(kind));
  if (changed) {
    const late = returns.toSorted((one, other) => one.row.chainSeq - other.row.chainSeq)[0];
    refuse('workspace/changed-since-return', { name: getPerson(store, late?.row.personId ?? '')?.name ?? '', kind: changed.kind });
  }
  return returns;
}

/** @throws workspace/return-not-whole */
async function checkWhole({ row, sha256 }: Returned): Promise<void> {
  const { path } = row;
  const there = existsSync(path) ? await hashStream(createReadStream(path, { highWaterMark: 1024 ** 2 }) as AsyncIterable<Buffer>) : null;
  if (sha256 === null || there !== sha256) refuse('workspace/return-not-whole', { path });
}

function sizesOf(paths: readonly string[]): { files: number; bytes: number } {
  return { files: paths.length, bytes: paths.reduce((sum, path) => sum + statSync(path).size, 0) };
}

/** What will go; a file that only names another, and the journal of a database, are counted with it. */
async function removedFrom(dir: string, store: ReadStore, owner: Ownership) {
  const { rounds, events } = countWorkspace(store);
  const below = async (folder: string) =>
    (await sortBelow(dir, folder, owner)).own.filter((path) => !isName(path) && !/-(wal|shm|journal)$/.test(path));
  const aside = listAside(dir).map(({ path }) => path);
  return {
    rounds,
    events,
    documents: sizesOf(await below('blobs')),
    thumbnails: sizesOf(await below('thumbnails')),
    backups: sizesOf([...(await below('backups')), ...aside]),
    exports: sizesOf(await below('exports')),
    drafts: sizesOf(await below('drafts')),
  };
}

/** What happened in a backup, or in a store that a restore put aside, and not in this one, is in no return. @throws workspace/backup-not-returned */
function checkBackups(dir: string, store: ReadStore, key: StoreKey | null): void {
  const known = new Set(listEvents(store, { limit: every }).map(({ hash }) => hash));
  for (const { path } of [...listAside(dir), ...listBackups(dir)]) {
    let isKept = false;
    try {
      isKept = listHappened(path, key).every(({ hash, kind }) => known.has(hash) || harmless.test(kind));
    } catch {
      // nobody can tell what is in it
    }
    if (!isKept) refuse('workspace/backup-not-returned', { path });
  }
}

/** An addendum that is being written travels with no return. @throws workspace/draft-not-returned */
function checkDrafts(store: ReadStore): void {
  const [draft] = listDrafts(store);
  if (!draft) return;
  const applicationId = getVisit(store, draft.visitId)?.applicationId ?? '';
  refuse('workspace/draft-not-returned', { park: getApplication(store, applicationId)?.parkName ?? '' });
}

/** The return of one person among all that were made here. @throws workspace/nothing-returned, workspace/return-not-whole */
function checkOwn(store: ReadStore, returns: readonly Returned[], personId: string, digest: string): void {
  const mine =
    returns.find(({ row }) => row.personId === personId) ??
    refuse('workspace/nothing-returned', { name: getPerson(store, personId)?.name ?? '' });
  if (mine.sha256 !== digest) refuse('workspace/return-not-whole', { path: mine.row.path });
}

/** What goes and by which returns it is kept elsewhere, in a store that nobody else has open any more. @throws of all checks above */
async function judge(dir: string, key: StoreKey | null, personId: string, digest: string) {
  const store = openStore(dir, { key });
  try {
    const returns = listReturns(store.read);
    checkOwn(store.read, returns, personId, digest);
    checkDrafts(store.read);
    checkBackups(dir, store.read, key);
    for (const one of returns) await checkWhole(one);
    const owner = ownershipBy(store.read, key !== null);
    return { returns, owner, removed: await removedFrom(dir, store.read, owner) };
  } finally {
    store.close();
  }
}

export const emptyingHandlers = {
  async 'workspace.empty'(call, { personId, digest }) {
    const { session, at } = call;
    const { dir, key } = session;
    const store = session.store.read;
    const made = listReturns(store);
    checkOwn(store, made, personId, digest);
    // a return that lies in the folder itself would go with it
    for (const { row } of made) if (isInside(session, row.path)) refuse('workspace/return-inside', { path: row.path });
    const settings = settingsText(openSettings(await readSettings(session, key)));
    const name = `emptied-${at.replaceAll(/[-:.]/g, '')}.json`;
    const { removed, foreign } = await session.alone(async () => {
      // until now somebody else may have written
      const { returns, owner, removed } = await judge(dir, key, personId, digest);
      const record = {
        format: 'parkpanel-emptied',
        at,
        program: session.program,
        returns: returns.map(({ row, sha256 }) => ({ serial: row.serial, sha256, at: row.at })),
        removed,
      };
      await emptyWorkspace(dir, owner, { [name]: settingsText(record), [settingsName]: settings });
      return { removed, foreign: await listForeign(dir, owner) };
    });
    call.touch('workspace');
    return {
      record: join(resolve(dir), name),
      removed,
      foreign: foreign.map((one) => resolve(dir, one)),
    };
  },
} satisfies Partial<Handlers>;
