/** What is on record across rounds: bars of new applications, titles that are held, automatic entries, and how often a rule book is applied. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openReview, packageOf, type Review } from '../../fixtures/review.ts';
import { has, run } from '../../fixtures/tools.ts';

const zhongshan = 'zhongshan-recognition';
const hunan = 'hunan-recognition-2024';
const city = '中山市商务局';
const reason = '文件';

/** Everything that 中山 asks of a 成长型. */
const growing = {
  operator: '甲公司',
  parkType: '成长型',
  openedOn: '2020-01',
  registeredInCity: true,
  buildingArea: 9000,
  totalCompanies: 40,
  ecommerceCompanies: 15,
  filedCompanies: 6,
  annualTurnover: 11,
};

async function openRound(
  { call }: Review,
  schemeId: string,
  appliedOn: string,
  settings = {},
): Promise<{ roundId: string; notes: string[] }> {
  return call('rounds.create', { schemeId, name: `${appliedOn} 认定`, appliedOn, settings });
}

/** A round of 中山 with one park, whose name is written with other brackets than on record. */
async function apply(review: Review, appliedOn: string, fields: Readonly<Record<string, unknown>> = {}) {
  const { roundId } = await openRound(review, zhongshan, appliedOn);
  const { imported } = await review.call('packages.import', {
    roundId,
    paths: [packageOf(zhongshan, '甲(火炬)跨境电商产业园区', { ...growing, ...fields })],
  });
  const applicationId = imported[0]?.applicationId ?? '';
  return { roundId, applicationId, findings: imported[0]?.findings.map(({ code }) => code) ?? [] };
}

async function revoke({ call }: Review, authority: string | null = city): Promise<void> {
  const barredYears = 3;
  const park = { parkName: '甲（火炬）跨境电商产业园区', reason, ...(authority !== null && { authority }) };
  await call('titles.record', { ...park, kind: 'recognised', on: '2024-01-10', type: '成长型' });
  await call('titles.record', { ...park, kind: 'revoked', on: '2025-06-01', ground: '提供虚假材料', barredYears });
}

const barOf = async ({ call }: Review, applicationId: string) =>
  (await call('eligibility.evaluate', { applicationId })).conditions.find(({ id }) => id === 'record.bar');

test.each([
  ['the day before the revocation', '2025-05-31', false],
  ['its day', '2025-06-01', true],
  ['the last day of three years', '2028-05-31', true],
  ['three years later', '2028-06-01', false],
])('a_bar_of_three_years_holds_on_%s', async (_, appliedOn, barred) => {
  const review = openReview();
  await revoke(review);
  const { roundId, applicationId, findings } = await apply(review, appliedOn);
  expect(findings.includes('record-barred')).toBe(barred);
  const evaluation = await review.call('eligibility.evaluate', { applicationId });
  expect(evaluation.overall === 'notMet').toBe(barred);
  expect(evaluation.because.includes('2025-06-01 被取消称号，2028-06-01 起方可重新申报')).toBe(barred);
  const bar = evaluation.conditions.find(({ id }) => id === 'record.bar');
  expect(bar).toEqual(
    barred
      ? expect.objectContaining({
          verdict: 'notMet',
          article: '第十二条',
          shown: { value: '2025-06-01', threshold: '2028-06-01', gap: null },
        })
      : undefined,
  );
  const { groups } = await review.call('eligibility.matrix', { roundId });
  expect(groups[0]?.conditions.some(({ id }) => id === 'record.bar')).toBe(barred);
  expect(groups[0]?.parks[0]?.cells.length).toBe(groups[0]?.conditions.length);
});

test('a_bar_is_its_own_authoritys_and_one_of_nobody_is_everybodys', async () => {
  const review = openReview();
  const { call } = review;
  await revoke(review, '湖南省商务厅');
  const { applicationId } = await apply(review, '2026-09-30');
  expect(await barOf(review, applicationId)).toBeUndefined();
  const other = openReview();
  await revoke(other, null);
  const second = await apply(other, '2026-09-30');
  expect(await barOf(other, second.applicationId)).toMatchObject({ verdict: 'notMet' });
  // what was evaluated before is evaluated anew once something goes on record
  await call('eligibility.matrix', { roundId: (await call('rounds.list', {}))[0]?.roundId ?? '' });
  await revoke(review, city);
  expect(await barOf(review, applicationId)).toMatchObject({ verdict: 'notMet' });
});

