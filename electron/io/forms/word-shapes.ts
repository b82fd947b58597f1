/** Text boxes of drawings in a Word file, and what is painted behind their words. */
import { rgbOf, white, type Theme } from './parts/colors.ts';
import { child, elements, type XmlElement } from './parts/xml.ts';
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

/** Word writes each text box twice, for new readers (Choice) and old ones (Fallback): the first is read. */
export function boxesIn(node: XmlElement, theme: Theme, ground: string | null): TextBox[] {
  const shown = node.name === 'AlternateContent' ? (child(node, 'Choice') ?? node) : node;
  return elements(shown).flatMap((each): TextBox[] => {
    if (each.name === 'txbxContent') return [{ content: each, ground }];
    const own = each.name === 'wsp' ? groundOfShape(each, theme) : vmlShapes.has(each.name) ? groundOfVml(each) : undefined;
    return boxesIn(each, theme, over(ground, own));
  });
}
