/** 校验: what can be said of a signed file, in one sentence and in detail. Needs no workspace. */
import type { Verification } from '../../domain/api.ts';
import type { Translate } from '../../domain/text.ts';

export interface VerifyQuestion {
  /** PEM certificates that are trusted */
  readonly roots: readonly string[];
  readonly now: string;
  readonly t: Translate;
  /** the hash on record, where the file is known */
  readonly expectedSha256?: string | undefined;
}

export async function verifyBytes(bytes: Uint8Array, { roots, now, t, expectedSha256 }: VerifyQuestion): Promise<Verification> {
  const { verifyPdf } = await import('../io/pdf-verify.ts');
  const found = await verifyPdf(bytes, { roots, now, ...(expectedSha256 !== undefined && { expectedSha256 }) });
  return {
    status: found.status,
    bottomLine: t(found.bottomLine.key, found.bottomLine.params),
    sha256: found.sha256,
    signatures: found.signatures.map((one) => ({
      field: one.field,
      signer: one.signer?.subject ?? null,
      organisation: one.signer?.organisation ?? null,
      fingerprint: one.signer?.fingerprint ?? null,
      root: one.root?.subject ?? null,
      intact: one.intact,
      coversWholeFile: one.coversWholeFile,
      trusted: one.trusted,
      laterSignatures: one.laterSignatures,
      laterChanges: [...one.laterChanges],
      signedAt: one.signedAt,
      timestamp: one.timestamp,
      reason: one.reason,
      location: one.location,
      problems: one.problems.map((problem) => t(`report.problem.${problem}`)),
    })),
    missing: found.missing.map(({ field, label, signer }) => ({ field, label, signer })),
    embedded: { ...found.embedded, differences: [...found.embedded.differences] },
    chainHead: found.chainHead,
    problems: found.problems.map((problem) => t(problem.key, problem.params)),
  };
}
