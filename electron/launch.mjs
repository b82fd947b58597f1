// Starts what an npm script asks for, building dist/ first when a source is newer than it.
// Any Node must be able to read this file, for it is the one that says that a Node is too old: no names of newer ones are imported.
import { accessSync, constants, existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import * as module from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const [mode, ...rest] = process.argv.slice(2);

// npm changes to the package's folder: what a person names is meant from where they were
if (process.env.npm_package_json === join(root, 'package.json') && process.env.INIT_CWD) {
  try {
    process.chdir(process.env.INIT_CWD);
  } catch {
    // a folder that is gone names nothing
  }
}

// before `npm ci` there is neither that Node nor anything else that the program is made of
if (!existsSync(join(root, 'node_modules'))) {
  process.stderr.write(readText('cli.notInstalled', root));
  process.exit(1);
}

// npm installs the registry's Node 24 beside the packages and runs its scripts on it, whatever the system has; on macOS it is the system's
const [major] = process.versions.node.split('.').map(Number);
if (major < 24) {
  process.stderr.write(readText('cli.nodeTooOld', process.versions.node));
  process.exit(2);
}

function readText(key, value = '') {
  const language = /(^| )--lang[= ]en\b/.test(rest.join(' ')) ? 'en' : 'zh';
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
  // a command that opens no window does not wait for a look at the sources of one
  const needed = mode === 'cli' && !rest.includes('serve') ? ['domain', 'db', 'electron'] : ['domain', 'db', 'electron', 'renderer'];
  return needed.some((folder) => newest(join(root, folder)) > built) || statSync(join(root, 'package-lock.json')).mtimeMs > built;
}

function mayBuild() {
  try {
    for (const folder of [root, join(root, 'build')]) if (existsSync(folder)) accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

if (mode !== 'dev' && isStale()) {
  if (!mayBuild()) {
    // somebody else's folder: whoever may write there prepares it once
    process.stderr.write(readText('cli.cannotBuild', root));
    process.exit(1);
  }
  process.stderr.write(readText('cli.building'));
  await build();
}

async function build() {
  try {
    const { buildAll } = await import('./build.mjs');
    await buildAll();
  } catch (error) {
    process.stderr.write(`${error.message ?? error}\n\n${readText('cli.notBuilt', root)}`);
    process.exit(1);
  }
}

function keepCompiled() {
  module.enableCompileCache(join(root, 'node_modules/.cache/parkpanel'));
}

async function runCli(args) {
  keepCompiled();
  const { run } = await import(pathToFileURL(join(root, 'dist/cli.js')).href);
  process.exitCode = await run(args);
}

if (mode === 'cli') {
  await runCli(rest);
} else if (mode === 'dev') {
  process.argv.splice(2, 1);
  await import('./dev.mjs');
} else if (mode === 'start') {
  keepCompiled();
  const { start } = await import('./launch/start.ts');
  process.exitCode = await start(root, rest);
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
