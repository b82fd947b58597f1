/**
 * Whether rows that came in a file can be what they claim: their owner's, with a whole history, and saying what the
 * events of that history say.
 */
import { isWellFormed, type Cell, type Content, type Version } from './lineage.ts';
import { contentNames, ownedKey, sealedPrefix, type OwnedTable } from './owned-tables.ts';
import type { FullEvent } from './parts.ts';

export interface CellProblem {
  readonly code: 'exchange/foreign-rows' | 'exchange/rows-contradict' | 'exchange/part-unreadable';
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

/** What an event says of its row, by travelling name; what it does not name is null. */
function saysTheSame(table: OwnedTable, event: FullEvent, content: Content): boolean {
  const now = parsed(event.new);
  if (now === undefined || (now !== null && typeof now !== 'object')) return false;
  const said = (now ?? {}) as Record<string, unknown>;
  return contentNames(table).every((name) => {
    const stated = said[name] ?? null;
    const held = content[name] ?? null;
    const value = table.json?.includes(name) && typeof held === 'string' ? parsed(held) : held;
    return canonicalText(value) === canonicalText(stated);
  });
}

/** The events whose content a head can have: its own, or below a seal those that wrote what was sealed. */
function writersOf(head: string, versions: ReadonlyMap<string, Version>): string[] {
  const found: string[] = [];
  const open = [head];
  const seen = new Set<string>();
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    const version = versions.get(id);
    if (version?.sealed) open.push(...version.parents);
    else if (version) found.push(id);
  }
  return found;
}

function checkVersion(cell: Cell, version: Version, event: FullEvent | undefined): boolean {
  if (!event || event.device !== version.device) return false;
  if (!version.sealed) return event.entity === cell.entity;
  const key = ownedKey(event.entity);
  const prefix = key && sealedPrefix(key);
  return prefix !== null && prefix !== undefined && cell.entity.startsWith(prefix);
}

/** The first thing that is wrong with the rows of a file; null where nothing is. */
export function findCellProblem(cells: readonly Cell[], owner: string, events: ReadonlyMap<string, FullEvent>): CellProblem | null {
  const seen = new Set<string>();
  for (const cell of cells) {
    const { entity } = cell;
    const key = ownedKey(entity);
    if (key?.owner !== owner) return { code: 'exchange/foreign-rows', entity };
    const contradiction: CellProblem = { code: 'exchange/rows-contradict', entity };
    if (seen.has(entity) || !isWellFormed(cell)) return contradiction;
    seen.add(entity);
    const names = contentNames(key.table).sort().join();
    if (cell.heads.some((head) => Object.keys(head.content).sort().join() !== names)) return { code: 'exchange/part-unreadable', entity };
    const versions = new Map(cell.versions.map((version) => [version.id, version]));
    if (cell.versions.some((version) => !checkVersion(cell, version, events.get(version.id)))) return contradiction;
    for (const head of cell.heads) {
      const writers = writersOf(head.id, versions).flatMap((id) => events.get(id) ?? []);
      const written = writers.some((event) => saysTheSame(key.table, event, head.content) && (head.at === null || head.at === event.at));
      if (!written) return contradiction;
    }
  }
  return null;
}
