/** What a package installs: packed by electron-builder around a stand-in for Electron's files, looked through, and run. */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildZip } from '../fixtures/archives.ts';
import { formRows, pdfWithoutFont } from '../fixtures/office.ts';
import { fusesOf, pack, root } from './fake-electron.ts';

interface Archive {
  listPackage(archive: string): string[];
  extractAll(archive: string, folder: string): void;
}
const asar = createRequire(join(root, 'node_modules/app-builder-lib/package.json'))('@electron/asar') as Archive;

const dir = mkdtempSync(join(tmpdir(), 'parkpanel-packed-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

/** The files below a folder, by their path in it. */
function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    )
    .sort();
}

/** Off: plain Node, cookies, NODE_OPTIONS, debugger; on: checked archive, and it alone; off: V8 snapshot, file: rights; the last is Electron's. */
const states = '000011001';

describe('for Linux', () => {
  let installed = '';
  /** the archive as Electron reads it, in files */
  let app = '';
  let resources = '';

  beforeAll(async () => {
    installed = await pack('linux', 'x64', dir);
    resources = join(installed, 'resources');
    app = join(dir, 'stick/app.asar');
    mkdirSync(join(dir, 'stick/workspace'), { recursive: true });
    asar.extractAll(join(resources, 'app.asar'), app);
  });

  test('the_archive_is_small_and_holds_what_runs_and_nothing_else', () => {
    const entries = asar.listPackage(join(resources, 'app.asar'));
    expect(entries.length).toBeLessThan(800);
    expect(statSync(join(resources, 'app.asar')).size).toBeLessThan(25_000_000);
    const files = filesBelow(app);
    for (const name of [
      'main.js',
      'cli.js',
      'document-worker.js',
      'unseal-worker.js',
      'reader.js',
      'preload.cjs',
      'chinese-days.cjs',
      'chinese-days.json',
      'renderer/index.html',
    ])
      expect(files).toContain(`dist/${name}`);
    expect(files).toContain('dist/renderer/pdf/cmaps/UniGB-UCS2-H.bcmap');
    expect(files.filter((path) => /\.(tsx?|map|md|cc?|cpp|h)$|(^|\/)(test|src|deps)\//.test(path))).toEqual([]);
    expect(new Set(files.map((path) => path.split('/')[0]))).toEqual(new Set(['dist', 'node_modules', 'package.json']));
    expect(files.filter((path) => /^node_modules\/(?!better-sqlite3\/)/.test(path))).toEqual([]);
    expect(files.filter((path) => /\.(node|exe|dll|so|dylib)$/.test(path))).toEqual([
      'node_modules/better-sqlite3/prebuilds/linux-x64.node',
    ]);
  });

  test('beside_it_lie_the_one_library_the_resources_and_two_languages', () => {
    expect(filesBelow(join(resources, 'app.asar.unpacked'))).toEqual(['node_modules/better-sqlite3/prebuilds/linux-x64.node']);
    for (const folder of ['schemes', 'fonts', 'samples'])
      expect(filesBelow(join(resources, 'resources', folder))).toEqual(filesBelow(join(root, 'resources', folder)));
    expect(filesBelow(join(installed, 'locales'))).toEqual(['en-US.pak', 'zh-CN.pak']);
    for (const name of ['LICENSE.txt', 'THIRD-PARTY.txt', 'LICENSE.electron.txt', 'LICENSES.chromium.html'])
      expect(filesBelow(installed)).toContain(name);
    expect(fusesOf(join(installed, 'parkpanel'))).toBe(states);
  });

  /** Runs the command line of the extracted archive; what Electron says of itself is said for it. */
  async function run(...args: string[]): Promise<{ readonly out: string; readonly err: string }> {
    const start = join(dir, 'start.mjs');
    // in Electron the main process starts the readers of foreign bytes, which a stand-in of its name alone cannot
    const asElectron = args.includes('workspace.info');
    writeFileSync(
      start,
      `process.resourcesPath = ${JSON.stringify(resources)};
       if (${asElectron}) {
         process.execPath = ${JSON.stringify(join(dir, 'stick/parkpanel'))};
         Object.defineProperty(process.versions, 'electron', { value: '45.4.1' });
       }
       const { run } = await import(${JSON.stringify(pathToFileURL(join(app, 'dist/cli.js')).href)});
       process.exitCode = await run(process.argv.slice(2));`,
    );
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [start, ...args], {
      cwd: dir,
      env: { ...process.env, PARKPANEL_WORKSPACE: '', APPIMAGE: undefined },
      timeout: 240_000,
      maxBuffer: 16 * 1024 * 1024,
    });
    return { out: stdout, err: stderr };
  }

  async function call(workspace: string, method: string, payload: unknown): Promise<unknown> {
    const { out, err } = await run('--workspace', workspace, 'call', method, JSON.stringify(payload));
    expect(err).toBe('');
    return (JSON.parse(out) as { readonly value: unknown }).value;
  }

  test('the_extracted_copy_plays_the_whole_demo_and_finds_its_workspace_in_order', { timeout: 300_000 }, async () => {
    const out = join(dir, 'demo');
    const { out: said, err } = await run('--lang', 'zh', 'demo', '--out', out);
    expect(err).toBe('');
    expect(said).toContain('全部核对通过');
    const doctor = JSON.parse((await run('--workspace', join(out, 'workspace'), 'doctor')).out) as { readonly value: unknown };
    expect(doctor.value).toMatchObject({ healthy: true });
  });

  test('the_extracted_copy_reads_a_pdf_form_that_embeds_no_font', async () => {
    const workspace = join(dir, 'w');
    const zip = join(dir, '园区.zip');
    writeFileSync(
      zip,
      buildZip([
        { name: '园/申报表.pdf', data: pdfWithoutFont(formRows().slice(0, 5)) },
        { name: '园/报告.txt', data: 'x' },
      ]),
    );
    const { roundId } = (await call(workspace, 'rounds.create', {
      schemeId: 'hunan-recognition-2024',
      name: '打包',
      appliedOn: '2026-01-01',
    })) as { readonly roundId: string };
    const { imported } = (await call(workspace, 'packages.import', { roundId, paths: [zip] })) as {
      readonly imported: readonly { readonly form: unknown }[];
    };
    expect(imported[0]?.form).toMatchObject({ format: 'pdf', fields: { parkName: { value: '测试跨境电商产业园' } } });
  });

  test('a_folder_beside_the_program_is_its_workspace_unless_another_is_named', async () => {
    const folderOf = async (...words: string[]): Promise<unknown> =>
      (JSON.parse((await run(...words, 'call', 'workspace.info')).out) as { readonly value: { readonly path: string } }).value.path;
    expect(await folderOf()).toBe(join(dir, 'stick/workspace'));
    expect(await folderOf('--workspace', join(dir, 'w'))).toBe(join(dir, 'w'));
  });

  test('the_extracted_copy_knows_the_working_days', async () => {
    expect(await call(join(dir, 'w'), 'calendar.get', { year: 2025 })).toMatchObject({ source: 'published' });
  });
});

test('for_windows_it_carries_the_library_of_windows_alone', async () => {
  const installed = await pack('win', 'arm64', dir);
  const unpacked = join(installed, 'resources/app.asar.unpacked');
  expect(filesBelow(unpacked)).toEqual(['node_modules/better-sqlite3/prebuilds/win32-arm64.node']);
  expect(asar.listPackage(join(installed, 'resources/app.asar')).filter((path) => path.endsWith('.node'))).toHaveLength(1);
  expect(filesBelow(join(installed, 'locales'))).toEqual(['en-US.pak', 'zh-CN.pak']);
  expect(fusesOf(join(installed, 'ParkPanel.exe'))).toBe(states);
});
