/** What is in use of one sheet, over made-up histories of several laptops, of merges and of choices in any order. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  contentText,
  growLineage,
  isConflict,
  isWellFormed,
  takeBackKind,
  type Cell,
  type Content,
  type Head,
} from '../../../domain/exchange/lineage.ts';
import { ownedKey } from '../../../domain/exchange/owned-tables.ts';
import { orderCells, planMerge } from '../../../domain/exchange/plan-merge.ts';
import { saidBy, timeOfEvent, type SaidRow } from '../../../domain/exchange/said.ts';
import {
  contentAt,
  contentOfEvent,
  linesToSettle,
  openLines,
  originOf,
  sealOf,
  sheetInUse,
  type SaidBy,
  type SheetCells,
  type SheetInUse,
} from '../../../domain/exchange/sheet-in-use.ts';

const sheetEntity = 'sheet:p1/a1';
const lineEntities = ['c1', 'c2', 'c3'].map((id) => `score:p1/a1/${id}`);
const opinionEntity = 'opinion:p1/a1';

interface Laptop {
  readonly name: string;
  readonly cells: Map<string, Cell>;
}

const byEntity = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1);
const digestOf = (lines: Iterable<readonly [string, string]>): string => JSON.stringify([...lines].sort(byEntity));

/** Every event there is, and beside it what the merge is held against: whole sheets as they were sealed, and choices by person. */
interface World {
  readonly laptops: Laptop[];
  readonly events: Map<string, SaidRow>;
  readonly sealed: Map<string, ReadonlyMap<string, string>>;
  readonly said: SaidBy;
  /** choices: which versions stood, by the version that settled them */
  readonly settled: Map<string, readonly string[]>;
  /** what was decided at once: row by row, what stood and what the choice made of it */
  readonly decisions: Settled[][];
  takenBack: number;
}

interface Settled {
  readonly entity: string;
  readonly sides: readonly Head[];
  last: string;
}

function sheetOf({ cells }: Laptop): SheetCells {
  return {
    sheet: cells.get(sheetEntity),
    scores: lineEntities.flatMap((entity) => {
      const cell = cells.get(entity);
      return cell ? [cell] : [];
    }),
    opinion: cells.get(opinionEntity),
  };
}

const rowsOf = ({ scores, opinion }: SheetCells): Cell[] => [...scores, ...(opinion ? [opinion] : [])];

/** What a seal covers of a row, as text: of an opinion not the dissent. */
function covered(entity: string, content: Content | undefined): string {
  return contentText(entity === opinionEntity ? { ...content, dissent: null } : (content ?? {}));
}

const inUse = (world: World, laptop: Laptop): SheetInUse => sheetInUse(sheetOf(laptop), world.said);

/** One event on one laptop, taken into its histories as the store does it. */
function write(world: World, laptop: Laptop, entity: string, kind: string, now: Record<string, unknown>): string {
  const key = ownedKey(entity);
  if (!key) throw new Error(entity);
  // names in no order of time
  const hash = `e${world.events.size}`.padStart(6, '0').split('').reverse().join('');
  const at = '2026-01-01T00:00:00.000Z';
  const shown = new Map(inUse(world, laptop).lines);
  world.events.set(hash, { hash, device: laptop.name, kind, entity, at, new: JSON.stringify(now) });
  const growth = growLineage(
    {
      headsOf: (one) => laptop.cells.get(one)?.heads.map((head) => head.id) ?? [],
      entitiesUnder: (prefix) => [...laptop.cells.keys()].filter((one) => one.startsWith(prefix)),
    },
    [{ hash, device: laptop.name, entity, kind, now }],
  );
  for (const { entity: touched, version } of growth.versions) {
    const before = laptop.cells.get(touched);
    const said: Omit<Head, 'id'> =
      touched === entity
        ? { content: contentOfEvent(key.table, now), at: timeOfEvent(key.table, kind, at, now) }
        : (shown.get(touched) ?? { content: {}, at: null });
    const standing = growth.heads.get(touched) ?? [];
    laptop.cells.set(touched, {
      entity: touched,
      versions: [...(before?.versions ?? []), version],
      heads: [...(before?.heads ?? []), { ...said, id: version.id }].filter((head) => standing.includes(head.id)),
    });
  }
  return hash;
}

