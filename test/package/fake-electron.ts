/**
 * What electron-builder needs of an Electron distribution, without Electron: the names of its files, the version, and a program
 * that carries the row of fuses. What is packed beside it is the real thing.
 */
import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';

export const root = join(import.meta.dirname, '../..');
const builder = createRequire(join(root, 'node_modules/electron-builder/package.json'));

/** How Electron marks the place of its fuses: this row of signs, the version 1, how many, and a state for each. */
const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const fuses = Buffer.concat([Buffer.from(sentinel), Buffer.from([1, 9]), Buffer.from('1'.repeat(9))]);

const languages = ['zh-CN', 'en-US', 'de', 'fr'];

/** A program of Windows, whose resources electron-builder rewrites; any will do. */
const windowsProgram = join(root, 'node_modules/electron-winstaller/vendor/Setup.exe');

/** Writes it into `folder`. */
export function makeDistribution(platform: 'linux' | 'win', folder: string): void {
  mkdirSync(join(folder, 'locales'), { recursive: true });
  mkdirSync(join(folder, 'resources'));
  const program = platform === 'linux' ? Buffer.from('#!/bin/sh\nexit 1\n') : readFileSync(windowsProgram);
  writeFileSync(join(folder, platform === 'linux' ? 'electron' : 'electron.exe'), Buffer.concat([program, fuses]), { mode: 0o755 });
  for (const language of languages) writeFileSync(join(folder, 'locales', `${language}.pak`), '');
  for (const name of ['resources.pak', 'LICENSE', 'LICENSES.chromium.html']) writeFileSync(join(folder, name), '');
  const { version } = JSON.parse(readFileSync(join(root, 'node_modules/electron/package.json'), 'utf8')) as { version: string };
  writeFileSync(join(folder, 'version'), version);
}

/** Packs the built program for a system as `npm run dist` would, up to the installer; gives the folder of what would be installed. */
export async function pack(platform: 'linux' | 'win', arch: 'x64' | 'arm64', folder: string): Promise<string> {
  const electron = join(folder, `electron-${platform}`);
  makeDistribution(platform, electron);
  const out = join(folder, `out-${platform}`);
  // the icon and the names inside a program of Windows need a tool that electron-builder fetches: the last step, left out
  const options = [
    '-c.win.signAndEditExecutable=false',
    '--config',
    'electron-builder.yml',
    `-c.electronDist=${electron}`,
    `-c.directories.output=${out}`,
  ];
  await promisify(execFile)(
    process.execPath,
    [builder.resolve('./cli.js'), `--${platform}`, 'dir', `--${arch}`, '--publish', 'never', ...options],
    { cwd: root, timeout: 110_000, maxBuffer: 16 * 1024 * 1024 },
  );
  return join(out, `${platform}${arch === 'x64' ? '' : `-${arch}`}-unpacked`);
}

/** The states of the fuses of a packed program, one sign a fuse: '0' off, '1' on. */
export function fusesOf(program: string): string {
  const bytes = readFileSync(program);
  const at = bytes.indexOf(sentinel) + sentinel.length;
  return bytes.subarray(at + 2, at + 2 + (bytes[at + 1] ?? 0)).toString('latin1');
}
