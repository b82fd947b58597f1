import type { Migration } from '../type/migration.ts';

/**
 * Records of visits that several laptops wrote: a closed one takes in what was written elsewhere before, and is closed
 * anew with another seal; two people may bring the same picture. And the institution's lists of what it took back.
 */
export const mergedVisits: Migration = {
  version: 6,
  name: 'merged-visits',
  sql: `
DROP TRIGGER visit_stays_closed;
CREATE TRIGGER visit_is_sealed_as_it_is BEFORE UPDATE ON visit
  WHEN OLD.closed_at IS NOT NULL AND NEW.digest IS OLD.digest AND (NEW.visited_on IS NOT OLD.visited_on OR NEW.people IS NOT OLD.people)
  BEGIN SELECT RAISE(ABORT, 'a closed visit is never changed under its seal'); END;
CREATE TRIGGER visit_stays_with_its_park BEFORE UPDATE ON visit WHEN NEW.application_id IS NOT OLD.application_id BEGIN SELECT RAISE(ABORT, 'a visit stays with its park'); END;

CREATE TABLE visit_photo_next (
  id TEXT PRIMARY KEY, visit_id TEXT NOT NULL REFERENCES visit(id), name TEXT NOT NULL, media_type TEXT NOT NULL,
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64), bytes INTEGER NOT NULL, caption TEXT NOT NULL, taken_at TEXT,
  latitude REAL, longitude REAL, orientation INTEGER, author TEXT NOT NULL, at TEXT NOT NULL,
  CHECK ((latitude IS NULL) = (longitude IS NULL))
) STRICT;
INSERT INTO visit_photo_next SELECT id, visit_id, name, media_type, sha256, bytes, caption, taken_at, latitude, longitude, orientation, author, at FROM visit_photo;
DROP TABLE visit_photo;
ALTER TABLE visit_photo_next RENAME TO visit_photo;
CREATE INDEX visit_photo_by_visit ON visit_photo (visit_id, sha256);

CREATE TABLE revocation_list (
  root TEXT PRIMARY KEY, number INTEGER NOT NULL CHECK (number > 0), list TEXT NOT NULL, at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`,
};
