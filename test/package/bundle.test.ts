/** The built hosts carry their libraries: what they load beside their own chunks is Node's, Electron's, or SQLite's. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { api } from '../../domain/contract/api.ts';
import { texts } from '../../domain/texts/index.ts';

const dist = join(import.meta.dirname, '../../dist');
const hosts = ['', 'chunks'].flatMap((folder) =>
  readdirSync(join(dist, folder))
    .filter((name) => name.endsWith('.js'))
    .map((name) => join(dist, folder, name)),
);

function loadedBy(path: string, call: RegExp): string[] {
  return Array.from(readFileSync(path, 'utf8').matchAll(call), ([, name = '']) => name);
}

test('what_the_hosts_import_is_beside_them_or_nodes_electrons_or_sqlites', () => {
  expect(hosts.length).toBeGreaterThan(20);
  const others = new Set<string>();
  for (const path of hosts) {
    for (const name of loadedBy(path, /^(?:import|export) (?:[^'"\n]* from )?["']([^"'\n]+)["'];?$|\bimport\(["']([^"'\n]+)["']\)/gm)) {
      if (name.startsWith('.')) expect(existsSync(join(dirname(path), name)), `${path}: ${name}`).toBe(true);
      else if (name !== '' && !isBuiltin(name)) others.add(name);
    }
  }
  expect([...others].sort()).toEqual(['better-sqlite3', 'electron']);
});

test('what_the_hosts_require_is_nodes_or_may_be_absent', () => {
  // ws asks for two compiled helpers and goes on without; pdfkit's and pdf.js' are for fonts and drawings that the program has not
  const optional = [/^bufferutil$/, /^utf-8-validate$/, /^#standard-fonts\//, /^@napi-rs\/canvas$/];
  const others = new Set<string>();
  for (const path of hosts)
    for (const name of loadedBy(path, /^(?!\s*\*).*?\b(?:__)?require(?:\$\d+)?\(["']([^"'\n]+)["']\)/gm))
      if (!isBuiltin(name) && !optional.some((each) => each.test(name))) others.add(name);
  expect([...others]).toEqual([]);
});

test('what_libraries_read_at_run_time_lies_where_the_hosts_look_for_it', () => {
  for (const path of [
    'chinese-days.json',
    'chinese-days.cjs',
    'chunks/data/sRGB_IEC61966_2_1.icc',
    'renderer/pdf/cmaps/UniGB-UCS2-H.bcmap',
  ])
    expect(existsSync(join(dist, path)), path).toBe(true);
  const withProfile = hosts.filter((path) => readFileSync(path, 'utf8').includes('./data/sRGB_IEC61966_2_1.icc'));
  expect(withProfile.map((path) => dirname(path))).toEqual([join(dist, 'chunks')]);
});

test('the_texts_of_the_build_are_those_of_the_sources_and_lie_where_the_hosts_look_for_them', () => {
  for (const language of ['zh', 'en'] as const)
    expect(JSON.parse(readFileSync(join(dist, `chunks/texts/${language}.json`), 'utf8')), language).toEqual(texts[language]);
  const readers = hosts.filter((path) => readFileSync(path, 'utf8').includes('"texts", language + ".json"'));
  expect(readers.map((path) => dirname(path))).toEqual([join(dist, 'chunks')]);
  const sentences = hosts.filter((path) => readFileSync(path, 'utf8').includes(texts.zh['cli.building'] ?? '?'));
  expect(sentences).toEqual([]);
});

test('what_the_contract_declares_of_answers_is_left_out_and_what_it_asks_stays', () => {
  const code = hosts.map((path) => readFileSync(path, 'utf8')).join('\n');
  expect(code).toContain('"workspace.info": method("read", nothing, null, "machine")');
  expect(code.match(/(?:^\t?|\{ )"[a-z]+\.[A-Za-z]+": method\(/gm)).toHaveLength(Object.keys(api).length);
});

test('pdfjs_loads_no_drawing_library_when_it_is_imported', () => {
  const loading = hosts.filter((path) => readFileSync(path, 'utf8').includes('Cannot load "@napi-rs/canvas"'));
  expect(loading).toEqual([]);
});

test('the_window_is_the_one_of_users_whoever_built_it', () => {
  const assets = join(dist, 'renderer/assets');
  const scripts = readdirSync(assets).filter((name) => name.endsWith('.js'));
  expect(scripts.length).toBeGreaterThan(10);
  // what libraries do in tests alone: one name for all dialogs
  expect(scripts.filter((name) => /["'`]test-id["'`]/.test(readFileSync(join(assets, name), 'utf8')))).toEqual([]);
});
