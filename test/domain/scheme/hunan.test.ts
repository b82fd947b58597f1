/**
 * 湘商电〔2024〕2号 第四条, bound by bound. The tables are written from the document by hand and know
 * nothing of the JSON: at the bound, just below, just above.
 */
import { describe, expect, test } from 'vitest';
import type { FieldValues } from '../../../domain/model.ts';
import { becauseText, gapText, thresholdText, valueText } from '../../../domain/eligibility/wording.ts';
import { evaluateBare, refusalOf, verdictsOf, words } from '../../fixtures/schemes.ts';

const id = 'hunan-recognition-2024';
const nine = ['交易平台服务', '通关服务', '税务服务', '金融服务', '物流服务', '统计监测服务', '信用认证服务', '企业孵化服务', '人才培训'];

const basics: FieldValues = {
  parkName: '甲跨境电商产业园',
  operator: '甲园区运营有限公司',
  legalRepresentative: '张三',
  boundaryEast: '东一路',
  boundaryWest: '西二路',
  boundarySouth: '南三路',
  boundaryNorth: '北四路',
  hasPlan: true,
  hasPolicy: true,
  openedOn: '2021-09',
  totalArea: 50000,
};
const incubating: FieldValues = {
  ...basics,
  parkType: '培育型',
  ecommerceArea: 4000,
  companies: 10,
  activeTraders: 5,
  annualTrade: '1',
  annualTurnover: '5',
  services: nine.slice(0, 3),
};
const leading: FieldValues = {
  ...basics,
  parkType: '引领型',
  ecommerceArea: 10000,
  companies: 20,
  activeTraders: 10,
  annualTrade: '5',
  annualTurnover: '20',
  services: nine.slice(0, 5),
};

/** 条件编号, 字段, 值, 结论, 差额 */
const bounds: [type: FieldValues, condition: string, change: FieldValues, verdict: string, gap: string | null][] = [
  [incubating, '4.6(1)', { ecommerceArea: 4000 }, 'met', null],
  [incubating, '4.6(1)', { ecommerceArea: '4000.00' }, 'met', null],
  [incubating, '4.6(1)', { ecommerceArea: '3999.99' }, 'notMet', '0.01'],
  [incubating, '4.6(1)', { ecommerceArea: 3980 }, 'notMet', '20'],
  [incubating, '4.6(1)', { ecommerceArea: '4000.01' }, 'met', null],
  [incubating, '4.6(2)a', { companies: 10 }, 'met', null],
  [incubating, '4.6(2)a', { companies: 9 }, 'notMet', '1'],
  [incubating, '4.6(2)a', { companies: 11 }, 'met', null],
  [incubating, '4.6(2)b', { activeTraders: 5 }, 'met', null],
  [incubating, '4.6(2)b', { activeTraders: 4 }, 'notMet', '1'],
  [incubating, '4.6(2)b', { activeTraders: 6 }, 'met', null],
  [incubating, '4.6(2)c', { annualTrade: '1', annualTurnover: '0' }, 'met', null],
  [incubating, '4.6(2)c', { annualTrade: '1.01', annualTurnover: '0' }, 'met', null],
  [incubating, '4.6(2)c', { annualTrade: '0', annualTurnover: '5' }, 'met', null],
  [incubating, '4.6(2)c', { annualTrade: '0', annualTurnover: '5.01' }, 'met', null],
  [incubating, '4.6(2)c', { annualTrade: '0.99', annualTurnover: '4.99' }, 'notMet', '0.01'],
  [incubating, '4.6(2)c', { annualTrade: 0.42, annualTurnover: 5.0 }, 'met', null],
  [incubating, '4.6(3)', { services: nine.slice(0, 3) }, 'met', null],
  [incubating, '4.6(3)', { services: nine.slice(0, 2) }, 'notMet', '1'],
  [incubating, '4.6(3)', { services: nine.slice(0, 4) }, 'met', null],
  [leading, '4.7(1)', { ecommerceArea: 10000 }, 'met', null],
  [leading, '4.7(1)', { ecommerceArea: '9999.99' }, 'notMet', '0.01'],
  [leading, '4.7(1)', { ecommerceArea: '10000.01' }, 'met', null],
  [leading, '4.7(2)a', { companies: 20 }, 'met', null],
  [leading, '4.7(2)a', { companies: 19 }, 'notMet', '1'],
  [leading, '4.7(2)a', { companies: 21 }, 'met', null],
  [leading, '4.7(2)b', { activeTraders: 10 }, 'met', null],
  [leading, '4.7(2)b', { activeTraders: 9 }, 'notMet', '1'],
  [leading, '4.7(2)b', { activeTraders: 11 }, 'met', null],
  [leading, '4.7(2)c', { annualTrade: '5', annualTurnover: '0' }, 'met', null],
  [leading, '4.7(2)c', { annualTrade: '5.01', annualTurnover: '0' }, 'met', null],
  [leading, '4.7(2)c', { annualTrade: '0', annualTurnover: '20' }, 'met', null],
  [leading, '4.7(2)c', { annualTrade: '4.9', annualTurnover: '19.9' }, 'notMet', '0.1'],
  [leading, '4.7(3)', { services: nine.slice(0, 5) }, 'met', null],
  [leading, '4.7(3)', { services: nine.slice(0, 4) }, 'notMet', '1'],
  [leading, '4.7(3)', { services: nine.slice(0, 6) }, 'met', null],
  [incubating, '4.3a', { openedOn: '2025-09-15' }, 'met', null],
  [incubating, '4.3a', { openedOn: '2025-09-16' }, 'notMet', '1'],
  [incubating, '4.3a', { openedOn: '2025-09-14' }, 'met', null],
  [incubating, '4.3a', { openedOn: '2025-09' }, 'met', null],
  [incubating, '4.3a', { openedOn: '2025-10' }, 'notMet', '1'],
  [leading, '4.3a', { openedOn: '2026-02' }, 'notMet', '5'],
  [incubating, '4.1a', { hasPlan: false }, 'notMet', null],
  [incubating, '4.5a', { hasPolicy: false }, 'notMet', null],
];

