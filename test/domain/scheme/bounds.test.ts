/**
 * Every threshold of every document, written down by hand from the documents (not from the JSON): at
 * the bound, one step below, one step above. 以上、达到、不低于、不少于、（含） include the number; 超过 does not.
 */
import { describe, expect, test } from 'vitest';
import type { FieldValue, FieldValues } from '../../../domain/model.ts';
import type { Expression } from '../../../domain/condition/condition.ts';
import { becauseText } from '../../../domain/eligibility/wording.ts';
import { evaluateBare, schemeIds, schemeNamed, verdictsOf, words } from '../../fixtures/schemes.ts';

const services = (count: number): string[] =>
  ['交易平台服务', '通关服务', '税务服务', '金融服务', '物流服务', '统计监测服务', '信用认证服务'].slice(0, count);

/** Parks that pass everything measurable. */
const passing: Record<string, FieldValues> = {
  'hunan-recognition-2024 培育型': {
    operator: '甲公司',
    legalRepresentative: '张三',
    boundaryEast: '甲',
    boundaryWest: '乙',
    boundarySouth: '丙',
    boundaryNorth: '丁',
    hasPlan: true,
    hasPolicy: true,
    openedOn: '2020-01',
    ecommerceArea: 90000,
    companies: 90,
    activeTraders: 60,
    annualTrade: '0',
    annualTurnover: '90',
    services: services(7),
  },
  'zhongshan-recognition 引领型': {
    registeredInCity: true,
    seriousViolation: false,
    dishonestyListed: false,
    provinciallyRecognised: false,
    openedOn: '2020-01-01',
    buildingArea: 90000,
    totalCompanies: 90,
    ecommerceCompanies: 60,
    filedCompanies: 50,
    averageTrade: 90,
    averageTurnover: 90,
    annualTurnover: 90,
  },
  'hunan-reward-2023': { ecommerceArea: 90000, companies: 90, annualTurnover: 0, annualTrade: 90 },
  'hunan-belt-2023': { similarCompanies: 90, annualTrade: 90 },
  'hunan-incubator-2023': { incubatedCompanies: 90 },
  'hunan-support-2023': { servedCompanies: 900 },
  'hunan-consolidation-2023': { servedCompanies: 90, annualTrade: 90 },
  'hunan-overseas-2023': { warehouseArea: 90000, annualTrade: 90 },
  'chenzhou-park-2021': { recognised: true, newActiveCompanies: 90, tradeUsd: 90000 },
  'chenzhou-tenant-2021': { recognised: true, leasedArea: 900, tradeUsd: 90000, rent: 10 },
  'chenzhou-platform-2021': { tradeUsd: 90000 },
  'hunan-turnover-2023': { turnover: 90, earlierTurnover: 0 },
  'hunan-headquarters-2023': { headquarters: '企业（集团）总部', capital: 9000 },
  'hunan-certification-2023': { certificationCost: 10 },
  'hunan-brand-2023': { promotionCost: 10 },
  'hunan-public-overseas-2023': { provincialPublic: true, supportYear: '首年' },
  'hunan-overseas-case-2023': { modelCase: true },
  'chenzhou-supervision-2021': { investment: 10 },
  'chenzhou-exports-2021': { exportsUsd: 90, earlierExportsUsd: 0 },
  'chenzhou-promotion-2021': { promotionCost: 10, shopFee: 10 },
  'chenzhou-leading-2021': { tradeUsd: 90000 },
  'chenzhou-subsite-2021': { destinationUsd: 9000 },
  'chenzhou-o2o-2021': { shopArea: 9000 },
  'chenzhou-community-2021': { newShops: 3 },
  'chenzhou-overseas-pilot-2021': { pilot: true },
  'chenzhou-overseas-rent-2021': { warehouseArea: 9000, warehouseRent: 10 },
  'chenzhou-logistics-2021': { orders: 9000 },
  'chenzhou-interest-2021': { registered: true, lprInterest: 10 },
  'chenzhou-training-2021': { trainingCost: 10 },
  'chenzhou-talent-base-2021': { baseCost: 10 },
  'chenzhou-events-2021': { participants: 900, approved: true },
  'xiangtan-checklist-2020': { platforms: 9, trade2020: 900000, tradeUsd: 900000, adoptionShare: 90, talents: 90000 },
};
passing['hunan-recognition-2024 引领型'] = passing['hunan-recognition-2024 培育型'] ?? {};
passing['zhongshan-recognition 成长型'] = passing['zhongshan-recognition 引领型'] ?? {};

