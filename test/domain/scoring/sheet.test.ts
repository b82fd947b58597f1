import { expect, test } from 'vitest';
import { Refusal } from '../../../domain/result.ts';
import { canonicalSheet, checkScore, commentDemanded, fitsLeaf, sheetTotals } from '../../../domain/scoring/check-score.ts';
import { weightedLeaves, wholeWeights } from '../../../domain/rubric/leaves.ts';
import { asLeaf, completeRubric } from '../../../domain/rubric/model.ts';

const leaf = asLeaf({ id: '1.2', name: { zh: '主体质量' }, max100: 1000 });

function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
  return 'accepted';
}

test.each([
  [8.5, 850],
  ['8.5', 850],
  [' 9.00 ', 900],
  ['８．５', 850],
  [0, 0],
  ['10', 1000],
  [-0, 0],
])('points_entered_as %j are %i hundredths', (entered, points100) => {
  expect(checkScore(leaf, entered)).toBe(points100);
});

test.each([
  ['', 'score/not-a-number'],
  ['八分', 'score/not-a-number'],
  ['1e1', 'score/not-a-number'],
  ['9,5', 'score/not-a-number'],
  [Number.NaN, 'score/not-a-number'],
  [Number.POSITIVE_INFINITY, 'score/not-a-number'],
  ['10.5', 'score/above-maximum'],
  ['10.001', 'score/above-maximum'],
  [1e21, 'score/above-maximum'],
  ['-0.5', 'score/below-zero'],
  ['8.3', 'score/off-step'],
  ['8.505', 'score/off-step'],
  [0.1 + 0.2, 'score/off-step'],
])('points_entered_as %j are refused with %s', (entered, code) => {
  expect(codeOf(() => checkScore(leaf, entered))).toBe(code);
});

test('refusal_names_the_bound_in_points', () => {
  expect(() => checkScore(leaf, 12)).toThrow(
    expect.objectContaining({ details: { criterionId: '1.2', points: '12', max: '10', step: '0.5' } }),
  );
});

test('the_maximum_is_always_a_step', () => {
  expect(checkScore({ ...leaf, max100: 1500, step100: 200 }, 15)).toBe(1500);
});

test('without_a_step_half_points_are_the_step', () => {
  expect(checkScore(leaf, '8.5')).toBe(850);
  expect(codeOf(() => checkScore(leaf, '0.01'))).toBe('score/off-step');
});

test.each([
  [0, true],
  [950, true],
  [1000, true],
  [825, false],
  [1050, false],
  [-50, false],
  [850.5, false],
  [Number.NaN, false],
])('%d hundredths fit a leaf of 10 points in halves: %s', (points100, fits) => {
  expect(fitsLeaf(leaf, points100)).toBe(fits);
});

test.each([
  [undefined, 600, false],
  [undefined, 599, true],
  [100, 999, true],
  [100, 1000, false],
  [0, 0, false],
  [33.3, 333, false],
  [33.3, 332, true],
])('with_commentBelow_%s %i hundredths of 10 points demand a comment: %s', (commentBelow, points100, demanded) => {
  expect(commentDemanded({ ...leaf, ...(commentBelow !== undefined && { commentBelow }) }, points100)).toBe(demanded);
});

const rubric = completeRubric({
  criteria: [
    {
      id: '1',
      name: { zh: '企业入驻' },
      max100: 2000,
      children: [
        { id: '1.1', name: { zh: '入驻数量' }, max100: 1000 },
        { id: '1.2', name: { zh: '主体质量' }, max100: 1000 },
      ],
    },
    { id: '2', name: { zh: '运营' }, max100: 500 },
  ],
});

test('totals_name_what_is_missing_and_where_comments_lack', () => {
  expect(sheetTotals(rubric, { '1.1': { points100: 850 }, '2': { points100: 200, comment: ' ' } })).toEqual({
    total100: 1050,
    max100: 2500,
    complete: false,
    filled: 2,
    of: 3,
    missing: ['1.2'],
    commentsMissing: ['2'],
    byBranch: { '1': { points100: 850, scored: 1, leaves: 2 } },
  });
  const whole = { '1.1': { points100: 850 }, '1.2': { points100: 0, comment: '无材料' }, '2': { points100: 500 } };
  expect(sheetTotals(rubric, whole)).toMatchObject({ total100: 1350, complete: true, missing: [] });
});

test('weights_multiply_down_the_tree_and_round_once', () => {
  const weighted = completeRubric({
    criteria: [
      {
        ...rubric.criteria[0]!,
        weight: '0.5',
        children: [
          { id: '1.1', name: { zh: '甲' }, max100: 1000, weight: '0.3' },
          { id: '1.2', name: { zh: '乙' }, max100: 1000, weight: '0.7' },
        ],
      },
    ],
  });
  expect(wholeWeights(weightedLeaves(weighted))).toEqual({ units: [3, 7], scale: 20 });
  expect(sheetTotals(weighted, { '1.1': { points100: 333 }, '1.2': { points100: 333 } }).total100).toBe(167); // 166.5
});

test.each(['-1', 'half', '1/3'])('the weight %j is refused', (weight) => {
  expect(codeOf(() => weightedLeaves({ criteria: [{ ...leaf, weight }] }))).toBe('rubric/invalid');
});

test('an_id_that_stands_twice_is_refused', () => {
  expect(codeOf(() => weightedLeaves({ criteria: [leaf, leaf] }))).toBe('rubric/invalid');
});

test('canonical_sheet_follows_the_rubric_whatever_the_order_of_entry', () => {
  const ids = { roundId: 'r', applicationId: 'a', personId: 'p' };
  const one = canonicalSheet(rubric, {
    ...ids,
    scores: { '2': { points100: 500, comment: '' }, '1.1': { points100: 850, comment: '好' } },
  });
  const two = canonicalSheet(rubric, { ...ids, scores: { '1.1': { points100: 850, comment: '好' }, '2': { points100: 500 } } });
  expect(JSON.stringify(one)).toBe(JSON.stringify(two));
  expect(one.scores).toEqual([
    { criterionId: '1.1', points100: 850, comment: '好' },
    { criterionId: '2', points100: 500, comment: null },
  ]);
});

test.each<[string, { criterionId: string | null }[], string[], number]>([
  ['nothing', [], ['1.2', '2'], 1],
  ['one criterion', [{ criterionId: '2' }], ['1.2'], 2],
  ['a criterion that has points all the same', [{ criterionId: '1.1' }], ['1.2', '2'], 1],
  ['the whole park', [{ criterionId: null }], [], 3],
])('who abstained from %s owes no points of it', (_, abstained, missing, filled) => {
  const found = sheetTotals(rubric, { '1.1': { points100: 850 } }, abstained);
  expect(found).toMatchObject({ total100: 850, missing, filled, of: 3, complete: missing.length === 0 });
});
