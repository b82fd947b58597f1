/** The entries of an archive in a few long arrays: as many objects would take the process that gets them as long to build as to read the archive. */
import type { ZipEntry } from './zip.ts';

/** Numbers of one entry: method, CRC-32, bytes packed and unpacked, offset, kind, and how long its two names are. */
const width = 8;
const kinds = { folder: 1, link: 2 } as const;

export interface PackedEntries {
  readonly count: number;
  readonly numbers: Float64Array;
  /** the names as they stand in the archive, one behind the other */
  readonly nameBytes: Uint8Array;
  /** the same decoded */
  readonly names: string;
}

export function packEntries(entries: readonly ZipEntry[]): PackedEntries {
  const numbers = new Float64Array(entries.length * width);
  for (const [index, entry] of entries.entries()) {
    const kind = (entry.isFolder ? kinds.folder : 0) | (entry.isLink ? kinds.link : 0);
    const { method, crc32, compressed, size, offset, nameBytes, name } = entry;
    numbers.set([method, crc32, compressed, size, offset, kind, nameBytes.length, name.length], index * width);
  }
  return {
    count: entries.length,
    numbers,
    nameBytes: new Uint8Array(Buffer.concat(entries.map(({ nameBytes }) => nameBytes))),
    names: entries.map(({ name }) => name).join(''),
  };
}

/** Gives an entry by its number. */
export function unpackEntries({ count, numbers, nameBytes, names }: PackedEntries): (index: number) => ZipEntry {
  const starts = new Float64Array(2 * (count + 1));
  for (let index = 0; index < count; index += 1) {
    starts[2 * index + 2] = (starts[2 * index] ?? 0) + (numbers[index * width + 6] ?? 0);
    starts[2 * index + 3] = (starts[2 * index + 1] ?? 0) + (numbers[index * width + 7] ?? 0);
  }
  return (index) => {
    const [method = 0, crc32 = 0, compressed = 0, size = 0, offset = 0, kind = 0] = numbers.subarray(index * width, (index + 1) * width);
    const [atBytes, atName, endBytes, endName] = starts.subarray(2 * index, 2 * index + 4);
    return {
      name: names.slice(atName, endName),
      nameBytes: nameBytes.subarray(atBytes, endBytes),
      isFolder: (kind & kinds.folder) !== 0,
      isLink: (kind & kinds.link) !== 0,
      method,
      crc32,
      compressed,
      size,
      offset,
    };
  };
}
