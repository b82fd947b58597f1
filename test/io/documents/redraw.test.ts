import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PDF, PdfStream } from '@libpdf/core';
import { unzipSync } from 'fflate';
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { buildDocument } from '../../../domain/report/documents/document.ts';
import type { DocumentData } from '../../../domain/report/documents/document.ts';
import type { DocumentTree } from '../../../domain/report/tree.ts';
import type { Images } from '../../../electron/io/pdf/blocks.ts';
import { redrawer } from '../../../electron/io/documents/redraw.ts';
import { drawingVersion, loadFonts, renderPdf, type FontSet } from '../../../electron/io/pdf/render.ts';
import type { VerifyStatus } from '../../../electron/io/signatures/status.ts';
import { verifyPdf } from '../../../electron/io/signatures/verify.ts';
import { samples, shortlistData, translator, visitData } from '../../fixtures/documents.ts';
import { signPdf, makeInstitution, now, passphrase } from '../../fixtures/institution.ts';
import { png } from '../../fixtures/png.ts';

const fontFolder = join(import.meta.dirname, '../../../resources/fonts');
const program = '1.2.3';
const t = translator('zh');
let fonts: FontSet;
let institution: { p12: Uint8Array; rootCertificatePem: string };

beforeAll(async () => {
  fonts = await loadFonts(fontFolder);
  ({ institution } = await makeInstitution());
}, 60_000);

const draw = async (tree: DocumentTree): Promise<Uint8Array> => (await renderPdf(tree, { fonts, createdAt: now, program })).bytes;
const sign = (bytes: Uint8Array): Promise<Uint8Array> =>
  signPdf(bytes, {
    p12: institution.p12,
    passphrase,
    fieldName: 'institution',
    reason: '',
    location: '',
    at: now,
    fonts,
    seal: true,
  });
const verify = (bytes: Uint8Array): Promise<VerifyStatus> =>
  verifyPdf(bytes, { roots: [institution.rootCertificatePem], now, pages: redrawer({ fontFolder, translator }) });

test.each(samples.map((data) => [data.kind, data] as const))(
  'the document %s is drawn again to the same pages',
  async (_, data: DocumentData) => {
    const bytes = await draw(buildDocument(data, translator(data.language)));
    const photos = ('visit' in data && data.visit?.photos.length) || 0;
    // photos that are not in the file as they were cannot be drawn again
    expect((await verify(bytes)).redrawn).toBe(photos > 0 ? null : true);
  },
);

test('signing_changes_nothing_that_is_drawn', async () => {
  const found = await verify(await sign(await draw(buildDocument(shortlistData, t))));
  expect({ redrawn: found.redrawn, status: found.status }).toEqual({ redrawn: true, status: 'valid' });
});

test('paper_that_says_something_else_than_its_data_is_found_though_all_signatures_hold', async () => {
  const tree = buildDocument(shortlistData, t);
  const printed = {
    ...tree,
    blocks: tree.blocks.map((block) => (block.kind === 'table' ? { ...block, body: block.body.toReversed() } : block)),
  };
  const found = await verify(await sign(await draw(printed)));
  expect(found.signatures.every((signature) => signature.intact && signature.trusted)).toBe(true);
  expect(found.embedded).toMatchObject({ recomputes: true, differences: [] });
  expect(found).toMatchObject({
    redrawn: false,
    status: 'altered',
    bottomLine: { key: 'reports.verify.problem.redrawn', params: { pages: expect.stringMatching(/^(0 )?1\b/) as string } },
  });
});

