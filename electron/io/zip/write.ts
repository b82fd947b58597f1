/**
 * Writes a zip as a stream, without knowing more than the entry at hand. Sizes are told beforehand, checksums
 * follow the bytes (PKWARE APPNOTE 6.3.10, 4.3.9); what is too large for the old fields goes into zip64.
 */
import { crc32 } from 'node:zlib';

export interface ZipPart {
  /** in UTF-8, and marked so where it is not plain ASCII */
  readonly name: string;
  readonly bytes: number;
  open(): AsyncIterable<Uint8Array>;
}

const most16 = 0xffff;
const most32 = 0xffffffff;
/** 1980-01-01: the same parts give the same archive whenever it is written */
const noDate = 0x0021;
/** bits 3 and 11 of the general purpose flag (4.4.4) */
const descriptorFollows = 0x0008;
const namesInUtf8 = 0x0800;

interface Written {
  readonly name: Buffer;
  readonly flags: number;
  readonly bytes: number;
  readonly crc: number;
  readonly offset: number;
}

function u16(...values: readonly number[]): Buffer {
  const buffer = Buffer.alloc(values.length * 2);
  for (const [index, value] of values.entries()) buffer.writeUInt16LE(value, index * 2);
  return buffer;
}

function u32(...values: readonly number[]): Buffer {
  const buffer = Buffer.alloc(values.length * 4);
  for (const [index, value] of values.entries()) buffer.writeUInt32LE(value, index * 4);
  return buffer;
}

function u64(...values: readonly number[]): Buffer {
  const buffer = Buffer.alloc(values.length * 8);
  for (const [index, value] of values.entries()) buffer.writeBigUInt64LE(BigInt(value), index * 8);
  return buffer;
}

/** Stored, not deflated: documents are compressed already. Throws when a part is not as long as it said. */
export async function* writeZip(parts: Iterable<ZipPart>): AsyncGenerator<Uint8Array> {
  const written: Written[] = [];
  let at = 0;
  for (const part of parts) {
    const name = Buffer.from(part.name, 'utf8');
    const flags = name.length === part.name.length ? descriptorFollows : descriptorFollows | namesInUtf8;
    const wide = part.bytes >= most32;
    const size = wide ? u32(most32, most32) : u32(part.bytes, part.bytes);
    const extra = wide ? Buffer.concat([u16(1, 16), u64(part.bytes, part.bytes)]) : Buffer.alloc(0);
    const header = Buffer.concat([
      u32(0x04034b50),
      u16(wide ? 45 : 20, flags, 0, 0, noDate),
      u32(0),
      size,
      u16(name.length, extra.length),
      name,
      extra,
    ]);
    yield header;
    let crc = 0;
    let length = 0;
    for await (const chunk of part.open()) {
      crc = crc32(chunk, crc);
      length += chunk.length;
      yield chunk;
    }
    if (length !== part.bytes) throw new RangeError(`${part.name}: ${length} bytes instead of ${part.bytes}`);
    const descriptor = Buffer.concat([u32(0x08074b50, crc), wide ? u64(length, length) : u32(length, length)]);
    yield descriptor;
    written.push({ name, flags, bytes: length, crc, offset: at });
    at += header.length + length + descriptor.length;
  }
  yield* writeDirectory(written, at);
}

function* writeDirectory(written: readonly Written[], start: number): Generator<Uint8Array> {
  let size = 0;
  for (const { name, flags, bytes, crc, offset } of written) {
    const wide = [...(bytes >= most32 ? [bytes, bytes] : []), ...(offset >= most32 ? [offset] : [])];
    const extra = wide.length > 0 ? Buffer.concat([u16(1, wide.length * 8), u64(...wide)]) : Buffer.alloc(0);
    const narrow = bytes >= most32 ? most32 : bytes;
    const record = Buffer.concat([
      u32(0x02014b50),
      u16(wide.length > 0 ? 45 : 20, wide.length > 0 ? 45 : 20, flags, 0, 0, noDate),
      u32(crc, narrow, narrow),
      u16(name.length, extra.length, 0, 0, 0),
      u32(0, Math.min(offset, most32)),
      name,
      extra,
    ]);
    size += record.length;
    yield record;
  }
  const count = written.length;
  if (count >= most16 || size >= most32 || start >= most32) {
    yield Buffer.concat([
      u32(0x06064b50),
      u64(44),
      u16(45, 45),
      u32(0, 0),
      u64(count, count, size, start),
      u32(0x07064b50, 0),
      u64(start + size),
      u32(1),
    ]);
  }
  yield Buffer.concat([
    u32(0x06054b50),
    u16(0, 0, Math.min(count, most16), Math.min(count, most16)),
    u32(Math.min(size, most32), Math.min(start, most32)),
    u16(0),
  ]);
}
