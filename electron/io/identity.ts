// oxlint-disable typescript/no-unsafe-type-assertion -- pkijs types the inside of a PKCS#12 as unknown
/**
 * Identities made offline: an institution with a root of its own, and the people it vouches for. Each is a
 * PKCS#12 file whose keys are under AES-256 with PBKDF2-HMAC-SHA-256.
 *
 * The institution's file holds two keys: the root, which signs certificates only, and the signer, which
 * signs documents only.
 */
import { refuse } from '../../domain/result.ts';
import { deriveSealingKey, recipientOf } from './exchange-crypto.ts';
import { algorithms, asn1js, fingerprint, owned, pkijs, toBytes, toHex, x509, type Bytes, type Key, type KeyPair, type KeyType } from './pdf/crypto.ts';

/** OWASP's floor for PBKDF2-HMAC-SHA-256; also for the integrity check, which would else be the cheaper way in. */
export const iterations = 600_000;
export const shortestPassphrase = 8;

const years = { root: 20, signer: 10, member: 5 } as const;
/** Laptops without a network disagree about the time; a certificate starts a day early. */
const leeway = 24 * 3_600_000;

/** Document signing (RFC 9336), mail protection (which NSS asks of signers), Adobe's authentic documents. */
const usages = ['1.3.6.1.5.5.7.3.36', '1.3.6.1.5.5.7.3.4', '1.2.840.113583.1.1.5'];
const oid = { keyBag: '1.2.840.113549.1.12.10.1.1', shroudedKeyBag: '1.2.840.113549.1.12.10.1.2', certBag: '1.2.840.113549.1.12.10.1.3', x509: '1.2.840.113549.1.9.22.1', localKeyId: '1.2.840.113549.1.9.21', friendlyName: '1.2.840.113549.1.9.20' } as const;

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
  readonly notBefore: string;
  readonly notAfter: string;
}

/** An opened PKCS#12: a certificate with its key, and the certificates above it. */
export interface Identity {
  readonly certificate: Bytes;
  readonly chain: readonly Bytes[];
  readonly keyType: KeyType;
  readonly key: Key;
  /** opens exchange files that were sealed to the holder (`AGE-SECRET-KEY-1…`) */
  readonly sealingKey: string;
}

export interface Pair {
  readonly key: Key;
  readonly certificate: x509.X509Certificate;
  readonly sealingKey: string;
}

/**
 * A new institution. `now` is an ISO time. Errors: identity/weak-passphrase.
 */
export async function createInstitution(input: { readonly name: string; readonly passphrase: string; readonly now: string; readonly keyType?: KeyType }): Promise<Institution> {
  checkStrength(input.passphrase);
  const algorithm = algorithms[input.keyType ?? 'EC'];
  const [rootKeys, signerKeys] = await Promise.all([generate(input.keyType ?? 'EC'), generate(input.keyType ?? 'EC')]);
  const rootName = new x509.Name([{ C: ['CN'] }, { O: [{ utf8String: input.name }] }, { CN: [{ utf8String: `${input.name} Root` }] }]);
  const root = await x509.X509CertificateGenerator.create({
    serialNumber: serial(),
    subject: rootName,
    issuer: rootName,
    ...validity(input.now, years.root),
    signingAlgorithm: algorithm.sign,
    publicKey: rootKeys.publicKey,
    signingKey: rootKeys.privateKey,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(rootKeys.publicKey),
    ],
  });
  const signer = await certify({ key: rootKeys.privateKey, certificate: root }, signerKeys.publicKey, { name: input.name, organisation: input.name }, input.now, years.signer, input.keyType ?? 'EC');
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
  return { p12, rootCertificatePem: pem(root), certificatePem: pem(signer), certificate: await viewCertificate(toBytes(signer.rawData)), recipient, root: rootView, fingerprint: rootView.fingerprint };
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
  readonly keyType?: KeyType;
}): Promise<Certified> {
  checkStrength(input.memberPassphrase);
  const root = await openAuthority(input.institutionP12, input.passphrase, input.now);
  const keys = await generate(input.keyType ?? 'EC');
  const certificate = await certifyMember(root, keys.publicKey, input.person, input.now);
  const p12 = await pack([{ key: keys.privateKey, certificate }], [root.certificate], input.memberPassphrase);
  const recipient = await recipientOf(await sealingKeyOf(keys.privateKey));
  return { p12, certificatePem: pem(certificate), certificate: await viewCertificate(toBytes(certificate.rawData)), recipient };
}

