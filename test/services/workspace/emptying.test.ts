/** A laptop on which a task was opened: encrypted from the first moment, and emptied after the return, never before. */
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { memberPassphrase, openLaptop, openOffice } from '../../fixtures/exchange/office.ts';
import { openReview, parkNames, submitSheet } from '../../fixtures/review.ts';

const workspacePassphrase = '出差用的口令 2026';

/** An expert's laptop with everything scored, and how the key file is named in a call. */
async function scored() {
  const office = await openOffice({ parks: 1, experts: 2, identities: 2 });
  const [expert = ''] = office.experts;
  const laptop = openLaptop(office, expert);
  const key = { identity: office.identityOf(expert), passphrase: memberPassphrase };
  await laptop.call('exchange.open', { path: await office.issue(expert), ...key, workspacePassphrase });
  const seat = { ...office, ...laptop };
  await submitSheet(seat, expert, office.parks[0] ?? '', 0.8);
  const giveBack = (path = join(office.files, '交回.ppreturn')) =>
    laptop.call('exchange.return', { personId: expert, path, ...key, replace: true });
  return { office, laptop, expert, giveBack };
}

function readable(dir: string, text: string): string[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && readFileSync(join(entry.parentPath, entry.name)).includes(text))
    .map((entry) => entry.name);
}

test('a_task_is_opened_into_an_encrypted_workspace_and_one_that_is_refused_leaves_it_as_it_was', async () => {
  const office = await openOffice({ parks: 1, experts: 2, identities: 2 });
  const [expert = '', other = ''] = office.experts;
  const path = await office.issue(expert);
  const laptop = openLaptop(office, expert);
  const key = { identity: office.identityOf(expert), passphrase: memberPassphrase };
  const wrong = { ...key, identity: office.identityOf(other) };
  expect((await laptop.refusal('exchange.open', { path, ...wrong, workspacePassphrase })).code).toBe('exchange/not-for-you');
  expect((await laptop.refusal('exchange.open', { path, ...key, workspacePassphrase: '短' })).code).toBe('workspace/weak-passphrase');
  expect(await laptop.call('workspace.protection', {})).toMatchObject({ encrypted: false });
  await laptop.call('exchange.open', { path, ...key, workspacePassphrase });
  expect(await laptop.call('workspace.protection', {})).toEqual({ encrypted: true, locked: false, foreign: [] });
  expect(readable(laptop.dir, '长沙星湖')).toEqual([]);
  // a later task goes into what is encrypted already
  expect((await laptop.refusal('exchange.open', { path, ...key, workspacePassphrase })).code).toBe('workspace/encrypted');
  expect(await laptop.call('exchange.open', { path, ...key })).toMatchObject({ alreadyThere: true });
}, 120_000);

test('a_laptop_is_emptied_after_its_return_and_keeps_a_record_without_names', async () => {
  const { office, laptop, expert, giveBack } = await scored();
  const made = await giveBack();
  await laptop.call('workspace.backup', {});
  writeFileSync(join(laptop.dir, '我的笔记.txt'), '自己写的');
  const done = await laptop.call('workspace.empty', { personId: expert, digest: made.sha256 }, expert);
  expect(done.foreign).toEqual([join(laptop.dir, '我的笔记.txt')]);
  expect(done.removed.rounds).toBe(1);
  expect(done.removed.documents.files).toBeGreaterThan(0);
  expect(done.removed.backups.files).toBeGreaterThan(0);
  laptop.host.session.release();
  // whoever asks anything after that begins a new workspace
  const left = readdirSync(laptop.dir).filter((name) => name !== 'logs' && !name.startsWith('panel.'));
  for (const text of ['专家1', '长沙', '已核对']) expect(readable(laptop.dir, text)).toEqual([]);
  expect(left.toSorted()).toEqual(['settings.json', done.record.slice(laptop.dir.length + 1), '我的笔记.txt'].toSorted());
  const record = readFileSync(done.record, 'utf8');
  expect(JSON.parse(record)).toMatchObject({ returns: [{ serial: made.serial, sha256: made.sha256 }], removed: { rounds: 1 } });
  for (const name of ['专家1', '长沙', '示例']) expect(record).not.toContain(name);
  // the next who opens it finds a workspace that is new, and the office has everything
  const after = openReview(laptop.dir);
  expect(await after.call('rounds.list', {})).toEqual([]);
  expect(await office.merge(made.path)).toMatchObject({ refused: [], merged: [expect.objectContaining({ personId: expert })] });
}, 120_000);

