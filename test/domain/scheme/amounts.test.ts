/** 金额: shares, amounts a unit, first times, limits over years and over several rewards; each at and beside its bound. In 万元. */
import { describe, expect, test } from 'vitest';
import type { FieldValues } from '../../../domain/model.ts';
import { evaluateBare, words } from '../../fixtures/schemes.ts';

const decided = (id: string) => ({ appliedOn: id.startsWith('chenzhou') ? '2025-09-15' : '2026-09-15' });

/** [tier, amount, open, cap] of what leads, then of what is paid beside it. */
function awards(id: string, values: FieldValues): unknown[] {
  const { reward } = evaluateBare(id, values, decided(id));
  if (!reward || reward.tier === null) return [];
  return [reward, ...reward.also].map(({ tier, amount, open, cap }) => [tier, amount, open, cap]);
}

test.each<[string, FieldValues, unknown[]]>([
  // 一（一）: 首次达到1亿元、10亿元, 最高20万元、100万元
  ['hunan-turnover-2023', { turnover: '1', earlierTurnover: '0.99' }, [['1-1', null, 'proposed', '20']]],
  ['hunan-turnover-2023', { turnover: '9', earlierTurnover: '1' }, []],
  ['hunan-turnover-2023', { turnover: '10', earlierTurnover: '9.99' }, [['1-2', null, 'proposed', '100']]],
  ['hunan-turnover-2023', { turnover: '12', earlierTurnover: '0.5' }, [['1-2', null, 'proposed', '100']]],
  ['hunan-turnover-2023', { turnover: '12', earlierTurnover: '11' }, []],
  ['hunan-turnover-2023', { turnover: '12' }, []],
  // 一（一）: 注册资本在2000万元以上 500 万元, 功能性总部 300 万元
  ['hunan-headquarters-2023', { headquarters: '企业（集团）总部', capital: 2000 }, [['1c-2', null, 'proposed', '500']]],
  ['hunan-headquarters-2023', { headquarters: '企业（集团）总部', capital: '1999.99' }, []],
  ['hunan-headquarters-2023', { headquarters: '功能性总部' }, [['1c-1', null, 'proposed', '300']]],
  // 一（二）: 不超过80%, 最高50万元; 不超过30%, 最高50万元
  ['hunan-certification-2023', { certificationCost: '10' }, [['2a', null, 'proposed', '8']]],
  ['hunan-certification-2023', { certificationCost: '62.5' }, [['2a', null, 'proposed', '50']]],
  ['hunan-certification-2023', { certificationCost: '62.49' }, [['2a', null, 'proposed', '49.992']]],
  ['hunan-certification-2023', { certificationCost: '900' }, [['2a', null, 'proposed', '50']]],
  ['hunan-brand-2023', { promotionCost: '100' }, [['2b', null, 'proposed', '30']]],
  ['hunan-brand-2023', { promotionCost: '170' }, [['2b', null, 'proposed', '50']]],
  // 三（七）: 首年60万元, 后两年每年30万元, 三年累计不超过500万元
  ['hunan-public-overseas-2023', { provincialPublic: true, supportYear: '首年' }, [['7c-2', null, 'proposed', '60']]],
  ['hunan-public-overseas-2023', { provincialPublic: true, supportYear: '第三年' }, [['7c-1', null, 'proposed', '30']]],
  [
    'hunan-public-overseas-2023',
    { provincialPublic: true, supportYear: '首年', receivedThreeYears: 440 },
    [['7c-2', null, 'proposed', '60']],
  ],
  [
    'hunan-public-overseas-2023',
    { provincialPublic: true, supportYear: '首年', receivedThreeYears: '440.01' },
    [['7c-2', null, 'proposed', '59.99']],
  ],
  ['hunan-public-overseas-2023', { provincialPublic: true, supportYear: '首年', receivedThreeYears: 500 }, [['7c-2', '0', null, '0']]],
  ['hunan-public-overseas-2023', { provincialPublic: true, supportYear: '首年', receivedThreeYears: 600 }, [['7c-2', '0', null, '0']]],
  ['hunan-public-overseas-2023', { provincialPublic: false, supportYear: '首年' }, []],
  ['hunan-overseas-case-2023', { modelCase: true }, [['7e', null, 'proposed', '100']]],
  // 三（三）: 50%, 最高100万元
  ['chenzhou-supervision-2021', { investment: '199.98' }, [['3.3', '99.99', null, '100']]],
  ['chenzhou-supervision-2021', { investment: '200' }, [['3.3', '100', null, '100']]],
  ['chenzhou-supervision-2021', { investment: '201' }, [['3.3', '100', null, '100']]],
  // 四（一）: 破零 10, 达到20万美元 20, 达到50万美元 50
  ['chenzhou-exports-2021', { exportsUsd: '0.01', earlierExportsUsd: 0 }, [['4.1-1', '10', null, '10']]],
  ['chenzhou-exports-2021', { exportsUsd: '0', earlierExportsUsd: 0 }, []],
  ['chenzhou-exports-2021', { exportsUsd: '19.99', earlierExportsUsd: 3 }, []],
  ['chenzhou-exports-2021', { exportsUsd: '20', earlierExportsUsd: 3 }, [['4.1-2', '20', null, '20']]],
  ['chenzhou-exports-2021', { exportsUsd: '50' }, [['4.1-3', '50', null, '50']]],
  // 四（一）: 50% 与 50%, 以上两项单个企业最高50万元
  [
    'chenzhou-promotion-2021',
    { promotionCost: 40, shopFee: 20 },
    [
      ['4.1-promotion', '20', null, '50'],
      ['4.1-shop', '10', null, '30'],
    ],
  ],
  [
    'chenzhou-promotion-2021',
    { promotionCost: 60, shopFee: 40 },
    [
      ['4.1-promotion', '30', null, '50'],
      ['4.1-shop', '20', null, '20'],
    ],
  ],
  [
    'chenzhou-promotion-2021',
    { promotionCost: 60, shopFee: '40.02' },
    [
      ['4.1-promotion', '30', null, '50'],
      ['4.1-shop', '20', null, '20'],
    ],
  ],
  [
    'chenzhou-promotion-2021',
    { promotionCost: 300, shopFee: 40 },
    [
      ['4.1-promotion', '50', null, '50'],
      ['4.1-shop', '0', null, '0'],
    ],
  ],
  ['chenzhou-promotion-2021', { promotionCost: 0, shopFee: 40 }, [['4.1-shop', '20', null, '50']]],
  ['chenzhou-promotion-2021', { shopFee: 40 }, [['4.1-shop', '20', null, '50']]],
  // 四（二）
  ['chenzhou-leading-2021', { tradeUsd: 10000 }, [['4.2-2', null, 'proposed', '200']]],
  ['chenzhou-leading-2021', { tradeUsd: '9999.99' }, [['4.2-1', null, 'proposed', '100']]],
  ['chenzhou-subsite-2021', { destinationUsd: '500.01' }, [['4.3', null, 'proposed', '30']]],
  // 四（四）: 每新增1家5万元, 年度最高30万元
  ['chenzhou-community-2021', { newShops: 1 }, [['4.4-each', '5', null, '30']]],
  ['chenzhou-community-2021', { newShops: 6 }, [['4.4-each', '30', null, '30']]],
  ['chenzhou-community-2021', { newShops: 7 }, [['4.4-each', '30', null, '30']]],
  ['chenzhou-community-2021', { newShops: 6, receivedYear: 10 }, [['4.4-each', '20', null, '20']]],
  ['chenzhou-distribution-2021', { parkName: '甲' }, [['5.1', null, 'proposed', '100']]],
  ['chenzhou-overseas-pilot-2021', { pilot: true }, [['5.2', null, 'proposed', '100']]],
  ['chenzhou-overseas-rent-2021', { warehouseArea: 1000, warehouseRent: 99 }, [['5.2-rent', '49.5', null, '50']]],
  ['chenzhou-overseas-rent-2021', { warehouseArea: 1000, warehouseRent: 101 }, [['5.2-rent', '50', null, '50']]],
  ['chenzhou-overseas-rent-2021', { warehouseArea: 1000 }, [['5.2-rent', null, 'missing', '50']]],
  // 五（三）: 每单0.5元, 最高30万元
  ['chenzhou-logistics-2021', { orders: 999 }, []],
  ['chenzhou-logistics-2021', { orders: 1000 }, [['5.3', '0.05', null, '30']]],
  ['chenzhou-logistics-2021', { orders: 600000 }, [['5.3', '30', null, '30']]],
  ['chenzhou-logistics-2021', { orders: 599999 }, [['5.3', '29.9999', null, '30']]],
  ['chenzhou-logistics-2021', { orders: 600001 }, [['5.3', '30', null, '30']]],
  ['chenzhou-express-2021', { parkName: '甲' }, [['5.4', null, 'proposed', '100']]],
  ['chenzhou-interest-2021', { registered: true, lprInterest: 150 }, [['6.2', '30', null, '30']]],
  ['chenzhou-interest-2021', { registered: true, lprInterest: 149 }, [['6.2', '29.8', null, '30']]],
  ['chenzhou-interest-2021', { registered: true, lprInterest: 149, receivedYear: 29 }, [['6.2', '1', null, '1']]],
  ['chenzhou-training-2021', { trainingCost: '66.67' }, [['7.1', '20', null, '20']]],
  ['chenzhou-training-2021', { trainingCost: 10 }, [['7.1', '3', null, '20']]],
  ['chenzhou-talent-base-2021', { baseCost: 199 }, [['7.2', '99.5', null, '100']]],
  ['chenzhou-events-2021', { participants: 100, approved: true }, [['7.4', null, 'proposed', '10']]],
  ['chenzhou-events-2021', { participants: 100, approved: true, receivedEvents: 95 }, [['7.4', null, 'proposed', '5']]],
  ['chenzhou-events-2021', { participants: 100, approved: false }, []],
])('%s with %j gives %j', (id, values, expected) => {
  expect(awards(id, values)).toEqual(expected);
});

