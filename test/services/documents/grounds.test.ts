/** What documents say of a decision: its ground as it was kept, alike in every document of the round. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { giveTotals, settleEligibility } from '../../fixtures/results.ts';
import { parkNames, seatReview, type Seated } from '../../fixtures/review.ts';
import { findSubject } from '../../../electron/services/documents/subjects.ts';
import { translator } from '../../../electron/services/session/texts.ts';
import type { ReviewReportData } from '../../../domain/report/documents/review-report.ts';
import type { ShortlistData } from '../../../domain/report/documents/shortlist.ts';
import { recompute, type DocumentData } from '../../../domain/report/documents/document.ts';
import { actAs } from '../../../electron/services/session/act.ts';

const hengyang = parkNames[5] ?? '';

function read({ host }: Seated, wanted: Parameters<typeof findSubject>[1]): DocumentData {
  const call = {
    session: host.session,
    language: 'zh' as const,
    t: translator('zh'),
    ...actAs('secretary', host.session.now()),
    signal: AbortSignal.timeout(60_000),
    progress: () => undefined,
    touch: () => undefined,
  };
  return findSubject(call, wanted).read().data;
}

function reviewOf(seated: Seated, applicationId: string): ReviewReportData {
  const data = read(seated, { kind: 'review', applicationId });
  if (data.kind !== 'review') throw new Error('another kind');
  return data;
}

function listOf(seated: Seated): ShortlistData {
  const data = read(seated, { kind: 'shortlist', roundId: seated.roundId });
  if (data.kind !== 'shortlist') throw new Error('another kind');
  return data;
}

/** All six samples, scored alike but for the first criterion's points; 衡阳 does not meet its conditions. */
async function judged(): Promise<Seated> {
  const seated = await seatReview({ parks: 6, experts: 3 });
  await giveTotals(
    seated,
    [9, 8, 7, 6, 5, 4].map((points) => [points, points, points]),
  );
  for (const applicationId of seated.parks) await settleEligibility(seated, applicationId, { relaxation: 'granted' });
  await seated.call('shortlist.acceptProposal', { roundId: seated.roundId });
  return seated;
}

test('a_refused_park_is_told_article_value_and_gap_and_who_decided_when', async () => {
  const seated = await judged();
  const { call, parks, dir } = seated;
  const applicationId = parks[5] ?? '';
  await call('deliberation.vote', { applicationId, ballots: seated.experts.map((personId) => ({ personId, vote: 'against' })) });
  // what the panel voted is part of the ground, and somebody decides again with it
  expect(reviewOf(seated, applicationId).conclusion.ground?.moved).toBe(true);
  await call('shortlist.decide', { applicationId, result: 'notListed' });
  const { conclusion, group, eligibility } = reviewOf(seated, applicationId);
  const failed = eligibility.conditions.find(({ verdict }) => verdict === 'notMet');
  expect(conclusion.result).toBe('不予认定');
  expect(conclusion.ground).toMatchObject({ moved: false });
  const [line = ''] = conclusion.ground?.lines ?? [];
  for (const part of [failed?.article, failed?.value, failed?.threshold, failed?.gap]) expect(line).toContain(part ?? '—');
  expect(conclusion.ground?.standing).toMatch(/^得分 9\d\.00，在.+ \d 家中列第 \d 名，名额 1 家$/);
  expect(conclusion.ground?.vote).toContain('同意 0 票，反对 3 票');
  expect(conclusion.ground?.made).toMatch(/^\d{4}年\d+月\d+日由示例中心（秘书）登记决定$/);
  expect(group?.votes).toEqual([conclusion.ground?.vote]);
  // the list says the same of it
  const list = listOf(seated);
  const row = list.types.flatMap(({ rows }) => rows).find((one) => one.parkName === hengyang);
  expect(row?.ground).toBe(conclusion.ground?.lines.join('；'));
  const second = list.types.flatMap(({ rows }) => rows).find((one) => one.decision === 'notListed' && one.overall === 'met');
  expect(second?.ground).toBe('名次在名额 1 家之外');
  // and what is drawn can be verified
  const made = await call('reports.export', { kind: 'review', applicationId, path: join(dir, 'report.pdf') });
  const verified = await call('documents.verify', { path: made.path });
  expect([verified.embedded.recomputes, verified.redrawn]).toEqual([true, true]);
});

test('a_ground_stays_as_it_was_and_the_report_says_that_the_record_moved', async () => {
  const seated = await judged();
  const { call, parks } = seated;
  const applicationId = parks[5] ?? '';
  const before = reviewOf(seated, applicationId);
  expect(recompute(before)).toEqual([]);
  const [failed] = before.eligibility.conditions.filter(({ verdict }) => verdict === 'notMet');
  const { conditions } = await call('eligibility.evaluate', { applicationId });
  const field = conditions.find(({ id }) => id === failed?.id)?.fields[0] ?? '';
  await call('applications.setField', { applicationId, key: field, value: '2026-01', source: 'evidence', reason: '开园批复' });
  const after = reviewOf(seated, applicationId);
  expect(after.conclusion.ground?.lines).toEqual(before.conclusion.ground?.lines);
  expect(after.conclusion.ground?.moved).toBe(true);
  expect(after.eligibility.conditions.find(({ id }) => id === failed?.id)?.value).not.toBe(failed?.value);
  // a total that is not the derivation's is found by whoever counts again
  const ground = before.conclusion.ground;
  if (!ground) throw new Error('no ground');
  expect(recompute({ ...before, conclusion: { ...before.conclusion, ground: { ...ground, total: '1.00' } } })).toEqual([
    'conclusion.ground.total',
  ]);
});

test('the_opinion_of_the_group_is_signed_by_whoever_presided', async () => {
  const seated = await judged();
  const { call, parks, roundId } = seated;
  const applicationId = parks[0] ?? '';
  const { personId } = await call('panel.add', { roundId, name: '主持人', organisation: '', title: '', role: 'expert' });
  await call('deliberation.opinion', { applicationId, personId, strengths: '集聚明显', problems: '', advice: '' });
  await call('deliberation.dissent', { applicationId, personId: seated.experts[1] ?? '', text: '口径存疑' });
  const data = reviewOf(seated, applicationId);
  expect(data.group).toMatchObject({
    opinion: { name: '主持人', parts: ['主要优势：集聚明显'] },
    dissents: [{ name: '专家2', text: '口径存疑' }],
  });
  expect(data.signatures.map(({ signer }) => signer)).toContain('主持人');
  expect(recompute(data)).toEqual([]);
  expect(recompute({ ...data, signatures: data.signatures.filter(({ signer }) => signer !== '主持人') })).toEqual(['signatures']);
});
