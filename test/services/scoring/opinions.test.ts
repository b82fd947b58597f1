import { statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { findUnsealedSheets } from '../../../db/record/sheets.ts';
import { buildScoreSheet } from '../../../domain/report/documents/score-sheet.ts';
import { buildReviewReport } from '../../../domain/report/documents/review-report.ts';
import { readScoreSheet } from '../../../electron/services/documents/readers/score-sheet.ts';
import { readReviewReport } from '../../../electron/services/documents/readers/review-report.ts';
import { translator } from '../../../electron/services/session/texts.ts';
import { samplePhoto } from '../../fixtures/photos.ts';
import { seatReview, submitSheet, type Seated } from '../../fixtures/review.ts';

function reportOf({ host }: Seated, applicationId: string) {
  const call = { language: 'zh' as const, t: translator('zh'), session: host.session };
  const data = readReviewReport(host.session.store.read, applicationId, call);
  return { data, tree: buildReviewReport(data, call.t) };
}

test('an_opinion_keeps_its_versions_and_refuses_a_stale_one', async () => {
  const { call, refusal, parks, experts } = await seatReview({ parks: 1, experts: 1 });
  const seat = { personId: experts[0] ?? '', applicationId: parks[0] ?? '' };
  expect(await call('opinions.get', seat)).toBeNull();
  await call('opinions.set', { ...seat, text: '规划清晰', recommendation: 'recommend', expectedVersion: 0 });
  await call('opinions.set', { ...seat, text: '规划清晰', recommendation: 'notRecommend', dissent: '面积存疑' });
  expect((await refusal('opinions.set', { ...seat, text: '旧窗口', recommendation: 'recommend', expectedVersion: 1 })).code).toBe(
    'opinion/stale',
  );
  // what is not sent stays, and the same again is no change
  const same = await call('opinions.set', { ...seat, text: '规划清晰', recommendation: 'notRecommend' });
  expect(same.version).toBe(2);
  expect(await call('opinions.get', seat)).toMatchObject({
    text: '规划清晰',
    recommendation: 'notRecommend',
    dissent: '面积存疑',
    version: 2,
  });
  const history = await call('audit.list', { entity: `opinion:${seat.personId}/${seat.applicationId}` });
  expect(history.map((one) => (one.new as { recommendation: string }).recommendation)).toEqual(['recommend', 'notRecommend']);
});

test('a_recused_expert_gives_no_opinion', async () => {
  const { call, refusal, parks, experts } = await seatReview({ parks: 1, experts: 1 });
  const seat = { personId: experts[0] ?? '', applicationId: parks[0] ?? '' };
  await call('conflicts.declare', { ...seat, relation: 'employment', reason: '曾任职' });
  expect((await refusal('opinions.set', { ...seat, text: '好', recommendation: 'recommend' })).code).toBe('conflict/recused');
});

test('opinions_are_blind_as_scores_are', async () => {
  const seated = await seatReview({ parks: 1, experts: 3 });
  const { call, refusal, parks, experts } = seated;
  const [applicationId = ''] = parks;
  for (const personId of experts)
    await call('opinions.set', { personId, applicationId, text: `意见${personId}`, recommendation: 'recommend' });
  const [own = '', other = '', third = ''] = experts;
  const seen = async () => {
    const asked = experts.map((personId) =>
      call('opinions.get', { personId, applicationId }, own).then(
        () => personId,
        () => null,
      ),
    );
    return (await Promise.all(asked)).filter((personId) => personId !== null);
  };
  expect(await seen()).toEqual([own]);
  await submitSheet(seated, other, applicationId, 0.8);
  expect(await seen()).toEqual([own]);
  expect((await refusal('opinions.get', { personId: other, applicationId }, own)).code).toBe('score/not-visible');
  await submitSheet(seated, own, applicationId, 0.7);
  expect(await seen()).toEqual([own, other]);
  expect((await call('opinions.get', { personId: other, applicationId }, own))?.text).toBe(`意见${other}`);
  expect((await refusal('opinions.get', { personId: third, applicationId }, own)).code).toBe('score/not-visible');
  for (const personId of experts) expect((await call('opinions.get', { personId, applicationId }))?.text).toBe(`意见${personId}`);
});

test('conclusion_and_words_are_sealed_with_the_sheet_and_dissent_is_not', async () => {
  const seated = await seatReview({ parks: 1, experts: 3 });
  const { call, refusal, parks, experts } = seated;
  const [applicationId = ''] = parks;
  const [personId = '', late = ''] = experts;
  const seat = { personId, applicationId };
  const stated = { ...seat, text: '规划清晰', recommendation: 'recommend' } as const;
  await call('opinions.set', stated);
  expect((await call('opinions.get', seat))?.sealed).toBeNull();
  await submitSheet(seated, personId, applicationId, 0.8);
  const { digest, submittedAt } = await call('scores.get', seat);
  const sealed = (await call('opinions.get', seat))?.sealed;
  expect(sealed).toMatchObject({ at: submittedAt, holds: true });
  expect(sealed?.digest).not.toBe(digest);
  for (const change of [
    { recommendation: 'notRecommend' as const },
    { text: '改了' },
    { text: '' },
    { recommendation: 'abstain' as const, dissent: '有' },
  ]) {
    const told = await refusal('opinions.set', { ...stated, ...change });
    expect([told.code, told.details['submittedAt']]).toEqual(['opinion/sealed', submittedAt]);
  }
  await call('opinions.set', { ...stated, dissent: '面积存疑' });
  expect(await call('opinions.get', seat)).toMatchObject({ ...stated, dissent: '面积存疑', sealed });
  // the same words again are sealed as the same, whatever was between
  await call('scores.reopen', { ...seat, cause: 'sumWrong', reason: '合计有误' });
  expect((await call('opinions.get', seat))?.sealed).toBeNull();
  await call('opinions.set', { ...stated, recommendation: 'notRecommend' });
  await call('scores.submit', seat);
  const other = (await call('opinions.get', seat))?.sealed?.digest;
  expect(other).not.toBe(sealed?.digest);
  await call('scores.reopen', { ...seat, cause: 'sumWrong', reason: '合计有误' });
  await call('opinions.set', stated);
  await call('scores.submit', seat);
  expect((await call('opinions.get', seat))?.sealed?.digest).toBe(sealed?.digest);

  // who stated none with the sheet may still do so, and it is told as not sealed
  await submitSheet(seated, late, applicationId, 0.8);
  await call('opinions.set', { personId: late, applicationId, text: '补写', recommendation: 'recommend' });
  expect((await call('opinions.get', { personId: late, applicationId }))?.sealed).toBeNull();

  // the signed sheet says both, with what was sealed
  const words = { language: 'zh' as const, t: translator('zh'), session: seated.host.session };
  const printed = (who: string) => {
    const data = readScoreSheet(seated.host.session.store.read, who, applicationId, words);
    return [data.opinion, JSON.stringify(buildScoreSheet(data, words.t))] as const;
  };
  const [own, paper] = printed(personId);
  expect(own).toEqual({ recommendation: 'recommend', text: '规划清晰', digest: sealed?.digest });
  for (const one of ['总体意见', '规划清晰', sealed?.digest ?? '?']) expect(paper).toContain(one);
  const [lateOwn, latePaper] = printed(late);
  expect(lateOwn?.digest).toBeNull();
  expect(latePaper).toContain('没有随评分表封存');
});

test('a_sealed_opinion_that_was_changed_past_the_program_is_named', async () => {
  const seated = await seatReview({ parks: 1, experts: 1 });
  const { call, parks, experts, dir, host } = seated;
  const seat = { personId: experts[0] ?? '', applicationId: parks[0] ?? '' };
  await call('opinions.set', { ...seat, text: '规划清晰', recommendation: 'recommend' });
  await submitSheet(seated, seat.personId, seat.applicationId, 0.8);
  const { read } = host.session.store;
  expect(findUnsealedSheets(read)).toEqual([]);
  const sqlite = new Database(join(dir, 'panel.db'));
  // triggers of the program's own connection know nothing of it
  for (const { name } of sqlite.prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'opinion'").all() as {
    name: string;
  }[])
    sqlite.exec(`DROP TRIGGER ${name}`);
  sqlite.exec("UPDATE opinion SET recommendation = 'notRecommend'");
  sqlite.close();
  expect(findUnsealedSheets(read)).toEqual([`opinion:${seat.personId}/${seat.applicationId}`]);
  expect((await call('opinions.get', seat))?.sealed?.holds).toBe(false);
});

