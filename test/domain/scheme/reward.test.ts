/** Rewards: tiers, caps, what the next tier asks for, 从优不重复, dollars at the round's rate. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Field } from '../../../domain/condition/condition.ts';
import type { FieldValue, FieldValues } from '../../../domain/model.ts';
import { becauseText } from '../../../domain/eligibility/wording.ts';
import { bestOf, offersOf } from '../../../domain/eligibility/best-of.ts';
import type { Offer } from '../../../domain/eligibility/best-of.ts';
import { evaluateBare, schemeIds, schemeNamed, words } from '../../fixtures/schemes.ts';

/** 郴政办发〔2021〕3号 二（一）: 超过 10 家且达到 3000 万美元 300 万元；超过 20 家且达到 5000 万美元 500 万元 */
test.each([
  [10, 3000, null, '2.1-1'],
  [11, '2999.99', null, '2.1-1'],
  [11, 3000, '300', '2.1-2'],
  [20, 5000, '300', '2.1-2'],
  [21, '4999.99', '300', '2.1-2'],
  [21, 5000, '500', null],
  [500, 90000, '500', null],
])('park: %d enterprises and %s 万美元 give %s', (newActiveCompanies, tradeUsd, amount, next) => {
  const { overall, reward } = evaluateBare('chenzhou-park-2021', { recognised: true, newActiveCompanies, tradeUsd });
  expect(overall).toBe(amount === null ? 'notMet' : 'met');
  expect(reward).toMatchObject({
    amount,
    cap: amount,
    currency: 'CNY',
    tier: amount === null ? null : amount === '300' ? '2.1-1' : '2.1-2',
  });
  expect(reward?.next?.tier ?? null).toBe(next);
});

test('the_next_tier_names_what_is_lacking', () => {
  const { reward } = evaluateBare('chenzhou-park-2021', { recognised: true, newActiveCompanies: 15, tradeUsd: 4000 });
  expect(reward?.next?.lacking.flat(2).map(({ fields, gap, unit }) => [fields[0], gap, unit])).toEqual([
    ['newActiveCompanies', '6', 'count'],
    ['tradeUsd', '1000', 'wanUsd'],
  ]);
});

/** What the next tier lacks is never nothing: each park here gets no reward, or not the highest. */
test.each<[string, FieldValues, object, (string | undefined)[][][]]>([
  ['chenzhou-park-2021', { newActiveCompanies: 30, tradeUsd: 9000 }, {}, [[['recognised']]]],
  ['chenzhou-park-2021', { recognised: false, newActiveCompanies: 11, tradeUsd: 3000 }, {}, [[['recognised']]]],
  ['chenzhou-park-2021', { newActiveCompanies: 10, tradeUsd: 9000 }, {}, [[['newActiveCompanies']], [['recognised']]]],
  ['chenzhou-tenant-2021', { leasedArea: 100, tradeUsd: 10 }, {}, [[['recognised']], [[undefined]]]],
  [
    'hunan-reward-2023',
    { ecommerceArea: 4000, companies: 20, annualTurnover: 19, annualTrade: 1 },
    {},
    [[['annualTurnover'], ['annualTrade']]],
  ],
  ['hunan-reward-2023', { ecommerceArea: 4000, companies: 20, annualTrade: 1 }, {}, [[['annualTurnover'], ['annualTrade']]]],
  ['hunan-reward-2023', { ecommerceArea: 4000, companies: 20, annualTurnover: 20 }, { judgements: { '5b': 'notMet' } }, [[[undefined]]]],
])('%s with %j %j still needs %j', (id, values, decided, fields) => {
  const { reward } = evaluateBare(id, values, decided);
  expect(reward?.next?.lacking.map((need) => need.map((way) => way.map((part) => part.fields[0])))).toEqual(fields);
});

test('of_every_rule_book_what_a_next_tier_lacks_is_never_nothing', () => {
  const valueOf = (field: Field) =>
    fc.option<FieldValue, undefined>(
      field.type === 'decimal' || field.type === 'integer'
        ? fc.constantFrom(0, 1, 5, 10, 11, 20, 50, 100, 500, 1000, 3000, 5000, 90000)
        : field.type === 'boolean'
          ? fc.boolean()
          : field.type === 'choice'
            ? fc.constantFrom(...field.options.map(({ value }) => value))
            : fc.constant('甲'),
      { nil: undefined },
    );
  for (const id of schemeIds.filter((one) => schemeNamed(one).tiers.length > 0)) {
    const fields = schemeNamed(id).fields.filter(({ type }) => ['decimal', 'integer', 'boolean', 'choice', 'text'].includes(type));
    fc.assert(
      fc.property(fc.record(Object.fromEntries(fields.map((field) => [field.key, valueOf(field)]))), (values) => {
        const stated = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as FieldValues;
        const next = evaluateBare(id, stated).reward?.next;
        // each need has a way to meet it
        if (next)
          expect([id, next.tier, next.lacking.length > 0 && next.lacking.every((need) => need.flat().length > 0)]).toEqual([
            id,
            next.tier,
            true,
          ]);
      }),
      { numRuns: 40 },
    );
  }
});

