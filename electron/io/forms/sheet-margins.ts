/**
 * What stands around the cells of a sheet: its header and footer, its text boxes and what they cover, comments on cells and the hints that
 * show when a cell is chosen.
 */
import { readTheme, isSeenOn, white, black, type Theme } from './parts/colors.ts';
import { areasOf, columnOf, type Area } from './sheet-conditions.ts';
import { child, descendants, elements, textOf, type XmlElement } from './parts/xml.ts';
import { groundOfShape } from './word-shapes.ts';
import { drawnColor, over } from './word-styles.ts';

export interface SheetMargins {
  /** lines of the header, the footer and the text boxes */
  readonly lines: readonly string[];
  /** what is noted of a cell; '' for nothing */
  readonly noteOf: (row: number, col: number) => string;
  /** what lies over the whole of a cell: a filled shape, or a picture, through which it may be seen */
  readonly coverOf: (row: number, col: number) => 'shape' | 'picture' | null;
}

/** The parts that a sheet is joined to, by the last word of their kind. */
export type Related = (kind: string) => Promise<readonly XmlElement[]>;

/** Codes of a header: &"字体,常规", &12, &K000000, the places &L &C &R, switches, and what is filled in when it is printed. */
const fieldCode = /&(?:"[^"]*"|K(?:[\dA-F]{6}|\d{2}[+-]\d{3})|\d+|&|[A-Z])/giu;

/** The lines of one header or footer; what it strikes out or raises is left out. */
function headerLines(text: string): string[] {
  let hidden = '';
  let shown = '';
  let last = 0;
  const add = (words: string): void => {
    if (hidden === '') shown += words;
  };
  for (const match of text.matchAll(fieldCode)) {
    add(text.slice(last, match.index));
    last = match.index + match[0].length;
    const code = match[0].slice(1).toUpperCase();
    if (code === '&') add('&');
    else if (/^[LCR]$/.test(code)) [hidden, shown] = ['', `${shown}\n`];
    // strike, superscript and subscript are switched on and off
    else if (/^[SXY]$/.test(code)) hidden = hidden === code ? '' : code;
  }
  add(text.slice(last));
  return shown.split('\n');
}

function headersOf(sheet: XmlElement): string[] {
  const part = child(sheet, 'headerFooter');
  const isOn = (name: string): boolean => ['1', 'true'].includes(part?.attributes[name] ?? '');
  const kinds = ['odd', ...(isOn('differentOddEven') ? ['even'] : []), ...(isOn('differentFirst') ? ['first'] : [])];
  return kinds
    .flatMap((kind) => [child(part, `${kind}Header`), child(part, `${kind}Footer`)])
    .flatMap((node) => (node ? headerLines(textOf(node)) : []));
}

interface Shape {
  readonly lines: readonly string[];
  readonly covers: 'shape' | 'picture' | null;
}

function isHidden(shape: XmlElement): boolean {
  return ['1', 'true'].includes(child(child(shape, 'nvSpPr'), 'cNvPr')?.attributes['hidden'] ?? '');
}

/** The words of a paragraph that are seen on their ground. */
function lineOf(paragraph: XmlElement, ground: string | null, theme: Theme): string {
  return elements(paragraph)
    .map((each) => {
      if (each.name === 'br') return '\n';
      if (each.name !== 'r' && each.name !== 'fld') return '';
      const look = child(each, 'rPr');
      const color = drawnColor(child(look, 'solidFill'), theme) ?? black;
      const isStruck = (look?.attributes['strike'] ?? 'noStrike') !== 'noStrike';
      const text = child(each, 't');
      return isStruck || !text || (ground !== black && !isSeenOn(color, ground)) ? '' : textOf(text);
    })
    .join('');
}

/** Shapes with their words, also those of a group; of two ways to draw one the newer. */
function shapesIn(node: XmlElement, theme: Theme): Shape[] {
  return elements(node).flatMap((each): Shape[] => {
    if (each.name === 'AlternateContent') return shapesIn(child(each, 'Choice') ?? each, theme);
    if (each.name === 'pic') return [{ lines: [], covers: 'picture' }];
    if (each.name !== 'sp') return each.name === 'grpSp' ? shapesIn(each, theme) : [];
    if (isHidden(each)) return [];
    const fill = groundOfShape(each, theme);
    const paragraphs = elements(child(each, 'txBody') ?? { ...each, children: [] }, 'p');
    const lines = paragraphs.flatMap((paragraph) => lineOf(paragraph, over(white, fill), theme).split('\n'));
    return [{ lines, covers: fill === undefined ? null : 'shape' }];
  });
}

