/**
 * The host that runs already on a workspace. It lays down its port and a secret in a file for its user alone; a second start
 * reads them and asks it for a way in, instead of running beside it. The file is there before the host is, with its process alone:
 * of two that start at once one waits for the other. A file that a killed host left behind leads nowhere.
 */
import { randomBytes } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Language } from '../../../domain/text.ts';
import { makeFolder } from '../../io/files.ts';
import { isRunning } from '../../io/running.ts';

/** The header that carries the secret: no page of another origin can send it unasked. */
export const relayHeader = 'x-parkpanel-relay';

/** How long the other host may take to answer, in ms: a long job of its own may hold it. */
const patience = 20_000;
/** When it is told that its answer is waited for, in ms. */
const silence = 1_500;
/** How often it is looked whether a host that begins listens yet, in ms. */
const look = 50;

interface Running {
  readonly port: number;
  readonly secret: string;
}

/** A way into the other host. */
export interface WayIn {
  readonly address: string;
  /** asks it whether somebody took the way, which it knows after a minute at the latest */
  used(limit: AbortSignal): Promise<boolean>;
}

export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

const pathIn = (dir: string): string => join(dir, '.host.json');

function read(dir: string): Running | 'begins' | null {
  try {
    const { port, secret, pid } = JSON.parse(readFileSync(pathIn(dir), 'utf8')) as Record<string, unknown>;
    // a process that is gone left it behind, whoever has its port by now
    if (pid !== undefined && !isRunning(Number(pid))) return null;
    if (pid !== undefined && port === undefined) return 'begins';
    return Number.isInteger(port) && typeof secret === 'string' ? { port: Number(port), secret } : null;
  } catch {
    return null;
  }
}

/** Reads it once the host listens, or has given up, or has taken too long. */
async function readBegun(dir: string, limit: AbortSignal): Promise<Running | null> {
  for (;;) {
    const running = read(dir);
    if (running !== 'begins') return running;
    if (limit.aborted) return null;
    await wait(look);
  }
}

/** Whether a host says that it runs there; whether it still does is known when it is asked. */
export function isAnnounced(dir: string): boolean {
  return read(dir) !== null;
}

/** Takes the file away, as far as the system lets us. */
export function withdraw(dir: string): void {
  try {
    rmSync(pathIn(dir), { force: true });
  } catch {
    // it leads nowhere
  }
}

/** Puts a file in its place whole: nobody reads half of it. `over`: also where there is one. @throws EEXIST, and what the system says */
function lay(dir: string, content: object, over: boolean): void {
  const path = pathIn(dir);
  const whole = `${path}.${process.pid}`;
  makeFolder(dir, 0o700);
  rmSync(whole, { force: true });
  try {
    writeFileSync(whole, `${JSON.stringify({ ...content, pid: process.pid })}\n`, { mode: 0o600, flag: 'wx' });
    if (over) renameSync(whole, path);
    else linkSync(whole, path);
  } finally {
    rmSync(whole, { force: true });
  }
}

/** Says that a host begins here; false where another begins or runs. Where that cannot be said, as on a stick without links, both go on. */
export function beginAt(dir: string): boolean {
  try {
    if (read(dir) === null) withdraw(dir);
    lay(dir, {}, false);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'EEXIST';
  }
}

/** Lays the file down; gives how to take it away. Where it cannot be written, a second start runs beside this one. */
export function announce(dir: string, running: Running): () => void {
  try {
    lay(dir, running, true);
  } catch {
    // what says that a host begins would be waited for
    withdraw(dir);
    return () => {};
  }
  return () => {
    const now = read(dir);
    // another may have taken the place meanwhile
    if (now !== 'begins' && now?.secret === running.secret) withdraw(dir);
  };
}

async function ask({ port, secret }: Running, body: unknown, limit?: AbortSignal): Promise<Record<string, unknown> | null> {
  const answer = await fetch(`http://127.0.0.1:${port}/relay`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', [relayHeader]: secret },
    body: JSON.stringify(body),
    redirect: 'error',
    ...(limit ? { signal: limit } : {}),
  });
  return answer.ok ? ((await answer.json()) as Record<string, unknown>) : null;
}

/** Hands what this start was asked for to the host that runs on `dir`, and gets a way in; null where none runs. `waiting`: it takes its time, so long at most. */
export async function askRunning(
  dir: string,
  asked: { readonly files: readonly string[]; readonly language: Language | null },
  waiting: (seconds: number) => void,
): Promise<WayIn | null> {
  if (read(dir) === null) return null;
  const limit = AbortSignal.timeout(patience);
  const told = setTimeout(() => waiting(patience / 1000), silence);
  try {
    const running = await readBegun(dir, limit);
    if (!running) return null;
    const answer = await ask(running, { files: asked.files, language: asked.language }, limit);
    const { address, id } = answer ?? {};
    if (typeof address !== 'string' || !address.startsWith(`http://127.0.0.1:${running.port}/#`)) return null;
    return {
      address,
      used: (limit) =>
        ask(running, { used: id }, limit).then(
          (said) => said?.['used'] === true,
          () => false,
        ),
    };
  } catch {
    return null;
  } finally {
    clearTimeout(told);
  }
}