test.each(bounds)('%#: %s', (park, condition, change, verdict, gap) => {
  const evaluation = evaluateBare(id, { ...park, ...change });
  const found = evaluation.conditions.find((one) => one.id === condition);
  expect(found?.verdict).toBe(verdict);
  expect(found?.gap).toBe(gap);
  expect(evaluation.overall).toBe(verdict === 'met' ? 'judgement' : 'notMet');
});

test.each([incubating, leading])('a_park_at_all_bounds_waits_for_the_experts_only', (park) => {
  const evaluation = evaluateBare(id, park);
  expect(evaluation.overall).toBe('judgement');
  const verdicts = Object.entries(verdictsOf(evaluation));
  expect(verdicts.filter(([, verdict]) => verdict === 'judgement').map(([condition]) => condition)).toEqual([
    '4.1b',
    '4.2b',
    '4.3b',
    '4.4',
    '4.5b',
  ]);
  expect(verdicts.filter(([, verdict]) => verdict !== 'judgement').every(([, verdict]) => verdict === 'met')).toBe(true);
  const judgements = Object.fromEntries(['4.1b', '4.2b', '4.3b', '4.4', '4.5b'].map((condition) => [condition, 'met' as const]));
  expect(evaluateBare(id, park, { judgements }).overall).toBe('met');
  expect(evaluateBare(id, park, { judgements: { ...judgements, '4.4': 'notMet' } }).overall).toBe('notMet');
});

const tested: [condition: string, keys: string[]][] = [
  ['4.1a', ['boundaryEast', 'boundaryWest', 'boundarySouth', 'boundaryNorth', 'hasPlan']],
  ['4.2a', ['operator', 'legalRepresentative']],
  ['4.3a', ['openedOn']],
  ['4.5a', ['hasPolicy']],
  ['4.6(1)', ['ecommerceArea']],
  ['4.6(2)a', ['companies']],
  ['4.6(2)b', ['activeTraders']],
  ['4.6(3)', ['services']],
];

