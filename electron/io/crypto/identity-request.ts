/**
 * An identity whose key never leaves its owner: a request goes out, a certificate comes back. And the list of
 * certificates that the institution has taken back.
 */
import { refuse } from '../../../domain/result.ts';
import { isRecipient, recipientOf } from './sealing.ts';
import {
  certifyMember,
  checkStrength,
  generate,
  openRoot,
  pem,
  viewCertificate,
  type CertificateView,
  type Certified,
} from './identity.ts';
import { algorithms, asn1js, fingerprint, toBytes, x509, type Bytes, type KeyPair, type KeyType } from './crypto.ts';
import { keyTypeOf, pack, sealingKeyOf, unpack } from './pkcs12.ts';

export interface IdentityRequest {
  /** PKCS#12 with the key, kept by the owner until the certificate arrives */
  readonly pending: Bytes;
  /** PKCS#10, for the institution; carries where to seal exchange files to, as a URI name */
  readonly requestPem: string;
  readonly recipient: string;
  /** SHA-256 of the public key, for comparison */
  readonly fingerprint: string;
}

const scheme = 'age:';
const subjectAltName = '2.5.29.17';

/** A key on the owner's laptop and the request for a certificate. Errors: identity/weak-passphrase. */
export async function requestIdentity(input: {
  readonly person: { readonly name: string; readonly organisation: string };
  readonly passphrase: string;
  readonly now: string;
  readonly keyType?: KeyType | undefined;
}): Promise<IdentityRequest> {
  checkStrength(input.passphrase);
  const keyType = input.keyType ?? 'EC';
  const keys = await generate(keyType);
  const organisation = input.person.organisation === '' ? [] : [{ O: [{ utf8String: input.person.organisation }] }];
  const subject = new x509.Name([{ C: ['CN'] }, ...organisation, { CN: [{ utf8String: input.person.name }] }]);
  const recipient = await recipientOf(await sealingKeyOf(keys.privateKey));
  const requestPem = await writeRequest(subject, keys, recipient);
  // a certificate by the key itself holds its place in the file until the real one arrives
  const start = new Date(input.now);
  const holder = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: '01',
    name: subject,
    notBefore: start,
    notAfter: new Date(start.getTime() + 90 * 86_400_000),
    keys,
    signingAlgorithm: algorithms[keyType].sign,
    extensions: [new x509.BasicConstraintsExtension(false, undefined, true)],
  });
  return {
    pending: await pack([{ key: keys.privateKey, certificate: holder }], [], input.passphrase),
    requestPem,
    recipient,
    fingerprint: await fingerprintOfKey(new x509.PublicKey(await crypto.subtle.exportKey('spki', keys.publicKey))),
  };
}

/** A request signed by the key itself, which states where files for its holder are sealed to. */
export async function writeRequest(name: x509.Name, keys: KeyPair, recipient: string): Promise<string> {
  const extensions = [new x509.SubjectAlternativeNameExtension([{ type: 'url', value: scheme + recipient }])];
  const request = await x509.Pkcs10CertificateRequestGenerator.create({
    name,
    keys,
    signingAlgorithm: algorithms[keyTypeOf(keys.privateKey)].sign,
    extensions,
  });
  return `${request.toString('pem')}\n`;
}

/** Hex, in pairs: what two people read to each other. */
export async function fingerprintOfKey(key: x509.PublicKey): Promise<string> {
  return fingerprint(toBytes(key.rawData));
}

/** What a request asks for, after its signature has been proved. Errors: identity/bad-request. */
export async function readRequest(
  requestPem: string,
): Promise<{ name: string; organisation: string; publicKey: x509.PublicKey; recipient: string | null }> {
  let request: x509.Pkcs10CertificateRequest;
  try {
    request = new x509.Pkcs10CertificateRequest(requestPem);
    if (!(await request.verify())) return refuse('identity/bad-request');
  } catch {
    return refuse('identity/bad-request');
  }
  return {
    name: request.subjectName.getField('CN')[0] ?? '',
    organisation: request.subjectName.getField('O')[0] ?? '',
    publicKey: request.publicKey,
    recipient: statedRecipient(request),
  };
}

