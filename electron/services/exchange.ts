/** 交换: what goes out to an expert's laptop and what comes back from it. */
import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import canonicalize from 'canonicalize';
import type { Output } from '../../domain/api.ts';
import { cellsName, documentFolder, eventsName, rosterName, rowsName, type ExchangeCheck, type Manifest } from '../../domain/exchange/manifest.ts';
import { shareOf, shownHead, type Cell } from '../../domain/exchange/lineage.ts';
import { ownedKey } from '../../domain/exchange/owned-tables.ts';
import { orderCells } from '../../domain/exchange/plan-merge.ts';
import type { Roster, TravellingEvent } from '../../domain/exchange/parts.ts';
import { refuse, Refusal } from '../../domain/result.ts';
import { getApplication } from '../../db/queries/applications.ts';
import { appendEvent, getChainHead } from '../../db/queries/events.ts';
import { insertExchangeFile, listExchangeFiles, listVisitEventsBy, readCells, readChains, readVisitCells, refreshLineage, type ExchangeFileRow } from '../../db/queries/exchange.ts';
import { getPerson, type PersonRow } from '../../db/queries/panel.ts';
import { insertIdentity, listIdentities, revokeIdentity } from '../../db/queries/results.ts';
import { getReplacement, getVoid } from '../../db/queries/seats.ts';
import { countOwnSheets, getSheet } from '../../db/queries/scores.ts';
import { applyTaskRows, listTaskDocuments, readTaskRows } from '../../db/queries/task-rows.ts';
import { listOwnVisits, listRoundVisits } from '../../db/queries/visits.ts';
import { getWorkspace } from '../../db/queries/workspace.ts';
import type { ReadStore, WriteStore } from '../../db/open.ts';
import { hashOf, writeExchangeFile, type OutgoingPart } from '../io/exchange-file.ts';
import type { SealedTo } from '../io/exchange-crypto.ts';
import type { CmsStatus } from '../io/pdf/signer.ts';
import { takeBackup } from './backups.ts';
import { textParams, toAppError, type Handlers } from './dispatch.ts';
import { countDocuments, judgeFile, listChecks, openKeyring, type Judged, type Keyring } from './exchange-checks.ts';
import { listConflicts } from './exchange-conflicts.ts';
import { judgeByRound, judgeRows, takeRows } from './exchange-rows.ts';
import { judgePhotos, judgeVisits, photosOf, visitRowsOf } from './exchange-visits.ts';
import { institutionKeyPath, readKeyFile } from './identities.ts';
import { requirePerson } from './panel.ts';
import { requireRound } from './rounds.ts';
import type { Call, Session } from './session.ts';
import { compareStandings, readStanding } from './standing.ts';

type Merged = Output<'exchange.merge'>['merged'][number];

const json = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value));

function refuseTaken(path: string, replace: boolean | undefined): void {
  if (replace !== true && existsSync(path)) refuse('exchange/path-taken', { path });
}

function deviceOf(store: ReadStore): string {
  return getWorkspace(store)?.deviceId ?? refuse('workspace/not-a-workspace');
}

/** The member's certificate in force: the one registered last. */
function certificateOf(store: ReadStore, personId: string) {
  return listIdentities(store).findLast((row) => row.kind === 'member' && row.personId === personId && row.revokedAt === null);
}

/** The rows that go out or back with their histories and events, as they stand at this moment. */
interface Own {
  readonly cells: Cell[];
  readonly chains: TravellingEvent[][];
  readonly head: { readonly seq: number; readonly hash: string };
  readonly visits: number;
}

/** For a task: all rows of the person, and the visits to the person's parks, whoever wrote in them. */
function readForTask(session: Session, person: PersonRow): Own {
  return session.store.write((tx) => {
    refreshLineage(tx);
    const visitIds = listOwnVisits(tx, person.id);
    const visits = new Set(visitIds);
    const cells = orderCells([...readCells(tx, person.id).values(), ...readVisitCells(tx, visitIds).values()]);
    const chains = readChains(tx, ({ key }) => (key.owner === null ? visits.has(key.values[0] ?? '') : key.owner === person.id), false);
    return { cells, chains, head: getChainHead(tx) ?? refuse('exchange/no-task', { name: person.name }), visits: visitIds.length };
  });
}

