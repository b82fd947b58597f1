/** Sources, grades, titles, checklists, and what else a park could apply for. */
import { describe, expect, test } from 'vitest';
import { parseDecimal, rational } from '../../../domain/numbers/rational.ts';
import { evaluateAll } from '../../../domain/eligibility/evaluate-all.ts';
import { evaluate } from '../../../domain/eligibility/evaluate.ts';
import { gradeAll, gradeOf, gradesProblem, rectificationEnds } from '../../../domain/scheme/grades.ts';
import { titleOn } from '../../../domain/scheme/titles.ts';
import type { TitleEvent } from '../../../domain/scheme/titles.ts';
import { fromOneSource, strongest, usedValues } from '../../../domain/condition/values.ts';
import { becauseText } from '../../../domain/eligibility/wording.ts';
import { evaluateBare, refusalOf, schemeIds, schemeNamed, words } from '../../fixtures/schemes.ts';

describe('values by source', () => {
  test('the_strongest_source_decides_and_the_others_stay_visible', () => {
    expect(strongest({ form: 5000, evidence: '4200', visit: 3980 })).toEqual({
      value: 3980,
      source: 'visit',
      others: [
        { value: '4200', source: 'evidence' },
        { value: 5000, source: 'form' },
      ],
    });
    expect(strongest({ form: 5000, visit: null })).toEqual({ value: 5000, source: 'form', others: [] });
    expect(strongest({ form: 0, evidence: false })).toMatchObject({ value: false, source: 'evidence' });
    expect(strongest({})).toBeNull();
  });

  test('a_measure_on_site_turns_the_verdict_at_once', () => {
    const scheme = schemeNamed('hunan-recognition-2024');
    const area = (stated: Parameters<typeof usedValues>[0]) =>
      evaluate(scheme, { values: usedValues(stated), type: '培育型', appliedOn: '2026-09-15' }).conditions.find(
        (one) => one.id === '4.6(1)',
      );
    expect(area({ ecommerceArea: { form: 4100 } })).toMatchObject({ verdict: 'met', source: 'form', value: '4100' });
    expect(area({ ecommerceArea: { form: 4100, visit: '3980' } })).toMatchObject({
      verdict: 'notMet',
      source: 'visit',
      value: '3980',
      gap: '20',
    });
    expect(area({ ecommerceArea: { form: 3000, evidence: 4000 } })).toMatchObject({ verdict: 'met', source: 'evidence' });
    expect(area({ ecommerceArea: { form: null } })).toMatchObject({ verdict: 'missing', source: null });
  });
});

describe('grades', () => {
  const scheme = schemeNamed('hunan-assessment-2024');
  const { grades } = scheme.results;

  test.each([
    ['100', 'excellent'],
    ['85', 'excellent'],
    ['84.99', 'good'],
    ['84.999999', 'good'],
    ['70', 'good'],
    ['69.99', 'fair'],
    ['0', 'fair'],
  ])('%s points are %s', (total, id) => {
    expect(gradeOf(grades, parseDecimal(total) ?? rational(-1))?.id).toBe(id);
  });

  test('a_mean_just_below_a_cut_off_is_not_rounded_up_to_it', () => {
    expect(gradeOf(grades, rational(25_499, 300))?.id).toBe('good');
    expect(gradeOf(grades, rational(255, 3))?.id).toBe('excellent');
  });

  const results = [
    { applicationId: 'a', total: rational(90), vetoed: false },
    { applicationId: 'b', total: rational(60), vetoed: false },
    { applicationId: 'c', total: rational(60), vetoed: true },
    { applicationId: 'd', total: null, vetoed: false },
    { applicationId: 'e', total: null, vetoed: true },
  ];

  test('the_lowest_grade_is_adjusted_within_a_year_of_the_notice', () => {
    expect(
      gradeAll(scheme, grades, results, { noticeOn: '2028-02-29' }).map(({ grade, consequence, rectifyUntil, clause }) => [
        grade?.label.zh,
        consequence,
        rectifyUntil,
        clause?.article,
      ]),
    ).toEqual([
      ['优秀', 'keeps', null, undefined],
      ['一般', 'rectify', '2029-02-28', undefined],
      ['一般', 'revoked', null, '第九条'],
      [undefined, null, null, undefined],
      [undefined, 'revoked', null, '第九条'],
    ]);
  });

  test('after_rectification_the_lowest_grade_ends_the_title', () => {
    expect(
      gradeAll(scheme, grades, results, { noticeOn: '2028-02-29', followUp: true }).map(({ consequence, rectifyUntil, clause }) => [
        consequence,
        rectifyUntil,
        clause?.article,
      ]),
    ).toEqual([
      ['keeps', null, undefined],
      ['revoked', null, '第八条第3项'],
      ['revoked', null, '第九条'],
      [null, null, undefined],
      ['revoked', null, '第九条'],
    ]);
  });

  test('cut_offs_are_the_rounds_own', () => {
    const strict = grades.map((grade) => ({ ...grade, from100: grade.from100 === 8500 ? 9500 : grade.from100 }));
    expect(
      gradeAll(scheme, strict, [{ applicationId: 'a', total: rational(90), vetoed: false }], { noticeOn: '2026-05-01' })[0]?.grade?.id,
    ).toBe('good');
    expect([
      gradesProblem(strict),
      gradesProblem(strict.slice(0, 2)),
      gradesProblem(strict.toReversed()),
      gradesProblem([...strict, ...strict]),
    ]).toEqual([null, 'bottom', 'order', 'repeated']);
    expect(gradeOf(strict.slice(0, 2), rational(10))).toBeNull();
  });

  test('a_day_that_is_none_is_refused', () => {
    expect(rectificationEnds('2026-03-10', 12)).toBe('2027-03-10');
    expect(refusalOf(() => rectificationEnds('2026-03', 12)).code).toBe('call/bad-payload');
  });
});

