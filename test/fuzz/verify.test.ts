/** Damaged signed documents: whichever is still called valid shows on every page what the signed one shows, as Poppler reads it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { buildDocument } from '../../domain/report/documents/document.ts';
import { Refusal } from '../../domain/result.ts';
import { verifyAllowance } from '../../electron/io/foreign/allowances.ts';
import { inReader } from '../../electron/io/foreign/reader.ts';
import { loadFonts, renderPdf } from '../../electron/io/pdf/render.ts';
import type { verifyFile as VerifyFile } from '../../electron/services/reader/verify-file.ts';
import { sheetData, shortlistData, translator } from '../fixtures/documents.ts';
import { makeInstitution, now, passphrase, signPdf } from '../fixtures/institution.ts';
import { mutate, type Roll } from '../fixtures/mutants.ts';
import { has, run } from '../fixtures/tools.ts';
import { readFinds, runCampaign, type Campaign } from './campaign.ts';

const fontFolder = join(import.meta.dirname, '../../resources/fonts');
const verify = inReader<typeof VerifyFile>('verify', verifyAllowance);

const words = [
  '/Prev 0',
  '/XRefStm 9',
  '/Length 99999999',
  '/Contents 4 0 R',
  '/Kids[3 0 R]',
  '/Type/Annot',
  '/AcroForm',
  '/ByteRange[0 9 9 9]',
  'endobj',
  'stream\n',
  'startxref\n0\n%%EOF\n',
  '<<',
  '>>',
  '/OpenAction',
  '/Names',
  '/Perms',
  '/DSS',
  '\nxref\n',
  'trailer',
  '9 0 obj\n<<>>\nendobj\n',
  '%',
];

/** The hole that no signature covers, its ends, and what may be put behind the whole; or anywhere. */
function damage(bytes: Buffer, other: Buffer, roll: Roll): Buffer {
  const hole = bytes.lastIndexOf('/Contents <') >= 0 ? bytes.lastIndexOf('/Contents <') : bytes.lastIndexOf('/Contents<');
  const end = bytes.indexOf('>', hole);
  const parts = (from: number, to: number): Buffer =>
    Buffer.concat([bytes.subarray(0, from), mutate(bytes.subarray(from, to), roll, { words, other }), bytes.subarray(to)]);
  switch (roll(4)) {
    case 0:
      return parts(hole - roll(30), end + 1 + roll(30));
    case 1: {
      const at = hole + 12 + roll(end - hole - 12);
      const changed = Buffer.from(bytes);
      changed[at] = '0123456789abcdefABCDEF '.charCodeAt(roll(23));
      return changed;
    }
    case 2: {
      const from = roll(other.length);
      return Buffer.concat([bytes, roll(2) === 0 ? Buffer.from(words[roll(words.length)] ?? '') : other.subarray(from, from + roll(3000))]);
    }
    default:
      return mutate(bytes, roll, { words, other });
  }
}

test.skipIf(!has('pdftotext'))(
  'verify: whatever is called valid shows what was signed (needs pdftotext)',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'fuzz-verify-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const fonts = await loadFonts(fontFolder);
    const { institution, member } = await makeInstitution();
    const person = await member({ name: '欧阳振华', organisation: '湖南工商大学电子商务研究院' });
    const signed = await Promise.all(
      [
        { data: sheetData, p12: person.p12, phrase: 'correct horse battery', fieldName: 'expert-p3' },
        { data: shortlistData, p12: institution.p12, phrase: passphrase, fieldName: 'institution' },
      ].map(async ({ data, p12, phrase, fieldName }) => {
        const { bytes } = await renderPdf(buildDocument(data, translator('zh')), { fonts, createdAt: now, program: '1.2.3' });
        const options = { reason: '', location: '', at: now, fonts, seal: fieldName === 'institution' };
        return Buffer.from(await signPdf(bytes, { p12, passphrase: phrase, fieldName, ...options }));
      }),
    );
    let written = 0;
    const textOf = (bytes: Uint8Array): string => {
      const path = join(folder, `${(written += 1)}.pdf`);
      writeFileSync(path, bytes);
      const text = run('pdftotext', ['-layout', path, '-']);
      rmSync(path);
      return text;
    };
    const shown = signed.map(textOf);
    const judge = async (bytes: Buffer) =>
      verify({ name: '文书.pdf', bytes: bytes.length }, bytes, { roots: [institution.rootCertificatePem], now, fontFolder });
    for (const bytes of signed) expect((await judge(bytes)).status).toBe('valid');
    const campaign: Campaign = {
      kind: 'verify',
      few: 24,
      make(roll) {
        const at = roll(signed.length);
        const sound = signed[at] ?? Buffer.alloc(0);
        return { name: '文书.pdf', bytes: damage(sound, signed[1 - at] ?? sound, roll) };
      },
      async read({ bytes }) {
        const { status } = await judge(bytes).catch((error: unknown) => {
          // a document of ours that was damaged is told as that, and never given up
          throw error instanceof Refusal && error.code === 'file/too-costly' ? new Error('given up') : error;
        });
        if (status === 'valid') expect(shown).toContain(textOf(bytes));
        return status;
      },
    };
    await readFinds(campaign);
    const outcomes = await runCampaign(campaign);
    expect(outcomes.size).toBeGreaterThan(2);
  },
  0,
);
