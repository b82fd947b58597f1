/** What people hand to each other about keys: certificates with those above them (PEM or DER), and requests for one. */
import { refuse } from '../../../domain/result.ts';
import { fingerprintOfKey, readRequest, writeRequest } from './identity-request.ts';
import { pem, viewCertificate, type CertificateView, type Identity } from './identity.ts';
import { algorithms, owned, toBytes, x509 } from './crypto.ts';
import { isAuthority } from './pkcs12.ts';
import { recipientOf } from './sealing.ts';

export interface ReadCertificate {
  readonly pem: string;
  readonly view: CertificateView;
}

export interface ReadChain {
  readonly member: ReadCertificate;
  /** from the member's issuer to the root, each link proved */
  readonly above: readonly ReadCertificate[];
  readonly root: ReadCertificate;
  /** where files for the member are sealed to, as the key itself stated; null where it did not */
  readonly recipient: string | null;
}

export type HandedOver =
  | ({ readonly kind: 'certificate' } & ReadChain)
  | {
      readonly kind: 'request';
      readonly name: string;
      readonly organisation: string;
      readonly recipient: string | null;
      readonly fingerprint: string;
    };

const certificateBlocks = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;
const requestBlock = /-----BEGIN (?:NEW )?CERTIFICATE REQUEST-----[^-]+-----END (?:NEW )?CERTIFICATE REQUEST-----/;
/** A chain is never longer than this. */
const mostAbove = 8;

/** What one file is. Errors: identity/bad-request, identity/not-a-certificate, identity/open-chain. */
export async function readHandedOver(bytes: Uint8Array, above: readonly Uint8Array[]): Promise<HandedOver> {
  const text = Buffer.from(bytes).toString('latin1');
  const request = requestBlock.exec(text)?.[0];
  if (request === undefined || text.match(certificateBlocks)) return { kind: 'certificate', ...(await readChain(bytes, above)) };
  const { name, organisation, recipient, publicKey } = await readRequest(request);
  return { kind: 'request', name, organisation, recipient, fingerprint: await fingerprintOfKey(publicKey) };
}

/**
 * A member's certificate and the root that it leads to, over whatever stands between, each link proved. `others`:
 * files with certificates that the first leaves out. Errors: identity/not-a-certificate, identity/open-chain (the
 * issuer whose certificate is missing), identity/bad-request (what it states of the recipient is another key's).
 */
export async function readChain(bytes: Uint8Array, others: readonly Uint8Array[] = []): Promise<ReadChain> {
  const given = parse(bytes);
  const certificates = [...given, ...others.flatMap(parse)];
  const member = given.find((one) => !isAuthority(one)) ?? refuse('identity/not-a-certificate', { reason: 'no-member' });
  const above: x509.X509Certificate[] = [];
  let top = member;
  while (top.subject !== top.issuer) {
    let issuer: x509.X509Certificate | undefined;
    for (const candidate of certificates) {
      if (candidate.subject === top.issuer && (await top.verify({ publicKey: candidate, signatureOnly: true }))) issuer = candidate;
    }
    top =
      above.length < mostAbove && issuer
        ? issuer
        : refuse('identity/open-chain', { issuer: top.issuerName.getField('CN')[0] ?? top.issuer });
    above.push(top);
  }
  if (!(await top.isSelfSigned())) refuse('identity/open-chain', { issuer: top.subject });
  return {
    member: await describe(member),
    above: await Promise.all(above.map(describe)),
    root: await describe(top),
    recipient: await statedRecipient(bytes, member),
  };
}

/** The recipient that the file brings along counts only when the certificate's own key signed for it. */
async function statedRecipient(bytes: Uint8Array, member: x509.X509Certificate): Promise<string | null> {
  const block = requestBlock.exec(Buffer.from(bytes).toString('latin1'))?.[0];
  if (block === undefined) return null;
  const { publicKey, recipient } = await readRequest(block);
  return Buffer.compare(Buffer.from(publicKey.rawData), Buffer.from(member.publicKey.rawData)) === 0
    ? recipient
    : refuse('identity/bad-request');
}

/** The certificate of a key file and those above it, PEM. */
export function chainPem({ certificate, chain }: Pick<Identity, 'certificate' | 'chain'>): string {
  return [certificate, ...chain].map((der) => pem(new x509.X509Certificate(owned(der)))).join('');
}

/** The public part of a key file, PEM: the chain, and, where the file gives its key away, the recipient signed by it. */
export async function writeHandOver(identity: Identity): Promise<{ readonly pem: string; readonly recipient: string | null }> {
  const own = new x509.X509Certificate(owned(identity.certificate));
  const chain = chainPem(identity);
  if (identity.sealingKey === null) return { pem: chain, recipient: null };
  const recipient = await recipientOf(identity.sealingKey);
  const publicKey = await own.publicKey.export(algorithms[identity.keyType].generate, ['verify'], crypto);
  return { pem: chain + (await writeRequest(own.subjectName, { privateKey: identity.key, publicKey }, recipient)), recipient };
}

async function describe(certificate: x509.X509Certificate): Promise<ReadCertificate> {
  return { pem: pem(certificate), view: await viewCertificate(toBytes(certificate.rawData)) };
}

function parse(bytes: Uint8Array): x509.X509Certificate[] {
  const blocks = Buffer.from(bytes).toString('latin1').match(certificateBlocks);
  try {
    return blocks ? blocks.map((block) => new x509.X509Certificate(block)) : [new x509.X509Certificate(owned(bytes))];
  } catch {
    return refuse('identity/not-a-certificate', { reason: 'no-x509' });
  }
}
