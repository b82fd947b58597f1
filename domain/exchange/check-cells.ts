/**
 * Whether rows that came in a file can be what they claim: their owner's, with a whole history, and saying what the
 * events of that history say.
 */
import { isWellFormed, isWellFormedShare, type Cell, type Content, type Version } from './lineage.ts';
import { contentNames, ownedKey, sealedBeside, sealedPrefix, type OwnedKey, type OwnedTable } from './owned-tables.ts';
import type { FullEvent } from './parts.ts';
import { timeOfEvent } from './said.ts';
import { isContentOf } from './row-content.ts';

export interface CellProblem {
  readonly code: 'exchange/foreign-rows' | 'exchange/rows-contradict' | 'exchange/row-invalid' | 'exchange/part-unreadable';
  readonly entity: string;
}

/** JSON with the members of objects in one order. */
function canonicalText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalText).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonicalText(member)}`).join()}}`;
}

function parsed(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * What follows from an event without being named in it: who wrote a shared row last, and who began it. The beginning
 * is told by the row's first event only; `undefined` where a later one cannot tell.
 */
function implied({ begun, writer }: OwnedTable, name: string, event: FullEvent, isFirst: boolean): unknown {
  if (name === writer) return event.actor;
  if (name === begun?.by) return isFirst ? event.actor : undefined;
  if (name === begun?.at) return isFirst ? event.at : undefined;
  return null;
}

/** What an event says of its row, by travelling name; what it does not name and does not imply is null. */
function saysTheSame(table: OwnedTable, event: FullEvent, content: Content, isFirst: boolean): boolean {
  const now = parsed(event.new);
  if (now === undefined || (now !== null && typeof now !== 'object')) return false;
  const said = (now ?? {}) as Record<string, unknown>;
  return contentNames(table).every((name) => {
    const held = content[name] ?? null;
    const stated = now === null ? null : Object.hasOwn(said, name) ? (said[name] ?? null) : implied(table, name, event, isFirst);
    if (stated === undefined) return true;
    const value = table.json?.includes(name) && typeof held === 'string' ? parsed(held) : held;
    return canonicalText(value) === canonicalText(stated);
  });
}

/** The time of its event, or, of what somebody chose, that of what was chosen. */
function isTimeOf(table: OwnedTable, at: string | null, event: FullEvent): boolean {
  return at === null || at === event.at || at === timeOfEvent(table, event.kind, event.at, parsed(event.new));
}

/** The events whose content a head can have: its own, or below a seal those that wrote what was sealed. */
function writersOf(head: string, versions: ReadonlyMap<string, Version>): Version[] {
  const found: Version[] = [];
  const open = [head];
  const seen = new Set<string>();
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    const version = versions.get(id);
    if (version?.sealed) open.push(...version.parents);
    else if (version) found.push(version);
  }
  return found;
}

function checkVersion(cell: Cell, version: Version, event: FullEvent | undefined): boolean {
  if (!event || event.device !== version.device) return false;
  if (!version.sealed) return event.entity === cell.entity;
  const key = ownedKey(event.entity);
  const prefix = key && sealedPrefix(key);
  if (!key || prefix === null || prefix === undefined) return false;
  return cell.entity.startsWith(prefix) || cell.entity === sealedBeside(key);
}

/** Whether every version of a row is an event on it, or a submission of the sheet that it stands on. */
export function versionsAreTold(cell: Cell, events: ReadonlyMap<string, FullEvent>): boolean {
  return cell.versions.every((version) => checkVersion(cell, version, events.get(version.id)));
}

/** Whether every head says what an event of its history says. */
export function headsAreWritten(table: OwnedTable, cell: Cell, events: ReadonlyMap<string, FullEvent>): boolean {
  const versions = new Map(cell.versions.map((version) => [version.id, version]));
  return cell.heads.every((head) =>
    writersOf(head.id, versions).some((version) => {
      const event = events.get(version.id);
      return (
        event !== undefined && saysTheSame(table, event, head.content, version.parents.length === 0) && isTimeOf(table, head.at, event)
      );
    }),
  );
}

/** Only the office reopens a sheet; on the owner's laptop one that is in is not handed in again without it. */
function isHandedInTwice(cell: Cell, events: ReadonlyMap<string, FullEvent>): boolean {
  return cell.versions.some(
    ({ id, parents, sealed }) =>
      !sealed && events.get(id)?.kind === 'score.submit' && parents.some((parent) => events.get(parent)?.kind === 'score.submit'),
  );
}

/** What somebody brings of a row that several write must be that person's own doing. */
function isShareOf(owner: string, { table }: OwnedKey, { versions }: Cell, events: ReadonlyMap<string, FullEvent>): boolean {
  const own = versions.every((version) => !version.sealed && events.get(version.id)?.actor === owner);
  return own && (!table.once || (versions.length === 1 && versions[0]?.parents.length === 0));
}

/** Of whom a file brings rows: a person's, with that person's share of the visits; from the office, the visits whole. */
export interface Bringer {
  readonly owner: string;
  readonly isOffice: boolean;
}

/** The first thing that is wrong with the rows of a file; null where nothing is. */
export function findCellProblem(
  cells: readonly Cell[],
  { owner, isOffice }: Bringer,
  events: ReadonlyMap<string, FullEvent>,
): CellProblem | null {
  const seen = new Set<string>();
  for (const cell of cells) {
    const { entity } = cell;
    const key = ownedKey(entity);
    const isShare = key?.owner === null && !isOffice;
    if (!key || (key.owner !== null && key.owner !== owner)) return { code: 'exchange/foreign-rows', entity };
    const contradiction: CellProblem = { code: 'exchange/rows-contradict', entity };
    if (seen.has(entity) || !(isShare ? isWellFormedShare(cell) : isWellFormed(cell))) return contradiction;
    seen.add(entity);
    const names = contentNames(key.table).sort().join();
    if (cell.heads.some((head) => Object.keys(head.content).sort().join() !== names)) return { code: 'exchange/part-unreadable', entity };
    if (!versionsAreTold(cell, events)) return contradiction;
    if (isShare && !isShareOf(owner, key, cell, events)) return { code: 'exchange/foreign-rows', entity };
    if (isHandedInTwice(cell, events)) return contradiction;
    if (!headsAreWritten(key.table, cell, events)) return contradiction;
    for (const head of cell.heads) {
      if (!isContentOf(key.table, head.content, head.at)) return { code: 'exchange/row-invalid', entity };
    }
  }
  return null;
}
