/**
 * Starts a reader process. It is a process and no thread: where an array or a map of a thread outgrows the memory, V8 ends the
 * whole process with it, whatever limits the thread was given.
 */
import { fork } from 'node:child_process';
import type { Socket } from 'node:net';
import { entryFile } from '../entry-file.ts';

/** A process that was started, as every host can give one. */
export interface ReaderProcess {
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** called once, however it ended: the signal, the code, or one of {@link overBudget} */
  onEnd(listener: (how: string) => void): void;
  kill(): void;
  /** whether the program waits for it before it ends by itself */
  hold(held: boolean): void;
}

export type StartReader = () => ReaderProcess;

/**
 * The last that a process says on its standard output, where its watch ended it for what the file cost. A signal or a code would
 * not do: a process that crashed, or that the system killed, may show the same. Words of one length.
 */
export const overBudget = { cpu: 'over-budget: cpu', memory: 'over-budget: mem' } as const;
const words: readonly string[] = Object.values(overBudget);

/** Hears what a process says on its standard output, and gives how it ended. */
export function howItEnded(output: NodeJS.ReadableStream | null): (how: string) => string {
  let said = '';
  output?.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString('latin1')).slice(-overBudget.cpu.length);
  });
  return (how) => (words.includes(said) ? said : how);
}

/** A reader that only just began to fill its memory is emptied early; what it may hold in all is watched from within. */
export const readerFlags = ['--max-old-space-size=1024', '--max-semi-space-size=8'] as const;

export function readerFile(): string {
  return entryFile('../services/reader/process.ts', 'reader.js');
}

/** What is left of the surroundings: nothing that would change how the process runs, or that it has no business to know. */
function surroundings(): NodeJS.ProcessEnv {
  const { PATH, SystemRoot, TZ, TEMP, TMPDIR } = process.env;
  return Object.fromEntries(Object.entries({ PATH, SystemRoot, TZ, TEMP, TMPDIR }).filter(([, value]) => value !== undefined));
}

/** With Node's own means. Reading is all that the process may do with the disk, and it starts no other. */
export function forkReader(file = readerFile()): ReaderProcess {
  const child = fork(file, [], {
    execArgv: [...readerFlags, '--no-warnings', '--permission', '--allow-fs-read=*', '--allow-worker'],
    env: surroundings(),
    serialization: 'advanced',
    stdio: ['ignore', 'pipe', 'ignore', 'ipc'],
  });
  const output = child.stdout as Socket | null;
  const told = howItEnded(output);
  const ends: ((how: string) => void)[] = [];
  let ended = false;
  const end = (how: string): void => {
    if (ended) return;
    ended = true;
    for (const listener of ends) listener(how);
  };
  // after what it said was heard
  child.once('close', (code, signal) => end(told(signal ?? String(code))));
  child.once('error', (error) => end(error.message));
  return {
    send(message) {
      // the end is told by onEnd; a message that no longer gets through needs no word of its own
      if (child.connected) child.send(message as object, () => undefined);
    },
    onMessage: (listener) => void child.on('message', listener),
    onEnd: (listener) => void ends.push(listener),
    kill: () => void child.kill('SIGKILL'),
    hold(held) {
      if (held) {
        child.ref();
        child.channel?.ref();
        output?.ref();
      } else {
        child.unref();
        child.channel?.unref();
        output?.unref();
      }
    },
  };
}
