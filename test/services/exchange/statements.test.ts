/** What an expert signed stays provable at the office, whoever has the database in hand. */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { hashEvent, type EventRow } from '../../../db/queries/events.ts';
import { openStore } from '../../../db/store/open.ts';
import { submitSheet, type Review } from '../../fixtures/review.ts';
import { openLaptop, openOffice } from '../../fixtures/exchange/office.ts';

async function unwell({ call }: Review): Promise<Record<string, string[]>> {
  return Object.fromEntries((await call('workspace.doctor', {})).checks.filter(({ ok }) => !ok).map(({ id, found }) => [id, found]));
}

test('a_score_that_came_in_a_return_is_held_against_what_its_expert_signed', async () => {
  const office = await openOffice({ parks: 1, experts: 1 });
  const [expert = ''] = office.experts;
  const [park = ''] = office.parks;
  const laptop = openLaptop(office, expert);
  await laptop.open(await office.issue(expert));
  await submitSheet({ ...office, ...laptop }, expert, park, 0.6);
  await office.merge(await laptop.giveBack());
  expect([await unwell(office), await unwell(laptop)]).toEqual([{}, {}]);
  // what the office does with it afterwards is its own and on record
  await office.call('scores.reopen', { personId: expert, applicationId: park, cause: 'extreme', reason: '专家要求' });
  expect(await unwell(office)).toEqual({});
  office.host.session.release();

  const criterion = office.leaves[0]?.id ?? '';
  const entity = `score:${expert}/${park}/${criterion}`;
  const where = `person_id = '${expert}' AND application_id = '${park}' AND criterion_id = '${criterion}'`;
  const raise = (text: string): string => text.replace(/"points100":\d+/, '"points100":1');
  /** through the program's own connection: the log of rows is counted anew with it */
  const past = (work: (sqlite: Database.Database) => void): void => {
    const store = openStore(office.dir);
    store.write(({ sqlite }) => work(sqlite));
    store.close();
  };
  const triggersOf = (sqlite: Database.Database, table: string): string[] => {
    const found = sqlite.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = ?").all(table) as {
      name: string;
      sql: string;
    }[];
    for (const { name } of found) sqlite.exec(`DROP TRIGGER ${name}`);
    return found.map(({ sql }) => sql);
  };

  const before = new Database(join(office.dir, 'panel.db'), { readonly: true });
  const score = before.prepare(`SELECT points100 FROM score WHERE ${where}`).pluck().get() as number;
  const version = before.prepare('SELECT id, content FROM cell_version WHERE entity = ? AND content IS NOT NULL').get(entity) as {
    id: string;
    content: string;
  };
  before.close();
  expect(score).not.toBe(1);

  past((sqlite) => sqlite.exec(`UPDATE score SET points100 = 1 WHERE ${where}`));
  const first = await unwell(office);
  expect(first['rows']).toBeUndefined();
  expect(first['returns']).toContain(entity);
  office.host.session.release();
  // the history made to say so too
  past((sqlite) =>
    sqlite.prepare('UPDATE cell_version SET content = ? WHERE entity = ? AND id = ?').run(raise(version.content), entity, version.id),
  );
  expect((await unwell(office))['returns']).toContain(entity);
  office.host.session.release();
  // and the event, with a new name throughout: now everything here agrees but what was signed
  past((sqlite) => {
    const again = triggersOf(sqlite, 'foreign_event');
    const row = sqlite
      .prepare('SELECT *, prev_hash AS prevHash FROM foreign_event WHERE entity = ? AND new LIKE ?')
      .get(entity, '%points100%') as EventRow;
    const next = { ...row, new: raise(row.new ?? '') };
    const hash = hashEvent(next);
    sqlite.prepare('UPDATE foreign_event SET new = ?, hash = ? WHERE hash = ?').run(next.new, hash, row.hash);
    sqlite.prepare('UPDATE cell_version SET id = ? WHERE entity = ? AND id = ?').run(hash, entity, row.hash);
    sqlite.prepare('UPDATE cell_version SET parents = replace(parents, ?, ?) WHERE entity = ?').run(row.hash, hash, entity);
    for (const sql of again) sqlite.exec(sql);
  });
  const told = await unwell(office);
  expect(told['rows']).toBeUndefined();
  expect(told['foreign-events']).toBeUndefined();
  expect(told['returns']).toContain(entity);
  office.host.session.release();
  // and the statement itself
  past((sqlite) => {
    const again = triggersOf(sqlite, 'return_statement');
    sqlite.exec("UPDATE return_statement SET cells = x'00'");
    for (const sql of again) sqlite.exec(sql);
  });
  expect((await unwell(office))['returns']?.[0]).toMatch(/^return_statement:/);
  office.host.session.release();
  past((sqlite) => {
    const again = triggersOf(sqlite, 'return_statement');
    sqlite.exec("UPDATE return_statement SET signature = x'00'");
    for (const sql of again) sqlite.exec(sql);
  });
  expect((await unwell(office))['signed-returns']?.[0]).toMatch(/^return_statement:/);
  office.host.session.release();
  past((sqlite) => {
    const again = triggersOf(sqlite, 'return_statement');
    sqlite.exec('DELETE FROM return_statement');
    for (const sql of again) sqlite.exec(sql);
  });
  expect((await unwell(office))['returns']?.[0]).toMatch(/^exchange_file:.*\/merged$/);
}, 240_000);
