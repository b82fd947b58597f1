/** Text boxes of drawings in a Word file, what is painted behind their words, and what lies over other words. */
import { rgbOf, white, type Theme } from './parts/colors.ts';
import type { Floating } from './parts/shown.ts';
import { child, descendants, elements, textOf, type XmlElement } from './parts/xml.ts';
import { drawnColor, over, type Ground } from './word-styles.ts';

export interface TextBox {
  readonly content: XmlElement;
  readonly ground: string | null;
}

/** A shape of DrawingML: its own fill, or that of its style. */
export function groundOfShape(shape: XmlElement, theme: Theme): Ground {
  const properties = child(shape, 'spPr');
  const solid = child(properties, 'solidFill');
  if (solid) return drawnColor(solid, theme);
  if (child(properties, 'noFill')) return undefined;
  if (['gradFill', 'blipFill', 'pattFill', 'grpFill'].some((name) => child(properties, name))) return null;
  const reference = child(child(shape, 'style'), 'fillRef');
  return reference && reference.attributes['idx'] !== '0' ? drawnColor(reference, theme) : undefined;
}

const named: Readonly<Record<string, string>> = {
  white,
  black: '000000',
  red: 'FF0000',
  blue: '0000FF',
  green: '008000',
  yellow: 'FFFF00',
};

/** A shape of VML, which is white where it says nothing. */
function groundOfVml({ attributes, ...shape }: XmlElement): Ground {
  if (['f', 'false'].includes(attributes['filled'] ?? '')) return undefined;
  const fill = child({ ...shape, attributes }, 'fill')?.attributes ?? {};
  if (['f', 'false'].includes(fill['on'] ?? '')) return undefined;
  if (fill['type'] !== undefined && fill['type'] !== 'solid') return null;
  const color = (attributes['fillcolor'] ?? fill['color'] ?? 'white').replace(/\s.*$/, '');
  const short = /^#([\da-f])([\da-f])([\da-f])$/i.exec(color);
  if (short)
    return short
      .slice(1)
      .map((digit) => digit + digit)
      .join('')
      .toUpperCase();
  return rgbOf(color.replace('#', '')) ?? named[color.toLowerCase()] ?? null;
}

const vmlShapes = new Set(['shape', 'rect', 'roundrect', 'oval', 'polyline', 'arc']);

/** The shapes of the old kind in a drawing. */
export function shapesIn(node: XmlElement): XmlElement[] {
  return [...vmlShapes].flatMap((name) => [...descendants(node, name)]);
}

/** Word writes each text box twice, for new readers (Choice) and old ones (Fallback): the first is read. */
export function boxesIn(node: XmlElement, theme: Theme, ground: string | null): TextBox[] {
  const shown = node.name === 'AlternateContent' ? (child(node, 'Choice') ?? node) : node;
  return elements(shown).flatMap((each): TextBox[] => {
    if (each.name === 'txbxContent') return [{ content: each, ground }];
    const own = each.name === 'wsp' ? groundOfShape(each, theme) : vmlShapes.has(each.name) ? groundOfVml(each) : undefined;
    return boxesIn(each, theme, over(ground, own));
  });
}

/** In EMU, points of 12 700: a drawing that ends above its line, or begins so far below it, leaves the line to be seen. */
const [lineTop, lineBottom] = [3 * 12_700, 24 * 12_700];
/** A drawing that lets so much through (of 100 000) hides nothing. */
const clear = 50_000;

/** From where a drawing is placed along and down, and how far; undefined where it is aligned, or placed by the page. */
function offset(anchor: XmlElement, name: string, from: readonly string[]): number | undefined {
  const position = child(anchor, name);
  const stated = child(position, 'posOffset');
  return stated && from.includes(position?.attributes['relativeFrom'] ?? '') ? Number(textOf(stated)) : undefined;
}

/** Whether a drawing that floats lies over the line that it is anchored in, as far as can be told. */
function isOverLine(anchor: XmlElement): boolean {
  const { cx = '0', cy = '0' } = child(anchor, 'extent')?.attributes ?? {};
  const [left, top] = [offset(anchor, 'positionH', ['column', 'character']), offset(anchor, 'positionV', ['paragraph', 'line'])];
  if (left !== undefined && left + Number(cx) <= 0) return false;
  return top === undefined || (top < lineBottom && top + Number(cy) > lineTop);
}

function isFilled(shape: XmlElement, theme: Theme): boolean {
  const alpha = [...descendants(child(shape, 'spPr') ?? shape, 'alpha')][0]?.attributes['val'];
  return groundOfShape(shape, theme) !== undefined && Number(alpha ?? '100000') > clear;
}

/** Points of a length in a style (12pt, 1.5cm, 8mm, 1in); null where none is given. */
function pointsOf(style: string, name: string): number | null {
  const [, number = '', unit = 'pt'] = new RegExp(String.raw`(?:^|;)\s*${name}\s*:\s*(-?[\d.]+)(pt|cm|mm|in)?`, 'iu').exec(style) ?? [];
  const size = { pt: 1, cm: 72 / 2.54, mm: 72 / 25.4, in: 72 }[unit.toLowerCase()] ?? 1;
  return number === '' ? null : Number(number) * size;
}

/** What of a drawing floats in front of the words of the page; null where nothing does, or where words flow around it. */
export function floatingOf(node: XmlElement, theme: Theme): Floating | null {
  const shown = node.name === 'AlternateContent' ? (child(node, 'Choice') ?? node) : node;
  const [anchor] = descendants(shown, 'anchor');
  if (anchor) {
    const isBehind = ['1', 'true'].includes(anchor.attributes['behindDoc'] ?? '');
    const isHidden = ['1', 'true'].includes(child(anchor, 'docPr')?.attributes['hidden'] ?? '');
    const flows = ['wrapSquare', 'wrapTight', 'wrapThrough', 'wrapTopAndBottom'].some((name) => child(anchor, name));
    if (isBehind || isHidden || flows) return null;
    const isShape = [...descendants(anchor, 'wsp')].some((shape) => isFilled(shape, theme));
    const isPicture = [...descendants(anchor, 'pic')].length > 0;
    return isShape || isPicture ? { kind: isShape ? 'shape' : 'picture', isOverLine: isOverLine(anchor) } : null;
  }
  const floats = shapesIn(shown).filter(({ attributes: { style = '' }, ...shape }) => {
    const flows = elements({ ...shape, attributes: {} }, 'wrap').some(({ attributes }) => (attributes['type'] ?? 'none') !== 'none');
    return /position\s*:\s*absolute/iu.test(style) && !/z-index\s*:\s*-|visibility\s*:\s*hidden/iu.test(style) && !flows;
  });
  const isPicture = floats.some((shape) => child(shape, 'imagedata'));
  const filled = floats.filter((shape) => child(shape, 'imagedata') || groundOfVml(shape) !== undefined);
  if (filled.length === 0) return null;
  return {
    kind: isPicture ? 'picture' : 'shape',
    isOverLine: filled.some(({ attributes: { style = '' } }) => {
      const [top, height] = [pointsOf(style, 'margin-top') ?? 0, pointsOf(style, 'height') ?? 0];
      return top < lineBottom / 12_700 && top + height > lineTop / 12_700;
    }),
  };
}
