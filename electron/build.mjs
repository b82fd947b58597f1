// Builds dist/: the hosts (ESM, with their libraries), Electron's preload (one CommonJS file) and the window.
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { build } from 'vite';
import { collectPackages, noticesOf } from './notices.mjs';

const root = join(import.meta.dirname, '..');
const finished = join(root, 'dist');
const lock = join(root, 'build/.building');
/** a build takes seconds; a lock older than this, in ms, was left by one that was killed, whoever has its number now */
const abandoned = 120_000;

/** The hosts carry every library but this one: its compiled part is a file of its own, which the package brings for each system. */
const native = 'better-sqlite3';

/** exceljs' own entry without its streams, which the hosts do not use: one of their libraries names no licence. */
const exceljs = { find: /^exceljs$/, replacement: join(root, 'node_modules/exceljs/lib/exceljs.bare.js') };

/** What libraries read at run time: from a package, into dist/. pdf.js' data comes with the window. */
const libraryData = [
  ['chinese-days/dist/chinese-days.json', 'chinese-days.json'],
  ['chinese-days/dist/index.min.js', 'chinese-days.cjs'],
  // pdfkit takes the color profile of PDF/A from beside itself, and the chunks lie in one folder
  ['pdfkit/js/data/sRGB_IEC61966_2_1.icc', 'chunks/data/sRGB_IEC61966_2_1.icc'],
];

/**
 * pdf.js loads a library of 35 MB for drawing when it is imported, and complains on the standard error where there is none. The hosts
 * only read text and lines.
 */
function readPdfWithoutDrawing() {
  const drawing = /\nif \(isNodeJS\) \{\n {2}let canvas;\n[\s\S]*?\n\}\n/;
  return {
    name: 'read-pdf-without-drawing',
    transform: {
      filter: { id: /pdfjs-dist[\\/]legacy[\\/]build[\\/]pdf\.mjs$/ },
      handler(code) {
        if (!drawing.test(code)) throw new Error('pdf.js no longer loads its drawing library where it did');
        return { code: code.replace(drawing, '\n'), map: null };
      },
    },
  };
}

/**
 * What methods answer is declared for the compiler and for the tests; the program never holds an answer against it. A start need not
 * make it: the third argument of each `method(…)` of the contract is left out, and then what nothing else uses.
 */
function leaveOutAnswers() {
  return {
    name: 'leave-out-answers',
    transform: {
      filter: { id: /domain[\\/]contract[\\/]\w+\.ts$/ },
      handler(code) {
        const answers = [];
        const visit = (node) => {
          if (Array.isArray(node)) return node.forEach(visit);
          if (typeof node !== 'object' || node === null) return;
          if (node.type === 'CallExpression' && node.callee.name === 'method') answers.push(node.arguments[2]);
          Object.values(node).forEach(visit);
        };
        visit(this.parse(code, { lang: 'ts' }));
        let rest = code;
        for (const { start, end } of answers.reverse()) rest = `${rest.slice(0, start)}null${rest.slice(end)}`;
        return { code: rest, map: null };
      },
    },
  };
}

/** The texts of a language by their keys, as `domain/texts/flatten.ts` makes them from its files. */
function textsOf(language) {
  const folder = join(root, 'domain/texts', language);
  const nouns = readdirSync(folder).map((file) => [basename(file, '.json'), JSON.parse(readFileSync(join(folder, file), 'utf8'))]);
  return Object.fromEntries(nouns.flatMap(([noun, texts]) => Object.entries(texts).map(([key, text]) => [`${noun}.${key}`, text])));
}

/**
 * The texts lie in a file a language beside the chunks, read when a sentence in it is first asked for: most calls of the command line
 * end without one. In the sources they are imported, as the compiler wants them.
 */
function readTextsWhenAsked() {
  return {
    name: 'read-texts-when-asked',
    load: {
      filter: { id: /domain[\\/]texts[\\/]index\.ts$/ },
      handler: () => `import { readFileSync } from 'node:fs';
import { join } from 'node:path';
const made = {};
const textsIn = (language) => (made[language] ??= JSON.parse(readFileSync(join(import.meta.dirname, 'texts', language + '.json'), 'utf8')));
export const texts = { get zh() { return textsIn('zh'); }, get en() { return textsIn('en'); } };
`,
    },
  };
}

