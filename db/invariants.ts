/**
 * What must always hold in a store, as queries that give what breaks it. Run by tests and by `doctor`.
 */
import type { ReadStore } from './store/open.ts';
import { findBrokenEvents } from './queries/events.ts';
import { findUntracedRows } from './record/histories.ts';
import { findUnlikeReturns } from './record/returns.ts';
import { findUnsealedSheets } from './record/sheets.ts';
import { findUnlikeTasks } from './record/tasks.ts';
import { findLostHeads } from './record/anchors.ts';
import { findUnfairPanels } from './record/draws.ts';
import { findUntoldValues } from './record/replay.ts';
import { findBrokenLog, findCutEvents, findRewrittenRows, findWrittenAgain } from './record/rows.ts';
import { findOddObjects } from './record/schema-objects.ts';
import { sheetInUse } from '../domain/exchange/sheet-in-use.ts';
import { readSaid, readSheetCells } from './queries/exchange/cells.ts';
import { findBrokenForeignEvents } from './queries/exchange/foreign-events.ts';

export interface Invariant {
  readonly id: string;
  /** The keys of the rows that break it; empty when it holds. */
  readonly find: (store: ReadStore) => string[];
}

function rows(sql: string): (store: ReadStore) => string[] {
  return (store) => store.sqlite.prepare(sql).pluck().all().map(String);
}

/** Under a seal, what was sealed is in use, also where another line was chosen since or came from elsewhere. */
function isSealedSo(store: ReadStore, row: string): boolean {
  const [personId = '', applicationId = '', criterionId = ''] = row.split('/');
  const { seal, lines } = sheetInUse(readSheetCells(store, personId, applicationId), readSaid(store, personId, applicationId));
  const points = store.sqlite
    .prepare('SELECT points100 FROM score WHERE person_id = ? AND application_id = ? AND criterion_id = ?')
    .pluck();
  const shown = lines.get(`score:${row}`)?.content['points100'];
  return seal !== null && shown !== undefined && shown === points.get(personId, applicationId, criterionId);
}

export const invariants: readonly Invariant[] = [
  {
    id: 'integrity',
    find: (store) =>
      (store.sqlite.pragma('integrity_check') as { integrity_check: string }[])
        .map((row) => row.integrity_check)
        .filter((text) => text !== 'ok'),
  },
  {
    id: 'references',
    find: (store) =>
      (store.sqlite.pragma('foreign_key_check') as { table: string; rowid: number }[]).map((row) => `${row.table}:${row.rowid}`),
  },
  { id: 'chain', find: (store) => findBrokenEvents(store).map((seq) => `event:${seq}`) },
  { id: 'objects', find: findOddObjects },
  { id: 'events-cut', find: findCutEvents },
  { id: 'heads', find: findLostHeads },
  { id: 'row-log', find: findBrokenLog },
  { id: 'rows', find: findRewrittenRows },
  { id: 'written-once', find: findWrittenAgain },
  { id: 'values', find: findUntoldValues },
  { id: 'draws', find: findUnfairPanels },
  {
    id: 'package-in-force',
    find: rows(
      'SELECT a.id FROM application a LEFT JOIN package p ON p.id = a.package_id AND p.application_id = a.id AND p.replaced_at IS NULL WHERE p.id IS NULL',
    ),
  },
  {
    id: 'score-owner',
    find: rows(
      "SELECT s.person_id || '/' || s.application_id FROM sheet s LEFT JOIN assignment a ON a.person_id = s.person_id AND a.application_id = s.application_id LEFT JOIN void_sheet v ON v.person_id = s.person_id AND v.application_id = s.application_id WHERE a.person_id IS NULL AND v.person_id IS NULL",
    ),
  },
  {
    id: 'same-round',
    find: rows(
      "SELECT a.person_id || '/' || a.application_id FROM assignment a JOIN person p ON p.id = a.person_id JOIN application x ON x.id = a.application_id WHERE p.round_id <> x.round_id",
    ),
  },
  {
    // a round that nobody scored, or that has no rubric, is closed without one that is frozen
    id: 'scoring-frozen',
    find: rows(`SELECT id FROM round r WHERE (rubric IS NULL OR rubric_frozen_at IS NULL) AND (state = 'scoring' OR state = 'closed' AND
      EXISTS (SELECT 1 FROM score s JOIN application a ON a.id = s.application_id WHERE a.round_id = r.id))`),
  },
  {
    // since the last exchange by the own events, before that by the histories, in which other laptops' events stand too
    id: 'score-history',
    find: (store) =>
      rows(`SELECT s.person_id || '/' || s.application_id || '/' || s.criterion_id FROM score s
      LEFT JOIN (SELECT entity, max(seq) AS seq FROM event WHERE kind IN ('score.set', 'score.undo', 'score.clear', 'score.abstain', 'exchange.resolve') AND seq > (SELECT seq FROM lineage_cursor) GROUP BY entity) last
        ON last.entity = 'score:' || s.person_id || '/' || s.application_id || '/' || s.criterion_id
      LEFT JOIN event e ON e.seq = last.seq
      WHERE CASE WHEN e.seq IS NOT NULL THEN json_extract(e.new, '$.points100') IS NOT s.points100
        ELSE NOT EXISTS (SELECT 1 FROM cell_version v WHERE v.entity = 'score:' || s.person_id || '/' || s.application_id || '/' || s.criterion_id
          AND v.content IS NOT NULL AND json_extract(v.content, '$.points100') = s.points100) END`)(store).filter(
        (row) => !isSealedSo(store, row),
      ),
  },
  { id: 'sheets', find: findUnsealedSheets },
  { id: 'histories', find: findUntracedRows },
  { id: 'returns', find: findUnlikeReturns },
  { id: 'tasks', find: findUnlikeTasks },
  { id: 'foreign-events', find: (store) => findBrokenForeignEvents(store) },
  // every version but the first names what it took the place of, and what it names is there; of a visit somebody else may still bring it
  {
    id: 'lineage',
    find: rows(
      "SELECT v.entity || ' ' || v.id FROM cell_version v, json_each(v.parents) p LEFT JOIN cell_version o ON o.entity = v.entity AND o.id = p.value WHERE (o.id IS NULL AND v.entity NOT LIKE 'visit:%') OR o.content IS NOT NULL",
    ),
  },
];
