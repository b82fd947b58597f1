/**
 * A damaged signed document is told as what it is, in seconds. The library that reads it does not come back by itself where it
 * takes a lone bracket for a word; see load.ts.
 */
import { deflateSync } from 'node:zlib';
import { join } from 'node:path';
import { PdfDict, PdfRef } from '@libpdf/core';
import { beforeAll, describe, expect, test } from 'vitest';
import { buildDocument } from '../../../domain/report/documents/document.ts';
import { redrawer } from '../../../electron/io/documents/redraw.ts';
import { loadFonts, renderPdf } from '../../../electron/io/pdf/render.ts';
import { loadPdf } from '../../../electron/io/signatures/load.ts';
import type { VerifyStatus } from '../../../electron/io/signatures/status.ts';
import { verifyPdf } from '../../../electron/io/signatures/verify.ts';
import { sheetData, translator } from '../../fixtures/documents.ts';
import { appendRevision, freeNumber } from './attack-builders.ts';
import { makeInstitution, memberPassphrase, now, signPdf } from '../../fixtures/institution.ts';

const fontFolder = join(import.meta.dirname, '../../../resources/fonts');
let signed: Buffer;
let drawn: Buffer;
let root: string;

beforeAll(async () => {
  const fonts = await loadFonts(fontFolder);
  const { institution, member } = await makeInstitution();
  const person = await member({ name: '欧阳振华', organisation: '湖南工商大学电子商务研究院' });
  const { bytes } = await renderPdf(buildDocument(sheetData, translator('zh')), { fonts, createdAt: now, program: '1.2.3' });
  drawn = Buffer.from(bytes);
  const options = { fieldName: 'expert-p3', reason: '', location: '', at: now, fonts };
  signed = Buffer.from(await signPdf(bytes, { p12: person.p12, passphrase: memberPassphrase, ...options }));
  root = institution.rootCertificatePem;
}, 120_000);

const verify = (bytes: Uint8Array): Promise<VerifyStatus> =>
  verifyPdf(bytes, { roots: [root], now, pages: redrawer({ fontFolder, translator }) });

/** Where the last `text` stands, and its end. */
const last = (text: string): number => signed.lastIndexOf(text, undefined, 'latin1');

describe('a byte more or less', () => {
  const regions: readonly (readonly [name: string, at: () => number])[] = [
    ['the header', () => 3],
    ['the second line', () => signed.indexOf('\n') + 3],
    ['the first object', () => signed.indexOf('obj') - 2],
    ['the data of a stream', () => signed.indexOf('stream\n') + 300],
    ['the attached figures', () => signed.indexOf('/EmbeddedFile') + 200],
    ['the first table', () => signed.indexOf('\nxref') + 60],
    ['the first trailer', () => signed.indexOf('trailer') + 12],
    ['the end of the first revision', () => drawn.length - 3],
    ['between the revisions', () => drawn.length],
    ['the field', () => last('/FT /Sig') + 4],
    ['the ranges', () => last('/ByteRange') + 14],
    ['the signature', () => last('/Contents <') + 400],
    ['the zeros of the signature', () => last('/Contents <') + 11_000],
    ['the end of the signature', () => signed.indexOf('>', last('/Contents <'))],
    ['the signed look', () => last('/FlateDecode') + 400],
    ['the last table', () => last('xref\n') - 60],
    ['the last trailer', () => last('trailer') + 12],
    ['the place of the last table', () => last('startxref') + 11],
    ['the end', () => signed.length - 3],
  ];
  const damages: readonly (readonly [name: string, put: string, instead: number])[] = [
    ['m', 'm', 0],
    ['}', '}', 0],
    [')', ')', 0],
    ['a digit', '7', 0],
    ['gone', '', 1],
    ['twelve gone', '', 12],
    ['a frame gone', '\nendobj\n<<', 40],
  ];

  test.each(regions)('in %s', async (_, place) => {
    const at = place();
    expect(at).toBeGreaterThan(0);
    for (const [name, put, instead] of damages) {
      const damaged = Buffer.concat([signed.subarray(0, at), Buffer.from(put), signed.subarray(at + instead)]);
      const started = performance.now();
      const { status } = await verify(damaged);
      expect(performance.now() - started, name).toBeLessThan(5000);
      expect(['altered', 'structure', 'unreadable'], name).toContain(status);
    }
  });
});

/** A lone bracket in the place of a key or a value: the reader would look for the end of the object behind it for ever. */
const endless = ['<< /A 1 } /B 2 >>', '<< /A } >>', '<< /A ) >>', '[1 { 2]', '[)', '<< /A [} >>'];

test.each(endless)('an object %s is none, and the reader comes back', async (text) => {
  const number = freeNumber(signed);
  const pdf = await loadPdf(appendRevision(signed, [{ number, text }]));
  expect(pdf.context.registry.resolve(PdfRef.of(number, 0))).toBe(null);
  expect(pdf.getPageCount()).toBeGreaterThan(0);
});

test.each(endless)('an object %s packed in a stream is none either', async (text) => {
  const pdf = await loadPdf(packed(text));
  expect(pdf.context.registry.resolve(PdfRef.of(5, 0))).toBe(null);
  expect(pdf.context.registry.resolve(PdfRef.of(6, 0))).toBeInstanceOf(PdfDict);
});

test('a file without a table that has such an object is read without it', async () => {
  const text = Buffer.from(appendRevision(signed, [{ number: freeNumber(signed), text: '<< /Type /Catalog } >>' }])).toString('latin1');
  const { status } = await verify(Buffer.from(text.replaceAll('startxref', 'startxxxx'), 'latin1'));
  expect(['altered', 'structure']).toContain(status);
});

/** A file whose objects 5 and 6 lie in a packed stream, and its table in another. */
function packed(text: string): Buffer {
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [] /Count 0 >>',
    packedStream('/Type /ObjStm /N 2 /First 10', `5 0 6 ${String(text.length + 1).padEnd(4)}${text} << /B 2 >>`),
  ];
  let file = '%PDF-1.7\n';
  const offsets = objects.map((body, index) => {
    const offset = file.length;
    file += `${index + 1} 0 obj\n${body}\nendobj\n`;
    return offset;
  });
  const table = file.length;
  const rows = [[0, 0, 255], ...offsets.map((offset) => [1, offset, 0]), [1, table, 0], [2, 3, 0], [2, 3, 1]];
  const entries = Buffer.from(rows.flatMap(([kind = 0, place = 0, third = 0]) => [kind, place >> 8, place & 255, third]));
  file += `4 0 obj\n${packedStream('/Type /XRef /Size 7 /W [1 2 1] /Root 1 0 R', entries)}\nendobj\nstartxref\n${table}\n%%EOF\n`;
  return Buffer.from(file, 'latin1');
}

function packedStream(keys: string, data: string | Buffer): string {
  const bytes = deflateSync(data);
  return `<< ${keys} /Length ${bytes.length} /Filter /FlateDecode >>\nstream\n${bytes.toString('latin1')}\nendstream`;
}