type Bound = '>=' | '>' | '<' | '==';
type Row = [park: string, condition: string, key: string, op: Bound, bound: number, unit: string, step: number, also?: FieldValues];

/** What the documents say, one threshold a line; `also` silences the alternative of an 或. */
const written: Row[] = [
  ['hunan-recognition-2024 培育型', '4.6(1)', 'ecommerceArea', '>=', 4000, 'm2', 0.01],
  ['hunan-recognition-2024 培育型', '4.6(2)a', 'companies', '>=', 10, 'count', 1],
  ['hunan-recognition-2024 培育型', '4.6(2)b', 'activeTraders', '>=', 5, 'count', 1],
  ['hunan-recognition-2024 培育型', '4.6(2)c', 'annualTrade', '>=', 1, 'yi', 0.0001, { annualTurnover: 0 }],
  ['hunan-recognition-2024 培育型', '4.6(2)c', 'annualTurnover', '>=', 5, 'yi', 0.0001, { annualTrade: 0 }],
  ['hunan-recognition-2024 培育型', '4.6(3)', 'services', '>=', 3, 'items', 1],
  ['hunan-recognition-2024 引领型', '4.7(1)', 'ecommerceArea', '>=', 10000, 'm2', 0.01],
  ['hunan-recognition-2024 引领型', '4.7(2)a', 'companies', '>=', 20, 'count', 1],
  ['hunan-recognition-2024 引领型', '4.7(2)b', 'activeTraders', '>=', 10, 'count', 1],
  ['hunan-recognition-2024 引领型', '4.7(2)c', 'annualTrade', '>=', 5, 'yi', 0.0001, { annualTurnover: 0 }],
  ['hunan-recognition-2024 引领型', '4.7(2)c', 'annualTurnover', '>=', 20, 'yi', 0.0001, { annualTrade: 0 }],
  ['hunan-recognition-2024 引领型', '4.7(3)', 'services', '>=', 5, 'items', 1],
  ['hunan-recognition-2024 引领型', '4.3a', 'openedOn', '>=', 12, 'months', 1],
  ['zhongshan-recognition 引领型', '5(1)a', 'openedOn', '>=', 24, 'months', 1],
  ['zhongshan-recognition 引领型', '5(1)b', 'buildingArea', '>=', 20000, 'm2', 0.5],
  ['zhongshan-recognition 引领型', '5(2)a', 'totalCompanies', '>=', 50, 'count', 1],
  ['zhongshan-recognition 引领型', '5(2)b', 'ecommerceCompanies', '>=', 20, 'count', 1],
  ['zhongshan-recognition 引领型', '5(3)', 'filedCompanies', '>=', 10, 'count', 1],
  ['zhongshan-recognition 引领型', '5(4)a', 'averageTrade', '>=', 5, 'yi', 0.01],
  ['zhongshan-recognition 引领型', '5(4)b', 'averageTurnover', '>=', 20, 'yi', 0.01],
  ['zhongshan-recognition 成长型', '6(1)a', 'openedOn', '>=', 12, 'months', 1],
  ['zhongshan-recognition 成长型', '6(1)b', 'buildingArea', '>=', 8000, 'm2', 0.5],
  ['zhongshan-recognition 成长型', '6(2)a', 'totalCompanies', '>=', 30, 'count', 1],
  ['zhongshan-recognition 成长型', '6(2)b', 'ecommerceCompanies', '>=', 10, 'count', 1],
  ['zhongshan-recognition 成长型', '6(3)', 'filedCompanies', '>=', 5, 'count', 1],
  ['zhongshan-recognition 成长型', '6(4)', 'annualTurnover', '>=', 10, 'yi', 0.01],
  ['hunan-reward-2023', '5a', 'ecommerceArea', '>=', 4000, 'm2', 0.01],
  ['hunan-reward-2023', '5c', 'companies', '>=', 20, 'count', 1],
  ['hunan-reward-2023', '5d', 'annualTurnover', '>=', 20, 'yi', 0.01, { annualTrade: 0 }],
  ['hunan-reward-2023', '5d', 'annualTrade', '>=', 5, 'yi', 0.01, { annualTurnover: 0 }],
  ['hunan-belt-2023', '3a', 'similarCompanies', '>=', 20, 'count', 1],
  ['hunan-belt-2023', '3b', 'annualTrade', '>=', 10, 'yi', 0.01],
  ['hunan-incubator-2023', '6a', 'incubatedCompanies', '>=', 10, 'count', 1],
  ['hunan-support-2023', '6b', 'servedCompanies', '>=', 100, 'count', 1],
  ['hunan-consolidation-2023', '7c', 'servedCompanies', '>=', 10, 'count', 1],
  ['hunan-consolidation-2023', '7d', 'annualTrade', '>=', 1, 'yi', 0.01],
  ['hunan-overseas-2023', '7a', 'warehouseArea', '>=', 3000, 'm2', 0.01],
  ['hunan-overseas-2023', '7b', 'annualTrade', '>=', 1, 'yi', 0.01],
  ['chenzhou-park-2021', '2.1b', 'newActiveCompanies', '>', 10, 'count', 1],
  ['chenzhou-park-2021', '2.1c', 'tradeUsd', '>=', 3000, 'wanUsd', 0.01],
  ['chenzhou-tenant-2021', '2.2b', 'leasedArea', '>=', 100, 'm2', 0.01],
  ['chenzhou-tenant-2021', '2.2c', 'tradeUsd', '>=', 10, 'wanUsd', 0.01],
  ['chenzhou-platform-2021', '3.2b', 'tradeUsd', '>=', 2000, 'wanUsd', 0.01],
  ['hunan-turnover-2023', '1a', 'turnover', '>=', 1, 'yi', 0.01, { earlierTurnover: 0 }],
  ['hunan-turnover-2023', '1a', 'earlierTurnover', '<', 1, 'yi', 0.01, { turnover: 5 }],
  ['hunan-turnover-2023', '1a', 'turnover', '>=', 10, 'yi', 0.01, { earlierTurnover: 5 }],
  ['hunan-turnover-2023', '1a', 'earlierTurnover', '<', 10, 'yi', 0.01, { turnover: 50 }],
  ['hunan-headquarters-2023', '1c', 'capital', '>=', 2000, 'wan', 0.01],
  ['hunan-certification-2023', '2b', 'certificationCost', '>', 0, 'wan', 0.01],
  ['hunan-brand-2023', '2d', 'promotionCost', '>', 0, 'wan', 0.01],
  ['chenzhou-supervision-2021', '3.3b', 'investment', '>', 0, 'wan', 0.01],
  ['chenzhou-exports-2021', '4.1a', 'exportsUsd', '>', 0, 'wanUsd', 0.01, { earlierExportsUsd: 0 }],
  ['chenzhou-exports-2021', '4.1a', 'earlierExportsUsd', '==', 0, 'wanUsd', 0.01, { exportsUsd: 5 }],
  ['chenzhou-exports-2021', '4.1a', 'exportsUsd', '>=', 20, 'wanUsd', 0.01, { earlierExportsUsd: 5 }],
  ['chenzhou-promotion-2021', '4.1c', 'promotionCost', '>', 0, 'wan', 0.01, { shopFee: 0 }],
  ['chenzhou-promotion-2021', '4.1c', 'shopFee', '>', 0, 'wan', 0.01, { promotionCost: 0 }],
  ['chenzhou-leading-2021', '4.2', 'tradeUsd', '>=', 3000, 'wanUsd', 0.01],
  ['chenzhou-subsite-2021', '4.3b', 'destinationUsd', '>', 500, 'wanUsd', 0.01],
  ['chenzhou-o2o-2021', '4.4b', 'shopArea', '>', 100, 'm2', 0.01],
  ['chenzhou-community-2021', '4.4c', 'newShops', '>=', 1, 'count', 1],
  ['chenzhou-overseas-rent-2021', '5.2b', 'warehouseArea', '>=', 1000, 'm2', 0.01],
  ['chenzhou-logistics-2021', '5.3b', 'orders', '>=', 1000, 'items', 1],
  ['chenzhou-interest-2021', '6.2c', 'lprInterest', '>', 0, 'wan', 0.01],
  ['chenzhou-training-2021', '7.1b', 'trainingCost', '>', 0, 'wan', 0.01],
  ['chenzhou-talent-base-2021', '7.2b', 'baseCost', '>', 0, 'wan', 0.01],
  ['chenzhou-events-2021', '7.4b', 'participants', '>=', 100, 'people', 1],
  ['xiangtan-checklist-2020', '1.3.2', 'platforms', '>=', 3, 'items', 1],
  ['xiangtan-checklist-2020', '1.3.3a', 'trade2020', '>=', 20000, 'wanUsd', 0.01],
  ['xiangtan-checklist-2020', '1.3.3b', 'tradeUsd', '>=', 100000, 'wanUsd', 0.01],
  ['xiangtan-checklist-2020', '1.3.3c', 'adoptionShare', '>=', 30, 'percent', 0.1],
  ['xiangtan-checklist-2020', '1.3.3d', 'talents', '>=', 5000, 'people', 1],
];

