/**
 * Forgeries of who has a key that is trusted: a member of the panel signs for others, leaves others out, or shows in the own field what
 * signing would not draw. Made by the program's own means, so that nothing but who signed where tells them from honest documents.
 */
import { join } from 'node:path';
import { PDF, PdfDict, PdfNumber, PdfStream } from '@libpdf/core';
import { beforeAll, describe, expect, test } from 'vitest';
import { buildDocument, recompute, type DocumentData } from '../../../domain/report/documents/document.ts';
import { formatDate } from '../../../domain/report/phrases.ts';
import { signatureLabel } from '../../../domain/report/signers.ts';
import { Refusal } from '../../../domain/result.ts';
import { redrawer } from '../../../electron/io/documents/redraw.ts';
import { isAppearance, drawAppearance, type Look } from '../../../electron/io/signatures/appearance.ts';
import { loadFonts, renderPdf, type FontSet } from '../../../electron/io/pdf/render.ts';
import type { SignOptions } from '../../../electron/io/signatures/sign.ts';
import type { VerifyStatus } from '../../../electron/io/signatures/status.ts';
import { verifyPdf } from '../../../electron/io/signatures/verify.ts';
import {
  fundingData,
  supplementData,
  minutesData,
  publicityData,
  reviewData,
  sheetData,
  shortlistData,
  translator,
  visitData,
} from '../../fixtures/documents.ts';
import { makeInstitution, memberPassphrase, now, passphrase, signPdf } from '../../fixtures/institution.ts';

const fontFolder = join(import.meta.dirname, '../../../resources/fonts');
let fonts: FontSet;
let own: Awaited<ReturnType<typeof makeInstitution>>;
/** key files by whom they name; of members all but the institution's */
const keys = new Map<string, { p12: Uint8Array; passphrase: string }>();

async function keyOf(name: string): Promise<{ p12: Uint8Array; passphrase: string }> {
  const made = keys.get(name) ?? { p12: (await own.member({ name, organisation: '示例大学' })).p12, passphrase: memberPassphrase };
  keys.set(name, made);
  return made;
}

beforeAll(async () => {
  fonts = await loadFonts(fontFolder);
  own = await makeInstitution();
  keys.set(shortlistData.institution, { p12: own.institution.p12, passphrase });
});

type Change = Partial<Pick<SignOptions, 'label' | 'strokes' | 'seal' | 'reason'>>;

/** The document, each field signed by whom `by` names for it; nobody where that is null. */
async function make(data: DocumentData, by: (signer: string, field: string) => string | null = (signer) => signer, change: Change = {}) {
  let { bytes } = await renderPdf(buildDocument(data, translator('zh')), { fonts, createdAt: now, program: '1.2.3' });
  for (const { field, signer, kind } of data.signatures) {
    const name = by(signer, field);
    if (name === null) continue;
    const options = { fieldName: field, reason: '', location: '', at: now, fonts, seal: kind === 'institution', ...change };
    bytes = new Uint8Array(await signPdf(bytes, { ...(await keyOf(name)), ...options }));
  }
  return bytes;
}

const verify = (bytes: Uint8Array, roots = [own.institution.rootCertificatePem]): Promise<VerifyStatus> =>
  verifyPdf(bytes, { roots, now, pages: redrawer({ fontFolder, translator }) });

const expert = sheetData.expert.name;

