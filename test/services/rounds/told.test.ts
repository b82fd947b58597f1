/** Every rule of a round is told by an event: the doctor plays them again after each that can be set, and finds nothing. */
import { expect, test } from 'vitest';
import { openReview, seatReview, type Review } from '../../fixtures/review.ts';

async function settingsOf({ host, call }: Review): Promise<Record<string, unknown>> {
  const { checks } = await call('workspace.doctor', {});
  expect(checks.filter(({ ok }) => !ok)).toEqual([]);
  const rows = host.session.store.read.sqlite.prepare('SELECT settings FROM round ORDER BY created_at, id').pluck().all() as string[];
  return JSON.parse(rows.at(-1) ?? '{}') as Record<string, unknown>;
}

test('a_round_of_recognition', async () => {
  const seated = await seatReview({ parks: 1, experts: 1 });
  const { call, roundId } = seated;
  expect(Object.keys(await settingsOf(seated)).sort()).toEqual(['institution', 'quotas']);
  await call('rounds.setQuotas', { roundId, minimumScore: '60' });
  expect(await settingsOf(seated)).toMatchObject({ minimumScore: '60', regionQuotas: {} });
  await call('rounds.setQuotas', { roundId, quotas: { 引领型: 2 }, byRegion: { 长沙市: 1 }, minimumScore: null });
  expect(await settingsOf(seated)).toMatchObject({ quotas: { 引领型: 2 }, regionQuotas: { 长沙市: 1 } });
  expect(await settingsOf(seated)).not.toHaveProperty('minimumScore');
  const [preset] = await call('tally.presets', {});
  await call('tally.setRules', { roundId, preset: preset?.id ?? '', reason: '评审委员会决定' });
  await call('rounds.setPublished', { roundId, publishedOn: '2026-01-15', reason: '文件印发' });
  await call('rounds.setPublished', { roundId, publishedOn: null, reason: '文件已写明' });
  await call('reports.setTexts', { roundId, texts: { contact: ['电话 0731-0000000'] } });
  await call('reports.setTexts', { roundId, texts: {} });
  expect(Object.keys(await settingsOf(seated)).sort()).toEqual(['documentTexts', 'institution', 'quotas', 'regionQuotas', 'tallyRules']);
}, 120_000);

test('a_round_of_assessment', async () => {
  const review = openReview();
  const { call } = review;
  const { roundId } = await call('rounds.create', {
    schemeId: 'hunan-assessment-2024',
    name: '考核',
    appliedOn: '2026-01-10',
    settings: { institution: '示例中心' },
  });
  await call('rounds.setGrades', { roundId, from: { excellent: '90', good: '75.5' } });
  await call('rounds.setGrades', { roundId, noticeOn: '2026-01-31' });
  expect(await settingsOf(review)).toMatchObject({ gradesFrom100: { excellent: 9000, good: 7550 }, noticeOn: '2026-01-31' });
}, 120_000);
