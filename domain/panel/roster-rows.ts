/** The roster as a table: one expert a line, columns found by their heads in either language. */
import { refuse } from '../result.ts';
import { partsOf } from './draw.ts';
import { columnName } from '../tally/derivation-sheet.ts';
import type { Translate } from '../text.ts';

export const rosterColumns = ['name', 'organisation', 'title', 'field', 'region', 'contact', 'note'] as const;
export type RosterColumn = (typeof rosterColumns)[number];
export type RosterEntry = Readonly<Record<RosterColumn, string>>;

const longest: Readonly<Record<RosterColumn, number>> = {
  name: 200,
  organisation: 200,
  title: 100,
  field: 200,
  region: 100,
  contact: 200,
  note: 1000,
};

const plain = (text: string): string => text.replaceAll(/[\s（）()：:*]/gu, '').toLowerCase();

/** A sheet of a workbook: rows × columns as shown, and how many rows are hidden. */
export interface SheetRows {
  readonly name: string;
  readonly rows: readonly (readonly string[])[];
  readonly hidden: number;
}

/** What of a workbook came in, and what of it did not. */
export interface RosterList {
  readonly entries: RosterEntry[];
  /** heads that name no column of the roster */
  readonly passedOver: string[];
  /** sheets that hold something and have no head of names */
  readonly sheets: string[];
  /** how lines begin that are sums and notes */
  readonly lines: string[];
  /** hidden rows of the sheets that were read */
  readonly hidden: number;
}

/** What an office writes below a table. */
const closing = /^(?:(?:合计|总计|小计|共计)|(?:制表|填表|审核|备注|说明|注)(?:人|单位|日期|时间)?(?:[:：]|$)|共\d+[人位名])/u;
/** Counts lines and says nothing of an expert. */
const numbering = /^(?:序号?|编号|no\.?|#)$/iu;

/**
 * The experts of all sheets whose head stands in one of their first lines; a second line of heads belongs to the head. `said` are the
 * texts of the languages.
 * @throws roster/no-table where no sheet names the column of names, roster/two-columns where two columns mean the same,
 * roster/bad-row with sheet and line where an entry has no name or a cell is too long
 */
export function readRosterSheets(sheets: readonly SheetRows[], said: readonly Translate[]): RosterList {
  const columnOf = headReader(said);
  const read = sheets.flatMap((sheet) => readSheet(sheet, columnOf, said[0]) ?? []);
  if (read.length === 0) return refuse('roster/no-table', {});
  const names = new Set(read.map(({ name }) => name));
  return {
    entries: read.flatMap(({ entries }) => entries),
    passedOver: [...new Set(read.flatMap(({ passedOver }) => passedOver))],
    sheets: sheets.flatMap(({ name, rows }) =>
      !names.has(name) && rows.some((line) => line.some((cell) => cell.trim() !== '')) ? [name] : [],
    ),
    lines: read.flatMap(({ lines }) => lines),
    hidden: read.reduce((sum, { hidden }) => sum + hidden, 0),
  };
}

type HeadReader = (cell: string) => RosterColumn | undefined;

function headReader(said: readonly Translate[]): HeadReader {
  const heads = new Map<string, RosterColumn>();
  for (const column of rosterColumns)
    for (const t of said) for (const head of t(`experts.heads.${column}`).split('|')) heads.set(plain(head), column);
  return (cell) => heads.get(plain(cell));
}

/** Whether a line below a head is one of heads, too: all that it says are heads, or repeat what stands above. */
function isHeadLine(line: readonly string[], head: readonly string[], columnOf: HeadReader): boolean {
  const told = line.flatMap((cell, at) => (cell.trim() === '' ? [] : [{ cell, at }]));
  const isHead = ({ cell, at }: { cell: string; at: number }): boolean =>
    columnOf(cell) !== undefined || plain(cell) === plain(head[at] ?? '');
  const nameAt = head.findIndex((cell) => columnOf(cell) === 'name');
  return told.length > 0 && (told.every(isHead) || columnOf(line[nameAt] ?? '') === 'name');
}

function readSheet({ name: sheet, rows, hidden }: SheetRows, columnOf: HeadReader, t: Translate | undefined) {
  const top = rows.slice(0, 10).findIndex((line) => line.some((cell) => columnOf(cell) === 'name'));
  const first = rows[top];
  if (!first) return null;
  const second = rows[top + 1] ?? [];
  const width = Math.max(...rows.slice(top).map((line) => line.length));
  const isDouble = isHeadLine(second, first, columnOf);
  const head = Array.from({ length: width }, (_, at) => ((isDouble && second[at]?.trim()) || first[at]) ?? '');
  const placed = head.map(columnOf);
  // 职务 and 职称 are two things, and both are how somebody is addressed
  const again = placed.findIndex((column, at) => {
    const first = column === undefined ? at : placed.indexOf(column);
    const isOther =
      column === 'title' &&
      placed.every((other, here) => other !== column || here === at || plain(head[here] ?? '') !== plain(head[at] ?? ''));
    return first < at && !isOther;
  });
  const double = placed[again];
  if (double !== undefined)
    refuse('roster/two-columns', {
      sheet,
      column: t?.(`experts.column.${double}`) ?? double,
      heads: [head[placed.indexOf(double)] ?? '', head[again] ?? ''],
    });
  const below = rows.slice(top + 1);
  const hasWords = (at: number): boolean => below.some((line) => (line[at] ?? '').trim() !== '');
  const lines: string[] = [];
  const separator = t?.('common.comma') ?? '、';
  const entries = below.flatMap((line, index) => {
    const entry: Record<RosterColumn, string> = { name: '', organisation: '', title: '', field: '', region: '', contact: '', note: '' };
    for (const [at, column] of placed.entries()) {
      const told = (line[at] ?? '').trim();
      if (column === 'title') entry.title = joinTitles(entry.title, told, separator);
      else if (column !== undefined) entry[column] = told;
    }
    const begins = line.find((cell) => cell.trim() !== '')?.trim() ?? '';
    if (begins === '' || isHeadLine(line, head, columnOf)) return [];
    if ([begins, entry.name].some((text) => closing.test(text.replaceAll(/\s/gu, '')))) {
      lines.push(begins.length > longestBeginning ? `${begins.slice(0, longestBeginning)}…` : begins);
      return [];
    }
    // a line that is numbered ahead and not filled in
    if (
      Object.values(entry).every((text) => text === '') &&
      line.every((cell, at) => cell.trim() === '' || numbering.test(head[at]?.trim() ?? ''))
    )
      return [];
    const wrong = entry.name === '' ? 'name' : rosterColumns.find((column) => entry[column].length > longest[column]);
    if (wrong !== undefined) refuse('roster/bad-row', { sheet, line: top + index + 2, column: t?.(`experts.column.${wrong}`) ?? wrong });
    return [entry];
  });
  const passedOver = head.flatMap((text, at) =>
    placed[at] !== undefined || numbering.test(text.trim()) || !hasWords(at) ? [] : [text.trim() || columnName(at)],
  );
  return { name: sheet, entries, passedOver, lines, hidden };
}

/** 主任 and 教授 as 主任、教授; what is written in both columns, once. */
function joinTitles(title: string, more: string, separator: string): string {
  if (title === '' || more === '') return title || more;
  return partsOf(title).includes(more) ? title : `${title}${separator}${more}`;
}

const longestBeginning = 30;