/** Another program's request may name none. */
function statedRecipient(request: x509.Pkcs10CertificateRequest): string | null {
  const extension = request.getExtension(subjectAltName);
  const names = extension ? new x509.SubjectAlternativeNameExtension(extension.rawData).names.items : [];
  const stated = names.flatMap((name) => (name.type === 'url' && name.value.startsWith(scheme) ? [name.value.slice(scheme.length)] : []));
  return stated.find(isRecipient) ?? null;
}

/**
 * The institution's answer. `person` is who the institution knows the requester to be. Errors:
 * identity/bad-request, identity/bad-passphrase, identity/unreadable, identity/expired.
 */
export async function answerRequest(input: {
  readonly institutionP12: Uint8Array;
  readonly passphrase: string;
  readonly requestPem: string;
  readonly person: { readonly name: string; readonly organisation: string };
  readonly now: string;
  readonly years?: number | undefined;
}): Promise<{ certificatePem: string; rootCertificatePem: string; certificate: CertificateView; recipient: string | null }> {
  const { publicKey, recipient } = await readRequest(input.requestPem);
  const root = await openRoot(input.institutionP12, input.passphrase, input.now);
  const certificate = await certifyMember(root, await publicKey.export(), input.person, input.now, input.years);
  return {
    certificatePem: pem(certificate),
    rootCertificatePem: pem(root.certificate),
    certificate: await viewCertificate(toBytes(certificate.rawData)),
    recipient,
  };
}

/** Puts the certificate to its key. Errors: identity/bad-passphrase, identity/unreadable, identity/other-key. */
export async function completeRequest(input: {
  readonly pending: Uint8Array;
  readonly passphrase: string;
  readonly certificatePem: string;
  readonly rootCertificatePem: string;
}): Promise<Certified> {
  const { pairs } = await unpack(input.pending, input.passphrase, true);
  const [held] = pairs;
  const certificate = new x509.X509Certificate(input.certificatePem);
  if (!held || Buffer.compare(Buffer.from(held.certificate.publicKey.rawData), Buffer.from(certificate.publicKey.rawData)) !== 0)
    return refuse('identity/other-key');
  const p12 = await pack([{ key: held.key, certificate }], [new x509.X509Certificate(input.rootCertificatePem)], input.passphrase);
  return {
    p12,
    certificatePem: pem(certificate),
    certificate: await viewCertificate(toBytes(certificate.rawData)),
    recipient: await recipientOf(held.sealingKey),
  };
}

/** The revocation list of the institution, PEM: `revoked` by serial number with the time from which it counts. */
export async function revokeIdentities(input: {
  readonly institutionP12: Uint8Array;
  readonly passphrase: string;
  readonly revoked: readonly { readonly serialNumber: string; readonly at: string }[];
  /** grows with each list */
  readonly number: number;
  readonly now: string;
}): Promise<string> {
  const root = await openRoot(input.institutionP12, input.passphrase, input.now);
  const now = new Date(input.now);
  const list = await x509.X509CrlGenerator.create({
    issuer: root.certificate.subject,
    thisUpdate: now,
    nextUpdate: new Date(now.getTime() + 365 * 86_400_000),
    signingAlgorithm: algorithms[keyTypeOf(root.key)].sign,
    signingKey: root.key,
    entries: input.revoked.map(({ serialNumber, at }) => ({
      serialNumber,
      revocationDate: new Date(at),
      reason: x509.X509CrlReason.privilegeWithdrawn,
    })),
    extensions: [
      new x509.Extension('2.5.29.20', false, new asn1js.Integer({ value: input.number }).toBER(false)),
      await x509.AuthorityKeyIdentifierExtension.create(root.certificate.publicKey),
    ],
  });
  // the label of RFC 7468, which OpenSSL insists on
  return `${list.toString('pem').replaceAll(/(BEGIN|END) CRL/g, '$1 X509 CRL')}\n`;
}