test('the_report_gives_opinion_comments_and_dissent_of_those_who_count', async () => {
  const seated = await seatReview({ parks: 1, experts: 5 });
  const { call, parks, experts } = seated;
  const [applicationId = ''] = parks;
  for (const [index, personId] of experts.entries()) {
    await call('opinions.set', {
      personId,
      applicationId,
      text: `总体意见${index}。`,
      recommendation: index === 1 ? 'notRecommend' : 'recommend',
      ...(index === 1 && { dissent: '对面积有保留' }),
    });
    if (index < 4) await submitSheet(seated, personId, applicationId, 0.8);
  }
  await call('conflicts.declare', { personId: experts[3] ?? '', applicationId, relation: 'other', reason: '顾问' });
  const { data } = reportOf(seated, applicationId);
  const ofSecond = data.opinions.filter((one) => one.personId === experts[1]);
  expect(ofSecond.map((one) => [one.dissent, one.text.slice(0, 12)])).toEqual([
    [false, '不同意推荐。总体意见1。'],
    [false, '入驻跨境电商企业数量：已'],
    [true, '对面积有保留'],
  ]);
  expect([...new Set(data.opinions.map((one) => one.personId))]).toEqual(experts.slice(0, 3));
});

test('a_closed_visit_is_in_the_report_with_its_measures_and_photos_and_an_open_one_is_not', async () => {
  const seated = await seatReview({ parks: 1, experts: 3 });
  const { call, parks, experts } = seated;
  const [applicationId = ''] = parks;
  for (const personId of experts) await submitSheet(seated, personId, applicationId, 0.8);
  const { visitId } = await call('visits.open', { applicationId, visitedOn: '2026-10-10', people: ['张一', '李二'] });
  await call('visits.measure', { visitId, key: 'ecommerceArea', value: '15000' });
  await call('visits.check', { visitId, checkId: 'area', outcome: 'doesNotHold', note: '部分空置' });
  await call('visits.note', { visitId, text: '二号楼正在装修' });
  const photo = await call('visits.photo', { visitId, path: await samplePhoto(seated, applicationId), caption: '二号楼' });
  expect(reportOf(seated, applicationId).data.visit).toBeNull();
  const before = await call('reports.export', { kind: 'review', applicationId });
  await call('visits.close', { visitId });
  const { visit } = reportOf(seated, applicationId).data;
  expect(visit).toMatchObject({
    visitedOn: '2026-10-10',
    people: ['张一', '李二'],
    measures: [{ declared: '15800.5 平方米', measured: '15000 平方米', difference: '-800.5 平方米' }],
    // what nobody looked at is said
    checks: expect.arrayContaining([
      expect.objectContaining({ outcome: '不符合：部分空置' }),
      expect.objectContaining({ outcome: '没有核查' }),
    ]),
    notes: [{ text: '二号楼正在装修' }],
    photos: [{ image: photo.sha256, caption: '照片1　二号楼\n2026-09-08 10:20（不是考察当日拍摄）\n北纬28.200000 东经113.000000' }],
  });
  const after = await call('reports.export', { kind: 'review', applicationId });
  // the picture itself is in the file
  expect(statSync(after.path).size - statSync(before.path).size).toBeGreaterThan(photo.bytes * 0.9);
});
