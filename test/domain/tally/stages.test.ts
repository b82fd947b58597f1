/** 评审阶段: stages with criteria, judges and weights of their own, added by exact rationals and rounded at the end. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseDecimal } from '../../../domain/numbers/rational.ts';
import { recountPark } from '../../../domain/report/recount.ts';
import { Refusal } from '../../../domain/result.ts';
import { maximum100, partNameOf, rubricFor, rubricLeaves, isScorer } from '../../../domain/rubric/leaves.ts';
import { completeRubric, type Rubric, type WrittenRubric } from '../../../domain/rubric/model.ts';
import { parseRubric, rubricProblems, sameRubric } from '../../../domain/rubric/rubric.ts';
import { readRubricRows, rubricRows } from '../../../domain/rubric/sheet.ts';
import { stateOfStage, type Judge } from '../../../domain/rubric/stages.ts';
import { sheetTotals } from '../../../domain/scoring/check-score.ts';
import { nameBeside, nameStages, sheetPoints, type ParkDerivation } from '../../../domain/tally/derivation.ts';
import { panelAgreement } from '../../../domain/tally/agreement.ts';
import { layOutPanel, typeRules } from '../../../domain/tally/panel.ts';
import { readHeat } from '../../../domain/tally/pictures/heat.ts';
import { robustness } from '../../../domain/tally/robustness.ts';
import { tallyRules, type TallyRulesInput } from '../../../domain/tally/rules.ts';
import { tally, type TallyInput } from '../../../domain/tally/tally.ts';
import { exactTotal, parkSums } from '../../../domain/tally/totals.ts';
import { refusalOf, words } from '../../fixtures/schemes.ts';

const zh = (text: string) => ({ zh: text });
const t = words('zh');

/** 材料 of 100 points counts 70 %, 答辩 of 40 points 30 %; what is added for honours is scored with the papers. */
const written: WrittenRubric = {
  stages: [
    { key: 'paper', name: zh('材料评审'), weight: '70', judges: 'experts' },
    { key: 'answers', name: zh('答辩'), weight: '30', judges: 'named' },
  ],
  criteria: [
    {
      id: '1',
      name: zh('规模'),
      stage: 'paper',
      max100: 6000,
      children: [{ id: '1.1', name: zh('企业数'), max100: 6000, commentBelow: 0 }],
    },
    { id: '2', name: zh('运营'), stage: 'paper', max100: 4000, commentBelow: 0 },
    { id: '3', name: zh('陈述'), stage: 'answers', max100: 2500, commentBelow: 0 },
    { id: '4', name: zh('问答'), stage: 'answers', max100: 1500, commentBelow: 0 },
    { id: 'J', name: zh('荣誉'), stage: 'paper', max100: 200, counts: 'bonus', children: [{ id: 'J.1', name: zh('荣誉'), max100: 300 }] },
  ],
};
const rubric = parseRubric(written);

/** Three read, two ask; hundredths of a point by park. */
function inputOf(rules: TallyRulesInput, more: Partial<TallyInput> = {}): TallyInput {
  const papers = [
    [5000, 3000, 0],
    [5400, 3300, 100],
    [4700, 3500, 50],
  ];
  const answers = [
    [2000, 1200],
    [2300, 900],
  ];
  return {
    rubric,
    rules: tallyRules.parse(rules),
    applications: [
      { id: 'a', parkName: 'a园', type: 't' },
      { id: 'b', parkName: 'b园', type: 't' },
    ],
    sheets: ['a', 'b'].flatMap((applicationId, park) => [
      ...papers.map(([one = 0, two = 0, three = 0], at) => ({
        personId: `e${at}`,
        applicationId,
        stage: 'paper',
        scores: { 1.1: one - park * 100, 2: two, 'J.1': three },
      })),
      ...answers.map(([one = 0, two = 0], at) => ({ personId: `q${at}`, applicationId, stage: 'answers', scores: { 3: one, 4: two } })),
    ]),
    ...more,
  };
}

