/** Opening an exchange file: all checks in their order, before anything is written. */
import {
  cellsName,
  exchangeChecks,
  documentFolder,
  revocationsName,
  type ExchangeCheck,
  type ExchangeKind,
  type Manifest,
} from '../../../domain/exchange/manifest.ts';
import { isFull, type FullEvent, type Roster, type Rows, type TravellingEvent } from '../../../domain/exchange/parts.ts';
import { dateInChina } from '../../../domain/numbers/china-time.ts';
import type { Cell } from '../../../domain/exchange/lineage.ts';
import { refuse } from '../../../domain/result.ts';
import { getExchangeFile, listExchangeFiles } from '../../../db/queries/exchange/files.ts';
import { packParts } from '../../../db/queries/exchange/statements.ts';
import { getPerson } from '../../../db/queries/panel.ts';
import { listIdentities } from '../../../db/queries/results.ts';
import { getReplacement } from '../../../db/queries/seats.ts';
import type { StagedBlob } from '../../io/blobs.ts';
import { carriedRoot, checkParts, checkSignature, openExchangeFile, type Unsealed } from '../../io/exchange/exchange-file.ts';
import { exchangeAllowance } from '../../io/foreign/allowances.ts';
import { inReader } from '../../io/foreign/reader.ts';
import { hashOf } from '../../io/hash.ts';
import type { OpeningKeys } from '../../io/crypto/sealing.ts';
import type { Identity } from '../../io/crypto/identity.ts';
import type { CmsStatus } from '../../io/signatures/signer.ts';
import type { RevocationList } from '../../io/crypto/revocation-list.ts';
import { stageFor, stateOfStage } from '../../../domain/rubric/stages.ts';
import { requireRound, rubricOf, settingsOf } from '../session/lookups.ts';
import { readKeyFile } from '../identities/identities.ts';
import type { readExchangeParts } from '../reader/exchange-parts.ts';
import { revokedAt } from '../identities/revocations.ts';
import type { Call } from '../session/session.ts';

/** A list of ten thousand certificates taken back takes 400 kB. */
const largestList = 1024 ** 2;

const readJson = inReader<typeof readExchangeParts>('parts', exchangeAllowance);

export interface OpenedWith {
  readonly identity?: string | undefined;
  readonly passphrase?: string | undefined;
  readonly filePassphrase?: string | undefined;
  readonly roots?: readonly string[] | undefined;
  readonly trust?: string | undefined;
}

export interface Keyring {
  readonly keys: OpeningKeys;
  /** roots that the own key file brings along, PEM: its holder got it from them */
  readonly roots: readonly string[];
  readonly trust: string | undefined;
}

/** Opens the identity once for all files. @throws identity/bad-passphrase, identity/unreadable */
export async function openKeyring({ identity, passphrase, filePassphrase, roots = [], trust }: OpenedWith): Promise<Keyring> {
  const given = await Promise.all(roots.map((path) => readRoot(path)));
  if (identity === undefined) return { keys: { sealingKeys: [], passphrase: filePassphrase }, roots: given, trust };
  const { openIdentity } = await import('../../io/crypto/identity.ts');
  const opened = await openIdentity(await readKeyFile(identity), passphrase ?? refuse('identity/bad-passphrase'));
  return {
    keys: { sealingKeys: opened.sealingKey === null ? [] : [opened.sealingKey], passphrase: filePassphrase },
    roots: [...given, ...(await rootsOf(opened))],
    trust,
  };
}

async function readRoot(path: string): Promise<string> {
  const { x509 } = await import('../../io/crypto/crypto.ts');
  const bytes = await readKeyFile(path);
  try {
    return `${new x509.X509Certificate(new Uint8Array(bytes)).toString('pem')}\n`;
  } catch {
    return refuse('identity/unreadable', { path });
  }
}

async function rootsOf(identity: Identity): Promise<string[]> {
  const { owned, x509 } = await import('../../io/crypto/crypto.ts');
  const { isAuthority } = await import('../../io/crypto/pkcs12.ts');
  return identity.chain
    .map((der) => new x509.X509Certificate(owned(der)))
    .filter(isAuthority)
    .map((certificate) => `${certificate.toString('pem')}\n`);
}

export interface Judged {
  readonly path: string;
  readonly manifest: Manifest;
  readonly manifestSha256: string;
  readonly bytes: number;
  readonly signature: CmsStatus;
  /** this very file was taken in before */
  readonly known: boolean;
  readonly cells: readonly Cell[];
  readonly chains: readonly (readonly TravellingEvent[])[];
  readonly events: ReadonlyMap<string, FullEvent>;
  readonly rows: Rows | null;
  readonly roster: Roster | null;
  /** the institution's list as it came, and what it says; null where none came */
  readonly revocations: { readonly list: string; readonly said: RevocationList } | null;
  readonly staged: readonly StagedBlob[];
  /** what was signed: the signature over the manifest, and what came by it: the owner's rows of a return, the parts of a task */
  readonly statement: { readonly signature: Uint8Array; readonly cells: Uint8Array };
}

