/** The thread that makes documents, one after the other: those of a batch, or one by itself. */
import { Worker } from 'node:worker_threads';
import { Refusal, type ErrorCode, type ErrorDetails } from '../../../domain/result.ts';
import type { DocumentTree } from '../../../domain/report/tree.ts';
import type { DocumentOrder, MadeDocument } from './document-file.ts';
import type { OwnOptions, Signing, WorkerQuestion, WorkerSetup } from './document-worker.ts';
import type { VerifyStatus } from '../signatures/status.ts';
import type { OpenSigner, SignerKey } from './signers.ts';
import type { DocumentStatus } from '../../../domain/report/verdict.ts';
import { entryFile } from '../entry-file.ts';

export interface CheckedDocument extends MadeDocument {
  /** what verification says of the bytes */
  readonly status: DocumentStatus;
}

export interface DocumentThread {
  /** Opens the key files once for all documents; gives whom they name. Errors: identity/bad-passphrase, identity/unreadable. */
  open(signers: readonly SignerKey[]): Promise<string[]>;
  /** One at a time. Errors: those of signing. */
  make(order: DocumentOrder): Promise<CheckedDocument>;
  /** The same of one by itself, signed by all of `by` and not checked; `tell` as of `makeDocument`. */
  makeAlone(order: DocumentOrder, by: readonly OpenSigner[], tell: (holder: string | null) => void): Promise<MadeDocument>;
  /** The pages alone, without fields or figures. `at`: ISO time. */
  preview(tree: DocumentTree, at: string): Promise<Pick<MadeDocument, 'bytes' | 'pages'>>;
  /** Signs a field of a document. Errors: those of `signWith`. */
  sign(bytes: Uint8Array, by: OpenSigner, options: Signing): Promise<Uint8Array>;
  /** What verification says of bytes that were drawn here. */
  verify(bytes: Uint8Array, options: OwnOptions): Promise<VerifyStatus>;
  end(): Promise<void>;
}

/**
 * A young generation of a few megabytes is emptied often and stays in the processor's cache: faster, and a third of the
 * memory. The old one is the most that a single document may need.
 */
const limits = { maxYoungGenerationSizeMb: 12, maxOldGenerationSizeMb: 1024 };

type Answer =
  | { readonly told: string | null }
  | { readonly value: unknown }
  | { readonly code: ErrorCode; readonly details: ErrorDetails }
  | { readonly cause: string };

/** What signs, and not what opens files that were sealed to its holder. */
const signing = ({ identity, holder, strokes }: OpenSigner): OpenSigner => ({
  identity: { ...identity, sealingKey: null },
  holder,
  strokes,
});

export function startDocumentThread(setup: WorkerSetup): DocumentThread {
  return start(setup).thread;
}

function start(setup: WorkerSetup): { readonly thread: DocumentThread; readonly worker: Worker } {
  const worker = new Worker(entryFile('documents/document-worker.ts', 'document-worker.js'), { workerData: setup, resourceLimits: limits });
  const ask = (question: WorkerQuestion, tell?: (holder: string | null) => void): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const done = (settle: () => void): void => {
        worker.off('message', onMessage).off('error', onError).off('exit', onExit);
        settle();
      };
      const onMessage = (answer: Answer): void => {
        if ('told' in answer) return tell?.(answer.told);
        done(() => {
          if ('value' in answer) resolve(answer.value);
          else reject('code' in answer ? new Refusal(answer.code, answer.details) : new Error(answer.cause));
        });
      };
      const onError = (error: Error): void => done(() => reject(error));
      const onExit = (code: number): void => done(() => reject(new Error(`the thread of documents ended with ${code}`)));
      worker.on('message', onMessage).on('error', onError).on('exit', onExit);
      worker.postMessage(question, []);
    });
  const thread: DocumentThread = {
    open: async (signers) => (await ask({ signers })) as string[],
    make: async (order) => (await ask({ order })) as CheckedDocument,
    makeAlone: async (order, by, tell) => (await ask({ order, by: by.map(signing) }, tell)) as MadeDocument,
    preview: async (tree, at) => (await ask({ preview: tree, at })) as MadeDocument,
    sign: async (bytes, by, options) => ((await ask({ sign: bytes, by: signing(by), options })) as { readonly bytes: Uint8Array }).bytes,
    verify: async (bytes, options) => (await ask({ verify: bytes, options })) as VerifyStatus,
    async end() {
      await worker.terminate();
    },
  };
  return { thread, worker };
}

interface Kept {
  readonly fontFolder: string;
  readonly thread: DocumentThread;
  readonly worker: Worker;
  readonly timer: NodeJS.Timeout;
}

/** The thread that was used last; it holds no key, and keeps no process from ending. */
let kept: Kept | null = null;
/** How long, in ms. */
const keptFor = 60_000;

function take(fontFolder: string): Omit<Kept, 'timer'> {
  if (kept?.fontFolder !== fontFolder) {
    const started = start({ fontFolder, roots: [] });
    started.worker.once('exit', () => {
      if (kept?.worker === started.worker) kept = null;
    });
    return { fontFolder, ...started };
  }
  const taken = kept;
  kept = null;
  clearTimeout(taken.timer);
  taken.worker.ref();
  return taken;
}

function keep({ fontFolder, thread, worker }: Omit<Kept, 'timer'>): void {
  if (kept) return void thread.end();
  worker.unref();
  const timer = setTimeout(() => {
    kept = null;
    void thread.end();
  }, keptFor).unref();
  kept = { fontFolder, thread, worker, timer };
}

/** One document in a thread, which stays for the next: its libraries and fonts take the better part of a second. Whoever cancels does not wait for it. */
export async function inDocumentThread<T>(
  fontFolder: string,
  signal: AbortSignal,
  work: (thread: DocumentThread) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  const taken = take(fontFolder);
  const stop = (): void => void taken.thread.end();
  signal.addEventListener('abort', stop, { once: true });
  try {
    const done = await work(taken.thread);
    signal.throwIfAborted();
    keep(taken);
    return done;
  } catch (error) {
    if (error instanceof Refusal && !signal.aborted) keep(taken);
    else await taken.thread.end();
    signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
