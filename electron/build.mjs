// Builds dist/: the hosts (ESM), Electron's preload (one CommonJS file) and the window.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';

const root = join(import.meta.dirname, '..');
const dist = join(root, 'dist');

/** Small libraries that every start needs are bundled: unbundled they cost half a second. */
const bundled = [/^drizzle-orm(\/|$)/, /^zod(\/|$)/, 'i18next', 'uuid', 'canonicalize', /^yauzl/, 'pend', 'buffer-crc32'];

const common = { configFile: false, root, logLevel: 'warn', publicDir: false };

export async function buildAll() {
  rmSync(dist, { recursive: true, force: true });
  await build({
    ...common,
    ssr: { noExternal: bundled },
    build: {
      ssr: true,
      outDir: dist,
      emptyOutDir: false,
      target: 'node22',
      minify: false,
      rolldownOptions: {
        input: { cli: join(root, 'electron/cli.ts'), main: join(root, 'electron/main.ts'), 'document-worker': join(root, 'electron/io/document-worker.ts') },
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
      target: 'node22',
      minify: false,
      rolldownOptions: {
        input: { preload: join(root, 'electron/preload.ts') },
        external: ['electron'],
        output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
      },
    },
  });
  await build({ configFile: join(root, 'renderer/vite.config.ts'), root: join(root, 'renderer'), logLevel: 'warn' });
  mkdirSync(dist, { recursive: true });
  writeFileSync(join(dist, '.built'), `${new Date().toISOString()}\n`);
}

if (process.argv[1] === import.meta.filename) await buildAll();
