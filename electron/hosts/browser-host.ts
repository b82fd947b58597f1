/**
 * The application in the system's own browser, for machines without an Electron binary: HTTP and one
 * WebSocket on the loopback, carrying calls to the same dispatch.
 *
 * A per-launch secret travels once, in the URL's fragment, and is exchanged for a cookie that scripts cannot
 * read. Every request must name this host, and everything that changes or tells something must come from our
 * own page. There is no listing and no path: the window's files are a fixed table, documents go by id.
 */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { createReadStream, createWriteStream, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, dirname, join, sep } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { WebSocketServer, type WebSocket } from 'ws';
import { safePath } from '../../domain/package/paths.ts';
import { Refusal } from '../../domain/result.ts';
import type { Language } from '../../domain/text.ts';
import type { Host } from '../services/host.ts';
import { headersOf, responseHeaders } from './security.ts';
import { toAppError } from '../services/session/dispatch.ts';
import { findServedFile, servedPath, type ServedKind } from '../services/workspace/files.ts';
import { openStatic } from './static.ts';

export interface BrowserHost {
  readonly origin: string;
  /** where a window opens; the secret in the fragment works once and soon expires */
  readonly address: string;
  close(): Promise<void>;
}

/** How long the launch secret waits for its window, in ms. */
const tokenLife = 60_000;
/** The largest JSON payload, in bytes; files go through /upload. */
const largestPayload = 16 * 1024 * 1024;
/** Bytes of a document that are sent at once: its reader waits for the last of them before it draws the first page. */
const largePiece = 1024 * 1024;
/** The largest upload, in bytes: the limit of a package. */
const largestUpload = 2 * 1024 * 1024 * 1024;

class HttpRefusal extends Error {
  readonly status: number;
  constructor(status: number) {
    super(String(status));
    this.status = status;
  }
}

function same(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) throw new HttpRefusal(415);
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > largestPayload) throw new HttpRefusal(413);
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    throw new HttpRefusal(400);
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function languageOf(request: IncomingMessage): Language {
  return /^en\b/i.test(request.headers['accept-language'] ?? '') ? 'en' : 'zh';
}

/** For whom a call acts; absent is the secretary. A header that stands twice names nobody. */
function actorOf(request: IncomingMessage): string | undefined {
  const actor = request.headers['x-parkpanel-actor'];
  return actor === undefined ? undefined : String(actor);
}