/** The institution's root with its key. Errors: identity/bad-passphrase, identity/unreadable, identity/expired. */
export async function openAuthority(institutionP12: Uint8Array, passphrase: string, now: string): Promise<Pair> {
  const { pairs } = await unpack(institutionP12, passphrase);
  const root = pairs.find(({ certificate }) => isAuthority(certificate)) ?? refuse('identity/unreadable', { reason: 'no-root' });
  if (root.certificate.notAfter.getTime() < Date.parse(now)) refuse('identity/expired', { notAfter: root.certificate.notAfter.toISOString() });
  return root;
}

/**
 * The root vouches for a member's key. A member never bears the institution's own name, by which its signer is
 * told from its members. Errors: identity/reserved-name.
 */
export async function certifyMember(root: Pair, publicKey: Key, person: { readonly name: string; readonly organisation: string }, now: string): Promise<x509.X509Certificate> {
  if (root.certificate.subjectName.getField('O').includes(person.name)) refuse('identity/reserved-name', { name: person.name });
  return certify(root, publicKey, person, now, years.member, keyTypeOf(root.key));
}

/** The identity that signs documents. Errors: identity/bad-passphrase, identity/unreadable. */
export async function openIdentity(p12: Uint8Array, passphrase: string): Promise<Identity> {
  const { pairs, others } = await unpack(p12, passphrase);
  const pair = pairs.find(({ certificate }) => !isAuthority(certificate)) ?? refuse('identity/unreadable', { reason: 'no-signer' });
  const above = [...pairs.map(({ certificate }) => certificate), ...others].filter((certificate) => certificate !== pair.certificate);
  return { certificate: toBytes(pair.certificate.rawData), chain: above.map((certificate) => toBytes(certificate.rawData)), keyType: keyTypeOf(pair.key), key: pair.key, sealingKey: pair.sealingKey };
}

/** What a certificate says, for people. */
export async function viewCertificate(der: Uint8Array): Promise<CertificateView> {
  const certificate = new x509.X509Certificate(owned(der));
  return {
    subject: certificate.subjectName.getField('CN')[0] ?? certificate.subject,
    organisation: certificate.subjectName.getField('O')[0] ?? null,
    issuer: certificate.issuerName.getField('CN')[0] ?? certificate.issuer,
    fingerprint: await fingerprint(der),
    notBefore: certificate.notBefore.toISOString(),
    notAfter: certificate.notAfter.toISOString(),
  };
}

/** A Chinese character is guessed harder than a Latin letter and counts as two. */
export function checkStrength(passphrase: string): void {
  const length = Array.from(passphrase).reduce((sum, character) => sum + (character > '\u007f' ? 2 : 1), 0);
  if (length < shortestPassphrase) refuse('identity/weak-passphrase', { minimum: shortestPassphrase });
}

export async function generate(keyType: KeyType): Promise<KeyPair> {
  return crypto.subtle.generateKey(algorithms[keyType].generate, true, ['sign', 'verify']);
}

/** The sealing key that goes with an extractable signing key. */
export async function sealingKeyOf(key: Key): Promise<string> {
  const { d } = await crypto.subtle.exportKey('jwk', key);
  return deriveSealingKey(d ?? refuse('identity/unreadable', { reason: 'key-type' }));
}

export function keyTypeOf(key: Key): KeyType {
  return key.algorithm.name === 'ECDSA' ? 'EC' : 'RSA';
}

export function validity(now: string, length: number): { notBefore: Date; notAfter: Date } {
  const start = new Date(Date.parse(now) - leeway);
  const end = new Date(start);
  end.setUTCFullYear(end.getUTCFullYear() + length);
  return { notBefore: start, notAfter: end };
}

/** 16 random bytes, positive (RFC 5280 4.1.2.2). */
export function serial(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40;
  return toHex(bytes);
}

