import fc from 'fast-check';
import { expect, test } from 'vitest';
import { metresFrom, sketchOf, spotLabel, type Position } from '../../../domain/visit/sketch.ts';

/** Great-circle distance on a sphere of the mean radius: an oracle that knows nothing of planes or ellipsoids. */
function greatCircle(one: Position, other: Position): number {
  const radian = Math.PI / 180;
  const [from, to] = [one.latitude * radian, other.latitude * radian];
  const half =
    Math.sin((to - from) / 2) ** 2 + Math.cos(from) * Math.cos(to) * Math.sin(((other.longitude - one.longitude) * radian) / 2) ** 2;
  return 2 * 6_371_008.8 * Math.asin(Math.sqrt(half));
}

const park = fc.record({
  latitude: fc.double({ min: -60, max: 60, noNaN: true }),
  longitude: fc.double({ min: -180, max: 180, noNaN: true }),
});
const step = fc.double({ min: -0.02, max: 0.02, noNaN: true });
const around = fc
  .tuple(park, fc.array(fc.tuple(step, step), { minLength: 1, maxLength: 30 }))
  .map(([middle, steps]) =>
    steps.map(([north, east]) => ({ latitude: middle.latitude + north, longitude: ((middle.longitude + east + 540) % 360) - 180 })),
  );

test('distances_agree_with_the_great_circle_to_a_hundredth', () => {
  fc.assert(
    fc.property(around, ([first, ...others]) => {
      for (const other of others) {
        if (!first) continue;
        const { east, north } = metresFrom(first, other);
        const far = greatCircle(first, other);
        expect(Math.abs(Math.hypot(east, north) - far)).toBeLessThanOrEqual(0.01 * far + 0.5);
      }
    }),
  );
});

test('every_photo_with_a_place_is_drawn_once_inside_the_sketch', () => {
  fc.assert(
    fc.property(around, (positions) => {
      const photos = positions.flatMap((position, index) => (index % 3 === 2 ? [{ position: null }, { position }] : [{ position }]));
      const sketch = sketchOf(photos);
      expect(sketch?.spots.flatMap((one) => one.numbers).sort((a, b) => a - b)).toEqual(
        photos.flatMap((one, index) => (one.position ? [index + 1] : [])),
      );
      for (const { x, y } of sketch?.spots ?? []) expect(x >= 0 && x <= 1 && y >= 0 && y <= (sketch?.shape ?? 0)).toBe(true);
      expect(sketch?.bar.length).toBeGreaterThan(0.05);
      expect(sketch?.bar.length).toBeLessThanOrEqual(0.25 + 1e-9);
      expect(String(sketch?.bar.metres)).toMatch(/^0?\.?[125]0*$/);
    }),
  );
});

test('north_is_up_and_east_is_right', () => {
  const place = (latitude: number, longitude: number) => ({ position: { latitude, longitude } });
  const [south, east, north] = sketchOf([place(28.2, 113), place(28.2005, 113.002), place(28.201, 113)])?.spots ?? [];
  expect((north?.y ?? 1) < (south?.y ?? 0)).toBe(true);
  expect((east?.x ?? 0) > (south?.x ?? 1)).toBe(true);
  // the way across the date line is the short one
  expect(metresFrom({ latitude: 0, longitude: 179.999 }, { latitude: 0, longitude: -179.999 }).east).toBeCloseTo(222.6, 0);
});

test('photos_of_one_place_share_a_mark_and_none_makes_no_sketch', () => {
  const position = { latitude: 27.83, longitude: 112.93 };
  expect(sketchOf([{ position }, { position: null }, { position }, { position }])?.spots).toMatchObject([{ numbers: [1, 3, 4], x: 0.5 }]);
  expect(spotLabel([1, 3, 4])).toBe('1, 3–4');
  expect(sketchOf([{ position: null }])).toBe(null);
  expect(sketchOf([])).toBe(null);
});
