/**
 * Word forms (.docx): tables with their spans, paragraphs, text boxes, content controls, form fields and
 * symbol characters, formulas. What Word does not show (deleted, hidden, field codes) is not read.
 */
import { titleAmong } from '../../../domain/form/columns.ts';
import { picture, type Doubt, type FormCell, type FormContent, type FormTable } from '../../../domain/form/content.ts';
import { FormFault, mostCells, openOffice, relationsOf, type OfficeFile, type Relation } from './parts/office.ts';
import { smallestSize } from './parts/shown.ts';
import { child, descendants, elements, textOf, type XmlElement } from './parts/xml.ts';
import { readTheme } from './parts/colors.ts';
import { readBindings } from './word-bindings.ts';
import { isFigure } from './parts/characters.ts';
import { readNumbering } from './word-numbering.ts';
import { gone, isPlaceholder, numberOf, readParagraph, type Reading } from './word-runs.ts';
import type { TextBox } from './word-shapes.ts';
import { groundOf, isCrossed, isOn, onPage, over, partsTaken, readWordStyles, type Around } from './word-styles.ts';

/** Throws FormFault. */
export async function readDocx(bytes: Uint8Array): Promise<FormContent> {
  const office = await openOffice(bytes);
  const [stated = 'word/document.xml'] = (await relationsOf(office, '')).flatMap(({ kind, path }) =>
    kind === 'officeDocument' ? path : [],
  );
  const path = (await office.part(stated)) ? stated : 'word/document.xml';
  const body = child(await office.part(path), 'body');
  if (!body) throw new FormFault('no-document');
  const relations = await relationsOf(office, path);
  const found: Found = { ...(await openReading(office, path, relations)), tables: [], paragraphs: [], boxes: [], cells: 0 };
  readBlocks(body, found, onPage);
  const margins = [...(await readMargins(office, relations, body, found)), ...linesIn(found.notes)];
  return {
    tables: found.tables,
    paragraphs: found.paragraphs,
    ...(margins.length > 0 && { margins }),
    ...(found.unseen.length > 0 && { unseen: found.unseen }),
    ...(found.apart.length > 0 && { apart: found.apart }),
  };
}

/** Parts are named by their relations, not always `word/styles.xml`. */
async function openReading(office: OfficeFile, path: string, relations: readonly Relation[]): Promise<Reading> {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const partOf = async (kind: string, usual: string): Promise<XmlElement | undefined> =>
    office.part(relations.find((each) => each.kind === kind)?.path ?? folder + usual);
  const styles = readWordStyles(await partOf('styles', 'styles.xml'), readTheme(await partOf('theme', 'theme/theme1.xml')));
  const comments = await partOf('comments', 'comments.xml');
  return {
    styles,
    unseen: [],
    comments: new Map(comments ? elements(comments, 'comment').map((each) => [each.attributes['id'] ?? '', wordsOf(each)]) : []),
    notes: [],
    doubts: [],
    apart: [],
    isOtherwiseBound: await readBindings(office, relations),
    isNumbered: readNumbering(await partOf('numbering', 'numbering.xml'), styles),
  };
}

function wordsOf(comment: XmlElement): string {
  return [...descendants(comment, 'p')].map((line) => [...descendants(line, 't')].map(textOf).join('')).join('\n');
}

function linesIn(texts: readonly string[]): string[] {
  return texts.flatMap((text) => text.split('\n')).filter((line) => line.trim() !== '');
}

const isSet = (node: XmlElement | undefined): boolean => node !== undefined && isOn(node.attributes['val'], true);

/** Which headers and footers pages have, by the ids of their relations: those of first and of even pages only where these are set apart. */
function headersShown(body: XmlElement, settings: XmlElement | undefined): ReadonlySet<string> {
  const hasEven = isSet(child(settings, 'evenAndOddHeaders'));
  const shown = [...descendants(body, 'sectPr')].flatMap((section) =>
    ['headerReference', 'footerReference']
      .flatMap((name) => elements(section, name))
      .filter(({ attributes: { type } }) => (type === 'first' ? isSet(child(section, 'titlePg')) : type !== 'even' || hasEven)),
  );
  return new Set(shown.map(({ attributes }) => attributes['r:id'] ?? ''));
}

