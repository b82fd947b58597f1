/** The opinion as it was sealed with its sheet: the record of the submission in use says its digest. */
import { canonicalOpinion } from '../../../domain/scoring/opinion-seal.ts';
import { listEvents } from '../../../db/queries/events.ts';
import { listForeignEvents } from '../../../db/queries/exchange/foreign-events.ts';
import type { OpinionRow } from '../../../db/queries/opinions.ts';
import { getSheet } from '../../../db/queries/scores.ts';
import type { ReadStore } from '../../../db/store/open.ts';
import { hashOfJson } from '../../io/hash.ts';

export function digestOpinion(roundId: string, row: OpinionRow): string {
  return hashOfJson(canonicalOpinion({ ...row, roundId }));
}

export interface SealedOpinion {
  readonly digest: string;
  /** when its sheet was submitted */
  readonly at: string;
}

/** Null while the sheet is open, and where no opinion was sealed with it. */
export function sealedOpinion(store: ReadStore, personId: string, applicationId: string): SealedOpinion | null {
  const sheet = getSheet(store, personId, applicationId);
  if (sheet?.state !== 'submitted') return null;
  const entity = `sheet:${personId}/${applicationId}`;
  // a sheet that came from elsewhere, or was chosen, is the one that its digest names
  for (const { kind, new: now, at } of [
    ...listForeignEvents(store, entity),
    ...listEvents(store, { entity, limit: 10_000 }),
  ].toReversed()) {
    if (kind !== 'score.submit' || now === null) continue;
    const said = JSON.parse(now) as { digest?: unknown; opinion?: unknown };
    if (said.digest === sheet.digest) return typeof said.opinion === 'string' ? { digest: said.opinion, at } : null;
  }
  return null;
}
