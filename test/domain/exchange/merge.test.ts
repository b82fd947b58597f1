/** Merging over made-up histories of several laptops: who knew what decides, never the order or a clock. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  contentText,
  growLineage,
  isConflict,
  isWellFormed,
  isWellFormedShare,
  shareOf,
  shownHead,
  type Cell,
  type Head,
} from '../../../domain/exchange/lineage.ts';
import { ownedKey, ownedTables, sealedPrefix, type OwnedTable } from '../../../domain/exchange/owned-tables.ts';
import { orderCells, planMerge, type CellChange } from '../../../domain/exchange/plan-merge.ts';

/** A history after a planned change: what the store holds once the plan is applied. */
function applyChange(local: Cell | undefined, change: CellChange): Cell {
  const drop = new Set(change.dropHeads);
  return {
    entity: change.entity,
    versions: [...(local?.versions ?? []), ...change.addVersions],
    heads: [...(local?.heads ?? []).filter((head) => !drop.has(head.id)), ...change.addHeads],
  };
}

function ownedEntity({ name }: OwnedTable, values: readonly string[]): string {
  const [kind = '', part] = name.split('/');
  const [first, ...rest] = values;
  return part === undefined ? `${kind}:${values.join('/')}` : `${kind}:${[first, part, ...rest].join('/')}`;
}

const owner = 'p1';
const sheet = `sheet:${owner}/a1`;
const scores = ['c1', 'c2', 'c3'].map((id) => `score:${owner}/a1/${id}`);

/** A laptop as the merge sees it, and beside it the plain truth that the merge is held against. */
interface Laptop {
  name: string;
  cells: Map<string, Cell>;
  /** every version ever seen here, by entity */
  seen: Map<string, Set<string>>;
}

/** What each version could know of, and what it said: kept by the test, never shown to the merge. */
interface Truth {
  past: Map<string, Set<string>>;
  said: Map<string, string>;
  next: number;
}

const newTruth = (): Truth => ({ past: new Map(), said: new Map(), next: 0 });
const key = (entity: string, id: string): string => `${entity} ${id}`;

function write(laptop: Laptop, truth: Truth, entity: string, content: Head['content']): void {
  const id = `e${truth.next++}`.padStart(6, '0').split('').reverse().join('');
  const growth = growLineage(
    {
      headsOf: (one) => laptop.cells.get(one)?.heads.map((head) => head.id) ?? [],
      entitiesUnder: (prefix) => [...laptop.cells.keys()].filter((one) => one.startsWith(prefix)),
    },
    [{ hash: id, device: laptop.name, entity, kind: content['state'] === 'submitted' ? 'score.submit' : 'test.write', now: content }],
  );
  for (const { entity: touched, version } of growth.versions) {
    const before = laptop.cells.get(touched);
    const said = touched === entity ? content : ((before && shownHead(before)?.content) ?? {});
    // times run backwards on purpose: they must decide nothing
    const head = { id: version.id, content: said, at: `2026-01-01T00:00:00.${String(999 - (truth.next % 999)).padStart(3, '0')}Z` };
    laptop.cells.set(touched, { entity: touched, versions: [...(before?.versions ?? []), version], heads: [head] });
    const seen = laptop.seen.get(touched) ?? new Set();
    truth.past.set(key(touched, id), new Set(seen));
    truth.said.set(key(touched, id), contentText(said));
    laptop.seen.set(touched, new Set([...seen, id]));
  }
}

function take(laptop: Laptop, file: readonly Cell[]): number {
  const plan = planMerge((entity) => laptop.cells.get(entity), file);
  expect(plan.contradictions).toEqual([]);
  for (const change of plan.changes) laptop.cells.set(change.entity, applyChange(laptop.cells.get(change.entity), change));
  for (const cell of file)
    laptop.seen.set(cell.entity, new Set([...(laptop.seen.get(cell.entity) ?? []), ...cell.versions.map((version) => version.id)]));
  return plan.changes.length;
}

const state = (laptop: Laptop): string => JSON.stringify(orderCells([...laptop.cells.values()]));
const fileOf = (laptop: Laptop): Cell[] => JSON.parse(state(laptop)) as Cell[];

type Step =
  | { do: 'score'; at: number; cell: number; points: number }
  | { do: 'submit'; at: number }
  | { do: 'reopen'; at: number }
  | { do: 'carry'; at: number; to: number }
  | { do: 'copyFolder'; at: number };

