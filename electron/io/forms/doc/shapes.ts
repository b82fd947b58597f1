/**
 * Drawings that float over the words of an old Word file (.doc): where they are anchored and how they lie ([MS-DOC] 2.8.37, 2.9.253), and
 * what of them is painted ([MS-ODRAW]). Lengths in twentieths of a point.
 */
import type { Floating } from '../parts/shown.ts';

/** Places of tables in the file information block: of the shapes of the main text, and of the drawings. */
export const shapePlaces = { anchors: 0x1da, drawings: 0x22a } as const;

/** Bytes of what is said of an anchored shape. */
const anchorSize = 26;
/** A shape that ends above its line, or begins so far below it, leaves the line to be seen. */
const [lineTop, lineBottom] = [3 * 20, 24 * 20];

/** Kinds of records. */
const record = { group: 0xf003, shape: 0xf004, id: 0xf00a, options: 0xf00b } as const;
const isContainer = (header: number): boolean => (header & 0xf) === 0xf;

/** Properties of a shape: its picture, how much its fill lets through, and switches of fill and of the shape. */
const option = { words: 0x80, picture: 0x104, opacity: 0x182, fill: 0x1bf, shape: 0x3bf } as const;
const [isFilled, saysFilled, isHidden, saysHidden] = [0x10, 0x10_00_00, 0x2, 0x2_00_00];
/** Of 65 536: what lets so much through hides nothing. */
const clear = 0x80_00;
const pictureFrame = 75;
/** Lines and connectors, which have no inside. */
const isLine = (kind: number): boolean => kind === 20 || (kind >= 32 && kind <= 40);

interface Painted {
  readonly id: number;
  /** null: nothing that could hide words */
  readonly kind: Floating['kind'] | null;
  /** it is a text box */
  readonly hasWords: boolean;
}

function paintedBy(shape: Buffer): Painted {
  let [id, kind] = [0, 0];
  const options = new Map<number, number>();
  for (const { header, type, body } of records(shape)) {
    if (type === record.id && body.length >= 4) [id, kind] = [body.readUInt32LE(0), header >> 4];
    if (type !== record.options) continue;
    for (let at = 0, left = header >> 4; left > 0 && at + 6 <= body.length; at += 6, left -= 1)
      options.set(body.readUInt16LE(at) & 0x3fff, body.readUInt32LE(at + 2));
  }
  const [fill = 0, own = 0] = [options.get(option.fill), options.get(option.shape)];
  const hasWords = (options.get(option.words) ?? 0) !== 0;
  if ((own & isHidden) !== 0 && (own & saysHidden) !== 0) return { id, kind: null, hasWords };
  if (kind === pictureFrame || (options.get(option.picture) ?? 0) !== 0) return { id, kind: 'picture', hasWords };
  const hides =
    !isLine(kind) && ((fill & saysFilled) === 0 || (fill & isFilled) !== 0) && (options.get(option.opacity) ?? 0x1_00_00) > clear;
  return { id, kind: hides ? 'shape' : null, hasWords };
}

interface DrawingRecord {
  readonly header: number;
  readonly type: number;
  readonly body: Buffer;
}

function records(list: Buffer): DrawingRecord[] {
  const found: DrawingRecord[] = [];
  for (let at = 0; at + 8 <= list.length;) {
    const [header, type, size] = [list.readUInt16LE(at), list.readUInt16LE(at + 2), list.readUInt32LE(at + 4)];
    found.push({ header, type, body: list.subarray(at + 8, at + 8 + size) });
    at += 8 + size;
  }
  return found;
}

const deepest = 20;

/** The shapes of a list of records; a group hides what any of its parts hides, under the id of the group. */
function shapesAmong(list: Buffer, depth = 0): Painted[] {
  if (depth > deepest) return [];
  return records(list).flatMap(({ header, type, body }): Painted[] => {
    if (type === record.shape) return [paintedBy(body)];
    if (!isContainer(header)) return [];
    const inside = shapesAmong(body, depth + 1);
    if (type !== record.group) return inside;
    const [own, ...parts] = inside;
    const kinds = parts.map(({ kind }) => kind);
    const kind = kinds.includes('shape') ? 'shape' : kinds.includes('picture') ? 'picture' : null;
    // the first stands for the group, and is painted with nothing
    return own ? [{ id: own.id, kind, hasWords: false }, ...parts] : [];
  });
}

/** All shapes of the drawings of a file; each drawing has a byte before it that says of which part of the document it is. */
function paintedIn(drawings: Buffer): Map<number, Painted> {
  const found: Painted[] = [];
  const common = drawings.length >= 8 ? 8 + drawings.readUInt32LE(4) : drawings.length;
  for (let at = common; at + 9 <= drawings.length;) {
    const size = drawings.readUInt32LE(at + 5);
    found.push(...shapesAmong(drawings.subarray(at + 9, at + 9 + size)));
    at += 9 + size;
  }
  return new Map(found.map((one) => [one.id, one]));
}

export interface Anchored extends Floating {
  /** of the character of the main text that it is anchored at, from 0 */
  readonly at: number;
  readonly hasWords: boolean;
}

/** How an anchored shape lies: [MS-DOC] 2.9.253, of which 3 of `wrap` is in front of words or behind them. */
const inFront = 3;
const byText = 2;

/**
 * What floats in front of the words of the main text; text that flows around a shape, and a shape behind it, stay to be seen.
 * @param anchors the shapes of the main text
 * @param drawings all that is drawn in the file
 */
export function readAnchored(anchors: Buffer, drawings: Buffer): Anchored[] {
  const count = Math.max(0, Math.floor((anchors.length - 4) / (4 + anchorSize)));
  if (count === 0) return [];
  const painted = paintedIn(drawings);
  return Array.from({ length: count }, (_, index) => ({
    at: anchors.readUInt32LE(4 * index),
    said: anchors.subarray(4 * (count + 1) + anchorSize * index, 4 * (count + 1) + anchorSize * (index + 1)),
  })).flatMap(({ at, said }): Anchored[] => {
    const [top, right, bottom] = [said.readInt32LE(8), said.readInt32LE(12), said.readInt32LE(16)];
    const flags = said.readUInt16LE(20);
    const [across, down, wrap, isBehind] = [(flags >> 1) & 3, (flags >> 3) & 3, (flags >> 5) & 0xf, (flags & 0x4000) !== 0];
    // what the file draws in a way that is not known may be anything
    const { kind, hasWords } = painted.get(said.readUInt32LE(0)) ?? { kind: 'shape', hasWords: false };
    if (wrap !== inFront || isBehind || kind === null) return [];
    const isBeside = across === byText && right <= 0;
    const isInLine = down !== byText || (top < lineBottom && bottom > lineTop);
    return [{ at, kind, hasWords, isOverLine: isInLine && !isBeside }];
  });
}
