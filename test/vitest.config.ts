/**
 * The projects by how long a developer waits for them: `unit` answers while one types, the others before a commit.
 * `npm test` runs all; `npm run test:unit`, `:services`, `:io` and `:e2e` one each.
 */
import { join } from 'node:path';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';

const root = join(import.meta.dirname, '..');

/** The test files of some folders of test/, under a name that `--project` takes. */
function project(
  name: string,
  folders: readonly string[],
  more: TestProjectInlineConfiguration['test'] = {},
): TestProjectInlineConfiguration {
  return { root, extends: true, test: { name, include: folders.map((folder) => `test/${folder}`), ...more } };
}

/** Projects whose tests have files read by others. */
const reading = { setupFiles: ['test/built-reader.ts', 'test/light-work.ts'] };

export default defineConfig({
  root,
  test: {
    projects: [
      // nothing in these two keeps state between files, so that they may share a process and what it has imported
      project('unit', ['*.test.ts', 'domain/**/*.test.ts', 'db/**/*.test.ts', 'renderer/**/*.test.ts', 'hosts/**/*.test.ts'], {
        isolate: false,
      }),
      project('services', ['services/**/*.test.ts'], { ...reading, isolate: false }),
      project('io', ['io/**/*.test.ts'], reading),
      // small sets here; `npm run test:fuzz` and `npm run test:crash` run many
      project('fuzz', ['fuzz/**/*.test.ts'], reading),
      project('crash', ['crash/**/*.test.ts'], reading),
      // whatever needs dist/: the hosts' contract, the launcher, the window in a browser, the packaged program; after the others and one file
      // at a time, for a browser beside each keeps the other processors busy
      project(
        'e2e',
        ['contract/**/*.test.ts', 'electron/**/*.test.ts', 'launch/**/*.test.ts', 'e2e/**/*.test.ts', 'package/**/*.test.ts'],
        {
          // its binary is not everywhere, and a test of the shell must see what was asked of it
          alias: { electron: join(root, 'test/electron/stand-in.ts') },
          setupFiles: 'test/light-work.ts',
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
        },
      ),
    ],
    // vitest would leave one processor to itself, which is half of a small machine
    maxWorkers: '100%',
    globalSetup: 'test/global-setup.ts',
    testTimeout: 90_000,
    hookTimeout: 120_000,
    // what a person would wait for, not a measure: a loaded machine may take its time
    expect: { poll: { timeout: 15_000, interval: 50 } },
    reporters: ['default', ['json', { outputFile: 'build/test-result.json' }]],
  },
});
