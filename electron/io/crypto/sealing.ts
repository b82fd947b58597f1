/**
 * Sealing of exchange files with age (age-encryption.org/v1): to the holder of an identity, or to a passphrase.
 *
 * The X25519 key that opens files is derived from the signing key, so that whoever has the identity file has it
 * too, also where a licensed authority made the file; the way back from it to the signing key is SHA-256.
 */
import { bech32 } from '@scure/base';
import { Refusal, refuse } from '../../../domain/result.ts';
import { sealedFileWork } from './work.ts';

/** Who may open the file. */
export type SealedTo = { readonly recipient: string } | { readonly recipients: readonly string[] } | { readonly passphrase: string };

export interface OpeningKeys {
  /** `AGE-SECRET-KEY-1…` of the identities at hand */
  readonly sealingKeys: readonly string[];
  readonly passphrase?: string | undefined;
}

/** HKDF-SHA-256 of the private scalar (the `d` of its JWK): the scalar is the same however a key file wraps it. */
export async function deriveSealingKey(d: string): Promise<string> {
  const text = new TextEncoder();
  const material = await crypto.subtle.importKey('raw', Buffer.from(d, 'base64url'), 'HKDF', false, ['deriveBits']);
  const bits = await crypto.subtle.deriveBits(
    { name: 'HKDF', hash: 'SHA-256', salt: text.encode('parkpanel'), info: text.encode('age x25519 1') },
    material,
    256,
  );
  return bech32.encodeFromBytes('AGE-SECRET-KEY-', new Uint8Array(bits)).toUpperCase();
}

/** `age1…`: what others seal files to. */
export async function recipientOf(sealingKey: string): Promise<string> {
  const { identityToRecipient } = await import('age-encryption');
  return identityToRecipient(sealingKey);
}

/** An X25519 recipient of age, and no other kind. */
export function isRecipient(text: string): boolean {
  try {
    const { prefix, bytes } = bech32.decodeToBytes(text);
    return prefix === 'age' && bytes.length === 32;
  } catch {
    return false;
  }
}

/** @throws exchange/bad-recipient */
export async function seal(source: AsyncIterable<Uint8Array>, to: SealedTo): Promise<AsyncIterable<Uint8Array>> {
  const { Encrypter } = await import('age-encryption');
  const encrypter = new Encrypter();
  if ('passphrase' in to) {
    encrypter.setPassphrase(to.passphrase);
    encrypter.setScryptWorkFactor(sealedFileWork);
  } else {
    for (const recipient of 'recipient' in to ? [to.recipient] : to.recipients) {
      if (!isRecipient(recipient)) refuse('exchange/bad-recipient', { recipient });
      encrypter.addRecipient(recipient);
    }
  }
  return chunks(await encrypter.encrypt(streamOf(source)));
}

/** How a sealed file is opened, read from its first bytes. */
export function sealKind(head: Uint8Array): 'recipient' | 'passphrase' | null {
  const text = Buffer.from(head.buffer, head.byteOffset, head.byteLength).toString('latin1');
  if (text.startsWith('age-encryption.org/v1\n-> scrypt ')) return 'passphrase';
  return text.startsWith('age-encryption.org/v1\n-> ') ? 'recipient' : null;
}

/** How much work the passphrase of a sealed file takes, as the power of two that its head names; 0 where there is none. */
export function scryptWorkAsked(head: Uint8Array): number {
  const text = Buffer.from(head.buffer, head.byteOffset, head.byteLength).toString('latin1');
  return Number(/^age-encryption\.org\/v1\n-> scrypt \S+ (\d+)\n/.exec(text)?.[1] ?? 0);
}

/**
 * What is inside a sealed file; its end proves that it is whole.
 * @throws exchange/damaged, exchange/not-for-you, exchange/bad-passphrase, exchange/needs-passphrase, exchange/needs-identity
 */
export async function unseal(source: AsyncIterable<Uint8Array>, head: Uint8Array, keys: OpeningKeys): Promise<AsyncIterable<Uint8Array>> {
  const kind = sealKind(head) ?? refuse('exchange/damaged');
  const { Decrypter } = await import('age-encryption');
  const decrypter = new Decrypter();
  if (kind === 'passphrase') decrypter.addPassphrase(keys.passphrase ?? refuse('exchange/needs-passphrase'));
  else {
    if (keys.sealingKeys.length === 0) refuse('exchange/needs-identity');
    for (const key of keys.sealingKeys) decrypter.addIdentity(key);
  }
  try {
    return told(chunks(await decrypter.decrypt(streamOf(source))));
  } catch (error) {
    if (error instanceof Error && error.message.startsWith('no identity matched'))
      throw new Refusal(kind === 'passphrase' ? 'exchange/bad-passphrase' : 'exchange/not-for-you');
    throw damage(error);
  }
}

/** The library knows damage only as an error; the disk's own errors carry a code and pass. */
function damage(error: unknown): unknown {
  if (error instanceof Refusal || (error instanceof Error && ('code' in error || error.name === 'AbortError'))) return error;
  return new Refusal('exchange/damaged');
}

async function* told(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* source;
  } catch (error) {
    throw damage(error);
  }
}

/** One piece at a time, and none before it is asked for. */
function streamOf(source: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  const iterator = source[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await iterator.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      async cancel() {
        await iterator.return?.();
      },
    },
    { highWaterMark: 0 },
  );
}

/** The pieces of 64 KB gathered, for fewer writes. */
async function* chunks(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const gathered = 1024 ** 2;
  let parts: Uint8Array[] = [];
  let size = 0;
  const reader = stream.getReader();
  let finished = false;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      parts.push(value);
      size += value.length;
      if (size < gathered) continue;
      yield Buffer.concat(parts);
      parts = [];
      size = 0;
    }
    finished = true;
    if (size > 0) yield Buffer.concat(parts);
  } finally {
    if (!finished) await reader.cancel().catch(() => {}); // the fault that stopped the reading is the one to tell
  }
}
