/** Who signed, and who answers for them: one CMS against the bytes it signs and the roots that are trusted. */
import { createHash, createPublicKey, verify as verifyWithNode, X509Certificate } from 'node:crypto';
import { viewCertificate, type CertificateView } from '../crypto/identity.ts';
import { algorithmsAgree, oid } from './cms.ts';
import { asn1js, owned, pkijs, sha256, toBytes, toHex, x509, type Bytes } from '../crypto/crypto.ts';
import { checkTimestamp } from './timestamp.ts';

/** Codes; their sentences are texts `reports.problem.<code>`. */
export type SignatureProblem =
  | 'structure'
  | 'digest'
  | 'signature'
  | 'certificate-binding'
  | 'untrusted-root'
  | 'not-valid-then'
  | 'key-usage'
  /** the signature does not name its certificate (no signing-certificate-v2) */
  | 'unbound'
  /** the timestamp is no token over this signature */
  | 'timestamp'
  /** it is, but of an authority that nobody here trusts: it proves no time */
  | 'timestamp-untrusted'
  | 'revoked'
  /** an RSA key under 2048 bits, in the signer's certificate or above it */
  | 'weak-key'
  /** SHA-1 or MD5: other content of the same digest can be made */
  | 'weak-hash'
  /** an algorithm or a curve that this program does not know, so that nothing can be said */
  | 'algorithm'
  | 'later-changes';

export interface CmsStatus {
  /** the signed bytes are the ones that were signed, by this certificate's key; false too where that cannot be judged */
  readonly intact: boolean;
  /** false: signed in a way that this program cannot check */
  readonly judged: boolean;
  readonly signer: CertificateView | null;
  /** from the signer up */
  readonly chain: readonly CertificateView[];
  readonly trusted: boolean;
  readonly root: CertificateView | null;
  /** the time of a valid timestamp, as an authority proves it that is trusted, ISO */
  readonly timestamp: string | null;
  readonly problems: readonly SignatureProblem[];
}

type Digest = 'SHA-256' | 'SHA-384' | 'SHA-512' | 'SHA-1' | 'MD5';

const digests: Readonly<Record<string, Digest>> = {
  [oid.sha256]: 'SHA-256',
  '2.16.840.1.101.3.4.2.2': 'SHA-384',
  '2.16.840.1.101.3.4.2.3': 'SHA-512',
  '1.3.14.3.2.26': 'SHA-1',
  '1.2.840.113549.2.5': 'MD5',
};

const weakDigests: ReadonlySet<Digest> = new Set(['SHA-1', 'MD5']);

/** Digests that are sound and that nothing here computes: SM3 (GB/T 32905), SHA-224, SHA-512/256, SHA-3. */
const unknownDigests: ReadonlySet<string> = new Set([
  '1.2.156.10197.1.401',
  '2.16.840.1.101.3.4.2.4',
  '2.16.840.1.101.3.4.2.6',
  '2.16.840.1.101.3.4.2.8',
  '2.16.840.1.101.3.4.2.9',
  '2.16.840.1.101.3.4.2.10',
]);

/** Curves of elliptic keys that can be checked: P-256, P-384, P-521. */
const knownCurves: ReadonlySet<string> = new Set(['1.2.840.10045.3.1.7', '1.3.132.0.34', '1.3.132.0.35']);
const ecPublicKey = '1.2.840.10045.2.1';
const rsaEncryption = '1.2.840.113549.1.1.1';

/** The shortest RSA key that is trusted, in bits (NIST SP 800-57 part 1, table 2). */
const shortestRsa = 2048;

async function digestOf(name: Digest, bytes: Bytes): Promise<Bytes> {
  if (name === 'MD5') return new Uint8Array(createHash('md5').update(bytes).digest());
  return toBytes(await crypto.subtle.digest(name, bytes));
}

