/** `npm run test:crash -- [--kills 500] [--seed N]`: a host killed so often; which moment and which work follow from the seed. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const root = join(import.meta.dirname, '../..');
const results = join(root, 'build/crash.json');
const { values } = parseArgs({
  options: { kills: { type: 'string', default: '500' }, seed: { type: 'string', default: String(Date.now() % 2 ** 31) } },
});
process.stdout.write(`seed ${values.seed}\n`);
rmSync(results, { force: true });
const { status } = spawnSync(
  process.execPath,
  [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--config', 'test/vitest.config.ts', '--project', 'crash'],
  { cwd: root, stdio: 'inherit', env: { ...process.env, PARKPANEL_KILLS: values.kills, PARKPANEL_CRASH_SEED: values.seed } },
);
if (existsSync(results)) process.stdout.write(readFileSync(results, 'utf8'));
process.exitCode = status ?? 1;
