import type { Migration } from '../type/migration.ts';

/**
 * Site visits: an answer between yes and no, for whom somebody signed, and the addendum that somebody is writing.
 * Points of old signatures have no pressure and stay as they are.
 */
export const visitAnswers: Migration = {
  version: 5,
  name: 'visit-answers',
  sql: `
CREATE TABLE visit_check_next (
  visit_id TEXT NOT NULL REFERENCES visit(id), check_id TEXT NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('holds', 'holdsPartly', 'doesNotHold', 'notSeen')), note TEXT, author TEXT NOT NULL, at TEXT NOT NULL,
  PRIMARY KEY (visit_id, check_id)
) STRICT, WITHOUT ROWID;
INSERT INTO visit_check_next (visit_id, check_id, outcome, note, author, at) SELECT visit_id, check_id, outcome, note, author, at FROM visit_check;
DROP TABLE visit_check;
ALTER TABLE visit_check_next RENAME TO visit_check;

ALTER TABLE visit_sign ADD COLUMN role TEXT CHECK (role IS NULL OR role IN ('team', 'park', 'authority', 'witness'));

CREATE TABLE visit_draft (
  visit_id TEXT NOT NULL REFERENCES visit(id), author TEXT NOT NULL, text TEXT NOT NULL, at TEXT NOT NULL,
  PRIMARY KEY (visit_id, author)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER visit_sign_is_never_changed BEFORE UPDATE ON visit_sign BEGIN SELECT RAISE(ABORT, 'a signature is never changed'); END;
`,
};
