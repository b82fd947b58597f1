/** Whoever signs documents: a key file, opened for a sitting. Needs none of what draws pages. */
import { openIdentity, viewCertificate, type Identity } from '../crypto/identity.ts';
import type { Stroke } from '../../../domain/model.ts';

/** A key file as its holder hands it over. */
export interface SignerKey {
  readonly p12: Uint8Array;
  readonly passphrase: string;
  readonly strokes?: readonly Stroke[] | undefined;
}

/** The same, opened: for as many documents as are signed in one sitting. */
export interface OpenSigner {
  readonly identity: Identity;
  /** whom the certificate names */
  readonly holder: string;
  readonly strokes?: readonly Stroke[] | undefined;
}

/** Errors: identity/bad-passphrase, identity/unreadable. */
export async function openSigner({ p12, passphrase, strokes }: SignerKey): Promise<OpenSigner> {
  const identity = await openIdentity(p12, passphrase);
  const { subject } = await viewCertificate(identity.certificate);
  return { identity, holder: subject, strokes };
}