export const brokenCms = (problem: SignatureProblem): CmsStatus => ({
  intact: false,
  judged: problem !== 'algorithm',
  signer: null,
  chain: [],
  trusted: false,
  root: null,
  timestamp: null,
  problems: [problem],
});

export interface CmsQuestion {
  readonly roots: readonly x509.X509Certificate[];
  /** the time in the signature dictionary: by it the certificates' own dates are judged where no trusted timestamp says better */
  readonly claimedAt: Date;
  /**
   * When the signature was there at the latest, as far as that is known for sure: by this, and never by a claim, it is judged whether
   * a certificate had been taken back, where no trusted timestamp says better
   */
  readonly provedBy: Date;
  readonly revocations?: readonly x509.X509Crl[] | undefined;
  /** certificates taken back, as somebody else knows it: since when, by fingerprint */
  readonly takenBack?: ReadonlyMap<string, string> | undefined;
}

/** Whatever the libraries cannot read is a broken structure. */
export async function checkCms(cms: Bytes, signed: Bytes, question: CmsQuestion): Promise<CmsStatus> {
  try {
    return await check(cms, signed, question);
  } catch {
    return brokenCms('structure');
  }
}

async function check(
  cms: Bytes,
  signed: Bytes,
  { roots, claimedAt, provedBy, revocations = [], takenBack }: CmsQuestion,
): Promise<CmsStatus> {
  const content = pkijs.ContentInfo.fromBER(owned(cms));
  if (content.contentType !== oid.signedData || toHex(toBytes(content.toSchema().toBER(false))) !== toHex(cms))
    return brokenCms('structure');
  const data = new pkijs.SignedData({ schema: content.content });
  const [info, ...more] = data.signerInfos;
  if (!info || more.length > 0 || data.version !== 1 || info.version !== 1 || data.encapContentInfo.eContent !== undefined)
    return brokenCms('structure');
  const digest = digests[info.digestAlgorithm.algorithmId];
  if (digest === undefined && unknownDigests.has(info.digestAlgorithm.algorithmId) && algorithmsAgree(data, info))
    return brokenCms('algorithm');
  if (digest === undefined || data.encapContentInfo.eContentType !== oid.data) return brokenCms('structure');

  const certificates = (data.certificates ?? []).filter((each): each is pkijs.Certificate => each instanceof pkijs.Certificate);
  const signer = certificates.find(
    (each) =>
      info.sid instanceof pkijs.IssuerAndSerialNumber &&
      each.serialNumber.isEqual(info.sid.serialNumber) &&
      each.issuer.isEqual(info.sid.issuer),
  );
  if (!signer || !info.signedAttrs) return brokenCms('structure');
  // names are compared as text above; their encoding must be the certificate's own, for no signature covers this copy
  if (!(info.sid instanceof pkijs.IssuerAndSerialNumber) || derOf(info.sid.issuer) !== derOf(signer.issuer)) return brokenCms('structure');
  const der = toBytes(signer.toSchema().toBER(false));
  const embedded = certificates.map((each) => new x509.X509Certificate(each.toSchema().toBER(false)));
  const chain = await buildChain(new x509.X509Certificate(owned(der)), embedded, roots);
  const problems: SignatureProblem[] = [];
  // what is not on the chain is not covered by anything, and so may have been altered
  if (embedded.some((each) => !chain.path.some((member) => member.equal(each)))) problems.push('structure');
  if (!algorithmsAgree(data, info)) problems.push('structure');
  if (!sameBytes(attribute(info, oid.messageDigest), await digestOf(digest, signed))) problems.push('digest');
  const binding = await bindsCertificate(info, der);
  if (binding === false) problems.push('certificate-binding');
  const isKnown = isKnownKey(signer);
  if (isKnown && !(await signatureHolds(data, info, signer, digest))) problems.push('signature');
  const isSound = problems.length === 0;
  if (isSound && !isKnown) return brokenCms('algorithm');

  // no binding at all is a weaker kind of signature than ours, and says nothing about the content
  if (binding === null) problems.push('unbound');
  const stamp = await stampOf(info, roots);
  if (stamp === 'invalid') problems.push('timestamp');
  const proved = stamp instanceof Date ? stamp : null;
  const at = proved ?? claimedAt;
  if (chain.root === null) problems.push('untrusted-root');
  if (chain.path.some((each) => at < each.notBefore || at > each.notAfter)) problems.push('not-valid-then');
  const views = await Promise.all(chain.path.map((each) => viewCertificate(toBytes(each.rawData))));
  const judgedAt = proved ?? provedBy;
  const isTakenBack = views.some((each) => new Date(takenBack?.get(each.fingerprint) ?? Infinity) <= judgedAt);
  if (isTakenBack || (await isRevoked(chain.path, revocations, judgedAt))) problems.push('revoked');
  if (!maySign(chain.path[0])) problems.push('key-usage');
  if (chain.path.some(hasWeakKey)) problems.push('weak-key');
  if (weakDigests.has(digest) || chain.path.some((each) => !roots.some((root) => root.equal(each)) && isSignedWeakly(each)))
    problems.push('weak-hash');
  const isTrusted = isSound && problems.length === 0;
  return {
    intact: isSound && stamp !== 'invalid',
    judged: true,
    signer: views[0] ?? null,
    chain: views,
    trusted: isTrusted,
    root: chain.root === null ? null : await viewCertificate(toBytes(chain.root.rawData)),
    timestamp: proved?.toISOString() ?? null,
    problems: stamp === 'untrusted' ? [...problems, 'timestamp-untrusted'] : problems,
  };
}

