/**
 * The headers of every answer that carries something of ours: one table by what is served, for both hosts. A host adds none
 * and leaves none out, so that a document is no more able in one of them than in the other.
 */
import type { ServedFile } from '../services/workspace/files.ts';
import type { StaticFile } from './static.ts';
import { visitDocument } from './security.ts';

export type Headers = Readonly<Record<string, string>>;

/** Content security policy of the window. No network, no eval, no inline script. */
const windowPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' blob: data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** A document is data: nothing inside it may run or load, whatever it claims to be. */
const documentPolicy = "default-src 'none'; sandbox";

/** What a page does without, whatever a person would allow; the camera only outside the document of a visit. */
function permissions(camera: 'self' | ''): string {
  return `camera=(${camera}), microphone=(), geolocation=(), usb=(), serial=()`;
}

const common = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  // files are read whole: no reader asks for a part
  'accept-ranges': 'none',
};

/** An answer to a call, or a refusal. */
export const answerHeaders: Headers = {
  ...common,
  'content-security-policy': windowPolicy,
  'permissions-policy': permissions(''),
  'cache-control': 'no-store',
};

/** A file of the built window, by its path. */
export function windowFileHeaders(pathname: string, file: StaticFile): Headers {
  return {
    ...answerHeaders,
    'permissions-policy': permissions(pathname === visitDocument ? 'self' : ''),
    'content-type': file.mediaType,
    'content-length': String(file.body.length),
    'cache-control': file.immutable ? 'max-age=31536000, immutable' : 'no-store',
  };
}

/** A name as RFC 8187 writes it: what encodeURIComponent leaves of its reserved characters is escaped too. */
function extendedName(name: string): string {
  const escaped = encodeURIComponent(name).replaceAll(/['()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
  return `UTF-8''${escaped}`;
}

/** A document, an export, a photo or a piece of evidence. */
export function servedFileHeaders({ name, bytes, mediaType, inline }: Omit<ServedFile, 'path' | 'key'>): Headers {
  return {
    ...answerHeaders,
    'content-security-policy': documentPolicy,
    'content-type': mediaType,
    'content-length': String(bytes),
    'content-disposition': `${inline ? 'inline' : 'attachment'}; filename*=${extendedName(name)}`,
  };
}
