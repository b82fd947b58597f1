/** Starting: the command line's answer to `workspace.info` against a Node that does nothing. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ms, report, spread } from './measure.ts';

const runs = 15;
const dir = mkdtempSync(join(tmpdir(), 'parkpanel-bench-'));
const launch = join(import.meta.dirname, '../../electron/launch.mjs');

function run(args: readonly string[]): number {
  const start = performance.now();
  const done = spawnSync(process.execPath, [...args], { stdio: ['ignore', 'ignore', 'inherit'] });
  if (done.status !== 0) throw new Error(`${args.join(' ')} ended with ${done.status}`);
  return performance.now() - start;
}

const ours: number[] = [];
const theirs: number[] = [];
const ask = [launch, 'cli', '--workspace', join(dir, 'w'), 'call', 'workspace.info', '{}'];
run(ask);
for (let index = 0; index < runs; index++) {
  ours.push(run(ask));
  theirs.push(run(['-e', '0']));
}
const us = spread(ours).p50;
const them = spread(theirs).p50;
report('start: workspace.info over `node -e 0`', ms(us), ms(them), `+${(us - them).toFixed(0)} ms`, '≤ +150 ms');
rmSync(dir, { recursive: true, force: true });
