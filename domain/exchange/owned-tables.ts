/**
 * Rows that belong to one person (归属行): only their owner's signed file may bring them. A new owned table is one
 * entry below; everything else — history, merge, files, conflicts — follows from it.
 */
export interface OwnedTable {
  /** name of the table and of its events' entity: `<name>:<key>/<key>…` */
  readonly name: string;
  /** key columns; the first is the owner */
  readonly key: readonly string[];
  /** columns that say something; two rows that agree in these are the same, whatever their times */
  readonly content: readonly string[];
  /** content columns that hold JSON text */
  readonly json: readonly string[];
  readonly time: string;
  /** counts local changes, so that a stale edit is refused */
  readonly counter?: string;
  /** the owned table whose row must be there first, with the same leading keys */
  readonly under?: string;
  /** when its state becomes `submitted`, it seals the rows of that table with the same leading keys */
  readonly seals?: string;
}

/** In the order in which rows can be written. */
export const ownedTables: readonly OwnedTable[] = [
  { name: 'conflict', key: ['person_id', 'application_id'], content: ['relation', 'reason'], json: [], time: 'at' },
  { name: 'sheet', key: ['person_id', 'application_id'], content: ['state', 'digest'], json: [], time: 'submitted_at', seals: 'score' },
  { name: 'score', key: ['person_id', 'application_id', 'criterion_id'], content: ['points100', 'comment', 'evidence'], json: ['evidence'], time: 'at', counter: 'version', under: 'sheet' },
];

const byName = new Map(ownedTables.map((table) => [table.name, table]));

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
  // the last key may hold a stroke itself
  const values = [...parts.slice(0, table.key.length - 1), parts.slice(table.key.length - 1).join('/')];
  const [owner] = values;
  return owner === undefined || values.length !== table.key.length || values.includes('') ? null : { table, values, owner };
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
