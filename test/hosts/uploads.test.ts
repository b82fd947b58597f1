/** Files that were picked in a browser's window lie in the system's temporary folder no longer than a host runs that needs them. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { openUploads } from '../../electron/hosts/uploads.ts';
import { tempFolder } from '../fixtures/store.ts';

test('what_a_killed_host_left_is_taken_away_by_the_next_and_a_running_ones_stays', () => {
  const folder = tempFolder();
  vi.stubEnv(process.platform === 'win32' ? 'TEMP' : 'TMPDIR', folder);
  const { pid } = spawnSync(process.execPath, ['-e', '0']);
  const lay = (name: string): string => {
    mkdirSync(join(folder, name, 'ab'), { recursive: true });
    writeFileSync(join(folder, name, 'ab/任务.pptask'), '');
    return join(folder, name);
  };
  const left = lay(`parkpanel-upload-${pid}-x7Qm2a`);
  const others = [lay(`parkpanel-upload-${process.ppid}-Kw01Zz`), lay('parkpanel-test')];
  const uploads = openUploads();
  expect(existsSync(left)).toBe(false);
  for (const path of others) expect(existsSync(join(path, 'ab/任务.pptask'))).toBe(true);
  uploads.close();
  expect(readdirSync(folder)).toHaveLength(2);
  vi.unstubAllEnvs();
});
