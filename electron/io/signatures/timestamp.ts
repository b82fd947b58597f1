/** Timestamps (RFC 3161): what an authority certifies of a signature or a document that others had stamped. */
import { viewCertificate, type CertificateView } from '../crypto/identity.ts';
import { algorithmsAgree, oid } from './cms.ts';
import { owned, pkijs, toBytes, toHex, x509, type Bytes } from '../crypto/crypto.ts';

const tstInfo = '1.2.840.113549.1.9.16.1.4';
const timeStamping = '1.3.6.1.5.5.7.3.8';
/** Digests of what is stamped that count. */
const imprints: Readonly<Record<string, string>> = {
  [oid.sha256]: 'SHA-256',
  '2.16.840.1.101.3.4.2.2': 'SHA-384',
  '2.16.840.1.101.3.4.2.3': 'SHA-512',
};

export interface TimestampStatus {
  /** the token covers these bytes and its own signature holds */
  readonly intact: boolean;
  readonly at: string | null;
  readonly authority: CertificateView | null;
  /** the authority's certificate is one of the trusted roots, or issued by one */
  readonly trusted: boolean;
}

/** What a token says about `covered`: the signature value of a B-T signature, or the bytes of a document timestamp. */
export async function checkTimestamp(token: Uint8Array, covered: Bytes, roots: readonly x509.X509Certificate[]): Promise<TimestampStatus> {
  const nothing: TimestampStatus = { intact: false, at: null, authority: null, trusted: false };
  try {
    const data = new pkijs.SignedData({ schema: pkijs.ContentInfo.fromBER(owned(token)).content });
    const content = data.encapContentInfo.eContent;
    if (!content || data.encapContentInfo.eContentType !== tstInfo || data.signerInfos.length !== 1 || data.version !== 3) return nothing;
    if (!data.signerInfos.every((info) => info.version === 1 && algorithmsAgree(data, info))) return nothing;
    const stamped = pkijs.TSTInfo.fromBER(owned(new Uint8Array(content.getValue())));
    const imprint = imprints[stamped.messageImprint.hashAlgorithm.algorithmId];
    if (imprint === undefined) return nothing;
    const digest = toBytes(await crypto.subtle.digest(imprint, covered));
    if (toHex(new Uint8Array(stamped.messageImprint.hashedMessage.valueBlock.valueHexView)) !== toHex(digest)) return nothing;
    const result = await data.verify({ signer: 0, data: owned(covered), checkChain: false, extendedMode: true });
    if (result.signatureVerified !== true || !result.signerCertificate) return nothing;
    const authority = new x509.X509Certificate(result.signerCertificate.toSchema().toBER(false));
    if (authority.getExtension(x509.ExtendedKeyUsageExtension)?.usages.includes(timeStamping) !== true) return nothing;
    const brought = (data.certificates ?? []).flatMap((each) =>
      each instanceof pkijs.Certificate ? [new x509.X509Certificate(each.toSchema().toBER(false))] : [],
    );
    // a certificate that nobody vouches for may have been altered without any digest noticing
    for (const each of brought) if (!(await isIssuedBy(each, [...roots, ...brought]))) return nothing;
    const inTime = stamped.genTime >= authority.notBefore && stamped.genTime <= authority.notAfter;
    return {
      intact: true,
      at: stamped.genTime.toISOString(),
      authority: await viewCertificate(toBytes(authority.rawData)),
      trusted: inTime && (await isIssuedBy(authority, roots)),
    };
  } catch {
    return nothing;
  }
}

async function isIssuedBy(certificate: x509.X509Certificate, issuers: readonly x509.X509Certificate[]): Promise<boolean> {
  for (const issuer of issuers) {
    if (issuer.subject === certificate.issuer && (await certificate.verify({ publicKey: issuer, signatureOnly: true }))) return true;
  }
  return false;
}
