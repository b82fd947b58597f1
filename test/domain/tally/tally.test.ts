import { expect, test } from 'vitest';
import { Refusal } from '../../../domain/result.ts';
import { completeRubric, type Rubric } from '../../../domain/rubric/model.ts';
import { tallyPresets, tallyRules, type TallyRulesInput } from '../../../domain/tally/rules.ts';
import { tally, type Tally } from '../../../domain/tally/tally.ts';

const rubric = completeRubric({
  criteria: [
    { id: 'A', name: { zh: '甲项' }, max100: 1000 },
    { id: 'B', name: { zh: '乙项' }, max100: 2000 },
  ],
});
const parks = ['P1', 'P2', 'P3'].map((id) => ({ id, parkName: `${id}园`, type: 'leading' }));

/** rows: park → expert → [A, B] in points; null is a score that is not there */
type Rows = Readonly<Record<string, Readonly<Record<string, readonly (number | null)[]>>>>;

function sheetsOf(rows: Rows, ids: readonly string[] = ['A', 'B']) {
  return Object.entries(rows).flatMap(([applicationId, experts]) =>
    Object.entries(experts).map(([personId, points]) => ({
      personId,
      applicationId,
      scores: Object.fromEntries(points.flatMap((value, index) => (value === null ? [] : [[ids[index] ?? '', Math.round(value * 100)]]))),
    })),
  );
}

function run(
  rows: Rows,
  rules: TallyRulesInput,
  more: { applications?: { id: string; parkName: string; type: string; priority?: boolean }[]; rubric?: Rubric } = {},
): Tally {
  const used = more.rubric ?? rubric;
  return tally({
    rubric: used,
    rules: tallyRules.parse(rules),
    applications: more.applications ?? parks.filter(({ id }) => id in rows),
    sheets: sheetsOf(
      rows,
      used.criteria.map(({ id }) => id),
    ),
  });
}

