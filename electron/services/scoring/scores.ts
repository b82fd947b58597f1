/** 评分: one score, one short transaction — checked, written and put on record, or refused whole. */
import { formatPoints } from '../../../domain/numbers/points.ts';
import type { Output, Parsed } from '../../../domain/contract/api.ts';
import type { Evidence, Role } from '../../../domain/model.ts';
import { refuse } from '../../../domain/result.ts';
import type { Leaf, Rubric } from '../../../domain/rubric/model.ts';
import { canonicalSheet, checkScore, sheetTotals, type CanonicalSheet } from '../../../domain/scoring/check-score.ts';
import { findLeaf, isAskedOf, rubricFor, rubricLeaves, typesNamed } from '../../../domain/rubric/leaves.ts';
import { isStaged } from '../../../domain/rubric/stages.ts';
import { getLastEventOf, lastSeqUnder, listEvents } from '../../../db/queries/events.ts';
import { listTaskOwners } from '../../../db/queries/exchange/files.ts';
import { listForeignEvents } from '../../../db/queries/exchange/foreign-events.ts';
import { countSheetConflicts } from '../../../db/queries/exchange/cells.ts';
import { getConflict, isAssigned } from '../../../db/queries/panel.ts';
import { getDocument, getPackage } from '../../../db/queries/packages.ts';
import { getOpinion } from '../../../db/queries/opinions.ts';
import { listReentry } from '../../../db/queries/reentry.ts';
import { getRoundHead } from '../../../db/queries/rounds.ts';
import {
  deleteScore,
  ensureSheet,
  getSheet,
  listScores,
  upsertSheet,
  upsertScore,
  type ScoreRow,
  type SheetRow,
} from '../../../db/queries/scores.ts';
import { deleteAbstention, listAbstentions, upsertAbstention, wholePark, type AbstentionRow } from '../../../db/queries/seats.ts';
import { getPhoto, getVisit } from '../../../db/queries/visits.ts';
import { perConnection, type ReadStore, type WriteStore } from '../../../db/store/open.ts';
import { hashOfJson } from '../../io/hash.ts';
import { viewEvent } from '../workspace/audit.ts';
import type { Handlers } from '../session/dispatch.ts';
import {
  requireApplication,
  requireMember,
  requirePerson,
  requireReviewed,
  requireRound,
  requireRubric,
  rubricOf,
} from '../session/lookups.ts';
import { requireOpenStage } from './stages.ts';
import { secretary } from '../session/access.ts';
import { enteredBy, type Act } from '../session/act.ts';
import { pick } from '../../../domain/pick.ts';
import { endedAt, refuseEnded } from './ended.ts';
import { reopenedBy } from './reopened.ts';
import { digestOpinion } from './opinion-seal.ts';

/** Frozen rubrics never change, so they are parsed once; the key names the freeze. */
const frozenRubrics = perConnection(() => new Map<string, Rubric>());

export function frozenRubric(store: ReadStore, roundId: string): Rubric {
  const head = getRoundHead(store, roundId) ?? refuse('round/unknown', { roundId });
  if (head.state !== 'scoring' || head.rubricFrozenAt === null) refuse('round/not-open', { state: head.state });
  const key = `${roundId}@${head.rubricFrozenAt}`;
  const frozen = frozenRubrics(store);
  const known = frozen.get(key);
  if (known) return known;
  const rubric = requireRubric(requireRound(store, roundId));
  frozen.set(key, rubric);
  return rubric;
}

interface Seat {
  readonly roundId: string;
  readonly parkName: string;
  readonly role: Role;
  /** that the member was named for */
  readonly stage: string | null;
  /** of the application; null while it is open */
  readonly type: string | null;
}

/**
 * The seat of an expert before a park, with every rule that keeps people off it.
 * @throws person/unknown, person/replaced, application/unknown, score/not-assigned, conflict/not-declared, conflict/recused
 */
export function requireSeat(store: ReadStore, personId: string, applicationId: string): Seat {
  const person = requireMember(store, personId);
  const application = requireApplication(store, applicationId);
  const park = application.parkName;
  if (application.roundId !== person.roundId || !isAssigned(store, personId, applicationId)) refuse('score/not-assigned', { park });
  const declared = getConflict(store, personId, applicationId) ?? refuse('conflict/not-declared', { park });
  if (declared.relation !== 'none') refuse('conflict/recused', { park, relation: declared.relation });
  return { roundId: application.roundId, parkName: park, role: person.role, stage: person.stage, type: application.type };
}

