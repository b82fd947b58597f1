import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { compare, parseDecimal, subtract, toDecimal } from '../../../domain/numbers/rational.ts';
import { Refusal } from '../../../domain/result.ts';
import { updateCriterion } from '../../../domain/rubric/edit.ts';
import { completeRubric, type Rubric } from '../../../domain/rubric/model.ts';
import { layOutPanel, typeRules } from '../../../domain/tally/panel.ts';
import { tallyRules } from '../../../domain/tally/rules.ts';
import { type TallyInput, tally } from '../../../domain/tally/tally.ts';
import { exactTotal, parkEnds, parkSums, sumsWithout } from '../../../domain/tally/totals.ts';

const leaves = ['A', 'B', 'C'];
const rubricOf = (weights: readonly (string | undefined)[]): Rubric =>
  completeRubric({
    criteria: leaves.map((id, index) => ({ id, name: { zh: id }, max100: 2000, ...(weights[index] && { weight: weights[index] }) })),
  });

const weight = fc.option(
  fc.integer({ min: 0, max: 300 }).map((percent) => String(percent / 100)),
  { nil: undefined },
);
const rounding = fc.record({ digits: fc.integer({ min: 0, max: 4 }), stage: fc.constantFrom('criterion' as const, 'total' as const) });
const trim = fc.constantFrom('none' as const, 'dropHighLow' as const, { dropEachEnd: 2 });
const level = fc.constantFrom('criterion' as const, 'sheet' as const);

/** parks × experts, each either a whole sheet, one with gaps, or none (null) */
const points = fc.integer({ min: 0, max: 1000 });
const sheet = fc.option(fc.tuple(points, points, points), { freq: 8 });
const grid = fc.array(fc.array(sheet, { minLength: 7, maxLength: 7 }), { minLength: 1, maxLength: 4 });

function inputOf(
  rows: readonly (readonly (readonly [number, number, number] | null)[])[],
  rubric: Rubric,
  rules: TallyInput['rules'],
): TallyInput {
  return {
    rubric,
    rules,
    applications: rows.map((_, park) => ({ id: `p${park}`, parkName: `p${park}`, type: 't' })),
    sheets: rows.flatMap((experts, park) =>
      experts.flatMap((scores, expert) =>
        scores === null
          ? []
          : [
              {
                personId: `e${expert}`,
                applicationId: `p${park}`,
                scores: Object.fromEntries(leaves.map((id, index) => [id, scores[index] ?? 0])),
              },
            ],
      ),
    ),
  };
}

const inputs = fc
  .record({ rows: grid, weights: fc.tuple(weight, weight, weight), rounding, trim, level })
  .filter((drawn) => drawn.level === 'criterion' || drawn.rounding.stage === 'total')
  .map((drawn) =>
    inputOf(drawn.rows, rubricOf(drawn.weights), tallyRules.parse({ trim: drawn.trim, level: drawn.level, rounding: drawn.rounding })),
  );

