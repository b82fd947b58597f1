import type { Migration } from './migration.ts';

/**
 * What every row said when the program wrote it (`db/store/row-log.ts`), and how far the events went: who rewrites a table, empties it
 * or cuts events off leaves a gap. `AUTOINCREMENT`: SQLite itself counts the entries, those that were taken away too.
 */
export const rowLog: Migration = {
  version: 7,
  name: 'row-log',
  sql: `
CREATE TABLE row_log (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, tbl TEXT NOT NULL, key TEXT NOT NULL, seal BLOB NOT NULL CHECK (length(seal) = 64)
) STRICT;
CREATE TRIGGER row_log_is_never_changed BEFORE UPDATE ON row_log BEGIN SELECT RAISE(ABORT, 'the log of rows is append-only'); END;
CREATE TRIGGER row_log_is_never_removed BEFORE DELETE ON row_log BEGIN SELECT RAISE(ABORT, 'the log of rows is append-only'); END;

CREATE TABLE record_head (id INTEGER PRIMARY KEY CHECK (id = 1), event_seq INTEGER NOT NULL, event_hash TEXT) STRICT;
INSERT INTO record_head (id, event_seq, event_hash)
  SELECT 1, coalesce(max(seq), 0), (SELECT hash FROM event ORDER BY seq DESC LIMIT 1) FROM event;
`,
};