const community = { newShops: 6 };
const overseas = { provincialPublic: true, supportYear: '首年' };

/** of what was had, stated or on record, the larger counts, as long as it falls into the time of the limit */
test.each<[string, FieldValues, [string, string, string], [string | null, string], string[]]>([
  [
    'chenzhou-community-2021',
    community,
    ['4.4-each', '12', '2025-01-01'],
    ['18', '18'],
    ['已得 12 万元，尚可 18 万元', '没有资料，请核实'],
  ],
  ['chenzhou-community-2021', community, ['4.4-each', '12', '2024-12-31'], ['30', '30'], ['没有资料，请核实']],
  [
    'chenzhou-community-2021',
    { ...community, receivedYear: 20 },
    ['4.4-each', '12', '2025-01-01'],
    ['10', '10'],
    ['已得 20 万元，尚可 10 万元'],
  ],
  [
    'chenzhou-community-2021',
    { ...community, receivedYear: 5 },
    ['4.4-each', '12', '2025-01-01'],
    ['18', '18'],
    ['已得 12 万元，尚可 18 万元'],
  ],
  [
    'hunan-public-overseas-2023',
    overseas,
    ['7c-2', '450', '2024-01-01'],
    [null, '50'],
    ['已得 450 万元，尚可 50 万元', '没有资料，请核实'],
  ],
  ['hunan-public-overseas-2023', overseas, ['7c-2', '450', '2023-12-31'], [null, '60'], ['没有资料，请核实']],
  ['chenzhou-promotion-2021', { shopFee: 40 }, ['4.1-promotion', '45', '2019-06-01'], ['5', '5'], ['已得 45 万元，尚可 5 万元']],
])('%s with %j, and %j on record, gives %j', (id, values, [tier, amount, on], [given, cap], said) => {
  const { reward, notes } = evaluateBare(id, values, { ...decided(id), record: { titles: [], awards: [{ tier, amount, on }] } });
  expect([reward?.amount, reward?.cap]).toEqual([given, cap]);
  const told = notes.filter(({ key }) => key.startsWith('schemes.note.limit')).map(({ key, params }) => words('zh')(key, params));
  expect(told.map((text) => said.findIndex((end) => text.endsWith(end)))).toEqual(said.map((_, index) => index));
});