/** The answer, or the code it was refused with. */
function outcome(input: TallyInput): ReturnType<typeof tally> | string {
  try {
    return tally(input);
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}

const half = (num: bigint, den: bigint) => (2n * num + den) / (2n * den);
const ascending = (a: bigint, b: bigint) => (a < b ? -1 : a > b ? 1 : 0);
const total = (values: bigint[]) => values.reduce((sum, value) => sum + value, 0n);

/** Plain BigInt arithmetic, written down again: num / den of the total of one park, rounded at the named stage. */
function oracle(input: TallyInput, applicationId: string): { num: bigint; den: bigint } {
  const { rules, rubric } = input;
  const drop = rules.trim === 'none' ? 0 : rules.trim === 'dropHighLow' ? 1 : rules.trim.dropEachEnd;
  const sheets = input.sheets.filter((of) => of.applicationId === applicationId);
  const shift = 10n ** BigInt(rules.rounding.digits);
  const kept = (values: bigint[]) => values.sort(ascending).slice(drop, values.length - drop);
  const weights = rubric.criteria.map((criterion) => BigInt(Math.round(Number(criterion.weight ?? 1) * 100)));
  if (rules.level === 'sheet') {
    const values = kept(sheets.map(({ scores }) => total(leaves.map((id, index) => BigInt(scores[id] ?? 0) * (weights[index] ?? 0n)))));
    return { num: half(total(values) * shift, 10_000n * BigInt(values.length)), den: shift };
  }
  let num = 0n;
  let den = 1n;
  for (const [index, id] of leaves.entries()) {
    const values = kept(sheets.map(({ scores }) => BigInt(scores[id] ?? 0)));
    const atOnce = rules.rounding.stage === 'criterion';
    const top = (weights[index] ?? 0n) * (atOnce ? half(total(values) * shift, 100n * BigInt(values.length)) : total(values));
    const bottom = 100n * (atOnce ? shift : 100n * BigInt(values.length));
    num = num * bottom + top * den;
    den *= bottom;
  }
  return rules.rounding.stage === 'total' ? { num: half(num * shift, den), den: shift } : { num, den };
}

test('totals_equal_plain_integer_arithmetic', () => {
  fc.assert(
    fc.property(inputs, (input) => {
      const answer = outcome(input);
      fc.pre(typeof answer !== 'string');
      for (const { applicationId, total } of answer.ranking) {
        const { num, den } = oracle(input, applicationId);
        const printed = parseDecimal(total)!;
        expect(printed.num * den).toBe(num * printed.den);
      }
    }),
    { numRuns: 500 },
  );
});

test('the_lean_totals_are_those_of_the_tally', () => {
  fc.assert(
    fc.property(inputs, (input) => {
      const answer = outcome(input);
      const panel = layOutPanelOr(input);
      fc.pre(panel !== null);
      const byType = typeRules(panel, input.rules);
      const sums = panel.parks.map((park) => parkSums(panel, park, input.rules, byType.get('t')));
      expect(sums.includes(null)).toBe(typeof answer === 'string');
      if (typeof answer === 'string') return;
      const scale =
        10n ** BigInt(input.rules.rounding.digits) * (input.rules.rounding.stage === 'criterion' ? BigInt(panel.weightScale) : 1n);
      for (const [index, { total }] of answer.derivation.entries()) {
        const printed = parseDecimal(total)!;
        expect(BigInt(exactTotal(panel, sums[index]!, input.rules)) * printed.den).toBe(printed.num * scale);
      }
    }),
    { numRuns: 500 },
  );
});

test('a_park_without_one_expert_is_trimmed_as_if_the_sheet_had_never_come', () => {
  const gaps = fc.array(fc.array(fc.option(points, { freq: 5 }), { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 7 });
  fc.assert(
    fc.property(gaps, fc.constantFrom(0 as const, 1 as const), fc.nat({ max: 6 }), fc.boolean(), (rows, drop, who, onSite) => {
      const sheets = rows.map((row, expert) => ({
        personId: `e${expert}`,
        applicationId: 'p',
        scores: Object.fromEntries(row.flatMap((value, index) => (value === null ? [] : [[leaves[index] ?? '', value]]))),
      }));
      const rules = tallyRules.parse({ trim: { dropEachEnd: drop } });
      const plain = rubricOf([undefined, undefined, undefined]);
      // the last criterion may be one that is averaged without trimming
      const rubric = onSite ? updateCriterion(plain, 'C', { visitors: 'mean' }) : plain;
      const panel = layOutPanel(rubric, [{ id: 'p', parkName: 'p', type: 't' }], sheets);
      const park = panel.parks[0]!;
      const rest = { ...park, columns: park.columns.filter(({ personId }) => personId !== `e${who}`) };
      expect(sumsWithout(parkEnds(panel.untrimmed, park), `e${who}`, drop)).toEqual(parkSums(panel, rest, rules, undefined));
    }),
    { numRuns: 2000 },
  );
});

function layOutPanelOr({ rubric, applications, sheets }: TallyInput) {
  try {
    return layOutPanel(rubric, applications, sheets);
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}

test('the_order_in_which_sheets_arrive_changes_nothing', () => {
  fc.assert(
    fc.property(inputs, fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), (input, keys) => {
      const sheets = input.sheets
        .map((of) => ({ of, key: keys.next().value }))
        .sort((a, b) => a.key - b.key)
        .map(({ of }) => of);
      expect(outcome({ ...input, sheets })).toEqual(outcome(input));
    }),
  );
});

test('who_the_experts_are_changes_no_total', () => {
  fc.assert(
    fc.property(inputs, (input) => {
      const renamed = input.sheets.map((of) => ({ ...of, personId: `e${9 - Number(of.personId.slice(1))}` }));
      const totals = (answer: ReturnType<typeof outcome>) =>
        typeof answer === 'string' ? answer : answer.ranking.map(({ applicationId, rank, total }) => [applicationId, rank, total]);
      expect(totals(outcome({ ...input, sheets: renamed }))).toEqual(totals(outcome(input)));
    }),
  );
});

test('a_constant_on_one_criterion_shifts_every_total_by_its_weight', () => {
  fc.assert(
    fc.property(grid, trim, fc.integer({ min: 0, max: 10 }), (rows, drawn, constant) => {
      const rules = tallyRules.parse({ trim: drawn, rounding: { digits: 2, stage: 'criterion' } });
      const plain = inputOf(rows, rubricOf([undefined, '2.5', undefined]), rules);
      const before = outcome(plain);
      fc.pre(typeof before !== 'string');
      const after = outcome({
        ...plain,
        sheets: plain.sheets.map((of) => ({ ...of, scores: { ...of.scores, B: (of.scores['B'] ?? 0) + 100 * constant } })),
      });
      if (typeof after === 'string') throw new Error(after);
      for (const [index, { total }] of before.derivation.entries()) {
        expect(toDecimal(subtract(parseDecimal(after.derivation[index]!.total)!, parseDecimal(total)!))).toBe(String(2.5 * constant));
      }
    }),
  );
});

test('a_figure_always_lies_between_the_kept_extremes', () => {
  fc.assert(
    fc.property(inputs, (input) => {
      const answer = outcome(input);
      fc.pre(typeof answer !== 'string');
      for (const { criteria } of answer.derivation) {
        for (const { points100, marks, keptSum100, keptCount } of criteria) {
          const kept = points100.filter((value, index): value is number => value !== null && marks[index] === 'kept');
          expect(kept).toHaveLength(keptCount);
          expect(kept.reduce((sum, value) => sum + value, 0)).toBe(keptSum100);
          expect(marks.filter((mark) => mark === 'low')).toHaveLength(marks.filter((mark) => mark === 'high').length);
        }
      }
    }),
  );
});

test('ranks_follow_totals', () => {
  fc.assert(
    fc.property(inputs, (input) => {
      const answer = outcome(input);
      fc.pre(typeof answer !== 'string');
      for (const row of answer.ranking) {
        const better = answer.ranking.filter(({ total }) => compare(parseDecimal(total)!, parseDecimal(row.total)!) > 0).length;
        expect(row.rank).toBe(better + 1);
        expect(row.tied).toBe(answer.ranking.filter(({ total }) => total === row.total).length > 1);
      }
    }),
  );
});