/** The lines of page headers, footers and notes, as far as pages show them. */
async function readMargins(office: OfficeFile, relations: readonly Relation[], body: XmlElement, reading: Reading): Promise<string[]> {
  const found: Found = { ...reading, unseen: [], notes: [], doubts: [], tables: [], paragraphs: [], boxes: [], cells: 0 };
  const settings = relations.find(({ kind }) => kind === 'settings')?.path;
  const shown = headersShown(body, settings === undefined ? undefined : await office.part(settings));
  const read = new Set<string>();
  for (const { id, kind, path } of relations) {
    const note = { footnotes: 'footnote', endnotes: 'endnote' }[kind];
    const isHeader = (kind === 'header' || kind === 'footer') && shown.has(id);
    if ((!isHeader && note === undefined) || read.has(path)) continue;
    read.add(path);
    const part = await office.part(path);
    if (!part) continue;
    const marks = note === undefined ? [] : Array.from(descendants(body, `${note}Reference`), ({ attributes }) => attributes['id']);
    const blocks = note === undefined ? [part] : elements(part, note).filter(({ attributes }) => marks.includes(attributes['id']));
    for (const block of blocks) readBlocks(block, found, onPage);
  }
  // a header is often laid out by a table
  const lines = [...found.paragraphs, ...found.tables.flatMap(({ cells }) => cells.map(({ text }) => text))];
  return lines.filter((line) => line.trim() !== '');
}

interface Found extends Reading {
  readonly tables: FormTable[];
  readonly paragraphs: string[];
  /** text boxes met inside the paragraph being read */
  readonly boxes: TextBox[];
  /** of all tables so far */
  cells: number;
}

function readBlocks(parent: XmlElement, found: Found, around: Around): void {
  for (const node of elements(parent)) {
    if (node.name === 'p') {
      const text = readParagraph(node, found, found.boxes, around);
      const isDoubtful = found.doubts.splice(0).length > 0;
      found.paragraphs.push(isDoubtful ? text.replaceAll(/\p{Nd}+/gu, `${picture}$&`) : text);
      for (const { content, ground } of found.boxes.splice(0)) readBlocks(content, found, { ...onPage, ground });
    } else if (node.name === 'tbl') readTable(node, found, around.ground, titleBefore(found));
    else if (node.name === 'altChunk') found.apart.push('chunk');
    else if (!gone.has(node.name) && !isLeftBlank(node, found)) readBlocks(node, found, around);
  }
}

/** A content control around lines or a cell that only asks for an answer; what else it shows may not be what it holds. */
function isLeftBlank(node: XmlElement, { doubts, isOtherwiseBound }: Found): boolean {
  if (node.name !== 'sdt') return false;
  if (isOtherwiseBound(node)) doubts.push('stored');
  return isPlaceholder(node) && descendants(node, 'tbl').next().done === true;
}

/** As many lines right above a table as may be its title and a unit; empty ones part nothing. */
const titleLines = 3;

function titleBefore({ paragraphs }: Found): string | undefined {
  return titleAmong(paragraphs.filter((text) => text.trim() !== '').slice(-titleLines));
}

function readTable(table: XmlElement, found: Found, below: string | null, title?: string): void {
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
    for (const [index, { tc, controls }] of inRow.entries()) {
      const properties = child(tc, 'tcPr');
      const colSpan = Math.max(1, numberOf(child(properties, 'gridSpan'), 1));
      const merge = child(properties, 'vMerge');
      const styled = found.styles.cellOf(tableStyle, { row, rows: rows.length, col, isLast: index === inRow.length - 1, takes });
      const grounds = [groundOf(tableProperties, theme), styled.ground, groundOf(properties, theme)];
      const around = { paragraphStyle: undefined, table: styled.look, ground: grounds.reduce(over, below) };
      const isOut = styled.isCrossed || isCrossed(properties);
      const above = merging.get(col);
      if (merge && merge.attributes['val'] !== 'restart' && above !== undefined) {
        const cell = cells[above];
        if (cell)
          cells[above] = {
            ...cell,
            rowSpan: row - cell.row + 1,
            ...joined(cell, readCell(tc, controls, found, around), isOut),
          };
      } else {
        cells.push({ row, col, rowSpan: 1, colSpan, ...joined(undefined, readCell(tc, controls, found, around), isOut) });
        found.cells += 1;
        if (found.cells > mostCells) throw new FormFault('too-large');
        if (merge) merging.set(col, cells.length - 1);
        else merging.delete(col);
      }
      col += colSpan;
    }
  }
  found.tables.push({ cells, ...(title !== undefined && { title }) });
}

