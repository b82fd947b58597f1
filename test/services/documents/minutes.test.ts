import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { seatReview, submitSheet } from '../../fixtures/review.ts';

async function scored() {
  const seated = await seatReview({ parks: 1, experts: 3 });
  for (const personId of seated.experts) await submitSheet(seated, personId, seated.parks[0] ?? '', 0.9);
  const { personId } = await seated.call('panel.add', {
    roundId: seated.roundId,
    name: '何文书',
    organisation: '示例中心',
    title: '',
    role: 'secretary',
  });
  return { ...seated, recorder: personId };
}

test('minutes_are_made_from_the_text_that_was_saved_last_and_signed_by_chair_and_recorder', async () => {
  const { call, refusal, roundId, dir } = await scored();
  expect((await refusal('reports.export', { kind: 'minutes', roundId })).code).toBe('report/no-minutes');
  const { text } = await call('minutes.draft', { roundId, heldOn: '2026-11-18', place: '三楼会议室' });
  await call('minutes.save', { roundId, text: '旧稿', heldOn: '2026-11-17', place: '三楼会议室' });
  await call('minutes.save', { roundId, text: `${text}\n\n另：会后补充说明一句。`, heldOn: '2026-11-18', place: '三楼会议室' });
  const made = await call('reports.export', { kind: 'minutes', roundId });
  expect(made.verification).toMatchObject({ status: 'unsigned', embedded: { kind: 'minutes', recomputes: true }, redrawn: null });
  expect(made.verification.missing.map(({ label, signer }) => [label, signer])).toEqual([
    ['主持人', '专家1'],
    ['记录人', '何文书'],
  ]);
  expect((await call('documents.verify', { path: made.path })).redrawn).toBe(true);
  const word = join(dir, 'minutes.docx');
  await call('reports.export', { kind: 'minutes', roundId, format: 'docx', path: word });
  const xml = strFromU8(unzipSync(readFileSync(word))['word/document.xml'] ?? new Uint8Array());
  for (const words of ['评审会议记录', '一、会议基本情况', '三楼会议室', '另：会后补充说明一句。']) expect(xml).toContain(words);
  expect(xml).not.toContain('旧稿');
  // and they are part of all documents of the round
  const { files } = await call('reports.batch', { roundId, dir: join(dir, 'out') });
  expect(files.filter(({ kind }) => kind === 'minutes')).toHaveLength(1);
}, 60_000);

test('minutes_are_the_offices_also_as_a_document', async () => {
  const { call, refusal, roundId, experts, recorder } = await scored();
  await call('minutes.save', { roundId, text: '记录', heldOn: '2026-11-18', place: '三楼会议室' });
  const wanted = { kind: 'minutes', roundId } as const;
  for (const method of ['reports.export', 'reports.preview'] as const)
    expect((await refusal(method, wanted, experts[0])).code).toBe('call/not-allowed');
  expect((await call('reports.preview', wanted, recorder)).pages).toBeGreaterThan(0);
  await call('reports.export', wanted);
  const listed = async (actor?: string) => (await call('reports.list', { roundId }, actor)).map(({ kind }) => kind);
  expect([await listed(), await listed(recorder), await listed(experts[0])]).toEqual([['minutes'], ['minutes'], []]);
});

test('a_preview_shows_texts_that_are_not_on_record_and_keeps_nothing', async () => {
  const { call, refusal, roundId, parks } = await scored();
  const before = await call('audit.list', { limit: 1000 });
  const own = await call('reports.preview', { kind: 'review', applicationId: parks[0] ?? '', texts: { reportTitle: '试用标题' } });
  const usual = await call('reports.preview', { kind: 'review', applicationId: parks[0] ?? '' });
  expect(Buffer.from(own.pdf, 'base64').subarray(0, 5).toString('latin1')).toBe('%PDF-');
  expect(own.pdf).not.toBe(usual.pdf);
  expect(
    (await refusal('reports.preview', { kind: 'review', applicationId: parks[0] ?? '', texts: { reportTitle: '{{nobody}}' } })).code,
  ).toBe('report/unknown-placeholder');
  expect(await call('audit.list', { limit: 1000 })).toEqual(before);
  expect(await call('reports.list', { roundId })).toEqual([]);
}, 60_000);
