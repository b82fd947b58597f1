/** 口令保护: a workspace that is encrypted holds everything and tells nothing; it is whole whenever it is cut off. */
import { spawn, spawnSync, type SpawnSyncOptions } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { openLying, streamOf } from '../../../electron/io/at-rest/encrypted-file.ts';
import { hashOf } from '../../../electron/io/hash.ts';
import { findServedFile } from '../../../electron/services/workspace/files.ts';
import { root } from '../../contract/drivers.ts';
import { buildZip } from '../../fixtures/archives.ts';
import { samplePhoto } from '../../fixtures/photos.ts';
import { openReview, parkNames, samples } from '../../fixtures/review.ts';
import { tempFolder } from '../../fixtures/store.ts';
import { cli, filesBelow, full, hashesOf, leaks, passphrase, stateOf, told } from './protected.ts';

test('an_encrypted_workspace_answers_as_before_once_it_is_unlocked_and_so_does_a_plain_one_again', async () => {
  const review = await full();
  const { call, refusal, dir, host } = review;
  const before = await stateOf(review, review);
  expect(leaks(dir)).not.toEqual([]);
  const named = filesBelow(join(dir, 'blobs')).length;
  expect((await refusal('workspace.encrypt', { passphrase: '短口令' })).code).toBe('workspace/weak-passphrase');
  expect(await call('workspace.encrypt', { passphrase })).toEqual({ foreign: [] });
  expect(await stateOf(review, review)).toEqual(before);
  expect((await refusal('workspace.encrypt', { passphrase })).code).toBe('workspace/encrypted');
  host.session.release();

  const later = openReview(dir);
  expect(await later.call('workspace.protection', {})).toEqual({ encrypted: true, locked: true, foreign: [] });
  for (const method of ['rounds.list', 'workspace.backups', 'workspace.backup', 'workspace.doctor'] as const)
    expect([method, (await later.refusal(method, {})).code]).toEqual([method, 'workspace/locked-by-passphrase']);
  // the page that asks for it has the language and the shade of the last time, and nothing that names anybody
  expect((await later.call('settings.get', {})).settings).toMatchObject({ shade: 'dark', folders: {} });
  await later.call('settings.set', { language: 'en' });
  expect((await later.refusal('workspace.unlock', { passphrase: `${passphrase} ` })).code).toBe('workspace/wrong-passphrase');
  expect((await later.refusal('rounds.list', {})).code).toBe('workspace/locked-by-passphrase');
  expect(await later.call('workspace.unlock', { passphrase: passphrase.normalize('NFD') })).toEqual({ notPrepared: [] });
  await later.call('settings.set', { language: 'zh' });
  expect(await stateOf(later, review)).toEqual(before);

  expect((await later.refusal('workspace.decrypt', { passphrase: 'x' })).code).toBe('workspace/wrong-passphrase');
  await later.call('workspace.decrypt', { passphrase });
  expect(await stateOf(later, review)).toEqual(before);
  expect(filesBelow(join(dir, 'blobs'))).toHaveLength(named);
  expect(await later.call('workspace.protection', {})).toEqual({ encrypted: false, locked: false, foreign: [] });
  const plain = openReview(dir);
  expect(await stateOf(plain, review)).toEqual(before);
}, 120_000);

