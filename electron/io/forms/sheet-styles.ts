/** How the cells and the runs of a sheet are shown: number formats, fonts that strike out, raise or hide, and the grounds they stand on. */
import { builtInFormat } from './number-formats.ts';
import { black, isSeenOn, readTheme, rgbOf, tinted, white, type Theme } from './parts/colors.ts';
import { smallestSize, type Standing } from './parts/shown.ts';
import { child, elements, type XmlElement } from './parts/xml.ts';

export interface CellStyle {
  /** number format */
  readonly code: string;
  readonly font: XmlElement | undefined;
  /** the colour behind the text; null where it is not one */
  readonly ground: string | null;
  /** a line goes through the cell from corner to corner */
  readonly isCrossed: boolean;
  /** what stands in it is repeated until the cell is full */
  readonly isRepeated: boolean;
  /** its words run from right to left */
  readonly isTurned: boolean;
  /** its words are made smaller until they fit, or run along its height */
  readonly isFitted: boolean;
  /** its words go on in the next line where there is no room */
  readonly isWrapped: boolean;
}

/** What a conditional format changes: each part as it stands, undefined where it is left. */
export type StyleChange = { readonly [K in keyof CellStyle]?: CellStyle[K] | undefined };

export interface SheetStyles {
  /** by the index of a cell's style (`s`) */
  readonly cells: readonly CellStyle[];
  /** by the index of a conditional format's style (`dxfId`) */
  readonly changes: readonly StyleChange[];
  /** of one that a conditional format holds itself */
  readonly changeOf: (style: XmlElement) => StyleChange;
  readonly standingOf: (font: XmlElement | undefined, ground: string | null) => Standing;
  /** points of the font that columns are measured in */
  readonly usualSize: number;
}

const isOn = (node: XmlElement | undefined): boolean => node !== undefined && !['0', 'false'].includes(node.attributes['val'] ?? '1');

/** The order in which sheets count the colours of a theme. */
const themeOrder = ['lt1', 'dk1', 'lt2', 'dk2', 'accent1', 'accent2', 'accent3', 'accent4', 'accent5', 'accent6', 'hlink', 'folHlink'];

/** Colours by number as the format has them (ECMA-376 part 1, 18.8.27); 64 is that of text, 65 that of the sheet. */
const palette = (
  '000000 FFFFFF FF0000 00FF00 0000FF FFFF00 FF00FF 00FFFF 000000 FFFFFF FF0000 00FF00 0000FF FFFF00 FF00FF 00FFFF ' +
  '800000 008000 000080 808000 800080 008080 C0C0C0 808080 9999FF 993366 FFFFCC CCFFFF 660066 FF8080 0066CC CCCCFF ' +
  '000080 FF00FF FFFF00 00FFFF 800080 800000 008080 0000FF 00CCFF CCFFFF CCFFCC FFFF99 99CCFF FF99CC CC99FF FFCC99 ' +
  '3366FF 33CCCC 99CC00 FFCC00 FF9900 FF6600 666699 969696 003366 339966 003300 333300 993300 993366 333399 333333 ' +
  '000000 FFFFFF'
).split(' ');

interface Colors {
  readonly theme: Theme;
  readonly indexed: readonly string[];
}

function readColor(color: XmlElement | undefined, { theme, indexed }: Colors): string | null {
  if (!color) return null;
  const { rgb, theme: named, indexed: place, tint } = color.attributes;
  const byName = named === undefined ? undefined : theme.get(themeOrder[Number(named)] ?? '');
  const byPlace = place === undefined ? undefined : indexed[Number(place)];
  const base = rgbOf(rgb) ?? byName ?? byPlace;
  return base === undefined ? null : tinted(base, Number(tint ?? 0));
}

/** The ground that a fill gives: white where there is none, null where it is a pattern or runs from one colour to another. */
function groundOf(fill: XmlElement | undefined, colors: Colors): string | null {
  const pattern = child(fill, 'patternFill');
  if (!pattern) return child(fill, 'gradientFill') ? null : white;
  const kind = pattern.attributes['patternType'] ?? 'none';
  if (kind === 'none') return white;
  return kind === 'solid' ? readColor(child(pattern, 'fgColor'), colors) : null;
}

/** A conditional format writes the colour of a plain fill as that behind a pattern. */
function groundOfChange(fill: XmlElement, colors: Colors): string | null {
  const pattern = child(fill, 'patternFill');
  const kind = pattern?.attributes['patternType'] ?? 'solid';
  if (!pattern || (kind !== 'solid' && kind !== 'none')) return null;
  return kind === 'none' ? white : readColor(child(pattern, 'bgColor') ?? child(pattern, 'fgColor'), colors);
}

