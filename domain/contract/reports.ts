/** The contract of documents (文书): made one by one or all of a round at once, signed, listed, verified. */
import { z } from 'zod';
import { sha256, stroke, uuid } from '../model.ts';
import { reportKinds } from '../report/kinds.ts';
import { documentStatuses } from '../report/verdict.ts';
import { documentTexts } from '../texts/own-texts.ts';
import { count, method, passphrase, path } from './method.ts';

const reportKind = z.enum(reportKinds);

const signatureStatus = z.object({
  field: z.string(),
  /** who, by the certificate */
  signer: z.string().nullable(),
  organisation: z.string().nullable(),
  fingerprint: z.string().nullable(),
  /** the root that vouches, where it is one that is trusted */
  root: z.string().nullable(),
  intact: z.boolean(),
  coversWholeFile: z.boolean(),
  trusted: z.boolean(),
  laterSignatures: count,
  laterChanges: z.array(z.string()),
  /** as the signer claims; `timestamp` as an authority proves */
  signedAt: z.string().nullable(),
  timestamp: z.string().nullable(),
  reason: z.string().nullable(),
  location: z.string().nullable(),
  problems: z.array(z.string()),
});

const namedField = z.object({ field: z.string(), label: z.string(), signer: z.string() });

const statuses = z.enum(documentStatuses);

export const verification = z.object({
  status: statuses,
  /** one sentence */
  bottomLine: z.string(),
  sha256,
  signatures: z.array(signatureStatus),
  /** of an authority over the whole document, oldest first: everything before them was there at that time */
  timestamps: z.array(
    z.object({
      field: z.string(),
      at: z.string().nullable(),
      authority: z.string().nullable(),
      intact: z.boolean(),
      trusted: z.boolean(),
      coversWholeFile: z.boolean(),
    }),
  ),
  /** fields that nobody has signed, or whose signature was taken out */
  missing: z.array(namedField),
  embedded: z.object({
    present: z.boolean(),
    readable: z.boolean(),
    kind: z.string().nullable(),
    recomputes: z.boolean().nullable(),
    differences: z.array(z.string()),
  }),
  /**
   * Whether the pages, drawn again from the attached data, are the pages of the file; null where that was not tried: the
   * file was made by another version of the program, its data cannot be read, or nobody asked.
   */
  redrawn: z.boolean().nullable(),
  chainHead: z.string().nullable(),
  /** head of the log of rows when the document was made; null in documents of before */
  rowHead: z.string().nullable(),
  problems: z.array(z.string()),
  /** what is worth knowing of a file that is sound */
  notes: z.array(z.string()),
  /** who signed after the state that is on record: the file is the recorded one, and these signatures */
  signedSince: z.array(z.string()),
});
export type Verification = z.infer<typeof verification>;

/**
 * Whether this store's record has both heads that a document names, the chain's as which event, and whether it has the file itself, or
 * what that was before further signatures; null where the document names no head, or a member asks.
 */
const inRecord = z.object({ belongs: z.boolean(), known: z.boolean(), seq: count.nullable(), at: z.string().nullable() }).nullable();
export type InRecord = z.infer<typeof inRecord>;

/** A person's key file, or, where neither it nor a passphrase is given, the one that is open; `strokes` is the handwriting. */
const signer = z.strictObject({ identity: path.optional(), passphrase: passphrase.optional(), strokes: z.array(stroke).optional() });
const wholeKey = ({ identity, passphrase: phrase }: { identity?: string | undefined; passphrase?: string | undefined }): boolean =>
  (identity === undefined) === (phrase === undefined);
const signers = z.array(signer.refine(wholeKey, { path: ['passphrase'] })).max(20);

const subject = { applicationId: uuid.nullable(), personId: uuid.nullable() };

const exportedDocument = z.object({
  exportId: uuid,
  kind: z.string(),
  ...subject,
  path: z.string(),
  sha256,
  /** 0: a Word file, which has pages only once it is opened */
  pages: count,
  signedBy: z.array(z.string()),
  at: z.string(),
  /** 草稿 nobody has signed · 待签 some have · 已签 all have · 已核验 all have, and this very file was found valid */
  state: z.enum(['draft', 'awaiting', 'signed', 'verified']),
  /** who still has to sign; null where the record does not tell */
  missing: z.array(namedField).nullable(),
  /** what verification last said of this very file */
  verified: z.object({ status: statuses, at: z.string() }).nullable(),
});

