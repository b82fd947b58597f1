/**
 * A session: one workspace folder held open by one process, with the clock, the ids and the rule books
 * that everything below it takes as arguments.
 */
import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import type { Language, Translate } from '../../../domain/text.ts';
import { Refusal, refuse } from '../../../domain/result.ts';
import type { Scheme } from '../../../domain/scheme/scheme.ts';
import type { StoreKey } from '../../../db/store/cipher.ts';
import { ownStore, shareStore, type StoreLock } from '../../../db/store/lock.ts';
import { asRefusal, databaseName, openStore, refuseForeign, type Store } from '../../../db/store/open.ts';
import { listExportPaths } from '../../../db/queries/results.ts';
import { keepPrivate, makePrivateFolder } from '../../../db/store/rights.ts';
import { getWorkspace, insertWorkspace } from '../../../db/queries/workspace.ts';
import type { OpenSigner, SignerKey } from '../../io/documents/signers.ts';
import { hideNames } from '../at-rest/hidden-names.ts';
import { tightenWorkspace } from '../at-rest/own-entries.ts';
import { keyIdOf, readWrappedKey } from '../../io/at-rest/workspace-key.ts';
import { holdsBlobs, openBlobs, type BlobStore } from '../../io/blobs.ts';
import { makeFolder } from '../../io/files.ts';
import type { Act } from './act.ts';
import { listAside, listBackups, takeBackup } from './backups.ts';
import { finishConversion, isConverting } from './conversion.ts';
import { finishExchange, isExchanging } from './restore.ts';
import { openShelf, type SchemeShelf } from './scheme-files.ts';

/** 签名身份: a key file opened once, and for whom; it serves nobody else. */
export interface UnlockedKey {
  readonly actor: string;
  readonly key: SignerKey;
  readonly signer: OpenSigner;
  readonly organisation: string;
  readonly path: string;
  /** by the session's clock */
  until: string;
  /** by the machine's */
  forget: NodeJS.Timeout;
}

/** What the words of the start asked of the window. */
export interface Asked {
  /** instead of the one chosen at the last start */
  language: Language | null;
  /** files to be opened, until a window says that a person has taken them up: one that is read again is told again */
  files: readonly string[];
}

export interface Session {
  readonly dir: string;
  readonly resources: string;
  readonly program: string;
  /** where a person's files go until another place is chosen */
  readonly folder: string;
  /** opened on first use, so that a damaged store can still be restored */
  readonly store: Store;
  /** the store where it is open already */
  readonly opened: Store | null;
  readonly blobs: BlobStore;
  /** the key of an encrypted workspace, null where it is plain. @throws workspace/locked-by-passphrase until it is unlocked, workspace/key-damaged */
  readonly key: StoreKey | null;
  /** opens an encrypted workspace; a key that is not its own opens nothing */
  unlock(key: StoreKey): void;
  /**
   * Holds the workspace alone while `work` puts other files in the place of its own; whatever else is asked of it meanwhile is refused at once.
   * @throws workspace/in-use while another window or command has it open
   */
  alone<T>(work: () => Promise<T>): Promise<T>;
  now(): string;
  newId(): string;
  scheme(id: string): Scheme;
  schemes(): Scheme[];
  /** the rule books as their files stand now, where each comes from, and the files that cannot be used */
  shelf(): SchemeShelf;
  /** the signing key that is open, if one is; never written anywhere */
  unlocked: UnlockedKey | null;
  readonly asked: Asked;
  /** the last change of `settings.json`: two windows may choose at once, and one change comes after the other */
  settingsChange: Promise<unknown>;
  /** the last change of minutes that are being typed, for the same reason */
  unsavedChange: Promise<unknown>;
  /** lets go of the database file, of everything that was read from it, and of the signing key; the next use opens it again */
  release(): void;
}

/** What one call brings with it. */
export interface Call extends Act {
  readonly session: Session;
  readonly language: Language;
  readonly t: Translate;
  readonly signal: AbortSignal;
  readonly progress: (done: number, total: number, label: string) => void;
  /** Tells the windows of a change that is not on record, as a key that was unlocked; `noun` or `noun:key` as the record names things. */
  readonly touch: (entity: string) => void;
}

export interface SessionOptions {
  readonly dir: string;
  readonly resources: string;
  readonly program: string;
  /** absent: the workspace's own */
  readonly folder?: string;
  readonly asked?: Readonly<Asked>;
  readonly now?: () => string;
  readonly newId?: () => string;
}

/**
 * The database went, or is empty, while documents or backups stayed: that is a loss, and no reason to begin another in its place. An empty
 * one by itself, or beside folders that are empty too, is a start that found no room.
 */
function isLost(dir: string): boolean {
  const sizeOf = (name: string): number => statSync(join(dir, name), { throwIfNoEntry: false })?.size ?? 0;
  if (sizeOf(databaseName) > 0) return false;
  // a new database would have the journal of the old one taken away
  return sizeOf(`${databaseName}-wal`) > 0 || listBackups(dir).length > 0 || listAside(dir).length > 0 || holdsBlobs(join(dir, 'blobs'));
}

/** What others can do without: what keeps the store from opening, say, is told by whoever needs it. */
function tryToDo(work: () => unknown): void {
  try {
    work();
  } catch {
    // it is tried again at the next opening
  }
}

/** A restore or a conversion that was cut off is finished by whoever opens the workspace next. @throws workspace/in-use while it is under way */
function finishCut(dir: string): void {
  if (!isExchanging(dir) && !isConverting(dir)) return;
  const alone = ownStore(dir);
  try {
    if (isConverting(dir)) finishConversion(dir);
    if (isExchanging(dir)) finishExchange(dir);
  } finally {
    alone.release();
  }
}

