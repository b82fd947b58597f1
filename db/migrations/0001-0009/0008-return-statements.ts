import type { Migration } from '../type/migration.ts';

/**
 * What the owner of a return signed, kept for good: the signature over the manifest (`exchange_file.manifest`), and the rows that the
 * manifest names by hash, deflated. Of returns that were merged before, nothing was kept: both are empty.
 */
export const returnStatements: Migration = {
  version: 8,
  name: 'return-statements',
  sql: `
CREATE TABLE return_statement (
  serial TEXT PRIMARY KEY, signature BLOB NOT NULL, cells BLOB NOT NULL, CHECK ((length(signature) = 0) = (length(cells) = 0))
) STRICT, WITHOUT ROWID;
INSERT INTO return_statement (serial, signature, cells) SELECT serial, x'', x'' FROM exchange_file WHERE direction = 'merged';
CREATE TRIGGER return_statement_is_never_changed BEFORE UPDATE ON return_statement BEGIN SELECT RAISE(ABORT, 'what was signed is never changed'); END;
CREATE TRIGGER return_statement_is_never_removed BEFORE DELETE ON return_statement BEGIN SELECT RAISE(ABORT, 'what was signed is never removed'); END;
`,
};
