/**
 * `npm run dist [-- WORD…]`: the packages of this system, one after the other, so that one that cannot be made takes no other with
 * it; then SHA256SUMS over what was made. Other systems' packages are named, not tried. Ends with 0 when every package that was asked
 * for is there. `--x64` or `--arm64` asks for that processor alone, `-c.directories.output=DIR` for another folder than
 * build/installers; other words go on to electron-builder.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';

const root = join(import.meta.dirname, '..');
const output = '-c.directories.output=';
const systems = { linux: 'linux', win32: 'win', darwin: 'mac' };
const names = { linux: 'Linux', win: 'Windows', mac: 'macOS' };

/** The packages that electron-builder.yml asks for on a system: `{target, arch}`. */
export function packagesOf(config, system) {
  return config[system].target.flatMap(({ target, arch }) => arch.map((each) => ({ target, arch: each })));
}

/** Why electron-builder ended, in its own words: the line that it marks as the error that ended it, without what stands behind. */
export function reasonIn(said) {
  const lines = said.split('\n');
  const errors = lines.filter((each) => each.includes('⨯'));
  const marked =
    errors.find((each) => each.includes('failedTask')) ?? errors[0] ?? lines[lines.findIndex((each) => each.includes('failedTask')) - 1];
  const plain = (marked ?? lines.findLast((each) => /\w/.test(each)) ?? '').replace(/^.*?⨯\s*/, '').replace(/(\s{2,}| \{).*$/, '');
  return plain.trim() || 'it did not say why';
}

/** Runs electron-builder; gives null, or why it ended. What it says is shown as it comes. */
function runBuilder(words) {
  const builder = createRequire(join(root, 'node_modules/electron-builder/package.json')).resolve('./cli.js');
  return new Promise((settle) => {
    const child = spawn(process.execPath, [builder, '--config', 'electron-builder.yml', '--publish', 'never', ...words], { cwd: root });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (bytes) => {
        output += bytes;
        process.stdout.write(bytes);
      });
    child.once('error', (error) => settle(error.message));
    child.once('close', (code) => settle(code === 0 ? null : reasonIn(output)));
  });
}

/** The installers in a folder: its files, without what electron-builder notes for itself. */
export function installersIn(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.(ya?ml|blockmap)$/.test(entry.name) && entry.name !== 'SHA256SUMS')
    .map((entry) => entry.name)
    .sort();
}

/** As `sha256sum -c SHA256SUMS` reads it. */
export async function checksums(folder) {
  const lines = [];
  for (const name of installersIn(folder)) {
    const hash = createHash('sha256');
    await pipeline(createReadStream(join(folder, name)), hash);
    lines.push(`${hash.digest('hex')}  ${name}\n`);
  }
  return lines.join('');
}

async function makeAll(system, installers, archs, words) {
  const { getConfig } = createRequire(join(root, 'node_modules/electron-builder/package.json'))('app-builder-lib/out/util/config/config');
  const packages = packagesOf(await getConfig(root, 'electron-builder.yml', null), system).filter(({ arch }) => archs.includes(arch));
  const failed = [];
  for (const arch of new Set(packages.map((each) => each.arch))) {
    const suffix = arch === 'x64' ? '' : `-${arch}`;
    const folder = join(installers, `${system}${suffix}${system === 'mac' ? '' : '-unpacked'}`);
    const why = await runBuilder([`--${system}`, 'dir', `--${arch}`, ...words]);
    for (const { target } of packages.filter((each) => each.arch === arch)) {
      const reason = why ?? (await runBuilder([`--${system}`, target, `--${arch}`, '--prepackaged', folder, ...words]));
      if (reason !== null) failed.push(`${target} ${arch}: ${reason}`);
    }
  }
  return failed;
}

async function dist(words) {
  const { buildAll } = await import('./build.mjs');
  await buildAll();
  const asked = ['x64', 'arm64'].filter((arch) => words.includes(`--${arch}`));
  const archs = asked.length > 0 ? asked : ['x64', 'arm64'];
  const folder = words.find((word) => word.startsWith(output))?.slice(output.length) ?? 'build/installers';
  const installers = resolve(root, folder);
  const others = words.filter((word) => !word.startsWith(output) && !asked.includes(word.slice(2)));
  // what an earlier run left has nothing to do with this build
  rmSync(installers, { recursive: true, force: true });
  mkdirSync(installers, { recursive: true });
  const system = systems[process.platform];
  const failed = await makeAll(system, installers, archs, [`${output}${installers}`, ...others]);
  const sums = await checksums(installers);
  const made = installersIn(installers);
  process.stdout.write(`\n${names[system]}: ${made.length} made, ${failed.length} not.\n`);
  for (const name of made) process.stdout.write(`  made      ${name} (${(statSync(join(installers, name)).size / 1e6).toFixed(1)} MB)\n`);
  for (const each of failed) process.stdout.write(`  not made  ${each}\n`);
  const elsewhere = Object.entries(names).flatMap(([key, name]) => (key === system ? [] : [name]));
  process.stdout.write(`  not tried ${elsewhere.join(' and ')}: run it there\n`);
  if (made.length > 0) {
    writeFileSync(join(installers, 'SHA256SUMS'), sums);
    process.stdout.write(`  ${join(installers, 'SHA256SUMS')}\n`);
  }
  return failed.length === 0 ? 0 : 1;
}

if (process.argv[1] === import.meta.filename) process.exitCode = await dist(process.argv.slice(2));
