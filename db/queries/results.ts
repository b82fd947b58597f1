/** Decisions, votes and opinions of the panel, titles, explanations, versions of the list, amounts and rewards (万元), identities and exported documents. */
import { and, asc, eq, isNull } from 'drizzle-orm';
import type { ReadStore, WriteStore } from '../store/open.ts';
import {
  award,
  decision,
  dissent,
  explanation,
  exportTable,
  grantedAward,
  groupOpinion,
  identity,
  listVersion,
  titleEvent,
  vote,
} from '../schema/schema.ts';
import { deleteFrom, insertInto, rowBy, rowsBy, rowsOfRound, upsertInto } from './rows.ts';

export type ListVersionRow = typeof listVersion.$inferSelect;
export type IdentityRow = typeof identity.$inferSelect;
export type ExportRow = typeof exportTable.$inferSelect;
export type AwardRow = typeof award.$inferSelect;
export type GrantedAwardRow = typeof grantedAward.$inferSelect;
export type TitleEventRow = typeof titleEvent.$inferSelect;
export type VoteRow = typeof vote.$inferSelect;
export type DissentRow = typeof dissent.$inferSelect;
export type GroupOpinionRow = typeof groupOpinion.$inferSelect;

/** All of the workspace, in the order in which they happened. */
export const listTitleEvents = rowsBy(titleEvent, [], asc(titleEvent.happenedOn), asc(titleEvent.at), asc(titleEvent.id));

export const insertTitleEvent = insertInto(titleEvent);

export const listDecisions = rowsOfRound(decision);

export const getDecision = rowBy(decision, ['applicationId']);

export const upsertDecision = upsertInto(decision);

export const deleteDecision = deleteFrom(decision, ['applicationId']);

/** The vote on whether an applicant is listed has no question of its own. */
export const onListing = '';

export const getVote = rowBy(vote, ['applicationId', 'question']);

/** That on the listing first. */
export const listVotes = rowsBy(vote, ['applicationId'], asc(vote.question));

export const listRoundVotes = rowsOfRound(vote);

export const upsertVote = upsertInto(vote);

export const deleteVote = deleteFrom(vote, ['applicationId', 'question']);

export const getDissent = rowBy(dissent, ['applicationId', 'personId']);

/** In the order in which they came. */
export const listDissents = rowsBy(dissent, ['applicationId'], asc(dissent.at), asc(dissent.personId));

export const listRoundDissents = rowsOfRound(dissent);

export const upsertDissent = upsertInto(dissent);

export const deleteDissent = deleteFrom(dissent, ['applicationId', 'personId']);

export const getGroupOpinion = rowBy(groupOpinion, ['applicationId']);

export const listRoundOpinions = rowsOfRound(groupOpinion);

export const upsertGroupOpinion = upsertInto(groupOpinion);

export const deleteGroupOpinion = deleteFrom(groupOpinion, ['applicationId']);

export const listExplanations = rowsOfRound(explanation);

export const upsertExplanation = upsertInto(explanation);

export const deleteExplanation = deleteFrom(explanation, ['personId', 'applicationId', 'criterionId']);

/** Oldest first. */
export const listListVersions = rowsBy(listVersion, ['roundId'], asc(listVersion.version));

const insertVersion = insertInto(listVersion);

/** Keeps a version under the next number, which it gives. */
export function insertListVersion(tx: WriteStore, row: Omit<ListVersionRow, 'version'>): number {
  const version = (listListVersions(tx, row.roundId).at(-1)?.version ?? 0) + 1;
  insertVersion(tx, { ...row, version });
  return version;
}

/** What the panel proposes in a round. */
export const listAwards = rowsOfRound(award);

export const getAward = rowBy(award, ['applicationId', 'tier']);

export const upsertAward = upsertInto(award);

export const deleteAward = deleteFrom(award, ['applicationId', 'tier']);

/** All of the workspace, oldest first. */
export const listGrantedAwards = rowsBy(grantedAward, [], asc(grantedAward.grantedOn), asc(grantedAward.at), asc(grantedAward.id));

export const getGrantedAward = rowBy(grantedAward, ['id']);

export const insertGrantedAward = insertInto(grantedAward);

export const upsertGrantedAward = upsertInto(grantedAward);

export const deleteGrantedAward = deleteFrom(grantedAward, ['id']);

export const listIdentities = rowsBy(identity, [], asc(identity.createdAt), asc(identity.id));

export const insertIdentity = insertInto(identity);

export function revokeIdentity(tx: WriteStore, fingerprint: string, at: string, reason: string): void {
  tx.orm
    .update(identity)
    .set({ revokedAt: at, revokedReason: reason })
    .where(and(eq(identity.fingerprint, fingerprint), isNull(identity.revokedAt)))
    .run();
}

export const listExports = rowsBy(exportTable, ['roundId'], asc(exportTable.at), asc(exportTable.id));

export const getExport = rowBy(exportTable, ['id']);

export const insertExport = insertInto(exportTable);

const exportsByPath = rowsBy(exportTable, ['path'], asc(exportTable.at), asc(exportTable.id));

/** The latest document that was written to this path. */
export function findExportByPath(store: ReadStore, path: string): ExportRow | undefined {
  return exportsByPath(store, path).at(-1);
}

/** SHA-256 of every exported document as it is on record. */
export function listExportHashes(store: ReadStore): ReadonlySet<string> {
  return new Set(
    store.orm
      .select({ sha256: exportTable.sha256 })
      .from(exportTable)
      .all()
      .map(({ sha256 }) => sha256),
  );
}

/** Where every exported document was written. */
export function listExportPaths(store: ReadStore): ReadonlySet<string> {
  return new Set(
    store.orm
      .select({ path: exportTable.path })
      .from(exportTable)
      .all()
      .map(({ path }) => path),
  );
}

/** A further signature changes the file, and nothing else of its record. */
export function updateExport(tx: WriteStore, id: string, change: Pick<ExportRow, 'sha256' | 'signedBy'>): void {
  tx.orm.update(exportTable).set(change).where(eq(exportTable.id, id)).run();
}
