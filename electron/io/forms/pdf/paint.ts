/** What a page of a PDF paints, in its order: paths, characters and pictures, with the colour and the place of each. All in points of the page. */
import type { OPS as Operators, PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';

export type Point = readonly [x: number, y: number];
/** [a, b, c, d, e, f] of PDF */
type Matrix = readonly number[];

export interface Box {
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
  readonly top: number;
}

/** Colours are `RRGGBB`; null: a pattern, which may be any. */
export interface PaintedPath {
  readonly points: readonly Point[];
  readonly isStroked: boolean;
  /** undefined: nothing is filled; null: by a pattern, or so that what lies below shines through */
  readonly fill: string | null | undefined;
  readonly order: number;
}

export interface PaintedGlyph {
  readonly text: string;
  /** left end of its base line */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly size: number;
  /** undefined: it is painted with nothing, or lies in a layer that is not shown */
  readonly color: string | null | undefined;
  readonly order: number;
}

export interface Paint {
  readonly paths: readonly PaintedPath[];
  readonly glyphs: readonly PaintedGlyph[];
  readonly pictures: readonly { readonly box: Box; readonly order: number }[];
}

const mostPaths = 20_000;
const mostGlyphs = 100_000;

const identity: Matrix = [1, 0, 0, 1, 0, 0];

function multiply(a: Matrix, b: Matrix): Matrix {
  const [a0 = 1, a1 = 0, a2 = 0, a3 = 1, a4 = 0, a5 = 0] = a;
  const [b0 = 1, b1 = 0, b2 = 0, b3 = 1, b4 = 0, b5 = 0] = b;
  return [a0 * b0 + a2 * b1, a1 * b0 + a3 * b1, a0 * b2 + a2 * b3, a1 * b2 + a3 * b3, a0 * b4 + a2 * b5 + a4, a1 * b4 + a3 * b5 + a5];
}

function place([a = 1, b = 0, c = 0, d = 1, e = 0, f = 0]: Matrix, x: number, y: number): Point {
  return [a * x + c * y + e, b * x + d * y + f];
}

function numbersOf(data: unknown): number[] {
  if (Array.isArray(data)) return data.map(Number);
  return ArrayBuffer.isView(data) && !(data instanceof DataView) ? Array.from(Object.values(data), Number) : [];
}

/** Codes of path data: 0 move, 1 line, 2 cubic, 3 quadratic, 4 close. */
const pathLengths = [2, 2, 6, 4, 0];

function subPaths(data: unknown, matrix: Matrix): Point[][] {
  const numbers = numbersOf(data);
  const paths: Point[][] = [];
  for (let at = 0; at < numbers.length;) {
    const code = numbers[at] ?? 4;
    const length = pathLengths[code];
    if (length === undefined) return paths;
    const end = at + length;
    const point = place(matrix, numbers[end - 1] ?? 0, numbers[end] ?? 0);
    if (code === 0) paths.push([point]);
    else if (code === 4) {
      const path = paths.at(-1);
      if (path?.[0]) path.push(path[0]);
    } else paths.at(-1)?.push(point);
    at = end + 1;
  }
  return paths;
}

export function boxOf(points: readonly Point[]): Box {
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  return { left: Math.min(...xs), right: Math.max(...xs), bottom: Math.min(...ys), top: Math.max(...ys) };
}

function hasNested(boxes: readonly Box[]): boolean {
  return boxes.some((outer) =>
    boxes.some(
      (inner) =>
        inner !== outer && inner.left >= outer.left && inner.right <= outer.right && inner.bottom >= outer.bottom && inner.top <= outer.top,
    ),
  );
}

interface State {
  readonly matrix: Matrix;
  readonly fill: string | null;
  /** paints over what lies below */
  readonly isOpaque: boolean;
  readonly font: string;
  readonly size: number;
  /** 0 fill, 1 stroke, 2 both, 3 nothing, 7 only a border for what follows */
  readonly mode: number;
  readonly charSpacing: number;
  readonly wordSpacing: number;
  readonly scale: number;
  readonly leading: number;
  readonly rise: number;
}

const first: State = {
  matrix: identity,
  fill: '000000',
  isOpaque: true,
  font: '',
  size: 0,
  mode: 0,
  charSpacing: 0,
  wordSpacing: 0,
  scale: 1,
  leading: 0,
  rise: 0,
};

/** Of the states of a group's look: transparent, or mixed with what lies below. */
function opacity(entries: unknown, before: boolean): boolean {
  let isOpaque = before;
  for (const entry of Array.isArray(entries) ? entries : []) {
    const [key, value]: unknown[] = Array.isArray(entry) ? entry : [];
    if (key === 'ca') isOpaque = Number(value) >= 1;
    if (key === 'BM') isOpaque &&= value === 'source-over' || value === 'Normal';
    if (key === 'SMask' && value !== false) isOpaque = false;
  }
  return isOpaque;
}

function hexOf(args: unknown): string | null {
  const [color]: unknown[] = Array.isArray(args) ? args : [];
  return typeof color === 'string' && /^#[\da-f]{6}$/i.test(color) ? color.slice(1).toUpperCase() : null;
}

interface Glyph {
  readonly unicode?: unknown;
  readonly width?: unknown;
  readonly isSpace?: unknown;
}

/** Width of a glyph's unit, as the font says; a thousandth for all but fonts that are drawings. */
function unitOf(page: PDFPageProxy, id: string): number {
  const font: unknown = page.commonObjs.has(id) ? page.commonObjs.get(id) : null;
  const matrix = typeof font === 'object' && font !== null && 'fontMatrix' in font ? numbersOf(font.fontMatrix) : [];
  return matrix[0] ?? 0.001;
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

/** @param OPS the operators' codes, of the same pdf.js */
export async function readPaint(document: PDFDocumentProxy, page: PDFPageProxy, OPS: typeof Operators): Promise<Paint> {
  const { fnArray, argsArray } = await page.getOperatorList();
  const isShown = await layersOf(document);
  const paths: PaintedPath[] = [];
  const glyphs: PaintedGlyph[] = [];
  const pictures: { box: Box; order: number }[] = [];
  const saved: State[] = [];
  const marked: boolean[] = [];
  let state = first;
  let text = { matrix: identity, x: 0, y: 0, lineX: 0, lineY: 0 };
  const set = (change: Partial<State>): void => {
    state = { ...state, ...change };
  };
  const moveText = (x: number, y: number): void => {
    const [lineX, lineY] = [text.lineX + x, text.lineY + y];
    text = { ...text, x: lineX, y: lineY, lineX, lineY };
  };
  const save = (): void => void saved.push(state);
  const restore = (): void => {
    state = saved.pop() ?? state;
  };
  const fills = new Set<unknown>([OPS.fill, OPS.eoFill, OPS.fillStroke, OPS.eoFillStroke, OPS.closeFillStroke, OPS.closeEOFillStroke]);
  const strokes = new Set<unknown>([
    OPS.stroke,
    OPS.closeStroke,
    OPS.fillStroke,
    OPS.eoFillStroke,
    OPS.closeFillStroke,
    OPS.closeEOFillStroke,
  ]);
  const showText = (shown: unknown, order: number): void => {
    const unit = unitOf(page, state.font);
    const whole = multiply(state.matrix, text.matrix);
    const [, , c = 0, d = 1] = whole;
    const size = Math.abs(state.size) * Math.hypot(c, d);
    const isPainted = state.mode !== 3 && state.mode !== 7 && !marked.includes(false);
    const color = isPainted ? (state.mode === 1 ? null : state.fill) : undefined;
    for (const each of Array.isArray(shown) ? (shown as unknown[]) : []) {
      if (typeof each === 'number') text = { ...text, x: text.x - (each * state.size * state.scale) / 1000 };
      if (typeof each !== 'object' || each === null) continue;
      const glyph: Glyph = each;
      const advance = Number(glyph.width ?? 0) * unit * state.size;
      const [x, y] = place(whole, text.x, text.y + state.rise);
      const [endX, endY] = place(whole, text.x + advance * state.scale, text.y + state.rise);
      if (typeof glyph.unicode === 'string' && glyph.unicode.trim() !== '' && glyphs.length < mostGlyphs)
        glyphs.push({ text: glyph.unicode, x, y, width: Math.hypot(endX - x, endY - y), size, color, order });
      text = { ...text, x: text.x + (advance + state.charSpacing + (glyph.isSpace === true ? state.wordSpacing : 0)) * state.scale };
    }
  };
  for (const [order, operator] of fnArray.entries()) {
    const args: unknown = argsArray[order];
    const list: unknown[] = Array.isArray(args) ? args : [];
    const [one, two] = list;
    switch (operator) {
      case OPS.save:
        save();
        break;
      case OPS.restore:
      case OPS.paintFormXObjectEnd:
      case OPS.endAnnotation:
        restore();
        break;
      case OPS.transform:
        set({ matrix: multiply(state.matrix, numbersOf(args)) });
        break;
      case OPS.paintFormXObjectBegin:
        save();
        if (one) set({ matrix: multiply(state.matrix, numbersOf(one)) });
        break;
      case OPS.beginAnnotation:
        // an annotation is placed anew, whatever was painted before
        save();
        set({ ...first, matrix: multiply(numbersOf(list[2]), numbersOf(list[3])) });
        break;
      case OPS.setGState:
        set({ isOpaque: opacity(one, state.isOpaque) });
        break;
      case OPS.setFillRGBColor:
        set({ fill: hexOf(args) });
        break;
      case OPS.setFillColorN:
      case OPS.setFillTransparent:
        set({ fill: null });
        break;
      case OPS.setFont:
        set({ font: typeof one === 'string' ? one : '', size: Number(two ?? 0) });
        break;
      case OPS.setTextRenderingMode:
        set({ mode: Number(one ?? 0) });
        break;
      case OPS.setCharSpacing:
        set({ charSpacing: Number(one ?? 0) });
        break;
      case OPS.setWordSpacing:
        set({ wordSpacing: Number(one ?? 0) });
        break;
      case OPS.setHScale:
        set({ scale: Number(one ?? 100) / 100 });
        break;
      case OPS.setLeading:
        set({ leading: -Number(one ?? 0) });
        break;
      case OPS.setTextRise:
        set({ rise: Number(one ?? 0) });
        break;
      case OPS.beginText:
        text = { matrix: identity, x: 0, y: 0, lineX: 0, lineY: 0 };
        break;
      case OPS.setTextMatrix:
        text = { matrix: numbersOf(Array.isArray(one) || ArrayBuffer.isView(one) ? one : args), x: 0, y: 0, lineX: 0, lineY: 0 };
        break;
      case OPS.setLeadingMoveText:
        set({ leading: Number(two ?? 0) });
        moveText(Number(one ?? 0), Number(two ?? 0));
        break;
      case OPS.moveText:
        moveText(Number(one ?? 0), Number(two ?? 0));
        break;
      case OPS.nextLine:
        moveText(0, state.leading);
        break;
      case OPS.showText:
        showText(one, order);
        break;
      case OPS.beginMarkedContent:
        marked.push(true);
        break;
      case OPS.beginMarkedContentProps:
        marked.push(isShown(args));
        break;
      case OPS.endMarkedContent:
        marked.pop();
        break;
      case OPS.paintImageXObject:
      case OPS.paintInlineImageXObject:
      case OPS.shadingFill: {
        const corners = [place(state.matrix, 0, 0), place(state.matrix, 1, 0), place(state.matrix, 0, 1), place(state.matrix, 1, 1)];
        const everywhere = { left: -Infinity, right: Infinity, bottom: -Infinity, top: Infinity };
        pictures.push({ box: operator === OPS.shadingFill ? everywhere : boxOf(corners), order });
        break;
      }
      case OPS.constructPath: {
        const [isFilled, isStroked] = [fills.has(one), strokes.has(one)];
        if ((!isFilled && !isStroked) || paths.length > mostPaths || marked.includes(false)) break;
        const fill = isFilled ? (state.isOpaque ? state.fill : null) : undefined;
        const parts = subPaths(Array.isArray(two) ? two[0] : two, state.matrix);
        // one inside another is a hole in it, or not, by which way they turn
        const isNested = fill !== undefined && parts.length > 1 && parts.length < 50 && hasNested(parts.map(boxOf));
        for (const points of parts) paths.push({ points, isStroked, fill: isNested ? null : fill, order });
        break;
      }
    }
  }
  return { paths, glyphs, pictures };
}
