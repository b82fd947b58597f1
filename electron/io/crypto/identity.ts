/**
 * Identities made offline: an institution with a root of its own, and the people it vouches for. Each is a
 * PKCS#12 file whose keys are under AES-256 with PBKDF2-HMAC-SHA-256.
 *
 * The institution's file holds two keys: the root, which signs certificates only, and the signer, which
 * signs documents only.
 */
import { years } from '../../../domain/identity/keys.ts';
import { countLetters, shortestPassphrase } from '../../../domain/identity/passphrase.ts';
import { refuse, Refusal } from '../../../domain/result.ts';
import { algorithms, fingerprint, owned, toBytes, toHex, x509, type Bytes, type Key, type KeyPair, type KeyType } from './crypto.ts';
import { recipientOf } from './sealing.ts';
import { belongs, isAuthority, keyTypeOf, oldCipher, pack, sealingKeyOf, unpack, type Pair } from './pkcs12.ts';

/** Laptops without a network disagree about the time; a certificate starts a day early. */
const leeway = 24 * 3_600_000;

/** Document signing (RFC 9336), mail protection (which NSS asks of signers), Adobe's authentic documents. */
const usages = ['1.3.6.1.5.5.7.3.36', '1.3.6.1.5.5.7.3.4', '1.2.840.113583.1.1.5'];

export interface Certified {
  readonly p12: Bytes;
  readonly certificatePem: string;
  /** of the certificate that signs documents */
  readonly certificate: CertificateView;
  /** where exchange files for its holder are sealed to (`age1…`) */
  readonly recipient: string;
}
export interface Institution extends Certified {
  readonly rootCertificatePem: string;
  readonly root: CertificateView;
  /** SHA-256 of the root certificate: what is published for comparison */
  readonly fingerprint: string;
}

export interface CertificateView {
  /** the person or institution */
  readonly subject: string;
  readonly organisation: string | null;
  readonly issuer: string;
  readonly fingerprint: string;
  /** hex */
  readonly serialNumber: string;
  readonly notBefore: string;
  readonly notAfter: string;
}

/** An opened PKCS#12: a certificate with its key, and the certificates above it. */
export interface Identity {
  readonly certificate: Bytes;
  readonly chain: readonly Bytes[];
  readonly keyType: KeyType;
  readonly key: Key;
  /** opens exchange files that were sealed to the holder (`AGE-SECRET-KEY-1…`); null where the file does not give its key away */
  readonly sealingKey: string | null;
}

/**
 * A new institution. `now` is an ISO time; `years`: how long its root holds. Errors: identity/weak-passphrase.
 */
export async function createInstitution(input: {
  readonly name: string;
  readonly passphrase: string;
  readonly now: string;
  readonly keyType?: KeyType | undefined;
  readonly years?: number | undefined;
}): Promise<Institution> {
  checkStrength(input.passphrase);
  const algorithm = algorithms[input.keyType ?? 'EC'];
  const [rootKeys, signerKeys] = await Promise.all([generate(input.keyType ?? 'EC'), generate(input.keyType ?? 'EC')]);
  const rootName = new x509.Name([{ C: ['CN'] }, { O: [{ utf8String: input.name }] }, { CN: [{ utf8String: `${input.name} Root` }] }]);
  const root = await x509.X509CertificateGenerator.create({
    serialNumber: serial(),
    subject: rootName,
    issuer: rootName,
    ...validity(input.now, input.years ?? years.root),
    signingAlgorithm: algorithm.sign,
    publicKey: rootKeys.publicKey,
    signingKey: rootKeys.privateKey,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(rootKeys.publicKey),
    ],
  });
  const signer = await certify(
    { key: rootKeys.privateKey, certificate: root },
    signerKeys.publicKey,
    { name: input.name, organisation: input.name },
    input.now,
    years.signer,
    input.keyType ?? 'EC',
  );
  const p12 = await pack(
    [
      { key: signerKeys.privateKey, certificate: signer },
      { key: rootKeys.privateKey, certificate: root },
    ],
    [],
    input.passphrase,
  );
  const rootView = await viewCertificate(toBytes(root.rawData));
  const recipient = await recipientOf(await sealingKeyOf(signerKeys.privateKey));
  return {
    p12,
    rootCertificatePem: pem(root),
    certificatePem: pem(signer),
    certificate: await viewCertificate(toBytes(signer.rawData)),
    recipient,
    root: rootView,
    fingerprint: rootView.fingerprint,
  };
}

