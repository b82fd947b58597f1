import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { createInstitution, issueIdentity, openIdentity } from '../../../electron/io/crypto/identity.ts';
import { pkijs, x509 } from '../../../electron/io/crypto/crypto.ts';
import { scryptWorkAsked, seal } from '../../../electron/io/crypto/sealing.ts';
import { makeInstitution, memberPassphrase, now, passphrase } from '../../fixtures/institution.ts';
import { has, run } from '../../fixtures/tools.ts';

// keys as people make them
vi.unmock('../../../electron/io/crypto/work.ts');

let made: Awaited<ReturnType<typeof makeInstitution>>;
let expert: Awaited<ReturnType<typeof made.member>>;
const folder = mkdtempSync(join(tmpdir(), 'identity-'));
const file = (name: string, content: string | Uint8Array): string => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};

beforeAll(async () => {
  made = await makeInstitution();
  expert = await made.member({ name: '迪丽努尔·买买提', organisation: '中南大学商学院' });
});

test('institution_signer_and_root_are_two_certificates', () => {
  const { institution } = made;
  expect(institution.certificate.subject).toBe('湖南省跨境电商发展评估中心');
  expect(institution.certificate.issuer).toBe(institution.root.subject);
  expect(institution.root.issuer).toBe(institution.root.subject);
  expect(institution.fingerprint).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
});

test('identity_opens_with_its_passphrase_and_names_its_holder', async () => {
  const identity = await openIdentity(expert.p12, memberPassphrase);
  expect(identity.keyType).toBe('EC');
  expect(identity.chain).toHaveLength(1);
  expect(identity.key.extractable).toBe(false);
  expect(expert.certificate).toMatchObject({
    subject: '迪丽努尔·买买提',
    organisation: '中南大学商学院',
    issuer: made.institution.root.subject,
  });
});

test('institution_file_opens_as_the_signer_and_not_as_the_root', async () => {
  const identity = await openIdentity(made.institution.p12, passphrase);
  const pem = Buffer.from(identity.certificate).toString('base64');
  expect(made.institution.certificatePem.replaceAll(/\s/g, '')).toContain(pem);
});

describe('refusals', () => {
  test.each([
    ['identity/bad-passphrase', () => openIdentity(expert.p12, 'wrong horse battery')],
    [
      'identity/bad-passphrase',
      () =>
        issueIdentity({
          institutionP12: made.institution.p12,
          passphrase: 'wrong',
          person: { name: '甲', organisation: '' },
          memberPassphrase,
          now,
        }),
    ],
    ['identity/unreadable', () => openIdentity(new TextEncoder().encode('not a key'), memberPassphrase)],
    ['identity/unreadable', () => openIdentity(expert.p12.slice(0, 900), memberPassphrase)],
    [
      'identity/unreadable',
      () =>
        issueIdentity({
          institutionP12: expert.p12,
          passphrase: memberPassphrase,
          person: { name: '甲', organisation: '' },
          memberPassphrase,
          now,
        }),
    ],
    ['identity/weak-passphrase', () => createInstitution({ name: '机构', passphrase: '短口令', now })],
    [
      'identity/expired',
      () =>
        issueIdentity({
          institutionP12: made.institution.p12,
          passphrase,
          person: { name: '甲', organisation: '' },
          memberPassphrase,
          now: '2047-01-01T00:00:00.000Z',
        }),
    ],
  ])('%s', async (code, attempt) => {
    await expect(attempt()).rejects.toMatchObject({ code });
  });
});

test('rsa_keys_of_3072_bits_can_be_chosen', async () => {
  const institution = await createInstitution({ name: 'RSA', passphrase, now, keyType: 'RSA' });
  const identity = await openIdentity(institution.p12, passphrase);
  expect(identity.keyType).toBe('RSA');
  expect(identity.key.algorithm).toMatchObject({ modulusLength: 3072 });
});

interface Chain {
  readonly root: string;
  readonly signer: string;
  readonly member: string;
}

/** Of an institution with RSA keys and a member with an RSA key. */
async function rsaChain(): Promise<Chain> {
  const institution = await createInstitution({ name: 'RSA 评估中心', passphrase, now, keyType: 'RSA' });
  const member = await issueIdentity({
    institutionP12: institution.p12,
    passphrase,
    person: { name: '王敏', organisation: '中南大学' },
    memberPassphrase,
    now,
    keyType: 'RSA',
  });
  return { root: institution.rootCertificatePem, signer: institution.certificatePem, member: member.certificatePem };
}

const chains: Readonly<Record<string, () => Promise<Chain>>> = {
  'ECDSA P-256': () =>
    Promise.resolve({ root: made.institution.rootCertificatePem, signer: made.institution.certificatePem, member: expert.certificatePem }),
  'RSA-3072': rsaChain,
};

test.skipIf(!has('openssl')).each(Object.keys(chains))('a chain of %s passes strict x509 rules (needs openssl)', async (name) => {
  const chain = await chains[name]?.();
  if (!chain) throw new Error(name);
  const root = file(`root-${name}.pem`, chain.root);
  for (const [kind, pem] of [
    ['signer', chain.signer],
    ['member', chain.member],
  ] as const) {
    expect(run('openssl', ['verify', '-x509_strict', '-CAfile', root, file(`${kind}-${name}.pem`, pem)])).toContain('OK');
  }
});

test('an_exchange_file_under_a_passphrase_asks_2_to_the_17_of_scrypt', async () => {
  const source = (async function* () {
    yield new Uint8Array([1]);
  })();
  for await (const head of await seal(source, { passphrase })) {
    expect(scryptWorkAsked(head)).toBe(17);
    break;
  }
});

