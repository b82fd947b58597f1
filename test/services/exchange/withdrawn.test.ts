/** 撤回 while a laptop holds the park: its sheet comes home, is kept and counts for nothing; the next task leaves the park out. */
import { expect, test } from 'vitest';
import { openLaptop, openOffice } from '../../fixtures/exchange/office.ts';
import { submitSheet } from '../../fixtures/review.ts';

test('a_return_with_the_sheet_of_a_park_that_was_withdrawn_is_merged_and_not_counted', async () => {
  const office = await openOffice({ parks: 2, experts: 3, identities: 1 });
  const { roundId } = office;
  const [expert = '', ...others] = office.experts;
  const [left = '', stays = ''] = office.parks;
  for (const other of others) for (const park of office.parks) await submitSheet(office, other, park, 0.7);
  const laptop = openLaptop(office, expert);
  await laptop.open(await office.issue(expert));
  for (const park of office.parks) await submitSheet({ ...office, ...laptop }, expert, park, 0.9);
  const day = office.host.session.now().slice(0, 10);
  await office.call('applications.withdraw', { roundId, applicationId: left, on: day, reason: '另行申报', askedBy: '来函' });

  const back = await laptop.giveBack();
  expect(await office.merge(back)).toMatchObject({ refused: [] });
  expect((await office.call('scores.get', { personId: expert, applicationId: left })).state).toBe('submitted');
  const { ranking } = await office.call('tally.run', { roundId });
  expect(ranking.map(({ applicationId }) => applicationId)).toEqual([stays]);
  expect((await office.call('workspace.doctor', {})).checks.filter((check) => !check.ok)).toEqual([]);

  // of the park that left nothing goes out any more
  const again = openLaptop(office, expert);
  await again.open(await office.issue(expert));
  expect((await again.call('applications.list', { roundId })).map(({ applicationId }) => applicationId)).toEqual([stays]);
  // on the laptop that had it before it stays on record, and the office decides nothing there
  expect((await laptop.refusal('applications.withdraw', { roundId, applicationId: stays, on: day, reason: 'x', askedBy: 'x' })).code).toBe(
    'call/on-laptop',
  );

  await office.call('applications.withdraw', { roundId, applicationId: stays, on: day, reason: '另行申报', askedBy: '来函' });
  const { code } = await office.issue(expert).then(
    () => ({ code: 'issued' }),
    (error: unknown) => ({ code: String(error) }),
  );
  expect(code).toContain('exchange/all-left');
  // and back again everything counts as it was given
  await office.call('applications.restore', { roundId, applicationId: stays, reason: '收回' });
  await office.call('applications.restore', { roundId, applicationId: left, reason: '收回' });
  expect((await office.call('tally.run', { roundId })).ranking.map(({ applicationId }) => applicationId).toSorted()).toEqual(
    office.parks.toSorted(),
  );
  expect((await office.call('workspace.doctor', {})).checks.filter((check) => !check.ok)).toEqual([]);
}, 120_000);
