/**
 * The host that runs already on a workspace. It lays down its port and a secret in a file for its user alone; a second start
 * reads them and asks it for a way in, instead of running beside it. A file that a killed host left behind leads nowhere.
 */
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Language } from '../../../domain/text.ts';

/** The header that carries the secret: no page of another origin can send it unasked. */
export const relayHeader = 'x-parkpanel-relay';

/** How long the other host may take to answer, in ms: a long job of its own may hold it. */
const patience = 20_000;

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

function read(dir: string): Running | null {
  try {
    const { port, secret } = JSON.parse(readFileSync(pathIn(dir), 'utf8')) as Record<string, unknown>;
    return Number.isInteger(port) && typeof secret === 'string' ? { port: Number(port), secret } : null;
  } catch {
    return null;
  }
}

/** Whether a host says that it runs there; whether it still does is known when it is asked. */
export function isAnnounced(dir: string): boolean {
  return read(dir) !== null;
}

/** Lays the file down; gives how to take it away. Where it cannot be written, a second start runs beside this one. */
export function announce(dir: string, running: Running): () => void {
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    rmSync(pathIn(dir), { force: true });
    writeFileSync(pathIn(dir), `${JSON.stringify(running)}\n`, { mode: 0o600, flag: 'wx' });
  } catch {
    return () => {};
  }
  return () => {
    // another may have taken the place meanwhile
    if (read(dir)?.secret === running.secret) rmSync(pathIn(dir), { force: true });
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

/** Hands what this start was asked for to the host that runs on `dir`, and gets a way in; null where none runs. */
export async function askRunning(
  dir: string,
  asked: { readonly files: readonly string[]; readonly language: Language | null },
): Promise<WayIn | null> {
  const running = read(dir);
  if (!running) return null;
  try {
    const answer = await ask(running, { files: asked.files, language: asked.language }, AbortSignal.timeout(patience));
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
  }
}
