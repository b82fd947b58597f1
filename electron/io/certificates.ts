/** Certificates that come as files, PEM or DER, with those above them. */
import { refuse } from '../../domain/result.ts';
import { viewCertificate, type CertificateView } from './identity.ts';
import { owned, toBytes, x509 } from './pdf/crypto.ts';

export interface ReadCertificate {
  readonly pem: string;
  readonly view: CertificateView;
}

/**
 * A member's certificate and the root that it leads to, over whatever stands between, each link proved.
 * Errors: identity/unreadable (no certificate, or a chain that does not close).
 */
export async function readChain(bytes: Uint8Array): Promise<{ readonly member: ReadCertificate; readonly root: ReadCertificate }> {
  const certificates = parse(bytes);
  const member = certificates.find((one) => one.getExtension(x509.BasicConstraintsExtension)?.ca !== true) ?? refuse('identity/unreadable', { reason: 'no-x509' });
  let top = member;
  for (let depth = 0; depth < 8 && top.subject !== top.issuer; depth++) {
    let above: x509.X509Certificate | undefined;
    for (const candidate of certificates) {
      if (candidate.subject === top.issuer && (await top.verify({ publicKey: candidate, signatureOnly: true }))) above = candidate;
    }
    top = above ?? refuse('identity/unreadable', { reason: 'chain' });
  }
  if (!(await top.isSelfSigned())) refuse('identity/unreadable', { reason: 'chain' });
  return { member: await told(member), root: await told(top) };
}

async function told(certificate: x509.X509Certificate): Promise<ReadCertificate> {
  return { pem: `${certificate.toString('pem')}\n`, view: await viewCertificate(toBytes(certificate.rawData)) };
}

function parse(bytes: Uint8Array): x509.X509Certificate[] {
  const blocks = Buffer.from(bytes).toString('latin1').match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g);
  try {
    return blocks ? blocks.map((block) => new x509.X509Certificate(block)) : [new x509.X509Certificate(owned(bytes))];
  } catch {
    return refuse('identity/unreadable', { reason: 'no-x509' });
  }
}
