/**
 * Whether a PDF file can be read in one way only. Readers forgive what the format forbids, each in its own way: a wrong offset, a
 * second object of the same number, a table beside the table. Whoever uses that shows one page to the reader who checks and another
 * to the reader who looks. So the file is walked byte by byte here, from the first to the last, and every byte must belong to an
 * object that the table of its own revision names at this very place, to that table, or to the white space between them.
 *
 * Tables alone are known, for the documents of this program have no other; a file with cross-reference streams, object streams or
 * encryption may be sound, but is none of ours. Source: ISO 32000-2, 7.2 to 7.5.
 */

/** Codes; their sentences are texts `reports.structure.<code>`. */
export type StructureFault =
  /** it does not begin with %PDF-x.y */
  | 'header'
  /** bytes that belong to nothing */
  | 'stray'
  /** an object that does not parse, or a stream whose length is not what it says */
  | 'object'
  /** one key twice in a dictionary */
  | 'key'
  /** the table and the objects of a revision do not name each other */
  | 'table'
  /** trailers that do not form one chain, or disagree about the root */
  | 'trailer'
  /** streams in place of tables, encryption, or the last table first: sound in itself and not walked */
  | 'foreign';

export interface Revision {
  /** offset of the first byte after the revision's %%EOF */
  readonly eof: number;
  /** offset behind the white space after it, where the next revision begins */
  readonly end: number;
  readonly objects: readonly { readonly number: number; readonly start: number; readonly end: number }[];
}

export type Structure =
  | { readonly plain: true; readonly revisions: readonly Revision[] }
  | { readonly plain: false; readonly fault: StructureFault; readonly at: number };

/** Deepest nesting of arrays and dictionaries. Ours have five. */
const deepest = 64;
/** The largest whole number that every reader keeps. */
const largest = 2 ** 31 - 1;

class Fault extends Error {
  readonly fault: StructureFault;
  readonly at: number;
  constructor(fault: StructureFault, at: number) {
    super(fault);
    this.fault = fault;
    this.at = at;
  }
}

const code = (text: string): number => text.charCodeAt(0);
const white = new Set([0, 9, 10, 12, 13, 32]);
const delimiters = new Set(Array.from('()<>[]{}/%', code));
const isRegular = (byte: number | undefined): boolean => byte !== undefined && !white.has(byte) && !delimiters.has(byte);
const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= 48 && byte <= 57;

/** What is kept of a value: as much as the walk itself needs. */
type Value =
  | { readonly kind: 'number'; readonly value: number; readonly whole: boolean }
  | { readonly kind: 'ref'; readonly number: number; readonly generation: number }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'dictionary'; readonly entries: ReadonlyMap<string, Value> }
  | { readonly kind: 'array'; readonly items: readonly Value[] }
  | { readonly kind: 'other' };

class Walker {
  readonly #bytes: Uint8Array;
  at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  fail(fault: StructureFault): never {
    throw new Fault(fault, this.at);
  }

  get isAtEnd(): boolean {
    return this.at >= this.#bytes.length;
  }

  peek(ahead = 0): number | undefined {
    return this.#bytes[this.at + ahead];
  }

  sees(text: string): boolean {
    for (let index = 0; index < text.length; index++) if (this.peek(index) !== text.charCodeAt(index)) return false;
    return true;
  }

  /** The keyword `text`, and no longer word. */
  word(text: string, fault: StructureFault): void {
    if (!this.sees(text) || isRegular(this.peek(text.length))) this.fail(fault);
    this.at += text.length;
  }

  /** White space alone, where a comment would be a place to hide something. */
  space(): void {
    while (white.has(this.peek() ?? -1)) this.at++;
  }

  /** White space and comments, inside objects. */
  gap(): void {
    for (;;) {
      this.space();
      if (this.peek() !== code('%')) return;
      this.line();
    }
  }

  /** The rest of a line, without its end. */
  line(): void {
    while (!this.isAtEnd && this.peek() !== 10 && this.peek() !== 13) this.at++;
  }

  /** CR LF, LF or CR. */
  endOfLine(fault: StructureFault): void {
    if (this.peek() === 13 && this.peek(1) === 10) this.at += 2;
    else if (this.peek() === 10 || this.peek() === 13) this.at++;
    else this.fail(fault);
  }

  /** A whole number without a sign. */
  count(fault: StructureFault): number {
    const start = this.at;
    while (isDigit(this.peek())) this.at++;
    if (this.at === start || this.at - start > 10 || isRegular(this.peek())) this.fail(fault);
    const value = Number(this.text(start));
    if (value > largest) this.fail(fault);
    return value;
  }

