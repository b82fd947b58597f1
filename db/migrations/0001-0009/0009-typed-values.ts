import type { Migration } from '../type/migration.ts';

/** What a person copied from a form that the program could not read is told apart from what was read and from what was established. */
export const typedValues: Migration = {
  version: 9,
  name: 'typed-values',
  sql: `
CREATE TABLE field_value_next (
  application_id TEXT NOT NULL REFERENCES application(id), key TEXT NOT NULL,
  source TEXT NOT NULL CHECK (source IN ('typed', 'form', 'evidence', 'visit')), raw TEXT NOT NULL,
  value TEXT CHECK (value IS NULL OR json_valid(value)), unit TEXT, reason TEXT,
  evidence TEXT CHECK (evidence IS NULL OR json_valid(evidence)), at TEXT NOT NULL,
  PRIMARY KEY (application_id, key, source)
) STRICT, WITHOUT ROWID;
INSERT INTO field_value_next SELECT application_id, key, source, raw, value, unit, reason, evidence, at FROM field_value;
DROP TABLE field_value;
ALTER TABLE field_value_next RENAME TO field_value;
`,
};
