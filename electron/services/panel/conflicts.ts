/** 回避: declarations, what a late one does to scores, and hints on whom to ask. */
import type { Output } from '../../../domain/contract/api.ts';
import { suggestConflicts } from '../../../domain/conflict/suggest.ts';
import { refuse } from '../../../domain/result.ts';
import type { Translate } from '../../../domain/text.ts';
import { strongest } from '../../../domain/condition/values.ts';
import { sheetTotals } from '../../../domain/scoring/check-score.ts';
import { listApplications, listFieldValues, listRoundFieldValues, type FieldValueRow } from '../../../db/queries/applications.ts';
import { deleteConflict, getConflict, isAssigned, listDeclarations, upsertConflict, type PersonRow } from '../../../db/queries/panel.ts';
import { getRound } from '../../../db/queries/rounds.ts';
import { getSheet, listScores } from '../../../db/queries/scores.ts';
import { deleteVoid, getVoid, hasWorked, insertVoid, type VoidRow } from '../../../db/queries/seats.ts';
import type { ReadStore, WriteStore } from '../../../db/store/open.ts';
import type { Handlers } from '../session/dispatch.ts';
import { statedValues } from '../applications/evaluation.ts';
import { requireApplication, requireMember, requirePerson, rubricOfSeat } from '../session/lookups.ts';
import { compareRankings, readRanking } from '../tally/compare.ts';
import { enteredBy, type Act } from '../session/act.ts';
import type { Call } from '../session/session.ts';
import { isOffice } from '../session/access.ts';
import { followMeasures } from '../visits/measures.ts';

type Voided = Output<'conflicts.declare'>['voided'];

/** A sheet as the record keeps it when it stops or starts to count. */
function sheetOnRecord(store: ReadStore, roundId: string, personId: string, applicationId: string) {
  const sheet = getSheet(store, personId, applicationId);
  const scores = listScores(store, personId, applicationId);
  const round = getRound(store, roundId);
  const rubric = round && rubricOfSeat(store, round, personId, applicationId);
  const total100 = rubric ? sheetTotals(rubric, Object.fromEntries(scores.map((row) => [row.criterionId, row]))).total100 : 0;
  return {
    state: sheet?.state ?? 'draft',
    digest: sheet?.digest ?? null,
    submittedAt: sheet?.submittedAt ?? null,
    total100,
    scores: scores.map(({ criterionId, points100, comment }) => ({ criterionId, points100, comment })),
  };
}

/** Takes a sheet out of the count, with what it said before; null where there is none to take. */
export function voidSheet(tx: WriteStore, roundId: string, row: VoidRow, { append }: Act): Voided {
  const { personId, applicationId, cause, reason } = row;
  if (!getSheet(tx, personId, applicationId) || getVoid(tx, personId, applicationId)) return null;
  const before = sheetOnRecord(tx, roundId, personId, applicationId);
  insertVoid(tx, row);
  append(tx, {
    kind: 'score.void',
    entity: `sheet:${personId}/${applicationId}`,
    old: { ...before, counted: before.state === 'submitted' },
    new: { cause, counted: false },
    reason: reason ?? undefined,
  });
  return { scores: before.scores.length, total100: before.total100 };
}

export function restoreSheet(
  tx: WriteStore,
  roundId: string,
  { personId, applicationId, cause }: VoidRow,
  reason: string,
  { append }: Act,
): void {
  deleteVoid(tx, personId, applicationId);
  const after = sheetOnRecord(tx, roundId, personId, applicationId);
  append(tx, {
    kind: 'score.restore',
    entity: `sheet:${personId}/${applicationId}`,
    old: { cause, counted: false },
    new: { ...after, counted: after.state === 'submitted' },
    reason,
  });
}

/**
 * Takes off a first declaration that was entered for somebody: the seat is undeclared again. What was given since stands on it.
 * @throws seat/given
 */
export function takeBackDeclaration(
  tx: WriteStore,
  { personId, applicationId }: Pick<VoidRow, 'personId' | 'applicationId'>,
  call: Call,
): void {
  const before = getConflict(tx, personId, applicationId);
  const park = requireApplication(tx, applicationId).parkName;
  if (hasWorked(tx, personId, applicationId)) refuse('seat/given', { name: requireMember(tx, personId).name, park });
  deleteConflict(tx, personId, applicationId);
  call.append(tx, {
    actor: personId,
    kind: 'conflict.takeBack',
    entity: `conflict:${personId}/${applicationId}`,
    old: { relation: before?.relation, reason: before?.reason },
    // the row's values one by one, so that the change travels as one that takes them away
    new: { relation: null, reason: null, ...enteredBy(call, personId) },
  });
  followMeasures(tx, applicationId, call, call.t);
}

