/** 加密、取消加密 of a workspace that is not as it should be, or cut off at any moment: whole, and never said to be what it is not. */
import { spawnSync } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import {
  cpSync,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { root } from '../../contract/drivers.ts';
import { openReview } from '../../fixtures/review.ts';
import { tempFolder } from '../../fixtures/store.ts';
import { cli, full, leaks, passphrase, stateOf, told } from './protected.ts';

test('what_a_cut_off_restore_or_write_left_behind_goes_with_the_conversion', async () => {
  const { call, dir, host } = await full();
  host.session.release();
  // as a restore leaves it that was ended while it prepared the store, and a settings file half written
  mkdirSync(join(dir, '.restoring'));
  cpSync(join(dir, 'panel.db'), join(dir, '.restoring/panel.db'));
  writeFileSync(join(dir, `.settings.json.${randomUUID()}.part`), told.folder);
  mkdirSync(join(dir, 'exports'), { recursive: true });
  writeFileSync(join(dir, 'exports/.目录.txt'), '目录');
  expect(await call('workspace.encrypt', { passphrase })).toEqual({ foreign: [join(dir, 'exports/.目录.txt')] });
  host.session.release();
  expect(leaks(dir)).toEqual([]);
  expect(readdirSync(dir).filter((name) => /restoring|part$/.test(name))).toEqual([]);
  await call('workspace.unlock', { passphrase });
  await call('workspace.decrypt', { passphrase });
  // hidden is not half written
  expect(readFileSync(join(dir, 'exports/.目录.txt'), 'utf8')).toBe('目录');
}, 120_000);

test('what_lies_elsewhere_behind_a_link_is_not_said_to_be_encrypted', async () => {
  const review = await full();
  const { call, refusal, dir, host } = review;
  const before = await stateOf(review, review);
  host.session.release();
  const elsewhere = join(tempFolder(), 'blobs');
  renameSync(join(dir, 'blobs'), elsewhere);
  symlinkSync(elsewhere, join(dir, 'blobs'));
  expect(await refusal('workspace.encrypt', { passphrase })).toMatchObject({
    code: 'workspace/linked',
    details: { path: join(dir, 'blobs') },
  });
  expect(await stateOf(review, review)).toEqual(before);
  rmSync(join(dir, 'blobs'));
  renameSync(elsewhere, join(dir, 'blobs'));
  // a copy under another name is whole after what stood here was written over
  const copy = join(tempFolder(), 'copy.db');
  host.session.release();
  linkSync(join(dir, 'panel.db'), copy);
  await call('workspace.encrypt', { passphrase });
  expect(readFileSync(copy).includes('CREATE TABLE')).toBe(true);
}, 120_000);

test('a_key_file_that_is_damaged_or_of_another_workspace_is_told_apart_from_a_wrong_passphrase', async () => {
  const { call, host, dir } = await full();
  await call('workspace.encrypt', { passphrase });
  host.session.release();
  const path = join(dir, 'workspace-key.json');
  const whole = readFileSync(path, 'utf8');
  const code = async (given = passphrase) => {
    const answer = await openReview(dir).host.dispatch.call({ method: 'workspace.unlock', payload: { passphrase: given }, language: 'zh' });
    return answer.ok ? null : answer.error.code;
  };
  for (const [from, to] of [
    [/"salt": "./, '"salt": "@'],
    [/"salt": ".../, '"salt": "AAA'],
    [/"key": ".../, '"key": "AAA'],
    [/"nonce": ".../, '"nonce": "AAA'],
    [/"tag": "[^"]+/, '"tag": "AAAAAA=='],
    [/"p": 1/, '"p": 2'],
  ] as const) {
    writeFileSync(path, whole.replace(from, to));
    expect([from.source, await code()]).toEqual([from.source, 'workspace/key-damaged']);
  }
  const another = openReview();
  await another.call('rounds.list', {});
  await another.call('workspace.encrypt', { passphrase });
  another.host.session.release();
  cpSync(join(another.dir, 'workspace-key.json'), path);
  expect(await code()).toBe('workspace/other-key');
  expect(await code('a wrong one altogether')).toBe('workspace/wrong-passphrase');
  const { status, stdout } = spawnSync(process.execPath, cli(dir, 'call', 'rounds.list'), { encoding: 'utf8' });
  expect([status, (JSON.parse(stdout) as { error: { code: string } }).error.code]).toEqual([1, 'workspace/other-key']);
  // a file of before the check was kept in it opens as ever
  const { check, ...old } = JSON.parse(whole) as Record<string, unknown>;
  expect(check).toMatch(/^[\da-f]{16}$/);
  writeFileSync(path, JSON.stringify(old));
  expect(await code()).toBe(null);
  // where the store is damaged a backup tells that the key is right, and is restored with it
  writeFileSync(path, whole);
  writeFileSync(join(dir, 'panel.db'), randomBytes(8192));
  const damaged = openReview(dir);
  await damaged.call('workspace.unlock', { passphrase });
  const [backup] = await damaged.call('workspace.backups', {});
  await damaged.call('workspace.restore', { path: backup?.path ?? '' });
  expect((await damaged.call('workspace.doctor', {})).healthy).toBe(true);
}, 120_000);

test('a_conversion_whose_plan_is_gone_is_finished_or_refused_and_never_asked_without_end', async () => {
  const { call, refusal, host, dir } = await full();
  host.session.release();
  mkdirSync(join(dir, '.replaced'));
  writeFileSync(join(dir, '.replaced/panel.db'), told.note);
  expect(await call('rounds.list', {})).toHaveLength(1);
  expect(existsSync(join(dir, '.replaced'))).toBe(false);
  host.session.release();
  // cut off while its plan was written
  mkdirSync(join(dir, '.converting'));
  writeFileSync(join(dir, 'conversion-plan.json.part'), '{"entries":[');
  expect(await call('rounds.list', {})).toHaveLength(1);
  expect(readdirSync(dir).filter((name) => /converting|plan/.test(name))).toEqual([]);
  host.session.release();
  // half moved: nothing may be thrown away
  for (const name of ['.replaced', '.converting']) {
    mkdirSync(join(dir, name));
    writeFileSync(join(dir, name, 'panel.db'), told.note);
  }
  expect((await refusal('rounds.list', {})).code).toBe('workspace/damaged');
  expect(readFileSync(join(dir, '.replaced/panel.db'), 'utf8')).toBe(told.note);
}, 120_000);

/** Ends the process at the n-th step that a file system sees. */
const hook = `
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
let left = Number(process.env.KILL_AT);
for (const name of ['renameSync', 'rmSync', 'fsyncSync', 'writeFileSync', 'writeSync', 'mkdirSync']) {
  const real = fs[name];
  fs[name] = (...args) => {
    if (globalThis.converting && left-- === 0) process.kill(process.pid, 'SIGKILL');
    return real(...args);
  };
}
syncBuiltinESMExports();
`;

test.each(['workspace.encrypt', 'workspace.decrypt', 'workspace.changePassphrase'] as const)(
  '%s_killed_at_any_step_leaves_the_whole_workspace_behind_one_of_the_two_doors',
  async (method) => {
    const begun = await full();
    const before = await stateOf(begun, begun);
    if (method !== 'workspace.encrypt') await begun.call('workspace.encrypt', { passphrase });
    begun.host.session.release();
    const hookFile = join(tempFolder(), 'hook.mjs');
    writeFileSync(hookFile, hook);
    const run = pathToFileURL(join(root, 'electron/hosts/cli.ts')).href;
    const next = 'another passphrase';
    const payload = JSON.stringify({ passphrase, ...(method === 'workspace.changePassphrase' && { next }) });
    const doors = new Set<string>();
    let ended = false;
    // a start of the program each: EVERY_STEP=1 leaves none out
    const stride = process.env['EVERY_STEP'] ? 1 : method === 'workspace.changePassphrase' ? 4 : 30;
    for (let step = 0; step < 1000 && !ended; step += stride) {
      const dir = join(tempFolder(), 'workspace');
      cpSync(begun.dir, dir, { recursive: true });
      const words = ['--workspace', dir, '--passphrase-file', cli(dir)[5], 'call', method, '-'];
      const script = `import { run } from ${JSON.stringify(run)}; globalThis.converting = true; process.exitCode = await run(${JSON.stringify(words)});`;
      const { status, stdout } = spawnSync(process.execPath, ['--import', hookFile, '--input-type=module', '-e', script], {
        env: { ...process.env, KILL_AT: String(step) },
        input: payload,
        encoding: 'utf8',
      });
      ended = status === 0;
      const after = openReview(dir);
      const { locked } = await after.call('workspace.protection', {}).then(async (said) => {
        // what was cut off is finished by whoever asks first
        const first = await after.host.dispatch.call({ method: 'rounds.list', payload: {}, language: 'zh' });
        return first.ok ? { ...said, locked: false } : { ...said, locked: first.error.code === 'workspace/locked-by-passphrase' };
      });
      let door = 'plain';
      if (locked) {
        const old = await after.host.dispatch.call({ method: 'workspace.unlock', payload: { passphrase }, language: 'zh' });
        door = old.ok ? 'old' : 'new';
        if (!old.ok) await after.call('workspace.unlock', { passphrase: next });
      }
      doors.add(door);
      expect(await stateOf(after, begun), `step ${step}: ${stdout}`).toEqual(before);
      // nothing is left lying about, and an encrypted workspace tells nothing however it came to be one
      expect(readdirSync(dir).filter((name) => /converting|replaced|plan|\.part$/.test(name))).toEqual([]);
      after.host.session.release();
      if (locked) expect(leaks(dir)).toEqual([]);
      if (ended)
        expect(door).toBe({ 'workspace.encrypt': 'old', 'workspace.decrypt': 'plain', 'workspace.changePassphrase': 'new' }[method]);
      rmSync(dir, { recursive: true, force: true });
    }
    expect(ended).toBe(true);
    expect(doors).toEqual(new Set(method === 'workspace.changePassphrase' ? ['old', 'new'] : ['plain', 'old']));
  },
  process.env['EVERY_STEP'] ? 7_200_000 : 600_000,
);
