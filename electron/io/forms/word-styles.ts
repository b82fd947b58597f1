/**
 * How a run of a Word file is shown: by itself, its character style, its paragraph's style, its table's style, and the document's defaults,
 * in this order; and on which ground it stands.
 */
import { black, isSeenOn, mixed, rgbOf, tinted, white, type Theme } from './parts/colors.ts';
import { narrowest, nearest, smallestSize, usualSize, type Standing } from './parts/shown.ts';
import { child, elements, type XmlElement } from './parts/xml.ts';

/** A style that names itself as its own ground is followed so far. */
const deepest = 20;

/** Switches that styles turn over rather than set: two styles that hide show again. */
const switches = ['vanish', 'specVanish', 'strike', 'dstrike'] as const;

/** A colour behind words; null where it cannot be told, undefined where none is given and what lies under it is seen. */
export type Ground = string | null | undefined;

/** RRGGBB, or `none` for words that are not painted; null: automatic, which can always be read. */
type Color = string | null;

interface RunLook {
  readonly vanish?: boolean;
  readonly specVanish?: boolean;
  readonly strike?: boolean;
  readonly dstrike?: boolean;
  /** superscript, subscript, or baseline */
  readonly vertAlign?: string;
  /** half points above the line */
  readonly position?: number;
  readonly color?: Color;
  /** half points */
  readonly size?: number;
  /** per cent of the width of its characters */
  readonly width?: number;
  readonly ground?: string | null;
  /** '' for one of the theme */
  readonly font?: string;
  /** from right to left */
  readonly rtl?: boolean;
  /** between characters, in twentieths of a point; less than none draws them over each other */
  readonly spacing?: number;
}

interface Paragraph {
  readonly look: RunLook;
  readonly ground: Ground;
  /** of a paragraph's style: the list that it is in */
  readonly list?: XmlElement | undefined;
}

/** Where a cell stands in its table, and which of the special parts of its style the table takes. */
export interface CellPlace {
  readonly row: number;
  readonly rows: number;
  readonly col: number;
  /** whether it is the last of its row */
  readonly isLast: boolean;
  readonly takes: ReadonlySet<string>;
}

export interface WordStyles {
  /** the look that a paragraph or character style gives */
  readonly of: (id: string | undefined) => Paragraph;
  /** the look and the ground that a table style gives to a cell */
  readonly cellOf: (id: string | undefined, place: CellPlace) => Paragraph & { readonly isCrossed: boolean };
  /** the style of paragraphs that name none */
  readonly paragraph: string | undefined;
  readonly defaults: RunLook;
  readonly theme: Theme;
}

export function isOn(value: string | undefined, absent: boolean): boolean {
  return value === undefined ? absent : !['0', 'false', 'off'].includes(value);
}

const value = (properties: XmlElement | undefined, name: string): string | undefined => child(properties, name)?.attributes['val'];

/** What documents and drawings call the colours of a theme. */
const themeNames: Readonly<Record<string, string>> = {
  text1: 'dk1',
  dark1: 'dk1',
  tx1: 'dk1',
  background1: 'lt1',
  light1: 'lt1',
  bg1: 'lt1',
  text2: 'dk2',
  dark2: 'dk2',
  tx2: 'dk2',
  background2: 'lt2',
  light2: 'lt2',
  bg2: 'lt2',
  hyperlink: 'hlink',
  followedHyperlink: 'folHlink',
};

function themeColor(name: string | undefined, theme: Theme): string | undefined {
  return name === undefined ? undefined : theme.get(themeNames[name] ?? name);
}

/** A colour of the theme with its tint or shade, of which 255 leaves it as it is; else the one that is written out; null for neither. */
function colorBy(attributes: XmlElement['attributes'], prefix: 'theme' | 'themeFill', plain: string, theme: Theme): string | null {
  const named = prefix === 'theme' ? attributes['themeColor'] : attributes['themeFill'];
  const base = themeColor(named, theme);
  if (base === undefined) return rgbOf(attributes[plain]);
  const share = (part: 'Tint' | 'Shade'): number => 1 - Number.parseInt(attributes[`${prefix}${part}`] ?? 'FF', 16) / 255;
  return tinted(tinted(base, share('Tint')), -share('Shade'));
}

