import type { Migration } from './type/migration.ts';

/**
 * What parks have on record beyond one round: whose title an event is about (of those that came of a round the rule book tells, of those
 * that people entered nobody knows), parks that an article enters by itself, amounts that panels propose,
 * and rewards that were granted.
 */
export const records: Migration = {
  version: 10,
  name: 'records',
  sql: `
ALTER TABLE title_event ADD COLUMN authority TEXT;
UPDATE title_event SET authority = (SELECT json_extract(r.scheme, '$.issuer.zh') FROM round r WHERE r.id = round_id) WHERE round_id IS NOT NULL;
ALTER TABLE list_version ADD COLUMN entered TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(entered));

CREATE TABLE award (
  application_id TEXT NOT NULL REFERENCES application(id), tier TEXT NOT NULL, amount TEXT NOT NULL, reason TEXT NOT NULL, at TEXT NOT NULL,
  PRIMARY KEY (application_id, tier)
) STRICT, WITHOUT ROWID;

CREATE TABLE granted_award (
  id TEXT PRIMARY KEY, park_name TEXT NOT NULL, scheme_id TEXT NOT NULL, tier TEXT NOT NULL, amount TEXT NOT NULL, granted_on TEXT NOT NULL,
  round_id TEXT REFERENCES round(id), reason TEXT, at TEXT NOT NULL
) STRICT;
CREATE INDEX granted_award_by_scheme ON granted_award (scheme_id);
`,
};
