/** What carries calls to the host and events back, whichever host it is. */
import type { Progress } from '../../domain/contract/api.ts';
import type { Result } from '../../domain/result.ts';
import type { Language } from '../../domain/text.ts';

/**
 * `entities`: what a write touched, as the record names it; null: anything may have been. `handed`: files
 * were double-clicked; `leaving`: the window is about to close. `alive`: the program's other half ended
 * unexpectedly, or is there again.
 */
export type HostEvent =
  | { type: 'handed' }
  | { type: 'leaving' }
  | { type: 'alive'; alive: boolean }
  | ({ type: 'progress' } & Progress)
  | { type: 'changed'; seq: number; at: string; entities: readonly string[] | null };

/** A folder that a person dropped or picked, with everything below it. */
export interface Folder {
  readonly name: string;
  /** paths below the folder, with `/` */
  readonly files: readonly { readonly path: string; readonly file: File }[];
}

/** What a person shall choose in the system's own dialog. `at`: a path or a name to begin with; `endings` without the dot. */
export interface Pick {
  readonly what: 'save' | 'file' | 'folder';
  readonly at?: string;
  readonly endings?: readonly string[];
}

export interface Transport {
  /** Asks by the system's own dialog; null: the person chose nothing. Absent where there is no such dialog. */
  readonly pick?: (wanted: Pick) => Promise<string | null>;
  /** Opens the folder of the workspace; false where the system cannot. Absent where nothing can. */
  readonly openFolder?: () => Promise<boolean>;
  /** Ends this program and opens it on another folder. Absent where only a start of its own can. */
  readonly openWorkspace?: (folder: string) => Promise<void>;
  /** Shows a file where it lies. Absent where nothing can. */
  readonly reveal?: (path: string) => Promise<void>;
  /** whether {@link Transport.pathOf} gives the file's own place, which is still there tomorrow, or that of a copy */
  readonly lasting: boolean;
  /** Makes the page known to the host; before this no call is answered. */
  open(): Promise<void>;
  /** `actor` is the member of the panel for whom the call acts; absent it is the secretary */
  call(method: string, payload: unknown, job: string | undefined, language: Language, actor: string | undefined): Promise<Result<unknown>>;
  cancel(job: string): Promise<void>;
  /** Calls back for each event of the host; `alive` tells whether the line to it stands. Returns how to stop. */
  listen(onEvent: (event: HostEvent) => void, onAlive: (alive: boolean) => void): () => void;
  /** A path by which the host can read a file that a person dropped or picked. */
  pathOf(file: File, signal?: AbortSignal): Promise<string>;
  /** whether a path leads to a copy that the host took of a picked file, which goes when the program ends */
  isCopy(path: string): boolean;
  /** The same for a whole folder; `tell` hears how many of its files are handed over. */
  pathOfFolder(folder: Folder, tell: (done: number) => void, signal?: AbortSignal): Promise<string>;
}

/** A refusal of the program, its sentence in the reader's language; `window/unreachable` when no answer came at all. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: string;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: string, message: string, details: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.code = code;
    this.details = details;
  }
}

/** Whatever was thrown, as an ApiError: a fault of the window itself is named as one. */
export function asApiError(thrown: unknown): ApiError {
  if (thrown instanceof ApiError) return thrown;
  return new ApiError('window/fault', thrown instanceof Error ? thrown.message : String(thrown));
}
