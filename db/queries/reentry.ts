/**
 * 复核录入: the second pass over sheets on paper. It is kept where it belongs, in the record: the last event of each
 * cell says what the second pass typed there, or how a difference was settled.
 */
import type { ReadStore } from '../store/open.ts';

export interface Reentry {
  readonly applicationId: string;
  readonly criterionId: string;
  /** on the sheet; null where nothing stands there */
  readonly first100: number | null;
  readonly second100: number;
  readonly state: 'agrees' | 'differs' | 'settled';
}

export function reentryEntity(personId: string, applicationId: string, criterionId: string): string {
  return `reentry:${personId}/${applicationId}/${criterionId}`;
}

/** Every cell that one person's second pass has, held against the sheets; parks of a recusal or no longer assigned are left out. */
export function listReentry(store: ReadStore, personId: string): Reentry[] {
  const prefix = `reentry:${personId}/`;
  const rows = store.sqlite
    .prepare(
      `SELECT last.application_id AS applicationId, last.criterion_id AS criterionId, s.points100 AS first100, last.points100 AS second100, last.kind = 'reentry.settle' AS settled
         FROM (SELECT substr(entity, :at, 36) AS application_id, substr(entity, :at + 37) AS criterion_id, new ->> '$.points100' AS points100, kind, max(seq)
                 FROM event WHERE entity >= :prefix AND entity < :prefix || char(1114111) GROUP BY entity) last
         JOIN assignment a ON a.person_id = :personId AND a.application_id = last.application_id
         LEFT JOIN conflict c ON c.person_id = a.person_id AND c.application_id = a.application_id
         LEFT JOIN score s ON s.person_id = a.person_id AND s.application_id = last.application_id AND s.criterion_id = last.criterion_id
        WHERE last.points100 IS NOT NULL AND coalesce(c.relation, 'none') = 'none'
        ORDER BY last.application_id, last.criterion_id`,
    )
    .all({ personId, prefix, at: prefix.length + 1 }) as {
    applicationId: string;
    criterionId: string;
    first100: number | null;
    second100: number;
    settled: number;
  }[];
  return rows.map(({ settled, ...row }) => ({
    ...row,
    state: settled ? 'settled' : row.first100 === row.second100 ? 'agrees' : 'differs',
  }));
}
