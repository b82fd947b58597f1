/** Whom a signature may be trusted to: keys and digests that can be forged, algorithms that nobody here knows, and the day of a revocation. */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { buildDocument } from '../../../domain/report/documents/document.ts';
import { owned, pkijs, sha256, toBytes, x509 } from '../../../electron/io/crypto/crypto.ts';
import { certify, certifyMember, generate, openIdentity, openRoot, viewCertificate } from '../../../electron/io/crypto/identity.ts';
import { revokeIdentities } from '../../../electron/io/crypto/identity-request.ts';
import { loadFonts, renderPdf, type FontSet } from '../../../electron/io/pdf/render.ts';
import { createCms } from '../../../electron/io/signatures/cms.ts';
import { checkCms } from '../../../electron/io/signatures/signer.ts';
import type { VerifyStatus } from '../../../electron/io/signatures/status.ts';
import { verifyPdf, type VerifyOptions } from '../../../electron/io/signatures/verify.ts';
import { makeAuthority, stampSignature, type Authority } from '../../fixtures/authority.ts';
import { sheetData, translator } from '../../fixtures/documents.ts';
import { makeInstitution, memberPassphrase, now, passphrase, signPdf } from '../../fixtures/institution.ts';
import { has, run } from '../../fixtures/tools.ts';

const folder = mkdtempSync(join(tmpdir(), 'trust-'));
/** whom the sheet asks to sign */
const signer = sheetData.expert.name;
const at = (name: string): string => join(folder, name);
let fonts: FontSet;
let drawn: Uint8Array;

const verify = (bytes: Uint8Array, options: Partial<VerifyOptions> & Pick<VerifyOptions, 'roots'>): Promise<VerifyStatus> =>
  verifyPdf(bytes, { now, pages: 'drawn-here', ...options });
const sign = (bytes: Uint8Array, p12: Uint8Array, phrase: string, when = now): Promise<Uint8Array> =>
  signPdf(bytes, { p12, passphrase: phrase, fieldName: 'expert-p3', reason: '', location: '', at: when, fonts });

beforeAll(async () => {
  fonts = await loadFonts(join(import.meta.dirname, '../../../resources/fonts'));
  drawn = (await renderPdf(buildDocument(sheetData, translator('zh')), { fonts, createdAt: now })).bytes;
});

/** A key file of `leaf` bits under a root of `root` bits, its certificate signed with `digest`. */
function makeKey({ leaf, root, digest }: { leaf: number; root: number; digest: string }): { p12: Uint8Array; root: string } {
  const name = `${leaf}-${root}-${digest}`;
  const file = (ending: string): string => at(`${name}.${ending}`);
  writeFileSync(file('cnf'), 'basicConstraints=critical,CA:false\nkeyUsage=critical,digitalSignature,nonRepudiation\n');
  const dates = ['-not_before', '20260101000000Z', '-not_after', '20300101000000Z'];
  run('openssl', ['genrsa', '-out', file('root.key'), String(root)]);
  run('openssl', [
    'req',
    '-x509',
    '-new',
    '-key',
    file('root.key'),
    '-out',
    file('root.pem'),
    '-days',
    '3650',
    '-subj',
    '/CN=Root',
    '-addext',
    'keyUsage=critical,keyCertSign,cRLSign',
  ]);
  run('openssl', ['genrsa', '-out', file('key'), String(leaf)]);
  run('openssl', ['req', '-new', '-key', file('key'), '-out', file('csr'), '-utf8', '-subj', `/CN=${signer}`]);
  const issue = [
    'x509',
    '-req',
    '-in',
    file('csr'),
    '-CA',
    file('root.pem'),
    '-CAkey',
    file('root.key'),
    '-set_serial',
    '7',
    `-${digest}`,
    '-extfile',
    file('cnf'),
    '-out',
    file('pem'),
  ];
  try {
    run('openssl', [...issue, ...dates]);
  } catch {
    // OpenSSL before 3.4 gives no dates: the certificate begins today
    run('openssl', [...issue, '-days', '3000']);
  }
  run('openssl', [
    'pkcs12',
    '-export',
    '-inkey',
    file('key'),
    '-in',
    file('pem'),
    '-certfile',
    file('root.pem'),
    '-passout',
    `pass:${passphrase}`,
    '-out',
    file('p12'),
  ]);
  return { p12: readFileSync(file('p12')), root: readFileSync(file('root.pem'), 'utf8') };
}