function derOf(part: { toSchema(): asn1js.BaseBlock }): string {
  return toHex(toBytes(part.toSchema().toBER(false)));
}

/** True when the bytes are one DER value and nothing else: readers forgive wrong lengths, we do not. */
function isPlainSequence(bytes: Bytes): boolean {
  const { offset, result } = asn1js.fromBER(owned(bytes));
  return offset === bytes.length && toHex(toBytes(result.toBER(false))) === toHex(bytes);
}

function attribute(info: pkijs.SignerInfo, type: string): Bytes | null {
  const found = info.signedAttrs?.attributes.filter((each) => each.type === type) ?? [];
  const [value] = (found[0]?.values ?? []) as unknown[];
  return found.length === 1 && value instanceof asn1js.OctetString ? new Uint8Array(value.valueBlock.valueHexView) : null;
}

function sameBytes(a: Uint8Array | null, b: Uint8Array): boolean {
  return a !== null && toHex(a) === toHex(b);
}

/** signing-certificate-v2 must name this very certificate; null: there is none. */
async function bindsCertificate(info: pkijs.SignerInfo, der: Bytes): Promise<boolean | null> {
  const found = info.signedAttrs?.attributes.filter((each) => each.type === oid.signingCertificateV2) ?? [];
  if (found.length === 0) return null;
  const [value] = (found[0]?.values ?? []) as unknown[];
  if (found.length !== 1 || !(value instanceof asn1js.Sequence)) return false;
  const [list] = value.valueBlock.value;
  const [id] = list instanceof asn1js.Sequence ? list.valueBlock.value : [];
  if (!(id instanceof asn1js.Sequence)) return false;
  const [first, second] = id.valueBlock.value;
  if (first instanceof asn1js.OctetString) return sameBytes(new Uint8Array(first.valueBlock.valueHexView), await sha256(der));
  const algorithm =
    first instanceof asn1js.Sequence && first.valueBlock.value[0] instanceof asn1js.ObjectIdentifier
      ? digests[first.valueBlock.value[0].valueBlock.toString()]
      : undefined;
  if (algorithm === undefined || !(second instanceof asn1js.OctetString)) return false;
  return sameBytes(new Uint8Array(second.valueBlock.valueHexView), await digestOf(algorithm, der));
}