/** The cells that lie whole between the corners of a drawing: a corner inside a cell leaves that one in sight. */
function cellsUnder(anchor: XmlElement): Area | null {
  const corner = (name: string, part: string): number => {
    const node = child(child(anchor, name), part);
    return node ? Number(textOf(node)) : Number.NaN;
  };
  const first = (axis: string): number => corner('from', axis) + (corner('from', `${axis}Off`) > slack ? 1 : 0);
  const area = { top: first('row'), left: first('col'), bottom: corner('to', 'row') - 1, right: corner('to', 'col') - 1 };
  return Object.values(area).some(Number.isNaN) ? null : area;
}

/** A shape that begins so near the edge covers the words of the cell, in EMU: two points. */
const slack = 25_400;

function notesOf(parts: readonly XmlElement[]): Map<string, string> {
  const notes = new Map<string, string>();
  for (const note of parts.flatMap((part) => [...descendants(part, 'comment'), ...descendants(part, 'threadedComment')])) {
    const [, letters, row] = /^([A-Z]+)(\d+)$/.exec(note.attributes['ref'] ?? '') ?? [];
    if (letters === undefined) continue;
    const key = `${Number(row) - 1}:${columnOf(letters)}`;
    const words = [
      ...descendants(note, 't'),
      ...elements(note, 'text').filter(({ children }) => children.every((one) => typeof one === 'string')),
    ];
    notes.set(key, [notes.get(key) ?? '', words.map(textOf).join('')].filter((text) => text !== '').join('\n'));
  }
  return notes;
}

/** A hint for more ranges is one of a sheet made to exhaust. */
const mostRanges = 20;

interface Hint {
  readonly areas: readonly Area[];
  readonly text: string;
}

function hintsOf(sheet: XmlElement): Hint[] {
  return [...descendants(sheet, 'dataValidation')].flatMap(({ attributes }) => {
    const text = [attributes['promptTitle'] ?? '', attributes['prompt'] ?? ''].filter((words) => words !== '').join('\n');
    return text === '' || !['1', 'true'].includes(attributes['showInputMessage'] ?? '')
      ? []
      : [{ areas: areasOf(attributes['sqref'] ?? '').slice(0, mostRanges), text }];
  });
}

/** More of them than a form has are not looked at. */
const mostAreas = 500;

const holds = ({ top, bottom, left, right }: Area, row: number, col: number): boolean =>
  row >= top && row <= bottom && col >= left && col <= right;

export async function readMargins(sheet: XmlElement, related: Related, themePart: XmlElement | undefined): Promise<SheetMargins> {
  const theme = readTheme(themePart);
  const drawings = await related('drawing');
  const anchors = drawings.flatMap((drawing) => elements(drawing)).filter(({ name }) => name.endsWith('Anchor'));
  const drawn = anchors.map((anchor) => ({ anchor, shapes: shapesIn(anchor, theme) }));
  const covers = drawn
    .flatMap(({ anchor, shapes }) => {
      const by = shapes.find(({ covers: kind }) => kind === 'shape') ?? shapes.find(({ covers: kind }) => kind === 'picture');
      const area = by ? cellsUnder(anchor) : null;
      return by?.covers && area ? [{ area, by: by.covers }] : [];
    })
    .slice(0, mostAreas);
  const notes = notesOf([...(await related('comments')), ...(await related('threadedComment'))]);
  const hints = hintsOf(sheet).slice(0, mostAreas);
  return {
    lines: [...headersOf(sheet), ...drawn.flatMap(({ shapes }) => shapes.flatMap(({ lines }) => lines))].filter(
      (line) => line.trim() !== '',
    ),
    noteOf: (row, col) =>
      [
        notes.get(`${row}:${col}`) ?? '',
        ...hints.filter(({ areas }) => areas.some((area) => holds(area, row, col))).map(({ text }) => text),
      ]
        .filter((text) => text !== '')
        .join('\n'),
    coverOf: (row, col) => covers.find(({ area }) => holds(area, row, col))?.by ?? null,
  };
}
