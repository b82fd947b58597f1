import type { Migration } from '../type/migration.ts';

/** Site visits, opinions, and what became of a seat: void sheets, replaced members, abstentions. */
export const visits: Migration = {
  version: 2,
  name: 'visits',
  sql: `
CREATE TABLE void_sheet (
  person_id TEXT NOT NULL, application_id TEXT NOT NULL, cause TEXT NOT NULL CHECK (cause IN ('recusal', 'replacement')),
  reason TEXT, at TEXT NOT NULL,
  PRIMARY KEY (person_id, application_id),
  FOREIGN KEY (person_id, application_id) REFERENCES sheet (person_id, application_id)
) STRICT, WITHOUT ROWID;
INSERT INTO void_sheet (person_id, application_id, cause, reason, at)
  SELECT s.person_id, s.application_id, 'recusal', c.reason, c.at
    FROM sheet s JOIN conflict c ON c.person_id = s.person_id AND c.application_id = s.application_id
   WHERE c.relation <> 'none';

CREATE TABLE replacement (
  person_id TEXT PRIMARY KEY REFERENCES person(id), by_person_id TEXT NOT NULL UNIQUE REFERENCES person(id),
  reason TEXT NOT NULL, at TEXT NOT NULL, CHECK (person_id <> by_person_id)
) STRICT;

CREATE TABLE abstention (
  person_id TEXT NOT NULL REFERENCES person(id), application_id TEXT NOT NULL REFERENCES application(id),
  criterion_id TEXT NOT NULL, reason TEXT NOT NULL, version INTEGER NOT NULL CHECK (version > 0), at TEXT NOT NULL,
  PRIMARY KEY (person_id, application_id, criterion_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE opinion (
  person_id TEXT NOT NULL REFERENCES person(id), application_id TEXT NOT NULL REFERENCES application(id),
  text TEXT NOT NULL, recommendation TEXT NOT NULL CHECK (recommendation IN ('recommend', 'notRecommend', 'abstain')),
  dissent TEXT, version INTEGER NOT NULL CHECK (version > 0), at TEXT NOT NULL,
  PRIMARY KEY (person_id, application_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE visit (
  id TEXT PRIMARY KEY, application_id TEXT NOT NULL REFERENCES application(id), visited_on TEXT NOT NULL,
  people TEXT NOT NULL CHECK (json_valid(people)), opened_by TEXT NOT NULL, opened_at TEXT NOT NULL,
  closed_at TEXT, digest TEXT, CHECK ((closed_at IS NULL) = (digest IS NULL))
) STRICT;
CREATE INDEX visit_by_application ON visit (application_id);

CREATE TABLE visit_note (
  id TEXT PRIMARY KEY, visit_id TEXT NOT NULL REFERENCES visit(id), text TEXT NOT NULL, author TEXT NOT NULL, at TEXT NOT NULL, changed_at TEXT NOT NULL
) STRICT;
CREATE INDEX visit_note_by_visit ON visit_note (visit_id);

CREATE TABLE visit_check (
  visit_id TEXT NOT NULL REFERENCES visit(id), check_id TEXT NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('holds', 'doesNotHold', 'notSeen')), note TEXT, author TEXT NOT NULL, at TEXT NOT NULL,
  PRIMARY KEY (visit_id, check_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE visit_measure (
  visit_id TEXT NOT NULL REFERENCES visit(id), key TEXT NOT NULL, value TEXT NOT NULL CHECK (json_valid(value)), note TEXT,
  author TEXT NOT NULL, at TEXT NOT NULL,
  PRIMARY KEY (visit_id, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE visit_photo (
  id TEXT PRIMARY KEY, visit_id TEXT NOT NULL REFERENCES visit(id), name TEXT NOT NULL, media_type TEXT NOT NULL,
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64), bytes INTEGER NOT NULL, caption TEXT NOT NULL, taken_at TEXT,
  latitude REAL, longitude REAL, orientation INTEGER, author TEXT NOT NULL, at TEXT NOT NULL,
  UNIQUE (visit_id, sha256), CHECK ((latitude IS NULL) = (longitude IS NULL))
) STRICT;

CREATE TABLE visit_sign (
  id TEXT PRIMARY KEY, visit_id TEXT NOT NULL REFERENCES visit(id), name TEXT NOT NULL, organisation TEXT,
  strokes TEXT NOT NULL CHECK (json_valid(strokes)), at TEXT NOT NULL
) STRICT;
CREATE INDEX visit_sign_by_visit ON visit_sign (visit_id);

CREATE TABLE visit_addendum (
  id TEXT PRIMARY KEY, visit_id TEXT NOT NULL REFERENCES visit(id), text TEXT NOT NULL, author TEXT NOT NULL, at TEXT NOT NULL
) STRICT;
CREATE INDEX visit_addendum_by_visit ON visit_addendum (visit_id);

CREATE TRIGGER visit_stays_closed BEFORE UPDATE ON visit WHEN OLD.closed_at IS NOT NULL BEGIN SELECT RAISE(ABORT, 'a closed visit is never changed'); END;
CREATE TRIGGER visit_addendum_is_never_changed BEFORE UPDATE ON visit_addendum BEGIN SELECT RAISE(ABORT, 'an addendum is never changed'); END;
CREATE TRIGGER visit_addendum_is_never_removed BEFORE DELETE ON visit_addendum BEGIN SELECT RAISE(ABORT, 'an addendum is never removed'); END;
`,
};
