/**
 * Fonts that a PDF only names, and yet says of each code which character it stands for. Viewers draw such a code as the character
 * collection of the font has it (Adobe-GB1), whatever the file says: the file is read once more without its say. It is not parsed for
 * that, for whoever parses damaged files needs limits of its own: the name of the entry is made another one of the same length.
 */
import { inflateSync } from 'node:zlib';

/** The name of the entry, whose letters may be written by their codes (#55). */
const entry = new RegExp(
  `/${Array.from('ToUnicode', (letter) => `(?:${letter}|#${letter.charCodeAt(0).toString(16)})`).join('')}(?![\\w#])`,
  'giu',
);
const mostPacked = 500;
const largestPacked = 8 * 1024 ** 2;

const renamed = (name: string): string => `/X${'X'.repeat(name.length - 2)}`;

/** The same file, in which no font says what its codes stand for; undefined where none says it. Embedded fonts are drawn by themselves anyway. */
export function withoutClaims(bytes: Uint8Array): Uint8Array | undefined {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  const plain = text.replaceAll(entry, renamed);
  const packed = packedObjects(text);
  if (plain === text && packed.size === 0) return undefined;
  return Buffer.from(packed.size === 0 ? plain : plain + revisionOf(plain, packed), 'latin1');
}

/** Objects with that entry that lie in object streams, without it, by their numbers. */
function packedObjects(text: string): Map<number, string> {
  const found = new Map<number, string>();
  let at = text.indexOf('/ObjStm');
  for (let count = 0; at >= 0 && count < mostPacked; count += 1, at = text.indexOf('/ObjStm', at + 1)) {
    const [from, to] = [text.lastIndexOf('obj', at), text.indexOf('stream', at)];
    const end = text.indexOf('endstream', to);
    if (from < 0 || to < 0 || end < 0) continue;
    const entries = text.slice(from, to);
    const start = to + 'stream'.length + (text.startsWith('\r\n', to + 'stream'.length) ? 2 : 1);
    const body = unpacked(text.slice(start, end), entries.includes('/FlateDecode') || entries.includes('/Fl '));
    const first = Number(/\/First\s+(\d+)/u.exec(entries)?.[1] ?? 0);
    const numbers = body.slice(0, first).trim().split(/\s+/u).map(Number);
    for (let pair = 0; pair + 1 < numbers.length; pair += 2) {
      const next = numbers[pair + 3];
      const object = body.slice(first + (numbers[pair + 1] ?? 0), next === undefined ? undefined : first + next);
      const changed = object.replaceAll(entry, renamed);
      if (changed !== object) found.set(numbers[pair] ?? 0, changed);
    }
  }
  return found;
}

function unpacked(stream: string, isPacked: boolean): string {
  if (!isPacked) return stream;
  try {
    return inflateSync(Buffer.from(stream, 'latin1'), { maxOutputLength: largestPacked }).toString('latin1');
  } catch {
    return '';
  }
}

/** A revision that holds the objects, to be set behind the file. */
function revisionOf(text: string, objects: ReadonlyMap<number, string>): string {
  let added = '\n';
  const places: string[] = [];
  for (const [number, object] of objects) {
    places.push(`${number} 1\n${String(text.length + added.length).padStart(10, '0')} 00000 n \n`);
    added += `${number} 0 obj\n${object}\nendobj\n`;
  }
  const root = /\/Root\s+\d+\s+\d+\s+R/u.exec(text.slice(text.lastIndexOf('/Root')))?.[0] ?? '';
  const size = Number(/\/Size\s+(\d+)/u.exec(text.slice(text.lastIndexOf('/Size')))?.[1] ?? Math.max(...objects.keys()) + 1);
  const before = /startxref\s+(\d+)/u.exec(text.slice(text.lastIndexOf('startxref')))?.[1] ?? '0';
  const startsAt = text.length + added.length;
  return `${added}xref\n${places.join('')}trailer\n<</Size ${size}${root}/Prev ${before}>>\nstartxref\n${startsAt}\n%%EOF\n`;
}
