/**
 * Answers and errors.
 *
 * Every call of the contract ends in a {@link Result}. An error carries one code of the closed list
 * below and details that are data; its sentence is made from the code at the edge (texts/<lang>/error.json),
 * in the reader's language.
 */

/** All codes by noun, one line each; a new one needs its sentence `error.<code>` in both languages, which a test compares with this list. */
export const errorCodes = [
  'call/unknown-method',
  'call/bad-payload',
  'call/cancelled',
  'call/not-allowed',
  'call/on-laptop',
  'call/secret-in-words',
  'call/internal',

  'host/unauthorised',

  'workspace/no-sqlite',
  'workspace/not-a-workspace',
  'workspace/newer-version',
  'workspace/damaged',
  'workspace/store-missing',
  'workspace/linked',
  'workspace/locked',
  'workspace/locked-by-passphrase',
  'workspace/wrong-passphrase',
  'workspace/weak-passphrase',
  'workspace/key-damaged',
  'workspace/encrypted',
  'workspace/not-encrypted',
  'workspace/inside-encrypted',
  'workspace/not-a-recovery-file',
  'workspace/other-key',
  'workspace/other-recovery-file',
  'workspace/nothing-returned',
  'workspace/changed-since-return',
  'workspace/return-not-whole',
  'workspace/return-inside',
  'workspace/backup-not-returned',
  'workspace/draft-not-returned',
  'workspace/not-a-laptop',
  'workspace/disk-full',
  'workspace/read-only',
  'workspace/no-backup',
  'workspace/backup-damaged',
  'workspace/backup-of-another',
  'workspace/backup-newer',
  'workspace/not-a-backup',
  'workspace/in-use',
  'workspace/file-missing',

  'file/unusable',
  'file/too-costly',
  'file/reader-ended',

  'round/unknown',
  'round/scoring-open',
  'round/not-open',
  'round/scoring-ended',
  'round/scoring-not-ended',
  'round/in-publicity',
  'round/no-rubric',
  'round/closed',
  'round/bad-grades',
  'round/checklist',
  'round/no-assessment',
  'round/unscored',
  'round/reason-missing',
  'round/not-empty',
  'round/not-ready',

  'act/not-undoable',
  'act/overtaken',
  'application/unknown',
  'application/name-taken',
  'application/left',
  'application/admitted',
  'application/not-decided',
  'application/day-ahead',
  'application/in-publicity',

  'edit/changed-meanwhile',

  'person/unknown',
  'person/replaced',
  'person/same-name',
  'person/has-identity',
  'person/role-bound',
  'person/reason-missing',
  'person/bound',

  'roster/unknown',
  'roster/same-name',
  'roster/paused',
  'roster/seated',
  'roster/both-seated',
  'roster/has-sat',
  'roster/in-draw',
  'roster/no-table',
  'roster/not-xlsx',
  'roster/two-columns',
  'roster/bad-row',
  'roster/too-few',
  'roster/unknown-draw',
  'roster/not-called',
  'roster/reason-missing',

  'seat/given',
  'seat/handed-out',
  'seat/rereview',
  'seat/rereview-only',

  'document/unknown',
  'document/unreadable',

  'scheme/no-form',
  'scheme/unknown',
  'scheme/invalid',
  'scheme/no-type',
  'scheme/unknown-field',
  'scheme/unknown-values',
  'scheme/exists',

  'package/not-found',
  'package/not-a-zip',
  'package/split-archive',
  'package/empty',
  'package/truncated',
  'package/damaged',
  'package/encrypted',
  'package/bomb',
  'package/too-large',
  'package/too-many-entries',
  'package/unsafe-path',
  'package/unsupported-method',
  'package/no-form',
  'package/form-unrecognised',
  'package/two-forms',
  'package/other-scheme',
  'package/form-unreadable',
  'package/round-closed',

  'field/unreadable',
  'field/already-read',
  'field/credit-code-shape',
  'field/credit-code-digit',
  'field/credit-code-old',

  'condition/unknown',
  'condition/not-open',

  'rubric/invalid',
  'rubric/sheet-unreadable',
  'rubric/not-a-sheet',

  'record/ahead',
  'reward/already-recorded',
  'reward/amount-open',
  'reward/beyond-cap',
  'reward/not-open',
  'reward/unknown-record',
  'reward/unknown-tier',

  'title/barred',
  'title/none-rectifying',
  'title/not-held',

  'conflict/not-declared',
  'conflict/recused',
  'conflict/reason-missing',

  'score/unknown-criterion',
  'score/not-asked',
  'score/other-type',
  'score/type-open',
  'score/not-a-number',
  'score/above-maximum',
  'score/below-zero',
  'score/off-step',
  'score/not-assigned',
  'score/submitted',
  'score/stale',
  'score/incomplete',
  'score/not-submitted',
  'score/not-visible',
  'score/abstained',
  'score/nothing-to-undo',

  'evidence/not-of-park',

  'reentry/no-difference',
  'reentry/open',

  'opinion/sealed',
  'opinion/stale',

  'visit/unknown',
  'visit/closed',
  'visit/not-closed',
  'visit/unknown-check',
  'visit/stale',
  'visit/reason-missing',
  'visit/not-a-photo',
  'visit/photo-broken',
  'visit/photo-too-large',
  'visit/photo-unknown',
  'visit/not-a-thumbnail',
  'visit/empty-signature',
  'visit/ends-before-start',
  'visit/sample-too-large',
  'visit/unknown-firm',

  'sheet/no-parks',
  'sheet/unreadable',
  'sheet/other-round',
  'sheet/other-person',
  'sheet/other-version',
  'sheet/row-unknown',
  'sheet/row-twice',
  'sheet/points-missing',

  'tally/too-few-scores',
  'tally/too-few-sheets',
  'tally/incomplete-sheet',
  'tally/whole-sheets',
  'tally/draw-needed',
  'tally/no-sheets',
  'tally/blocked',
  'tally/unknown-preset',
  'tally/not-outlier',

  'statistics/bad-matrix',
  'statistics/too-few-scores',
  'statistics/bad-rules',

  'shortlist/reason-missing',
  'shortlist/no-quota',
  'shortlist/undecided',
  'shortlist/bad-minimum',
  'shortlist/unknown-version',
  'shortlist/against-vote',

  'vote/wrong-kind',
  'vote/not-a-member',
  'vote/recused',
  'vote/twice',
  'vote/incomplete',
  'vote/count',
  'vote/no-quorum',
  'vote/reason-missing',
  'vote/begun',
  'vote/none',

  'deliberation/published',
  'deliberation/recused',
  'deliberation/changed-meanwhile',

  'publicity/none',
  'publicity/already-open',
  'publicity/calendar-days',
  'publicity/no-days',
  'publicity/working-days',
  'publicity/bad-suspension',
  'publicity/not-closable',

  'objection/unknown',
  'objection/resolved',
  'objection/not-upheld',
  'objection/rereviewed',
  'objection/not-new',
  'objection/other-part',

  'calendar/bad-day',
  'calendar/lawful-day-off',

  'identity/bad-passphrase',
  'identity/weak-passphrase',
  'identity/unreadable',
  'identity/expired',
  'identity/locked',
  'identity/exists',
  'identity/bad-request',
  'identity/other-key',
  'identity/other-person',
  'identity/not-on-record',
  'identity/no-institution',
  'identity/reserved-name',
  'identity/unknown',
  'identity/revoked',
  'identity/untrusted-root',
  'identity/registered',
  'identity/not-a-certificate',
  'identity/open-chain',
  'identity/no-recipient',
  'identity/missing',

  'report/missing-subject',
  'report/path-taken',
  'report/no-field-for',
  'report/institution-last',
  'report/altered',
  'report/bad-root',
  'report/bad-list',
  'report/unknown-placeholder',
  'report/nothing-to-make',
  'report/nothing-listed',
  'report/nothing-rewarded',
  'report/no-visit',
  'report/no-minutes',
  'report/draft-unsigned',
  'report/not-published',
  'report/not-final',
  'report/not-settled',
  'report/suspended',
  'report/superseded',

  'pdf/unreadable',
  'pdf/no-field',
  'pdf/field-signed',

  'exchange/not-found',
  'exchange/path-taken',
  'exchange/not-an-exchange-file',
  'exchange/other-version',
  'exchange/needs-identity',
  'exchange/needs-passphrase',
  'exchange/bad-passphrase',
  'exchange/bad-recipient',
  'exchange/not-for-you',
  'exchange/damaged',
  'exchange/bad-manifest',
  'exchange/bad-signature',
  'exchange/untrusted-signer',
  'exchange/wrong-signer',
  'exchange/signer-unregistered',
  'exchange/list-damaged',
  'exchange/signer-expired',
  'exchange/signer-revoked',
  'exchange/wrong-kind',
  'exchange/own-file',
  'exchange/other-round',
  'exchange/owner-replaced',
  'exchange/visit-missing',
  'exchange/no-task',
  'exchange/nothing-assigned',
  'exchange/all-recused',
  'exchange/all-left',
  'exchange/replayed',
  'exchange/part-missing',
  'exchange/part-altered',
  'exchange/part-unlisted',
  'exchange/part-unreadable',
  'exchange/foreign-rows',
  'exchange/row-invalid',
  'exchange/rows-contradict',
  'exchange/chain-broken',
  'exchange/conflict-unknown',
  'exchange/choice-unclear',
  'exchange/sheet-unknown',
  'exchange/decision-unknown',
  'exchange/decision-overtaken',
  'exchange/conflicts-open',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** Data that explain an error: names, bounds, positions. Never sentences. */
export type ErrorDetails = Readonly<Record<string, unknown>>;

export interface AppError {
  readonly code: ErrorCode;
  readonly message: string;
  readonly details: ErrorDetails;
}

export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: AppError };

/**
 * A refusal the user can act on. Thrown anywhere below dispatch and turned into an {@link AppError}
 * there, in one place; anything else that is thrown is a fault of the program (`call/internal`).
 */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, details: ErrorDetails = {}) {
    super(code);
    this.code = code;
    this.details = details;
  }
}

/** Throws a {@link Refusal}; usable as an expression: `rows[0] ?? refuse('round/unknown', { roundId })`. */
export function refuse(code: ErrorCode, details?: ErrorDetails): never {
  throw new Refusal(code, details);
}