test('no_file_of_a_locked_workspace_tells_anything_whatever_was_done_in_it', async () => {
  const review = await full();
  const { call, refusal, dir, host, experts, parks, leaves, roundId, visitId } = review;
  const asked = { kind: 'minutes', format: 'docx', roundId } as const;
  await call('minutes.save', { roundId, heldOn: '2026-10-20', place: told.folder, text: told.minutes });
  const inside = await call('reports.export', asked);
  await call('workspace.encrypt', { passphrase });
  const hashes = hashesOf(review);
  expect(hashes.length).toBeGreaterThan(5);
  expect(leaks(dir, hashes)).toEqual([]);
  // what the window shows of it is what it was
  const { path, key } = findServedFile(host.session, 'exports', inside.exportId);
  const chunks: Uint8Array[] = [];
  for await (const chunk of streamOf(openLying(path, key))) chunks.push(chunk);
  expect(hashOf(Buffer.concat(chunks))).toBe(inside.sha256);

  for (const [at, leaf] of leaves.slice(0, 8).entries())
    await call('scores.set', {
      personId: experts[1] ?? '',
      applicationId: parks[1] ?? '',
      criterionId: leaf.id,
      points: 0,
      comment: told.comment + at,
    });
  expect(existsSync(join(dir, 'panel.db-wal'))).toBe(true);
  await call('visits.note', { visitId, text: told.note });
  await call('visits.photo', { visitId, path: await samplePhoto(review, parks[0] ?? '') });
  await call('minutes.keepUnsaved', { roundId, typed: { heldOn: '', place: told.folder, text: told.minutes } });
  await call('settings.set', { folders: { reports: `/home/${told.folder}` } });
  await call('packages.import', { roundId, paths: [join(samples, `${parkNames[2]}.zip`)] });
  const { path: backup } = await call('workspace.backup', {});
  // the journal of the store that is still open, too
  expect(leaks(dir, hashesOf(review))).toEqual([]);
  await call('workspace.restore', { path: backup });
  expect(leaks(dir, hashesOf(review))).toEqual([]);
  expect((await call('workspace.doctor', {})).healthy).toBe(true);
  // documents for others do not lie in it, neither by name nor by itself
  expect((await refusal('reports.export', { ...asked, path: join(dir, 'exports/报告.docx') })).code).toBe('workspace/inside-encrypted');
  host.session.release();
  expect(leaks(dir)).toEqual([]);
}, 120_000);

/** The same documents, notes and minutes, by their content and where they lie. */
async function namedFiles({ call, dir, host, roundId, experts, parks }: Awaited<ReturnType<typeof full>>) {
  const [personId = ''] = experts;
  const asked = { kind: 'minutes', format: 'docx', roundId } as const;
  await call('minutes.save', { roundId, heldOn: '2026-10-20', place: told.folder, text: told.minutes });
  const made = [
    await call('reports.export', asked),
    await call('reports.export', { ...asked, path: join(dir, 'exports', parkNames[0] ?? '', `${parkNames[1]}.docx`) }),
  ];
  await call('notes.set', { personId, applicationId: parks[0] ?? '', text: told.note }, personId);
  const read = async (): Promise<string[]> =>
    Promise.all(
      made.map(async ({ exportId }) => {
        const { path, key, name } = findServedFile(host.session, 'exports', exportId);
        const chunks: Uint8Array[] = [];
        for await (const chunk of streamOf(openLying(path, key))) chunks.push(chunk);
        return `${name} ${hashOf(Buffer.concat(chunks))}`;
      }),
    );
  const notes = async () => call('notes.get', { personId }, personId);
  return { made, read, notes };
}

test('no_name_in_a_locked_workspace_tells_what_a_file_holds_and_each_comes_back', async () => {
  const review = await full();
  const { call, dir, host, roundId, experts } = review;
  const { made, read, notes } = await namedFiles(review);
  const before = { files: await read(), notes: await notes(), minutes: await call('minutes.unsaved', { roundId }) };
  const state = async () => ({ files: await read(), notes: await notes(), minutes: await call('minutes.unsaved', { roundId }) });
  const places = filesBelow(dir)
    .filter((path) => /exports|drafts/.test(path))
    .toSorted();
  expect(places).toHaveLength(4);
  await call('workspace.encrypt', { passphrase });
  const told = [roundId, ...experts, '纪要', '会议', '.docx', 'notes', 'minutes'];
  expect(leaks(dir, told)).toEqual([]);
  expect(await state()).toEqual(before);
  // one that was encrypted before names were hidden is like the others when it is opened
  const [{ exportId, path: exported } = { exportId: '', path: '' }] = made;
  const lying = findServedFile(host.session, 'exports', exportId).path;
  host.session.release();
  rmSync(`${lying}.name`);
  renameSync(lying, exported);
  expect(await state()).toEqual(before);
  expect(leaks(dir, told)).toEqual([]);
  // what was typed and is kept no more leaves nothing
  await call('minutes.keepUnsaved', { roundId, typed: null });
  expect(filesBelow(join(dir, 'drafts'))).toHaveLength(2);
  await call('minutes.keepUnsaved', { roundId, typed: before.minutes });
  expect(leaks(dir, told)).toEqual([]);
  await call('workspace.decrypt', { passphrase });
  expect(
    filesBelow(dir)
      .filter((path) => /exports|drafts/.test(path))
      .toSorted(),
  ).toEqual(places);
  expect(await state()).toEqual(before);
}, 120_000);

