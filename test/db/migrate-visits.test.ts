import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { migrate } from '../../db/store/migrate.ts';
import { migrations } from '../../db/migrations/index.ts';
import { tempFolder } from '../fixtures/store.ts';

test('sheets_of_recused_experts_become_void_and_the_others_do_not', () => {
  const sqlite = new Database(join(tempFolder(), 'x.db'));
  migrate(sqlite, migrations, () => {}, 1);
  sqlite.exec(`
    INSERT INTO round VALUES ('r', 's', '{}', '{}', '2026-01-01', 'R', '2026-01-01', '{}', 'scoring', '2026-01-01');
    INSERT INTO application VALUES ('a', 'r', 'A园', NULL, NULL, NULL, NULL, 'p', '2026-01-01');
    INSERT INTO person VALUES ('e', 'r', '李', '', '', 'expert', '2026-01-01'), ('f', 'r', '王', '', '', 'expert', '2026-01-01');
    INSERT INTO assignment VALUES ('e', 'a'), ('f', 'a');
    INSERT INTO conflict VALUES ('e', 'a', 'kinship', '亲属', '2026-01-02'), ('f', 'a', 'none', NULL, '2026-01-02');
    INSERT INTO sheet VALUES ('e', 'a', 'submitted', '${'a'.repeat(64)}', '2026-01-01'), ('f', 'a', 'draft', NULL, NULL);`);
  migrate(sqlite, migrations);
  expect(sqlite.prepare('SELECT * FROM void_sheet').all()).toEqual([
    { person_id: 'e', application_id: 'a', cause: 'recusal', reason: '亲属', at: '2026-01-02' },
  ]);
  expect(sqlite.prepare('SELECT count(*) FROM sheet').pluck().get()).toBe(2);
});

test('answers_and_signatures_of_old_visits_stay_and_the_new_answer_is_taken', () => {
  const sqlite = new Database(join(tempFolder(), 'x.db'));
  migrate(sqlite, migrations, () => {}, 4);
  sqlite.exec(`
    INSERT INTO round VALUES ('r', 's', '{}', '{}', '2026-01-01', 'R', '2026-01-01', '{}', 'scoring', '2026-01-01');
    INSERT INTO application (id, round_id, park_name, package_id, created_at) VALUES ('a', 'r', 'A园', 'p', '2026-01-01');
    INSERT INTO visit VALUES ('v', 'a', '2026-01-02', '[]', 'secretary', '2026-01-02', NULL, NULL);
    INSERT INTO visit_check VALUES ('v', 'x', 'holds', NULL, 'secretary', '2026-01-02'), ('v', 'y', 'notSeen', '锁闭', 'secretary', '2026-01-02');
    INSERT INTO visit_sign VALUES ('s', 'v', '李', NULL, '[[[0,0,0],[1,1,9]]]', '2026-01-02');`);
  const answers = sqlite.prepare('SELECT * FROM visit_check').all();
  migrate(sqlite, migrations);
  expect(sqlite.prepare('SELECT * FROM visit_check').all()).toEqual(answers);
  expect(sqlite.prepare('SELECT name, strokes, role FROM visit_sign').all()).toEqual([
    { name: '李', strokes: '[[[0,0,0],[1,1,9]]]', role: null },
  ]);
  sqlite.exec("INSERT INTO visit_check VALUES ('v', 'z', 'holdsPartly', NULL, 'secretary', '2026-01-02')");
  expect(() => sqlite.exec("INSERT INTO visit_check VALUES ('v', 'w', 'perhaps', NULL, 'secretary', '2026-01-02')")).toThrow(/CHECK/);
  expect(() => sqlite.exec("INSERT INTO visit_sign VALUES ('t', 'v', '王', NULL, '[]', '2026-01-02', 'guest', NULL)")).toThrow(/CHECK/);
});

