/** What the pictures of the tally are drawn from, against the tally itself. */
import { expect, test } from 'vitest';
import { rubricLeaves } from '../../../domain/rubric/leaves.ts';
import { completeRubric, type Rubric } from '../../../domain/rubric/model.ts';
import { tallyRules } from '../../../domain/tally/rules.ts';
import { tally } from '../../../domain/tally/tally.ts';
import { readHeat, type Heat } from '../../../domain/tally/pictures/heat.ts';
import { readProfile } from '../../../domain/tally/pictures/profile.ts';
import { readSpread, spreadPlaces } from '../../../domain/tally/pictures/spread.ts';

const rubric = completeRubric({
  criteria: [
    {
      id: '1',
      name: { zh: '一' },
      max100: 2000,
      children: [
        { id: '1.1', name: { zh: '甲' }, max100: 1000 },
        { id: '1.2', name: { zh: '乙' }, max100: 500, weight: '2' },
      ],
    },
    { id: '2', name: { zh: '二' }, max100: 1000 },
    { id: '3', name: { zh: '三' }, max100: 1000 },
  ],
});

const ids = ['1.1', '1.2', '2', '3'];

type Rows = Readonly<Record<string, Readonly<Record<string, readonly (number | null)[]>>>>;

/** One row an expert: points of 1.1, 1.2, 2, 3 of one park. */
function counted(rows: Rows, rules: Parameters<typeof tallyRules.parse>[0]) {
  return tally({
    rubric,
    rules: tallyRules.parse(rules),
    applications: Object.keys(rows).map((id) => ({ id, parkName: id, type: 't' })),
    sheets: Object.entries(rows).flatMap(([applicationId, sheets]) =>
      Object.entries(sheets).map(([personId, points]) => ({
        personId,
        applicationId,
        scores: Object.fromEntries(points.flatMap((one, at) => (one === null ? [] : [[ids[at] ?? '', one * 100]]))),
      })),
    ),
  });
}

function heatOf(rows: Rows, rules: Parameters<typeof tallyRules.parse>[0], criterionId: string | null = null): Heat {
  const { derivation, ranking } = counted(rows, rules);
  const people = [...new Set(Object.values(rows).flatMap((sheets) => Object.keys(sheets)))];
  return readHeat(
    derivation,
    ranking.map((row) => row.applicationId),
    [...people, 'nobody'],
    criterionId,
  );
}

function cellsOf(heat: Heat, at: number) {
  const park = heat.parks[at];
  return park?.points100.map((points100, x) => ({ points100, dropped: park.dropped[x], low: park.low[x], high: park.high[x] }));
}

const leaves = rubricLeaves(rubric).map(({ criterion }) => criterion);
const spreadOf = (rows: Rows, rules: Parameters<typeof tallyRules.parse>[0]) =>
  readSpread(counted(rows, rules).derivation, leaves).criteria;

const rows = {
  甲园: { a: [10, 5, 10, 10], b: [8, 4, 8, 8], c: [6, 3, 9, 6] },
  乙园: { a: [5, 1, 5, 5], b: [6, 2, 6, 6], c: [7, 3, null, 7] },
};

test('the_heat_map_counts_what_the_rule_dropped_from_each_sheet', () => {
  const heat = heatOf(rows, { trim: 'none', panels: [{ from: 4, trim: 'dropHighLow' }] });
  // whoever scored none of the parks has no column
  expect(heat.experts).toEqual(['a', 'b', 'c']);
  expect(heat.parks.map((park) => park.parkName)).toEqual(['甲园', '乙园']);
  // a sheet that lacks a score has no total
  expect(heat.parks.map((park) => park.points100)).toEqual([
    [3500, 2800, 2400],
    [1600, 2000, null],
  ]);
  expect(cellsOf(heatOf({ 甲园: rows.甲园 }, { trim: 'dropHighLow' }), 0)).toEqual([
    // highest on everything: nothing of the sheet counts
    { points100: 3500, dropped: true, low: 0, high: 0 },
    { points100: 2800, dropped: false, low: 1, high: 0 },
    { points100: 2400, dropped: false, low: 3, high: 0 },
  ]);
  const one = heatOf({ 甲园: rows.甲园 }, { trim: 'dropHighLow' }, '2');
  expect(one.parks[0]?.total).toBe('9');
  expect(cellsOf(one, 0)).toEqual([
    { points100: 1000, dropped: true, low: 0, high: 0 },
    { points100: 800, dropped: true, low: 0, high: 0 },
    { points100: 900, dropped: false, low: 0, high: 0 },
  ]);
});