test('nothing_goes_before_the_return_is_whole_and_says_everything', async () => {
  const { office, laptop, expert, giveBack } = await scored();
  const none = '0'.repeat(64);
  const code = async (digest: string) => (await laptop.refusal('workspace.empty', { personId: expert, digest })).code;
  expect(await code(none)).toBe('workspace/nothing-returned');
  const first = await giveBack();
  expect(await code(none)).toBe('workspace/return-not-whole');
  const scores = await laptop.call('scores.get', { personId: expert, applicationId: office.parks[0] ?? '' });
  await laptop.call('opinions.set', { personId: expert, applicationId: office.parks[0] ?? '', text: '补充', recommendation: 'recommend' });
  expect(await code(first.sha256)).toBe('workspace/changed-since-return');
  const second = await giveBack();
  // the digest of the return before
  expect(await code(first.sha256)).toBe('workspace/return-not-whole');
  const bytes = readFileSync(second.path);
  writeFileSync(second.path, bytes.subarray(0, bytes.length - 1));
  expect(await code(second.sha256)).toBe('workspace/return-not-whole');
  writeFileSync(second.path, bytes);
  // a window of another process holds it
  const other = openReview(laptop.dir);
  await other.call('workspace.unlock', { passphrase: workspacePassphrase });
  await other.call('rounds.list', {});
  expect(await code(second.sha256)).toBe('workspace/in-use');
  other.host.session.release();
  expect(await laptop.call('scores.get', { personId: expert, applicationId: office.parks[0] ?? '' })).toEqual({
    ...scores,
    seq: expect.any(Number),
  });
  expect((await laptop.call('workspace.doctor', {})).healthy).toBe(true);
  expect(existsSync(join(laptop.dir, 'workspace-key.json'))).toBe(true);
}, 120_000);

test('what_only_a_backup_or_a_store_put_aside_still_holds_is_not_taken_away', async () => {
  const { office, laptop, expert, giveBack } = await scored();
  const made = await giveBack();
  const { path: before } = await laptop.call('workspace.backup', {});
  const seat = { personId: expert, applicationId: office.parks[0] ?? '' };
  await laptop.call('opinions.set', { ...seat, text: '', recommendation: 'notRecommend', dissent: '只在这里' });
  const { path: later } = await laptop.call('workspace.backup', {});
  const { keptAs } = await laptop.call('workspace.restore', { path: before });
  const empty = async () => laptop.refusal('workspace.empty', { personId: expert, digest: made.sha256 });
  expect(await empty()).toMatchObject({ code: 'workspace/backup-not-returned', details: { path: keptAs } });
  // moved away by whoever does not want it
  renameSync(keptAs ?? '', join(office.files, 'aside.db'));
  expect(await empty()).toMatchObject({ code: 'workspace/backup-not-returned', details: { path: later } });
  writeFileSync(later, 'x'.repeat(9000));
  expect(await empty()).toMatchObject({ code: 'workspace/backup-not-returned', details: { path: later } });
  rmSync(later);
  expect((await laptop.call('workspace.backups', {})).map(({ path }) => path)).toContain(before);
  // a store that was put aside and holds nothing else goes, and is counted
  await laptop.call('workspace.restore', { path: before });
  const backups = (await laptop.call('workspace.backups', {})).length;
  const { removed } = await laptop.call('workspace.empty', { personId: expert, digest: made.sha256 });
  expect(removed.backups.files).toBe(backups);
}, 120_000);

