/** What a page of ours may do: nothing but show itself, and in the document of a visit ask for the camera. */
import type { App, Session as ElectronSession, WebContents } from 'electron';

/** Content security policy of the window, for both hosts. No network, no eval, no inline script. */
export const contentSecurityPolicy = [
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

/** The window again under an address of its own: in this document, and in no other, a camera may be asked for. */
export const visitDocument = '/visit';

const headers = {
  'content-security-policy': contentSecurityPolicy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

/** What a page does without, whatever a person would allow. */
const withoutCamera = 'microphone=(), geolocation=(), usb=(), serial=()';

/** Headers of every answer that carries something of ours. */
export const responseHeaders: Readonly<Record<string, string>> = { ...headers, 'permissions-policy': `camera=(), ${withoutCamera}` };

/** Headers of a file of the window, by its path. */
export function headersOf(pathname: string): Readonly<Record<string, string>> {
  return pathname === visitDocument ? { ...headers, 'permissions-policy': `camera=(self), ${withoutCamera}` } : responseHeaders;
}

/** What Electron tells of a page that asks for something; which of it depends on the question. */
interface Asking {
  readonly requestingUrl?: string | undefined;
  readonly isMainFrame?: boolean | undefined;
  readonly mediaType?: string | undefined;
  readonly mediaTypes?: readonly string[] | undefined;
}

/** True for pictures only, asked for by the top frame of a visit's document. */
export function mayUse(
  permission: string,
  { requestingUrl = '', isMainFrame = false, mediaType, mediaTypes }: Asking,
  origin: string,
): boolean {
  const wanted = mediaTypes ?? (mediaType === undefined ? [] : [mediaType]);
  const pictures = wanted.length > 0 && wanted.every((one) => one === 'video');
  return permission === 'media' && pictures && isMainFrame && requestingUrl.split(/[?#]/)[0] === `${origin}${visitDocument}`;
}

/** Refuses every permission but the camera of a visit, every new window, every navigation away, every webview. */
export function lockDown(app: App, session: ElectronSession, origin: string): void {
  session.setPermissionRequestHandler((_contents, permission, answer, asking) => answer(mayUse(permission, asking, origin)));
  session.setPermissionCheckHandler((_contents, permission, _origin, asking) => mayUse(permission, asking, origin));
  session.webRequest.onBeforeRequest((details, answer) => {
    const allowed =
      details.url.startsWith(`${origin}/`) ||
      details.url.startsWith('blob:') ||
      details.url.startsWith('data:') ||
      details.url.startsWith('devtools:');
    answer({ cancel: !allowed });
  });
  app.on('web-contents-created', (_event, contents: WebContents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    contents.on('will-navigate', (event) => {
      if (!event.url.startsWith(`${origin}/`)) event.preventDefault();
    });
    contents.on('will-attach-webview', (event) => event.preventDefault());
  });
}
