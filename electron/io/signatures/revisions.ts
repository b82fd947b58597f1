/**
 * What an appended revision changed, by walking both states of the document from their roots. Signing an
 * empty field and adding proof for later (DSS) are what a revision may do; anything else is a change of the document.
 */
import { PdfArray, PdfBool, PdfDict, PdfName, PdfNumber, PdfRef, PdfStream, PdfString, type PDF, type PdfObject } from '@libpdf/core';
import { loadPdf } from './load.ts';

/** Path from the root, such as `Pages.Kids.0.Contents`. */
export type Change = string;

type Value = PdfObject | null | undefined;
interface Side {
  readonly pdf: PDF;
  readonly resolve: (ref: PdfRef) => PdfObject | null;
}

export interface LaterChanges {
  /** the disallowed ones, the first few; empty when signing is all that happened */
  readonly changes: readonly Change[];
  /** nothing was written but proof for later (DSS): certificates, revocation lists */
  readonly onlyProof: boolean;
}

/**
 * What happened from `older` to `newer`, whose objects `rewritten` were written after `older` ended. Beyond the walk from the root
 * every object of `older` that was written again is compared by itself: what the walk passes over, such as the look of a signed
 * field, may be one object with something that it does not pass over.
 */
export async function laterChanges(older: Uint8Array, newer: Uint8Array, rewritten: readonly number[]): Promise<LaterChanges> {
  const [before, after] = await Promise.all([loadPdf(older), loadPdf(newer)]);
  return { changes: compare(sideOf(before), sideOf(after), false, rewritten), onlyProof: isProofAlone(sideOf(after), rewritten) };
}

/** True when all of `written` hangs on the DSS, or is the root that names it. */
function isProofAlone({ pdf, resolve }: Side, written: readonly number[]): boolean {
  const proof = new Set<number>();
  const gather = (value: Value): void => {
    if (value instanceof PdfRef) {
      if (proof.has(value.objectNumber)) return;
      proof.add(value.objectNumber);
      gather(resolve(value));
    } else if (value instanceof PdfDict) for (const key of value.keys()) gather(value.get(key));
    else if (value instanceof PdfArray) for (let index = 0; index < value.length; index++) gather(value.at(index));
  };
  const dss = pdf.getCatalog().get('DSS');
  if (dss === undefined) return false;
  gather(dss);
  const root = pdf.context.info.trailer.get('Root');
  if (root instanceof PdfRef) proof.add(root.objectNumber);
  return written.every((number) => proof.has(number));
}

/**
 * Where `file` differs from `drawn` beyond being signed, the pages first. Streams are compared by what they say, not by
 * how they are packed: another machine's deflate may pack the same page differently.
 */
export async function drawingDifferences(drawn: Uint8Array, file: Uint8Array): Promise<Change[]> {
  const [before, after] = await Promise.all([loadPdf(drawn), loadPdf(file)]);
  return compare(sideOf(before), sideOf(after), true);
}

function unpacked(stream: PdfStream): Uint8Array {
  try {
    return stream.getDecodedData();
  } catch {
    // a photo: its packing is its content
    return stream.data;
  }
}

function sideOf(pdf: PDF): Side {
  return { pdf, resolve: pdf.context.registry.resolve.bind(pdf.context.registry) };
}

const enough = 20;

