import { expect, test } from 'vitest';
import { seatReview } from '../../fixtures/review.ts';

const xiangtan = 3;
const zhuzhou = 1;

test('a_value_from_the_evidence_counts_before_the_form_and_both_stay_visible', async () => {
  const { call, parks } = await seatReview({ parks: 4, experts: 1 });
  const applicationId = parks[xiangtan] ?? '';
  const area = async () =>
    (await call('eligibility.evaluate', { applicationId })).conditions.find((one) => one.fields.includes('ecommerceArea'));
  expect(await area()).toMatchObject({ verdict: 'notMet', value: '3980', gap: '20', source: 'form' });
  await call('applications.setField', { applicationId, key: 'ecommerceArea', value: '4000', source: 'evidence', reason: '租赁合同' });
  expect(await area()).toMatchObject({ verdict: 'met', value: '4000', gap: null, source: 'evidence' });
  const { fields } = await call('applications.get', { applicationId });
  const field = fields.find((one) => one.key === 'ecommerceArea');
  expect(field?.used).toBe('evidence');
  expect(field?.values.map((one) => [one.source, one.value, one.reason])).toEqual([
    ['form', '3980', null],
    ['evidence', '4000', '租赁合同'],
  ]);
  // taken back: the form counts again
  await call('applications.setField', { applicationId, key: 'ecommerceArea', value: null, source: 'evidence', reason: '合同无效' });
  expect(await area()).toMatchObject({ verdict: 'notMet', source: 'form' });
});

test.each([
  ['ecommerceArea', 'about 4000'],
  ['ecommerceArea', -1],
  ['ecommerceArea', true],
  ['companies', 1.5],
  ['companies', '几十家'],
  ['companies', '约30'],
  ['ecommerceArea', '1.5万美元'],
  ['openedOn', '2022-13'],
  ['openedOn', '去年6月'],
  ['parkType', '示范型'],
  ['hasPlan', '也许'],
])('the value of %s is not taken from %j', async (key, value) => {
  const { call, refusal, parks } = await seatReview({ parks: 1, experts: 1 });
  const before = await call('workspace.info', {});
  expect(
    (await refusal('applications.setField', { applicationId: parks[0] ?? '', key, value, source: 'evidence', reason: '核对' })).code,
  ).toBe('field/unreadable');
  expect(await call('workspace.info', {})).toEqual(before);
});

test.each([
  ['ecommerceArea', '1.5万平方米', '15000'],
  ['ecommerceArea', '３，２００', '3200'],
  ['annualTrade', '3.2亿元', '3.2'],
  ['annualTrade', '25000万元整', '2.5'],
  ['companies', '四十二家', 42],
  ['openedOn', '2022年6月', '2022-06'],
  ['openedOn', '2022.6.18', '2022-06-18'],
  ['parkType', '引领型', '引领型'],
  ['hasPlan', '是', true],
  ['hasPlan', '否', false],
])('the value of %s is taken from %j as people type it', async (key, value, kept) => {
  const { call, parks } = await seatReview({ parks: 1, experts: 1 });
  const applicationId = parks[0] ?? '';
  await call('applications.setField', { applicationId, key, value, source: 'evidence', reason: '核对' });
  const { fields } = await call('applications.get', { applicationId });
  expect(fields.find((one) => one.key === key)?.values.find((one) => one.source === 'evidence')?.value).toEqual(kept);
});

