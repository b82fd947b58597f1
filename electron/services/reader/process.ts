/**
 * The process that reads what others wrote; started by `electron/io/foreign`. A thread of its own watches what the file costs: the
 * reader itself may be too busy to look, and the program that asked may be gone. Whatever passes its budget ends the process.
 */
import { writeSync } from 'node:fs';
import { setPriority } from 'node:os';
import { Worker, workerData } from 'node:worker_threads';
import { Refusal } from '../../../domain/result.ts';
import type { Answer, Question } from '../../io/foreign/protocol.ts';
import { overBudget } from '../../io/foreign/reader-process.ts';
import { jobs } from './jobs.ts';

/** How often the watch looks, in ms. */
const everyMs = 20;
/** Shared with the watch: whether a file is being read, the processor seconds at which it ends, the MB at which it ends. */
const slots = { busy: 0, cpu: 1, memory: 2 } as const;

interface Port {
  send(message: Answer): void;
  hear(listener: (message: Question) => void): void;
}

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

function heldMb(): number {
  return process.memoryUsage.rss() / 1024 ** 2;
}

/** Electron's processes have a port, Node's a channel; with the other end gone there is nobody to read for. */
function openPort(): Port {
  const port = (process as { parentPort?: Electron }).parentPort;
  if (port) return { send: (message) => port.postMessage(message), hear: (listener) => port.on('message', ({ data }) => listener(data)) };
  process.once('disconnect', () => process.exit());
  return {
    send: (message) => void process.send?.(message),
    hear: (listener) => void process.on('message', (message) => listener(message as Question)),
  };
}
interface Electron {
  postMessage(message: unknown): void;
  on(name: 'message', listener: (event: { data: Question }) => void): void;
}

function serve(): void {
  const shared = new SharedArrayBuffer(3 * Float64Array.BYTES_PER_ELEMENT);
  const limits = new Float64Array(shared);
  const parent = process.ppid;
  new Worker(import.meta.filename, { workerData: { shared, parent } }).unref();
  try {
    // whoever types goes first
    setPriority(5);
  } catch {
    // a system that does not allow it shares evenly
  }
  const port = openPort();
  port.hear(({ id, job, args, budget }) => {
    const answer = async (): Promise<void> => {
      try {
        const run = (await jobs[job]()) as (...given: readonly unknown[]) => unknown;
        port.send({ id, loaded: true });
        limits[slots.cpu] = cpuSeconds() + budget.cpu;
        limits[slots.memory] = budget.memory;
        limits[slots.busy] = 1;
        const value = await run(...args);
        limits[slots.busy] = 0;
        port.send({ id, value, held: heldMb() });
      } catch (error) {
        limits[slots.busy] = 0;
        if (error instanceof Refusal) port.send({ id, code: error.code, details: error.details });
        else port.send({ id, cause: error instanceof Error ? (error.stack ?? error.message) : String(error) });
      }
    };
    void answer();
  });
}

function sayWhy(why: string): void {
  try {
    writeSync(1, why);
  } catch {
    // whoever asked is gone
  }
}

function watch({ shared, parent }: { readonly shared: SharedArrayBuffer; readonly parent: number }): void {
  const limits = new Float64Array(shared);
  let saidSo = false;
  setInterval(() => {
    // one look later, so that what was said is heard before the end
    if (saidSo || process.ppid !== parent) process.kill(process.pid, 'SIGKILL');
    if (limits[slots.busy] !== 1) return;
    const isOverMemory = heldMb() > (limits[slots.memory] ?? 0);
    if (!isOverMemory && cpuSeconds() <= (limits[slots.cpu] ?? 0)) return;
    sayWhy(isOverMemory ? overBudget.memory : overBudget.cpu);
    saidSo = true;
  }, everyMs);
}

const watched = workerData as Parameters<typeof watch>[0] | { readonly shared?: undefined } | null;
if (watched?.shared) watch(watched);
else serve();
