// THIRD-PARTY.txt: every library whose code is in dist/, and every font, with the licence under which it comes.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

const licenceFile = /^(licen[cs]e|copying|unlicense)([.-].*)?$/i;
const noticeFile = /^notice([.-].*)?$/i;

/** The folder of the package that a module belongs to; undefined for what is the program's own. */
function packageOf(id) {
  const path = id.replace(/^\0+/, '').replace(/\?.*$/, '').replaceAll('\\', '/');
  if (!path.includes('/node_modules/')) return undefined;
  // a folder may hold a package.json that only says how its files are read
  for (let folder = dirname(path); folder.includes('/node_modules/'); folder = dirname(folder)) {
    const file = join(folder, 'package.json');
    if (!existsSync(file)) continue;
    const { name, version } = JSON.parse(readFileSync(file, 'utf8'));
    if (name && version) return folder;
  }
  throw new Error(`no package holds ${path}`);
}

/** A plugin for Vite's builds that adds the packages of whatever ends in a chunk. */
export function collectPackages(folders) {
  return {
    name: 'collect-packages',
    generateBundle(_, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk') continue;
        for (const id of Object.keys(chunk.modules)) {
          const folder = packageOf(id);
          if (folder) folders.add(folder);
        }
      }
    },
  };
}

function textsIn(folder, pattern) {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && pattern.test(entry.name))
    .map((entry) => entry.name)
    .sort()
    .map((name) => readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n').trim());
}

/** What a package says of itself. Throws where it names no licence and brings no text: nobody may pass that on. */
function describe(folder) {
  const { name, version, license, licenses, author } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const stated = [license ?? licenses ?? []].flat().map((each) => (typeof each === 'string' ? each : each.type));
  const texts = [...textsIn(folder, licenceFile), ...textsIn(folder, noticeFile)];
  if (stated.length === 0 && texts.length === 0) throw new Error(`${name} ${version} names no licence`);
  const who = typeof author === 'string' ? author : author?.name;
  const missing = `The package brings no text of its licence${who ? `; its author is ${who}` : ''}.`;
  return { title: `${name} ${version}`, licence: stated.join(' OR ') || 'see below', text: texts.join('\n\n') || missing };
}

/** The fonts of documents, by the licence files beside them. */
function fontsIn(folder) {
  return readdirSync(folder)
    .filter((name) => name.endsWith('-OFL.txt'))
    .sort()
    .map((name) => ({
      title: `${name.replace('-OFL.txt', '')} (font)`,
      licence: 'OFL-1.1',
      text: readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n').trim(),
    }));
}

/** The encryption of pages, compiled into SQLite's library: its licence is the library's own with another name above it. */
function ciphersIn(folder) {
  const [licence = ''] = textsIn(folder, licenceFile);
  const terms = licence.slice(licence.indexOf('Permission is hereby granted'));
  if (!terms.startsWith('Permission')) throw new Error(`${folder} no longer comes under the licence of its ciphers`);
  const text = `MIT License\n\nCopyright (c) 2006-2025 Ulrich Telle\n\n${terms}`;
  return { title: 'SQLite3 Multiple Ciphers', licence: 'MIT', text };
}

const line = '-'.repeat(80);

/** The whole text; the packages by name, each version once. */
export function noticesOf(folders, fonts) {
  const packages = new Map(Array.from(folders, (folder) => describe(folder)).map((each) => [each.title, each]));
  const ciphers = [...folders].filter((folder) => basename(folder) === 'better-sqlite3').map(ciphersIn);
  const parts = [...[...packages.values(), ...ciphers].sort((a, b) => (a.title < b.title ? -1 : 1)), ...fontsIn(fonts)];
  return [
    'ParkPanel contains the following software and fonts of others. Electron and Chromium name theirs in LICENSE.electron.txt and',
    'LICENSES.chromium.html. SQLite itself, in better-sqlite3-multiple-ciphers, is in the public domain.',
    '',
    ...parts.map(({ title, licence }) => `${title} — ${licence}`),
    ...parts.flatMap(({ title, licence, text }) => ['', line, `${title} — ${licence}`, line, '', text]),
    '',
  ].join('\n');
}
