/** 办理前检查: at the moments that bind, what is missing is named and stands in the way, or goes on record with the reason to go on. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findUntoldValues } from '../../../db/record/replay.ts';
import type { BindingMoment } from '../../../domain/contract/readiness.ts';
import { has, run } from '../../fixtures/tools.ts';
import { settleEligibility } from '../../fixtures/results.ts';
import { seatReview, submitSheet, type Review } from '../../fixtures/review.ts';

const lackingAt = async ({ call }: Pick<Review, 'call'>, roundId: string, moment: BindingMoment) => {
  const { lacking, blocking } = await call('rounds.readiness', { roundId, moment });
  expect(blocking).toBe(lacking.filter(({ blocks }) => blocks).length);
  return lacking.map(({ what, blocks, text }) => `${what}${blocks ? '' : ' (told)'}: ${text}`);
};

const star = '长沙星湖跨境电商产业园';
const clear = '株洲清源跨境电商产业园';

test('a_panel_that_breaks_a_rule_and_parks_that_nobody_decided_stand_in_the_way_of_scoring', async () => {
  const seated = await seatReview({ parks: 2, experts: 5 });
  const { call, refusal, roundId, parks, experts } = seated;
  await call('rounds.reopenRubric', { roundId, reason: '再看' });
  expect(await lackingAt(seated, roundId, 'scoring')).toEqual([`eligibility: 资料不足 2 家：${star}、${clear}`]);
  for (const applicationId of parks) await settleEligibility(seated, applicationId, { relaxation: 'granted' });
  expect(await lackingAt(seated, roundId, 'scoring')).toEqual([]);
  await call('rounds.openScoring', { roundId });
  await call('rounds.reopenRubric', { roundId, reason: '再看' });
  const [personId = ''] = experts;
  await call('conflicts.declare', { personId, applicationId: parks[0] ?? '', relation: 'kinship', reason: '亲属' });
  const { personId: sixth } = await call('panel.add', { roundId, name: '周示例', role: 'expert' });
  await call('panel.assign', { personId: sixth, applicationIds: [...parks] });
  const lacking = await lackingAt(seated, roundId, 'scoring');
  expect(lacking).toEqual([
    // an expert who declares on the own laptop cannot do so before the task is out
    `declarations (told): 周示例还有 2 家园区未声明有无关系：${star}、${clear}`,
    expect.stringMatching(new RegExp(`^panel: .*双数.*（1 家：${clear}）$`, 'u')),
  ]);
  expect(await refusal('rounds.openScoring', { roundId })).toMatchObject({
    code: 'round/not-ready',
    details: { items: [expect.any(String)] },
  });
  expect((await call('rounds.get', { roundId })).state).toBe('preparing');
  await call('rounds.openScoring', { roundId, despite: '委托单位同意' });
  const [opened, proceeded] = await call('audit.list', { limit: 2 });
  expect(new Set([proceeded?.kind, opened?.kind])).toEqual(new Set(['round.openScoring', 'round.proceed']));
});

test('a_list_goes_before_the_public_only_with_all_sheets_or_with_a_reason_that_the_minutes_give', async () => {
  const seated = await seatReview({ parks: 2, experts: 5 });
  const { call, refusal, roundId, parks, experts } = seated;
  for (const applicationId of parks) await settleEligibility(seated, applicationId, { relaxation: 'granted' });
  const late = experts.at(-1) ?? '';
  for (const personId of experts)
    for (const applicationId of parks)
      if (personId !== late || applicationId === parks[0]) await submitSheet(seated, personId, applicationId, 0.8);
  await call('shortlist.acceptProposal', { roundId });
  for (const applicationId of parks) await call('shortlist.decide', { applicationId, result: 'listed', reason: '合议' });
  const opening = { roundId, startsOn: '2026-09-30', workingDays: 5 };
  const missing = [
    `sheets: 专家5还有 1 份评分表未提交：${clear}`,
    'places: 引领型列入 2 家，超过名额 1 家',
    'unsigned: 《拟认定名单》还没有生成和签章',
    'minutes: 还没有保存会议记录',
  ];
  expect(await lackingAt(seated, roundId, 'publicity')).toEqual(missing);
  expect(await refusal('publicity.open', opening)).toMatchObject({
    code: 'round/not-ready',
    details: { items: missing.map((line) => line.replace(/^\w+: /u, '')) },
  });
  expect(await call('publicity.get', { roundId })).toBeNull();
  // nothing of the refused publication is kept
  expect(await call('shortlist.versions', { roundId })).toEqual([]);
  await call('publicity.open', { ...opening, despite: '专家5住院，委托单位来函同意' });
  const { text } = await call('minutes.draft', { roundId });
  expect(text).toMatch(/未齐事项的处理[^]*发布公示时[^]*理由：专家5住院，委托单位来函同意。[^]*专家5还有 1 份评分表未提交/u);
  // what is before the public rests on sheets that stand; what was answered for once is told, and asked no reason again
  await call('minutes.save', { roundId, text, heldOn: '2026-09-30', place: '长沙' });
  expect(await lackingAt(seated, roundId, 'final')).toEqual([
    `sheets (told): 专家5还有 1 份评分表未提交：${clear}`,
    'places: 引领型列入 2 家，超过名额 1 家',
    'unsigned: 《公示》还没有生成和签章',
  ]);
});

test('what_experts_read_differently_stands_in_the_way', async () => {
  const seated = await seatReview({ parks: 1, experts: 5 });
  const { call, roundId, parks, experts, leaves } = seated;
  const objective = leaves.find((leaf) => leaf.kind === 'objective')?.id ?? '';
  for (const [index, personId] of experts.entries())
    for (const applicationId of parks) {
      await submitSheet(seated, personId, applicationId, 0.8);
      if (index > 0) continue;
      await call('scores.reopen', { personId, applicationId, cause: 'objectiveDiffers', reason: '核对' });
      await call('scores.set', { personId, applicationId, criterionId: objective, points: 0, comment: '未见材料' });
      await call('scores.submit', { personId, applicationId });
    }
  const lacking = await lackingAt(seated, roundId, 'publicity');
  expect(lacking.filter((line) => line.startsWith('blocked'))).toEqual([expect.stringContaining(star)]);
});

test('while_a_sheet_is_not_in_ranks_are_provisional_on_screen_and_on_paper (needs pdftotext)', async (context) => {
  if (!has('pdftotext')) context.skip();
  const seated = await seatReview({ parks: 2, experts: 3 });
  const { call, roundId, parks, experts, dir } = seated;
  const [one = '', two = ''] = parks;
  const late = experts.at(-1) ?? '';
  for (const personId of experts)
    for (const applicationId of parks)
      if (personId !== late || applicationId === one) await submitSheet(seated, personId, applicationId, 0.8);
  await call('tally.setRules', { roundId, preset: 'plainMean' });
  for (const applicationId of parks) await call('shortlist.decide', { applicationId, result: 'listed', reason: '合议' });
  const provisional = '还有 1 份评分表未提交（专家3 1 份），名次和得分为暂定。';
  const said = async () => [
    (await call('tally.overview', { roundId })).missing?.text ?? null,
    (await call('tally.run', { roundId })).missing?.text ?? null,
    (await call('shortlist.propose', { roundId })).missing?.text ?? null,
  ];
  const paper = async (kind: 'summary' | 'shortlist' | 'review', applicationId?: string): Promise<boolean> => {
    const path = join(dir, `${kind}.pdf`);
    const { verification } = await call('reports.export', {
      kind,
      path,
      replace: true,
      ...(applicationId ? { applicationId } : { roundId }),
    });
    expect(verification.embedded).toMatchObject({ readable: true, differences: [] });
    return run('pdftotext', ['-raw', path, '-']).replaceAll(/\s/gu, '').includes('还有1份评分表未提交（专家31份），名次和得分为暂定。');
  };
  const papers = async () => [await paper('summary'), await paper('shortlist'), await paper('review', one), await paper('review', two)];
  expect(await said()).toEqual([provisional, provisional, provisional]);
  // the park that all have scored is not waited for
  expect(await papers()).toEqual([true, true, false, true]);
  await submitSheet(seated, late, two, 0.8);
  expect(await said()).toEqual([null, null, null]);
  expect(await papers()).toEqual([false, false, false, false]);
});

test('the_desk_counts_what_was_checked_and_signed_and_not_what_was_read_and_made', async () => {
  const { call, roundId, parks } = await seatReview({ parks: 2, experts: 1 });
  const step = async (name: string) => (await call('rounds.get', { roundId })).steps.find((one) => one.step === name);
  expect(await step('packages')).toMatchObject({ done: 0, of: 2, state: 'todo' });
  await call('applications.accept', { applicationId: parks[0] ?? '' });
  expect(await step('packages')).toMatchObject({ done: 1, of: 2, state: 'doing' });
  await call('applications.accept', { applicationId: parks[1] ?? '' });
  expect(await step('packages')).toMatchObject({ done: 2, of: 2, state: 'done' });
  expect(await step('documents')).toMatchObject({ done: 0, of: 3, state: 'todo' });
});

test('a_decision_goes_back_to_undecided_and_the_record_keeps_both', async () => {
  const seated = await seatReview({ parks: 1, experts: 3 });
  const { call, refusal, roundId, parks, experts, host } = seated;
  const [applicationId = ''] = parks;
  for (const personId of experts) await submitSheet(seated, personId, applicationId, 0.8);
  await call('tally.setRules', { roundId, preset: 'plainMean' });
  expect(await call('shortlist.takeBack', { applicationId })).toEqual({ takenBack: false, seq: null });
  await call('shortlist.decide', { applicationId, result: 'listed', reason: '合议' });
  expect(await call('shortlist.takeBack', { applicationId })).toMatchObject({ takenBack: true });
  expect((await call('shortlist.propose', { roundId })).types.flatMap(({ rows }) => rows.map(({ decision }) => decision))).toEqual([null]);
  const [event] = await call('audit.list', { entity: `decision:${applicationId}`, after: 0, limit: 10 }).then((all) => all.toReversed());
  expect(event).toMatchObject({ kind: 'shortlist.takeBack', old: { result: 'listed', reason: '合议' } });
  expect((await refusal('shortlist.takeBack', { applicationId: roundId })).code).toBe('application/unknown');
  expect(findUntoldValues(host.session.store.read)).toEqual([]);
});

test('a_round_that_ended_without_a_sheet_says_so_and_calls_nothing_provisional', async () => {
  const seated = await seatReview({ parks: 1, experts: 3 });
  const { call, roundId, parks, experts, host } = seated;
  const [applicationId = ''] = parks;
  for (const personId of experts.slice(0, 2)) await submitSheet(seated, personId, applicationId, 0.8);
  await call('tally.setRules', { roundId, preset: 'plainMean' });
  await settleEligibility(seated, applicationId, { relaxation: 'granted' });
  await call('shortlist.decide', { applicationId, result: 'listed', reason: '合议' });
  host.session.now = () => '2026-10-08T01:00:00.000Z';
  await call('publicity.open', { roundId, startsOn: '2026-10-08', workingDays: 1, despite: '委托单位同意' });
  host.session.now = () => '2026-10-20T01:00:00.000Z';
  await call('publicity.close', { roundId, despite: '委托单位同意' });
  const said = { text: '有 1 份评分表未提交（专家3 1 份），得分和名次未计入。', settled: true };
  expect((await call('tally.overview', { roundId })).missing).toEqual(said);
  expect((await call('shortlist.propose', { roundId })).missing).toEqual(said);
});