function byCriterion(scores: readonly ScoreRow[]): Record<string, ScoreRow> {
  return Object.fromEntries(scores.map((row) => [row.criterionId, row]));
}

/** What an abstention is from; null: the whole park. */
function criterionOf({ criterionId }: Pick<AbstentionRow, 'criterionId'>): string | null {
  return criterionId === wholePark ? null : criterionId;
}

function totalsOf(rubric: Rubric, scores: readonly ScoreRow[], abstained: readonly AbstentionRow[]): Output<'scores.get'>['totals'] {
  const counted = abstained.map((row) => ({ criterionId: criterionOf(row) }));
  const totals = sheetTotals(rubric, byCriterion(scores), counted);
  return pick(totals, 'total100', 'max100', 'filled', 'of', 'missing', 'commentsMissing');
}

export function viewScore(row: ScoreRow): Output<'scores.get'>['scores'][number] {
  return { ...pick(row, 'criterionId', 'points100', 'comment', 'version', 'at'), evidence: row.evidence as Evidence[] };
}

function viewSheet(
  rubric: Rubric,
  { personId, applicationId, type }: Pick<Output<'scores.get'>, 'personId' | 'applicationId' | 'type'>,
  sheet: SheetRow | undefined,
  scores: readonly ScoreRow[],
  abstained: readonly AbstentionRow[],
  seq: number,
): Omit<Output<'scores.get'>, 'reopened' | 'ended'> {
  return {
    personId,
    applicationId,
    type,
    state: sheet?.state ?? 'draft',
    scores: scores.map(viewScore),
    abstained: abstained.map((row) => ({ ...pick(row, 'reason', 'version', 'at'), criterionId: criterionOf(row) })),
    totals: totalsOf(rubric, scores, abstained),
    digest: sheet?.digest ?? null,
    submittedAt: sheet?.submittedAt ?? null,
    seq,
  };
}

/** The sealed digest: SHA-256 over the canonical JSON of the sheet. */
export function digestSheet(sheet: CanonicalSheet): string {
  return hashOfJson(sheet);
}

/** The sheet as it lies open before its expert. @throws what requireSeat, frozenRubric, refuseEnded and requireOpenStage refuse, application/left, score/type-open, score/submitted */
function openSheet(tx: WriteStore, personId: string, applicationId: string) {
  const { roundId, parkName, role, stage, type } = requireSeat(tx, personId, applicationId);
  requireReviewed(tx, { id: applicationId, parkName });
  const whole = frozenRubric(tx, roundId);
  refuseEnded(tx, roundId, { personId, applicationId });
  requireOpenStage(tx, whole, { role, stage }, { roundId, personId, applicationId, parkName });
  if (type === null && typesNamed(whole).length > 0) refuse('score/type-open', { park: parkName });
  const rubric = rubricFor(whole, { role, stage, type });
  const sheet = getSheet(tx, personId, applicationId);
  if (sheet?.state === 'submitted') refuse('score/submitted', { park: parkName, submittedAt: sheet.submittedAt });
  return {
    roundId,
    parkName,
    type,
    rubric,
    sheet,
    scores: listScores(tx, personId, applicationId),
    abstained: listAbstentions(tx, personId, applicationId),
  };
}

function refuseAbstained(park: string, abstained: readonly AbstentionRow[]): void {
  if (abstained.some((row) => row.criterionId === wholePark)) refuse('score/abstained', { park });
}

/** A criterion on an open sheet: its rule, and what stands there now. */
export interface OpenCell {
  readonly personId: string;
  readonly applicationId: string;
  readonly criterionId: string;
  readonly leaf: Leaf;
  readonly scored: ScoreRow | undefined;
  readonly withdrawn: AbstentionRow | undefined;
  /** of what stands there; where nothing does, of the change that took it away, so that no number is given twice */
  readonly version: number;
  /** the totals of the sheet with something else in this place */
  readonly totalsWith: (scored: ScoreRow | undefined, abstained: AbstentionRow | undefined) => Output<'scores.get'>['totals'];
}

