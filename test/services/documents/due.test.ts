/** 公示 and 最终名单 say what became of a publicity: neither is made, or signed, before it is so. */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { has, run } from '../../fixtures/tools.ts';
import { seatReview, submitSheet } from '../../fixtures/review.ts';

const passphrase = 'long-enough-phrase-1';

/** @param at the time of the program; the machine's where none is given */
async function decided(at?: string) {
  const seated = await seatReview({ parks: 1, experts: 3 });
  if (at !== undefined) seated.host.session.now = () => at;
  const { call, parks, dir } = seated;
  const [applicationId = ''] = parks;
  for (const personId of seated.experts) await submitSheet(seated, personId, applicationId, 0.8);
  await call('shortlist.decide', { applicationId, result: 'listed', reason: '合议' });
  const identity = join(dir, '中心.p12');
  await call('identities.createInstitution', { name: '示例中心', path: identity, passphrase });
  return { ...seated, sign: [{ identity, passphrase }] };
}

const opening = { startsOn: '2026-10-12', workingDays: 5, despite: '试评' };

test('a_notice_and_a_final_list_are_made_and_signed_only_once_there_is_one', async () => {
  const { call, refusal, roundId, dir, sign } = await decided();
  const path = join(dir, '文书.pdf');
  for (const [kind, code] of [
    ['publicity', 'report/not-published'],
    ['final', 'report/not-final'],
  ] as const) {
    for (const more of [{}, { sign }]) expect((await refusal('reports.export', { kind, roundId, path, ...more })).code).toBe(code);
    const { details } = await refusal('reports.batch', { roundId, dir: join(dir, 'out'), kinds: [kind], sign });
    expect(details).toMatchObject({ because: [expect.stringContaining('公示')] });
  }
  expect((await refusal('reports.export', { kind: 'final', format: 'docx', roundId, path })).code).toBe('report/not-final');
  expect(existsSync(path)).toBe(false);
  expect(await call('reports.list', { roundId })).toEqual([]);
  // people may word the notice beforehand, in a file that nobody can sign
  await call('reports.export', { kind: 'publicity', format: 'docx', roundId, path: join(dir, '草稿.docx') });

  await call('publicity.open', { roundId, ...opening });
  const early = join(dir, '前一次.pdf');
  await call('reports.export', { kind: 'publicity', roundId, path: early });
  expect((await refusal('reports.export', { kind: 'final', roundId, path, sign })).code).toBe('report/not-final');
  // what names the days of a publicity that was withdrawn is not signed for the next
  await call('publicity.withdraw', { roundId, reason: '名单有误' });
  const [key] = sign;
  expect((await refusal('documents.sign', { path: early, ...key })).code).toBe('report/not-published');
  await call('publicity.open', { roundId, ...opening });
  expect((await refusal('documents.sign', { path: early, ...key })).code).toBe('report/not-published');
  expect((await call('reports.export', { kind: 'publicity', roundId, path, sign })).verification.status).toBe('valid');

  await call('publicity.close', { roundId, despite: '试评' });
  const final = join(dir, '名单.pdf');
  expect((await call('reports.export', { kind: 'final', roundId, path: final, sign })).verification.status).toBe('valid');
}, 60_000);

test('a_notice_is_not_signed_while_its_publicity_is_suspended_nor_with_the_days_from_before', async () => {
  const { call, refusal, host, roundId, dir, sign } = await decided('2026-10-12T01:00:00.000Z');
  const [key] = sign;
  const early = join(dir, '公示.pdf');
  await call('publicity.open', { roundId, ...opening });
  await call('reports.export', { kind: 'publicity', roundId, path: early });
  host.session.now = () => '2026-10-14T01:00:00.000Z';
  await call('publicity.suspend', { roundId, from: '2026-10-14', reason: '核查' });
  expect((await refusal('documents.sign', { path: early, ...key })).code).toBe('report/suspended');
  for (const more of [{}, { sign }])
    expect((await refusal('reports.export', { kind: 'publicity', roundId, path: join(dir, '新.pdf'), ...more })).code).toBe(
      'report/suspended',
    );
  // a batch of everything leaves it out
  const batch = await call('reports.batch', { roundId, dir: join(dir, '批量') });
  expect(batch.files.filter(({ kind }) => kind === 'publicity')).toEqual([]);
  host.session.now = () => '2026-10-16T01:00:00.000Z';
  await call('publicity.resume', { roundId, on: '2026-10-16', reason: '核查完毕' });
  expect((await refusal('documents.sign', { path: early, ...key })).code).toBe('report/superseded');
  const path = join(dir, '重新公示.pdf');
  await call('reports.export', { kind: 'publicity', roundId, path });
  expect((await call('documents.sign', { path, ...key })).verification.status).toBe('valid');
  // of a publicity that followed, a suspension of the one before says nothing
  await call('publicity.withdraw', { roundId, reason: '名单有误' });
  host.session.now = () => '2026-10-20T01:00:00.000Z';
  await call('publicity.open', { roundId, ...opening, startsOn: '2026-10-20' });
  const next = join(dir, '再次公示.pdf');
  await call('reports.export', { kind: 'publicity', roundId, path: next });
  expect((await call('documents.sign', { path: next, ...key })).verification.status).toBe('valid');
}, 90_000);

test.skipIf(!has('pdftotext'))(
  'before_its_time_a_list_is_shown_as_a_draft_that_claims_nothing_needs_pdftotext',
  async () => {
    const { call, roundId, dir } = await decided();
    const preview = async (kind: 'publicity' | 'final'): Promise<string> => {
      const path = join(dir, `${kind}.pdf`);
      writeFileSync(path, Buffer.from((await call('reports.preview', { kind, roundId })).pdf, 'base64'));
      return run('pdftotext', ['-layout', path, '-']).replaceAll(/\s/g, '');
    };
    const claims = ['现予公示', '特此公示', '特此公布', '经评审和公示', '公示期已满'];
    const claimed = async (kind: 'publicity' | 'final') => {
      const text = await preview(kind);
      return { isDraft: /草稿：名单尚未公示|预览：公示尚未结束/u.test(text), claims: claims.filter((words) => text.includes(words)) };
    };
    expect(await claimed('publicity')).toEqual({ isDraft: true, claims: [] });
    expect(await claimed('final')).toEqual({ isDraft: true, claims: [] });
    await call('publicity.open', { roundId, ...opening });
    expect(await claimed('publicity')).toEqual({ isDraft: false, claims: ['现予公示', '特此公示'] });
    expect(await claimed('final')).toEqual({ isDraft: true, claims: [] });
    await call('publicity.close', { roundId, despite: '试评' });
    expect(await claimed('final')).toEqual({ isDraft: false, claims: ['特此公布', '经评审和公示', '公示期已满'] });
  },
  90_000,
);