test('whoever_did_not_score_a_park_has_an_empty_cell_there', () => {
  const heat = heatOf({ 甲园: rows.甲园, 乙园: { d: [5, 1, 5, 5] } }, { trim: 'none' });
  expect(heat.experts).toEqual(['a', 'b', 'c', 'd']);
  expect(heat.parks.map((park) => park.points100)).toEqual([
    [3500, 2800, 2400, null],
    [null, null, null, 1600],
  ]);
  expect(heat.parks.map((park) => park.dropped[3])).toEqual([false, false]);
});

test('whole_sheets_that_were_dropped_are_struck', () => {
  const heat = heatOf({ 甲园: rows.甲园 }, { trim: 'dropHighLow', level: 'sheet', rounding: { digits: 2, stage: 'total' } });
  expect(heat.parks[0]?.dropped).toEqual([true, false, true]);
});

test('the_spread_is_in_percent_of_each_maximum', () => {
  const [first, second, third] = spreadOf(rows, { trim: 'none' });
  expect(first?.marks.map(([park, expert, points100, kept]) => [park, expert, points100, kept])).toEqual([
    [0, 0, 1000, true],
    [0, 1, 800, true],
    [0, 2, 600, true],
    [1, 0, 500, true],
    [1, 1, 600, true],
    [1, 2, 700, true],
  ]);
  expect(second?.numbers).toEqual({ low: 20, q1: 45, median: 60, q3: 75, high: 100 });
  // an absent score is no zero
  expect(third).toMatchObject({ count: 5, leftOut: 0 });
  const [trimmed] = spreadOf({ 甲园: rows.甲园 }, { trim: 'dropHighLow' });
  expect(trimmed).toMatchObject({ count: 3, leftOut: 2 });
  expect(trimmed?.marks.map(([, , , kept]) => kept)).toEqual([false, true, false]);
});

test('scores_that_would_lie_on_one_another_are_one_mark_and_are_all_counted', () => {
  const alike = Object.fromEntries(Array.from({ length: 100 }, (_, at) => [`e${at}`, [5, 5, 5, 5]]));
  const [line] = spreadOf({ 甲园: alike }, { trim: 'none' });
  expect(line?.count).toBe(100);
  expect(line?.numbers?.median).toBe(50);
  expect(line?.marks.map(([, , , , place]) => place).toSorted((a, b) => a - b)).toEqual(
    Array.from({ length: spreadPlaces }, (_, at) => at),
  );
});

test('the_profile_weighs_as_the_tally_does', () => {
  const parts = readProfile(counted(rows, { trim: 'none' }).derivation, rubric, '甲园');
  // 甲园: means 8, 4, 9, 8; part 1 is (8 + 2 × 4) of (10 + 2 × 5)
  expect(parts.map(({ criterionId, own }) => [criterionId, own])).toEqual([
    ['1', 80],
    ['2', 90],
    ['3', 80],
  ]);
  // 乙园: means 6, 2, 5.5, 6; part 1 is (6 + 4) of 20
  expect(parts.map(({ median }) => median)).toEqual([65, 72.5, 70]);
});

test('a_rubric_of_two_branches_is_drawn_by_its_leaves', () => {
  const narrow: Rubric = { criteria: rubric.criteria.slice(0, 2) };
  const { derivation } = counted(rows, { trim: 'none' });
  expect(readProfile(derivation, narrow, '甲园').map(({ criterionId }) => criterionId)).toEqual(['1.1', '1.2', '2']);
});