/** A criterion that is not on the sheet: of another type's or the others' part of the rubric, or of no part at all. */
function refuseCriterion(
  store: ReadStore,
  { roundId, parkName, type }: Pick<Seat, 'roundId' | 'parkName' | 'type'>,
  criterionId: string,
): never {
  const whole = frozenRubric(store, roundId);
  const placed = rubricLeaves(whole).find(({ criterion }) => criterion.id === criterionId);
  if (!placed) return refuse('score/unknown-criterion', { criterionId });
  const details = { criterionId, criterion: placed.criterion.name.zh };
  const code = isStaged(whole) ? 'stage/other-criterion' : 'score/not-asked';
  return isAskedOf(placed, type) ? refuse(code, details) : refuse('score/other-type', { ...details, park: parkName, type });
}

/** @throws what {@link openSheet} refuses, score/abstained, score/unknown-criterion, score/not-asked */
export function openCell(tx: WriteStore, personId: string, applicationId: string, criterionId: string): OpenCell {
  const opened = openSheet(tx, personId, applicationId);
  const { parkName, rubric, sheet, scores, abstained } = opened;
  refuseAbstained(parkName, abstained);
  const leaf = findLeaf(rubric, criterionId) ?? refuseCriterion(tx, opened, criterionId);
  if (!sheet) ensureSheet(tx, personId, applicationId);
  const scored = scores.find((row) => row.criterionId === criterionId);
  const withdrawn = abstained.find((row) => row.criterionId === criterionId);
  return {
    personId,
    applicationId,
    criterionId,
    leaf,
    scored,
    withdrawn,
    version: scored?.version ?? withdrawn?.version ?? lastVersion(tx, scoreEntity(personId, applicationId, criterionId)),
    totalsWith: (row, abstention) =>
      totalsOf(
        rubric,
        [...scores.filter((other) => other !== scored), ...(row ? [row] : [])],
        [...abstained.filter((other) => other !== withdrawn), ...(abstention ? [abstention] : [])],
      ),
  };
}

export function scoreEntity(personId: string, applicationId: string, criterionId: string): string {
  return `score:${personId}/${applicationId}/${criterionId}`;
}

/** The version that an emptied place has reached: the change that emptied it tells the one before. */
function lastVersion(store: ReadStore, entity: string): number {
  const last = getLastEventOf(store, entity);
  const { version } = (last?.old ? JSON.parse(last.old) : {}) as { version?: number };
  return version === undefined ? 0 : version + 1;
}

/** @throws score/stale when something else stands there than the asker has seen; nothing at all is always version 0 */
export function checkVersion({ scored, withdrawn, version }: OpenCell, expectedVersion: number | undefined): void {
  if (expectedVersion === undefined || expectedVersion === version || (!scored && !withdrawn && expectedVersion === 0)) return;
  const points100 = scored?.points100 ?? null;
  refuse('score/stale', {
    expectedVersion,
    version,
    points100,
    points: points100 === null ? '—' : formatPoints(points100),
    at: scored?.at ?? withdrawn?.at ?? null,
  });
}

/** What the record says of a place; where the change empties it, with the version it had. */
export function stateOf({ scored, withdrawn, version }: OpenCell, emptied = false) {
  const counted = emptied ? { version } : {};
  if (scored) return { points100: scored.points100, comment: scored.comment, evidence: scored.evidence, ...counted };
  return withdrawn ? { abstained: withdrawn.reason, ...counted } : null;
}

/** @throws evidence/not-of-park for an anchor on a document or photo of another park, or on none at all */
function checkEvidence(store: ReadStore, applicationId: string, evidence: readonly Evidence[]): void {
  for (const anchor of evidence) {
    const visit = 'photoId' in anchor ? getPhoto(store, anchor.photoId)?.visitId : undefined;
    const document = 'documentId' in anchor ? getDocument(store, anchor.documentId)?.packageId : undefined;
    const park =
      visit !== undefined
        ? getVisit(store, visit)?.applicationId
        : document !== undefined
          ? getPackage(store, document)?.applicationId
          : undefined;
    if (park !== applicationId) refuse('evidence/not-of-park', { ...anchor });
  }
}

/**
 * One score: checked, written and put on record; `via` names the workbook it came out of. The caller holds the transaction.
 * @throws what {@link openCell}, {@link checkScore} and {@link checkVersion} refuse, evidence/not-of-park
 */
