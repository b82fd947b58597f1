import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { giveTotals, settleEligibility } from '../../fixtures/results.ts';
import { openReview, parkNames, seatReview, submitSheet } from '../../fixtures/review.ts';

const scheme = { schemeId: 'hunan-recognition-2024', appliedOn: '2026-09-30' };

const [changsha, zhuzhou] = parkNames;

test('the_minutes_tell_who_decided_what_and_why', async () => {
  const seated = await seatReview({ parks: 2, experts: 4 });
  const { call, roundId, parks, experts } = seated;
  const [first = '', second = ''] = parks;
  const recused = { personId: experts[3] ?? '', applicationId: first };
  await call('conflicts.declare', { ...recused, relation: 'kinship', reason: '亲属在园区任职' });
  await giveTotals(seated, [
    [8, 8, 8],
    [7, 7, 7, 7],
  ]);
  await settleEligibility(seated, first);
  await settleEligibility(seated, second, { relaxation: 'granted' });
  const target = { personId: experts[0] ?? '', applicationId: first };
  await call('scores.reopen', { ...target, cause: 'sumWrong', reason: '复核合计。 ' });
  await call('scores.submit', target);
  await call('shortlist.decide', { applicationId: first, result: 'notListed', reason: '运营主体正在变更' });
  await call('shortlist.decide', { applicationId: second, result: 'listed', reason: '递补。' });
  const { title, sections, text } = await call('minutes.draft', { roundId, heldOn: '2026-10-08', place: '三楼会议室' });
  expect(title).toBe('评审会议记录');
  expect(sections.map((section) => section.heading)).toEqual([
    '一、会议基本情况',
    '二、参加人员',
    '三、回避情况',
    '四、材料和资格审查',
    '五、评分和汇总',
    '六、未齐事项的处理',
    '七、名单决定',
  ]);
  const lines = (heading: string) => sections.find((section) => section.heading.endsWith(heading))?.lines ?? [];
  expect(lines('会议基本情况').slice(0, 2)).toEqual(['时间：2026-10-08', '地点：三楼会议室']);
  expect(lines('参加人员')[0]).toBe('专家1（组长，示例大学，教授）');
  expect(lines('回避情况')).toEqual([`专家4对“${changsha}”回避：亲属，亲属在园区任职。`]);
  expect(lines('资格审查')).toContain(`“${zhuzhou}”资格审查结论：符合。`);
  expect(lines('资格审查').filter((line) => line.includes('同意放宽'))).toHaveLength(1);
  expect(lines('汇总')).toEqual(
    expect.arrayContaining([
      '计入汇总的评分表共 7 份。',
      `重新打开专家1对“${changsha}”的评分表。事由：分值汇总计算错误；理由：复核合计。`,
      `第 1 名：“${changsha}”，98.00 分。`,
      `第 2 名：“${zhuzhou}”，97.00 分。`,
    ]) as unknown,
  );
  const { digest } = await call('scores.get', target);
  expect(lines('汇总').find((line) => line.startsWith('专家1的评分表封存码：'))).toContain(
    `${changsha} ${digest?.slice(0, 4).toUpperCase()}-`,
  );
  // who is recused has one sheet only
  expect(lines('汇总').find((line) => line.startsWith('专家4的评分表封存码：'))).not.toContain(changsha);
  expect(lines('名单决定')).toEqual([
    '引领型名额 1 家，列入 1 家。',
    `“${changsha}”：不予认定，与建议（建议列入）不一致。理由：运营主体正在变更。`,
    `“${zhuzhou}”：拟认定，与建议（建议不列入）不一致。理由：递补。`,
    '培育型名额 1 家，列入 0 家。',
  ]);
  expect(text.startsWith(`${title}\n\n一、会议基本情况\n时间：2026-10-08\n`)).toBe(true);
});

test('the_minutes_say_who_has_not_declared_and_that_ranks_are_provisional', async () => {
  const seated = await seatReview({ parks: 2, experts: 3 });
  const { call, roundId, parks, experts } = seated;
  const linesOf = async (heading: string) =>
    (await call('minutes.draft', { roundId })).sections.find((section) => section.heading.endsWith(heading))?.lines;
  for (const personId of experts) for (const applicationId of parks) await submitSheet(seated, personId, applicationId, 0.8);
  expect(await linesOf('回避情况')).toEqual(['各位专家均已逐家申报，无人需要回避。']);
  expect((await linesOf('汇总'))?.join('')).not.toContain('暂');
  const late = { roundId, name: '李迟', organisation: '某所', title: '研究员', role: 'expert' } as const;
  const { personId } = await call('panel.add', late);
  await call('panel.assign', { personId, applicationIds: [...parks] });
  expect(await linesOf('回避情况')).toEqual([`李迟尚未申报与下列申报单位有无利害关系：${changsha}、${zhuzhou}。`]);
  await call('conflicts.declare', { personId, applicationId: parks[0] ?? '', relation: 'kinship', reason: '亲属任职' });
  expect(await linesOf('回避情况')).toEqual([
    `李迟对“${changsha}”回避：亲属，亲属任职。`,
    `李迟尚未申报与下列申报单位有无利害关系：${zhuzhou}。`,
  ]);
  const waiting = await linesOf('汇总');
  expect(waiting).toContain('还有 1 份评分表未提交（李迟 1 份），名次和得分为暂定。');
  const ranks = waiting?.filter((line) => /第 \d 名：/.test(line)) ?? [];
  expect(ranks).toHaveLength(2);
  for (const line of ranks) expect(line).toMatch(/^暂.*分（暂定）。$/);
});

