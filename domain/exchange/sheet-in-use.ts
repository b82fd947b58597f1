/**
 * Which of several laptops' words are in use on one 评分表. A seal, its scores and the opinion that was sealed with them
 * are one thing: a submitted sheet is in use whole, as one laptop sealed it, whatever else came of its lines; what does
 * not fit it waits for a choice. Of a draft that two laptops left different, one laptop's lines and opinion are in use
 * until somebody chooses. No clock is read.
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
  /** of a submission: the digest of the opinion that it sealed */
  readonly opinion: string | null;
}

/** What the event behind a version said; undefined where it is not known. */
export type SaidBy = (version: string) => Said | undefined;

/** 评分表, its lines, and the opinion that is sealed with it. */
export interface SheetCells {
  readonly sheet: Cell | undefined;
  readonly scores: readonly Cell[];
  readonly opinion: Cell | undefined;
}

/** What a seal covers, row by row: the lines and the opinion. */
function rowsUnder({ scores, opinion }: SheetCells): readonly Cell[] {
  return opinion ? [...scores, opinion] : scores;
}

/** The rows of one sheet, out of any that hold them. */
export function gatherSheet(cells: Iterable<Cell>): SheetCells {
  const all = [...cells];
  const of = (name: string): Cell[] => all.filter(({ entity }) => ownedKey(entity)?.table.name === name);
  return { sheet: of('sheet')[0], scores: of('score'), opinion: of('opinion')[0] };
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

/** {@link contentText} in which equal JSON is equal, however it was written, and its null is none. */
function plainText({ json = [] }: OwnedTable, content: Content): string {
  const plain = { ...content };
  for (const name of json) {
    const text = content[name];
    if (typeof text !== 'string') continue;
    const value: unknown = JSON.parse(text);
    plain[name] = value === null ? null : JSON.stringify(canonical(value));
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

/**
 * Whether a submission covers this row. A line always; an opinion where some submission sealed it: the others then sealed that there is
 * none. One that none sealed was written beside the sheet, and stands whichever is in use.
 */
function isUnder(cell: Cell): boolean {
  return ownedKey(cell.entity)?.table.name !== 'opinion' || cell.versions.some((version) => version.sealed);
}

/** What one sealed sheet says in one of its lines: nothing, where it has no such line. */
export function sealedLine(cell: Cell, seal: string, said: SaidBy): Head | undefined {
  if (cell.versions.some((version) => version.id === seal)) return contentAt(cell, seal, said);
  const table = ownedKey(cell.entity)?.table;
  return table && { id: seal, content: contentOfEvent(table, null), at: null };
}

/** No words are none, whichever way they are written. */
const plain = (value: Content[string] | undefined) => (value === '' ? null : (value ?? null));

/** Whether two rows are the same to a seal: points, comment and abstention of a line, conclusion and words of an opinion. */
function sealsTheSame({ sealed = [] }: OwnedTable, a: Content, b: Content): boolean {
  return sealed.every((name) => plain(a[name]) === plain(b[name]));
}

/** The heads of a row that say what the seal covers as it was sealed. */
function fitting(cell: Cell, sealed: Head): Head[] {
  const table = ownedKey(cell.entity)?.table;
  return table ? cell.heads.filter((one) => sealsTheSame(table, one.content, sealed.content)) : [];
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

/** The head of a row under a seal: one that fits it, or what was sealed where none does. */
function headUnder(cell: Cell, seal: string, device: string, said: SaidBy): Head | undefined {
  const sealed = sealedLine(cell, seal, said);
  if (!sealed) return undefined;
  const [fits] = fitting(cell, sealed).sort(
    order<Head>(
      (one) => (one.id === seal ? '0' : '1'),
      (one) => (deviceOfOrigin(cell, one.id, said) === device ? '0' : '1'),
      (one) => one.id,
    ),
  );
  return fits ?? sealed;
}

/** The head of a row that no seal decides: of several, what goes before what one laptop wrote unaware, then that of `device`. */
function headOfDraft(cell: Cell, device: string, said: SaidBy): Head | undefined {
  if (!isConflict(cell)) return shownHead(cell);
  const versions = new Map(cell.versions.map((version) => [version.id, version]));
  const isWeighty = (id: string): boolean => versions.get(id)?.sealed === true || (versions.get(id)?.parents.length ?? 0) > 1;
  return [...cell.heads].sort(
    order<Head>(
      // what somebody sealed, or wrote with both before them, goes before what one laptop wrote unaware
      (one) => (isWeighty(one.id) ? '0' : '1'),
      (one) => (deviceOfOrigin(cell, one.id, said) === device ? '0' : '1'),
      (one) => deviceOfOrigin(cell, one.id, said),
      (one) => one.id,
    ),
  )[0];
}

/**
 * The head of the sheet that is in use. Of two submissions that sealed the same scores, and so are no conflict, the one
 * whose opinion was chosen.
 */
function sheetHead({ sheet, opinion }: SheetCells, said: SaidBy): Head | undefined {
  if (!sheet) return undefined;
  const ordered = [...sheet.heads].sort(
    order<Head>(
      (one) => (one.content['state'] === 'submitted' ? '0' : '1'),
      (one) => deviceOfOrigin(sheet, sealOf(sheet, one, said) ?? one.id, said),
      (one) => sealOf(sheet, one, said) || one.id,
      (one) => one.id,
    ),
  );
  const [first] = ordered;
  if (!first || !opinion || isConflict(opinion)) return first;
  const fits = (head: Head): boolean => {
    const seal = contentText(head.content) === contentText(first.content) ? sealOf(sheet, head, said) : null;
    const sealed = seal === null || !isUnder(opinion) ? undefined : sealedLine(opinion, seal, said);
    return sealed !== undefined && fitting(opinion, sealed).length > 0;
  };
  return ordered.find(fits) ?? first;
}

export function sheetInUse(cells: SheetCells, said: SaidBy): SheetInUse {
  const { sheet } = cells;
  const head = sheetHead(cells, said);
  const seal = sheet && head ? sealOf(sheet, head, said) : null;
  const sealedOn = seal === null ? '' : (said(seal)?.device ?? '');
  const rows = rowsUnder(cells);
  const [device = ''] = rows
    .filter(isConflict)
    .flatMap((cell) => cell.heads.map((one) => deviceOfOrigin(cell, one.id, said)))
    .sort();
  const lines = new Map<string, Head>();
  for (const cell of rows) {
    const shown = (seal !== null && isUnder(cell) ? headUnder(cell, seal, sealedOn, said) : undefined) ?? headOfDraft(cell, device, said);
    if (shown) lines.set(cell.entity, shown);
  }
  return { sheet: head, seal, lines };
}

/** Whether every line can be taken as it stands, with nothing to weigh: one head each, and a seal's where there is one. */
export function isPlainSheet(cells: SheetCells): boolean {
  const { sheet } = cells;
  if ((sheet?.heads.length ?? 0) > 1) return false;
  const [head] = sheet?.heads ?? [];
  const seal = head?.content['state'] === 'submitted' ? head.id : null;
  return rowsUnder(cells).every((cell) => {
    const isSealed = cell !== cells.opinion || cell.versions.some((version) => version.sealed);
    return cell.heads.length <= 1 && (seal === null || !isSealed || cell.heads[0]?.id === seal);
  });
}

/** Rows of which somebody said something else than what is in use: they wait for a choice. */
export function openLines(cells: SheetCells, { lines }: SheetInUse): Cell[] {
  return rowsUnder(cells).filter((cell) => {
    const table = ownedKey(cell.entity)?.table;
    const shown = lines.get(cell.entity);
    return table !== undefined && shown !== undefined && cell.heads.some((head) => !saysTheSame(table, head.content, shown.content));
  });
}

/** Rows that somebody settled against the seal that is in use: one word stands of them, and it is not what was sealed. */
export function linesAgainstSeal(cells: SheetCells, inUse: SheetInUse): Cell[] {
  return inUse.seal === null ? [] : openLines(cells, inUse).filter((cell) => !isConflict(cell));
}

/**
 * What has to be settled so that one sealed sheet stands whole: each line of which somebody said something else, with
 * what the seal covers, and the opinion that was sealed with them. Null where the seal's rows are not all known any more.
 */
export function linesToSettle(
  cells: SheetCells,
  inUse: SheetInUse,
  seal: string,
  said: SaidBy,
): readonly { readonly cell: Cell; readonly shown: Head; readonly sealed: Head }[] | null {
  const found = [];
  for (const cell of rowsUnder(cells)) {
    if (!isUnder(cell)) continue;
    const table = ownedKey(cell.entity)?.table;
    const sealed = cell === cells.opinion ? headUnder(cell, seal, said(seal)?.device ?? '', said) : sealedLine(cell, seal, said);
    const shown = inUse.lines.get(cell.entity);
    if (!table || !sealed || !shown) return null;
    if (![shown, ...cell.heads].every((head) => saysTheSame(table, head.content, sealed.content))) found.push({ cell, shown, sealed });
  }
  return found;
}
