/**
 * Excel forms (.xlsx): each visible sheet is a table. What a cell shows by its format is its text; a number without one comes as its
 * shortest decimal (a file says 4.0999999999999996 where the cell shows 4.1), a day as YYYY-MM-DD. Merged cells are spans.
 */
import type { FormCell, FormContent, FormTable } from '../../../domain/form/content.ts';
import { FormFault, mostCells, openOffice, relationsOf, type OfficeFile } from './parts/office.ts';
import { smallestSize } from './parts/shown.ts';
import { isFigure } from './parts/characters.ts';
import { readCell, richText, type BookContext, type SheetContext } from './sheet-cells.ts';
import { columnOf, readConditions } from './sheet-conditions.ts';
import { readMargins, type Related, type SheetMargins } from './sheet-margins.ts';
import { readSheetStyles } from './sheet-styles.ts';
import { child, descendants, elements, type XmlElement } from './parts/xml.ts';

export interface Sheet {
  readonly name: string;
  readonly table: FormTable;
  /** words of cells that are there and cannot be seen: of the colour of their ground, tiny, or hidden by a format */
  readonly unseen: readonly string[];
  /** how many rows hold something and are not shown */
  readonly hiddenRows: number;
}

/** Sheets that explain or exemplify the form, or hold what its lists offer. */
const guidance = /说明|须知|样表|样例|样本|范本|示例|范例|举例|模板|下拉|字典|参数/u;

/** Throws FormFault. */
export async function readXlsx(bytes: Uint8Array): Promise<FormContent> {
  const all = await readSheets(bytes);
  const sheets = all.filter(({ name }) => !guidance.test(name));
  const read = sheets.length > 0 ? sheets : all;
  const unseen = read.flatMap((sheet) => sheet.unseen);
  return { tables: read.map((sheet) => sheet.table), paragraphs: [], ...(unseen.length > 0 && { unseen }) };
}

/**
 * The visible sheets in their order, without hidden rows and columns; or, when asked, those too, and with numbers as they are held rather
 * than rounded. What is struck out is not read, and a raised figure is no digit. Throws FormFault.
 */
export async function readSheets(bytes: Uint8Array, { hidden = false }: { hidden?: boolean } = {}): Promise<Sheet[]> {
  const office = await openOffice(bytes);
  const [bookPath = 'xl/workbook.xml'] = (await relationsOf(office, '')).flatMap(({ kind, path }) =>
    kind === 'officeDocument' ? path : [],
  );
  const book = await office.part(bookPath);
  if (!book) throw new FormFault('no-workbook');
  const folder = bookPath.slice(0, bookPath.lastIndexOf('/') + 1);
  const relations = await relationsOf(office, bookPath);
  const partOf = async (kind: string, usual: string): Promise<XmlElement | undefined> =>
    office.part(relations.find((each) => each.kind === kind)?.path ?? folder + usual);
  const shared = await partOf('sharedStrings', 'sharedStrings.xml');
  const theme = await partOf('theme', 'theme/theme1.xml');
  const context: BookContext = {
    strings: shared ? elements(shared, 'si').map(richText) : [],
    styles: readSheetStyles(await partOf('styles', 'styles.xml'), theme),
    epoch: ['1', 'true'].includes(child(book, 'workbookPr')?.attributes['date1904'] ?? '') ? 1904 : 1900,
  };
  const sheets: Sheet[] = [];
  for (const sheet of elements(child(book, 'sheets') ?? book, 'sheet')) {
    if (!hidden && sheet.attributes['state'] !== undefined && sheet.attributes['state'] !== 'visible') continue;
    const path = relations.find(({ id }) => id === (sheet.attributes['r:id'] ?? sheet.attributes['id']))?.path;
    const part = path === undefined ? undefined : await office.part(path);
    if (!part || path === undefined) continue;
    const name = sheet.attributes['name'] ?? '';
    const margins = await readMargins(part, await relatedTo(office, path), theme);
    sheets.push({ name, ...readSheet(part, context, { hidden, name, margins }) });
  }
  if (sheets.length === 0) throw new FormFault('no-sheet');
  return sheets;
}

