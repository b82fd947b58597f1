/**
 * Unseals exchange files in a thread of its own, one after the other: what is asked of scrypt takes a second and 128 MB, and the bytes are
 * decrypted in JavaScript. Started by `unseal-thread.ts`; gives one piece of a file after the other, each when it is asked for.
 */
import { createReadStream } from 'node:fs';
import { parentPort } from 'node:worker_threads';
import { Refusal, refuse, type ErrorCode, type ErrorDetails } from '../../../domain/result.ts';
import { unseal, type OpeningKeys } from './sealing.ts';

export interface UnsealOrder {
  readonly path: string;
  /** where the sealed bytes begin */
  readonly start: number;
  /** the first of them */
  readonly head: Uint8Array;
  readonly keys: OpeningKeys;
}

/** A file to open, or the next piece of the one that is open. */
export type UnsealQuestion = { readonly order: UnsealOrder } | { readonly next: true };

export type UnsealAnswer =
  | { readonly opened: true }
  /** `done`: sealed bytes read so far */
  | { readonly bytes: Uint8Array; readonly done: number }
  | { readonly ended: true }
  | { readonly code: ErrorCode; readonly details: ErrorDetails }
  | { readonly cause: string; readonly errno?: string };

/** A head for a hundred recipients takes 20 kB; the stream is read so much at a time. */
const piece = 1024 ** 2;
const longestHead = 2 * piece;

interface Open {
  readonly plain: AsyncIterator<Uint8Array>;
  readonly read: { done: number; opened: boolean };
}

let open: Open | null = null;

async function* sealedBytes({ path, start }: UnsealOrder, read: Open['read']): AsyncGenerator<Uint8Array> {
  for await (const chunk of createReadStream(path, { start, highWaterMark: piece }) as AsyncIterable<Buffer>) {
    if (!read.opened && read.done >= longestHead) refuse('exchange/damaged');
    read.done += chunk.length;
    yield chunk;
  }
}

async function answerTo(question: UnsealQuestion): Promise<UnsealAnswer> {
  if ('order' in question) {
    const { order } = question;
    const read = { done: 0, opened: false };
    const plain = await unseal(sealedBytes(order, read), order.head, order.keys);
    read.opened = true;
    open = { plain: plain[Symbol.asyncIterator](), read };
    return { opened: true };
  }
  const next = await open?.plain.next();
  // a copy, whose memory is handed over
  return next === undefined || next.done === true ? { ended: true } : { bytes: new Uint8Array(next.value), done: open?.read.done ?? 0 };
}

function told(error: unknown): UnsealAnswer {
  if (error instanceof Refusal) return { code: error.code, details: error.details };
  const cause = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return error instanceof Error && 'code' in error ? { cause, errno: String(error.code) } : { cause };
}

parentPort?.on('message', (question: UnsealQuestion) => {
  answerTo(question).then(
    (answer) => parentPort?.postMessage(answer, 'bytes' in answer ? [answer.bytes.buffer as ArrayBuffer] : []),
    (error: unknown) => parentPort?.postMessage(told(error), []),
  );
});
