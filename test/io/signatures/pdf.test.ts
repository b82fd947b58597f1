import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PDF } from '@libpdf/core';
import { beforeAll, describe, expect, test } from 'vitest';
import { buildDocument } from '../../../domain/report/documents/document.ts';
import { buildReviewReport } from '../../../domain/report/documents/review-report.ts';
import { buildShortlist } from '../../../domain/report/documents/shortlist.ts';
import { loadFonts, renderPdf, type FontSet, type RenderedPdf } from '../../../electron/io/pdf/render.ts';
import type { VerifyStatus } from '../../../electron/io/signatures/status.ts';
import { verifyPdf } from '../../../electron/io/signatures/verify.ts';
import { chainHead, reviewData, samples, shortlistData, translator } from '../../fixtures/documents.ts';
import { signPdf, makeInstitution, memberPassphrase, now, passphrase } from '../../fixtures/institution.ts';
import { has, run } from '../../fixtures/tools.ts';

const folder = mkdtempSync(join(tmpdir(), 'pdf-'));
const fontFolder = join(import.meta.dirname, '../../../resources/fonts');
const t = translator('zh');
let fonts: FontSet;
let review: RenderedPdf;
let shortlist: RenderedPdf;
let signed: Uint8Array;
/** after each of its signatures */
const stages: Uint8Array[] = [];
let root: string;
let made: Awaited<ReturnType<typeof makeInstitution>>;

const file = (name: string, content: string | Uint8Array): string => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};
const verify = (bytes: Uint8Array, roots = [root]): Promise<VerifyStatus> => verifyPdf(bytes, { roots, now, pages: 'drawn-here' });
const spread = (from: number, to: number, count: number): number[] =>
  Array.from({ length: count }, (_, index) => from + Math.floor((index * (to - from)) / count));
const at = (minute: number): string => `2026-11-20T10:${String(minute).padStart(2, '0')}:00.000Z`;

beforeAll(async () => {
  fonts = await loadFonts(fontFolder);
  review = await renderPdf(buildReviewReport(reviewData, t), { fonts, createdAt: now });
  shortlist = await renderPdf(buildShortlist(shortlistData, t), { fonts, createdAt: now });
  made = await makeInstitution();
  root = made.institution.rootCertificatePem;
  signed = review.bytes;
  for (const [index, field] of review.fields.entries()) {
    const own = field.kind === 'institution';
    const p12 = own ? made.institution.p12 : (await made.member({ name: field.signer, organisation: '' })).p12;
    signed = await signPdf(signed, {
      p12,
      passphrase: own ? passphrase : memberPassphrase,
      fieldName: field.name,
      reason: '对本报告负责',
      location: '长沙',
      at: at(index),
      fonts,
      label: `${field.signer}\n${at(index)}`,
      seal: own,
      strokes:
        index === 0
          ? [
              [
                [0, 0, 0],
                [30, 40, 10],
                [60, 5, 20],
              ],
              [[20, 60, 40]],
            ]
          : undefined,
    });
    stages.push(signed);
  }
}, 120_000);

describe('rendering', () => {
  test('same_inputs_give_the_same_bytes', async () => {
    const again = await renderPdf(buildReviewReport(reviewData, t), { fonts, createdAt: now });
    expect(Buffer.compare(again.bytes, review.bytes)).toBe(0);
  });

  test('every_character_has_a_glyph', () => {
    expect([review.missing, shortlist.missing]).toEqual([[], []]);
  });

  test('fields_lie_on_their_page', () => {
    expect(review.fields.map((field) => field.name)).toEqual(reviewData.signatures.map((signature) => signature.field));
    for (const { page, rect } of review.fields) {
      expect(page).toBeLessThanOrEqual(review.pages);
      expect(rect[0]).toBeGreaterThan(0);
      expect(rect[2]).toBeLessThan(595.3);
      expect(rect[1]).toBeGreaterThan(99);
      expect(rect[3]).toBeLessThan(842 - 104);
    }
  });

  test('figures_are_attached_in_canonical_form', async () => {
    const pdf = await PDF.load(review.bytes);
    const attached = pdf.getAttachment('parkpanel.json');
    expect(JSON.parse(Buffer.from(attached ?? []).toString('utf8'))).toEqual(JSON.parse(JSON.stringify(reviewData)));
  });

  test.skipIf(!has('qpdf'))('structure_is_clean (needs qpdf)', () => {
    for (const [name, bytes] of [
      ['r.pdf', review.bytes],
      ['s.pdf', shortlist.bytes],
      ['signed.pdf', signed],
    ] as const) {
      expect(run('qpdf', ['--check', file(name, bytes)])).toContain('No syntax or stream encoding errors');
    }
  });

  test.skipIf(!has('pdffonts'))('all_fonts_are_embedded_subsets (needs pdffonts)', () => {
    for (const bytes of [review.bytes, shortlist.bytes, signed]) {
      const lines = run('pdffonts', [file('fonts.pdf', bytes)])
        .trim()
        .split('\n')
        .slice(2);
      expect(lines.length).toBeGreaterThan(1);
      for (const line of lines) expect(line).toMatch(/^[A-Z]{6}\+\S+\s+CID TrueType\s+Identity-H\s+yes yes yes/);
    }
  });

  test.skipIf(!has('pdftotext'))('text_reads_in_order (needs pdftotext)', () => {
    const text = run('pdftotext', ['-enc', 'UTF-8', file('text.pdf', review.bytes), '-']).replaceAll(/\s/g, '');
    const expected = [
      '评审报告',
      '长沙星湖跨境电商产业园',
      '一、评审概况',
      '12300㎡',
      '二、资格审查',
      '◇待专家认定',
      '三、专家评分',
      '迪丽努尔·买买提',
      '81.68',
      '四、专家意见',
      '（保留意见）',
      '五、评审组合议',
      '六、评审结论',
      '七、签名',
      '如何核验',
      chainHead,
    ];
    let from = 0;
    for (const piece of expected) {
      const found = text.indexOf(piece, from);
      expect(found, piece).toBeGreaterThanOrEqual(0);
      from = found;
    }
  });
});

