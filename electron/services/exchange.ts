/** 交换: what goes out to an expert's laptop and what comes back from it. */
import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import canonicalize from 'canonicalize';
import type { Output } from '../../domain/api.ts';
import { cellsName, documentFolder, eventsName, rosterName, rowsName, type ExchangeCheck, type Manifest } from '../../domain/exchange/manifest.ts';
import { orderCells } from '../../domain/exchange/plan-merge.ts';
import type { Roster } from '../../domain/exchange/parts.ts';
import { refuse, Refusal } from '../../domain/result.ts';
import { getApplication } from '../../db/queries/applications.ts';
import { appendEvent, getChainHead } from '../../db/queries/events.ts';
import { insertExchangeFile, listExchangeFiles, readCells, readChains, refreshLineage, type ExchangeFileRow } from '../../db/queries/exchange.ts';
import { getOpening } from '../../db/queries/exchange-openings.ts';
import { getPerson, type PersonRow } from '../../db/queries/panel.ts';
import { insertIdentity, listIdentities, revokeIdentity } from '../../db/queries/results.ts';
import { getReplacement } from '../../db/queries/seats.ts';
import { countOwnSheets } from '../../db/queries/scores.ts';
import { applyTaskRows, listTaskDocuments, readTaskRows } from '../../db/queries/task-rows.ts';
import { getWorkspace } from '../../db/queries/workspace.ts';
import type { ReadStore, WriteStore } from '../../db/open.ts';
import { hashOf, writeExchangeFile, type OutgoingPart } from '../io/exchange-file.ts';
import type { SealedTo } from '../io/exchange-crypto.ts';
import type { CmsStatus } from '../io/pdf/signer.ts';
import { takeBackup } from './backups.ts';
import { textParams, toAppError, type Handlers } from './dispatch.ts';
import { countDocuments, judgeFile, listChecks, openKeyring, type Judged } from './exchange-checks.ts';
import { listConflicts } from './exchange-conflicts.ts';
import { judgeByRound, judgeRows, takeRows } from './exchange-rows.ts';
import { institutionKeyPath, readKeyFile } from './identities.ts';
import { requirePerson } from './panel.ts';
import { requireRound } from './rounds.ts';
import type { Session } from './session.ts';

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

