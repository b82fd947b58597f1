/** The operators of a page, as pdf.js gives them, and what their operands mean. */
import { isDrawnAsOther } from '../figures/drawn-as.ts';
import { boxOf, identity, subPaths } from './geometry.ts';
import { colorOf } from './state.ts';
import type { OPS as Operators, PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';

export function numbersOf(data: unknown): number[] {
  if (Array.isArray(data)) return data.map(Number);
  return ArrayBuffer.isView(data) && !(data instanceof DataView) ? Array.from(Object.values(data), Number) : [];
}

export interface Glyph {
  readonly unicode?: unknown;
  readonly width?: unknown;
  readonly isSpace?: unknown;
  readonly vmetric?: unknown;
  readonly isInFont?: unknown;
  readonly fontChar?: unknown;
  readonly operatorListId?: unknown;
  /** as what it is drawn without what the file says of it, where its font is only named; null where that cannot be told */
  readonly drawn?: unknown;
}

export interface Font {
  /** width of a glyph's unit; a thousandth for all but fonts that are drawings */
  readonly unit: number;
  readonly isVertical: boolean;
  /** whether anything is drawn for a glyph */
  draws(glyph: Glyph): boolean;
  /** whether what is drawn is plainly another character than the file says, or one where it says there is none */
  isOther(glyph: Glyph): boolean;
}

interface FontObject {
  readonly fontMatrix?: unknown;
  readonly vertical?: unknown;
  readonly missingFile?: unknown;
  readonly loadedName?: unknown;
  readonly isType3Font?: unknown;
  readonly charProcOperatorList?: ReadonlyMap<unknown, { readonly fnArray?: readonly number[] }>;
}

const figures = /^[\d.,]$/u;
/** Signs of a figure or its unit. */
const counted = /[\d.,百千万亿元]/u;

/** Of a font that is only named: whether a sign of a figure or its unit is drawn as another than the file says. */
function isNamedOther(claimed: string, { drawn = claimed, fontChar }: Glyph): boolean {
  const seen = [drawn, ...(typeof fontChar === 'string' && figures.test(fontChar) ? [fontChar] : [])].map((sign) =>
    typeof sign === 'string' ? sign.normalize('NFKC') : null,
  );
  const said = claimed.normalize('NFKC');
  return seen.some((sign) => sign !== said && (counted.test(said) || (sign !== null && counted.test(sign))));
}

export function fontOf({ page, OPS }: Program, id: string): Font {
  const found: unknown = page.commonObjs.has(id) ? page.commonObjs.get(id) : null;
  const font: FontObject = typeof found === 'object' && found !== null ? found : { missingFile: true };
  const drawing = new Set<number>([OPS.constructPath, OPS.paintImageMaskXObject, OPS.paintSolidColorImageMask, OPS.paintImageXObject]);
  drawing.add(OPS.paintInlineImageXObject).add(OPS.shadingFill).add(OPS.showText);
  const pathOf = ({ fontChar }: Glyph): number[] | null => {
    const name = `${String(font.loadedName)}_path_${String(fontChar)}`;
    const path: unknown = page.commonObjs.has(name) ? page.commonObjs.get(name) : null;
    return typeof path === 'object' && path !== null && 'path' in path ? numbersOf(path.path) : null;
  };
  const isOutlined = font.isType3Font !== true && font.missingFile === false;
  const isNamed = font.isType3Font !== true && font.missingFile === true;
  const judged = new Map<string, boolean>();
  const isOther = (glyph: Glyph): boolean => {
    const claimed = typeof glyph.unicode === 'string' ? glyph.unicode : '';
    if (isNamed) return isNamedOther(claimed, glyph);
    const key = `${String(glyph.fontChar)}:${claimed}`;
    const known = judged.get(key);
    if (known !== undefined || !isOutlined || glyph.isInFont === false) return known ?? false;
    const outlines = subPaths(pathOf(glyph) ?? [], identity).map(({ outline }) => outline);
    const { left, right, bottom, top } = boxOf(outlines.flat());
    // the outline of a blank may be a point
    const found = right > left && top > bottom && (claimed.trim() === '' || isDrawnAsOther(claimed, outlines));
    judged.set(key, found);
    return found;
  };
  const draws = ({ isInFont, fontChar, operatorListId }: Glyph): boolean => {
    if (font.isType3Font === true) {
      const steps = font.charProcOperatorList?.get(operatorListId)?.fnArray;
      return steps === undefined || steps.some((step) => drawing.has(step));
    }
    // a font that is only named is drawn with another one
    if (font.missingFile !== false) return true;
    return isInFont !== false && pathOf({ fontChar })?.length !== 0;
  };
  return { unit: numbersOf(font.fontMatrix)[0] ?? 0.001, isVertical: font.vertical === true, draws, isOther };
}

/** Layers that are switched off: whether what is marked by `properties` is shown. */
async function layersOf(document: PDFDocumentProxy): Promise<(args: unknown) => boolean> {
  const layers = await document.getOptionalContentConfig();
  return (args) => {
    const [tag, properties]: unknown[] = Array.isArray(args) ? args : [];
    if (tag !== 'OC' || typeof properties !== 'object' || properties === null) return true;
    try {
      return layers.isVisible(properties) !== false;
    } catch {
      return true;
    }
  };
}

/** The operators of a page, to be painted in any position. */
export interface Program {
  readonly page: PDFPageProxy;
  readonly OPS: typeof Operators;
  readonly operators: readonly number[];
  readonly operands: readonly unknown[];
  readonly isShown: (args: unknown) => boolean;
}

/** Whether a page shows words in a font that the file only names. */
export function usesNamedFont({ page, OPS, operators, operands }: Program): boolean {
  return operators.some((operator, at) => {
    const [id]: unknown[] = operator === OPS.setFont && Array.isArray(operands[at]) ? operands[at] : [];
    const font: unknown = typeof id === 'string' && page.commonObjs.has(id) ? page.commonObjs.get(id) : null;
    return typeof font === 'object' && font !== null && 'missingFile' in font && font.missingFile === true;
  });
}

/**
 * @param OPS the operators' codes, of the same pdf.js
 * @param unclaimed the same page of the file without what it says of its named fonts
 */
export async function readProgram(
  document: PDFDocumentProxy,
  page: PDFPageProxy,
  OPS: typeof Operators,
  unclaimed?: PDFPageProxy,
): Promise<Program> {
  const { fnArray, argsArray } = await page.getOperatorList();
  const operands = unclaimed === undefined ? argsArray : asDrawn(fnArray, argsArray, OPS, await unclaimed.getOperatorList());
  return { page, OPS, operators: fnArray, operands, isShown: await layersOf(document) };
}

type List = Awaited<ReturnType<PDFPageProxy['getOperatorList']>>;

function glyphsAt(args: unknown): unknown[] {
  const [shown]: unknown[] = Array.isArray(args) ? args : [];
  return Array.isArray(shown) ? shown : [];
}

/** The operands with what each glyph is drawn as beside it. */
function asDrawn(operators: readonly number[], operands: readonly unknown[], OPS: typeof Operators, other: List): unknown[] {
  // a page may show a million glyphs, of a few sorts
  const sorts = new Map<object, Map<unknown, object>>();
  const drawnAs = (glyph: object, drawn: unknown): object => {
    const known = sorts.get(glyph) ?? new Map<unknown, object>();
    sorts.set(glyph, known);
    const made = known.get(drawn) ?? { ...glyph, drawn };
    known.set(drawn, made);
    return made;
  };
  return operands.map((args, at) => {
    if (operators[at] !== OPS.showText) return args;
    const drawn = other.fnArray[at] === OPS.showText ? glyphsAt(other.argsArray[at]) : [];
    const glyphs = glyphsAt(args).map((glyph, place) => {
      if (typeof glyph !== 'object' || glyph === null) return glyph;
      const same: unknown = drawn[place];
      return drawnAs(glyph, typeof same === 'object' && same !== null && 'unicode' in same ? same.unicode : null);
    });
    return [glyphs];
  });
}

/** The name of a mask's data, or the data. */
export function dataOf(mask: unknown): unknown {
  if (typeof mask !== 'object' || mask === null || !('data' in mask)) return null;
  return typeof mask.data === 'string' ? mask.data : mask;
}

/** Pairs of places where one picture is painted. */
export function positions(data: unknown): [number, number][] {
  const numbers = numbersOf(data);
  return Array.from({ length: Math.floor(numbers.length / 2) }, (_, at) => [numbers[at * 2] ?? 0, numbers[at * 2 + 1] ?? 0]);
}

/** The colours of a shading, as far as it goes over from one to the next; none of one that is a mesh. */
export function shadesOf({ page }: Program, id: unknown): { readonly shades?: readonly string[] } {
  const shading: unknown = typeof id === 'string' && page.objs.has(id) ? page.objs.get(id) : null;
  const [kind, , , stops]: unknown[] = Array.isArray(shading) ? shading : [];
  if (kind !== 'RadialAxial' || !Array.isArray(stops)) return {};
  const colors = (stops as unknown[]).map((stop) => colorOf(Array.isArray(stop) ? stop.slice(1) : []));
  const known = [...new Set(colors.filter((color) => color !== null))];
  // a few of many tell which they are
  return known.length === 0
    ? {}
    : { shades: known.filter((_, at) => at % Math.ceil(known.length / mostShades) === 0 || at === known.length - 1) };
}

const mostShades = 6;
