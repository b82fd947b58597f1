/** Who is only there for the visit is neither a scorer nor a member of the panel before a park. */
import { expect, test } from 'vitest';
import { seatReview, submitSheet } from '../../fixtures/review.ts';

test('seats_of_visitors_are_no_sheets_and_no_declarations_that_are_due', async () => {
  const seated = await seatReview({ parks: 2, experts: 5 });
  const { call, roundId, parks, experts } = seated;
  const { personId: visitor } = await call('panel.add', { roundId, name: '周示例', role: 'visitor' });
  await call('panel.assign', { personId: visitor, applicationIds: [...parks] });
  const steps = async () => {
    const { steps: all } = await call('rounds.get', { roundId });
    return Object.fromEntries(all.map(({ step, done, of }) => [step, [done, of]]));
  };
  expect(await steps()).toMatchObject({ panel: [10, 10], scoring: [0, 10] });
  for (const personId of experts) for (const applicationId of parks) await submitSheet(seated, personId, applicationId, 0.8);
  expect(await steps()).toMatchObject({ scoring: [10, 10], tally: [1, 1] });
  const people = await call('panel.list', { roundId });
  expect(people.map(({ role, asked, assigned }) => [role, asked, assigned]).at(-1)).toEqual(['visitor', false, 2]);
  expect(people.slice(0, -1).every(({ asked }) => asked)).toBe(true);
  // five members, all of them readers: the share of experts is not made smaller by the visit team
  const before = (await call('tally.run', { roundId })).panelWarnings;
  await call('conflicts.declare', { personId: visitor, applicationId: parks[0] ?? '', relation: 'none' });
  expect((await call('tally.run', { roundId })).panelWarnings).toEqual(before);
});

test('an_expert_is_told_with_whom_a_relation_may_be_and_of_a_recused_park_no_more', async () => {
  const { call, parks, experts } = await seatReview({ parks: 2, experts: 1 });
  const personId = experts[0] ?? '';
  const [park] = await call('conflicts.list', { personId }, personId);
  const { fields } = await call('applications.get', { applicationId: parks[0] ?? '' });
  const valueOf = (key: string) => fields.find((field) => field.key === key)?.values[0]?.value;
  const parties = Object.fromEntries(
    (['operator', 'applicant', 'legalRepresentative', 'address'] as const).map((key) => [key, valueOf(key)]),
  );
  expect(Object.values(parties).every((one) => typeof one === 'string')).toBe(true);
  expect(park).toMatchObject(parties);
  await call('conflicts.declare', { personId, applicationId: parks[0] ?? '', relation: 'kinship', reason: '亲属任职' }, personId);
  expect((await call('conflicts.list', { personId }, personId))[0]).toMatchObject({
    relation: 'kinship',
    operator: null,
    applicant: null,
    legalRepresentative: null,
    address: null,
  });
});