const nothing = { versions: [], heads: [] };
const place = fc.nat({ max: 5 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant('score' as const), at: place, cell: fc.nat({ max: 2 }), points: fc.nat({ max: 3 }) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('submit' as const), at: place }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('reopen' as const), at: place }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('carry' as const), at: place, to: place }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('copyFolder' as const), at: place }) },
);

interface Played {
  laptops: Laptop[];
  truth: Truth;
  /** every file that was ever written */
  files: Cell[][];
}

function play(count: number, steps: readonly Step[]): Played {
  const truth = newTruth();
  const laptops: Laptop[] = Array.from({ length: count }, (_, index) => ({ name: `d${index}`, cells: new Map(), seen: new Map() }));
  const files: Cell[][] = [];
  const at = (index: number): Laptop => laptops[index % laptops.length] as Laptop;
  for (const one of steps) {
    const laptop = at(one.at);
    const says = (entity: string): Head['content'] => shownHead(laptop.cells.get(entity) ?? nothing)?.content ?? {};
    const submitted = says(sheet)['state'] === 'submitted';
    if (one.do === 'score') {
      if (!submitted) write(laptop, truth, scores[one.cell] ?? '', { points100: one.points, comment: null, evidence: '[]' });
    } else if (one.do === 'submit') {
      if (!submitted && scores.every((entity) => laptop.cells.has(entity)))
        write(laptop, truth, sheet, { state: 'submitted', digest: scores.map((entity) => contentText(says(entity))).join() });
    } else if (one.do === 'reopen') {
      if (submitted) write(laptop, truth, sheet, { state: 'draft', digest: null });
    } else if (one.do === 'copyFolder') {
      if (laptops.length < 6) laptops.push({ name: laptop.name, cells: new Map(laptop.cells), seen: new Map(laptop.seen) });
    } else {
      const file = fileOf(laptop);
      files.push(file);
      take(at(one.to), file);
    }
  }
  files.push(...laptops.map(fileOf));
  return { laptops, truth, files };
}

const history = fc.record({ count: fc.integer({ min: 3, max: 5 }), steps: fc.array(step, { maxLength: 40 }) });

