/** What the pictures of the tally are drawn from, against the tally itself. */
import { expect, test } from 'vitest';
import type { TallyAnswer } from '../../domain/contract/api.ts';
import { completeRubric, type Rubric } from '../../domain/rubric/model.ts';
import { tallyRules } from '../../domain/tally/rules.ts';
import { tally } from '../../domain/tally/tally.ts';
import { readHeat } from '../../renderer/screens/tally/pictures/heat.ts';
import { readProfile } from '../../renderer/screens/tally/pictures/profile.ts';
import { readSpread } from '../../renderer/screens/tally/pictures/spread.ts';

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

/** One row an expert: points of 1.1, 1.2, 2, 3 of one park. */
function answer(
  rows: Readonly<Record<string, Readonly<Record<string, readonly (number | null)[]>>>>,
  rules: Parameters<typeof tallyRules.parse>[0],
): TallyAnswer {
  const ids = ['1.1', '1.2', '2', '3'];
  const found = tally({
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
  const max = new Map([
    ['1.1', 1000],
    ['1.2', 500],
    ['2', 1000],
    ['3', 1000],
  ]);
  const people = [...new Set(Object.values(rows).flatMap((sheets) => Object.keys(sheets)))];
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the parts of an answer that pictures read
  return {
    ranking: found.ranking,
    experts: people.map((personId) => ({ personId, name: personId })),
    derivation: found.derivation.map((park) => ({
      ...park,
      criteria: park.criteria.map((line) => ({ ...line, name: line.criterionId, max100: max.get(line.criterionId) ?? 0 })),
    })),
  } as unknown as TallyAnswer;
}

const rows = {
  甲园: { a: [10, 5, 10, 10], b: [8, 4, 8, 8], c: [6, 3, 9, 6] },
  乙园: { a: [5, 1, 5, 5], b: [6, 2, 6, 6], c: [7, 3, null, 7] },
};

test('the_heat_map_counts_what_the_rule_dropped_from_each_sheet', () => {
  const heat = readHeat(answer(rows, { trim: 'none', panels: [{ from: 4, trim: 'dropHighLow' }] }), null);
  expect(heat.experts).toEqual(['a', 'b', 'c']);
  expect(heat.parks.map((park) => park.parkName)).toEqual(['甲园', '乙园']);
  // a sheet that lacks a score has no total
  expect(heat.cells.map((row) => row.map((cell) => cell.points100))).toEqual([
    [3500, 2800, 2400],
    [1600, 2000, null],
  ]);
  const trimmed = readHeat(answer({ 甲园: rows.甲园 }, { trim: 'dropHighLow' }), null);
  expect(trimmed.cells[0]).toEqual([
    // highest on everything: nothing of the sheet counts
    { points100: 3500, dropped: true, low: 0, high: 0 },
    { points100: 2800, dropped: false, low: 1, high: 0 },
    { points100: 2400, dropped: false, low: 3, high: 0 },
  ]);
  expect(readHeat(answer({ 甲园: rows.甲园 }, { trim: 'dropHighLow' }), '2').cells[0]).toEqual([
    { points100: 1000, dropped: true, low: 0, high: 0 },
    { points100: 800, dropped: true, low: 0, high: 0 },
    { points100: 900, dropped: false, low: 0, high: 0 },
  ]);
});

test('whole_sheets_that_were_dropped_are_struck', () => {
  const heat = readHeat(
    answer({ 甲园: rows.甲园 }, { trim: 'dropHighLow', level: 'sheet', rounding: { digits: 2, stage: 'total' } }),
    null,
  );
  expect(heat.cells[0]?.map((cell) => cell.dropped)).toEqual([true, false, true]);
});

test('the_spread_is_in_percent_of_each_maximum', () => {
  const [first, second, third] = readSpread(answer(rows, { trim: 'none' }));
  expect(first?.scores.map((one) => one.percent)).toEqual([100, 80, 60, 50, 60, 70]);
  expect(second?.numbers).toEqual({ count: 6, low: 20, q1: 45, median: 60, q3: 75, high: 100 });
  // an absent score is no zero
  expect(third?.scores).toHaveLength(5);
  expect(readSpread(answer({ 甲园: rows.甲园 }, { trim: 'dropHighLow' }))[0]?.scores.map((one) => one.kept)).toEqual([false, true, false]);
});

test('the_profile_weighs_as_the_tally_does', () => {
  const parts = readProfile(answer(rows, { trim: 'none' }), rubric, '甲园', (id) => id);
  // 甲园: means 8, 4, 9, 8; part 1 is (8 + 2 × 4) of (10 + 2 × 5)
  expect(parts.map(({ id, own }) => [id, own])).toEqual([
    ['1', 80],
    ['2', 90],
    ['3', 80],
  ]);
  // 乙园: means 6, 2, 5.5, 6; part 1 is (6 + 4) of 20
  expect(parts.map(({ median }) => median)).toEqual([65, 72.5, 70]);
});

test('a_rubric_of_two_branches_is_drawn_by_its_leaves', () => {
  const narrow: Rubric = { criteria: rubric.criteria.slice(0, 2) };
  expect(readProfile(answer(rows, { trim: 'none' }), narrow, '甲园', (id) => id).map(({ id }) => id)).toEqual(['1.1', '1.2', '2']);
});
