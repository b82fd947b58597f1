/**
 * The application in the system's own browser, for machines without an Electron binary: HTTP and one WebSocket on the
 * loopback, carrying calls to the same dispatch. Who may speak with it is in `gate.ts`.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Host } from '../services/host.ts';
import { servedPath } from '../services/workspace/files.ts';
import { keepLog } from '../services/workspace/log.ts';
import { readSettings } from '../services/workspace/settings.ts';
import { openEvents } from './events.ts';
import { answerHeaders } from './headers.ts';
import { sendDocument, sendStatic } from './served-files.ts';
import { createGate, type Gate } from './gate.ts';
import { actorOf, HttpRefusal, isRecord, languageOf, readJson, sendJson, statusOf } from './http.ts';
import { newSecret } from './start/running.ts';
import type { Invitation } from './start/window.ts';
import { openUploads, type Uploads } from './uploads.ts';
import { inShade, openStatic, type StaticFile } from './static.ts';

export interface BrowserHost {
  readonly origin: string;
  /** where the first window opens; the secret in the fragment works once and soon expires */
  readonly address: string;
  /** A way in for a further window. */
  invite(): Invitation;
  /** what a second start on the same workspace must know */
  readonly relaySecret: string;
  /** How many windows are open: of each there is one line for events. */
  windows(): number;
  /** Whether the line of any window has stood: a page that has come is still read for a while before it does. */
  begun(): boolean;
  close(): Promise<void>;
}

interface Parts {
  readonly host: Host;
  readonly origin: string;
  readonly gate: Gate;
  readonly uploads: Uploads;
  /** whether the ways in that second starts were given were taken, by name */
  readonly relayed: Map<string, Promise<boolean>>;
  /** files of the built window, by path */
  readonly files: (path: string) => StaticFile | undefined;
}

async function answerCall({ host, uploads }: Parts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await readJson(request);
  if (!isRecord(body) || typeof body['method'] !== 'string') throw new HttpRefusal(400);
  const { method, payload, job } = body;
  const result = await host.dispatch.call({
    method,
    payload: payload ?? {},
    language: languageOf(request),
    job: typeof job === 'string' ? job : undefined,
    actor: actorOf(request),
  });
  sendJson(response, uploads.nameIn(result, payload));
}

async function answerCancel({ host }: Parts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await readJson(request);
  sendJson(response, { ok: true, value: isRecord(body) && host.dispatch.cancel(String(body['job'])) });
}

async function answerRead(
  { host, gate, files }: Parts,
  request: IncomingMessage,
  response: ServerResponse,
  { pathname, searchParams }: URL,
): Promise<void> {
  const headOnly = request.method === 'HEAD';
  const file = files(pathname);
  if (file) return sendStatic(response, pathname, inShade(file, (await readSettings(host.session)).shade), headOnly);
  const wanted = servedPath(pathname);
  if (!wanted) throw new HttpRefusal(404);
  gate.checkCookie(request);
  // a page's own image or frame cannot send a header, so the address may name the actor too
  return sendDocument(response, host.session, wanted, actorOf(request) ?? searchParams.get('actor') ?? undefined, headOnly);
}

/**
 * A second start on the same workspace: takes over what it was asked for and gives it a way in, or tells whether the way was taken.
 * Whoever asks knows the secret that lies in the workspace for its user alone.
 */
async function answerRelay({ host, gate, relayed }: Parts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  gate.checkRelay(request);
  const body = await readJson(request);
  if (!isRecord(body)) throw new HttpRefusal(400);
  if (typeof body['used'] === 'string') {
    const used = await (relayed.get(body['used']) ?? Promise.resolve(false));
    return sendJson(response, { used });
  }
  const { files, language } = body;
  if (!Array.isArray(files) || !files.every((file) => typeof file === 'string')) throw new HttpRefusal(400);
  host.session.asked.files = [...new Set([...host.session.asked.files, ...files])];
  if (language === 'zh' || language === 'en') host.session.asked.language = language;
  const { address, used } = gate.invite();
  const id = newSecret();
  relayed.set(id, used);
  void used.finally(() => setTimeout(() => relayed.delete(id), 60_000).unref());
  return sendJson(response, { address, id });
}

/** The routes. Only the window's own files, and the exchange of the launch secret for the cookie, are had without the cookie. */
async function answer(parts: Parts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { gate, uploads } = parts;
  gate.checkHost(request);
  const address = new URL(request.url ?? '/', parts.origin);
  if (request.method === 'POST' && address.pathname === '/relay') return answerRelay(parts, request, response);
  const reading = request.method === 'GET' || request.method === 'HEAD';
  gate.checkOrigin(request, !reading);
  if (reading) return answerRead(parts, request, response, address);
  const route = `${request.method} ${address.pathname}`;
  if (route === 'POST /session') return gate.answerSession(request, response);
  gate.checkCookie(request);
  if (route === 'POST /call') return answerCall(parts, request, response);
  if (route === 'POST /cancel') return answerCancel(parts, request, response);
  if (route === 'PUT /upload') return uploads.answerUpload(request, response, address.searchParams);
  throw new HttpRefusal(404);
}

function fail(request: IncomingMessage, response: ServerResponse, error: unknown): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const status = statusOf(error);
  response.writeHead(status, { ...answerHeaders, 'content-type': 'text/plain', connection: 'close' });
  response.end(String(status), () => request.destroy());
}

/** Listens on the loopback alone; gives the port. */
async function listen(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return (server.address() as AddressInfo).port;
}

/** Starts the host on 127.0.0.1 and a free port (or `port`). `renderer` is the folder of the built window. */
export async function startBrowserHost(host: Host, renderer: string, port = 0): Promise<BrowserHost> {
  keepLog(host, 'browser');
  const files = openStatic(renderer);
  const server = createServer();
  const bound = await listen(server, port);
  const origin = `http://127.0.0.1:${bound}`;
  const gate = createGate(origin, bound);
  const uploads = openUploads();
  let first: Invitation | undefined;
  const parts: Parts = { host, origin, gate, uploads, relayed: new Map(), files };
  server.on('request', (request, response) => {
    answer(parts, request, response).catch((error: unknown) => fail(request, response, error));
  });
  const events = openEvents(server, host.dispatch, (request) => {
    gate.checkHost(request);
    gate.checkOrigin(request, true);
    gate.checkCookie(request);
    if (new URL(request.url ?? '/', origin).pathname !== '/events') throw new HttpRefusal(404);
  });

  return {
    origin,
    get address() {
      return (first ??= gate.invite()).address;
    },
    invite: () => gate.invite(),
    relaySecret: gate.relaySecret,
    windows: () => events.count(),
    begun: () => events.begun(),
    async close() {
      events.close();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      uploads.close();
    },
  };
}