type CellWords = Pick<FormCell, 'text' | 'doubt' | 'note'>;

/** What a cell says, and that it goes on from one above where they are merged. */
function joined(above: FormCell | undefined, { text, note, doubt: own }: CellWords, isOut: boolean): CellWords {
  const texts = [above?.text ?? '', text].filter((words) => words.trim() !== '');
  const notes = [above?.note, note].filter((words) => words !== undefined);
  const doubt: Doubt | undefined = isOut ? 'crossed' : (own ?? above?.doubt);
  return {
    text: above ? texts.join('\n') : text,
    ...(doubt !== undefined && { doubt }),
    ...(notes.length > 0 && { note: notes.join('\n') }),
  };
}

/** Twentieths of a point that a row must be high before anything can be read in it. */
const lowest = 20 * smallestSize;

/** A row that was deleted, is hidden, or is no higher than a line. */
function isRowGone(tr: XmlElement): boolean {
  const properties = child(tr, 'trPr');
  const hidden = child(properties, 'hidden');
  const height = child(properties, 'trHeight')?.attributes;
  const isFlat = height?.['hRule'] === 'exact' && Number(height['val'] ?? lowest) < lowest;
  return child(properties, 'del') !== undefined || isFlat || (hidden !== undefined && isOn(hidden.attributes['val'], true));
}

/** Rows and cells may be wrapped in content controls or revision marks. */
function rowsOf(node: XmlElement): XmlElement[] {
  return elements(node).flatMap((each) =>
    each.name === 'tr' ? (isRowGone(each) ? [] : [each]) : gone.has(each.name) || each.name === 'tbl' ? [] : rowsOf(each),
  );
}

/** The cells of a row with the content controls that are around each. */
function cellsOf(
  node: XmlElement,
  around: readonly XmlElement[] = [],
): { readonly tc: XmlElement; readonly controls: readonly XmlElement[] }[] {
  const controls = node.name === 'sdt' ? [...around, node] : around;
  return elements(node).flatMap((each) =>
    each.name === 'tc' ? [{ tc: each, controls }] : gone.has(each.name) ? [] : cellsOf(each, controls),
  );
}

/**
 * The text of a cell: paragraphs as lines, text boxes after them. A table inside is read as one of its own; where the cell has nothing
 * else, its words are the cell's too.
 */
function readCell(tc: XmlElement, controls: readonly XmlElement[], found: Found, around: Around): CellWords {
  // deleted, and shown only while changes are followed
  if (child(child(tc, 'tcPr'), 'cellDel')) return { text: '' };
  const lines: string[] = [];
  const boxes: TextBox[] = [];
  const walk = (parent: XmlElement, within: Around) => {
    for (const node of elements(parent)) {
      if (node.name === 'p') {
        lines.push(readParagraph(node, found, boxes, within));
        for (const { content, ground } of boxes.splice(0)) walk(content, { ...onPage, ground });
      } else if (node.name === 'tbl') readTable(node, found, within.ground);
      else if (node.name === 'altChunk') {
        lines.push(picture);
        found.apart.push('chunk');
      } else if (!gone.has(node.name) && !isLeftBlank(node, found)) walk(node, within);
    }
  };
  const [before, noted, doubted] = [found.tables.length, found.notes.length, found.doubts.length];
  if (!controls.map((control) => isLeftBlank(control, found)).includes(true)) walk(tc, around);
  const notes = found.notes.splice(noted);
  const own = trimLines(lines);
  const inside = found.tables
    .slice(before)
    .flatMap((table) => table.cells.map((cell) => cell.text))
    .filter((text) => text.trim() !== '');
  const text = own.trim() === '' ? inside.join('\n') : own;
  // what lies over words is a seal as often as not
  const doubt = found.doubts.splice(doubted).find((each) => each !== 'covered' || isFigure(text));
  return { text, ...(doubt !== undefined && { doubt }), ...(notes.length > 0 && { note: notes.join('\n') }) };
}

function trimLines(lines: readonly string[]): string {
  return lines.join('\n').replaceAll(/^\n+|\n+$/g, '');
}