test('a_closed_visit_keeps_its_photos_and_its_seal_when_visits_learn_to_merge', () => {
  const sqlite = new Database(join(tempFolder(), 'x.db'));
  migrate(sqlite, migrations, () => {}, 5);
  const digest = 'd'.repeat(64);
  sqlite.exec(`
    INSERT INTO round VALUES ('r', 's', '{}', '{}', '2026-01-01', 'R', '2026-01-01', '{}', 'scoring', '2026-01-01');
    INSERT INTO application (id, round_id, park_name, package_id, created_at) VALUES ('a', 'r', 'A园', 'p', '2026-01-01'), ('b', 'r', 'B园', 'q', '2026-01-01');
    INSERT INTO visit VALUES ('v', 'a', '2026-01-02', '[]', 'secretary', '2026-01-02', NULL, NULL);
    INSERT INTO visit_photo VALUES ('f', 'v', '大门.jpg', 'image/jpeg', '${'e'.repeat(64)}', 9, '大门', NULL, 28.1, 112.9, 6, 'secretary', '2026-01-02');
    UPDATE visit SET closed_at = '2026-01-03', digest = '${digest}';`);
  const photos = sqlite.prepare('SELECT * FROM visit_photo').all();
  expect(photos).toHaveLength(1);
  migrate(sqlite, migrations);
  expect(sqlite.prepare('SELECT * FROM visit_photo').all()).toEqual(photos.map((row) => ({ ...(row as object), about: null })));
  expect(() => sqlite.exec('UPDATE visit SET people = \'["李"]\'')).toThrow(/under its seal/);
  expect(() => sqlite.exec("UPDATE visit SET application_id = 'b'")).toThrow(/stays with its park/);
  // two people brought the same picture
  sqlite.exec(
    `INSERT INTO visit_photo SELECT 'g', visit_id, name, media_type, sha256, bytes, caption, taken_at, latitude, longitude, orientation, 'other', at, NULL FROM visit_photo`,
  );
  expect(() => sqlite.exec("INSERT INTO revocation_list VALUES ('root', 0, 'list', '2026-01-03')")).toThrow(/CHECK/);
});

test('a_record_that_was_closed_before_there_were_interviews_keeps_its_seal_and_a_draw_is_never_changed', () => {
  const sqlite = new Database(join(tempFolder(), 'x.db'));
  migrate(sqlite, migrations, () => {}, 11);
  const digest = 'd'.repeat(64);
  sqlite.exec(`
    INSERT INTO round VALUES ('r', 's', '{}', '{}', '2026-01-01', 'R', '2026-01-01', '{}', 'scoring', '2026-01-01');
    INSERT INTO application (id, round_id, park_name, package_id, created_at) VALUES ('a', 'r', 'A园', 'p', '2026-01-01');
    INSERT INTO visit VALUES ('v', 'a', '2026-01-02', '["李"]', 'secretary', '2026-01-02', '2026-01-03', '${digest}');`);
  const before = sqlite.prepare('SELECT * FROM visit').get() as object;
  migrate(sqlite, migrations);
  expect(sqlite.prepare('SELECT * FROM visit').get()).toEqual({ ...before, posts: null, started: null, ended: null });
  for (const change of ["posts = '{}'", "started = '09:00'", "ended = '09:00'", "people = '[]'"])
    expect(() => sqlite.exec(`UPDATE visit SET ${change}`), change).toThrow(/under its seal/);
  expect(() => sqlite.exec("UPDATE visit SET started = '9 am', digest = 'e'")).toThrow(/CHECK/);
  sqlite.exec(`INSERT INTO visit_sample VALUES ('s', 'v', '${digest}', '["甲","乙"]', '["乙"]', 'secretary', '2026-01-03')`);
  expect(() => sqlite.exec('UPDATE visit_sample SET drawn = \'["甲"]\'')).toThrow(/never changed/);
  expect(() => sqlite.exec('DELETE FROM visit_sample')).toThrow(/never removed/);
  expect(() => sqlite.exec("INSERT INTO visit_firm VALUES ('v', '甲', 'perhaps', NULL, NULL, NULL, 'secretary', '2026-01-03')")).toThrow(
    /CHECK/,
  );
});
