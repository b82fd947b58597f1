/** The colours of pictures on a page of a PDF, where a text lies over or under them. */
import type { PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { withinSquare } from './geometry.ts';
import type { PaintedArea } from './paint.ts';
import type { Ink } from './state.ts';

/** As pdf.js gives them: a bit a pixel, three bytes, or four with how opaque it is. */
interface Pixels {
  readonly data: Uint8Array | Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
  readonly kind?: number;
}

const [bits, bytesOfThree, bytesOfFour] = [1, 2, 3];

export type Pictures = ReadonlyMap<unknown, Pixels | null>;

function pixelsOf(found: unknown): Pixels | null {
  if (typeof found !== 'object' || found === null) return null;
  const { data, width, height } = found as Partial<Pixels>;
  const isWhole = (data instanceof Uint8Array || data instanceof Uint8ClampedArray) && Number(width) > 0 && Number(height) > 0;
  return isWhole ? (found as Pixels) : null;
}

/** A picture is sent after the operators, once it is decoded; null where it could not be. */
function fetchPicture(page: PDFPageProxy, source: unknown): Promise<unknown> {
  if (typeof source !== 'string') return Promise.resolve(source);
  const objects = source.startsWith('g_') ? page.commonObjs : page.objs;
  return new Promise((resolve) => {
    objects.get(source, (found: unknown) => resolve(found));
  });
}

/** Those of these areas that show a picture. */
export async function readPictures(page: PDFPageProxy, areas: Iterable<PaintedArea>): Promise<Pictures> {
  const pictures = new Map<unknown, Pixels | null>();
  for (const { picture } of areas) {
    if (!picture || pictures.has(picture.source)) continue;
    pictures.set(picture.source, pixelsOf(await fetchPicture(page, picture.source)));
  }
  return pictures;
}

const hex = (...parts: readonly number[]): string =>
  parts
    .map((part) => part.toString(16).padStart(2, '0'))
    .join('')
    .toUpperCase();

/** What an area paints at a point inside it. A picture that could not be decoded may be of any colour. */
export function inkAt({ ink, picture }: PaintedArea, pictures: Pictures, x: number, y: number): Ink {
  if (!picture) return ink;
  const pixels = pictures.get(picture.source);
  if (!pixels) return ink;
  const { data, width, height, kind } = pixels;
  const [across, down] = withinSquare(picture.matrix, x, y);
  const [column, row] = [Math.floor(across * width), Math.floor(down * height)].map((at, index) =>
    Math.min(Math.max(at, 0), (index === 0 ? width : height) - 1),
  ) as [number, number];
  const bit = ((data[row * Math.ceil(width / 8) + (column >> 3)] ?? 0) >> (7 - (column & 7))) & 1;
  if (picture.isStencil) return bit === 0 ? ink : { ...ink, alpha: 0 };
  const at = (row * width + column) * (kind === bytesOfThree ? 3 : 4);
  const [red = 0, green = 0, blue = 0, opaque = 255] = data.subarray(at, at + 4);
  if (kind === bits) return { ...ink, color: bit === 1 ? 'FFFFFF' : '000000' };
  if (kind === bytesOfThree) return { ...ink, color: hex(red, green, blue) };
  return kind === bytesOfFour ? { color: hex(red, green, blue), alpha: (ink.alpha * opaque) / 255 } : ink;
}
