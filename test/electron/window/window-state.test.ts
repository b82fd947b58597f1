/** The place of the window: kept for each set of screens, and never one that nobody could reach. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { keepPlace, recallPlace, type Place } from '../../../electron/hosts/shell/window/window-state.ts';
import { tempFolder } from '../../fixtures/store.ts';

const laptop = { x: 0, y: 0, width: 1366, height: 728 };
const beamer = { x: 1366, y: 0, width: 1920, height: 1080 };
const at = (change: Partial<Place> = {}): Place => ({ x: 50, y: 60, width: 1000, height: 600, maximized: false, ...change });

test('each_set_of_screens_has_a_place_whatever_their_order', () => {
  const path = join(tempFolder(), 'window-place.json');
  expect(recallPlace(path, [laptop])).toBeNull();
  keepPlace(path, [laptop], at());
  keepPlace(path, [laptop, beamer], at({ x: 1500, maximized: true }));
  expect(recallPlace(path, [laptop])).toEqual(at());
  expect(recallPlace(path, [beamer, laptop])).toEqual(at({ x: 1500, maximized: true }));
  expect(recallPlace(path, [beamer])).toBeNull();
});

test.each([
  ['beyond the right edge', { x: 1300 }, false],
  ['with just enough of its title', { x: 1266 }, true],
  ['beyond the left edge', { x: -950 }, false],
  ['above', { y: -40 }, false],
  ['below', { y: 700 }, false],
  ['at the edge of a frame', { y: -8 }, true],
])('%s', (_where, change, isKept) => {
  const path = join(tempFolder(), 'window-place.json');
  keepPlace(path, [laptop], at(change));
  expect(recallPlace(path, [laptop]) !== null).toBe(isKept);
});

test('only_the_last_sets_are_remembered', () => {
  const path = join(tempFolder(), 'window-place.json');
  const sets = Array.from({ length: 12 }, (_, index) => [{ ...laptop, width: 1400 + index }]);
  for (const set of sets) keepPlace(path, set, at());
  expect(sets.map((set) => recallPlace(path, set) !== null)).toEqual(sets.map((_, index) => index >= 4));
});

test.each(['', '[]', '{"a":1}', 'x'])('a damaged file is as if nothing had been kept: %s', (text) => {
  const path = join(tempFolder(), 'window-place.json');
  writeFileSync(path, text);
  expect(recallPlace(path, [laptop])).toBeNull();
  keepPlace(path, [laptop], at());
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({ '0,0,1366,728': at() });
});

test('a_place_that_cannot_be_kept_fails_nothing', () => {
  const path = join(tempFolder(), 'missing/window.json');
  keepPlace(path, [laptop], at());
  expect(recallPlace(path, [laptop])).toBeNull();
});
