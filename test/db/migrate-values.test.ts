import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { migrations } from '../../db/migrations/index.ts';
import { migrate } from '../../db/store/migrate.ts';
import { tempFolder } from '../fixtures/store.ts';

/** A store as the eighth step left it, with one park and what two sources say of it. */
function before(): Database.Database {
  const sqlite = new Database(join(tempFolder(), 'x.db'));
  migrate(sqlite, migrations, () => {}, 8);
  sqlite.exec(`
    INSERT INTO round VALUES ('r', 's', '{}', NULL, NULL, '评审', '2026-09-30', '{}', 'preparing', '2026-09-01');
    INSERT INTO application VALUES ('a', 'r', '甲', NULL, NULL, NULL, NULL, 'p', '2026-09-01');
    INSERT INTO field_value VALUES ('a', 'companies', 'form', '30家', '30', 'count', NULL, NULL, '2026-09-01');
    INSERT INTO field_value VALUES ('a', 'companies', 'evidence', '28', '28', 'count', '清单', '[]', '2026-09-02');
  `);
  return sqlite;
}

test('values_keep_every_word_and_may_be_copied_by_hand_from_then_on', () => {
  const sqlite = before();
  const values = () => sqlite.prepare('SELECT * FROM field_value ORDER BY application_id, key, source').raw().all();
  const copy = () =>
    sqlite.exec("INSERT INTO field_value VALUES ('a', 'contact', 'typed', '某人', '\"某人\"', NULL, NULL, NULL, '2026-09-03')");
  const was = values();
  expect(copy).toThrow(/CHECK/);
  migrate(sqlite, migrations);
  expect(values()).toEqual(was);
  // untouched rows are not logged as written
  expect(sqlite.prepare("SELECT count(*) FROM row_log WHERE rows LIKE '%field_value%' AND seq > 1").pluck().get()).toBe(0);
  copy();
  expect(values().length).toBe(was.length + 1);
  expect(() => sqlite.exec("INSERT INTO field_value VALUES ('a', 'contact', 'guess', '', NULL, NULL, NULL, NULL, '2026-09-03')")).toThrow(
    /CHECK/,
  );
  sqlite.close();
});