describe.skipIf(!has('openssl'))('keys and digests (needs openssl)', () => {
  test.each([
    [{ leaf: 2048, root: 2048, digest: 'sha256' }, []],
    [{ leaf: 1024, root: 2048, digest: 'sha256' }, ['weak-key']],
    [{ leaf: 2048, root: 1024, digest: 'sha256' }, ['weak-key']],
    [{ leaf: 2048, root: 2048, digest: 'sha1' }, ['weak-hash']],
    [{ leaf: 2048, root: 2048, digest: 'md5' }, ['weak-hash']],
  ])('%j', async (strength, problems) => {
    const key = makeKey(strength);
    const today = new Date(Date.now() + 60_000).toISOString();
    const signed = await sign(drawn, key.p12, passphrase, today);
    const found = await verify(signed, { roots: [key.root], now: today });
    expect(found.signatures).toMatchObject([{ intact: true, judged: true, trusted: problems.length === 0, problems }]);
    expect(found.status).toBe(problems.length === 0 ? 'valid' : 'untrusted');
    if (problems.length > 0) expect(found.bottomLine.key).toBe('reports.verify.weak');
  });
});

describe('revocation', () => {
  let made: Awaited<ReturnType<typeof makeInstitution>>;
  let signed: Uint8Array;
  let list: (at: string) => Promise<string>;
  beforeAll(async () => {
    made = await makeInstitution();
    const { p12 } = await made.member({ name: signer, organisation: '' });
    signed = await sign(drawn, p12, memberPassphrase);
    const { serialNumber } = await viewCertificate((await openIdentity(p12, memberPassphrase)).certificate);
    list = (when) =>
      revokeIdentities({ institutionP12: made.institution.p12, passphrase, revoked: [{ serialNumber, at: when }], number: 1, now });
  });

  test('a_claimed_time_before_the_revocation_proves_nothing', async () => {
    const roots = [made.institution.rootCertificatePem];
    const later = '2026-12-24T00:00:00.000Z';
    const revocations = [await list('2026-12-01T00:00:00.000Z')];
    expect(await verify(signed, { roots, revocations, now: later })).toMatchObject({
      status: 'untrusted',
      bottomLine: { key: 'reports.verify.revoked' },
      signatures: [{ intact: true, problems: ['revoked'] }],
    });
    // not yet
    expect((await verify(signed, { roots, revocations, now })).status).toBe('valid');
  });

  test('what_was_on_record_before_it_stands', async () => {
    const roots = [made.institution.rootCertificatePem];
    const revocations = [await list('2026-12-01T00:00:00.000Z')];
    const { sha256 } = await verify(signed, { roots });
    const known = { roots, revocations, now: '2026-12-24T00:00:00.000Z', expectedSha256: sha256 };
    expect((await verify(signed, { ...known, recordedAt: '2026-11-20T10:00:00.000Z' })).status).toBe('valid');
    expect((await verify(signed, { ...known, recordedAt: '2026-12-02T10:00:00.000Z' })).status).toBe('untrusted');
  });

  test.skipIf(!has('openssl'))('a_trusted_timestamp_proves_and_one_of_anybody_does_not (needs openssl)', async () => {
    const authority: Authority = makeAuthority();
    const own = made.institution.rootCertificatePem;
    const stamped = await stampSignature(signed, authority);
    const stampedAt = new Date();
    const later = new Date(stampedAt.getTime() + 5 * 86_400_000).toISOString();
    const revocations = [await list(new Date(stampedAt.getTime() + 86_400_000).toISOString())];
    expect((await verify(stamped, { roots: [own, authority.root], revocations, now: later })).status).toBe('valid');
    expect(await verify(stamped, { roots: [own], revocations, now: later })).toMatchObject({
      status: 'untrusted',
      signatures: [{ timestamp: null, problems: ['revoked', 'timestamp-untrusted'] }],
    });
  });
});

