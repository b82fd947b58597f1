// oxlint-disable typescript/no-unsafe-type-assertion -- pkijs types the inside of a PKCS#12 as unknown
/** PKCS#12 files: keys and certificates under a passphrase, written in one way and read in many. */
import { refuse } from '../../../domain/result.ts';
import { deriveSealingKey } from './sealing.ts';
import { algorithms, asn1js, owned, pkijs, toBytes, x509, type Bytes, type Key, type KeyType } from './crypto.ts';
import { keyFileRounds } from './work.ts';

const oid = {
  keyBag: '1.2.840.113549.1.12.10.1.1',
  shroudedKeyBag: '1.2.840.113549.1.12.10.1.2',
  certBag: '1.2.840.113549.1.12.10.1.3',
  x509: '1.2.840.113549.1.9.22.1',
  localKeyId: '1.2.840.113549.1.9.21',
  friendlyName: '1.2.840.113549.1.9.20',
} as const;

export interface Pair {
  readonly key: Key;
  readonly certificate: x509.X509Certificate;
}

/** A pair that was read from a file, with the key that opens what others seal to its holder. */
export interface OpenedPair extends Pair {
  readonly sealingKey: string;
}

/** The sealing key that goes with an extractable signing key. */
export async function sealingKeyOf(key: Key): Promise<string> {
  const { d } = await crypto.subtle.exportKey('jwk', key);
  return deriveSealingKey(d ?? refuse('identity/unreadable', { reason: 'key-type' }));
}

/** Why {@link unpack} refused a file that another reader may open. */
export const oldCipher = 'old-cipher';

export function keyTypeOf(key: Key): KeyType {
  return key.algorithm.name === 'ECDSA' ? 'EC' : 'RSA';
}

export function isAuthority(certificate: x509.X509Certificate): boolean {
  return certificate.getExtension(x509.BasicConstraintsExtension)?.ca === true;
}

/** Keys shrouded one by one; certificates in the open, since they are public and the whole is under a MAC. */
export async function pack(pairs: readonly Pair[], others: readonly x509.X509Certificate[], passphrase: string): Promise<Bytes> {
  const password = owned(new TextEncoder().encode(passphrase));
  const keyBags = await Promise.all(
    pairs.map(async ({ key, certificate }) => {
      const pkcs8 = await crypto.subtle.exportKey('pkcs8', key);
      const bag = new pkijs.PKCS8ShroudedKeyBag({ parsedValue: pkijs.PrivateKeyInfo.fromBER(pkcs8) });
      await bag.makeInternalValues({
        password,
        contentEncryptionAlgorithm: { name: 'AES-CBC', length: 256 },
        hmacHashAlgorithm: 'SHA-256',
        iterationCount: keyFileRounds,
      });
      return new pkijs.SafeBag({ bagId: oid.shroudedKeyBag, bagValue: bag, bagAttributes: await attributes(certificate) });
    }),
  );
  const certBags = await Promise.all(
    [...pairs.map(({ certificate }) => ({ certificate, own: true })), ...others.map((certificate) => ({ certificate, own: false }))].map(
      async ({ certificate, own }) =>
        new pkijs.SafeBag({
          bagId: oid.certBag,
          bagValue: new pkijs.CertBag({ parsedValue: pkijs.Certificate.fromBER(certificate.rawData) }),
          ...(own ? { bagAttributes: await attributes(certificate) } : {}),
        }),
    ),
  );
  const safe = new pkijs.AuthenticatedSafe({
    parsedValue: {
      safeContents: [
        { privacyMode: 0, value: new pkijs.SafeContents({ safeBags: certBags }) },
        { privacyMode: 0, value: new pkijs.SafeContents({ safeBags: keyBags }) },
      ],
    },
  });
  await safe.makeInternalValues({ safeContents: [{}, {}] });
  const pfx = new pkijs.PFX({ parsedValue: { integrityMode: 0, authenticatedSafe: safe } });
  await pfx.makeInternalValues({ password, iterations: keyFileRounds, pbkdf2HashAlgorithm: 'SHA-256', hmacHashAlgorithm: 'SHA-256' });
  return toBytes(pfx.toSchema().toBER(false));
}

/** What ties a key to its certificate, and the name that key stores show. */
async function attributes(certificate: x509.X509Certificate): Promise<pkijs.Attribute[]> {
  const id = await certificate.getThumbprint('SHA-256');
  const name = certificate.subjectName.getField('CN')[0] ?? '';
  return [
    new pkijs.Attribute({ type: oid.localKeyId, values: [new asn1js.OctetString({ valueHex: id })] }),
    new pkijs.Attribute({ type: oid.friendlyName, values: [new asn1js.BmpString({ value: name })] }),
  ];
}

/**
 * The keys with their certificates, and the certificates without a key. Each key is proved against its
 * certificate, which also guards against a changed file.
 */
