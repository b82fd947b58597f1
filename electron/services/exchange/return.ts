/** 交回: what one person wrote and nothing else, signed by that person and sealed to the office. */
import { cellsName, eventsName, type Manifest } from '../../../domain/exchange/manifest.ts';
import { shareOf } from '../../../domain/exchange/lineage.ts';
import { orderCells } from '../../../domain/exchange/plan-merge.ts';
import { refuse } from '../../../domain/result.ts';
import { getChainHead } from '../../../db/queries/events.ts';
import { refreshLineage } from '../../../db/queries/exchange/lineage.ts';
import { listExchangeFiles } from '../../../db/queries/exchange/files.ts';
import { listVisitEventsBy, readChains } from '../../../db/queries/exchange/foreign-events.ts';
import { readCells, readVisitCells } from '../../../db/queries/exchange/cells.ts';
import type { PersonRow } from '../../../db/queries/panel.ts';
import { listIdentities } from '../../../db/queries/results.ts';
import { isScorer } from '../../../domain/rubric/leaves.ts';
import { countOwnSheets } from '../../../db/queries/scores.ts';
import { listRoundVisits } from '../../../db/queries/visits.ts';
import { writeExchangeFile } from '../../io/exchange/exchange-file.ts';
import { startHash } from '../../io/hash.ts';
import type { SealedTo } from '../../io/crypto/sealing.ts';
import type { Handlers } from '../session/dispatch.ts';
import { photosOf, visitRowsOf } from './visits.ts';
import { refuseSigner } from './checks.ts';
import { readKeyFile } from '../identities/identities.ts';
import { parksOut, requirePerson, requireRound, rubricOf } from '../session/lookups.ts';
import { actAs } from '../session/act.ts';
import { modeOf } from '../session/own-files.ts';
import { refuseTaken } from '../session/paths.ts';
import type { Session } from '../session/session.ts';
import { json, deviceOf, photoParts, recordSent, type Own } from './records.ts';

/** For a return: the rows of the person, and of visits what the person wrote. */
function readForReturn(session: Session, person: PersonRow): Own {
  return session.store.write((tx) => {
    refreshLineage(tx);
    const own = listVisitEventsBy(tx, person.id);
    const shares = [...readVisitCells(tx, listRoundVisits(tx, person.roundId)).values()].flatMap(
      (cell) => shareOf(cell, (version) => own.has(version)) ?? [],
    );
    const cells = orderCells([...readCells(tx, person.id).values(), ...shares]);
    const chains = readChains(
      tx,
      ({ key, hash, kind, actor }) => {
        // that and when the task was opened is the office's to know
        if (key === null) return kind === 'exchange.open' && actor === person.id;
        return key.owner === null ? own.has(hash) : key.owner === person.id;
      },
      true,
    );
    return {
      cells,
      chains,
      head: getChainHead(tx) ?? refuse('exchange/no-task', { name: person.name }),
      visits: new Set(visitRowsOf(shares).map((row) => row.visitId)).size,
    };
  });
}

export const exchangeReturnHandlers = {
  async 'exchange.return'(call, { personId, path, identity: identityPath, passphrase, filePassphrase, replace }) {
    const { session, signal, progress } = call;
    const store = session.store.read;
    const person = requirePerson(store, personId);
    const round = requireRound(store, person.roundId);
    refuseTaken(session, 'exchange/path-taken', [path], replace);
    const task = listExchangeFiles(store, { personId, direction: 'opened' })[0];
    const answered = task ? (JSON.parse(task.manifest) as Manifest) : null;
    const { openIdentity, viewCertificate } = await import('../../io/crypto/identity.ts');
    const { recipientOf } = await import('../../io/crypto/sealing.ts');
    const identity = await openIdentity(await readKeyFile(identityPath), passphrase);
    const certificate = await viewCertificate(identity.certificate);
    const registered = listIdentities(store).filter((row) => row.kind === 'member' && row.personId === personId);
    if (registered.length > 0 && !registered.some((row) => row.fingerprint === certificate.fingerprint))
      refuseSigner(identityPath, certificate.subject, person.name);
    // the owner can open it too: another laptop of the same person merges it
    const own = identity.sealingKey === null ? [] : [await recipientOf(identity.sealingKey)];
    const replyTo = answered?.replyTo ?? null;
    if (filePassphrase === undefined && replyTo === null) refuse('exchange/no-task', { name: person.name });
    const to: SealedTo =
      filePassphrase === undefined ? { recipients: [...new Set([replyTo ?? '', ...own])] } : { passphrase: filePassphrase };
    const { cells, chains, head, visits } = readForReturn(session, person);
    const photos = photosOf(cells);
    const hash = startHash();
    const manifest = await writeExchangeFile({
      path,
      mode: modeOf(session, path),
      hash,
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
      parts: [{ name: cellsName, bytes: json(cells) }, { name: eventsName, bytes: json(chains) }, ...photoParts(session, photos)],
      identity,
      to,
      signal,
      onProgress: progress,
    });
    const counts = { rows: cells.length, visits, photos: photos.length };
    const sha256 = hash.digest('hex');
    const bytes = recordSent(session, actAs(personId, session.now()), 'returned', manifest, path, counts, sha256);
    const asked = isScorer(rubricOf(round), person);
    const { due, submitted } = asked ? countOwnSheets(store, personId, parksOut(store, person)) : { due: 0, submitted: 0 };
    return { path, serial: manifest.serial, bytes, sha256, ...counts, submitted, due };
  },
} satisfies Partial<Handlers>;