const highlights: Readonly<Record<string, string>> = {
  black,
  white,
  yellow: 'FFFF00',
  green: '00FF00',
  cyan: '00FFFF',
  magenta: 'FF00FF',
  blue: '0000FF',
  red: 'FF0000',
  darkBlue: '000080',
  darkCyan: '008080',
  darkGreen: '008000',
  darkMagenta: '800080',
  darkRed: '800000',
  darkYellow: '808000',
  darkGray: '808080',
  lightGray: 'C0C0C0',
};

/** What properties of runs, paragraphs, cells and tables paint behind words. */
export function groundOf(properties: XmlElement | undefined, theme: Theme): Ground {
  const highlight = value(properties, 'highlight');
  if (highlight !== undefined && highlight !== 'none') return highlights[highlight] ?? null;
  const shading = child(properties, 'shd')?.attributes;
  if (!shading) return undefined;
  const fill = colorBy(shading, 'themeFill', 'fill', theme);
  const pattern = shading['val'] ?? 'clear';
  if (pattern === 'clear' || pattern === 'nil') return pattern === 'nil' ? undefined : (fill ?? undefined);
  // a pattern is drawn in a colour of its own, black where it names none
  const share = pattern === 'solid' ? 100 : Number(/^pct(\d+)$/.exec(pattern)?.[1] ?? Number.NaN);
  return Number.isNaN(share) ? null : mixed(fill ?? white, colorBy(shading, 'theme', 'color', theme) ?? black, share / 100);
}

const painted = (fill: XmlElement | undefined): XmlElement | undefined => child(fill, 'srgbClr') ?? child(fill, 'schemeClr');

/** A colour of a drawing, in which a theme's may be made lighter or darker. */
export function drawnColor(fill: XmlElement | undefined, theme: Theme): string | null {
  const color = painted(fill);
  if (!color) return rgbOf(child(fill, 'sysClr')?.attributes['lastClr']);
  const base = color.name === 'srgbClr' ? rgbOf(color.attributes['val']) : (themeColor(color.attributes['val'], theme) ?? null);
  const part = (name: string, absent: number): number => Number(value(color, name) ?? absent * 100_000) / 100_000;
  if (base === null) return null;
  const lighter = part('lumOff', 0);
  return lighter > 0 ? tinted(base, lighter) : tinted(base, part('lumMod', 1) - 1);
}

/** Nine tenths of transparency leave nothing to read. */
const mostTransparent = 90_000;

/** The fill of words as effects paint it; undefined where there is none, or one that runs from colour to colour. */
function effectColor(properties: XmlElement, theme: Theme): Color | undefined {
  const fill = child(properties, 'textFill');
  if (!fill || child(fill, 'gradFill')) return undefined;
  const solid = child(fill, 'solidFill');
  const outline = child(child(properties, 'textOutline'), 'solidFill');
  const isClear = !solid || Number(value(painted(solid), 'alpha') ?? 0) >= mostTransparent;
  return isClear ? (outline ? drawnColor(outline, theme) : 'none') : drawnColor(solid, theme);
}

function lookOf(properties: XmlElement | undefined, theme: Theme): RunLook {
  if (!properties) return {};
  const set = Object.fromEntries(
    switches.flatMap((name) => {
      const found = child(properties, name);
      return found ? [[name, isOn(found.attributes['val'], true)]] : [];
    }),
  );
  const number = (name: string): number => Number(value(properties, name) ?? Number.NaN);
  const [size, position, width, spacing] = [number('sz'), number('position'), number('w'), number('spacing')];
  const [fonts, rtl] = [child(properties, 'rFonts')?.attributes, child(properties, 'rtl')];
  const font = fonts?.['asciiTheme'] === undefined ? (fonts?.['ascii'] ?? fonts?.['hAnsi']) : '';
  const [vertAlign, ground] = [value(properties, 'vertAlign'), groundOf(properties, theme)];
  const stated = child(properties, 'color')?.attributes;
  const color = effectColor(properties, theme) ?? (stated && colorBy(stated, 'theme', 'val', theme));
  return {
    ...set,
    ...(vertAlign !== undefined && { vertAlign }),
    ...(Number.isFinite(position) && { position }),
    ...(color !== undefined && { color }),
    ...(Number.isFinite(size) && { size }),
    ...(Number.isFinite(width) && { width }),
    ...(ground !== undefined && { ground }),
    ...(font !== undefined && { font }),
    ...(rtl && { rtl: isOn(rtl.attributes['val'], true) }),
    ...(Number.isFinite(spacing) && { spacing }),
  };
}