test('a_total_adds_the_stages_by_their_weights', () => {
  const { ranking, derivation } = tally(inputOf({ rounding: { digits: 4, stage: 'total' } }));
  // (50+54+47)/3 + (30+33+35)/3 = 83 of 100; (20+23)/2 + (12+9)/2 = 32 of 40; honours 0.5
  expect(derivation[0]?.stages).toEqual([
    {
      key: 'paper',
      experts: ['e0', 'e1', 'e2'],
      panelSize: 3,
      dropEachEnd: 0,
      maximum: '100',
      weight: '70',
      figure: '83',
      weighted: '58.1',
    },
    { key: 'answers', experts: ['q0', 'q1'], panelSize: 2, dropEachEnd: 0, maximum: '40', weight: '30', figure: '32', weighted: '24' },
  ]);
  expect(ranking.map(({ applicationId, total, rank }) => [applicationId, total, rank])).toEqual([
    ['a', '82.6000', 1],
    // one point of the papers is 0.7 of the total
    ['b', '81.9000', 2],
  ]);
  expect(sheetPoints(derivation[0] ?? expect.unreachable(), 1)).toEqual({ num: 88n, den: 1n });
});

test('each_stage_has_a_rule_of_its_own', () => {
  const { derivation } = tally(inputOf({ trim: 'none', stages: { paper: 'dropHighLow' }, rounding: { digits: 2, stage: 'criterion' } }));
  const [park] = derivation;
  expect(park?.stages?.map(({ dropEachEnd, figure }) => [dropEachEnd, figure])).toEqual([
    [1, '83'],
    [0, '32'],
  ]);
  // by the size of each stage's own panel
  const bySize = tally(inputOf({ panels: [{ from: 3, trim: 'dropHighLow' }] })).derivation[0];
  expect(bySize?.stages?.map(({ dropEachEnd }) => dropEachEnd)).toEqual([1, 0]);
  expect(refusalOf(() => tally(inputOf({ trim: 'dropHighLow' })))).toMatchObject({
    code: 'tally/too-few-scores',
    details: { criterion: '陈述', needed: 3, present: 2 },
  });
});

test.each([
  ['level', { level: 'sheet' }],
  ['dropExpert', { panels: [{ from: 1, trim: 'none', dropExpert: 'widestSpread' }] }],
  ['severity', { severity: 'additive' }],
] as const)('rules that look at whole sheets are refused: %s', (rule, rules) => {
  expect(refusalOf(() => tally(inputOf(rules as TallyRulesInput)))).toMatchObject({ code: 'tally/stages-rule', details: { rule } });
});

test('a_park_that_lacks_a_stage_has_no_total_and_no_zero', () => {
  const input = inputOf({});
  const { ranking, unscored } = tally({
    ...input,
    sheets: input.sheets.filter(({ applicationId, stage }) => applicationId === 'a' || stage === 'paper'),
  });
  expect(ranking.map(({ applicationId }) => applicationId)).toEqual(['a']);
  expect(unscored).toEqual(['b']);
  expect(refusalOf(() => tally({ ...input, sheets: input.sheets.filter(({ stage }) => stage === 'paper') }))).toMatchObject({
    code: 'tally/stage-empty',
    details: { stage: '答辩' },
  });
  expect(refusalOf(() => tally({ ...input, sheets: [] }))?.code).toBe('tally/no-sheets');
});

test('points_of_another_stage_are_no_part_of_a_sheet', () => {
  const input = inputOf({});
  const sheets = input.sheets.map((sheet) => (sheet.personId === 'q0' ? { ...sheet, scores: { ...sheet.scores, 2: 100 } } : sheet));
  expect(refusalOf(() => tally({ ...input, sheets }))).toMatchObject({ code: 'stage/other-criterion', details: { criterion: '运营' } });
});

test('each_member_is_asked_the_own_stage_in_points_of_its_own', () => {
  const asked = (judge: Judge) => rubricLeaves(rubricFor(rubric, { ...judge, type: null })).map((leaf) => leaf.criterion.id);
  expect(asked({ role: 'expert' })).toEqual(['1.1', '2', 'J.1']);
  expect(asked({ role: 'leader', stage: null })).toEqual(['1.1', '2', 'J.1']);
  expect(asked({ role: 'expert', stage: 'answers' })).toEqual(['3', '4']);
  // the visit team judges no stage here, nor does who was named for one that is gone
  expect(asked({ role: 'visitor' })).toEqual([]);
  expect(isScorer(rubric, { role: 'visitor' })).toBe(false);
  expect(isScorer(rubric, { role: 'visitor', stage: 'answers' })).toBe(true);
  expect(isScorer(rubric, { role: 'expert', stage: 'gone' })).toBe(false);
  expect([partNameOf(rubric, { role: 'leader' }), partNameOf(rubric, { role: 'expert', stage: 'answers' })]).toEqual(['paper', 'answers']);
  const answers = rubricFor(rubric, { role: 'expert', stage: 'answers', type: null });
  expect(sheetTotals(answers, { 3: { points100: 2000 }, 4: { points100: 1200 } })).toMatchObject({
    total100: 3200,
    max100: 4000,
    complete: true,
  });
  expect(maximum100(rubric)).toBe(10_000);
});

