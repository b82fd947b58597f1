/** 分类型评分: types that are asked criteria of their own, each counted as if its parks alone were there. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { recountPark } from '../../../domain/report/recount.ts';
import { updateCriterion } from '../../../domain/rubric/edit.ts';
import { isAskedOf, maximum100, partOfType, rubricFor, rubricLeaves } from '../../../domain/rubric/leaves.ts';
import { completeRubric, type WrittenRubric } from '../../../domain/rubric/model.ts';
import { parseRubric, rubricProblems } from '../../../domain/rubric/rubric.ts';
import { sheetTotals } from '../../../domain/scoring/check-score.ts';
import { nameBeside } from '../../../domain/tally/derivation.ts';
import { derivationSheet } from '../../../domain/tally/derivation-sheet.ts';
import { readHeat } from '../../../domain/tally/pictures/heat.ts';
import { readProfile } from '../../../domain/tally/pictures/profile.ts';
import { readSpread } from '../../../domain/tally/pictures/spread.ts';
import { robustness } from '../../../domain/tally/robustness.ts';
import { tallyRules } from '../../../domain/tally/rules.ts';
import { tally, type TallyInput } from '../../../domain/tally/tally.ts';
import { refusalOf, words } from '../../fixtures/schemes.ts';

const zh = (text: string) => ({ zh: text });
const t = words('zh');
const types = ['综合型', '专业型'];

/** 40 points for all, 60 of each type's own; up to 5 more for honours of the 综合型 alone, whose totals are bounded. */
const written: WrittenRubric = {
  floor100: 3000,
  ceiling100: 10_200,
  criteria: [
    { id: '1', name: zh('运营'), max100: 4000, children: [{ id: '1.1', name: zh('管理'), max100: 4000, commentBelow: 0 }] },
    {
      id: '2',
      name: zh('规模'),
      max100: 6000,
      children: [
        { id: '2.1', name: zh('企业数'), max100: 4000, types: ['综合型'], commentBelow: 0 },
        { id: '2.2', name: zh('面积'), max100: 2000, types: ['综合型'], commentBelow: 0 },
        { id: '2.3', name: zh('单品交易额'), max100: 6000, types: ['专业型'], commentBelow: 0 },
      ],
    },
    {
      id: 'J',
      name: zh('荣誉加分'),
      max100: 500,
      counts: 'bonus',
      types: ['综合型'],
      children: [{ id: 'J.1', name: zh('荣誉'), max100: 500 }],
    },
  ],
};
const rubric = parseRubric(written, types);
const asked = (type: string) => rubricLeaves(rubric).flatMap((leaf) => (isAskedOf(leaf, type) ? [leaf.criterion] : []));

test('each_type_is_asked_its_own_hundred', () => {
  expect(rubricProblems(rubric, types)).toEqual([]);
  expect(asked('综合型').map(({ id }) => id)).toEqual(['1.1', '2.1', '2.2', 'J.1']);
  expect(asked('专业型').map(({ id }) => id)).toEqual(['1.1', '2.3']);
  expect([rubric, ...types.map((type) => partOfType(rubric, type))].map(maximum100)).toEqual([10_000, 10_000, 10_000]);
  const { total100, max100, of } = sheetTotals(rubricFor(rubric, { role: 'expert', type: '专业型' }), {
    1.1: { points100: 3000 },
    2.3: { points100: 4000 },
    // what is not asked counts for nothing
    2.1: { points100: 1000 },
  });
  expect([total100, max100, of]).toEqual([7000, 10_000, 2]);
});

const changed = (id: string, change: Parameters<typeof updateCriterion>[2]): WrittenRubric => updateCriterion(rubric, id, change);

test.each<[string, WrittenRubric, string]>([
  ['a branch that lacks points for one type', changed('2.3', { max100: 5000 }), 'criteria[1].max100: “2”满分 60，专业型的下级合计 50'],
  ['a type that is left out', changed('1', { types: ['综合型'] }), 'criteria: 专业型的各指标合计 60 分，应为 100 分'],
  [
    'a type below that is not above',
    changed('J.1', { types: ['专业型'] }),
    'criteria[2].children[0].types: “J.1”只用于上级指标不用于的类型',
  ],
  ['weights that part the full marks', changed('2.3', { weight: '2' }), 'criteria: 加权后专业型的满分与综合型不同'],
  [
    'visitors of one type alone',
    changed('2.3', { visitors: 'mean' }),
    'criteria: 综合型的指标须分为考察组评分和其他专家评分两部分，如其他类型',
  ],
])('%s is told', (_, wrong, said) => {
  expect(rubricProblems(completeRubric(wrong), types).map(({ path, problem }) => `${path}: ${t(problem.key, problem.params)}`)).toContain(
    said,
  );
});

test('a_type_of_the_rule_book_that_the_rubric_forgets_is_told', () => {
  expect(refusalOf(() => parseRubric(written, [...types, '成长型']))).toMatchObject({
    code: 'rubric/invalid',
    details: { problem: { key: 'schemes.problem.sumOfType', params: { type: '成长型', sum: '0', max: '60' } } },
  });
});

const parks = ['a', 'b', 'c', 'd', 'e'].map((id, at) => ({ id, parkName: `${id}园`, type: types[at % 2] ?? '' }));
const experts = ['e1', 'e2', 'e3', 'e4', 'e5'];

