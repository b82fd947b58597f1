/** What is found of a signed document, and what is made of it. */
import type { DocumentData } from '../../../domain/report/documents/document.ts';
import type { DocumentStatus } from '../../../domain/report/verdict.ts';
import type { Message } from '../../../domain/text.ts';
import type { CmsStatus } from './signer.ts';
import type { TimestampStatus } from './timestamp.ts';

export interface SignatureStatus extends CmsStatus {
  readonly field: string;
  /** offset behind the last byte that it signs; 0 where it signs nothing that can be found */
  readonly end: number;
  readonly coversWholeFile: boolean;
  /** what was appended after this signature beyond further signatures: paths in the document */
  readonly laterChanges: readonly string[];
  /** what was written after this signature is proof for later alone (DSS) */
  readonly onlyProofAfter: boolean;
  /** how many signatures were added after this one */
  readonly laterSignatures: number;
  /** as the signer claims, ISO */
  readonly signedAt: string | null;
  readonly reason: string | null;
  readonly location: string | null;
}

export interface DocumentTimestamp extends TimestampStatus {
  readonly field: string;
  /** offset behind the last byte that it covers; 0 where it covers nothing that can be found */
  readonly end: number;
  readonly coversWholeFile: boolean;
  readonly laterChanges: readonly string[];
  readonly onlyProofAfter: boolean;
}

/**
 * The pages of a file against what its data say: the problems found; or why nothing could be compared, because another version of
 * the program drew the file, or because photos that the data name are not in it.
 */
export type ComparePages = (
  file: Uint8Array,
  data: DocumentData,
  signed: readonly SignedBy[],
) => Promise<readonly Message[] | 'other-drawing' | 'photos-missing'>;

/** A signed field: whom the certificate names, and when, as the signer claims, ISO. */
export interface SignedBy {
  readonly field: string;
  readonly holder: string | null;
  readonly at: string | null;
}

/** What a recomputation of the attached figures found: the places where they do not follow from the raw scores. */
export type Recompute = (data: DocumentData) => readonly string[];

export interface EmbeddedStatus {
  readonly present: boolean;
  readonly readable: boolean;
  /** also one that this program does not know, whose data are not readable then */
  readonly kind: string | null;
  /** null: no readable data */
  readonly recomputes: boolean | null;
  readonly differences: readonly string[];
}

export interface VerifyStatus {
  readonly status: DocumentStatus;
  /** one sentence, `reports.verify.<…>` */
  readonly bottomLine: Message;
  readonly sha256: string;
  readonly signatures: readonly SignatureStatus[];
  /** timestamps over the whole document, oldest first */
  readonly timestamps: readonly DocumentTimestamp[];
  /** fields that nobody has signed, or whose signature was taken out */
  readonly missing: readonly { readonly field: string; readonly label: string; readonly signer: string }[];
  readonly embedded: EmbeddedStatus;
  /** the pages follow from the attached data, as two readers see them; null: not compared (see io/documents/redraw.ts) */
  readonly redrawn: boolean | null;
  readonly chainHead: string | null;
  /** of the log of rows */
  readonly rowHead: string | null;
  readonly problems: readonly Message[];
  /** what is worth knowing of a file that is sound */
  readonly notes: readonly Message[];
  /** who signed after the state whose SHA-256 was expected; empty unless the file is that state and these signatures */
  readonly signedSince: readonly string[];
}
