/** 校验: what can be said of a signed file, in one sentence and in detail. Needs no workspace. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Verification } from '../../../domain/contract/api.ts';
import type { Message, Translate } from '../../../domain/text.ts';
import { refuse } from '../../../domain/result.ts';
import { readSmall } from '../session/paths.ts';
import { verifyAllowance } from '../../io/foreign/allowances.ts';
import type { OwnOptions } from '../../io/documents/document-worker.ts';
import { hashOf } from '../../io/hash.ts';
import { inReader } from '../../io/foreign/reader.ts';
import type { VerifyStatus } from '../../io/signatures/status.ts';
import type { verifyFile as VerifyFile } from '../reader/verify-file.ts';
import { pick } from '../../../domain/pick.ts';

export interface VerifyQuestion {
  /** what the file is called in a refusal */
  readonly name: string;
  readonly signal?: AbortSignal | undefined;
  /** PEM certificates that are trusted */
  readonly roots: readonly string[];
  /** PEM revocation lists */
  readonly revocations?: readonly string[] | undefined;
  /** certificates taken back here: since when, by fingerprint */
  readonly takenBack?: ReadonlyMap<string, string> | undefined;
  readonly now: string;
  readonly t: Translate;
  /** where the fonts lie, to draw the pages again and compare them; that is left out of bytes that were drawn here */
  readonly pages: { readonly resources: string; readonly drawnHere?: boolean };
  /** the hash on record, where the file is known */
  readonly expectedSha256?: string | undefined;
  /** since when it is on record, ISO */
  readonly recordedAt?: string | undefined;
}

const verifyFile = inReader<typeof VerifyFile>('verify', verifyAllowance);

/** What this program drew is no foreign file, and the thread that drew it has what verification needs. */
async function verifyOwn(
  fontFolder: string,
  signal: AbortSignal | undefined,
  bytes: Uint8Array,
  options: OwnOptions,
): Promise<VerifyStatus> {
  const { inDocumentThread } = await import('../../io/documents/document-thread.ts');
  return inDocumentThread(fontFolder, signal ?? new AbortController().signal, (thread) => thread.verify(bytes, options));
}

async function readText(path: string): Promise<string> {
  if (!existsSync(path)) refuse('workspace/file-missing', { name: path });
  return Buffer.from((await readSmall(path)) ?? refuse('report/bad-root', { path })).toString('utf8');
}

/** What a file of that kind holds, in blocks of PEM; text without such lines is one. */
function blocksOf(text: string): string[] {
  return text.match(/-----BEGIN [^-]+-----[^-]+-----END [^-]+-----/g) ?? [text];
}

function parsed(path: string, text: string, parse: (text: string) => string): string[] {
  try {
    return blocksOf(text).map((block) => parse(block));
  } catch {
    return refuse('report/bad-root', { path });
  }
}

/** A list that nobody trusted stands behind would count for nothing, and a name on it for valid. @throws report/bad-list */
async function checkLists(path: string, lists: readonly string[], roots: readonly string[]): Promise<void> {
  const { isSignedList } = await import('../../io/crypto/revocation-list.ts');
  for (const list of lists) {
    const held = await Promise.all(roots.map((root) => isSignedList(list, root)));
    if (!held.includes(true)) refuse('report/bad-list', { path });
  }
}

/**
 * The certificates and revocation lists in the named files; of lists only those that one of the certificates signed.
 * Errors: file/unusable, report/bad-root, report/bad-list.
 */
export async function readTrust(
  rootPaths: readonly string[],
  listPaths: readonly string[] = [],
): Promise<Pick<VerifyQuestion, 'roots' | 'revocations'>> {
  const { x509 } = await import('../../io/crypto/crypto.ts');
  const roots = await readAll(rootPaths, (text) => new x509.X509Certificate(text).toString('pem'));
  const lists = await readAll(listPaths, (text) => new x509.X509Crl(text).toString('pem'));
  for (const [index, path] of listPaths.entries()) await checkLists(path, lists[index] ?? [], roots.flat());
  return { roots: roots.flat(), revocations: lists.flat() };
}

