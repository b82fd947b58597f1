import type { Migration } from '../type/migration.ts';

/** What follows the scores: explanations, versions of the list, publicity, titles, minutes. */
export const results: Migration = {
  version: 4,
  name: 'results',
  sql: `
CREATE TABLE explanation (
  person_id TEXT NOT NULL REFERENCES person(id), application_id TEXT NOT NULL REFERENCES application(id),
  criterion_id TEXT NOT NULL, value TEXT NOT NULL, text TEXT NOT NULL, at TEXT NOT NULL,
  PRIMARY KEY (person_id, application_id, criterion_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE list_version (
  round_id TEXT NOT NULL REFERENCES round(id), version INTEGER NOT NULL CHECK (version > 0), note TEXT,
  rows TEXT NOT NULL CHECK (json_valid(rows)), at TEXT NOT NULL,
  PRIMARY KEY (round_id, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE publicity (
  id TEXT PRIMARY KEY, round_id TEXT NOT NULL, list_version INTEGER NOT NULL, opens_on TEXT NOT NULL,
  working_days INTEGER NOT NULL CHECK (working_days > 0), counts_opening INTEGER NOT NULL CHECK (counts_opening IN (0, 1)),
  suspensions TEXT NOT NULL CHECK (json_valid(suspensions)),
  state TEXT NOT NULL CHECK (state IN ('open', 'closed', 'withdrawn')), ended_at TEXT, created_at TEXT NOT NULL,
  FOREIGN KEY (round_id, list_version) REFERENCES list_version (round_id, version),
  CHECK ((state = 'open') = (ended_at IS NULL))
) STRICT;
CREATE UNIQUE INDEX publicity_one_open ON publicity (round_id) WHERE state = 'open';
CREATE INDEX publicity_by_round ON publicity (round_id);

CREATE TABLE objection (
  id TEXT PRIMARY KEY, publicity_id TEXT NOT NULL REFERENCES publicity(id), application_id TEXT NOT NULL REFERENCES application(id),
  raised_on TEXT NOT NULL, objector TEXT NOT NULL, contact TEXT, text TEXT NOT NULL, evidence TEXT NOT NULL CHECK (json_valid(evidence)),
  outcome TEXT CHECK (outcome IN ('upheld', 'dismissed')), reason TEXT, resolved_at TEXT, created_at TEXT NOT NULL,
  CHECK ((outcome IS NULL) = (reason IS NULL) AND (outcome IS NULL) = (resolved_at IS NULL))
) STRICT;
CREATE INDEX objection_by_publicity ON objection (publicity_id);

CREATE TABLE rereview (
  objection_id TEXT PRIMARY KEY REFERENCES objection(id), application_id TEXT NOT NULL REFERENCES application(id), at TEXT NOT NULL
) STRICT;
CREATE INDEX rereview_by_application ON rereview (application_id);

CREATE TABLE rereview_earlier (
  objection_id TEXT NOT NULL REFERENCES rereview(objection_id), person_id TEXT NOT NULL REFERENCES person(id),
  PRIMARY KEY (objection_id, person_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE calendar_year (
  year INTEGER PRIMARY KEY, holidays TEXT NOT NULL CHECK (json_valid(holidays)), workdays TEXT NOT NULL CHECK (json_valid(workdays)),
  at TEXT NOT NULL
) STRICT;

CREATE TABLE title_event (
  id TEXT PRIMARY KEY, park_name TEXT NOT NULL, kind TEXT NOT NULL CHECK (kind IN ('recognised', 'rectify', 'restored', 'revoked')),
  happened_on TEXT NOT NULL, type TEXT, until TEXT, ground TEXT, barred_years INTEGER,
  round_id TEXT REFERENCES round(id), at TEXT NOT NULL
) STRICT;
CREATE INDEX title_event_by_park ON title_event (park_name);

CREATE TABLE minutes (
  round_id TEXT NOT NULL REFERENCES round(id), version INTEGER NOT NULL CHECK (version > 0), text TEXT NOT NULL,
  held_on TEXT NOT NULL, place TEXT NOT NULL, at TEXT NOT NULL,
  PRIMARY KEY (round_id, version)
) STRICT, WITHOUT ROWID;
`,
};
