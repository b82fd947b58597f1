import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findServedFile } from '../../../electron/services/workspace/files.ts';
import { Refusal } from '../../../domain/result.ts';
import { giveTotal, giveTotals, settleEligibility } from '../../fixtures/results.ts';
import { parkNames, seatReview, type Seated } from '../../fixtures/review.ts';
import { tempFolder } from '../../fixtures/store.ts';

const [changsha, zhuzhou, yueyang] = parkNames;

/** The clock of the review; times are given in China. */
function setClock({ host }: Seated, time: string): void {
  const at = new Date(`${time}+08:00`).toISOString();
  host.session.now = () => at;
}

/** Two 引领型 and one 培育型 with one place each, scored 98, 97 and 95, everything settled. */
async function settled(): Promise<Seated> {
  const seated = await seatReview({ parks: 3, experts: 3 });
  await giveTotals(seated, [
    [8, 8, 8],
    [7, 7, 7],
    [5, 5, 5],
  ]);
  for (const applicationId of seated.parks) await settleEligibility(seated, applicationId, { relaxation: 'granted' });
  setClock(seated, '2026-09-30T10:00:00');
  await seated.call('shortlist.acceptProposal', { roundId: seated.roundId });
  return seated;
}

test('working_days_skip_the_holidays_and_count_the_make_up_days', async () => {
  const seated = await settled();
  const { call, refusal, roundId } = seated;
  expect(await call('publicity.get', { roundId })).toBeNull();
  expect((await refusal('publicity.open', { roundId, despite: '试评', startsOn: '2026-09-30' })).code).toBe('publicity/no-days');
  expect((await refusal('publicity.open', { roundId, despite: '试评', startsOn: '2026-09-30', calendarDays: 5 })).code).toBe(
    'publicity/working-days',
  );
  const opened = await call('publicity.open', { roundId, despite: '试评', startsOn: '2026-09-30', workingDays: 5 });
  // the National Day holidays of 2026 last from 1 to 7 October; Saturday the 10th is worked
  expect(opened.days).toEqual(['2026-10-08', '2026-10-09', '2026-10-10', '2026-10-12', '2026-10-13']);
  expect(opened).toMatchObject({
    state: 'open',
    stage: 'running',
    version: 1,
    closesOn: '2026-10-13',
    daysLeft: 5,
    assumed: [],
    article: null,
    notes: ['公示 5 个工作日，自 2026-09-30 起，至 2026-10-13 止。'],
  });
  expect(opened.obstacles).toEqual(['公示至 2026-10-13 止，尚未期满']);
  expect((await refusal('publicity.open', { roundId, despite: '试评', startsOn: '2026-10-08', workingDays: 5 })).code).toBe(
    'publicity/already-open',
  );
  expect((await call('shortlist.versions', { roundId })).map((version) => version.note)).toEqual(['公示名单，2026-09-30 起公示']);

  const suspended = await call('publicity.suspend', { roundId, from: '2026-10-09', reason: '网站故障' });
  expect(suspended).toMatchObject({ closesOn: null, notes: ['公示 5 个工作日，自 2026-09-30 起；公示暂停，期满日期未定。'] });
  expect((await refusal('publicity.suspend', { roundId, from: '2026-10-10', reason: '再停' })).code).toBe('publicity/bad-suspension');
  expect((await refusal('publicity.resume', { roundId, on: '2026-10-09', reason: '当天' })).code).toBe('publicity/bad-suspension');
  expect((await call('publicity.resume', { roundId, on: '2026-10-12', reason: '已修复' })).days).toEqual([
    '2026-10-08',
    '2026-10-12',
    '2026-10-13',
    '2026-10-14',
    '2026-10-15',
  ]);

  expect(await call('publicity.withdraw', { roundId, reason: '日期有误' })).toMatchObject({ state: 'withdrawn', obstacles: [] });
  expect((await refusal('publicity.close', { roundId, despite: '试评' })).code).toBe('publicity/none');
  expect((await call('rounds.get', { roundId })).steps.find((one) => one.step === 'publicity')).toMatchObject({ state: 'todo', of: 0 });
  // the day of the notice counts where it says so
  expect(
    (await call('publicity.open', { roundId, despite: '试评', startsOn: '2026-09-30', workingDays: 5, countsOpening: true })).closesOn,
  ).toBe('2026-10-12');
});