test.each([
  ['ecommerceArea', '很大', '平方米'],
  ['annualTrade', '5以上', '亿元'],
  ['openedOn', '去年', '2024年8月'],
  ['parkType', '示范型', '引领型、培育型'],
  ['hasPlan', '也许', '“是”或“否”'],
])('a refusal of %s says in which shape it is filled in', async (key, value, shape) => {
  const { refusal, parks } = await seatReview({ parks: 1, experts: 1 });
  const refused = await refusal('applications.setField', { applicationId: parks[0] ?? '', key, value, source: 'evidence', reason: '核对' });
  expect(refused.message).toContain(shape);
  expect(refused.message).toContain(value);
  expect(refused.message).not.toMatch(/\{\{|entry\./);
});

test('the_same_park_can_be_tried_as_another_type', async () => {
  const { call, parks } = await seatReview({ parks: 2, experts: 1 });
  const applicationId = parks[zhuzhou] ?? '';
  await call('applications.setField', { applicationId, key: 'activeTraders', value: 9, source: 'evidence', reason: '清单' });
  expect((await call('eligibility.evaluate', { applicationId })).overall).toBe('relaxable');
  expect((await call('eligibility.evaluate', { applicationId, type: '培育型' })).overall).toBe('judgement');
});

test('people_settle_only_what_the_rule_book_leaves_to_them', async () => {
  const { call, refusal, parks } = await seatReview({ parks: 2, experts: 1 });
  const applicationId = parks[zhuzhou] ?? '';
  await call('applications.setField', { applicationId, key: 'activeTraders', value: 9, source: 'evidence', reason: '清单' });
  const found = await call('eligibility.evaluate', { applicationId });
  const area = found.conditions.find((one) => one.fields.includes('ecommerceArea'))?.id ?? '';
  expect((await refusal('eligibility.decide', { applicationId, conditionId: area, outcome: 'met', reason: '同意' })).code).toBe(
    'condition/not-open',
  );
  expect((await refusal('eligibility.decide', { applicationId, conditionId: 'nothing', outcome: 'met', reason: '同意' })).code).toBe(
    'condition/unknown',
  );
  for (const one of found.conditions) {
    if (one.verdict === 'relaxable')
      await call('eligibility.decide', { applicationId, conditionId: one.id, outcome: 'granted', reason: '有年交易额1亿元以上企业' });
    if (one.verdict === 'judgement')
      await call('eligibility.decide', { applicationId, conditionId: one.id, outcome: 'met', reason: '已审阅' });
  }
  const settled = await call('eligibility.evaluate', { applicationId });
  expect(settled.overall).toBe('met');
  expect(settled.conditions.filter((one) => one.ruling?.outcome === 'granted').length).toBe(2);
});

test('bare_values_are_answered_by_the_same_evaluation', async () => {
  const { call, parks } = await seatReview({ parks: 4, experts: 1 });
  const applicationId = parks[xiangtan] ?? '';
  const { fields } = await call('applications.get', { applicationId });
  const values = Object.fromEntries(fields.flatMap((field) => field.values.map((one) => [field.key, one.value])));
  const bare = await call('schemes.evaluate', { schemeId: 'hunan-recognition-2024', type: '培育型', values, appliedOn: '2026-09-30' });
  const stored = await call('eligibility.evaluate', { applicationId });
  expect(bare.conditions.map((one) => [one.id, one.verdict])).toEqual(stored.conditions.map((one) => [one.id, one.verdict]));
  expect(bare.because).toBe(stored.because);
});

test('a_park_is_told_what_else_it_could_apply_for', async () => {
  const { call, parks } = await seatReview({ parks: 1, experts: 1 });
  const applicationId = parks[0] ?? '';
  const found = await call('eligibility.elsewhere', { applicationId });
  const reward = found.chances.find((one) => one.schemeId === 'hunan-reward-2023');
  // 15 800.5 m², 42 companies, 23.6 and 7.4 亿元: every figure is met, the rest is for people to judge
  expect(reward?.overall).toBe('judgement');
  expect(reward?.open).toEqual(['有效期无法判断，请核实']);
  // a park of 长沙: nothing of 中山, nothing of 郴州, and no warehouse
  expect([...new Set(found.chances.map((one) => one.schemeId))].toSorted()).toEqual(['hunan-recognition-2024', 'hunan-reward-2023']);
  const why = new Map(found.leftOut.map((one) => [one.schemeId, one.why]));
  expect([why.get('zhongshan-recognition'), why.get('chenzhou-park-2021'), why.get('hunan-overseas-2023')]).toEqual([
    'region',
    'region',
    'subject',
  ]);
  expect(found.offers.map(({ schemeId, amount, cap, issuer }) => [schemeId, amount, cap, issuer])).toEqual([
    ['hunan-reward-2023', null, '500', '湖南省人民政府办公厅'],
  ]);
  expect(found.overlaps).toEqual([]);
  const order = ['met', 'judgement', 'relaxable', 'missing', 'notMet'];
  const ranks = found.chances.map((one) => order.indexOf(one.overall));
  expect(ranks).toEqual([...ranks].sort((a, b) => a - b));

  // what is asked of another rule book is read by its meaning: the trade of a park is not that of a warehouse's country
  const overseas = await call('eligibility.evaluate', { applicationId, schemeId: 'hunan-overseas-2023' });
  expect(overseas.conditions.map(({ verdict, value }) => [verdict, value])).toEqual([
    ['missing', null],
    ['missing', null],
  ]);
});
