/** The house's own rules about who may import whom and how full a folder may be; docs/architecture.md draws them. */
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const rooms = ['domain', 'db', 'electron', 'renderer', 'test'];

/** What is known to break a rule. An entry that no longer does fails the test, so that the lists can only shrink. */
const open = {
  fileCircles: [
    'renderer/screens/application/field-list.tsx ⇄ renderer/screens/application/field-row.tsx ⇄ renderer/ui/field-form.tsx',
    'renderer/screens/eligibility/checklists.tsx ⇄ renderer/screens/eligibility/eligibility.tsx ⇄ renderer/screens/eligibility/matrix.tsx ⇄ renderer/screens/eligibility/paper-matrix.tsx',
    'renderer/screens/panel/panel.tsx ⇄ renderer/screens/panel/person-table.tsx',
    'renderer/screens/paper-entry/differences.tsx ⇄ renderer/screens/paper-entry/first-pass.tsx ⇄ renderer/screens/paper-entry/grid.tsx ⇄ renderer/screens/paper-entry/second-pass.tsx',
    'renderer/screens/publicity/objection-list.tsx ⇄ renderer/screens/publicity/publicity.tsx ⇄ renderer/screens/publicity/standing.tsx',
    'renderer/screens/rubric/formula-form.tsx ⇄ renderer/screens/rubric/formula-preview.tsx ⇄ renderer/screens/rubric/knot-line.tsx',
    'renderer/screens/titles/follow-ups.tsx ⇄ renderer/screens/titles/title-form.tsx ⇄ renderer/screens/titles/title-list.tsx ⇄ renderer/screens/titles/titles.tsx',
    'renderer/ui/chart-canvas.tsx ⇄ renderer/ui/chart.tsx',
  ],
  folderCircles: [
    'renderer/screens/application ⇄ renderer/screens/checklist ⇄ renderer/screens/eligibility ⇄ renderer/screens/identities ⇄ renderer/screens/paper-entry ⇄ renderer/screens/scoring ⇄ renderer/theme ⇄ renderer/ui ⇄ renderer/ui/viewer',
  ],
  // domain/contract stays: one file a noun, and folders would hold one file each
  fullFolders: ['domain/contract', 'renderer/screens/identities', 'renderer/screens/scoring', 'renderer/screens/tally', 'renderer/ui'],
  screenImports: [
    'renderer/screens/application/application.tsx → renderer/screens/checklist/checklist.tsx',
    'renderer/screens/application/application.tsx → renderer/screens/eligibility/elsewhere.tsx',
    'renderer/screens/application/application.tsx → renderer/screens/eligibility/trial.tsx',
    'renderer/screens/assessment/assessment.tsx → renderer/screens/titles/follow-ups.tsx',
    'renderer/screens/eligibility/checklists.tsx → renderer/screens/checklist/checklist.tsx',
    'renderer/screens/exchange/keys.tsx → renderer/screens/identities/handed.ts',
    'renderer/screens/frame/bar.tsx → renderer/screens/home/store.ts',
    'renderer/screens/paper-entry/first-pass.tsx → renderer/screens/scoring/store.ts',
    'renderer/screens/paper-entry/grid.tsx → renderer/screens/scoring/store.ts',
    'renderer/screens/scoring/desk.tsx → renderer/screens/paper-entry/address.ts',
    'renderer/screens/scoring/overview.tsx → renderer/screens/paper-entry/workbook-entry.tsx',
    'renderer/screens/scoring/scoring.tsx → renderer/screens/paper-entry/address.ts',
    'renderer/screens/scoring/scoring.tsx → renderer/screens/paper-entry/grid.tsx',
    'renderer/screens/shortlist/shortlist.tsx → renderer/screens/assessment/assessment.tsx',
  ],
};

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
  expect(circlesOf(between)).toEqual(open.fileCircles);
});

test('no_folders_import_each_other_in_a_circle', () => {
  expect(circlesOf(foldersOf(between))).toEqual(open.folderCircles);
});

test('no_folder_holds_more_than_16_files', () => {
  const counts = new Map<string, number>();
  for (const path of files) counts.set(dirname(path), (counts.get(dirname(path)) ?? 0) + 1);
  const full = Array.from(counts).filter(([, count]) => count > 16);
  expect(full.map(([folder]) => folder).sort()).toEqual(open.fullFolders);
});

test('no_screen_imports_from_another', () => {
  const across = imports.filter(
    ({ from, to }) => screenOf(from) !== undefined && screenOf(to) !== undefined && screenOf(from) !== screenOf(to),
  );
  expect(across.map(({ from, to }) => `${from} → ${to}`).sort()).toEqual(open.screenImports);
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

test('one_node_is_meant_everywhere', () => {
  const { optionalDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { optionalDependencies: object };
  const node = readFileSync(join(root, '.nvmrc'), 'utf8').trim();
  for (const version of Object.values(optionalDependencies)) expect(version).toMatch(new RegExp(`^${node}\\.`));
  expect(readFileSync(join(root, 'electron/launch.mjs'), 'utf8')).toContain(`if (major < ${node}) {`);
  for (const language of ['zh', 'en'])
    expect(readFileSync(join(root, `domain/texts/${language}/cli.json`), 'utf8')).toMatch(new RegExp(`"nodeTooOld": .*Node ${node}\\b`));
});