async function certify(root: Omit<Pair, 'sealingKey'>, publicKey: Key, person: { readonly name: string; readonly organisation: string }, now: string, length: number, rootType: KeyType): Promise<x509.X509Certificate> {
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

export function isAuthority(certificate: x509.X509Certificate): boolean {
  return certificate.getExtension(x509.BasicConstraintsExtension)?.ca === true;
}

export function pem(certificate: x509.X509Certificate): string {
  return `${certificate.toString('pem')}\n`;
}

/** Keys shrouded one by one; certificates in the open, since they are public and the whole is under a MAC. */
export async function pack(pairs: readonly Omit<Pair, 'sealingKey'>[], others: readonly x509.X509Certificate[], passphrase: string): Promise<Bytes> {
  const password = owned(new TextEncoder().encode(passphrase));
  const keyBags = await Promise.all(
    pairs.map(async ({ key, certificate }) => {
      const pkcs8 = await crypto.subtle.exportKey('pkcs8', key);
      const bag = new pkijs.PKCS8ShroudedKeyBag({ parsedValue: pkijs.PrivateKeyInfo.fromBER(pkcs8) });
      await bag.makeInternalValues({ password, contentEncryptionAlgorithm: { name: 'AES-CBC', length: 256 }, hmacHashAlgorithm: 'SHA-256', iterationCount: iterations });
      return new pkijs.SafeBag({ bagId: oid.shroudedKeyBag, bagValue: bag, bagAttributes: await attributes(certificate) });
    }),
  );
  const certBags = await Promise.all(
    [...pairs.map(({ certificate }) => ({ certificate, own: true })), ...others.map((certificate) => ({ certificate, own: false }))].map(
      async ({ certificate, own }) =>
        new pkijs.SafeBag({
          bagId: oid.certBag,
          bagValue: new pkijs.CertBag({ parsedValue: pkijs.Certificate.fromBER(certificate.rawData) }),
          ...(own ? { bagAttributes: await attributes(certificate) } : {}),
        }),
    ),
  );
  const safe = new pkijs.AuthenticatedSafe({
    parsedValue: {
      safeContents: [
        { privacyMode: 0, value: new pkijs.SafeContents({ safeBags: certBags }) },
        { privacyMode: 0, value: new pkijs.SafeContents({ safeBags: keyBags }) },
      ],
    },
  });
  await safe.makeInternalValues({ safeContents: [{}, {}] });
  const pfx = new pkijs.PFX({ parsedValue: { integrityMode: 0, authenticatedSafe: safe } });
  await pfx.makeInternalValues({ password, iterations, pbkdf2HashAlgorithm: 'SHA-256', hmacHashAlgorithm: 'SHA-256' });
  return toBytes(pfx.toSchema().toBER(false));
}

/** What ties a key to its certificate, and the name that key stores show. */
async function attributes(certificate: x509.X509Certificate): Promise<pkijs.Attribute[]> {
  const id = await certificate.getThumbprint('SHA-256');
  const name = certificate.subjectName.getField('CN')[0] ?? '';
  return [
    new pkijs.Attribute({ type: oid.localKeyId, values: [new asn1js.OctetString({ valueHex: id })] }),
    new pkijs.Attribute({ type: oid.friendlyName, values: [new asn1js.BmpString({ value: name })] }),
  ];
}

/**
 * The keys with their certificates, and the certificates without a key. Each key is proved against its
 * certificate, which also guards against a changed file.
 */
export async function unpack(p12: Uint8Array, passphrase: string, extractable = false): Promise<{ pairs: Pair[]; others: x509.X509Certificate[] }> {
  const password = owned(new TextEncoder().encode(passphrase));
  const bags = await readBags(p12, password);
  const keys: { readonly key: Key; readonly sealingKey: string }[] = [];
  const certificates: x509.X509Certificate[] = [];
  for (const bag of bags) {
    if (bag.bagId === oid.certBag) certificates.push(readCertificate(bag.bagValue as pkijs.CertBag));
    if (bag.bagId === oid.keyBag) keys.push(await importKey(bag.bagValue as pkijs.PrivateKeyInfo, extractable));
    if (bag.bagId === oid.shroudedKeyBag) keys.push(await importKey(await unshroud(bag.bagValue as pkijs.PKCS8ShroudedKeyBag, password), extractable));
  }
  const pairs: Pair[] = [];
  for (const { key, sealingKey } of keys) {
    for (const certificate of certificates) if (await belongs(key, certificate)) pairs.push({ key, certificate, sealingKey });
  }
  if (pairs.length === 0) refuse('identity/unreadable', { reason: 'no-key' });
  return { pairs, others: certificates.filter((certificate) => pairs.every((pair) => pair.certificate !== certificate)) };
}

async function readBags(p12: Uint8Array, password: ArrayBuffer): Promise<pkijs.SafeBag[]> {
  let pfx: pkijs.PFX;
  try {
    pfx = pkijs.PFX.fromBER(owned(p12));
    await pfx.parseInternalValues({ password, checkIntegrity: false });
  } catch {
    return refuse('identity/unreadable', { reason: 'not-pkcs12' });
  }
  const safe = pfx.parsedValue?.authenticatedSafe ?? refuse('identity/unreadable', { reason: 'not-pkcs12' });
  try {
    await safe.parseInternalValues({ safeContents: safe.safeContents.map(() => ({ password })) });
  } catch (error) {
    return refuse(wasPassphrase(error) ? 'identity/bad-passphrase' : 'identity/unreadable', { reason: 'not-opened' });
  }
  const contents = (safe.parsedValue as { safeContents: readonly { value: pkijs.SafeContents }[] }).safeContents;
  return contents.flatMap(({ value }) => value.safeBags);
}

async function unshroud(bag: pkijs.PKCS8ShroudedKeyBag, password: ArrayBuffer): Promise<pkijs.PrivateKeyInfo> {
  try {
    await (bag as unknown as { parseInternalValues(parameters: { password: ArrayBuffer }): Promise<void> }).parseInternalValues({ password });
    return bag.parsedValue ?? refuse('identity/bad-passphrase');
  } catch (error) {
    return refuse(wasPassphrase(error) ? 'identity/bad-passphrase' : 'identity/unreadable', { reason: 'not-opened' });
  }
}

/** A wrong passphrase shows as a failed decryption or as bytes that are no key; an old cipher says so by name. */
function wasPassphrase(error: unknown): boolean {
  return !(error instanceof Error && /Unknown "contentEncryptionAlgorithm"|Incorrectly encoded/.test(error.message));
}

function readCertificate(bag: pkijs.CertBag): x509.X509Certificate {
  const value = bag.parsedValue;
  if (bag.certId !== oid.x509 || !(value instanceof pkijs.Certificate)) return refuse('identity/unreadable', { reason: 'no-x509' });
  return new x509.X509Certificate(value.toSchema().toBER(false));
}

async function importKey(info: pkijs.PrivateKeyInfo, extractable: boolean): Promise<{ key: Key; sealingKey: string }> {
  const isEc = info.privateKeyAlgorithm.algorithmId === '1.2.840.10045.2.1';
  const keyType: KeyType = isEc ? 'EC' : 'RSA';
  const algorithm = isEc ? algorithms.EC.generate : { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
  try {
    const pkcs8 = info.toSchema().toBER(false);
    const sealingKey = await sealingKeyOf(await crypto.subtle.importKey('pkcs8', pkcs8, algorithm, true, ['sign']));
    return { key: await crypto.subtle.importKey('pkcs8', pkcs8, algorithm, extractable, ['sign']), sealingKey };
  } catch {
    return refuse('identity/unreadable', { reason: 'key-type', keyType });
  }
}

async function belongs(key: Key, certificate: x509.X509Certificate): Promise<boolean> {
  const keyType = keyTypeOf(key);
  const challenge = crypto.getRandomValues(new Uint8Array(32));
  try {
    const publicKey = await certificate.publicKey.export(keyType === 'EC' ? algorithms.EC.generate : { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }, ['verify'], crypto);
    const signature = await crypto.subtle.sign(algorithms[keyType].sign, key, challenge);
    return await crypto.subtle.verify(algorithms[keyType].sign, publicKey, signature, challenge);
  } catch {
    return false;
  }
}
