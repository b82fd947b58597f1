/** Which laptop's words are in use of a visit, whatever the order of rows and heads. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isConflict, type Cell } from '../../../domain/exchange/lineage.ts';
import { visitInUse } from '../../../domain/exchange/visit-in-use.ts';

const visit = 'visit:01900000-0000-7000-8000-000000000001';

/** A row that each of the devices wrote, unaware of the others. */
function row(entity: string, said: Readonly<Record<string, Record<string, string | null>>>): Cell {
  const devices = Object.keys(said);
  return {
    entity,
    versions: devices.map((device) => ({ id: `${device}-${entity}`, device, parents: [], sealed: false })),
    heads: devices.map((device) => ({ id: `${device}-${entity}`, content: said[device] ?? {}, at: null })),
  };
}

const check = (id: string, ...devices: string[]): Cell =>
  row(`${visit}/check/${id}`, Object.fromEntries(devices.map((device) => [device, { outcome: device }])));
const sign = (device: string): Cell => row(`${visit}/sign/s-${device}`, { [device]: { name: device } });
const head = (closed: readonly string[], ...devices: string[]): Cell =>
  row(visit, Object.fromEntries(devices.map((device) => [device, { applicationId: 'a', digest: closed.includes(device) ? 'd' : null }])));

/** Whose words are in use of the rows that contradict each other. */
const inUse = (cells: readonly Cell[]): string[] =>
  [...visitInUse(cells, () => undefined)]
    .filter(([entity]) => cells.some((cell) => cell.entity === entity && isConflict(cell)))
    .map(([, { id }]) => id.slice(0, 1));

test.each([
  ['the smallest name', [check('1', 'b', 'a'), check('2', 'a', 'b')], ['a', 'a']],
  ['one on which somebody signed', [check('1', 'a', 'b'), check('2', 'a', 'b'), sign('b')], ['b', 'b']],
  ['one that was closed before one that was signed', [check('1', 'a', 'b'), head(['a'], 'a', 'b'), sign('b')], ['a', 'a']],
  ['where it said nothing, the next one', [check('1', 'b', 'c'), check('2', 'a', 'b')], ['b', 'a']],
])('%s is in use', (_name, cells, wanted) => {
  expect(inUse(cells)).toEqual(wanted);
});

test('what_one_laptop_alone_wrote_stands_beside_it', () => {
  const cells = [check('1', 'a', 'b'), check('2', 'b')];
  expect([...visitInUse(cells, () => undefined)].map(([, { id }]) => id.slice(0, 1))).toEqual(['a', 'b']);
});

test('no_order_of_rows_or_heads_changes_it', () => {
  const devices = fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 3 });
  const cells = fc
    .record({ checks: fc.array(devices, { minLength: 1, maxLength: 6 }), signed: devices, closed: devices, heads: devices })
    .map(({ checks, signed, closed, heads }) => [
      ...checks.map((own, index) => check(String(index), ...own)),
      ...signed.map(sign),
      head(closed, ...heads),
    ]);
  fc.assert(
    fc.property(cells, fc.infiniteStream(fc.nat()), (rows, order) => {
      const mixed = <T>(items: readonly T[]): T[] =>
        items
          .map((item) => ({ item, key: order.next().value }))
          .toSorted((a, b) => a.key - b.key)
          .map(({ item }) => item);
      const shown = (of: readonly Cell[]) => [...visitInUse(of, () => undefined)].map(([entity, { id }]) => `${entity} ${id}`).sort();
      expect(shown(mixed(rows).map((cell) => ({ ...cell, heads: mixed(cell.heads) })))).toEqual(shown(rows));
    }),
  );
});
