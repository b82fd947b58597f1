/** What the documents of a park say, page by page: read in the window once for each document, and kept while it is open. */
import type { ApplicationView } from '../../../domain/contract/api.ts';
import { call } from '../../client/api.ts';
import { openPdf } from './pdf.ts';
import { readText } from './read-text.ts';

export type ShownDocument = ApplicationView['documents'][number];

export type Kind = 'pdf' | 'office' | 'plain' | 'picture' | 'undrawn' | 'other';

const kinds: readonly (readonly [Kind, RegExp])[] = [
  ['pdf', /\.pdf$/i],
  ['picture', /\.(png|jpe?g|gif|webp|bmp|svg)$/i],
  // pictures that no browser draws
  ['undrawn', /\.(hei[cf]|tiff?)$/i],
  ['office', /\.(docx?|docm|wps|xlsx|xlsm)$/i],
  ['plain', /\.(txt|md|csv|json|xml)$/i],
];

/** How a document can be shown, by its name. */
export function kindOf(path: string): Kind {
  return kinds.find(([, ends]) => ends.test(path))?.[0] ?? 'other';
}

async function pagesOfPdf(address: string, signal: AbortSignal): Promise<readonly string[]> {
  const task = await openPdf(address);
  try {
    const pdf = await task.promise;
    const pages: string[] = [];
    for (let number = 1; number <= pdf.numPages; number += 1) {
      if (signal.aborted) return [];
      const page = await pdf.getPage(number);
      const { items } = await page.getTextContent();
      pages.push(items.map((item) => ('str' in item ? `${item.str}${item.hasEOL ? '\n' : ''}` : '')).join(''));
      page.cleanup();
    }
    return pages;
  } finally {
    void task.destroy();
  }
}

interface Readable {
  readonly applicationId: string;
  readonly documentId: string;
  readonly path: string;
  readonly address: string;
}

async function readPages({ applicationId, documentId, path, address }: Readable, signal: AbortSignal): Promise<readonly string[]> {
  const kind = kindOf(path);
  if (kind === 'pdf') return pagesOfPdf(address, signal);
  if (kind === 'plain') return [await readText(address, signal)];
  if (kind !== 'office') return [];
  const { paragraphs, tables } = await call('documents.text', { applicationId, documentId }, { signal });
  return [[...paragraphs, ...tables.flatMap(({ cells }) => cells.map((cell) => cell.text))].join('\n')];
}

const kept = new Map<string, Promise<readonly string[]>>();
/** So many documents are kept: more than one park has. */
const most = 200;

/** The pages of a document as text; none where it has no words that can be read. @throws what its reader throws */
export function pagesOf(document: Readable, signal: AbortSignal): Promise<readonly string[]> {
  const known = kept.get(document.documentId);
  if (known) return known;
  const reading = readPages(document, signal);
  kept.set(document.documentId, reading);
  const forget = (): void => void kept.delete(document.documentId);
  reading.catch(forget);
  signal.addEventListener('abort', forget, { once: true });
  void reading.then(
    () => signal.removeEventListener('abort', forget),
    () => undefined,
  );
  const [oldest] = kept.keys();
  if (kept.size > most && oldest !== undefined) kept.delete(oldest);
  return reading;
}
