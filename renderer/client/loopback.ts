/** Carries calls over the loopback host: HTTP for calls and files, a WebSocket for events. */
import type { Result } from '../../domain/result.ts';
import { ApiError, type Transport, type HostEvent } from './transport.ts';

const retryAfter = { first: 250, most: 4000 };

/** The one-time token of the launch stands in the fragment; it is exchanged for a cookie and wiped from the address. */
async function exchangeToken(): Promise<void> {
  const token = /^#token=([^&]+)/.exec(location.hash)?.[1];
  if (!token) return;
  history.replaceState(null, '', location.pathname);
  await send('/session', { token: decodeURIComponent(token) });
}

/** The largest text that a browser still sends for a page that is going away, in characters (64 KiB for all of them together). */
const parting = 8_000;
let leaving = false;
window.addEventListener('pagehide', () => {
  leaving = true;
});
window.addEventListener('pageshow', () => {
  leaving = false;
});

async function send(address: string, body: unknown, headers: Record<string, string> = {}): Promise<Result<unknown>> {
  const text = JSON.stringify(body);
  const answer = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: text,
    credentials: 'same-origin',
    // what somebody typed last is saved even when the page is closed upon it
    keepalive: leaving && text.length < parting,
  });
  return readResult(answer);
}

async function readResult(answer: Response): Promise<Result<unknown>> {
  if (answer.status === 401) throw new ApiError('window/expired', '');
  const value: unknown = await answer.json().catch(() => null);
  if (!isResult(value)) throw new ApiError('window/unreachable', '', { status: answer.status });
  return value;
}

function isResult(value: unknown): value is Result<unknown> {
  if (typeof value !== 'object' || value === null || !('ok' in value)) return false;
  return value.ok === true || ('error' in value && typeof value.error === 'object' && value.error !== null && 'code' in value.error);
}

function isEvent(value: unknown): value is HostEvent {
  return typeof value === 'object' && value !== null && 'type' in value && (value.type === 'progress' || value.type === 'changed');
}

function isUpload(value: unknown): value is { path: string } {
  return typeof value === 'object' && value !== null && 'path' in value && typeof value.path === 'string';
}

export function loopbackTransport(): Transport {
  const copies = new Set<string>();
  return {
    lasting: false,
    open: exchangeToken,
    call: (method, payload, job, language, actor) =>
      send(
        '/call',
        { method, payload, ...(job ? { job } : {}) },
        { 'accept-language': language, ...(actor ? { 'x-parkpanel-actor': actor } : {}) },
      ),
    cancel: async (job) => {
      await send('/cancel', { job });
    },
    listen(onEvent, onAlive) {
      let socket: WebSocket | undefined;
      let wait = retryAfter.first;
      let timer: ReturnType<typeof setTimeout> | undefined;
      let stopped = false;
      const connect = (): void => {
        socket = new WebSocket(`${location.origin.replace(/^http/, 'ws')}/events`);
        socket.addEventListener('open', () => {
          wait = retryAfter.first;
          onAlive(true);
        });
        socket.addEventListener('message', (message) => {
          const event: unknown = JSON.parse(String(message.data));
          if (isEvent(event)) onEvent(event);
        });
        socket.addEventListener('close', () => {
          if (stopped) return;
          onAlive(false);
          timer = setTimeout(connect, wait);
          wait = Math.min(wait * 2, retryAfter.most);
        });
      };
      connect();
      return () => {
        stopped = true;
        clearTimeout(timer);
        socket?.close();
      };
    },
    async pathOf(file, signal) {
      // a folder looks like a file here until it is read
      await file
        .slice(0, 1)
        .arrayBuffer()
        .catch(() => {
          throw new ApiError('window/unreadable', '', { name: file.name });
        });
      const path = await upload(`name=${encodeURIComponent(file.name)}`, file, signal);
      copies.add(path);
      return path;
    },
    async pathOfFolder({ name, files }, tell, signal) {
      const folder = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
      let path: string | null = null;
      for (const [at, one] of files.entries()) {
        path = await upload(`name=${encodeURIComponent(name)}&folder=${folder}&path=${encodeURIComponent(one.path)}`, one.file, signal);
        tell(at + 1);
      }
      if (path === null) throw new ApiError('window/unreadable', '', { name });
      return path;
    },
    isCopy: (path) => copies.has(path),
  };
}

/** Hands bytes to the host; gives the path where it keeps them, of the folder when it is one's. */
async function upload(query: string, file: File, signal: AbortSignal | undefined): Promise<string> {
  const answer = await fetch(`/upload?${query}`, { method: 'PUT', body: file, credentials: 'same-origin', ...(signal ? { signal } : {}) });
  const result = await readResult(answer);
  if (!result.ok) throw new ApiError(result.error.code, result.error.message, result.error.details);
  if (!isUpload(result.value)) throw new ApiError('window/unreachable', '', { status: answer.status });
  return result.value.path;
}
