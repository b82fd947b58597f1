// Starts what an npm script asks for, building dist/ first when a source is newer than it.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync, mkdirSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const root = join(import.meta.dirname, '..');
const [mode, ...rest] = process.argv.slice(2);

// npm installs the registry's Node 24 beside the packages and runs its scripts on it, whatever the system has; on macOS it is the system's
const [major] = process.versions.node.split('.').map(Number);
if (major < 24) {
  process.stderr.write(readText('cli.nodeTooOld', process.versions.node));
  process.exit(2);
}

function readText(key, value = '') {
  const language = rest.includes('en') ? 'en' : 'zh';
  const texts = JSON.parse(readFileSync(join(root, 'domain/texts', language, 'cli.json'), 'utf8'));
  return `${(texts[key.replace('cli.', '')] ?? key).replaceAll('{{value}}', value)}\n`;
}

function newest(folder) {
  let time = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    time = Math.max(time, entry.isDirectory() ? newest(path) : statSync(path).mtimeMs);
  }
  return time;
}

function isStale() {
  const stamp = join(root, 'dist/.built');
  if (!existsSync(join(root, 'electron/hosts/cli.ts'))) return false; // a packaged copy has no sources
  if (!existsSync(stamp)) return true;
  const built = statSync(stamp).mtimeMs;
  return (
    ['domain', 'db', 'electron', 'renderer'].some((folder) => newest(join(root, folder)) > built) ||
    statSync(join(root, 'package-lock.json')).mtimeMs > built
  );
}

if (mode !== 'dev' && isStale()) {
  process.stderr.write(readText('cli.building'));
  const { buildAll } = await import('./build.mjs');
  await buildAll();
}

/** Electron's binary, or undefined; asking the electron module itself would try to download it. */
function findElectron() {
  const folder = join(root, 'node_modules/electron');
  const pathFile = join(folder, 'path.txt');
  if (!existsSync(pathFile)) return undefined;
  const binary = join(folder, 'dist', readFileSync(pathFile, 'utf8').trim());
  return existsSync(binary) ? binary : undefined;
}

/** Lets the electron package fetch its binary once; where that fails it is not tried again for a day. */
function fetchElectron() {
  const installer = join(root, 'node_modules/electron/install.js');
  const failed = join(root, 'build/electron-not-fetched');
  const day = 24 * 60 * 60 * 1000;
  if (!existsSync(installer) || (existsSync(failed) && Date.now() - statSync(failed).mtimeMs < day)) return;
  process.stdout.write(readText('cli.fetchingElectron'));
  const result = spawnSync(process.execPath, [installer], { stdio: 'ignore', timeout: 10 * 60 * 1000 });
  if (result.status !== 0 || !findElectron()) {
    mkdirSync(join(root, 'build'), { recursive: true });
    writeFileSync(failed, '');
  }
}

async function runCli(args) {
  enableCompileCache(join(root, 'node_modules/.cache/parkpanel'));
  const { run } = await import(pathToFileURL(join(root, 'dist/cli.js')).href);
  process.exitCode = await run(args);
}

if (mode === 'cli') {
  await runCli(rest);
} else if (mode === 'dev') {
  process.argv.splice(2, 1);
  await import('./dev.mjs');
} else if (mode === 'start') {
  if (!findElectron()) fetchElectron();
  const electron = findElectron();
  if (electron) {
    const window = spawn(electron, [join(root, 'dist/main.js'), ...rest], { stdio: 'inherit' });
    window.once('exit', (code) => process.exit(code ?? 0));
  } else {
    process.stdout.write(readText('cli.noElectron'));
    await runCli(['serve', ...rest]);
  }
} else if (mode === 'bench') {
  const { runBench } = await import(pathToFileURL(join(root, 'test/bench/run.ts')).href);
  await runBench(rest);
} else if (mode === 'screenshots') {
  const { takeScreenshots } = await import(pathToFileURL(join(root, 'test/screenshots.ts')).href);
  await takeScreenshots(rest);
} else {
  process.stderr.write(readText('cli.usage'));
  process.exitCode = 2;
}
