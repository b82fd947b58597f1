/** 评分: one score, one short transaction — checked, written and put on record, or refused whole. */
import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Output } from '../../domain/api.ts';
import { refuse } from '../../domain/result.ts';
import type { Criterion, Rubric } from '../../domain/scheme/scheme.ts';
import { canonicalSheet, checkScore, sheetTotals, type CanonicalSheet } from '../../domain/scoring/check-score.ts';
import { rubricLeaves } from '../../domain/scoring/rubric.ts';
import { appendEvent, listEvents } from '../../db/queries/events.ts';
import { getConflict, isAssigned } from '../../db/queries/panel.ts';
import { getRound, getRoundHead } from '../../db/queries/rounds.ts';
import { ensureSheet, getSheet, listScores, updateSheet, upsertScore, type ScoreRow, type SheetRow } from '../../db/queries/scores.ts';
import type { ReadStore } from '../../db/open.ts';
import { viewEvent } from './audit.ts';
import type { Handlers } from './dispatch.ts';
import { requireApplication, requirePerson } from './panel.ts';
import { rubricOf } from './rounds.ts';

/** Frozen rubrics never change, so one parse a process is enough; the key names the freeze. */
const frozenRubrics = new Map<string, Rubric>();

function frozenRubric(store: ReadStore, roundId: string): Rubric {
  const head = getRoundHead(store, roundId) ?? refuse('round/unknown', { roundId });
  if (head.state !== 'scoring' || head.rubricFrozenAt === null) refuse('round/not-open', { state: head.state });
  const key = `${roundId}@${head.rubricFrozenAt}`;
  const known = frozenRubrics.get(key);
  if (known) return known;
  const row = getRound(store, roundId);
  const rubric = (row && rubricOf(row)) ?? refuse('round/no-rubric', { roundId });
  frozenRubrics.set(key, rubric);
  return rubric;
}

/**
 * The seat of an expert before a park, with every rule that keeps people off it.
 * @throws person/unknown, application/unknown, score/not-assigned, conflict/not-declared, conflict/recused
 */
function requireSeat(store: ReadStore, personId: string, applicationId: string): { roundId: string; parkName: string } {
  const person = requirePerson(store, personId);
  const application = requireApplication(store, applicationId);
  const park = application.parkName;
  if (application.roundId !== person.roundId || !isAssigned(store, personId, applicationId)) refuse('score/not-assigned', { park });
  const declared = getConflict(store, personId, applicationId) ?? refuse('conflict/not-declared', { park });
  if (declared.relation !== 'none') refuse('conflict/recused', { park, relation: declared.relation });
  return { roundId: application.roundId, parkName: park };
}

function byCriterion(scores: readonly ScoreRow[]): Record<string, ScoreRow> {
  return Object.fromEntries(scores.map((row) => [row.criterionId, row]));
}

function totalsOf(rubric: Rubric, scores: readonly ScoreRow[]): Output<'scores.get'>['totals'] {
  const { total100, missing, commentsMissing } = sheetTotals(rubric, byCriterion(scores));
  const leaves = rubricLeaves(rubric);
  const max100 = leaves.reduce((most, { criterion }) => most + criterion.max100, 0);
  return { total100, max100, filled: leaves.length - missing.length, of: leaves.length, missing, commentsMissing };
}

function findLeaf(rubric: Rubric, criterionId: string): Criterion | undefined {
  return rubricLeaves(rubric).find(({ criterion }) => criterion.id === criterionId)?.criterion;
}

function viewSheet(rubric: Rubric, personId: string, applicationId: string, sheet: SheetRow | undefined, scores: readonly ScoreRow[]): Output<'scores.get'> {
  return {
    personId,
    applicationId,
    state: sheet?.state ?? 'draft',
    scores: scores.map(({ criterionId, points100, comment, evidence, version, at }) => ({
      criterionId,
      points100,
      comment,
      evidence: evidence as Output<'scores.get'>['scores'][number]['evidence'],
      version,
      at,
    })),
    totals: totalsOf(rubric, scores),
    digest: sheet?.digest ?? null,
    submittedAt: sheet?.submittedAt ?? null,
  };
}

/** The sealed digest: SHA-256 over the canonical JSON of the sheet. */
export function digestSheet(sheet: CanonicalSheet): string {
  return createHash('sha256').update(canonicalize(sheet) ?? '').digest('hex');
}

