// Builds dist/: the hosts (ESM), Electron's preload (one CommonJS file) and the window.
import { existsSync, mkdirSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { build } from 'vite';

const root = join(import.meta.dirname, '..');
const finished = join(root, 'dist');
const lock = join(root, 'build/.building');
/** a build takes seconds; a lock older than this, in ms, was left by one that was killed */
const abandoned = 120_000;

/** Small libraries that every start needs are bundled: unbundled they cost half a second. */
const bundled = [/^drizzle-orm(\/|$)/, /^zod(\/|$)/, 'i18next', 'uuid', 'canonicalize'];

const common = { configFile: false, root, logLevel: 'warn', publicDir: false };

/** Takes the lock, or waits for whoever has it; false when another has built in the meantime. */
async function takeLock() {
  mkdirSync(join(root, 'build'), { recursive: true });
  let waited = false;
  for (;;) {
    try {
      mkdirSync(lock);
      return !waited || !existsSync(join(finished, '.built'));
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      waited = true;
      const age = Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
      if (age > abandoned) rmSync(lock, { recursive: true, force: true });
      else await wait(100);
    }
  }
}

/** Builds beside dist/ and puts the whole in its place: a program that runs meanwhile never sees half of it. */
export async function buildAll() {
  const needed = await takeLock();
  try {
    if (needed) await buildInto(join(root, `build/dist-${process.pid}`));
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

async function buildInto(dist) {
  const started = new Date();
  rmSync(dist, { recursive: true, force: true });
  await build({
    ...common,
    ssr: { noExternal: bundled },
    build: {
      ssr: true,
      outDir: dist,
      emptyOutDir: false,
      target: 'node24',
      minify: false,
      // for debuggers: the package leaves them out
      sourcemap: true,
      rolldownOptions: {
        input: {
          cli: join(root, 'electron/hosts/cli.ts'),
          main: join(root, 'electron/hosts/shell/main.ts'),
          'document-worker': join(root, 'electron/io/documents/document-worker.ts'),
        },
        external: ['electron'],
        output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  });
  await build({
    ...common,
    build: {
      ssr: true,
      outDir: dist,
      emptyOutDir: false,
      target: 'node24',
      minify: false,
      // for debuggers: the package leaves them out
      sourcemap: true,
      rolldownOptions: {
        input: { preload: join(root, 'electron/hosts/shell/preload.ts') },
        external: ['electron'],
        output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
      },
    },
  });
  await build({
    configFile: join(root, 'renderer/vite.config.ts'),
    root: join(root, 'renderer'),
    logLevel: 'warn',
    build: { outDir: join(dist, 'renderer') },
  });
  // what was edited while this ran is newer than it
  writeFileSync(join(dist, '.built'), '');
  utimesSync(join(dist, '.built'), started, started);
  const old = `${dist}-old`;
  if (existsSync(finished)) renameSync(finished, old);
  renameSync(dist, finished);
  rmSync(old, { recursive: true, force: true });
}

if (process.argv[1] === import.meta.filename) await buildAll();