export interface Watch {
  /** told with each check that held */
  held(check: ExchangeCheck): void;
  manifest?(manifest: Manifest, bytes: number): void;
  signature?(status: CmsStatus): void;
}

const isDocument = (name: string): boolean => name.startsWith(documentFolder);
export const countDocuments = (manifest: Manifest): number => manifest.parts.filter((part) => isDocument(part.name)).length;

/**
 * Judges one file. What it gives has passed every check; the caller commits or discards the staged documents.
 * `kind` null: either, as for a look into it.
 * @throws one refusal `exchange/…`, the first that applies
 */
export async function judgeFile(call: Call, path: string, ring: Keyring, kind: ExchangeKind | null, watch: Watch): Promise<Judged> {
  const { session, signal, progress } = call;
  const options = { keys: ring.keys, blobs: session.blobs, signal, onProgress: progress, held: watch.held.bind(watch) };
  const file = await openExchangeFile(path, options);
  try {
    const { manifest } = file;
    watch.manifest?.(manifest, file.bytes);
    if (kind !== null && manifest.kind !== kind) refuse('exchange/wrong-kind', { path, kind: manifest.kind });
    const roots = await trustedRoots(call, file, ring);
    const signature = await judgeSignature(call, path, file, roots, watch);
    watch.held('signature');
    judgeRound(call, path, manifest);
    watch.held('round');
    const manifestSha256 = hashOf(file.manifestBytes);
    const known = judgeReplay(call, path, manifest, manifestSha256);
    watch.held('replay');
    const { json, staged } = await checkParts(path, file, { ...options, isDocument, stage: kind !== null && !known });
    try {
      const parts = await readParts(path, manifest, json);
      const revocations = await judgeRevocations(path, signature, json.get(revocationsName), roots);
      watch.held('completeness');
      const statement = {
        signature: file.signature,
        cells:
          manifest.kind === 'task' ? packParts(json) : (json.get(cellsName) ?? refuse('exchange/part-missing', { path, part: cellsName })),
      };
      return { path, manifest, manifestSha256, bytes: file.bytes, signature, known, staged, revocations, statement, ...parts };
    } catch (error) {
      await session.blobs.discard(staged);
      throw error;
    }
  } finally {
    await file.close();
  }
}

/** Roots, PEM: those on record, those given, and the one that the file brings where somebody compared its fingerprint. */
async function trustedRoots({ session }: Call, file: Unsealed, ring: Keyring): Promise<string[]> {
  const carried = ring.trust === undefined ? null : await carriedRoot(file, ring.trust);
  const onRecord = listIdentities(session.store.read).filter((row) => row.kind === 'root' && row.revokedAt === null);
  return [...onRecord.map((row) => row.certificate), ...ring.roots, ...(carried === null ? [] : [carried])];
}

async function pemOf(roots: readonly string[], wanted: string): Promise<string> {
  const { fingerprintOfPem } = await import('../../io/crypto/revocation-list.ts');
  for (const pem of roots) if ((await fingerprintOfPem(pem)) === wanted) return pem;
  return '';
}

async function judgeSignature({ session }: Call, path: string, file: Unsealed, roots: readonly string[], watch: Watch): Promise<CmsStatus> {
  const { manifest } = file;
  const identities = listIdentities(session.store.read);
  const status = await checkSignature(file, roots, session.now());
  watch.signature?.(status);
  const { signer, root, problems } = status;
  if (!status.intact || signer === null) return refuse('exchange/bad-signature', { path, problems });
  const top = status.chain.at(-1) ?? signer;
  if (root === null)
    return refuse('exchange/untrusted-signer', { path, signer: signer.subject, root: top.subject, fingerprint: top.fingerprint });
  if (problems.includes('not-valid-then'))
    refuse('exchange/signer-expired', { path, signer: signer.subject, notBefore: signer.notBefore, notAfter: signer.notAfter });
  if (!status.trusted) refuse('exchange/bad-signature', { path, problems });
  const registered = identities.find((row) => row.fingerprint === signer.fingerprint);
  // from when the certificate was taken back is not asked: clocks decide nothing, and nobody else knows when it was signed
  const takenBack =
    registered?.revokedAt ??
    (await revokedAt(
      session.store.read,
      { fingerprint: root.fingerprint, subject: root.subject, pem: await pemOf(roots, root.fingerprint) },
      signer.serialNumber,
    ));
  if (takenBack) refuse('exchange/signer-revoked', { path, signer: signer.subject, at: takenBack });
  if (manifest.kind === 'task') {
    // the institution's signer bears the institution's name; its members never do
    const isInstitution = signer.subject === signer.organisation && signer.organisation === root.organisation;
    if (!isInstitution || registered?.kind === 'member')
      refuse('exchange/wrong-signer', { path, signer: signer.subject, expected: root.organisation ?? root.subject });
  } else if (registered?.kind !== 'member' || registered.personId !== manifest.owner) {
    const owner = getPerson(session.store.read, manifest.owner);
    if (owner) refuseSigner(path, signer.subject, owner.name);
  }
  return status;
}