export const scoreHandlers = {
  'scores.set'(tx, input, { session }) {
    const { personId, applicationId, criterionId } = input;
    const { roundId, parkName } = requireSeat(tx, personId, applicationId);
    const rubric = frozenRubric(tx, roundId);
    const sheet = getSheet(tx, personId, applicationId);
    if (sheet?.state === 'submitted') refuse('score/submitted', { park: parkName, submittedAt: sheet.submittedAt });
    const leaf = findLeaf(rubric, criterionId) ?? refuse('score/unknown-criterion', { criterionId });
    const points100 = checkScore(leaf, input.points);

    const scores = listScores(tx, personId, applicationId);
    const before = scores.find((row) => row.criterionId === criterionId);
    const version = before?.version ?? 0;
    if (input.expectedVersion !== undefined && input.expectedVersion !== version) {
      refuse('score/stale', { expectedVersion: input.expectedVersion, version, points100: before?.points100 ?? null, at: before?.at ?? null });
    }
    const row: ScoreRow = {
      personId,
      applicationId,
      criterionId,
      points100,
      // what is not sent stays as it was; an empty comment removes it
      comment: input.comment === undefined ? (before?.comment ?? null) : input.comment.trim() || null,
      evidence: input.evidence ?? before?.evidence ?? [],
      version: version + 1,
      at: session.now(),
    };
    if (!sheet) ensureSheet(tx, personId, applicationId);
    upsertScore(tx, row);
    appendEvent(tx, {
      actor: personId,
      at: row.at,
      kind: 'score.set',
      entity: `score:${personId}/${applicationId}/${criterionId}`,
      old: before ? { points100: before.points100, comment: before.comment, evidence: before.evidence } : null,
      new: { points100, comment: row.comment, evidence: row.evidence },
    });
    const after = [...scores.filter((other) => other.criterionId !== criterionId), row];
    return { points100, totals: totalsOf(rubric, after), version: row.version, at: row.at };
  },
  'scores.get'(store, { personId, applicationId }) {
    const { roundId } = requireSeat(store, personId, applicationId);
    const row = getRound(store, roundId);
    const rubric = (row && rubricOf(row)) ?? refuse('round/no-rubric', { roundId });
    return viewSheet(rubric, personId, applicationId, getSheet(store, personId, applicationId), listScores(store, personId, applicationId));
  },
  'scores.history'(store, { personId, applicationId, criterionId }) {
    requireSeat(store, personId, applicationId);
    const entity = `score:${personId}/${applicationId}/${criterionId ?? '*'}`;
    return listEvents(store, { entity, limit: 10_000 }).map(viewEvent);
  },
  'scores.submit'(tx, { personId, applicationId }, { session }) {
    const { roundId, parkName } = requireSeat(tx, personId, applicationId);
    const rubric = frozenRubric(tx, roundId);
    const sheet = getSheet(tx, personId, applicationId);
    if (sheet?.state === 'submitted') refuse('score/submitted', { park: parkName, submittedAt: sheet.submittedAt });
    const scores = listScores(tx, personId, applicationId);
    const { missing, commentsMissing } = totalsOf(rubric, scores);
    const names = (ids: readonly string[]) => ids.map((id) => findLeaf(rubric, id)?.name.zh ?? id);
    if (missing.length > 0 || commentsMissing.length > 0) {
      refuse('score/incomplete', { park: parkName, missing: names(missing), commentsMissing: names(commentsMissing) });
    }
    const digest = digestSheet(canonicalSheet(rubric, { roundId, personId, applicationId, scores: byCriterion(scores) }));
    const submittedAt = session.now();
    updateSheet(tx, { personId, applicationId, state: 'submitted', digest, submittedAt });
    appendEvent(tx, { actor: personId, at: submittedAt, kind: 'score.submit', entity: `sheet:${personId}/${applicationId}`, old: { state: 'draft' }, new: { state: 'submitted', digest } });
    return { digest, submittedAt };
  },
  'scores.reopen'(tx, { personId, applicationId, cause, reason }, { session }) {
    const { parkName } = requireSeat(tx, personId, applicationId);
    const sheet = getSheet(tx, personId, applicationId);
    if (sheet?.state !== 'submitted') refuse('score/not-submitted', { park: parkName });
    updateSheet(tx, { personId, applicationId, state: 'draft', digest: null, submittedAt: null });
    appendEvent(tx, {
      actor: 'secretary',
      at: session.now(),
      kind: 'score.reopen',
      entity: `sheet:${personId}/${applicationId}`,
      old: { state: 'submitted', digest: sheet.digest, submittedAt: sheet.submittedAt },
      new: { state: 'draft', cause },
      reason,
    });
    return { state: 'draft' };
  },
} satisfies Partial<Handlers>;
