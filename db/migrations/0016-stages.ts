import type { Migration } from './type/migration.ts';

/** The stage of the rubric that a member of the panel was named for; null: that of the role. */
export const stages: Migration = {
  version: 16,
  name: 'stages',
  sql: `
ALTER TABLE person ADD COLUMN stage TEXT;
`,
};
