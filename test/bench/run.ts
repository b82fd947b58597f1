/**
 * `npm run bench [name …]`: runs the benches one after the other, each in a process of its own, and prints their
 * ratios. Nothing here passes or fails: the figures are for reading.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const support = new Set(['run.ts', 'measure.ts']);

export function runBench(wanted: readonly string[]): void {
  const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.ts') && !support.has(name));
  for (const name of files.sort()) {
    const bench = name.replace(/\.ts$/, '');
    if (wanted.length > 0 && !wanted.includes(bench)) continue;
    process.stdout.write(`\n# ${bench}\n`);
    spawnSync(process.execPath, ['--expose-gc', join(import.meta.dirname, name)], { stdio: 'inherit' });
  }
}
