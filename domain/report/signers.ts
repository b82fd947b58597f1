/** Who has to sign a document, by what it says of itself: its own list of signatures may have been cut. */
import type { DocumentHead, SignatureData } from './head.ts';

type Kind = SignatureData['kind'];
type Signed = Pick<DocumentHead, 'institution' | 'signatures'>;

/** The institution, and those persons; one entry for each signature. */
export function signedByInstitution({ institution }: Signed, persons: readonly string[] = []): readonly (readonly [Kind, string])[] {
  return [...persons.map((name) => ['person', name] as const), ['institution', institution]];
}

/** `['signatures']` where a signature of `needed` is not asked for, or the institution's is another's; empty where all are. */
export function recountSigners({ signatures, institution }: Signed, needed: readonly (readonly [Kind, string])[]): string[] {
  const asked = signatures.filter(({ required }) => required).map(({ kind, signer }) => `${kind} ${signer}`);
  for (const [kind, signer] of needed) {
    const at = asked.indexOf(`${kind} ${signer}`);
    if (at < 0) return ['signatures'];
    asked.splice(at, 1);
  }
  const own = signatures.every(
    ({ kind, signer, field }) => (kind === 'institution') === (field === 'institution') && (kind === 'person' || signer === institution),
  );
  return own ? [] : ['signatures'];
}

/** The lines of a signature: the holder, below it the day in words. The role stands above the field already. */
export const signatureLabel = (holder: string, signedOn: string): string => `${holder}\n${signedOn}`;
