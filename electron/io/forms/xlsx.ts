/**
 * Excel forms (.xlsx): each visible sheet is a table. Numbers come as their shortest decimal (a file says
 * 4.0999999999999996 where the cell shows 4.1), dates by the format of their cell as YYYY-MM-DD, merged
 * cells as spans.
 */
import type { FormCell, FormContent, FormTable } from '../../../domain/form/content.ts';
import { multiply, rational, toDecimal, toRational } from '../../../domain/numbers/rational.ts';
import { FormFault, mostCells, openOffice, type OfficeFile } from './office.ts';
import { child, descendants, elements, textOf, type XmlElement } from './xml.ts';

export interface Sheet {
  readonly name: string;
  readonly table: FormTable;
}

/** Sheets that explain or exemplify the form, or hold what its lists offer. */
const guidance = /说明|须知|样表|示例|范例|模板|下拉|字典|参数/u;

/** Throws FormFault. */
export async function readXlsx(bytes: Uint8Array): Promise<FormContent> {
  const all = await readSheets(bytes);
  const sheets = all.filter(({ name }) => !guidance.test(name));
  return { tables: (sheets.length > 0 ? sheets : all).map((sheet) => sheet.table), paragraphs: [] };
}

/** The visible sheets in their order, without hidden rows; or, when asked, everything. Throws FormFault. */
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
    styles: await readStyles(office, folder),
    epoch: ['1', 'true'].includes(child(book, 'workbookPr')?.attributes['date1904'] ?? '') ? 1904 : 1900,
  };
  const sheets: Sheet[] = [];
  for (const sheet of elements(child(book, 'sheets') ?? book, 'sheet')) {
    if (!hidden && sheet.attributes['state'] !== undefined && sheet.attributes['state'] !== 'visible') continue;
    const path = targets.get(sheet.attributes['r:id'] ?? sheet.attributes['id'] ?? '');
    const part = path ? await office.part(path) : undefined;
    if (part) sheets.push({ name: sheet.attributes['name'] ?? '', table: readSheet(part, context, hidden) });
  }
  if (sheets.length === 0) throw new FormFault('no-sheet');
  return sheets;
}

/** A date; or a number of which the cell shows a hundredfold with %, or a unit behind it that is not in its value. */
type NumberStyle = 'date' | { readonly percent: boolean; readonly suffix: string };

interface Context {
  readonly strings: readonly string[];
  /** by the index of the cell's style, for those that show more than a bare number */
  readonly styles: ReadonlyMap<number, NumberStyle>;
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

/** Runs of a string joined; phonetic guides (rPh) are not part of it. */
function richText(node: XmlElement): string {
  return elements(node)
    .map((each) => (each.name === 't' ? textOf(each) : each.name === 'r' ? richText(each) : ''))
    .join('');
}

function readSheet(sheet: XmlElement, context: Context, hidden: boolean): FormTable {
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
    if (!hidden && ['1', 'true'].includes(tr.attributes['hidden'] ?? '')) continue;
    let col = -1;
    for (const c of elements(tr, 'c')) {
      const reference = /^([A-Z]+)\d+$/.exec(c.attributes['r'] ?? '')?.[1];
      col = reference ? columnOf(reference) : col + 1;
      if (covered.has(`${row}:${col}`)) continue;
      const { text, numeric } = readCell(c, context);
      const span = spans.get(`${row}:${col}`);
      if (text === '' && !span) continue;
      cells.push({ row, col, rowSpan: span?.rows ?? 1, colSpan: span?.cols ?? 1, text, ...(numeric ? { numeric } : {}) });
      if (cells.length > mostCells) throw new FormFault('too-large');
    }
  }
  return { cells };
}

/** 'A' is 0. */
function columnOf(letters: string): number {
  return Array.from(letters).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

function plain(text: string): { text: string; numeric: boolean } {
  return { text: text.replaceAll('\r\n', '\n').replaceAll('_x000D_', ''), numeric: false };
}

function readCell(c: XmlElement, context: Context): { text: string; numeric: boolean } {
  const stated = child(c, 'v');
  const value = stated ? textOf(stated) : '';
  switch (c.attributes['t'] ?? 'n') {
    case 's':
      return plain(context.strings[Number(value)] ?? '');
    case 'inlineStr': {
      const inline = child(c, 'is');
      return plain(inline ? richText(inline) : '');
    }
    case 'str':
      return plain(value);
    case 'b':
      return plain(value === '1' ? '是' : '否');
    case 'e':
      return plain('');
    case 'd':
      return plain(value.slice(0, 10));
    default: {
      const number = value.trim() === '' ? Number.NaN : Number(value);
      const exact = toRational(number);
      if (!exact) return plain('');
      const style = context.styles.get(Number(c.attributes['s'] ?? -1));
      if (style === 'date') {
        const date = dateOf(number, context.epoch);
        if (date) return plain(date);
      } else if (style?.percent) return plain(`${toDecimal(multiply(exact, rational(100)))}%`);
      else if (style) return plain(toDecimal(exact) + style.suffix);
      return { text: toDecimal(exact), numeric: true };
    }
  }
}

/** Formats 14–17, 22, 27–36, 50–58 are dates by definition, 9 and 10 percentages; an own format is a date when it writes years. */
async function readStyles(office: OfficeFile, folder: string): Promise<Map<number, NumberStyle>> {
  const styles = await office.part(`${folder}styles.xml`);
  const found = new Map<number, NumberStyle>();
  if (!styles) return found;
  const own = new Map(
    [...descendants(styles, 'numFmt')].map((each) => [Number(each.attributes['numFmtId']), each.attributes['formatCode'] ?? '']),
  );
  const styleOf = (id: number): NumberStyle | undefined => {
    const code = own.get(id);
    if (code !== undefined) return styleOfCode(code);
    if ((id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58)) return 'date';
    return id === 9 || id === 10 ? { percent: true, suffix: '' } : undefined;
  };
  const formats = child(styles, 'cellXfs');
  for (const [index, format] of (formats ? elements(formats, 'xf') : []).entries()) {
    const style = styleOf(Number(format.attributes['numFmtId'] ?? 0));
    if (style) found.set(index, style);
  }
  return found;
}

/** 0.00"亿元" shows a unit; 0!.0,"万" shows another number than it holds, and its 万 is not taken for a unit of the value. */
function styleOfCode(code: string): NumberStyle | undefined {
  const bare = code.replaceAll(/"[^"]*"|\\.|\[[^\]]*\]|E[+-]|General/gi, '');
  if (/y|e/i.test(bare)) return 'date';
  if (bare.includes('%')) return { percent: true, suffix: '' };
  const [positive = ''] = code.split(';');
  const scaled = /[0#?],+(?![0#?,])|[!\\]\./.test(positive.replaceAll(/"[^"]*"/g, ' '));
  const literal = /(?:[0#?]|General)([^0#?]*)$/i.exec(positive)?.[1] ?? '';
  const suffix = literal.replaceAll(/\[[^\]]*\]|_.|\*.|["\\]/g, '').trim();
  return !scaled && /[\p{L}㎡]/u.test(suffix) ? { percent: false, suffix } : undefined;
}

/** A serial day as YYYY-MM-DD. Day 60 of the 1900 system is the 29 February 1900 that never was. */
function dateOf(serial: number, epoch: 1900 | 1904): string | null {
  const days = Math.floor(serial);
  if (days < 1 || days > 2_958_465 || (epoch === 1900 && days <= 60)) return null;
  const start = epoch === 1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30);
  return new Date(start + days * 86_400_000).toISOString().slice(0, 10);
}