test('a_round_without_scores_has_minutes_too', async () => {
  const { call, roundId } = await seatReview({ parks: 1, experts: 1 });
  const { sections, text } = await call('minutes.draft', { roundId });
  expect(sections.find((section) => section.heading.endsWith('汇总'))?.lines).toEqual(['目前还不能汇总，此项待补。']);
  expect(text).not.toMatch(/undefined|NaN|\{\{|minutes\./);
});

test('every_saved_text_is_kept', async () => {
  const { call, refusal, roundId } = await seatReview({ parks: 1, experts: 1 });
  expect(await call('minutes.versions', { roundId })).toEqual([]);
  const first = await call('minutes.save', { roundId, text: '初稿', heldOn: '2026-10-08', place: '三楼会议室' });
  const second = await call('minutes.save', { roundId, text: '定稿', heldOn: '2026-10-08', place: '三楼会议室' });
  expect([first.version, second.version]).toEqual([1, 2]);
  expect((await call('minutes.versions', { roundId })).map((one) => [one.version, one.text])).toEqual([
    [2, '定稿'],
    [1, '初稿'],
  ]);
  expect((await refusal('minutes.save', { roundId, text: ' ', heldOn: '2026-10-08', place: 'x' })).code).toBe('call/bad-payload');
  expect((await call('audit.list', { entity: `minutes:${roundId}/2` })).map((event) => (event.new as { text: string }).text)).toEqual([
    '定稿',
  ]);
});

test('what_was_sent_last_of_minutes_that_are_typed_is_what_the_next_page_reads', async () => {
  const { call, roundId } = await seatReview({ parks: 1, experts: 1 });
  const typed = { heldOn: '2026-10-20', place: '三楼会议室', text: '' };
  for (let round = 0; round < 20; round++) {
    // none of them is waited for, as when a page goes away while one is under way
    const sent = Array.from({ length: 5 }, (_, at) =>
      call('minutes.keepUnsaved', { roundId, typed: { ...typed, text: `${round}.${at}` } }),
    );
    expect(await call('minutes.unsaved', { roundId })).toEqual({ ...typed, text: `${round}.4` });
    await Promise.all(sent);
    expect(await call('minutes.unsaved', { roundId })).toEqual({ ...typed, text: `${round}.4` });
  }
});

test('minutes_not_saved_are_there_at_the_next_start_until_they_are_forgotten_and_in_no_record', async () => {
  const first = openReview();
  const rounds = await Promise.all(['甲', '乙'].map((name) => first.call('rounds.create', { ...scheme, name })));
  const [roundId = '', otherRound = ''] = rounds.map((one) => one.roundId);
  const { events } = await first.call('workspace.info', {});
  const typed = { heldOn: '2026-1', place: '', text: '一、会议\n讨论中' };
  expect(await first.call('minutes.unsaved', { roundId })).toBeNull();
  await first.call('minutes.keepUnsaved', { roundId, typed: { ...typed, text: '一' } });
  await first.call('minutes.keepUnsaved', { roundId, typed });
  first.host.session.release();

  const second = openReview(first.dir);
  expect(await second.call('minutes.unsaved', { roundId })).toEqual(typed);
  expect(await second.call('minutes.unsaved', { roundId: otherRound })).toBeNull();
  expect((await second.call('workspace.info', {})).events).toBe(events);
  await second.call('minutes.keepUnsaved', { roundId, typed: null });
  await second.call('minutes.keepUnsaved', { roundId, typed: null });
  expect(await second.call('minutes.unsaved', { roundId })).toBeNull();
});

test.each([
  ['no JSON', '{"text":'],
  ['another shape', '["text"]'],
  ['a newer program', JSON.stringify({ heldOn: '', place: '', text: '甲', sections: [] })],
])('unsaved_minutes_in_a_file_of_%s_are_never_in_the_way', async (_name, text) => {
  const { call, dir } = openReview();
  const { roundId } = await call('rounds.create', { ...scheme, name: '甲' });
  const typed = { heldOn: '2026-10-08', place: '三楼会议室', text: '讨论中' };
  await call('minutes.keepUnsaved', { roundId, typed });
  writeFileSync(join(dir, 'drafts', `minutes-${roundId}.json`), text);
  expect(await call('minutes.unsaved', { roundId })).toBeNull();
  await call('minutes.keepUnsaved', { roundId, typed });
  expect(await call('minutes.unsaved', { roundId })).toEqual(typed);
});
