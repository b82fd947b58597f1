/**
 * Clauses that bind, at and beside their bounds, through the contract: what is paid once, what may be paid over years, what enters by itself,
 * and the last day of a rule book. Bars of new applications stand in records.test.ts, amounts within a cap in rewards.test.ts.
 */
import { expect, test } from 'vitest';
import { openReview, packageOf } from '../../fixtures/review.ts';

const reason = '文件';

/** One application under a rule book, with what was granted before as `[tier, amount, day]`. */
async function applied(
  schemeId: string,
  appliedOn: string,
  fields: Readonly<Record<string, unknown>>,
  granted: readonly (readonly [string, string, string])[] = [],
) {
  const review = openReview();
  const { call } = review;
  for (const [tier, amount, on] of granted) await call('rewards.record', { parkName: '甲', schemeId, tier, amount, on, reason });
  const { roundId, notes } = await call('rounds.create', { schemeId, name: '评审', appliedOn });
  const { imported } = await call('packages.import', { roundId, paths: [packageOf(schemeId, '甲', { operator: '甲公司', ...fields })] });
  return { ...review, roundId, notes, applicationId: imported[0]?.applicationId ?? '' };
}

/** 湘政办发〔2023〕9号 （六）: 成功孵化 10 家 以上, 一次性, 最高不超过 50 万元. */
test.each<[string, string | null, [string, string, string][], number]>([
  ['nothing on record', '50', [], 10],
  ['one firm too few', null, [], 9],
  ['less than the cap was paid', null, [['6a', '0.01', '2024-05-01']], 10],
  ['all of it was paid', null, [['6a', '50', '2024-05-01']], 10],
  ['all of it was paid on the day of application', null, [['6a', '50', '2025-06-30']], 10],
  ['it was paid after the application, and before anybody decided', null, [['6a', '50', '2025-07-01']], 10],
  [
    'it was paid in two parts',
    null,
    [
      ['6a', '20', '2023-10-01'],
      ['6a', '30', '2024-10-01'],
    ],
    10,
  ],
])('once: %s leaves at most %s', async (_, most, granted, incubatedCompanies) => {
  const { call, refusal, applicationId } = await applied('hunan-incubator-2023', '2025-06-30', { incubatedCompanies }, granted);
  const propose = { applicationId, tier: '6a', reason };
  if (most === null) {
    expect((await refusal('rewards.propose', { ...propose, amount: '0.01' })).code).toMatch(/^reward\/(not-open|beyond-cap)$/);
    return;
  }
  expect(await call('rewards.propose', { ...propose, amount: most })).toMatchObject({ amount: most });
  const above = (Number(most) + 0.01).toFixed(2);
  expect((await refusal('rewards.propose', { ...propose, amount: above })).code).toBe('reward/beyond-cap');
});

/** The same （七）: 首年 60 万元, 单个企业三年累计不超过 500 万元; three years are the year of application and the two before. */
test.each<[string, string | null, [string, string, string][]]>([
  ['440 leave the whole of the first year', '60', [['7c-2', '440', '2024-05-01']]],
  ['440.01 leave a little less', '59.99', [['7c-2', '440.01', '2024-05-01']]],
  ['499.99 leave the least sum', '0.01', [['7c-2', '499.99', '2024-05-01']]],
  ['500 leave nothing', null, [['7c-2', '500', '2024-05-01']]],
  ['500 on the first day of the three years leave nothing', null, [['7c-2', '500', '2024-01-01']]],
  ['500 on the day before them leave all', '60', [['7c-2', '500', '2023-12-31']]],
])('over years: %s', async (_, most, granted) => {
  const fields = { provincialPublic: true, supportYear: '首年' };
  const { call, refusal, applicationId } = await applied('hunan-public-overseas-2023', '2026-06-30', fields, granted);
  const propose = { applicationId, tier: '7c-2', reason };
  if (most === null) {
    expect((await refusal('rewards.propose', { ...propose, amount: '0.01' })).code).toMatch(/^reward\/(not-open|beyond-cap)$/);
    return;
  }
  expect(await call('rewards.propose', { ...propose, amount: most })).toMatchObject({ amount: most });
  expect((await refusal('rewards.propose', { ...propose, amount: (Number(most) + 0.01).toFixed(2) })).code).toBe('reward/beyond-cap');
});

/** 中山 第九条: already recognised by the province, and nothing less, enters by itself. */
test.each<[string, boolean | null, string | null]>([
  ['who is recognised by the province', true, '引领型'],
  ['who is not', false, null],
  ['of whom nobody says so', null, null],
])('%s (%s) enters as %s', async (_, value, type) => {
  const { call, applicationId } = await applied('zhongshan-recognition', '2026-06-30', { parkType: '成长型' });
  if (value !== null)
    await call('applications.setField', { applicationId, key: 'provinciallyRecognised', value, source: 'evidence', reason });
  expect((await call('eligibility.evaluate', { applicationId })).automatic?.type ?? null).toBe(type);
});

/** 第十条 自 2024 年 3 月 18 日起三年; 信息时效期 2026-02-23, 那一日仍在. */
test.each([
  ['hunan-recognition-2024', '2024-03-17', true],
  ['hunan-recognition-2024', '2024-03-18', false],
  ['hunan-recognition-2024', '2027-03-17', false],
  ['hunan-recognition-2024', '2027-03-18', true],
  ['chenzhou-park-2021', '2026-02-23', false],
  ['chenzhou-park-2021', '2026-02-24', true],
])('%s on %s is out of force: %s', async (schemeId, appliedOn, out) => {
  const { call } = openReview();
  const { roundId, notes } = await call('rounds.create', { schemeId, name: '评审', appliedOn });
  expect(notes.length > 0).toBe(out);
  expect((await call('rounds.get', { roundId })).notes).toEqual(notes);
});
