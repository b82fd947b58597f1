/** The one place that wakes the X.509 and CMS libraries, with Node's WebCrypto under both. */
import 'reflect-metadata';
import type { webcrypto } from 'node:crypto';
import * as asn1js from 'asn1js';
import * as x509 from '@peculiar/x509';
import * as pkijs from 'pkijs';
export type { KeyType } from '../../../domain/identity/keys.ts';

x509.cryptoProvider.set(globalThis.crypto);
pkijs.setEngine('node', new pkijs.CryptoEngine({ name: 'node', crypto: globalThis.crypto }));

export { asn1js, pkijs, x509 };

export type Key = webcrypto.CryptoKey;
export type KeyPair = webcrypto.CryptoKeyPair;
export type Bytes = Uint8Array<ArrayBuffer>;

export const algorithms = {
  EC: { generate: { name: 'ECDSA', namedCurve: 'P-256' }, sign: { name: 'ECDSA', hash: 'SHA-256' } },
  RSA: {
    generate: { name: 'RSASSA-PKCS1-v1_5', modulusLength: 3072, publicExponent: new Uint8Array([1, 0, 1]), hash: 'SHA-256' },
    sign: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
  },
} as const;

export function toBytes(buffer: ArrayBuffer): Bytes {
  return new Uint8Array(buffer);
}

/** The bytes alone, in a buffer of their own: the libraries read whole buffers. */
export function owned(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}

export function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
}

export async function sha256(bytes: Uint8Array): Promise<Bytes> {
  return toBytes(await crypto.subtle.digest('SHA-256', new Uint8Array(bytes)));
}

/** SHA-256 of the whole certificate, upper case hex in pairs, as other programs show it. */
export async function fingerprint(der: Uint8Array): Promise<string> {
  return (
    toHex(await sha256(der))
      .toUpperCase()
      .match(/../g) ?? []
  ).join(':');
}
