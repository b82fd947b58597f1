/** 奖励: amounts within tier and cap, what was granted once, rounds that nobody scores, and the money by payer. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openReview, packageOf, type Review } from '../../fixtures/review.ts';
import { has, run } from '../../fixtures/tools.ts';

const incubator = 'hunan-incubator-2023';
const builder = 'chenzhou-park-2021';
const tenant = 'chenzhou-tenant-2021';
const reason = '评审组合议';

interface Opened {
  readonly roundId: string;
  readonly park: (name: string) => string;
}

async function open(
  { call }: Review,
  schemeId: string,
  parks: Readonly<Record<string, object>>,
  appliedOn = '2025-06-30',
): Promise<Opened> {
  const { roundId } = await call('rounds.create', { schemeId, name: '奖励', appliedOn, settings: { institution: '示例中心' } });
  const paths = Object.entries(parks).map(([name, fields]) => packageOf(schemeId, name, { operator: `${name}公司`, ...fields }));
  const { imported } = await call('packages.import', { roundId, paths });
  return { roundId, park: (name) => imported.find((one) => one.parkName === name)?.applicationId ?? '' };
}

test.each([
  ['49.9999', null],
  ['50', null],
  ['50.00', null],
  ['0', null],
  ['50.0001', 'reward/beyond-cap'],
  ['49.00001', 'call/bad-payload'],
  ['-1', 'call/bad-payload'],
])('a_panel_proposes_%s_of_at_most_50', async (amount, code) => {
  const review = openReview();
  const { call, refusal } = review;
  const { roundId, park } = await open(review, incubator, { 甲: { incubatedCompanies: 10 }, 乙: { incubatedCompanies: 9 } });
  const asked = { applicationId: park('甲'), tier: '6a', amount, reason };
  if (code === null) {
    const kept = String(Number(amount));
    expect(await call('rewards.propose', asked)).toMatchObject({
      amount: kept,
      awards: [{ state: 'open', amount: kept, text: `${kept} 万元` }],
    });
  } else {
    expect((await refusal('rewards.propose', asked)).code).toBe(code);
    expect(await call('rewards.list', { roundId })).toMatchObject([{ parkName: '甲', amount: null, awards: [{ text: '由评审组提出' }] }]);
  }
  // who does not reach the tier is proposed nothing
  expect((await refusal('rewards.propose', { ...asked, applicationId: park('乙'), amount: '1' })).code).toBe('reward/not-open');
  expect((await refusal('rewards.propose', { ...asked, tier: '6b', amount: '1' })).code).toBe('reward/not-open');
});

test('a_proposal_is_taken_back_and_one_of_the_rule_book_is_nobodys_to_make', async () => {
  const review = openReview();
  const { call, refusal } = review;
  const { roundId, park } = await open(review, builder, { 甲: { recognised: true, newActiveCompanies: 11, tradeUsd: '3000' } });
  expect(await refusal('rewards.propose', { applicationId: park('甲'), tier: '2.1-1', amount: '200', reason })).toMatchObject({
    code: 'reward/not-open',
    details: { state: '300 万元' },
  });
  expect(await call('rewards.list', { roundId })).toMatchObject([
    { amount: '300', level: 'prefecture', payer: '税收申报缴纳地财政', awards: [{ tier: '2.1-1', state: 'fixed', proposed: null }] },
  ]);
  const other = await open(review, incubator, { 乙: { incubatedCompanies: 10 } });
  const asked = { applicationId: other.park('乙'), tier: '6a', reason };
  await call('rewards.propose', { ...asked, amount: '30' });
  expect((await call('eligibility.matrix', { roundId: other.roundId })).groups[0]?.parks[0]?.rewards).toEqual(['孵化中心奖励：30 万元']);
  expect(await call('rewards.propose', { ...asked, amount: null })).toMatchObject({ amount: null });
  expect((await call('workspace.doctor', {})).checks.filter((one) => !one.ok)).toEqual([]);
});

test.each([
  ['12.34567', 'fixed', '3.7037', '3.7037 万元'],
  ['66.6666', 'fixed', '19.9999', '19.9999 万元'],
  ['66.667', 'fixed', '20', '20 万元'],
  ['0.0003', 'fixed', '0', '0 万元'],
  [undefined, 'missing', null, '资料不足：“租金”没有资料'],
])('a_rent_of_%s_is_a_subsidy_that_is_%s', async (rent, state, amount, text) => {
  const review = openReview();
  const { call } = review;
  const { park } = await open(review, tenant, { 甲: { recognised: true, leasedArea: 100, tradeUsd: 10, ...(rent && { rent }) } });
  const applicationId = park('甲');
  await call('eligibility.decide', { applicationId, conditionId: '2.2a', outcome: 'met', reason });
  const { reward, notes } = await call('eligibility.evaluate', { applicationId });
  expect(reward?.awards).toMatchObject([
    { tier: '2.2-rent', state, amount, base: '租金' },
    { tier: '2.2-startup', state: 'open', amount: null, cap: '5' },
  ]);
  expect(notes.includes('“租金”没有资料，“租金补贴”的金额无法计算')).toBe(state === 'missing');
  const [found] = await call('rewards.list', { roundId: (await call('rounds.list', {}))[0]?.roundId ?? '' });
  expect(found?.awards[0]?.text).toBe(text);
  expect(found?.amount).toBeNull();
});

test.each([
  ['the same tier', '2.1-1', 11, '3000', 'granted', '0', 'notMet'],
  ['a lower tier', '2.1-1', 21, '5000', 'fixed', '200', 'met'],
  ['a higher tier', '2.1-2', 11, '3000', 'granted', '0', 'notMet'],
] as const)('what_was_granted_once_counts_against_it: %s', async (_, before, newActiveCompanies, tradeUsd, state, amount, overall) => {
  const review = openReview();
  const { call, refusal } = review;
  const record = {
    parkName: '甲（火炬）园',
    schemeId: builder,
    tier: before,
    amount: before === '2.1-1' ? '300' : '500',
    on: '2024-05-01',
    reason,
  };
  await call('rewards.record', record);
  expect((await refusal('rewards.record', { ...record, tier: 'x' })).code).toBe('reward/unknown-tier');
  // another rule book's, and another park's, are none of its business
  await call('rewards.record', { ...record, schemeId: tenant, tier: '2.2-rent', amount: '20' });
  await call('rewards.record', { ...record, parkName: '乙园' });
  const { park } = await open(review, builder, { '甲(火炬)园': { recognised: true, newActiveCompanies, tradeUsd } });
  const applicationId = park('甲(火炬)园');
  const evaluation = await call('eligibility.evaluate', { applicationId });
  expect(evaluation.reward?.awards).toMatchObject([{ state, amount }]);
  expect(evaluation.overall).toBe(overall);
  // where else it may apply is told by the same record
  const { chances } = await call('eligibility.elsewhere', { applicationId });
  expect(chances.find(({ schemeId }) => schemeId === builder)?.overall).toBe(overall);
  if (overall === 'met') {
    expect(evaluation.notes).toContain('“第二档”为一次性奖励，2024-05-01 已给予的 300 万元从中扣除');
    return;
  }
  expect(evaluation.because).toContain('一次性奖励不再给予');
  await call('eligibility.decide', { applicationId, conditionId: 'record.award', outcome: 'met', reason: '原奖励已全额退回' });
  expect(await call('eligibility.evaluate', { applicationId })).toMatchObject({
    overall: 'met',
    reward: { awards: [{ state: 'fixed', amount: '300' }] },
  });
});

test('a_round_of_rewards_asks_nobody_to_score_and_ends_with_the_money_by_payer', async () => {
  const review = openReview();
  const { call, refusal, host, dir } = review;
  const { roundId, park } = await open(review, incubator, {
    甲: { incubatedCompanies: 10 },
    乙: { incubatedCompanies: 30 },
    丙: { incubatedCompanies: 9 },
  });
  const round = await call('rounds.get', { roundId });
  expect(round.scored).toBe(false);
  expect(round.steps.map(({ step }) => step)).toEqual(['packages', 'eligibility', 'visits', 'shortlist', 'publicity', 'documents']);
  const list = await call('shortlist.propose', { roundId });
  expect(list.scored).toBe(false);
  expect(list.types[0]?.rows.map(({ parkName, rank, total, proposed, amount }) => [parkName, rank, total, proposed, amount])).toEqual(
    expect.arrayContaining([
      ['甲', null, null, 'proposed', null],
      ['乙', null, null, 'proposed', null],
      ['丙', null, null, 'notProposed', null],
    ]),
  );
  // where nobody scores there are no experts to tell of
  expect((await call('minutes.draft', { roundId })).text).not.toMatch(/评分|回避|待补/);
  const clock = (time: string): void => void (host.session.now = () => new Date(`${time}+08:00`).toISOString());
  clock('2026-10-08T09:00:00');
  const opening = { roundId, startsOn: '2026-10-08', workingDays: 5, despite: '试评' };
  expect((await refusal('publicity.open', opening)).code).toBe('shortlist/undecided');
  await call('shortlist.acceptProposal', { roundId });
  expect(await refusal('publicity.open', opening)).toMatchObject({ code: 'reward/amount-open' });
  expect((await refusal('reports.export', { kind: 'funding', roundId, path: join(dir, 'x.pdf') })).code).toBe('reward/amount-open');
  await call('rewards.propose', { applicationId: park('甲'), tier: '6a', amount: '20.5', reason });
  await call('rewards.propose', { applicationId: park('乙'), tier: '6a', amount: '50', reason });
  await call('publicity.open', opening);
  const text = async (kind: 'publicity' | 'funding' | 'shortlist' | 'review', applicationId?: string): Promise<string> => {
    const path = join(dir, `${kind}.pdf`);
    const { verification } = await call('reports.export', { kind, path, ...(applicationId ? { applicationId } : { roundId }) });
    expect(verification.embedded).toMatchObject({ readable: true, differences: [] });
    return has('pdftotext') ? run('pdftotext', ['-layout', path, '-']) : '';
  };
  const [notice, funds, shortlist, report] = [
    await text('publicity'),
    await text('funding'),
    await text('shortlist'),
    await text('review', park('甲')),
  ];
  if (has('pdftotext')) {
    expect(notice).toMatch(/甲\s+甲公司\s+—\s+20\.5/);
    expect(notice).not.toContain('丙');
    for (const words of ['合计70.5万元', '所在市州（未填）', '不足一元的舍去']) expect(funds.replaceAll(/\s/g, '')).toContain(words);
    expect(shortlist).toMatch(/乙\s+乙公司.*50/);
    expect(report.replaceAll(/\s/g, '')).toContain('20.5万元');
  }
  const { sheets } = await call('reports.workbook', { roundId, path: join(dir, '轮次.xlsx') });
  expect(sheets).toContain('奖励金额');
  // what was published stays as it was published
  await call('rewards.propose', { applicationId: park('甲'), tier: '6a', amount: '21', reason: '更正' });
  if (has('pdftotext')) {
    await call('reports.export', { kind: 'publicity', roundId, path: join(dir, '再.pdf') });
    expect(run('pdftotext', ['-layout', join(dir, '再.pdf'), '-'])).toContain('20.5');
  }
  clock('2026-11-01T09:00:00');
  const { final } = await call('publicity.close', { roundId, despite: '试评' });
  expect(final.changes.map((one) => one.text)).toEqual(['甲金额由 20.5 变为 21 万元']);
  expect((await call('rewards.granted', {})).map(({ parkName, amount, on, roundId: of }) => [parkName, amount, on, of])).toEqual(
    expect.arrayContaining([
      ['甲', '21', '2026-11-01', roundId],
      ['乙', '50', '2026-11-01', roundId],
    ]),
  );
  expect((await call('workspace.doctor', {})).checks.filter((one) => !one.ok)).toEqual([]);
  // what the round itself gave is not taken off from it
  const asClosed = async () => {
    expect((await call('eligibility.evaluate', { applicationId: park('甲') })).overall).toBe('met');
    expect((await call('rewards.list', { roundId })).map(({ parkName, amount }) => [parkName, amount])).toEqual([
      ['乙', '50'],
      ['甲', '21'],
    ]);
    await call('reports.export', { kind: 'funding', roundId, path: join(dir, '终.pdf'), replace: true });
    if (has('pdftotext')) expect(run('pdftotext', [join(dir, '终.pdf'), '-']).replaceAll(/\s/g, '')).toContain('合计71万元');
  };
  await asClosed();
  // nor what was given after it
  review.host.session.now = () => '2027-03-01T02:00:00.000Z';
  await call('rewards.record', { parkName: '甲', schemeId: incubator, tier: '6a', amount: '29', on: '2027-03-01', reason: '追加' });
  await asClosed();
  // the next round knows of it
  const next = await open(review, incubator, { 甲: { incubatedCompanies: 12 } }, '2027-06-30');
  expect(await call('eligibility.evaluate', { applicationId: next.park('甲') })).toMatchObject({
    overall: 'notMet',
    because: '不符合：2027-03-01 已给予“孵化中心奖励” 29 万元，一次性奖励不再给予。',
  });
}, 240_000);

test('an_institution_that_wants_scores_says_so_or_seats_somebody', async () => {
  const review = openReview();
  const { call, refusal } = review;
  const { roundId, park } = await open(review, incubator, { 甲: { incubatedCompanies: 10 } });
  const { personId } = await call('panel.add', { roundId, name: '专家', organisation: '', title: '', role: 'leader' });
  await call('panel.assign', { personId, applicationIds: [park('甲')] });
  expect((await call('rounds.get', { roundId })).scored).toBe(true);
  expect((await refusal('shortlist.propose', { roundId })).code).toBe('tally/no-sheets');
  const wanted = await call('rounds.create', { schemeId: incubator, name: '评分', appliedOn: '2025-06-30', settings: { scored: true } });
  expect((await call('rounds.get', { roundId: wanted.roundId })).steps.map(({ step }) => step)).toContain('scoring');
});

test('a_reward_on_record_is_corrected_and_taken_off_with_a_reason', async () => {
  const review = openReview();
  const { call, refusal } = review;
  const { park } = await open(review, builder, { 甲: { recognised: true, newActiveCompanies: 21, tradeUsd: '5000' } });
  const applicationId = park('甲');
  const amount = async () => (await call('eligibility.evaluate', { applicationId })).reward?.awards[0]?.amount;
  const record = { parkName: '甲', schemeId: builder, tier: '2.1-1', amount: '300.00', on: '2024-05-01', reason: '文号' };
  const { grantedId } = await call('rewards.record', record);
  await call('rewards.record', { ...record, parkName: '乙' });
  expect(await amount()).toBe('200');
  // the same once more is no second reward; on another day it is
  expect(await refusal('rewards.record', { ...record, amount: '300' })).toMatchObject({
    code: 'reward/already-recorded',
    message: '甲“第一档” 2024-05-01 的 300 万元已有登记。未改动任何内容。',
  });
  const now = { tier: '2.1-1', amount: '120', on: '2024-06-01' };
  expect(await call('rewards.correct', { grantedId, now, reason: '实拨数' })).toMatchObject({
    grantedId,
    parkName: '甲',
    title: '郴州市跨境电商园区建设奖励',
    label: '第一档',
    amount: '120',
    on: '2024-06-01',
    reason: '实拨数',
  });
  expect(await amount()).toBe('380');
  const next = await call('rewards.record', { ...record, amount: '80', on: '2024-07-01' });
  expect(await amount()).toBe('300');
  expect((await refusal('rewards.correct', { grantedId: next.grantedId, now, reason: '实拨数' })).code).toBe('reward/already-recorded');
  expect((await refusal('rewards.correct', { grantedId, now: { ...now, tier: 'x' }, reason: '实拨数' })).code).toBe('reward/unknown-tier');
  expect(await call('rewards.correct', { grantedId, now: null, reason: '未拨付' })).toBeNull();
  expect(await amount()).toBe('420');
  expect((await refusal('rewards.correct', { grantedId, now: null, reason: '未拨付' })).code).toBe('reward/unknown-record');
  expect((await call('rewards.granted', {})).map((one) => [one.parkName, one.amount])).toEqual([
    ['乙', '300'],
    ['甲', '80'],
  ]);
  const told = (await call('audit.list', { entity: 'reward:甲', limit: 10 })).map(({ kind, reason: why }) => [kind, why]);
  expect(told).toHaveLength(4);
  expect(told).toEqual(
    expect.arrayContaining([
      ['reward.grant', '文号'],
      ['reward.correct', '实拨数'],
      ['reward.strike', '未拨付'],
    ]),
  );
  expect((await call('workspace.doctor', {})).checks.filter((one) => !one.ok)).toEqual([]);
});

test('a_payment_or_a_title_of_a_day_to_come_is_refused_and_marked_where_a_wrong_clock_let_it_in', async () => {
  const { call, refusal, host } = openReview();
  const clock = (day: string): void => {
    host.session.now = () => `${day}T02:00:00.000Z`;
  };
  clock('2026-09-30');
  const paid = { parkName: '甲', schemeId: incubator, tier: '6a', amount: '29', reason: '补登' };
  const title = { parkName: '甲', kind: 'recognised', type: '培育型', reason: '文件' } as const;
  // the day itself has come, in China: there it is the next day at 16:00 UTC
  for (const [on, code] of [
    ['2026-09-30', null],
    ['2026-10-01', 'record/ahead'],
    ['2062-09-30', 'record/ahead'],
  ] as const) {
    if (code === null) {
      await call('rewards.record', { ...paid, on });
      await call('titles.record', { ...title, on });
    } else {
      expect(await refusal('rewards.record', { ...paid, on })).toMatchObject({ code, details: { date: on, today: '2026-09-30' } });
      expect((await refusal('titles.record', { ...title, on })).code).toBe(code);
    }
  }
  host.session.now = () => '2026-09-30T16:00:00.000Z';
  const { grantedId } = await call('rewards.record', { ...paid, on: '2026-10-01' });
  expect((await refusal('rewards.correct', { grantedId, now: { tier: '6a', amount: '29', on: '2026-10-02' }, reason: '更正' })).code).toBe(
    'record/ahead',
  );
  // a clock that was a year fast let it in; set right, the list says so
  clock('2027-09-30');
  await call('rewards.record', { ...paid, on: '2027-09-01' });
  await call('titles.record', { ...title, kind: 'revoked', on: '2027-09-01', ground: '重大责任事故' });
  clock('2026-10-02');
  expect((await call('rewards.granted', {})).map(({ on, ahead }) => [on, ahead])).toEqual([
    ['2026-09-30', false],
    ['2026-10-01', false],
    ['2027-09-01', true],
  ]);
  expect((await call('titles.list', {}))[0]?.history.map(({ text }) => text)).toEqual([
    '2026-09-30 认定',
    '2027-09-01 取消称号：重大责任事故（日期晚于今天 2026-10-02，请核对）',
  ]);
});