test.each([
  [{ recognised: false, newActiveCompanies: 30, tradeUsd: 9000 }, 'notMet'],
  [{ newActiveCompanies: 30, tradeUsd: 9000 }, 'missing'],
  [{ recognised: true, newActiveCompanies: 30 }, 'missing'],
])('no reward with %j', (values, overall) => {
  const evaluation = evaluateBare('chenzhou-park-2021', values);
  expect(evaluation.overall).toBe(overall);
  expect(evaluation.reward).toMatchObject({ tier: null, amount: null, cap: null });
});

/** 二（二）: 30% 的租金补贴，最高 20 万元，另加最高 5 万元开办费 */
test.each([
  [10, '3'],
  ['0.01', '0.003'],
  ['66.66', '19.998'],
  ['66.67', '20'],
  [100, '20'],
  [null, null],
])('tenant: a rent of %s 万元 gives %s', (rent, amount) => {
  const { reward } = evaluateBare('chenzhou-tenant-2021', { recognised: true, leasedArea: 100, tradeUsd: 10, rent });
  expect(reward).toMatchObject({
    tier: '2.2-rent',
    amount,
    open: amount === null ? 'missing' : null,
    cap: '20',
    also: [{ tier: '2.2-startup', amount: null, open: 'proposed', cap: '5' }],
  });
});

test('a_rent_that_nobody_states_is_said_to_be_missing', () => {
  const said = (values: FieldValues) =>
    evaluateBare(
      'chenzhou-tenant-2021',
      { recognised: true, leasedArea: 100, tradeUsd: 10, ...values },
      { appliedOn: '2025-09-15' },
    ).notes.map((note) => words('zh')(note.key, note.params));
  expect(said({})).toEqual(['“租金”没有资料，“租金补贴”的金额无法计算']);
  expect(said({ rent: 0 })).toEqual([]);
  expect(said({ leasedArea: 99 })).toEqual([]);
});

test.each([
  ['chenzhou-park-2021', { recognised: true, newActiveCompanies: 11 }],
  ['chenzhou-tenant-2021', { recognised: true, leasedArea: 100 }],
  ['chenzhou-platform-2021', {}],
])('%s with yuan and no rate says that the rate is missing, not the figure', (id, values) => {
  const said = (more: FieldValues, usdRate?: string) =>
    becauseText(evaluateBare(id, { ...values, ...more }, usdRate === undefined ? {} : { usdRate }).because, words('zh'));
  expect(said({ annualTrade: '9' })).toContain('跨境电商进出口总额须折算币种，尚未设定汇率');
  expect(said({ annualTrade: '9' })).not.toContain('无资料');
  expect(said({})).toContain('跨境电商进出口总额无资料');
  expect(said({ annualTrade: '9' }, '7.1')).not.toContain('汇率');
});

test.each([[{ leasedArea: '99.9', tradeUsd: 10, rent: 10 }], [{ leasedArea: 100, tradeUsd: '9.99', rent: 10 }]])(
  'tenant: none below a threshold %j',
  (values) => {
    expect(evaluateBare('chenzhou-tenant-2021', { recognised: true, ...values }).reward).toMatchObject({ tier: null, also: [] });
  },
);

/** 三（二）: 超过 2000 万美元（含）、5000 万美元（含）、1 亿美元（含）不超过 50、100、150 万元 */
test.each([
  ['1999.99', null],
  [2000, '50'],
  ['4999.99', '50'],
  [5000, '100'],
  ['9999.99', '100'],
  [10000, '150'],
])('platform: %s 万美元 have a cap of %s', (tradeUsd, cap) => {
  expect(evaluateBare('chenzhou-platform-2021', { tradeUsd }).reward).toMatchObject({ cap, amount: null });
});