test('the_first_stage_is_open_the_others_wait', () => {
  expect(stateOfStage(rubric, {}, 'paper')).toBe('open');
  expect(stateOfStage(rubric, {}, 'answers')).toBe('waiting');
  expect(stateOfStage(rubric, { paper: { state: 'closed' }, answers: { state: 'open' } }, 'paper')).toBe('closed');
});

const changed = (change: Partial<WrittenRubric>): WrittenRubric => ({ ...written, ...change });
const [paper, answers] = written.stages ?? [];
const withStages = (...stages: (typeof paper)[]) => changed({ stages: stages.flatMap((stage) => stage ?? []) });
const criterionWith = (at: number, change: object) =>
  changed({ criteria: written.criteria.map((criterion, index) => (index === at ? { ...criterion, ...change } : criterion)) });

test.each<[string, WrittenRubric, string]>([
  ['weights that lack', withStages(paper, answers && { ...answers, weight: '25' }), 'stages: 各阶段的权重合计 95%，应为 100%'],
  [
    'a weight of nought',
    withStages(paper && { ...paper, weight: '100' }, answers && { ...answers, weight: '0' }),
    'stages[1].weight: 阶段的权重应大于 0，最多两位小数',
  ],
  [
    'a weight of three places',
    withStages(paper && { ...paper, weight: '69.999' }, answers && { ...answers, weight: '30.001' }),
    'stages[0].weight: 阶段的权重应大于 0，最多两位小数',
  ],
  ['a key twice', withStages(paper, answers && { ...answers, key: 'paper' }), 'stages[1]: “paper”重复'],
  ['two stages of the experts', withStages(paper, answers && { ...answers, judges: 'experts' }), 'stages: 只能有一个阶段由各位专家评分'],
  ['a criterion without a stage', criterionWith(1, { stage: undefined }), 'criteria[1].stage: 一级指标“2”没有写明属于哪个阶段'],
  ['a criterion of no known stage', criterionWith(1, { stage: 'x' }), 'criteria[1].stage: 一级指标“2”所属的阶段“x”不存在'],
  ['a stage without stages', changed({ stages: undefined }), 'criteria[0].stage: 一级指标“1”所属的阶段“paper”不存在'],
  [
    'a stage below the top',
    criterionWith(0, { children: [{ id: '1.1', name: zh('企业数'), max100: 6000, stage: 'paper' }] }),
    'criteria[0].children[0].stage: 所属阶段由一级指标“1”决定，下级不能另写',
  ],
  [
    'criteria of the visit team',
    criterionWith(1, { visitors: 'mean' }),
    'criteria: “2”：分阶段的评分标准中，考察组评分的指标应归入由考察组评分的阶段',
  ],
])('%s is told', (_, wrong, said) => {
  expect(rubricProblems(completeRubric(wrong)).map(({ path, problem }) => `${path}: ${t(problem.key, problem.params)}`)).toContain(said);
});

test('types_have_the_same_full_marks_in_each_stage', () => {
  const typed: WrittenRubric = {
    ...written,
    criteria: [
      { id: '1', name: zh('甲'), max100: 10_000, stage: 'paper', types: ['大'] },
      { id: '2', name: zh('乙'), max100: 10_000, stage: 'paper', types: ['小'] },
      { id: '3', name: zh('答'), max100: 1000, stage: 'answers' },
    ],
  };
  expect(rubricProblems(completeRubric(typed), ['大', '小'])).toEqual([]);
  const less = { ...typed, criteria: typed.criteria.map((one) => (one.id === '2' ? { ...one, max100: 9000 } : one)) };
  expect(rubricProblems(completeRubric(less), ['大', '小']).map(({ problem }) => t(problem.key, problem.params))).toContain(
    '阶段“材料评审”中小的满分与大不同',
  );
});

test('the_table_of_a_rubric_carries_the_stages', () => {
  const { head, rows } = rubricRows(rubric, t);
  const grid = [head, ...rows.map((row) => row.map((cell) => (cell === null ? '' : String(cell))))];
  expect(sameRubric(completeRubric(readRubricRows(grid, rubric, [t])), rubric)).toBe(true);
});