/** With whom a relation may be. Of a recused park nothing more is told than its name. */
function partiesOf(store: ReadStore, { applicationId, relation }: ReturnType<typeof listDeclarations>[number]) {
  if (relation !== null && relation !== 'none') return { applicant: null, operator: null, legalRepresentative: null, address: null };
  const { applicant, operator } = requireApplication(store, applicationId);
  const text = textsOf(listFieldValues(store, applicationId));
  return { applicant, operator, legalRepresentative: text('legalRepresentative'), address: text('address') };
}

/** What an application says of itself in words. */
function textsOf(rows: readonly FieldValueRow[]): (key: string) => string | null {
  const stated = statedValues(rows);
  return (key) => {
    const value = strongest(stated[key] ?? {})?.value;
    return typeof value === 'string' ? value : null;
  };
}

/** What names and addresses say of relations between somebody and the parks of a round; the parks are read once. */
export function hintsOf(store: ReadStore, roundId: string, t: Translate) {
  const values = listRoundFieldValues(store, roundId);
  const parks = listApplications(store, roundId).map((row) => {
    const text = textsOf(values.get(row.id) ?? []);
    const { id, parkName, applicant, operator, region } = row;
    return {
      applicationId: id,
      parkName,
      applicant,
      operator,
      region,
      address: text('address'),
      people: [text('legalRepresentative'), text('contact')].filter((one) => one !== null),
    };
  });
  const names = new Map(parks.map((park) => [park.applicationId, park.parkName]));
  return (person: Pick<PersonRow, 'name' | 'organisation'>) =>
    suggestConflicts(person, parks).map(({ applicationId, strength, grounds }) => ({
      applicationId,
      parkName: names.get(applicationId) ?? '',
      strength,
      because: grounds.map((ground) => t(ground.key, ground.params)),
    }));
}

export const conflictHandlers = {
  /**
   * An expert states none or a relation; a relation stated after scoring takes the scores out of the count. Taking a
   * relation back is a correction: the secretary's, with a reason, and the scores count again as they were.
   */
  'conflicts.declare'(tx, { personId, applicationId, relation, reason }, call) {
    const { actor, at, t } = call;
    const person = requireMember(tx, personId);
    const application = requireApplication(tx, applicationId);
    const park = application.parkName;
    if (!isAssigned(tx, personId, applicationId)) refuse('score/not-assigned', { park });
    const before = getConflict(tx, personId, applicationId);
    const recused = relation !== 'none';
    const correction = before !== undefined && before.relation !== 'none' && !recused;
    if (correction && actor === personId) refuse('conflict/recused', { park, relation: before.relation });
    if (before?.relation === relation && (before.reason === (reason ?? null) || !recused))
      return { recused, voided: null, standing: null, seq: null };
    if (correction && !reason) refuse('conflict/reason-missing', { park, name: person.name });
    const known = getVoid(tx, personId, applicationId);
    // how the others' scores move a park is not for an expert to see
    const moves =
      isOffice(tx, actor) &&
      (recused ? getSheet(tx, personId, applicationId)?.state === 'submitted' && !known : correction && known !== undefined);
    const stood = moves ? readRanking(tx, application.roundId) : null;
    upsertConflict(tx, { personId, applicationId, relation, reason: reason ?? null, at });
    const { seq } = call.append(tx, {
      ...(!correction && { actor: personId }),
      kind: correction ? 'conflict.correct' : 'conflict.declare',
      entity: `conflict:${personId}/${applicationId}`,
      old: before ? { relation: before.relation, reason: before.reason } : null,
      new: { relation, reason: reason ?? null, ...(!correction && enteredBy(call, personId)) },
      reason,
    });
    if (correction && known) restoreSheet(tx, application.roundId, known, reason ?? '', call);
    const voided = recused
      ? voidSheet(tx, application.roundId, { personId, applicationId, cause: 'recusal', reason: reason ?? null, at }, call)
      : null;
    followMeasures(tx, applicationId, call, t);
    return { recused, voided, standing: stood && compareRankings(tx, application.roundId, stood), seq: correction ? null : seq };
  },
  'conflicts.list'(store, { personId }) {
    requirePerson(store, personId);
    return listDeclarations(store, personId).map((seat) => ({ ...seat, ...partiesOf(store, seat) }));
  },
  'conflicts.suggest'(store, { personId }, { t }) {
    const person = requireMember(store, personId);
    return hintsOf(
      store,
      person.roundId,
      t,
    )(person).map((hint) => ({
      ...hint,
      declared: getConflict(store, personId, hint.applicationId)?.relation ?? null,
    }));
  },
} satisfies Partial<Handlers>;
