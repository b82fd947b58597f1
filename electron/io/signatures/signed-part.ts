/** Where a signature lies in the file, read from the bytes and not from what a parser made of them. */
import { PdfDict, PdfNumber, PdfString, type PDF, type PdfArray, type PdfObject, type PdfRef } from '@libpdf/core';

export interface SignedField {
  readonly name: string;
  /** null: not signed */
  readonly value: PdfDict | null;
}

type Resolve = (ref: PdfRef) => PdfObject | null;

/** All signature fields of a document, also those below other fields. */
export function signatureFields(pdf: PDF): SignedField[] {
  const resolve: Resolve = pdf.context.registry.resolve.bind(pdf.context.registry);
  const found: SignedField[] = [];
  const seen = new Set<PdfObject>();
  const walk = (fields: PdfArray | undefined, prefix: string): void => {
    for (let index = 0; index < (fields?.length ?? 0); index++) {
      const field = fields?.at(index, resolve);
      if (!(field instanceof PdfDict) || seen.has(field)) continue;
      seen.add(field);
      const own = field.getString('T', resolve)?.asString();
      const name = own === undefined ? prefix : prefix === '' ? own : `${prefix}.${own}`;
      if (field.getName('FT', resolve)?.value === 'Sig') found.push({ name, value: field.getDict('V', resolve) ?? null });
      else walk(field.getArray('Kids', resolve), name);
    }
  };
  walk(pdf.getCatalog().getDict('AcroForm', resolve)?.getArray('Fields', resolve), '');
  return found;
}

export interface SignedPart {
  /** the bytes that are signed */
  readonly signed: Uint8Array<ArrayBuffer>;
  /** the CMS, with the zeros after it cut off */
  readonly cms: Uint8Array<ArrayBuffer>;
  /** offset behind the last signed byte */
  readonly end: number;
}

/**
 * The two ranges of a signature, after these have been proved: they start at the first byte, leave out one
 * hexadecimal string and nothing more, and that string is this signature's content, padded with zeros only.
 * Null where any of it fails.
 */
export function signedPart(bytes: Uint8Array, value: PdfDict, resolve: Resolve): SignedPart | null {
  const range = value.getArray('ByteRange', resolve);
  if (range?.length !== 4) return null;
  const numbers = [0, 1, 2, 3].map((index) => {
    const item = range.at(index, resolve);
    return item instanceof PdfNumber && Number.isSafeInteger(item.value) && item.value >= 0 ? item.value : null;
  });
  const [start, first, second, length] = numbers;
  if (start !== 0 || typeof first !== 'number' || typeof second !== 'number' || typeof length !== 'number') return null;
  const end = second + length;
  if (first === 0 || second <= first + 2 || end > bytes.length || length === 0) return null;
  const hole = Buffer.from(bytes.buffer, bytes.byteOffset + first, second - first).toString('latin1');
  if (!/^<(?:[0-9A-F]{2})+>$/.test(hole) && !/^<(?:[0-9a-f]{2})+>$/.test(hole)) return null;
  const content = Buffer.from(hole.slice(1, -1), 'hex');
  const claimed = value.get('Contents', resolve);
  if (!(claimed instanceof PdfString) || Buffer.compare(Buffer.from(claimed.bytes), content) !== 0) return null;
  const cmsLength = derLength(content);
  if (cmsLength === null || content.subarray(cmsLength).some((byte) => byte !== 0)) return null;
  const signed = new Uint8Array(first + length);
  signed.set(bytes.subarray(0, first), 0);
  signed.set(bytes.subarray(second, end), first);
  return { signed, cms: new Uint8Array(content.subarray(0, cmsLength)), end };
}

/** Length of the first DER value, header included. */
function derLength(bytes: Uint8Array): number | null {
  const [tag, first] = bytes;
  if (tag !== 0x30 || first === undefined) return null;
  if (first < 0x80) return first + 2 <= bytes.length ? first + 2 : null;
  const count = first & 0x7f;
  if (count === 0 || count > 4) return null;
  const size = bytes.subarray(2, 2 + count).reduce((value, byte) => value * 256 + byte, 0);
  return 2 + count + size <= bytes.length ? 2 + count + size : null;
}