test('what_people_put_into_the_folders_of_the_program_is_theirs_whatever_becomes_of_the_rest', async () => {
  const review = await full();
  const { call, dir, host } = review;
  const { made, read } = await namedFiles(review);
  const before = await read();
  const files = ['exports/汇报.xlsx', 'exports/我的/笔记.txt', 'backups/panel-旧.db', 'backups/说明.txt', 'blobs/看.txt'].map((name) =>
    join(dir, name),
  );
  mkdirSync(join(dir, 'exports/我的'));
  for (const file of files) writeFileSync(file, file);
  // the program made it, and somebody changed it
  const changed = made[0]?.path ?? '';
  cpSync(changed, join(dir, 'copy.docx'));
  writeFileSync(changed, '改过');
  const foreign = [...files, changed, join(dir, 'copy.docx')].toSorted();
  const untouched = (): void => {
    for (const file of files) expect(readFileSync(file, 'utf8')).toBe(file);
    expect(readFileSync(changed, 'utf8')).toBe('改过');
  };
  expect((await call('workspace.protection', {})).foreign.toSorted()).toEqual(foreign);
  expect((await call('workspace.encrypt', { passphrase })).foreign.toSorted()).toEqual(foreign);
  untouched();
  host.session.release();
  expect((await call('workspace.protection', {})).foreign.toSorted()).toEqual(foreign);
  // another has the name of a document of ours meanwhile
  const taken = made[1]?.path ?? '';
  mkdirSync(dirname(taken), { recursive: true });
  writeFileSync(taken, '占用');
  await call('workspace.decrypt', { passphrase });
  untouched();
  expect(readFileSync(taken, 'utf8')).toBe('占用');
  expect(hashOf(readFileSync(taken.replace('.docx', ' (2).docx')))).toBe(before[1]?.split(' ').at(-1));
}, 120_000);

test('an_archive_in_an_archive_is_read_in_an_encrypted_workspace', async () => {
  const { call, dir, roundId } = await full();
  await call('workspace.encrypt', { passphrase });
  // spooled under the key, and listed by a reader process
  const bundle = join(tempFolder(), '全市.zip');
  writeFileSync(
    bundle,
    buildZip(parkNames.slice(2, 4).map((name) => ({ name: `${name}.zip`, data: readFileSync(join(samples, `${name}.zip`)) }))),
  );
  const { imported, refused } = await call('packages.import', { roundId, paths: [bundle] });
  expect([imported.map(({ parkName }) => parkName).toSorted(), refused]).toEqual([parkNames.slice(2, 4).toSorted(), []]);
  expect(leaks(dir)).toEqual([]);
}, 120_000);

test('an_import_that_is_killed_leaves_nothing_to_read', async () => {
  const { call, host, dir, roundId } = await full();
  await call('workspace.encrypt', { passphrase });
  host.session.release();
  const bundle = JSON.stringify({ roundId, paths: parkNames.slice(2).map((name) => join(samples, `${name}.zip`)) });
  const child = spawn(process.execPath, cli(dir, 'call', 'packages.import', bundle), { stdio: 'ignore' });
  const staging = join(dir, 'blobs/.staging');
  const staged = (): boolean => existsSync(staging) && readdirSync(staging).length > 1;
  while (child.exitCode === null && !staged()) await wait(2);
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(staged()).toBe(true);
  expect(leaks(dir)).toEqual([]);
}, 60_000);

