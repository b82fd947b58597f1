/** The configuration of the packages, as electron-builder itself reads it, and what a build leaves for it. */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Configuration, FileSet, TargetConfiguration } from 'app-builder-lib';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const require = createRequire(join(root, 'node_modules/electron-builder/package.json'));
const { getConfig, validateConfiguration } = require('app-builder-lib/out/util/config/config') as {
  getConfig: (dir: string, file: string, options: null) => Promise<Configuration>;
  validateConfiguration: (config: unknown, log: unknown) => Promise<void>;
};
const config = await getConfig(root, 'electron-builder.yml', null);
const meta = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Readonly<Record<string, string>>;

test('the_packaging_configuration_is_one_that_electron_builder_takes', async () => {
  await expect(validateConfiguration(config, { add: () => {}, isEnabled: false })).resolves.toBeUndefined();
  await expect(validateConfiguration({ ...config, asarUnpak: true }, { add: () => {}, isEnabled: false })).rejects.toThrow(/asarUnpak/);
});

test.each([
  ['win', ['nsis', 'zip']],
  ['mac', ['dmg', 'zip']],
  ['linux', ['deb', 'AppImage']],
] as const)('%s_gets_its_packages_for_both_processors_each_with_the_one_sqlite_that_runs_there', (platform, targets) => {
  const { target, files } = config[platform] ?? {};
  expect((target as TargetConfiguration[]).map((each) => [each.target, each.arch])).toEqual(
    targets.map((name) => [name, ['x64', 'arm64']]),
  );
  const sets = files as FileSet[];
  const names = sets.flatMap(({ from, filter }) =>
    ['x64', 'arm64'].flatMap((arch) => (filter as string[]).map((name) => `${from}/${name.replace('${arch}', arch)}`)),
  );
  const prefix = { win: 'win32', mac: 'darwin', linux: 'linux' }[platform];
  const folder = 'node_modules/better-sqlite3/prebuilds';
  expect(names).toEqual([`${folder}/${prefix}-x64.node`, `${folder}/${prefix}-arm64.node`]);
  for (const name of names) expect(existsSync(join(root, name)), name).toBe(true);
});

test('a_windows_installer_asks_for_no_rights_and_leaves_the_workspace', () => {
  expect(config.nsis).toMatchObject({
    perMachine: false,
    allowElevation: false,
    packElevateHelper: false,
    deleteAppDataOnUninstall: false,
  });
});

test('a_deb_has_what_debian_wants_of_it', () => {
  const { maintainer, synopsis, description } = config.linux ?? {};
  expect(maintainer).toMatch(/^[^<>]+ <[^<>@\s]+@[^<>@\s]+>$/);
  for (const text of [synopsis, description]) expect(text).toMatch(/\p{Script=Han}/u);
  expect(meta['desktopName']).toBe(`${config.linux?.executableName}.desktop`);
});

test('a_desktop_of_linux_gets_the_icon_in_every_size_that_it_asks_for', () => {
  const folder = join(root, config.directories?.buildResources ?? '', String(config.linux?.icon));
  for (const size of [16, 24, 32, 48, 64, 128, 256, 512]) {
    const png = readFileSync(join(folder, `${size}x${size}.png`));
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([size, size]);
  }
});

test('no_address_of_the_project_is_somebody_elses', () => {
  // names under .invalid belong to nobody (RFC 2606)
  for (const text of [meta['homepage'], meta['author'], config.linux?.maintainer]) expect(text).toMatch(/[@.]?parkpanel\.invalid\b/);
});

test('on_apple_silicon_it_starts_without_a_certificate_and_may_use_the_camera', () => {
  expect(config.electronFuses?.resetAdHocDarwinSignature).toBe(true);
  expect(config.mac).toMatchObject({ identity: '-', hardenedRuntime: true });
  for (const path of [config.mac?.entitlements, config.mac?.entitlementsInherit]) {
    const text = readFileSync(join(root, path ?? ''), 'utf8');
    const allowed = [...text.matchAll(/<key>com\.apple\.security\.([\w.-]+)<\/key>\s*<true\/>/g)].map(([, name]) => name);
    expect(allowed).toEqual(['cs.allow-jit', 'cs.allow-unsigned-executable-memory', 'cs.disable-library-validation', 'device.camera']);
  }
});

test('the_fuses_shut_what_the_program_never_uses', () => {
  expect(config.electronFuses).toEqual({
    runAsNode: false,
    enableCookieEncryption: false,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    loadBrowserProcessSpecificV8Snapshot: false,
    grantFileProtocolExtraPrivileges: false,
    resetAdHocDarwinSignature: true,
  });
});

test('files_that_travel_between_laptops_open_the_program', () => {
  expect([config.fileAssociations].flat().map((each) => each?.ext)).toEqual(['pptask', 'ppreturn']);
});

test('nothing_is_published_or_fetched_from_an_address_of_ours', () => {
  expect(config.publish).toBeNull();
  expect(config.electronDownload).toBeUndefined();
  expect(readFileSync(join(root, 'electron-builder.yml'), 'utf8')).not.toMatch(/https?:\/\//);
  expect(readFileSync(join(root, 'package-lock.json'), 'utf8')).not.toMatch(/"resolved"/);
});

test('what_is_packaged_is_there_after_a_build', () => {
  const { main } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { main: string };
  for (const path of [main, 'dist/preload.cjs', 'dist/renderer/index.html', 'resources/schemes', 'resources/fonts'])
    expect(existsSync(join(root, path)), path).toBe(true);
});

test('the_preload_carries_nothing_but_its_bridge', () => {
  const text = readFileSync(join(root, 'dist/preload.cjs'), 'utf8');
  expect(text.length).toBeLessThan(4000);
  expect([...text.matchAll(/require\("([^"]+)"\)/g)].map((match) => match[1])).toEqual(['electron']);
});

test('no_host_but_electrons_own_files_imports_electron', () => {
  for (const name of ['cli.js', 'main.js']) {
    const text = readFileSync(join(root, 'dist', name), 'utf8');
    expect(/from "electron"/.test(text), name).toBe(name === 'main.js');
  }
});