/**
 * What lies in a workspace is nobody's but its owner's. Windows has its own rules, and a stick's file system has none.
 * @throws file/unusable, workspace/read-only, workspace/disk-full where there is no folder and none can be made
 */
function makePrivate(dir: string): void {
  try {
    makeFolder(dir, 0o700);
  } catch (error) {
    throw asRefusal(error);
  }
  try {
    keepPrivate(dir);
  } catch {
    // opening the store says what is wrong with the folder
  }
}

/** A window asks much at once, and each question would wait in vain for a store that was locked just now: how long it counts so, in ms. */
const recently = 250;

export function openSession(options: SessionOptions): Session {
  const { dir, resources, program } = options;
  const now = options.now ?? (() => new Date().toISOString());
  const newId = options.newId ?? (() => uuidv7());
  let store: Store | undefined;
  let lock: StoreLock | undefined;
  let locked: { readonly refusal: Refusal; readonly until: number } | undefined;
  let blobs: BlobStore | undefined;
  const shelf = openShelf(resources, dir);
  let unlockedBy: StoreKey | null = null;
  /** under which the store is open now */
  let openKey: StoreKey | null = null;
  let isHeld = false;

  /** Read anew while nothing is open: another window may have encrypted the workspace, or the reverse. */
  function currentKey(): StoreKey | null {
    if (isHeld) refuse('workspace/in-use', { path: resolve(dir) });
    finishCut(dir);
    const wrapped = readWrappedKey(dir);
    if (wrapped === null) return null;
    return unlockedBy && keyIdOf(unlockedBy) === wrapped.keyId
      ? unlockedBy
      : refuse('workspace/locked-by-passphrase', { path: resolve(dir) });
  }

  /** Shared with other windows while the store is open, and held alone while its shape changes. */
  function hold(): void {
    for (;;) {
      if (isHeld) refuse('workspace/in-use', { path: resolve(dir) });
      finishCut(dir);
      if (isLost(dir)) refuse('workspace/store-missing', { path: resolve(dir) });
      lock = shareStore(dir);
      // a restore or a conversion may have begun in between
      if (!isExchanging(dir) && !isConverting(dir)) return;
      lock.release();
    }
  }

  function openHeld(): Store {
    let alone = false;
    const key = currentKey();
    const beforeMigration = (): void => {
      lock?.release();
      lock = ownStore(dir);
      alone = true;
      takeBackup(dir, now(), key);
    };
    openKey = key;
    const opened = openStore(dir, { beforeMigration, key });
    // what cannot be renamed now is found under the name it has
    if (key !== null) tryToDo(() => hideNames(dir, key));
    tryToDo(() => tightenWorkspace(dir, () => listExportPaths(opened.read)));
    if (alone) {
      lock?.release();
      lock = shareStore(dir);
    }
    if (!getWorkspace(opened.read)) {
      opened.write((tx) => {
        if (!getWorkspace(tx)) insertWorkspace(tx, { id: newId(), deviceId: newId(), createdAt: now() });
      });
    }
    return opened;
  }

  function open(): Store {
    // a restore that was cut off has its own word on what lies there
    if (!isExchanging(dir) && !isConverting(dir)) refuseForeign(dir);
    makePrivate(dir);
    hold();
    try {
      return openHeld();
    } catch (error) {
      lock?.release();
      throw error;
    }
  }

  return {
    dir,
    resources,
    program,
    folder: options.folder ?? dir,
    now,
    newId,
    get store() {
      if (!store && locked && performance.now() < locked.until) throw locked.refusal;
      try {
        store ??= open();
      } catch (error) {
        if (error instanceof Refusal && error.code === 'workspace/locked') locked = { refusal: error, until: performance.now() + recently };
        throw error;
      }
      return store;
    },
    get opened() {
      return store ?? null;
    },
    get blobs() {
      if (!blobs) {
        makePrivateFolder(dir);
        // in a new workspace the database comes first: documents without one are a loss
        if (!existsSync(join(dir, databaseName))) tryToDo(() => this.store);
        blobs = openBlobs(join(dir, 'blobs'), this.key);
      }
      return blobs;
    },
    get key() {
      // whoever has it open keeps others from changing its key
      return store ? openKey : currentKey();
    },
    unlock(key) {
      unlockedBy = key;
    },
    async alone(work) {
      if (isHeld) refuse('workspace/in-use', { path: resolve(dir) });
      this.release();
      makePrivate(dir);
      const held = ownStore(dir);
      isHeld = true;
      try {
        return await work();
      } finally {
        isHeld = false;
        held.release();
      }
    },
    shelf,
    schemes() {
      return [...shelf().schemes.values()];
    },
    scheme(id) {
      const { schemes } = shelf();
      return schemes.get(id) ?? refuse('scheme/unknown', { schemeId: id, known: [...schemes.keys()] });
    },
    unlocked: null,
    asked: { language: options.asked?.language ?? null, files: options.asked?.files ?? [] },
    settingsChange: Promise.resolve(),
    unsavedChange: Promise.resolve(),
    release() {
      clearTimeout(this.unlocked?.forget);
      this.unlocked = null;
      store?.close();
      store = undefined;
      // what is under another key when it is opened again must not be written to under this one
      blobs?.close();
      blobs = undefined;
      lock?.release();
      lock = undefined;
    },
  };
}
