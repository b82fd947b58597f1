/**
 * Whether a picture is whole: its parts follow each other to the end as its format says. Nothing is decoded; a file cut
 * off while it was copied, or flipped where the format has sums, comes to light.
 */
import { crc32 } from 'node:zlib';
import type { PhotoType } from './photo.ts';

export function isWhole(bytes: Uint8Array, type: PhotoType): boolean {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  switch (type) {
    case 'image/jpeg':
      return jpegSize(data) !== null && endsJpeg(data);
    case 'image/png':
      return isWholePng(data);
    case 'image/webp':
      return data.length >= data.readUInt32LE(4) + 8 && data.readUInt32LE(4) > 12;
    case 'image/gif':
      return data.length > 14 && data.subarray(13).includes(0x3b) && data.readUInt16LE(6) > 0 && data.readUInt16LE(8) > 0;
    case 'image/bmp':
      return data.length >= data.readUInt32LE(2);
    case 'image/heic':
    default:
      return isWholeHeic(data);
  }
}

interface Segment {
  readonly marker: number;
  readonly at: number;
  readonly length: number;
}

/** The segments before the pixels; what stands between two is passed over, as decoders do. */
function* segmentsOf(data: Buffer): Generator<Segment> {
  let at = 2;
  while (at + 4 <= data.length) {
    const marker = data[at + 1] ?? 0;
    if (data[at] !== 0xff || marker === 0 || marker === 0xff || (marker >= 0xd0 && marker <= 0xd8)) {
      at++;
      continue;
    }
    const length = data.readUInt16BE(at + 2);
    yield { marker, at, length };
    if (marker === 0xda) return;
    at += 2 + length;
  }
}

/** Frames of any coding but tables (C4), extensions (C8) and arithmetic conditions (CC). */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

/** Pixels as they lie in the file, before any turning; null where no frame says so. */
export function jpegSize(bytes: Uint8Array): { width: number; height: number } | null {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (const { marker, at, length } of segmentsOf(data)) {
    if (!isFrame(marker) || length < 8 || at + 9 > data.length) continue;
    const [height, width] = [data.readUInt16BE(at + 5), data.readUInt16BE(at + 7)];
    return width > 0 && height > 0 ? { width, height } : null;
  }
  return null;
}

/** Pixels follow the scan's head, and an end follows the pixels. Inside them FF is always stuffed or a restart. */
function endsJpeg(data: Buffer): boolean {
  const scan = [...segmentsOf(data)].find(({ marker }) => marker === 0xda);
  return scan !== undefined && data.indexOf(Buffer.from([0xff, 0xd9]), scan.at + 2 + scan.length) > 0;
}

/** Every chunk has the sum that it names, from the head to the end. */
function isWholePng(data: Buffer): boolean {
  let [at, pixels] = [8, false];
  while (at + 12 <= data.length) {
    const length = data.readUInt32BE(at);
    const end = at + 12 + length;
    if (end > data.length) return false;
    const kind = data.toString('latin1', at + 4, at + 8);
    if (crc32(data.subarray(at + 4, at + 8 + length)) !== data.readUInt32BE(at + 8 + length)) return false;
    if (at === 8 && (kind !== 'IHDR' || length !== 13 || data.readUInt32BE(16) === 0 || data.readUInt32BE(20) === 0)) return false;
    if (kind === 'IDAT') pixels = true;
    if (kind === 'IEND') return pixels;
    at = end;
  }
  return false;
}

/** Boxes after ISO/IEC 14496-12, one behind the other, exactly to the end; the index of the pictures and their data among them. */
function isWholeHeic(data: Buffer): boolean {
  const found = new Set<string>();
  let at = 0;
  while (at + 8 <= data.length) {
    const short = data.readUInt32BE(at);
    found.add(data.toString('latin1', at + 4, at + 8));
    // a box without a length goes to the end
    const length = short === 0 ? data.length - at : short === 1 && at + 16 <= data.length ? Number(data.readBigUInt64BE(at + 8)) : short;
    if (length < 8) return false;
    at += length;
  }
  return at === data.length && found.has('meta') && found.has('mdat');
}
