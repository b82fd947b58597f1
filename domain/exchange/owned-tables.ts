/**
 * Rows that belong to one person (归属行): only their owner's signed file may bring them. A new owned table is one
 * entry below; everything else — history, merge, files, conflicts — follows from it.
 */

/** One shape that a row can take in the store. */
export interface Variant {
  readonly table: string;
  /** column by the name under which its value travels; the row has this shape where the first is not null */
  readonly columns: Readonly<Record<string, string>>;
  readonly time: string;
  /** counts local changes, so that a stale edit is refused */
  readonly counter?: string;
}

export interface OwnedTable {
  /** first part of its events' entity: `<name>:<key>/<key>…` */
  readonly name: string;
  /** key columns, the same in all shapes; the first is the owner */
  readonly key: readonly string[];
  readonly shapes: readonly Variant[];
  /** travelling names of columns that hold JSON text */
  readonly json?: readonly string[];
  /** the owned table whose row must be there first, with the same leading keys */
  readonly under?: string;
  /** when its state becomes `submitted`, it seals the rows of that table with the same leading keys */
  readonly seals?: string;
  /** kinds of events on it that name its content and yet change nothing of the row */
  readonly ignores?: readonly string[];
}

/** In the order in which rows can be written. */
export const ownedTables: readonly OwnedTable[] = [
  { name: 'conflict', key: ['person_id', 'application_id'], shapes: [{ table: 'conflict', columns: { relation: 'relation', reason: 'reason' }, time: 'at' }] },
  {
    name: 'sheet',
    key: ['person_id', 'application_id'],
    shapes: [{ table: 'sheet', columns: { state: 'state', digest: 'digest' }, time: 'submitted_at' }],
    seals: 'score',
    // whether a sheet counts follows from declarations and replacements
    ignores: ['score.restore'],
  },
  {
    name: 'score',
    key: ['person_id', 'application_id', 'criterion_id'],
    shapes: [
      { table: 'score', columns: { points100: 'points100', comment: 'comment', evidence: 'evidence' }, time: 'at', counter: 'version' },
      { table: 'abstention', columns: { abstained: 'reason' }, time: 'at', counter: 'version' },
    ],
    json: ['evidence'],
    under: 'sheet',
  },
  {
    name: 'opinion',
    key: ['person_id', 'application_id'],
    shapes: [{ table: 'opinion', columns: { text: 'text', recommendation: 'recommendation', dissent: 'dissent' }, time: 'at', counter: 'version' }],
  },
];

const byName = new Map(ownedTables.map((table) => [table.name, table]));

/** The names under which a row's values travel, of all its shapes. */
export function contentNames(table: OwnedTable): string[] {
  return table.shapes.flatMap((shape) => Object.keys(shape.columns));
}

/**
 * Whether an event wrote its row: it says that the row is gone, or names what gives the row its shape. Others on the
 * same entity (an explanation to a sheet, say) only tell something about it.
 */
export function writesRow(table: OwnedTable, kind: string, now: unknown): boolean {
  if (table.ignores?.includes(kind)) return false;
  if (typeof now !== 'object' || now === null) return true;
  return table.shapes.some((shape) => Object.keys(shape.columns)[0] !== undefined && Object.hasOwn(now, Object.keys(shape.columns)[0] ?? ''));
}

export interface OwnedKey {
  readonly table: OwnedTable;
  /** values of the key columns, in their order */
  readonly values: readonly string[];
  readonly owner: string;
}

/** `score:<person>/<application>/<criterion>` taken apart; null where the entity is nobody's own row. */
export function ownedKey(entity: string): OwnedKey | null {
  const colon = entity.indexOf(':');
  const table = byName.get(entity.slice(0, colon));
  if (colon < 0 || !table) return null;
  const parts = entity.slice(colon + 1).split('/');
  // the last key may hold a stroke itself, and a criterion may be empty: the whole park
  const values = [...parts.slice(0, table.key.length - 1), parts.slice(table.key.length - 1).join('/')];
  const [owner] = values;
  if (owner === undefined || parts.length < table.key.length) return null;
  return values.slice(0, 2).includes('') ? null : { table, values, owner };
}

export function ownedEntity(table: OwnedTable, values: readonly string[]): string {
  return `${table.name}:${values.join('/')}`;
}

/** Beginning of the entities that a submitted row seals (`score:<person>/<application>/`); null where it seals none. */
export function sealedPrefix(key: OwnedKey): string | null {
  return key.table.seals === undefined ? null : `${key.table.seals}:${key.values.join('/')}/`;
}

/** Beginning that a row's entity shares with the rows beside it: `score:<person>/<application>/`. */
export function ownedGroup({ table, values }: OwnedKey): string {
  return `${table.name}:${values.slice(0, -1).join('/')}/`;
}
