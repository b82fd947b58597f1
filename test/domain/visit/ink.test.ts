import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Stroke } from '../../../domain/model.ts';
import { fitInk, heaviest, inkOf, lightest } from '../../../domain/visit/ink.ts';

const place = fc.integer({ min: -2000, max: 2000 });
const pressure = fc.double({ min: 0, max: 1, noNaN: true });
const oldPoint: fc.Arbitrary<Stroke[number]> = fc.tuple(place, place, fc.integer({ min: 0, max: 60_000 }));
const newPoint: fc.Arbitrary<Stroke[number]> = fc.tuple(place, place, fc.integer({ min: 0, max: 60_000 }), pressure);
const strokes = fc.array(fc.array(fc.oneof(oldPoint, newPoint), { minLength: 1, maxLength: 20 }), { minLength: 1, maxLength: 5 });

describe('any signature', () => {
  test('goes_through_every_point_in_order_with_a_weight_within_bounds', () => {
    fc.assert(
      fc.property(strokes, (drawn) => {
        const pieces = inkOf(drawn);
        expect(pieces.length).toBe(drawn.reduce((sum, stroke) => sum + Math.max(1, stroke.length - 1), 0));
        let next = 0;
        for (const stroke of drawn) {
          const mine = pieces.slice(next, (next += Math.max(1, stroke.length - 1)));
          expect([mine[0]?.from, ...mine.map((one) => one.to)].slice(0, stroke.length)).toEqual(stroke.map(([x, y]) => [x, y]));
        }
        for (const { weight } of pieces) expect(weight >= lightest && weight <= heaviest).toBe(true);
      }),
    );
  });
  test('fits_its_room', () => {
    fc.assert(
      fc.property(strokes, fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 500 }), (drawn, width, height) => {
        const { place: at } = fitInk(drawn, { width, height });
        for (const [x, y] of drawn.flat().map(([px, py]) => at([px, py]))) {
          expect(x >= -1e-6 && x <= width + 1e-6 && y >= -1e-6 && y <= height + 1e-6).toBe(true);
        }
      }),
    );
  });
});

const weights = (stroke: Stroke): number[] => inkOf([stroke]).map((one) => one.weight);

test('a_pen_that_presses_harder_draws_a_heavier_line', () => {
  const drawn = weights([
    [0, 0, 0, 0.1],
    [10, 0, 10, 0.3],
    [20, 0, 20, 0.6],
    [30, 0, 30, 0.9],
  ]);
  expect(drawn).toEqual(drawn.toSorted((one, other) => one - other));
  expect(drawn.at(-1)).toBeGreaterThan((drawn[0] ?? 0) * 1.5);
});

test('without_pressure_the_faster_line_is_the_lighter_one', () => {
  const [slow = 0, , fast = 0] = weights([
    [0, 0, 0],
    [2, 0, 20],
    [4, 0, 40],
    [84, 0, 50],
  ]);
  expect(fast).toBeLessThan(slow);
  // a mouse tells a half all the time: not felt, hence the same line as without
  expect(
    weights([
      [0, 0, 0, 0.5],
      [2, 0, 20, 0.5],
      [4, 0, 40, 0.5],
      [84, 0, 50, 0],
    ]),
  ).toEqual(
    weights([
      [0, 0, 0],
      [2, 0, 20],
      [4, 0, 40],
      [84, 0, 50],
    ]),
  );
});
