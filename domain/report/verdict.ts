/** What a document is found to be, and what follows from it: whether it may be relied on, and with what code the command line ends. */
/**
 * What a file is worth; the worst first.
 *
 * - `altered`: a digest or a page differs from what was signed, drawn or recorded
 * - `structure`: built so that two readers may see two things
 * - `inconsistent`: the attached figures do not follow from each other, or cannot be read
 * - `unreadable`: no PDF
 * - `unjudged`: signed or filled in a way that this program does not know
 * - `noData`: signed, but without the figures of this program; of the content nothing can be said
 * - `otherDrawing`: drawn by another version of the program, so that the pages could not be compared
 * - `otherSigner`: a field is signed with the certificate of somebody else than it names
 * - `untrusted`: of an unknown root, with a weak key or digest, or with a certificate that was taken back
 * - `appended`: the last trusted signature or timestamp does not cover the whole file
 * - `unsigned`, `incomplete`: nobody signed, or not everybody who has to
 * - `valid`: none of these
 */
export const documentStatuses = [
  'altered',
  'structure',
  'inconsistent',
  'unreadable',
  'unjudged',
  'noData',
  'otherDrawing',
  'otherSigner',
  'untrusted',
  'appended',
  'unsigned',
  'incomplete',
  'valid',
] as const;
export type DocumentStatus = (typeof documentStatuses)[number];

/** The file is not what it was, or may show one thing and mean another: nobody should sign it or hand it on. */
export function isSpoilt(status: DocumentStatus): boolean {
  return status === 'altered' || status === 'structure' || status === 'inconsistent' || status === 'unreadable' || status === 'otherSigner';
}

/** How `verify` ends; 2 is kept for words of the command that are off. */
export const exitCodes: Readonly<Record<DocumentStatus, number>> = {
  valid: 0,
  altered: 1,
  untrusted: 3,
  incomplete: 4,
  unsigned: 5,
  unreadable: 6,
  structure: 7,
  inconsistent: 8,
  noData: 9,
  otherDrawing: 10,
  unjudged: 11,
  appended: 12,
  // 13: all are valid, but not all of the workspace that was named
  otherSigner: 14,
};
