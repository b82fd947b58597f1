import type { Migration } from './type/migration.ts';

/** Site visits: what a signature was given for, how a figure was measured, and what a photo shows. */
export const visitSignatures: Migration = {
  version: 11,
  name: 'visit-signatures',
  sql: `
ALTER TABLE visit_sign ADD COLUMN covers TEXT CHECK (covers IS NULL OR json_valid(covers));
ALTER TABLE visit_measure ADD COLUMN method TEXT CHECK (method IS NULL OR method IN ('tape', 'drawing', 'ledger', 'system', 'counted', 'asked'));
ALTER TABLE visit_photo ADD COLUMN about TEXT;
`,
};
