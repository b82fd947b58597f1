/**
 * Word forms (.docx): tables with their spans, paragraphs, text boxes, content controls, form fields and
 * symbol characters. What Word does not show (deleted, hidden, field codes) is not read.
 */
import { picture, type FormCell, type FormContent, type FormTable } from '../../../domain/form/content.ts';
import { FormFault, mostCells, openOffice, type OfficeFile } from './parts/office.ts';
import { privateMarks, symbolMark, symbolText } from './parts/symbols.ts';
import { raised } from './parts/shown.ts';
import { isGround, isOn, readWordStyles, standingOf, type Around, type WordStyles } from './word-styles.ts';
import { child, descendants, elements, textOf, type XmlElement } from './parts/xml.ts';

/** Throws FormFault. */
export async function readDocx(bytes: Uint8Array): Promise<FormContent> {
  const office = await openOffice(bytes);
  const path = (await targetOf(office, '_rels/.rels', 'officeDocument'))?.replace(/^\//, '') ?? 'word/document.xml';
  const body = child((await office.part(path)) ?? (await office.part('word/document.xml')), 'body');
  if (!body) throw new FormFault('no-document');
  const found: Found = { tables: [], paragraphs: [], boxes: [], cells: 0, styles: await readStyles(office, path), unseen: [] };
  readBlocks(body, found, nowhere);
  return { tables: found.tables, paragraphs: found.paragraphs, ...(found.unseen.length > 0 && { unseen: found.unseen }) };
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
  const target = (await targetOf(office, `${folder}_rels/${path.slice(folder.length)}.rels`, 'styles')) ?? 'styles.xml';
  return readWordStyles(await office.part(target.startsWith('/') ? target.slice(1) : folder + target));
}

const nowhere: Around = { paragraphStyle: undefined, tableStyle: undefined, isShaded: false };

interface Found {
  readonly tables: FormTable[];
  readonly paragraphs: string[];
  /** contents of text boxes met inside the paragraph being read */
  readonly boxes: XmlElement[];
  /** of all tables so far */
  cells: number;
  readonly styles: WordStyles;
  /** words that are there and cannot be seen: white, or tiny */
  readonly unseen: string[];
}

/** Containers that only wrap blocks or runs. `moveFrom` and `del` hold what is no longer there. */
const gone = new Set(['del', 'moveFrom', 'Fallback', 'instrText', 'delText', 'rPr', 'pPr', 'sdtPr', 'tblPr', 'tcPr', 'trPr']);

function readBlocks(parent: XmlElement, found: Found, around: Around): void {
  for (const node of elements(parent)) {
    if (node.name === 'p') {
      const text = readParagraph(node, found, found.boxes, around);
      found.paragraphs.push(text);
      for (const box of found.boxes.splice(0)) readBlocks(box, found, nowhere);
    } else if (node.name === 'tbl') readTable(node, found);
    else if (!gone.has(node.name)) readBlocks(node, found, around);
  }
}

function readTable(table: XmlElement, found: Found): void {
  const cells: FormCell[] = [];
  const tableStyle = child(child(table, 'tblPr'), 'tblStyle')?.attributes['val'];
  const isShaded = isGround(child(table, 'tblPr')) || found.styles.shades(tableStyle);
  // the cell that a vertical merge continues, by column
  const merging = new Map<number, number>();
  for (const [row, tr] of rowsOf(table).entries()) {
    let col = numberOf(child(child(tr, 'trPr'), 'gridBefore'), 0);
    for (const tc of cellsOf(tr)) {
      const properties = child(tc, 'tcPr');
      const colSpan = Math.max(1, numberOf(child(properties, 'gridSpan'), 1));
      const merge = child(properties, 'vMerge');
      const around = { paragraphStyle: undefined, tableStyle, isShaded: isShaded || isGround(properties) };
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
  const boxes: XmlElement[] = [];
  const walk = (parent: XmlElement) => {
    for (const node of elements(parent)) {
      if (node.name === 'p') {
        lines.push(readParagraph(node, found, boxes, around));
        for (const box of boxes.splice(0)) walk(box);
      } else if (node.name === 'tbl') readTable(node, found);
      else if (!gone.has(node.name)) walk(node);
    }
  };
  const before = found.tables.length;
  walk(tc);
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

function readParagraph(paragraph: XmlElement, found: Found, boxes: XmlElement[], outside: Around): string {
  const properties = child(paragraph, 'pPr');
  const around = {
    ...outside,
    paragraphStyle: child(properties, 'pStyle')?.attributes['val'],
    isShaded: outside.isShaded || isGround(properties),
  };
  let text = '';
  const walk = (parent: XmlElement) => {
    for (const node of elements(parent)) {
      if (gone.has(node.name)) continue;
      if (node.name === 'r') text += readRun(node, found, boxes, around);
      else if (node.name === 'sdt') text += readControl(node, walkInto);
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
function readRun(run: XmlElement, found: Found, boxes: XmlElement[], around: Around): string {
  const properties = child(run, 'rPr');
  const standing = standingOf(found.styles, properties, around);
  if (standing === 'gone') return '';
  const text = textOfRun(run, properties, boxes);
  if (standing === 'unseen' && /[\p{L}\p{N}]/u.test(text)) {
    found.unseen.push(text.trim());
    return '';
  }
  return standing === 'raised' ? raised(text) : text;
}

function textOfRun(run: XmlElement, properties: XmlElement | undefined, boxes: XmlElement[]): string {
  const fonts = child(properties, 'rFonts')?.attributes;
  const font = fonts?.['ascii'] ?? fonts?.['hAnsi'] ?? '';
  let text = '';
  for (const node of elements(run)) {
    switch (node.name) {
      case 't': {
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
        text += `\ufdd0${textOf(node)}\ufdd1`;
        break;
      case 'fldChar':
        text += readFormField(node);
        break;
      // the reading above the characters is not part of them
      case 'ruby':
        for (const base of elements(node, 'rubyBase'))
          for (const each of elements(base, 'r')) text += textOfRun(each, child(each, 'rPr'), boxes);
        break;
      default:
        if (node.name === 'AlternateContent' && child(child(node, 'Choice'), 't')) {
          // words written once for new readers and once for old ones
          text += textOfRun(child(node, 'Choice') ?? node, properties, boxes);
        } else if (['drawing', 'pict', 'object', 'AlternateContent'].includes(node.name)) {
          const inside = boxesIn(node);
          boxes.push(...inside);
          if (inside.length === 0 && standsInLine(node)) text += picture;
        }
    }
  }
  return text;
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

/** Text boxes of a drawing. Word writes each twice, for new readers (Choice) and old ones (Fallback). */
function boxesIn(node: XmlElement): XmlElement[] {
  const shown = node.name === 'AlternateContent' ? (child(node, 'Choice') ?? node) : node;
  return [...descendants(shown, 'txbxContent')];
}
