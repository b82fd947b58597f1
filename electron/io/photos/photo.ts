/**
 * Photos as cameras write them: what kind of picture the bytes are, and the time, place and orientation in their EXIF.
 * The bytes themselves are never changed. The time is the camera's own clock; it carries an offset only where it is given.
 */
import { isDate } from '../../../domain/numbers/days.ts';

export const photoTypes = ['image/jpeg', 'image/png', 'image/webp', 'image/heic', 'image/gif', 'image/bmp'] as const;
export type PhotoType = (typeof photoTypes)[number];

/** Whether a browser draws the picture; HEIC is kept as it is and not shown, for want of a decoder. */
export function isShown(mediaType: string): boolean {
  return mediaType !== 'image/heic' && photoTypes.some((one) => one === mediaType);
}

export interface PhotoFacts {
  readonly mediaType: PhotoType;
  /** local time `YYYY-MM-DDTHH:mm:ss`, with `+08:00` where the camera says so */
  readonly takenAt: string | null;
  /** degrees, WGS 84 */
  readonly position: { readonly latitude: number; readonly longitude: number } | null;
  /** EXIF orientation, 1–8 */
  readonly orientation: number | null;
}

function latin(bytes: Uint8Array, from: number, to: number): string {
  return Buffer.from(bytes.subarray(from, to)).toString('latin1');
}

/** By the first bytes, whatever the name says; null for anything that is no picture. */
export function photoType(bytes: Uint8Array): PhotoType | null {
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'image/jpeg';
  if (latin(bytes, 0, 8) === '\u0089PNG\r\n\u001a\n') return 'image/png';
  if (latin(bytes, 0, 4) === 'RIFF' && latin(bytes, 8, 12) === 'WEBP') return 'image/webp';
  if (latin(bytes, 4, 8) === 'ftyp' && /^(?:hei[cxms]|hev[cx]|mif1|msf1|avif)/.test(latin(bytes, 8, 12))) return 'image/heic';
  if (/^GIF8[79]a$/.test(latin(bytes, 0, 6))) return 'image/gif';
  if (latin(bytes, 0, 2) === 'BM' && bytes.length > 26) return 'image/bmp';
  return null;
}

function timeOf(stated: unknown, offset: unknown): string | null {
  const [, year, month, day, clock] = (typeof stated === 'string' && /^(\d{4}):(\d{2}):(\d{2}) (\d{2}:\d{2}:\d{2})/.exec(stated)) || [];
  if (!clock || year === '0000') return null;
  const local = `${year}-${month}-${day}T${clock}`;
  if (!isDate(local.slice(0, 10)) || !/^(?:[01]\d|2[0-3])(?::[0-5]\d){2}$/.test(clock)) return null;
  return typeof offset === 'string' && /^[+-]\d{2}:\d{2}$/.test(offset) ? local + offset : local;
}

/** Seven places of a degree are a centimetre. */
function sevenPlaces(degrees: number): number {
  return Math.round(degrees * 1e7) / 1e7;
}

function positionOf(latitude: unknown, longitude: unknown): PhotoFacts['position'] {
  if (typeof latitude !== 'number' || typeof longitude !== 'number' || !Number.isFinite(latitude) || !Number.isFinite(longitude))
    return null;
  if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) return null;
  // a camera without a fix writes noughts
  if (latitude === 0 && longitude === 0) return null;
  return { latitude: sevenPlaces(latitude), longitude: sevenPlaces(longitude) };
}

/** The first box of a HEIC with one brand: its length and name, the brand, its version, and the brand once more. */
const shortestType = 20;

/**
 * A HEIC as its reader of EXIF takes it, every byte at its place; null where a box does not say how long it is. The last box may lawfully
 * go to the end of the file without saying so, and the first may name any number of brands: the reader would stand still there for ever,
 * and take the file for no HEIC.
 */
function forReader(heic: Uint8Array): Buffer | null {
  const bytes = Buffer.from(heic);
  const walk = (from: number, to: number): boolean => {
    for (let at = from; at + 8 <= to;) {
      const short = bytes.readUInt32BE(at);
      const isLast = short === 0 && to === bytes.length && from === 0;
      const long = short === 1 && at + 16 <= to ? Number(bytes.readBigUInt64BE(at + 8)) : short;
      const length = isLast ? to - at : long;
      if (length < 8) return false;
      if (isLast) bytes.writeUInt32BE(length, at);
      const end = Math.min(at + length, to);
      // a full box: version and flags come before what it holds
      if (latin(bytes, at + 4, at + 8) === 'meta' && !walk(at + 12, end)) return false;
      at = end;
    }
    return true;
  };
  if (!walk(0, bytes.length)) return null;
  const type = bytes.readUInt32BE(0);
  const rest = type - shortestType;
  if (type > bytes.length || rest < 8) return bytes;
  bytes.writeUInt32BE(shortestType, 0);
  bytes.write('heic', 16, 'latin1');
  bytes.writeUInt32BE(rest, shortestType);
  bytes.write('free', shortestType + 4, 'latin1');
  return bytes;
}

/** Null for bytes that are no picture. A picture whose EXIF is broken is a picture without one. */
export async function readPhoto(bytes: Uint8Array): Promise<PhotoFacts | null> {
  const mediaType = photoType(bytes);
  if (mediaType === null) return null;
  const { default: exifr } = await import('exifr');
  const options = { tiff: true, ifd0: {}, exif: true, gps: true, reviveValues: false, translateValues: false, mergeOutput: true };
  const source = mediaType === 'image/heic' ? forReader(bytes) : bytes;
  const found = source && ((await exifr.parse(source, options).catch(() => undefined)) as Readonly<Record<string, unknown>> | undefined);
  const orientation = found?.['Orientation'];
  return {
    mediaType,
    takenAt: timeOf(
      found?.['DateTimeOriginal'] ?? found?.['DateTimeDigitized'] ?? found?.['CreateDate'],
      found?.['OffsetTimeOriginal'] ?? found?.['OffsetTime'],
    ),
    position: positionOf(found?.['latitude'], found?.['longitude']),
    orientation:
      typeof orientation === 'number' && Number.isInteger(orientation) && orientation >= 1 && orientation <= 8 ? orientation : null,
  };
}