/** Some points for each criterion that is asked, by `draw` from 0 to 1. */
function inputOf(rules: Parameters<typeof tallyRules.parse>[0], draw: (park: number, expert: number, leaf: number) => number): TallyInput {
  return {
    rubric,
    rules: tallyRules.parse(rules),
    applications: parks,
    sheets: parks.flatMap(({ id, type }, park) =>
      experts.map((personId, expert) => ({
        personId,
        applicationId: id,
        scores: Object.fromEntries(
          asked(type).map(({ id: leaf, max100, step100 }, at) => [leaf, Math.round((draw(park, expert, at) * max100) / step100) * step100]),
        ),
      })),
    ),
  };
}

/** The round as if those of one type alone were there, under their part of the rubric, which knows no types. */
function alone(input: TallyInput, type: string): TallyInput {
  const own = parks.filter((park) => park.type === type);
  return {
    ...input,
    rubric: partOfType(rubric, type),
    applications: own,
    sheets: input.sheets.filter(({ applicationId }) => own.some(({ id }) => id === applicationId)),
  };
}

const shares = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 100, maxLength: 100 });
const rulesDrawn = fc.constantFrom(
  { trim: 'none' as const },
  { trim: 'dropHighLow' as const, rounding: { digits: 2, stage: 'total' as const } },
  { trim: 'dropHighLow' as const, rounding: { digits: 1, stage: 'criterion' as const } },
  { trim: 'dropHighLow' as const, level: 'sheet' as const, rounding: { digits: 2, stage: 'total' as const } },
);

test('each_type_is_counted_as_if_it_were_alone', () => {
  fc.assert(
    fc.property(rulesDrawn, shares, (rules, drawn) => {
      const input = inputOf(rules, (park, expert, leaf) => drawn[park * 20 + expert * 4 + leaf] ?? 0);
      const all = tally(input);
      const study = { seed: 1, draws: 20, places: { 综合型: 1, 专业型: 1 } };
      const studied = robustness({ ...input, ...study });
      for (const type of types) {
        const own = tally(alone(input, type));
        expect(all.derivation.filter((park) => park.type === type)).toEqual(own.derivation);
        expect(all.ranking.filter((park) => park.type === type).map((park) => [park.applicationId, park.total, park.rankInType])).toEqual(
          own.ranking.map((park) => [park.applicationId, park.total, park.rank]),
        );
        const apart = robustness({ ...alone(input, type), ...study });
        expect(studied.parks.filter((park) => park.type === type).map(({ rank, above }) => [rank, above])).toEqual(
          apart.parks.map(({ rank, above }) => [rank, above]),
        );
      }
      // and each park is counted again from its own lines
      for (const park of all.derivation) {
        const named = {
          ...park,
          criteria: park.criteria.map((line) => ({
            ...line,
            name: '',
            max100: asked(park.type).find(({ id }) => id === line.criterionId)?.max100 ?? 0,
          })),
          ...nameBeside(park, (id) => id),
        };
        expect(recountPark(named as never, all.rules, 'd')).toEqual([]);
      }
    }),
    { numRuns: 60 },
  );
});

test('a_score_for_a_criterion_of_another_type_is_refused', () => {
  const input = inputOf({ trim: 'none' }, () => 0.5);
  const [first] = input.sheets;
  const sheets = [{ ...first, personId: 'e9', applicationId: 'b', scores: { 1.1: 100, 2.1: 100 } }];
  expect(refusalOf(() => tally({ ...input, sheets }))).toMatchObject({ code: 'score/unknown-criterion', details: { criterionId: '2.1' } });
});

test('a_sheet_that_lacks_one_of_its_own_type_is_named_and_none_of_the_other', () => {
  const input = inputOf({ trim: 'none', level: 'sheet' }, () => 0.5);
  const sheets = input.sheets.map((sheet, at) => (at === 5 ? { ...sheet, scores: { 1.1: 100 } } : sheet));
  expect(refusalOf(() => tally({ ...input, sheets }))).toMatchObject({ code: 'tally/incomplete-sheet', details: { criteria: ['2.3'] } });
});

test('workbook_and_pictures_show_of_each_park_its_own_criteria', () => {
  const input = inputOf({ trim: 'none' }, (park) => (park + 1) / 10);
  const { derivation, ranking, rules } = tally(input);
  const { rows } = derivationSheet(derivation, rules, { criterion: (id) => id, stage: (key) => key, expert: (id) => id }, t);
  expect(rows.filter(({ kind, cells }) => kind === 'criterion' && cells[0] === 'b园').map(({ cells }) => cells[1])).toEqual(['1.1', '2.3']);
  const ranked = ranking.map(({ applicationId }) => applicationId);
  expect(readHeat(derivation, ranked, experts, '2.3').parks.map(({ applicationId }) => applicationId)).toEqual(['d', 'b']);
  const spread = readSpread(
    derivation,
    rubricLeaves(rubric).map(({ criterion }) => criterion),
  );
  expect(spread.criteria.map(({ criterionId, count }) => [criterionId, count])).toEqual([
    ['1.1', 25],
    ['2.1', 15],
    ['2.2', 15],
    ['2.3', 10],
    ['J.1', 15],
  ]);
  expect(readProfile(derivation, rubric, 'b').map(({ criterionId, own, median }) => [criterionId, own, median])).toEqual([
    ['1.1', 20, 30],
    ['2.3', 20, 30],
  ]);
});
