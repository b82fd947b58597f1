import type { Migration } from './type/migration.ts';

/**
 * 合议: what a decision rested on, kept with it; votes of the panel, members' dissent, and the opinion of the whole group. A vote that is
 * corrected or taken back is told by its events; the row is the vote that stands.
 */
export const deliberation: Migration = {
  version: 15,
  name: 'deliberation',
  sql: `
ALTER TABLE decision ADD COLUMN ground TEXT CHECK (ground IS NULL OR json_valid(ground));

CREATE TABLE vote (
  application_id TEXT NOT NULL REFERENCES application(id), question TEXT NOT NULL, kept TEXT NOT NULL CHECK (json_valid(kept)),
  reason TEXT, at TEXT NOT NULL, PRIMARY KEY (application_id, question)
) STRICT, WITHOUT ROWID;

CREATE TABLE dissent (
  application_id TEXT NOT NULL REFERENCES application(id), person_id TEXT NOT NULL REFERENCES person(id), text TEXT NOT NULL,
  at TEXT NOT NULL, PRIMARY KEY (application_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX dissent_by_person ON dissent (person_id);

CREATE TABLE group_opinion (
  application_id TEXT PRIMARY KEY REFERENCES application(id), person_id TEXT NOT NULL REFERENCES person(id),
  strengths TEXT NOT NULL, problems TEXT NOT NULL, advice TEXT NOT NULL, at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX group_opinion_by_person ON group_opinion (person_id);
`,
};