/** A line goes through the cell from corner to corner. */
export function isCrossed(properties: XmlElement | undefined): boolean {
  const borders = child(properties, 'tcBorders');
  return ['tl2br', 'tr2bl'].some((name) => !['nil', 'none'].includes(value(borders, name) ?? 'none'));
}

const bandOf = (at: number): string => (at % 2 === 0 ? 'band1' : 'band2');

/** The parts of a table's style that hold for a cell, the strongest last. */
function partsAt({ row, rows, col, isLast, takes }: CellPlace): string[] {
  const [first, last] = [takes.has('firstRow') && row === 0, takes.has('lastRow') && row === rows - 1];
  const [left, right] = [takes.has('firstCol') && col === 0, takes.has('lastCol') && isLast];
  return [
    'wholeTable',
    ...(takes.has('columns') && !left && !right ? [`${bandOf(col - (takes.has('firstCol') ? 1 : 0))}Vert`] : []),
    ...(takes.has('rows') && !first && !last ? [`${bandOf(row - (takes.has('firstRow') ? 1 : 0))}Horz`] : []),
    ...(left ? ['firstCol'] : []),
    ...(right ? ['lastCol'] : []),
    ...(first ? ['firstRow'] : []),
    ...(last ? ['lastRow'] : []),
    ...(first && left ? ['nwCell'] : []),
    ...(first && right ? ['neCell'] : []),
    ...(last && left ? ['swCell'] : []),
    ...(last && right ? ['seCell'] : []),
  ];
}

const lookBits: Readonly<Record<string, number>> = { firstRow: 0x20, lastRow: 0x40, firstCol: 0x80, lastCol: 0x1_00 };
const lookNames: Readonly<Record<string, string>> = {
  firstRow: 'firstRow',
  lastRow: 'lastRow',
  firstCol: 'firstColumn',
  lastCol: 'lastColumn',
};

/** Which special parts of its style a table takes; the usual ones where it does not say. */
export function partsTaken(properties: XmlElement | undefined): ReadonlySet<string> {
  const look = child(properties, 'tblLook')?.attributes ?? { val: '04A0' };
  const bits = Number.parseInt(look['val'] ?? '0', 16);
  const says = (name: string, bit: number): boolean => isOn(look[name], (bits & bit) !== 0);
  return new Set([
    ...Object.entries(lookBits).flatMap(([part, bit]) => (says(lookNames[part] ?? part, bit) ? [part] : [])),
    ...(says('noHBand', 0x2_00) ? [] : ['rows']),
    ...(says('noVBand', 0x4_00) ? [] : ['columns']),
  ]);
}