export function setScore(tx: WriteStore, input: Parsed<'scores.set'>, act: Act, via?: string): Output<'scores.set'> {
  const { personId, applicationId, criterionId } = input;
  const cell = openCell(tx, personId, applicationId, criterionId);
  const points100 = checkScore(cell.leaf, input.points);
  checkVersion(cell, input.expectedVersion);
  if (input.evidence) checkEvidence(tx, applicationId, input.evidence);
  const { scored: before, withdrawn, version } = cell;
  const row: ScoreRow = {
    personId,
    applicationId,
    criterionId,
    points100,
    // what is not sent stays as it was; an empty comment removes it
    comment: input.comment === undefined ? (before?.comment ?? null) : input.comment.trim() || null,
    evidence: input.evidence ?? before?.evidence ?? [],
    version: version + 1,
    at: act.at,
  };
  upsertScore(tx, row);
  if (withdrawn) deleteAbstention(tx, personId, applicationId, criterionId);
  const { seq } = act.append(tx, {
    actor: personId,
    kind: 'score.set',
    entity: scoreEntity(personId, applicationId, criterionId),
    old: stateOf(cell),
    new: { points100, comment: row.comment, evidence: row.evidence, ...(via !== undefined && { via }), ...enteredBy(act, personId) },
  });
  return { points100, totals: cell.totalsWith(row, undefined), version: row.version, seq, at: act.at };
}

/** Abstains from a criterion, whose points are taken off, or from the whole park; or takes that back. */
function abstain(
  tx: WriteStore,
  { personId, applicationId, criterionId, reason, withdraw = false }: Parsed<'scores.abstain'>,
  act: Act,
): Output<'scores.abstain'> {
  const opened = openSheet(tx, personId, applicationId);
  const { rubric, sheet, scores, abstained } = opened;
  if (criterionId !== null && !findLeaf(rubric, criterionId)) refuseCriterion(tx, opened, criterionId);
  const { at } = act;
  const key = criterionId ?? wholePark;
  const entity = scoreEntity(personId, applicationId, key);
  const before = abstained.find((row) => row.criterionId === key);
  const scored = scores.find((row) => row.criterionId === key);
  const reached = before?.version ?? scored?.version ?? lastVersion(tx, entity);
  const row: AbstentionRow = { personId, applicationId, criterionId: key, reason, version: reached + 1, at };
  if (withdraw && before) deleteAbstention(tx, personId, applicationId, key);
  else if (!withdraw) {
    if (!sheet) ensureSheet(tx, personId, applicationId);
    if (scored) deleteScore(tx, personId, applicationId, key);
    upsertAbstention(tx, row);
  }
  const changed = !withdraw || before !== undefined;
  const told = changed
    ? act.append(tx, {
        actor: personId,
        kind: withdraw ? 'score.withdrawAbstention' : 'score.abstain',
        entity,
        old: before
          ? { abstained: before.reason, ...(withdraw && { version: before.version }) }
          : scored
            ? { points100: scored.points100, comment: scored.comment, evidence: scored.evidence }
            : null,
        new: { abstained: withdraw ? null : reason, ...enteredBy(act, personId) },
        reason,
      })
    : null;
  const left = withdraw ? scores : scores.filter((other) => other !== scored);
  const open = [...abstained.filter((other) => other !== before), ...(withdraw ? [] : [row])];
  return { totals: totalsOf(rubric, left, open), version: changed ? row.version : reached, seq: told?.seq ?? null, at };
}

