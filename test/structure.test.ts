/** The house's own rules about who may import whom and how full a folder may be; docs/architecture.md draws them. */
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const rooms = ['domain', 'db', 'electron', 'renderer', 'test'];

/** Files beside each other that a reader still takes in at a glance; the contract has one file a noun, and stays whole. */
const fullest = 16;
const contract = 'domain/contract';

type Graph = ReadonlyMap<string, ReadonlySet<string>>;

const files = rooms.flatMap((room) =>
  readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
    .map((name) => `${room}/${name.replaceAll('\\', '/')}`)
    .filter((path) => /\.(ts|tsx|mjs)$/.test(path)),
);

/** The addresses after `from`, `import` and `import(`, of types too; in the order in which they stand. */
function importsIn(source: string): string[] {
  return Array.from(source.matchAll(/\b(?:from|import)\s*\(?\s*['"]([^'"\n]+)['"]/g), ([, address = '']) => address);
}

const known = new Set(files);
const addresses: ReadonlyMap<string, readonly string[]> = new Map(
  files.map((path) => [path, importsIn(readFileSync(join(root, path), 'utf8'))] as const),
);
const between: Graph = new Map(
  Array.from(addresses, ([path, found]) => {
    const paths = found.filter((address) => address.startsWith('.')).map((address) => normalize(join(dirname(path), address)));
    return [path, new Set(paths.filter((target) => known.has(target) && target !== path))] as const;
  }),
);

const imports = Array.from(between).flatMap(([from, targets]) => Array.from(targets, (to) => ({ from, to })));

function foldersOf(graph: Graph): Graph {
  const folders = new Map<string, Set<string>>();
  for (const [from, targets] of graph) {
    const folder = folders.get(dirname(from)) ?? new Set();
    folders.set(dirname(from), folder);
    for (const to of targets) if (dirname(to) !== dirname(from)) folder.add(dirname(to));
  }
  return folders;
}

/** The largest sets whose members all reach each other (Tarjan 1972), each as one line of sorted names. */
function circlesOf(graph: Graph): string[] {
  const found: string[] = [];
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const visit = (node: string): number => {
    const own = index.size;
    index.set(node, own);
    let reached = own;
    stack.push(node);
    for (const next of graph.get(node) ?? []) {
      if (!index.has(next)) reached = Math.min(reached, visit(next));
      else if (stack.includes(next)) reached = Math.min(reached, index.get(next) ?? own);
    }
    low.set(node, reached);
    if (reached === own) {
      const members = stack.splice(stack.indexOf(node));
      if (members.length > 1) found.push(members.sort().join(' ⇄ '));
    }
    return reached;
  };
  for (const node of graph.keys()) if (!index.has(node)) visit(node);
  return found.sort();
}

/** The folder of a screen: renderer/screens/<name>. */
function screenOf(path: string): string | undefined {
  return /^renderer\/screens\/[^/]+/.exec(path)?.[0];
}

test('the_reader_of_imports_sees_types_side_effects_and_lazy_ones', () => {
  const source = `import type { A } from './a.ts';\nimport './b.css';\nexport * from "./c.ts";\nconst d = await import('./d.ts');\nlet e: import('./e.ts').E;`;
  expect(importsIn(source)).toEqual(['./a.ts', './b.css', './c.ts', './d.ts', './e.ts']);
  expect(imports.length).toBeGreaterThan(2000);
});

test('circles_are_found', () => {
  const graph = new Map(
    Object.entries({ a: ['b'], b: ['c'], c: ['b', 'd'], d: [], e: ['f'], f: ['g'], g: ['e'] }).map(([k, v]) => [k, new Set(v)]),
  );
  expect(circlesOf(graph)).toEqual(['b ⇄ c', 'e ⇄ f ⇄ g']);
});

test('no_files_import_each_other_in_a_circle', () => {
  expect(circlesOf(between)).toEqual([]);
});

test('no_folders_import_each_other_in_a_circle', () => {
  expect(circlesOf(foldersOf(between))).toEqual([]);
});

test('no_folder_holds_more_than_16_files', () => {
  const counts = new Map<string, number>();
  for (const path of files) counts.set(dirname(path), (counts.get(dirname(path)) ?? 0) + 1);
  const full = Array.from(counts).filter(([folder, count]) => count > fullest && folder !== contract);
  expect(full.map(([folder]) => folder).sort()).toEqual([]);
});

test('no_screen_imports_from_another', () => {
  const across = imports.filter(
    ({ from, to }) => screenOf(from) !== undefined && screenOf(to) !== undefined && screenOf(from) !== screenOf(to),
  );
  expect(across.map(({ from, to }) => `${from} → ${to}`).sort()).toEqual([]);
});

/** Each room and what it may import besides itself; the hosts join everything. */
test.each([
  ['domain', /^domain\//],
  ['db', /^(db|domain)\//],
  ['electron/io', /^(electron\/io|domain)\//],
  ['electron/services', /^(electron\/services|electron\/io|db|domain)\//],
  ['renderer', /^(renderer|domain)\//],
])('%s imports only what stands below it', (room, allowed) => {
  const own = imports.filter(({ from }) => from.startsWith(`${room}/`));
  expect(own.length).toBeGreaterThan(0);
  expect(own.filter(({ to }) => !allowed.test(to))).toEqual([]);
});

test('files_are_given_to_the_library_that_signs_in_one_place_which_sees_that_it_comes_back', () => {
  const loading = files.filter(
    (path) => path.startsWith('electron/') && /\bPDF\.load\(|\.reload\(/.test(readFileSync(join(root, path), 'utf8')),
  );
  expect(loading.filter((path) => /@libpdf/.test(readFileSync(join(root, path), 'utf8')))).toEqual(['electron/io/signatures/load.ts']);
});

test('the_first_page_is_there_before_antd', () => {
  const atOnce = /^(?:import|export) (?!type )(?:[^'"]*?from )?['"]([^'"]+)['"]/gm;
  const reached = new Set(['renderer/main.tsx', 'renderer/start.tsx']);
  const libraries = new Set<string>();
  // a set grows while it is walked
  for (const path of reached) {
    for (const [, address = ''] of readFileSync(join(root, path), 'utf8').matchAll(atOnce)) {
      if (!address.startsWith('.')) libraries.add(address);
      else if (/\.tsx?$/.test(address)) reached.add(normalize(join(dirname(path), address)));
    }
  }
  expect(reached).toContain('renderer/screens/home/home.tsx');
  expect(libraries).toContain('react');
  expect([...libraries].filter((name) => /^(?:antd|@ant-design\/icons|@rc-component)(?:\/|$)/.test(name))).toEqual([]);
});

test('one_node_is_meant_everywhere', () => {
  const { optionalDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { optionalDependencies: object };
  const node = readFileSync(join(root, '.nvmrc'), 'utf8').trim();
  for (const version of Object.values(optionalDependencies)) expect(version).toMatch(new RegExp(`^${node}\\.`));
  expect(readFileSync(join(root, 'electron/launch.mjs'), 'utf8')).toContain(`if (major < ${node}) {`);
  for (const language of ['zh', 'en'])
    expect(readFileSync(join(root, `domain/texts/${language}/cli.json`), 'utf8')).toMatch(new RegExp(`"nodeTooOld": .*Node ${node}\\b`));
});
