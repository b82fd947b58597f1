import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Leaf } from '../../../domain/rubric/model.ts';
import { checkScore } from '../../../domain/scoring/check-score.ts';
import { mayBecomePoints } from '../../../domain/scoring/entry.ts';

const leaf = (max100: number, step100: number): Leaf => ({
  id: '1',
  name: { zh: '项' },
  max100,
  step100,
  kind: 'judged',
  commentBelow: 60,
});

describe('what is typed into a points field', () => {
  test.each([
    ['', 400, 50, true],
    ['4', 400, 50, true],
    ['4.', 400, 50, true],
    ['4.5', 400, 50, false],
    ['5', 400, 50, false],
    ['3.', 400, 50, true],
    ['3.3', 400, 50, false],
    ['3.2', 400, 25, true],
    ['3.20', 400, 25, false],
    ['3.25', 400, 25, true],
    ['3.250', 400, 25, true],
    ['3.251', 400, 25, false],
    ['1', 2000, 500, true],
    ['3', 2000, 500, false],
    ['0', 2000, 500, true],
    ['12', 1200, 500, true],
    ['7', 730, 50, true],
    ['7.3', 730, 50, true],
    ['7.35', 730, 50, false],
    ['.', 400, 50, true],
    ['a', 400, 50, false],
    ['1.2.', 400, 50, false],
    ['-1', 400, 50, false],
  ])('%s of %i by %i', (typed, max100, step100, expected) => {
    expect(mayBecomePoints(leaf(max100, step100), typed)).toBe(expected);
  });

  test('every beginning of points may become points', () => {
    const digits = fc.record({ max100: fc.integer({ min: 1, max: 10_000 }), step100: fc.constantFrom(1, 5, 10, 25, 50, 100, 500) });
    fc.assert(
      fc.property(digits, fc.nat(200), ({ max100, step100 }, steps) => {
        const criterion = leaf(max100, step100);
        const points100 = Math.min(max100, steps * step100);
        for (const text of [(points100 / 100).toFixed(2), String(points100 / 100)]) {
          expect(checkScore(criterion, text)).toBe(points100);
          for (let length = 1; length <= text.length; length += 1)
            expect([text.slice(0, length), mayBecomePoints(criterion, text.slice(0, length))]).toEqual([text.slice(0, length), true]);
        }
      }),
    );
  });
});
