/** 打开任务: the office's file taken in on the laptop of the person that it was made for. */
import { rosterName, rowsName, type Manifest } from '../../../domain/exchange/manifest.ts';
import type { Roster, Rows } from '../../../domain/exchange/parts.ts';
import { shownHead, type Cell } from '../../../domain/exchange/lineage.ts';
import { ownedKey } from '../../../domain/exchange/owned-tables.ts';
import { refuse } from '../../../domain/result.ts';
import { getApplication } from '../../../db/queries/applications.ts';
import { listDecided } from '../../../db/queries/exchange/decisions.ts';
import { insertExchangeFile } from '../../../db/queries/exchange/files.ts';
import { bindingOf, keepStatement } from '../../../db/queries/exchange/statements.ts';
import { getPerson } from '../../../db/queries/panel.ts';
import { insertIdentity, listIdentities, revokeIdentity } from '../../../db/queries/results.ts';
import { applyTaskRows, listTaskDocuments } from '../../../db/queries/exchange/task-rows.ts';
import type { ReadStore, WriteStore } from '../../../db/store/open.ts';
import { actAs } from '../session/act.ts';
import { takeBackup } from '../session/backups.ts';
import type { Output } from '../../../domain/contract/api.ts';
import { decryptWorkspace, encryptWorkspace } from '../workspace/protection.ts';
import type { Handlers } from '../session/dispatch.ts';
import { judgeFile, openKeyring, type Keyring } from './checks.ts';
import { listDecisions } from './decisions.ts';
import { judgeRows, takeRows } from './rows.ts';
import { judgeDocuments, judgeVisits, visitRowsOf } from './visits.ts';
import { pick } from '../../../domain/pick.ts';
import type { CertificateView } from '../../io/crypto/identity.ts';
import { certificateFacts } from '../identities/identities.ts';
import { markListed, readKeptList, serialsUnder, takeList } from '../identities/revocations.ts';
import type { Call, Session } from '../session/session.ts';
import { deviceOf, fileRow, rehearse } from './records.ts';

function takeRoster(tx: WriteStore, session: Session, roster: Roster, views: readonly CertificateView[], at: string): void {
  const known = new Set(listIdentities(tx).map((row) => row.fingerprint));
  for (const [index, given] of roster.certificates.entries()) {
    const view = views[index];
    if (!view || known.has(view.fingerprint)) continue;
    // a person of another expert's task is not here
    const personId = given.personId !== null && getPerson(tx, given.personId) ? given.personId : null;
    if (given.kind === 'member' && personId === null) continue;
    insertIdentity(tx, {
      id: session.newId(),
      ...pick(given, 'kind', 'holder', 'certificate', 'recipient'),
      ...certificateFacts(view),
      personId,
      path: null,
      createdAt: at,
      revokedAt: null,
      revokedReason: null,
    });
  }
  for (const { fingerprint, at, reason } of roster.revoked) revokeIdentity(tx, fingerprint, at, reason);
}

async function viewRoster(path: string, roster: Roster) {
  const { viewCertificate } = await import('../../io/crypto/identity.ts');
  const { toBytes, x509 } = await import('../../io/crypto/crypto.ts');
  try {
    return await Promise.all(
      roster.certificates.map(({ certificate }) => viewCertificate(toBytes(new x509.X509Certificate(certificate).rawData))),
    );
  } catch {
    return refuse('exchange/part-unreadable', { path, part: rosterName });
  }
}

/** The certificate of a root, as it is on record or comes along. */
function pemOf(store: ReadStore, fingerprint: string, roster: Roster, views: readonly CertificateView[]): string | null {
  const brought = roster.certificates[views.findIndex((view) => view.fingerprint === fingerprint)]?.certificate;
  return listIdentities(store).find((row) => row.fingerprint === fingerprint)?.certificate ?? brought ?? null;
}

/** A task is of one round and for one person: it changes no other round that may be on the laptop. */
function isOfRound(rows: Rows, { round, owner }: Manifest): boolean {
  const only = (table: string, id: string): boolean => rows[table]?.length === 1 && rows[table][0]?.['id'] === id;
  return (
    only('round', round.id) &&
    only('person', owner) &&
    (rows['application'] ?? []).every((row) => row['round_id'] === round.id) &&
    (rows['assignment'] ?? []).every((row) => row['person_id'] === owner)
  );
}