/** 民法典 第二百零三条: a last day that is a day off is followed by the next one worked */
test.each<[notice: string, off: string[], worked: string[], until: string]>([
  ['2026-03-10', [], [], '2027-03-10'],
  // a Saturday and a Sunday
  ['2026-02-27', [], [], '2027-03-01'],
  ['2026-02-28', [], [], '2027-03-01'],
  // a Sunday that is worked
  ['2026-02-28', [], ['2027-02-28'], '2027-02-28'],
  // National Day and the days after it
  ['2026-10-01', ['2027-10-01', '2027-10-02', '2027-10-03', '2027-10-04', '2027-10-05', '2027-10-06', '2027-10-07'], [], '2027-10-08'],
])('a notice of %s with days off %j and worked %j ends on %s', (noticeOn, off, worked, until) => {
  const known = (date: string): boolean | null => (off.includes(date) ? false : worked.includes(date) ? true : null);
  expect(rectificationEnds(noticeOn, 12, known)).toBe(until);
});

describe('the life of a title', () => {
  const history: TitleEvent[] = [
    { kind: 'rectify', on: '2028-05-10', until: '2029-05-10' },
    { kind: 'recognised', on: '2026-12-01', type: '培育型' },
    { kind: 'revoked', on: '2029-08-01', ground: '第八条第3项', barredYears: 3 },
  ];

  test.each([
    ['2026-11-30', 'none', null],
    ['2026-12-01', 'recognised', null],
    ['2028-05-10', 'rectifying', null],
    ['2029-05-10', 'rectifying', null],
    ['2029-05-11', 'overdue', null],
    ['2029-08-01', 'revoked', '2032-08-01'],
  ])('on %s it is %s', (on, state, mayApplyFrom) => {
    expect(titleOn(history, on)).toMatchObject({ state, mayApplyFrom });
  });

  test('a_restored_title_is_held_again_and_a_lost_one_stays_lost', () => {
    expect(titleOn([...history.slice(0, 2), { kind: 'restored', on: '2029-04-01' }], '2030-01-01')).toMatchObject({
      state: 'recognised',
      type: '培育型',
      until: null,
    });
    expect(titleOn([...history, { kind: 'restored', on: '2029-09-01' }], '2030-01-01')).toMatchObject({
      state: 'revoked',
      ground: '第八条第3项',
    });
    expect(titleOn([...history, { kind: 'recognised', on: '2032-12-01', type: '引领型' }], '2033-01-01')).toMatchObject({
      state: 'recognised',
      type: '引领型',
      ground: null,
    });
    expect(titleOn([{ kind: 'revoked', on: '2026-01-01', ground: '' }], '2027-01-01').state).toBe('none');
  });
});