/** For a return: the rows of the person, and of visits what the person wrote. */
function readForReturn(session: Session, person: PersonRow): Own {
  return session.store.write((tx) => {
    refreshLineage(tx);
    const own = listVisitEventsBy(tx, person.id);
    const shares = [...readVisitCells(tx, listRoundVisits(tx, person.roundId)).values()].flatMap((cell) => shareOf(cell, (version) => own.has(version)) ?? []);
    const cells = orderCells([...readCells(tx, person.id).values(), ...shares]);
    const chains = readChains(tx, ({ key, hash }) => (key.owner === null ? own.has(hash) : key.owner === person.id), true);
    return { cells, chains, head: getChainHead(tx) ?? refuse('exchange/no-task', { name: person.name }), visits: new Set(visitRowsOf(shares).map((row) => row.visitId)).size };
  });
}

/** Photos as parts of a file, each content once. */
function photoParts(session: Session, photos: readonly { readonly sha256: string; readonly bytes: number }[]): OutgoingPart[] {
  return photos.map(({ sha256, bytes }) => ({ name: documentFolder + sha256, path: session.blobs.pathOf(sha256), size: bytes, sha256 }));
}

/** What is thrown to leave a transaction without a trace. */
class Rehearsed extends Error {}

/**
 * Does everything that will be written and undoes it, so that whatever is refused is refused before a backup is made
 * or a document enters the store. Rows that the tables themselves do not take are none that this program wrote.
 */
function rehearse(session: Session, path: string, part: string, work: (tx: WriteStore) => unknown): void {
  try {
    session.store.write((tx) => {
      work(tx);
      throw new Rehearsed();
    });
  } catch (error) {
    if (error instanceof Rehearsed) return;
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_CONSTRAINT')) refuse('exchange/part-unreadable', { path, part });
    throw error;
  }
}

function readRoster(store: ReadStore, personId: string): Roster {
  const identities = listIdentities(store);
  return {
    certificates: identities
      .filter((row) => row.revokedAt === null && (row.kind !== 'member' || row.personId === personId))
      .map(({ kind, holder, personId: owner, certificate, recipient }) => ({ kind, holder, personId: owner, certificate, recipient })),
    revoked: identities.flatMap(({ fingerprint, revokedAt, revokedReason }) => (revokedAt === null ? [] : [{ fingerprint, at: revokedAt, reason: revokedReason ?? '' }])),
  };
}

function sealedTo(store: ReadStore, person: PersonRow, given: { readonly passphrase?: string | undefined; readonly recipient?: string | undefined }): SealedTo {
  if (given.passphrase !== undefined) return { passphrase: given.passphrase };
  if (given.recipient !== undefined) return { recipient: given.recipient };
  const row = certificateOf(store, person.id) ?? refuse('identity/missing', { name: person.name });
  return { recipient: row.recipient ?? refuse('identity/no-recipient', { name: person.name }) };
}

