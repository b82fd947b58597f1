/**
 * Draws, signs and checks documents in a thread of its own, so that the window stays alive during a batch and the
 * thread's small heap keeps the memory of a long batch flat. Started by `document-thread.ts`.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { Refusal } from '../../../domain/result.ts';
import { makeDocument, openSigner, type DocumentOrder, type OpenSigner, type SignerKey } from './document-file.ts';
import { loadFonts } from '../pdf/render.ts';
import { verifyPdf } from '../signatures/verify.ts';

export interface WorkerSetup {
  readonly fontFolder: string;
  /** PEM certificates that are trusted */
  readonly roots: readonly string[];
}
export type WorkerQuestion = { readonly signers: readonly SignerKey[] } | { readonly order: DocumentOrder };

const { fontFolder, roots } = workerData as WorkerSetup;
let signers: OpenSigner[] = [];

async function answer(question: WorkerQuestion): Promise<unknown> {
  if ('signers' in question) {
    signers = [];
    for (const key of question.signers) signers.push(await openSigner(key));
    return signers.map(({ holder }) => holder);
  }
  const { order } = question;
  const made = await makeDocument(order, signers, await loadFonts(fontFolder), false);
  const { status } = await verifyPdf(made.bytes, { roots, now: order.at, pages: 'drawn-here' });
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