describe('a value that nobody states', () => {
  test.each(tested.flatMap(([condition, keys]) => keys.map((key) => [condition, key] as const)))(
    '%s without %s is missing, not failed',
    (condition, key) => {
      const { [key]: _, ...rest } = incubating;
      for (const values of [rest, { ...rest, [key]: null }]) {
        const evaluation = evaluateBare(id, values);
        expect(verdictsOf(evaluation)[condition]).toBe('missing');
        expect(evaluation.overall).toBe('missing');
      }
    },
  );

  test.each([
    [{ annualTrade: '1', annualTurnover: null }, 'met'],
    [{ annualTrade: null, annualTurnover: '5' }, 'met'],
    [{ annualTrade: '0.5', annualTurnover: null }, 'missing'],
    [{ annualTrade: null, annualTurnover: '4' }, 'missing'],
    [{ annualTrade: null, annualTurnover: null }, 'missing'],
  ])('trade or turnover %j is %s', (values, verdict) => {
    expect(verdictsOf(evaluateBare(id, { ...incubating, ...values }))['4.6(2)c']).toBe(verdict);
  });

  test('a_failed_condition_outweighs_a_missing_one', () => {
    expect(evaluateBare(id, { ...incubating, companies: 3, activeTraders: null }).overall).toBe('notMet');
  });

  test('a_park_without_a_type_is_missing_only_its_type', () => {
    const evaluation = evaluateBare(id, { ...incubating, parkType: null });
    expect(evaluation.type).toBeNull();
    expect(evaluation.overall).toBe('missing');
    expect(becauseText(evaluation.because, words('zh'))).toBe('资料不足：申报类型未填。');
  });

  test('an_unreadable_value_is_missing_and_says_so', () => {
    const evaluation = evaluateBare(id, { ...incubating, ecommerceArea: '约四千' });
    const area = evaluation.conditions.find((one) => one.id === '4.6(1)');
    expect(area?.verdict).toBe('missing');
    expect(area?.notes.map((note) => words('zh')(note.key, note.params))).toEqual(['“运营跨境电商面积”的填写无法识别，按无资料处理']);
  });
});

describe('企业数量可适当放宽', () => {
  const large = ['星湖一号贸易有限公司 3.2亿元'];

  test.each([
    [
      { companies: 18, activeTraders: 9 },
      { '4.7(2)a': 'relaxable', '4.7(2)b': 'relaxable' },
    ],
    [{ companies: 18 }, { '4.7(2)a': 'relaxable', '4.7(2)b': 'met' }],
    [{ activeTraders: null }, { '4.7(2)a': 'met', '4.7(2)b': 'missing' }],
    [{ ecommerceArea: 9000 }, { '4.7(1)': 'notMet' }],
    [{ annualTrade: '4', annualTurnover: '19' }, { '4.7(2)c': 'notMet' }],
    [{ services: ['通关服务'] }, { '4.7(3)': 'notMet' }],
  ])('%j with a company above 1 亿元 is %j', (values, expected) => {
    expect(verdictsOf(evaluateBare(id, { ...leading, ...values, largeCompanies: large }))).toMatchObject(expected);
  });

  test.each([
    [[], 'notMet'],
    [null, 'notMet'],
    [['无'], 'notMet'],
    [['甲公司'], 'relaxable'],
    [['甲公司 1亿元'], 'relaxable'],
    [['甲公司 0.99亿元'], 'notMet'],
    [['甲公司 9999万元'], 'notMet'],
    [['甲公司 10,000万元'], 'relaxable'],
    [['甲公司（年交易额１．２亿元）'], 'relaxable'],
    [['甲公司 99999999元'], 'notMet'],
    [['10亿贸易有限公司 0.5亿'], 'notMet'],
    [['10亿贸易有限公司'], 'relaxable'],
    [['甲公司 0.5亿元', '乙公司 1.6亿元'], 'relaxable'],
    [['甲公司 2000万美元'], 'relaxable'],
  ])('the list %j makes 18 enterprises %s', (largeCompanies, verdict) => {
    const evaluation = evaluateBare(id, { ...leading, companies: 18, largeCompanies });
    expect(verdictsOf(evaluation)['4.7(2)a']).toBe(verdict);
    expect(evaluation.overall).toBe(verdict);
  });

  test('an_amount_in_dollars_is_compared_at_the_rate', () => {
    const values = { ...leading, companies: 18, largeCompanies: ['甲公司 1400万美元'] };
    expect(evaluateBare(id, values, { usdRate: '7.15' }).overall).toBe('relaxable');
    expect(evaluateBare(id, values, { usdRate: '7.1' }).overall).toBe('notMet');
  });

  test('an_expert_grants_or_denies_it', () => {
    const values = { ...leading, companies: 18, largeCompanies: large };
    expect(verdictsOf(evaluateBare(id, values, { relaxations: { '4.7(2)a': 'granted' } }))['4.7(2)a']).toBe('met');
    expect(evaluateBare(id, values, { relaxations: { '4.7(2)a': 'granted' } }).overall).toBe('judgement');
    expect(evaluateBare(id, values, { relaxations: { '4.7(2)a': 'denied' } }).overall).toBe('notMet');
    expect(evaluateBare(id, { ...values, companies: 20 }, { relaxations: { '4.7(2)a': 'denied' } }).overall).toBe('judgement');
  });

  test('an_incubating_park_has_no_such_relief', () => {
    expect(verdictsOf(evaluateBare(id, { ...incubating, companies: 9, largeCompanies: large }))['4.6(2)a']).toBe('notMet');
  });
});