test('what_the_document_sets_no_figure_for_has_no_tier', () => {
  expect(evaluateBare('chenzhou-building-2021', { parkName: '甲', buildingCost: 100 }).reward).toBeUndefined();
});

describe('limits are told with the award', () => {
  const told = (id: string, values: FieldValues) =>
    evaluateBare(id, values, decided(id))
      .notes.map((note) => words('zh')(note.key, note.params))
      .filter((text) => text.startsWith('三') || text.startsWith('七') || text.startsWith('四'));

  test.each<[string, FieldValues, string[]]>([
    [
      'hunan-public-overseas-2023',
      { provincialPublic: true, supportYear: '首年', receivedThreeYears: 470 },
      ['三（七）“单个企业三年累计支持不超过500万元”：上限 500 万元，已得 470 万元，尚可 30 万元'],
    ],
    [
      'hunan-public-overseas-2023',
      { provincialPublic: true, supportYear: '首年' },
      ['三（七）“单个企业三年累计支持不超过500万元”：“同一企业三年内已得支持”没有资料，请核实'],
    ],
    ['hunan-public-overseas-2023', { provincialPublic: false, supportYear: '首年' }, []],
    ['chenzhou-promotion-2021', { shopFee: 40 }, ['四（一）“以上两项补助单个企业最高不超过50万元。”：上限 50 万元']],
  ])('%s with %j: %j', (id, values, expected) => {
    expect(told(id, values)).toEqual(expected);
  });
});