async function relatedTo(office: OfficeFile, path: string): Promise<Related> {
  const relations = await relationsOf(office, path);
  return async (kind) => {
    const found = await Promise.all(relations.filter((each) => each.kind === kind).map((each) => office.part(each.path)));
    return found.filter((part) => part !== undefined);
  };
}

/** Characters of the usual font that a column must have room for before anything can be read in it. */
const narrowest = 0.7;

/** Where nobody says how much room a column has, each program gives it another width. */
const unknownWidth = Number.POSITIVE_INFINITY;

/** How many characters of the usual font each column has room for: none where it is hidden; columns from 0. */
function columnWidths(sheet: XmlElement): (col: number) => number {
  const columns = elements(child(sheet, 'cols') ?? sheet, 'col').map(({ attributes }) => ({
    from: Number(attributes['min']) - 1,
    to: Number(attributes['max']) - 1,
    width: isTrue(attributes['hidden']) ? 0 : Number(attributes['width'] ?? unknownWidth),
  }));
  const others = Number(child(sheet, 'sheetFormatPr')?.attributes['defaultColWidth'] ?? unknownWidth);
  return (col) => columns.find(({ from, to }) => col >= from && col <= to)?.width ?? others;
}

const isTrue = (value: string | undefined): boolean => value === '1' || value === 'true';

function hiddenRows(sheet: XmlElement): (row: XmlElement | undefined) => boolean {
  const { zeroHeight, defaultRowHeight } = child(sheet, 'sheetFormatPr')?.attributes ?? {};
  const areOthersHidden = isTrue(zeroHeight) || Number(defaultRowHeight ?? smallestSize) < smallestSize;
  return (row) => {
    const { hidden, ht } = row?.attributes ?? {};
    return isTrue(hidden) || (ht === undefined ? areOthersHidden : Number(ht) < smallestSize);
  };
}

interface Asked {
  readonly hidden: boolean;
  readonly name: string;
  readonly margins: SheetMargins;
}

