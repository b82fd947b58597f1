/**
 * Excel forms (.xlsx): each visible sheet is a table. What a cell shows by its format is its text; a number without one comes as its
 * shortest decimal (a file says 4.0999999999999996 where the cell shows 4.1), a day as YYYY-MM-DD. Merged cells are spans.
 */
import type { FormCell, FormContent, FormTable } from '../../../domain/form/content.ts';
import { toDecimal, toRational } from '../../../domain/numbers/rational.ts';
import { showNumber, showText } from './number-formats.ts';
import { FormFault, mostCells, openOffice, type OfficeFile } from './parts/office.ts';
import { raised, smallestSize } from './parts/shown.ts';
import { columnOf, readConditions, type Looks } from './sheet-conditions.ts';
import { plainStyle, readSheetStyles, type CellStyle, type SheetStyles } from './sheet-styles.ts';
import { child, descendants, elements, textOf, type XmlElement } from './parts/xml.ts';

export interface Sheet {
  readonly name: string;
  readonly table: FormTable;
  /** words of cells that are there and cannot be seen: of the colour of their ground, tiny, or hidden by a format */
  readonly unseen: readonly string[];
}

/** Sheets that explain or exemplify the form, or hold what its lists offer. */
const guidance = /说明|须知|样表|示例|范例|模板|下拉|字典|参数/u;

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
  const bookPath = (await target(office, '_rels/.rels', (type) => type.endsWith('/officeDocument'))) ?? 'xl/workbook.xml';
  const book = await office.part(bookPath);
  if (!book) throw new FormFault('no-workbook');
  const folder = bookPath.slice(0, bookPath.lastIndexOf('/') + 1);
  const relations = await office.part(`${folder}_rels/${bookPath.slice(folder.length)}.rels`);
  const targets = new Map(
    relations
      ? elements(relations, 'Relationship').map((each) => [each.attributes['Id'] ?? '', resolve(folder, each.attributes['Target'] ?? '')])
      : [],
  );
  const shared = await office.part(`${folder}sharedStrings.xml`);
  const context: Context = {
    strings: shared ? elements(shared, 'si').map(richText) : [],
    styles: readSheetStyles(await office.part(`${folder}styles.xml`), await office.part(`${folder}theme/theme1.xml`)),
    epoch: ['1', 'true'].includes(child(book, 'workbookPr')?.attributes['date1904'] ?? '') ? 1904 : 1900,
  };
  const sheets: Sheet[] = [];
  for (const sheet of elements(child(book, 'sheets') ?? book, 'sheet')) {
    if (!hidden && sheet.attributes['state'] !== undefined && sheet.attributes['state'] !== 'visible') continue;
    const path = targets.get(sheet.attributes['r:id'] ?? sheet.attributes['id'] ?? '');
    const part = path ? await office.part(path) : undefined;
    if (part) sheets.push({ name: sheet.attributes['name'] ?? '', ...readSheet(part, context, hidden) });
  }
  if (sheets.length === 0) throw new FormFault('no-sheet');
  return sheets;
}

interface Context {
  readonly strings: readonly RichText[];
  readonly styles: SheetStyles;
  readonly epoch: 1900 | 1904;
}