const batchFile = z.object({
  kind: reportKind,
  ...subject,
  exportId: uuid,
  path: z.string(),
  /** inside `dir` and the archive */
  name: z.string(),
  sha256,
  pages: count,
  signedBy: z.array(z.string()),
  missing: z.array(namedField),
  /** what verification says of it */
  status: statuses,
});

export const batchAnswer = z.object({
  /** true: stopped on the way; `files` are whole and stay, there is no archive */
  cancelled: z.boolean(),
  files: z.array(batchFile),
  /** documents that could not be made, and why */
  left: z.array(z.object({ kind: reportKind, ...subject, name: z.string(), code: z.string(), message: z.string() })),
  /** all files with an index (index.json, and one to read) */
  archive: z.object({ path: z.string(), sha256, bytes: count }).nullable(),
});
export type BatchAnswer = z.infer<typeof batchAnswer>;

export const reportMethods = {
  'reports.export': method(
    'job',
    z.strictObject({
      kind: reportKind,
      /** docx: a Word file for those who must edit it, never signed */
      format: z.enum(['pdf', 'docx']).default('pdf'),
      roundId: uuid.optional(),
      applicationId: uuid.optional(),
      personId: uuid.optional(),
      /** absent: exports/ of the workspace, under the document's own name */
      path: path.optional(),
      sign: signers.optional(),
      replace: z.boolean().optional(),
    }),
    z.object({ exportId: uuid, path: z.string(), sha256, pages: count, verification }),
    'tally',
  ),
  /** the document as it would be made now, with `texts` before those on record; nothing is kept. `pdf` is base64; photos are left out */
  'reports.preview': method(
    'job',
    z.strictObject({
      kind: reportKind,
      roundId: uuid.optional(),
      applicationId: uuid.optional(),
      personId: uuid.optional(),
      texts: documentTexts.optional(),
    }),
    z.object({ name: z.string(), pdf: z.string(), pages: count }),
    'tally',
  ),
  /** every document of the round that can be made, with an archive of them; `kinds` absent: all */
  'reports.batch': method(
    'job',
    z.strictObject({
      roundId: uuid,
      kinds: z.array(reportKind).min(1).optional(),
      dir: path,
      sign: signers.optional(),
      replace: z.boolean().optional(),
    }),
    batchAnswer,
    'secretary',
  ),
  /** all figures of the round with live formulas */
  'reports.workbook': method(
    'job',
    z.strictObject({ roundId: uuid, path, replace: z.boolean().optional() }),
    z.object({ path: z.string(), sha256, sheets: z.array(z.string()) }),
    'secretary',
  ),
  'reports.list': method('read', z.strictObject({ roundId: uuid }), z.array(exportedDocument), 'tally'),
  /** the texts that stand in the documents: the rule book's, and the institution's own before them */
  'reports.texts': method(
    'read',
    z.strictObject({ roundId: uuid }),
    z.array(
      z.object({ key: z.string(), label: z.string(), usual: z.string(), own: z.string().nullable(), placeholders: z.array(z.string()) }),
    ),
    'anyone',
  ),
  /** all of one's own words at once: a text that is left out is the rule book's again */
  'reports.setTexts': method(
    'write',
    z.strictObject({ roundId: uuid, texts: documentTexts }),
    z.object({ texts: documentTexts }),
    'secretary',
  ),
  /** adds one more signature to a document, in the field that names its holder; the file is replaced whole */
  'documents.sign': method(
    'job',
    z.strictObject({ path, ...signer.shape }).refine(wholeKey, { path: ['passphrase'] }),
    z.object({ path: z.string(), sha256, verification }),
    'anyone',
  ),
  'documents.verify': method(
    'job',
    z.strictObject({ path, roots: z.array(path).optional() }),
    verification.extend({ record: inRecord }),
    'anyone',
  ),
} as const;
