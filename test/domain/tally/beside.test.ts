/** 加分、扣分: what counts beside the hundred, on the sheet, in the tally, in a study of weights, in the workbook and counted again on paper. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseDecimal } from '../../../domain/numbers/rational.ts';
import { recountPark } from '../../../domain/report/recount.ts';
import { allCriteria, maximum100, rubricLeaves } from '../../../domain/rubric/leaves.ts';
import { moveCriterion, updateCriterion } from '../../../domain/rubric/edit.ts';
import { completeRubric, type Rubric, type WrittenRubric } from '../../../domain/rubric/model.ts';
import { parseRubric, rubricProblems } from '../../../domain/rubric/rubric.ts';
import { commentDemanded, sheetTotals } from '../../../domain/scoring/check-score.ts';
import { nameBeside, nameStages, sheetPoints, type ParkDerivation } from '../../../domain/tally/derivation.ts';
import { readHeat } from '../../../domain/tally/pictures/heat.ts';
import { readProfile } from '../../../domain/tally/pictures/profile.ts';
import { layOutPanel, typeRules } from '../../../domain/tally/panel.ts';
import { robustness } from '../../../domain/tally/robustness.ts';
import { tallyRules } from '../../../domain/tally/rules.ts';
import { tally } from '../../../domain/tally/tally.ts';
import { words } from '../../fixtures/schemes.ts';
import { exactTotal, parkSums } from '../../../domain/tally/totals.ts';

const zh = (text: string) => ({ zh: text });
const t = words('zh');

/** 100 points in two criteria; up to 5 more for honours of 2 points each, up to 8 off for accidents and late reports. */
const written: WrittenRubric = {
  criteria: [
    { id: '1', name: zh('规模'), max100: 6000 },
    {
      id: 'J',
      name: zh('荣誉加分'),
      max100: 500,
      counts: 'bonus',
      children: [
        { id: 'J.1', name: zh('国家级荣誉'), max100: 400, step100: 200 },
        { id: 'J.2', name: zh('省级荣誉'), max100: 400, step100: 100 },
      ],
    },
    { id: '2', name: zh('服务'), max100: 4000 },
    {
      id: 'K',
      name: zh('扣分项'),
      max100: 800,
      counts: 'deduction',
      children: [
        { id: 'K.1', name: zh('一般事故'), max100: 600, step100: 300 },
        { id: 'K.2', name: zh('迟报数据'), max100: 400, step100: 100 },
      ],
    },
  ],
};
const rubric = parseRubric(written);

type Points = readonly [one: number, j1: number, j2: number, two: number, k1: number, k2: number];
const ids = ['1', 'J.1', 'J.2', '2', 'K.1', 'K.2'];
const scoresOf = (points: Points) => Object.fromEntries(points.map((value, at) => [ids[at] ?? '', value * 100]));

test('a_rubric_with_groups_beside_the_hundred_is_one_of_100_points', () => {
  expect(rubricProblems(rubric)).toEqual([]);
  expect(maximum100(rubric)).toBe(10_000);
  // what the group says holds for all below it
  expect(allCriteria(rubric.criteria).flatMap(({ id, counts }) => (counts ? [`${id} ${counts}`] : []))).toEqual([
    'J bonus',
    'J.1 bonus',
    'J.2 bonus',
    'K deduction',
    'K.1 deduction',
    'K.2 deduction',
  ]);
});

test.each<[string, (rubric: WrittenRubric) => WrittenRubric, string]>([
  ['a cap above what is below it', (one) => changed(one, 'J', { max100: 801 }), 'criteria[1].max100: “J”最多计 8.01 分，多于下级合计 8 分'],
  [
    'a deduction within a bonus',
    (one) => changed(one, 'J.2', { counts: 'deduction' }),
    'criteria[1].children[1].counts: 加分或扣分由一级指标“J”决定，下级不能另写',
  ],
  ['a bonus within the hundred', (one) => inside(one), 'criteria[0].children[0].counts: 加分或扣分由一级指标“1”决定，下级不能另写'],
  ['a bonus that fills up the hundred', (one) => changed(one, '2', { max100: 3500 }), 'criteria: 各指标合计 95 分，应为 100 分'],
  ['a floor at its ceiling', (one) => ({ ...one, floor100: 6000, ceiling100: 6000 }), 'ceiling100: 总分上限应高于下限'],
  [
    'a ceiling without anything beside the hundred',
    (one) => ({ ...one, criteria: plain(one), ceiling100: 10_000 }),
    'ceiling100: 没有加分项和扣分项，不能设总分的上下限',
  ],
  [
    'a floor without anything beside the hundred',
    (one) => ({ ...one, criteria: plain(one), floor100: 6000 }),
    'floor100: 没有加分项和扣分项，不能设总分的上下限',
  ],
])('%s is named', (_, change, said) => {
  expect(rubricProblems(completeRubric(change(written))).map(({ path, problem }) => `${path}: ${t(problem.key, problem.params)}`)).toEqual([
    said,
  ]);
});