function sendJson(response: ServerResponse, value: unknown): void {
  response.writeHead(200, { ...responseHeaders, 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' });
  response.end(JSON.stringify(value));
}

/** Sentences name an uploaded file as the person knows it, and not by where this host laid it down. */
function nameUploads(answer: unknown, uploads: string): unknown {
  const place = `${uploads}${sep}`;
  const walk = (value: unknown, said: boolean): unknown => {
    // each upload lies in a folder of its own, named by digits
    if (typeof value === 'string')
      return said
        ? value
            .split(place)
            .map((text, at) => (at === 0 ? text : text.replace(/^[0-9a-f]+[\\/]/, '')))
            .join('')
        : value;
    if (Array.isArray(value)) return value.map((one) => walk(one, said));
    if (!isRecord(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, walk(one, said || key === 'error' || key === 'message')]));
  };
  return walk(answer, false);
}

/** Starts the host on 127.0.0.1 and a free port (or `port`). `renderer` is the folder of the built window. */
export async function startBrowserHost({ session, dispatch }: Host, renderer: string, port = 0): Promise<BrowserHost> {
  const files = openStatic(renderer);
  const uploads = mkdtempSync(join(tmpdir(), 'parkpanel-upload-'));
  const secret = randomBytes(32).toString('base64url');
  let token: { value: string; until: number } | undefined = { value: randomBytes(32).toString('base64url'), until: Date.now() + tokenLife };
  let origin = '';
  let cookieName = '';

  function checkHost(request: IncomingMessage): void {
    if (request.headers.host !== origin.slice('http://'.length)) throw new HttpRefusal(421);
  }

  /** `demanded`: the request changes or tells something, so it must say that it comes from our page. */
  function checkOrigin(request: IncomingMessage, demanded: boolean): void {
    const from = request.headers.origin;
    if (from === undefined ? demanded : from !== origin) throw new HttpRefusal(403);
    const site = request.headers['sec-fetch-site'];
    if (site !== undefined && site !== 'same-origin' && site !== 'none') throw new HttpRefusal(403);
  }

  function checkCookie(request: IncomingMessage): void {
    const cookies = (request.headers.cookie ?? '').split(/;\s*/);
    const ours = cookies.find((cookie) => cookie.startsWith(`${cookieName}=`));
    if (!ours || !same(ours.slice(cookieName.length + 1), secret)) throw new HttpRefusal(401);
  }

  async function answerSession(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readJson(request);
    const given = isRecord(body) && typeof body['token'] === 'string' ? body['token'] : '';
    if (!token || Date.now() > token.until || !same(given, token.value)) throw new HttpRefusal(401);
    token = undefined;
    response.setHeader('set-cookie', `${cookieName}=${secret}; HttpOnly; SameSite=Strict; Path=/`);
    sendJson(response, { ok: true, value: null });
  }

  async function answerCall(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readJson(request);
    if (!isRecord(body) || typeof body['method'] !== 'string') throw new HttpRefusal(400);
    const { method, payload, job } = body;
    const result = await dispatch.call({
      method,
      payload: payload ?? {},
      language: languageOf(request),
      job: typeof job === 'string' ? job : undefined,
      actor: actorOf(request),
    });
    // only what was told of an upload can name one
    sendJson(response, JSON.stringify(payload ?? {}).includes(basename(uploads)) ? nameUploads(result, uploads) : result);
  }

  /** A file has a folder of its own; the files of one folder share one, by the name that the page gave it. */
  function placeOf(name: string, query: URLSearchParams): { folder: string; path: string } {
    const shared = query.get('folder');
    if (shared === null) {
      const folder = join(uploads, randomBytes(8).toString('hex'));
      return { folder, path: join(folder, name) };
    }
    const inside = query.get('path') ?? '';
    const parts = inside.split('/');
    if (!/^[0-9a-f]{32}$/.test(shared) || 'fault' in safePath(inside) || parts.some((part) => Buffer.byteLength(part) > 255))
      throw new HttpRefusal(400);
    const folder = join(uploads, shared);
    return { folder, path: join(folder, name, ...parts) };
  }

  async function answerUpload(request: IncomingMessage, response: ServerResponse, query: URLSearchParams): Promise<void> {
    // eslint-disable-next-line no-control-regex -- control characters are what is taken out
    const name = basename((query.get('name') ?? '').replaceAll('\\', '/')).replaceAll(/[\u0000-\u001f\u007f]/g, '');
    if (!name || name === '.' || name === '..' || Buffer.byteLength(name) > 255) throw new HttpRefusal(400);
    const { folder, path } = placeOf(name, query);
    mkdirSync(dirname(path), { recursive: true });
    let bytes = 0;
    const limit = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        bytes += chunk.length;
        done(bytes > largestUpload ? new Refusal('package/too-large', { limit: largestUpload }) : null, chunk);
      },
    });
    try {
      await pipeline(request, limit, createWriteStream(path));
      sendJson(response, { ok: true, value: { path: join(folder, name) } });
    } catch (error) {
      rmSync(folder, { recursive: true, force: true });
      sendJson(response, { ok: false, error: toAppError(error, languageOf(request)) });
    }
  }

  async function answerFile(response: ServerResponse, kind: ServedKind, id: string, actor: string | undefined): Promise<void> {
    let file;
    try {
      file = findServedFile(session, kind, id, actor);
    } catch (error) {
      if (error instanceof Refusal) throw new HttpRefusal(404);
      throw error;
    }
    const disposition = `${file.inline ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(file.name)}`;
    response.writeHead(200, {
      ...responseHeaders,
      // a document is data: nothing inside it may run or load, whatever it claims to be
      'content-security-policy': "default-src 'none'; sandbox",
      'content-type': file.mediaType,
      'content-length': file.bytes,
      'content-disposition': disposition,
      'cache-control': 'no-store',
    });
    await pipeline(createReadStream(file.path, { highWaterMark: largePiece }), response);
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    checkHost(request);
    const { pathname, searchParams } = new URL(request.url ?? '/', origin);
    const reading = request.method === 'GET' || request.method === 'HEAD';
    checkOrigin(request, !reading);
    if (reading) {
      const file = files(pathname);
      if (file) {
        response.writeHead(200, {
          ...headersOf(pathname),
          'content-type': file.mediaType,
          'content-length': file.body.length,
          'cache-control': file.immutable ? 'max-age=31536000, immutable' : 'no-store',
        });
        response.end(request.method === 'HEAD' ? undefined : file.body);
        return;
      }
      const wanted = servedPath(pathname);
      if (!wanted) throw new HttpRefusal(404);
      checkCookie(request);
      // a page's own image or frame cannot send a header, so the address may name the actor too
      await answerFile(response, wanted.kind, wanted.id, actorOf(request) ?? searchParams.get('actor') ?? undefined);
      return;
    }
    if (request.method === 'POST' && pathname === '/session') return answerSession(request, response);
    checkCookie(request);
    if (request.method === 'POST' && pathname === '/call') return answerCall(request, response);
    if (request.method === 'POST' && pathname === '/cancel') {
      const body = await readJson(request);
      sendJson(response, { ok: true, value: isRecord(body) && dispatch.cancel(String(body['job'])) });
      return;
    }
    if (request.method === 'PUT' && pathname === '/upload') return answerUpload(request, response, searchParams);
    throw new HttpRefusal(404);
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      const status = error instanceof HttpRefusal ? error.status : 500;
      if (response.headersSent) {
        response.destroy();
        return;
      }
      response.writeHead(status, { ...responseHeaders, 'content-type': 'text/plain', 'cache-control': 'no-store', connection: 'close' });
      response.end(String(status), () => request.destroy());
    });
  });

  const windows = new WebSocketServer({ noServer: true, maxPayload: 1024 });
  server.on('upgrade', (request, socket, head) => {
    try {
      checkHost(request);
      checkOrigin(request, true);
      checkCookie(request);
      if (new URL(request.url ?? '/', origin).pathname !== '/events') throw new HttpRefusal(404);
    } catch (error) {
      socket.end(`HTTP/1.1 ${error instanceof HttpRefusal ? error.status : 500} Refused\r\nConnection: close\r\n\r\n`);
      return;
    }
    windows.handleUpgrade(request, socket, head, (window: WebSocket) => windows.emit('connection', window, request));
  });
  const tell = (message: unknown) => {
    for (const window of windows.clients) window.send(JSON.stringify(message));
  };
  const quiet = [
    dispatch.onProgress((event) => tell({ type: 'progress', ...event })),
    dispatch.onWrite((event) => tell({ type: 'changed', ...event })),
  ];

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const bound = (server.address() as AddressInfo).port;
  origin = `http://127.0.0.1:${bound}`;
  // cookies are not separated by port, so the name carries it
  cookieName = `parkpanel_${bound}`;

  return {
    origin,
    address: `${origin}/#token=${token.value}`,
    async close() {
      for (const stop of quiet) stop();
      for (const window of windows.clients) window.terminate();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      rmSync(uploads, { recursive: true, force: true });
    },
  };
}
