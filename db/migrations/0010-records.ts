import type { Migration } from './migration.ts';

/**
 * What parks have on record beyond one round: whose title an event is about (of those that came of a round the rule book tells, of those
 * that people entered nobody knows), and parks that an article enters by itself.
 */
export const records: Migration = {
  version: 10,
  name: 'records',
  sql: `
ALTER TABLE title_event ADD COLUMN authority TEXT;
UPDATE title_event SET authority = (SELECT json_extract(r.scheme, '$.issuer.zh') FROM round r WHERE r.id = round_id) WHERE round_id IS NOT NULL;
ALTER TABLE list_version ADD COLUMN entered TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(entered));
`,
};
