/** Builds the window into dist/renderer. Relative addresses, so that the loopback host and Electron's own protocol serve the same files. */
import { cpSync, createReadStream, existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, extname, join, resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const here = import.meta.dirname;
const out = join(here, '../dist/renderer');

/** pdf.js fetches character maps and the standard fonts at run time: Chinese documents that embed no font need them. */
const pdfHome = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
const pdfFolders = ['cmaps', 'standard_fonts', 'wasm', 'iccs'];
const mediaTypes: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.wasm': 'application/wasm' };

function copyPdfAssets(): Plugin {
  let target = out;
  return {
    name: 'copy-pdf-assets',
    apply: 'build',
    configResolved(config) {
      target = resolve(config.root, config.build.outDir);
    },
    closeBundle() {
      for (const folder of pdfFolders) cpSync(join(pdfHome, folder), join(target, 'pdf', folder), { recursive: true });
    },
  };
}

function servePdfAssets(): Plugin {
  return {
    name: 'serve-pdf-assets',
    apply: 'serve',
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const [, folder = '', name = ''] = /^\/pdf\/(\w+)\/(\w[\w.-]*)$/.exec(request.url ?? '') ?? [];
        const file = join(pdfHome, folder, name);
        if (!pdfFolders.includes(folder) || !existsSync(file)) return next();
        response.setHeader('content-type', mediaTypes[extname(name)] ?? 'application/octet-stream');
        createReadStream(file).pipe(response);
      });
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
  plugins: [react(), copyPdfAssets(), servePdfAssets(), fetchWindowAtOnce()],
  build: {
    outDir: out,
    emptyOutDir: true,
    target: 'es2023',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 2000,
    reportCompressedSize: false,
  },
});
