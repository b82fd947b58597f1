import fc from 'fast-check';
import { expect, test } from 'vitest';
import { balanceSeats, seatKey, type BalanceQuestion } from '../../../domain/panel/balance.ts';

const named = (prefix: string, regions: readonly (string | null)[]) =>
  regions.map((region, index) => ({ id: `${prefix}${index}`, region }));
const nobody: ReadonlySet<string> = new Set();

function ask(change: Partial<BalanceQuestion>): ReturnType<typeof balanceSeats> {
  return balanceSeats({
    experts: named('e', [null, null, null]),
    parks: named('p', [null, null, null]),
    kept: nobody,
    excluded: nobody,
    perPark: 2,
    ...change,
  });
}

test('six_seats_over_three_experts_are_two_each', () => {
  const found = ask({});
  expect([...found.loads.values()]).toEqual([2, 2, 2]);
  expect([found.imbalance, found.short]).toEqual([0, []]);
});

test('an_expert_does_not_read_the_parks_of_the_own_region_while_others_can', () => {
  const found = ask({ experts: named('e', ['长沙市', null, null]), parks: named('p', ['长沙市', '株洲市', '岳阳市']), perPark: 1 });
  expect(found.added.get('e0')).not.toContain('p0');
  expect(found.imbalance).toBe(0);
  const alone = ask({ experts: named('e', ['长沙市']), parks: named('p', ['长沙市']), perPark: 1 });
  expect([alone.added.get('e0'), alone.short]).toEqual([['p0'], []]);
});

test('parks_that_too_few_can_read_are_named', () => {
  const excluded = new Set([seatKey('e0', 'p1'), seatKey('e1', 'p1')]);
  expect(ask({ excluded }).short).toEqual([{ parkId: 'p1', lacking: 1 }]);
  expect(ask({ maxPerExpert: 1 }).short.reduce((sum, one) => sum + one.lacking, 0)).toBe(3);
});

test('seats_that_stand_stay_and_are_counted', () => {
  const found = ask({ kept: new Set([seatKey('e0', 'p0'), seatKey('e0', 'p1'), seatKey('e0', 'p2')]), perPark: 2 });
  expect(found.added.get('e0')).toEqual([]);
  expect(found.loads.get('e0')).toBe(3);
  expect((found.loads.get('e1') ?? 0) + (found.loads.get('e2') ?? 0)).toBe(3);
  expect(found.imbalance).toBe(2);
});

/** The least sum of squared loads over every way of giving each park its readers. */
function leastSquares({ experts, parks, excluded, perPark }: BalanceQuestion): number {
  const choose = (from: readonly string[], k: number): string[][] =>
    k === 0 ? [[]] : from.flatMap((one, index) => choose(from.slice(index + 1), k - 1).map((rest) => [one, ...rest]));
  let best = Number.POSITIVE_INFINITY;
  const walk = (park: number, loads: Readonly<Record<string, number>>): void => {
    const now = parks[park];
    if (!now) {
      best = Math.min(
        best,
        Object.values(loads).reduce((sum, load) => sum + load * load, 0),
      );
      return;
    }
    const able = experts.map((one) => one.id).filter((id) => !excluded.has(seatKey(id, now.id)));
    for (const readers of choose(able, Math.min(perPark, able.length))) {
      walk(
        park + 1,
        readers.reduce((sum, id) => ({ ...sum, [id]: (sum[id] ?? 0) + 1 }), loads),
      );
    }
  };
  walk(0, {});
  return best;
}

const small = fc
  .record({
    experts: fc.integer({ min: 1, max: 4 }),
    parks: fc.integer({ min: 1, max: 4 }),
    perPark: fc.integer({ min: 1, max: 3 }),
    draws: fc.array(fc.boolean(), { minLength: 16, maxLength: 16 }),
  })
  .map(({ experts, parks, perPark, draws }): BalanceQuestion => {
    const e = named(
      'e',
      Array.from({ length: experts }, () => null),
    );
    const p = named(
      'p',
      Array.from({ length: parks }, () => null),
    );
    const excluded = new Set(e.flatMap((one, i) => p.flatMap((two, j) => (draws[i * 4 + j] === true ? [seatKey(one.id, two.id)] : []))));
    return { experts: e, parks: p, kept: nobody, excluded, perPark };
  });

test('no_other_proposal_is_more_even', () => {
  fc.assert(
    fc.property(small, (question) => {
      const found = balanceSeats(question);
      const squares = [...found.loads.values()].reduce((sum, load) => sum + load * load, 0);
      expect(squares).toBe(leastSquares(question));
    }),
    { numRuns: 300 },
  );
});

test('every_seat_is_allowed_and_no_park_has_a_reader_twice', () => {
  const any = fc
    .tuple(small, fc.integer({ min: 1, max: 3 }), fc.array(fc.constantFrom('长沙市', '株洲市', null), { minLength: 8, maxLength: 8 }))
    .map(([question, maxPerExpert, regions]) => ({
      ...question,
      maxPerExpert,
      experts: question.experts.map((one, index) => ({ ...one, region: regions[index] ?? null })),
      parks: question.parks.map((one, index) => ({ ...one, region: regions[index + 4] ?? null })),
    }));
  fc.assert(
    fc.property(any, (question) => {
      const found = balanceSeats(question);
      const readers = new Map(question.parks.map((park) => [park.id, 0]));
      for (const [id, parks] of found.added) {
        expect(new Set(parks).size).toBe(parks.length);
        expect(parks.length).toBeLessThanOrEqual(question.maxPerExpert);
        for (const park of parks) {
          expect(question.excluded.has(seatKey(id, park))).toBe(false);
          readers.set(park, (readers.get(park) ?? 0) + 1);
        }
      }
      for (const [park, count] of readers) {
        const lacking = found.short.find((one) => one.parkId === park)?.lacking ?? 0;
        expect(count + lacking).toBe(question.perPark);
      }
    }),
  );
});
