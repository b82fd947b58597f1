/** The default rubrics, their checks, and points read off figures. */
import { assert, constantFrom, integer, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FieldValues } from '../../../domain/model.ts';
import { compare, parseDecimal, rational } from '../../../domain/numbers/rational.ts';
import { interpolate, prefill } from '../../../domain/scheme/prefill.ts';
import { maximum100, rubricFor, rubricLeaves } from '../../../domain/rubric/leaves.ts';
import { asLeaf, completeRubric, criterionKinds, type Criterion, type WrittenCriterion } from '../../../domain/rubric/model.ts';
import { parseRubric, resum, rubricProblems, sameRubric } from '../../../domain/rubric/rubric.ts';
import { fromOneSource } from '../../../domain/condition/values.ts';
import { sheetTotals } from '../../../domain/scoring/check-score.ts';
import { refusalOf, schemeIds, schemeNamed, words } from '../../fixtures/schemes.ts';

const rated = schemeIds.filter((id) => schemeNamed(id).rubric !== null);

describe.each(rated)('%s', (id) => {
  const rubric = schemeNamed(id).rubric ?? { criteria: [] };

  test('the_default_rubric_totals_100_and_says_whose_it_is', () => {
    expect(rubricProblems(rubric)).toEqual([]);
    expect(maximum100(rubric)).toBe(10_000);
    expect(rubric.note?.zh).toContain('由评审机构');
    expect(rubric.note?.en).toContain('institution');
  });

  test('every_leaf_can_be_scored', () => {
    for (const { criterion } of rubricLeaves(rubric)) {
      expect(
        criterionKinds[criterion.kind].by === 'levels' ? (criterion.anchors?.length ?? 0) : (criterion.formula?.knots.length ?? 0),
        criterion.id,
      ).toBeGreaterThanOrEqual(2);
      expect(criterion.article, criterion.id).toBeTruthy();
      expect(criterion.name.en, criterion.id).toBeTruthy();
      for (const anchor of criterion.anchors ?? []) expect(anchor.points100 % criterion.step100, criterion.id).toBe(0);
    }
  });
});

test('recognition_is_rated_in_the_seven_dimensions_of_article_8', () => {
  const rubric = schemeNamed('hunan-recognition-2024').rubric ?? { criteria: [] };
  expect(rubric.criteria.map((criterion) => criterion.name.zh)).toEqual([
    '企业入驻',
    '税收和就业贡献',
    '交易规模',
    '服务功能完善',
    '基础设施建设',
    '运营管理提升',
    '支持政策落实',
  ]);
  expect(rubricLeaves(rubric).length).toBeGreaterThanOrEqual(12);
  expect(
    rubricLeaves(rubric)
      .filter((leaf) => leaf.criterion.kind === 'objective')
      .map((leaf) => leaf.criterion.id),
  ).toEqual(['1.1', '1.2', '3.1', '3.2', '4.1', '5.1']);
});

const leaf = (id: string, max100: number, more: Partial<WrittenCriterion> = {}) => asLeaf({ id, name: { zh: id }, max100, ...more });
const of = { field: 'companies' };

test.each<[string, Criterion[], string, string]>([
  ['a total that is not 100', [leaf('a', 5000), leaf('b', 4000)], 'criteria', 'schemes.problem.total'],
  [
    'a branch that does not add up',
    [{ ...leaf('a', 10_000), children: [leaf('b', 5000), leaf('c', 4000)] }],
    'criteria[0].max100',
    'schemes.problem.sum',
  ],
  ['an id used twice', [leaf('a', 5000), leaf('a', 5000)], 'criteria[1]', 'schemes.problem.repeated'],
  ['a maximum off the step', [leaf('a', 9990), leaf('b', 10, { step100: 10 })], 'criteria[0].step100', 'schemes.problem.step'],
  [
    'levels out of order',
    [
      leaf('a', 10_000, {
        anchors: [
          { points100: 600, text: { zh: '中' } },
          { points100: 900, text: { zh: '优' } },
        ],
      }),
    ],
    'criteria[0].anchors',
    'schemes.problem.anchorOrder',
  ],
  [
    'a level above the maximum',
    [leaf('a', 10_000, { anchors: [{ points100: 10_001, text: { zh: '优' } }] })],
    'criteria[0].anchors',
    'schemes.problem.beyondMax',
  ],
  [
    'a formula for an opinion',
    [
      leaf('a', 10_000, {
        kind: 'judged',
        formula: {
          of,
          unit: 'count',
          knots: [
            { at: '0', points100: 0 },
            { at: '1', points100: 1 },
          ],
        },
      }),
    ],
    'criteria[0].formula',
    'schemes.problem.formulaJudged',
  ],
  [
    'knots out of order',
    [
      leaf('a', 10_000, {
        formula: {
          of,
          unit: 'count',
          knots: [
            { at: '2', points100: 0 },
            { at: '2.0', points100: 1 },
          ],
        },
      }),
    ],
    'criteria[0].formula.knots',
    'schemes.problem.knotOrder',
  ],
])('a rubric with %s is refused', (_, criteria, path, key) => {
  expect(rubricProblems({ criteria }).map((one) => [one.path, one.problem.key])).toContainEqual([path, key]);
  const refusal = refusalOf(() => parseRubric({ criteria }));
  expect(refusal.code).toBe('rubric/invalid');
  for (const { problem } of rubricProblems({ criteria }))
    for (const language of ['zh', 'en'] as const) expect(words(language)(problem.key, problem.params)).not.toBe('');
});

