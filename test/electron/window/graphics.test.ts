/** Deaths of the graphics process are counted in the profile; at the second within a week the next start draws without it. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { isGraphicsOff, noteGraphicsDeath } from '../../../electron/hosts/shell/window/graphics.ts';
import { tempFolder } from '../../fixtures/store.ts';

const day = 24 * 60 * 60 * 1000;
const now = Date.parse('2026-11-29T08:00:00Z');
const at = (ms: number, electron = '45.4.1') => ({ electron, now: ms });
const crash = { type: 'GPU', reason: 'crashed' };
let path = '';

beforeEach(() => {
  path = join(tempFolder(), 'graphics.json');
});

test('one_death_is_an_accident_and_two_are_none', () => {
  expect(isGraphicsOff(path, at(now))).toBe(false);
  noteGraphicsDeath(path, crash, at(now));
  expect(isGraphicsOff(path, at(now))).toBe(false);
  noteGraphicsDeath(path, crash, at(now + day));
  expect(isGraphicsOff(path, at(now + day))).toBe(true);
});

test('it_is_tried_again_after_a_month_and_with_another_electron', () => {
  for (const ms of [now, now + 1]) noteGraphicsDeath(path, crash, at(ms));
  expect([29, 31].map((days) => isGraphicsOff(path, at(now + days * day)))).toEqual([true, false]);
  expect(isGraphicsOff(path, at(now + day, '46.0.0'))).toBe(false);
});

test('deaths_far_apart_are_accidents', () => {
  for (const days of [0, 8, 16]) noteGraphicsDeath(path, crash, at(now + days * day));
  expect(isGraphicsOff(path, at(now + 16 * day))).toBe(false);
});

test.each([
  { type: 'GPU', reason: 'clean-exit' },
  { type: 'GPU', reason: 'killed' },
  { type: 'Utility', reason: 'crashed' },
])('%j is none of them', (gone) => {
  for (let times = 0; times < 3; times++) noteGraphicsDeath(path, gone, at(now));
  expect(isGraphicsOff(path, at(now))).toBe(false);
});

test.each(['', 'null', '{"deaths":9}', '{"electron":"45.4.1","deaths":"9","at":0}'])('%j in its place is nothing', (text) => {
  writeFileSync(path, text);
  expect(isGraphicsOff(path, at(now))).toBe(false);
  noteGraphicsDeath(path, crash, at(now));
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({ electron: '45.4.1', deaths: 1, at: now });
});

test('a_profile_that_cannot_be_written_is_no_fault', () => {
  mkdirSync(path);
  expect(() => noteGraphicsDeath(path, crash, at(now))).not.toThrow();
});
