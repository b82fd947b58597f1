/** `npm run dist` and what goes with the packages: it says what it could not make, and every licence that the program carries is named. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { has, run as runTool } from '../fixtures/tools.ts';
import { makeDistribution, root } from './fake-electron.ts';

interface Dist {
  readonly reasonIn: (said: string) => string;
  readonly installersIn: (folder: string) => string[];
  readonly checksums: (folder: string) => Promise<string>;
}
interface Notices {
  readonly noticesOf: (folders: Iterable<string>, fonts: string) => string;
}
const { reasonIn, installersIn, checksums } = (await import(pathToFileURL(join(root, 'electron/dist.mjs')).href)) as Dist;
const { noticesOf } = (await import(pathToFileURL(join(root, 'electron/notices.mjs')).href)) as Notices;

const dir = mkdtempSync(join(tmpdir(), 'parkpanel-dist-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

test.runIf(process.platform === 'linux')('what_cannot_be_made_is_named_with_its_reason_and_ends_with_1', { timeout: 180_000 }, () => {
  const electron = join(dir, 'electron');
  const out = join(dir, 'out');
  makeDistribution('linux', electron);
  // electron-builder is quiet where it is tested
  const tools = { VITEST: undefined, USE_SYSTEM_FPM: 'true', APPIMAGE_TOOLS_PATH: join(dir, 'none'), PATH: dir };
  const { status, stdout } = spawnSync(
    process.execPath,
    [join(root, 'electron/dist.mjs'), '--x64', `-c.electronDist=${electron}`, `-c.directories.output=${out}`],
    {
      encoding: 'utf8',
      timeout: 170_000,
      env: { ...process.env, ...tools },
    },
  );
  const summary = stdout.slice(stdout.lastIndexOf('\nLinux:'));
  expect(summary).toContain('Linux: 0 made, 2 not.');
  expect(summary).toMatch(/not made {2}deb x64: fpm process failed ENOENT/);
  expect(summary).toMatch(/not made {2}AppImage x64: APPIMAGE_TOOLS_PATH path does not exist/);
  expect(summary).toContain('not tried Windows and macOS');
  expect(existsSync(join(out, 'SHA256SUMS'))).toBe(false);
  expect(existsSync(join(out, 'linux-unpacked/resources/app.asar'))).toBe(true);
  expect(status).toBe(1);
});

test.each([
  [
    '  • packaging\n  ⨯ getaddrinfo ENOTFOUND github.com  failedTask=build stackTrace=RequestError: x\n    at y',
    'getaddrinfo ENOTFOUND github.com',
  ],
  ["packaging\ngetaddrinfo ENOTFOUND github.com {\n  failedTask: 'build',\n  stackTrace: 'x'\n}", 'getaddrinfo ENOTFOUND github.com'],
  ['  ⨯ failed to build AppImage  error=none\n  ⨯ no tool  failedTask=build stackTrace=x', 'no tool'],
  ['  • packaging\nspawn fpm ENOENT\n', 'spawn fpm ENOENT'],
  ['', 'it did not say why'],
])('the reason in what electron-builder says', (output, reason) => {
  expect(reasonIn(output)).toBe(reason);
});

test.skipIf(!has('sha256sum'))('the list of checksums is one that sha256sum takes (needs sha256sum)', async () => {
  const folder = join(dir, 'installers');
  mkdirSync(join(folder, 'linux-unpacked'), { recursive: true });
  for (const name of ['ParkPanel 1.deb', '园评.AppImage', 'a.zip.blockmap', 'builder-debug.yml']) writeFileSync(join(folder, name), name);
  expect(installersIn(folder)).toEqual(['ParkPanel 1.deb', '园评.AppImage']);
  writeFileSync(join(folder, 'SHA256SUMS'), await checksums(folder));
  const check = (): number | null => spawnSync('sha256sum', ['--strict', '-c', 'SHA256SUMS'], { cwd: folder }).status;
  expect(check()).toBe(0);
  expect(runTool('sh', ['-c', `wc -l < '${join(folder, 'SHA256SUMS')}'`]).trim()).toBe('2');
  writeFileSync(join(folder, '园评.AppImage'), 'changed');
  expect(check()).toBe(1);
});

test('every_package_whose_code_the_hosts_carry_is_named_with_its_licence', () => {
  const notices = readFileSync(join(root, 'dist/THIRD-PARTY.txt'), 'utf8');
  // the maps of the build know nothing of the list
  const sources = ['', 'chunks'].flatMap((folder) =>
    readdirSync(join(root, 'dist', folder))
      .filter((name) => name.endsWith('.js.map'))
      .flatMap((name) => (JSON.parse(readFileSync(join(root, 'dist', folder, name), 'utf8')) as { readonly sources: string[] }).sources),
  );
  const packages = new Set(sources.flatMap((path) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []));
  expect(packages.size).toBeGreaterThan(30);
  // of the window, and what is not part of a chunk
  for (const name of ['antd', 'react', 'react-dom', 'echarts', 'better-sqlite3-multiple-ciphers', 'chinese-days']) packages.add(name);
  for (const name of packages) expect(notices, name).toMatch(new RegExp(`^${name.replaceAll('/', '\\/')} [\\w.-]+ — \\S`, 'm'));
  // compiled into the library, which names it nowhere
  expect(notices).toMatch(/^SQLite3 Multiple Ciphers — MIT$/m);
  expect(notices).toContain('Copyright (c) 2006-2025 Ulrich Telle');
  for (const font of ['LXGWWenKai', 'NotoSansSC', 'NotoSerifSC']) {
    expect(notices).toContain(`${font} (font) — OFL-1.1`);
    expect(notices).toContain(
      readFileSync(join(root, `resources/fonts/${font}-OFL.txt`), 'utf8')
        .replaceAll('\r\n', '\n')
        .trim(),
    );
  }
  expect(notices).toContain(readFileSync(join(root, 'node_modules/zod/LICENSE'), 'utf8').trim());
});

test('a_package_that_names_no_licence_is_not_passed_on', () => {
  const made = (name: string, more: object): string => {
    const folder = join(dir, name);
    mkdirSync(folder);
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ name, version: '1.0.0', ...more }));
    return folder;
  };
  const fonts = join(root, 'resources/fonts');
  expect(() => noticesOf([made('silent', {})], fonts)).toThrow('silent 1.0.0 names no licence');
  expect(noticesOf([made('stated', { license: 'MIT', author: 'A' })], fonts)).toContain('brings no text of its licence; its author is A');
  const texts = made('texts', {});
  writeFileSync(join(texts, 'LICENCE.md'), 'You may.');
  expect(noticesOf([texts], fonts)).toContain('You may.');
});
