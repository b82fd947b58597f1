import type { Migration } from './type/migration.ts';

/** The roster of experts, whom any round may seat, and which member of a panel is which of them. */
export const roster: Migration = {
  version: 13,
  name: 'roster',
  sql: `
CREATE TABLE expert (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, organisation TEXT NOT NULL, title TEXT NOT NULL, field TEXT NOT NULL, region TEXT NOT NULL,
  contact TEXT NOT NULL, note TEXT NOT NULL, paused TEXT, created_at TEXT NOT NULL
) STRICT;

CREATE TABLE seated_expert (
  person_id TEXT PRIMARY KEY REFERENCES person(id), expert_id TEXT NOT NULL REFERENCES expert(id)
) STRICT;
CREATE INDEX seated_expert_by_expert ON seated_expert (expert_id);
`,
};
