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

test('what_names_a_visit_or_nothing_of_a_round_is_spoken_of_those_under_review_too', async () => {
  const { call, refusal, applicationId, personId } = await opened('hunan-public-overseas-2023');
  const { visitId } = await call('visits.open', { applicationId, visitedOn: '2025-07-01', people: ['周示例'] });
  await call('panel.assign', { personId, applicationIds: [applicationId] });
  await call('conflicts.declare', { personId, applicationId, relation: 'kinship', reason: '亲属任职' });
  const ofVisit = async () => (await refusal('visits.note', { visitId, text: '在营' }, personId)).message;
  const ofNothing = async () => (await refusal('applications.get', { applicationId: visitId })).message;
  expect(await ofVisit()).toContain('该专家对这个海外仓已回避');
  expect(await ofNothing()).toContain('没有这个海外仓的申报');
  // beside a round about parks only what names something is known to be about warehouses
  await call('rounds.create', { schemeId: 'hunan-recognition-2024', name: '园区', appliedOn: '2026-09-30' });
  expect(await ofVisit()).toContain('该专家对这个海外仓已回避');
  const unknown = (await refusal('applications.get', { applicationId: crypto.randomUUID() })).message;
  expect(unknown).toContain('没有这家园区的申报');
});
