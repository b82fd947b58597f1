/** Members of the panel: corrected, taken off before anything is on record, seats taken back, doubles told apart. */
import { expect, test } from 'vitest';
import { findUntoldValues } from '../../../db/record/replay.ts';
import { openOffice } from '../../fixtures/exchange/office.ts';
import { openReview, seatReview } from '../../fixtures/review.ts';

const who = { organisation: '示例大学', title: '教授', role: 'expert' } as const;

test('the_same_person_is_not_added_twice_and_another_of_the_same_name_is_once_that_is_said', async () => {
  const { call, refusal } = openReview();
  const { roundId } = await call('rounds.create', { schemeId: 'hunan-recognition-2024', name: '评审', appliedOn: '2026-09-30' });
  await call('panel.add', { roundId, name: '陈静', ...who });
  expect(await refusal('panel.add', { roundId, name: ' 陈静 ', ...who })).toMatchObject({
    code: 'person/same-name',
    details: { name: '陈静', organisation: '示例大学' },
  });
  for (const written of ['陈 静', '陈　静', '陈\u200b静'])
    expect((await refusal('panel.add', { roundId, name: written, ...who })).code).toBe('person/same-name');
  for (const name of ['\u200b', '……', '陈\n静'])
    expect((await refusal('panel.add', { roundId, name, ...who })).code).toBe('call/bad-payload');
  // elsewhere that name is another's
  await call('panel.add', { roundId, name: '陈静', ...who, organisation: '示例学院' });
  await call('panel.add', { roundId, name: '陈静', ...who, another: true });
  expect((await call('panel.list', { roundId })).map(({ name, organisation }) => `${name} ${organisation}`)).toEqual([
    '陈静 示例大学',
    '陈静 示例学院',
    '陈静 示例大学',
  ]);
});

test('who_gave_nothing_is_removed_with_all_seats_and_the_record_says_so', async () => {
  const { call, refusal, roundId, parks, host } = await seatReview({ parks: 2, experts: 2 });
  const { personId } = await call('panel.add', { roundId, name: '陈静', ...who });
  await call('panel.assign', { personId, applicationIds: [...parks] });
  expect((await call('panel.list', { roundId })).map(({ bound }) => bound)).toEqual([true, true, false]);
  expect(await call('panel.remove', { personId, reason: '重复添加' })).toEqual({ seats: 2 });
  expect(await call('panel.list', { roundId })).toHaveLength(2);
  expect((await refusal('panel.assign', { personId, applicationIds: [] })).code).toBe('person/unknown');
  const [event] = await call('audit.list', { limit: 1 });
  expect(event).toMatchObject({ kind: 'panel.remove', entity: `person:${personId}`, reason: '重复添加' });
  expect(findUntoldValues(host.session.store.read)).toEqual([]);
});

test.each([
  ['a_declaration', (seat: Seat) => seat.call('conflicts.declare', { ...seat.at, relation: 'none' })],
  [
    'a_visit',
    (seat: Seat) => seat.call('visits.open', { applicationId: seat.at.applicationId, visitedOn: '2026-10-10' }, seat.at.personId),
  ],
] as const)('who_left_%s_is_replaced_and_not_removed', async (_name, leave) => {
  const { call, refusal, roundId, parks } = await seatReview({ parks: 1, experts: 2 });
  const { personId } = await call('panel.add', { roundId, name: '陈静', ...who });
  const applicationId = parks[0] ?? '';
  await call('panel.assign', { personId, applicationIds: [applicationId] });
  await leave({ call, at: { personId, applicationId } });
  expect((await refusal('panel.remove', { personId })).code).toBe('person/bound');
  expect((await call('panel.list', { roundId })).at(-1)).toMatchObject({ name: '陈静', assigned: 1, bound: true });
});

interface Seat {
  readonly call: Awaited<ReturnType<typeof seatReview>>['call'];
  readonly at: { readonly personId: string; readonly applicationId: string };
}

