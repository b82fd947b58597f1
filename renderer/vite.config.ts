/** Builds the window into dist/renderer. Relative addresses, so that the loopback host and Electron's own protocol serve the same files. */
import { cpSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

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
      for (const folder of ['cmaps', 'standard_fonts', 'wasm', 'iccs'])
        cpSync(join(home, folder), join(target, 'pdf', folder), { recursive: true });
    },
  };
}

/** Has the page fetch the window beside the small script that asks the first questions, not after it. */
function fetchWindowAtOnce(): Plugin {
  return {
    name: 'fetch-window-at-once',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle = {} }) {
        const chunks = new Map(Object.values(bundle).flatMap((part) => (part.type === 'chunk' ? [[part.fileName, part] as const] : [])));
        const files = new Set(
          Array.from(chunks.values(), (chunk) => (chunk.facadeModuleId?.endsWith('/start.tsx') ? chunk.fileName : '')).filter(Boolean),
        );
        // a set grows while it is walked: what the imports import comes too
        for (const file of files) for (const imported of chunks.get(file)?.imports ?? []) files.add(imported);
        return Array.from(files)
          .filter((file) => !html.includes(file))
          .map((file) => ({
            tag: 'link',
            attrs: { rel: 'modulepreload', crossorigin: true, href: `./${file}` },
            injectTo: 'head' as const,
          }));
      },
    },
  };
}

export default defineConfig({
  root: here,
  base: './',
  plugins: [react(), pdfAssets(), fetchWindowAtOnce()],
  build: {
    outDir: out,
    emptyOutDir: true,
    target: 'es2023',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 2000,
    reportCompressedSize: false,
  },
});
