/** What a page of a PDF paints, in its order: paths, characters and pictures, with the colour and the place of each. All in points of the page. */
import {
  boxShape,
  cornersOf,
  filledShape,
  multiply,
  place,
  scaleOf,
  squareShape,
  strokedShape,
  subPaths,
  type Box,
  type Matrix,
  type Shape,
  type SubPath,
} from './geometry.ts';
import { picture } from '../../../../../domain/form/content.ts';
import { smallestSize } from '../../parts/shown.ts';
import { dataOf, fontOf, numbersOf, positions, shadesOf, type Font, type Glyph, type Program } from './program.ts';
import {
  clipped,
  colorOf,
  firstState,
  inGroup,
  inkOf,
  isClearText,
  mixingOf,
  withEntries,
  type Clip,
  type Ink,
  type Mixing,
  type State,
} from './state.ts';

export interface PaintedPath extends SubPath {
  /** null: not stroked */
  readonly stroke: Ink | null;
  readonly fill: Ink | null;
  readonly lineWidth: number;
  /** the annotation whose appearance it is of */
  readonly annotation: string | null;
  readonly order: number;
}

/** What lies below it is seen no more where it is opaque. */
export interface PaintedArea {
  readonly shape: Shape;
  readonly box: Box;
  readonly clip: Clip | null;
  readonly ink: Ink;
  readonly mixing: Mixing;
  /** an area that shows a picture: its name among the page's objects or its data, and the matrix of its unit square */
  readonly picture?: { readonly source: unknown; readonly matrix: Matrix; readonly isStencil: boolean };
  readonly order: number;
}

export interface PaintedGlyph {
  readonly text: string;
  /** left end of its base line */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly size: number;
  /** of its base line, counter-clockwise, −180 to 180 */
  readonly angle: number;
  readonly isMirrored: boolean;
  /** the name of its font in this reading */
  readonly font: string;
  /** what it is painted with; none where nothing is painted, or in a layer that is not shown */
  readonly inks: readonly Ink[];
  /** masked, or mixed so that one viewer shows it and another does not */
  readonly isDoubtful: boolean;
  readonly clip: Clip | null;
  /** the annotation whose appearance it is of */
  readonly annotation: string | null;
  readonly order: number;
}

export interface Paint {
  readonly paths: readonly PaintedPath[];
  readonly glyphs: readonly PaintedGlyph[];
  /** in the order of painting */
  readonly areas: readonly PaintedArea[];
}

const mostPaths = 20_000;
const mostGlyphs = 100_000;
const everywhere: Box = { left: -1e6, right: 1e6, bottom: -1e6, top: 1e6 };
const block = /^[\u2585-\u2588\u25a0\u25fc\u2b1b]$/u;
/** Lines and dots hide nothing. */
const smallestArea = 3;

