/**
 * Excel forms (.xlsx): each visible sheet is a table. Numbers come as their shortest decimal (a file says
 * 4.0999999999999996 where the cell shows 4.1), dates by the format of their cell as YYYY-MM-DD, merged
 * cells as spans.
 */
import type { FormCell, FormContent, FormTable } from '../../../domain/form/content.ts';
import { multiply, rational, toDecimal, toRational } from '../../../domain/numbers/rational.ts';
import { FormFault, mostCells, openOffice, type OfficeFile } from './parts/office.ts';
import { readSheetStyles, standingOf, type CellStyle } from './sheet-styles.ts';
import { raised, type Standing } from './parts/shown.ts';
import { child, descendants, elements, textOf, type XmlElement } from './parts/xml.ts';

export interface Sheet {
  readonly name: string;
  readonly table: FormTable;
  /** words of cells that are there and cannot be seen: white, or tiny */
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
 * The visible sheets in their order, without hidden rows and columns; or, when asked, those too. What is struck out is not read, and a
 * raised figure is no digit. Throws FormFault.
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
    styles: readSheetStyles(await office.part(`${folder}styles.xml`)),
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
  /** by the index of the cell's style */
  readonly styles: readonly CellStyle[];
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
type RichText = readonly { readonly text: string; readonly standing: Standing | null }[];

function richText(node: XmlElement): RichText {
  return elements(node).flatMap((each) => {
    if (each.name === 't') return [{ text: textOf(each), standing: null }];
    if (each.name !== 'r') return [];
    const properties = child(each, 'rPr');
    return [{ text: elements(each, 't').map(textOf).join(''), standing: properties ? standingOf(properties, false) : null }];
  });
}

/** Columns that are hidden, or have no width; from 0. */
function hiddenColumns(sheet: XmlElement): (col: number) => boolean {
  const ranges = elements(child(sheet, 'cols') ?? sheet, 'col')
    .filter(({ attributes }) => isTrue(attributes['hidden']) || Number(attributes['width'] ?? 1) === 0)
    .map(({ attributes }) => [Number(attributes['min']) - 1, Number(attributes['max']) - 1] as const);
  return (col) => ranges.some(([from, to]) => col >= from && col <= to);
}

const isTrue = (value: string | undefined): boolean => value === '1' || value === 'true';

function isRowHidden(tr: XmlElement, isZeroHeight: boolean): boolean {
  const { hidden, ht } = tr.attributes;
  return isTrue(hidden) || (ht === undefined ? isZeroHeight : Number(ht) === 0);
}

function readSheet(sheet: XmlElement, context: Context, hidden: boolean): Pick<Sheet, 'table' | 'unseen'> {
  const isColumnHidden = hiddenColumns(sheet);
  const isZeroHeight = isTrue(child(sheet, 'sheetFormatPr')?.attributes['zeroHeight']);
  const unseen: string[] = [];
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
  const cells: FormCell[] = [];
  let row = -1;
  for (const tr of elements(child(sheet, 'sheetData') ?? sheet, 'row')) {
    row = tr.attributes['r'] === undefined ? row + 1 : Number(tr.attributes['r']) - 1;
    if (!hidden && isRowHidden(tr, isZeroHeight)) continue;
    let col = -1;
    for (const c of elements(tr, 'c')) {
      const reference = /^([A-Z]+)\d+$/.exec(c.attributes['r'] ?? '')?.[1];
      col = reference ? columnOf(reference) : col + 1;
      if (covered.has(`${row}:${col}`) || (!hidden && isColumnHidden(col))) continue;
      const { text, numeric } = readCell(c, context, hidden ? [] : unseen);
      const span = spans.get(`${row}:${col}`);
      if (text === '' && !span) continue;
      cells.push({ row, col, rowSpan: span?.rows ?? 1, colSpan: span?.cols ?? 1, text, ...(numeric ? { numeric } : {}) });
      if (cells.length > mostCells) throw new FormFault('too-large');
    }
  }
  return { table: { cells }, unseen };
}

/** 'A' is 0. */
function columnOf(letters: string): number {
  return Array.from(letters).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

function plain(text: string): { text: string; numeric: boolean } {
  return { text: text.replaceAll('\r\n', '\n').replaceAll('_x000D_', ''), numeric: false };
}

/** The cell's look, and over it what a run says of its own. */
function shown(text: RichText, cell: CellStyle | undefined, unseen: string[]): { text: string; numeric: boolean } {
  const parts = text.map((each) => {
    const standing = each.standing ?? cell?.standing ?? 'plain';
    // white on a coloured ground is a heading
    if (standing === 'unseen' && !cell?.isFilled) {
      if (/[\p{L}\p{N}]/u.test(each.text)) unseen.push(each.text.trim());
      return '';
    }
    if (standing === 'gone') return '';
    return standing === 'raised' ? raised(each.text) : each.text;
  });
  return plain(parts.join(''));
}

function readCell(c: XmlElement, context: Context, unseen: string[]): { text: string; numeric: boolean } {
  const stated = child(c, 'v');
  const value = stated ? textOf(stated) : '';
  const style = context.styles[Number(c.attributes['s'] ?? 0)];
  const show = (text: string) => shown([{ text, standing: null }], style, unseen);
  switch (c.attributes['t'] ?? 'n') {
    case 's':
      return shown(context.strings[Number(value)] ?? [], style, unseen);
    case 'inlineStr': {
      const inline = child(c, 'is');
      return shown(inline ? richText(inline) : [], style, unseen);
    }
    case 'str':
      return show(value);
    case 'b':
      return show(value === '1' ? '是' : '否');
    case 'e':
      return plain('');
    case 'd':
      return show(value.slice(0, 10));
    default: {
      const number = value.trim() === '' ? Number.NaN : Number(value);
      const exact = toRational(number);
      // ;;; shows nothing of a number
      if (!exact || style?.format === 'nothing') return plain('');
      const format = style?.format;
      if (format === 'date') {
        const date = dateOf(number, context.epoch);
        if (date) return show(date);
      } else if (format?.percent) return show(`${toDecimal(multiply(exact, rational(100)))}%`);
      else if (format) return show(toDecimal(exact) + format.suffix);
      const text = show(toDecimal(exact));
      return { text: text.text, numeric: text.text !== '' };
    }
  }
}

/** A serial day as YYYY-MM-DD. Day 60 of the 1900 system is the 29 February 1900 that never was. */
function dateOf(serial: number, epoch: 1900 | 1904): string | null {
  const days = Math.floor(serial);
  if (days < 1 || days > 2_958_465 || (epoch === 1900 && days <= 60)) return null;
  const start = epoch === 1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30);
  return new Date(start + days * 86_400_000).toISOString().slice(0, 10);
}