/**
 * A person's identity, vouched for by the institution. Errors: identity/bad-passphrase,
 * identity/unreadable, identity/expired (the root), identity/weak-passphrase (the member's).
 */
export async function issueIdentity(input: {
  readonly institutionP12: Uint8Array;
  readonly passphrase: string;
  readonly person: { readonly name: string; readonly organisation: string };
  readonly memberPassphrase: string;
  readonly now: string;
  readonly keyType?: KeyType | undefined;
  readonly years?: number | undefined;
}): Promise<Certified> {
  checkStrength(input.memberPassphrase);
  const root = await openRoot(input.institutionP12, input.passphrase, input.now);
  const keys = await generate(input.keyType ?? 'EC');
  const certificate = await certifyMember(root, keys.publicKey, input.person, input.now, input.years);
  const p12 = await pack([{ key: keys.privateKey, certificate }], [root.certificate], input.memberPassphrase);
  const recipient = await recipientOf(await sealingKeyOf(keys.privateKey));
  return { p12, certificatePem: pem(certificate), certificate: await viewCertificate(toBytes(certificate.rawData)), recipient };
}

/**
 * The root vouches for a member's key. A member never bears the institution's own name, by which its signer is
 * told from its members. Errors: identity/reserved-name.
 */
export async function certifyMember(
  root: Pair,
  publicKey: Key,
  person: { readonly name: string; readonly organisation: string },
  now: string,
  length: number = years.member,
): Promise<x509.X509Certificate> {
  if (root.certificate.subjectName.getField('O').includes(person.name)) refuse('identity/reserved-name', { name: person.name });
  return certify(root, publicKey, person, now, length, keyTypeOf(root.key));
}

/** The institution's root, to issue or revoke. Errors: identity/bad-passphrase, identity/unreadable, identity/expired. */
export async function openRoot(institutionP12: Uint8Array, passphrase: string, now: string): Promise<Pair> {
  const { pairs } = await unpack(institutionP12, passphrase);
  const root = pairs.find(({ certificate }) => isAuthority(certificate)) ?? refuse('identity/unreadable', { reason: 'no-root' });
  if (root.certificate.notAfter.getTime() < Date.parse(now))
    refuse('identity/expired', { notAfter: root.certificate.notAfter.toISOString() });
  return root;
}

/** The identity that signs documents. Errors: identity/bad-passphrase, identity/unreadable. */
export async function openIdentity(p12: Uint8Array, passphrase: string): Promise<Identity> {
  let bags: Awaited<ReturnType<typeof unpack>>;
  try {
    bags = await unpack(p12, passphrase);
  } catch (error) {
    if (error instanceof Refusal && error.details['reason'] === oldCipher) return openOld(p12, passphrase);
    throw error;
  }
  const { pairs, others } = bags;
  const pair = pairs.find(({ certificate }) => !isAuthority(certificate)) ?? refuse('identity/unreadable', { reason: 'no-signer' });
  const above = [...pairs.map(({ certificate }) => certificate), ...others].filter((certificate) => certificate !== pair.certificate);
  return {
    certificate: toBytes(pair.certificate.rawData),
    chain: above.map((certificate) => toBytes(certificate.rawData)),
    keyType: keyTypeOf(pair.key),
    key: pair.key,
    sealingKey: pair.sealingKey,
  };
}

