/**
 * Random parks near the bounds of 第四条, against the same rules written out once more as plain
 * comparisons of whole numbers, and laws that hold whatever the rules are.
 */
import { assert, boolean, constantFrom, integer, option, property, record, subarray } from 'fast-check';
import { expect, test } from 'vitest';
import { becauseText } from '../../../domain/eligibility/wording.ts';
import { evaluateBare, verdictsOf, words } from '../../fixtures/schemes.ts';

const id = 'hunan-recognition-2024';
const services = ['交易平台服务', '通关服务', '税务服务', '金融服务', '物流服务', '统计监测服务'];
/** A whole number next to one of the bounds; one in nine is not known. */
const near = (...bounds: number[]) =>
  option(
    constantFrom(...bounds).chain((bound) => integer({ min: bound - 2, max: bound + 2 })),
    { nil: null, freq: 8 },
  );

/** areas in hundredths of m², money in hundredths of 亿元 */
const park = record({
  area: near(400_000, 1_000_000),
  companies: near(10, 20),
  active: near(5, 10),
  trade: near(100, 500),
  turnover: near(500, 2000),
  services: subarray(services),
  large: boolean(),
});

interface MadePark {
  area: number | null;
  companies: number | null;
  active: number | null;
  trade: number | null;
  turnover: number | null;
  services: string[];
  large: boolean;
}

const hundredths = (value: number | null): string | null =>
  value === null ? null : `${Math.floor(value / 100)}.${String(value % 100).padStart(2, '0')}`;

function bare(made: MadePark) {
  return {
    ecommerceArea: hundredths(made.area),
    companies: made.companies,
    activeTraders: made.active,
    annualTrade: hundredths(made.trade),
    annualTurnover: hundredths(made.turnover),
    services: made.services,
    largeCompanies: made.large ? ['甲公司 1亿元'] : [],
  };
}

const atLeast = (value: number | null, bound: number): 'met' | 'notMet' | 'missing' =>
  value === null ? 'missing' : value >= bound ? 'met' : 'notMet';

function either(a: string, b: string): string {
  if (a === 'met' || b === 'met') return 'met';
  return a === 'missing' || b === 'missing' ? 'missing' : 'notMet';
}

test('every_verdict_is_that_of_the_rules_written_out_plainly', () => {
  assert(
    property(park, (made) => {
      const relaxed = (verdict: string) => (verdict === 'notMet' && made.large ? 'relaxable' : verdict);
      expect(verdictsOf(evaluateBare(id, bare(made), { type: '培育型' }))).toMatchObject({
        '4.6(1)': atLeast(made.area, 400_000),
        '4.6(2)a': atLeast(made.companies, 10),
        '4.6(2)b': atLeast(made.active, 5),
        '4.6(2)c': either(atLeast(made.trade, 100), atLeast(made.turnover, 500)),
        '4.6(3)': atLeast(made.services.length, 3),
      });
      expect(verdictsOf(evaluateBare(id, bare(made), { type: '引领型' }))).toMatchObject({
        '4.7(1)': atLeast(made.area, 1_000_000),
        '4.7(2)a': relaxed(atLeast(made.companies, 20)),
        '4.7(2)b': relaxed(atLeast(made.active, 10)),
        '4.7(2)c': either(atLeast(made.trade, 500), atLeast(made.turnover, 2000)),
        '4.7(3)': atLeast(made.services.length, 5),
      });
    }),
    { numRuns: 500 },
  );
});

test('value_plus_gap_is_the_bound', () => {
  assert(
    property(park, constantFrom('培育型', '引领型'), (made, type) => {
      for (const { parts } of evaluateBare(id, bare(made), { type }).conditions) {
        for (const { value, gap, threshold } of parts) {
          if (gap === null) continue;
          expect(Math.round((Number(value) + Number(gap)) * 100)).toBe(Math.round(Number(threshold) * 100));
        }
      }
    }),
  );
});

test('a_number_and_its_decimal_text_are_the_same', () => {
  assert(
    property(park, (made) => {
      const values = bare(made);
      const asNumbers = {
        ...values,
        ecommerceArea: values.ecommerceArea === null ? null : Number(values.ecommerceArea),
        annualTrade: values.annualTrade === null ? null : Number(values.annualTrade),
      };
      expect(verdictsOf(evaluateBare(id, asNumbers, { type: '引领型' }))).toEqual(verdictsOf(evaluateBare(id, values, { type: '引领型' })));
    }),
  );
});

test('whoever_passes_as_leading_passes_as_incubating', () => {
  assert(
    property(park, (made) => {
      const failed = (type: string) =>
        evaluateBare(id, bare({ ...made, large: false }), { type }).conditions.filter((one) => one.verdict === 'notMet').length;
      if (failed('引领型') === 0) expect(failed('培育型')).toBe(0);
    }),
  );
});

test('every_overall_verdict_can_be_said_in_both_languages', () => {
  assert(
    property(park, constantFrom('培育型', '引领型'), (made, type) => {
      const { because, overall } = evaluateBare(id, bare(made), { type });
      expect(becauseText(because, words('zh'))).toMatch(/。$/);
      expect(becauseText(because, words('en'))).not.toMatch(/\p{Script=Han}/u);
      expect(because.length).toBeGreaterThan(overall === 'met' ? 0 : 1);
    }),
  );
});
