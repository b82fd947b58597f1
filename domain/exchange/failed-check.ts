/** Which of the checks a refused exchange file did not pass: the sentence says why, this says how far it came. */
import type { ExchangeCheck } from './manifest.ts';

const codes: Readonly<Record<ExchangeCheck, readonly string[]>> = {
  format: ['not-an-exchange-file', 'other-version'],
  recipient: ['needs-identity', 'needs-passphrase', 'bad-passphrase', 'not-for-you'],
  decryption: ['damaged'],
  manifest: ['bad-manifest', 'wrong-kind'],
  signature: ['bad-signature', 'untrusted-signer', 'wrong-signer', 'signer-expired', 'signer-revoked'],
  round: ['other-round', 'own-file', 'owner-replaced'],
  replay: ['replayed'],
  completeness: [
    'part-missing',
    'part-altered',
    'part-unlisted',
    'part-unreadable',
    'foreign-rows',
    'row-invalid',
    'rows-contradict',
    'chain-broken',
  ],
};

const checkOf: ReadonlyMap<string, ExchangeCheck> = new Map(
  Object.entries(codes).flatMap(([check, all]) => all.map((code) => [`exchange/${code}`, check as ExchangeCheck] as const)),
);

/** Null where the refusal has nothing to do with the file: its place, the own key, the disk. */
export function failedCheck(code: string): ExchangeCheck | null {
  return checkOf.get(code) ?? null;
}