describe('services', () => {
  test.each([
    [['交易平台服务', '通关服务'], '法务合规', '3'],
    [['交易平台服务', '通关服务'], '法务合规、知识产权；翻译', '5'],
    [['交易平台服务', '通关服务'], '通关服务', '2'],
    [['交易平台服务', '通关服务'], '通关、物流、物流服务', '3'],
    ['交易平台服务、通关', '其他：法务合规。', '3'],
    [4, '法务合规', '5'],
    [['交易平台服务', '通关服务', '其他'], '无', '2'],
    [['交易平台服务', '通关服务'], null, '2'],
    [[], null, '0'],
    [['交易平台服务', '交易平台服务'], '', '1'],
  ])('%j and 其他 %j count %s', (services, otherServices, count) => {
    const found = evaluateBare(id, { ...incubating, services, otherServices }).conditions.find((one) => one.id === '4.6(3)');
    expect(found?.value).toBe(count);
  });
});

test('the_same_park_fails_one_type_and_passes_the_other', () => {
  const park = { ...leading, ecommerceArea: 8000 };
  expect(evaluateBare(id, park).overall).toBe('notMet');
  expect(evaluateBare(id, park, { type: '培育型' }).overall).toBe('judgement');
  expect(evaluateBare(id, park, { type: 'Incubating' }).type).toBe('培育型');
  expect(refusalOf(() => evaluateBare(id, park, { type: '成长型' })).code).toBe('scheme/no-type');
});

test('already_incubating_is_a_priority_of_the_leading_type_only', () => {
  expect(evaluateBare(id, { ...leading, provincialIncubating: true }).priorities).toMatchObject([{ id: '4.7(4)', holds: true }]);
  expect(evaluateBare(id, leading).priorities).toMatchObject([{ id: '4.7(4)', holds: false }]);
  expect(evaluateBare(id, incubating).priorities).toEqual([]);
});

test('a_month_only_date_that_could_go_either_way_says_so', () => {
  const near = evaluateBare(id, { ...incubating, openedOn: '2025-09' }).conditions.find((one) => one.id === '4.3a');
  expect(near?.notes.map((note) => note.key)).toEqual(['schemes.note.monthOnly']);
  const far = evaluateBare(id, { ...incubating, openedOn: '2025-08' }).conditions.find((one) => one.id === '4.3a');
  expect(far?.notes).toEqual([]);
});

test('parts_larger_than_their_whole_are_remarked', () => {
  const evaluation = evaluateBare(id, { ...incubating, activeTraders: 11, totalArea: 3000 });
  expect(evaluation.notes.map((note) => words('zh')(note.key, note.params))).toEqual([
    '“运营跨境电商面积”大于“总建筑面积”',
    '“有进出口实绩企业数”大于“入驻跨境电商企业总数”',
  ]);
});

test.each([
  ['2024-03-17', ['schemes.note.notYetInForce']],
  ['2024-03-18', []],
  ['2027-03-17', []],
  ['2027-03-18', ['schemes.note.expired']],
])('on %s the document gives the remarks %j', (appliedOn, keys) => {
  expect(evaluateBare(id, incubating, { appliedOn }).notes.map((note) => note.key)).toEqual(keys);
});

test('every_verdict_says_value_threshold_and_gap_in_words', () => {
  const values = { ...leading, ecommerceArea: '9999.5', companies: 18, largeCompanies: ['甲公司 2亿元'] };
  const area = evaluateBare(id, values).conditions.find((one) => one.id === '4.7(1)');
  expect(area && [valueText(area, words('zh')), thresholdText(area, words('zh')), gapText(area, words('zh'))]).toEqual([
    '9999.5 平方米',
    '不低于 10000 平方米',
    '0.5 平方米',
  ]);
  expect(area && [valueText(area, words('en')), thresholdText(area, words('en')), gapText(area, words('en'))]).toEqual([
    '9999.5 m²',
    'at least 10000 m²',
    '0.5 m²',
  ]);
  expect(becauseText(evaluateBare(id, values).because, words('zh'))).toBe('不符合：运营跨境电商面积差 0.5 平方米（第四条第7项（1））。');
});

test('the_source_of_a_condition_is_its_weakest', () => {
  const evaluation = evaluateBare(id, incubating, { source: 'visit' });
  expect(evaluation.conditions.find((one) => one.id === '4.6(1)')?.source).toBe('visit');
});