export const exchangeOpenHandlers = {
  async 'exchange.open'(call, input) {
    const { workspacePassphrase } = input;
    const ring = await openKeyring(input);
    if (workspacePassphrase === undefined) return openTask(call, input.path, ring);
    // before anything of the task is on the disk
    await encryptWorkspace(call, workspacePassphrase);
    try {
      return await openTask(call, input.path, ring);
    } catch (error) {
      // nobody asked for an encrypted workspace without the task; whoever cancelled that did not cancel this
      await decryptWorkspace({ ...call, signal: new AbortController().signal });
      throw error;
    }
  },
} satisfies Partial<Handlers>;

/** Parks to which the person declared a relation, by the rows that the task brings. */
function countRecused(cells: readonly Cell[]): number {
  return cells.filter((cell) => {
    const relation = ownedKey(cell.entity)?.table.name === 'conflict' ? shownHead(cell)?.content['relation'] : undefined;
    return relation !== undefined && relation !== 'none';
  }).length;
}

async function openTask(call: Call, path: string, ring: Keyring): Promise<Output<'exchange.open'>> {
  const { session } = call;
  const judged = await judgeFile(call, path, ring, 'task', { held: () => {} });
  const { manifest, rows, roster, revocations, staged } = judged;
  const visits = new Set(visitRowsOf(judged.cells).map((row) => row.visitId)).size;
  const answer = {
    roundId: manifest.round.id,
    personId: manifest.owner,
    name: manifest.to.name,
    serial: manifest.serial,
    documents: rows ? listTaskDocuments(rows).length : 0,
    visits,
    recused: countRecused(judged.cells),
  };
  const applications = rows?.['application']?.length ?? 0;
  if (judged.known) return { ...answer, applications, rows: 0, conflicts: 0, decisions: [], outdated: [], alreadyThere: true };
  try {
    if (manifest.from.device === deviceOf(session.store.read)) refuse('exchange/own-file', { path });
    judgeRows(judged, manifest.to.name);
    if (!rows || !roster) return refuse('exchange/part-missing', { path, part: rowsName });
    if (!isOfRound(rows, manifest)) refuse('exchange/part-unreadable', { path, part: rowsName });
    const views = await viewRoster(path, roster);
    await judgeDocuments(session, judged);
    const { root } = judged.signature;
    const serials = root ? await serialsUnder(session.store.read, root.subject) : new Map<string, string>();
    for (const view of views) if (view.issuer === root?.subject) serials.set(view.fingerprint, view.serialNumber);
    // word of what was taken back may have come before the certificate does
    const pem = root && pemOf(session.store.read, root.fingerprint, roster, views);
    const kept = root && pem !== null ? await readKeptList(session.store.read, { ...root, pem }) : null;
    const take = (tx: WriteStore) => {
      // on the laptop of the person that the task was made for, whoever types
      const act = actAs(manifest.owner, session.now());
      applyTaskRows(tx, path, rows, act.at);
      judgeVisits(tx, judged, (applicationId) => getApplication(tx, applicationId)?.roundId === manifest.round.id);
      takeRoster(tx, session, roster, views, act.at);
      if (kept) markListed(tx, kept.revoked, serials);
      if (root && revocations) takeList(tx, root.fingerprint, revocations.list, revocations.said, serials, act);
      const done = takeRows(tx, judged, act, call.t);
      keepStatement(tx, manifest.serial, judged.statement.signature, judged.statement.cells);
      insertExchangeFile(tx, fileRow('opened', manifest, judged.manifestSha256, path, judged.bytes, null, act.at));
      act.append(tx, {
        kind: 'exchange.open',
        entity: `exchange:${manifest.serial}`,
        new: {
          personId: manifest.owner,
          from: manifest.from.name,
          device: manifest.from.device,
          chain: manifest.chain,
          signer: judged.signature.signer?.fingerprint ?? null,
          statement: bindingOf(judged.manifestSha256, judged.statement),
          rows: done.came,
        },
      });
      return done;
    };
    rehearse(session, path, rowsName, take);
    takeBackup(session.dir, session.now(), session.key);
    await session.blobs.commit(staged);
    const known = new Set(listDecided(session.store.read).map((event) => event.decision));
    const taken = session.store.write(take);
    const decisions = listDecisions(session.store.read, manifest.round.id, manifest.owner).filter((one) => !known.has(one.decision));
    const { came, conflicts, outdated } = taken;
    return { ...answer, applications, rows: came, conflicts: conflicts.length, decisions, outdated: [...outdated], alreadyThere: false };
  } finally {
    await session.blobs.discard(staged);
  }
}
