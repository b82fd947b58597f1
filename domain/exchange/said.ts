/** What events said of the rows they are about, read by the events' names. */
import { ownedKey, type OwnedTable } from './owned-tables.ts';
import { contentOfEvent, type Said, type SaidBy } from './sheet-in-use.ts';

export interface SaidRow {
  readonly hash: string;
  readonly device: string;
  readonly kind: string;
  readonly entity: string;
  readonly at: string;
  /** JSON */
  readonly new: string | null;
}

function member(now: unknown, name: string): string | null {
  const value = typeof now === 'object' && now !== null && Object.hasOwn(now, name) ? (now as Record<string, unknown>)[name] : null;
  return typeof value === 'string' ? value : null;
}

/** The time of a row: its event's, but of a choice that of what was chosen, where the event states it; none where the row has none. */
export function timeOfEvent(table: OwnedTable, kind: string, at: string, now: unknown): string | null {
  if (table.shapes.every((shape) => shape.time === undefined)) return null;
  const content = contentOfEvent(table, now);
  if (Object.values(content).every((value) => value === null)) return null;
  // a draft was handed in at no time
  if (table.name === 'sheet' && content['state'] !== 'submitted') return null;
  return kind.startsWith('exchange.') ? (member(now, 'at') ?? at) : at;
}

function toSaid({ device, kind, entity, at, new: text }: SaidRow): Said | undefined {
  const table = ownedKey(entity)?.table;
  const now: unknown = text === null ? null : JSON.parse(text);
  return (
    table && {
      kind,
      device,
      content: contentOfEvent(table, now),
      at: timeOfEvent(table, kind, at, now),
      from: member(now, 'from'),
      opinion: member(now, 'opinion'),
    }
  );
}

/** Reads an event by the name of the version it made, once, when it is asked for. */
export function saidBy(find: (version: string) => SaidRow | undefined): SaidBy {
  const read = new Map<string, Said | undefined>();
  return (version) => {
    if (read.has(version)) return read.get(version);
    const row = find(version);
    const said = row && toSaid(row);
    read.set(version, said);
    return said;
  };
}
