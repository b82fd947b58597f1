import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { buildDocument } from '../../../domain/report/documents/document.ts';
import {
  answerRequest,
  completeRequest,
  readRequest,
  requestIdentity,
  revokeIdentities,
  type IdentityRequest,
} from '../../../electron/io/crypto/identity-request.ts';
import { openIdentity } from '../../../electron/io/crypto/identity.ts';
import { loadFonts, renderPdf } from '../../../electron/io/pdf/render.ts';
import { verifyPdf } from '../../../electron/io/signatures/verify.ts';
import { sheetData, translator } from '../../fixtures/documents.ts';
import { signPdf, makeInstitution, memberPassphrase, now, passphrase } from '../../fixtures/institution.ts';
import { has, run } from '../../fixtures/tools.ts';

const person = { name: '周明远', organisation: '湖南省国际贸易学会' };
const folder = mkdtempSync(join(tmpdir(), 'request-'));
let made: Awaited<ReturnType<typeof makeInstitution>>;
let request: IdentityRequest;
let answer: Awaited<ReturnType<typeof answerRequest>>;

beforeAll(async () => {
  made = await makeInstitution();
  request = await requestIdentity({ person, passphrase: memberPassphrase, now });
  answer = await answerRequest({ institutionP12: made.institution.p12, passphrase, requestPem: request.requestPem, person, now });
}, 60_000);

describe('requests', () => {
  test('key_stays_and_the_certificate_comes_back', async () => {
    expect(await readRequest(request.requestPem)).toMatchObject(person);
    const { p12, certificate } = await completeRequest({
      pending: request.pending,
      passphrase: memberPassphrase,
      certificatePem: answer.certificatePem,
      rootCertificatePem: answer.rootCertificatePem,
    });
    expect(certificate).toMatchObject({ subject: person.name, issuer: made.institution.root.subject });
    expect(Buffer.from((await openIdentity(p12, memberPassphrase)).certificate).toString('base64')).toBe(
      answer.certificatePem.replaceAll(/-----[^-]+-----|\s/g, ''),
    );
  });

  test('certificate_for_another_key_is_refused', async () => {
    const other = await requestIdentity({ person, passphrase: memberPassphrase, now });
    await expect(
      completeRequest({
        pending: other.pending,
        passphrase: memberPassphrase,
        certificatePem: answer.certificatePem,
        rootCertificatePem: answer.rootCertificatePem,
      }),
    ).rejects.toMatchObject({ code: 'identity/other-key' });
  });

  test('altered_request_is_refused', async () => {
    const der = Buffer.from(request.requestPem.replaceAll(/-----[^-]+-----|\s/g, ''), 'base64');
    for (let at = 20; at < der.length; at += 9) {
      const altered = Buffer.from(der);
      altered[at] = (altered[at] ?? 0) ^ 1;
      const pem = `-----BEGIN CERTIFICATE REQUEST-----\n${altered.toString('base64')}\n-----END CERTIFICATE REQUEST-----`;
      await expect(readRequest(pem), String(at)).rejects.toMatchObject({ code: 'identity/bad-request' });
    }
  });

  test.skipIf(!has('openssl'))('another_program_reads_the_request_and_the_list (needs openssl)', async () => {
    writeFileSync(join(folder, 'a.csr'), request.requestPem);
    writeFileSync(join(folder, 'root.pem'), made.institution.rootCertificatePem);
    writeFileSync(join(folder, 'a.pem'), answer.certificatePem);
    expect(run('sh', ['-c', `openssl req -in '${join(folder, 'a.csr')}' -verify -noout 2>&1`])).toMatch(/OK/);
    const list = await revokeIdentities({
      institutionP12: made.institution.p12,
      passphrase,
      revoked: [{ serialNumber: answer.certificate.serialNumber, at: now }],
      number: 1,
      now,
    });
    writeFileSync(join(folder, 'list.crl'), list);
    expect(run('sh', ['-c', `openssl crl -in '${join(folder, 'list.crl')}' -CAfile '${join(folder, 'root.pem')}' -noout 2>&1`])).toContain(
      'verify OK',
    );
    expect(
      run('sh', [
        '-c',
        `openssl verify -crl_check -CRLfile '${join(folder, 'list.crl')}' -CAfile '${join(folder, 'root.pem')}' '${join(folder, 'a.pem')}' 2>&1 || true`,
      ]),
    ).toContain('certificate revoked');
  });
});

test('signature_after_the_revocation_is_not_trusted_and_one_before_stays', async () => {
  const { p12, certificate } = await completeRequest({
    pending: request.pending,
    passphrase: memberPassphrase,
    certificatePem: answer.certificatePem,
    rootCertificatePem: answer.rootCertificatePem,
  });
  const fonts = await loadFonts(join(import.meta.dirname, '../../../resources/fonts'));
  const [field] = sheetData.signatures;
  const sheet = {
    ...sheetData,
    expert: { ...sheetData.expert, name: person.name },
    signatures: field ? [{ ...field, signer: person.name }] : [],
  };
  const { bytes } = await renderPdf(buildDocument(sheet, translator('zh')), { fonts, createdAt: now });
  const signed = await signPdf(bytes, {
    p12,
    passphrase: memberPassphrase,
    fieldName: field?.field ?? '',
    reason: '',
    location: '',
    at: now,
    fonts,
  });
  const listFrom = (at: string): Promise<string> =>
    revokeIdentities({
      institutionP12: made.institution.p12,
      passphrase,
      revoked: [{ serialNumber: certificate.serialNumber, at }],
      number: 1,
      now,
    });
  const roots = [made.institution.rootCertificatePem];
  const before = await verifyPdf(signed, { roots, now, pages: 'drawn-here', revocations: [await listFrom('2026-11-20T09:00:00.000Z')] });
  expect(before).toMatchObject({ status: 'untrusted', signatures: [{ intact: true, trusted: false, problems: ['revoked'] }] });
  const after = await verifyPdf(signed, { roots, now, pages: 'drawn-here', revocations: [await listFrom('2026-11-21T00:00:00.000Z')] });
  expect(after.status).toBe('valid');
});
