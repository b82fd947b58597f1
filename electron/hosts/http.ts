/** What the parts of the loopback host read from requests and write into responses. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Language } from '../../domain/text.ts';
import { answerHeaders } from './headers.ts';

/** The largest JSON payload, in bytes; files go through /upload. */
const largestPayload = 16 * 1024 * 1024;

/** An answer by status alone: whoever sent such a request is told no more. */
export class HttpRefusal extends Error {
  readonly status: number;
  constructor(status: number) {
    super(String(status));
    this.status = status;
  }
}

export function statusOf(error: unknown): number {
  return error instanceof HttpRefusal ? error.status : 500;
}

/** @throws HttpRefusal 415, 413 or 400 where the body is not JSON, too large, or cannot be read */
export async function readJson(request: IncomingMessage): Promise<unknown> {
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

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function languageOf(request: IncomingMessage): Language {
  return /^en\b/i.test(request.headers['accept-language'] ?? '') ? 'en' : 'zh';
}

/** For whom a call acts; absent is the secretary. A header that stands twice names nobody. */
export function actorOf(request: IncomingMessage): string | undefined {
  const actor = request.headers['x-parkpanel-actor'];
  return actor === undefined ? undefined : String(actor);
}

export function sendJson(response: ServerResponse, value: unknown): void {
  response.writeHead(200, { ...answerHeaders, 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(value));
}