test.each(['2020-01-01T00:00:00.000Z', '2060-01-01T00:00:00.000Z'])(
  'a_signature_of_a_day_outside_the_certificate_is_not_trusted: %s',
  async (when) => {
    const { institution, member } = await makeInstitution();
    const signer = await openIdentity((await member({ name: '王敏', organisation: '示例大学' })).p12, memberPassphrase);
    const bytes = new TextEncoder().encode('所签的内容');
    const day = new Date(when);
    const question = { roots: [new x509.X509Certificate(institution.rootCertificatePem)], claimedAt: day, provedBy: day };
    expect(await checkCms(await createCms(signer, await sha256(bytes)), bytes, question)).toMatchObject({
      intact: true,
      trusted: false,
      problems: ['not-valid-then'],
    });
  },
);

test('a_signature_says_nothing_for_another_certificate_of_the_same_key', async () => {
  const { institution, member } = await makeInstitution();
  const { p12 } = await member({ name: '王敏', organisation: '示例大学' });
  const signer = await openIdentity(p12, memberPassphrase);
  const own = new x509.X509Certificate(owned(signer.certificate));
  const root = await openRoot(institution.p12, passphrase, now);
  const other = await certifyMember(root, await own.publicKey.export(), { name: '李强', organisation: '示例大学' }, now);
  const bytes = new TextEncoder().encode('所签的内容');
  const cms = await createCms(signer, await sha256(bytes));
  const question = { roots: [root.certificate], claimedAt: new Date(now), provedBy: new Date(now) };
  expect(await checkCms(cms, bytes, question)).toMatchObject({ trusted: true, signer: { subject: '王敏' } });
  // whom the signature names is not signed itself, but by the digest of the certificate
  const content = pkijs.ContentInfo.fromBER(owned(cms));
  const data = new pkijs.SignedData({ schema: content.content });
  const certificate = pkijs.Certificate.fromBER(other.rawData);
  data.certificates?.splice(0, 1, certificate);
  const [info] = data.signerInfos;
  if (!info) throw new Error('nobody signed');
  info.sid = new pkijs.IssuerAndSerialNumber({ issuer: certificate.issuer, serialNumber: certificate.serialNumber });
  const changed = new pkijs.ContentInfo({ contentType: content.contentType, content: data.toSchema(true) });
  expect(await checkCms(toBytes(changed.toSchema().toBER(false)), bytes, question)).toMatchObject({
    intact: false,
    trusted: false,
    problems: ['certificate-binding'],
  });
});

test.each(['of a member', 'that does not say what it is for'])('whom_a_certificate_%s_vouches_for_is_not_trusted', async (which) => {
  const { institution } = await makeInstitution();
  const root = await openRoot(institution.p12, passphrase, now);
  const [above, below] = [await generate('EC'), await generate('EC')];
  const person = { name: '王敏', organisation: '示例大学' };
  const issued = await certifyMember(root, above.publicKey, person, now);
  const certificate =
    which === 'of a member'
      ? issued
      : await x509.X509CertificateGenerator.create({
          serialNumber: '01',
          subject: issued.subjectName,
          issuer: root.certificate.subjectName,
          notBefore: issued.notBefore,
          notAfter: issued.notAfter,
          signingAlgorithm: { name: 'ECDSA', hash: 'SHA-256' },
          publicKey: above.publicKey as CryptoKey,
          signingKey: root.key as CryptoKey,
        });
  const own = await certify({ ...root, certificate, key: above.privateKey }, below.publicKey, { ...person, name: '李强' }, now, 1, 'EC');
  const signer = {
    certificate: toBytes(own.rawData),
    chain: [toBytes(certificate.rawData)],
    keyType: 'EC' as const,
    key: below.privateKey,
    sealingKey: null,
  };
  const bytes = new TextEncoder().encode('所签的内容');
  const question = { roots: [root.certificate], claimedAt: new Date(now), provedBy: new Date(now) };
  const found = await checkCms(await createCms(signer, await sha256(bytes)), bytes, question);
  expect(found).toMatchObject({ trusted: false, root: null });
  expect(found.problems).toContain('untrusted-root');
});
