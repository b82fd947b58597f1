/** What a session keeps in memory is its own, and goes when it is released: nothing outlives the store that it was read from. */
import { copyFileSync, cpSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import type { Rubric } from '../../../domain/rubric/model.ts';
import { institutionPassphrase, openOffice } from '../../fixtures/exchange/office.ts';
import { openReview, seatReview, type Review, type Seated } from '../../fixtures/review.ts';
import { tempFolder } from '../../fixtures/store.ts';

const title = '另一部规则';

/** The same round, frozen at the same moment, with another rule book and another rubric: what only a changed store can have. */
function alter(dir: string, { roundId }: Seated): void {
  const database = new Database(join(dir, 'panel.db'));
  const row = database.prepare('SELECT scheme, rubric FROM round WHERE id = ?').get(roundId) as { scheme: string; rubric: string };
  const scheme = { ...(JSON.parse(row.scheme) as object), title: { zh: title, en: title } };
  const rubric = JSON.parse(row.rubric, (key, value: unknown) => (key === 'max100' ? Number(value) * 2 : value)) as Rubric;
  database.prepare('UPDATE round SET scheme = ?, rubric = ? WHERE id = ?').run(JSON.stringify(scheme), JSON.stringify(rubric), roundId);
  database.close();
}

/** The rule book's title, and what a score of twice the maximum of the first criterion comes to. */
async function answersOf({ call, host }: Review, { roundId, parks, experts, leaves }: Seated): Promise<[string, string]> {
  const [leaf] = leaves;
  const payload = {
    personId: experts[0],
    applicationId: parks[0],
    criterionId: leaf?.id,
    points: ((leaf?.max100 ?? 0) * 2) / 100,
    comment: '核对',
  };
  const answer = await host.dispatch.call({ method: 'scores.set', payload, language: 'zh' });
  return [(await call('rounds.get', { roundId })).schemeTitle, answer.ok ? 'set' : answer.error.code];
}

async function seatTwice(): Promise<{ seated: Seated; copy: string; own: string }> {
  const seated = await seatReview({ parks: 1, experts: 1 });
  seated.host.session.release();
  const copy = tempFolder();
  cpSync(seated.dir, copy, { recursive: true });
  alter(copy, seated);
  return { seated, copy, own: (await seated.call('rounds.get', { roundId: seated.roundId })).schemeTitle };
}

test('two_sessions_in_one_process_share_nothing_of_what_they_read', async () => {
  const { seated, copy, own } = await seatTwice();
  const other = openReview(copy);
  for (let again = 0; again < 2; again++) {
    expect(await answersOf(seated, seated)).toEqual([own, 'score/above-maximum']);
    expect(await answersOf(other, seated)).toEqual([title, 'set']);
  }
});

test('after_a_release_the_store_that_lies_there_is_read_anew', async () => {
  const { seated, copy, own } = await seatTwice();
  expect(await answersOf(seated, seated)).toEqual([own, 'score/above-maximum']);
  seated.host.session.release();
  const incoming = join(seated.dir, 'incoming.db');
  copyFileSync(join(copy, 'panel.db'), incoming);
  renameSync(incoming, join(seated.dir, 'panel.db'));
  expect(await answersOf(seated, seated)).toEqual([title, 'set']);
});

test('a_restored_backup_is_tallied_as_it_was', async () => {
  const seated = await seatReview({ parks: 1, experts: 1 });
  const { call, refusal, roundId, parks, experts, leaves } = seated;
  const seat = { personId: experts[0] ?? '', applicationId: parks[0] ?? '' };
  await call('tally.setRules', { roundId, preset: 'plainMean' });
  for (const leaf of leaves) await call('scores.set', { ...seat, criterionId: leaf.id, points: leaf.max100 / 100, comment: '核对' });
  const backup = await call('workspace.backup', {});
  await call('scores.submit', seat);
  expect((await call('tally.run', { roundId })).ranking[0]?.total).toBe('100.00');
  await call('workspace.restore', { path: backup.path });
  // the one sheet is a draft again
  expect((await refusal('tally.run', { roundId })).code).toBe('tally/no-sheets');
});

test('a_release_forgets_the_signing_key', async () => {
  const office = await openOffice({ parks: 1, experts: 1, identities: 0 });
  const { call, host, institutionPath } = office;
  await call('identities.unlock', { path: institutionPath, passphrase: institutionPassphrase });
  expect(await call('identities.unlockedKey', {})).not.toBeNull();
  host.session.release();
  expect(host.session.unlocked).toBeNull();
  expect(await call('identities.unlockedKey', {})).toBeNull();
});
