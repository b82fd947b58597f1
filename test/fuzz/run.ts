/**
 * `npm run test:fuzz -- [--cases 10000] [--seed N] [--kind zip]`: the campaigns of this folder at length. Each case follows from the seed and its
 * number; what is found is kept in build/fuzz with both in its name.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const root = join(import.meta.dirname, '../..');
const results = join(root, 'build/fuzz');

interface Figures {
  readonly kind: string;
  readonly cases: number;
  readonly finds: readonly { readonly name: string; readonly what: string }[];
  readonly slowestMs: number;
  readonly peakMb: number;
  readonly seconds: number;
  readonly outcomes: Readonly<Record<string, number>>;
}

const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '10000' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
    kind: { type: 'string' },
  },
});
process.stdout.write(`seed ${values.seed}\n`);
rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });
const { status } = spawnSync(
  process.execPath,
  [
    join(root, 'node_modules/vitest/vitest.mjs'),
    'run',
    '--config',
    'test/vitest.config.ts',
    '--project',
    'fuzz',
    ...(values.kind === undefined ? [] : ['-t', `^${values.kind}:`]),
  ],
  { cwd: root, stdio: 'inherit', env: { ...process.env, PARKPANEL_FUZZ_CASES: values.cases, PARKPANEL_FUZZ_SEED: values.seed } },
);
for (const name of readdirSync(results).filter((file) => file.endsWith('.json'))) {
  const { kind, cases, finds, slowestMs, peakMb, seconds, outcomes } = JSON.parse(readFileSync(join(results, name), 'utf8')) as Figures;
  process.stdout.write(
    `${kind.padEnd(9)} ${String(cases).padStart(6)} cases  ${finds.length} finds  slowest ${slowestMs} ms  peak ${peakMb} MB  ${seconds} s  ${Object.entries(
      outcomes,
    )
      .map(([outcome, count]) => `${outcome} ${count}`)
      .join(', ')}\n`,
  );
  for (const { name: file, what } of finds) process.stdout.write(`  ${file}: ${what.split('\n')[0]}\n`);
}
process.exitCode = status ?? 1;
