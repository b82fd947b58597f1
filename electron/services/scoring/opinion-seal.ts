/** The opinion as it was sealed with its sheet: the record of the submission in use says its digest. */
import { canonicalOpinion } from '../../../domain/scoring/opinion-seal.ts';
import type { Content } from '../../../domain/exchange/lineage.ts';
import type { Recommendation } from '../../../domain/model.ts';
import { getOpinion, listOpinionSeals, type OpinionRow } from '../../../db/queries/opinions.ts';
import { getApplication } from '../../../db/queries/applications.ts';
import { getSheet } from '../../../db/queries/scores.ts';
import type { ReadStore } from '../../../db/store/open.ts';
import { hashOfJson } from '../../io/hash.ts';

export function digestOpinion(roundId: string, row: Omit<OpinionRow, 'dissent' | 'version' | 'at'>): string {
  return hashOfJson(canonicalOpinion({ ...row, roundId }));
}

export interface SealedSeat {
  readonly roundId: string;
  readonly personId: string;
  readonly applicationId: string;
}

/** The digest of an opinion as its row travels between laptops. */
export function digestOpinionContent({ roundId, ...seat }: SealedSeat, content: Content): string {
  const text = String(content['text'] ?? '');
  return digestOpinion(roundId, { ...seat, text, recommendation: content['recommendation'] as Recommendation });
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
  const seals = listOpinionSeals(store, personId, applicationId, sheet.digest ?? '');
  const stated = getOpinion(store, personId, applicationId);
  const round = getApplication(store, applicationId)?.roundId ?? '';
  const own = stated && digestOpinion(round, stated);
  // a sheet that came from elsewhere, or was chosen, is the one that its digest names
  const { digest, at } = seals.find((one) => one.digest === own) ?? seals[0] ?? { digest: null, at: '' };
  return digest === null ? null : { digest, at };
}
