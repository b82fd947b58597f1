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

test('a_visitor_makes_the_record_of_the_visit_on_the_spot_and_no_document_with_scores', async () => {
  const seated = await seatReview({ parks: 1, experts: 2 });
  const { call, refusal, roundId, parks, experts } = seated;
  const [applicationId = ''] = parks;
  const { personId } = await call('panel.add', { roundId, name: '周示例', role: 'visitor' });
  await call('panel.assign', { personId, applicationIds: [applicationId] });
  await submitSheet(seated, experts[0] ?? '', applicationId, 0.8);
  const { visitId } = await call('visits.open', { applicationId, visitedOn: '2026-10-10', people: ['周示例'] }, personId);
  expect((await refusal('reports.export', { kind: 'visit', applicationId }, personId)).code).toBe('report/no-visit');
  await call('visits.close', { visitId }, personId);
  expect(await call('reports.export', { kind: 'visit', applicationId }, personId)).toMatchObject({
    path: expect.stringContaining('实地考察记录'),
  });
  for (const kind of ['review', 'summary'] as const)
    expect([kind, (await refusal('reports.export', { kind, roundId, applicationId }, personId)).code]).toEqual([kind, 'score/not-visible']);
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
