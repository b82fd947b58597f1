/** What follows from everything that was found of a signed document: why it is not valid, the worst first. Pure. */
import type { DocumentStatus } from '../../../domain/report/verdict.ts';
import type { Message } from '../../../domain/text.ts';
import type { ComparePages, DocumentTimestamp, EmbeddedStatus, SignatureStatus, VerifyStatus } from './status.ts';
import type { Structure } from './structure.ts';

/** Everything that was found out about a file. */
export interface Found {
  readonly structure: Structure;
  /** every signature and timestamp ends where a revision ends */
  readonly endsAtRevisions: boolean;
  /** a signature of an earlier revision is gone */
  readonly signatureRemoved: boolean;
  readonly signatures: readonly SignatureStatus[];
  readonly timestamps: readonly DocumentTimestamp[];
  readonly embedded: EmbeddedStatus;
  readonly compared: Awaited<ReturnType<ComparePages>>;
  readonly missing: VerifyStatus['missing'];
  /** fields that somebody else signed than they name */
  readonly misnamed: readonly Misnamed[];
  /** it is the file on record, or that one and further signatures; also where nothing is on record */
  readonly isRecorded: boolean;
}

/** A field, whom it names, and whom the certificate in it names. */
export interface Misnamed {
  readonly signer: string;
  readonly named: string;
}

/** Why a file is not valid. */
export interface Finding {
  readonly status: DocumentStatus;
  readonly bottomLine: Message;
  /** said beside the signatures too, where these do not say it themselves */
  readonly isProblem: boolean;
}

/**
 * Everything that speaks against a file, the worst first: its first line is the file's. `altered` is said only where a digest or a
 * page differs from what was signed, drawn or recorded.
 */
export function findAll(found: Found): Finding[] {
  const { structure, signatures, timestamps, embedded, compared, missing } = found;
  const findings: Finding[] = [];
  const say = (status: DocumentStatus, key: string, params?: Message['params'], isProblem = true): void => {
    findings.push({ status, bottomLine: { key: `reports.verify.${key}`, ...(params && { params }) }, isProblem });
  };
  const about = (status: DocumentStatus, key: string, list: readonly SignatureStatus[]): void => {
    if (list.length > 0) say(status, key, { signers: names(list) }, false);
  };
  about(
    'altered',
    'altered',
    signatures.filter(({ intact, judged }) => !intact && judged),
  );
  if (timestamps.some((each) => !each.intact || each.laterChanges.length > 0)) say('altered', 'problem.timestamp');
  // of a file that nobody signed, and that carries nothing of ours, nothing is claimed that its structure could belie
  const claims = signatures.length > 0 || embedded.present;
  const isForeign = !structure.plain && structure.fault === 'foreign';
  if (!structure.plain && claims && (!isForeign || embedded.present))
    say('structure', 'structure', { fault: `reports.structure.${structure.fault}` });
  else if (structure.plain && !found.endsAtRevisions) say('structure', 'structure', { fault: 'reports.structure.range' });
  about(
    'altered',
    'changedLater',
    signatures.filter((each) => each.laterChanges.length > 0),
  );
  if (!found.isRecorded) say('altered', 'problem.notTheRecorded');
  if (found.signatureRemoved) say('altered', 'problem.removed');
  if (typeof compared !== 'string')
    for (const { key, params } of compared)
      findings.push({ status: 'altered', bottomLine: { key, ...(params && { params }) }, isProblem: true });
  if (embedded.present && !embedded.readable && embedded.kind === null) say('inconsistent', 'problem.data');
  if (embedded.recomputes === false) say('inconsistent', 'problem.recompute');
  if (compared === 'photos-missing') say('inconsistent', 'problem.photos');
  if (signatures.length === 0) {
    say('unsigned', 'unsigned', undefined, false);
    return findings;
  }
  about(
    'unjudged',
    'unjudged',
    signatures.filter(({ judged }) => !judged),
  );
  // what came after the last signature is not looked into there
  if (isForeign && !signatures.some((each) => each.coversWholeFile)) say('appended', 'problem.appended');
  if (!embedded.present) say('noData', 'noData', { signers: names(signatures) }, false);
  else if (embedded.kind !== null && !embedded.readable) say('unjudged', 'problem.kind', { kind: embedded.kind });
  if (compared === 'other-drawing') say('otherDrawing', 'otherDrawing', { signers: names(signatures) }, false);
  if (found.misnamed.length > 0) {
    const params = { signers: joined(found.misnamed.map(({ signer }) => signer)), named: joined(found.misnamed.map(({ named }) => named)) };
    say('otherSigner', 'otherSigner', params, false);
  }
  const without = signatures.filter((each) => !each.trusted);
  about(
    'untrusted',
    'revoked',
    without.filter(({ problems }) => problems.includes('revoked')),
  );
  about(
    'untrusted',
    'weak',
    without.filter(({ problems }) => problems.includes('weak-key') || problems.includes('weak-hash')),
  );
  about('untrusted', 'untrusted', without);
  // where nobody is trusted, that is what is said, and no more
  const trusted = [...signatures, ...timestamps].filter((each) => each.trusted);
  const covering = trusted.length > 0 ? trusted : [...signatures, ...timestamps];
  if (!covering.some((each) => each.coversWholeFile) && !isCoveredButForProof(signatures, timestamps)) say('appended', 'problem.appended');
  if (missing.length > 0) {
    const params = { count: signatures.length, signers: names(signatures), missing: joined(missing.map(({ signer }) => signer)) };
    say('incomplete', 'incomplete', params, false);
  }
  return findings;
}

/** What is said where nothing speaks against a file. */
export function bestOf(signatures: readonly SignatureStatus[]): Pick<VerifyStatus, 'status' | 'bottomLine'> {
  return { status: 'valid', bottomLine: { key: 'reports.verify.valid', params: { count: signatures.length, signers: names(signatures) } } };
}

/** No signature or timestamp that is trusted covers the last byte, but what came after the last of them is proof for later alone. */
export function isCoveredButForProof(signatures: readonly SignatureStatus[], timestamps: readonly DocumentTimestamp[]): boolean {
  const trusted = [...signatures, ...timestamps].filter((each) => each.trusted);
  return !trusted.some((each) => each.coversWholeFile) && trusted.some((each) => each.onlyProofAfter);
}

/** Of the signers, or of their fields where no certificate tells. */
function names(signatures: readonly SignatureStatus[]): string {
  return joined(signatures.map((each) => each.signer?.subject ?? each.field));
}

/** Names in a row, with a mark between them that is at home in both languages. */
export function joined(names: readonly string[]): string {
  return [...new Set(names)].join(' · ');
}
