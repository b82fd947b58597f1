/** The eligibility of a round as one answer, and what is kept of it between writes, against each park asked alone. */
import { expect, test } from 'vitest';
import { samples, seatReview, type Review } from '../../fixtures/review.ts';

/** What the whole round says of each park, and what each park says for itself. */
async function bothWays({ call }: Review, roundId: string, actor?: string) {
  const list = await call('applications.list', { roundId }, actor);
  const { groups } = await call('eligibility.matrix', { roundId }, actor);
  const whole = groups.flatMap(({ type, conditions, parks }) =>
    parks.map(({ applicationId, overall, cells }) => ({
      applicationId,
      type,
      overall,
      conditions: conditions.map(({ id, threshold }, at) => {
        const cell = cells[at];
        return { id, verdict: cell?.verdict, value: cell?.value ?? null, gap: cell?.gap ?? null, threshold: cell?.threshold ?? threshold };
      }),
    })),
  );
  const alone = await Promise.all(
    list.map(async ({ applicationId, type }) => {
      const { overall, conditions } = await call('eligibility.evaluate', { applicationId }, actor);
      return {
        applicationId,
        type,
        overall,
        conditions: conditions.map(({ id, verdict, shown: { value, gap, threshold } }) => ({ id, verdict, value, gap, threshold })),
      };
    }),
  );
  const byId = (one: { applicationId: string }, other: { applicationId: string }) => one.applicationId.localeCompare(other.applicationId);
  return {
    list: list.map(({ applicationId, overall }) => ({ applicationId, overall })).toSorted(byId),
    whole: whole.toSorted(byId),
    alone: alone.toSorted(byId),
  };
}

async function expectAgreement(review: Review, roundId: string): Promise<void> {
  const { list, whole, alone } = await bothWays(review, roundId);
  expect(whole).toEqual(alone);
  expect(list).toEqual(alone.map(({ applicationId, overall }) => ({ applicationId, overall })));
  const rows = await review.call('applications.list', { roundId });
  const someOf = (found: typeof rows) => ({
    count: found.length,
    first: found[0] ? { applicationId: found[0].applicationId, parkName: found[0].parkName } : null,
  });
  expect(await review.call('applications.waiting', { roundId })).toEqual({
    parks: rows.length,
    unread: someOf(rows.filter((one) => one.fieldsRead < one.fieldsAsked)),
    undecided: someOf(rows.filter((one) => ['missing', 'relaxable', 'judgement'].includes(one.overall))),
  });
}

test('the_round_says_of_each_park_what_the_park_says_alone_after_each_kind_of_write', async () => {
  const review = await seatReview({ parks: 4 });
  const { call, refusal, roundId, parks, experts } = review;
  const [first = '', second = '', third = ''] = parks;
  await expectAgreement(review, roundId);
  const open = (await call('eligibility.evaluate', { applicationId: first })).conditions.filter((one) => one.verdict === 'judgement');

  await call('applications.setField', { applicationId: first, key: 'companies', value: 1, reason: '核对名册' });
  await expectAgreement(review, roundId);
  await call('applications.setField', { applicationId: second, key: 'parkType', value: '培育型', reason: '更正' });
  await expectAgreement(review, roundId);
  // a write that is refused half way leaves everything as it was
  await refusal('applications.setField', { applicationId: first, key: 'companies', value: '许多', reason: '核对名册' });
  await expectAgreement(review, roundId);
  for (const { id } of open.slice(0, 1))
    await call('eligibility.decide', { applicationId: first, conditionId: id, outcome: 'notMet', reason: '材料不符' });
  await expectAgreement(review, roundId);
  const { visitId } = await call('visits.open', { applicationId: third, visitedOn: '2026-10-10' });
  await call('visits.measure', { visitId, key: 'ecommerceArea', value: '10' });
  await expectAgreement(review, roundId);
  await call('visits.close', { visitId });
  await expectAgreement(review, roundId);
  await call('packages.import', { roundId, paths: [samples] });
  await expectAgreement(review, roundId);
  expect((await bothWays(review, roundId)).whole.length).toBe(6);

  // what another store says in the place of this one is not mixed up with what was kept
  const backup = await call('workspace.backup', {});
  await call('applications.setField', { applicationId: first, key: 'companies', value: 90, reason: '核对名册' });
  await expectAgreement(review, roundId);
  await call('workspace.restore', { path: backup.path });
  await expectAgreement(review, roundId);

  // a member sees nothing of a park from which they are recused
  const [personId = ''] = experts;
  await call('conflicts.declare', { personId, applicationId: second, relation: 'employment', reason: '任职' }, personId);
  const { groups } = await call('eligibility.matrix', { roundId }, personId);
  expect(groups.flatMap((group) => group.parks.map((park) => park.applicationId))).not.toContain(second);
});