const half = (num: bigint, den: bigint) => (2n * num + den) / (2n * den);

interface Drawn {
  readonly rubric: Rubric;
  readonly input: TallyInput;
}

const points = fc.integer({ min: 0, max: 1000 });
/** Up to four stages of one to three criteria, some weighted, with weights that need not divide; two to six judges each. */
const drawn: fc.Arbitrary<Drawn> = fc
  .record({
    parts: fc.array(
      fc.record({
        share: fc.integer({ min: 1, max: 100 }),
        criteria: fc.array(fc.record({ extra: fc.integer({ min: 0, max: 40 }), weight: fc.constantFrom('1', '0.5', '2') }), {
          minLength: 1,
          maxLength: 3,
        }),
        judges: fc.integer({ min: 3, max: 6 }),
        own: fc.option(fc.constantFrom('none' as const, 'dropHighLow' as const), { nil: undefined }),
      }),
      { minLength: 1, maxLength: 4 },
    ),
    parks: fc.integer({ min: 1, max: 3 }),
    scores: fc.infiniteStream(points),
    trim: fc.constantFrom('none' as const, 'dropHighLow' as const),
    digits: fc.integer({ min: 0, max: 4 }),
    stage: fc.constantFrom('criterion' as const, 'total' as const),
  })
  .map(({ parts, parks, scores, trim, digits, stage }) => {
    const rest = parts.slice(1).reduce((sum, { share }) => sum + share, 0);
    const all = rest + (parts[0]?.share ?? 1);
    const weights = parts.map(({ share }) => Math.floor((share * 10_000) / all));
    weights[0] = 10_000 - weights.slice(1).reduce((sum, weight) => sum + weight, 0);
    const rubric = completeRubric({
      stages: parts.map((_, at) => ({
        key: `s${at}`,
        name: zh(`s${at}`),
        weight: String((weights[at] ?? 0) / 100),
        judges: 'named' as const,
      })),
      criteria: parts.flatMap(({ criteria }, at) =>
        criteria.map(({ extra, weight }, index) => ({
          id: `${at}.${index}`,
          name: zh('x'),
          stage: `s${at}`,
          max100: 1000 + extra * 50,
          weight,
        })),
      ),
    });
    const input: TallyInput = {
      rubric,
      rules: tallyRules.parse({
        trim,
        rounding: { digits, stage },
        stages: Object.fromEntries(parts.flatMap(({ own }, at) => (own === undefined ? [] : [[`s${at}`, own]]))),
      }),
      applications: Array.from({ length: parks }, (_, park) => ({ id: `p${park}`, parkName: `p${park}`, type: 't' })),
      sheets: Array.from({ length: parks }, (_, park) =>
        parts.flatMap(({ criteria, judges }, at) =>
          Array.from({ length: judges }, (_unused, judge) => ({
            personId: `${at}-${judge}`,
            applicationId: `p${park}`,
            stage: `s${at}`,
            scores: Object.fromEntries(criteria.map((_criterion, index) => [`${at}.${index}`, scores.next().value ?? 0])),
          })),
        ),
      ).flat(),
    };
    return { rubric, input };
  });

/** Plain BigInt fractions, written down again from the words of the rule: num / den of a total. */
function oracle({ rubric: of, input }: Drawn, applicationId: string): { num: bigint; den: bigint } {
  const { rounding, trim, stages: own = {} } = input.rules;
  const shift = 10n ** BigInt(rounding.digits);
  const one = { num: 0n, den: 1n };
  const plus = (a: typeof one, b: typeof one) => ({ num: a.num * b.den + b.num * a.den, den: a.den * b.den });
  let total = one;
  let rescaled = false;
  for (const stage of of.stages ?? []) {
    const drop = (own[stage.key] ?? trim) === 'none' ? 0 : 1;
    let figure = one;
    let full = one;
    for (const criterion of of.criteria.filter((each) => each.stage === stage.key)) {
      const weight = { num: BigInt(Number(criterion.weight) * 2), den: 2n };
      full = plus(full, { num: weight.num * BigInt(criterion.max100), den: weight.den * 100n });
      const values = input.sheets
        .filter((sheet) => sheet.applicationId === applicationId && sheet.stage === stage.key)
        .map(({ scores }) => BigInt(scores[criterion.id] ?? 0))
        .sort((a, b) => (a < b ? -1 : 1));
      const kept = values.slice(drop, values.length - drop);
      const sum = kept.reduce((all, value) => all + value, 0n);
      const mean = { num: sum, den: 100n * BigInt(kept.length) };
      const counted = rounding.stage === 'criterion' ? { num: half(mean.num * shift, mean.den), den: shift } : mean;
      figure = plus(figure, { num: weight.num * counted.num, den: weight.den * counted.den });
    }
    const percent = BigInt(Math.round(Number(stage.weight) * 100));
    // weight × figure ÷ full marks
    const factor = { num: percent * full.den, den: 100n * full.num };
    if (factor.num !== factor.den) rescaled = true;
    total = plus(total, { num: figure.num * factor.num, den: figure.den * factor.den });
  }
  return rounding.stage === 'total' || rescaled ? { num: half(total.num * shift, total.den), den: shift } : total;
}