test('a_seat_is_taken_back_until_something_was_given_there', async () => {
  const { call, refusal, roundId, parks, experts, leaves, host } = await seatReview({ parks: 2, experts: 3 });
  const [personId = '', second = '', third = ''] = experts;
  const [one = '', two = ''] = parks;
  await call('scores.set', { personId, applicationId: one, criterionId: leaves[0]?.id ?? '', points: 1 }, personId);
  await call('conflicts.declare', { personId: second, applicationId: one, relation: 'kinship', reason: '亲属' }, second);
  for (const given of [personId, second])
    expect((await refusal('panel.unassign', { personId: given, applicationIds: [two, one] })).code).toBe('seat/given');
  // nothing half done
  expect((await call('panel.list', { roundId })).map(({ assigned }) => assigned)).toEqual([2, 2, 2]);
  // that there is no relation was said of the park, and stays said
  expect(await call('panel.unassign', { personId: third, applicationIds: [two, two] })).toMatchObject({ unassigned: 1 });
  expect(await call('panel.unassign', { personId: third, applicationIds: [two] })).toEqual({ unassigned: 0, seq: null });
  expect((await call('panel.list', { roundId })).at(-1)).toMatchObject({ assigned: 1, declared: 1 });
  await call('panel.assign', { personId: third, applicationIds: [two] });
  expect((await call('panel.list', { roundId })).at(-1)).toMatchObject({ assigned: 2, declared: 2 });
  expect(findUntoldValues(host.session.store.read)).toEqual([]);
});

test('what_a_task_file_carried_away_is_not_taken_back_behind_its_back', async () => {
  const office = await openOffice();
  const { call, refusal, experts, parks } = office;
  const [personId = ''] = experts;
  const [one = '', two = ''] = parks;
  // what is given to them after the file was written is on no laptop yet
  await call('panel.unassign', { personId, applicationIds: [two] });
  await office.issue(personId);
  await call('panel.assign', { personId, applicationIds: [two] });
  expect(await refusal('panel.unassign', { personId, applicationIds: [two, one] })).toMatchObject({ code: 'seat/handed-out' });
  expect(await call('panel.unassign', { personId, applicationIds: [two] })).toMatchObject({ unassigned: 1 });
  expect((await refusal('panel.remove', { personId })).code).toBe('person/bound');
});

test('a_correction_stands_in_the_record_with_its_reason_once_something_is', async () => {
  const { call, refusal, roundId, experts, host } = await seatReview({ parks: 1, experts: 2 });
  const { personId } = await call('panel.add', { roundId, name: '陈敬', ...who });
  const typo = { personId, name: '陈静', ...who };
  expect(await call('panel.edit', typo)).toEqual({ changed: true });
  expect(await call('panel.edit', typo)).toEqual({ changed: false });
  // role and words of somebody who declared
  const [leader = ''] = experts;
  const now = { personId: leader, name: '专家1', organisation: '示例大学', title: '研究员', role: 'leader' } as const;
  expect((await refusal('panel.edit', now)).code).toBe('person/reason-missing');
  expect((await refusal('panel.edit', { ...now, role: 'visitor', reason: '更正' })).code).toBe('person/role-bound');
  expect((await refusal('panel.edit', { ...now, name: '陈静', reason: '更正' })).code).toBe('person/same-name');
  // what another window changed since stays, and what both changed is refused
  const was = { name: '专家1', organisation: '示例大学', title: '教授', role: 'leader' } as const;
  await call('panel.edit', { personId: leader, ...was, title: '主任', was, reason: '更正' });
  expect((await refusal('panel.edit', { ...now, was, reason: '更正' })).code).toBe('edit/changed-meanwhile');
  await call('panel.edit', { personId: leader, ...was, organisation: '示例学院', was, reason: '更正' });
  expect((await call('panel.list', { roundId }))[0]).toMatchObject({ title: '主任', organisation: '示例学院' });
  await call('panel.edit', { ...now, role: 'expert', reason: '职称填错' });
  const [event] = await call('audit.list', { limit: 1 });
  expect(event).toMatchObject({ kind: 'panel.edit', reason: '职称填错' });
  expect((await call('panel.list', { roundId }))[0]).toMatchObject({ title: '研究员', role: 'expert' });
  expect(findUntoldValues(host.session.store.read)).toEqual([]);
  host.session.store.write((tx) => void tx.sqlite.prepare("UPDATE person SET name = '别人' WHERE id = ?").run(personId));
  expect(findUntoldValues(host.session.store.read)).toEqual([`person:${personId}`]);
});

test('a_name_that_an_identity_bears_stays_until_the_identity_is_revoked', async () => {
  const office = await openOffice();
  const { call, refusal, experts } = office;
  const [personId = ''] = experts;
  const person = (await call('panel.list', { roundId: office.roundId })).find((one) => one.personId === personId);
  const { organisation = '', title = '', role = 'expert' } = person ?? {};
  expect((await refusal('panel.edit', { personId, name: '另一名', organisation, title, role, reason: '更正' })).code).toBe(
    'person/has-identity',
  );
  // a title is on no certificate
  expect(await call('panel.edit', { personId, name: person?.name ?? '', organisation, title: '研究员', role, reason: '更正' })).toEqual({
    changed: true,
  });
});
