/** What an exchange file says of itself, and who signed that: foreign until both are judged, hence run in a reader process. */
import canonicalize from 'canonicalize';
import { exchangeFormat, manifest as manifestSchema, type Manifest } from '../../../domain/exchange/manifest.ts';
import { refuse } from '../../../domain/result.ts';
import { fingerprint, owned, pkijs, toBytes, x509 } from '../crypto/crypto.ts';
import { checkCms, type CmsStatus } from '../signatures/signer.ts';

/** @throws exchange/bad-manifest, exchange/other-version */
// oxlint-disable-next-line typescript/require-await -- a job is asynchronous
export async function parseManifest(path: string, bytes: Uint8Array): Promise<Manifest> {
  let json: unknown;
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    json = JSON.parse(text);
  } catch {
    return refuse('exchange/bad-manifest', { path, reason: 'json' });
  }
  if (typeof json === 'object' && json !== null && 'format' in json && typeof json.format === 'number' && json.format !== exchangeFormat) {
    refuse('exchange/other-version', { path, found: json.format, known: exchangeFormat });
  }
  const parsed = manifestSchema.safeParse(json);
  if (!parsed.success || canonicalize(json) !== text) return refuse('exchange/bad-manifest', { path, reason: 'content' });
  if (new Set(parsed.data.parts.map((part) => part.name)).size !== parsed.data.parts.length)
    refuse('exchange/bad-manifest', { path, reason: 'twice' });
  return parsed.data;
}

/** `roots`: PEM; `now`: ISO time by which validity is judged. */
export async function judgeSignature(
  signature: Uint8Array,
  manifestBytes: Uint8Array,
  roots: readonly string[],
  now: string,
): Promise<CmsStatus> {
  const at = new Date(now);
  return checkCms(new Uint8Array(signature), new Uint8Array(manifestBytes), {
    roots: roots.map((pem) => new x509.X509Certificate(pem)),
    claimedAt: at,
    provedBy: at,
  });
}

/** The self-signed certificate of the fingerprint `wanted` among those a signature carries, as PEM; null where there is none. */
export async function findCarriedRoot(signature: Uint8Array, wanted: string): Promise<string | null> {
  try {
    const data = new pkijs.SignedData({ schema: pkijs.ContentInfo.fromBER(owned(new Uint8Array(signature))).content });
    for (const each of data.certificates ?? []) {
      if (!(each instanceof pkijs.Certificate)) continue;
      const certificate = new x509.X509Certificate(each.toSchema().toBER(false));
      if ((await fingerprint(toBytes(certificate.rawData))) === wanted && (await certificate.isSelfSigned()))
        return `${certificate.toString('pem')}\n`;
    }
  } catch {
    // what cannot be read carries nothing; the signature check says what is wrong with it
  }
  return null;
}
