/**
 * Which of several laptops' words are in use on one 评分表. A seal and its scores are one thing: a submitted sheet is in
 * use whole, as one laptop sealed it, whatever else came of its lines; what does not fit it waits for a choice. Of a
 * draft that two laptops left different, one laptop's lines are in use until somebody chooses. No clock is read.
 */
import { contentText, isConflict, shownHead, type Cell, type Content, type Head } from './lineage.ts';
import { contentNames, ownedKey, type OwnedTable } from './owned-tables.ts';

/** What an event said of its row. */
export interface Said {
  readonly kind: string;
  readonly device: string;
  readonly content: Content;
  readonly at: string | null;
  /** the version whose content a choice repeats */
  readonly from: string | null;
}

/** What the event behind a version said; undefined where it is not known. */
export type SaidBy = (version: string) => Said | undefined;

/** 评分表 and its lines. */
export interface SheetCells {
  readonly sheet: Cell | undefined;
  readonly scores: readonly Cell[];
}

function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, member]) => [name, canonical(member)]),
  );
}

/** {@link contentText} in which equal JSON is equal, however it was written. */
function plainText({ json = [] }: OwnedTable, content: Content): string {
  const plain = { ...content };
  for (const name of json) {
    const text = content[name];
    if (typeof text === 'string') plain[name] = JSON.stringify(canonical(JSON.parse(text)));
  }
  return contentText(plain);
}

export function saysTheSame(table: OwnedTable, a: Content, b: Content): boolean {
  return plainText(table, a) === plainText(table, b);
}

/** What an event says of its row by `new`, as the row would hold it: what is not named is null. */
export function contentOfEvent(table: OwnedTable, now: unknown): Content {
  const said = typeof now === 'object' && now !== null ? (now as Record<string, unknown>) : {};
  return Object.fromEntries(
    contentNames(table).map((name) => {
      const value = said[name] ?? null;
      const isJson = table.json?.includes(name) === true && value !== null;
      return [name, isJson ? JSON.stringify(value) : (value as string | number | null)];
    }),
  );
}

/** The version that first said what this one repeats. */
export function originOf(id: string, said: SaidBy): string {
  const seen = new Set<string>();
  let origin = id;
  for (let from: string | null | undefined = id; from && !seen.has(from); from = said(from)?.from) {
    seen.add(from);
    origin = from;
  }
  return origin;
}

/** The laptop on which it was first said. */
export function deviceOfOrigin(cell: Pick<Cell, 'versions'>, id: string, said: SaidBy): string {
  const origin = originOf(id, said);
  const device = (wanted: string): string | undefined =>
    said(wanted)?.device ?? cell.versions.find((version) => version.id === wanted)?.device;
  return device(origin) ?? device(id) ?? '';
}

/** What a row said at one of its versions; undefined where it had no such version, or nobody can tell any more. */
export function contentAt(cell: Cell, id: string, said: SaidBy): Head | undefined {
  const head = cell.heads.find((one) => one.id === id);
  if (head) return head;
  const version = cell.versions.find((one) => one.id === id);
  if (!version) return undefined;
  if (!version.sealed) {
    const event = said(id);
    return event && { id, content: event.content, at: event.at };
  }
  const table = ownedKey(cell.entity)?.table;
  const [first, ...more] = version.parents.map((parent) => contentAt(cell, parent, said));
  const isOne = first && table && more.every((other) => other && saysTheSame(table, other.content, first.content));
  return isOne ? { ...first, id } : undefined;
}

/** The submission behind a submitted sheet: its own, or, where it was chosen, the one that was chosen. */
export function sealOf(sheet: Cell, head: Head, said: SaidBy): string | null {
  const digest = head.content['digest'] ?? null;
  if (head.content['state'] !== 'submitted' || digest === null) return null;
  const sealedBy = ownedKey(sheet.entity)?.table.sealedBy;
  const versions = new Map(sheet.versions.map((version) => [version.id, version]));
  const seen = new Set<string>();
  let row = [head.id];
  while (row.length > 0) {
    const found = row.filter((id) => said(id)?.kind === sealedBy && said(id)?.content['digest'] === digest).sort();
    if (found[0] !== undefined) return found[0];
    for (const id of row) seen.add(id);
    row = row.flatMap((id) => versions.get(id)?.parents ?? []).filter((id) => !seen.has(id));
  }
  return null;
}

/** What one sealed sheet says in one of its lines: nothing, where it has no such line. */
export function sealedLine(cell: Cell, seal: string, said: SaidBy): Head | undefined {
  if (cell.versions.some((version) => version.id === seal)) return contentAt(cell, seal, said);
  const table = ownedKey(cell.entity)?.table;
  return table && { id: seal, content: contentOfEvent(table, null), at: null };
}

