/**
 * Signs a field of a document: PAdES B-B. The signature is appended; not
 * a byte of what was there before changes, so earlier signatures stay whole. All are approval
 * signatures: a certification must come first, and an institution signs last.
 */
import { PdfArray, PdfDict, PdfName, PdfNumber, PdfStream, PdfString, type PDF } from '@libpdf/core';
import { refuse } from '../../../domain/result.ts';
import { viewCertificate, type Identity } from '../crypto/identity.ts';
import type { Stroke } from '../../../domain/model.ts';
import { drawAppearance } from './appearance.ts';
import { createCms } from './cms.ts';
import { loadPdf } from './load.ts';
import { sha256, toHex, type Bytes } from '../crypto/crypto.ts';
import type { FontSet } from '../pdf/fonts.ts';

export interface SignOptions {
  readonly fieldName: string;
  readonly reason: string;
  readonly location: string;
  /** ISO time, the signer's own clock */
  readonly at: string;
  readonly fonts: FontSet;
  /** handwriting; the name in type where there is none */
  readonly strokes?: readonly Stroke[] | undefined;
  /** the lines of the appearance, the name first */
  readonly label: string;
  /** framed and red, as an institution's */
  readonly seal?: boolean;
}

/** Bytes kept free for the CMS. */
const reserved = 8192;
const widestOffset = 9_999_999_999;

/** With an identity that is open, for as many documents as are signed in one sitting. Errors: identity/expired, pdf/unreadable, pdf/no-field, pdf/field-signed. */
export async function signWith(bytes: Uint8Array, identity: Identity, options: SignOptions): Promise<Uint8Array> {
  const { notAfter, notBefore } = await viewCertificate(identity.certificate);
  if (options.at > notAfter || options.at < notBefore) refuse('identity/expired', { notBefore, notAfter });
  const prepared = await append(bytes, (pdf) => fillField(pdf, options));
  // the range covers all bytes but the hole, and what signs them goes into the hole
  const hole = findHole(prepared, bytes.length);
  writeAscii(prepared, hole.range, `[${[0, hole.start, hole.end, prepared.length - hole.end].join(' ')}]`.padEnd(hole.rangeLength, ' '));
  const signed = Buffer.concat([prepared.subarray(0, hole.start), prepared.subarray(hole.end)]);
  const content = await createCms(identity, await sha256(signed));
  if (content.length > reserved) throw new RangeError(`signature of ${content.length} bytes, ${reserved} reserved`);
  writeAscii(prepared, hole.start + 1, toHex(content).toUpperCase());
  return prepared;
}

/** The document with what `change` registers written behind its last byte. */
async function append(bytes: Uint8Array, change: (pdf: PDF) => void): Promise<Bytes> {
  let pdf: PDF;
  try {
    pdf = await loadPdf(bytes);
  } catch {
    return refuse('pdf/unreadable');
  }
  change(pdf);
  const saved = await pdf.save({ incremental: true });
  if (Buffer.compare(Buffer.from(saved.buffer, saved.byteOffset, bytes.length), bytes) !== 0)
    refuse('pdf/unreadable', { reason: 'not-appendable' });
  return new Uint8Array(saved);
}

/** Writes the signature dictionary and the look into the empty field. */
function fillField(pdf: PDF, options: SignOptions): void {
  const { registry } = pdf.context;
  const resolve = registry.resolve.bind(registry);
  const form = pdf.getCatalog().getDict('AcroForm', resolve);
  const fields = form?.getArray('Fields', resolve);
  const field = Array.from({ length: fields?.length ?? 0 }, (_, index) => fields?.at(index, resolve)).find(
    (each): each is PdfDict =>
      each instanceof PdfDict &&
      each.getString('T', resolve)?.asString() === options.fieldName &&
      each.getName('FT', resolve)?.value === 'Sig',
  );
  if (!form || !field) refuse('pdf/no-field', { field: options.fieldName });
  if (field.has('V')) refuse('pdf/field-signed', { field: options.fieldName });

  const rect = field.getArray('Rect', resolve);
  const side = (index: number): number => {
    const corner = rect?.at(index, resolve);
    return corner instanceof PdfNumber ? corner.value : 0;
  };
  const [width, height] = [Math.abs(side(2) - side(0)), Math.abs(side(3) - side(1))];
  const look = PdfStream.fromDict(
    { Type: PdfName.of('XObject'), Subtype: PdfName.of('Form'), BBox: numbers([0, 0, width, height]), Resources: new PdfDict() },
    Buffer.from(
      drawAppearance({ fonts: options.fonts, width, height, label: options.label, strokes: options.strokes, seal: options.seal }),
      'latin1',
    ),
  );
  const signature = PdfDict.of({
    Type: PdfName.of('Sig'),
    Filter: PdfName.of('Adobe.PPKLite'),
    SubFilter: PdfName.of('ETSI.CAdES.detached'),
    // both are filled in once the rest is written
    ByteRange: numbers([0, widestOffset, widestOffset, widestOffset]),
    Contents: new PdfString(new Uint8Array(reserved), 'hex'),
    M: PdfString.fromString(pdfDate(options.at)),
    Name: PdfString.fromString(options.label.split('\n')[0] ?? ''),
    Reason: PdfString.fromString(options.reason),
    Location: PdfString.fromString(options.location),
  });
  field.set('V', registry.register(signature));
  field.set('AP', PdfDict.of({ N: registry.register(look) }));
  // print, and locked: the field is no longer to be moved or filled
  field.set('F', PdfNumber.of(132));
  form.set('SigFlags', PdfNumber.of(3));
}

function numbers(values: readonly number[]): PdfArray {
  return new PdfArray(values.map((value) => PdfNumber.of(value)));
}

interface Hole {
  /** of the `<` of the content and after its `>` */
  readonly start: number;
  readonly end: number;
  /** where the range stands, and its length with brackets */
  readonly range: number;
  readonly rangeLength: number;
}

function findHole(bytes: Bytes, from: number): Hole {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const range = text.indexOf(`[0 ${widestOffset}`, from, 'latin1');
  const rangeEnd = text.indexOf(']', range, 'latin1') + 1;
  const zeros = '0'.repeat(256);
  const start = text.indexOf(`<${zeros}`, from, 'latin1');
  const end = text.indexOf('>', start, 'latin1') + 1;
  if (range < 0 || rangeEnd === 0 || start < 0 || end === 0) throw new Error('the place of the signature was not written');
  return { start, end, range, rangeLength: rangeEnd - range };
}

function writeAscii(bytes: Bytes, at: number, text: string): void {
  bytes.set(Buffer.from(text, 'latin1'), at);
}

/** D:20261120183000+00'00' */
function pdfDate(iso: string): string {
  return `D:${new Date(iso).toISOString().slice(0, 19).replaceAll(/[-T:]/g, '')}+00'00'`;
}