describe('who signs where', () => {
  test.each<[string, DocumentData]>([
    ['shortlist', shortlistData],
    ['sheet', sheetData],
    ['review', reviewData],
    ['minutes', minutesData],
  ])('%s_signed_by_whom_it_names_is_valid', async (_, data) => {
    const found = await verify(await make(data));
    expect(found).toMatchObject({ status: 'valid', redrawn: true, problems: [] });
  });

  test('a_member_does_not_sign_for_the_institution', async () => {
    const found = await verify(await make(shortlistData, () => expert));
    expect(found.bottomLine).toEqual({
      key: 'reports.verify.otherSigner',
      params: { signers: expert, named: shortlistData.institution },
    });
    expect(found).toMatchObject({ status: 'otherSigner', signatures: [{ intact: true, trusted: true }] });
  });

  test('one_member_does_not_sign_for_all', async () => {
    expect((await verify(await make(reviewData, () => expert))).status).toBe('otherSigner');
    // nor for a single other one
    expect((await verify(await make(reviewData, (signer) => (signer === '刘佳' ? expert : signer)))).status).toBe('otherSigner');
  });

  test('a_member_who_is_named_as_the_institution_is_none', async () => {
    const name = shortlistData.institution;
    await expect(own.member({ name, organisation: name })).rejects.toBeInstanceOf(Refusal);
    // another institution may name its people as it likes
    const elsewhere = await makeInstitution('另一家评审中心');
    const { p12 } = await elsewhere.member({ name, organisation: name });
    const { bytes } = await renderPdf(buildDocument(shortlistData, translator('zh')), { fonts, createdAt: now, program: '1.2.3' });
    const options = { fieldName: 'institution', reason: '', location: '', at: now, fonts, seal: true };
    const signed = await signPdf(bytes, { ...options, p12, passphrase: memberPassphrase });
    expect((await verify(signed, [own.institution.rootCertificatePem, elsewhere.institution.rootCertificatePem])).status).toBe(
      'otherSigner',
    );
  });

  test('a_member_of_another_institution_is_not_the_one_named', async () => {
    const elsewhere = await makeInstitution('另一家评审中心');
    const { p12 } = await elsewhere.member({ name: expert, organisation: '' });
    const { bytes } = await renderPdf(buildDocument(sheetData, translator('zh')), { fonts, createdAt: now, program: '1.2.3' });
    const signed = await signPdf(bytes, {
      p12,
      passphrase: memberPassphrase,
      fieldName: 'expert-p3',
      reason: '',
      location: '',
      at: now,
      fonts,
    });
    const both = [own.institution.rootCertificatePem, elsewhere.institution.rootCertificatePem];
    expect((await verify(signed, both)).status).toBe('otherSigner');
    expect((await verify(signed)).status).toBe('untrusted');
  });

  test('without_a_root_nothing_is_said_to_have_been_added', async () => {
    const found = await verify(await make(shortlistData), []);
    expect(found).toMatchObject({ status: 'untrusted', problems: [] });
  });
});

describe('who has to sign follows from what the document says', () => {
  const without = <D extends DocumentData>(data: D, who: (signer: string) => boolean): D => ({
    ...data,
    signatures: data.signatures.filter(({ signer }) => !who(signer)),
  });
  const optional = <D extends DocumentData>(data: D): D => ({
    ...data,
    signatures: data.signatures.map((one) => ({ ...one, required: one.signer === expert })),
  });
  const scored = reviewData.scoring?.experts.map(({ name }) => name) ?? [];

  test.each<[string, DocumentData, string[]]>([
    ['all sign', reviewData, []],
    ['without the institution', without(reviewData, (signer) => signer === reviewData.institution), ['signatures']],
    ['without who scored', without(reviewData, (signer) => scored.includes(signer) && signer !== expert), ['signatures']],
    ['others need not sign', optional(reviewData), ['signatures']],
    [
      'another institution',
      { ...shortlistData, signatures: shortlistData.signatures.map((one) => ({ ...one, signer: expert })) },
      ['signatures'],
    ],
    ['a person in the place of the institution', { ...shortlistData, signatures: sheetData.signatures }, ['signatures']],
    ['nobody', { ...publicityData, signatures: [] }, ['signatures']],
    [
      'a sheet of somebody else',
      { ...sheetData, signatures: sheetData.signatures.map((one) => ({ ...one, signer: '刘佳' })) },
      ['signatures'],
    ],
    ['minutes that nobody signs', { ...minutesData, signatures: [] }, ['signatures']],
    ['minutes that nobody has to sign', optional(minutesData), ['signatures']],
    ['a visit that all signed by hand', { ...visitData, signatures: [] }, []],
    ['payments', fundingData, []],
    ['a letter that nobody signs', { ...supplementData, signatures: [] }, ['signatures']],
  ])('%s', (_, data, expected) => {
    expect(recompute(data)).toEqual(expected);
  });

  test('a_report_that_asks_nobody_else_is_inconsistent', async () => {
    const alone = { ...reviewData, signatures: reviewData.signatures.filter(({ signer }) => signer === expert) };
    expect(await verify(await make(alone))).toMatchObject({
      status: 'inconsistent',
      embedded: { recomputes: false, differences: ['signatures'] },
    });
  });
});

