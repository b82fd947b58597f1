/** 随机抽取: who may be drawn, in which order, and who steps up for whoever refuses. */
import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { drawOrder, fitsDraw, partsOf, standings } from '../../../domain/panel/draw.ts';

const rankBy = (seed: string) => (id: string) => createHash('sha256').update(`${seed}\n${id}`).digest('hex');

test('the_order_is_that_of_sha_256_over_seed_and_id', () => {
  // ranks by another program's SHA-256: a 1095c393…, b 966be68f…, c a17d26e8…
  expect(drawOrder(['a', 'b', 'c'], rankBy('seed'))).toEqual(['a', 'b', 'c']);
});

test('no_order_of_the_roster_changes_who_is_drawn', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.uuid(), { maxLength: 30 }), fc.string(), (ids, seed) => {
      const order = drawOrder(ids, rankBy(seed));
      expect(drawOrder(ids.toReversed(), rankBy(seed))).toEqual(order);
      expect(order.toSorted()).toEqual(ids.toSorted());
    }),
  );
});

test.each([
  ['any', { fields: [], regions: [] }, true],
  ['one_of_several_fields', { fields: ['贸易', '物流'], regions: [] }, true],
  ['no_part_of_a_word', { fields: ['物'], regions: [] }, false],
  ['the_region', { fields: [], regions: ['长沙'] }, true],
  ['another_region', { fields: ['物流'], regions: ['株洲'] }, false],
])('%s', (_name, conditions, fits) => {
  expect(fitsDraw({ expertId: '1', field: '跨境电商、物流', region: '长沙' }, conditions)).toBe(fits);
});

test('fields_are_told_apart_however_they_are_written', () => {
  expect(partsOf('物流、贸易,海关；税务/ 财务 ，')).toEqual(['物流', '贸易', '海关', '税务', '财务']);
});

test('as_many_are_called_as_places_are_left', () => {
  const order = ['a', 'b', 'c', 'd'];
  const after = (...said: [string, boolean][]) =>
    standings(order, 2, new Map(said.map(([id, accepts]) => [id, { accepts }])))
      .map(({ answer }) => answer.slice(0, 3))
      .join(' ');
  expect(after()).toBe('cal cal wai wai');
  expect(after(['a', false])).toBe('ref cal cal wai');
  expect(after(['a', false], ['b', true])).toBe('ref acc cal wai');
  expect(after(['a', false], ['b', true], ['c', true])).toBe('ref acc acc wai');
  expect(after(['a', false], ['b', false], ['c', false], ['d', false])).toBe('ref ref ref ref');
});