function named({ criteria, beside, stages, ...park }: ParkDerivation, of: Rubric) {
  const leaves = new Map(rubricLeaves(of).map(({ criterion }) => [criterion.id, criterion]));
  return {
    ...park,
    ...nameBeside({ beside }, (id) => id),
    ...nameStages({ stages }, (key) => key),
    criteria: criteria.map((line) => ({ ...line, name: '', max100: leaves.get(line.criterionId)?.max100 ?? 0 })),
  };
}

/** Weights over a denominator that no panel could be counted with are refused, and nothing else is. */
function countable({ input }: Drawn): ReturnType<typeof tally> | null {
  try {
    return tally(input);
  } catch (error) {
    if (error instanceof Refusal && error.code === 'rubric/invalid') return null;
    throw error;
  }
}

test('totals_equal_fractions_that_are_counted_apart_and_the_twins_agree', () => {
  let counted = 0;
  fc.assert(
    fc.property(drawn, (one) => {
      const answer = countable(one);
      fc.pre(answer !== null);
      counted += 1;
      const { rubric: of, input } = one;
      const { rules } = input;
      const panel = layOutPanel(of, input.applications, input.sheets);
      const byType = typeRules(panel, rules);
      const scale =
        10n ** BigInt(rules.rounding.digits) * (rules.rounding.stage === 'criterion' && !panel.rescaled ? BigInt(panel.weightScale) : 1n);
      for (const [at, park] of answer.derivation.entries()) {
        const { num, den } = oracle(one, park.applicationId);
        const printed = parseDecimal(park.total) ?? expect.unreachable();
        expect(printed.num * den).toBe(num * printed.den);
        // the fast totals
        const sums = parkSums(panel, panel.parks[at] ?? expect.unreachable(), rules, byType.get('t')) ?? expect.unreachable();
        expect(BigInt(exactTotal(panel, sums, rules)) * printed.den).toBe(printed.num * scale);
        // and the recount of documents
        expect(recountPark(named(park, of), rules, 'd')).toEqual([]);
      }
    }),
    { numRuns: 400 },
  );
  expect(counted).toBeGreaterThan(200);
});

test('one_stage_of_all_is_no_stage', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(points, points), { minLength: 3, maxLength: 6 }),
      fc.constantFrom('none' as const, 'dropHighLow' as const),
      fc.constantFrom('criterion' as const, 'total' as const),
      (rows, trim, stage) => {
        const plain = completeRubric({ criteria: ['A', 'B'].map((id) => ({ id, name: zh(id), max100: 5000 })) });
        const one = completeRubric({
          stages: [{ key: 's', name: zh('s'), weight: '100', judges: 'experts' }],
          criteria: plain.criteria.map((criterion) => ({ ...criterion, stage: 's' })),
        });
        const input: TallyInput = {
          rubric: plain,
          rules: tallyRules.parse({ trim, rounding: { digits: 2, stage } }),
          applications: [{ id: 'p', parkName: 'p', type: 't' }],
          sheets: rows.map(([a, b], at) => ({ personId: `e${at}`, applicationId: 'p', scores: { A: a * 5, B: b * 5 } })),
        };
        const staged = tally({ ...input, rubric: one, sheets: input.sheets.map((sheet) => ({ ...sheet, stage: 's' })) });
        const without = tally(input);
        const bare = ({ stages: _stages, ...park }: ParkDerivation) => ({
          ...park,
          criteria: park.criteria.map(({ stage: _stage, ...line }) => line),
        });
        expect(staged.derivation.map(bare)).toEqual(without.derivation);
        expect(staged.ranking).toEqual(without.ranking);
        expect(staged.outliers).toEqual(without.outliers);
      },
    ),
    { numRuns: 100 },
  );
});