/** ecdsa-with-SHA… (RFC 5758) and …WithRSAEncryption (RFC 8017), by the digest. */
const ecdsaWith: Readonly<Partial<Record<Digest, string>>> = {
  'SHA-256': '1.2.840.10045.4.3.2',
  'SHA-384': '1.2.840.10045.4.3.3',
  'SHA-512': '1.2.840.10045.4.3.4',
  'SHA-1': '1.2.840.10045.4.1',
};
const rsaWith: Readonly<Record<Digest, string>> = {
  'SHA-256': '1.2.840.113549.1.1.11',
  'SHA-384': '1.2.840.113549.1.1.12',
  'SHA-512': '1.2.840.113549.1.1.13',
  'SHA-1': '1.2.840.113549.1.1.5',
  MD5: '1.2.840.113549.1.1.4',
};

/** RSA, and the elliptic curves that Node and Electron both compute; SM2, Ed25519 and others are not checked here. */
function isKnownKey({ subjectPublicKeyInfo }: pkijs.Certificate): boolean {
  const { algorithmId, algorithmParams } = subjectPublicKeyInfo.algorithm;
  if (algorithmId !== ecPublicKey) return algorithmId === rsaEncryption;
  const curve: unknown = algorithmParams;
  return curve instanceof asn1js.ObjectIdentifier && knownCurves.has(curve.valueBlock.toString());
}

function hasWeakKey(certificate: x509.X509Certificate): boolean {
  const key = createPublicKey({ key: Buffer.from(certificate.publicKey.rawData), format: 'der', type: 'spki' });
  return key.asymmetricKeyType === 'rsa' && (key.asymmetricKeyDetails?.modulusLength ?? 0) < shortestRsa;
}

const weakCertificateAlgorithms: ReadonlySet<string> = new Set([
  rsaWith['SHA-1'],
  rsaWith.MD5,
  ecdsaWith['SHA-1'] ?? '',
  '1.2.840.10040.4.3',
]);

/** WebCrypto knows no MD5: a certificate signed so is checked by Node, and is weak whatever comes out. */
async function isSignedBy(certificate: x509.X509Certificate, issuer: x509.X509Certificate): Promise<boolean> {
  if (!isSignedWeakly(certificate)) return certificate.verify({ publicKey: issuer, signatureOnly: true });
  const key = createPublicKey({ key: Buffer.from(issuer.publicKey.rawData), format: 'der', type: 'spki' });
  return new X509Certificate(Buffer.from(certificate.rawData)).verify(key);
}

/** How the issuer signed it; for a root in hand nobody relies on that. */
function isSignedWeakly(certificate: x509.X509Certificate): boolean {
  return weakCertificateAlgorithms.has(pkijs.Certificate.fromBER(certificate.rawData).signatureAlgorithm.algorithmId);
}

/** The signature over the signed attributes, taken as the bytes that stand in the file. */
async function signatureHolds(data: pkijs.SignedData, info: pkijs.SignerInfo, signer: pkijs.Certificate, digest: Digest): Promise<boolean> {
  const encoded = info.signedAttrs?.encodedValue;
  if (!encoded || data.signerInfos.length !== 1) return false;
  const set = new Uint8Array(encoded);
  set[0] = 0x31;
  const isEc = signer.subjectPublicKeyInfo.algorithm.algorithmId === ecPublicKey;
  // the algorithm's own name carries a digest too, and must carry this one: nothing else covers its bytes
  const allowed = isEc ? [ecdsaWith[digest]] : [rsaEncryption, '1.2.840.113549.1.1.10', rsaWith[digest]];
  if (!allowed.includes(info.signatureAlgorithm.algorithmId)) return false;
  const value = new Uint8Array(info.signature.valueBlock.valueHexView);
  if (isEc && !isPlainSequence(value)) return false;
  try {
    if (digest === 'MD5') {
      // WebCrypto does not know it
      const key = createPublicKey({ key: Buffer.from(signer.subjectPublicKeyInfo.toSchema().toBER(false)), format: 'der', type: 'spki' });
      return verifyWithNode('md5', set, key, value);
    }
    const engine = pkijs.getCrypto(true);
    return await engine.verifyWithPublicKey(set.buffer, info.signature, signer.subjectPublicKeyInfo, info.signatureAlgorithm, digest);
  } catch {
    return false;
  }
}

