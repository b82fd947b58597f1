import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const require = createRequire(join(root, 'node_modules/electron-builder/package.json'));

test('the_packaging_configuration_is_one_that_electron_builder_takes', async () => {
  const { getConfig, validateConfiguration } = require('app-builder-lib/out/util/config/config') as {
    getConfig: (dir: string, file: string, options: null) => Promise<Record<string, unknown>>;
    validateConfiguration: (config: unknown, log: unknown) => Promise<void>;
  };
  const config = await getConfig(root, 'electron-builder.yml', null);
  await expect(validateConfiguration(config, { add: () => {}, isEnabled: false })).resolves.toBeUndefined();
  await expect(validateConfiguration({ ...config, asarUnpak: true }, { add: () => {}, isEnabled: false })).rejects.toThrow(/asarUnpak/);
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
