/** 抽样核查: tenants drawn by a seed that nobody chooses, and what was seen at each. A draw stays on record, whatever is drawn after it. */
import canonicalize from 'canonicalize';
import { refuse } from '../../../domain/result.ts';
import { pick } from '../../../domain/pick.ts';
import { drawFirms } from '../../../domain/visit/sample.ts';
import { genesis, getChainHead, listEvents } from '../../../db/queries/events.ts';
import { listForeignEvents } from '../../../db/queries/exchange/foreign-events.ts';
import { deleteFirm, getFirm, insertSample, listSamples, upsertFirm } from '../../../db/queries/visits.ts';
import type { ReadStore } from '../../../db/store/open.ts';
import { hashOf } from '../../io/hash.ts';
import type { Handlers } from '../session/dispatch.ts';
import { checkSeen, record, requireOpen } from './view.ts';

/** The draw of a seed, as anybody can count it again: names in the order of SHA-256 over seed, line feed and name. */
export function drawBySeed(seed: string, firms: readonly string[], size: number): string[] {
  return drawFirms(firms, size, (firm) => hashOf(`${seed}\n${firm}`));
}

/** Whether what is said to have been drawn is what the seed draws. */
export function isFairDraw({
  seed,
  firms,
  drawn,
}: {
  readonly seed: string;
  readonly firms: readonly string[];
  readonly drawn: readonly string[];
}): boolean {
  return canonicalize(drawBySeed(seed, firms, drawn.length)) === canonicalize(drawn);
}

/** The heads of the chains, here and elsewhere, over which a row was written. */
function headsBefore(store: ReadStore, entity: string): string[] {
  return [...listEvents(store, { entity, limit: 100 }), ...listForeignEvents(store, entity)].map(({ prevHash }) => prevHash);
}

/** Draws on record that are not what their seeds draw, or whose seed was not the head of the chain that they were written into. */
export function findUnfairDraws(store: ReadStore): string[] {
  return listSamples(store).flatMap((row) => {
    const entity = `visit:${row.visitId}/sample/${row.id}`;
    return isFairDraw(row) && headsBefore(store, entity).includes(row.seed) ? [] : [entity];
  });
}

export const visitFirmHandlers = {
  'visits.draw'(tx, { visitId, firms: named, size }, call) {
    requireOpen(tx, visitId);
    const firms = [...new Set(named)];
    if (size > firms.length) refuse('visit/sample-too-large', { size, of: firms.length });
    const seed = getChainHead(tx)?.hash ?? genesis;
    const drawn = drawBySeed(seed, firms, size);
    const id = call.session.newId();
    const { at, by } = record(tx, call, 'draw', `visit:${visitId}/sample/${id}`, { new: { seed, firms, drawn } });
    insertSample(tx, { id, visitId, seed, firms, drawn, author: by, at });
    return { sampleId: id, seed, drawn, at };
  },
  'visits.firm'(tx, { visitId, name, seenThere, seen }, call) {
    requireOpen(tx, visitId);
    const known = getFirm(tx, visitId, name);
    const old = known ? pick(known, 'found', 'staff', 'business', 'note') : null;
    checkSeen(seen, old);
    if (canonicalize(old) === canonicalize(seenThere)) return { at: known?.at ?? call.at };
    const { at, by } = record(tx, call, 'firm', `visit:${visitId}/firm/${name}`, { old, new: seenThere });
    if (seenThere === null) deleteFirm(tx, visitId, name);
    else upsertFirm(tx, { visitId, name, ...seenThere, author: by, at });
    return { at };
  },
} satisfies Partial<Handlers>;
