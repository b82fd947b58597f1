/** The CMS inside a PDF signature: made here as PAdES B-B (EN 319 142-1), taken apart in signer.ts. */
import type { Identity } from '../crypto/identity.ts';
import { algorithms, asn1js, owned, pkijs, sha256, toBytes, toHex, type Bytes } from '../crypto/crypto.ts';

export const oid = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  sha256: '2.16.840.1.101.3.4.2.1',
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
  rsaWithSha256: '1.2.840.113549.1.1.11',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  timestampToken: '1.2.840.113549.1.9.16.2.14',
} as const;

/**
 * A detached signature over `digest` (SHA-256 of the signed bytes), DER. No signing-time attribute: PAdES
 * keeps the claimed time in the signature dictionary.
 */
export async function createCms(identity: Identity, digest: Bytes): Promise<Bytes> {
  const certificate = pkijs.Certificate.fromBER(owned(identity.certificate));
  const signedAttributes = sorted([
    new pkijs.Attribute({ type: oid.contentType, values: [new asn1js.ObjectIdentifier({ value: oid.data })] }),
    new pkijs.Attribute({ type: oid.messageDigest, values: [new asn1js.OctetString({ valueHex: owned(digest) })] }),
    new pkijs.Attribute({ type: oid.signingCertificateV2, values: [await signingCertificate(identity.certificate, certificate)] }),
  ]);
  const toSign = encodeSet(signedAttributes);
  const raw = await crypto.subtle.sign(algorithms[identity.keyType].sign, identity.key, toSign);
  const signature = identity.keyType === 'EC' ? pkijs.createCMSECDSASignature(raw) : raw;
  const signerInfo = new pkijs.SignerInfo({
    version: 1,
    sid: new pkijs.IssuerAndSerialNumber({ issuer: certificate.issuer, serialNumber: certificate.serialNumber }),
    digestAlgorithm: new pkijs.AlgorithmIdentifier({ algorithmId: oid.sha256 }),
    signedAttrs: new pkijs.SignedAndUnsignedAttributes({ type: 0, attributes: signedAttributes }),
    signatureAlgorithm: new pkijs.AlgorithmIdentifier(
      identity.keyType === 'EC'
        ? { algorithmId: oid.ecdsaWithSha256 }
        : { algorithmId: oid.rsaWithSha256, algorithmParams: new asn1js.Null() },
    ),
    signature: new asn1js.OctetString({ valueHex: signature }),
  });
  const signedData = new pkijs.SignedData({
    version: 1,
    digestAlgorithms: [new pkijs.AlgorithmIdentifier({ algorithmId: oid.sha256 })],
    encapContentInfo: new pkijs.EncapsulatedContentInfo({ eContentType: oid.data }),
    certificates: [certificate, ...identity.chain.map((der) => pkijs.Certificate.fromBER(owned(der)))],
    signerInfos: [signerInfo],
  });
  const content = new pkijs.ContentInfo({ contentType: oid.signedData, content: signedData.toSchema(true) });
  return toBytes(content.toSchema().toBER(false));
}

/** ESS signing-certificate-v2 (RFC 5035): binds the very certificate to the signature. SHA-256 is its default. */
async function signingCertificate(der: Bytes, certificate: pkijs.Certificate): Promise<asn1js.Sequence> {
  const issuer = new pkijs.IssuerSerial({
    issuer: new pkijs.GeneralNames({ names: [new pkijs.GeneralName({ type: 4, value: certificate.issuer })] }),
    serialNumber: certificate.serialNumber,
  });
  const id = new asn1js.Sequence({ value: [new asn1js.OctetString({ valueHex: owned(await sha256(der)) }), issuer.toSchema()] });
  return new asn1js.Sequence({ value: [new asn1js.Sequence({ value: [id] })] });
}

/** DER wants the members of a SET in the order of their encodings. */
function sorted(attributes: readonly pkijs.Attribute[]): pkijs.Attribute[] {
  const encoded = attributes.map((attribute) => ({ attribute, hex: toHex(toBytes(attribute.toSchema().toBER(false))) }));
  return encoded.sort((a, b) => (a.hex < b.hex ? -1 : 1)).map(({ attribute }) => attribute);
}

/** The signed attributes as they are signed: under the tag SET, not the [0] they stand under in the file. */
function encodeSet(attributes: readonly pkijs.Attribute[]): ArrayBuffer {
  const set = new pkijs.SignedAndUnsignedAttributes({ type: 0, attributes: [...attributes] }).toSchema().toBER(false);
  new Uint8Array(set)[0] = 0x31;
  return set;
}

/**
 * The parts of a CMS that no digest covers say what the signer's part says: one digest algorithm, and
 * parameters that are absent or NULL (RSASSA-PSS, whose parameters matter, is checked with the signature).
 */
export function algorithmsAgree(data: pkijs.SignedData, info: pkijs.SignerInfo): boolean {
  const digests = data.digestAlgorithms.every(({ algorithmId }) => algorithmId === info.digestAlgorithm.algorithmId);
  return digests && [info.digestAlgorithm, info.signatureAlgorithm, ...data.digestAlgorithms].every(hasPlainParameters);
}

function hasPlainParameters({ algorithmId, algorithmParams }: pkijs.AlgorithmIdentifier): boolean {
  const parameters: unknown = algorithmParams;
  return parameters === undefined || parameters instanceof asn1js.Null || algorithmId === '1.2.840.113549.1.1.10';
}