test('a_bar_stands_in_the_matrix_beside_parks_that_have_none', async () => {
  const review = openReview();
  const { call } = review;
  await revoke(review);
  const { roundId } = await openRound(review, zhongshan, '2026-09-30');
  await call('packages.import', {
    roundId,
    paths: [packageOf(zhongshan, '乙跨境电商产业园区', growing), packageOf(zhongshan, '甲(火炬)跨境电商产业园区', growing)],
  });
  const [group] = (await call('eligibility.matrix', { roundId })).groups;
  const at = group?.conditions.findIndex(({ id }) => id === 'record.bar') ?? -1;
  expect(at).toBe((group?.conditions.length ?? 0) - 1);
  expect(group?.parks.map(({ parkName, cells }) => [parkName[0], cells[at]?.verdict])).toEqual(
    expect.arrayContaining([
      ['乙', 'met'],
      ['甲', 'notMet'],
    ]),
  );
});

test('a_recognition_within_the_bar_needs_a_reason_and_takes_no_bar_away', async () => {
  const review = openReview();
  const { call, refusal } = review;
  await revoke(review);
  review.host.session.now = () => '2028-06-01T02:00:00.000Z';
  const park = { parkName: '甲（火炬）跨境电商产业园区', kind: 'recognised', type: '成长型', authority: city, reason } as const;
  expect(await refusal('titles.record', { ...park, on: '2026-06-01' })).toMatchObject({
    code: 'title/barred',
    details: { since: '2025-06-01', date: '2028-06-01' },
  });
  expect((await call('titles.list', { on: '2026-06-02' }))[0]).toMatchObject({ state: 'revoked', mayApplyFrom: '2028-06-01' });
  await call('titles.record', { ...park, on: '2026-06-01', ground: '行政复议撤销原决定' });
  const [title] = await call('titles.list', { on: '2026-06-02' });
  expect(title).toMatchObject({ state: 'recognised', authority: city, mayApplyFrom: '2028-06-01' });
  expect(title?.history.at(-1)?.text).toBe('2026-06-01 认定（在不得重新申报的期限内，理由：行政复议撤销原决定）');
  expect((await call('titles.list', { on: '2028-06-01' }))[0]).toMatchObject({ state: 'recognised', mayApplyFrom: null });
  // once it is over nothing is asked
  const free = { ...park, parkName: '丙跨境电商产业园区' };
  await call('titles.record', { ...free, on: '2024-01-10' });
  await call('titles.record', { ...free, kind: 'revoked', on: '2025-06-01', ground: 'x', barredYears: 3 });
  expect((await refusal('titles.record', { ...free, on: '2028-05-31' })).code).toBe('title/barred');
  await call('titles.record', { ...free, on: '2028-06-01' });
  expect((await call('workspace.doctor', {})).checks.filter((one) => !one.ok)).toEqual([]);
});

test('who_passes_a_bar_does_so_by_a_decision_whose_reason_is_printed', async () => {
  const review = openReview();
  const { call, refusal, dir } = review;
  await revoke(review);
  const { roundId, applicationId } = await apply(review, '2026-09-30');
  const decision = { applicationId, conditionId: 'record.bar', reason: '原取消决定已被行政复议撤销' };
  expect((await refusal('eligibility.decide', { ...decision, outcome: 'granted' })).code).toBe('condition/not-open');
  await call('eligibility.decide', { ...decision, outcome: 'met' });
  expect(await barOf(review, applicationId)).toMatchObject({ verdict: 'met', ruling: { outcome: 'met', reason: decision.reason } });
  expect((await call('eligibility.evaluate', { applicationId })).overall).not.toBe('notMet');
  await call('eligibility.decide', { ...decision, outcome: 'notMet' });
  expect((await call('eligibility.evaluate', { applicationId })).overall).toBe('notMet');
  if (!has('pdftotext')) return;
  const { personId } = await call('panel.add', { roundId, name: '专家', organisation: '', title: '', role: 'leader' });
  await call('panel.assign', { personId, applicationIds: [applicationId] });
  await call('tally.setRules', { roundId, preset: 'plainMean' });
  await call('eligibility.decide', { ...decision, outcome: 'met' });
  await call('rounds.openScoring', { roundId, despite: '试评' });
  await call('conflicts.declare', { personId, applicationId, relation: 'none' });
  const leaves = (await call('rounds.get', { roundId })).rubric?.criteria.flatMap((branch) => branch.children ?? [branch]) ?? [];
  for (const leaf of leaves)
    await call('scores.set', { personId, applicationId, criterionId: leaf.id, points: leaf.max100 / 100, comment: '核对' });
  await call('scores.submit', { personId, applicationId });
  const path = join(dir, '报告.pdf');
  await call('reports.export', { kind: 'review', applicationId, path });
  const text = run('pdftotext', ['-layout', path, '-']).replaceAll(/\s/g, '');
  for (const words of ['不在禁止重新申报的期限内', '原取消决定已被行政复议撤销', '有效期无法判断，请核实']) expect(text).toContain(words);
});

