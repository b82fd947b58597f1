/**
 * Published ways to change what a signed PDF shows without breaking its signatures, built from our own documents. Classes and names as
 * in Mladenov et al., "1 Trillion Dollar Refund" (CCS 2019: forgery, incremental saving, wrapping), Mainka et al., "Shadow Attacks"
 * (NDSS 2021), Rohlmann et al., "Breaking the Specification" (S&P 2021: certification), and cross-reference tricks.
 */
import { deflateSync } from 'node:zlib';
import { readStructure } from '../../../electron/io/signatures/structure.ts';

const latin = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

/** Offset of the last `startxref`'s table. */
function lastTable(bytes: Uint8Array): number {
  return Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(latin(bytes))?.[1]);
}

function lastTrailer(bytes: Uint8Array): string {
  const text = latin(bytes);
  return text.slice(text.lastIndexOf('trailer') + 'trailer'.length, text.lastIndexOf('startxref')).trim();
}

/** The text of object `number` as it last stands in the file, without its frame. */
export function objectText(bytes: Uint8Array, number: number): string {
  const structure = readStructure(bytes);
  const found = structure.plain
    ? structure.revisions.flatMap(({ objects }) => objects).findLast((one) => one.number === number)
    : undefined;
  if (!found) throw new Error(`no object ${number}`);
  return latin(bytes.subarray(found.start, found.end))
    .replace(/^\d+ \d+ obj\s*/, '')
    .replace(/\s*endobj$/, '');
}

export function rootOf(bytes: Uint8Array): number {
  return Number(/\/Root (\d+) 0 R/.exec(lastTrailer(bytes))?.[1]);
}

/** Numbers of the first page and of what it draws. */
export function firstPage(bytes: Uint8Array): { page: number; content: number } {
  const pages = Number(/\/Pages (\d+) 0 R/.exec(objectText(bytes, rootOf(bytes)))?.[1]);
  const page = Number(/\/Kids \[\s*(\d+) 0 R/.exec(objectText(bytes, pages))?.[1]);
  return { page, content: Number(/\/Contents (\d+) 0 R/.exec(objectText(bytes, page))?.[1]) };
}

/** A page of nothing but a black box, packed. */
export function blackPage(): string {
  const data = deflateSync(Buffer.from('0 0 0 rg 100 300 300 300 re f'));
  return `<< /Length ${data.length} /Filter /FlateDecode >>\nstream\n${data.toString('latin1')}\nendstream`;
}

export interface Written {
  readonly number: number;
  /** of the object that the table calls `number`, where they differ */
  readonly as?: string;
  readonly text: string;
  /** false: it stands in the file and in no table */
  readonly listed?: boolean;
}

export interface RevisionOptions {
  /** more entries, `number offset` */
  readonly entries?: readonly (readonly [number: number, offset: number])[];
  readonly prev?: number;
  readonly trailer?: (text: string) => string;
  readonly startxref?: number;
}

/** Appends a revision the way an attacker would write it by hand. */
export function appendRevision(bytes: Uint8Array, objects: readonly Written[], options: RevisionOptions = {}): Uint8Array {
  let text = latin(bytes);
  if (!text.endsWith('\n')) text += '\n';
  const entries: [number, number][] = [];
  for (const { number, as, text: body, listed = true } of objects) {
    if (listed) entries.push([number, text.length]);
    text += `${as ?? `${number} 0`} obj\n${body}\nendobj\n`;
  }
  entries.push(...(options.entries ?? []).map(([number, offset]): [number, number] => [number, offset]));
  const table = text.length;
  text += 'xref\n';
  for (const [number, offset] of entries) text += `${number} 1\n${String(offset).padStart(10, '0')} 00000 n \n`;
  const size = Math.max(Number(/\/Size (\d+)/.exec(lastTrailer(bytes))?.[1]), ...entries.map(([number]) => number + 1));
  const trailer = lastTrailer(bytes)
    .replace(/\/Size \d+/, `/Size ${size}`)
    .replace(/\/Prev \d+\s*/, '')
    .replace(/<</, `<< /Prev ${options.prev ?? lastTable(bytes)}`);
  text += `trailer\n${options.trailer?.(trailer) ?? trailer}\nstartxref\n${options.startxref ?? table}\n%%EOF\n`;
  return Buffer.from(text, 'latin1');
}

/** A number that no object has yet. */
export function freeNumber(bytes: Uint8Array): number {
  return Number(/\/Size (\d+)/.exec(lastTrailer(bytes))?.[1]);
}

/** Wherever it stands; the same length, so that every offset stays right. */
export function replaceText(bytes: Uint8Array, from: string, to: string): Uint8Array {
  const text = latin(bytes);
  if (!text.includes(from) || to.length > from.length) throw new Error(`not replaced: ${from}`);
  return Buffer.from(text.replaceAll(from, to.padEnd(from.length)), 'latin1');
}
