import type { Migration } from '../type/migration.ts';

/** Files between laptops: histories of owned rows, other devices' events, what went out and came in. */
export const exchange: Migration = {
  version: 3,
  name: 'exchange',
  sql: `
ALTER TABLE identity ADD COLUMN recipient TEXT;
ALTER TABLE identity ADD COLUMN revoked_at TEXT;
ALTER TABLE identity ADD COLUMN revoked_reason TEXT;

CREATE TABLE exchange_file (
  serial TEXT NOT NULL, direction TEXT NOT NULL CHECK (direction IN ('issued', 'opened', 'returned', 'merged')),
  round_id TEXT NOT NULL REFERENCES round(id), person_id TEXT NOT NULL REFERENCES person(id),
  device TEXT NOT NULL, chain_seq INTEGER NOT NULL, manifest TEXT NOT NULL CHECK (json_valid(manifest)), manifest_sha256 TEXT NOT NULL,
  path TEXT NOT NULL, bytes INTEGER NOT NULL, report TEXT CHECK (report IS NULL OR json_valid(report)), at TEXT NOT NULL,
  PRIMARY KEY (serial, direction)
) STRICT, WITHOUT ROWID;
CREATE INDEX exchange_file_by_person ON exchange_file (person_id, direction);

CREATE TABLE foreign_event (
  hash TEXT PRIMARY KEY CHECK (length(hash) = 64), device TEXT NOT NULL, seq INTEGER NOT NULL, prev_hash TEXT NOT NULL,
  actor TEXT, at TEXT, kind TEXT, entity TEXT, old TEXT, new TEXT, reason TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX foreign_event_by_device ON foreign_event (device, seq);
CREATE INDEX foreign_event_by_entity ON foreign_event (entity) WHERE entity IS NOT NULL;
CREATE TRIGGER foreign_event_is_never_changed BEFORE UPDATE ON foreign_event WHEN OLD.entity IS NOT NULL BEGIN SELECT RAISE(ABORT, 'event rows are append-only'); END;
CREATE TRIGGER foreign_event_is_never_removed BEFORE DELETE ON foreign_event BEGIN SELECT RAISE(ABORT, 'event rows are append-only'); END;

CREATE TABLE cell_version (
  entity TEXT NOT NULL, id TEXT NOT NULL, device TEXT NOT NULL, parents TEXT NOT NULL CHECK (json_valid(parents)),
  sealed INTEGER NOT NULL CHECK (sealed IN (0, 1)), content TEXT CHECK (content IS NULL OR json_valid(content)), at TEXT,
  PRIMARY KEY (entity, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX cell_head ON cell_version (entity) WHERE content IS NOT NULL;

CREATE TABLE lineage_cursor (id INTEGER PRIMARY KEY CHECK (id = 1), seq INTEGER NOT NULL) STRICT;
INSERT INTO lineage_cursor (id, seq) VALUES (1, 0);
`,
};
