/** 公示 and 最终名单 say what became of a publicity: neither is made, or signed, before it is so. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { seatReview, submitSheet } from '../../fixtures/review.ts';

const passphrase = 'long-enough-phrase-1';

async function decided() {
  const seated = await seatReview({ parks: 1, experts: 3 });
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
