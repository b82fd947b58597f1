/** Builds the window into dist/renderer. Relative addresses, so that the loopback host and Electron's own protocol serve the same files. */
import { cpSync, createReadStream, existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, extname, join, resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { staticStyles } from './static-styles.ts';

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

const sourceOf = (name: string): string => join(here, `${name}.tsx`);

interface Modules {
  getModuleInfo(id: string): { readonly importedIds: readonly string[] } | null;
}

/** Names the file of `main.tsx`, what it imports, and what that imports; what comes later by `import()` is left out. */
function nameMain(): (id: string, modules: Modules) => string | null {
  let reached: Set<string> | undefined;
  return (id, modules) => {
    if (!reached) {
      reached = new Set([sourceOf('main')]);
      // a set grows while it is walked
      for (const one of reached) for (const imported of modules.getModuleInfo(one)?.importedIds ?? []) reached.add(imported);
    }
    return reached.has(id) ? 'main' : null;
  };
}

/**
 * The first page comes in two files rather than in thirty, which a browser fetches six at a time: what asks the first questions,
 * and the window. `$initial` is what the entries use; the window is called one of them for this alone.
 */
const firstPage = {
  input: { index: join(here, 'index.html'), start: sourceOf('start') },
  output: {
    codeSplitting: {
      groups: [
        { name: nameMain(), debugName: 'main' },
        { name: 'window', tags: ['$initial' as const] },
      ],
    },
  },
};

/** What the page says where the window could not be read: in every language, for which one is chosen is not known then. */
function sayNotRead(): Plugin {
  const [noun = '', ...key] = 'window.error.notRead'.split('.');
  // read and not imported: what this file imports makes the whole server start anew when it changes
  const textOf = (language: string): string => {
    const texts = JSON.parse(readFileSync(join(here, '../domain/texts', language, `${noun}.json`), 'utf8')) as Record<string, string>;
    return texts[key.join('.')] ?? '';
  };
  return {
    name: 'say-not-read',
    transformIndexHtml: (html) =>
      html.replace(/id="not-read"[^>]*>/, (tag) => `${tag}${['zh', 'en'].map((language) => `<p>${textOf(language)}</p>`).join('')}`),
  };
}

/** Has the page fetch the window beside the script that asks the first questions, not after it. */
function fetchWindowAtOnce(): Plugin {
  return {
    name: 'fetch-window-at-once',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (html, { bundle = {} }) =>
        Object.values(bundle)
          .filter(({ type, name, fileName }) => type === 'chunk' && ['start', 'window'].includes(name) && !html.includes(fileName))
          .map(({ fileName }) => ({
            tag: 'link',
            attrs: { rel: 'modulepreload', crossorigin: true, href: `./${fileName}` },
            injectTo: 'head' as const,
          })),
    },
  };
}

export default defineConfig({
  root: here,
  base: './',
  plugins: [react(), copyPdfAssets(), servePdfAssets(), staticStyles(), fetchWindowAtOnce(), sayNotRead()],
  build: {
    outDir: out,
    // the files come from this machine: looking up what each brings along takes longer than the browser's own asking
    modulePreload: false,
    emptyOutDir: true,
    target: 'es2023',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 2000,
    reportCompressedSize: false,
    rolldownOptions: firstPage,
  },
});
