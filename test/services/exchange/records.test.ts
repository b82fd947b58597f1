/** An expert's laptop judges the parks of a task as the office does: their titles, bars and rewards on record go along. */
import { expect, test } from 'vitest';
import { openLaptop, openOffice, type Laptop, type Office } from '../../fixtures/exchange/office.ts';
import { parkNames } from '../../fixtures/review.ts';

const authority = '湖南省商务厅';
const [first = '', second = ''] = parkNames;

async function alike(office: Office, laptop: Laptop): Promise<string[]> {
  const said: string[] = [];
  for (const applicationId of office.parks) {
    const there = await laptop.call('eligibility.evaluate', { applicationId }, laptop.personId);
    expect(there).toEqual(await office.call('eligibility.evaluate', { applicationId }));
    said.push(there.overall);
  }
  expect((await laptop.call('workspace.doctor', {})).checks.filter((one) => !one.ok)).toEqual([]);
  return said;
}

test('titles_bars_and_rewards_of_the_parks_go_along', async () => {
  const office = await openOffice({ parks: 2, experts: 3, identities: 1 });
  const personId = office.experts[0] ?? '';
  const record = (parkName: string, more: object) =>
    office.call('titles.record', { parkName, authority, kind: 'recognised', on: '2024-05-01', reason: '文件', ...more } as never);
  const reward = { schemeId: 'hunan-reward-2023', tier: '5', amount: '100', on: '2023-12-01', reason: '文件' };
  const tier = (await office.call('schemes.get', { id: reward.schemeId })).tiers[0]?.id ?? '';
  const granted = await office.call('rewards.record', { ...reward, tier, parkName: first });
  await office.call('rewards.record', { ...reward, tier, parkName: '别处跨境电商产业园' });
  await record(first, { type: '引领型' });
  await record(first, { kind: 'revoked', on: '2025-06-01', ground: '提供虚假材料', barredYears: 3 });
  await record(second, { type: '培育型' });
  await record('别处跨境电商产业园', { type: '引领型' });
  const laptop = openLaptop(office, personId);
  await laptop.open(await office.issue(personId));
  const before = await alike(office, laptop);
  expect(before[0]).toBe('notMet');
  expect((await laptop.call('titles.list', {}, personId)).map(({ parkName }) => parkName).sort()).toEqual([first, second].sort());
  expect((await laptop.call('rewards.granted', {})).map(({ parkName, amount }) => [parkName, amount])).toEqual([[first, '100']]);
  // what is taken off at the office is gone with the next task, and what was entered on the laptop stays
  await laptop.call('rewards.record', { ...reward, tier, parkName: first, amount: '7' });
  await office.call('rewards.correct', { grantedId: granted.grantedId, now: null, reason: '未拨付' });
  await record(second, { kind: 'rectify', on: '2025-01-01', until: '2026-01-05' });
  await laptop.open(await office.issue(personId));
  await alike(office, laptop);
  expect((await laptop.call('titles.list', { on: '2026-09-30' }, personId)).find(({ parkName }) => parkName === second)?.state).toBe(
    'overdue',
  );
  expect((await laptop.call('rewards.granted', {})).map(({ amount }) => amount)).toEqual(['7']);
}, 240_000);
