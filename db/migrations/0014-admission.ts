import type { Migration } from './type/migration.ts';

/** What was decided of an application at the door, and its withdrawal. */
export const admission: Migration = {
  version: 14,
  name: 'admission',
  sql: `
CREATE TABLE application_status (
  application_id TEXT PRIMARY KEY REFERENCES application(id), status TEXT NOT NULL CHECK (status IN ('admitted', 'refused', 'withdrawn')),
  happened_on TEXT NOT NULL, reason TEXT, asked_by TEXT, at TEXT NOT NULL,
  CHECK (status = 'admitted' OR reason IS NOT NULL)
) STRICT, WITHOUT ROWID;
`,
};
