/** 撤回、不予受理、受理: what left the review stands in no list, is owed by nobody and counted nowhere, and is lost nowhere. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { buildDocument } from '../../../domain/report/documents/document.ts';
import type { Output } from '../../../domain/contract/api.ts';
import { readSummary } from '../../../electron/services/documents/readers/summary.ts';
import { translator } from '../../../electron/services/session/texts.ts';
import { giveTotals, settleEligibility } from '../../fixtures/results.ts';
import { openReview, parkNames, seatReview, type Seated } from '../../fixtures/review.ts';

const [changsha = '', zhuzhou = '', yueyang = ''] = parkNames;
const today = '2026-10-12';

function setClock({ host }: Pick<Seated, 'host'>, day: string): void {
  host.session.now = () => `${day}T02:00:00.000Z`;
}

/** Two 引领型 and one 培育型, scored 98, 97 and 95 by four experts; the last of them owes the second park, `whole` false. */
async function scored({ whole = true } = {}): Promise<Seated> {
  const seated = await seatReview({ parks: 3, experts: 4 });
  await giveTotals(seated, [
    [8, 8, 8, 8],
    [7, 7, 7, whole ? 7 : null],
    [5, 5, 5, 5],
  ]);
  for (const applicationId of seated.parks) await settleEligibility(seated, applicationId, { relaxation: 'granted' });
  setClock(seated, today);
  return seated;
}

const withdrawal = (seated: Pick<Seated, 'roundId' | 'parks'>, index = 1) => ({
  roundId: seated.roundId,
  applicationId: seated.parks[index] ?? '',
  on: '2026-10-11',
  reason: '园区运营主体变更',
  askedBy: '申报单位来函',
});

/** Every answer of the office about a round that names its parks or counts them. */
async function everywhere({ call, roundId, experts }: Seated): Promise<Record<string, string>> {
  const [first = '', , , last = ''] = experts;
  const answers = {
    list: await call('applications.list', { roundId }),
    waiting: await call('applications.waiting', { roundId }),
    matrix: await call('eligibility.matrix', { roundId }),
    panel: await call('panel.list', { roundId }),
    balance: await call('panel.balance', { roundId, perApplication: 3 }),
    declarations: await call('conflicts.list', { personId: last }),
    suggestions: await call('conflicts.suggest', { personId: first }),
    readiness: await call('rounds.readiness', { roundId, moment: 'publicity' }),
    overview: await call('tally.overview', { roundId }),
    tally: await call('tally.run', { roundId }),
    heat: await call('tally.heat', { roundId }),
    robustness: await call('tally.robustness', { roundId }),
    agreement: await call('tally.agreement', { roundId }),
    shortlist: await call('shortlist.propose', { roundId }),
    steps: (await call('rounds.get', { roundId })).steps,
    rewards: await call('rewards.list', { roundId }),
  };
  return Object.fromEntries(Object.entries(answers).map(([name, value]) => [name, JSON.stringify(value)]));
}

test('a_park_that_is_withdrawn_after_scoring_is_in_no_list_and_comes_back_as_it_was', async () => {
  const seated = await scored({ whole: false });
  const { call, roundId, parks, experts } = seated;
  const id = parks[1] ?? '';
  const before = await everywhere(seated);
  expect(
    Object.entries(before)
      .filter(([, text]) => text.includes(id) || text.includes(zhuzhou))
      .map(([name]) => name),
  ).toEqual(['list', 'matrix', 'declarations', 'readiness', 'overview', 'tally', 'heat', 'robustness', 'agreement', 'shortlist']);
  // eleven of twelve sheets are in: what lacks is one of the park
  const stepOf = (steps: Output<'rounds.get'>['steps'], step: string) => steps.find((one) => one.step === step);
  expect(stepOf((await call('rounds.get', { roundId })).steps, 'scoring')).toMatchObject({ done: 11, of: 12 });

  expect(await call('applications.withdraw', withdrawal(seated))).toEqual({ status: 'withdrawn' });
  const during = await everywhere(seated);
  expect(
    Object.entries(during)
      .filter(([, text]) => text.includes(id) || text.includes(zhuzhou))
      .map(([name]) => name),
  ).toEqual([]);
  const { steps } = await call('rounds.get', { roundId });
  expect(stepOf(steps, 'scoring')).toMatchObject({ state: 'done', done: 8, of: 8 });
  expect(stepOf(steps, 'packages')).toMatchObject({ of: 2 });
  expect(stepOf(steps, 'documents')).toMatchObject({ of: 3 });
  expect(await call('panel.list', { roundId })).toMatchObject(experts.map(() => ({ assigned: 2, declared: 2, submitted: 2 })));
  expect((await call('shortlist.propose', { roundId })).missing).toBeNull();

  // nothing is lost
  expect(await call('applications.list', { roundId, all: true })).toMatchObject([
    { status: 'open' },
    { parkName: zhuzhou, status: 'withdrawn' },
    { status: 'open' },
  ]);
  expect(await call('applications.statuses', { roundId })).toMatchObject([
    { applicationId: id, parkName: zhuzhou, status: 'withdrawn', on: '2026-10-11', reason: '园区运营主体变更', askedBy: '申报单位来函' },
  ]);
  expect((await call('scores.get', { personId: experts[0] ?? '', applicationId: id })).state).toBe('submitted');
  expect(await call('workspace.doctor', {})).toMatchObject({ healthy: true });

  expect(await call('applications.restore', { roundId, applicationId: id, reason: '来函收回撤回申请' })).toEqual({ status: 'open' });
  expect(await everywhere(seated)).toEqual(before);
  expect(await call('workspace.doctor', {})).toMatchObject({ healthy: true });
}, 60_000);