/** A value of the field that amounts to the quantity: a count, services, or an opening day that long ago. */
function valueOf(key: string, quantity: number): FieldValue {
  if (key === 'services') return services(quantity);
  if (key !== 'openedOn') return String(Number(quantity.toFixed(6)));
  const month = 2026 * 12 + 8 - quantity;
  return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-15`;
}

const decidedByBound = ([, , , op, bound, , step]: Row): [quantity: number, verdict: string][] => [
  [bound - step, op === '<' ? 'met' : 'notMet'],
  [bound, op === '>=' || op === '==' ? 'met' : 'notMet'],
  [bound + step, op === '>=' || op === '>' ? 'met' : 'notMet'],
];

describe.each(written.map((row) => ({ row, name: `${row[0]} ${row[1]} ${row[2]} ${row[3]} ${row[4]} ${row[5]}` })))('$name', ({ row }) => {
  test.each(decidedByBound(row))('%d is %s', (quantity, verdict) => {
    const [park, condition, key, , , , , also] = row;
    const [id = '', type] = park.split(' ');
    const values = { ...passing[park], ...also, [key]: valueOf(key, quantity) };
    const evaluation = evaluateBare(id, values, type === undefined ? {} : { type });
    expect(verdictsOf(evaluation)[condition]).toBe(verdict);
    const others = Object.entries(verdictsOf(evaluation)).filter(([other]) => other !== condition);
    expect(others.filter(([, other]) => other !== 'met' && other !== 'judgement')).toEqual([]);
    if (verdict === 'notMet') expect(evaluation.overall).toBe('notMet');
  });
});

function comparisonsOf(test: Expression): { left: object; op: string; right: string; unit: string }[] {
  if ('left' in test) return [test];
  const inner = 'all' in test ? test.all : 'any' in test ? test.any : 'of' in test ? test.of : 'not' in test ? [test.not] : [];
  return inner.flatMap(comparisonsOf);
}

test('the_shipped_schemes_compare_exactly_what_is_written_down_here', () => {
  const shipped = schemeIds.flatMap((id) =>
    schemeNamed(id).conditions.flatMap((condition) =>
      comparisonsOf(condition.test).map(({ op, right, unit }) => `${id} ${condition.id} ${op} ${right} ${unit}`),
    ),
  );
  const byHand = written.map(([park, condition, , op, bound, unit]) => `${park.split(' ')[0] ?? ''} ${condition} ${op} ${bound} ${unit}`);
  expect(shipped.toSorted()).toEqual(byHand.toSorted());
});

type TierRow = [scheme: string, tier: string, key: string, op: Bound, bound: number, unit: string, step: number, also?: FieldValues];

/** The same for every tier of reward: what the next better one asks, one threshold a line. */
const rewarded: TierRow[] = [
  ['chenzhou-park-2021', '2.1-1', 'newActiveCompanies', '>', 10, 'count', 1],
  ['chenzhou-park-2021', '2.1-1', 'tradeUsd', '>=', 3000, 'wanUsd', 0.01],
  ['chenzhou-park-2021', '2.1-2', 'newActiveCompanies', '>', 20, 'count', 1],
  ['chenzhou-park-2021', '2.1-2', 'tradeUsd', '>=', 5000, 'wanUsd', 0.01],
  ['chenzhou-tenant-2021', '2.2-rent', 'leasedArea', '>=', 100, 'm2', 0.01],
  ['chenzhou-tenant-2021', '2.2-rent', 'tradeUsd', '>=', 10, 'wanUsd', 0.01],
  ['chenzhou-tenant-2021', '2.2-startup', 'leasedArea', '>=', 100, 'm2', 0.01],
  ['chenzhou-tenant-2021', '2.2-startup', 'tradeUsd', '>=', 10, 'wanUsd', 0.01],
  ['chenzhou-platform-2021', '3.2-1', 'tradeUsd', '>=', 2000, 'wanUsd', 0.01],
  ['chenzhou-platform-2021', '3.2-2', 'tradeUsd', '>=', 5000, 'wanUsd', 0.01],
  ['chenzhou-platform-2021', '3.2-3', 'tradeUsd', '>=', 10000, 'wanUsd', 0.01],
  ['hunan-reward-2023', '5', 'ecommerceArea', '>=', 4000, 'm2', 0.01],
  ['hunan-reward-2023', '5', 'companies', '>=', 20, 'count', 1],
  ['hunan-reward-2023', '5', 'annualTurnover', '>=', 20, 'yi', 0.01, { annualTrade: 0 }],
  ['hunan-reward-2023', '5', 'annualTrade', '>=', 5, 'yi', 0.01, { annualTurnover: 0 }],
  ['hunan-belt-2023', '3', 'similarCompanies', '>=', 20, 'count', 1],
  ['hunan-belt-2023', '3', 'annualTrade', '>=', 10, 'yi', 0.01],
  ['hunan-incubator-2023', '6a', 'incubatedCompanies', '>=', 10, 'count', 1],
  ['hunan-support-2023', '6b', 'servedCompanies', '>=', 100, 'count', 1],
  ['hunan-consolidation-2023', '7b', 'servedCompanies', '>=', 10, 'count', 1],
  ['hunan-consolidation-2023', '7b', 'annualTrade', '>=', 1, 'yi', 0.01],
  ['hunan-overseas-2023', '7a', 'warehouseArea', '>=', 3000, 'm2', 0.01],
  ['hunan-overseas-2023', '7a', 'annualTrade', '>=', 1, 'yi', 0.01],
  ['hunan-turnover-2023', '1-1', 'turnover', '>=', 1, 'yi', 0.01, { earlierTurnover: 0 }],
  ['hunan-turnover-2023', '1-1', 'earlierTurnover', '<', 1, 'yi', 0.01, { turnover: 5 }],
  ['hunan-turnover-2023', '1-2', 'turnover', '>=', 10, 'yi', 0.01, { earlierTurnover: 5 }],
  ['hunan-turnover-2023', '1-2', 'earlierTurnover', '<', 10, 'yi', 0.01, { turnover: 50 }],
  ['hunan-headquarters-2023', '1c-2', 'capital', '>=', 2000, 'wan', 0.01],
  ['hunan-certification-2023', '2a', 'certificationCost', '>', 0, 'wan', 0.01],
  ['hunan-brand-2023', '2b', 'promotionCost', '>', 0, 'wan', 0.01],
  ['chenzhou-supervision-2021', '3.3', 'investment', '>', 0, 'wan', 0.01],
  ['chenzhou-exports-2021', '4.1-1', 'exportsUsd', '>', 0, 'wanUsd', 0.01, { earlierExportsUsd: 0 }],
  ['chenzhou-exports-2021', '4.1-1', 'earlierExportsUsd', '==', 0, 'wanUsd', 0.01, { exportsUsd: 5 }],
  ['chenzhou-exports-2021', '4.1-2', 'exportsUsd', '>=', 20, 'wanUsd', 0.01, { earlierExportsUsd: 5 }],
  ['chenzhou-exports-2021', '4.1-3', 'exportsUsd', '>=', 50, 'wanUsd', 0.01, { earlierExportsUsd: 5 }],
  ['chenzhou-promotion-2021', '4.1-promotion', 'promotionCost', '>', 0, 'wan', 0.01, { shopFee: 0 }],
  ['chenzhou-promotion-2021', '4.1-shop', 'shopFee', '>', 0, 'wan', 0.01, { promotionCost: 0 }],
  ['chenzhou-leading-2021', '4.2-1', 'tradeUsd', '>=', 3000, 'wanUsd', 0.01],
  ['chenzhou-leading-2021', '4.2-2', 'tradeUsd', '>=', 10000, 'wanUsd', 0.01],
  ['chenzhou-subsite-2021', '4.3', 'destinationUsd', '>', 500, 'wanUsd', 0.01],
  ['chenzhou-o2o-2021', '4.4-1', 'shopArea', '>', 100, 'm2', 0.01],
  ['chenzhou-o2o-2021', '4.4-2', 'shopArea', '>', 500, 'm2', 0.01],
  ['chenzhou-o2o-2021', '4.4-3', 'shopArea', '>', 1000, 'm2', 0.01],
  ['chenzhou-community-2021', '4.4-each', 'newShops', '>=', 1, 'count', 1],
  ['chenzhou-overseas-rent-2021', '5.2-rent', 'warehouseArea', '>=', 1000, 'm2', 0.01],
  ['chenzhou-logistics-2021', '5.3', 'orders', '>=', 1000, 'items', 1],
  ['chenzhou-interest-2021', '6.2', 'lprInterest', '>', 0, 'wan', 0.01],
  ['chenzhou-training-2021', '7.1', 'trainingCost', '>', 0, 'wan', 0.01],
  ['chenzhou-talent-base-2021', '7.2', 'baseCost', '>', 0, 'wan', 0.01],
  ['chenzhou-events-2021', '7.4', 'participants', '>=', 100, 'people', 1],
];

describe.each(rewarded.map((row) => ({ row, name: `${row[0]} tier ${row[1]} ${row[2]} ${row[3]} ${row[4]} ${row[5]}` })))(
  '$name',
  ({ row: [id, tier, key, op, bound, , step, also] }) => {
    test.each<[number, boolean]>([
      [bound - step, op === '<'],
      [bound, op === '>=' || op === '=='],
      [bound + step, op === '>=' || op === '>'],
    ])('%d: reached is %s', (quantity, reached) => {
      const { reward } = evaluateBare(id, { ...passing[id], ...also, [key]: valueOf(key, quantity) });
      const groups = schemeNamed(id).tiers;
      const group = groups.find((one) => one.id === tier)?.group;
      const ladder = groups.filter((one) => one.group === group).map((one) => one.id);
      const got = [reward?.tier, ...(reward?.also.map((one) => one.tier) ?? [])].map((one) => (one ? ladder.indexOf(one) : -1));
      expect(Math.max(...got) >= ladder.indexOf(tier)).toBe(reached);
    });
  },
);

test('no_tier_and_no_relaxation_compares_anything_else', () => {
  const tiers = schemeIds.flatMap((id) =>
    schemeNamed(id).tiers.flatMap((one) => comparisonsOf(one.when).map(({ op, right, unit }) => `${id} ${one.id} ${op} ${right} ${unit}`)),
  );
  expect(tiers.toSorted()).toEqual(rewarded.map(([id, tier, , op, bound, unit]) => `${id} ${tier} ${op} ${bound} ${unit}`).toSorted());
  const others = schemeIds.flatMap((id) => {
    const { conditions, priorities, automatic } = schemeNamed(id);
    return [
      ...conditions.flatMap((one) => (one.relaxation ? [{ id: one.id, when: one.relaxation.when }] : [])),
      ...priorities,
      ...automatic,
    ].flatMap((one) => comparisonsOf(one.when).map(({ left, op, right }) => `${id} ${one.id} ${JSON.stringify(left)} ${op} ${right}`));
  });
  // 有年交易额达到 1 亿元以上规模企业的: one line of the list, stating 1 亿元 or more
  const large = '{"entries":"largeCompanies","from":"1","unit":"yi"} >= 1';
  expect(others).toEqual([`hunan-recognition-2024 4.7(2)a ${large}`, `hunan-recognition-2024 4.7(2)b ${large}`]);
});

test.each([
  [[], 'notMet'],
  [['甲公司 0.99亿元'], 'notMet'],
  [['甲公司 9999.99万元'], 'notMet'],
  [['甲公司 1亿元'], 'relaxable'],
  [['甲公司 10000.01万元'], 'relaxable'],
  [['甲公司 0.5亿元', '乙公司 1.2亿元'], 'relaxable'],
  [['甲公司'], 'relaxable'],
])('引领型 with 19 enterprises and the large ones %j is %s', (largeCompanies, verdict) => {
  const park = { ...passing['hunan-recognition-2024 引领型'], companies: 19, activeTraders: 9, largeCompanies };
  expect(verdictsOf(evaluateBare('hunan-recognition-2024', park, { type: '引领型' }))).toMatchObject({
    '4.7(2)a': verdict,
    '4.7(2)b': verdict,
  });
  // the discretion is only about the number of enterprises
  expect(
    verdictsOf(
      evaluateBare(
        'hunan-recognition-2024',
        { ...park, ecommerceArea: 9999, annualTrade: 4, annualTurnover: 19, services: services(4) },
        { type: '引领型' },
      ),
    ),
  ).toMatchObject({ '4.7(1)': 'notMet', '4.7(2)c': 'notMet', '4.7(3)': 'notMet' });
  // and there is none for 培育型
  expect(verdictsOf(evaluateBare('hunan-recognition-2024', { ...park, companies: 9, activeTraders: 4 }, { type: '培育型' }))).toMatchObject(
    { '4.6(2)a': 'notMet', '4.6(2)b': 'notMet' },
  );
});

test('every_scheme_of_the_documents_is_shipped', () => {
  expect(schemeIds).toEqual([
    'chenzhou-building-2021',
    'chenzhou-community-2021',
    'chenzhou-distribution-2021',
    'chenzhou-events-2021',
    'chenzhou-exports-2021',
    'chenzhou-express-2021',
    'chenzhou-interest-2021',
    'chenzhou-leading-2021',
    'chenzhou-logistics-2021',
    'chenzhou-o2o-2021',
    'chenzhou-overseas-pilot-2021',
    'chenzhou-overseas-rent-2021',
    'chenzhou-park-2021',
    'chenzhou-platform-2021',
    'chenzhou-promotion-2021',
    'chenzhou-subsite-2021',
    'chenzhou-supervision-2021',
    'chenzhou-talent-base-2021',
    'chenzhou-tenant-2021',
    'chenzhou-training-2021',
    'hunan-assessment-2024',
    'hunan-belt-2023',
    'hunan-brand-2023',
    'hunan-certification-2023',
    'hunan-consolidation-2023',
    'hunan-headquarters-2023',
    'hunan-incubator-2023',
    'hunan-overseas-2023',
    'hunan-overseas-case-2023',
    'hunan-public-overseas-2023',
    'hunan-recognition-2024',
    'hunan-reward-2023',
    'hunan-support-2023',
    'hunan-turnover-2023',
    'xiangtan-checklist-2020',
    'zhongshan-recognition',
  ]);
  for (const id of schemeIds) expect(schemeNamed(id).id).toBe(id);
});

describe('vetoes and yes-or-no conditions', () => {
  test.each([
    ['zhongshan-recognition', '4(1)', 'registeredInCity', false],
    ['zhongshan-recognition', '4(5)a', 'seriousViolation', true],
    ['zhongshan-recognition', '4(5)b', 'dishonestyListed', true],
    ['chenzhou-park-2021', '2.1a', 'recognised', false],
    ['chenzhou-tenant-2021', '2.2a', 'recognised', false],
  ])('%s %s: %s = %s fails, the other way passes, unknown is not decided', (id, condition, key, failing) => {
    const park = passing[id] ?? passing[`${id} 引领型`] ?? {};
    const more = id === 'zhongshan-recognition' ? { type: '引领型' } : {};
    expect(evaluateBare(id, { ...park, [key]: failing }, more).overall).toBe('notMet');
    expect(verdictsOf(evaluateBare(id, { ...park, [key]: failing }, more))[condition]).toBe('notMet');
    expect(['met', 'judgement']).toContain(verdictsOf(evaluateBare(id, { ...park, [key]: !failing }, more))[condition]);
    const { [key]: _, ...without } = park;
    expect(verdictsOf(evaluateBare(id, without, more))[condition]).toBe('missing');
  });

  test.each([
    [{ majorAccident: false, seriousViolation: false, dishonestyListed: false }, 'met'],
    [{ majorAccident: true, seriousViolation: false, dishonestyListed: false }, 'notMet'],
    [{ majorAccident: false, seriousViolation: true, dishonestyListed: false }, 'notMet'],
    [{ majorAccident: false, seriousViolation: false, dishonestyListed: true }, 'notMet'],
    [{ majorAccident: false, seriousViolation: false }, 'missing'],
  ])('the assessment with %j is %s', (values, overall) => {
    expect(evaluateBare('hunan-assessment-2024', values).overall).toBe(overall);
  });

  test('a_park_recognised_by_the_province_is_entered_as_leading_without_review', () => {
    const evaluation = evaluateBare('zhongshan-recognition', { provinciallyRecognised: true, totalCompanies: 1 }, { type: '成长型' });
    expect(evaluation).toMatchObject({ overall: 'met', type: '引领型', automatic: { article: '第九条', type: '引领型' } });
    expect(verdictsOf(evaluation)['6(2)a']).toBe('notMet');
    expect(becauseText(evaluation.because, words('zh'))).toBe('按第九条自动纳入引领型，无须评审。');
    expect(becauseText(evaluation.because, words('en'))).toBe('Entered without review as Leading (9).');
    expect(evaluateBare('zhongshan-recognition', { totalCompanies: 1 }, { type: '成长型' })).toMatchObject({
      overall: 'notMet',
      automatic: null,
    });
  });

  test.each([
    ['hunan-belt-2023', 'met'],
    ['hunan-incubator-2023', 'met'],
    ['hunan-consolidation-2023', 'met'],
    ['hunan-overseas-2023', 'met'],
    ['chenzhou-park-2021', 'met'],
    ['hunan-reward-2023', 'judgement'],
    ['hunan-support-2023', 'judgement'],
    ['chenzhou-tenant-2021', 'judgement'],
    ['chenzhou-platform-2021', 'judgement'],
  ])('%s at its best is %s', (id, overall) => {
    expect(evaluateBare(id, passing[id] ?? {}).overall).toBe(overall);
  });
});
