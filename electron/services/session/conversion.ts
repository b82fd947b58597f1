/**
 * 加密、取消加密: every file of the workspace under another key. All of it is prepared beside the workspace and looked into; then a plan is
 * written down, and from then on it is finished, by renames that need no key, by whoever opens the workspace next, however often it is
 * cut off. So the workspace is the old one or the new one at any moment, whole. It must be held alone.
 *
 * Only what the program keeps itself is converted (`services/at-rest/own-entries.ts`); what else lies in the folder stays where and as it is.
 */
import {
  createReadStream,
  existsSync,
  mkdirSync,
  openSync,
  closeSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { fsyncSync, statfsSync, writeFileSync, writeSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname, extname, join, relative, sep } from 'node:path';
import { z } from 'zod';
import { refuse } from '../../../domain/result.ts';
import { copyDatabase, type StoreKey } from '../../../db/store/cipher.ts';
import { asRefusal, databaseName } from '../../../db/store/open.ts';
import { encrypt, lookAt, readStream } from '../../io/at-rest/encrypted-file.ts';
import { hiddenPlace, isName, keepName, namedFolders, readName } from '../at-rest/hidden-names.ts';
import {
  entriesOf,
  incomingName,
  listLeft,
  planName,
  replacedName,
  settingsName,
  sortBelow,
  type Ownership,
} from '../at-rest/own-entries.ts';
import { contentName, keyName, privateSettingsName } from '../../io/at-rest/workspace-key.ts';
import { hashStream } from '../../io/hash.ts';
import { syncPath } from './restore.ts';

const plan = z.strictObject({
  /** what takes the place of what has that name now */
  entries: z.array(z.string()),
  /** what goes without anything in its place */
  removed: z.array(z.string()),
  /** whether what is replaced was plain: then it is written over before it is removed */
  overwrite: z.boolean(),
  /** files of people in folders that are replaced, with "/": they go back to where they lay, as they are */
  foreign: z.array(z.string()).default([]),
});

export interface Conversion {
  readonly dir: string;
  readonly from: StoreKey | null;
  readonly to: StoreKey | null;
  /** the wrapped key, where there will be one */
  readonly keyFile: string | null;
  /** settings that may be told while the workspace is locked, and all of them */
  readonly settings: { readonly open: string; readonly all: string };
  /** hashes of the documents on record: in an encrypted workspace their names do not tell them */
  readonly documents: readonly string[];
  /** hashes of exported documents on record */
  readonly exports: ReadonlySet<string>;
  readonly signal: AbortSignal;
  readonly progress: (done: number, total: number, label: string) => void;
  /** what is done to the prepared database before it is put in place */
  readonly prepared: (path: string) => void;
}

/** A place that nobody's file has: "name (2)" and so on, as people number them. */
function freePlace(place: string, taken: ReadonlySet<string>): string {
  const ending = extname(place);
  for (let copy = 2, free = place; ; copy++) {
    if (!taken.has(free)) return free;
    free = `${place.slice(0, place.length - ending.length)} (${copy})${ending}`;
  }
}

/** Where a file lies that is called after what it holds; its name goes with it. */
async function placeNamed(
  path: string,
  { dir, from, to }: Conversion,
  incoming: string,
  foreign: ReadonlySet<string>,
): Promise<string | null> {
  if (from !== null && isName(path)) return null;
  const lying = relative(dir, path).split(sep).join('/');
  const place = freePlace((from !== null && (await readName(path, from))) || lying, foreign);
  if (to !== null) keepName(incoming, place, to);
  return hiddenPlace(place, to);
}

/** Where a file lies under the other key; null for the small picture of a photo that is not on record any more. */
async function placeOf(path: string, { dir, from, to }: Conversion, hashes: ReadonlyMap<string, string>): Promise<string | null> {
  const place = relative(dir, path);
  const [folder = '', , file = ''] = place.split(sep);
  if (folder !== 'blobs' && folder !== 'thumbnails') return place;
  const [name = '', ending] = file.split('.');
  // of a photo whose row went only the bytes tell the name
  const sha256 = from === null ? name : (hashes.get(name) ?? (folder === 'blobs' ? await hashStream(readStream(path, from)) : null));
  if (sha256 === null) return null;
  const next = contentName(sha256, to);
  return join(folder, next.slice(0, 2), ending === undefined ? next : `${next}.${ending}`);
}

/** A file durably in its new place. */
async function writeDurably(path: string, bytes: AsyncIterable<Uint8Array>): Promise<void> {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const handle = await open(path, 'wx', 0o600);
  try {
    for await (const chunk of bytes) await handle.writeFile(chunk);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function isDatabase(path: string, from: StoreKey | null): boolean {
  return path.endsWith('.db') && lookAt(path, from).key === null;
}

async function convertFile(source: string, target: string, { from, to }: Conversion): Promise<void> {
  if (isDatabase(source, from)) {
    mkdirSync(dirname(target), { recursive: true, mode: 0o700 });
    try {
      copyDatabase(source, from, target, to);
      syncPath(target);
      return;
    } catch (error) {
      // a damaged copy is kept as it is, for whoever can read it; the store itself is not one that may be damaged
      rmSync(target, { force: true });
      if (source.endsWith(`${sep}${databaseName}`)) throw asRefusal(error);
    }
  }
  const plain =
    from === null ? (createReadStream(source, { highWaterMark: 1024 ** 2 }) as AsyncIterable<Buffer>) : readStream(source, from);
  await writeDurably(target, to === null ? plain : encrypt(plain, to));
}

function checkRoom(dir: string, bytes: number): void {
  const { bavail, bsize } = statfsSync(dir);
  // the names, the ends of blocks, and something to go on with
  if (bytes * 1.05 + 32 * 1024 ** 2 > bavail * bsize) refuse('workspace/disk-full');
}

/**
 * Prepares the whole workspace under the other key and puts it in place.
 * @throws workspace/disk-full, workspace/damaged (the store, or an encrypted document that is not what was written), workspace/linked, call/cancelled;
 * then nothing was changed
 */
export async function convertWorkspace(conversion: Conversion): Promise<void> {
  const { dir, from, documents, signal, progress } = conversion;
  const incoming = join(dir, incomingName);
  rmSync(incoming, { recursive: true, force: true });
  mkdirSync(incoming, { mode: 0o700 });
  try {
    const hashes = new Map(documents.map((sha256) => [contentName(sha256, from), sha256]));
    const { entries, files, foreign } = await listConverted(dir, { encrypted: from !== null, documents: conversion.exports });
    const total = files.reduce((sum, path) => sum + statSync(path).size, 0);
    checkRoom(dir, total);
    for (const name of entries) if (statSync(join(dir, name)).isDirectory()) mkdirSync(join(incoming, name), { mode: 0o700 });
    let done = 0;
    for (const path of files) {
      if (signal.aborted) refuse('call/cancelled');
      const isNamed = namedFolders.some((folder) => path.startsWith(join(dir, folder) + sep));
      const place = await (isNamed ? placeNamed(path, conversion, incoming, new Set(foreign)) : placeOf(path, conversion, hashes));
      if (place !== null) await convertFile(path, join(incoming, place), conversion);
      done += statSync(path).size;
      progress(done, total, relative(dir, path));
    }
    conversion.prepared(join(incoming, databaseName));
    await writeSettings(conversion, incoming);
    syncTree(incoming);
    const kept = readdirSync(incoming);
    const removed = [keyName, privateSettingsName].filter((name) => !kept.includes(name) && existsSync(join(dir, name)));
    writePlan(dir, { entries: kept, removed: [...removed, ...listLeft(dir)], overwrite: from === null, foreign });
  } catch (error) {
    rmSync(incoming, { recursive: true, force: true });
    throw error;
  }
  finishConversion(dir);
}

interface Converted {
  /** at the top */
  readonly entries: string[];
  /** paths of everything that is converted */
  readonly files: string[];
  /** places of what people put into the folders, with "/" */
  readonly foreign: string[];
}

/** @throws workspace/linked */
async function listConverted(dir: string, owner: Ownership): Promise<Converted> {
  const entries = entriesOf(dir);
  const [files, foreign]: [string[], string[]] = [[], []];
  for (const name of entries) {
    if (!statSync(join(dir, name)).isDirectory()) files.push(join(dir, name));
    else {
      const found = await sortBelow(dir, name, owner);
      files.push(...found.own.filter((path) => !path.endsWith('-shm')));
      foreign.push(...found.foreign.map((path) => relative(dir, path).split(sep).join('/')));
    }
  }
  return { entries, files, foreign };
}

// oxlint-disable-next-line typescript/require-await -- a file is written from a stream; this is one of one chunk
async function* textOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

async function writeSettings({ to, keyFile, settings }: Conversion, incoming: string): Promise<void> {
  if (keyFile !== null) await writeDurably(join(incoming, keyName), textOf(keyFile));
  await writeDurably(join(incoming, settingsName), textOf(to === null ? settings.all : settings.open));
  if (to !== null) await writeDurably(join(incoming, privateSettingsName), encrypt(textOf(settings.all), to));
}

/** Makes the names in every folder durable. */
function syncTree(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) if (entry.isDirectory()) syncTree(join(folder, entry.name));
  syncPath(folder);
}

const draftOf = (dir: string): string => join(dir, `${planName}.part`);

function writePlan(dir: string, planned: z.infer<typeof plan>): void {
  const draft = draftOf(dir);
  writeFileSync(draft, JSON.stringify(planned), { mode: 0o600 });
  syncPath(draft);
  renameSync(draft, join(dir, planName));
  syncPath(dir);
}

/**
 * Takes away everything that the program keeps in a workspace, written over as far as the disk does that; `files`, by name, stand there
 * afterwards. Whole or not at all, like a conversion.
 * @throws workspace/linked
 */
export async function emptyWorkspace(dir: string, owner: Ownership, files: Readonly<Record<string, string>>): Promise<void> {
  const { foreign } = await listConverted(dir, owner);
  const incoming = join(dir, incomingName);
  rmSync(incoming, { recursive: true, force: true });
  mkdirSync(incoming, { mode: 0o700 });
  for (const [name, text] of Object.entries(files)) await writeDurably(join(incoming, name), textOf(text));
  syncTree(incoming);
  const entries = Object.keys(files);
  const removed = [...entriesOf(dir), ...listLeft(dir), keyName, settingsName, privateSettingsName].filter(
    (name) => !entries.includes(name) && existsSync(join(dir, name)),
  );
  writePlan(dir, { entries, removed, overwrite: true, foreign });
  finishConversion(dir);
}

/** Whether a conversion is under way or was cut off. */
export function isConverting(dir: string): boolean {
  return existsSync(join(dir, planName)) || existsSync(join(dir, incomingName)) || existsSync(join(dir, replacedName));
}

/** Goes on from wherever it was cut off, or takes away what was prepared in vain. The store must be held alone. @throws of {@link sweepWithout} */
export function finishConversion(dir: string): void {
  const incoming = join(dir, incomingName);
  const replaced = join(dir, replacedName);
  if (existsSync(join(dir, planName))) {
    const { entries, removed, overwrite, foreign } = plan.parse(JSON.parse(readFileSync(join(dir, planName), 'utf8')));
    mkdirSync(replaced, { recursive: true, mode: 0o700 });
    for (const name of entries) if (existsSync(join(incoming, name))) putInPlace(dir, name);
    for (const name of removed) putAside(dir, name);
    for (const place of foreign) putBack(dir, place);
    syncPath(dir);
    if (overwrite) overwriteBelow(replaced);
    rmSync(replaced, { recursive: true, force: true });
    rmSync(incoming, { recursive: true, force: true });
    // the plan is the last to go, on the disk too
    syncPath(dir);
    rmSync(join(dir, planName), { force: true });
  } else {
    sweepWithout(dir);
  }
  syncPath(dir);
}

/** Without a plan nothing was begun, or all was done. @throws workspace/damaged where it was neither: somebody took the plan away */
function sweepWithout(dir: string): void {
  const [incoming, replaced] = [join(dir, incomingName), join(dir, replacedName)];
  const isBegun = existsSync(replaced) && existsSync(incoming) && readdirSync(incoming).length > 0;
  if (isBegun) refuse('workspace/damaged', { path: replaced });
  // the draft first: by the folders it is known that something was cut off
  rmSync(draftOf(dir), { force: true });
  rmSync(replaced, { recursive: true, force: true });
  rmSync(incoming, { recursive: true, force: true });
}

function putAside(dir: string, name: string): void {
  for (const suffix of name === databaseName ? ['', '-wal', '-shm'] : [''])
    if (existsSync(join(dir, name + suffix))) renameSync(join(dir, name + suffix), join(dir, replacedName, name + suffix));
}

/** What stood there goes aside first: where the new one is in place, nothing of it is left to be moved. */
function putInPlace(dir: string, name: string): void {
  putAside(dir, name);
  renameSync(join(dir, incomingName, name), join(dir, name));
}

/** What somebody put into a folder that went aside lies in the new one as it did. */
function putBack(dir: string, place: string): void {
  const [aside, path] = [join(dir, replacedName, ...place.split('/')), join(dir, ...place.split('/'))];
  if (!existsSync(aside)) return;
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  renameSync(aside, path);
  syncPath(dirname(path));
}

const zeros = Buffer.alloc(1024 ** 2);

/** Zeros over a file, as far as the disk writes in place; a disk of chips may keep the old content elsewhere until it needs the room. */
function overwriteFile(path: string): void {
  const { size, nlink } = statSync(path);
  // the same bytes have another name elsewhere: somebody's copy, which is not ours to spoil
  if (nlink > 1) return;
  const handle = openSync(path, 'r+');
  try {
    for (let at = 0; at < size; at += zeros.length) writeSync(handle, zeros, 0, Math.min(zeros.length, size - at), at);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function overwriteBelow(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) overwriteBelow(path);
    else if (entry.isFile()) overwriteFile(path);
  }
}