/** By file. */
async function readAll(paths: readonly string[], parse: (text: string) => string): Promise<string[][]> {
  return Promise.all(paths.map(async (path) => parsed(path, await readText(path), parse)));
}

/** Of a file with more signatures than any document has, the last ones do. */
const mostStates = 60;

/** SHA-256 of the file, and of what it was wherever a revision of it may have ended, the whole first. */
export function statesOf(bytes: Uint8Array): string[] {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const ends: number[] = [];
  for (let at = file.lastIndexOf('%%EOF'); at >= 0 && ends.length < mostStates; at = at === 0 ? -1 : file.lastIndexOf('%%EOF', at - 1)) {
    const end = at + 5;
    const line = file[end] === 0x0d && file[end + 1] === 0x0a ? 2 : file[end] === 0x0a || file[end] === 0x0d ? 1 : 0;
    ends.push(end + line, end);
  }
  return [...new Set([file.length, ...ends])].map((end) => hashOf(file.subarray(0, end)));
}

/**
 * What was not drawn here a moment ago is foreign, and judged in a reader process.
 * @throws file/too-costly, call/cancelled
 */
export async function verifyBytes(
  bytes: Uint8Array,
  { name, signal, roots, revocations, takenBack, now, t, pages, expectedSha256, recordedAt }: VerifyQuestion,
): Promise<Verification> {
  const options = {
    roots,
    now,
    ...(revocations && { revocations }),
    ...(takenBack && { takenBack }),
    ...(expectedSha256 !== undefined && { expectedSha256 }),
    ...(recordedAt !== undefined && { recordedAt }),
  };
  const fontFolder = join(pages.resources, 'fonts');
  const found = pages.drawnHere
    ? await verifyOwn(fontFolder, signal, bytes, options)
    : await verifyFile({ name, bytes: bytes.length, signal }, bytes, { ...options, fontFolder });
  return {
    status: found.status,
    bottomLine: say(found.bottomLine, t),
    sha256: found.sha256,
    signatures: found.signatures.map((one) => ({
      ...pick(one, 'field', 'intact', 'coversWholeFile', 'trusted', 'laterSignatures', 'signedAt', 'timestamp', 'reason', 'location'),
      signer: one.signer?.subject ?? null,
      organisation: one.signer?.organisation ?? null,
      fingerprint: one.signer?.fingerprint ?? null,
      root: one.root?.subject ?? null,
      laterChanges: [...one.laterChanges],
      problems: one.problems.map((problem) => t(`reports.problem.${problem}`)),
    })),
    timestamps: found.timestamps.map((one) => ({
      ...pick(one, 'field', 'at', 'intact', 'trusted', 'coversWholeFile'),
      authority: one.authority?.subject ?? null,
    })),
    missing: found.missing.map(({ field, label, signer }) => ({ field, label, signer })),
    embedded: { ...found.embedded, differences: [...found.embedded.differences] },
    redrawn: found.redrawn,
    chainHead: found.chainHead,
    rowHead: found.rowHead,
    problems: found.problems.map((problem) => say(problem, t)),
    notes: found.notes.map((note) => say(note, t)),
    signedSince: [...found.signedSince],
  };
}

/** Pages are told by number and faults of the structure by their own sentence, in the reader's language. */
function say({ key, params }: Message, t: Translate): string {
  const { pages, fault } = params ?? {};
  if (typeof fault === 'string') return t(key, { ...params, fault: t(fault) });
  if (typeof pages !== 'string') return t(key, params);
  const places = pages
    .split(' ')
    .map((page) => (page === '0' ? t('reports.verify.elsewhere') : t('reports.verify.page', { page: Number(page) })));
  return t(key, { ...params, pages: places.join(t('reports.listSeparator')) });
}