function take(laptop: Laptop, file: readonly Cell[]): void {
  const plan = planMerge((entity) => laptop.cells.get(entity), file);
  expect(plan.contradictions).toEqual([]);
  for (const { entity, addVersions, heads } of plan.changes)
    laptop.cells.set(entity, { entity, versions: [...(laptop.cells.get(entity)?.versions ?? []), ...addVersions], heads });
}

const fileOf = (laptop: Laptop): Cell[] => orderCells([...laptop.cells.values()]);

/** What a head says, as an event says it. */
function told(entity: string, { content }: Head): Record<string, unknown> {
  const json = ownedKey(entity)?.table.json ?? [];
  return Object.fromEntries(
    Object.entries(content).map(([name, value]) => [name, json.includes(name) && typeof value === 'string' ? JSON.parse(value) : value]),
  );
}

function settle(world: World, laptop: Laptop, { entity, heads }: Cell, kind: string, now: Record<string, unknown>): Settled {
  const last = write(world, laptop, entity, kind, now);
  world.settled.set(
    `${entity} ${last}`,
    heads.map((one) => one.id),
  );
  return { entity, sides: heads, last };
}

function choose(world: World, laptop: Laptop, cell: Cell, head: Head): Settled {
  return settle(world, laptop, cell, 'exchange.resolve', { ...told(cell.entity, head), from: originOf(head.id, world.said) });
}

/** As the store does it: a line that does not fit the seal opens the sheet. */
function reopenUnsealed(world: World, laptop: Laptop, entity: string): Settled[] {
  const { seal, lines } = inUse(world, laptop);
  const [head] = laptop.cells.get(entity)?.heads ?? [];
  const sheet = laptop.cells.get(sheetEntity);
  if (seal === null || !sheet || !head || text(lines.get(entity)?.content) === text(head.content)) return [];
  return [settle(world, laptop, sheet, 'exchange.reopen', { state: 'draft', cause: 'conflict' })];
}

/** Takes back the newest decision that nobody wrote over: what stood before stands again. */
function takeBack(world: World, laptop: Laptop): void {
  const stands = ({ entity, last }: Settled): boolean =>
    laptop.cells
      .get(entity)
      ?.heads.map((head) => head.id)
      .join() === last;
  const rows = world.decisions.findLast((one) => one.every(stands));
  if (!rows) return;
  for (const { entity, sides, last } of rows)
    for (const head of sides)
      write(world, laptop, entity, takeBackKind, { ...told(entity, head), at: head.at, from: originOf(head.id, world.said), over: [last] });
  for (const { entity, sides } of rows) {
    const again = laptop.cells.get(entity)?.heads ?? [];
    expect(again.map((head) => text(head.content)).sort()).toEqual(sides.map((head) => text(head.content)).sort());
    expect(again.map((head) => originOf(head.id, world.said)).sort()).toEqual(sides.map((head) => originOf(head.id, world.said)).sort());
  }
  world.decisions.splice(world.decisions.indexOf(rows), 1);
  world.takenBack += 1;
}

const text = (content: Content | undefined): string => contentText(content ?? {});

type Step = {
  do: 'score' | 'opinion' | 'submit' | 'reopen' | 'carry' | 'chooseSheet' | 'chooseLine' | 'takeBack';
  at: number;
  to: number;
  points: number;
};
const step: fc.Arbitrary<Step> = fc.record({
  do: fc.constantFrom(
    ...(['score', 'score', 'score', 'opinion', 'opinion', 'submit', 'submit', 'carry', 'carry'] as const),
    ...(['chooseSheet', 'chooseLine', 'takeBack', 'reopen'] as const),
  ),
  at: fc.nat({ max: 3 }),
  to: fc.nat({ max: 3 }),
  points: fc.nat({ max: 3 }),
});

