/** 收回结果: return files judged one by one and taken in, each in one transaction. */
import type { Output } from '../../../domain/contract/api.ts';
import { cellsName } from '../../../domain/exchange/manifest.ts';
import { shownHead } from '../../../domain/exchange/lineage.ts';
import { ownedKey } from '../../../domain/exchange/owned-tables.ts';
import { Refusal } from '../../../domain/result.ts';
import { getApplication } from '../../../db/queries/applications.ts';
import { insertExchangeFile } from '../../../db/queries/exchange/files.ts';
import { bindingOf, keepStatement } from '../../../db/queries/exchange/statements.ts';
import type { PersonRow } from '../../../db/queries/panel.ts';
import { getVoid } from '../../../db/queries/seats.ts';
import { getSheet } from '../../../db/queries/scores.ts';
import type { ReadStore, WriteStore } from '../../../db/store/open.ts';
import { isUnread } from '../../io/foreign/reader.ts';
import { actAs } from '../session/act.ts';
import { takeBackup } from '../session/backups.ts';
import { textParams, type Handlers } from '../session/dispatch.ts';
import { judgeFile, openKeyring, type Judged, type Keyring } from './checks.ts';
import { listConflicts } from './conflicts.ts';
import { countSubmitted, judgeByRound, judgeRows, sortRows, takeRows } from './rows.ts';
import { judgeDocuments, visitRowsOf } from './visits.ts';
import { institutionKeyPath } from '../identities/identities.ts';
import { refuseEnded } from '../scoring/ended.ts';
import { requirePerson } from '../session/lookups.ts';
import type { Call } from '../session/session.ts';
import { compareRankings, readRanking } from '../tally/compare.ts';
import { fileRow, rehearse } from './records.ts';
import { pick } from '../../../domain/pick.ts';

type Merged = Output<'exchange.merge'>['merged'][number];

interface Done {
  readonly report: Merged;
  /** it brought something that was not here */
  readonly changed: boolean;
}

/** Merges one judged return; gives what came of it. */
function applyReturn(tx: WriteStore, { session, actor, t }: Call, judged: Judged, person: PersonRow): Done {
  const act = actAs(actor, session.now());
  const { manifest, path } = judged;
  judgeByRound(tx, judged);
  // before: as the round stood until this file; after: with all that it brings
  const stood = declaresRelation(tx, judged) ? readRanking(tx, person.roundId) : null;
  const taken = takeRows(tx, judged, act, t);
  for (const applicationId of taken.scored) refuseEnded(tx, person.roundId, { personId: person.id, applicationId });
  const submitted = countSubmitted(judged.cells);
  const voided = taken.voided.map((one) => ({ ...one, parkName: getApplication(tx, one.applicationId)?.parkName ?? '' }));
  const standing = stood && voided.length > 0 ? compareRankings(tx, person.roundId, stood) : null;
  const counts = pick(taken, 'came', 'alreadyThere', 'visits', 'measured', 'forked');
  const report: Merged = {
    path,
    serial: manifest.serial,
    personId: person.id,
    name: person.name,
    ...counts,
    conflicts: taken.conflicts.length,
    submitted,
    voided,
    outdated: [...taken.outdated],
    standing,
  };
  keepStatement(tx, manifest.serial, judged.statement.signature, judged.statement.cells);
  insertExchangeFile(tx, fileRow('merged', manifest, judged.manifestSha256, path, judged.bytes, report, act.at));
  act.append(tx, {
    kind: 'exchange.merge',
    entity: `exchange:${manifest.serial}`,
    new: {
      personId: person.id,
      signer: judged.signature.signer?.fingerprint ?? null,
      device: manifest.from.device,
      chain: manifest.chain,
      statement: bindingOf(judged.manifestSha256, judged.statement),
      conflicts: taken.conflicts,
      ...counts,
    },
  });
  return { report, changed: taken.changed };
}

/** Judges and merges one file; whatever is wrong with it is told before anything is written. */
async function mergeFile(call: Call, path: string, ring: Keyring, backUp: () => void): Promise<Done> {
  const { session } = call;
  const store = session.store.read;
  const judged = await judgeFile(call, path, ring, 'return', { held: () => {} });
  try {
    const { manifest, cells, known, staged } = judged;
    const person = requirePerson(store, manifest.owner);
    judgeRows(judged, person.name);
    if (known) {
      const visits = new Set(visitRowsOf(cells).map((row) => row.visitId)).size;
      const { came, alreadyThere, conflicts } = sortRows(store, cells, new Set());
      const report = {
        path,
        serial: manifest.serial,
        personId: person.id,
        name: person.name,
        came,
        alreadyThere,
        conflicts: conflicts.length,
        submitted: countSubmitted(cells),
        visits,
        measured: 0,
        voided: [],
        outdated: [],
        standing: null,
        forked: false,
      };
      return { report, changed: false };
    }
    await judgeDocuments(session, judged);
    rehearse(session, path, cellsName, (tx) => applyReturn(tx, call, judged, person));
    backUp();
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
    return (
      relation !== undefined &&
      relation !== 'none' &&
      getSheet(store, manifest.owner, applicationId)?.state === 'submitted' &&
      !getVoid(store, manifest.owner, applicationId)
    );
  });
}

export const exchangeMergeHandlers = {
  async 'exchange.merge'(call, { paths, institutionPath, institutionPassphrase, ...given }) {
    const { session, t } = call;
    const store = session.store.read;
    const key =
      institutionPassphrase === undefined
        ? given
        : { ...given, identity: institutionPath ?? institutionKeyPath(store), passphrase: institutionPassphrase };
    const ring = await openKeyring(key);
    const answer: Output<'exchange.merge'> = { merged: [], alreadyThere: [], conflicts: [], refused: [] };
    const owners = new Set<string>();
    let backedUp = false;
    // one for all files: of many, the state before the first would be gone
    const backUp = (): void => {
      if (!backedUp) takeBackup(session.dir, session.now(), session.key);
      backedUp = true;
    };
    for (const path of paths) {
      call.signal.throwIfAborted();
      try {
        const { report, changed } = await mergeFile(call, path, ring, backUp);
        (changed ? answer.merged : answer.alreadyThere).push(report);
        owners.add(report.personId);
      } catch (error) {
        // one bad file does not stop the others; a fault of the program or a full disk does
        if (!(error instanceof Refusal) || !(isUnread(error.code) || /^(exchange|person|identity|round)\//.test(error.code))) throw error;
        answer.refused.push({ path, code: error.code, message: t(`error.${error.code}`, textParams(error.details)) });
      }
    }
    const open = [...owners].flatMap((personId) => listConflicts(session.store.read, { personId }, call.language));
    answer.conflicts = [...new Map(open.map((one) => [one.conflictId, one])).values()];
    return answer;
  },
} satisfies Partial<Handlers>;
