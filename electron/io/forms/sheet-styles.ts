/** How the cells and the runs of a sheet are shown: number formats, and fonts that strike out, raise or hide. */
import { isPale, smallestSize, type Standing } from './parts/shown.ts';
import { child, descendants, elements, type XmlElement } from './parts/xml.ts';

/** A date; nothing at all; or a number of which the cell shows a hundredfold with %, or a unit behind it that is not in its value. */
export type NumberFormat = 'date' | 'nothing' | { readonly percent: boolean; readonly suffix: string };

export interface CellStyle {
  /** undefined: a bare number */
  readonly format: NumberFormat | undefined;
  readonly standing: Standing;
  /** a colour lies behind the text */
  readonly isFilled: boolean;
}

const isOn = (node: XmlElement | undefined): boolean => node !== undefined && !['0', 'false'].includes(node.attributes['val'] ?? '1');

/** By the properties of a run, or a font of the styles. A theme's first colour is its background: white. */
export function standingOf(font: XmlElement, isFilled: boolean): Standing {
  if (isOn(child(font, 'strike'))) return 'gone';
  const size = Number(child(font, 'sz')?.attributes['val'] ?? Number.NaN);
  const color = child(font, 'color')?.attributes;
  const isWhite = isPale(color?.['rgb']) || (color?.['theme'] === '0' && color['tint'] === undefined);
  if (size < smallestSize || (isWhite && !isFilled)) return 'unseen';
  const place = child(font, 'vertAlign')?.attributes['val'];
  return place === 'superscript' || place === 'subscript' ? 'raised' : 'plain';
}

/** By the index of a cell's style (`s`). */
export function readSheetStyles(styles: XmlElement | undefined): CellStyle[] {
  if (!styles) return [];
  const own = new Map(
    [...descendants(styles, 'numFmt')].map((each) => [Number(each.attributes['numFmtId']), each.attributes['formatCode'] ?? '']),
  );
  const fonts = elements(child(styles, 'fonts') ?? { name: '', attributes: {}, children: [] }, 'font');
  const fills = elements(child(styles, 'fills') ?? { name: '', attributes: {}, children: [] }, 'fill').map(isColoured);
  const formats = child(styles, 'cellXfs');
  return (formats ? elements(formats, 'xf') : []).map(({ attributes }) => {
    const font = fonts[Number(attributes['fontId'] ?? 0)];
    const isFilled = fills[Number(attributes['fillId'] ?? 0)] ?? false;
    return { format: formatOf(Number(attributes['numFmtId'] ?? 0), own), standing: font ? standingOf(font, isFilled) : 'plain', isFilled };
  });
}

function isColoured(fill: XmlElement): boolean {
  const pattern = child(fill, 'patternFill');
  if (!pattern) return child(fill, 'gradientFill') !== undefined;
  if ((pattern.attributes['patternType'] ?? 'none') === 'none') return false;
  const color = child(pattern, 'fgColor')?.attributes;
  return color !== undefined && !isPale(color['rgb']) && color['theme'] !== '0';
}

/** Formats 14–17, 22, 27–36, 50–58 are dates by definition, 9 and 10 percentages; an own format is a date when it writes years. */
function formatOf(id: number, own: ReadonlyMap<number, string>): NumberFormat | undefined {
  const code = own.get(id);
  if (code !== undefined) return formatOfCode(code);
  if ((id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58)) return 'date';
  return id === 9 || id === 10 ? { percent: true, suffix: '' } : undefined;
}

/** 0.00"亿元" shows a unit; 0!.0,"万" shows another number than it holds, and its 万 is not taken for a unit of the value. */
function formatOfCode(code: string): NumberFormat | undefined {
  if (/^\s*;+\s*$/.test(code)) return 'nothing';
  const bare = code.replaceAll(/"[^"]*"|\\.|\[[^\]]*\]|E[+-]|General/gi, '');
  if (/y|e/i.test(bare)) return 'date';
  if (bare.includes('%')) return { percent: true, suffix: '' };
  const [positive = ''] = code.split(';');
  const scaled = /[0#?],+(?![0#?,])|[!\\]\./.test(positive.replaceAll(/"[^"]*"/g, ' '));
  const literal = /(?:[0#?]|General)([^0#?]*)$/i.exec(positive)?.[1] ?? '';
  const suffix = literal.replaceAll(/\[[^\]]*\]|_.|\*.|["\\]/g, '').trim();
  return !scaled && /[\p{L}㎡]/u.test(suffix) ? { percent: false, suffix } : undefined;
}