describe('the task list of Xiangtan', () => {
  const id = 'xiangtan-checklist-2020';
  const targets = { platforms: 3, trade2020: 20000, tradeUsd: 100000, adoptionShare: 30, talents: 5000 };
  const allDone = Object.fromEntries(Array.from({ length: 32 }, (_, index) => [`task${index + 1}`, '已完成']));

  test('ten_headings_and_32_tasks', () => {
    const headings = schemeNamed(id).checklist?.headings ?? [];
    expect(headings.map((heading) => [heading.no, heading.tasks.length])).toEqual([
      ['一', 5],
      ['二', 3],
      ['三', 4],
      ['四', 8],
      ['五', 4],
      ['六', 4],
      ['七', 1],
      ['八', 1],
      ['九', 1],
      ['十', 1],
    ]);
    expect(headings.flatMap((heading) => heading.tasks.map((task) => task.no))).toEqual(
      Array.from({ length: 32 }, (_, index) => index + 1),
    );
  });

  /** how often each unit stands in the right-hand column of the document */
  test('each_responsible_unit_has_its_tasks', () => {
    const { checklist } = evaluateBare(id, allDone);
    expect(Object.fromEntries(checklist?.units.map((unit) => [unit.name, unit.total]) ?? [])).toEqual({
      湘潭市人民政府: 25,
      省商务厅: 17,
      长沙海关: 15,
      省税务局: 5,
      省市场监管局: 2,
      国家外汇管理局湖南省分局: 4,
      省财政厅: 2,
      人民银行长沙中心支行: 1,
      省地方金融监管局: 2,
      湖南银保监局: 1,
      省统计局: 1,
      省人力资源社会保障厅: 1,
      省农业农村厅: 1,
      省文化和旅游厅: 1,
      '省商务厅（省政府口岸办）': 1,
      省教育厅: 1,
    });
  });

  test('completion_by_heading_and_unit', () => {
    const { checklist, overall } = evaluateBare(id, { ...targets, task1: '已完成', task2: '推进中', task6: '已完成' });
    expect(checklist?.total).toMatchObject({ done: 2, unknown: 29, total: 32 });
    expect(checklist?.headings[0]).toMatchObject({ no: '一', done: 1, unknown: 3, total: 5 });
    expect(checklist?.units.find((unit) => unit.name === '省财政厅')).toMatchObject({ done: 1, total: 2 });
    expect(checklist?.tasks[1]).toMatchObject({ no: 2, progress: '推进中' });
    expect(overall).toBe('notMet');
  });

  test('done_needs_every_task_and_every_target', () => {
    expect(evaluateBare(id, { ...targets, ...allDone }).overall).toBe('met');
    expect(evaluateBare(id, { ...targets, ...allDone, talents: 4999 }).overall).toBe('notMet');
    const { task32: _, ...oneOpen } = allDone;
    const open = evaluateBare(id, { ...targets, ...oneOpen });
    expect(open.overall).toBe('missing');
    expect(becauseText(open.because, words('zh'))).toBe('资料不足：32 项任务已完成 31 项，1 项未填进度。');
  });
});

describe('what else a park could apply for', () => {
  const schemes = schemeIds.map(schemeNamed);
  const park = {
    ecommerceArea: 12000,
    companies: 30,
    activeTraders: 12,
    annualTrade: '6',
    annualTurnover: '25',
    services: ['通关服务'],
    operator: '甲',
    legalRepresentative: '乙',
  };
  const asking = { scheme: schemeNamed('hunan-recognition-2024'), appliedOn: '2025-09-15', usdRate: '7' };

  test('every_scheme_of_which_a_field_is_known_is_tried_the_best_first', () => {
    const { chances } = evaluateAll(schemes, { ...asking, values: fromOneSource(park, 'form') });
    expect(chances.map((chance) => [chance.schemeId, chance.type, chance.evaluation.overall, `${chance.known}/${chance.asked}`])).toEqual([
      ['hunan-reward-2023', null, 'judgement', '4/4'],
      ['chenzhou-park-2021', null, 'missing', '1/3'],
      ['zhongshan-recognition', '成长型', 'missing', '1/9'],
      ['hunan-recognition-2024', '培育型', 'notMet', '8/16'],
      ['hunan-recognition-2024', '引领型', 'notMet', '8/16'],
    ]);
  });

  test('nothing_known_means_nothing_tried', () => {
    expect(evaluateAll(schemes, { ...asking, values: {} }).chances).toEqual([]);
  });
});
