import { expect, test } from 'vitest';
import { completeRubric } from '../../../domain/rubric/model.ts';
import { type TallyRulesInput, tallyPresets, tallyRules } from '../../../domain/tally/rules.ts';
import { seededRandom } from '../../../domain/statistics/random.ts';
import { robustness } from '../../../domain/tally/robustness.ts';

const rubric = completeRubric({ criteria: ['A', 'B'].map((id) => ({ id, name: { zh: id }, max100: 1000 })) });

/** park → one [A, B] by expert */
function study(
  rows: Readonly<Record<string, readonly (readonly [number, number])[]>>,
  rules: TallyRulesInput = {},
  more: { places?: number; excluded?: string[]; seed?: number } = {},
) {
  return robustness({
    rubric,
    rules: tallyRules.parse(rules),
    applications: Object.keys(rows).map((id) => ({ id, parkName: `${id}园`, type: 't' })),
    sheets: Object.entries(rows).flatMap(([applicationId, experts]) =>
      experts.map(([a, b], expert) => ({ personId: `e${expert + 1}`, applicationId, scores: { A: a * 100, B: b * 100 } })),
    ),
    seed: more.seed ?? 1,
    places: { t: more.places ?? 1 },
    excluded: new Set(more.excluded),
  });
}

const dominant = {
  P: [
    [9, 9],
    [9, 8],
    [8, 9],
  ],
  Q: [
    [5, 5],
    [6, 5],
    [5, 6],
  ],
} as const;

test('a_park_that_is_better_everywhere_never_flips', () => {
  const { parks, flipping, scenarios } = study(dominant);
  expect(flipping).toEqual([]);
  expect(
    parks.map(({ applicationId, rank, above, share, rankLow, rankHigh }) => ({ applicationId, rank, above, share, rankLow, rankHigh })),
  ).toEqual([
    { applicationId: 'P', rank: 1, above: true, share: 1, rankLow: 1, rankHigh: 1 },
    { applicationId: 'Q', rank: 2, above: false, share: 0, rankLow: 2, rankHigh: 2 },
  ]);
  expect(scenarios.map(({ cause }) => cause)).toEqual([
    { kind: 'expert', personId: 'e1' },
    { kind: 'expert', personId: 'e2' },
    { kind: 'expert', personId: 'e3' },
    { kind: 'criterion', criterionId: 'A' },
    { kind: 'criterion', criterionId: 'B' },
  ]);
});

test('one_expert_and_one_criterion_that_carry_a_park_are_named', () => {
  // P leads by e1 alone and by A alone
  const { parks, scenarios, flipping } = study({
    P: [
      [10, 4],
      [6, 4],
    ],
    Q: [
      [5, 5],
      [5, 5.5],
    ],
  });
  const byE1 = { kind: 'expert', personId: 'e1' };
  expect(parks.find(({ applicationId }) => applicationId === 'P')?.flippedBy).toEqual([byE1, { kind: 'criterion', criterionId: 'A' }]);
  expect(scenarios[0]).toEqual({ cause: byE1, possible: true, rises: ['Q'], falls: ['P'] });
  expect(flipping).toEqual(['P', 'Q']);
});

test('weights_decide_between_opposite_profiles', () => {
  const { parks } = study({ P: [[8, 6]], Q: [[6, 8]], R: [[6.9, 6.9]] });
  const [p, q, r] = parks.map(({ share }) => share);
  // P and Q are equal: each is ahead in about half of the draws and they share none
  expect((p ?? 0) + (q ?? 0) + (r ?? 0)).toBeCloseTo(1, 10);
  expect(Math.abs((p ?? 0) - 0.5)).toBeLessThan(0.05);
  expect(parks[0]).toMatchObject({ rank: 1, above: true, rankLow: 1 });
});

test('the_same_seed_gives_the_same_answer_and_another_seed_another', () => {
  const rows = { P: [[8, 6]], Q: [[6, 8]] } as const;
  expect(study(rows, {}, { seed: 5 })).toEqual(study(rows, {}, { seed: 5 }));
  expect(study(rows, {}, { seed: 5 }).parks[0]?.share).not.toBe(study(rows, {}, { seed: 6 }).parks[0]?.share);
});

test('what_takes_no_place_does_not_stand_in_the_way', () => {
  const { parks } = study(dominant, {}, { excluded: ['P'] });
  expect(parks).toMatchObject([{ applicationId: 'Q', rank: 1, above: true, share: 1 }]);
});

test('leaving_out_an_expert_that_the_rule_needs_is_said_and_not_guessed', () => {
  const { scenarios } = study(dominant, { trim: 'dropHighLow' });
  expect(scenarios.map(({ possible }) => possible)).toEqual([false, false, false, true, true]);
});

test('too_few_scores_are_refused_as_by_the_tally', () => {
  expect(() => study({ P: [[9, 9]] }, { trim: 'dropHighLow' })).toThrow(expect.objectContaining({ code: 'tally/too-few-scores' }));
});

test('the_rule_for_the_size_of_the_panel_is_looked_up_again', () => {
  const highway = tallyPresets.find(({ id }) => id === 'highwayTender')!.rules;
  // seven experts drop 10 and 0 per item, six take the plain mean of what is left, in which the 10 counts
  const flat = Array.from({ length: 5 }, () => [5, 5] as const);
  const { scenarios } = study({ P: [...flat, [10, 10], [0, 0]], Q: [...flat, [5.5, 5.5], [5.5, 5.5]] }, highway);
  expect(scenarios[6]).toEqual({ cause: { kind: 'expert', personId: 'e7' }, possible: true, rises: ['P'], falls: ['Q'] });
  expect(scenarios[5]).toMatchObject({ rises: [], falls: [] });
});

test('whole_sheets_are_dropped_again_when_a_criterion_goes', () => {
  const rows = {
    P: [
      [9, 1],
      [5, 5],
      [1, 10],
    ],
    Q: [
      [5, 4],
      [5, 4],
      [5, 4],
    ],
  } as const;
  const { parks, scenarios } = study(rows, { trim: 'dropHighLow', level: 'sheet' });
  expect(parks.map(({ rank }) => rank)).toEqual([1, 2]);
  // without A: sheets 1, 5, 10 keep 5; without B: 9, 5, 1 keep 5, a tie at the line
  expect(scenarios.slice(3).map(({ rises, falls }) => [rises, falls])).toEqual([
    [[], []],
    [['Q'], []],
  ]);
});

test('seeded_numbers_are_the_same_on_every_machine_and_even', () => {
  const random = seededRandom(2026);
  expect([random(), random(), random()].map((value) => value.toFixed(6))).toMatchInlineSnapshot(`
    [
      "0.337551",
      "0.365261",
      "0.373655",
    ]
  `);
  const many = Array.from({ length: 20_000 }, random);
  expect(Math.min(...many)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...many)).toBeLessThan(1);
  expect(Math.abs(many.reduce((sum, value) => sum + value, 0) / many.length - 0.5)).toBeLessThan(0.01);
});