  text(from: number): string {
    return Buffer.from(this.#bytes.buffer, this.#bytes.byteOffset + from, this.at - from).toString('latin1');
  }

  value(depth = 0): Value {
    if (depth > deepest) this.fail('object');
    const first = this.peek();
    if (first === code('<')) return this.peek(1) === code('<') ? this.dictionary(depth) : this.hexadecimal();
    if (first === code('(')) return this.string();
    if (first === code('/')) return { kind: 'name', name: this.name() };
    if (first === code('[')) return this.array(depth);
    for (const word of ['true', 'false', 'null']) {
      if (!this.sees(word)) continue;
      this.word(word, 'object');
      return { kind: 'other' };
    }
    return this.number();
  }

  dictionary(depth: number): Value & { kind: 'dictionary' } {
    this.at += 2;
    const entries = new Map<string, Value>();
    for (;;) {
      this.gap();
      if (this.peek() === code('>') && this.peek(1) === code('>')) break;
      const name = this.name();
      // one reader takes the first, another the last
      if (entries.has(name)) this.fail('key');
      this.gap();
      entries.set(name, this.value(depth + 1));
    }
    this.at += 2;
    return { kind: 'dictionary', entries };
  }

  array(depth: number): Value {
    this.at++;
    const items: Value[] = [];
    for (;;) {
      this.gap();
      if (this.peek() === code(']')) break;
      items.push(this.value(depth + 1));
    }
    this.at++;
    return { kind: 'array', items };
  }

  /** As it is meant, so that `/A#42` and `/AB` are one key. */
  name(): string {
    if (this.peek() !== code('/')) this.fail('object');
    const start = ++this.at;
    while (isRegular(this.peek())) this.at++;
    const written = this.text(start);
    if (/#(?![0-9A-Fa-f]{2})|#00/.test(written)) this.fail('object');
    return written.replaceAll(/#([0-9A-Fa-f]{2})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
  }

  hexadecimal(): Value {
    this.at++;
    while (this.peek() !== code('>')) {
      const byte = this.peek();
      if (byte === undefined || !(white.has(byte) || /[0-9A-Fa-f]/.test(String.fromCharCode(byte)))) this.fail('object');
      this.at++;
    }
    this.at++;
    return { kind: 'other' };
  }

  string(): Value {
    let open = 0;
    do {
      const byte = this.peek();
      if (byte === undefined) this.fail('object');
      if (byte === code('\\')) this.at++;
      else if (byte === code('(')) open++;
      else if (byte === code(')')) open--;
      this.at++;
    } while (open > 0);
    return { kind: 'other' };
  }

  number(): Value {
    const start = this.at;
    while (isRegular(this.peek())) this.at++;
    const written = this.text(start);
    if (!/^[+-]?(\d+\.?\d*|\.\d+)$/.test(written)) this.fail('object');
    const value = Number(written);
    const whole = /^\d+$/.test(written);
    if (/^[+-]?\d+$/.test(written) && Math.abs(value) > largest) this.fail('object');
    return (whole ? this.reference(value) : undefined) ?? { kind: 'number', value, whole };
  }

  /** `N G R`, where the number that was just read is its first. */
  reference(number: number): Value | undefined {
    const start = this.at;
    this.space();
    const from = this.at;
    while (isDigit(this.peek()) && this.at - from < 6) this.at++;
    const generation = this.at > from ? Number(this.text(from)) : undefined;
    if (generation !== undefined && white.has(this.peek() ?? -1)) {
      this.space();
      if (this.peek() === code('R') && !isRegular(this.peek(1))) {
        this.at++;
        return { kind: 'ref', number, generation };
      }
    }
    this.at = start;
    return undefined;
  }

  /** `N G obj … endobj`; generations begin and stay at 0, for nothing of ours is ever freed. */
  object(): { number: number; start: number; end: number } {
    const start = this.at;
    const number = this.count('object');
    this.space();
    // number 0 is the head of the free entries and never an object
    if (number === 0 || this.count('object') !== 0) this.fail('object');
    this.space();
    this.word('obj', 'object');
    this.gap();
    const value = this.value();
    this.gap();
    if (this.sees('stream')) this.stream(value);
    this.word('endobj', 'object');
    const type = value.kind === 'dictionary' ? value.entries.get('Type') : undefined;
    const isPacked = type?.kind === 'name' && (type.name === 'XRef' || type.name === 'ObjStm');
    // a linearised file has its last table first
    if (isPacked || (value.kind === 'dictionary' && value.entries.has('Linearized'))) throw new Fault('foreign', start);
    return { number, start, end: this.at };
  }

  /** The length must stand in the dictionary itself and be right, for where it is not some readers look for the end by the word. */
  stream(value: Value): void {
    if (value.kind !== 'dictionary') this.fail('object');
    const length = value.entries.get('Length');
    // a stream that lies in another file
    if (value.entries.has('F') || value.entries.has('FFilter') || value.entries.has('FDecodeParms')) this.fail('object');
    if (length?.kind !== 'number' || !length.whole) throw new Fault(length?.kind === 'ref' ? 'foreign' : 'object', this.at);
    this.word('stream', 'object');
    if (this.peek() === 13 && this.peek(1) !== 10) this.fail('object');
    this.endOfLine('object');
    if (this.at + length.value > this.#bytes.length) this.fail('object');
    this.at += length.value;
    if (this.peek() === 10 || this.peek() === 13) this.endOfLine('object');
    this.word('endstream', 'object');
    this.space();
  }

  /** The entries of a table, whose lines all have twenty bytes. */
  table(): Map<number, { offset: number; inUse: boolean; generation: number }> {
    const entries = new Map<number, { offset: number; inUse: boolean; generation: number }>();
    this.word('xref', 'table');
    this.space();
    while (isDigit(this.peek())) {
      const first = this.count('table');
      if (this.peek() !== 32) this.fail('table');
      this.at++;
      const count = this.count('table');
      if (this.peek() === 32) this.at++;
      this.endOfLine('table');
      for (let index = 0; index < count; index++) {
        const start = this.at;
        this.at += 20;
        if (this.at > this.#bytes.length) this.fail('table');
        const match = /^(\d{10}) (\d{5}) ([nf])( \r| \n|\r\n)$/.exec(this.text(start));
        if (!match || entries.has(first + index)) throw new Fault('table', start);
        entries.set(first + index, { offset: Number(match[1]), generation: Number(match[2]), inUse: match[3] === 'n' });
      }
    }
    return entries;
  }
}

function walkRevision(walker: Walker, earlier: { table: number; root: number; size: number } | undefined) {
  const objects: { number: number; start: number; end: number }[] = [];
  while (isDigit(walker.peek())) {
    objects.push(walker.object());
    walker.space();
  }
  const table = walker.at;
  if (!walker.sees('xref')) walker.fail(walker.sees('startxref') ? 'foreign' : 'stray');
  const entries = walker.table();
  const byNumber = new Map(objects.map((one) => [one.number, one]));
  if (byNumber.size !== objects.length) throw new Fault('table', table);
  for (const [number, { offset, inUse, generation }] of entries) {
    // the head of the list of free entries, which the first table must have and no other may move
    const isHead = number === 0 && !inUse && offset === 0 && generation === 65_535;
    if (!isHead && (!inUse || generation !== 0 || byNumber.get(number)?.start !== offset)) throw new Fault('table', table);
    if (!isHead) byNumber.delete(number);
  }
  if (byNumber.size > 0 || (earlier === undefined && !entries.has(0))) throw new Fault('table', table);

  const at = walker.at;
  walker.word('trailer', 'trailer');
  walker.gap();
  const trailer = walker.value();
  if (trailer.kind !== 'dictionary') throw new Fault('trailer', at);
  const whole = (key: string): number | undefined => {
    const value = trailer.entries.get(key);
    return value?.kind === 'number' && value.whole ? value.value : undefined;
  };
  if (trailer.entries.has('Encrypt')) throw new Fault('foreign', at);
  const root = trailer.entries.get('Root');
  const size = whole('Size') ?? 0;
  const chained = earlier === undefined ? !trailer.entries.has('Prev') : whole('Prev') === earlier.table;
  if (!chained || trailer.entries.has('XRefStm') || root?.kind !== 'ref' || root.generation !== 0) throw new Fault('trailer', at);
  if ((earlier && (earlier.root !== root.number || size < earlier.size)) || objects.some(({ number }) => number >= size))
    throw new Fault('trailer', at);
  walker.space();
  walker.word('startxref', 'trailer');
  walker.space();
  if (walker.count('trailer') !== table) walker.fail('trailer');
  walker.space();
  if (!walker.sees('%%EOF')) walker.fail('trailer');
  walker.at += '%%EOF'.length;
  const eof = walker.at;
  // a line may end here; more is no part of anything
  if (!walker.isAtEnd) walker.endOfLine('stray');
  return { revision: { eof, end: walker.at, objects }, table, root: root.number, size };
}

/** Walks the whole file; never throws. Linear in its length. */
export function readStructure(bytes: Uint8Array): Structure {
  const walker = new Walker(bytes);
  try {
    if (!/^%PDF-(1\.[0-7]|2\.0)$/.test(Buffer.from(bytes.subarray(0, 8)).toString('latin1'))) walker.fail('header');
    walker.line();
    walker.endOfLine('header');
    // the second line tells that the file is no text
    if (walker.peek() === code('%')) {
      walker.line();
      walker.endOfLine('header');
    }
    const revisions: Revision[] = [];
    let last: ReturnType<typeof walkRevision> | undefined;
    do {
      last = walkRevision(walker, last);
      revisions.push(last.revision);
    } while (!walker.isAtEnd);
    return { plain: true, revisions };
  } catch (error) {
    if (error instanceof Fault) return { plain: false, fault: error.fault, at: error.at };
    throw error;
  }
}
