/** 选定: a choice between two laptops takes what one of them sealed, or cell by cell what a person chose, and loses nothing. */
import { expect, test } from 'vitest';
import { openLaptop, openOffice, type Laptop, type Office } from '../../fixtures/exchange/office.ts';
import { submitSheet } from '../../fixtures/review.ts';

/** Two laptops of one expert, who submitted one park on both; both came home. */
async function twoSealed(shares: readonly [number, number] = [0.8, 0.7]) {
  const office = await openOffice({ parks: 1, experts: 1 });
  const [personId = ''] = office.experts;
  const [applicationId = ''] = office.parks;
  const task = await office.issue(personId);
  const laptops = [openLaptop(office, personId), openLaptop(office, personId)] as const;
  for (const [index, laptop] of laptops.entries()) {
    await laptop.open(task);
    await submitSheet({ ...office, ...laptop }, personId, applicationId, shares[index] ?? 0);
  }
  const merged = await office.merge(await laptops[0].giveBack(), await laptops[1].giveBack());
  return { office, laptops, personId, applicationId, seat: { personId, applicationId }, conflicts: merged.conflicts };
}

/** What a sheet says, whatever its versions are. */
async function sheetOf(review: Pick<Laptop | Office, 'call'>, seat: { personId: string; applicationId: string }) {
  const { state, digest, submittedAt, scores, abstained, totals } = await review.call('scores.get', seat);
  return {
    state,
    digest,
    submittedAt,
    total100: totals.total100,
    scores: scores
      .map(({ criterionId, points100, comment }) => [criterionId, points100, comment])
      .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
    abstained: abstained.map(({ criterionId, reason }) => [criterionId, reason]),
  };
}

test.each([0, 1] as const)(
  'choosing_the_sheet_of_one_laptop_takes_its_whole_sealed_sheet: %i',
  async (wanted) => {
    const { office, laptops, seat, conflicts } = await twoSealed();
    const card = conflicts.find((one) => one.kind === 'sheet');
    const there = await sheetOf(laptops[wanted], seat);
    const side = card?.sides.find((one) => one.content['digest'] === there.digest);
    const answer = await office.call('exchange.resolve', {
      conflictId: card?.conflictId ?? '',
      choice: side?.version ?? '',
      reason: '专家电话确认',
    });
    expect(answer).toMatchObject({ left: 0, reopened: [] });
    expect(await sheetOf(office, seat)).toEqual(there);
    expect((await office.call('workspace.doctor', {})).checks.filter((check) => !check.ok)).toEqual([]);
  },
  120_000,
);