/** Whether two lines are the same to a seal, which covers points, comment and abstention. */
function sealsTheSame(a: Content, b: Content): boolean {
  return (
    ['points100', 'abstained'].every((name) => (a[name] ?? null) === (b[name] ?? null)) && (a['comment'] || null) === (b['comment'] || null)
  );
}

export interface SheetInUse {
  readonly sheet: Head | undefined;
  /** the submission that is in use; null: a draft */
  readonly seal: string | null;
  /** by entity; the head may be none of its row's where a seal says something else */
  readonly lines: ReadonlyMap<string, Head>;
}

function order<T>(...by: ((item: T) => string)[]): (a: T, b: T) => number {
  return (a, b) => {
    for (const text of by) {
      const [one, other] = [text(a), text(b)];
      if (one !== other) return one < other ? -1 : 1;
    }
    return 0;
  };
}

export function sheetInUse({ sheet, scores }: SheetCells, said: SaidBy): SheetInUse {
  const [head] = [...(sheet?.heads ?? [])].sort(
    order<Head>(
      (one) => (one.content['state'] === 'submitted' ? '0' : '1'),
      (one) => (sheet ? deviceOfOrigin(sheet, sealOf(sheet, one, said) ?? one.id, said) : ''),
      (one) => (sheet && sealOf(sheet, one, said)) || one.id,
      (one) => one.id,
    ),
  );
  const seal = sheet && head ? sealOf(sheet, head, said) : null;
  const lines = new Map<string, Head>();
  const open = scores.filter(isConflict);
  const [device = ''] = open.flatMap((cell) => cell.heads.map((one) => deviceOfOrigin(cell, one.id, said))).sort();
  for (const cell of scores) {
    const sealed = seal === null ? undefined : sealedLine(cell, seal, said);
    const fits = sealed && cell.heads.filter((one) => sealsTheSame(one.content, sealed.content));
    const versions = new Map(cell.versions.map((version) => [version.id, version]));
    const isWeighty = (id: string): boolean => versions.get(id)?.sealed === true || (versions.get(id)?.parents.length ?? 0) > 1;
    const shown = sealed
      ? ([...(fits ?? [])].sort(
          order<Head>(
            (one) => (one.id === seal ? '0' : '1'),
            (one) => one.id,
          ),
        )[0] ?? sealed)
      : isConflict(cell)
        ? [...cell.heads].sort(
            order<Head>(
              // what somebody sealed, or wrote with both before them, goes before what one laptop wrote unaware
              (one) => (isWeighty(one.id) ? '0' : '1'),
              (one) => (deviceOfOrigin(cell, one.id, said) === device ? '0' : '1'),
              (one) => deviceOfOrigin(cell, one.id, said),
              (one) => one.id,
            ),
          )[0]
        : shownHead(cell);
    if (shown) lines.set(cell.entity, shown);
  }
  return { sheet: head, seal, lines };
}

/** Whether every line can be taken as it stands, with nothing to weigh: one head each, and a seal's where there is one. */
export function isPlainSheet({ sheet, scores }: SheetCells): boolean {
  if ((sheet?.heads.length ?? 0) > 1) return false;
  const [head] = sheet?.heads ?? [];
  const seal = head?.content['state'] === 'submitted' ? head.id : null;
  return scores.every(({ heads }) => heads.length <= 1 && (seal === null || heads[0]?.id === seal));
}

/** Lines of which somebody said something else than what is in use: they wait for a choice. */
export function openLines({ scores }: SheetCells, { lines }: SheetInUse): Cell[] {
  return scores.filter((cell) => {
    const table = ownedKey(cell.entity)?.table;
    const shown = lines.get(cell.entity);
    return table !== undefined && shown !== undefined && cell.heads.some((head) => !saysTheSame(table, head.content, shown.content));
  });
}

/**
 * What has to be settled so that one sealed sheet stands whole: each line of which somebody said something else, with
 * what the seal covers. Null where the seal's lines are not all known any more.
 */
export function linesToSettle(
  cells: SheetCells,
  inUse: SheetInUse,
  seal: string,
  said: SaidBy,
): readonly { readonly cell: Cell; readonly shown: Head; readonly sealed: Head }[] | null {
  const found = [];
  for (const cell of cells.scores) {
    const table = ownedKey(cell.entity)?.table;
    const sealed = sealedLine(cell, seal, said);
    const shown = inUse.lines.get(cell.entity);
    if (!table || !sealed || !shown) return null;
    if (![shown, ...cell.heads].every((head) => saysTheSame(table, head.content, sealed.content))) found.push({ cell, shown, sealed });
  }
  return found;
}
