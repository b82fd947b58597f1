/** Publicity, objections, re-reviews, the calendar and the minutes. */
import { and, asc, desc, eq } from 'drizzle-orm';
import { partNameOf } from '../../domain/rubric/leaves.ts';
import type { Judge } from '../../domain/rubric/stages.ts';
import { completeRubric, type WrittenRubric } from '../../domain/rubric/model.ts';
import type { ReadStore, WriteStore } from '../store/open.ts';
import {
  abstention,
  application,
  assignment,
  calendarYear,
  conflict,
  minutes,
  objection,
  person,
  publicity,
  rereview,
  rereviewEarlier,
  round,
  sheet,
} from '../schema/schema.ts';
import { wholePark } from './seats.ts';
import { insertInto, rowBy, rowsBy, upsertInto } from './rows.ts';

export type PublicityRow = typeof publicity.$inferSelect;
export type ObjectionRow = typeof objection.$inferSelect;
export type MinutesRow = typeof minutes.$inferSelect;

const newestFirst = rowsBy(publicity, ['roundId'], desc(publicity.createdAt), desc(publicity.id));

/** The open one, else the last. */
export function getPublicity(store: ReadStore, roundId: string): PublicityRow | undefined {
  const rows = newestFirst(store, roundId);
  return rows.find(({ state }) => state === 'open') ?? rows[0];
}

export const insertPublicity = insertInto(publicity);

export function updatePublicity(
  tx: WriteStore,
  id: string,
  change: Partial<Pick<PublicityRow, 'suspensions' | 'state' | 'endedAt'>>,
): void {
  tx.orm.update(publicity).set(change).where(eq(publicity.id, id)).run();
}

export const getObjection = rowBy(objection, ['id']);

/** In the order in which they came in. */
export const listObjections = rowsBy(objection, ['publicityId'], asc(objection.createdAt), asc(objection.id));

export const insertObjection = insertInto(objection);

export function resolveObjection(tx: WriteStore, id: string, change: Pick<ObjectionRow, 'outcome' | 'reason' | 'resolvedAt'>): void {
  tx.orm.update(objection).set(change).where(eq(objection.id, id)).run();
}

export function insertRereview(tx: WriteStore, row: typeof rereview.$inferSelect, earlier: readonly string[]): void {
  tx.orm.insert(rereview).values(row).run();
  for (const personId of earlier) tx.orm.insert(rereviewEarlier).values({ objectionId: row.objectionId, personId }).run();
}

export interface Rereview {
  readonly objectionId: string;
  readonly applicationId: string;
  /** whose sheets it replaces */
  readonly earlier: ReadonlySet<string>;
  /** who scores the park now, with the time of their submitted sheet, or of giving the whole park up; recused ones are not among them */
  readonly experts: readonly {
    readonly personId: string;
    readonly name: string;
    readonly submittedAt: string | null;
    readonly abstainedAt: string | null;
  }[];
  /** who was to score it and is recused, since when */
  readonly recused: readonly { readonly name: string; readonly at: string }[];
  /** whether a member scores what is scored again: of the readers' part, of the visit team's, or of a stage */
  readonly asks: (judge: Judge) => boolean;
}

/** The part of the rubric that each member scores: where there are several, a re-review is of one of them, or of some. */
function partsIn(store: ReadStore, roundId: string): (judge: Judge) => string {
  const found = store.orm.select({ rubric: round.rubric }).from(round).where(eq(round.id, roundId)).get();
  const rubric = found?.rubric ? completeRubric(JSON.parse(found.rubric) as WrittenRubric) : null;
  return (judge) => (rubric ? partNameOf(rubric, judge) : '');
}

/** The re-reviews of a round, oldest first. */
export function listRereviews(store: ReadStore, roundId: string): Rereview[] {
  const rows = store.orm
    .select({ objectionId: rereview.objectionId, applicationId: rereview.applicationId })
    .from(rereview)
    .innerJoin(application, eq(application.id, rereview.applicationId))
    .where(eq(application.roundId, roundId))
    .orderBy(asc(rereview.at), asc(rereview.objectionId))
    .all();
  if (rows.length === 0) return [];
  const partOf = partsIn(store, roundId);
  const all = rows.map(({ objectionId, applicationId }) => {
    const replaced = store.orm
      .select({ id: rereviewEarlier.personId, role: person.role, stage: person.stage })
      .from(rereviewEarlier)
      .innerJoin(person, eq(person.id, rereviewEarlier.personId))
      .where(eq(rereviewEarlier.objectionId, objectionId))
      .all();
    const earlier = new Set(replaced.map(({ id }) => id));
    // where nobody is replaced, whoever has a seat scores it now
    const parts = replaced.length === 0 ? null : new Set(replaced.map(partOf));
    const experts = store.orm
      .select({
        personId: assignment.personId,
        name: person.name,
        role: person.role,
        stage: person.stage,
        relation: conflict.relation,
        declaredAt: conflict.at,
        submittedAt: sheet.submittedAt,
        abstainedAt: abstention.at,
      })
      .from(assignment)
      .innerJoin(person, eq(person.id, assignment.personId))
      .leftJoin(conflict, and(eq(conflict.personId, assignment.personId), eq(conflict.applicationId, assignment.applicationId)))
      .leftJoin(sheet, and(eq(sheet.personId, assignment.personId), eq(sheet.applicationId, assignment.applicationId)))
      .leftJoin(
        abstention,
        and(
          eq(abstention.personId, assignment.personId),
          eq(abstention.applicationId, assignment.applicationId),
          eq(abstention.criterionId, wholePark),
        ),
      )
      .where(eq(assignment.applicationId, applicationId))
      .orderBy(asc(person.createdAt), asc(person.id))
      .all()
      .filter(({ personId, ...judge }) => !earlier.has(personId) && (parts?.has(partOf(judge)) ?? true));
    return { objectionId, applicationId, earlier, parts, experts };
  });
  return all.map(({ objectionId, applicationId, earlier, parts, experts }, index) => {
    // whoever came with a later re-review of the same part of the park has no part in an earlier one
    const later = (part: string) =>
      all.slice(index + 1).find((next) => next.applicationId === applicationId && (next.parts?.has(part) ?? true));
    const own = experts.filter(({ personId, ...judge }) => later(partOf(judge))?.earlier.has(personId) ?? true);
    return {
      objectionId,
      applicationId,
      earlier,
      experts: own
        .filter(({ relation }) => (relation ?? 'none') === 'none')
        .map(({ personId, name, submittedAt, abstainedAt }) => ({ personId, name, submittedAt, abstainedAt })),
      recused: own.flatMap(({ name, relation, declaredAt }) =>
        (relation ?? 'none') !== 'none' && declaredAt !== null ? [{ name, at: declaredAt }] : [],
      ),
      asks: (judge) => parts?.has(partOf(judge)) ?? true,
    };
  });
}

export const getCalendarYear = rowBy(calendarYear, ['year']);

export const upsertCalendarYear = upsertInto(calendarYear);

/** Newest first. */
export const listMinutes = rowsBy(minutes, ['roundId'], desc(minutes.version));

const insertVersion = insertInto(minutes);

/** Saves a text under the next number, and gives its row. */
export function insertMinutes(tx: WriteStore, row: Omit<MinutesRow, 'version'>): MinutesRow {
  const kept = { ...row, version: (listMinutes(tx, row.roundId)[0]?.version ?? 0) + 1 };
  insertVersion(tx, kept);
  return kept;
}