test.each<[string, Points, number]>([
  ['nothing beside', [50, 0, 0, 30, 0, 0], 80],
  ['a bonus below its cap', [50, 2, 1, 30, 0, 0], 83],
  ['a bonus at its cap', [50, 4, 1, 30, 0, 0], 85],
  ['a bonus beyond its cap', [50, 4, 4, 30, 0, 0], 85],
  ['a deduction below its cap', [50, 0, 0, 30, 3, 1], 76],
  ['a deduction beyond its cap', [50, 0, 0, 30, 6, 4], 72],
  ['both', [60, 4, 4, 40, 3, 0], 102],
  ['no less than nought', [1, 0, 0, 0.5, 6, 4], 0],
])('a sheet with %s', (_, points, total) => {
  const scores = Object.fromEntries(Object.entries(scoresOf(points)).map(([id, points100]) => [id, { points100 }]));
  expect(sheetTotals(rubric, scores)).toMatchObject({ total100: total * 100, max100: 10_000 });
  const bounded = { ...rubric, floor100: 7500, ceiling100: 10_000 };
  expect(sheetTotals(bounded, scores).total100).toBe(Math.min(10_000, Math.max(7500, total * 100)));
});

test('a_group_shows_what_of_it_counts', () => {
  const scores = Object.fromEntries(Object.entries(scoresOf([50, 4, 4, 30, 3, 1])).map(([id, points100]) => [id, { points100 }]));
  const { byBranch } = sheetTotals(rubric, scores);
  expect([byBranch['J']?.points100, byBranch['K']?.points100]).toEqual([500, 400]);
});

test('points_beside_the_hundred_demand_a_comment_and_none_of_them_does_not', () => {
  const leaves = new Map(rubricLeaves(rubric).map(({ criterion }) => [criterion.id, criterion]));
  for (const id of ['J.1', 'K.2']) {
    const leaf = leaves.get(id) ?? expect.unreachable();
    expect(
      [0, 100, leaf.max100].map((points100) => commentDemanded(leaf, points100)),
      id,
    ).toEqual([false, true, true]);
  }
});

/** Three experts of one park: means 50, 2, 2, 30, 1, 2 without trimming. */
const three: Points[] = [
  [48, 4, 4, 30, 0, 2],
  [50, 2, 2, 30, 0, 2],
  [52, 0, 0, 30, 3, 2],
];
const input = (rules: Parameters<typeof tallyRules.parse>[0], sheets: readonly Points[] = three, of: Rubric = rubric) => ({
  rubric: of,
  rules: tallyRules.parse(rules),
  applications: [{ id: 'p', parkName: '甲园', type: 't' }],
  sheets: sheets.map((points, at) => ({ personId: `e${at}`, applicationId: 'p', scores: scoresOf(points) })),
});

test.each<[string, Parameters<typeof tallyRules.parse>[0], string]>([
  // 50 + 30 + min(5, 2 + 2) − min(8, 1 + 2)
  ['the mean of each criterion', {}, '81.00'],
  // 50 + 30 + min(5, 2 + 2) − min(8, 0 + 2)
  ['without the ends of each criterion', { trim: 'dropHighLow' }, '82.00'],
  // 48 + 30 + 5 − 2 = 81, 50 + 30 + 4 − 2 = 82, 52 + 30 + 0 − 5 = 77
  ['the mean of the sheets', { level: 'sheet' }, '80.00'],
  ['the middle sheet', { level: 'sheet', trim: 'dropHighLow' }, '81.00'],
])('a tally by %s', (_, rules, total) => {
  expect(tally(input(rules)).ranking[0]?.total).toBe(total);
});

test('the_derivation_says_what_each_group_comes_to', () => {
  const [park] = tally(input({})).derivation;
  expect(park?.beside).toEqual({
    within: '80',
    groups: [
      { criterionId: 'J', counts: 'bonus', cap100: 500, leaves: ['J.1', 'J.2'], sum: '4', counted: '4' },
      { criterionId: 'K', counts: 'deduction', cap100: 800, leaves: ['K.1', 'K.2'], sum: '3', counted: '3' },
    ],
    floor100: 0,
    ceiling100: null,
  });
  // each sheet has sums of its own
  expect(tally(input({ level: 'sheet' })).derivation[0]?.beside).toMatchObject({
    within: null,
    groups: [{ sum: null }, { counted: null }],
  });
});