test('nothing_new_is_asked_or_decided_of_a_park_that_left', async () => {
  const seated = await scored({ whole: false });
  const { call, refusal, roundId, parks, experts } = seated;
  const [applicationId = '', personId = ''] = [parks[1], experts[3]];
  await call('applications.withdraw', withdrawal(seated));
  const left = async (answer: Promise<{ code: string; message: string }>) => {
    const { code, message } = await answer;
    expect([code, message.includes(zhuzhou)]).toEqual(['application/left', true]);
  };
  await left(refusal('scores.set', { personId, applicationId, criterionId: seated.leaves[0]?.id ?? '', points: 1 }));
  await left(refusal('scores.submit', { personId, applicationId }));
  await left(refusal('scores.reopen', { personId: experts[0] ?? '', applicationId, cause: 'sumWrong', reason: '更正' }));
  await left(refusal('opinions.set', { personId, applicationId, text: '意见', recommendation: 'recommend' }));
  const { personId: another } = await call('panel.add', { roundId, name: '新', organisation: '', title: '', role: 'expert' });
  await left(refusal('panel.assign', { personId: another, applicationIds: [applicationId] }));
  await left(refusal('shortlist.decide', { applicationId, result: 'listed', reason: '合议' }));
  await left(refusal('visits.open', { applicationId, visitedOn: today, people: ['甲'] }));
  await left(refusal('reports.preview', { kind: 'review', applicationId }));
  await left(refusal('applications.withdraw', withdrawal(seated)));
  await left(refusal('applications.refuse', { roundId, applicationId, on: today, reason: '逾期' }));
  await left(refusal('applications.admit', { roundId, applicationIds: [parks[0] ?? '', applicationId], on: today }));
  // refused whole
  expect((await call('applications.statuses', { roundId })).map(({ status }) => status)).toEqual(['withdrawn']);
});

test('what_is_decided_at_the_door_is_taken_back_one_decision_at_a_time', async () => {
  const review = openReview();
  const { call, refusal } = review;
  setClock(review, today);
  const { roundId } = await call('rounds.create', { schemeId: 'hunan-recognition-2024', name: '评审', appliedOn: '2026-09-30' });
  const ids: string[] = [];
  for (const parkName of ['甲园', '乙园', '丙园']) ids.push((await call('applications.add', { roundId, parkName })).applicationId);
  const [first = '', second = '', third = ''] = ids;
  const statuses = async () => (await call('applications.list', { roundId, all: true })).map(({ status }) => status);

  expect(await call('applications.admit', { roundId, applicationIds: [first, second, second], on: today })).toEqual({ admitted: 2 });
  expect(await call('applications.admit', { roundId, applicationIds: [first], on: today })).toEqual({ admitted: 0 });
  expect((await refusal('applications.refuse', { roundId, applicationId: first, on: today, reason: '逾期' })).code).toBe(
    'application/admitted',
  );
  await call('applications.refuse', { roundId, applicationId: third, on: today, reason: '逾期申报' });
  expect(await statuses()).toEqual(['admitted', 'admitted', 'refused']);
  expect((await call('applications.list', { roundId })).map(({ parkName }) => parkName)).toEqual(['甲园', '乙园']);

  await call('applications.withdraw', { roundId, applicationId: first, on: today, reason: '不再申报', askedBy: '甲园' });
  expect(await call('applications.restore', { roundId, applicationId: first, reason: '误记' })).toEqual({ status: 'admitted' });
  await call('applications.withdraw', { roundId, applicationId: first, on: today, reason: '不再申报', askedBy: '甲园' });
  expect(await call('applications.restore', { roundId, applicationId: first, reason: '又误记' })).toEqual({ status: 'admitted' });
  expect(await call('applications.restore', { roundId, applicationId: first, reason: '受理有误' })).toEqual({ status: 'open' });
  expect((await refusal('applications.restore', { roundId, applicationId: first, reason: '再恢复' })).code).toBe('application/not-decided');
  expect(await statuses()).toEqual(['open', 'admitted', 'refused']);

  expect((await refusal('applications.admit', { roundId, applicationIds: [first], on: '2026-10-13' })).message).toContain(
    '2026-10-13 还没有到',
  );
  expect((await refusal('applications.withdraw', { roundId, applicationId: 'x', on: today, reason: 'x', askedBy: 'x' })).code).toBe(
    'call/bad-payload',
  );
  const other = await call('rounds.create', { schemeId: 'hunan-recognition-2024', name: '另一轮', appliedOn: '2026-09-30' });
  expect((await refusal('applications.admit', { roundId: other.roundId, applicationIds: [first], on: today })).code).toBe(
    'application/unknown',
  );
  expect(await call('workspace.doctor', {})).toMatchObject({ healthy: true });
});

