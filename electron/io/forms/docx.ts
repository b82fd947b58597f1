/**
 * Word forms (.docx): tables with their spans, paragraphs, text boxes, content controls, form fields and
 * symbol characters, formulas. What Word does not show (deleted, hidden, field codes) is not read.
 */
import { picture, type FormCell, type FormContent, type FormTable } from '../../../domain/form/content.ts';
import { FormFault, mostCells, openOffice, type OfficeFile } from './parts/office.ts';
import { privateMarks, symbolMark, symbolText } from './parts/symbols.ts';
import { raised } from './parts/shown.ts';
import { child, descendants, elements, textOf, type XmlElement } from './parts/xml.ts';
import { readTheme } from './parts/colors.ts';
import { readFormula } from './word-formulas.ts';
import { boxesIn, type TextBox } from './word-shapes.ts';
import { groundOf, isOn, onPage, over, partsTaken, readWordStyles, standingOf, type Around, type WordStyles } from './word-styles.ts';

/** Throws FormFault. */
export async function readDocx(bytes: Uint8Array): Promise<FormContent> {
  const office = await openOffice(bytes);
  const path = (await targetOf(office, '_rels/.rels', 'officeDocument'))?.replace(/^\//, '') ?? 'word/document.xml';
  const body = child((await office.part(path)) ?? (await office.part('word/document.xml')), 'body');
  if (!body) throw new FormFault('no-document');
  const found: Found = { tables: [], paragraphs: [], boxes: [], cells: 0, styles: await readStyles(office, path), unseen: [] };
  readBlocks(body, found, onPage);
  const margins = await readMargins(office, path, found.styles);
  return {
    tables: found.tables,
    paragraphs: found.paragraphs,
    ...(margins.length > 0 && { margins }),
    ...(found.unseen.length > 0 && { unseen: found.unseen }),
  };
}

/** Parts are named by their relations, not always `word/document.xml` and `word/styles.xml`. */
async function targetOf({ part }: OfficeFile, relationsPath: string, type: string): Promise<string | undefined> {
  const relations = await part(relationsPath);
  return (
    relations && elements(relations, 'Relationship').find((each) => each.attributes['Type']?.endsWith(`/${type}`))?.attributes['Target']
  );
}

async function readStyles(office: OfficeFile, path: string): Promise<WordStyles> {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const partOf = async (type: string, usual: string): Promise<XmlElement | undefined> => {
    const target = (await targetOf(office, `${folder}_rels/${path.slice(folder.length)}.rels`, type)) ?? usual;
    return office.part(target.startsWith('/') ? target.slice(1) : folder + target);
  };
  return readWordStyles(await partOf('styles', 'styles.xml'), readTheme(await partOf('theme', 'theme/theme1.xml')));
}

const margin = /\/(?:header|footer|footnotes|endnotes)$/u;

/** The lines of page headers, footers and notes. */
async function readMargins(office: OfficeFile, path: string, styles: WordStyles): Promise<string[]> {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const relations = await office.part(`${folder}_rels/${path.slice(folder.length)}.rels`);
  const targets = relations
    ? elements(relations, 'Relationship').flatMap(({ attributes: { Type: type = '', Target: target } }) =>
        margin.test(type) && target !== undefined ? [target.startsWith('/') ? target.slice(1) : folder + target] : [],
      )
    : [];
  const found: Found = { tables: [], paragraphs: [], boxes: [], cells: 0, styles, unseen: [] };
  for (const target of new Set(targets)) {
    const part = await office.part(target);
    if (part) readBlocks(part, found, onPage);
  }
  // a header is often laid out by a table
  const lines = [...found.paragraphs, ...found.tables.flatMap(({ cells }) => cells.map(({ text }) => text))];
  return lines.filter((line) => line.trim() !== '');
}

interface Found {
  readonly tables: FormTable[];
  readonly paragraphs: string[];
  /** text boxes met inside the paragraph being read */
  readonly boxes: TextBox[];
  /** of all tables so far */
  cells: number;
  readonly styles: WordStyles;
  /** words that are there and cannot be seen: of the colour of their ground, or tiny */
  readonly unseen: string[];
}

/** Containers that only wrap blocks or runs. `moveFrom` and `del` hold what is no longer there. */
const gone = new Set(['del', 'moveFrom', 'Fallback', 'instrText', 'delText', 'rPr', 'pPr', 'sdtPr', 'tblPr', 'tcPr', 'trPr']);

function readBlocks(parent: XmlElement, found: Found, around: Around): void {
  for (const node of elements(parent)) {
    if (node.name === 'p') {
      const text = readParagraph(node, found, found.boxes, around);
      found.paragraphs.push(text);
      for (const { content, ground } of found.boxes.splice(0)) readBlocks(content, found, { ...onPage, ground });
    } else if (node.name === 'tbl') readTable(node, found, around.ground);
    else if (!gone.has(node.name)) readBlocks(node, found, around);
  }
}

function readTable(table: XmlElement, found: Found, below: string | null): void {
  const cells: FormCell[] = [];
  const tableProperties = child(table, 'tblPr');
  const tableStyle = child(tableProperties, 'tblStyle')?.attributes['val'];
  const takes = partsTaken(tableProperties);
  const { theme } = found.styles;
  // the cell that a vertical merge continues, by column
  const merging = new Map<number, number>();
  const rows = rowsOf(table);
  for (const [row, tr] of rows.entries()) {
    let col = numberOf(child(child(tr, 'trPr'), 'gridBefore'), 0);
    const inRow = cellsOf(tr);
    for (const [index, tc] of inRow.entries()) {
      const properties = child(tc, 'tcPr');
      const colSpan = Math.max(1, numberOf(child(properties, 'gridSpan'), 1));
      const merge = child(properties, 'vMerge');
      const styled = found.styles.cellOf(tableStyle, { row, rows: rows.length, col, isLast: index === inRow.length - 1, takes });
      const grounds = [groundOf(tableProperties, theme), styled.ground, groundOf(properties, theme)];
      const around = { paragraphStyle: undefined, table: styled.look, ground: grounds.reduce(over, below) };
      const above = merging.get(col);
      if (merge && merge.attributes['val'] !== 'restart' && above !== undefined) {
        const cell = cells[above];
        if (cell)
          cells[above] = {
            ...cell,
            rowSpan: row - cell.row + 1,
            text: [cell.text, readCell(tc, found, around)].filter((text) => text.trim() !== '').join('\n'),
          };
      } else {
        cells.push({ row, col, rowSpan: 1, colSpan, text: readCell(tc, found, around) });
        found.cells += 1;
        if (found.cells > mostCells) throw new FormFault('too-large');
        if (merge) merging.set(col, cells.length - 1);
        else merging.delete(col);
      }
      col += colSpan;
    }
  }
  found.tables.push({ cells });
}

/** A row that was deleted, or is hidden. */
function isRowGone(tr: XmlElement): boolean {
  const properties = child(tr, 'trPr');
  const hidden = child(properties, 'hidden');
  return child(properties, 'del') !== undefined || (hidden !== undefined && isOn(hidden.attributes['val'], true));
}

/** Rows and cells may be wrapped in content controls or revision marks. */
function rowsOf(node: XmlElement): XmlElement[] {
  return elements(node).flatMap((each) =>
    each.name === 'tr' ? (isRowGone(each) ? [] : [each]) : gone.has(each.name) || each.name === 'tbl' ? [] : rowsOf(each),
  );
}

function cellsOf(node: XmlElement): XmlElement[] {
  return elements(node).flatMap((each) => (each.name === 'tc' ? [each] : gone.has(each.name) ? [] : cellsOf(each)));
}

function numberOf(node: XmlElement | undefined, absent: number): number {
  const value = Number(node?.attributes['val'] ?? absent);
  return Number.isInteger(value) && value >= 0 && value < 1000 ? value : absent;
}

/**
 * The text of a cell: paragraphs as lines, text boxes after them. A table inside is read as one of its own; where the cell has nothing
 * else, its words are the cell's too.
 */
function readCell(tc: XmlElement, found: Found, around: Around): string {
  const lines: string[] = [];
  const boxes: TextBox[] = [];
  const walk = (parent: XmlElement, within: Around) => {
    for (const node of elements(parent)) {
      if (node.name === 'p') {
        lines.push(readParagraph(node, found, boxes, within));
        for (const { content, ground } of boxes.splice(0)) walk(content, { ...onPage, ground });
      } else if (node.name === 'tbl') readTable(node, found, within.ground);
      else if (!gone.has(node.name)) walk(node, within);
    }
  };
  const before = found.tables.length;
  walk(tc, around);
  const own = trimLines(lines);
  if (own.trim() !== '') return own;
  return found.tables
    .slice(before)
    .flatMap((table) => table.cells.map((cell) => cell.text))
    .filter((text) => text.trim() !== '')
    .join('\n');
}

function trimLines(lines: readonly string[]): string {
  return lines.join('\n').replaceAll(/^\n+|\n+$/g, '');
}

/** What of a field is being read: its code, which is not shown, or its result. Fields lie in the codes of others. */
type FieldPart = 'code' | 'result';

/** What the runs of a paragraph have in common. */
interface Line {
  readonly found: Found;
  readonly boxes: TextBox[];
  readonly around: Around;
  /** the fields that are open, the innermost last */
  readonly fields: FieldPart[];
  /** where a field begins whose code comes to an end in this paragraph */
  readonly begins: ReadonlySet<XmlElement>;
}

/** A field whose code does not end hides nothing of what follows. */
function fieldsOf(paragraph: XmlElement): ReadonlySet<XmlElement> {
  const [open, whole] = [[] as XmlElement[], new Set<XmlElement>()];
  for (const mark of descendants(paragraph, 'fldChar')) {
    const type = mark.attributes['fldCharType'];
    const last = open.at(-1);
    if (type === 'begin') open.push(mark);
    else if (last) whole.add(last);
    if (type === 'end') open.pop();
  }
  return whole;
}

function readParagraph(paragraph: XmlElement, found: Found, boxes: TextBox[], outside: Around): string {
  const properties = child(paragraph, 'pPr');
  const paragraphStyle = child(properties, 'pStyle')?.attributes['val'];
  const styled = found.styles.of(paragraphStyle ?? found.styles.paragraph).ground;
  const ground = over(over(outside.ground, styled), groundOf(properties, found.styles.theme));
  const line: Line = { found, boxes, around: { ...outside, paragraphStyle, ground }, fields: [], begins: fieldsOf(paragraph) };
  let text = '';
  const walk = (parent: XmlElement) => {
    for (const node of elements(parent)) {
      if (gone.has(node.name)) continue;
      if (node.name === 'r') text += readRun(node, line);
      else if (node.name === 'sdt') text += readControl(node, walkInto);
      else if (node.name === 'oMath' || node.name === 'oMathPara') text += readFormula(node, (run) => readRun(run, line));
      else walk(node);
    }
  };
  const walkInto = (node: XmlElement): string => {
    const before = text;
    text = '';
    walk(node);
    const inner = text;
    text = before;
    return inner;
  };
  walk(paragraph);
  return text.replaceAll(fieldCodes, (codes) => overstruck(codes.replaceAll(/[\ufdd0\ufdd1]/gu, '')));
}

/** The code of a field may be spread over runs: its pieces are set between characters that no text has. */
const fieldCodes = /(?:\ufdd0[^\ufdd1]*\ufdd1)+/gu;

/** 带圈字符 draws one character over another: {eq \o\ac(□,√)} is a ticked box. Other codes are not shown. */
function overstruck(code: string): string {
  const inside = /^\s*eq\s*\\o[^(]*\(([^()]*)\)/iu.exec(code)?.[1];
  if (inside === undefined) return '';
  const framed = /[□○◯☐]/u.test(inside);
  if (framed && /[√✓✔]/u.test(inside)) return '☑';
  if (framed && /[×✗✘]/u.test(inside)) return '☒';
  return inside.split(/[,;]/u).at(-1) ?? '';
}

/** A checkbox control says whether it is checked; what it shows is the document's taste. Other controls are their content. */
function readControl(sdt: XmlElement, read: (node: XmlElement) => string): string {
  const properties = child(sdt, 'sdtPr');
  const checkbox = child(properties, 'checkbox');
  if (checkbox) return isOn(child(checkbox, 'checked')?.attributes['val'], false) ? '☑' : '☐';
  if (child(properties, 'showingPlcHdr')) return ''; // 单击此处输入文字 is not an answer
  const content = child(sdt, 'sdtContent');
  return content ? read(content) : '';
}

/** What is hidden or struck out is not said; what nobody can see is not read, and told. */
function readRun(run: XmlElement, line: Line): string {
  const { found, fields } = line;
  // a run of a formula has properties of the formula and of the text
  const properties: XmlElement = { name: 'rPr', attributes: {}, children: elements(run, 'rPr').flatMap(({ children }) => children) };
  const isInCode = fields.includes('code');
  const text = textOfRun(run, properties, line);
  const standing = standingOf(found.styles, properties, line.around);
  if (standing === 'gone') return '';
  if (standing === 'unseen' && /[\p{L}\p{N}]/u.test(text)) {
    if (!isInCode) found.unseen.push(text.trim());
    return '';
  }
  return standing === 'raised' ? raised(text) : text;
}

function textOfRun(run: XmlElement, properties: XmlElement, line: Line): string {
  const { boxes, fields, found } = line;
  const fonts = child(properties, 'rFonts')?.attributes;
  const font = fonts?.['ascii'] ?? fonts?.['hAnsi'] ?? '';
  let text = '';
  for (const node of elements(run)) {
    switch (node.name) {
      case 't': {
        if (fields.includes('code')) break;
        const words = node.children.filter((each): each is string => typeof each === 'string').join('');
        text += symbolText(font, words) ?? privateMarks(words);
        break;
      }
      case 'sym':
        text += symbolMark(node.attributes['font'] ?? '', Number.parseInt(node.attributes['char'] ?? '', 16)) ?? picture;
        break;
      case 'br':
      case 'cr':
        text += '\n';
        break;
      case 'tab':
      case 'ptab':
        text += '\t';
        break;
      case 'noBreakHyphen':
        text += '-';
        break;
      case 'instrText':
        // the code of a field inside the code of another is not drawn
        if (fields.length < 2 || !fields.slice(0, -1).includes('code')) text += `\ufdd0${textOf(node)}\ufdd1`;
        break;
      case 'fldChar':
        turnField(node, line);
        text += readFormField(node);
        break;
      // the reading above the characters is not part of them
      case 'ruby':
        for (const base of elements(node, 'rubyBase'))
          for (const each of elements(base, 'r')) text += textOfRun(each, child(each, 'rPr') ?? properties, line);
        break;
      default:
        if (node.name === 'AlternateContent' && child(child(node, 'Choice'), 't')) {
          // words written once for new readers and once for old ones
          text += textOfRun(child(node, 'Choice') ?? node, properties, line);
        } else if (['drawing', 'pict', 'object', 'AlternateContent'].includes(node.name)) {
          const inside = boxesIn(node, found.styles.theme, line.around.ground);
          boxes.push(...inside);
          if (inside.length === 0 && standsInLine(node)) text += picture;
        }
    }
  }
  return text;
}

function turnField(mark: XmlElement, { fields, begins }: Line): void {
  const type = mark.attributes['fldCharType'];
  if (type === 'begin') fields.push(begins.has(mark) ? 'code' : 'result');
  else if (type === 'separate' && fields.length > 0) fields.splice(-1, 1, 'result');
  else if (type === 'end') fields.pop();
}

/** A picture between words may be a tick; a seal or signature that floats over the page is none. */
function standsInLine(node: XmlElement): boolean {
  if (node.name === 'drawing') return child(node, 'inline') !== undefined;
  if (node.name === 'AlternateContent') return elements(child(node, 'Choice') ?? node).some(standsInLine);
  return ![...descendants(node, 'shape')].some((shape) => /position\s*:\s*absolute/i.test(shape.attributes['style'] ?? ''));
}

/** A legacy checkbox (FORMCHECKBOX) and a legacy list (FORMDROPDOWN) are drawn from their data alone. */
function readFormField(fldChar: XmlElement): string {
  const data = child(fldChar, 'ffData');
  const list = child(data, 'ddList');
  if (list) {
    const chosen = numberOf(child(list, 'result') ?? child(list, 'default'), 0);
    return elements(list, 'listEntry')[chosen]?.attributes['val'] ?? '';
  }
  const box = child(data, 'checkBox');
  if (!box) return '';
  const checked = child(box, 'checked');
  const state = checked ? isOn(checked.attributes['val'], true) : isOn(child(box, 'default')?.attributes['val'], false);
  return state ? '☑' : '☐';
}
