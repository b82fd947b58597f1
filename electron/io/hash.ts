/** SHA-256 in lower-case hex: how the record, the manifests and the blob store name bytes. */
import { createHash, type Hash } from 'node:crypto';
import canonicalize from 'canonicalize';

/** For bytes that come piece by piece and go elsewhere too; `digest('hex')` ends it. */
export function startHash(): Hash {
  return createHash('sha256');
}

/** Text counts as UTF-8. */
export function hashOf(data: Uint8Array | string): string {
  return startHash().update(data).digest('hex');
}

/** Of a value's canonical JSON (RFC 8785): the same whatever the order of its keys. */
export function hashOfJson(value: unknown): string {
  return hashOf(canonicalize(value) ?? '');
}

export async function hashStream(source: AsyncIterable<Uint8Array>): Promise<string> {
  const hash = startHash();
  for await (const chunk of source) hash.update(chunk);
  return hash.digest('hex');
}
