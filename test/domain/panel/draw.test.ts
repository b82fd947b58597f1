/** 随机抽取: who may be drawn, in which order, and who steps up for whoever refuses. */
import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { drawOrder, fitsDraw, partsOf, standings, type DrawnOne } from '../../../domain/panel/draw.ts';

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

const answersOf = (size: number, known: Readonly<Record<string, Partial<DrawnOne>>>) =>
  standings(
    ['a', 'b', 'c', 'd'],
    size,
    new Map(Object.entries(known).map(([id, one]) => [id, { said: null, sits: false, hasSuccessor: false, ...one }])),
  )
    .map(({ answer }) => answer.slice(0, 3))
    .join(' ');
const [accepted, refused, withdrawn] = [{ said: 'accepted' }, { said: 'refused' }, { said: 'withdrawn' }] as const;

test.each<[string, Readonly<Record<string, Partial<DrawnOne>>>, string]>([
  ['nothing_said', {}, 'cal cal wai wai'],
  ['one_refused', { a: refused }, 'ref cal cal wai'],
  ['the_next_accepted', { a: refused, b: accepted }, 'ref acc cal wai'],
  ['all_places_taken', { a: refused, b: accepted, c: accepted }, 'ref acc acc wai'],
  ['nobody_left', { a: refused, b: refused, c: refused, d: refused }, 'ref ref ref ref'],
  ['one_left_again', { a: withdrawn, b: accepted }, 'wit acc cal wai'],
  ['the_called_one_was_seated', { a: { sits: true } }, 'acc cal wai wai'],
  ['one_in_reserve_was_seated', { c: { sits: true } }, 'cal cal sea wai'],
  ['and_has_the_place_that_comes_free', { a: refused, c: { sits: true } }, 'ref cal acc wai'],
  ['who_refused_was_seated', { a: { said: 'refused', sits: true } }, 'sea cal cal wai'],
  ['who_left_came_back_late', { a: { said: 'withdrawn', sits: true }, b: accepted, c: accepted }, 'sea acc acc wai'],
  ['who_accepted_has_a_successor', { a: { said: 'replaced' } }, 'rep cal wai wai'],
  ['who_was_seated_has_a_successor', { a: { hasSuccessor: true } }, 'rep cal wai wai'],
  ['beyond_the_places', { a: accepted, b: accepted, c: { hasSuccessor: true } }, 'acc acc wit wai'],
  ['who_refused_was_seated_and_replaced', { a: { said: 'refused', hasSuccessor: true } }, 'ref cal cal wai'],
  ['who_was_replaced_came_back', { a: { sits: true, hasSuccessor: true } }, 'acc cal wai wai'],
  ['two_entries_were_one', { a: accepted, b: { said: 'merged', sits: true } }, 'acc mer cal wai'],
])('standings_%s', (_name, known, answers) => {
  expect(answersOf(2, known)).toBe(answers);
});
