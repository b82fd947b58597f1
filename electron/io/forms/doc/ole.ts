/** Streams of a compound file (OLE): read whole, and written back in their place without a change of length. Sizes in bytes. */
import { FormFault } from '../parts/office.ts';

const endOfChain = 0xff_ff_ff_fe;
/** A chain that comes back to itself is damaged. */
const mostSectors = 1_000_000;

interface Stream {
  readonly data: Buffer;
  /** where each sector of it begins in the file */
  readonly places: readonly number[];
  readonly sector: number;
}

export interface CompoundFile {
  /** undefined where there is none of this name */
  readonly stream: (name: string) => Buffer | undefined;
  /** A copy of the file with other bytes in a stream; `data` is as long as the stream. */
  readonly with: (name: string, data: Buffer) => Buffer;
}

function damaged(): never {
  throw new FormFault('doc');
}

function numbers(buffer: Buffer): number[] {
  return Array.from({ length: Math.floor(buffer.length / 4) }, (_, at) => buffer.readUInt32LE(at * 4));
}

/** Of an entry of the directory. */
function nameOf(entry: Buffer): string {
  return entry.toString('utf16le', 0, Math.max(0, Math.min(64, entry.readUInt16LE(64)) - 2));
}

/** @throws FormFault `doc` for what is no whole compound file */
export function openCompound(bytes: Uint8Array): CompoundFile {
  const file = Buffer.from(bytes);
  if (file.length < 512 || file.readUInt32BE(0) !== 0xd0_cf_11_e0) damaged();
  const sector = 2 ** file.readUInt16LE(30);
  const small = 2 ** file.readUInt16LE(32);
  if (sector < 512 || sector > 65_536 || small < 16 || small > sector) damaged();
  const placeOf = (index: number): number => (index + 1) * sector;
  const sectorAt = (index: number): Buffer => {
    const place = placeOf(index);
    return place < file.length ? file.subarray(place, place + sector) : damaged();
  };

  const table: number[] = numbers(file.subarray(76, 512)).filter((index) => index < endOfChain - 1);
  for (let next = file.readUInt32LE(68), count = 0; next < endOfChain - 1; count += 1) {
    const more = numbers(sectorAt(next));
    next = more.pop() ?? endOfChain;
    table.push(...more.filter((index) => index < endOfChain - 1));
    if (count > mostSectors || table.length > mostSectors) damaged();
  }
  const next = table.flatMap((index) => numbers(sectorAt(index)));
  const chainOf = (first: number, follow: readonly number[]): number[] => {
    const chain: number[] = [];
    for (let index = first; index < endOfChain - 1; index = follow[index] ?? endOfChain) {
      chain.push(index);
      if (chain.length > follow.length) damaged();
    }
    return chain;
  };
  const whole = (first: number): Stream => {
    const places = chainOf(first, next).map(placeOf);
    return { data: Buffer.concat(places.map((place) => file.subarray(place, place + sector))), places, sector };
  };
  const directory = whole(file.readUInt32LE(48)).data;
  const entries = Array.from({ length: Math.floor(directory.length / 128) }, (_, at) => directory.subarray(at * 128, (at + 1) * 128));
  const root = entries.find((entry) => entry[66] === 5);
  const cutoff = file.readUInt32LE(56);
  const smallNext = numbers(whole(file.readUInt32LE(60)).data);
  const container = root ? whole(root.readUInt32LE(116)) : undefined;

  const find = (name: string): Stream | undefined => {
    const entry = entries.find((each) => each[66] === 2 && nameOf(each) === name);
    if (!entry) return undefined;
    const size = entry.readUInt32LE(120);
    const first = entry.readUInt32LE(116);
    if (size >= cutoff) {
      const found = whole(first);
      return found.data.length < size ? damaged() : { ...found, data: found.data.subarray(0, size) };
    }
    if (!container) return damaged();
    const places = chainOf(first, smallNext).map((index) => {
      const inside = index * small;
      const holder = container.places[Math.floor(inside / sector)];
      return holder === undefined ? damaged() : holder + (inside % sector);
    });
    const data = Buffer.concat(places.map((place) => file.subarray(place, place + small)));
    return data.length < size ? damaged() : { data: data.subarray(0, size), places, sector: small };
  };
  return {
    stream: (name) => find(name)?.data,
    with(name, data) {
      const found = find(name);
      if (!found || found.data.length !== data.length) return damaged();
      const copy = Buffer.from(file);
      for (const [at, place] of found.places.entries()) {
        const part = data.subarray(at * found.sector, (at + 1) * found.sector);
        part.copy(copy, place);
      }
      return copy;
    },
  };
}
