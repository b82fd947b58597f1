/** 逐项核对: the words of a document for the window to show, and the record that a package was checked. */
import { picture } from '../../../domain/form/content.ts';
import { refuse } from '../../../domain/result.ts';
import { listDocuments } from '../../../db/queries/packages.ts';
import { listEvents } from '../../../db/queries/events.ts';
import type { ReadStore } from '../../../db/store/open.ts';
import { formAllowance } from '../../io/foreign/allowances.ts';
import { inReader } from '../../io/foreign/reader.ts';
import type { readWords as ReadWords } from '../../io/forms/read-words.ts';
import type { Handlers } from '../session/dispatch.ts';
import { requireApplication, requireUnclosed } from '../session/lookups.ts';

const every = Number.MAX_SAFE_INTEGER;

const readWords = inReader<typeof ReadWords>('words', formAllowance);

/** When each package was accepted last, by application and package; all there are in the workspace. */
export function listAccepted(store: ReadStore, applicationId?: string): ReadonlyMap<string, string> {
  const events = listEvents(store, { entity: applicationId === undefined ? 'check:*' : `check:${applicationId}/*`, limit: every });
  return new Map(events.map(({ entity, at }) => [entity.slice('check:'.length), at]));
}

export function acceptedKey(applicationId: string, packageId: string): string {
  return `${applicationId}/${packageId}`;
}

export const checkingHandlers = {
  /** Refuses `document/unknown`, and `document/unreadable` for what is damaged, protected or has no words. */
  async 'documents.text'(store, { applicationId, documentId }, { session }) {
    const documents = listDocuments(store, requireApplication(store, applicationId).packageId);
    const found =
      documents.find((one) => (documentId === undefined ? one.kind === 'form' : one.id === documentId)) ??
      refuse('document/unknown', { documentId: documentId ?? null });
    const { id, path, sha256 } = found;
    const bytes = await session.blobs.read(sha256);
    const file = await readWords({ name: path, bytes: bytes.length }, path, bytes);
    if ('fault' in file) return refuse('document/unreadable', { path, cause: file.fault });
    return {
      documentId: id,
      path,
      format: file.format,
      paragraphs: file.content.paragraphs.map((line) => line.replaceAll(picture, '')).filter((line) => line.trim() !== ''),
      tables: file.content.tables.map((table) => ({
        cells: table.cells.map(({ row, col, rowSpan, colSpan, text }) => ({
          row,
          col,
          rowSpan,
          colSpan,
          text: text.replaceAll(picture, ''),
        })),
      })),
    };
  },
  'applications.accept'(tx, { applicationId }, { at, append }) {
    const { roundId, packageId, parkName } = requireApplication(tx, applicationId);
    requireUnclosed(tx, roundId);
    // a key pressed twice, or in two windows, is one acceptance
    const before = listAccepted(tx, applicationId).get(acceptedKey(applicationId, packageId));
    if (before !== undefined) return { acceptedAt: before };
    append(tx, { kind: 'application.accept', entity: `check:${acceptedKey(applicationId, packageId)}`, new: { parkName } });
    return { acceptedAt: at };
  },
} satisfies Partial<Handlers>;