function act(world: World, one: Step): void {
  const laptop = world.laptops[one.at % world.laptops.length] as Laptop;
  const cells = sheetOf(laptop);
  const now = inUse(world, laptop);
  const isIn = now.sheet?.content['state'] === 'submitted';
  const open = [...openLines(cells, now), ...(cells.sheet && isConflict(cells.sheet) ? [cells.sheet] : [])];
  if (one.do === 'score') {
    const entity = lineEntities[one.to % 3] ?? '';
    if (!isIn) write(world, laptop, entity, 'score.set', { points100: one.points, comment: null, evidence: [] });
  } else if (one.do === 'opinion') {
    // once the sheet is in, dissent alone
    const stated = now.lines.get(opinionEntity)?.content;
    if (!isIn) write(world, laptop, opinionEntity, 'opinion.set', { text: `${one.points}`, recommendation: 'recommend', dissent: null });
    else if (stated) write(world, laptop, opinionEntity, 'opinion.set', { ...stated, dissent: `${one.points}` });
  } else if (one.do === 'submit') {
    if (isIn || open.length > 0 || cells.scores.length < 3) return;
    const lines = new Map([...now.lines].map(([entity, head]) => [entity, covered(entity, head.content)]));
    const digest = digestOf([...lines].filter(([entity]) => entity !== opinionEntity));
    world.sealed.set(write(world, laptop, sheetEntity, 'score.submit', { state: 'submitted', digest }), lines);
  } else if (one.do === 'reopen') {
    if (isIn) write(world, laptop, sheetEntity, 'score.reopen', { state: 'draft', cause: 'sumWrong' });
  } else if (one.do === 'carry') {
    take(world.laptops[one.to % world.laptops.length] as Laptop, fileOf(laptop));
  } else if (one.do === 'chooseSheet') {
    const { sheet } = cells;
    if (!sheet || !isConflict(sheet)) return;
    const head = sheet.heads[one.points % sheet.heads.length] as Head;
    const seal = sealOf(sheet, head, world.said);
    const lines = seal === null ? [] : (linesToSettle(cells, now, seal, world.said) ?? []);
    const settled = lines.map((line) => choose(world, laptop, line.cell, line.sealed));
    world.decisions.push([...settled, choose(world, laptop, sheet, head)]);
  } else if (one.do === 'takeBack') {
    takeBack(world, laptop);
  } else {
    const lines = openLines(cells, now);
    const cell = lines[one.to % Math.max(lines.length, 1)];
    if (!cell) return;
    const settled = choose(world, laptop, cell, cell.heads[one.points % cell.heads.length] as Head);
    world.decisions.push([settled, ...reopenUnsealed(world, laptop, cell.entity)]);
  }
}

function play(steps: readonly Step[]): World {
  const events = new Map<string, SaidRow>();
  const world: World = {
    laptops: ['d0', 'd1', 'd2', 'office'].map((name) => ({ name, cells: new Map() })),
    events,
    sealed: new Map(),
    settled: new Map(),
    decisions: [],
    takenBack: 0,
    said: saidBy((version) => events.get(version)),
  };
  for (const one of steps) {
    act(world, one);
    // what was written on, and what was carried to
    for (const place of new Set([one.at, one.to])) holds(world, world.laptops[place % world.laptops.length] as Laptop);
  }
  return world;
}