test('a_kind_that_this_program_does_not_know_is_told_and_never_drawn_as_another', async () => {
  const tree = buildDocument(shortlistData, t);
  const foreign = { ...shortlistData, kind: 'certificate' };
  const attachments = tree.attachments.map((attachment) => ({ ...attachment, json: z.json().parse(foreign) }));
  const found = await verify(await sign(await draw({ ...tree, attachments })));
  expect(found.signatures).toMatchObject([{ intact: true, trusted: true }]);
  expect(found).toMatchObject({
    status: 'unjudged',
    bottomLine: { key: 'reports.verify.problem.kind', params: { kind: 'certificate' } },
    embedded: { present: true, readable: false, kind: 'certificate', recomputes: null },
    redrawn: null,
  });
  expect(() => buildDocument(foreign as unknown as DocumentData, t)).toThrow(TypeError);
});

test('a_page_that_was_changed_before_the_first_signature_is_found', async () => {
  const drawn = await draw(buildDocument(shortlistData, t));
  const pdf = await PDF.load(new Uint8Array(drawn));
  const { registry } = pdf.context;
  const content = pdf.getPage(0)?.dict.get('Contents', (ref) => registry.resolve(ref));
  if (!(content instanceof PdfStream)) throw new Error('no content');
  content.setData(Buffer.concat([Buffer.from(content.getDecodedData()), Buffer.from('\n0 0 100 100 re f\n')]));
  const found = await verify(await sign(await pdf.save({ incremental: true })));
  expect(found.signatures.map(({ intact, coversWholeFile }) => ({ intact, coversWholeFile }))).toEqual([
    { intact: true, coversWholeFile: true },
  ]);
  expect(found).toMatchObject({ redrawn: false, status: 'altered' });
});

test('another_version_of_the_drawing_does_not_judge_and_another_program_does', async () => {
  const tree = buildDocument(shortlistData, t);
  const drawn = Buffer.from(await draw(tree)).toString('latin1');
  expect(drawn).toContain(`; drawing ${drawingVersion}`);
  const other = Buffer.from(drawn.replaceAll(`; drawing ${drawingVersion}`, `; drawing ${drawingVersion + 1}`), 'latin1');
  expect((await verify(await sign(other))).redrawn).toBeNull();
  const { bytes: later } = await renderPdf(tree, { fonts, createdAt: now, program: '9.9.9' });
  expect((await verify(await sign(later))).redrawn).toBe(true);
});

/** A photo of one of the sample packages. */
function samplePicture(): Uint8Array {
  const packed = unzipSync(readFileSync(join(import.meta.dirname, '../../../resources/samples/长沙星湖跨境电商产业园.zip')));
  const [, bytes] = Object.entries(packed).find(([name]) => /\.jpe?g$/i.test(name)) ?? [];
  if (!bytes) throw new Error('no photo in the sample');
  return bytes;
}

describe('photos', () => {
  const nameOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
  const jpeg = samplePicture();
  const plain = png(80, 60, 40);
  const images = Object.fromEntries([jpeg, plain].map((bytes) => [nameOf(bytes), bytes]));
  const data: DocumentData = {
    ...visitData,
    visit: { ...visitData.visit, photos: [jpeg, plain].map((bytes, index) => ({ image: nameOf(bytes), caption: `图${index + 1}` })) },
  };
  const drawWith = async (given: Images): Promise<Uint8Array> =>
    (await renderPdf(buildDocument(data, t), { fonts, createdAt: now, program, images: given })).bytes;

  test('jpeg_and_png_are_found_in_the_file_and_drawn_again', async () => {
    expect((await verify(await drawWith(images))).redrawn).toBe(true);
  });

  test('another_png_than_the_one_that_was_taken_is_not_passed_off_as_it', async () => {
    const other = png(80, 60, 200);
    const bytes = await drawWith({ ...images, [nameOf(plain)]: other });
    // its name says another file, so there is nothing to draw again from
    expect((await verify(bytes)).redrawn).toBeNull();
    const pdf = await PDF.load(new Uint8Array(bytes));
    pdf.removeAttachment(`${nameOf(plain)}.png`);
    pdf.addAttachment(`${nameOf(plain)}.png`, plain);
    expect((await verify(await pdf.save({ incremental: true }))).redrawn).toBe(false);
  });
});