test('of_equal_parks_the_one_with_less_taken_off_is_first', () => {
  const two = (one: Points, other: Points) => ({
    ...input({ tieBreaks: [{ by: 'criterion', criterionId: 'K' }] }),
    applications: ['p', 'q'].map((id) => ({ id, parkName: id, type: 't' })),
    sheets: [one, other].map((points, at) => ({ personId: 'e', applicationId: at === 0 ? 'p' : 'q', scores: scoresOf(points) })),
  });
  expect(tally(two([54, 0, 0, 30, 3, 1], [50, 0, 0, 30, 0, 0])).ranking.map(({ applicationId }) => applicationId)).toEqual(['q', 'p']);
  // beyond the cap both lose eight
  expect(tally(two([50, 0, 0, 30, 6, 2], [50, 0, 0, 30, 6, 4])).ranking.map(({ rank }) => rank)).toEqual([1, 1]);
});

test('without_one_criterion_and_under_other_weights_the_caps_hold', () => {
  const sheets = [
    { personId: 'e', applicationId: 'p', scores: scoresOf([50, 4, 4, 30, 0, 0]) },
    { personId: 'e', applicationId: 'q', scores: scoresOf([51, 4, 0, 30, 0, 0]) },
  ];
  const study = robustness({
    ...input({}),
    applications: ['p', 'q'].map((id) => ({ id, parkName: id, type: 't' })),
    sheets,
    seed: 1,
    draws: 200,
    weightShare: 0,
    places: { t: 1 },
  });
  // 85 against 85: both above the line; without J.2 still 84 to 85, without J.1 84 to 81
  expect(study.parks.map(({ applicationId, rank, share }) => [applicationId, rank, share])).toEqual([
    ['p', 1, 1],
    ['q', 1, 1],
  ]);
  const falls = (criterionId: string) =>
    study.scenarios.find(({ cause }) => cause.kind === 'criterion' && cause.criterionId === criterionId)?.falls;
  expect([falls('J.1'), falls('J.2')]).toEqual([['q'], ['p']]);
});

test('pictures_of_what_could_be_had_leave_out_what_counts_beside_it', () => {
  const { derivation } = tally(input({}));
  expect(readHeat(derivation, ['p'], ['e0', 'e1', 'e2'], null).parks[0]?.points100).toEqual([8100, 8200, 7700]);
  expect(readProfile(derivation, rubric, 'p').map(({ criterionId }) => criterionId)).toEqual(['1', '2']);
});

test('of_a_part_of_the_criteria_no_bound_holds_and_each_sheet_is_shown_with_its_own', () => {
  const onSite = updateCriterion({ ...rubric, floor100: 6000, ceiling100: 10_000 }, '2', { visitors: 'mean' });
  const scores = (own: Record<string, number>) => Object.fromEntries(Object.entries(own).map(([id, points]) => [id, points * 100]));
  const asked = {
    ...input({}, [], onSite),
    sheets: [
      { personId: 'reader', applicationId: 'p', scores: scores({ '1': 20, 'J.1': 4, 'J.2': 4, 'K.1': 3, 'K.2': 0 }) },
      { personId: 'visitor', applicationId: 'p', visitor: true, scores: scores({ '2': 30 }) },
    ],
  };
  const { derivation, ranking, rules } = tally(asked);
  const [park] = derivation;
  // 20 + 5 − 3, and 30: the park has 52, and with the floor 60
  expect(ranking[0]?.total).toBe('60.00');
  expect([0, 1].map((at) => Number(sheetPoints(park ?? expect.unreachable(), at).num))).toEqual([22, 30]);
  expect(readHeat(derivation, ['p'], ['reader', 'visitor'], null).parks[0]?.points100).toEqual([2200, 3000]);
  expect(layOutPanel(onSite, asked.applications, asked.sheets).parks[0]?.columns.map(({ totalUnits }) => totalUnits)).toEqual([2200, null]);
  expect(recountPark(named(park ?? expect.unreachable(), onSite), rules, 'd')).toEqual([]);
});