async function target(office: OfficeFile, path: string, wanted: (type: string) => boolean): Promise<string | undefined> {
  const relations = await office.part(path);
  const found =
    relations && elements(relations, 'Relationship').find((each) => wanted(each.attributes['Type'] ?? ''))?.attributes['Target'];
  return found?.replace(/^\//, '');
}

function resolve(folder: string, path: string): string {
  return path.startsWith('/') ? path.slice(1) : folder + path.replace(/^\.\//, '');
}

/** A string in runs, each with what it says of its own look; phonetic guides (rPh) are not part of it. */
type RichText = readonly { readonly text: string; readonly font: XmlElement | null }[];

function richText(node: XmlElement): RichText {
  return elements(node).flatMap((each) => {
    if (each.name === 't') return [{ text: textOf(each), font: null }];
    if (each.name !== 'r') return [];
    return [{ text: elements(each, 't').map(textOf).join(''), font: child(each, 'rPr') ?? null }];
  });
}

/** Characters of the usual font that a column must have room for before anything can be read in it. */
const narrowest = 0.7;

/** Columns that are hidden, or have no width; from 0. */
function hiddenColumns(sheet: XmlElement): (col: number) => boolean {
  const columns = elements(child(sheet, 'cols') ?? sheet, 'col').map(({ attributes }) => ({
    from: Number(attributes['min']) - 1,
    to: Number(attributes['max']) - 1,
    isHidden: isTrue(attributes['hidden']) || Number(attributes['width'] ?? 1) < narrowest,
  }));
  const areOthersHidden = Number(child(sheet, 'sheetFormatPr')?.attributes['defaultColWidth'] ?? 1) < narrowest;
  return (col) => columns.find(({ from, to }) => col >= from && col <= to)?.isHidden ?? areOthersHidden;
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

/** What a sheet says of all its cells. */
interface SheetContext extends Context {
  readonly looks: Looks;
  readonly showsZeros: boolean;
  /** null where hidden cells are asked for too */
  readonly unseen: string[] | null;
}

interface ReadCell {
  readonly text: string;
  readonly numeric?: boolean;
  readonly isDisguised?: boolean;
}

function readSheet(sheet: XmlElement, context: Context, hidden: boolean): Pick<Sheet, 'table' | 'unseen'> {
  const [isColumnHidden, isRowHidden] = [hiddenColumns(sheet), hiddenRows(sheet)];
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
    const inRow = placed(elements(element, 'c'), ({ attributes }) => {
      const letters = /^([A-Z]+)\d+$/.exec(attributes['r'] ?? '')?.[1];
      return letters === undefined ? Number.NaN : columnOf(letters);
    });
    for (const { at: col, element: c } of inRow) {
      if (covered.has(`${row}:${col}`) || (!hidden && isHidden(row, col))) continue;
      const read = readCell(c, row, col, own);
      const span = spans.get(`${row}:${col}`);
      if (read.text === '' && !span) continue;
      cells.push({ row, col, rowSpan: span?.rows ?? 1, colSpan: span?.cols ?? 1, ...read });
      if (cells.length > mostCells) throw new FormFault('too-large');
    }
  }
  return { table: { cells }, unseen };
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

function plain(text: string): string {
  return text.replaceAll('\r\n', '\n').replaceAll('_x000D_', '');
}

const holdsWords = (text: string): boolean => /[\p{L}\p{N}]/u.test(text);

/** The cell's look, and over it what a run says of its own; and the words that are there and not seen. */
function seenOf(runs: RichText, style: CellStyle, { standingOf }: SheetStyles): { text: string; unseen: string[] } {
  const unseen: string[] = [];
  const parts = runs.map(({ text, font }) => {
    const standing = standingOf(font ?? style.font, style.ground);
    if (standing === 'unseen' && holdsWords(text)) unseen.push(text.trim());
    return standing === 'unseen' || standing === 'gone' ? '' : standing === 'raised' ? raised(text) : text;
  });
  return { text: plain(parts.join('')), unseen };
}

/** What a cell shows in one of the looks that it may have. */
type ShowIn = (style: CellStyle) => ReadCell & { readonly unseen: readonly string[] };

/** In every look that conditional formats leave open the cell must show the same, or nobody can tell what it shows. */
function inAllLooks(looks: readonly CellStyle[], show: ShowIn, context: SheetContext): ReadCell {
  const [first, ...others] = looks.map(show);
  if (!first) return { text: '' };
  const { unseen, ...cell } = first;
  const isOpen = others.some(({ text }) => text !== cell.text);
  if (isOpen) {
    const shown = [first, ...others].find(({ text }) => text !== '') ?? first;
    return { text: shown.text, isDisguised: true };
  }
  context.unseen?.push(...unseen);
  return cell;
}

function showWords(runs: RichText, row: number, col: number, style: CellStyle, context: SheetContext): ReadCell {
  const all = runs.map(({ text }) => text).join('');
  const show: ShowIn = (look) => {
    const framed = showText(look.code, all);
    if (framed.trim() === '' && holdsWords(all)) return { text: '', unseen: [all.trim()] };
    const [before = '', after = ''] = framed === all || all === '' || !framed.includes(all) ? [] : framed.split(all, 2);
    return seenOf([{ text: before, font: null }, ...runs, { text: after, font: null }], look, context.styles);
  };
  return inAllLooks(context.looks(row, col, style, { number: null, text: all }), show, context);
}

function showFigure(number: number, row: number, col: number, style: CellStyle, context: SheetContext): ReadCell {
  const exact = toRational(number);
  if (!exact) return { text: '' };
  const held = toDecimal(exact);
  if (number === 0 && !context.showsZeros && context.unseen) return { text: '' };
  const show: ShowIn = (look) => {
    const shown = showNumber(look.code, number, dateOf(number, context.epoch));
    if (shown.text === '') return { text: '', unseen: number === 0 ? [] : [held] };
    const { text, unseen } = seenOf([{ text: asAsked(shown.text, held, shown.isDisguised, context), font: null }], look, context.styles);
    if (text === '') return { text, unseen };
    return { text, unseen, ...(shown.numeric && { numeric: true }), ...(shown.isDisguised && { isDisguised: true }) };
  };
  return inAllLooks(context.looks(row, col, style, { number, text: held }), show, context);
}

/** Sheets of our own are read with the figures that they hold; one that shows another is no figure. */
function asAsked(shown: string, held: string, isDisguised: boolean, { unseen }: SheetContext): string {
  if (unseen !== null) return shown;
  const isRoundedAway = /^-?[0.,]+$/u.test(shown);
  if (isDisguised && !isRoundedAway) return `${shown} ≠ ${held}`;
  return /^[\d.,\s-]+$/u.test(shown) && !/^\d{4}-\d{2}/.test(shown) ? held : shown;
}

function readCell(c: XmlElement, row: number, col: number, context: SheetContext): ReadCell {
  const stated = child(c, 'v');
  const value = stated ? textOf(stated) : '';
  const style = context.styles.cells[Number(c.attributes['s'] ?? 0)] ?? plainStyle;
  const words = (runs: RichText): ReadCell => showWords(runs, row, col, style, context);
  const show = (text: string): ReadCell => words([{ text, font: null }]);
  switch (c.attributes['t'] ?? 'n') {
    case 's':
      return words(context.strings[Number(value)] ?? []);
    case 'inlineStr': {
      const inline = child(c, 'is');
      return words(inline ? richText(inline) : []);
    }
    case 'str':
      return show(value);
    case 'b':
      return show(value === '1' ? '是' : '否');
    case 'e':
      return { text: '' };
    case 'd':
      return show(value.slice(0, 10));
    default:
      return value.trim() === '' ? { text: '' } : showFigure(Number(value), row, col, style, context);
  }
}

/** A serial day as YYYY-MM-DD. Day 60 of the 1900 system is the 29 February 1900 that never was. */
function dateOf(serial: number, epoch: 1900 | 1904): string | null {
  const days = Math.floor(serial);
  if (days < 1 || days > 2_958_465 || (epoch === 1900 && days <= 60)) return null;
  const start = epoch === 1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30);
  return new Date(start + days * 86_400_000).toISOString().slice(0, 10);
}
