/** Values changed in the tables by somebody who counts the log of rows anew: the events still say what was given. */
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { invariants } from '../../../db/invariants.ts';
import { openStore } from '../../../db/store/open.ts';
import { logChangesOf } from '../../../db/store/row-log.ts';
import { seatReview, submitSheet } from '../../fixtures/review.ts';
import { tempFolder } from '../../fixtures/store.ts';

/** What the doctor finds by each of the checks, of a copy of the database in which `sql` was run. */
function foundAfter(database: string, sql: string): Record<string, string[]> {
  const dir = tempFolder();
  copyFileSync(database, join(dir, 'panel.db'));
  const sqlite = new Database(join(dir, 'panel.db'));
  sqlite.pragma('foreign_keys = OFF');
  logChangesOf(sqlite, () => {
    if (sql !== '') expect(sqlite.prepare(sql).run().changes, sql).toBeGreaterThan(0);
  });
  sqlite.close();
  const store = openStore(dir);
  onTestFinished(() => store.close());
  return Object.fromEntries(
    invariants.filter(({ id }) => ['chain', 'rows', 'row-log', 'values'].includes(id)).map(({ id, find }) => [id, find(store.read)]),
  );
}

test('each_value_that_decides_is_held_against_the_events', async () => {
  const seated = await seatReview({ parks: 2, experts: 3 });
  const { call, dir, parks, experts, roundId, leaves, host } = seated;
  const [park = '', other = ''] = parks;
  const [expert = '', second = ''] = experts;
  for (const personId of experts) for (const id of parks) await submitSheet(seated, personId, id, 0.8);
  await call('scores.reopen', { personId: second, applicationId: other, cause: 'extreme', reason: '填错一项' });
  await call('opinions.set', { personId: expert, applicationId: park, text: '材料齐全', recommendation: 'recommend' }, expert);
  const { fields } = await call('applications.get', { applicationId: park });
  const key = fields.find((field) => field.key === 'area' || /area/i.test(field.key))?.key ?? '';
  await call('applications.setField', { applicationId: park, key, value: 4100, reason: '更正' });
  await call('minutes.save', { roundId, heldOn: '2026-11-01', place: '会议室', text: '记录' });
  host.session.release();

  const database = join(dir, 'panel.db');
  const clean = { chain: [], rows: [], 'row-log': [] };
  expect(foundAfter(database, '')).toEqual({ ...clean, values: [] });
  const criterion = leaves[0]?.id ?? '';
  const sheet = `WHERE person_id = '${expert}' AND application_id = '${park}'`;
  const line = `${sheet} AND criterion_id = '${criterion}'`;
  const score = `score:${expert}/${park}/${criterion}`;
  const cases: readonly (readonly [entity: string, sql: string])[] = [
    [score, `UPDATE score SET points100 = points100 - 10 ${line}`],
    [score, `UPDATE score SET comment = '改' ${line}`],
    [score, `DELETE FROM score ${line}`],
    [`sheet:${expert}/${park}`, `UPDATE sheet SET digest = 'aa' ${sheet}`],
    [
      `sheet:${second}/${other}`,
      `UPDATE sheet SET state = 'submitted', digest = 'aa', submitted_at = 'x' WHERE person_id = '${second}' AND application_id = '${other}'`,
    ],
    [`opinion:${expert}/${park}`, `UPDATE opinion SET text = '不推荐' ${sheet}`],
    [
      `field:${park}/${key}/evidence`,
      `UPDATE field_value SET value = '9999' WHERE application_id = '${park}' AND key = '${key}' AND source = 'evidence'`,
    ],
    [
      `field:${park}/${key}/evidence`,
      `UPDATE field_value SET reason = '另一理由' WHERE application_id = '${park}' AND key = '${key}' AND source = 'evidence'`,
    ],
    [`conflict:${expert}/${park}`, `UPDATE conflict SET reason = 'x' ${sheet}`],
    [`person:${expert}`, `UPDATE person SET role = 'expert' WHERE id = '${expert}'`],
    [`minutes:${roundId}/1`, "UPDATE minutes SET text = '另一份'"],
    [`minutes:${roundId}/1`, 'DELETE FROM minutes'],
    [`round:${roundId}`, "UPDATE round SET rubric = json_set(rubric, '$.criteria[0].max100', 1)"],
    [`application:${other}`, `UPDATE application SET park_name = '另一园区' WHERE id = '${other}'`],
  ];
  for (const [entity, sql] of cases) expect(foundAfter(database, sql), sql).toEqual({ ...clean, values: [entity] });
});