/** One person's rows with their histories and events, as they stand at this moment. */
function readOwn(session: Session, person: PersonRow, whole: boolean) {
  return session.store.write((tx) => {
    refreshLineage(tx);
    const cells = orderCells([...readCells(tx, person.id).values()]);
    const head = getChainHead(tx) ?? refuse('exchange/no-task', { name: person.name });
    return { cells, chains: readChains(tx, person.id, whole), head };
  });
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
function applyReturn(session: Session, judged: Judged, person: PersonRow): Merged {
  const at = session.now();
  const { manifest, path } = judged;
  return session.store.write((tx) => {
    judgeByRound(tx, judged);
    const taken = takeRows(tx, judged, at);
    const submitted = countOwnSheets(tx, person.id).submitted;
    const voided = taken.voided.map((one) => ({ ...one, parkName: getApplication(tx, one.applicationId)?.parkName ?? '' }));
    const report: Merged = { path, serial: manifest.serial, personId: person.id, name: person.name, came: taken.came, alreadyThere: taken.alreadyThere, conflicts: taken.conflicts.length, submitted, voided, forked: taken.forked };
    insertExchangeFile(tx, fileRow('merged', manifest, judged.manifestSha256, path, judged.bytes, report, at));
    appendEvent(tx, {
      actor: 'secretary',
      at,
      kind: 'exchange.merge',
      entity: `exchange:${manifest.serial}`,
      new: { personId: person.id, signer: judged.signature.signer?.fingerprint ?? null, device: manifest.from.device, chain: manifest.chain, came: taken.came, alreadyThere: taken.alreadyThere, conflicts: taken.conflicts, forked: taken.forked },
    });
    return report;
  });
}

export const exchangeHandlers = {
  async 'exchange.issue'(call, { personId, path, institutionPath, institutionPassphrase, passphrase, recipient, replace }) {
    const { session, signal, progress } = call;
    const store = session.store.read;
    const person = requirePerson(store, personId);
    if (getReplacement(store, personId)) refuse('person/replaced', { name: person.name });
    const round = requireRound(store, person.roundId);
    if (round.rubricFrozenAt === null) refuse('round/not-open', { state: round.state });
    refuseTaken(path, replace);
    const to = sealedTo(store, person, { passphrase, recipient });
    const [{ openIdentity, viewCertificate }, { recipientOf }] = await Promise.all([import('../io/identity.ts'), import('../io/exchange-crypto.ts')]);
    const identity = await openIdentity(await readKeyFile(institutionPath ?? institutionKeyPath(store)), institutionPassphrase);
    const { subject } = await viewCertificate(identity.certificate);
    const { cells, chains, head } = readOwn(session, person, false);
    const rows = readTaskRows(store, personId);
    const documents = listTaskDocuments(rows);
    const parts: OutgoingPart[] = [
      { name: rowsName, bytes: json(rows) },
      { name: rosterName, bytes: json(readRoster(store, personId)) },
      { name: cellsName, bytes: json(cells) },
      { name: eventsName, bytes: json(chains) },
      ...documents.map(({ sha256, bytes }) => ({ name: documentFolder + sha256, path: session.blobs.pathOf(sha256), size: bytes, sha256 })),
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
    const counts = { applications: rows['application']?.length ?? 0, documents: documents.length, rows: cells.length };
    const bytes = recordSent(session, 'issued', manifest, path, 'secretary', counts);
    return { path, serial: manifest.serial, bytes, ...counts };
  },

  async 'exchange.open'(call, input) {
    const { session } = call;
    const { path } = input;
    const judged = await judgeFile(call, path, await openKeyring(input), 'task', { held: () => {} });
    const { manifest, rows, roster, staged } = judged;
    const answer = { roundId: manifest.round.id, personId: manifest.owner, name: manifest.to.name, serial: manifest.serial, documents: countDocuments(manifest) };
    const applications = rows?.['application']?.length ?? 0;
    if (judged.known) return { ...answer, applications, rows: 0, conflicts: 0, alreadyThere: true };
    try {
      if (manifest.from.device === deviceOf(session.store.read)) refuse('exchange/own-file', { path });
      judgeRows(judged, manifest.to.name);
      if (!rows || !roster) return refuse('exchange/part-missing', { path, part: rowsName });
      const views = await viewRoster(path, roster);
      takeBackup(session.dir, session.now());
      await session.blobs.commit(staged);
      const taken = session.store.write((tx) => {
        const at = session.now();
        // another window may have opened it in between
        try {
          applyTaskRows(tx, rows, at);
        } catch (error) {
          if (error instanceof Refusal || (error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_CONSTRAINT'))) throw new Refusal('exchange/part-unreadable', { path, part: rowsName });
          throw error;
        }
        takeRoster(tx, session, roster, views);
        const done = takeRows(tx, judged, at);
        insertExchangeFile(tx, fileRow('opened', manifest, judged.manifestSha256, path, judged.bytes, null, at));
        appendEvent(tx, { actor: manifest.owner, at, kind: 'exchange.open', entity: `exchange:${manifest.serial}`, new: { from: manifest.from.name, device: manifest.from.device, chain: manifest.chain, signer: judged.signature.signer?.fingerprint ?? null, rows: done.came } });
        return done;
      });
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
    const { cells, chains, head } = readOwn(session, person, true);
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
      ],
      identity,
      to,
      signal,
      onProgress: progress,
    });
    const bytes = recordSent(session, 'returned', manifest, path, personId, { rows: cells.length });
    const { due, submitted } = countOwnSheets(store, personId);
    return { path, serial: manifest.serial, bytes, rows: cells.length, submitted, due };
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
    let backedUp = false;
    for (const path of paths) {
      call.signal.throwIfAborted();
      try {
        const judged = await judgeFile(call, path, ring, 'return', { held: () => {} });
        const person = requirePerson(store, judged.manifest.owner);
        owners.add(person.id);
        judgeRows(judged, person.name);
        if (judged.known) {
          answer.alreadyThere.push({ path, serial: judged.manifest.serial, personId: person.id, name: person.name, came: 0, alreadyThere: judged.cells.length, conflicts: 0, submitted: countOwnSheets(store, person.id).submitted, voided: [], forked: false });
          continue;
        }
        if (!backedUp) takeBackup(session.dir, session.now());
        backedUp = true;
        const done = applyReturn(session, judged, person);
        (done.came > 0 ? answer.merged : answer.alreadyThere).push(done);
      } catch (error) {
        // one bad file does not stop the others; a fault of the program or a full disk does
        if (!(error instanceof Refusal) || !/^(exchange|person|identity)\//.test(error.code)) throw error;
        answer.refused.push({ path, code: error.code, message: t(`error.${error.code}`, textParams(error.details)) });
      }
    }
    answer.conflicts = [...owners].flatMap((owner) => listConflicts(session.store.read, owner));
    return answer;
  },

  'exchange.list'(store, { roundId }) {
    requireRound(store, roundId);
    return listExchangeFiles(store, { roundId }).map(({ serial, direction, personId, path, bytes, at, manifestSha256 }) => ({
      serial,
      direction,
      personId,
      name: getPerson(store, personId)?.name ?? '',
      path,
      bytes,
      at,
      digest: manifestSha256,
      openedAt: direction === 'issued' ? getOpening(store, serial) : null,
    }));
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
