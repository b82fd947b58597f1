/**
 * What must always hold in a store, as queries that give what breaks it. Run by tests and by `doctor`.
 */
import type { ReadStore } from './open.ts';
import { findBrokenEvents } from './queries/events.ts';

export interface Invariant {
  readonly id: string;
  /** The keys of the rows that break it; empty when it holds. */
  readonly find: (store: ReadStore) => string[];
}

function rows(sql: string): (store: ReadStore) => string[] {
  return (store) => store.sqlite.prepare(sql).pluck().all().map(String);
}

export const invariants: readonly Invariant[] = [
  { id: 'integrity', find: (store) => (store.sqlite.pragma('integrity_check') as { integrity_check: string }[]).map((row) => row.integrity_check).filter((text) => text !== 'ok') },
  { id: 'references', find: (store) => (store.sqlite.pragma('foreign_key_check') as { table: string; rowid: number }[]).map((row) => `${row.table}:${row.rowid}`) },
  { id: 'chain', find: (store) => findBrokenEvents(store).map((seq) => `event:${seq}`) },
  { id: 'package-in-force', find: rows('SELECT a.id FROM application a LEFT JOIN package p ON p.id = a.package_id AND p.application_id = a.id AND p.replaced_at IS NULL WHERE p.id IS NULL') },
  { id: 'score-owner', find: rows('SELECT s.person_id || \'/\' || s.application_id FROM sheet s LEFT JOIN assignment a ON a.person_id = s.person_id AND a.application_id = s.application_id LEFT JOIN void_sheet v ON v.person_id = s.person_id AND v.application_id = s.application_id WHERE a.person_id IS NULL AND v.person_id IS NULL') },
  { id: 'same-round', find: rows('SELECT a.person_id || \'/\' || a.application_id FROM assignment a JOIN person p ON p.id = a.person_id JOIN application x ON x.id = a.application_id WHERE p.round_id <> x.round_id') },
  { id: 'scoring-frozen', find: rows("SELECT id FROM round WHERE state <> 'preparing' AND (rubric IS NULL OR rubric_frozen_at IS NULL)") },
  {
    id: 'score-history',
    find: rows(`SELECT s.person_id || '/' || s.application_id || '/' || s.criterion_id FROM score s
      LEFT JOIN (SELECT entity, max(seq) AS seq FROM event WHERE kind = 'score.set' GROUP BY entity) last
        ON last.entity = 'score:' || s.person_id || '/' || s.application_id || '/' || s.criterion_id
      LEFT JOIN event e ON e.seq = last.seq
      WHERE e.seq IS NULL OR json_extract(e.new, '$.points100') <> s.points100`),
  },
];