test('beneath_a_list_that_is_public_or_closed_nothing_leaves_or_comes_back', async () => {
  const seated = await scored();
  const { call, refusal, roundId, parks } = seated;
  await call('applications.withdraw', withdrawal(seated));
  await call('shortlist.acceptProposal', { roundId });
  await call('publicity.open', { roundId, despite: '试评', startsOn: today, workingDays: 5 });
  expect((await call('shortlist.versions', { roundId }))[0]?.rows.map(({ parkName }) => parkName)).toEqual([changsha, yueyang]);
  const answers = [
    await refusal('applications.withdraw', withdrawal(seated, 0)),
    await refusal('applications.refuse', { roundId, applicationId: parks[0] ?? '', on: today, reason: '逾期' }),
    await refusal('applications.admit', { roundId, applicationIds: [parks[0] ?? ''], on: today }),
    await refusal('applications.restore', { roundId, applicationId: parks[1] ?? '', reason: '收回' }),
  ];
  expect(answers.map(({ code }) => code)).toEqual(Array(4).fill('application/in-publicity'));
  expect(answers[0]?.message).toContain('请先撤回公示');

  await call('publicity.withdraw', { roundId, reason: '有园区撤回' });
  await call('applications.withdraw', withdrawal(seated, 0));
  await call('publicity.open', { roundId, despite: '试评', startsOn: today, workingDays: 5 });
  setClock(seated, '2026-10-30');
  await call('publicity.close', { roundId, despite: '试评' });
  expect((await refusal('applications.restore', { roundId, applicationId: parks[0] ?? '', reason: '收回' })).code).toBe('round/closed');
  expect((await call('titles.list', {})).map(({ parkName }) => parkName)).toEqual([yueyang]);
  expect(await call('workspace.doctor', {})).toMatchObject({ healthy: true });
}, 60_000);

test('the_minutes_and_the_summary_say_who_left_and_why_and_report_on_nobody_else', async () => {
  const seated = await scored();
  const { call, roundId, parks, host } = seated;
  await call('applications.withdraw', withdrawal(seated));
  const sentence = `撤回 1个园区：“${zhuzhou}”（2026年10月11日，园区运营主体变更）。`;
  const { text } = await call('minutes.draft', { roundId });
  expect(text.split('\n').filter((line) => line.includes(zhuzhou) && !line.startsWith('· '))).toEqual([sentence]);
  expect(text).toContain('本轮共有 3个园区申报。');
  const summary = readSummary(host.session.store.read, roundId, { language: 'zh', t: translator('zh'), session: host.session });
  expect(summary.left).toEqual([sentence]);
  expect(JSON.stringify({ ...summary, left: [] })).not.toContain(parks[1]);
  expect(JSON.stringify(buildDocument(summary, translator('zh')))).toContain(sentence);

  const made = await call('reports.batch', { roundId, dir: join(seated.dir, '全部文书') });
  expect(made.files.length).toBeGreaterThan(6);
  expect(made.files.filter(({ name, applicationId }) => name.includes(zhuzhou) || applicationId === parks[1])).toEqual([]);
}, 90_000);
