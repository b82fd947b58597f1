import { expect, test } from 'vitest';
import { completeRubric } from '../../../domain/rubric/model.ts';
import { agreement } from '../../../domain/statistics/agreement.ts';
import { roundAgreement } from '../../../domain/tally/agreement.ts';

const shroutFleiss = [
  [9, 2, 5, 8],
  [6, 1, 3, 2],
  [8, 4, 6, 8],
  [7, 1, 2, 6],
  [10, 5, 6, 9],
  [6, 2, 4, 7],
];
const input = {
  rubric: completeRubric({ criteria: [{ id: 'A', name: { zh: '甲' }, max100: 1000 }] }),
  applications: [...shroutFleiss.keys(), 'unscored'].map((id) => ({ id: `p${id}`, parkName: `${id}园`, type: 't' })),
  sheets: shroutFleiss.flatMap((row, park) =>
    row.map((points, expert) => ({ personId: `e${expert}`, applicationId: `p${park}`, scores: { A: points * 100 } })),
  ),
};

test('a_round_gives_the_figures_of_its_bare_matrix', () => {
  const { matrix, personIds, applicationIds, icc, kendallW, krippendorff, usedRows } = roundAgreement(input);
  expect(matrix).toEqual(shroutFleiss);
  expect([personIds, applicationIds.length]).toEqual([['e0', 'e1', 'e2', 'e3'], 6]);
  // the round counts in hundredths: the same figures but for the last bits of a double
  const rounded = (figures: unknown): unknown =>
    JSON.parse(JSON.stringify(figures), (_, value: unknown) => (typeof value === 'number' ? Number(value.toPrecision(12)) : value));
  expect(rounded({ icc, kendallW, krippendorff, usedRows })).toEqual(rounded(agreement(shroutFleiss)));
});

test('experts_stand_against_the_panel', () => {
  // column means 46/6, 15/6, 26/6, 40/6 around 127/24
  const { experts, severityReason } = roundAgreement(input);
  expect(experts.map(({ personId, effect, count }) => [personId, effect?.toFixed(4), count])).toEqual([
    ['e0', '2.3750', 6],
    ['e1', '-2.7917', 6],
    ['e2', '-0.9583', 6],
    ['e3', '1.3750', 6],
  ]);
  expect(severityReason).toBeNull();
});

test('an_absent_sheet_is_an_empty_cell', () => {
  const { matrix, usedRows } = roundAgreement({ ...input, sheets: input.sheets.slice(1) });
  expect(matrix[0]).toEqual([null, 2, 5, 8]);
  expect(usedRows).toBe(5);
});