test('a_year_that_nobody_has_entered_is_assumed_and_says_so', async () => {
  const seated = await settled();
  const { call, refusal, roundId } = seated;
  expect(await call('calendar.get', { year: 2026 })).toMatchObject({
    source: 'published',
    holidays: expect.arrayContaining([{ date: '2026-10-01', name: '国庆节' }]) as unknown,
  });
  const year = await call('calendar.get', { year: 2099 });
  expect(year).toMatchObject({ source: 'unknown', workdays: [] });
  // 1 January; new year's eve and three days; 4 April; 1 and 2 May; 23 June; 29 September; 1 to 3 October
  expect(year.holidays.map(({ date }) => date.slice(5)).join(' ')).toBe(
    '01-01 01-20 01-21 01-22 01-23 04-04 05-01 05-02 06-23 09-29 10-01 10-02 10-03',
  );
  const opened = await call('publicity.open', { roundId, despite: '试评', startsOn: '2098-12-30', workingDays: 5 });
  // 31 December 2098 is a Wednesday
  expect(opened.days).toEqual(['2098-12-31', '2099-01-02', '2099-01-05', '2099-01-06', '2099-01-07']);
  expect(opened.assumed).toEqual(['2098-12-31', '2099-01-02', '2099-01-03', '2099-01-04', '2099-01-05', '2099-01-06', '2099-01-07']);
  expect(opened.notes[1]).toBe('本机没有 2098、2099 年的节假日安排，有 7 天按星期推算。请在日历中填写该年安排后核对期满日期。');
  await call('calendar.set', { year: 2098, holidays: [], workdays: [], reason: '国办通知' });
  expect(
    await call('calendar.set', { year: 2099, holidays: ['2099-01-01', '2099-01-02'], workdays: ['2099-01-04'], reason: '国办通知' }),
  ).toMatchObject({ source: 'own' });
  expect(await call('publicity.get', { roundId })).toMatchObject({
    days: ['2098-12-31', '2099-01-04', '2099-01-05', '2099-01-06', '2099-01-07'],
    assumed: [],
    closesOn: '2099-01-07',
  });
  expect((await refusal('calendar.set', { year: 2099, holidays: ['2098-12-31'], workdays: [], reason: 'x' })).code).toBe(
    'calendar/bad-day',
  );
  expect((await refusal('calendar.set', { year: 2099, holidays: ['2099-01-04'], workdays: ['2099-01-04'], reason: 'x' })).code).toBe(
    'calendar/bad-day',
  );
  // the law's own days off stay off, whoever forgets them
  expect((await refusal('calendar.set', { year: 2099, holidays: [], workdays: ['2099-10-03'], reason: 'x' })).message).toContain(
    '2099-10-03 是国庆节，法定放假',
  );
  const forgotten = await call('calendar.set', { year: 2098, holidays: [], workdays: [], reason: '国办通知' });
  expect(forgotten.holidays[0]).toEqual({ date: '2098-01-01', name: '元旦' });
});

test('the_date_is_that_of_china', async () => {
  const seated = await settled();
  const { call, refusal, roundId } = seated;
  await call('publicity.open', { roundId, despite: '试评', startsOn: '2026-09-30', workingDays: 5 });
  const step = async () => (await call('rounds.get', { roundId })).steps.find((one) => one.step === 'publicity');
  expect(await step()).toEqual({ step: 'publicity', state: 'doing', done: 0, of: 5 });
  setClock(seated, '2026-10-13T23:59:00');
  expect(await step()).toEqual({ step: 'publicity', state: 'doing', done: 4, of: 5 });
  expect(await call('publicity.get', { roundId })).toMatchObject({ stage: 'running', daysLeft: 1 });
  expect((await refusal('publicity.close', { roundId, despite: '试评' })).message).toContain('公示至 2026-10-13 止，尚未期满');
  // 16:01 UTC of the 13th
  setClock(seated, '2026-10-14T00:01:00');
  expect(await call('publicity.get', { roundId })).toMatchObject({ stage: 'ended', daysLeft: 0, obstacles: [] });
});

test('an_undecided_list_is_not_published', async () => {
  const seated = await seatReview({ parks: 2, experts: 3 });
  const { refusal, roundId } = seated;
  await giveTotals(seated, [
    [8, 8, 8],
    [8, 8, 8],
  ]);
  for (const applicationId of seated.parks) await settleEligibility(seated, applicationId, { relaxation: 'granted' });
  const error = await refusal('publicity.open', { roundId, despite: '试评', startsOn: '2026-10-08', workingDays: 5 });
  expect(error).toMatchObject({ code: 'shortlist/undecided', details: { parks: [changsha, zhuzhou] } });
});