test.each([
  ['hunan-reward-2023', { ecommerceArea: 4000, companies: 20, annualTurnover: 20, annualTrade: 0 }, '500'],
  ['hunan-belt-2023', { similarCompanies: 20, annualTrade: 10 }, '100'],
  ['hunan-incubator-2023', { incubatedCompanies: 10 }, '50'],
  ['hunan-support-2023', { servedCompanies: 100 }, '100'],
  ['hunan-consolidation-2023', { servedCompanies: 10, annualTrade: 1 }, '50'],
  ['hunan-overseas-2023', { warehouseArea: 3000, annualTrade: 1 }, '50'],
])('%s with %j may propose up to %s 万元', (id, values, cap) => {
  expect(evaluateBare(id, values).reward).toMatchObject({ amount: null, cap, next: null });
});

test('a_park_that_fails_a_judgement_gets_nothing', () => {
  const values = { ecommerceArea: 4000, companies: 20, annualTurnover: 20, annualTrade: 0 };
  expect(evaluateBare('hunan-reward-2023', values, { judgements: { '5b': 'notMet' } }).reward?.tier).toBeNull();
  expect(evaluateBare('hunan-reward-2023', values, { judgements: { '5b': 'met' } })).toMatchObject({
    overall: 'met',
    reward: { tier: '5' },
  });
});

describe('dollars', () => {
  const park = { recognised: true, newActiveCompanies: 11 };
  const trade = (values: object, usdRate?: string) =>
    evaluateBare('chenzhou-park-2021', { ...park, ...values }, usdRate === undefined ? {} : { usdRate }).conditions[2];

  test.each([
    ['2.1', '7', 'met', '3000', null],
    ['2.1', '7.0000001', 'notMet', '2999.999957142858', '0.000042857142'],
    ['2.0999', '7', 'notMet', '2999.857142857143', '0.142857142857'],
    ['2.13', '7.1', 'met', '3000', null],
  ])('%s 亿元 at %s is %s', (annualTrade, usdRate, verdict, value, gap) => {
    const found = trade({ annualTrade }, usdRate);
    expect(found).toMatchObject({ verdict, value, gap });
    expect(found?.notes.map((note) => words('zh')(note.key, note.params))).toEqual([
      `按轮次设定汇率 1 美元 = ${usdRate} 元人民币折算`,
      '“跨境电商进出口总额”未填，由“跨境电商进出口总额（人民币）”折算',
    ]);
  });

  test.each([undefined, '0', '-7', 'seven'])('without a usable rate (%s) the amount is missing, not zero', (usdRate) => {
    const found = trade({ annualTrade: '90' }, usdRate);
    expect(found?.verdict).toBe('missing');
    expect(found?.notes.map((note) => note.key)).toEqual(['schemes.note.rateNeeded']);
  });

  test('what_is_stated_in_dollars_is_not_converted', () => {
    expect(trade({ annualTrade: '90', tradeUsd: 2999 }, '7')).toMatchObject({ verdict: 'notMet', value: '2999', gap: '1', notes: [] });
  });
});

const offer = (schemeId: string, amount: string | null, cap: string): Offer => ({ schemeId, tier: schemeId, amount, cap });

describe('从优不重复', () => {
  test.each<[Offer[], string, boolean]>([
    [[offer('a', '300', '300'), offer('b', '500', '500')], 'b', true],
    [[offer('a', '300', '300'), offer('b', null, '500')], 'b', false],
    [[offer('a', '500', '500'), offer('b', null, '500')], 'a', true],
    [[offer('b', null, '500'), offer('a', '500', '500')], 'a', true],
    [[offer('a', '19.998', '20'), offer('b', '19.99', '20')], 'a', true],
    [[offer('a', null, '50')], 'a', true],
  ])('%j: %s, certain %s', (offers, chosen, certain) => {
    const choice = bestOf(offers);
    expect(choice).toMatchObject({ chosen: { schemeId: chosen }, certain });
    expect(choice?.given).toHaveLength(offers.length - 1);
  });

  test('nothing_to_choose_from', () => {
    expect(bestOf([])).toBeNull();
  });

  test('awards_of_one_scheme_add_up_before_they_are_compared', () => {
    const tenant = evaluateBare('chenzhou-tenant-2021', { recognised: true, leasedArea: 100, tradeUsd: 10, rent: 50 });
    const park = evaluateBare('chenzhou-park-2021', { recognised: true, newActiveCompanies: 11, tradeUsd: 3000 });
    const none = evaluateBare('chenzhou-platform-2021', { tradeUsd: 10 });
    expect(offersOf([tenant, park, none])).toEqual([
      { schemeId: 'chenzhou-tenant-2021', tier: '2.2-rent', amount: null, cap: '25' },
      { schemeId: 'chenzhou-park-2021', tier: '2.1-1', amount: '300', cap: '300' },
    ]);
  });
});
