/**
 * One way to call each host. The same cases run through all of them, so that a host cannot behave in its own way.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import type { IpcMainInvokeEvent } from 'electron';
import type { Result } from '../../domain/result.ts';
import { startBrowserHost } from '../../electron/hosts/browser-host.ts';
import { openHost } from '../../electron/services/host.ts';
import { channels } from '../../electron/hosts/shell/channels.ts';
import { connectPort, servePort } from '../../electron/hosts/carrier/port.ts';
import { servicesOf } from '../../electron/hosts/carrier/services.ts';
import { bindIpc, type IpcChannel } from '../../electron/hosts/shell/ipc.ts';

export const root = join(import.meta.dirname, '../..');

export interface Driver {
  /** `actor`: for whom the call acts; absent: the secretary */
  call(method: string, payload: unknown, actor?: string): Promise<Result<unknown>>;
  close(): Promise<void>;
}

export interface DriverKind {
  readonly name: string;
  readonly available: boolean;
  open(dir: string): Promise<Driver>;
}

function runCli(dir: string, method: string, payload: unknown, actor?: string): Promise<Result<unknown>> {
  return new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      [
        join(root, 'electron/launch.mjs'),
        'cli',
        '--workspace',
        dir,
        ...(actor === undefined ? [] : ['--actor', actor]),
        'call',
        method,
        '-',
      ],
      { stdio: ['pipe', 'pipe', 'inherit'] },
    );
    let out = '';
    child.stdout.on('data', (chunk) => (out += String(chunk)));
    child.once('error', reject);
    child.once('close', (code) => {
      const answer = JSON.parse(out) as Result<unknown>;
      if (code === (answer.ok ? 0 : 1)) resolve(answer);
      else reject(new Error(`exit code ${code} for ${out}`));
    });
    child.stdin.end(JSON.stringify(payload) ?? '');
  });
}

const cli: DriverKind = {
  name: 'cli',
  available: true,
  async open(dir) {
    return { call: (method, payload, actor) => runCli(dir, method, payload, actor), close: async () => {} };
  },
};

const browserHost: DriverKind = {
  name: 'browser host',
  available: true,
  async open(dir) {
    const host = openHost(dir);
    const served = await startBrowserHost(host, join(root, 'dist/renderer'));
    const token = new URL(served.address).hash.slice('#token='.length);
    const headers = { 'content-type': 'application/json', origin: served.origin };
    const session = await fetch(`${served.origin}/session`, { method: 'POST', headers, body: JSON.stringify({ token }) });
    const cookie = (session.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    return {
      async call(method, payload, actor) {
        const answer = await fetch(`${served.origin}/call`, {
          method: 'POST',
          headers: { ...headers, cookie, ...(actor !== undefined && { 'x-parkpanel-actor': actor }) },
          body: JSON.stringify({ method, payload }),
        });
        return (await answer.json()) as Result<unknown>;
      },
      async close() {
        await served.close();
        host.session.release();
      },
    };
  },
};

type Listener = Parameters<IpcChannel['handle']>[1];

/** Electron's invoke without Electron: what is sent is cloned, as between processes. */
export function plainChannel(): IpcChannel & { invoke(channel: string, event: IpcMainInvokeEvent, ...args: unknown[]): Promise<unknown> } {
  const listeners = new Map<string, Listener>();
  return {
    handle: (channel, listener) => void listeners.set(channel, listener),
    removeHandler: (channel) => void listeners.delete(channel),
    async invoke(channel, event, ...args) {
      const listener = listeners.get(channel);
      if (!listener) throw new Error(`no handler for ${channel}`);
      return structuredClone(await listener(event, ...structuredClone(args)));
    },
  };
}

export const ourFrame = { senderFrame: { url: 'app://parkpanel/', parent: null } } as unknown as IpcMainInvokeEvent;

const ipc: DriverKind = {
  name: 'ipc on a plain channel',
  available: true,
  async open(dir) {
    const host = openHost(dir);
    const channel = plainChannel();
    const unbind = bindIpc(channel, servicesOf(host), 'app://parkpanel', () => {});
    return {
      call: async (method, payload, actor) =>
        (await channel.invoke(channels.call, ourFrame, method, payload, undefined, 'zh', actor)) as Result<unknown>,
      async close() {
        unbind();
        host.session.release();
      },
    };
  },
};

/** The services behind a port, as Electron's process of theirs has one; what is sent is cloned. */
const port: DriverKind = {
  name: 'a message port',
  available: true,
  async open(dir) {
    const host = openHost(dir);
    const { port1, port2 } = new MessageChannel();
    const over = (one: MessagePort) => ({
      send: (message: unknown) => one.postMessage(message),
      hear: (listener: (message: unknown) => void) => void one.on('message', listener),
    });
    servePort(over(port1), servicesOf(host));
    const services = connectPort(over(port2));
    return {
      call: (method, payload, actor) => services.call({ method, payload, language: 'zh', actor }),
      async close() {
        await services.release();
        port1.close();
      },
    };
  },
};

function electronBinary(): string | undefined {
  const folder = join(root, 'node_modules/electron');
  if (!existsSync(join(folder, 'path.txt'))) return undefined;
  const binary = join(folder, 'dist', readFileSync(join(folder, 'path.txt'), 'utf8').trim());
  return existsSync(binary) ? binary : undefined;
}

/** A window has somewhere to go. */
const hasDisplay = process.platform !== 'linux' || Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']);

/** What a start may take on a loaded machine, in ms; a program that never shows its page must not hang the run. */
const startLimit = 60_000;

const electron: DriverKind = {
  name: 'electron',
  available: electronBinary() !== undefined && hasDisplay,
  async open(dir) {
    const { _electron } = await import('playwright-core');
    const state = mkdtempSync(join(tmpdir(), 'parkpanel-electron-'));
    // its sandbox does not start as root, which CI is
    const asRoot = process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    const app = await _electron.launch({
      executablePath: electronBinary() ?? '',
      args: [...asRoot, root, '--workspace', dir],
      // the profile, and with it the lock, is of this start alone
      env: { ...process.env, XDG_STATE_HOME: state, LOCALAPPDATA: state },
      timeout: startLimit,
    });
    const window = await app.firstWindow({ timeout: startLimit });
    return {
      call: (method, payload, actor) =>
        window.evaluate(
          ([name, data, person]) =>
            (globalThis as unknown as { parkpanel: { call(...args: unknown[]): Promise<Result<unknown>> } }).parkpanel.call(
              name,
              data,
              undefined,
              'zh',
              person,
            ),
          [method, payload, actor] as const,
        ),
      async close() {
        await app.close();
        rmSync(state, { recursive: true, force: true });
      },
    };
  },
};

export const drivers: readonly DriverKind[] = [cli, browserHost, ipc, port, electron];

/** Runs the bundled command line and gives what it printed. */
export function cliOutput(args: readonly string[], input = ''): { code: number | null; out: string; err: string } {
  const done = spawnSync(process.execPath, [join(root, 'electron/launch.mjs'), 'cli', ...args], { input, encoding: 'utf8' });
  return { code: done.status, out: done.stdout, err: done.stderr };
}
