/** Lists of property changes in an old Word file (.doc): [MS-DOC] 2.2.5. */
import { isPale } from '../parts/shown.ts';
import { acrossIn, type Across } from './crossed.ts';

export const whiteOfSixteen = 8;
/** Grounds of characters, paragraphs and cells: pairs of colours and a pattern, in two bytes or in ten. */
const shortGrounds = new Set([0x4866, 0x442d, 0xd609]);
const longGrounds = new Set([0xca71, 0xc64d, 0xd612, 0xd616, 0xd60c, 0xd670, 0xd671, 0xd672]);
const automatic = 0xff_00_00_00;
/** The definition of a table's columns, longer than a byte can say; and properties that lie in another stream. */
const columns = 0xd608;
const elsewhere = new Set([0x6645, 0x6646]);
const operandSizes = [1, 1, 2, 4, 2, 2, -1, 3];

export type Properties = ReadonlyMap<number, number>;

/** How long the operand of the property at a place is, with its own length where it has one. */
function lengthOf(list: Buffer, at: number): number {
  const code = list.readUInt16LE(at);
  const size = operandSizes[code >> 13] ?? 1;
  if (code === columns && at + 4 <= list.length) return 1 + list.readUInt16LE(at + 2);
  return size < 0 ? 1 + (list[at + 2] ?? 0) : size;
}

/** A list of property changes; the last of a kind holds. */
export function readProperties(list: Buffer): Properties {
  const found = new Map<number, number>();
  for (let at = 0; at + 2 < list.length;) {
    const code = list.readUInt16LE(at);
    const size = operandSizes[code >> 13] ?? 1;
    const length = lengthOf(list, at);
    if (elsewhere.has(code)) found.set(ground, 1);
    if (at + 2 + length > list.length) break;
    if (size === 1) found.set(code, list[at + 2] ?? 0);
    if (size === 2) found.set(code, list.readInt16LE(at + 2));
    if (size === 4) found.set(code, list.readUInt32LE(at + 2));
    const isGround = shortGrounds.has(code) || longGrounds.has(code);
    if (isGround && isColoured(list.subarray(at + (size < 0 ? 3 : 2), at + 2 + length), longGrounds.has(code))) found.set(ground, 1);
    at += 2 + length;
  }
  return found;
}

/** In the place of a code: something coloured lies behind. */
export const ground = -1;

function isColoured(list: Buffer, isLong: boolean): boolean {
  const width = isLong ? 10 : 2;
  for (let at = 0; at + width <= list.length; at += width) {
    if (isLong) {
      const [behind, pattern] = [list.readUInt32LE(at + 4), list.readUInt16LE(at + 8)];
      // a pattern of its own colour, or a colour that is neither the paper's nor nearly so
      if (pattern !== 0 && pattern !== 0xff_ff) return true;
      if (behind !== automatic && !isWhite(behind)) return true;
    } else {
      const short = list.readUInt16LE(at);
      const [behind, pattern] = [(short >> 5) & 0x1f, short >> 10];
      if (pattern !== 0 && pattern !== 0x3f) return true;
      if (behind !== 0 && behind !== whiteOfSixteen && short !== 0xff_ff) return true;
    }
  }
  return false;
}

/** A colour so light that nobody reads it on white paper. */
export function isWhite(color: number): boolean {
  if (color >>> 24 !== 0) return false;
  return isPale((((color & 0xff) << 16) | (color & 0xff_00) | ((color >> 16) & 0xff)).toString(16).padStart(6, '0'));
}

/** Lines across cells among a list of properties, in their order. */
export function readAcross(list: Buffer): Across[] {
  const found: Across[] = [];
  for (let at = 0; at + 2 < list.length;) {
    const code = list.readUInt16LE(at);
    const length = lengthOf(list, at);
    const across = acrossIn(code, list.subarray(at + 3, at + 2 + length));
    if (across) found.push(across);
    at += 2 + length;
  }
  return found;
}