function readSheet(sheet: XmlElement, context: BookContext, { hidden, name, margins }: Asked): Omit<Sheet, 'name'> {
  const [widthOf, isRowHidden] = [columnWidths(sheet), hiddenRows(sheet)];
  const isColumnHidden = (col: number): boolean => widthOf(col) < narrowest;
  const unseen: string[] = [];
  const views = elements(child(sheet, 'sheetViews') ?? sheet, 'sheetView');
  const own: SheetContext = {
    ...context,
    looks: readConditions(sheet, context.styles),
    showsZeros: !views.some(({ attributes }) => ['0', 'false'].includes(attributes['showZeros'] ?? '1')),
    unseen: hidden ? null : unseen,
  };
  const { spans, covered } = readMerges(sheet);
  const rows = placed(elements(child(sheet, 'sheetData') ?? sheet, 'row'), ({ attributes }) => Number(attributes['r'] ?? Number.NaN) - 1);
  const byNumber = new Map(rows.map(({ at, element }) => [at, element]));
  /** A merged cell is shown as long as one of its rows and one of its columns is. */
  const isHidden = (row: number, col: number): boolean => {
    const { rows: high = 1, cols: wide = 1 } = spans.get(`${row}:${col}`) ?? {};
    return every(row, high, (at) => isRowHidden(byNumber.get(at))) || every(col, wide, isColumnHidden);
  };
  const cells: FormCell[] = [];
  for (const { at: row, element } of rows) {
    const cut: number[] = [];
    const inRow = placed(elements(element, 'c'), ({ attributes }) => {
      const letters = /^([A-Z]+)\d+$/.exec(attributes['r'] ?? '')?.[1];
      return letters === undefined ? Number.NaN : columnOf(letters);
    });
    for (const { at: col, element: c } of inRow) {
      if (covered.has(`${row}:${col}`) || (!hidden && isHidden(row, col))) continue;
      const { rows: rowSpan = 1, cols: colSpan = 1 } = spans.get(`${row}:${col}`) ?? {};
      let width = 0;
      for (let at = col; at < col + colSpan; at += 1) width += widthOf(at);
      const { isCut, ...shown } = readCell(c, { row, col, width }, own);
      if (shown.text === '' && rowSpan === 1 && colSpan === 1) continue;
      const note = margins.noteOf(row, col);
      const cover = margins.coverOf(row, col) && margins.coverOf(row + rowSpan - 1, col + colSpan - 1);
      const isCovered = cover === 'shape' || (cover === 'picture' && isFigure(shown.text));
      cells.push({ row, col, rowSpan, colSpan, ...shown, ...(note !== '' && { note }), ...(isCovered && { doubt: 'covered' }) });
      if (isCut === true) cut.push(cells.length - 1);
      if (cells.length > mostCells) throw new FormFault('too-large');
    }
    for (const at of cut) {
      const cell = cells[at];
      const next = cells[at + 1];
      if (cell && next?.row === row && next.col === cell.col + cell.colSpan && next.text !== '') cells[at] = { ...cell, doubt: 'covered' };
    }
  }
  const lines = [...margins.lines, ...unitInName(name)];
  const heldBack = rows.filter(({ element }) => isRowHidden(element) && elements(element, 'c').some(holdsSomething)).length;
  return { table: { cells, title: name, ...(lines.length > 0 && { margins: lines }) }, unseen, hiddenRows: heldBack };
}

const holdsSomething = (cell: XmlElement): boolean => child(cell, 'v') !== undefined || child(cell, 'is') !== undefined;

/** A sheet that is named 经营数据（万元） says its unit on its tab. */
function unitInName(name: string): string[] {
  const inBrackets = Array.from(name.matchAll(/[（(【[]([^（()）【】[\]]+)[)）】\]]/gu), ([, inside = '']) => `（${inside}）`);
  return inBrackets.length > 0 ? inBrackets : /[万亿元]/u.test(name) ? [name] : [];
}

function every(from: number, count: number, test: (at: number) => boolean): boolean {
  for (let at = from; at < from + count; at += 1) if (!test(at)) return false;
  return true;
}

/** Elements with their places: their own, or the one behind the last. */
function placed(list: readonly XmlElement[], placeOf: (element: XmlElement) => number): { at: number; element: XmlElement }[] {
  let last = -1;
  return list.map((element) => {
    const stated = placeOf(element);
    last = Number.isNaN(stated) ? last + 1 : stated;
    return { at: last, element };
  });
}

interface Merges {
  readonly spans: ReadonlyMap<string, { readonly rows: number; readonly cols: number }>;
  readonly covered: ReadonlySet<string>;
}

function readMerges(sheet: XmlElement): Merges {
  const spans = new Map<string, { rows: number; cols: number }>();
  const covered = new Set<string>();
  for (const merge of descendants(sheet, 'mergeCell')) {
    const range = /^([A-Z]+)(\d+):([A-Z]+)(\d+)$/.exec(merge.attributes['ref'] ?? '');
    if (!range) continue;
    const [top, left] = [Number(range[2]) - 1, columnOf(range[1] ?? '')];
    const rows = Number(range[4]) - top;
    const cols = columnOf(range[3] ?? '') - left + 1;
    if (rows < 1 || cols < 1 || rows * cols > mostCells || covered.size > mostCells) continue;
    spans.set(`${top}:${left}`, { rows, cols });
    for (let row = top; row < top + rows; row += 1)
      for (let col = left; col < left + cols; col += 1) if (row !== top || col !== left) covered.add(`${row}:${col}`);
  }
  return { spans, covered };
}