const common = { configFile: false, root, logLevel: 'warn', publicDir: false };

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // somebody else's process is one, too
    return error.code === 'EPERM';
  }
}

/** Whether whoever took the lock was killed: the lock holds its number, but for the moment in which it is taken. */
function isAbandoned() {
  const age = Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
  if (age > abandoned) return true;
  const [holder] = existsSync(lock) ? readdirSync(lock) : [];
  return holder !== undefined && !isAlive(Number(holder));
}

/** What builds left that were killed or found the disk full. */
function sweep() {
  for (const name of readdirSync(join(root, 'build'))) {
    const [, pid] = /^dist-(\d+)(?:-old)?$/.exec(name) ?? [];
    if (pid !== undefined && !isAlive(Number(pid))) rmSync(join(root, 'build', name), { recursive: true, force: true });
  }
}

const builtAt = () => statSync(join(finished, '.built'), { throwIfNoEntry: false })?.ctimeMs;

/** Takes the lock, or waits for whoever has it; false when another has built in the meantime. */
export async function takeLock() {
  mkdirSync(join(root, 'build'), { recursive: true });
  const before = builtAt();
  let waited = false;
  for (;;) {
    try {
      mkdirSync(lock);
      mkdirSync(join(lock, String(process.pid)));
      // whoever was waited for may have failed, or been killed
      return !waited || builtAt() === before;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      waited = true;
      if (isAbandoned()) rmSync(lock, { recursive: true, force: true });
      else await wait(100);
    }
  }
}

/**
 * Builds beside dist/ and puts the whole in its place: a program that runs meanwhile never sees half of it. What is built is the program
 * itself, whatever the shell says of development or tests: libraries would give every dialog the same name for a test.
 */
export async function buildAll() {
  const { NODE_ENV } = process.env;
  process.env.NODE_ENV = 'production';
  const needed = await takeLock();
  try {
    sweep();
    if (needed) await buildInto(join(root, `build/dist-${process.pid}`));
  } finally {
    rmSync(join(root, `build/dist-${process.pid}`), { recursive: true, force: true });
    rmSync(lock, { recursive: true, force: true });
    if (NODE_ENV === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = NODE_ENV;
  }
}

async function buildInto(dist) {
  const started = new Date();
  const packages = new Set([join(root, 'node_modules', native), join(root, 'node_modules/chinese-days')]);
  rmSync(dist, { recursive: true, force: true });
  await build({
    ...common,
    resolve: { alias: [exceljs] },
    ssr: { noExternal: true, external: [native] },
    plugins: [readPdfWithoutDrawing(), leaveOutAnswers(), readTextsWhenAsked(), collectPackages(packages)],
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
          services: join(root, 'electron/hosts/carrier/process.ts'),
          reader: join(root, 'electron/services/reader/process.ts'),
          'document-worker': join(root, 'electron/io/documents/document-worker.ts'),
          'unseal-worker': join(root, 'electron/io/crypto/unseal-worker.ts'),
        },
        external: ['electron'],
        treeshake: { manualPureFunctions: ['z'] },
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
    plugins: [collectPackages(packages)],
    build: { outDir: join(dist, 'renderer') },
  });
  mkdirSync(join(dist, 'chunks/texts'));
  for (const language of ['zh', 'en']) writeFileSync(join(dist, `chunks/texts/${language}.json`), JSON.stringify(textsOf(language)));
  for (const [from, to] of libraryData) cpSync(join(root, 'node_modules', from), join(dist, to));
  writeFileSync(join(dist, 'THIRD-PARTY.txt'), noticesOf(packages, join(root, 'resources/fonts')));
  // what was edited while this ran is newer than it
  writeFileSync(join(dist, '.built'), '');
  utimesSync(join(dist, '.built'), started, started);
  const old = `${dist}-old`;
  if (existsSync(finished)) renameSync(finished, old);
  renameSync(dist, finished);
  rmSync(old, { recursive: true, force: true });
}

if (process.argv[1] === import.meta.filename) await buildAll();
