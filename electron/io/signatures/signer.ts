/** Who signed, and who answers for them: one CMS against the bytes it signs and the roots that are trusted. */
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
  | 'timestamp'
  | 'revoked'
  | 'later-changes';

export interface CmsStatus {
  /** the signed bytes are the ones that were signed, by this certificate's key */
  readonly intact: boolean;
  readonly signer: CertificateView | null;
  /** from the signer up */
  readonly chain: readonly CertificateView[];
  readonly trusted: boolean;
  readonly root: CertificateView | null;
  /** the time of a valid timestamp, as its authority proves it, ISO */
  readonly timestamp: string | null;
  readonly problems: readonly SignatureProblem[];
}

interface Digests {
  readonly name: 'SHA-256' | 'SHA-384' | 'SHA-512';
}
const digests: Readonly<Record<string, Digests['name']>> = {
  [oid.sha256]: 'SHA-256',
  '2.16.840.1.101.3.4.2.2': 'SHA-384',
  '2.16.840.1.101.3.4.2.3': 'SHA-512',
};

export const brokenCms = (problem: SignatureProblem): CmsStatus => ({
  intact: false,
  signer: null,
  chain: [],
  trusted: false,
  root: null,
  timestamp: null,
  problems: [problem],
});

/**
 * `claimedAt`: the time in the signature dictionary, by which validity is judged where no timestamp says
 * better. Whatever the libraries cannot read is a broken structure.
 */
export async function checkCms(
  cms: Bytes,
  signed: Bytes,
  roots: readonly x509.X509Certificate[],
  claimedAt: Date,
  revocations: readonly x509.X509Crl[] = [],
): Promise<CmsStatus> {
  try {
    return await check(cms, signed, roots, claimedAt, revocations);
  } catch {
    return brokenCms('structure');
  }
}

async function check(
  cms: Bytes,
  signed: Bytes,
  roots: readonly x509.X509Certificate[],
  claimedAt: Date,
  revocations: readonly x509.X509Crl[],
): Promise<CmsStatus> {
  const content = pkijs.ContentInfo.fromBER(owned(cms));
  if (content.contentType !== oid.signedData || toHex(toBytes(content.toSchema().toBER(false))) !== toHex(cms))
    return brokenCms('structure');
  const data = new pkijs.SignedData({ schema: content.content });
  const [info, ...more] = data.signerInfos;
  if (!info || more.length > 0 || data.version !== 1 || info.version !== 1 || data.encapContentInfo.eContent !== undefined)
    return brokenCms('structure');
  const digest = digests[info.digestAlgorithm.algorithmId];
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
  if (!sameBytes(attribute(info, oid.messageDigest), toBytes(await crypto.subtle.digest(digest, signed)))) problems.push('digest');
  if (!(await bindsCertificate(info, der))) problems.push('certificate-binding');
  if (!(await signatureHolds(data, info, signer, digest))) problems.push('signature');
  const intact = problems.length === 0;

  const stamp = await stampOf(info, roots);
  if (stamp === 'invalid') problems.push('timestamp');
  const at = stamp === null || stamp === 'invalid' ? claimedAt : stamp;
  if (chain.root === null) problems.push('untrusted-root');
  if (chain.path.some((each) => at < each.notBefore || at > each.notAfter)) problems.push('not-valid-then');
  if (await isRevoked(chain.path, revocations, at)) problems.push('revoked');
  if (!maySign(chain.path[0])) problems.push('key-usage');
  const views = await Promise.all(chain.path.map((each) => viewCertificate(toBytes(each.rawData))));
  return {
    intact: intact && stamp !== 'invalid',
    signer: views[0] ?? null,
    chain: views,
    trusted: intact && problems.length === 0,
    root: chain.root === null ? null : await viewCertificate(toBytes(chain.root.rawData)),
    timestamp: stamp instanceof Date ? stamp.toISOString() : null,
    problems,
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

/** signing-certificate-v2 must name this very certificate. */
async function bindsCertificate(info: pkijs.SignerInfo, der: Bytes): Promise<boolean> {
  const found = info.signedAttrs?.attributes.filter((each) => each.type === oid.signingCertificateV2) ?? [];
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
  return sameBytes(new Uint8Array(second.valueBlock.valueHexView), toBytes(await crypto.subtle.digest(algorithm, der)));
}

/** ecdsa-with-SHA… (RFC 5758) and sha…WithRSAEncryption (RFC 4055), by the bits of the digest. */
const ecdsaWith: Readonly<Record<string, string>> = { 256: '1.2.840.10045.4.3.2', 384: '1.2.840.10045.4.3.3', 512: '1.2.840.10045.4.3.4' };
const rsaWith: Readonly<Record<string, string>> = {
  256: '1.2.840.113549.1.1.11',
  384: '1.2.840.113549.1.1.12',
  512: '1.2.840.113549.1.1.13',
};

/** The signature over the signed attributes, taken as the bytes that stand in the file. */
async function signatureHolds(
  data: pkijs.SignedData,
  info: pkijs.SignerInfo,
  signer: pkijs.Certificate,
  digest: Digests['name'],
): Promise<boolean> {
  const encoded = info.signedAttrs?.encodedValue;
  if (!encoded || data.signerInfos.length !== 1) return false;
  const set = new Uint8Array(encoded);
  set[0] = 0x31;
  const isEc = signer.subjectPublicKeyInfo.algorithm.algorithmId === '1.2.840.10045.2.1';
  // the algorithm's own name carries a digest too, and must carry this one: nothing else covers its bytes
  const bits = digest.slice('SHA-'.length);
  const allowed = isEc ? [ecdsaWith[bits]] : ['1.2.840.113549.1.1.1', '1.2.840.113549.1.1.10', rsaWith[bits]];
  if (!allowed.includes(info.signatureAlgorithm.algorithmId)) return false;
  const value = new Uint8Array(info.signature.valueBlock.valueHexView);
  if (isEc && !isPlainSequence(value)) return false;
  try {
    const engine = pkijs.getCrypto(true);
    return await engine.verifyWithPublicKey(set.buffer, info.signature, signer.subjectPublicKeyInfo, info.signatureAlgorithm, digest);
  } catch {
    return false;
  }
}

/** The time of the timestamp token over this signature; null where there is none. */
async function stampOf(info: pkijs.SignerInfo, roots: readonly x509.X509Certificate[]): Promise<Date | 'invalid' | null> {
  const found = info.unsignedAttrs?.attributes ?? [];
  if (found.length === 0) return null;
  const [value] = (found[0]?.values ?? []) as unknown[];
  if (found.length !== 1 || found[0]?.type !== oid.timestampToken || !(value instanceof asn1js.BaseBlock)) return 'invalid';
  const { intact, at } = await checkTimestamp(toBytes(value.toBER(false)), new Uint8Array(info.signature.valueBlock.valueHexView), roots);
  return intact && at !== null ? new Date(at) : 'invalid';
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
    if (await certificate.verify({ publicKey: candidate, signatureOnly: true })) return candidate;
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
