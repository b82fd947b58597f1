import type { Migration } from '../type/migration.ts';

/**
 * What every row said when the program wrote it (`db/store/row-log.ts`): who rewrites a table, empties it or cuts events off leaves a gap.
 */
export const rowLog: Migration = {
  version: 7,
  name: 'row-log',
  sql: `
CREATE TABLE row_log (seq INTEGER PRIMARY KEY, rows TEXT NOT NULL, link TEXT NOT NULL CHECK (length(link) = 43)) STRICT;
CREATE TRIGGER row_log_is_never_changed BEFORE UPDATE ON row_log BEGIN SELECT RAISE(ABORT, 'the log of rows is append-only'); END;
CREATE TRIGGER row_log_is_never_removed BEFORE DELETE ON row_log BEGIN SELECT RAISE(ABORT, 'the log of rows is append-only'); END;
`,
};
