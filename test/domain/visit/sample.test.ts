/** Tenants are drawn so that nobody's order of the list decides, and anybody can draw them again. */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { drawFirms, firmsOf } from '../../../domain/visit/sample.ts';

const rank = (seed: string) => (firm: string) => createHash('sha256').update(`${seed}\n${firm}`).digest('hex');

test.each([
  ['甲公司\n乙公司', ['甲公司', '乙公司']],
  ['  甲公司 \r\n\r\n乙公司\r甲公司\n', ['甲公司', '乙公司']],
  [' \n', []],
])('a_list_is_one_firm_a_line_each_once: %j', (text, firms) => {
  expect(firmsOf(text)).toEqual(firms);
});

const names = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 30 });

test('neither_the_order_of_the_list_nor_a_name_said_twice_changes_the_draw', () => {
  fc.assert(
    fc.property(names, fc.nat(30), fc.string(), (firms, size, seed) => {
      const drawn = drawFirms(firms, size, rank(seed));
      expect(drawn).toHaveLength(Math.min(size, firms.length));
      expect(drawFirms([...firms, ...firms].toReversed(), size, rank(seed))).toEqual(drawn);
      // a larger draw goes on where a smaller one ended
      expect(drawFirms(firms, size + 1, rank(seed)).slice(0, drawn.length)).toEqual(drawn);
    }),
  );
});

test('every_firm_is_drawn_about_as_often', () => {
  const firms = ['甲', '乙', '丙', '丁'];
  const counts = new Map(firms.map((firm) => [firm, 0]));
  for (let seed = 0; seed < 4000; seed += 1)
    for (const firm of drawFirms(firms, 1, rank(String(seed)))) counts.set(firm, (counts.get(firm) ?? 0) + 1);
  // four standard deviations about a quarter
  for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(110);
});