test.each([
  ['on the day of the application', [['recognised', '2026-09-30']], '引领型', true],
  ['a day later', [['recognised', '2026-10-01']], '引领型', false],
  [
    'and lost before',
    [
      ['recognised', '2024-05-01'],
      ['revoked', '2026-09-30'],
    ],
    '引领型',
    false,
  ],
  [
    'and under 整改',
    [
      ['recognised', '2024-05-01'],
      ['rectify', '2026-05-01'],
    ],
    '引领型',
    true,
  ],
] as const)('a_title_held_%s_gives_the_priority', async (_, events, type, holds) => {
  const review = openReview();
  const { call } = review;
  const parkName = '甲跨境电商产业园';
  for (const [kind, on] of events)
    await call('titles.record', {
      parkName,
      kind,
      on,
      reason,
      authority: '湖南省商务厅',
      ...(kind === 'recognised' && { type: '培育型' }),
      ...(kind === 'revoked' && { ground: 'x' }),
      ...(kind === 'rectify' && { until: '2027-05-01' }),
    });
  const { roundId } = await openRound(review, hunan, '2026-09-30');
  const { imported } = await call('packages.import', { roundId, paths: [packageOf(hunan, parkName, { parkType: type })] });
  const { priorities, notes } = await call('eligibility.evaluate', { applicationId: imported[0]?.applicationId ?? '' });
  expect(priorities).toMatchObject([{ id: '4.7(4)', holds }]);
  expect(notes.some((note) => note.includes('起为培育型'))).toBe(holds);
  expect(imported[0]?.findings.some(({ code }) => code === 'record-held')).toBe(holds);
});

test('once_a_year_means_a_calendar_year', async () => {
  const review = openReview();
  const { call } = review;
  const first = await openRound(review, hunan, '2026-01-01');
  expect(first.notes).toEqual([]);
  await call('packages.import', { roundId: first.roundId, paths: [packageOf(hunan, '甲跨境电商产业园', {})] });
  expect((await call('rounds.check', { schemeId: hunan, appliedOn: '2025-12-31' })).notes).toEqual([]);
  const { roundId, notes } = await openRound(review, hunan, '2026-12-31');
  expect(notes).toEqual(['同一年已有轮次“2026-01-01 认定”（申报日期 2026-01-01）；第五条第1项：省级跨境电商产业园原则上每年认定一次。']);
  expect((await call('rounds.get', { roundId })).notes).toEqual(notes);
  const { imported } = await call('packages.import', { roundId, paths: [packageOf(hunan, '甲跨境电商产业园', { phone: '1' })] });
  expect(imported[0]?.findings.map(({ code }) => code)).toContain('record-applied');
});

test.each([
  ['2026-05-09', true],
  ['2026-05-10', false],
])('an_assessment_every_two_years_is_remarked_on_%s', async (appliedOn, early) => {
  const { call } = openReview();
  await call('rounds.create', { schemeId: 'hunan-assessment-2024', name: '考核', appliedOn: '2024-05-10' });
  const { notes } = await call('rounds.check', { schemeId: 'hunan-assessment-2024', appliedOn });
  expect(notes.some((note) => note.startsWith('2 年之内已有轮次“考核”'))).toBe(early);
});

test.each([
  [hunan, '2024-03-17', '申报日期早于文件施行日期 2024-03-18'],
  [hunan, '2024-03-18', null],
  [hunan, '2027-03-17', null],
  [hunan, '2027-03-18', '申报日期在文件有效期之后：有效期最后一日为 2027-03-17'],
  ['chenzhou-park-2021', '2021-02-22', '申报日期早于文件施行日期 2021-02-23'],
  ['chenzhou-park-2021', '2026-02-23', null],
  ['chenzhou-park-2021', '2026-02-24', '申报日期在文件有效期之后：有效期最后一日为 2026-02-23'],
  ['hunan-reward-2023', '2026-09-30', '有效期无法判断，请核实：文件没有写明有效期'],
  [zhongshan, '2026-09-30', '有效期无法判断，请核实：文件自发布之日起有效 3 年，没有写明发布日期'],
] as const)('the_validity_of_%s_on_%s', async (schemeId, appliedOn, note) => {
  const { call } = openReview();
  const expected = note === null ? [] : [note];
  expect((await call('rounds.check', { schemeId, appliedOn })).notes).toEqual(expected);
  const { roundId, notes } = await call('rounds.create', { schemeId, name: '轮次', appliedOn });
  expect(notes).toEqual(expected);
  expect((await call('rounds.get', { roundId })).notes).toEqual(expected);
  expect((await call('eligibility.matrix', { roundId })).notes).toEqual(expected);
});

