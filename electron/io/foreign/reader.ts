/**
 * Bytes that others wrote (forms, photos, workbooks, PDFs) are never parsed in the process that answers people, but by one of
 * few reader processes. Each file has a budget of time and memory; whoever passes it is refused with `file/too-costly` and its name,
 * the process is ended, and the next file gets a new one. A process that ends of itself over a file is told as `file/reader-ended`.
 */
import { Refusal, refuse, type ErrorCode } from '../../../domain/result.ts';
import type { Answer, Budget, JobName } from './protocol.ts';
import { forkReader, overBudget, type ReaderProcess, type StartReader } from './reader-process.ts';

/** How the processes are started; Electron has its own way. */
let startReader: StartReader | null = process.versions['electron'] === undefined ? () => forkReader() : null;

export function startReadersBy(start: StartReader): void {
  startReader = start;
}

/** At most so many at a time: while one reads a bad file, another serves whoever works on. */
const most = 2;
/** A process that holds more than this after a file is not used again, in MB: one that judged a document holds 315, of which the next uses most again. */
const heavy = 350;
/** A process that nobody asks for so long is ended, in ms. */
const idleFor = 60_000;
/** So long may a process take to start and to load what it reads with, in ms. */
const slowestStart = 120_000;
/** The processor time of a budget, stretched to what a clock may show of it on a loaded machine. */
const stretch = 20;

interface Task {
  readonly name: string;
  readonly job: JobName;
  readonly args: readonly unknown[];
  readonly budget: Budget;
  /** for a process that has read nothing before */
  needsFresh?: boolean;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

interface Reader {
  readonly process: ReaderProcess;
  /** what it reads now */
  task: Task | null;
  /** whether it read anything yet */
  isFresh: boolean;
  /** whether the file itself is being read, and not yet the libraries for it */
  loaded: boolean;
  /** ended from here, for no answer came in time */
  overdue: boolean;
  timer: NodeJS.Timeout | undefined;
}

const readers = new Set<Reader>();
const waiting: Task[] = [];
let asked = 0;

function start(): Reader {
  if (!startReader) throw new Error('nobody said how a reader process is started here');
  const reader: Reader = { process: startReader(), task: null, isFresh: true, loaded: false, overdue: false, timer: undefined };
  reader.process.onMessage((message) => hear(reader, message as Answer));
  reader.process.onEnd((how) => {
    drop(reader);
    const { task } = reader;
    reader.task = null;
    if (task && how === overBudget.memory && !reader.isFresh) {
      // what it still held of other files is not for this one to answer for
      task.needsFresh = true;
      waiting.unshift(task);
    } else task?.reject(whyEnded(reader, task.name, how));
    next();
  });
  readers.add(reader);
  return reader;
}

/** Before the file was touched it is the program that failed. */
function whyEnded({ loaded, overdue }: Reader, name: string, how: string): Error {
  if (!loaded) return new Error(`a reader process ended with ${how}`);
  return overdue || how === overBudget.cpu || how === overBudget.memory
    ? new Refusal('file/too-costly', { name })
    : new Refusal('file/reader-ended', { name, how });
}

function drop(reader: Reader): void {
  clearTimeout(reader.timer);
  readers.delete(reader);
}

function hear(reader: Reader, answer: Answer): void {
  const { task } = reader;
  if (!task) return;
  if ('loaded' in answer) {
    reader.loaded = true;
    endAfter(reader, task.budget.cpu * 1000 * stretch);
    return;
  }
  release(reader);
  if ('value' in answer) {
    if (answer.held > heavy) retire(reader);
    task.resolve(answer.value);
  } else task.reject('code' in answer ? new Refusal(answer.code, answer.details) : new Error(answer.cause));
  next();
}

/** The clock is for what costs no processor time and for what keeps its own watch from running. */
function endAfter(reader: Reader, ms: number): void {
  clearTimeout(reader.timer);
  reader.timer = setTimeout(() => {
    reader.overdue = true;
    reader.process.kill();
  }, ms);
}

function release(reader: Reader): void {
  reader.task = null;
  reader.isFresh = false;
  reader.process.hold(false);
  clearTimeout(reader.timer);
  reader.timer = setTimeout(() => retire(reader), idleFor).unref();
}

function retire(reader: Reader): void {
  drop(reader);
  reader.process.kill();
}

function next(): void {
  while (waiting.length > 0) {
    const idle = [...readers].filter(({ task }) => !task);
    const free = waiting[0]?.needsFresh === true ? idle.find(({ isFresh }) => isFresh) : idle[0];
    if (!free && readers.size >= most) {
      const [used] = idle;
      if (!used) return;
      retire(used);
    }
    const task = waiting.shift();
    if (!task) return;
    try {
      give(free ?? start(), task);
    } catch (error) {
      task.reject(error);
    }
  }
}

function give(reader: Reader, task: Task): void {
  asked += 1;
  reader.task = task;
  reader.loaded = false;
  reader.process.hold(true);
  endAfter(reader, slowestStart);
  reader.process.send({ id: asked, job: task.job, args: task.args, budget: task.budget });
}

/** Whoever cancels does not wait for the file at hand. */
function cancel(task: Task): void {
  const index = waiting.indexOf(task);
  if (index >= 0) waiting.splice(index, 1);
  for (const reader of readers)
    if (reader.task === task) {
      reader.task = null;
      retire(reader);
    }
  task.reject(new Refusal('call/cancelled'));
  next();
}

/** Whether a reader process gave a file up: it is told of that file, and the next is read. */
export function isUnread(code: ErrorCode): boolean {
  return code === 'file/too-costly' || code === 'file/reader-ended';
}

/** A file as it is told in a refusal, and how many bytes are read of it. */
export interface ForeignFile {
  readonly name: string;
  readonly bytes: number;
  readonly signal?: AbortSignal | undefined;
}

/** What a file of a kind may cost: so much, and so much more for each MB of it. */
export interface Allowance {
  readonly cpu: number;
  readonly cpuPerMb: number;
}

/** MB: a reader with its libraries holds 150, and a file is held a few times over. */
const memory = { base: 450, perMb: 8 };

function budgetFor({ cpu, cpuPerMb }: Allowance, bytes: number): Budget {
  const mb = bytes / 1024 ** 2;
  return { cpu: cpu + cpuPerMb * mb, memory: memory.base + memory.perMb * mb };
}

/**
 * The function `Job` of that name, run in a reader process.
 * @throws file/too-costly, file/reader-ended, call/cancelled, and what the job refuses
 */
export function inReader<Job extends (...args: never[]) => Promise<unknown>>(
  job: JobName,
  allowance: Allowance,
): (file: ForeignFile, ...args: Parameters<Job>) => ReturnType<Job> {
  return ({ name, bytes, signal }, ...args) => read({ name, job, args, budget: budgetFor(allowance, bytes) }, signal) as ReturnType<Job>;
}

async function read(wanted: Omit<Task, 'resolve' | 'reject'>, signal: AbortSignal | undefined): Promise<unknown> {
  if (signal?.aborted) refuse('call/cancelled');
  let stop: (() => void) | undefined;
  try {
    return await new Promise<unknown>((resolve, reject) => {
      const task: Task = { ...wanted, resolve, reject };
      stop = () => cancel(task);
      signal?.addEventListener('abort', stop, { once: true });
      waiting.push(task);
      next();
    });
  } finally {
    if (stop) signal?.removeEventListener('abort', stop);
  }
}
