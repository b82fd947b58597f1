/** Files that others had stamped by an authority: OpenSSL's. The program itself asks for no timestamp. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { buildShortlist } from '../../../domain/report/documents/shortlist.ts';
import { loadFonts, renderPdf } from '../../../electron/io/pdf/render.ts';
import type { VerifyStatus } from '../../../electron/io/signatures/status.ts';
import { verifyPdf } from '../../../electron/io/signatures/verify.ts';
import { makeAuthority, stampDocument, stampSignature, type Authority } from '../../fixtures/authority.ts';
import { shortlistData, translator } from '../../fixtures/documents.ts';
import { signPdf, makeInstitution, now, passphrase } from '../../fixtures/institution.ts';
import { has, run } from '../../fixtures/tools.ts';

const folder = mkdtempSync(join(tmpdir(), 'tsa-'));
const at = (name: string): string => join(folder, name);

describe.skipIf(!has('openssl'))('timestamps (needs openssl)', () => {
  let authority: Authority;
  let roots: string[];
  let signed: Uint8Array;
  const verify = (bytes: Uint8Array): Promise<VerifyStatus> => verifyPdf(bytes, { roots, now, pages: 'drawn-here' });

  beforeAll(async () => {
    authority = makeAuthority();
    const fonts = await loadFonts(join(import.meta.dirname, '../../../resources/fonts'));
    const { institution } = await makeInstitution();
    roots = [institution.rootCertificatePem, authority.root];
    const { bytes } = await renderPdf(buildShortlist(shortlistData, translator('zh')), { fonts, createdAt: now });
    signed = await signPdf(bytes, {
      p12: institution.p12,
      passphrase,
      fieldName: 'institution',
      reason: '出具名单',
      location: '长沙',
      at: now,
      fonts,
      label: '机构',
      seal: true,
    });
  }, 60_000);

  test('signature_with_a_timestamp_is_b_t', async () => {
    const status = await verify(await stampSignature(signed, authority));
    expect(status).toMatchObject({ status: 'valid', problems: [], signatures: [{ intact: true, problems: [] }] });
    const proved = Date.parse(status.signatures[0]?.timestamp ?? '');
    expect(Math.abs(proved - Date.now())).toBeLessThan(120_000);
  });

  test('document_timestamp_added_later_breaks_nothing', async () => {
    const stamped = await stampDocument(signed, authority);
    expect(Buffer.compare(stamped.subarray(0, signed.length), signed)).toBe(0);
    const status = await verify(stamped);
    expect(status).toMatchObject({ status: 'valid', problems: [] });
    expect(status.signatures).toMatchObject([{ intact: true, trusted: true, coversWholeFile: false, laterChanges: [] }]);
    expect(status.timestamps).toMatchObject([
      { intact: true, trusted: true, coversWholeFile: true, authority: { subject: 'Time Authority' } },
    ]);
    if (has('qpdf')) {
      writeFileSync(at('stamped.pdf'), stamped);
      expect(run('qpdf', ['--check', at('stamped.pdf')])).toContain('No syntax or stream encoding errors');
    }
  });

  test('altered_timestamps_are_said', async () => {
    const stamped = await stampDocument(signed, authority);
    const hole = Buffer.from(stamped).lastIndexOf('/Contents <') + 11;
    for (const position of [...Array.from({ length: 120 }, (_, index) => hole + index * 53), stamped.length - 400]) {
      const flipped = new Uint8Array(stamped);
      flipped[position] = (flipped[position] ?? 0) ^ 1;
      expect(['altered', 'unreadable'], String(position)).toContain((await verify(flipped)).status);
    }
  });

  test('a_token_over_another_signature_is_no_proof', async () => {
    const other = { ...authority, stamp: () => authority.stamp(new Uint8Array(32).fill(7)) };
    const status = await verify(await stampSignature(signed, other));
    expect(status.status).not.toBe('valid');
    expect(status.signatures).toMatchObject([{ timestamp: null, problems: ['timestamp'] }]);
  });
});
