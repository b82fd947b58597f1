/**
 * A member makes the key on the own laptop: a request goes to the institution, its answer is a certificate, and
 * the key never leaves. The request is PKCS#10; it carries the member's sealing recipient as a URI name, under the
 * same signature.
 */
import { refuse } from '../../domain/result.ts';
import { isRecipient, recipientOf } from './exchange-crypto.ts';
import { certifyMember, checkStrength, generate, isAuthority, keyTypeOf, openAuthority, pack, pem, sealingKeyOf, serial, unpack, validity, viewCertificate, type CertificateView } from './identity.ts';
import { algorithms, owned, toBytes, x509, type Bytes, type Key, type KeyType } from './pdf/crypto.ts';

export interface IdentityRequest {
  /** the key under its passphrase, with a certificate that vouches for nothing until the answer replaces it */
  readonly p12: Bytes;
  /** PKCS#10, PEM: what is sent */
  readonly request: string;
  readonly recipient: string;
}

const uriOf = (recipient: string): string => `age:${recipient}`;

/** Errors: identity/weak-passphrase. */
export async function requestIdentity(input: { readonly name: string; readonly organisation: string; readonly passphrase: string; readonly now: string; readonly keyType?: KeyType }): Promise<IdentityRequest> {
  checkStrength(input.passphrase);
  const keyType = input.keyType ?? 'EC';
  const keys = await generate(keyType);
  const recipient = await recipientOf(await sealingKeyOf(keys.privateKey));
  const organisation = input.organisation === '' ? [] : [{ O: [{ utf8String: input.organisation }] }];
  const name = new x509.Name([{ C: ['CN'] }, ...organisation, { CN: [{ utf8String: input.name }] }]);
  const request = await x509.Pkcs10CertificateRequestGenerator.create({
    name,
    keys,
    signingAlgorithm: algorithms[keyType].sign,
    extensions: [new x509.SubjectAlternativeNameExtension([{ type: 'url', value: uriOf(recipient) }])],
  });
  const provisional = await x509.X509CertificateGenerator.create({
    serialNumber: serial(),
    subject: name,
    issuer: name,
    ...validity(input.now, 1),
    signingAlgorithm: algorithms[keyType].sign,
    publicKey: keys.publicKey,
    signingKey: keys.privateKey,
    extensions: [new x509.BasicConstraintsExtension(false, undefined, true)],
  });
  return { p12: await pack([{ key: keys.privateKey, certificate: provisional }], [], input.passphrase), request: `${request.toString('pem')}\n`, recipient };
}

export interface IdentityAnswer {
  /** the member's certificate and the root above it, PEM: what is sent back */
  readonly chainPem: string;
  readonly certificatePem: string;
  readonly certificate: CertificateView;
  readonly recipient: string;
}

/**
 * The institution's answer. Name and organisation are those on its own list, not those that the request states.
 * Errors: identity/request-unreadable, and those of opening the institution's file.
 */
export async function answerRequest(input: {
  readonly request: string;
  readonly institutionP12: Uint8Array;
  readonly passphrase: string;
  readonly person: { readonly name: string; readonly organisation: string };
  readonly now: string;
}): Promise<IdentityAnswer> {
  const { publicKey, recipient } = await readRequest(input.request);
  const root = await openAuthority(input.institutionP12, input.passphrase, input.now);
  const certificate = await certifyMember(root, publicKey, input.person, input.now);
  return { chainPem: pem(certificate) + pem(root.certificate), certificatePem: pem(certificate), certificate: await viewCertificate(toBytes(certificate.rawData)), recipient };
}

function unreadable(reason: string): never {
  return refuse('identity/request-unreadable', { reason });
}

async function readRequest(text: string): Promise<{ publicKey: Key; recipient: string }> {
  let request: x509.Pkcs10CertificateRequest;
  try {
    request = new x509.Pkcs10CertificateRequest(text);
    if (!(await request.verify())) unreadable('signature');
  } catch {
    return unreadable('pkcs10');
  }
  const extension = request.getExtension('2.5.29.17');
  const names = extension ? new x509.SubjectAlternativeNameExtension(extension.rawData).names.items : [];
  const recipient = names.flatMap((name) => (name.type === 'url' && name.value.startsWith('age:') ? [name.value.slice(4)] : []))[0] ?? unreadable('recipient');
  if (!isRecipient(recipient)) unreadable('recipient');
  try {
    return { publicKey: await request.publicKey.export(), recipient };
  } catch {
    return unreadable('key-type');
  }
}

/**
 * Puts the answer's certificate in the place of the provisional one. Gives the new key file.
 * Errors: identity/bad-passphrase, identity/unreadable, identity/not-yours (another key's certificate).
 */
export async function acceptAnswer(input: { readonly p12: Uint8Array; readonly passphrase: string; readonly chainPem: string }): Promise<{ p12: Bytes; certificate: CertificateView }> {
  const chain = readCertificates(input.chainPem);
  const { pairs } = await unpack(input.p12, input.passphrase, true);
  for (const { key } of pairs) {
    for (const certificate of chain) {
      if (isAuthority(certificate) || !(await sameKey(key, certificate))) continue;
      const p12 = await pack([{ key, certificate }], chain.filter((other) => other !== certificate), input.passphrase);
      return { p12, certificate: await viewCertificate(toBytes(certificate.rawData)) };
    }
  }
  return refuse('identity/not-yours');
}

async function sameKey(key: Key, certificate: x509.X509Certificate): Promise<boolean> {
  const { algorithm } = certificate.publicKey;
  if (algorithm.name.startsWith('EC') !== (keyTypeOf(key) === 'EC')) return false;
  const own = await crypto.subtle.exportKey('jwk', key);
  const stated = await crypto.subtle.exportKey('jwk', await certificate.publicKey.export());
  return keyTypeOf(key) === 'EC' ? own.x === stated.x && own.y === stated.y : own.n === stated.n && own.e === stated.e;
}

/** All certificates of a PEM text, or the one of a DER file. Errors: identity/unreadable. */
export function readCertificates(text: string | Uint8Array): x509.X509Certificate[] {
  const bytes = typeof text === 'string' ? text : Buffer.from(text).toString('latin1');
  const blocks = bytes.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g);
  try {
    if (blocks) return blocks.map((block) => new x509.X509Certificate(block));
    return typeof text === 'string' ? refuse('identity/unreadable', { reason: 'no-x509' }) : [new x509.X509Certificate(owned(text))];
  } catch {
    return refuse('identity/unreadable', { reason: 'no-x509' });
  }
}
