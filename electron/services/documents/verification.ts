/** 校验: what can be said of a signed file, in one sentence and in detail. Needs no workspace. */
import { join } from 'node:path';
import type { Verification } from '../../../domain/contract/api.ts';
import type { Message, Translate } from '../../../domain/text.ts';
import { translator } from '../session/texts.ts';
import { pick } from '../../../domain/pick.ts';

export interface VerifyQuestion {
  /** PEM certificates that are trusted */
  readonly roots: readonly string[];
  /** PEM revocation lists */
  readonly revocations?: readonly string[] | undefined;
  /** certificates taken back here: since when, by fingerprint */
  readonly takenBack?: ReadonlyMap<string, string> | undefined;
  readonly now: string;
  readonly t: Translate;
  /** where the fonts lie: the pages are drawn again and compared; absent: not */
  readonly redraw?: { readonly resources: string } | undefined;
  /** the hash on record, where the file is known */
  readonly expectedSha256?: string | undefined;
}

export async function verifyBytes(
  bytes: Uint8Array,
  { roots, revocations, takenBack, now, t, redraw, expectedSha256 }: VerifyQuestion,
): Promise<Verification> {
  const { verifyPdf } = await import('../../io/signatures/verify.ts');
  const again =
    redraw && (await import('../../io/documents/redraw.ts')).redrawer({ fontFolder: join(redraw.resources, 'fonts'), translator });
  const found = await verifyPdf(bytes, {
    roots,
    now,
    ...(revocations && { revocations }),
    ...(takenBack && { takenBack }),
    ...(again && { redraw: again }),
    ...(expectedSha256 !== undefined && { expectedSha256 }),
  });
  return {
    status: found.status,
    bottomLine: say(found.bottomLine, t),
    sha256: found.sha256,
    signatures: found.signatures.map((one) => ({
      ...pick(one, 'field', 'intact', 'coversWholeFile', 'trusted', 'laterSignatures', 'signedAt', 'timestamp', 'reason', 'location'),
      signer: one.signer?.subject ?? null,
      organisation: one.signer?.organisation ?? null,
      fingerprint: one.signer?.fingerprint ?? null,
      root: one.root?.subject ?? null,
      laterChanges: [...one.laterChanges],
      problems: one.problems.map((problem) => t(`reports.problem.${problem}`)),
    })),
    timestamps: found.timestamps.map((one) => ({
      ...pick(one, 'field', 'at', 'intact', 'trusted', 'coversWholeFile'),
      authority: one.authority?.subject ?? null,
    })),
    missing: found.missing.map(({ field, label, signer }) => ({ field, label, signer })),
    embedded: { ...found.embedded, differences: [...found.embedded.differences] },
    redrawn: found.redrawn,
    chainHead: found.chainHead,
    problems: found.problems.map((problem) => say(problem, t)),
  };
}

/** Pages are told by number, in the reader's language. */
function say({ key, params }: Message, t: Translate): string {
  const { pages } = params ?? {};
  if (typeof pages !== 'string') return t(key, params);
  const places = pages
    .split(' ')
    .map((page) => (page === '0' ? t('reports.verify.elsewhere') : t('reports.verify.page', { page: Number(page) })));
  return t(key, { ...params, pages: places.join(t('reports.listSeparator')) });
}