export async function unpack(
  p12: Uint8Array,
  passphrase: string,
  extractable = false,
): Promise<{ pairs: OpenedPair[]; others: x509.X509Certificate[] }> {
  const password = owned(new TextEncoder().encode(passphrase));
  const bags = await readBags(p12, password);
  const keys: { readonly key: Key; readonly sealingKey: string }[] = [];
  const certificates: x509.X509Certificate[] = [];
  for (const bag of bags) {
    if (bag.bagId === oid.certBag) certificates.push(readCertificate(bag.bagValue as pkijs.CertBag));
    if (bag.bagId === oid.keyBag) keys.push(await importKey(bag.bagValue as pkijs.PrivateKeyInfo, extractable));
    if (bag.bagId === oid.shroudedKeyBag)
      keys.push(await importKey(await unshroud(bag.bagValue as pkijs.PKCS8ShroudedKeyBag, password), extractable));
  }
  const pairs: OpenedPair[] = [];
  for (const { key, sealingKey } of keys) {
    for (const certificate of certificates) if (await belongs(key, certificate)) pairs.push({ key, certificate, sealingKey });
  }
  if (pairs.length === 0) refuse('identity/unreadable', { reason: 'no-key' });
  return { pairs, others: certificates.filter((certificate) => pairs.every((pair) => pair.certificate !== certificate)) };
}

async function readBags(p12: Uint8Array, password: ArrayBuffer): Promise<pkijs.SafeBag[]> {
  let pfx: pkijs.PFX;
  try {
    pfx = pkijs.PFX.fromBER(owned(p12));
    await pfx.parseInternalValues({ password, checkIntegrity: false });
  } catch {
    return refuse('identity/unreadable', { reason: 'not-pkcs12' });
  }
  const safe = pfx.parsedValue?.authenticatedSafe ?? refuse('identity/unreadable', { reason: 'not-pkcs12' });
  try {
    await safe.parseInternalValues({ safeContents: safe.safeContents.map(() => ({ password })) });
  } catch (error) {
    return refuse(wasPassphrase(error) ? 'identity/bad-passphrase' : 'identity/unreadable', {
      reason: wasPassphrase(error) ? 'not-opened' : oldCipher,
    });
  }
  const contents = (safe.parsedValue as { safeContents: readonly { value: pkijs.SafeContents }[] }).safeContents;
  return contents.flatMap(({ value }) => value.safeBags);
}

async function unshroud(bag: pkijs.PKCS8ShroudedKeyBag, password: ArrayBuffer): Promise<pkijs.PrivateKeyInfo> {
  try {
    await (bag as unknown as { parseInternalValues(parameters: { password: ArrayBuffer }): Promise<void> }).parseInternalValues({
      password,
    });
    return bag.parsedValue ?? refuse('identity/bad-passphrase');
  } catch (error) {
    return refuse(wasPassphrase(error) ? 'identity/bad-passphrase' : 'identity/unreadable', {
      reason: wasPassphrase(error) ? 'not-opened' : oldCipher,
    });
  }
}

/** A wrong passphrase shows as a failed decryption or as bytes that are no key; an old cipher says so by name. */
function wasPassphrase(error: unknown): boolean {
  return !(error instanceof Error && /Unknown "contentEncryptionAlgorithm"|Incorrectly encoded/.test(error.message));
}

function readCertificate(bag: pkijs.CertBag): x509.X509Certificate {
  const value = bag.parsedValue;
  if (bag.certId !== oid.x509 || !(value instanceof pkijs.Certificate)) return refuse('identity/unreadable', { reason: 'no-x509' });
  return new x509.X509Certificate(value.toSchema().toBER(false));
}

async function importKey(info: pkijs.PrivateKeyInfo, extractable: boolean): Promise<{ key: Key; sealingKey: string }> {
  const isEc = info.privateKeyAlgorithm.algorithmId === '1.2.840.10045.2.1';
  const keyType: KeyType = isEc ? 'EC' : 'RSA';
  const algorithm = isEc ? algorithms.EC.generate : { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
  try {
    const pkcs8 = info.toSchema().toBER(false);
    const sealingKey = await sealingKeyOf(await crypto.subtle.importKey('pkcs8', pkcs8, algorithm, true, ['sign']));
    return { key: await crypto.subtle.importKey('pkcs8', pkcs8, algorithm, extractable, ['sign']), sealingKey };
  } catch {
    return refuse('identity/unreadable', { reason: 'key-type', keyType });
  }
}

/** Whether the key is the one that the certificate was issued for: asked of the key itself, for a file may put any two together. */
export async function belongs(key: Key, certificate: x509.X509Certificate): Promise<boolean> {
  const keyType = keyTypeOf(key);
  const challenge = crypto.getRandomValues(new Uint8Array(32));
  try {
    const publicKey = await certificate.publicKey.export(
      keyType === 'EC' ? algorithms.EC.generate : { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
      ['verify'],
      crypto,
    );
    const signature = await crypto.subtle.sign(algorithms[keyType].sign, key, challenge);
    return await crypto.subtle.verify(algorithms[keyType].sign, publicKey, signature, challenge);
  } catch {
    return false;
  }
}
