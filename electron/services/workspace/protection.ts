/** 口令保护: a workspace encrypted, opened, given another passphrase, made plain again; and a laptop emptied after its return. */
import { existsSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { countLetters, shortestPassphrase } from '../../../domain/identity/passphrase.ts';
import { Refusal, refuse } from '../../../domain/result.ts';
import { listBlobHashes } from '../../../db/queries/packages.ts';
import { listExportHashes } from '../../../db/queries/results.ts';
import type { StoreKey } from '../../../db/store/cipher.ts';
import { databaseName, openStore, type ReadStore } from '../../../db/store/open.ts';
import {
  keyIdOf,
  keyName,
  newKey,
  readRecovery,
  readWrappedKey,
  recoveryText,
  unwrapKey,
  wrapKey,
  type KeyFile,
} from '../../io/at-rest/workspace-key.ts';
import { listForeign } from '../at-rest/own-entries.ts';
import { ownerOnly, writeAtomically } from '../../io/files.ts';
import { inspect, isPlain, listAside, listBackups } from '../session/backups.ts';
import { convertWorkspace } from '../session/conversion.ts';
import { toAppError, type Handlers } from '../session/dispatch.ts';
import { ownershipBy } from '../session/own-files.ts';
import { readSmall, refuseTaken } from '../session/paths.ts';
import type { Call, Session } from '../session/session.ts';
import { refuseInOffice } from './office.ts';
import { isLocked, prepareWorkspace } from './prepare.ts';
import { openSettings, readSettings, settingsText } from './settings.ts';

/** @throws workspace/weak-passphrase */
function checkPassphrase(passphrase: string): void {
  if (countLetters(passphrase) < shortestPassphrase) refuse('workspace/weak-passphrase', { minimum: shortestPassphrase });
}

/** @throws workspace/not-encrypted, workspace/key-damaged */
function wrappedKey({ dir }: Session): KeyFile {
  return readWrappedKey(dir) ?? refuse('workspace/not-encrypted');
}

/** Everything of the workspace under another key, and the record of that. */
async function convert(
  call: Call,
  kind: 'workspace.encrypt' | 'workspace.decrypt',
  from: StoreKey | null,
  to: StoreKey | null,
  keyFile: string | null,
): Promise<void> {
  const { session, at, append, signal, progress } = call;
  const documents = [...new Set(listBlobHashes(session.store.read).map(({ sha256 }) => sha256))];
  const exports = listExportHashes(session.store.read);
  const chosen = await readSettings(session, from);
  await session.alone(async () =>
    convertWorkspace({
      dir: session.dir,
      from,
      to,
      keyFile,
      documents,
      exports,
      signal,
      progress,
      settings: { open: settingsText(openSettings(chosen)), all: settingsText(chosen) },
      prepared(path) {
        const incoming = openStore(dirname(path), { key: to });
        try {
          incoming.write((tx) => append(tx, { kind, entity: 'workspace', new: { at } }));
        } finally {
          incoming.close();
        }
        if (inspect(path, true, to).state !== 'sound') refuse('workspace/damaged', { path: join(session.dir, databaseName) });
      },
    }),
  );
}

/**
 * Encrypts the plain workspace of a call.
 * @throws workspace/weak-passphrase, workspace/encrypted, workspace/in-use, and of {@link convertWorkspace}; then it is as it was
 */
export async function encryptWorkspace(call: Call, passphrase: string): Promise<void> {
  checkPassphrase(passphrase);
  if (call.session.key !== null) refuse('workspace/encrypted');
  const key = newKey();
  await convert(call, 'workspace.encrypt', null, key, await wrapKey(key, passphrase));
  call.session.unlock(key);
}

/** Makes the workspace of a call plain. @throws workspace/not-encrypted, workspace/in-use, and of {@link convertWorkspace} */
export async function decryptWorkspace(call: Call): Promise<void> {
  const key = call.session.key ?? refuse('workspace/not-encrypted');
  await convert(call, 'workspace.decrypt', key, null, null);
}

/** Whether `key` opens anything of what is encrypted here: the store, or where that is damaged a backup. True where there is nothing to try it on. */
function opens({ dir }: Session, key: StoreKey): boolean {
  const paths = [join(dir, databaseName), ...[...listBackups(dir), ...listAside(dir)].map(({ path }) => path)];
  const encrypted = paths.filter((path) => (statSync(path, { throwIfNoEntry: false })?.size ?? 0) > 0 && !isPlain(path));
  return encrypted.length === 0 || encrypted.some((path) => ['sound', 'newer'].includes(inspect(path, false, key).state));
}

/** @throws workspace/not-encrypted, workspace/other-recovery-file */
function checkFits(session: Session, key: StoreKey, path: string): void {
  const store = join(session.dir, databaseName);
  if (existsSync(store) && isPlain(store)) refuse('workspace/not-encrypted');
  if (!opens(session, key)) refuse('workspace/other-recovery-file', { path });
}

/** Unlocks with what came out of the key file. @throws workspace/other-key where that is not this workspace's */
export function unlockWith(session: Session, key: StoreKey): void {
  if (!opens(session, key)) refuse('workspace/other-key', { path: join(session.dir, keyName) });
  session.unlock(key);
}

/** @throws workspace/not-encrypted, workspace/wrong-passphrase, workspace/key-damaged, workspace/other-key */
export async function unlockSession(session: Session, passphrase: string): Promise<void> {
  unlockWith(session, await unwrapKey(wrappedKey(session), passphrase));
}

async function writeKeyFile({ dir }: Session, key: StoreKey, passphrase: string): Promise<void> {
  await writeAtomically(join(dir, keyName), await wrapKey(key, passphrase), ownerOnly);
}

/** What lies in the folder and is not the program's, as paths. */
async function foreignIn(session: Session, encrypted: boolean): Promise<string[]> {
  let store: ReadStore | null = null;
  try {
    // a folder without documents is not worth a store
    if (!encrypted && existsSync(join(session.dir, 'exports'))) store = session.store.read;
  } catch {
    // locked, or a store that does not open: what is encrypted is the program's all the same
  }
  const found = await listForeign(session.dir, ownershipBy(store, encrypted));
  return found.map((name) => resolve(session.dir, name));
}

/** What a host does with every workspace before its window opens, done late; what went wrong, in sentences. */
async function prepared(call: Call): Promise<string[]> {
  call.touch('workspace');
  return (await prepareWorkspace(call.session)).map(({ error }) => toAppError(error, call.language).message);
}

export const protectionHandlers = {
  async 'workspace.protection'({ session }) {
    // what was cut off is finished first
    const locked = isLocked(session);
    const encrypted = isDamagedKey(session) || readWrappedKey(session.dir) !== null;
    return { encrypted, locked, foreign: await foreignIn(session, encrypted) };
  },
  async 'workspace.unlock'(call, { passphrase }) {
    await unlockSession(call.session, passphrase);
    return { notPrepared: await prepared(call) };
  },
  async 'workspace.encrypt'(call, { passphrase }) {
    refuseInOffice(call.session, call.actor, 'workspace.encrypt');
    await encryptWorkspace(call, passphrase);
    return { foreign: await foreignIn(call.session, true) };
  },
  async 'workspace.decrypt'(call, { passphrase }) {
    const { session } = call;
    refuseInOffice(session, call.actor, 'workspace.decrypt');
    await unwrapKey(wrappedKey(session), passphrase);
    await decryptWorkspace(call);
    return { decrypted: true };
  },
  async 'workspace.changePassphrase'(call, { passphrase, next }) {
    const { session, append } = call;
    checkPassphrase(next);
    const key = await unwrapKey(wrappedKey(session), passphrase);
    session.unlock(key);
    // on record first: of a change that was cut off the old passphrase stays, and the record says that one was begun
    session.store.write((tx) => append(tx, { kind: 'workspace.changePassphrase', entity: 'workspace', new: { keyId: keyIdOf(key) } }));
    await writeKeyFile(session, key, next);
    return { changed: true };
  },
  async 'workspace.recoveryFile'(call, { path, passphrase, replace }) {
    const { session, append } = call;
    const key = await unwrapKey(wrappedKey(session), passphrase);
    refuseTaken(session, 'report/path-taken', [path], replace);
    await writeAtomically(path, recoveryText(key), ownerOnly);
    session.store.write((tx) => append(tx, { kind: 'workspace.recoveryFile', entity: 'workspace', new: { keyId: keyIdOf(key) } }));
    return { path: resolve(path) };
  },
  async 'workspace.recover'(call, { path, passphrase }) {
    const { session, append } = call;
    checkPassphrase(passphrase);
    const given =
      (await readSmall(path)) ??
      refuse(existsSync(path) ? 'workspace/not-a-recovery-file' : 'workspace/file-missing', { path, name: path });
    const key = readRecovery(Buffer.from(given).toString('utf8'), path);
    checkFits(session, key, path);
    await writeKeyFile(session, key, passphrase);
    session.unlock(key);
    session.store.write((tx) => append(tx, { kind: 'workspace.recover', entity: 'workspace', new: { keyId: keyIdOf(key) } }));
    return { notPrepared: await prepared(call) };
  },
} satisfies Partial<Handlers>;

/** A key file that cannot be read is one: the workspace is encrypted, and the recovery file opens it. */
function isDamagedKey({ dir }: Session): boolean {
  try {
    readWrappedKey(dir);
    return false;
  } catch (error) {
    if (error instanceof Refusal && error.code === 'workspace/key-damaged') return true;
    throw error;
  }
}