test('a_round_may_tell_the_day_of_publication', async () => {
  const { call } = openReview();
  const publishedOn = '2023-10-01';
  const lastDay = await call('rounds.create', { schemeId: zhongshan, name: '一', appliedOn: '2026-09-30', settings: { publishedOn } });
  expect(lastDay.notes).toEqual([]);
  const after = await call('rounds.create', { schemeId: zhongshan, name: '二', appliedOn: '2026-10-01' });
  expect(await call('rounds.get', { roundId: after.roundId })).toMatchObject({ asksPublication: true });
  expect((await call('rounds.setPublished', { roundId: after.roundId, publishedOn, reason: '市商务局网站' })).notes).toEqual([
    '申报日期在文件有效期之后：有效期最后一日为 2026-09-30',
  ]);
  expect((await call('rounds.setPublished', { roundId: after.roundId, publishedOn: null, reason: '填错' })).notes).toEqual([
    '有效期无法判断，请核实：文件自发布之日起有效 3 年，没有写明发布日期',
  ]);
});

/** 甲 scored, 乙 entered by 第九条. */
async function entering() {
  const review = openReview();
  const { call } = review;
  const { roundId } = await openRound(review, zhongshan, '2026-09-30', { quotas: { 成长型: 1, 引领型: 1 } });
  const { imported } = await call('packages.import', {
    roundId,
    paths: [
      packageOf(zhongshan, '甲跨境电商产业园区', growing),
      packageOf(zhongshan, '乙跨境电商产业园区', { ...growing, operator: '乙公司' }),
    ],
  });
  const park = (name: string): string => imported.find((one) => one.parkName.startsWith(name))?.applicationId ?? '';
  const { personId } = await call('panel.add', { roundId, name: '专家', organisation: '', title: '', role: 'leader' });
  const applicationId = park('甲');
  await call('applications.setField', {
    applicationId: park('乙'),
    key: 'provinciallyRecognised',
    value: true,
    source: 'evidence',
    reason: '省厅公布的名单',
  });
  for (const key of ['seriousViolation', 'dishonestyListed'])
    await call('applications.setField', { applicationId, key, value: false, source: 'evidence', reason: '查询记录' });
  for (const { id, verdict } of (await call('eligibility.evaluate', { applicationId })).conditions)
    if (verdict === 'judgement') await call('eligibility.decide', { applicationId, conditionId: id, outcome: 'met', reason: '核对' });
  await call('panel.assign', { personId, applicationIds: [applicationId] });
  await call('tally.setRules', { roundId, preset: 'plainMean' });
  await call('rounds.openScoring', { roundId, despite: '试评' });
  await call('conflicts.declare', { personId, applicationId, relation: 'none' });
  const leaves = (await call('rounds.get', { roundId })).rubric?.criteria.flatMap((branch) => branch.children ?? [branch]) ?? [];
  for (const leaf of leaves)
    await call('scores.set', { personId, applicationId, criterionId: leaf.id, points: leaf.max100 / 100, comment: '核对' });
  await call('scores.submit', { personId, applicationId });
  return { ...review, roundId, park };
}

