/**
 * The history of one owned row over many laptops. Each event on the row is a version, named by the event's hash,
 * that knows which versions it took the place of. What nobody took the place of is a head; two heads that say
 * different things are a conflict. No clock is read: only what a laptop had before it when it wrote.
 *
 * Names by hash, and not by counters, hold even where a folder was copied or a backup restored: two laptops that
 * go on from the same state make different events.
 */
import { ownedGroup, ownedKey, sealedBeside, sealedPrefix, writesRow } from './owned-tables.ts';

/** Columns of a row that say something, as SQLite holds them. */
export type Content = Readonly<Record<string, string | number | null>>;

export interface Version {
  /** hash of the event that made it */
  readonly id: string;
  readonly device: string;
  /** the versions it took the place of */
  readonly parents: readonly string[];
  /** made by submitting the sheet it stands on */
  readonly sealed: boolean;
}

export interface Head {
  /** of its version */
  readonly id: string;
  readonly content: Content;
  readonly at: string | null;
}

export interface Cell {
  readonly entity: string;
  readonly versions: readonly Version[];
  readonly heads: readonly Head[];
}

/** One text for equal contents, whatever the order of their columns. */
export function contentText(content: Content): string {
  return JSON.stringify(
    Object.keys(content)
      .sort()
      .map((key) => [key, content[key] ?? null]),
  );
}

/** Versions that another took the place of. */
export function superseded(versions: readonly Version[]): Set<string> {
  return new Set(versions.flatMap((version) => version.parents));
}

/**
 * The head whose content is in use. Every device picks the same one: a submitted sheet's before others, so that
 * scores and their seal stay together, then the smallest name, which favours nobody.
 */
export function shownHead(cell: Pick<Cell, 'versions' | 'heads'>): Head | undefined {
  const [only, ...more] = cell.heads;
  if (more.length === 0) return only;
  const sealed = new Set(cell.versions.filter((version) => version.sealed).map((version) => version.id));
  return [...cell.heads].sort((a, b) => Number(sealed.has(b.id)) - Number(sealed.has(a.id)) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))[0];
}

/** Two laptops said different things, neither knowing of the other. */
export function isConflict(cell: Pick<Cell, 'heads'>): boolean {
  const [first, ...more] = cell.heads;
  if (!first || more.length === 0) return false;
  const text = contentText(first.content);
  return more.some((head) => contentText(head.content) !== text);
}

/**
 * A row of several that one of them brings: what that person wrote, whose pasts may name what others wrote, and of
 * that the heads.
 */
export function isWellFormedShare(cell: Cell): boolean {
  const ids = new Set(cell.versions.map((version) => version.id));
  const gone = superseded(cell.versions);
  const heads = new Set(cell.heads.map((head) => head.id));
  return (
    ids.size === cell.versions.length &&
    heads.size === cell.heads.length &&
    heads.size > 0 &&
    [...heads].every((id) => ids.has(id) && !gone.has(id))
  );
}

/** What `isOwn` wrote of a row that several write; null where none of it stands any more. */
export function shareOf(cell: Cell, isOwn: (version: string) => boolean): Cell | null {
  const heads = cell.heads.filter((head) => isOwn(head.id));
  return heads.length === 0 ? null : { entity: cell.entity, versions: cell.versions.filter((version) => isOwn(version.id)), heads };
}

/** A cell that a file may state: closed under ancestry, and its heads are exactly what nothing superseded. */
export function isWellFormed(cell: Cell): boolean {
  const ids = new Set(cell.versions.map((version) => version.id));
  const gone = superseded(cell.versions);
  const heads = new Set(cell.heads.map((head) => head.id));
  return (
    ids.size === cell.versions.length &&
    heads.size === cell.heads.length &&
    heads.size > 0 &&
    [...gone].every((id) => ids.has(id)) &&
    [...ids].every((id) => heads.has(id) !== gone.has(id)) &&
    [...heads].every((id) => ids.has(id))
  );
}

/** What the history needs of an event. */
export interface LocalEvent {
  readonly hash: string;
  readonly device: string;
  readonly entity: string;
  readonly kind: string;
  /** the event's `new`, as it was parsed; null where there is none */
  readonly now: unknown;
}

export interface KnownHeads {
  /** names of the heads of a row; empty where it has no history yet */
  headsOf(entity: string): readonly string[];
  /** rows with a history whose entity begins so */
  entitiesUnder(prefix: string): readonly string[];
}

export interface Growth {
  readonly versions: readonly { readonly entity: string; readonly version: Version }[];
  /** what stands of each row that was touched, by entity */
  readonly heads: ReadonlyMap<string, readonly string[]>;
}

/** The versions that a choice taken back undoes: what it brings back stands beside what else is brought back. */
function takenBack(kind: string, now: unknown): readonly string[] | null {
  if (kind !== takeBackKind || typeof now !== 'object' || now === null || !('over' in now) || !Array.isArray(now.over)) return null;
  return now.over.filter((id) => typeof id === 'string');
}

/** The kind of event by which one side of a choice stands again. */
export const takeBackKind = 'exchange.takeBack';

/**
 * Adds this device's own events to the history, oldest first. A new version takes the place of everything that
 * stood there: who writes has it all on the screen. Submitting a sheet writes each of its rows and its opinion once more, so that
 * an edit made elsewhere at the same time shows as a conflict and not as a seal that does not fit. Choosing a sheet
 * that somebody submitted is no submission: it settles nothing but the row that it names.
 */
export function growLineage(known: KnownHeads, events: readonly LocalEvent[]): Growth {
  const versions: { entity: string; version: Version }[] = [];
  const heads = new Map<string, readonly string[]>();
  const grown = new Map<string, Set<string>>();
  const append = (entity: string, group: string, version: Omit<Version, 'parents'>, over: readonly string[] | null): void => {
    const before = heads.get(entity) ?? [...known.headsOf(entity)].sort();
    versions.push({ entity, version: { ...version, parents: over ?? before } });
    heads.set(entity, over ? [...before.filter((id) => !over.includes(id)), version.id] : [version.id]);
    const members = grown.get(group);
    if (members) members.add(entity);
    else grown.set(group, new Set([entity]));
  };
  for (const { hash: id, device, entity, kind, now } of events) {
    const key = ownedKey(entity);
    if (!key || !writesRow(key.table, kind, now)) continue;
    append(entity, ownedGroup(key), { id, device, sealed: false }, takenBack(kind, now));
    const prefix = kind === key.table.sealedBy ? sealedPrefix(key) : null;
    if (prefix === null) continue;
    for (const sealed of new Set([...known.entitiesUnder(prefix), ...(grown.get(prefix) ?? [])]))
      append(sealed, prefix, { id, device, sealed: true }, null);
    const beside = sealedBeside(key);
    const besideKey = beside === null ? null : ownedKey(beside);
    if (beside !== null && besideKey && (heads.has(beside) || known.headsOf(beside).length > 0))
      append(beside, ownedGroup(besideKey), { id, device, sealed: true }, null);
  }
  return { versions, heads };
}
