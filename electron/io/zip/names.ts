/**
 * The encoding of names in an archive. A zip either flags a name as UTF-8 or says nothing; Windows in Chinese then writes GBK (in
 * traditional Chinese Big5), and many tools write UTF-8 without the flag. Archives are put together of others, so that each name is
 * judged on its own; only what is valid in two encodings follows the rest.
 */
import { TextDecoder } from 'node:util';

export type NameEncoding = 'utf-8' | 'gb18030' | 'big5' | 'latin1';

export interface StatedName {
  readonly bytes: Uint8Array;
  /** general purpose bit 11: the tool says it is UTF-8 */
  readonly flagged: boolean;
  /** the UTF-8 name of the Unicode Path extra field, whose checksum held */
  readonly unicode: Uint8Array | null;
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true });
const strictGb18030 = new TextDecoder('gb18030', { fatal: true });
const strictBig5 = new TextDecoder('big5', { fatal: true });
// every byte has a meaning here, so a name in an unknown encoding still has one spelling of its own
const anyBytes = new TextDecoder('latin1');

function attempt(decoder: TextDecoder, bytes: Uint8Array): string | null {
  try {
    return decoder.decode(bytes);
  } catch {
    return null;
  }
}

const isPlain = (bytes: Uint8Array): boolean => bytes.every((byte) => byte < 0x80);

/** Three bytes of UTF-8 as Chinese is written in; GBK is hardly ever valid so. */
const threeBytes = /[\u0800-\uffff]/;

/** Pairs of bytes whose second is no letter of GB 2312 and whose first is a common one of Big5: rare characters in GBK. */
function countBig5Pairs(bytes: Uint8Array): number {
  let pairs = 0;
  for (let at = 0; at + 1 < bytes.length; at += 1) {
    const [first = 0, second = 0] = [bytes[at], bytes[at + 1]];
    if (first < 0x80) continue;
    if (first >= 0xa4 && first <= 0xc6 && second >= 0x40 && second <= 0x7e) pairs += 1;
    at += 1;
  }
  return pairs;
}

type Sure = NameEncoding | 'either';

function judge(bytes: Uint8Array): Sure {
  const utf8 = attempt(strictUtf8, bytes);
  const gbk = attempt(strictGb18030, bytes);
  if (utf8 !== null && (gbk === null || threeBytes.test(utf8))) return 'utf-8';
  if (utf8 !== null) return 'either';
  const isBig5 = attempt(strictBig5, bytes) !== null;
  if (gbk === null) return isBig5 ? 'big5' : 'latin1';
  // characters of private use stand where GBK has none
  return isBig5 && (/\p{Co}/u.test(gbk) || countBig5Pairs(bytes) >= 2) ? 'big5' : 'gb18030';
}

/** Names in the order given, and the encoding in which most of the undeclared ones were found to be. */
export function decodeNames(stated: readonly StatedName[]): { names: string[]; encoding: NameEncoding } {
  const declared = stated.map((name) =>
    name.unicode ? attempt(strictUtf8, name.unicode) : name.flagged ? attempt(strictUtf8, name.bytes) : null,
  );
  const judged = stated.map(({ bytes }, index): Sure | null => (declared[index] !== null || isPlain(bytes) ? null : judge(bytes)));
  const counts = new Map<NameEncoding, number>();
  for (const one of judged) if (one !== null && one !== 'either') counts.set(one, (counts.get(one) ?? 0) + 1);
  const most = [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 'utf-8';
  // a traditional name without a second sign of it stands among others that have them
  const isBig5 =
    (counts.get('big5') ?? 0) > 0 && stated.every(({ bytes }, index) => judged[index] === null || attempt(strictBig5, bytes) !== null);
  const encodingOf = (one: Sure | null): NameEncoding => {
    if (one === null) return 'utf-8';
    if (one === 'either') return most;
    return one === 'gb18030' && isBig5 ? 'big5' : one;
  };
  const decoders = { 'utf-8': strictUtf8, gb18030: strictGb18030, big5: strictBig5, latin1: anyBytes };
  return {
    names: stated.map(({ bytes }, index) => declared[index] ?? decoders[encodingOf(judged[index] ?? null)].decode(bytes)),
    encoding: isBig5 ? 'big5' : most,
  };
}