test('what_people_put_into_the_folders_stays_and_is_not_counted', async () => {
  const { laptop, expert, giveBack } = await scored();
  const made = await giveBack();
  await laptop.call('workspace.backup', {});
  const files = ['exports/我的/总结.docx', 'backups/照片.jpg'].map((name) => join(laptop.dir, name));
  for (const file of files) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, '自己的');
  }
  const backups = (await laptop.call('workspace.backups', {})).length;
  const done = await laptop.call('workspace.empty', { personId: expert, digest: made.sha256 });
  expect(done.foreign.toSorted()).toEqual(files.toSorted());
  expect([done.removed.exports.files, done.removed.backups.files]).toEqual([0, backups]);
  for (const file of files) expect(readFileSync(file, 'utf8')).toBe('自己的');
  expect(readdirSync(join(laptop.dir, 'backups'))).toEqual(['照片.jpg']);
}, 120_000);

test('an_addendum_that_is_being_written_keeps_the_laptop_from_being_emptied', async () => {
  const { office, laptop, expert, giveBack } = await scored();
  const [applicationId = ''] = office.parks;
  const { visitId } = await laptop.call('visits.open', { applicationId, visitedOn: '2026-10-10' }, expert);
  await laptop.call('visits.close', { visitId }, expert);
  await laptop.call('visits.draft', { visitId, text: '还没写完' }, expert);
  const made = await giveBack();
  expect(await laptop.refusal('workspace.empty', { personId: expert, digest: made.sha256 })).toMatchObject({
    code: 'workspace/draft-not-returned',
    details: { park: parkNames[0] },
  });
  expect((await laptop.call('visits.get', { visitId }, expert)).draft).toBe('还没写完');
  await laptop.call('visits.addendum', { visitId, text: '还没写完' }, expert);
  const { sha256: digest } = await giveBack();
  expect((await laptop.call('workspace.empty', { personId: expert, digest })).removed.rounds).toBe(1);
}, 120_000);

test('what_is_written_while_the_laptop_is_being_emptied_is_not_lost', async () => {
  const { office, laptop, expert, giveBack } = await scored();
  const made = await giveBack();
  // another command, between the look and the hold
  const other = openReview(laptop.dir);
  await other.call('workspace.unlock', { passphrase: workspacePassphrase });
  const { session } = laptop.host;
  const alone = session.alone.bind(session);
  session.alone = async <T>(work: () => Promise<T>): Promise<T> => {
    await other.call('opinions.set', {
      personId: expert,
      applicationId: office.parks[0] ?? '',
      text: '最后一句',
      recommendation: 'recommend',
    });
    other.host.session.release();
    return alone(work);
  };
  expect((await laptop.refusal('workspace.empty', { personId: expert, digest: made.sha256 })).code).toBe('workspace/changed-since-return');
  session.alone = alone;
  const opinion = await laptop.call('opinions.get', { personId: expert, applicationId: office.parks[0] ?? '' });
  expect(opinion).toMatchObject({ text: '最后一句' });
}, 120_000);

test('a_return_that_only_seems_to_lie_elsewhere_keeps_the_laptop_from_being_emptied', async () => {
  const { office, laptop, expert, giveBack } = await scored();
  const link = join(office.files, '优盘');
  mkdirSync(join(laptop.dir, 'exports'), { recursive: true });
  symlinkSync(join(laptop.dir, 'exports'), link);
  // a workspace that is encrypted holds nothing for others, by whatever way they go there
  const key = { identity: office.identityOf(expert), passphrase: memberPassphrase };
  const path = join(link, '交回.ppreturn');
  expect((await laptop.refusal('exchange.return', { personId: expert, path, ...key })).code).toBe('workspace/inside-encrypted');
  await laptop.call('workspace.decrypt', { passphrase: workspacePassphrase });
  const made = await giveBack(path);
  expect((await laptop.refusal('workspace.empty', { personId: expert, digest: made.sha256 })).code).toBe('workspace/return-inside');
  expect(existsSync(path)).toBe(true);
}, 120_000);

test('the_office_is_not_emptied', async () => {
  const { office, expert } = await scored();
  expect((await office.refusal('workspace.empty', { personId: expert, digest: '0'.repeat(64) })).code).toBe('workspace/not-a-laptop');
}, 60_000);
