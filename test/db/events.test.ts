import fc from 'fast-check';
import { expect, test } from 'vitest';
import { appendEvent, findBrokenEvents, genesis, getChainHead, listEvents } from '../../db/queries/events.ts';
import { invariants } from '../../db/invariants.ts';
import { tempStore } from '../fixtures/store.ts';

const at = '2026-09-30T06:03:22.123Z';

function fill(count: number) {
  const store = tempStore();
  store.write((tx) => {
    for (let index = 0; index < count; index++)
      appendEvent(tx, { actor: 'secretary', at, kind: 'round.create', entity: `round:${index}`, new: { index } });
  });
  return store;
}

test('each_event_carries_the_hash_of_the_one_before', () => {
  const store = fill(5);
  const rows = listEvents(store.read, { limit: 10 });
  expect(rows.map((row) => row.seq)).toEqual([1, 2, 3, 4, 5]);
  expect(rows.map((row) => row.prevHash)).toEqual([genesis, ...rows.slice(0, -1).map((row) => row.hash)]);
  expect(getChainHead(store.read)).toEqual({ seq: 5, hash: rows.at(-1)?.hash });
  expect(findBrokenEvents(store.read)).toEqual([]);
});

test('events_can_be_neither_changed_nor_removed_through_sql', () => {
  const store = fill(2);
  expect(() => store.read.sqlite.exec("UPDATE event SET reason = 'x' WHERE seq = 1")).toThrow(/append-only/);
  expect(() => store.read.sqlite.exec('DELETE FROM event WHERE seq = 2')).toThrow(/append-only/);
});

test.each([
  ['actor', "UPDATE event SET actor = 'someone' WHERE seq = 3", [3]],
  ['new value', `UPDATE event SET new = '{"index":9}' WHERE seq = 3`, [3]],
  ['reason', "UPDATE event SET reason = 'because' WHERE seq = 3", [3]],
  ['hash', `UPDATE event SET hash = '${'f'.repeat(64)}' WHERE seq = 3`, [3, 4]],
  ['a missing row', 'DELETE FROM event WHERE seq = 3', [4]],
])('a_forged_%s_shows', (_what, sql, broken) => {
  const store = fill(5);
  // a forger is not stopped by triggers
  store.read.sqlite.exec('DROP TRIGGER event_is_never_changed; DROP TRIGGER event_is_never_removed;');
  store.read.sqlite.exec(sql);
  expect(findBrokenEvents(store.read)).toEqual(broken);
  expect(invariants.find((one) => one.id === 'chain')?.find(store.read)).toEqual(broken.map((seq) => `event:${seq}`));
});

test('a_write_that_throws_leaves_neither_row_nor_event', () => {
  const store = fill(1);
  expect(() =>
    store.write((tx) => {
      appendEvent(tx, { actor: 'secretary', at, kind: 'round.create', entity: 'round:x' });
      throw new Error('stop');
    }),
  ).toThrow('stop');
  expect(getChainHead(store.read)?.seq).toBe(1);
});

test('entities_are_found_by_name_and_by_beginning', () => {
  const store = tempStore();
  fc.assert(
    fc.property(fc.uniqueArray(fc.stringMatching(/^[a-z/一-龥-]{1,8}$/), { minLength: 1, maxLength: 6 }), (names) => {
      const before = getChainHead(store.read)?.seq ?? 0;
      store.write((tx) => {
        for (const name of names) appendEvent(tx, { actor: 'a', at, kind: 'score.set', entity: `x:${name}` });
      });
      for (const name of names) {
        expect(listEvents(store.read, { entity: `x:${name}`, after: before, limit: 100 }).map((row) => row.entity)).toEqual([`x:${name}`]);
        const start = name.slice(0, 1);
        expect(listEvents(store.read, { entity: `x:${start}*`, after: before, limit: 100 }).map((row) => row.entity)).toEqual(
          names.filter((one) => one.startsWith(start)).map((one) => `x:${one}`),
        );
      }
    }),
    { numRuns: 30 },
  );
});

test('queries_by_entity_use_the_index', () => {
  const store = fill(1);
  const plan = store.read.sqlite.prepare('EXPLAIN QUERY PLAN SELECT * FROM event WHERE entity = ? ORDER BY seq').all('x') as {
    detail: string;
  }[];
  expect(plan.map((row) => row.detail).join()).toContain('event_by_entity');
});