test('an_objection_keeps_its_evidence_and_an_upheld_one_has_the_park_reviewed_by_others', async () => {
  const seated = await settled();
  const { call, refusal, roundId, parks, experts, dir } = seated;
  const [first = '', second = ''] = parks;
  await call('publicity.open', { roundId, despite: '试评', startsOn: '2026-09-30', workingDays: 5 });
  setClock(seated, '2026-10-09T09:00:00');
  const folder = tempFolder();
  writeFileSync(join(folder, '举报信.txt'), '面积不实');
  const lost = { roundId, applicationId: first, objector: '某公司', text: '面积不实' };
  const info = await call('workspace.info', {});
  const staging = () => readdirSync(join(dir, 'blobs', '.staging'));
  expect((await refusal('publicity.object', { ...lost, evidence: [join(folder, '举报信.txt'), join(folder, '没有.pdf')] })).code).toBe(
    'workspace/file-missing',
  );
  expect(await call('workspace.info', {})).toEqual(info);
  expect(staging()).toEqual([]);

  const { objectionId, inTime, evidence } = await call('publicity.object', {
    ...lost,
    contact: '0731-0',
    evidence: [join(folder, '举报信.txt')],
  });
  expect([inTime, evidence]).toEqual([true, 1]);
  const late = await call('publicity.object', {
    roundId,
    applicationId: second,
    objector: '另一公司',
    text: '材料不全',
    raisedOn: '2026-10-14',
  });
  expect(late.inTime).toBe(false);
  const shown = await call('publicity.get', { roundId });
  const [letter] = shown?.objections[0]?.evidence ?? [];
  expect(letter).toMatchObject({ name: '举报信.txt', bytes: 12 });
  expect(readFileSync(join(dir, 'blobs', letter?.sha256.slice(0, 2) ?? '', letter?.sha256 ?? ''), 'utf8')).toBe('面积不实');
  expect(shown?.objections.map((one) => [one.parkName, one.raisedOn, one.outcome, one.inTime])).toEqual([
    [changsha, '2026-10-09', null, true],
    [zhuzhou, '2026-10-14', null, false],
  ]);
  expect(shown?.obstacles).toEqual(['公示至 2026-10-13 止，尚未期满', `对${changsha}的异议尚未作出处理`, `对${zhuzhou}的异议尚未作出处理`]);

  // it is handed over as a download to the secretary, and to nobody else
  const served = (id: string, actor?: string) => {
    try {
      return findServedFile(seated.host.session, 'evidence', id, actor);
    } catch (error) {
      return error instanceof Refusal ? error.code : error;
    }
  };
  expect(served(`${objectionId}.0`)).toMatchObject({ name: '举报信.txt', bytes: 12, inline: false, mediaType: 'application/octet-stream' });
  expect(served(`${objectionId}.0`, experts[0])).toBe('call/not-allowed');
  expect([served(`${objectionId}.1`), served(`${late.objectionId}.0`), served(`${roundId}.0`)]).toEqual([
    'document/unknown',
    'document/unknown',
    'document/unknown',
  ]);

  // the doctor misses evidence that is gone
  const blob = join(dir, 'blobs', letter?.sha256.slice(0, 2) ?? '', letter?.sha256 ?? '');
  const bytes = readFileSync(blob);
  rmSync(blob);
  expect((await call('workspace.doctor', {})).checks.find((check) => check.id === 'blobs')?.found).toEqual([letter?.sha256]);
  writeFileSync(blob, bytes);
  await call('publicity.resolve', { objectionId: late.objectionId, outcome: 'dismissed', reason: '查无实据' });
  expect((await refusal('publicity.resolve', { objectionId: late.objectionId, outcome: 'upheld', reason: '改判' })).code).toBe(
    'objection/resolved',
  );
  expect((await refusal('publicity.rereview', { objectionId, personIds: [experts[0] ?? ''] })).code).toBe('objection/not-upheld');
  await call('publicity.resolve', { objectionId, outcome: 'upheld', reason: '面积确有出入' });
  expect(await refusal('publicity.rereview', { objectionId, personIds: [experts[0] ?? ''] })).toMatchObject({
    code: 'objection/not-new',
    details: { names: ['专家1'] },
  });

  const others: string[] = [];
  for (const name of ['复审甲', '复审乙', '复审丙'])
    others.push((await call('panel.add', { roundId, name, organisation: '示例大学', title: '教授', role: 'expert' })).personId);
  const assigned = await call('publicity.rereview', { objectionId, personIds: others });
  expect(assigned.objections[0]?.rereview).toMatchObject({
    complete: false,
    text: '复审评分表应交 3 份，已交 0 份；交齐之前原评分继续有效。',
  });
  expect((await refusal('publicity.rereview', { objectionId, personIds: others })).code).toBe('objection/rereviewed');
  expect((await call('workspace.doctor', {})).checks.find(({ id }) => id === 'values')?.found).toEqual([]);
  for (const personId of others) await call('conflicts.declare', { personId, applicationId: first, relation: 'none' });
  const totals = async () => Object.fromEntries((await call('tally.run', { roundId })).ranking.map((row) => [row.parkName, row.total]));
  await giveTotal(seated, others[0] ?? '', first, 4);
  await giveTotal(seated, others[1] ?? '', first, 5);
  expect((await totals())[changsha ?? '']).toBe('98.00');
  await giveTotal(seated, others[2] ?? '', first, 6);
  expect(await totals()).toEqual({ [changsha ?? '']: '95.00', [zhuzhou ?? '']: '97.00', [yueyang ?? '']: '95.00' });
  expect((await call('tally.run', { roundId })).derivation.find((one) => one.applicationId === first)?.experts.toSorted()).toEqual(
    others.toSorted(),
  );

  // the proposal has moved; the result of the re-review has to be decided before the publicity can be closed
  setClock(seated, '2026-10-14T09:00:00');
  expect((await call('publicity.get', { roundId }))?.obstacles).toEqual([`对${changsha}的异议成立，尚未复审`]);
  await call('shortlist.decide', { applicationId: first, result: 'notListed' });
  const view = await call('publicity.get', { roundId });
  expect(view).toMatchObject({
    obstacles: [],
    objections: [{ reviewedAgain: true, rereview: { complete: true } }, { reviewedAgain: false }],
  });

  // so has that of the park that moves up
  expect((await refusal('publicity.close', { roundId, despite: '试评' })).details).toEqual({ obstacles: [`名单尚未定妥：${zhuzhou}`] });
  await call('shortlist.decide', { applicationId: second, result: 'listed' });
  const { final, titles } = await call('publicity.close', { roundId, despite: '试评' });
  expect(final.listed.map((park) => park.parkName)).toEqual([zhuzhou, yueyang]);
  expect(final.changes.map((change) => change.text)).toEqual([
    `${zhuzhou}进入名单`,
    `${zhuzhou}名次由第 2 变为第 1`,
    `${changsha}退出名单`,
    `${changsha}总分由 98.00 变为 95.00`,
    `${changsha}名次由第 1 变为第 2`,
  ]);
  expect(titles).toBe(2);
  expect((await call('titles.list', { on: '2026-10-14' })).map((title) => [title.parkName, title.state, title.type])).toEqual(
    expect.arrayContaining([
      [zhuzhou, 'recognised', '引领型'],
      [yueyang, 'recognised', '培育型'],
    ]) as unknown,
  );
  expect((await call('rounds.get', { roundId })).state).toBe('closed');
  for (const refused of [
    await refusal('shortlist.decide', { applicationId: first, result: 'listed', reason: 'x' }),
    await refusal('tally.setRules', { roundId, preset: 'plainMean' }),
    await refusal('rounds.setQuotas', { roundId, quotas: {} }),
    await refusal('publicity.open', { roundId, despite: '试评', startsOn: '2026-11-01', workingDays: 5 }),
    await refusal('panel.assign', { personId: experts[0] ?? '', applicationIds: [first] }),
    await refusal('panel.replace', { personId: experts[0] ?? '', by: { name: '后任', organisation: '', title: '' }, reason: '患病' }),
  ]) {
    expect(refused.code).toBe('round/closed');
  }
  expect(await call('publicity.get', { roundId })).toMatchObject({ state: 'closed' });
  expect((await call('rounds.get', { roundId })).steps.find((one) => one.step === 'publicity')?.state).toBe('done');
  expect((await call('workspace.doctor', {})).healthy).toBe(true);
});