function fileRow(direction: ExchangeFileRow['direction'], manifest: Manifest, manifestSha256: string, path: string, bytes: number, report: unknown, at: string): ExchangeFileRow {
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

/** The written file on record: its event and its row. */
function recordSent(session: Session, direction: 'issued' | 'returned', manifest: Manifest, path: string, actor: string, counts: Readonly<Record<string, number>>): number {
  const bytes = statSync(path).size;
  const at = session.now();
  session.store.write((tx) => {
    insertExchangeFile(tx, fileRow(direction, manifest, hashOf(Buffer.from(canonicalize(manifest) ?? '')), path, bytes, counts, at));
    appendEvent(tx, { actor, at, kind: direction === 'issued' ? 'exchange.issue' : 'exchange.return', entity: `exchange:${manifest.serial}`, new: { personId: manifest.owner, to: manifest.to.name, chain: manifest.chain, ...counts } });
  });
  return bytes;
}

function takeRoster(tx: WriteStore, session: Session, roster: Roster, views: readonly { fingerprint: string; subject: string; issuer: string; notBefore: string; notAfter: string }[]): void {
  const known = new Set(listIdentities(tx).map((row) => row.fingerprint));
  for (const [index, given] of roster.certificates.entries()) {
    const view = views[index];
    if (!view || known.has(view.fingerprint)) continue;
    // a person of another expert's task is not here
    const personId = given.personId !== null && getPerson(tx, given.personId) ? given.personId : null;
    if (given.kind === 'member' && personId === null) continue;
    const { subject, issuer, fingerprint, notBefore, notAfter } = view;
    insertIdentity(tx, { id: session.newId(), kind: given.kind, holder: given.holder, personId, path: null, certificate: given.certificate, subject, issuer, fingerprint, notBefore, notAfter, createdAt: session.now(), recipient: given.recipient, revokedAt: null, revokedReason: null });
  }
  for (const { fingerprint, at, reason } of roster.revoked) revokeIdentity(tx, fingerprint, at, reason);
}

async function viewRoster(path: string, roster: Roster) {
  const { viewCertificate } = await import('../io/identity.ts');
  const { toBytes, x509 } = await import('../io/pdf/crypto.ts');
  try {
    return await Promise.all(roster.certificates.map(({ certificate }) => viewCertificate(toBytes(new x509.X509Certificate(certificate).rawData))));
  } catch {
    return refuse('exchange/part-unreadable', { path, part: rosterName });
  }
}

/** Merges one judged return; gives what came of it. */
function applyReturn(tx: WriteStore, { session, t }: Call, judged: Judged, person: PersonRow): Merged {
  const at = session.now();
  const { manifest, path } = judged;
  judgeByRound(tx, judged);
  // the scores that come along count on both sides of the table: it shows what leaves the count, and nothing else
  const stood = declaresRelation(tx, judged) ? readStanding(tx, person.roundId) : null;
  const taken = takeRows(tx, judged, { at, t });
  const submitted = countOwnSheets(tx, person.id).submitted;
  const voided = taken.voided.map((one) => ({ ...one, parkName: getApplication(tx, one.applicationId)?.parkName ?? '' }));
  const standing = stood && voided.length > 0 ? compareStandings(tx, person.roundId, stood) : null;
  const { came, alreadyThere, visits, measured, forked } = taken;
  const report: Merged = { path, serial: manifest.serial, personId: person.id, name: person.name, came, alreadyThere, conflicts: taken.conflicts.length, submitted, visits, measured, voided, standing, forked };
  insertExchangeFile(tx, fileRow('merged', manifest, judged.manifestSha256, path, judged.bytes, report, at));
  appendEvent(tx, {
    actor: 'secretary',
    at,
    kind: 'exchange.merge',
    entity: `exchange:${manifest.serial}`,
    new: { personId: person.id, signer: judged.signature.signer?.fingerprint ?? null, device: manifest.from.device, chain: manifest.chain, came, alreadyThere, conflicts: taken.conflicts, visits, measured, forked },
  });
  return report;
}

/** Judges and merges one file; whatever is wrong with it is told before anything is written. */
async function mergeFile(call: Call, path: string, ring: Keyring): Promise<Merged> {
  const { session } = call;
  const store = session.store.read;
  const judged = await judgeFile(call, path, ring, 'return', { held: () => {} });
  try {
    const { manifest, cells, known, staged } = judged;
    const person = requirePerson(store, manifest.owner);
    judgeRows(judged, person.name);
    if (known) {
      const submitted = countOwnSheets(store, person.id).submitted;
      const visits = new Set(visitRowsOf(cells).map((row) => row.visitId)).size;
      return { path, serial: manifest.serial, personId: person.id, name: person.name, came: 0, alreadyThere: cells.length, conflicts: 0, submitted, visits, measured: 0, voided: [], standing: null, forked: false };
    }
    await judgePhotos(session, judged);
    rehearse(session, path, cellsName, (tx) => applyReturn(tx, call, judged, person));
    takeBackup(session.dir, session.now());
    await session.blobs.commit(staged);
    return session.store.write((tx) => applyReturn(tx, call, judged, person));
  } finally {
    await session.blobs.discard(judged.staged);
  }
}

/** Whether a file states a relation to a park of which the person's sheet still counts here. */
function declaresRelation(store: ReadStore, { cells, manifest }: Judged): boolean {
  return cells.some((cell) => {
    const key = ownedKey(cell.entity);
    const [, applicationId = ''] = key?.values ?? [];
    const relation = key?.table.name === 'conflict' ? shownHead(cell)?.content['relation'] : undefined;
    return relation !== undefined && relation !== 'none' && getSheet(store, manifest.owner, applicationId)?.state === 'submitted' && !getVoid(store, manifest.owner, applicationId);
  });
}

export const exchangeHandlers = {
  async 'exchange.issue'(call, { personId, path, institutionPath, institutionPassphrase, passphrase, recipient, replace }) {
    const { session, signal, progress } = call;
    const store = session.store.read;
    const person = requirePerson(store, personId);
    if (getReplacement(store, personId)) refuse('person/replaced', { name: person.name });
    const round = requireRound(store, person.roundId);
    // a visit may come before scoring is open; who only visits needs no rubric
    if (round.rubricFrozenAt === null && person.role !== 'visitor') refuse('round/not-open', { state: round.state });
    refuseTaken(path, replace);
    const to = sealedTo(store, person, { passphrase, recipient });
    const [{ openIdentity, viewCertificate }, { recipientOf }] = await Promise.all([import('../io/identity.ts'), import('../io/exchange-crypto.ts')]);
    const identity = await openIdentity(await readKeyFile(institutionPath ?? institutionKeyPath(store)), institutionPassphrase);
    const { subject } = await viewCertificate(identity.certificate);
    const { cells, chains, head, visits } = readForTask(session, person);
    const rows = readTaskRows(store, personId);
    const documents = listTaskDocuments(rows);
    const carried = new Set(documents.map(({ sha256 }) => sha256));
    const parts: OutgoingPart[] = [
      { name: rowsName, bytes: json(rows) },
      { name: rosterName, bytes: json(readRoster(store, personId)) },
      { name: cellsName, bytes: json(cells) },
      { name: eventsName, bytes: json(chains) },
      ...photoParts(session, documents),
      ...photoParts(session, photosOf(cells).filter(({ sha256 }) => !carried.has(sha256))),
    ];
    const manifest = await writeExchangeFile({
      path,
      manifest: {
        kind: 'task',
        serial: session.newId(),
        program: session.program,
        createdAt: session.now(),
        round: { id: round.id, name: round.name, schemeId: round.schemeId },
        from: { device: deviceOf(store), name: subject, personId: null },
        to: { name: person.name, personId },
        owner: personId,
        replyTo: identity.sealingKey === null ? null : await recipientOf(identity.sealingKey),
        chain: head,
      },
      parts,
      identity,
      to,
      signal,
      onProgress: progress,
    });
    const counts = { applications: rows['application']?.length ?? 0, documents: documents.length, visits, rows: cells.length };
    const bytes = recordSent(session, 'issued', manifest, path, 'secretary', counts);
    return { path, serial: manifest.serial, bytes, ...counts };
  },

  async 'exchange.open'(call, input) {
    const { session } = call;
    const { path } = input;
    const judged = await judgeFile(call, path, await openKeyring(input), 'task', { held: () => {} });
    const { manifest, rows, roster, staged } = judged;
    const visits = new Set(visitRowsOf(judged.cells).map((row) => row.visitId)).size;
    const answer = { roundId: manifest.round.id, personId: manifest.owner, name: manifest.to.name, serial: manifest.serial, documents: rows ? listTaskDocuments(rows).length : 0, visits };
    const applications = rows?.['application']?.length ?? 0;
    if (judged.known) return { ...answer, applications, rows: 0, conflicts: 0, alreadyThere: true };
    try {
      if (manifest.from.device === deviceOf(session.store.read)) refuse('exchange/own-file', { path });
      judgeRows(judged, manifest.to.name);
      if (!rows || !roster) return refuse('exchange/part-missing', { path, part: rowsName });
      const views = await viewRoster(path, roster);
      await judgePhotos(session, judged);
      const take = (tx: WriteStore) => {
        const at = session.now();
        applyTaskRows(tx, path, rows, at);
        judgeVisits(tx, judged, (applicationId) => getApplication(tx, applicationId)?.roundId === manifest.round.id);
        takeRoster(tx, session, roster, views);
        const done = takeRows(tx, judged, { at, t: call.t });
        insertExchangeFile(tx, fileRow('opened', manifest, judged.manifestSha256, path, judged.bytes, null, at));
        appendEvent(tx, { actor: manifest.owner, at, kind: 'exchange.open', entity: `exchange:${manifest.serial}`, new: { from: manifest.from.name, device: manifest.from.device, chain: manifest.chain, signer: judged.signature.signer?.fingerprint ?? null, rows: done.came } });
        return done;
      };
      rehearse(session, path, rowsName, take);
      takeBackup(session.dir, session.now());
      await session.blobs.commit(staged);
      const taken = session.store.write(take);
      return { ...answer, applications, rows: taken.came, conflicts: taken.conflicts.length, alreadyThere: false };
    } finally {
      await session.blobs.discard(staged);
    }
  },

  async 'exchange.return'(call, { personId, path, identity: identityPath, passphrase, filePassphrase, replace }) {
    const { session, signal, progress } = call;
    const store = session.store.read;
    const person = requirePerson(store, personId);
    const round = requireRound(store, person.roundId);
    refuseTaken(path, replace);
    const task = listExchangeFiles(store, { personId, direction: 'opened' })[0];
    const answered = task ? (JSON.parse(task.manifest) as Manifest) : null;
    const { openIdentity, viewCertificate } = await import('../io/identity.ts');
    const { recipientOf } = await import('../io/exchange-crypto.ts');
    const identity = await openIdentity(await readKeyFile(identityPath), passphrase);
    const certificate = await viewCertificate(identity.certificate);
    const registered = listIdentities(store).filter((row) => row.kind === 'member' && row.personId === personId);
    if (registered.length > 0 && !registered.some((row) => row.fingerprint === certificate.fingerprint)) refuse('exchange/wrong-signer', { path: identityPath, signer: certificate.subject, expected: person.name });
    // the owner can open it too: another laptop of the same person merges it
    const own = identity.sealingKey === null ? [] : [await recipientOf(identity.sealingKey)];
    const replyTo = answered?.replyTo ?? null;
    if (filePassphrase === undefined && replyTo === null) refuse('exchange/no-task', { name: person.name });
    const to: SealedTo = filePassphrase === undefined ? { recipients: [...new Set([replyTo ?? '', ...own])] } : { passphrase: filePassphrase };
    const { cells, chains, head, visits } = readForReturn(session, person);
    const photos = photosOf(cells);
    const manifest = await writeExchangeFile({
      path,
      manifest: {
        kind: 'return',
        serial: session.newId(),
        program: session.program,
        createdAt: session.now(),
        round: { id: round.id, name: round.name, schemeId: round.schemeId },
        from: { device: deviceOf(store), name: person.name, personId },
        to: { name: answered?.from.name ?? '', personId: null },
        owner: personId,
        replyTo: own[0] ?? null,
        chain: head,
      },
      parts: [
        { name: cellsName, bytes: json(cells) },
        { name: eventsName, bytes: json(chains) },
        ...photoParts(session, photos),
      ],
      identity,
      to,
      signal,
      onProgress: progress,
    });
    const counts = { rows: cells.length, visits, photos: photos.length };
    const bytes = recordSent(session, 'returned', manifest, path, personId, counts);
    const { due, submitted } = countOwnSheets(store, personId);
    return { path, serial: manifest.serial, bytes, ...counts, submitted, due };
  },

  async 'exchange.inspect'(call, input) {
    const { session, language, t } = call;
    const { path } = input;
    const held: ExchangeCheck[] = [];
    let manifest: Manifest | null = null;
    let bytes = 0;
    let signature: CmsStatus | null = null;
    let refused: { code: string; message: string } | null = null;
    try {
      const judged = await judgeFile(call, path, await openKeyring(input), null, {
        held: (check) => held.push(check),
        manifest: (read, size) => {
          manifest = read;
          bytes = size;
        },
        signature: (status) => (signature = status),
      });
      await session.blobs.discard(judged.staged);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const { code, message } = toAppError(error, language);
      refused = { code, message };
    }
    const signed = signature as CmsStatus | null;
    return {
      path,
      head: headOf(manifest, bytes),
      signer: plainView(signed?.signer ?? null),
      root: plainView(signed?.root ?? null),
      checks: listChecks(held, refused !== null).map(({ check, ok }) => ({ check, ok, text: t(`exchange.check.${check}`) })),
      refused,
    };
  },

  async 'exchange.merge'(call, { paths, institutionPath, institutionPassphrase, ...given }) {
    const { session, t } = call;
    const store = session.store.read;
    const key = institutionPassphrase === undefined ? given : { ...given, identity: institutionPath ?? institutionKeyPath(store), passphrase: institutionPassphrase };
    const ring = await openKeyring(key);
    const answer: Output<'exchange.merge'> = { merged: [], alreadyThere: [], conflicts: [], refused: [] };
    const owners = new Set<string>();
    for (const path of paths) {
      call.signal.throwIfAborted();
      try {
        const done = await mergeFile(call, path, ring);
        (done.came > 0 ? answer.merged : answer.alreadyThere).push(done);
        owners.add(done.personId);
      } catch (error) {
        // one bad file does not stop the others; a fault of the program or a full disk does
        if (!(error instanceof Refusal) || !/^(exchange|person|identity)\//.test(error.code)) throw error;
        answer.refused.push({ path, code: error.code, message: t(`error.${error.code}`, textParams(error.details)) });
      }
    }
    const open = [...owners].flatMap((personId) => listConflicts(session.store.read, { personId }, call.language));
    answer.conflicts = [...new Map(open.map((one) => [one.conflictId, one])).values()];
    return answer;
  },

  'exchange.list'(store, { roundId }) {
    requireRound(store, roundId);
    return listExchangeFiles(store, { roundId }).map(({ serial, direction, personId, path, bytes, at }) => ({ serial, direction, personId, name: getPerson(store, personId)?.name ?? '', path, bytes, at }));
  },
} satisfies Partial<Handlers>;

function plainView(view: CmsStatus['signer']): Output<'exchange.inspect'>['signer'] {
  return view && { subject: view.subject, issuer: view.issuer, fingerprint: view.fingerprint, notBefore: view.notBefore, notAfter: view.notAfter };
}

function headOf(manifest: Manifest | null, bytes: number): Output<'exchange.inspect'>['head'] {
  if (!manifest) return null;
  const { kind, serial, createdAt, program, round, from, to, owner } = manifest;
  return {
    kind,
    serial,
    createdAt,
    program,
    round: { roundId: round.id, name: round.name, schemeId: round.schemeId },
    from: { device: from.device, name: from.name },
    to: { name: to.name },
    personId: owner,
    documents: countDocuments(manifest),
    bytes,
  };
}
