import type { Migration } from '../type/migration.ts';

/** The first shape of the store. */
export const first: Migration = {
  version: 1,
  name: 'first',
  sql: `
CREATE TABLE workspace (
  id TEXT PRIMARY KEY, device_id TEXT NOT NULL, created_at TEXT NOT NULL
) STRICT;

CREATE TABLE round (
  id TEXT PRIMARY KEY, scheme_id TEXT NOT NULL, scheme TEXT NOT NULL CHECK (json_valid(scheme)),
  rubric TEXT CHECK (rubric IS NULL OR json_valid(rubric)), rubric_frozen_at TEXT,
  name TEXT NOT NULL, applied_on TEXT NOT NULL, settings TEXT NOT NULL CHECK (json_valid(settings)),
  state TEXT NOT NULL CHECK (state IN ('preparing', 'scoring', 'closed')), created_at TEXT NOT NULL
) STRICT;

CREATE TABLE application (
  id TEXT PRIMARY KEY, round_id TEXT NOT NULL REFERENCES round(id), park_name TEXT NOT NULL, type TEXT, region TEXT,
  applicant TEXT, operator TEXT, package_id TEXT NOT NULL, created_at TEXT NOT NULL,
  UNIQUE (round_id, park_name)
) STRICT;

CREATE TABLE package (
  id TEXT PRIMARY KEY, application_id TEXT NOT NULL REFERENCES application(id), name TEXT NOT NULL,
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64), bytes INTEGER NOT NULL, skipped INTEGER NOT NULL,
  form_format TEXT NOT NULL, unread TEXT NOT NULL CHECK (json_valid(unread)),
  imported_at TEXT NOT NULL, replaced_at TEXT
) STRICT;
CREATE INDEX package_by_application ON package (application_id);
CREATE INDEX package_by_sha256 ON package (sha256);

CREATE TABLE document (
  id TEXT PRIMARY KEY, package_id TEXT NOT NULL REFERENCES package(id), path TEXT NOT NULL, kind TEXT NOT NULL,
  bytes INTEGER NOT NULL, sha256 TEXT NOT NULL CHECK (length(sha256) = 64)
) STRICT;
CREATE INDEX document_by_package ON document (package_id);

CREATE TABLE field_value (
  application_id TEXT NOT NULL REFERENCES application(id), key TEXT NOT NULL,
  source TEXT NOT NULL CHECK (source IN ('form', 'evidence', 'visit')), raw TEXT NOT NULL,
  value TEXT CHECK (value IS NULL OR json_valid(value)), unit TEXT, reason TEXT,
  evidence TEXT CHECK (evidence IS NULL OR json_valid(evidence)), at TEXT NOT NULL,
  PRIMARY KEY (application_id, key, source)
) STRICT, WITHOUT ROWID;

CREATE TABLE finding (
  package_id TEXT NOT NULL REFERENCES package(id), position INTEGER NOT NULL, code TEXT NOT NULL,
  params TEXT NOT NULL CHECK (json_valid(params)),
  PRIMARY KEY (package_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE person (
  id TEXT PRIMARY KEY, round_id TEXT NOT NULL REFERENCES round(id), name TEXT NOT NULL, organisation TEXT NOT NULL,
  title TEXT NOT NULL, role TEXT NOT NULL CHECK (role IN ('secretary', 'leader', 'expert', 'visitor')), created_at TEXT NOT NULL
) STRICT;
CREATE INDEX person_by_round ON person (round_id);

CREATE TABLE assignment (
  person_id TEXT NOT NULL REFERENCES person(id), application_id TEXT NOT NULL REFERENCES application(id),
  PRIMARY KEY (person_id, application_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE conflict (
  person_id TEXT NOT NULL REFERENCES person(id), application_id TEXT NOT NULL REFERENCES application(id),
  relation TEXT NOT NULL CHECK (relation IN ('none', 'employment', 'directorship', 'shareholding', 'kinship', 'other')),
  reason TEXT, at TEXT NOT NULL,
  PRIMARY KEY (person_id, application_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE sheet (
  person_id TEXT NOT NULL REFERENCES person(id), application_id TEXT NOT NULL REFERENCES application(id),
  state TEXT NOT NULL CHECK (state IN ('draft', 'submitted')), digest TEXT, submitted_at TEXT,
  PRIMARY KEY (person_id, application_id),
  CHECK ((state = 'submitted') = (digest IS NOT NULL AND submitted_at IS NOT NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX sheet_by_application ON sheet (application_id);

CREATE TABLE score (
  person_id TEXT NOT NULL, application_id TEXT NOT NULL, criterion_id TEXT NOT NULL,
  points100 INTEGER NOT NULL CHECK (points100 >= 0), comment TEXT,
  evidence TEXT NOT NULL CHECK (json_valid(evidence)), version INTEGER NOT NULL CHECK (version > 0), at TEXT NOT NULL,
  PRIMARY KEY (person_id, application_id, criterion_id),
  FOREIGN KEY (person_id, application_id) REFERENCES sheet (person_id, application_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE ruling (
  application_id TEXT NOT NULL REFERENCES application(id), condition_id TEXT NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('met', 'notMet', 'granted', 'denied')), reason TEXT NOT NULL, at TEXT NOT NULL,
  PRIMARY KEY (application_id, condition_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE decision (
  application_id TEXT PRIMARY KEY REFERENCES application(id), result TEXT NOT NULL CHECK (result IN ('listed', 'notListed')),
  reason TEXT, at TEXT NOT NULL
) STRICT;

CREATE TABLE identity (
  id TEXT PRIMARY KEY, kind TEXT NOT NULL CHECK (kind IN ('root', 'institution', 'member')), holder TEXT NOT NULL,
  person_id TEXT REFERENCES person(id), path TEXT, certificate TEXT NOT NULL, subject TEXT NOT NULL, issuer TEXT NOT NULL,
  fingerprint TEXT NOT NULL UNIQUE, not_before TEXT NOT NULL, not_after TEXT NOT NULL, created_at TEXT NOT NULL
) STRICT;

CREATE TABLE export (
  id TEXT PRIMARY KEY, round_id TEXT NOT NULL REFERENCES round(id), kind TEXT NOT NULL,
  application_id TEXT REFERENCES application(id), person_id TEXT REFERENCES person(id), path TEXT NOT NULL,
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64), pages INTEGER NOT NULL,
  signed_by TEXT NOT NULL CHECK (json_valid(signed_by)), chain_head TEXT, at TEXT NOT NULL
) STRICT;
CREATE INDEX export_by_round ON export (round_id);

CREATE TABLE event (
  seq INTEGER PRIMARY KEY, device TEXT NOT NULL, actor TEXT NOT NULL, at TEXT NOT NULL, kind TEXT NOT NULL, entity TEXT NOT NULL,
  old TEXT CHECK (old IS NULL OR json_valid(old)), new TEXT CHECK (new IS NULL OR json_valid(new)), reason TEXT,
  prev_hash TEXT NOT NULL, hash TEXT NOT NULL UNIQUE
) STRICT;
CREATE INDEX event_by_entity ON event (entity);
CREATE TRIGGER event_is_never_changed BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'event rows are append-only'); END;
CREATE TRIGGER event_is_never_removed BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'event rows are append-only'); END;
`,
};