test('the_command_line_takes_the_passphrase_from_a_file_or_a_descriptor_and_never_from_its_words', async () => {
  const { call, host, dir } = await full();
  await call('workspace.encrypt', { passphrase });
  host.session.release();
  const answer = (words: readonly string[], options: SpawnSyncOptions = {}) => {
    const { status, stdout } = spawnSync(process.execPath, words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], ...options });
    return [status, (JSON.parse(String(stdout)) as { readonly error?: { readonly code: string } }).error?.code];
  };
  const bare = [join(root, 'electron/launch.mjs'), 'cli', '--workspace', dir];
  expect(answer(cli(dir, 'call', 'rounds.list'))).toEqual([0, undefined]);
  expect(answer(cli(dir, 'doctor'))).toEqual([0, undefined]);
  expect(answer([...bare, 'doctor'])).toEqual([1, 'workspace/locked-by-passphrase']);
  expect(answer([...bare, 'call', 'rounds.list'])).toEqual([1, 'workspace/locked-by-passphrase']);
  expect(answer([...bare, '--passphrase-fd', '0', 'call', 'rounds.list'], { input: passphrase, stdio: 'pipe' })).toEqual([0, undefined]);
  expect(answer([...bare, '--passphrase-fd', '0', 'call', 'rounds.list'], { input: 'wrong one', stdio: 'pipe' })).toEqual([
    1,
    'workspace/wrong-passphrase',
  ]);
  expect(answer([...bare, '--passphrase-file', join(dir, 'none'), 'doctor'])).toEqual([1, 'file/unusable']);
  expect(spawnSync(process.execPath, [...bare, '--passphrase', passphrase, 'doctor']).status).toBe(2);
  const payload = JSON.stringify({ passphrase });
  expect(answer([...bare, 'call', 'workspace.decrypt', payload])).toEqual([1, 'call/secret-in-words']);
  expect(
    answer([...bare, '--passphrase-file', cli(dir)[5] ?? '', 'call', 'workspace.decrypt', '-'], { input: payload, stdio: 'pipe' }),
  ).toEqual([0, undefined]);
}, 60_000);

test('what_is_about_the_machine_alone_is_kept_under_the_passphrase_or_refused_and_never_acknowledged_and_lost', async () => {
  const { call, host, dir, experts, parks, roundId } = await full();
  await call('workspace.encrypt', { passphrase });
  host.session.release();
  const [personId = ''] = experts;
  const by = (words: readonly string[], method: string, payload: object, ...more: string[]) => {
    const { stdout } = spawnSync(process.execPath, [...words, 'call', method, JSON.stringify(payload), ...more], { encoding: 'utf8' });
    return JSON.parse(stdout) as { readonly value?: unknown; readonly error?: { readonly code: string } };
  };
  const named = cli(dir);
  const folders = { reports: join(tempFolder(), told.folder) };
  expect(by(named, 'settings.set', { folders }).value).toMatchObject({ folders });
  expect(by(named, 'settings.get', {}).value).toMatchObject({ settings: { folders } });
  expect(by(named, 'workspace.protection', {}).value).toMatchObject({ encrypted: true, locked: false });
  expect(by(named, 'workspace.backups', {}).value).toHaveLength(1);
  const note = { personId, applicationId: parks[0] ?? '', text: told.note };
  expect(by(named, 'notes.set', note, '--actor', personId).value).toEqual({});
  expect(by(named, 'notes.get', { personId }, '--actor', personId).value).toMatchObject({ [parks[0] ?? '']: { text: told.note } });
  // without the passphrase nothing is said to be kept, or not to be there
  const bare = [join(root, 'electron/launch.mjs'), 'cli', '--workspace', dir];
  expect(by(bare, 'workspace.protection', {}).value).toMatchObject({ encrypted: true, locked: true });
  const locked = openReview(dir);
  const typed = { heldOn: '', place: '', text: '' };
  for (const [method, payload, actor] of [
    ['settings.set', { folders: {} }],
    ['settings.set', { language: 'en', roundId }],
    ['notes.get', { personId }, personId],
    ['notes.set', note, personId],
    ['minutes.unsaved', { roundId }],
    ['minutes.keepUnsaved', { roundId, typed }],
    ['minutes.keepUnsaved', { roundId, typed: null }],
    ['workspace.backups', {}],
  ] as const)
    expect([method, (await locked.refusal(method, payload, actor)).code]).toEqual([method, 'workspace/locked-by-passphrase']);
  await locked.call('workspace.unlock', { passphrase });
  expect((await locked.call('minutes.unsaved', { roundId }))?.text).toBe(told.minutes);
}, 120_000);

