import type { Migration } from './type/migration.ts';

/**
 * Site visits: posts of those present, from when to when, interviews, matters to be put right, the leader's opinion on site,
 * and the spot-check of tenants: which were drawn from which list by which seed, and what was seen at each.
 */
export const visitInquiries: Migration = {
  version: 12,
  name: 'visit-inquiries',
  sql: `
ALTER TABLE visit ADD COLUMN posts TEXT CHECK (posts IS NULL OR json_valid(posts));
ALTER TABLE visit ADD COLUMN started TEXT CHECK (started IS NULL OR started GLOB '[0-2][0-9]:[0-5][0-9]');
ALTER TABLE visit ADD COLUMN ended TEXT CHECK (ended IS NULL OR ended GLOB '[0-2][0-9]:[0-5][0-9]');
DROP TRIGGER visit_is_sealed_as_it_is;
CREATE TRIGGER visit_is_sealed_as_it_is BEFORE UPDATE ON visit
  WHEN OLD.closed_at IS NOT NULL AND NEW.digest IS OLD.digest AND (NEW.visited_on IS NOT OLD.visited_on OR NEW.people IS NOT OLD.people
    OR NEW.posts IS NOT OLD.posts OR NEW.started IS NOT OLD.started OR NEW.ended IS NOT OLD.ended)
  BEGIN SELECT RAISE(ABORT, 'a closed visit is never changed under its seal'); END;

CREATE TABLE visit_interview (
  id TEXT PRIMARY KEY, visit_id TEXT NOT NULL REFERENCES visit(id), person TEXT NOT NULL, post TEXT, said TEXT NOT NULL,
  author TEXT NOT NULL, at TEXT NOT NULL, changed_at TEXT NOT NULL
) STRICT;
CREATE INDEX visit_interview_by_visit ON visit_interview (visit_id);

CREATE TABLE visit_matter (
  id TEXT PRIMARY KEY, visit_id TEXT NOT NULL REFERENCES visit(id), matter TEXT NOT NULL, due_on TEXT, responsible TEXT,
  author TEXT NOT NULL, at TEXT NOT NULL, changed_at TEXT NOT NULL
) STRICT;
CREATE INDEX visit_matter_by_visit ON visit_matter (visit_id);

CREATE TABLE visit_opinion (
  visit_id TEXT NOT NULL REFERENCES visit(id), kind TEXT NOT NULL CHECK (kind = 'leader'), leader TEXT NOT NULL, text TEXT NOT NULL,
  author TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (visit_id, kind)
) STRICT, WITHOUT ROWID;

CREATE TABLE visit_sample (
  id TEXT PRIMARY KEY, visit_id TEXT NOT NULL REFERENCES visit(id), seed TEXT NOT NULL CHECK (length(seed) = 64),
  firms TEXT NOT NULL CHECK (json_valid(firms)), drawn TEXT NOT NULL CHECK (json_valid(drawn)), author TEXT NOT NULL, at TEXT NOT NULL
) STRICT;
CREATE INDEX visit_sample_by_visit ON visit_sample (visit_id);
CREATE TRIGGER visit_sample_is_never_changed BEFORE UPDATE ON visit_sample BEGIN SELECT RAISE(ABORT, 'a draw is never changed'); END;
CREATE TRIGGER visit_sample_is_never_removed BEFORE DELETE ON visit_sample BEGIN SELECT RAISE(ABORT, 'a draw is never removed'); END;

CREATE TABLE visit_firm (
  visit_id TEXT NOT NULL REFERENCES visit(id), name TEXT NOT NULL, found TEXT NOT NULL CHECK (found IN ('there', 'notThere', 'notSeen')),
  staff INTEGER CHECK (staff >= 0), business TEXT, note TEXT, author TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (visit_id, name)
) STRICT, WITHOUT ROWID;
`,
};