/** What must hold on every laptop after every step. */
function holds(world: World, laptop: Laptop): void {
  const cells = sheetOf(laptop);
  const now = inUse(world, laptop);
  const open = new Set(openLines(cells, now).map((cell) => cell.entity));
  if (now.sheet?.content['state'] === 'submitted') {
    // what is in use of a submitted sheet is what one laptop sealed, line by line, under that digest
    const sealed = world.sealed.get(now.seal ?? '');
    expect(sealed).toBeDefined();
    expect(now.sheet.content['digest']).toBe(digestOf([...(sealed ?? [])].filter(([entity]) => entity !== opinionEntity)));
    for (const { entity } of rowsOf(cells))
      if (entity !== opinionEntity || sealed?.has(entity))
        expect(covered(entity, now.lines.get(entity)?.content)).toBe(sealed?.get(entity));
  }
  for (const cell of rowsOf(cells)) {
    expect(isWellFormed(cell)).toBe(true);
    // every value that was ever given can be shown
    for (const { id } of cell.versions) expect(contentAt(cell, id, world.said)).toBeDefined();
    for (const { id, sealed } of cell.versions)
      if (sealed) expect(covered(cell.entity, contentAt(cell, id, world.said)?.content)).toBe(world.sealed.get(id)?.get(cell.entity));
    // and whatever stands is in use, or waits for a choice
    for (const head of cell.heads)
      expect(open.has(cell.entity) || text(head.content) === text(now.lines.get(cell.entity)?.content)).toBe(true);
    // whatever took the place of two things at once was a choice, or a person who had both open before them
    for (const { id, parents, sealed } of cell.versions) {
      const told = new Set(parents.map((parent) => text(contentAt(cell, parent, world.said)?.content)));
      if (told.size < 2) continue;
      expect(sealed).toBe(false);
      expect(world.settled.get(`${cell.entity} ${id}`)?.toSorted() ?? parents.toSorted()).toEqual(parents.toSorted());
    }
  }
}

const apartBy = ['nothing', 'line', 'opinion', 'both'] as const;

test('what_is_in_use_is_what_one_laptop_sealed_or_a_person_chose_and_nothing_is_buried', () => {
  let chosen = 0;
  let opinions = 0;
  let mixed = 0;
  let takenBack = 0;
  fc.assert(
    fc.property(fc.array(step, { minLength: 10, maxLength: 40, size: 'max' }), fc.constantFrom(...apartBy), (steps, by) => {
      const filled: Step[] = [0, 1, 2].map((to) => ({ do: 'score', at: 0, to, points: 1 }));
      const handed: Step[] = [1, 2].map((to) => ({ do: 'carry', at: 0, to, points: 0 }));
      // most histories begin with two sealed sheets that came to one office, apart by a line, by the opinion, or by both
      const apart = [
        { do: 'score', at: 1, to: 1, points: by === 'opinion' ? 1 : 2 },
        { do: 'opinion', at: 0, to: 0, points: 1 },
        { do: 'opinion', at: 1, to: 0, points: by === 'line' ? 1 : 2 },
        { do: 'submit', at: 0, to: 0, points: 0 },
        { do: 'submit', at: 1, to: 0, points: 0 },
        { do: 'carry', at: 0, to: 3, points: 0 },
        { do: 'carry', at: 1, to: 3, points: 0 },
      ] satisfies Step[];
      const world = play([...filled, ...handed, ...(by === 'nothing' ? [] : apart), ...steps]);
      chosen += world.settled.size;
      opinions += [...world.settled.keys()].filter((settled) => settled.startsWith(opinionEntity)).length;
      takenBack += world.takenBack;
      // whoever gets everything ends with the same in use
      const files = world.laptops.map(fileOf);
      const ends = [files, files.toReversed()].map((all) => {
        const laptop: Laptop = { name: 'x', cells: new Map() };
        for (const file of all) take(laptop, file);
        holds(world, laptop);
        const { sheet, seal, lines } = inUse(world, laptop);
        if (seal !== null && openLines(sheetOf(laptop), { sheet, seal, lines }).length > 0) mixed += 1;
        return JSON.stringify([sheet, seal, [...lines].sort(byEntity)]);
      });
      expect(ends[1]).toBe(ends[0]);
    }),
    { numRuns: 200, seed: 3 },
  );
  // the property met what it is about
  expect(chosen).toBeGreaterThan(100);
  expect(opinions).toBeGreaterThan(30);
  expect(takenBack).toBeGreaterThan(20);
  expect(mixed).toBeGreaterThan(20);
});
