import { asc, eq, sql } from 'drizzle-orm';
import type { SchemeKind } from '../../domain/scheme/scheme.ts';
import { prepared, statements, type ReadStore, type WriteStore } from '../store/open.ts';
import { round } from '../schema/schema.ts';
import { underReview } from '../schema/admission.ts';
import { deleteFrom, insertInto, rowBy } from './rows.ts';

export type RoundRow = typeof round.$inferSelect;

const selectHead = prepared((orm) =>
  orm
    .select({
      id: round.id,
      state: round.state,
      rubricFrozenAt: round.rubricFrozenAt,
      scoringEnded: sql<string | null>`json_extract(${round.settings}, '$.scoringEnded')`,
    })
    .from(round)
    .where(eq(round.id, sql.placeholder('id')))
    .prepare(),
);

/** State only: what every keystroke asks, without reading scheme and rubric. */
export function getRoundHead(
  store: ReadStore,
  id: string,
): (Pick<RoundRow, 'id' | 'state' | 'rubricFrozenAt'> & { readonly scoringEnded: string | null }) | undefined {
  return selectHead(store).get({ id });
}

export const getRound = rowBy(round, ['id']);

/** Without scheme and rubric, which are large; of the scheme its kind alone. */
export function listRounds(store: ReadStore): (Pick<RoundRow, 'id' | 'schemeId' | 'name' | 'appliedOn' | 'state' | 'createdAt'> & {
  schemeKind: SchemeKind;
  followUpOf: string | null;
  /** 1 where it was put away */
  archived: number;
})[] {
  return store.orm
    .select({
      id: round.id,
      schemeId: round.schemeId,
      name: round.name,
      appliedOn: round.appliedOn,
      state: round.state,
      createdAt: round.createdAt,
      schemeKind: sql<SchemeKind>`json_extract(${round.scheme}, '$.kind')`,
      followUpOf: sql<string | null>`json_extract(${round.settings}, '$.followUpOf')`,
      archived: sql<number>`coalesce(json_extract(${round.settings}, '$.archived'), 0)`,
    })
    .from(round)
    .orderBy(asc(round.createdAt), asc(round.id))
    .all();
}

export const insertRound = insertInto(round);

export function updateRound(
  tx: WriteStore,
  id: string,
  change: Partial<Pick<RoundRow, 'name' | 'appliedOn' | 'rubric' | 'rubricFrozenAt' | 'state' | 'settings'>>,
): void {
  tx.orm.update(round).set(change).where(eq(round.id, id)).run();
}

export const deleteRound = deleteFrom(round, ['id']);

/** Whether a document of the round was made, or a file of it handed out: both bear its name and its dates. */
export function hasDocuments(store: ReadStore, roundId: string): boolean {
  return (
    statements(store)(
      'SELECT 1 FROM export WHERE round_id = @roundId UNION ALL SELECT 1 FROM exchange_file WHERE round_id = @roundId LIMIT 1',
    ).get({ roundId }) !== undefined
  );
}

/** Whether any table holds rows of the round besides its people, or another round follows up on it. */
export function hasRows(store: ReadStore, roundId: string): boolean {
  const tables = store.sqlite
    .prepare(
      "SELECT t.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c ON c.name = 'round_id' WHERE t.type = 'table' AND t.name <> 'person'",
    )
    .pluck()
    .all() as string[];
  return (
    tables.some((table) => store.sqlite.prepare(`SELECT 1 FROM ${table} WHERE round_id = ? LIMIT 1`).get(roundId) !== undefined) ||
    listRounds(store).some(({ followUpOf }) => followUpOf === roundId) ||
    // draws are events alone
    statements(store)("SELECT 1 FROM event WHERE kind = 'roster.draw' AND json_extract(new, '$.roundId') = ? LIMIT 1").get(roundId) !==
      undefined
  );
}

/** Of the applications under review. */
export interface RoundCounts {
  readonly applications: number;
  /** of these, what was read in was checked and accepted */
  readonly accepted: number;
  readonly assigned: number;
  readonly declared: number;
  /** sheets that are due: assigned, not recused, not abstained from */
  readonly due: number;
  readonly submitted: number;
  /** parks with a visit, and of these with no visit open */
  readonly visited: number;
  readonly visitsClosed: number;
  /** people whom a file went to, and from whom one came back */
  readonly handedOut: number;
  readonly handedBack: number;
  readonly decided: number;
  /** reports of parks, and the final list, that bear a signature */
  readonly signed: number;
}

/**
 * How far a round has come, in one statement. Seats count of those members who score (`scorers`), but for the `out`: seats, as
 * `<person>/<application>`, of which nothing is due.
 */
export function countRoundSteps(store: ReadStore, roundId: string, scorers: readonly string[], out: readonly string[]): RoundCounts {
  return store.sqlite
    .prepare(
      `WITH mine AS (SELECT a.id, a.package_id FROM application a WHERE a.round_id = @roundId AND ${underReview('a.id')}),
            seat AS (SELECT s.person_id, s.application_id, c.relation,
                            EXISTS (SELECT 1 FROM abstention b WHERE b.person_id = s.person_id AND b.application_id = s.application_id AND b.criterion_id = '') AS abstained FROM assignment s JOIN mine ON mine.id = s.application_id JOIN person p ON p.id = s.person_id AND p.id IN (SELECT value FROM json_each(@scorers))
                     LEFT JOIN conflict c ON c.person_id = s.person_id AND c.application_id = s.application_id
                    WHERE s.person_id || '/' || s.application_id NOT IN (SELECT value FROM json_each(@out)))
       SELECT (SELECT count(*) FROM mine) AS applications,
              (SELECT count(*) FROM mine a
                WHERE EXISTS (SELECT 1 FROM event e WHERE e.entity = 'check:' || a.id || '/' || a.package_id AND e.kind = 'application.accept')) AS accepted,
              (SELECT count(*) FROM seat) AS assigned,
              (SELECT count(*) FROM seat WHERE relation IS NOT NULL) AS declared,
              (SELECT count(*) FROM seat WHERE coalesce(relation, 'none') = 'none' AND NOT abstained) AS due,
              (SELECT count(*) FROM seat JOIN sheet h ON h.person_id = seat.person_id AND h.application_id = seat.application_id
                WHERE h.state = 'submitted' AND coalesce(relation, 'none') = 'none' AND NOT abstained) AS submitted,
              (SELECT count(DISTINCT v.application_id) FROM visit v JOIN mine ON mine.id = v.application_id) AS visited,
              (SELECT count(DISTINCT v.application_id) FROM visit v JOIN mine ON mine.id = v.application_id
                WHERE NOT EXISTS (SELECT 1 FROM visit w WHERE w.application_id = v.application_id AND w.closed_at IS NULL)) AS visitsClosed,
              (SELECT count(DISTINCT person_id) FROM exchange_file WHERE round_id = @roundId AND direction IN ('issued', 'opened')) AS handedOut,
              (SELECT count(DISTINCT person_id) FROM exchange_file WHERE round_id = @roundId AND direction IN ('merged', 'returned')) AS handedBack,
              (SELECT count(*) FROM decision d JOIN mine ON mine.id = d.application_id) AS decided,
              (SELECT count(DISTINCT coalesce(application_id, '')) FROM export
                WHERE round_id = @roundId AND kind IN ('review', 'final') AND json_array_length(signed_by) > 0
                  AND (application_id IS NULL OR application_id IN (SELECT id FROM mine))) AS signed`,
    )
    .get({ roundId, scorers: JSON.stringify(scorers), out: JSON.stringify(out) }) as RoundCounts;
}
