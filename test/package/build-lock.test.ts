/** Of two builds one waits for the other; one that was killed or failed is neither waited for nor taken for done. */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { beforeEach, expect, test } from 'vitest';
import { tempFolder } from '../fixtures/store.ts';

const root = join(import.meta.dirname, '../..');
let dir = '';
let lock = '';
let takeLock: () => Promise<boolean>;
beforeEach(async () => {
  dir = tempFolder();
  lock = join(dir, 'build/.building');
  mkdirSync(join(dir, 'electron'));
  mkdirSync(join(dir, 'dist'));
  mkdirSync(join(dir, 'build'));
  writeFileSync(join(dir, 'dist/.built'), '');
  for (const name of ['build.mjs', 'notices.mjs']) cpSync(join(root, 'electron', name), join(dir, 'electron', name));
  symlinkSync(join(root, 'node_modules'), join(dir, 'node_modules'));
  ({ takeLock } = (await import(join(dir, 'electron/build.mjs'))) as { takeLock: () => Promise<boolean> });
});

const held = (pid: number | undefined) => mkdirSync(join(lock, String(pid)), { recursive: true });

test('a_build_that_was_killed_is_not_waited_for_and_its_work_is_done_again', async () => {
  held(spawnSync(process.execPath, ['-e', '0']).pid);
  expect(await takeLock()).toBe(true);
  expect(readdirSync(lock)).toEqual([String(process.pid)]);
});

test.each([
  ['that finished leaves nothing to do', () => (rmSync(join(dir, 'dist/.built')), writeFileSync(join(dir, 'dist/.built'), '')), false],
  ['that failed leaves all of it', () => undefined, true],
])('another build %s', async (_name, end, needed) => {
  held(process.pid);
  let taken: boolean | undefined;
  const taking = takeLock().then((answer) => (taken = answer));
  await wait(300);
  expect([taken, existsSync(lock)]).toEqual([undefined, true]);
  end();
  rmSync(lock, { recursive: true });
  await taking;
  expect(taken).toBe(needed);
});
