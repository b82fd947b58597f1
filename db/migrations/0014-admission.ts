import type { Migration } from './type/migration.ts';

/** What was decided of an application at the door, its withdrawal, and what its applicant was asked to hand in later. */
export const admission: Migration = {
  version: 14,
  name: 'admission',
  sql: `
CREATE TABLE application_status (
  application_id TEXT PRIMARY KEY REFERENCES application(id), status TEXT NOT NULL CHECK (status IN ('admitted', 'refused', 'withdrawn')),
  happened_on TEXT NOT NULL, reason TEXT, asked_by TEXT, at TEXT NOT NULL,
  CHECK (status = 'admitted' OR reason IS NOT NULL)
) STRICT, WITHOUT ROWID;

CREATE TABLE supplement (
  id TEXT PRIMARY KEY, application_id TEXT NOT NULL REFERENCES application(id), items TEXT NOT NULL CHECK (json_valid(items)),
  requested_on TEXT NOT NULL, due_on TEXT NOT NULL, contact TEXT, reason TEXT,
  state TEXT NOT NULL CHECK (state IN ('open', 'received', 'lapsed', 'cancelled')),
  received_on TEXT, receipt TEXT CHECK (receipt IN ('paper', 'files')),
  package_id TEXT REFERENCES package(id), before_package_id TEXT REFERENCES package(id),
  differences TEXT NOT NULL CHECK (json_valid(differences)), checked_at TEXT, checked_by TEXT, follows TEXT, at TEXT NOT NULL
) STRICT;
CREATE INDEX supplement_by_application ON supplement (application_id);
`,
};
