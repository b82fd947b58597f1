/** 发出任务: what one person needs for the work on an own laptop, sealed to that person. */
import { cellsName, eventsName, revocationsName, rosterName, rowsName } from '../../../domain/exchange/manifest.ts';
import { orderCells } from '../../../domain/exchange/plan-merge.ts';
import type { Roster } from '../../../domain/exchange/parts.ts';
import { refuse } from '../../../domain/result.ts';
import { hasLeft } from '../../../domain/application/status.ts';
import { statusOf } from '../../../db/queries/admission/status.ts';
import { getChainHead } from '../../../db/queries/events.ts';
import { refreshLineage } from '../../../db/queries/exchange/lineage.ts';
import { readChains } from '../../../db/queries/exchange/foreign-events.ts';
import { readCells, readVisitCells } from '../../../db/queries/exchange/cells.ts';
import { listAssignments, listRecusedParks, type PersonRow } from '../../../db/queries/panel.ts';
import { listIdentities } from '../../../db/queries/results.ts';
import { listTaskDocuments, readTaskRows } from '../../../db/queries/exchange/task-rows.ts';
import { listOwnVisits } from '../../../db/queries/visits.ts';
import type { ReadStore } from '../../../db/store/open.ts';
import { writeExchangeFile, type OutgoingPart } from '../../io/exchange/exchange-file.ts';
import type { SealedTo } from '../../io/crypto/sealing.ts';
import type { Handlers } from '../session/dispatch.ts';
import { photosOf } from './visits.ts';
import { institutionKeyPath, readKeyFile } from '../identities/identities.ts';
import { stageFor, stateOfStage } from '../../../domain/rubric/stages.ts';
import { requireMember, requireRound, rubricOf, settingsOf } from '../session/lookups.ts';
import { currentList } from '../identities/revocations.ts';
import { modeOf } from '../session/own-files.ts';
import { refuseTaken } from '../session/paths.ts';
import type { Session } from '../session/session.ts';
import { json, deviceOf, photoParts, recordSent, type Own } from './records.ts';

/** The member's certificate in force: the one registered last. */
function certificateOf(store: ReadStore, personId: string) {
  return listIdentities(store).findLast((row) => row.kind === 'member' && row.personId === personId && row.revokedAt === null);
}

function readRoster(store: ReadStore, personId: string): Roster {
  const identities = listIdentities(store);
  return {
    certificates: identities
      .filter((row) => row.revokedAt === null && (row.kind !== 'member' || row.personId === personId))
      .map(({ kind, holder, personId: owner, certificate, recipient }) => ({ kind, holder, personId: owner, certificate, recipient })),
    revoked: identities.flatMap(({ fingerprint, revokedAt, revokedReason }) =>
      revokedAt === null ? [] : [{ fingerprint, at: revokedAt, reason: revokedReason ?? '' }],
    ),
  };
}

function sealedTo(
  store: ReadStore,
  person: PersonRow,
  given: { readonly passphrase?: string | undefined; readonly recipient?: string | undefined },
): SealedTo {
  if (given.passphrase !== undefined) return { passphrase: given.passphrase };
  if (given.recipient !== undefined) return { recipient: given.recipient };
  const row = certificateOf(store, person.id) ?? refuse('identity/missing', { name: person.name });
  return { recipient: row.recipient ?? refuse('identity/no-recipient', { name: person.name }) };
}

/** For a task: all rows of the person, and the visits to the person's parks, whoever wrote in them. */
function readForTask(session: Session, person: PersonRow): Own {
  return session.store.write((tx) => {
    refreshLineage(tx);
    const visitIds = listOwnVisits(tx, person.id);
    const visits = new Set(visitIds);
    const cells = orderCells([...readCells(tx, person.id).values(), ...readVisitCells(tx, visitIds).values()]);
    const chains = readChains(
      tx,
      ({ key }) => key !== null && (key.owner === null ? visits.has(key.values[0] ?? '') : key.owner === person.id),
      false,
    );
    return { cells, chains, head: getChainHead(tx) ?? refuse('exchange/no-task', { name: person.name }), visits: visitIds.length };
  });
}

export const exchangeIssueHandlers = {
  async 'exchange.issue'(call, { personId, path, institutionPath, institutionPassphrase, passphrase, recipient, replace }) {
    const { session, signal, progress } = call;
    const store = session.store.read;
    const person = requireMember(store, personId);
    const round = requireRound(store, person.roundId);
    // a visit may come before scoring is open; who only visits needs no rubric
    if (round.rubricFrozenAt === null && person.role !== 'visitor') refuse('round/not-open', { state: round.state });
    const rubric = rubricOf(round);
    const stage = rubric && stageFor(rubric, person);
    // where a stage has not begun, nothing could be scored far away; the visit team goes out all the same
    if (rubric && stage && person.role !== 'visitor' && stateOfStage(rubric, settingsOf(round).stages ?? {}, stage.key) === 'waiting')
      refuse('stage/not-open', { stage: stage.name.zh });
    // who opens it could do nothing, and would find that out far away
    const seats = listAssignments(store, personId);
    if (seats.length === 0) refuse('exchange/nothing-assigned', { name: person.name });
    const parks = seats.filter((applicationId) => !hasLeft(statusOf(store, applicationId)));
    if (parks.length === 0) refuse('exchange/all-left', { name: person.name, count: seats.length });
    // of a park with a relation nothing goes along: neither its sheet nor its visit is theirs
    const recused = new Set(listRecusedParks(store, personId));
    if (parks.every((park) => recused.has(park))) refuse('exchange/all-recused', { name: person.name, count: parks.length });
    refuseTaken(session, 'exchange/path-taken', [path], replace);
    const to = sealedTo(store, person, { passphrase, recipient });
    const [{ openIdentity, viewCertificate }, { recipientOf }] = await Promise.all([
      import('../../io/crypto/identity.ts'),
      import('../../io/crypto/sealing.ts'),
    ]);
    const institutionP12 = await readKeyFile(institutionPath ?? institutionKeyPath(store));
    const identity = await openIdentity(institutionP12, institutionPassphrase);
    const revocations = await currentList(call, institutionP12, institutionPassphrase, identity.chain);
    const { subject } = await viewCertificate(identity.certificate);
    const { cells, chains, head, visits } = readForTask(session, person);
    const rows = readTaskRows(store, personId);
    const documents = listTaskDocuments(rows);
    const carried = new Set(documents.map(({ sha256 }) => sha256));
    const parts: OutgoingPart[] = [
      { name: rowsName, bytes: json(rows) },
      { name: rosterName, bytes: json(readRoster(store, personId)) },
      ...(revocations === null ? [] : [{ name: revocationsName, bytes: Buffer.from(revocations) }]),
      { name: cellsName, bytes: json(cells) },
      { name: eventsName, bytes: json(chains) },
      ...photoParts(session, documents),
      ...photoParts(
        session,
        photosOf(cells).filter(({ sha256 }) => !carried.has(sha256)),
      ),
    ];
    const manifest = await writeExchangeFile({
      path,
      mode: modeOf(session, path),
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
    const bytes = recordSent(session, call, 'issued', manifest, path, counts);
    return { path, serial: manifest.serial, bytes, ...counts };
  },
} satisfies Partial<Handlers>;