describe('what a signed field shows', () => {
  const strokes = [
    [
      [0, 0, 0.5],
      [10, 12, 0.7],
      [20, 5, 0.6],
    ],
    [
      [4, 4, 0.5],
      [9, 30, 0.2],
    ],
  ] as unknown as NonNullable<SignOptions['strokes']>;

  test('handwriting_is_shown', async () => {
    expect((await verify(await make(sheetData, undefined, { strokes }))).status).toBe('valid');
  });

  test('the_day_may_be_written_in_the_language_of_who_signs', async () => {
    expect(
      (await verify(await make(sheetData, undefined, { label: signatureLabel(expert, formatDate(translator('en'), '2026-11-20')) })))
        .status,
    ).toBe('valid');
  });

  test.each<[string, Change]>([
    ['another word', { label: '本表作废\n2026年11月20日' }],
    ['another day', { label: `${expert}\n2026年11月19日` }],
    ['a line more', { label: `${expert}\n2026年11月20日\n总分改为0.00` }],
    ['a seal', { seal: true }],
  ])('%s_is_told', async (_, change) => {
    const found = await verify(await make(sheetData, undefined, change));
    expect(found).toMatchObject({ status: 'altered', redrawn: false });
    expect(found.bottomLine).toEqual({ key: 'reports.verify.problem.shown', params: { signers: expert } });
  });

  const look = (): Look => ({ fonts, width: 150, height: 60, label: `${expert}\n2026年11月20日` });

  test.each<[string, (drawn: string) => string]>([
    ['something before it', (drawn) => `0 0 1000 1000 re f\n${drawn}`],
    ['something after it', (drawn) => `${drawn}\nq Q`],
    ['something between', (drawn) => drawn.replace('\n0.2 g', '\n1 g 0 0 99 99 re f\n0.2 g')],
    ['an operator among the strokes', (drawn) => drawn.replace(' c S', ' c B')],
    ['an image', (drawn) => drawn.replace('\n0.2 g', '\n/X Do\n0.2 g')],
  ])('%s_is_no_signature', (_, change) => {
    const drawn = drawAppearance({ ...look(), strokes });
    expect(isAppearance(drawn, look())).toBe(true);
    expect(change(drawn)).not.toBe(drawn);
    expect(isAppearance(change(drawn), look())).toBe(false);
  });

  /** What a signer's own program would write into the field, signed afterwards as the honest one is. */
  test.each<[string, (field: PdfDict, look: PdfStream) => void]>([
    ['hidden', (field) => field.set('F', PdfNumber.of(2))],
    ['shown elsewhere', (_, drawn) => drawn.set('Matrix', PdfDict.of({}))],
    ['of two states', (field) => field.getDict('AP')?.set('D', PdfDict.of({}))],
  ])('a_field_that_is_%s_is_told', async (_, change) => {
    const { findOddFields } = await import('../../../electron/io/signatures/shown.ts');
    const pdf = await PDF.load(await make(sheetData));
    const resolve = pdf.context.registry.resolve.bind(pdf.context.registry);
    const field = pdf.getCatalog().getDict('AcroForm', resolve)?.getArray('Fields', resolve)?.at(0, resolve);
    const drawn = field instanceof PdfDict ? field.getDict('AP', resolve)?.get('N', resolve) : null;
    if (!(field instanceof PdfDict) || !(drawn instanceof PdfStream)) throw new Error('no signed field');
    const wanted = [{ field: 'expert-p3', labels: [`${expert}\n2026年11月20日`], seal: false }];
    expect(findOddFields(pdf, wanted, fonts)).toEqual([]);
    change(field, drawn);
    expect(findOddFields(pdf, wanted, fonts)).toEqual(['expert-p3']);
  });
});
