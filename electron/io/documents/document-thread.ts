/** The thread that makes the documents of a batch, one after the other. */
import { Worker } from 'node:worker_threads';
import { Refusal, type ErrorCode, type ErrorDetails } from '../../../domain/result.ts';
import type { DocumentOrder, MadeDocument, SignerKey } from './document-file.ts';
import type { WorkerQuestion, WorkerSetup } from './document-worker.ts';
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
  end(): Promise<void>;
}

/**
 * A young generation of a few megabytes is emptied often and stays in the processor's cache: faster, and a third of the
 * memory. The old one is the most that a single document may need.
 */
const limits = { maxYoungGenerationSizeMb: 12, maxOldGenerationSizeMb: 1024 };

type Answer = { readonly value: unknown } | { readonly code: ErrorCode; readonly details: ErrorDetails } | { readonly cause: string };

export function startDocumentThread(setup: WorkerSetup): DocumentThread {
  const worker = new Worker(entryFile('documents/document-worker.ts', 'document-worker.js'), { workerData: setup, resourceLimits: limits });
  const ask = (question: WorkerQuestion): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const done = (settle: () => void): void => {
        worker.off('message', onMessage).off('error', onError).off('exit', onExit);
        settle();
      };
      const onMessage = (answer: Answer): void =>
        done(() => {
          if ('value' in answer) resolve(answer.value);
          else reject('code' in answer ? new Refusal(answer.code, answer.details) : new Error(answer.cause));
        });
      const onError = (error: Error): void => done(() => reject(error));
      const onExit = (code: number): void => done(() => reject(new Error(`the thread of documents ended with ${code}`)));
      worker.on('message', onMessage).on('error', onError).on('exit', onExit);
      worker.postMessage(question, []);
    });
  return {
    open: async (signers) => (await ask({ signers })) as string[],
    make: async (order) => (await ask({ order })) as CheckedDocument,
    async end() {
      await worker.terminate();
    },
  };
}