test.each<[string, (park: ReturnType<typeof named>) => object, string]>([
  [
    'the weight of a stage',
    (park) => ({ stages: park.stages?.map((stage, at) => ({ ...stage, weight: at === 0 ? '80' : stage.weight })) }),
    'd.stages.*.weight',
  ],
  ['what a stage came to', (park) => ({ stages: park.stages?.map((stage) => ({ ...stage, figure: '90' })) }), 'd.stages.0.figure'],
  ['full marks', (park) => ({ stages: park.stages?.map((stage) => ({ ...stage, maximum: '90' })) }), 'd.stages.0.maximum'],
  [
    'who judged it',
    (park) => ({ stages: park.stages?.map((stage, at) => ({ ...stage, experts: at === 0 ? ['e0'] : stage.experts })) }),
    'd.stages.*.experts',
  ],
  ['what its scores lose', (park) => ({ stages: park.stages?.map((stage) => ({ ...stage, dropEachEnd: 1 })) }), 'd.stages.0.dropEachEnd'],
  ['what it adds', (park) => ({ stages: park.stages?.map((stage) => ({ ...stage, weighted: '1' })) }), 'd.stages.1.weighted'],
  ['that there are stages', () => ({ stages: undefined }), 'd.stages'],
  ['the total', () => ({ total: '99.00' }), 'd.total'],
])('a recount notices a change of %s', (_, change, place) => {
  const { derivation, rules } = tally(inputOf({}));
  const park = named(derivation[0] ?? expect.unreachable(), rubric);
  expect(recountPark(park, rules, 'd')).toEqual([]);
  expect(recountPark({ ...park, ...change(park) }, rules, 'd')).toContain(place);
});

test('agreement_compares_the_first_stage_and_pictures_show_each_sheet_in_percent_of_its_full_marks', () => {
  const input = inputOf({});
  const { sentences, personIds, matrix } = panelAgreement(layOutPanel(rubric, input.applications, input.sheets));
  expect(personIds).toEqual(['e0', 'e1', 'e2']);
  expect(matrix[0]).toEqual([80, 88, 82.5]);
  expect(sentences[0]).toEqual({ key: 'tally.agreement.firstStage' });
  const { derivation, ranking } = tally(input);
  const { experts, parks } = readHeat(
    derivation,
    ranking.map(({ applicationId }) => applicationId),
    ['e0', 'e1', 'e2', 'q0', 'q1'],
    null,
  );
  expect(experts).toHaveLength(5);
  expect(parks[0]?.points100).toEqual([8000, 8800, 8250, 8000, 8000]);
});

test('outliers_stand_beside_the_sheets_of_their_stage', () => {
  const input = inputOf({ outlier: { percent: 30, on: 'sheet' } });
  expect(tally(input).outliers).toEqual([]);
  const sheets = input.sheets.map((sheet) =>
    sheet.personId === 'q1' && sheet.applicationId === 'a' ? { ...sheet, scores: { 3: 800, 4: 200 } } : sheet,
  );
  // 32 and 10 of 40: beside each other, not beside the papers
  expect(tally({ ...input, sheets }).outliers).toMatchObject([
    { personId: 'q0', value: '32', mean: '21.00' },
    { personId: 'q1', value: '10', mean: '21.00' },
  ]);
});

test('robustness_knows_what_a_stage_weighs', () => {
  const { parks, scenarios } = robustness({ ...inputOf({}), places: { t: 1 }, seed: 1, draws: 50 });
  expect(parks.map(({ applicationId, rank, above }) => [applicationId, rank, above])).toEqual([
    ['a', 1, true],
    ['b', 2, false],
  ]);
  expect(scenarios.filter(({ cause }) => cause.kind === 'expert')).toHaveLength(5);
  expect(scenarios.every(({ possible }) => possible)).toBe(true);
  // without the only judges of a stage nothing is known
  const input = inputOf({});
  const alone = robustness({
    ...input,
    sheets: input.sheets.filter(({ personId }) => personId !== 'q1'),
    places: { t: 1 },
    seed: 1,
    draws: 1,
  });
  expect(alone.scenarios.find(({ cause }) => cause.kind === 'expert' && cause.personId === 'q0')?.possible).toBe(false);
});
