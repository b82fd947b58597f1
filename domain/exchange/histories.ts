/**
 * The histories of owned rows, made again from the events: what they have to be, where nobody wrote them past the program. Own events
 * come one after another, in the order of their chain; what a file brought joins where the chain says that it was taken in.
 */
import { growLineage, shownHead, type Cell, type Head, type Version } from './lineage.ts';
import { contentNames, ownedGroup, ownedKey, sealedPrefix, type OwnedKey, type OwnedTable } from './owned-tables.ts';
import { joinCells } from './plan-merge.ts';
import { timeOfEvent } from './said.ts';
import { contentOfEvent, saysTheSame } from './sheet-in-use.ts';

/** What an event says, its `new` parsed. */
export interface ToldEvent {
  readonly hash: string;
  readonly device: string;
  readonly actor: string;
  readonly at: string;
  readonly kind: string;
  readonly entity: string;
  readonly now: unknown;
}

interface Growing {
  readonly entity: string;
  readonly versions: Version[];
  heads: readonly Head[];
}

export interface Histories {
  readonly cells: ReadonlyMap<string, Cell>;
  /** takes in one own event */
  readonly grow: (event: ToldEvent) => void;
  /** takes in what a file brought of one row */
  readonly join: (cell: Cell) => void;
}

function isGone({ content }: Head): boolean {
  return Object.values(content).every((value) => value === null);
}

/** What an event says of its row; who began and who wrote a shared row follows from the event, and from what stood there. */
function toldHead({ table }: OwnedKey, { hash: id, actor, at, kind, now }: ToldEvent, before: Head | undefined): Head {
  const said = typeof now === 'object' && now !== null ? now : null;
  const content = { ...contentOfEvent(table, now) };
  if (said !== null) {
    const begins = before === undefined || isGone(before);
    const implied: Record<string, string | number | null> = {
      ...(table.begun && {
        [table.begun.by]: begins ? actor : (before.content[table.begun.by] ?? null),
        [table.begun.at]: begins ? at : (before.content[table.begun.at] ?? null),
      }),
      ...(table.writer !== undefined && { [table.writer]: actor }),
    };
    for (const [name, value] of Object.entries(implied)) if (!Object.hasOwn(said, name)) content[name] = value;
  }
  const isClosing = table.name !== 'visit' || content['digest'] !== null;
  return { id, content, at: isClosing ? timeOfEvent(table, kind, at, now) : null };
}

/** The program's first version took the choice of a submitted sheet for a submission; its choices name no decision. */
function sealsByChoice({ kind, now }: ToldEvent): boolean {
  return (
    kind === 'exchange.resolve' &&
    typeof now === 'object' &&
    now !== null &&
    'state' in now &&
    now.state === 'submitted' &&
    !Object.hasOwn(now, 'decision')
  );
}

export function startHistories(): Histories {
  const cells = new Map<string, Growing>();
  const groups = new Map<string, Set<string>>();
  const cellOf = (entity: string): Growing => {
    let cell = cells.get(entity);
    if (cell) return cell;
    cells.set(entity, (cell = { entity, versions: [], heads: [] }));
    const key = ownedKey(entity);
    const group = key && ownedGroup(key);
    if (group !== null) groups.set(group, (groups.get(group) ?? new Set<string>()).add(entity));
    return cell;
  };
  const known = {
    headsOf: (entity: string) => cells.get(entity)?.heads.map(({ id }) => id) ?? [],
    entitiesUnder: (prefix: string) => [...(groups.get(prefix) ?? [])],
  };
  return {
    cells,
    grow(event) {
      const key = ownedKey(event.entity);
      const prefix = key && sealsByChoice(event) ? sealedPrefix(key) : null;
      const { versions, heads } = growLineage(known, [event]);
      for (const { entity, version } of versions) {
        const cell = cellOf(entity);
        const own = ownedKey(entity);
        const before = shownHead(cell);
        const made = version.sealed || !own ? before && { ...before, id: version.id } : toldHead(own, event, before);
        cell.versions.push(version);
        const standing = new Set(heads.get(entity));
        cell.heads = [...cell.heads, ...(made ? [made] : [])].filter(({ id }) => standing.has(id));
      }
      if (prefix === null) return;
      for (const entity of known.entitiesUnder(prefix)) {
        const cell = cellOf(entity);
        const shown = shownHead(cell);
        cell.versions.push({ id: event.hash, device: event.device, parents: cell.heads.map(({ id }) => id), sealed: true });
        cell.heads = shown ? [{ ...shown, id: event.hash }] : [];
      }
    },
    join(incoming) {
      const cell = cellOf(incoming.entity);
      if (cell.versions.length === 0) {
        cell.versions.push(...incoming.versions);
        cell.heads = incoming.heads;
        return;
      }
      const joined = joinCells(cell, incoming);
      cell.versions.splice(0, cell.versions.length, ...joined.versions);
      cell.heads = joined.heads;
    },
  };
}

/** Whether two heads say the same; when is told where a row has a time. */
export function isSameHead(table: OwnedTable, a: Pick<Head, 'content' | 'at'>, b: Pick<Head, 'content' | 'at'>): boolean {
  return a.at === b.at && saysTheSame(table, a.content, b.content);
}

const versionText = ({ id, device, parents, sealed }: Version): string => JSON.stringify([id, device, [...parents].sort(), sealed]);

/** Whether two histories of one row are the same, version by version and head by head. */
export function isSameHistory(table: OwnedTable, a: Cell, b: Cell): boolean {
  const versions = new Set(a.versions.map(versionText));
  const heads = new Map(a.heads.map((head) => [head.id, head]));
  return (
    versions.size === b.versions.length &&
    heads.size === b.heads.length &&
    b.versions.every((version) => versions.has(versionText(version))) &&
    b.heads.every((head) => {
      const other = heads.get(head.id);
      return other !== undefined && isSameHead(table, head, other);
    })
  );
}

/** What a row says that is not there. */
export function nothingOf(table: OwnedTable): Pick<Head, 'content' | 'at'> {
  return { content: Object.fromEntries(contentNames(table).map((name) => [name, null])), at: null };
}
