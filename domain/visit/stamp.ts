/** 拍摄时间: a picture made by the program says when, in the words that cameras use (Exif 3.0, DateTimeOriginal and OffsetTimeOriginal). */

/** Offset of the TIFF block's only directory, and of the Exif directory behind it: one entry of twelve bytes each way. */
const exifAt = 26;
const [tagExif, tagTime, tagOffset] = [0x8769, 0x9003, 0x9011];
const [typeAscii, typeLong] = [2, 4];

/**
 * The JPEG with an Exif segment right behind its start. `takenAt` is local time with its offset, `2026-10-10T09:30:15+08:00`.
 */
export function stampJpeg(jpeg: Uint8Array, takenAt: string): Uint8Array<ArrayBuffer> {
  const time = `${takenAt.slice(0, 10).replaceAll('-', ':')} ${takenAt.slice(11, 19)}\0`;
  const offset = `${takenAt.slice(19, 25)}\0`;
  const timeAt = exifAt + 2 + 2 * 12 + 4;
  const tiff = new Uint8Array(timeAt + time.length + offset.length);
  const view = new DataView(tiff.buffer);
  const write = (text: string, at: number): void => {
    for (const [index, character] of Array.from(text).entries()) tiff[at + index] = character.charCodeAt(0);
  };
  const entry = (at: number, tag: number, type: number, count: number, value: number): void => {
    view.setUint16(at, tag);
    view.setUint16(at + 2, type);
    view.setUint32(at + 4, count);
    view.setUint32(at + 8, value);
  };
  write('MM\0*', 0);
  view.setUint32(4, 8);
  view.setUint16(8, 1);
  entry(10, tagExif, typeLong, 1, exifAt);
  view.setUint16(exifAt, 2);
  entry(exifAt + 2, tagTime, typeAscii, time.length, timeAt);
  entry(exifAt + 14, tagOffset, typeAscii, offset.length, timeAt + time.length);
  write(time, timeAt);
  write(offset, timeAt + time.length);
  const head = new Uint8Array([0xff, 0xd8, 0xff, 0xe1, 0, tiff.length + 8, 0x45, 0x78, 0x69, 0x66, 0, 0]);
  const stamped = new Uint8Array(jpeg.length - 2 + head.length + tiff.length);
  stamped.set(head);
  stamped.set(tiff, head.length);
  stamped.set(jpeg.subarray(2), head.length + tiff.length);
  return stamped;
}