test('in_the_editor_what_is_moved_counts_as_its_new_group_does', () => {
  const moved = moveCriterion(rubric, 'J.2', 'K', 0);
  expect(moved.criteria.map(({ id, max100 }) => [id, max100])).toEqual([
    ['1', 6000],
    ['J', 400],
    ['2', 4000],
    ['K', 800],
  ]);
  expect(rubricLeaves(moved).find(({ criterion }) => criterion.id === 'J.2')?.criterion).toMatchObject({
    counts: 'deduction',
    commentBelow: 0,
  });
  const within = updateCriterion(rubric, 'J', { counts: undefined });
  expect(within.criteria[1]).toMatchObject({ max100: 800 });
  expect(rubricLeaves(within)[1]?.criterion).toMatchObject({ commentBelow: 60 });
  expect(rubricLeaves(within)[1]?.criterion.counts).toBeUndefined();
});

const weight = fc.integer({ min: 1, max: 300 }).map((percent) => String(percent / 100));
const hundredths = fc.tuple(...[6000, 400, 400, 4000, 600, 400].map((most) => fc.integer({ min: 0, max: most })));
const rounds = fc
  .record({
    weights: fc.tuple(weight, weight, weight, weight),
    cap: fc.integer({ min: 1, max: 800 }),
    off: fc.integer({ min: 1, max: 1000 }),
    floor100: fc.constantFrom(0, 0, 5000),
    ceiling100: fc.constantFrom(undefined, 10_000, 7777),
    sheets: fc.array(hundredths, { minLength: 3, maxLength: 6 }),
    digits: fc.integer({ min: 0, max: 4 }),
    stage: fc.constantFrom('criterion' as const, 'total' as const),
    level: fc.constantFrom('criterion' as const, 'sheet' as const),
    trim: fc.constantFrom('none' as const, 'dropHighLow' as const),
  })
  .filter(({ level, stage }) => level === 'criterion' || stage === 'total');

test('total_lean_total_and_recount_agree_with_plain_integers', () => {
  fc.assert(
    fc.property(rounds, ({ weights, cap, off, floor100, ceiling100, sheets, digits, stage, level, trim }) => {
      const [one, bonus, two, deduction] = weights;
      const of = completeRubric({
        ...written,
        floor100,
        ...(ceiling100 !== undefined && { ceiling100 }),
        criteria: written.criteria.map((criterion, at) => ({
          ...criterion,
          weight: [one, bonus, two, deduction][at],
          max100: criterion.id === 'J' ? cap : criterion.id === 'K' ? off : criterion.max100,
        })),
      });
      const rules = tallyRules.parse({ trim, level, rounding: { digits, stage } });
      const asked = {
        ...input({}, [], of),
        rules,
        sheets: sheets.map((points, at) => ({
          personId: `e${at}`,
          applicationId: 'p',
          scores: Object.fromEntries(points.map((value, leaf) => [ids[leaf] ?? '', value])),
        })),
      };
      const [park] = tally(asked).derivation;
      const [num, den] = oracle(sheets, { weights, cap, off, floor100, ceiling100, digits, stage, level, drop: trim === 'none' ? 0 : 1 });
      const printed = parseDecimal(park?.total ?? '') ?? expect.unreachable();
      expect(printed.num * den).toBe(num * printed.den);

      const panel = layOutPanel(of, asked.applications, asked.sheets);
      const sums = parkSums(panel, panel.parks[0]!, rules, typeRules(panel, rules).get('t'));
      const scale = stage === 'total' ? 10n ** BigInt(digits) : 10n ** BigInt(Math.max(digits, 2)) * BigInt(panel.weightScale);
      expect(BigInt(exactTotal(panel, sums!, rules)) * printed.den).toBe(printed.num * scale);
      expect(recountPark(named(park ?? expect.unreachable(), of), rules, 'd')).toEqual([]);
    }),
    { numRuns: 400 },
  );
});

test.each<[string, (park: ParkDerivation) => ParkDerivation, string[]]>([
  ['a bonus that is written greater', (park) => withGroup(park, 0, { counted: '5' }), ['d.beside.groups.0']],
  ['a sum that is written greater', (park) => withGroup(park, 1, { sum: '4' }), ['d.beside.groups.1']],
  ['a cap that was moved below the sum', (park) => withGroup(park, 0, { cap100: 300 }), ['d.beside.groups.0', 'd.unrounded', 'd.total']],
  ['a deduction taken for a bonus', (park) => withGroup(park, 1, { counts: 'bonus' }), ['d.unrounded', 'd.total']],
  ['a floor above the total', (park) => ({ ...park, beside: { ...park.beside!, floor100: 9000 } }), ['d.unrounded', 'd.total']],
  ['groups left out', (park) => ({ ...park, beside: undefined }), ['d.unrounded', 'd.total']],
])('on paper %s is found', (_, alter, found) => {
  const { derivation, rules } = tally(input({}));
  const [park] = derivation;
  expect(recountPark(named(alter(park ?? expect.unreachable()), rubric), rules, 'd')).toEqual(found);
});