test('a_park_entered_by_an_article_is_listed_and_titled_without_publicity', async () => {
  const { call, refusal, host, dir, roundId, park } = await entering();
  const list = await call('shortlist.propose', { roundId });
  expect(list.unranked).toEqual([]);
  expect(list.types.flatMap(({ rows }) => rows.map(({ parkName }) => parkName))).toEqual(['甲跨境电商产业园区']);
  expect(list.automatic).toMatchObject([
    { parkName: '乙跨境电商产业园区', type: '引领型', article: '第九条', entered: true, decision: null, since: null },
  ]);
  // nobody publishes what nobody has decided
  expect(await refusal('publicity.open', { roundId, despite: '试评', startsOn: '2026-10-08' })).toMatchObject({
    code: 'shortlist/undecided',
    details: { parks: ['甲跨境电商产业园区'] },
  });
  expect(await call('shortlist.acceptProposal', { roundId })).toMatchObject({ decided: 1, left: 0 });
  expect(await call('shortlist.acceptProposal', { roundId })).toEqual({ decided: 0, left: 0, seqs: [] });
  // the law lists it; only that it does not hold has to be said why
  await call('shortlist.decide', { applicationId: park('乙'), result: 'listed' });
  expect((await refusal('shortlist.decide', { applicationId: park('乙'), result: 'notListed' })).code).toBe('shortlist/reason-missing');
  const clock = (time: string): void => void (host.session.now = () => new Date(`${time}+08:00`).toISOString());
  clock('2026-10-08T09:00:00');
  await call('publicity.open', { roundId, despite: '试评', startsOn: '2026-10-08' });
  expect(await call('shortlist.enterAutomatic', { roundId })).toEqual({ entered: [{ parkName: '乙跨境电商产业园区', type: '引领型' }] });
  expect(await call('shortlist.enterAutomatic', { roundId })).toEqual({ entered: [] });
  expect((await call('shortlist.propose', { roundId })).automatic[0]?.since).toBe('2026-10-08');
  clock('2026-11-01T09:00:00');
  const closed = await call('publicity.close', { roundId, despite: '试评' });
  expect(closed.titles).toBe(1);
  expect(closed.final.listed.map(({ parkName }) => parkName)).toEqual(['甲跨境电商产业园区', '乙跨境电商产业园区']);
  expect(closed.final.entered).toMatchObject([{ parkName: '乙跨境电商产业园区', type: '引领型', article: '第九条' }]);
  const titles = await call('titles.list', {});
  expect(titles.map(({ parkName, type, since, authority }) => [parkName[0], type, since, authority])).toEqual(
    expect.arrayContaining([
      ['乙', '引领型', '2026-10-08', city],
      ['甲', '成长型', '2026-11-01', city],
    ]),
  );
  expect((await call('workspace.doctor', {})).checks.filter((one) => !one.ok)).toEqual([]);
  if (!has('pdftotext')) return;
  const textOf = async (kind: 'publicity' | 'final'): Promise<string> => {
    const path = join(dir, `${kind}.pdf`);
    await call('reports.export', { kind, roundId, path });
    return run('pdftotext', ['-layout', path, '-']).replaceAll(/\s/g, '');
  };
  expect(await textOf('publicity')).not.toContain('乙跨境电商产业园区');
  expect(await textOf('final')).toContain('“乙跨境电商产业园区”按第九条自动纳入引领型，无须申报、评审和公示。');
});

test('a_park_entered_by_an_article_owes_no_seats_before_something_binds', async () => {
  const { call, roundId, park } = await entering();
  const lacking = async (moment: 'publicity' | 'final') =>
    (await call('rounds.readiness', { roundId, moment })).lacking.filter(({ text }) => text.includes('乙跨境电商产业园区'));
  expect(await lacking('publicity')).toEqual([]);
  expect((await call('tally.run', { roundId })).panelWarnings.flatMap(({ parks }) => parks.map(({ parkName }) => parkName))).toEqual(
    expect.not.arrayContaining(['乙跨境电商产业园区']),
  );
  // a seat that somebody has there all the same is not waited for
  const { personId } = await call('panel.add', { roundId, name: '另一专家', organisation: '', title: '', role: 'expert' });
  await call('panel.assign', { personId, applicationIds: [park('甲'), park('乙')] });
  for (const moment of ['publicity', 'final'] as const) {
    expect(await lacking(moment)).toEqual([]);
    // of the park that is reviewed it is
    expect((await call('rounds.readiness', { roundId, moment })).lacking.map(({ text }) => text)).toEqual(
      expect.arrayContaining([expect.stringMatching(/^另一专家.*甲跨境电商产业园区/u)]),
    );
  }
  // once the article is not met any more it is reviewed like others
  await call('applications.setField', {
    applicationId: park('乙'),
    key: 'provinciallyRecognised',
    value: false,
    source: 'evidence',
    reason: '省厅名单中没有',
  });
  expect((await lacking('final')).map(({ what }) => what)).toEqual(expect.arrayContaining(['sheets', 'panel', 'eligibility']));
});

test('who_is_decided_not_to_enter_by_itself_is_neither_listed_nor_titled', async () => {
  const { call, roundId, park } = await entering();
  await call('shortlist.decide', { applicationId: park('乙'), result: 'notListed', reason: '省厅名单中没有该园区' });
  expect((await call('shortlist.propose', { roundId })).automatic).toMatchObject([
    { entered: false, decision: { reason: '省厅名单中没有该园区' } },
  ]);
  expect(await call('shortlist.enterAutomatic', { roundId })).toEqual({ entered: [] });
  expect((await call('shortlist.version', { roundId })).entered).toEqual([]);
});
