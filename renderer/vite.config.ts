/** Builds the window into dist/renderer. Relative addresses, so that the loopback host and Electron's own protocol serve the same files. */
import { cpSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import type { Plugin } from 'vite';

const here = import.meta.dirname;
const out = join(here, '../dist/renderer');

/** pdf.js fetches character maps and the standard fonts at run time: Chinese documents that embed no font need them. */
function pdfAssets(): Plugin {
  const home = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
  let target = out;
  return {
    name: 'pdf-assets',
    apply: 'build',
    configResolved(config) {
      target = resolve(config.root, config.build.outDir);
    },
    closeBundle() {
      for (const folder of ['cmaps', 'standard_fonts', 'wasm', 'iccs']) cpSync(join(home, folder), join(target, 'pdf', folder), { recursive: true });
    },
  };
}

export default defineConfig({
  root: here,
  base: './',
  plugins: [react(), pdfAssets()],
  build: { outDir: out, emptyOutDir: true, target: 'es2023', assetsInlineLimit: 0, chunkSizeWarningLimit: 2000, reportCompressedSize: false },
});
