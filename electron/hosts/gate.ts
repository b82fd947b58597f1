/**
 * Who may speak with the loopback host. A per-launch secret travels once, in the URL's fragment, and is exchanged for a
 * cookie that scripts cannot read. Every request must name this host, and everything that changes or tells something
 * must come from our own page.
 */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { HttpRefusal, isRecord, readJson, sendJson } from './http.ts';

/** How long the launch secret waits for its window, in ms. */
const tokenLife = 60_000;

export interface Gate {
  /** where a window opens; the secret in the fragment works once and soon expires */
  readonly address: string;
  /** @throws HttpRefusal 421 */
  checkHost(request: IncomingMessage): void;
  /** `demanded`: the request changes or tells something, so it must say that it comes from our page. @throws HttpRefusal 403 */
  checkOrigin(request: IncomingMessage, demanded: boolean): void;
  /** @throws HttpRefusal 401 */
  checkCookie(request: IncomingMessage): void;
  /** Exchanges the launch secret for the cookie. @throws HttpRefusal 401 */
  answerSession(request: IncomingMessage, response: ServerResponse): Promise<void>;
}

function same(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}

/** `origin`: of the host, on `port`. */
export function createGate(origin: string, port: number): Gate {
  const secret = randomBytes(32).toString('base64url');
  let token: { value: string; until: number } | undefined = { value: randomBytes(32).toString('base64url'), until: Date.now() + tokenLife };
  // cookies are not separated by port, so the name carries it
  const cookieName = `parkpanel_${port}`;
  return {
    address: `${origin}/#token=${token.value}`,
    checkHost(request) {
      if (request.headers.host !== origin.slice('http://'.length)) throw new HttpRefusal(421);
    },
    checkOrigin(request, demanded) {
      const from = request.headers.origin;
      if (from === undefined ? demanded : from !== origin) throw new HttpRefusal(403);
      const site = request.headers['sec-fetch-site'];
      if (site !== undefined && site !== 'same-origin' && site !== 'none') throw new HttpRefusal(403);
    },
    checkCookie(request) {
      const cookies = (request.headers.cookie ?? '').split(/;\s*/);
      const ours = cookies.find((cookie) => cookie.startsWith(`${cookieName}=`));
      if (!ours || !same(ours.slice(cookieName.length + 1), secret)) throw new HttpRefusal(401);
    },
    async answerSession(request, response) {
      const body = await readJson(request);
      const given = isRecord(body) && typeof body['token'] === 'string' ? body['token'] : '';
      if (!token || Date.now() > token.until || !same(given, token.value)) throw new HttpRefusal(401);
      token = undefined;
      response.setHeader('set-cookie', `${cookieName}=${secret}; HttpOnly; SameSite=Strict; Path=/`);
      sendJson(response, { ok: true, value: null });
    },
  };
}