test('a_rubric_of_the_wrong_shape_is_refused', () => {
  expect(refusalOf(() => parseRubric({ criteria: [{ id: 'a', max100: 10.5 }] })).code).toBe('rubric/invalid');
  expect(refusalOf(() => parseRubric(null)).code).toBe('rubric/invalid');
});

const formula = {
  of,
  unit: 'count' as const,
  knots: [
    { at: '0', points100: 0 },
    { at: '10', points100: 1000 },
  ],
};

describe('what a leaf leaves out', () => {
  const bare = { id: 'a', name: { zh: '甲' }, max100: 10_000 };
  test.each<[string, Partial<WrittenCriterion>, Partial<WrittenCriterion>]>([
    ['everything', {}, { step100: 50, kind: 'judged', commentBelow: 60 }],
    ['its kind, with a formula', { formula }, { step100: 50, kind: 'objective', commentBelow: 60 }],
    ['its step', { kind: 'objective', commentBelow: 0 }, { step100: 50, kind: 'objective', commentBelow: 0 }],
    ['nothing', { step100: 1, kind: 'judged', commentBelow: 100 }, { step100: 1, kind: 'judged', commentBelow: 100 }],
    ['no children, but an empty list of them', { children: [] }, { step100: 50, kind: 'judged', commentBelow: 60 }],
  ])('%s', (_, given, filled) => {
    const { children: _none, ...rest } = given;
    const whole = { criteria: [{ ...bare, ...rest, ...filled }] };
    expect(parseRubric({ criteria: [{ ...bare, ...given }] })).toStrictEqual(whole);
    expect(completeRubric({ criteria: [{ ...bare, ...given }] })).toStrictEqual(whole);
  });

  test('it_means_the_same_as_saying_it_and_nothing_else', () => {
    const said = { criteria: [{ step100: 50, commentBelow: 60, ...bare, kind: 'judged' }] };
    expect(sameRubric({ criteria: [bare] }, said)).toBe(true);
    expect(sameRubric({ criteria: [bare] }, { criteria: [{ ...bare, step100: 1 }] })).toBe(false);
  });

  test('a_branch_is_left_as_it_is', () => {
    const tree = { criteria: [{ ...bare, children: [{ ...bare, id: 'b' }] }] };
    expect(Object.keys(parseRubric(tree).criteria[0] ?? {})).toEqual(['id', 'name', 'max100', 'children']);
  });
});

test('branches_sum_their_leaves', () => {
  const tree: Criterion[] = [
    { ...leaf('a', 1), children: [leaf('b', 300), { ...leaf('c', 1), children: [leaf('d', 200), leaf('e', 100)] }] },
  ];
  expect(resum(tree)[0]).toMatchObject({ max100: 600, children: [{ max100: 300 }, { max100: 300 }] });
  expect(rubricLeaves({ criteria: tree }).map((one) => [one.criterion.id, one.branches.map((branch) => branch.id)])).toEqual([
    ['b', ['a']],
    ['d', ['a', 'c']],
    ['e', ['a', 'c']],
  ]);
});

const scheme = schemeNamed('hunan-recognition-2024');
const points = (id: string, values: FieldValues) =>
  prefill(scheme.rubric ?? { criteria: [] }, scheme, { values: fromOneSource(values, 'form'), appliedOn: '2026-09-15' }).find(
    (one) => one.criterionId === id,
  );
const derived = (id: string, values: FieldValues): string => {
  const message = points(id, values)?.derivation;
  return message ? words('zh')(message.key, message.params) : '';
};