/** @param base where the page's own points come to lie */
export function paint(program: Program, base: Matrix): Paint {
  const { OPS, operators, operands, isShown } = program;
  const paths: PaintedPath[] = [];
  const glyphs: PaintedGlyph[] = [];
  const areas: PaintedArea[] = [];
  const saved: State[] = [];
  const marked: boolean[] = [];
  const fonts = new Map<string, Font>();
  let pendingClip: 'winding' | 'evenOdd' | null = null;
  let state: State = { ...firstState, matrix: base };
  let text = { matrix: base, x: 0, y: 0, lineX: 0, lineY: 0 };
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
  const clipTo = (shape: Shape): void => set({ clip: clipped(state.clip, shape) });
  const clipToBox = (numbers: readonly number[]): void => {
    const [left = 0, bottom = 0, right = 0, top = 0] = numbers;
    if (numbers.length === 4) clipTo(filledShape([cornersOf({ left, bottom, right, top }, state.matrix)], false));
  };
  const isHidden = (): boolean => state.isMask || marked.includes(false);
  const cover = (shape: Shape, ink: Ink, order: number, picture?: PaintedArea['picture']): void => {
    const { box } = shape;
    if (isHidden() || areas.length >= mostPaths || box.right - box.left < smallestArea || box.top - box.bottom < smallestArea) return;
    areas.push({ shape, box, clip: state.clip, ink: inkOf(ink, state), mixing: mixingOf(state), order, ...(picture && { picture }) });
  };
  const showPicture = (source: unknown, matrix: Matrix, isStencil: boolean, order: number): void =>
    cover(squareShape(matrix), isStencil ? state.fill : { color: null, alpha: state.fill.alpha }, order, { source, matrix, isStencil });
  const fills = new Set<unknown>([OPS.fill, OPS.eoFill, OPS.fillStroke, OPS.eoFillStroke, OPS.closeFillStroke, OPS.closeEOFillStroke]);
  const evenOdd = new Set<unknown>([OPS.eoFill, OPS.eoFillStroke, OPS.closeEOFillStroke]);
  const strokes = new Set<unknown>([
    OPS.stroke,
    OPS.closeStroke,
    OPS.fillStroke,
    OPS.eoFillStroke,
    OPS.closeFillStroke,
    OPS.closeEOFillStroke,
  ]);
  const drawPath = (how: unknown, data: unknown, order: number): void => {
    const [isFilled, isStroked] = [fills.has(how), strokes.has(how)];
    const parts = subPaths(numbersOf(data), state.matrix);
    const outlines = parts.map(({ outline }) => outline);
    const lineWidth = state.lineWidth * scaleOf(state.matrix);
    if ((isFilled || isStroked) && !isHidden() && paths.length < mostPaths) {
      const stroke = isStroked ? inkOf(state.stroke, state) : null;
      const fill = isFilled ? inkOf(state.fill, state) : null;
      for (const part of parts) paths.push({ ...part, stroke, fill, lineWidth, annotation: state.annotation, order });
      if (isFilled) cover(filledShape(outlines, evenOdd.has(how)), state.fill, order);
      if (isStroked && lineWidth >= smallestArea) cover(strokedShape(outlines, lineWidth), state.stroke, order);
    }
    // an empty path clips everything away in one viewer, and nothing in another
    if (pendingClip && outlines.length === 0) set({ isMasked: true });
    else if (pendingClip) clipTo(filledShape(outlines, pendingClip === 'evenOdd'));
    pendingClip = null;
  };
  const inksOf = (isDrawn: boolean): Ink[] => {
    if (!isDrawn || isHidden()) return [];
    const [isFilled, isStroked] = [state.mode % 4 === 0 || state.mode % 4 === 2, state.mode % 4 === 1 || state.mode % 4 === 2];
    return [...(isFilled ? [inkOf(state.fill, state)] : []), ...(isStroked ? [inkOf(state.stroke, state)] : [])];
  };
  const showText = (shown: unknown, order: number): void => {
    const font = fonts.get(state.font) ?? fontOf(program, state.font);
    fonts.set(state.font, font);
    const whole = multiply(state.matrix, text.matrix);
    const [a = 1, b = 0, c = 0, d = 1] = whole;
    const size = Math.abs(state.size) * Math.hypot(c, d);
    const stretch = Math.abs(state.size * state.scale) * Math.hypot(a, b);
    const turn = Math.sign(state.size || 1) * Math.sign(state.scale || 1);
    const angle = (Math.atan2(b * turn, a * turn) * 180) / Math.PI;
    const isMirrored = (a * d - b * c) * Math.sign(state.scale || 1) < 0;
    for (const each of Array.isArray(shown) ? (shown as unknown[]) : []) {
      if (typeof each === 'number') {
        const move = (each * state.size) / 1000;
        text = font.isVertical ? { ...text, y: text.y - move } : { ...text, x: text.x - move * state.scale };
      }
      if (typeof each !== 'object' || each === null) continue;
      const glyph: Glyph = each;
      const [down = 0, middle = 0, up = 0] = font.isVertical ? numbersOf(glyph.vmetric) : [];
      const unit = font.unit * state.size;
      const advance = Number(glyph.width ?? 0) * unit;
      const [left, base] = [text.x - middle * unit * state.scale, text.y + state.rise - up * unit];
      const [x, y] = place(whole, left, base);
      const [endX, endY] = place(whole, left + advance * state.scale, base);
      const isOther = font.isOther(glyph);
      // what is drawn without a character is seen, and not known
      const claimed = typeof glyph.unicode === 'string' ? glyph.unicode : '';
      const shownAs = isOther && claimed.trim() === '' ? picture : claimed;
      if (shownAs !== '' && glyphs.length < mostGlyphs && !state.isMask) {
        const inks = inksOf(stretch >= smallestSize && font.draws(glyph));
        const width = Math.hypot(endX - x, endY - y);
        const { clip, annotation } = state;
        const isDoubtful = isOther || !isClearText(state) || inks.some(({ color, shades }) => color === null && !shades);
        // a block is a glyph that hides others
        if (block.test(shownAs) && inks[0])
          cover(boxShape({ left: x, right: x + width, bottom: y, top: y + size * 0.7 }), state.fill, order);
        glyphs.push({
          text: shownAs,
          x,
          y,
          width,
          size,
          angle,
          isMirrored,
          font: state.font,
          inks,
          isDoubtful,
          clip,
          annotation,
          order,
        });
      }
      const spacing = state.charSpacing + (glyph.isSpace === true ? state.wordSpacing : 0);
      text = font.isVertical ? { ...text, y: text.y + down * unit + spacing } : { ...text, x: text.x + (advance + spacing) * state.scale };
    }
  };
  for (const [order, operator] of operators.entries()) {
    const args = operands[order];
    const list: unknown[] = Array.isArray(args) ? args : [];
    const [one, two] = list;
    switch (operator) {
      case OPS.save:
        save();
        break;
      case OPS.restore:
      case OPS.paintFormXObjectEnd:
      case OPS.endAnnotation:
      case OPS.endGroup:
        restore();
        break;
      case OPS.transform:
        set({ matrix: multiply(state.matrix, numbersOf(args)) });
        break;
      case OPS.beginGroup: {
        save();
        const group: { readonly smask?: unknown; readonly matrix?: unknown; readonly bbox?: unknown } = one ?? {};
        const inside = inGroup(state);
        if (group.bbox) {
          // its matrix is set again by the form inside it
          const { matrix } = state;
          if (group.matrix) set({ matrix: multiply(matrix, numbersOf(group.matrix)) });
          clipToBox(numbersOf(group.bbox));
          set({ matrix });
        }
        state = { ...inside, clip: state.clip, isMask: state.isMask || (group.smask !== undefined && group.smask !== null) };
        break;
      }
      case OPS.paintFormXObjectBegin:
        save();
        if (one) set({ matrix: multiply(state.matrix, numbersOf(one)) });
        if (two) clipToBox(numbersOf(two));
        break;
      case OPS.beginAnnotation:
        // an annotation is placed anew, whatever was painted before
        save();
        state = { ...firstState, matrix: base, annotation: String(one) };
        clipToBox(numbersOf(two));
        set({ matrix: multiply(base, multiply(numbersOf(list[2]), numbersOf(list[3]))) });
        break;
      case OPS.setGState:
        state = withEntries(state, one);
        break;
      case OPS.setLineWidth:
        set({ lineWidth: Number(one ?? 0) });
        break;
      case OPS.setFillRGBColor:
        set({ fill: { alpha: state.fill.alpha, color: colorOf(args) } });
        break;
      case OPS.setStrokeRGBColor:
        set({ stroke: { alpha: state.stroke.alpha, color: colorOf(args) } });
        break;
      case OPS.setFillColorN:
      case OPS.setFillTransparent:
        set({ fill: { alpha: state.fill.alpha, color: null, ...shadesOf(program, two) } });
        break;
      case OPS.setStrokeColorN:
      case OPS.setStrokeTransparent:
        set({ stroke: { alpha: state.stroke.alpha, color: null, ...shadesOf(program, two) } });
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
        text = { matrix: firstState.matrix, x: 0, y: 0, lineX: 0, lineY: 0 };
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
        showPicture(one, state.matrix, false, order);
        break;
      case OPS.paintInlineImageXObject:
        showPicture(one, state.matrix, false, order);
        break;
      case OPS.paintImageMaskXObject:
        showPicture(dataOf(one), state.matrix, true, order);
        break;
      case OPS.paintSolidColorImageMask:
        cover(squareShape(state.matrix), state.fill, order);
        break;
      case OPS.paintImageXObjectRepeat:
        for (const at of positions(list[3]))
          showPicture(one, multiply(state.matrix, [Number(two), 0, 0, Number(list[2]), ...at]), false, order);
        break;
      case OPS.paintImageMaskXObjectRepeat:
        for (const at of positions(list[5]))
          showPicture(dataOf(one), multiply(state.matrix, [...numbersOf(list.slice(1, 5)), ...at]), true, order);
        break;
      case OPS.paintImageMaskXObjectGroup:
        for (const each of Array.isArray(one) ? (one as { readonly transform?: unknown }[]) : [])
          showPicture(dataOf(each), multiply(state.matrix, numbersOf(each.transform)), true, order);
        break;
      case OPS.paintInlineImageXObjectGroup:
        for (const each of Array.isArray(two) ? (two as { readonly transform?: unknown }[]) : [])
          showPicture(null, multiply(state.matrix, numbersOf(each.transform)), false, order);
        break;
      case OPS.shadingFill:
        cover(boxShape(everywhere), { color: null, alpha: state.fill.alpha, ...shadesOf(program, one) }, order);
        break;
      case OPS.clip:
        pendingClip = 'winding';
        break;
      case OPS.eoClip:
        pendingClip = 'evenOdd';
        break;
      case OPS.constructPath:
        drawPath(one, Array.isArray(two) ? two[0] : two, order);
        break;
    }
  }
  return { paths, glyphs, areas };
}