/** A shuffle that fast-check can shrink. */
function shuffled<T>(items: readonly T[], seed: readonly number[]): T[] {
  return items
    .map((item, index) => ({ item, at: seed[index % seed.length] ?? 0 }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}
const orders = fc.array(fc.nat(), { minLength: 1, maxLength: 60 });

describe('whatever the history', () => {
  test('any_order_and_repetition_of_files_ends_in_the_same_bytes', () => {
    fc.assert(
      fc.property(history, orders, orders, ({ count, steps }, first, second) => {
        const { laptops, files } = play(count, steps);
        const fresh = (): Laptop => ({ name: 'office', cells: new Map(), seen: new Map() });
        const one = fresh();
        const two = fresh();
        for (const file of shuffled(files, first)) take(one, file);
        for (const file of [...shuffled(files, second), ...shuffled(files, first)]) take(two, file);
        expect(state(two)).toBe(state(one));
        for (const laptop of laptops) {
          for (const file of shuffled(files, second)) take(laptop, file);
          expect(state(laptop)).toBe(state(one));
        }
        for (const file of files) expect(take(one, file)).toBe(0);
      }),
      { numRuns: 300 },
    );
  });

  test('merging_a_merge_is_merging_the_parts', () => {
    fc.assert(
      fc.property(history, ({ count, steps }) => {
        const { laptops } = play(count, steps);
        const [a, b, c] = laptops.map(fileOf) as [Cell[], Cell[], Cell[]];
        const join = (...files: Cell[][]): Laptop => {
          const laptop: Laptop = { name: 'x', cells: new Map(), seen: new Map() };
          for (const file of files) take(laptop, file);
          return laptop;
        };
        expect(state(join(fileOf(join(a, b)), c))).toBe(state(join(a, fileOf(join(b, c)))));
      }),
      { numRuns: 200 },
    );
  });

  test('heads_are_exactly_what_nobody_wrote_after_having_seen', () => {
    fc.assert(
      fc.property(history, ({ count, steps }) => {
        const { laptops, truth } = play(count, steps);
        for (const laptop of laptops) {
          for (const [entity, cell] of laptop.cells) {
            expect(isWellFormed(cell)).toBe(true);
            const seen = [...(laptop.seen.get(entity) ?? [])];
            const expected = seen.filter((id) => !seen.some((other) => truth.past.get(key(entity, other))?.has(id)));
            expect(cell.heads.map((head) => head.id).sort()).toEqual(expected.sort());
            expect(isConflict(cell)).toBe(new Set(expected.map((id) => truth.said.get(key(entity, id)))).size > 1);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  test('a_submitted_sheet_without_open_conflicts_says_what_it_sealed', () => {
    let met = 0;
    fc.assert(
      fc.property(history, orders, ({ count, steps }, order) => {
        const filled: Step[] = [0, 1, 2].map((cell) => ({ do: 'score', at: 0, cell, points: 1 }));
        const handed: Step[] = [1, 2].map((to) => ({ do: 'carry', at: 0, to }));
        const { files, truth } = play(count, [...filled, ...handed, ...steps]);
        const office: Laptop = { name: 'office', cells: new Map(), seen: new Map() };
        for (const file of shuffled(files, order)) take(office, file);
        const shown = shownHead(office.cells.get(sheet) ?? nothing);
        if (shown?.content['state'] !== 'submitted' || [...office.cells.values()].some(isConflict)) return;
        met += 1;
        for (const entity of scores)
          expect(contentText(shownHead(office.cells.get(entity) ?? nothing)?.content ?? {})).toBe(truth.said.get(key(entity, shown.id)));
      }),
      { numRuns: 1000, seed: 7 },
    );
    expect(met).toBeGreaterThan(50);
  });

  test('a_choice_travels_and_ends_the_conflict_everywhere', () => {
    fc.assert(
      fc.property(history, fc.nat(), ({ count, steps }, pick) => {
        const { laptops, truth, files } = play(count, steps);
        const office: Laptop = { name: 'office', cells: new Map(), seen: new Map() };
        for (const file of files) take(office, file);
        for (const cell of [...office.cells.values()].filter(isConflict)) {
          const chosen = cell.heads[pick % cell.heads.length];
          write(office, truth, cell.entity, chosen?.content ?? {});
        }
        // what is left are never two contents
        expect([...office.cells.values()].filter(isConflict)).toEqual([]);
        for (const laptop of laptops) {
          take(laptop, fileOf(office));
          expect(state(laptop)).toBe(state(office));
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('a record that several people write', () => {
  const rows = ['visit:v1', 'visit:v1/check/c1', 'visit:v1/measure/m1', 'visit:v1/note/n1'];
  const marker: Readonly<Record<string, string>> = { check: 'outcome', measure: 'value', note: 'text' };

  type TeamStep = { do: 'record'; at: number; row: number; says: number } | { do: 'home'; at: number } | { do: 'out'; at: number };
  const teamStep: fc.Arbitrary<TeamStep> = fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({
        do: fc.constant('record' as const),
        at: place,
        row: fc.nat({ max: rows.length - 1 }),
        says: fc.nat({ max: 3 }),
      }),
    },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('home' as const), at: place }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('out' as const), at: place }) },
  );

  /** Laptops of people, the first two of one person; returns go home, tasks go out; each laptop brings what its person wrote. */
  function playTeam(count: number, steps: readonly TeamStep[]) {
    const truth = newTruth();
    const authors = new Map<string, string>();
    const office: Laptop = { name: 'office', cells: new Map(), seen: new Map() };
    const team = Array.from({ length: count }, (_, index) => ({
      person: index < 2 ? 'A' : `P${index}`,
      laptop: { name: `d${index}`, cells: new Map(), seen: new Map() },
    }));
    const returns: Cell[][] = [];
    const giveBack = ({ person, laptop }: (typeof team)[number]): Cell[] => {
      const file = [...laptop.cells.values()].flatMap((cell) => shareOf(cell, (id) => authors.get(id) === person) ?? []);
      for (const cell of file) expect(isWellFormedShare(cell)).toBe(true);
      returns.push(file);
      return file;
    };
    for (const one of steps) {
      const member = team[one.at % team.length] as (typeof team)[number];
      if (one.do === 'home') take(office, giveBack(member));
      else if (one.do === 'out') take(member.laptop, fileOf(office));
      else {
        const entity = rows[one.row] ?? '';
        authors.set(`e${truth.next}`.padStart(6, '0').split('').reverse().join(''), member.person);
        write(member.laptop, truth, entity, { [marker[entity.split('/')[1] ?? ''] ?? 'applicationId']: one.says });
      }
    }
    for (const member of team) giveBack(member);
    return { office, team, returns, truth };
  }

  test('comes_home_the_same_in_any_order_and_however_often', () => {
    let split = 0;
    fc.assert(
      fc.property(fc.integer({ min: 3, max: 6 }), fc.array(teamStep, { maxLength: 40 }), orders, orders, (count, steps, first, second) => {
        const { office, team, returns, truth } = playTeam(count, steps);
        const fresh = (): Laptop => ({ name: 'fresh', cells: new Map(), seen: new Map() });
        const [one, two] = [fresh(), fresh()];
        for (const file of shuffled(returns, first)) take(one, file);
        for (const file of [...shuffled(returns, second), ...shuffled(returns, first)]) take(two, file);
        expect(state(two)).toBe(state(one));
        // also where some never arrive: what one of them took the place of is not taken for standing
        const some = returns.filter((_, index) => (first[index % first.length] ?? 0) % 2 === 0);
        const [three, four] = [fresh(), fresh()];
        for (const file of shuffled(some, second)) take(three, file);
        for (const file of shuffled(some, first)) take(four, file);
        expect(state(four)).toBe(state(three));
        for (const file of shuffled(returns, second)) take(office, file);
        for (const { laptop } of team) {
          take(laptop, fileOf(office));
          expect(state(laptop)).toBe(state(office));
        }
        // whatever nobody wrote after having seen stands, and nothing else
        for (const [entity, cell] of office.cells) {
          const all = [...truth.said.keys()].flatMap((said) => (said.startsWith(`${entity} `) ? [said.slice(entity.length + 1)] : []));
          const expected = all.filter((id) => !all.some((other) => truth.past.get(key(entity, other))?.has(id)));
          expect(cell.heads.map((head) => head.id).sort()).toEqual(expected.sort());
          expect((one.cells.get(entity)?.heads ?? []).map((head) => head.id).sort()).toEqual(expected);
          if (isConflict(cell)) split += 1;
        }
      }),
      { numRuns: 300, seed: 11 },
    );
    expect(split).toBeGreaterThan(20);
  });
});

describe('by hand', () => {
  const laptop = (name: string): Laptop => ({ name, cells: new Map(), seen: new Map() });
  const points = (one: Laptop, entity: string): unknown => shownHead(one.cells.get(entity) as Cell)?.content['points100'];
  const [c1 = '', c2 = ''] = scores;
  const say = (points100: number): Head['content'] => ({ points100, comment: null, evidence: '[]' });

  test('a_later_edit_of_one_laptop_is_no_conflict', () => {
    const truth = newTruth();
    const [train, office] = [laptop('train'), laptop('office')];
    write(train, truth, c1, say(500));
    take(office, fileOf(train));
    write(train, truth, c1, say(400));
    write(train, truth, c1, say(300));
    expect(take(office, fileOf(train))).toBe(1);
    expect(points(office, c1)).toBe(300);
    expect(isConflict(office.cells.get(c1) as Cell)).toBe(false);
  });

  test('an_old_file_that_comes_late_changes_nothing', () => {
    const truth = newTruth();
    const [train, office] = [laptop('train'), laptop('office')];
    write(train, truth, c1, say(500));
    const old = fileOf(train);
    write(train, truth, c1, say(300));
    take(office, fileOf(train));
    expect(take(office, old)).toBe(0);
    expect(points(office, c1)).toBe(300);
  });

  test('the_same_score_on_two_laptops_is_no_conflict', () => {
    const truth = newTruth();
    const [a, b] = [laptop('a'), laptop('b')];
    write(a, truth, c1, say(500));
    write(b, truth, c1, say(500));
    take(a, fileOf(b));
    expect(isConflict(a.cells.get(c1) as Cell)).toBe(false);
    write(a, truth, c1, say(600));
    take(b, fileOf(a));
    expect(b.cells.get(c1)?.heads).toHaveLength(1);
    expect(points(b, c1)).toBe(600);
  });

  test('an_edit_beside_a_submission_is_a_conflict_and_the_sealed_score_stays_in_use', () => {
    const truth = newTruth();
    const [a, b] = [laptop('a'), laptop('b')];
    write(a, truth, c1, say(500));
    write(a, truth, c2, say(200));
    take(b, fileOf(a));
    write(a, truth, sheet, { state: 'submitted', digest: 'd' });
    write(b, truth, c2, say(300));
    take(b, fileOf(a));
    expect(isConflict(b.cells.get(c2) as Cell)).toBe(true);
    expect(isConflict(b.cells.get(c1) as Cell)).toBe(false);
    expect(points(b, c2)).toBe(200);
    expect(shownHead(b.cells.get(sheet) as Cell)?.content['state']).toBe('submitted');
  });

  test('what_a_colleague_took_the_place_of_does_not_stand_again_where_the_colleague_is_unknown', () => {
    const truth = newTruth();
    const [a, b, office] = [laptop('a'), laptop('b'), laptop('office')];
    const row = 'visit:v1/check/c1';
    const own = new Set<string>();
    const record = (one: Laptop, outcome: number): void => {
      write(one, truth, row, { outcome });
      if (one === a) own.add(one.cells.get(row)?.heads[0]?.id ?? '');
    };
    const shareOfA = (): Cell[] => [...a.cells.values()].flatMap((cell) => shareOf(cell, (id) => own.has(id)) ?? []);
    record(a, 1);
    const early = shareOfA();
    take(office, early);
    take(b, fileOf(office));
    record(b, 2);
    take(office, fileOf(b));
    take(a, fileOf(office));
    record(a, 3);
    const late = shareOfA();
    for (const files of [
      [early, late],
      [late, early],
    ]) {
      const fresh = laptop('fresh');
      for (const file of files) take(fresh, file);
      expect(fresh.cells.get(row)?.heads.map((head) => head.content['outcome'])).toEqual([3]);
    }
  });

  test('one_event_with_two_contents_is_a_contradiction', () => {
    const truth = newTruth();
    const a = laptop('a');
    write(a, truth, c1, say(500));
    const [cell] = fileOf(a) as [Cell];
    const [head] = cell.heads as [Head];
    const forged = { ...cell, heads: [{ ...head, content: say(900) }] };
    expect(planMerge((entity) => a.cells.get(entity), [forged])).toMatchObject({ changes: [], contradictions: [c1] });
    const otherPast = {
      ...cell,
      versions: [{ id: 'x', device: 'a', parents: [], sealed: false }, ...cell.versions.map((version) => ({ ...version, parents: ['x'] }))],
    };
    expect(planMerge((entity) => a.cells.get(entity), [otherPast]).contradictions).toEqual([c1]);
  });

  test.each([
    [
      'a parent that is missing',
      (cell: Cell): Cell => ({ ...cell, versions: cell.versions.map((version) => ({ ...version, parents: ['gone'] })) }),
    ],
    ['a head that is no version', (cell: Cell): Cell => ({ ...cell, heads: [{ id: 'other', content: {}, at: null }] })],
    ['no head', (cell: Cell): Cell => ({ ...cell, heads: [] })],
    [
      'a ring',
      (cell: Cell): Cell => ({
        ...cell,
        versions: [
          ...cell.versions.map((version) => ({ ...version, parents: ['y'] })),
          { id: 'y', device: 'd', sealed: false, parents: cell.versions.map((version) => version.id) },
        ],
      }),
    ],
    ['a version twice', (cell: Cell): Cell => ({ ...cell, versions: [...cell.versions, ...cell.versions] })],
  ])('malformed: %s', (_, spoil) => {
    const truth = newTruth();
    const a = laptop('a');
    write(a, truth, c1, say(500));
    const [cell] = fileOf(a) as [Cell];
    expect(isWellFormed(cell)).toBe(true);
    expect(isWellFormed(spoil(cell))).toBe(false);
  });
});

test.each([
  ['score.submit', { state: 'submitted', digest: 'd' }, true],
  ['score.reopen', { state: 'draft', cause: 'sumWrong' }, true],
  ['score.void', { cause: 'recusal', counted: false }, false],
  ['score.restore', { state: 'submitted', counted: true }, false],
  ['outlier.explain', { criterionId: null, text: '说明' }, false],
])('%s on a sheet: its history grows or not', (kind, now, grows) => {
  const growth = growLineage({ headsOf: () => [], entitiesUnder: () => [] }, [{ hash: 'h', device: 'd', entity: sheet, kind, now }]);
  expect(growth.versions.length > 0).toBe(grows);
});

test('entities_come_apart_and_together_again', () => {
  for (const table of ownedTables) {
    const values = table.key.map((_, index) => `k${index}`);
    expect(ownedKey(ownedEntity(table, values))).toMatchObject({ table: { name: table.name }, values, owner: table.shared ? null : 'k0' });
  }
  expect(ownedKey('score:p/a/x/y')).toMatchObject({ values: ['p', 'a', 'x/y'] });
  for (const foreign of ['round:1', 'score:p/a', 'score:', 'score', 'sheet:p/', 'person:p']) expect(ownedKey(foreign)).toBeNull();
  // the whole park, from which an expert abstains, has no criterion
  expect(ownedKey('score:p/a/')).toMatchObject({ values: ['p', 'a', ''] });
  const key = ownedKey('sheet:p/a');
  expect(key && sealedPrefix(key)).toBe('score:p/a/');
});
