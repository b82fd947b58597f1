/** Lists of certificates taken back (X.509 CRL), as others hand them on: believed when the root itself signed them. */
import { asn1js, fingerprint, owned, toBytes, x509 } from './crypto.ts';

export interface RevocationList {
  /** grows with each list of the root */
  readonly number: number;
  readonly revoked: readonly { readonly serialNumber: string; readonly at: string }[];
}

const crlNumber = '2.5.29.20';

/** Whether that root itself signed the list, as it is here. */
export async function isSignedList(listPem: string, rootPem: string): Promise<boolean> {
  try {
    const [list, root] = [new x509.X509Crl(listPem), new x509.X509Certificate(rootPem)];
    return list.issuer === root.subject && (await list.verify({ publicKey: root }));
  } catch {
    return false;
  }
}

/** What a list says; null where it is none, has no number, or the root did not sign it. */
export async function readRevocationList(listPem: string, rootPem: string): Promise<RevocationList | null> {
  try {
    const list = new x509.X509Crl(listPem);
    if (!(await isSignedList(listPem, rootPem))) return null;
    const extension = list.extensions.find((one) => one.type === crlNumber);
    const { result } = asn1js.fromBER(owned(new Uint8Array(extension?.value ?? new ArrayBuffer(0))));
    if (!(result instanceof asn1js.Integer)) return null;
    return {
      number: Number(result.toBigInt()),
      revoked: list.entries.map(({ serialNumber, revocationDate }) => ({ serialNumber, at: revocationDate.toISOString() })),
    };
  } catch {
    return null;
  }
}

/** The list that stands in a PEM file among certificates; null where there is none. */
export function listIn(text: string): string | null {
  return /-----BEGIN X509 CRL-----[^-]+-----END X509 CRL-----/.exec(text)?.[0] ?? null;
}

export async function fingerprintOfPem(certificatePem: string): Promise<string> {
  return fingerprint(toBytes(new x509.X509Certificate(certificatePem).rawData));
}
