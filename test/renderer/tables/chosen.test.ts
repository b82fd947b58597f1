import { expect, test } from 'vitest';
import { press } from '../../../renderer/ui/tables/chosen.ts';

const ids = ['a', 'b', 'c', 'd', 'e'];
const of = (chosen: ReadonlySet<string>): string[] => [...chosen].sort();

test.each([
  ['one', [], 'c', null, true, ['c']],
  ['one off', ['b', 'c'], 'c', null, false, ['b']],
  ['a range down', ['b'], 'd', 'b', true, ['b', 'c', 'd']],
  ['a range up', ['d'], 'b', 'd', true, ['b', 'c', 'd']],
  ['a range off', ['a', 'b', 'c', 'd'], 'b', 'd', false, ['a']],
  ['from who is gone', ['a'], 'd', 'x', true, ['a', 'd']],
] as const)('%s', (_name, chosen, id, from, checked, expected) => {
  expect(of(press(ids, new Set(chosen), id, { from, checked }))).toEqual(expected);
});