export const scoreHandlers = {
  'scores.set'(tx, input, call) {
    return setScore(tx, input, call);
  },
  'scores.abstain'(tx, input, call) {
    return abstain(tx, input, call);
  },
  'scores.get'(store, { personId, applicationId }) {
    const { roundId, role, stage, type } = requireSeat(store, personId, applicationId);
    const rubric = rubricFor(requireRubric(requireRound(store, roundId)), { role, stage, type });
    const seq = lastSeqUnder(store, scoreEntity(personId, applicationId, ''));
    const sheet = getSheet(store, personId, applicationId);
    const view = viewSheet(
      rubric,
      { personId, applicationId, type },
      sheet,
      listScores(store, personId, applicationId),
      listAbstentions(store, personId, applicationId),
      seq,
    );
    return {
      ...view,
      reopened: sheet?.state === 'draft' ? reopenedBy(store, personId, applicationId) : null,
      ended: endedAt(store, roundId, { personId, applicationId }),
    };
  },
  'scores.history'(store, { personId, applicationId, criterionId }, { actor }) {
    // the office may look up a void sheet too; its expert may not
    if (actor === secretary) {
      requirePerson(store, personId);
      requireApplication(store, applicationId);
    } else requireSeat(store, personId, applicationId);
    const ofScores = listEvents(store, { entity: `score:${personId}/${applicationId}/${criterionId ?? '*'}`, limit: 10_000 });
    const elsewhere = [
      `score:${personId}/${applicationId}/${criterionId ?? '*'}`,
      ...(criterionId === undefined ? [`sheet:${personId}/${applicationId}`] : []),
    ].flatMap((entity) => listForeignEvents(store, entity));
    const ofSheet = criterionId === undefined ? listEvents(store, { entity: `sheet:${personId}/${applicationId}`, limit: 10_000 }) : [];
    // what came from other laptops stands first: each device counts for itself
    return [...elsewhere, ...[...ofScores, ...ofSheet].sort((a, b) => a.seq - b.seq)].map(viewEvent);
  },
  'scores.submit'(tx, { personId, applicationId }, call) {
    const { roundId, parkName, rubric, scores, abstained } = openSheet(tx, personId, applicationId);
    refuseAbstained(parkName, abstained);
    // what two laptops say differently is chosen first: a seal must not choose by the way
    const open = countSheetConflicts(tx, personId, applicationId);
    if (open > 0) refuse('exchange/conflicts-open', { park: parkName, count: open });
    const differing = listReentry(tx, personId).filter((one) => one.applicationId === applicationId && one.state === 'differs');
    if (differing.length > 0) refuse('reentry/open', { park: parkName, count: differing.length });
    const { missing, commentsMissing } = totalsOf(rubric, scores, abstained);
    const names = (ids: readonly string[]) => ids.map((id) => findLeaf(rubric, id)?.name.zh ?? id);
    if (missing.length > 0 || commentsMissing.length > 0) {
      refuse('score/incomplete', { park: parkName, missing: names(missing), commentsMissing: names(commentsMissing) });
    }
    const digest = digestSheet(
      canonicalSheet(rubric, {
        roundId,
        personId,
        applicationId,
        scores: byCriterion(scores),
        abstained: abstained.map(({ criterionId, reason }) => ({ criterionId, reason })),
      }),
    );
    const submittedAt = call.at;
    const stated = getOpinion(tx, personId, applicationId);
    upsertSheet(tx, { personId, applicationId, state: 'submitted', digest, submittedAt });
    call.append(tx, {
      actor: personId,
      kind: 'score.submit',
      entity: `sheet:${personId}/${applicationId}`,
      old: { state: 'draft' },
      new: { state: 'submitted', digest, opinion: stated ? digestOpinion(roundId, stated) : null, ...enteredBy(call, personId) },
    });
    return { digest, submittedAt };
  },
  'scores.reopen'(tx, { personId, applicationId, cause, reason }, { append }) {
    const { roundId, parkName, role, stage } = requireSeat(tx, personId, applicationId);
    requireReviewed(tx, { id: applicationId, parkName });
    refuseEnded(tx, roundId, { personId, applicationId });
    const rubric = rubricOf(requireRound(tx, roundId));
    if (rubric) requireOpenStage(tx, rubric, { role, stage }, { roundId, personId, applicationId, parkName });
    // whoever acts for the secretary on an expert's own laptop is no office
    if (listTaskOwners(tx).includes(personId)) refuse('call/not-allowed', { method: 'scores.reopen', needs: 'secretary', role: 'expert' });
    const sheet = getSheet(tx, personId, applicationId);
    if (sheet?.state !== 'submitted') refuse('score/not-submitted', { park: parkName });
    upsertSheet(tx, { personId, applicationId, state: 'draft', digest: null, submittedAt: null });
    append(tx, {
      kind: 'score.reopen',
      entity: `sheet:${personId}/${applicationId}`,
      old: { state: 'submitted', digest: sheet.digest, submittedAt: sheet.submittedAt },
      new: { state: 'draft', cause },
      reason,
    });
    return { state: 'draft' };
  },
} satisfies Partial<Handlers>;
