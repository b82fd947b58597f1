/** 复核录入: what was typed from paper is typed again; the program compares, a person decides, and the record keeps both. */
import { expect, test } from 'vitest';
import { seatReview, submitSheet } from '../../fixtures/review.ts';

test('the_second_pass_is_compared_and_each_difference_is_decided_on_record', async () => {
  const seated = await seatReview({ parks: 2, experts: 2 });
  const { call, refusal, parks, experts, leaves } = seated;
  const [personId = '', other = ''] = experts;
  const [applicationId = '', second = ''] = parks;
  const [a = '', b = '', c = '', d = ''] = leaves.map((one) => one.id);
  const seat = { personId, applicationId };
  for (const [criterionId, points] of [
    [a, 1],
    [b, 2],
    [c, 3],
  ] as const)
    await call('scores.set', { ...seat, criterionId, points, comment: '纸面' });
  for (const [criterionId, points] of [
    [a, 1],
    [b, '2.5'],
    [c, 1],
    [d, 4],
  ] as const)
    await call('reentry.set', { ...seat, criterionId, points });
  await call('reentry.set', { ...seat, applicationId: second, criterionId: a, points: 1 });
  expect((await refusal('reentry.set', { ...seat, criterionId: a, points: 999 })).code).toBe('score/above-maximum');

  const check = await call('reentry.get', { personId });
  expect(check).toMatchObject({ agreeing: 1, differing: 4, settled: 0 });
  const states = Object.fromEntries(
    check.cells
      .filter((one) => one.applicationId === applicationId)
      .map((one) => [one.criterionId, [one.first100, one.second100, one.state]]),
  );
  expect(states).toEqual({
    [a]: [100, 100, 'agrees'],
    [b]: [200, 250, 'differs'],
    [c]: [300, 100, 'differs'],
    [d]: [null, 400, 'differs'],
  });
  // a sheet that nobody has decided on is not sealed by the way
  expect((await refusal('scores.submit', seat)).code).toBe('reentry/open');
  expect((await refusal('reentry.settle', { ...seat, criterionId: a, take: 'first' })).code).toBe('reentry/no-difference');

  expect(await call('reentry.settle', { ...seat, criterionId: b, take: 'second', reason: '第一次看错行' })).toMatchObject({
    points100: 250,
    left: 3,
  });
  expect(await call('reentry.settle', { ...seat, criterionId: c, take: 'first' })).toMatchObject({ points100: 300, left: 2 });
  await call('reentry.settle', { ...seat, criterionId: d, take: 'second' });
  await call('reentry.set', { ...seat, applicationId: second, criterionId: a, points: null });
  expect(await call('reentry.get', { personId })).toMatchObject({ agreeing: 1, differing: 0, settled: 3 });
  const { scores } = await call('scores.get', seat);
  expect(Object.fromEntries(scores.map((one) => [one.criterionId, [one.points100, one.comment]]))).toEqual({
    [a]: [100, '纸面'],
    [b]: [250, '纸面'],
    [c]: [300, '纸面'],
    [d]: [400, null],
  });
  const [, settled] = await call('audit.list', { entity: `reentry:${personId}/${applicationId}/${b}` });
  expect(settled).toMatchObject({
    kind: 'reentry.settle',
    old: { first100: 200, second100: 250 },
    new: { take: 'second', kept100: 250 },
    reason: '第一次看错行',
  });
  // settled stays settled when the sheet goes on, and the other expert has no part in it
  await call('scores.set', { ...seat, criterionId: c, points: 2 });
  expect((await call('reentry.get', { personId })).differing).toBe(0);
  expect((await call('reentry.get', { personId: other })).cells).toEqual([]);
  // what agreed and was changed since is no longer what the paper says: that too is somebody's word
  await call('scores.set', { ...seat, criterionId: a, points: 2 });
  expect((await refusal('scores.submit', seat)).code).toBe('reentry/open');
  await call('reentry.settle', { ...seat, criterionId: a, take: 'first', reason: '核对原件后更正' });
  await submitSheet(seated, personId, applicationId, 0.8);
  expect((await call('workspace.doctor', {})).healthy).toBe(true);
});

test('a_park_of_a_recusal_leaves_the_comparison_and_a_sealed_sheet_takes_no_second_pass', async () => {
  const seated = await seatReview({ parks: 2, experts: 1 });
  const { call, refusal, parks, experts, leaves } = seated;
  const [personId = ''] = experts;
  const criterionId = leaves[0]?.id ?? '';
  for (const applicationId of parks) await call('reentry.set', { personId, applicationId, criterionId, points: 1 });
  await call('conflicts.declare', { personId, applicationId: parks[0] ?? '', relation: 'other', reason: '顾问' });
  expect((await call('reentry.get', { personId })).cells.map((one) => one.applicationId)).toEqual([parks[1]]);
  await call('reentry.set', { personId, applicationId: parks[1] ?? '', criterionId, points: null });
  await submitSheet(seated, personId, parks[1] ?? '', 0.8);
  expect((await refusal('reentry.set', { personId, applicationId: parks[1] ?? '', criterionId, points: 1 })).code).toBe('score/submitted');
});