test.skipIf(!has('qpdf'))('every_kind_of_document_is_drawn (needs qpdf)', async () => {
  for (const data of samples) {
    for (const language of ['zh', 'en'] as const) {
      const { bytes, missing, fields } = await renderPdf(buildDocument({ ...data, language }, translator(language)), {
        fonts,
        createdAt: now,
      });
      expect(missing).toEqual([]);
      expect(fields.map(({ name }) => name)).toEqual(data.signatures.map(({ field }) => field));
      expect(run('qpdf', ['--check', file(`${data.kind}.pdf`, bytes)])).toContain('No syntax or stream encoding errors');
    }
  }
});

describe('signing and verifying', () => {
  test('all_signed_is_valid', async () => {
    const status = await verify(signed);
    expect(status).toMatchObject({
      status: 'valid',
      missing: [],
      problems: [],
      chainHead,
      bottomLine: { key: 'reports.verify.valid' },
      embedded: { present: true, readable: true, kind: 'review' },
    });
    expect(
      status.signatures.map(({ field, intact, trusted, coversWholeFile, laterSignatures }) => ({
        field,
        intact,
        trusted,
        coversWholeFile,
        laterSignatures,
      })),
    ).toEqual(
      review.fields.map(({ name }, index, all) => ({
        field: name,
        intact: true,
        trusted: true,
        coversWholeFile: index === all.length - 1,
        laterSignatures: all.length - 1 - index,
      })),
    );
    expect(status.signatures.map(({ signer, signedAt, reason }) => [signer?.subject, signedAt, reason])).toEqual(
      review.fields.map(({ signer }, index) => [signer, at(index), '对本报告负责']),
    );
    expect(status.signatures[0]?.root?.fingerprint).toBe(made.institution.fingerprint);
  });

  test('signing_appends_and_changes_nothing_before', () => {
    let before = review.bytes as Uint8Array;
    for (const stage of stages) {
      expect(Buffer.compare(stage.subarray(0, before.length), before)).toBe(0);
      before = stage;
    }
  });

  test('missing_signatures_are_named', async () => {
    const status = await verify(stages[2] ?? signed);
    expect(status.status).toBe('incomplete');
    expect(status.missing.map(({ signer }) => signer)).toEqual(review.fields.slice(3).map(({ signer }) => signer));
  });

  test('unsigned_is_said', async () => {
    expect((await verify(review.bytes)).status).toBe('unsigned');
  });

  test('unknown_root_is_untrusted', async () => {
    const other = await makeInstitution('别的机构');
    for (const roots of [[], [other.institution.rootCertificatePem]]) {
      const status = await verify(signed, roots);
      expect(status.status).toBe('untrusted');
      expect(status.signatures.every(({ intact, trusted, problems }) => intact && !trusted && problems.includes('untrusted-root'))).toBe(
        true,
      );
    }
  });

  test('own_root_with_the_same_name_is_untrusted', async () => {
    const impostor = await makeInstitution();
    const status = await verify(signed, [impostor.institution.rootCertificatePem]);
    expect(status.status).not.toBe('valid');
  });

  test.each([
    ['not_a_pdf', new TextEncoder().encode('this is a letter')],
    ['empty', new Uint8Array()],
  ])('unreadable: %s', async (_, bytes) => {
    expect((await verify(bytes)).status).toBe('unreadable');
  });

  test('cut_off_last_signature_is_missing_and_differs_from_the_record', async () => {
    const cut = stages.at(-2) ?? signed;
    expect((await verify(cut)).status).toBe('incomplete');
    const { createHash } = await import('node:crypto');
    const recorded = createHash('sha256').update(signed).digest('hex');
    expect(await verifyPdf(cut, { roots: [root], now, pages: 'drawn-here', expectedSha256: recorded })).toMatchObject({
      status: 'altered',
      bottomLine: { key: 'reports.verify.problem.notTheRecorded' },
    });
  });

  test('appended_bytes_are_said', async () => {
    const longer = Buffer.concat([signed, Buffer.from('\n% and one more line\n')]);
    expect(await verify(longer)).toMatchObject({ status: 'structure', bottomLine: { key: 'reports.verify.structure' } });
  });

  test('appended_page_is_said', async () => {
    const pdf = await PDF.load(new Uint8Array(signed));
    pdf.addPage({ width: 200, height: 200 });
    const status = await verify(await pdf.save({ incremental: true }));
    expect(status).toMatchObject({ status: 'altered', bottomLine: { key: 'reports.verify.changedLater' } });
    expect(status.signatures.every(({ intact, laterChanges }) => intact && laterChanges.length > 0)).toBe(true);
  });

  test('replaced_attachment_is_said', async () => {
    const pdf = await PDF.load(new Uint8Array(signed));
    const forged = { ...reviewData, scoring: { ...reviewData.scoring, total: '99.99' } };
    pdf.removeAttachment('parkpanel.json');
    pdf.addAttachment('parkpanel.json', new TextEncoder().encode(JSON.stringify(forged)));
    const status = await verify(await pdf.save({ incremental: true }));
    expect(status.status).toBe('altered');
  });

  test('signature_taken_out_by_a_later_revision_is_said', async () => {
    const pdf = await PDF.load(new Uint8Array(signed));
    const field = pdf
      .getForm()
      ?.getFields()
      .find(({ name }) => name === 'institution');
    field?.acroField().delete('V');
    const status = await verify(await pdf.save({ incremental: true }));
    expect(status.status).toBe('altered');
    expect(status.problems.map(({ key }) => key)).toContain('reports.verify.problem.removed');
  });

  test.each([
    ['pdf/no-field', 'nobody'],
    ['pdf/field-signed', 'institution'],
  ])('%s', async (code, fieldName) => {
    await expect(
      signPdf(signed, { p12: made.institution.p12, passphrase, fieldName, reason: '', location: '', at: now, fonts }),
    ).rejects.toMatchObject({ code });
  });

  test('expired_identity_does_not_sign', async () => {
    const attempt = signPdf(review.bytes, {
      p12: made.institution.p12,
      passphrase,
      fieldName: 'institution',
      reason: '',
      location: '',
      at: '2040-01-01T00:00:00.000Z',
      fonts,
    });
    await expect(attempt).rejects.toMatchObject({ code: 'identity/expired' });
  });

  test('any_flipped_byte_is_said', async () => {
    const one = await signPdf(shortlist.bytes, {
      p12: made.institution.p12,
      passphrase,
      fieldName: 'institution',
      reason: '',
      location: '',
      at: at(30),
      fonts,
      seal: true,
    });
    expect((await verify(one)).status).toBe('valid');
    // the hole of the signature, edges and padding included, and a sweep over the rest of the file
    const hole = Buffer.from(one).lastIndexOf('/Contents <') + '/Contents '.length;
    const end = Buffer.from(one).indexOf('>', hole);
    const used = Buffer.from(one.subarray(hole, end)).toString('latin1').replace(/0+$/, '').length;
    const positions = [
      hole,
      hole + used + 50,
      end,
      ...spread(hole + 1, hole + used, 220),
      ...spread(0, hole, 90),
      ...spread(end, one.length, 40),
    ];
    for (const position of positions) {
      for (const bit of [0x01, 0x20]) {
        const flipped = new Uint8Array(one);
        flipped[position] = (flipped[position] ?? 0) ^ bit;
        const { status } = await verify(flipped);
        expect(['altered', 'unreadable'], `byte ${position} bit ${bit}`).toContain(status);
      }
    }
  }, 120_000);

  test('a_flip_in_any_kind_of_place_is_said', async () => {
    const file = Buffer.from(signed).toString('latin1');
    const after = (words: string, from = 0): number => {
      const at = file.indexOf(words, from);
      if (at < 0) throw new Error(`not in the file: ${words}`);
      return at + words.length;
    };
    const last = (words: string): number => file.lastIndexOf(words) + words.length;
    const [first = signed] = stages;
    const hole = after('/Contents <', review.bytes.length);
    const stream = (marker: string): number => after('stream\n', after(marker)) + 20;
    const places: Record<string, number> = {
      header: 5,
      'binary comment': 10,
      'content of a page': after('stream\n') + 30,
      'program of a font': stream('/Type /FontDescriptor'),
      'attached figures': stream('/Type /EmbeddedFile'),
      metadata: after('<pdfaid:part>'),
      'colour profile': stream('/GTS_PDFA1'),
      'title of the document': after('/Title ('),
      'corner of a page': after('/MediaBox [0 0 '),
      'name of a field': after('/T ('),
      'figure of the table of objects': after('xref\n0 ') + 40,
      'root of the trailer': after('/Root '),
      'end of the first state': after('startxref\n'),
      'start of the first range': after('/ByteRange [0', review.bytes.length) + 2,
      'end of the first range': file.indexOf(']', after('/ByteRange [0', review.bytes.length)) - 1,
      'opening of the hole': hole - 1,
      'first byte of the signature': hole,
      'padding of the hole': file.indexOf('>', hole) - 40,
      'closing of the hole': file.indexOf('>', hole),
      'claimed time': after('/M (', review.bytes.length) + 5,
      reason: after('/Reason ', review.bytes.length) + 6,
      'look of the signature': after('/BBox [', review.bytes.length) + 2,
      'between two signatures': first.length + 20,
      'last range': last('/ByteRange [0') + 4,
      'last table of objects': last('xref\n') + 12,
      'last pointer': last('startxref\n'),
      'last line': signed.length - 3,
    };
    for (const [place, position] of Object.entries(places)) {
      for (const bit of [0x01, 0x10, 0x80]) {
        const flipped = new Uint8Array(signed);
        flipped[position] = (flipped[position] ?? 0) ^ bit;
        // of a range that no reader can follow it is said that readers may see different things
        expect(['altered', 'unreadable', 'structure'], `${place} bit ${bit}`).toContain((await verify(flipped)).status);
      }
    }
  }, 240_000);

  test('every_bit_of_the_signature_itself_counts', async () => {
    const one = await signPdf(shortlist.bytes, {
      p12: made.institution.p12,
      passphrase,
      fieldName: 'institution',
      reason: '',
      location: '',
      at: at(30),
      fonts,
      seal: true,
    });
    const file = Buffer.from(one);
    const hole = file.lastIndexOf('/Contents <') + '/Contents <'.length;
    const used = file.subarray(hole, file.indexOf('>', hole)).toString('latin1').replace(/0+$/, '').length;
    const missed: number[] = [];
    // the last part, where the fields of the signer stand that no signature covers
    for (let position = hole + Math.max(0, used - 1000); position < hole + used; position++) {
      const flipped = new Uint8Array(one);
      flipped[position] = (flipped[position] ?? 0) ^ 1;
      const { status } = await verify(flipped);
      if (status !== 'altered' && status !== 'unreadable') missed.push(position - hole);
    }
    expect(missed).toEqual([]);
  }, 120_000);

  test.skipIf(!has('pdfsig', 'certutil'))('poppler_agrees (needs pdfsig and certutil)', () => {
    const nss = join(folder, 'nss');
    run('mkdir', ['-p', nss]);
    run('certutil', ['-N', '-d', nss, '--empty-password']);
    run('certutil', ['-A', '-d', nss, '-n', 'root', '-t', 'C,C,C', '-i', file('root.pem', root)]);
    const told = run('pdfsig', ['-nssdir', nss, file('signed.pdf', signed)]);
    expect(told.match(/Signature Validation: Signature is Valid\./g)).toHaveLength(review.fields.length);
    expect(told.match(/Certificate Validation: Certificate is Trusted\./g)).toHaveLength(review.fields.length);
    expect(told.match(/Signature Type: ETSI\.CAdES\.detached/g)).toHaveLength(review.fields.length);
    expect(told.match(/- Total document signed/g)).toHaveLength(1);
    expect(told).toContain('Signing Time: Nov 20 2026');
    const flipped = new Uint8Array(signed);
    flipped[5000] = (flipped[5000] ?? 0) ^ 1;
    expect(run('pdfsig', ['-nssdir', nss, file('flipped.pdf', flipped)])).not.toContain('Signature is Valid');
  });
});

test('font_files_carry_their_licences', () => {
  for (const name of ['NotoSerifSC', 'NotoSansSC', 'LXGWWenKai'])
    expect(readFileSync(join(fontFolder, `${name}-OFL.txt`), 'utf8')).toContain('SIL OPEN FONT LICENSE');
});
