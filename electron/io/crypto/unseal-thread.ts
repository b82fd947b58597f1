/** The thread that unseals exchange files, so that whoever scores meanwhile waits for nothing. */
import { Worker } from 'node:worker_threads';
import { Refusal, refuse } from '../../../domain/result.ts';
import { entryFile } from '../entry-file.ts';
import { scryptWorkAsked } from './sealing.ts';
import type { UnsealAnswer, UnsealOrder, UnsealQuestion } from './unseal-worker.ts';

export interface UnsealOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (done: number) => void;
}

/** Twice what the program itself asks for; the next step would take seconds and 500 MB. */
const mostScryptWork = 18;
const memory = { maxOldGenerationSizeMb: 512 };
/** A thread that nobody asks for so long is ended, in ms. */
const idleFor = 60_000;

/** One that waits for the next file: it takes longer to start than to unseal what an expert hands in. */
let idle: { readonly worker: Worker; readonly timer: NodeJS.Timeout } | null = null;

function takeThread(): Worker {
  if (!idle) return new Worker(entryFile('crypto/unseal-worker.ts', 'unseal-worker.js'), { resourceLimits: memory });
  const { worker, timer } = idle;
  idle = null;
  clearTimeout(timer);
  worker.removeAllListeners('exit');
  worker.ref();
  return worker;
}

function putBack(worker: Worker): void {
  if (idle) {
    void worker.terminate();
    return;
  }
  worker.unref();
  worker.once('exit', () => (idle = null));
  idle = { worker, timer: setTimeout(() => void worker.terminate(), idleFor).unref() };
}

function ask(worker: Worker, question: UnsealQuestion, signal: AbortSignal): Promise<UnsealAnswer> {
  return new Promise((resolve, reject) => {
    const settle = (then: () => void): void => {
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
      signal.removeEventListener('abort', onAbort);
      then();
    };
    const onMessage = (said: UnsealAnswer): void => settle(() => resolve(said));
    const onError = (error: Error): void => settle(() => reject(error));
    const onExit = (code: number): void => settle(() => reject(new Error(`the thread that unseals ended with ${code}`)));
    const onAbort = (): void => settle(() => reject(signal.reason as Error));
    if (signal.aborted) {
      onAbort();
      return;
    }
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
    signal.addEventListener('abort', onAbort, { once: true });
    worker.postMessage(question, []);
  });
}

/** The disk's own errors keep their code. */
function refuseOr(said: UnsealAnswer): UnsealAnswer {
  if ('code' in said) throw new Refusal(said.code, said.details);
  if ('cause' in said) throw Object.assign(new Error(said.cause), said.errno === undefined ? {} : { code: said.errno });
  return said;
}

/**
 * What is inside a sealed file, as `unseal` gives it.
 * @throws those of `unseal`, file/too-costly
 */
export async function unsealFile(order: UnsealOrder, { signal, onProgress }: UnsealOptions): Promise<AsyncIterable<Uint8Array>> {
  signal.throwIfAborted();
  if (scryptWorkAsked(order.head) > mostScryptWork) refuse('file/too-costly', { name: order.path });
  const worker = takeThread();
  // it is put back where it has answered all that it was asked
  let said: UnsealAnswer;
  try {
    said = await ask(worker, { order }, signal);
  } catch (error) {
    await worker.terminate();
    throw error;
  }
  try {
    refuseOr(said);
  } catch (error) {
    putBack(worker);
    throw error;
  }
  return pieces(worker, signal, onProgress);
}

async function* pieces(worker: Worker, signal: AbortSignal, onProgress: (done: number) => void): AsyncGenerator<Uint8Array> {
  let finished = false;
  try {
    for (;;) {
      const said = await ask(worker, { next: true }, signal);
      finished = !('bytes' in said);
      if (!('bytes' in said)) {
        refuseOr(said);
        return;
      }
      onProgress(said.done);
      yield said.bytes;
    }
  } finally {
    if (finished) putBack(worker);
    else await worker.terminate();
  }
}