test('what_one_expert_gave_is_the_total_of_the_sheet', () => {
  const [park] = tally(input({})).derivation;
  expect([0, 1, 2].map((at) => Number(sheetPoints(park ?? expect.unreachable(), at).num))).toEqual([81, 82, 77]);
});

function withGroup(park: ParkDerivation, at: number, change: object): ParkDerivation {
  const { beside } = park;
  return beside
    ? { ...park, beside: { ...beside, groups: beside.groups.map((group, index) => (index === at ? { ...group, ...change } : group)) } }
    : park;
}

function named({ criteria, beside, stages, ...park }: ParkDerivation, of: Rubric) {
  const leaves = new Map(rubricLeaves(of).map(({ criterion }) => [criterion.id, criterion]));
  return {
    ...park,
    ...nameBeside({ beside }, (id) => id),
    ...nameStages({ stages }, (key) => key),
    criteria: criteria.map((line) => ({ ...line, name: line.criterionId, max100: leaves.get(line.criterionId)?.max100 ?? 0 })),
  };
}

const half = (num: bigint, den: bigint) => (2n * num + den) / (2n * den);
const least = (a: bigint, b: bigint) => (a < b ? a : b);
const most = (a: bigint, b: bigint) => (a > b ? a : b);

interface Asked {
  weights: readonly [string, string, string, string];
  cap: number;
  off: number;
  floor100: number;
  ceiling100: number | undefined;
  digits: number;
  stage: 'criterion' | 'total';
  level: 'criterion' | 'sheet';
  drop: number;
}

/** The total as num / den, in whole numbers over one common denominator. */
function oracle(sheets: readonly (readonly number[])[], asked: Asked): [bigint, bigint] {
  const { weights, digits, stage, level, drop } = asked;
  const groups = [0, 1, 1, 2, 3, 3];
  const weightOf = (leaf: number) => BigInt(Math.round(Number(weights[groups[leaf] ?? 0]) * 100));
  /** `unit` of them make a hundredth of a point times a hundredth of a weight */
  const together = (values: readonly bigint[], unit: bigint): bigint => {
    const under = (group: number) => values.reduce((all, value, leaf) => (groups[leaf] === group ? all + value * weightOf(leaf) : all), 0n);
    const hundredth = 100n * unit;
    const free = under(0) + under(2) + least(under(1), BigInt(asked.cap) * hundredth) - least(under(3), BigInt(asked.off) * hundredth);
    const below = asked.ceiling100 === undefined ? free : least(free, BigInt(asked.ceiling100) * hundredth);
    return most(below, BigInt(asked.floor100) * hundredth);
  };
  const kept = (values: bigint[]) => values.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0)).slice(drop, values.length - drop);
  const all = (values: readonly bigint[]) => values.reduce((sum, value) => sum + value, 0n);
  const shift = 10n ** BigInt(digits);
  if (level === 'sheet') {
    const totals = kept(sheets.map((points) => together(points.map(BigInt), 1n)));
    return [half(all(totals) * shift, 10_000n * BigInt(totals.length)), shift];
  }
  const count = BigInt(sheets.length - 2 * drop);
  const sums = groups.map((_, leaf) => all(kept(sheets.map((points) => BigInt(points[leaf] ?? 0)))));
  if (stage === 'total') return [half(together(sums, count) * shift, 10_000n * count), shift];
  // each rounded to its places, then raised so that a hundredth is whole
  const raise = 10n ** BigInt(Math.max(0, 2 - digits));
  const unit = digits > 2 ? 10n ** BigInt(digits - 2) : 1n;
  return [
    together(
      sums.map((sum) => half(sum * shift, 100n * count) * raise),
      unit,
    ),
    10_000n * unit,
  ];
}

function changed(rubricOf: WrittenRubric, id: string, change: object): WrittenRubric {
  const walk = (criteria: WrittenRubric['criteria']): WrittenRubric['criteria'] =>
    criteria.map((one) => ({ ...one, ...(one.children && { children: walk(one.children) }), ...(one.id === id && change) }));
  return { ...rubricOf, criteria: walk(rubricOf.criteria) };
}

function inside(one: WrittenRubric): WrittenRubric {
  return changed(one, '1', { children: [{ id: '1.1', name: zh('甲'), max100: 6000, counts: 'bonus' }] });
}

function plain({ criteria }: WrittenRubric): WrittenRubric['criteria'] {
  return criteria.filter(({ counts }) => counts === undefined);
}
