/**
 * Draws, signs and checks documents in a thread of its own, so that nobody waits for a page who asks something else, not even for the
 * libraries to load; its small heap keeps the memory of a long batch flat. Started by `document-thread.ts`.
 */
import { parentPort, workerData } from 'node:worker_threads';
import type { DocumentTree } from '../../../domain/report/tree.ts';
import { Refusal } from '../../../domain/result.ts';
import { makeDocument, type DocumentOrder } from './document-file.ts';
import { openSigner, type OpenSigner, type SignerKey } from './signers.ts';
import { loadFonts, renderPdf } from '../pdf/render.ts';
import { signWith, type SignOptions } from '../signatures/sign.ts';
import { verifyPdf, type VerifyOptions } from '../signatures/verify.ts';

export interface WorkerSetup {
  readonly fontFolder: string;
  /** PEM certificates that are trusted */
  readonly roots: readonly string[];
}

export type Signing = Omit<SignOptions, 'fonts'>;
export type OwnOptions = Omit<VerifyOptions, 'pages' | 'recompute'>;

export type WorkerQuestion =
  /** opens the key files for the orders that follow */
  | { readonly signers: readonly SignerKey[] }
  /** one of a batch: signed by those, and checked */
  | { readonly order: DocumentOrder }
  /** one by itself: every signer signs or it is refused */
  | { readonly order: DocumentOrder; readonly by: readonly OpenSigner[] }
  | { readonly preview: DocumentTree; readonly at: string }
  | { readonly sign: Uint8Array; readonly by: OpenSigner; readonly options: Signing }
  /** of what was drawn here: its pages are not drawn again */
  | { readonly verify: Uint8Array; readonly options: OwnOptions };

const { fontFolder, roots } = workerData as WorkerSetup;
let signers: OpenSigner[] = [];

function tell(done: string | null): void {
  parentPort?.postMessage({ told: done }, []);
}

async function answer(question: WorkerQuestion): Promise<unknown> {
  if ('signers' in question) {
    signers = [];
    for (const key of question.signers) signers.push(await openSigner(key));
    return signers.map(({ holder }) => holder);
  }
  if ('verify' in question) return verifyPdf(question.verify, { ...question.options, pages: 'drawn-here' });
  const fonts = await loadFonts(fontFolder);
  if ('preview' in question) return renderPdf(question.preview, { fonts, createdAt: question.at });
  if ('sign' in question) return { bytes: await signWith(question.sign, question.by.identity, { ...question.options, fonts }) };
  if ('by' in question) return makeDocument(question.order, question.by, fonts, true, tell);
  const made = await makeDocument(question.order, signers, fonts, false);
  const { status } = await verifyPdf(made.bytes, { roots, now: question.order.at, pages: 'drawn-here' });
  return { ...made, status };
}

/** The bytes are handed over, not copied. */
function transferable(value: unknown): ArrayBuffer[] {
  return typeof value === 'object' &&
    value !== null &&
    'bytes' in value &&
    value.bytes instanceof Uint8Array &&
    value.bytes.buffer instanceof ArrayBuffer
    ? [value.bytes.buffer]
    : [];
}

function told(error: unknown): unknown {
  if (error instanceof Refusal) return { code: error.code, details: error.details };
  return { cause: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}

parentPort?.on('message', (question: WorkerQuestion) => {
  answer(question).then(
    (value) => parentPort?.postMessage({ value }, transferable(value)),
    (error: unknown) => parentPort?.postMessage(told(error), []),
  );
});