/** A .pfx under 3DES or RC2, as licensed authorities still issue them. We read these and never write them. */
async function openOld(p12: Uint8Array, passphrase: string): Promise<Identity> {
  const { P12Signer } = await import('@libpdf/core');
  let signer: Awaited<ReturnType<typeof P12Signer.create>>;
  try {
    signer = await P12Signer.create(new Uint8Array(p12), passphrase);
  } catch (error) {
    const wrong = error instanceof Error && /integrity|password|MAC/i.test(error.message);
    return refuse(wrong ? 'identity/bad-passphrase' : 'identity/unreadable', { reason: 'not-opened' });
  }
  const key: unknown = Reflect.get(signer, 'privateKey');
  if (!(key instanceof CryptoKey)) return refuse('identity/unreadable', { reason: 'no-key' });
  const certificates = [signer.certificate, ...(signer.certificateChain ?? [])].map((der) => new Uint8Array(der));
  const own = await Promise.all(certificates.map(async (der) => belongs(key, new x509.X509Certificate(der))));
  const certificate = certificates[own.indexOf(true)] ?? refuse('identity/unreadable', { reason: 'no-key' });
  return {
    certificate,
    chain: certificates.filter((der) => der !== certificate),
    keyType: keyTypeOf(key),
    key,
    sealingKey: key.extractable ? await sealingKeyOf(key) : null,
  };
}

/** What a certificate says, for people. */
export async function viewCertificate(der: Uint8Array): Promise<CertificateView> {
  const certificate = new x509.X509Certificate(owned(der));
  return {
    subject: certificate.subjectName.getField('CN')[0] ?? certificate.subject,
    organisation: certificate.subjectName.getField('O')[0] ?? null,
    issuer: certificate.issuerName.getField('CN')[0] ?? certificate.issuer,
    fingerprint: await fingerprint(der),
    serialNumber: certificate.serialNumber,
    notBefore: certificate.notBefore.toISOString(),
    notAfter: certificate.notAfter.toISOString(),
  };
}

export function checkStrength(passphrase: string): void {
  if (countLetters(passphrase) < shortestPassphrase) refuse('identity/weak-passphrase', { minimum: shortestPassphrase });
}

export async function generate(keyType: KeyType): Promise<KeyPair> {
  return crypto.subtle.generateKey(algorithms[keyType].generate, true, ['sign', 'verify']);
}

function validity(now: string, length: number): { notBefore: Date; notAfter: Date } {
  const start = new Date(Date.parse(now) - leeway);
  const end = new Date(start);
  end.setUTCFullYear(end.getUTCFullYear() + length);
  return { notBefore: start, notAfter: end };
}

/** 16 random bytes, positive (RFC 5280 4.1.2.2). */
function serial(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40;
  return toHex(bytes);
}

export async function certify(
  root: Pair,
  publicKey: Key,
  person: { readonly name: string; readonly organisation: string },
  now: string,
  length: number,
  rootType: KeyType,
): Promise<x509.X509Certificate> {
  const organisation = person.organisation === '' ? [] : [{ O: [{ utf8String: person.organisation }] }];
  const { notBefore, notAfter } = validity(now, length);
  return x509.X509CertificateGenerator.create({
    serialNumber: serial(),
    subject: new x509.Name([{ C: ['CN'] }, ...organisation, { CN: [{ utf8String: person.name }] }]),
    issuer: root.certificate.subjectName,
    notBefore,
    notAfter: notAfter > root.certificate.notAfter ? root.certificate.notAfter : notAfter,
    signingAlgorithm: algorithms[rootType].sign,
    publicKey,
    signingKey: root.key,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature | x509.KeyUsageFlags.nonRepudiation, true),
      new x509.ExtendedKeyUsageExtension(usages),
      await x509.SubjectKeyIdentifierExtension.create(publicKey),
      await x509.AuthorityKeyIdentifierExtension.create(root.certificate.publicKey),
    ],
  });
}

export function pem(certificate: x509.X509Certificate): string {
  return `${certificate.toString('pem')}\n`;
}