describe('points read off a figure', () => {
  test.each([
    [0, 0],
    [5, 240],
    [10, 480],
    [18, 610],
    [20, 640],
    [30, 720],
    [40, 800],
    [400, 800],
  ])('%d enterprises give %d hundredths', (companies, points100) => {
    expect(points('1.1', { companies })?.points100).toBe(points100);
  });

  test('a_missing_figure_gives_no_points_rather_than_zero', () => {
    expect(points('1.1', {})).toMatchObject({ points100: null, source: null });
    expect(points('1.1', { companies: '不详' })?.points100).toBeNull();
  });

  test('the_derivation_can_be_checked_by_hand', () => {
    expect(derived('1.1', { companies: 18 })).toBe('数值 18，在 10（4.8 分）与 20（6.4 分）之间按比例得 6.08，取 6.10 分');
    expect(derived('1.1', { companies: 99 })).toBe('数值 99，在界点 40 之外，取 8.00 分');
    expect(derived('1.1', {})).toBe('“入驻跨境电商企业数量”没有可用数值，不预填');
  });

  test('more_is_never_less', () => {
    assert(
      property(integer({ min: 0, max: 100 }), integer({ min: 0, max: 100 }), (a, b) => {
        const [low, high] = a < b ? [a, b] : [b, a];
        expect(points('1.1', { companies: low })?.points100 ?? 0).toBeLessThanOrEqual(points('1.1', { companies: high })?.points100 ?? 0);
      }),
    );
  });

  test('interpolation_stays_between_its_knots', () => {
    const knots = [
      ['0', 0],
      ['3', 700],
      ['11', 1000],
    ].map(([at, p]) => ({ at: parseDecimal(String(at)) ?? rational(0), points: rational(Number(p)) }));
    assert(
      property(integer({ min: -50, max: 150 }), constantFrom(1, 3, 7, 10), (num, den) => {
        const { points: found, from, to } = interpolate(knots, rational(num, den));
        expect(compare(from.points, found)).toBeLessThanOrEqual(0);
        expect(compare(found, to.points)).toBeLessThanOrEqual(0);
      }),
    );
  });
});

describe('criteria that only the visit team scores', () => {
  const written = {
    criteria: [
      {
        id: 'A',
        name: { zh: '材料' },
        max100: 7000,
        children: [
          { id: 'A.1', name: { zh: '甲' }, max100: 4000 },
          { id: 'A.2', name: { zh: '乙' }, max100: 3000, visitors: 'mean' as const },
        ],
      },
      { id: 'B', name: { zh: '现场' }, max100: 3000, visitors: 'trimmed' as const },
      {
        id: 'J',
        name: { zh: '加分' },
        max100: 200,
        counts: 'bonus' as const,
        children: [{ id: 'J.1', name: { zh: '丙' }, max100: 300 }],
      },
    ],
  };
  const rubric = completeRubric(written);
  const shown = (criteria: readonly Criterion[]): unknown[] =>
    criteria.map(({ id, max100, children }) => [id, max100, ...(children ? shown(children) : [])]);

  test('each_part_is_asked_of_those_it_is_for_and_branches_hold_what_is_left_of_them', () => {
    expect(rubricProblems(rubric)).toEqual([]);
    for (const role of ['expert', 'leader', 'secretary'] as const)
      expect(shown(rubricFor(rubric, { role, type: null }).criteria)).toEqual([
        ['A', 4000, ['A.1', 4000]],
        ['J', 200, ['J.1', 300]],
      ]);
    expect(shown(rubricFor(rubric, { role: 'visitor', type: null }).criteria)).toEqual([
      ['A', 3000, ['A.2', 3000]],
      ['B', 3000],
    ]);
  });

  test('bounds_are_those_of_the_whole_and_hold_for_no_part', () => {
    const bounded = { ...rubric, floor100: 6000, ceiling100: 10_000 };
    expect(sheetTotals(rubricFor(bounded, { role: 'expert', type: null }), { 'A.1': { points100: 1000 } }).total100).toBe(1000);
    expect(sheetTotals(rubricFor(bounded, { role: 'visitor', type: null }), { B: { points100: 2000 } }).total100).toBe(2000);
  });

  test('where_none_is_for_the_visit_team_all_are_for_all', () => {
    const plain = schemeNamed('hunan-recognition-2024').rubric ?? { criteria: [] };
    for (const role of ['expert', 'visitor'] as const) expect(rubricFor(plain, { role, type: null })).toBe(plain);
  });

  test.each<[string, string, object]>([
    ['a branch', 'criteria[0].visitors', { ...written.criteria[0], visitors: 'mean' }],
    ['a bonus', 'criteria[0].visitors', { id: 'X', name: { zh: '丁' }, max100: 100, counts: 'bonus', visitors: 'mean' }],
  ])('%s is none of them', (_, path, first) => {
    const problems = rubricProblems(completeRubric({ criteria: [first as WrittenCriterion, ...written.criteria.slice(1)] }));
    expect(problems.map((one) => [one.path, one.problem.key])).toContainEqual([path, 'schemes.problem.visitors']);
  });
});