function refusal(act: () => unknown): Refusal {
  try {
    act();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('not refused');
}

const byHand: Rows = {
  // A: 7.5 8 8 9 9.5 → 25/3 = 8.33; B: 12 15 16 16 18 → 47/3 = 15.67; 24.00
  P1: { e1: [8, 16], e2: [9.5, 12], e3: [7.5, 18], e4: [9, 15], e5: [8, 16] },
  // A: all 8 → 8.00; B: 10 11 12 13 20 → 12.00; 20.00
  P2: { e1: [8, 10], e2: [8, 11], e3: [8, 12], e4: [8, 13], e5: [8, 20] },
};

test('drop_high_low_per_criterion_as_counted_by_hand', () => {
  const { ranking, derivation } = run(byHand, { trim: 'dropHighLow', rounding: { digits: 2, stage: 'criterion' } });
  expect(
    ranking.map(({ applicationId, rank, total, total100, byCriterion }) => ({ applicationId, rank, total, total100, byCriterion })),
  ).toEqual([
    { applicationId: 'P1', rank: 1, total: '24.00', total100: 2400, byCriterion: { A: '8.33', B: '15.67' } },
    { applicationId: 'P2', rank: 2, total: '20.00', total100: 2000, byCriterion: { A: '8.00', B: '12.00' } },
  ]);
  expect(derivation[0]).toEqual({
    applicationId: 'P1',
    parkName: 'P1园',
    type: 'leading',
    experts: ['e1', 'e2', 'e3', 'e4', 'e5'],
    panelSize: 5,
    dropEachEnd: 1,
    droppedExpert: null,
    criteria: [
      {
        criterionId: 'A',
        weight: '1',
        points100: [800, 950, 750, 900, 800],
        marks: ['kept', 'high', 'low', 'kept', 'kept'],
        keptSum100: 2500,
        keptCount: 3,
        mean: '8.33333333',
        rounded: '8.33',
        weighted: '8.33',
      },
      {
        criterionId: 'B',
        weight: '1',
        points100: [1600, 1200, 1800, 1500, 1600],
        marks: ['kept', 'low', 'high', 'kept', 'kept'],
        keptSum100: 4700,
        keptCount: 3,
        mean: '15.66666667',
        rounded: '15.67',
        weighted: '15.67',
      },
    ],
    sheets: null,
    unrounded: '24',
    total: '24.00',
  });
  // equal scores lose exactly two of themselves
  expect(derivation[1]?.criteria[0]?.marks).toEqual(['low', 'kept', 'kept', 'kept', 'high']);
});

test.each<[string, TallyRulesInput, string]>([
  ['per criterion, rounded at the end', { trim: 'dropHighLow', rounding: { digits: 2, stage: 'total' } }, '24.00'], // 72/3
  ['plain mean', { rounding: { digits: 2, stage: 'total' } }, '23.80'], // (42 + 77)/5
  ['two at each end', { trim: { dropEachEnd: 2 }, rounding: { digits: 2, stage: 'total' } }, '24.00'], // 8 + 16
  ['on sheet totals 24, 21.5, 25.5, 24, 24', { trim: 'dropHighLow', level: 'sheet', rounding: { digits: 1, stage: 'total' } }, '24.0'],
  ['rounding each item to whole points', { trim: 'dropHighLow', rounding: { digits: 0, stage: 'criterion' } }, '24'], // 8 + 16
])('%s', (_, rules, total) => {
  expect(run({ P1: byHand['P1']! }, rules).ranking[0]?.total).toBe(total);
});

test('half_goes_up_at_the_named_stage_only', () => {
  // A: 2.345 exactly in hundredths over two experts: 2.34 and 2.35
  const rows = { P1: { e1: [2.34, 1], e2: [2.35, 1.01] } };
  expect(run(rows, { rounding: { digits: 2, stage: 'criterion' } }).ranking[0]?.total).toBe('3.36'); // 2.35 + 1.01
  expect(run(rows, { rounding: { digits: 2, stage: 'total' } }).ranking[0]?.total).toBe('3.35'); // 2.345 + 1.005
});

test('an_absent_expert_is_absent_and_not_zero', () => {
  const { ranking, derivation } = run({ P1: { e1: [8, 16], e2: [null, 14], e3: [6, 12] } }, {});
  expect(ranking[0]?.byCriterion).toEqual({ A: '7', B: '14' });
  expect(derivation[0]?.criteria[0]?.marks).toEqual(['kept', 'absent', 'kept']);
  expect(derivation[0]?.criteria[0]?.points100).toEqual([800, null, 600]);
});

test('trimming_with_too_few_scores_says_so', () => {
  const error = refusal(() => run({ P1: { e1: [8, 16], e2: [null, 14], e3: [6, 12] } }, { trim: 'dropHighLow' }));
  expect(error.code).toBe('tally/too-few-scores');
  expect(error.details).toMatchObject({ needed: 3, present: 2, park: 'P1园', criterion: '甲项', criterionId: 'A' });
  expect(refusal(() => run({ P1: { e1: [8, 16] } }, { trim: 'dropHighLow', level: 'sheet' })).code).toBe('tally/too-few-sheets');
  expect(refusal(() => run({ P1: { e1: [8, null] } }, { level: 'sheet' })).details).toMatchObject({ missing: 1, criteria: ['B'] });
  expect(refusal(() => run({}, {}, { applications: parks })).code).toBe('tally/no-sheets');
});

test.each([
  [{ A: 1001 }, 'score/above-maximum'],
  [{ A: -1 }, 'score/below-zero'],
  [{ A: 1.5 }, 'score/not-a-number'],
  [{ A: Number.NaN }, 'score/not-a-number'],
  [{ C: 100 }, 'score/unknown-criterion'],
])('a sheet with %j is refused with %s', (scores: Record<string, number>, code) => {
  const input = { rubric, rules: tallyRules.parse({}), applications: parks, sheets: [{ personId: 'e1', applicationId: 'P1', scores }] };
  expect(refusal(() => tally(input)).code).toBe(code);
});

test('sheets_of_other_parks_are_left_aside', () => {
  const rows = { P1: { e1: [8, 16] }, P2: { e1: [1, 1] } };
  expect(run(rows, {}, { applications: parks.slice(0, 1) }).ranking.map(({ applicationId }) => applicationId)).toEqual(['P1']);
});

test('a_park_without_any_sheet_has_no_rank_and_no_zero', () => {
  const answer = run({ P1: { e1: [8, 16] }, P3: { e1: [7, 16] } }, {}, { applications: parks });
  expect(answer.unscored).toEqual(['P2']);
  expect(answer.ranking.map(({ applicationId, rank }) => [applicationId, rank])).toEqual([
    ['P1', 1],
    ['P3', 2],
  ]);
  expect(answer.derivation.map(({ applicationId }) => applicationId)).toEqual(['P1', 'P3']);
});

test('sheet_level_drops_whole_sheets_and_shows_their_criteria', () => {
  const { derivation, ranking } = run(byHand, { trim: 'dropHighLow', level: 'sheet', rounding: { digits: 2, stage: 'total' } });
  // totals 24 21.5 25.5 24 24: e2 and e3 go
  expect(derivation[0]?.sheets).toEqual({
    totals: ['24', '21.5', '25.5', '24', '24'],
    marks: ['kept', 'low', 'high', 'kept', 'kept'],
    keptSum: '72',
    keptCount: 3,
    mean: '24',
  });
  expect(ranking[0]?.byCriterion).toEqual({ A: '8.33333333', B: '15.66666667' });
});

test('rounding_per_criterion_of_sheet_totals_is_not_a_rule', () => {
  expect(tallyRules.safeParse({ level: 'sheet', rounding: { digits: 2, stage: 'criterion' } }).success).toBe(false);
});

test('weights_scale_points_exactly', () => {
  const weighted: Rubric = {
    criteria: [
      { ...rubric.criteria[0]!, weight: '0.15' },
      { ...rubric.criteria[1]!, weight: '0.85' },
    ],
  };
  const { ranking } = run({ P1: { e1: [8.33, 10] } }, { rounding: { digits: 2, stage: 'criterion' } }, { rubric: weighted });
  expect(ranking[0]).toMatchObject({ total: '9.7495', total100: null }); // 1.2495 + 8.5: no further rounding is hidden
});

test('equal_totals_stay_tied_until_a_rule_parts_them', () => {
  const rows = { P1: { e1: [8, 12] }, P2: { e1: [9, 11] }, P3: { e1: [9, 11] } };
  const places = (rules: TallyRulesInput) =>
    run(rows, rules, { applications: parks.map((park) => ({ ...park, priority: park.id === 'P3' })) }).ranking.map(
      ({ applicationId, rank, tied, decidedBy }) => [applicationId, rank, tied, decidedBy?.by ?? null],
    );
  expect(places({})).toEqual([
    ['P1', 1, true, null],
    ['P2', 1, true, null],
    ['P3', 1, true, null],
  ]);
  expect(places({ tieBreaks: [{ by: 'criterion', criterionId: 'A' }] })).toEqual([
    ['P2', 1, true, 'criterion'],
    ['P3', 1, true, 'criterion'],
    ['P1', 3, false, 'criterion'],
  ]);
  expect(places({ tieBreaks: [{ by: 'priority' }, { by: 'criterion', criterionId: 'A' }] })).toEqual([
    ['P3', 1, false, 'priority'],
    ['P2', 2, false, 'criterion'],
    ['P1', 3, false, 'criterion'],
  ]);
});

test('ranks_are_also_given_within_the_type', () => {
  const applications = [
    { id: 'P1', parkName: '甲', type: 'leading' },
    { id: 'P2', parkName: '乙', type: 'growing' },
    { id: 'P3', parkName: '丙', type: 'growing' },
  ];
  const { ranking } = run({ P1: { e1: [9, 9] }, P2: { e1: [5, 5] }, P3: { e1: [5, 5] } }, {}, { applications });
  expect(ranking.map(({ rank, rankInType, tied, tiedInType }) => [rank, rankInType, tied, tiedInType])).toEqual([
    [1, 1, false, false],
    [2, 1, true, true],
    [2, 1, true, true],
  ]);
});

test('outliers_lie_beyond_thirty_percent_of_the_mean', () => {
  // sheet totals 20 20 20 10: mean 17.5, the last −42.86 %; at exactly 30 % nobody is asked
  const rows = { P1: { e1: [8, 12], e2: [8, 12], e3: [8, 12], e4: [2, 8] }, P2: { e1: [7, 0], e2: [10, 3] } };
  expect(run(rows, {}).outliers).toEqual([{ applicationId: 'P1', personId: 'e4', value: '10', mean: '17.50', deviationPercent: '-42.86' }]);
  expect(
    run({ P2: rows.P2 }, { outlier: { percent: 30, on: 'both' } }).outliers.map(({ personId, criterionId }) => [personId, criterionId]),
  ).toEqual([
    ['e1', 'B'],
    ['e2', 'B'],
  ]);
  expect(run(rows, { outlier: null }).outliers).toEqual([]);
});

test('objective_criteria_scored_differently_block', () => {
  const formula = {
    of: { field: 'companies' },
    unit: 'count' as const,
    knots: [
      { at: '0', points100: 0 },
      { at: '10', points100: 1000 },
    ],
  };
  // a formula makes a criterion objective unless it says otherwise
  const objective = completeRubric({ criteria: [{ id: 'A', name: { zh: '甲项' }, max100: 1000, formula }, rubric.criteria[1]!] });
  const { blocked } = run({ P1: { e1: [8, 12], e2: [8, 13] }, P2: { e1: [8, 12], e2: [7, 12] } }, {}, { rubric: objective });
  expect(blocked).toEqual([
    {
      applicationId: 'P2',
      criterionId: 'A',
      reason: 'objective-differs',
      scores: [
        { personId: 'e1', points100: 800 },
        { personId: 'e2', points100: 700 },
      ],
    },
  ]);
});

const highway = tallyPresets.find(({ id }) => id === 'highwayTender')!.rules;
const nine = (totals: Readonly<Record<string, readonly [number, number, number]>>): Rows =>
  Object.fromEntries(
    ['P1', 'P2', 'P3'].map((park, index) => [
      park,
      Object.fromEntries(Object.entries(totals).map(([expert, of]) => [expert, [of[index] ?? 0, 10]])),
    ]),
  );

test('highway_clause_nine_experts_first_leave_out_the_widest_spread', () => {
  const rows = nine({
    a: [8, 7, 6],
    b: [8, 7, 6],
    c: [8, 7, 6],
    d: [8, 7, 6],
    e: [8, 7, 6],
    f: [8, 7, 6],
    g: [8, 7, 6],
    h: [9, 8, 6],
    i: [10, 2, 3],
  });
  const { derivation, ranking } = run(rows, highway);
  expect(derivation[0]?.droppedExpert).toEqual({ personId: 'i', spread: '8', secondSpread: '7', drawn: false });
  expect(derivation[0]?.criteria[0]?.marks).toEqual(['low', 'kept', 'kept', 'kept', 'kept', 'kept', 'kept', 'high', 'expert']);
  expect(derivation[0]?.criteria[0]).toMatchObject({ keptSum100: 4800, keptCount: 6, rounded: '8.000' });
  expect(ranking.map(({ total }) => total)).toEqual(['18.000', '17.000', '16.000']);
});

test('highway_clause_equal_spreads_go_by_the_next_spread_then_by_lot', () => {
  const same = { a: [8, 7, 6], b: [8, 7, 6], c: [8, 7, 6], d: [8, 7, 6], e: [8, 7, 6], f: [8, 7, 6], g: [8, 7, 6] } as const;
  // h: 9 − 3, next 9 − 8; i: 9 − 3, next 9 − 4
  expect(run(nine({ ...same, h: [9, 8, 3], i: [9, 4, 3] }), highway).derivation[0]?.droppedExpert).toMatchObject({
    personId: 'i',
    drawn: false,
  });
  const alike = nine({ ...same, h: [9, 4, 3], i: [9, 4, 3] });
  expect(refusal(() => run(alike, highway))).toMatchObject({ code: 'tally/draw-needed', details: { count: 2, personIds: ['h', 'i'] } });
  expect(run(alike, { ...highway, drawn: ['h'] }).derivation[0]?.droppedExpert).toMatchObject({ personId: 'h', drawn: true });
});

test('highway_clause_seven_experts_drop_per_item_and_fewer_take_the_plain_mean', () => {
  const seven = Object.fromEntries('abcdefg'.split('').map((expert, index) => [expert, [index + 1, 10]]));
  expect(run({ P1: seven }, highway).derivation[0]).toMatchObject({ dropEachEnd: 1, droppedExpert: null, total: '14.000' });
  const { a: _, ...six } = seven;
  expect(run({ P1: six }, highway).derivation[0]).toMatchObject({ dropEachEnd: 0, total: '14.500' });
});

test('severity_is_shown_beside_the_figures_and_changes_none', () => {
  // e1 scores 3 below the others and saw the better park only
  const rows = {
    P1: { e1: [5, 10], e2: [6, 12], e3: [6, 12] },
    P2: { e2: [6, 11], e3: [6, 11] },
    P3: { e1: [5, 9], e2: [6, 11], e3: [6, 11] },
  };
  const plain = run(rows, {});
  const beside = run(rows, { severity: 'additive' });
  expect(plain.adjusted).toBeNull();
  expect(beside.ranking).toEqual(plain.ranking);
  expect(beside.adjusted?.experts.map(({ personId, effect }) => [personId, effect])).toEqual([
    ['e1', -2],
    ['e2', 1],
    ['e3', 1],
  ]);
  expect(plain.ranking.map(({ applicationId }) => applicationId)).toEqual(['P1', 'P2', 'P3']);
  expect(beside.adjusted?.parks).toEqual([
    { applicationId: 'P1', total: '17.00', rank: 1 },
    { applicationId: 'P2', total: '16.00', rank: 2 },
    { applicationId: 'P3', total: '16.00', rank: 2 },
  ]);
  expect(run({ P1: rows.P1 }, { severity: 'zscore' }).adjusted).toMatchObject({
    reason: 'tooFewSheets',
    parks: [{ total: null, rank: null }],
  });
});
