/**
 * How a run of a Word file is shown: by itself, its character style, its paragraph's style, its table's style, and the document's defaults,
 * in this order.
 */
import { isPale, smallestSize, type Standing } from './parts/shown.ts';
import { child, elements, type XmlElement } from './parts/xml.ts';

/** A style that names itself as its own ground is followed so far. */
const deepest = 20;

/** Switches that styles turn over rather than set: two styles that hide show again. */
const switches = ['vanish', 'strike', 'dstrike'] as const;

interface RunLook {
  readonly vanish?: boolean;
  readonly strike?: boolean;
  readonly dstrike?: boolean;
  /** superscript, subscript, or baseline */
  readonly vertAlign?: string;
  /** half points above the line */
  readonly position?: number;
  /** RRGGBB or auto */
  readonly color?: string;
  /** half points */
  readonly size?: number;
  /** RRGGBB behind the text */
  readonly fill?: string;
}

export interface WordStyles {
  /** the look that a paragraph, character or table style gives */
  readonly of: (id: string | undefined) => RunLook;
  /** the style of paragraphs that name none */
  readonly paragraph: string | undefined;
  readonly defaults: RunLook;
  /** whether a table style colours what lies behind any of its cells */
  readonly shades: (id: string | undefined) => boolean;
}

export function isOn(value: string | undefined, absent: boolean): boolean {
  return value === undefined ? absent : !['0', 'false', 'off'].includes(value);
}

const value = (properties: XmlElement | undefined, name: string): string | undefined => child(properties, name)?.attributes['val'];

/** A colour that is behind text, where one is. */
export function fillOf(properties: XmlElement | undefined): string | undefined {
  const fill = child(properties, 'shd')?.attributes['fill'];
  const highlight = value(properties, 'highlight');
  if (highlight !== undefined && highlight !== 'none' && highlight !== 'white') return '808080';
  return fill === undefined || fill === 'auto' ? undefined : fill;
}

/** Whether a colour lies behind words that white can be read on: cells are shaded white too. */
export function isGround(properties: XmlElement | undefined): boolean {
  const fill = fillOf(properties);
  // a pattern (solid, pct90) is drawn in a colour of its own, black where it names none
  const { val: pattern = 'clear', color } = child(properties, 'shd')?.attributes ?? {};
  return (fill !== undefined && !isPale(fill)) || (!['clear', 'nil'].includes(pattern) && !isPale(color));
}

function lookOf(properties: XmlElement | undefined): RunLook {
  if (!properties) return {};
  const set = Object.fromEntries(
    switches.flatMap((name) => {
      const found = child(properties, name);
      return found ? [[name, isOn(found.attributes['val'], true)]] : [];
    }),
  );
  const [vertAlign, color, fill] = [value(properties, 'vertAlign'), value(properties, 'color'), fillOf(properties)];
  const [size, position] = [Number(value(properties, 'sz') ?? Number.NaN), Number(value(properties, 'position') ?? Number.NaN)];
  return {
    ...set,
    ...(vertAlign !== undefined && { vertAlign }),
    ...(Number.isFinite(position) && { position }),
    ...(color !== undefined && { color }),
    ...(Number.isFinite(size) && { size }),
    ...(fill !== undefined && { fill }),
  };
}

export function readWordStyles(root: XmlElement | undefined): WordStyles {
  const all = root ? elements(root, 'style') : [];
  const byId = new Map(all.map((style) => [style.attributes['styleId'] ?? '', style]));
  const looks = new Map<string, RunLook>();
  const of = (id: string | undefined, depth = 0): RunLook => {
    const style = id === undefined ? undefined : byId.get(id);
    if (id === undefined || !style || depth > deepest) return {};
    const known = looks.get(id);
    if (known) return known;
    const look = { ...of(value(style, 'basedOn'), depth + 1), ...lookOf(child(style, 'rPr')) };
    looks.set(id, look);
    return look;
  };
  const shades = (id: string | undefined, depth = 0): boolean => {
    const style = id === undefined ? undefined : byId.get(id);
    if (!style || depth > deepest) return false;
    const own = [style, ...elements(style, 'tblStylePr')].some((each) => isGround(child(each, 'tcPr')) || isGround(child(each, 'tblPr')));
    return own || shades(value(style, 'basedOn'), depth + 1);
  };
  return {
    of: (id) => of(id),
    shades: (id) => shades(id),
    paragraph: all.find((style) => style.attributes['type'] === 'paragraph' && isOn(style.attributes['default'], false))?.attributes[
      'styleId'
    ],
    defaults: lookOf(child(child(child(root, 'docDefaults'), 'rPrDefault'), 'rPr')),
  };
}

/** What surrounds a run. */
export interface Around {
  readonly paragraphStyle: string | undefined;
  readonly tableStyle: string | undefined;
  /** something coloured lies behind it */
  readonly isShaded: boolean;
}

export function standingOf(styles: WordStyles, properties: XmlElement | undefined, around: Around): Standing {
  const own = lookOf(properties);
  const [table, paragraph, character] = [
    styles.of(around.tableStyle),
    styles.of(around.paragraphStyle ?? styles.paragraph),
    styles.of(value(properties, 'rStyle')),
  ];
  const isSwitched = (name: (typeof switches)[number]): boolean =>
    own[name] ?? [styles.defaults, table, paragraph, character].filter((look) => look[name] === true).length % 2 === 1;
  if (switches.some(isSwitched)) return 'gone';
  const look = { ...styles.defaults, ...table, ...paragraph, ...character, ...own };
  const isSmall = look.size !== undefined && look.size < 2 * smallestSize;
  const isWhite = isPale(look.color) && !around.isShaded && (look.fill === undefined || isPale(look.fill));
  if (isSmall || isWhite) return 'unseen';
  const isRaised = look.vertAlign === 'superscript' || look.vertAlign === 'subscript' || Math.abs(look.position ?? 0) >= 4;
  return isRaised ? 'raised' : 'plain';
}