export function readWordStyles(root: XmlElement | undefined, theme: Theme): WordStyles {
  const all = root ? elements(root, 'style') : [];
  const byId = new Map(all.map((style) => [style.attributes['styleId'] ?? '', style]));
  /** the style and what it is based on, that first */
  const chainOf = (id: string | undefined): XmlElement[] => {
    const chain: XmlElement[] = [];
    for (let style = byId.get(id ?? ''); style && chain.length < deepest; style = byId.get(value(style, 'basedOn') ?? ''))
      chain.unshift(style);
    return chain;
  };
  const known = new Map<string, Paragraph>();
  const of = (id: string | undefined): Paragraph => {
    const found = known.get(id ?? '');
    if (found) return found;
    const chain = chainOf(id);
    const made: Paragraph = {
      look: Object.assign({}, ...chain.map((style) => lookOf(child(style, 'rPr'), theme))),
      ground: chain.map((style) => groundOf(child(style, 'pPr'), theme)).findLast((ground) => ground !== undefined),
      list: chain.map((style) => child(child(style, 'pPr'), 'numPr')).findLast((list) => list !== undefined),
    };
    known.set(id ?? '', made);
    return made;
  };
  const cellOf: WordStyles['cellOf'] = (id, place) => {
    const chain = chainOf(id);
    const parts = partsAt(place).flatMap((name) =>
      chain.flatMap((style) => elements(style, 'tblStylePr').filter(({ attributes }) => attributes['type'] === name)),
    );
    const layers = [...chain, ...parts];
    const grounds = layers.flatMap((layer) => [groundOf(child(layer, 'tblPr'), theme), groundOf(child(layer, 'tcPr'), theme)]);
    return {
      look: Object.assign({}, ...layers.map((layer) => lookOf(child(layer, 'rPr'), theme))),
      ground: grounds.findLast((ground) => ground !== undefined),
      isCrossed: layers.some((layer) => isCrossed(child(layer, 'tcPr'))),
    };
  };
  return {
    of,
    cellOf,
    theme,
    paragraph: all.find((style) => style.attributes['type'] === 'paragraph' && isOn(style.attributes['default'], false))?.attributes[
      'styleId'
    ],
    defaults: lookOf(child(child(child(root, 'docDefaults'), 'rPrDefault'), 'rPr'), theme),
  };
}

/** What surrounds a run. */
export interface Around {
  readonly paragraphStyle: string | undefined;
  /** what the style of the table says of words in the cell */
  readonly table: RunLook;
  /** what is painted behind it; null where it cannot be told */
  readonly ground: string | null;
}

/** On the white page. */
export const onPage: Around = { paragraphStyle: undefined, table: {}, ground: white };

/** The ground of what lies nearer, else of what lies under it. */
export function over(below: string | null, ground: Ground): string | null {
  return ground === undefined ? below : ground;
}

interface Looks {
  readonly own: RunLook;
  /** by what surrounds the run, the nearest last */
  readonly layers: readonly RunLook[];
}

function looksOf(styles: WordStyles, properties: XmlElement | undefined, around: Around): Looks {
  const paragraph = styles.of(around.paragraphStyle ?? styles.paragraph).look;
  const character = styles.of(value(properties, 'rStyle')).look;
  return { own: lookOf(properties, styles.theme), layers: [styles.defaults, around.table, paragraph, character] };
}

/** The name of the font in which figures are drawn; '' for one of the theme or none. */
export function fontOf(styles: WordStyles, properties: XmlElement | undefined, around: Around): string {
  const { own, layers } = looksOf(styles, properties, around);
  return [...layers, own].findLast(({ font }) => font !== undefined)?.font ?? '';
}

export function isFromRight(styles: WordStyles, properties: XmlElement | undefined, around: Around): boolean {
  const { own, layers } = looksOf(styles, properties, around);
  return [...layers, own].findLast(({ rtl }) => rtl !== undefined)?.rtl ?? false;
}

export function standingOf(styles: WordStyles, properties: XmlElement | undefined, around: Around): Standing {
  const { own, layers } = looksOf(styles, properties, around);
  const isSwitched = (name: (typeof switches)[number]): boolean =>
    own[name] ?? layers.filter((layer) => layer[name] === true).length % 2 === 1;
  if (isSwitched('vanish') || isSwitched('specVanish')) return 'gone';
  if (isSwitched('strike') || isSwitched('dstrike')) return 'struck';
  const look: RunLook = Object.assign({}, ...layers, own);
  const size = look.size ?? usualSize;
  const isSmall = size < 2 * smallestSize || (look.width ?? narrowest) < narrowest || (look.spacing ?? 0) < -size * 10 * nearest;
  if (isSmall || look.color === 'none') return 'unseen';
  if (typeof look.color === 'string' && !isSeenOn(look.color, over(around.ground, look.ground))) return 'unseen';
  const isRaised = look.vertAlign === 'superscript' || look.vertAlign === 'subscript' || Math.abs(look.position ?? 0) >= 4;
  return isRaised ? 'raised' : 'plain';
}
