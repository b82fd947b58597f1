/** A command whose answer cannot be written says so, ends with a code of its own, and has done its work. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openHost } from '../../electron/services/host.ts';
import { root } from '../e2e/stage.ts';
import { tempFolder } from '../fixtures/store.ts';

const create = JSON.stringify({ schemeId: 'hunan-recognition-2024', name: '评审', appliedOn: '2026-09-30' });

/** The command line in a shell, with `end` behind it. */
function runIn(dir: string, words: string, end: string) {
  const script = `set -o pipefail; "$NODE" electron/launch.mjs cli --workspace "$DIR" ${words} ${end}`;
  const env = { ...process.env, NODE: process.execPath, DIR: dir, CREATE: create };
  return spawnSync('bash', ['-c', script], { cwd: root, encoding: 'utf8', env });
}

async function roundsOf(dir: string): Promise<number> {
  const { session, dispatch } = openHost(dir);
  const answer = await dispatch.call({ method: 'rounds.list', payload: {}, language: 'zh' });
  session.release();
  return answer.ok ? (answer.value as readonly unknown[]).length : -1;
}

const hasBash = spawnSync('bash', ['-c', 'true']).status === 0;

test.skipIf(!hasBash).each([
  ['is read by nobody', '| true', 'EPIPE'],
  ['finds no room', '> /dev/full', 'ENOSPC'],
])('an answer that %s', async (_name, end, cause) => {
  if (cause === 'ENOSPC' && !existsSync('/dev/full')) return;
  const dir = tempFolder();
  const done = runIn(dir, 'call rounds.create "$CREATE"', end);
  expect(done.stderr).toContain(`所做的改动都已保存，但结果写不到标准输出（${cause}）`);
  expect(done.stderr.trim().split('\n')).toHaveLength(1);
  expect(done.status).toBe(74);
  expect(await roundsOf(dir)).toBe(1);
  const refused = runIn(dir, '--lang en call rounds.create', end);
  expect(refused.stderr).toBe(`The answer could not be written to standard output (${cause}). Exit code 1 means what it always does.\n`);
  expect(refused.status).toBe(1);
});

test.skipIf(!hasBash)('where nothing can be written at all it ends with the code alone', async () => {
  const dir = tempFolder();
  expect(runIn(dir, 'call rounds.create "$CREATE"', '2>&1 | true')).toMatchObject({ status: 74, stderr: '' });
  expect(await roundsOf(dir)).toBe(1);
});

test.skipIf(!hasBash).each([
  ['--lang en --foo', /^Usage/],
  ['--foo --lang=en', /^Usage/],
  ['--lang zh --foo', /^用法/],
  ['--foo', /^用法/],
])('words that make no sense are answered in the language that they ask for: %s', (words, usage) => {
  expect(runIn(join(tempFolder(), 'none'), words, '')).toMatchObject({ status: 2, stdout: '', stderr: expect.stringMatching(usage) });
});
