/** What goes to a reader process and comes back. */
import type { ErrorCode, ErrorDetails } from '../../../domain/result.ts';

/** What a reader process can do with the bytes of others; each is a line in `electron/services/reader/jobs.ts`. */
export type JobName =
  | 'tree'
  | 'form'
  | 'words'
  | 'summary'
  | 'scoreSheet'
  | 'grid'
  | 'sheetRows'
  | 'photo'
  | 'verify'
  | 'archive'
  | 'signature'
  | 'carriedRoot'
  | 'parts';

/** What one file may cost. */
export interface Budget {
  /** seconds of processor time: a loaded machine takes longer and refuses no more */
  readonly cpu: number;
  /** MB that the reader process may hold in all */
  readonly memory: number;
}

export interface Question {
  readonly id: number;
  readonly job: JobName;
  readonly args: readonly unknown[];
  readonly budget: Budget;
}

export type Answer =
  /** the libraries of the job are read: from here on the file is what costs */
  | { readonly id: number; readonly loaded: true }
  /** `held`: MB that the process holds now */
  | { readonly id: number; readonly value: unknown; readonly held: number }
  | { readonly id: number; readonly code: ErrorCode; readonly details: ErrorDetails }
  | { readonly id: number; readonly cause: string };
