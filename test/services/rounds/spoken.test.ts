/** In a round about others than parks the program speaks of those, in answers and refusals; in all others as ever. */
import { expect, test } from 'vitest';
import { openReview } from '../../fixtures/review.ts';

async function opened(schemeId: string) {
  const review = openReview();
  const { roundId } = await review.call('rounds.create', { schemeId, name: '评审', appliedOn: '2025-06-30' });
  const { applicationId } = await review.call('applications.add', { roundId, parkName: '甲' });
  const { personId } = await review.call('panel.add', { roundId, name: '专家', organisation: '', title: '', role: 'expert' });
  return { ...review, roundId, applicationId, personId };
}

test.each([
  ['hunan-recognition-2024', '园区', '这家园区没有分配给该专家。', 'This park is not'],
  ['hunan-turnover-2023', '企业', '这家企业没有分配给该专家。', 'This enterprise is not'],
  ['hunan-public-overseas-2023', '海外仓', '这个海外仓没有分配给该专家。', 'This overseas warehouse is not'],
])('%s is about %s', async (schemeId, subject, said, english) => {
  const { call, host, roundId, applicationId, personId } = await opened(schemeId);
  expect((await call('rounds.get', { roundId })).subject).toMatchObject({ subject, subjects: subject });
  const ask = async (language: 'zh' | 'en') =>
    host.dispatch.call({ method: 'conflicts.declare', payload: { personId, applicationId, relation: 'none' }, language });
  const [zh, en] = [await ask('zh'), await ask('en')];
  expect(zh).toMatchObject({ ok: false, error: { code: 'score/not-assigned', message: expect.stringContaining(said) as string } });
  expect(en).toMatchObject({ ok: false, error: { message: expect.stringContaining(english) as string } });
});