test('a_changed_passphrase_opens_and_the_one_before_does_not', async () => {
  const { call, refusal, host, dir } = await full();
  expect((await refusal('workspace.changePassphrase', { passphrase, next: 'another one' })).code).toBe('workspace/not-encrypted');
  await call('workspace.encrypt', { passphrase });
  expect((await refusal('workspace.changePassphrase', { passphrase: 'wrong', next: 'another one' })).code).toBe(
    'workspace/wrong-passphrase',
  );
  await call('workspace.changePassphrase', { passphrase, next: 'another one' });
  host.session.release();
  const later = openReview(dir);
  expect((await later.refusal('workspace.unlock', { passphrase })).code).toBe('workspace/wrong-passphrase');
  await later.call('workspace.unlock', { passphrase: 'another one' });
  expect((await later.call('workspace.doctor', {})).healthy).toBe(true);
}, 120_000);

test('who_forgot_the_passphrase_opens_by_the_recovery_file_and_by_no_other', async () => {
  const { call, refusal, host, dir } = await full();
  await call('workspace.encrypt', { passphrase });
  const files = tempFolder();
  const recovery = join(files, '恢复.json');
  expect((await refusal('workspace.recoveryFile', { path: recovery, passphrase: 'wrong' })).code).toBe('workspace/wrong-passphrase');
  expect((await refusal('workspace.recoveryFile', { path: join(dir, 'x.json'), passphrase })).code).toBe('workspace/inside-encrypted');
  await call('workspace.recoveryFile', { path: recovery, passphrase });
  host.session.release();

  const another = openReview();
  await another.call('rounds.list', {});
  await another.call('workspace.encrypt', { passphrase });
  const foreign = join(files, 'foreign.json');
  await another.call('workspace.recoveryFile', { path: foreign, passphrase });
  const spoilt = join(files, 'spoilt.json');
  writeFileSync(spoilt, readFileSync(recovery, 'utf8').replace(/"key": "../, '"key": "AA'));

  // also where the key file is damaged, or gone
  writeFileSync(join(dir, 'workspace-key.json'), '{}');
  expect((await openReview(dir).refusal('rounds.list', {})).code).toBe('workspace/key-damaged');
  rmSync(join(dir, 'workspace-key.json'));
  const later = openReview(dir);
  expect((await later.refusal('rounds.list', {})).code).toBe('workspace/key-damaged');
  expect(await later.call('workspace.protection', {})).toMatchObject({ encrypted: true });
  expect((await later.refusal('workspace.unlock', { passphrase })).code).toBe('workspace/key-damaged');
  const next = 'a new passphrase';
  expect((await later.refusal('workspace.recover', { path: foreign, passphrase: next })).code).toBe('workspace/other-recovery-file');
  expect((await later.refusal('workspace.recover', { path: spoilt, passphrase: next })).code).toBe('workspace/not-a-recovery-file');
  await later.call('workspace.recover', { path: recovery, passphrase: next });
  expect((await later.call('workspace.doctor', {})).healthy).toBe(true);
  later.host.session.release();
  const last = openReview(dir);
  expect((await last.refusal('workspace.unlock', { passphrase })).code).toBe('workspace/wrong-passphrase');
  await last.call('workspace.unlock', { passphrase: next });
}, 120_000);

test('what_is_not_the_programs_stays_and_is_named', async () => {
  const { call, dir } = await full();
  writeFileSync(join(dir, '我的笔记.txt'), told.note);
  expect(await call('workspace.encrypt', { passphrase })).toEqual({ foreign: [join(dir, '我的笔记.txt')] });
  expect(readFileSync(join(dir, '我的笔记.txt'), 'utf8')).toBe(told.note);
}, 120_000);

test('a_workspace_that_is_open_elsewhere_is_not_converted', async () => {
  const { refusal, call, dir } = await full();
  const other = openReview(dir);
  await other.call('rounds.list', {});
  expect((await refusal('workspace.encrypt', { passphrase })).code).toBe('workspace/in-use');
  other.host.session.release();
  await call('workspace.encrypt', { passphrase });
  // the other asks for the passphrase from now on
  expect((await other.refusal('rounds.list', {})).code).toBe('workspace/locked-by-passphrase');
}, 120_000);

test('a_backup_from_before_is_restored_under_the_key', async () => {
  const { call, dir } = await full();
  const { path } = await call('workspace.backup', {});
  const kept = join(tempFolder(), 'plain.db');
  cpSync(path, kept);
  await call('workspace.encrypt', { passphrase });
  await call('workspace.restore', { path: kept });
  expect(leaks(dir)).toEqual([]);
  expect((await call('workspace.doctor', {})).healthy).toBe(true);
}, 120_000);
