import { expect, test } from 'vitest';
import { invariants } from '../../db/invariants.ts';
import { appendEvent } from '../../db/queries/events.ts';
import { tempStore } from '../fixtures/store.ts';

const hash = 'a'.repeat(64);
const seed = `
  INSERT INTO round VALUES ('r', 's', '{}', '{}', '2026-01-01', 'R', '2026-01-01', '{}', 'scoring', '2026-01-01'), ('r2', 's', '{}', NULL, NULL, 'R2', '2026-01-01', '{}', 'preparing', '2026-01-01');
  INSERT INTO application VALUES ('a', 'r', 'A园', NULL, NULL, NULL, NULL, 'p', '2026-01-01');
  INSERT INTO package VALUES ('p', 'a', 'a.zip', '${hash}', 1, 0, 'docx', '[]', '2026-01-01', NULL);
  INSERT INTO person VALUES ('e', 'r', '李', '', '', 'expert', '2026-01-01', NULL), ('f', 'r2', '王', '', '', 'expert', '2026-01-01', NULL);
  INSERT INTO assignment VALUES ('e', 'a');
  INSERT INTO sheet VALUES ('e', 'a', 'draft', NULL, NULL);`;

function broken(sql: string): string[] {
  const store = tempStore();
  store.write((tx) => {
    tx.sqlite.exec(seed);
    appendEvent(tx, { actor: 'secretary', at: 'now', kind: 'package.import', entity: 'application:a', new: { packageId: 'p' } });
    appendEvent(tx, { actor: 'secretary', at: 'now', kind: 'panel.assign', entity: 'person:e', new: { applicationIds: ['a'] } });
  });
  expect(invariants.flatMap((one) => one.find(store.read))).toEqual([]);
  store.read.sqlite.pragma('foreign_keys = OFF');
  store.write((tx) => tx.sqlite.exec(sql));
  return invariants.filter((one) => one.find(store.read).length > 0).map((one) => one.id);
}

test.each([
  ['a reference to nothing', "INSERT INTO assignment VALUES ('nobody', 'a')", ['references', 'values']],
  ['an application without its package in force', "UPDATE package SET replaced_at = '2026-02-01'", ['package-in-force']],
  ['a sheet of somebody not assigned', 'DELETE FROM assignment', ['values', 'score-owner']],
  ['an expert of another round', "INSERT INTO assignment VALUES ('f', 'a')", ['values', 'same-round']],
  ['scoring without a frozen rubric', "UPDATE round SET rubric_frozen_at = NULL WHERE id = 'r'", ['scoring-frozen']],
  [
    'a score that no event tells of',
    "INSERT INTO score VALUES ('e', 'a', 'c1', 800, NULL, '[]', 1, '2026-01-01')",
    ['score-history', 'histories'],
  ],
])('%s_is_found', (_what, sql, ids) => {
  expect(broken(sql)).toEqual(ids);
});
