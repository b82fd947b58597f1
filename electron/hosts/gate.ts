/**
 * Who may speak with the loopback host. A secret of its own travels once to each window, in the URL's fragment, and is exchanged for a
 * cookie that scripts cannot read. Every request must name this host, and everything that changes or tells something
 * must come from our own page.
 */
import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { newSecret, relayHeader } from './start/running.ts';
import type { Invitation } from './start/window.ts';
import { HttpRefusal, isRecord, readJson, sendJson } from './http.ts';

/** How long a secret waits for its window, in ms. */
const tokenLife = 60_000;

export interface Gate {
  /** A way in for one window: the secret in the fragment of the address works once and soon expires. */
  invite(): Invitation;
  /** @throws HttpRefusal 421 */
  checkHost(request: IncomingMessage): void;
  /** `demanded`: the request changes or tells something, so it must say that it comes from our page. @throws HttpRefusal 403 */
  checkOrigin(request: IncomingMessage, demanded: boolean): void;
  /** @throws HttpRefusal 401 */
  checkCookie(request: IncomingMessage): void;
  /** what a second start on the same workspace must know */
  readonly relaySecret: string;
  /** @throws HttpRefusal 401 */
  checkRelay(request: IncomingMessage): void;
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
  const secret = newSecret();
  const relaySecret = newSecret();
  const tokens = new Map<string, { until: number; tell: (used: boolean) => void }>();
  // cookies are not separated by port, so the name carries it
  const cookieName = `parkpanel_${port}`;
  return {
    invite() {
      const value = newSecret();
      const used = new Promise<boolean>((tell) => {
        tokens.set(value, { until: Date.now() + tokenLife, tell });
        setTimeout(() => {
          tokens.delete(value);
          tell(false);
        }, tokenLife).unref();
      });
      return { address: `${origin}/#token=${value}`, used };
    },
    checkHost(request) {
      if (request.headers.host !== origin.slice('http://'.length)) throw new HttpRefusal(421);
    },
    checkOrigin(request, demanded) {
      const from = request.headers.origin;
      if (from === undefined ? demanded : from !== origin) throw new HttpRefusal(403);
      const site = request.headers['sec-fetch-site'];
      if (site === undefined || site === 'same-origin' || site === 'none') return;
      // the page that a browser is given to open leads here from elsewhere; what it loads is the same for everybody
      const opens = !demanded && request.headers['sec-fetch-mode'] === 'navigate' && request.headers['sec-fetch-dest'] === 'document';
      if (!opens || request.url !== '/') throw new HttpRefusal(403);
    },
    checkCookie(request) {
      const cookies = (request.headers.cookie ?? '').split(/;\s*/);
      const ours = cookies.find((cookie) => cookie.startsWith(`${cookieName}=`));
      if (!ours || !same(ours.slice(cookieName.length + 1), secret)) throw new HttpRefusal(401);
    },
    relaySecret,
    checkRelay(request) {
      if (request.headers.origin !== undefined) throw new HttpRefusal(403);
      if (!same(String(request.headers[relayHeader] ?? ''), relaySecret)) throw new HttpRefusal(401);
    },
    async answerSession(request, response) {
      const body = await readJson(request);
      const given = isRecord(body) && typeof body['token'] === 'string' ? body['token'] : '';
      const [value, token] = Array.from(tokens).find(([one]) => same(given, one)) ?? [];
      if (value === undefined || !token || Date.now() > token.until) throw new HttpRefusal(401);
      tokens.delete(value);
      token.tell(true);
      response.setHeader('set-cookie', `${cookieName}=${secret}; HttpOnly; SameSite=Strict; Path=/`);
      sendJson(response, { ok: true, value: null });
    },
  };
}