function compare(before: Side, after: Side, byContent = false, rewritten: readonly number[] = []): Change[] {
  const bytesOf = (stream: PdfStream): Buffer => Buffer.from(byContent ? unpacked(stream) : stream.data);
  const changes: Change[] = [];
  const seen = new Set<string>();

  const visit = (a: Value, b: Value, path: string): void => {
    if (changes.length >= enough) return;
    if (a instanceof PdfRef && b instanceof PdfRef) {
      const pair = `${a.objectNumber}.${a.generation}-${b.objectNumber}.${b.generation}`;
      if (seen.has(pair)) return;
      seen.add(pair);
    }
    const left = a instanceof PdfRef ? before.resolve(a) : a;
    const right = b instanceof PdfRef ? after.resolve(b) : b;
    if (left instanceof PdfStream && right instanceof PdfStream) {
      if (Buffer.compare(bytesOf(left), bytesOf(right)) !== 0) changes.push(`${path}.stream`);
      visitDict(left, right, path, byContent ? packing : undefined);
    } else if (left instanceof PdfStream || right instanceof PdfStream) changes.push(path);
    else if (left instanceof PdfDict && right instanceof PdfDict) visitDict(left, right, path);
    else if (left instanceof PdfArray && right instanceof PdfArray) visitArray(left, right, path);
    else if (!sameLeaf(left, right) && !isRewritten(left, right, path)) changes.push(path);
  };

  const visitDict = (a: PdfDict, b: PdfDict, path: string, passedOver?: ReadonlySet<string>): void => {
    const signing = isEmptyField(a, before) && !isEmptyField(b, after);
    const keys = new Set([...a.keys(), ...b.keys()].map((key) => key.value));
    for (const key of keys) {
      if ((signing && signingKeys.has(key)) || passedOver?.has(key) === true) continue;
      if (path === 'Root' && rootKeys.has(key) && !a.has(key)) continue;
      if (path === 'Root.DSS' || (path === 'Root.AcroForm' && key === 'SigFlags')) continue;
      visit(a.get(key) ?? (key === 'Annots' ? new PdfArray([]) : undefined), b.get(key), `${path}.${key}`);
    }
  };

  const visitArray = (a: PdfArray, b: PdfArray, path: string): void => {
    const mayGrow = path === 'Root.AcroForm.Fields' || path.endsWith('.Annots');
    if (a.length > b.length || (a.length < b.length && !mayGrow)) {
      changes.push(path);
      return;
    }
    for (let index = 0; index < a.length; index++) visit(a.at(index), b.at(index), `${path}.${index}`);
    for (let index = a.length; index < b.length; index++) {
      if (!isInvisibleSignature(b.at(index, after.resolve), after)) changes.push(`${path}.${index}`);
    }
  };

  const [first, second] = [before.pdf.getCatalog(), after.pdf.getCatalog()];
  // the pages by themselves first, so that a change on one is told under its number
  if (byContent) visit(first.get('Pages'), second.get('Pages'), 'Root.Pages');
  visit(first, second, 'Root');
  const root = after.pdf.context.info.trailer.get('Root');
  if (root instanceof PdfRef) seen.add(`${root.objectNumber}.0-${root.objectNumber}.0`);
  const [information, later] = [before, after].map(({ pdf }) => pdf.context.info.trailer.get('Info'));
  if (!byContent) visit(information, later, 'Info');
  for (const number of rewritten) {
    const ref = PdfRef.of(number, 0);
    const earlier = before.resolve(ref);
    // a number that was free before
    if (earlier === null || seen.has(`${number}.0-${number}.0`)) continue;
    visit(ref, ref, `Object.${number}`);
  }
  return changes;
}

/** What hangs on the packing of a stream. */
const packing = new Set(['Length']);
/** What signing writes into an empty field. */
const signingKeys = new Set(['V', 'AP', 'F', 'Type', 'Subtype', 'P', 'Lock', 'SV']);
const rootKeys = new Set(['DSS', 'Extensions', 'Version']);

function isEmptyField(dict: PdfDict, side: Side): boolean {
  return dict.getName('FT', side.resolve)?.value === 'Sig' && !dict.has('V');
}

/**
 * A timestamp or signature added later may bring a field of its own, so long as it covers nothing: no room either way, for a line has
 * a width of its own, and nothing that lies elsewhere or acts.
 */
function isInvisibleSignature(value: Value, side: Side): boolean {
  if (!(value instanceof PdfDict) || value.getName('FT', side.resolve)?.value !== 'Sig') return false;
  if (value.getName('Subtype', side.resolve)?.value !== 'Widget' || ['A', 'AA', 'Kids', 'Parent'].some((key) => value.has(key)))
    return false;
  const rect = value.getArray('Rect', side.resolve);
  const at = (index: number): number => {
    const number = rect?.at(index, side.resolve);
    return number instanceof PdfNumber ? number.value : 0;
  };
  return at(0) === at(2) && at(1) === at(3);
}

/** A field or page that gets an entry is written anew, and its corners with it, to fewer decimals. */
function isRewritten(a: Value, b: Value, path: string): boolean {
  return /\.(Rect|MediaBox)\.\d$/.test(path) && a instanceof PdfNumber && b instanceof PdfNumber && Math.abs(a.value - b.value) < 0.001;
}

function sameLeaf(a: Value, b: Value): boolean {
  if (a === b) return true;
  if (a instanceof PdfName && b instanceof PdfName) return a.value === b.value;
  if (a instanceof PdfNumber && b instanceof PdfNumber) return a.value === b.value;
  if (a instanceof PdfBool && b instanceof PdfBool) return a.value === b.value;
  if (a instanceof PdfString && b instanceof PdfString) return Buffer.compare(Buffer.from(a.bytes), Buffer.from(b.bytes)) === 0;
  const none = (value: Value): boolean => value === null || value === undefined || value.type === 'null';
  return none(a) && none(b);
}