/** The time of the timestamp token over this signature, where its authority is trusted; null where there is no token. */
async function stampOf(info: pkijs.SignerInfo, roots: readonly x509.X509Certificate[]): Promise<Date | 'invalid' | 'untrusted' | null> {
  const found = info.unsignedAttrs?.attributes ?? [];
  if (found.length === 0) return null;
  const [value] = (found[0]?.values ?? []) as unknown[];
  if (found.length !== 1 || found[0]?.type !== oid.timestampToken || !(value instanceof asn1js.BaseBlock)) return 'invalid';
  const { intact, at, trusted } = await checkTimestamp(
    toBytes(value.toBER(false)),
    new Uint8Array(info.signature.valueBlock.valueHexView),
    roots,
  );
  if (!intact || at === null) return 'invalid';
  return trusted ? new Date(at) : 'untrusted';
}

/** From the signer upwards by name and signature, until a trusted root; path lengths and CA marks are checked. */
async function buildChain(
  leaf: x509.X509Certificate,
  known: readonly x509.X509Certificate[],
  roots: readonly x509.X509Certificate[],
): Promise<{ path: x509.X509Certificate[]; root: x509.X509Certificate | null }> {
  const path = [leaf];
  for (let depth = 0; depth < 8; depth++) {
    const last = path.at(-1);
    if (!last) break;
    const isRoot = roots.find((root) => root.equal(last));
    if (isRoot) return { path, root: depth > 0 ? isRoot : null };
    const issuer = await findIssuer(last, [...roots, ...known], depth);
    if (!issuer || path.some((each) => each.equal(issuer))) break;
    path.push(issuer);
  }
  return { path, root: null };
}

async function findIssuer(
  certificate: x509.X509Certificate,
  candidates: readonly x509.X509Certificate[],
  below: number,
): Promise<x509.X509Certificate | null> {
  for (const candidate of candidates) {
    if (candidate.subject !== certificate.issuer) continue;
    const constraints = candidate.getExtension(x509.BasicConstraintsExtension);
    const usage = candidate.getExtension(x509.KeyUsagesExtension);
    if (constraints?.ca !== true || (constraints.pathLength !== undefined && constraints.pathLength < below)) continue;
    if (usage && (usage.usages & x509.KeyUsageFlags.keyCertSign) === 0) continue;
    if (await isSignedBy(certificate, candidate)) return candidate;
  }
  return null;
}

/** Is a member of the chain on a list that its issuer signed, from a day that had come? */
async function isRevoked(path: readonly x509.X509Certificate[], revocations: readonly x509.X509Crl[], at: Date): Promise<boolean> {
  for (const [index, certificate] of path.entries()) {
    const issuer = path[index + 1];
    for (const list of revocations) {
      if (!issuer || list.issuer !== issuer.subject || !(await list.verify({ publicKey: issuer }))) continue;
      const entry = list.findRevoked(certificate.serialNumber);
      if (entry && entry.revocationDate <= at) return true;
    }
  }
  return false;
}

function maySign(certificate: x509.X509Certificate | undefined): boolean {
  const usage = certificate?.getExtension(x509.KeyUsagesExtension);
  return (
    usage === null ||
    usage === undefined ||
    (usage.usages & (x509.KeyUsageFlags.digitalSignature | x509.KeyUsageFlags.nonRepudiation)) !== 0
  );
}
