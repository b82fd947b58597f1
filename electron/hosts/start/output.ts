/** Standard output that may be closed or full: what was printed and could not be written is known, and ends nothing halfway. */

export interface Output {
  /** what the system said of the first piece that could not be written (`EPIPE`, `ENOSPC`); null when all of it was */
  lost(): Promise<string | null>;
  /** after all that was still to be said */
  release(): Promise<void>;
}

/** Until what was written is out, or its error was told, which comes after its turn. */
async function drain(stream: NodeJS.WriteStream): Promise<void> {
  await new Promise<void>((resolve) => stream.write('', () => resolve()));
  await new Promise((resolve) => setImmediate(resolve));
}

const nothing = (): void => {};

export function watchOutput(): Output {
  const { stdout, stderr } = process;
  let cause: string | null = null;
  const hear = (error: NodeJS.ErrnoException): void => {
    cause ??= error.code ?? error.message;
  };
  stdout.on('error', hear);
  // there is nowhere left to say it
  stderr.on('error', nothing);
  return {
    async lost() {
      await drain(stdout);
      return cause;
    },
    async release() {
      await drain(stderr);
      stdout.off('error', hear);
      stderr.off('error', nothing);
    },
  };
}