/** A name alone makes nobody: the certificate must be on record for that person. @throws exchange/wrong-signer, exchange/signer-unregistered */
export function refuseSigner(path: string, signer: string, expected: string): never {
  return refuse(signer === expected ? 'exchange/signer-unregistered' : 'exchange/wrong-signer', { path, signer, expected });
}

/** A list that came along must be the root's own, and must not name who signed the file. */
async function judgeRevocations(
  path: string,
  { root, signer }: CmsStatus,
  list: Uint8Array | undefined,
  roots: readonly string[],
): Promise<Judged['revocations']> {
  if (list === undefined || root === null) return null;
  if (list.length > largestList) refuse('exchange/part-unreadable', { path, part: revocationsName });
  const text = Buffer.from(list).toString('latin1');
  const { readRevocationList } = await import('../../io/crypto/revocation-list.ts');
  const said =
    (await readRevocationList(text, await pemOf(roots, root.fingerprint))) ??
    refuse('exchange/part-unreadable', { path, part: revocationsName });
  const entry = said.revoked.find((one) => one.serialNumber === signer?.serialNumber);
  if (entry) refuse('exchange/signer-revoked', { path, signer: signer?.subject, at: entry.at });
  return { list: text, said };
}

function judgeRound({ session }: Call, path: string, manifest: Manifest): void {
  const store = session.store.read;
  const person = getPerson(store, manifest.owner);
  const other = (): never => refuse('exchange/other-round', { path, round: manifest.round.name, roundId: manifest.round.id });
  if (person && person.roundId !== manifest.round.id) other();
  if (manifest.kind === 'return') {
    if (!person || manifest.from.personId !== manifest.owner) return other();
    const replaced = getReplacement(store, person.id);
    if (replaced)
      refuse('exchange/owner-replaced', {
        path,
        name: person.name,
        by: getPerson(store, replaced.byPersonId)?.name ?? '',
        at: dateInChina(replaced.at),
      });
    const round = requireRound(store, person.roundId);
    const rubric = rubricOf(round);
    const stage = rubric && stageFor(rubric, person);
    // figures of a closed stage stand, and others may rest on them
    if (rubric && stage && stateOfStage(rubric, settingsOf(round).stages ?? {}, stage.key) === 'closed')
      refuse('stage/closed', { stage: stage.name.zh });
  } else if (manifest.to.personId !== manifest.owner) other();
}

/** True: the very same file again. @throws exchange/replayed for an older task, or another file under a used number */
function judgeReplay({ session }: Call, path: string, manifest: Manifest, manifestSha256: string): boolean {
  const store = session.store.read;
  const direction = manifest.kind === 'task' ? 'opened' : 'merged';
  const same = getExchangeFile(store, manifest.serial, direction);
  if (same && same.manifestSha256 !== manifestSha256) refuse('exchange/replayed', { path, serial: manifest.serial });
  if (same) return true;
  if (manifest.kind === 'task') {
    const opened = listExchangeFiles(store, { personId: manifest.owner, direction });
    if (opened.some((row) => row.device === manifest.from.device && row.chainSeq > manifest.chain.seq))
      refuse('exchange/replayed', { path, serial: manifest.serial });
  }
  return false;
}

async function readParts(path: string, manifest: Manifest, json: ReadonlyMap<string, Uint8Array>) {
  const bytes = [...json.values()].reduce((sum, part) => sum + part.length, 0);
  const parts = await readJson({ name: path, bytes }, path, manifest.kind === 'task', json);
  const events = parts.chains.flat().filter(isFull);
  return { ...parts, events: new Map(events.map((event) => [event.hash, event])) };
}

/** The checks as they are shown: those that held, the one that failed, those never reached. */
export function listChecks(held: readonly ExchangeCheck[], failed: boolean): { check: ExchangeCheck; ok: boolean | null }[] {
  return exchangeChecks.map((check, index) => ({
    check,
    ok: held.includes(check) ? true : failed && index === held.length ? false : null,
  }));
}