/** Struck, raised, tiny, or of the colour of its ground; by a font of the styles or the properties of a run. */
function standingOf(font: XmlElement | undefined, ground: string | null, colors: Colors): Standing {
  if (!font) return 'plain';
  if (isOn(child(font, 'strike'))) return 'struck';
  const size = Number(child(font, 'sz')?.attributes['val'] ?? Number.NaN);
  if (size < smallestSize || !isSeenOn(readColor(child(font, 'color'), colors) ?? black, ground)) return 'unseen';
  const place = child(font, 'vertAlign')?.attributes['val'];
  return place === 'superscript' || place === 'subscript' ? 'raised' : 'plain';
}

/** A diagonal line, with a style to draw it in. */
function isCrossedBy(border: XmlElement | undefined): boolean {
  const style = child(border, 'diagonal')?.attributes['style'] ?? 'none';
  return style !== 'none' && ['diagonalUp', 'diagonalDown'].some((name) => ['1', 'true'].includes(border?.attributes[name] ?? ''));
}

/** The name of a font, as styles (`name`) and runs (`rFont`) give it. */
export function fontName(font: XmlElement | undefined): string {
  return (child(font, 'rFont') ?? child(font, 'name'))?.attributes['val'] ?? '';
}

const empty: XmlElement = { name: '', attributes: {}, children: [] };
const listOf = (styles: XmlElement | undefined, list: string, name: string): XmlElement[] => elements(child(styles, list) ?? empty, name);

export function readSheetStyles(styles: XmlElement | undefined, theme: XmlElement | undefined): SheetStyles {
  const own = listOf(child(styles, 'colors'), 'indexedColors', 'rgbColor').map((color) => rgbOf(color.attributes['rgb']) ?? black);
  const colors: Colors = { theme: readTheme(theme), indexed: palette.map((color, index) => own[index] ?? color) };
  const codes = new Map(
    listOf(styles, 'numFmts', 'numFmt').map((each) => [Number(each.attributes['numFmtId']), each.attributes['formatCode'] ?? '']),
  );
  const changeOf = (change: XmlElement): StyleChange => {
    const fill = child(change, 'fill');
    return {
      code: child(change, 'numFmt')?.attributes['formatCode'],
      font: child(change, 'font'),
      ground: fill && groundOfChange(fill, colors),
    };
  };
  const fonts = listOf(styles, 'fonts', 'font');
  const grounds = listOf(styles, 'fills', 'fill').map((fill) => groundOf(fill, colors));
  const crossed = listOf(styles, 'borders', 'border').map(isCrossedBy);
  return {
    cells: listOf(styles, 'cellXfs', 'xf').map((xf) => {
      const { attributes } = xf;
      const alignment = child(xf, 'alignment')?.attributes ?? {};
      const format = Number(attributes['numFmtId'] ?? 0);
      const ground = grounds[Number(attributes['fillId'] ?? 0)];
      return {
        code: codes.get(format) ?? builtInFormat(format),
        font: fonts[Number(attributes['fontId'] ?? 0)],
        ground: ground === undefined ? white : ground,
        isCrossed: crossed[Number(attributes['borderId'] ?? 0)] ?? false,
        isRepeated: alignment['horizontal'] === 'fill',
        isTurned: alignment['readingOrder'] === '2',
        isWrapped: ['1', 'true'].includes(alignment['wrapText'] ?? ''),
        isFitted: ['1', 'true'].includes(alignment['shrinkToFit'] ?? '') || (alignment['textRotation'] ?? '0') !== '0',
      };
    }),
    changes: listOf(styles, 'dxfs', 'dxf').map(changeOf),
    changeOf,
    standingOf: (font, ground) => standingOf(font, ground, colors),
    usualSize: Number(child(fonts[0], 'sz')?.attributes['val'] ?? 11),
  };
}

/** A style with what conditional formats change of it: a font says only what it says, and the rest stays. */
export function changed(style: CellStyle, change: StyleChange): CellStyle {
  const font = change.font && { ...empty, children: [...change.font.children, ...(style.font?.children ?? [])] };
  return {
    ...style,
    code: change.code ?? style.code,
    font: font ?? style.font,
    ground: change.ground === undefined ? style.ground : change.ground,
  };
}

export const plainStyle: CellStyle = {
  code: 'General',
  font: undefined,
  ground: white,
  isCrossed: false,
  isRepeated: false,
  isTurned: false,
  isFitted: false,
  isWrapped: false,
};
