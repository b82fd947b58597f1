/**
 * The encoding of names in an archive. A zip either flags a name as UTF-8 or says nothing; Windows in
 * Chinese then writes GBK, and many tools write UTF-8 without the flag. The archive is judged as a whole:
 * one name alone can be valid in both, all of them together hardly ever.
 */
import { TextDecoder } from 'node:util';

export type NameEncoding = 'utf-8' | 'gb18030' | 'latin1';

export interface StatedName {
  readonly bytes: Uint8Array;
  /** general purpose bit 11: the tool says it is UTF-8 */
  readonly flagged: boolean;
  /** the UTF-8 name of the Unicode Path extra field, whose checksum held */
  readonly unicode: Uint8Array | null;
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true });
const strictGb18030 = new TextDecoder('gb18030', { fatal: true });
// every byte has a meaning here, so a name in an unknown encoding still has one spelling of its own
const anyBytes = new TextDecoder('latin1');

function attempt(decoder: TextDecoder, bytes: Uint8Array): string | null {
  try {
    return decoder.decode(bytes);
  } catch {
    return null;
  }
}

/** Names in the order given, and the encoding that the undeclared ones were found to be in. */
export function decodeNames(stated: readonly StatedName[]): { names: string[]; encoding: NameEncoding } {
  const declared = stated.map((name) =>
    name.unicode ? attempt(strictUtf8, name.unicode) : name.flagged ? attempt(strictUtf8, name.bytes) : null,
  );
  const open = stated.filter((_, index) => declared[index] === null).map((name) => name.bytes);
  const encoding: NameEncoding = open.every((bytes) => attempt(strictUtf8, bytes) !== null)
    ? 'utf-8'
    : open.every((bytes) => attempt(strictGb18030, bytes) !== null)
      ? 'gb18030'
      : 'latin1';
  const decoder = { 'utf-8': strictUtf8, gb18030: strictGb18030, latin1: anyBytes }[encoding];
  return { names: stated.map((name, index) => declared[index] ?? decoder.decode(name.bytes)), encoding };
}