test.skipIf(!has('openssl'))('file_is_aes_256_under_600_000_rounds (needs openssl)', () => {
  const path = file('expert.p12', expert.p12);
  const told = run('sh', ['-c', `openssl pkcs12 -in '${path}' -passin env:PASS -info -noout 2>&1`], { PASS: memberPassphrase });
  expect(told).toContain('PBES2, PBKDF2, AES-256-CBC, Iteration 600000, PRF hmacWithSHA256');
  expect(told).toContain('MAC: sha256, Iteration 600000');
});

test.skipIf(!has('openssl'))('identity_made_by_another_program_opens (needs openssl)', async () => {
  const key = join(folder, 'foreign.key');
  const cert = join(folder, 'foreign.pem');
  const p12 = join(folder, 'foreign.p12');
  run('openssl', [
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-keyout',
    key,
    '-out',
    cert,
    '-days',
    '900',
    '-subj',
    '/CN=Foreign',
    '-addext',
    'basicConstraints=critical,CA:false',
  ]);
  run('openssl', ['pkcs12', '-export', '-inkey', key, '-in', cert, '-out', p12, '-passout', 'pass:foreign-pass']);
  expect((await openIdentity(readFileSync(p12), 'foreign-pass')).keyType).toBe('RSA');
});

test.skipIf(!has('openssl')).each([
  ['RC2 and 3DES', ['-legacy']],
  ['3DES', ['-certpbe', 'PBE-SHA1-3DES', '-keypbe', 'PBE-SHA1-3DES', '-macalg', 'sha1']],
])('old file under %s opens (needs openssl)', async (name, options) => {
  const [key, cert, p12] = ['key', 'pem', 'p12'].map((end) => join(folder, `old-${name.length}.${end}`));
  run('openssl', [
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-keyout',
    key ?? '',
    '-out',
    cert ?? '',
    '-days',
    '900',
    '-subj',
    '/CN=Old',
    '-addext',
    'basicConstraints=critical,CA:false',
  ]);
  run('openssl', [
    'pkcs12',
    '-export',
    ...options,
    '-inkey',
    key ?? '',
    '-in',
    cert ?? '',
    '-out',
    p12 ?? '',
    '-passout',
    'pass:foreign-pass',
  ]);
  const bytes = readFileSync(p12 ?? '');
  expect((await openIdentity(bytes, 'foreign-pass')).keyType).toBe('RSA');
  await expect(openIdentity(bytes, 'another-pass')).rejects.toMatchObject({ code: 'identity/bad-passphrase' });
});

test.skipIf(!has('openssl'))("a key beside somebody else's certificate opens as nobody (needs openssl)", async () => {
  const [key, cert, p12] = ['key', 'pem', 'p12'].map((end) => join(folder, `strange.${end}`)) as [string, string, string];
  const subject = ['-days', '900', '-subj', '/CN=Strange', '-addext', 'basicConstraints=critical,CA:false'];
  run('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', cert, ...subject]);
  // the certificate lies in the open, the key under an old cipher
  const ciphers = ['-certpbe', 'NONE', '-keypbe', 'PBE-SHA1-3DES', '-macalg', 'sha1'];
  run('openssl', ['pkcs12', '-export', ...ciphers, '-inkey', key, '-in', cert, '-out', p12, '-passout', 'pass:foreign-pass']);
  const password = new TextEncoder().encode('foreign-pass').buffer;
  const pfx = pkijs.PFX.fromBER(readFileSync(p12));
  await pfx.parseInternalValues({ password, checkIntegrity: false });
  const safe = pfx.parsedValue?.authenticatedSafe ?? new pkijs.AuthenticatedSafe();
  await safe.parseInternalValues({ safeContents: safe.safeContents.map(() => ({ password })) });
  const { safeContents } = safe.parsedValue as { safeContents: { value: pkijs.SafeContents }[] };
  const bag = safeContents.flatMap(({ value }) => value.safeBags).find(({ bagValue }) => bagValue instanceof pkijs.CertBag);
  const publicPart = new x509.X509Certificate(expert.certificatePem).rawData;
  if (bag) bag.bagValue = new pkijs.CertBag({ parsedValue: pkijs.Certificate.fromBER(publicPart) });
  const contents = new pkijs.AuthenticatedSafe({
    parsedValue: { safeContents: safeContents.map(({ value }) => ({ privacyMode: 0, value })) },
  });
  await contents.makeInternalValues({ safeContents: safeContents.map(() => ({})) });
  const forged = new pkijs.PFX({ parsedValue: { integrityMode: 0, authenticatedSafe: contents } });
  await forged.makeInternalValues({ password, iterations: 1000, pbkdf2HashAlgorithm: 'SHA-256', hmacHashAlgorithm: 'SHA-256' });
  await expect(openIdentity(new Uint8Array(forged.toSchema().toBER(false)), 'foreign-pass')).rejects.toMatchObject({
    code: 'identity/unreadable',
    details: { reason: 'no-key' },
  });
});

test.skipIf(!has('certutil')).each(Object.keys(chains))('NSS accepts a chain of %s for signing (needs certutil)', async (name) => {
  const chain = await chains[name]?.();
  if (!chain) throw new Error(name);
  const nss = join(folder, `nss-${name}`);
  run('mkdir', ['-p', nss]);
  run('certutil', ['-N', '-d', nss, '--empty-password']);
  run('certutil', ['-A', '-d', nss, '-n', 'root', '-t', 'C,C,C', '-i', file(`nss-root-${name}.pem`, chain.root)]);
  run('certutil', ['-A', '-d', nss, '-n', 'member', '-t', ',,', '-i', file(`nss-member-${name}.pem`, chain.member)]);
  expect(run('certutil', ['-V', '-d', nss, '-n', 'member', '-u', 'S', '-e'])).toContain('certificate is valid');
});
