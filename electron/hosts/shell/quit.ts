/**
 * The end of the program, by whatever it comes (the window's button, Cmd-Q, the system that shuts down): a running job is asked about,
 * the page saves what was typed, the store is let go, and only then does the window go. Knows no Electron, so that its order is
 * tested without one.
 */

export interface QuitParts {
  /** how many jobs run */
  busy(): Promise<number>;
  /** Whether to end in spite of so many jobs, which are cancelled then. */
  ask(jobs: number): Promise<boolean>;
  /** Ends the jobs; what they had not finished leaves nothing behind. */
  cancel(): Promise<void>;
  /** The page saves what was typed. */
  flush(): Promise<void>;
  /** Lets go of the store. */
  release(): Promise<void>;
  /** Takes the window away, which ends the program. */
  destroy(): void;
  failed(step: string, error: unknown): void;
}

export interface Quit {
  /** Begins to end; asked again meanwhile, it is the same end. False when the person chose to stay. */
  request(): Promise<boolean>;
  /** whether nothing is left to be done */
  readonly done: boolean;
}

/** What a step may take before the next begins all the same, in ms: an end that never comes is worse than a draft of two seconds. */
export const patience = { flush: 2_000, cancel: 10_000, release: 5_000, busy: 2_000 } as const;

const late = Symbol('late');

export function createQuit(parts: QuitParts): Quit {
  let done = false;
  let underway: Promise<boolean> | undefined;

  /** What a step answers; undefined when it failed or took too long, which is written down. */
  async function within<T>(step: keyof typeof patience, work: () => Promise<T>): Promise<T | undefined> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tooLong = new Promise<typeof late>((resolve) => {
      timer = setTimeout(() => resolve(late), patience[step]);
    });
    try {
      const answer = await Promise.race([work(), tooLong]);
      if (answer !== late) return answer;
      parts.failed(step, new Error('took too long'));
    } catch (error) {
      parts.failed(step, error);
    } finally {
      clearTimeout(timer);
    }
    return undefined;
  }

  async function end(): Promise<boolean> {
    const jobs = (await within('busy', () => parts.busy())) ?? 0;
    if (jobs > 0) {
      if (!(await parts.ask(jobs))) return false;
      await within('cancel', () => parts.cancel());
    }
    await within('flush', () => parts.flush());
    await within('release', () => parts.release());
    done = true;
    parts.destroy();
    return true;
  }

  async function request(): Promise<boolean> {
    try {
      return await end();
    } finally {
      underway = undefined;
    }
  }

  return {
    request: () => (underway ??= request()),
    get done() {
      return done;
    },
  };
}
