/** What Electron is told to allow; its part is played by a plain object, for want of its binary. */
import { EventEmitter } from 'node:events';
import { describe, expect, test } from 'vitest';
import { lockDown, mayUse, type LockParts } from '../../electron/hosts/shell/permissions.ts';

const origin = 'app://parkpanel';
const visit = `${origin}/visit#/visits/01a1fafc-d067-720b-8228-c98b8123f4f2`;
const asked = { requestingUrl: visit, isMainFrame: true, mediaTypes: ['video'] };

type Handler = (...given: readonly unknown[]) => unknown;

/** The two questions that Electron asks, as the locked session answers them. */
function locked(parts?: LockParts): {
  request: (permission: string, asking: object) => unknown;
  check: (permission: string, asking: object) => unknown;
} {
  const handlers: Record<string, Handler> = {};
  const take = (name: string) => (handler: Handler) => {
    handlers[name] = handler;
  };
  const session = {
    setPermissionRequestHandler: take('request'),
    setPermissionCheckHandler: take('check'),
    webRequest: { onBeforeRequest: take('before') },
  };
  lockDown({ on: () => undefined } as never, session as never, origin, parts);
  return {
    request: (permission, asking) => new Promise((answer) => handlers['request']?.({}, permission, answer, asking)),
    check: (permission, asking) => handlers['check']?.({}, permission, origin, asking),
  };
}

describe('the camera', () => {
  test('is_allowed_for_pictures_in_the_document_of_a_visit', async () => {
    const { request, check } = locked();
    expect(await request('media', asked)).toBe(true);
    expect(check('media', { requestingUrl: visit, isMainFrame: true, mediaType: 'video' })).toBe(true);
  });
  test.each([
    ['grants it', async () => true, true],
    ['denies it', async () => false, false],
    ['fails', () => Promise.reject(new Error('no camera')), false],
  ])('is_had_where_the_system %s', async (_what, askSystem, expected) => {
    expect(await locked({ askSystem }).request('media', asked)).toBe(expected);
  });
  test('the_system_is_not_asked_for_what_is_refused_anyway', async () => {
    let times = 0;
    const askSystem = async () => ++times > 0;
    expect(await locked({ askSystem }).request('geolocation', asked)).toBe(false);
    expect(times).toBe(0);
  });
  test.each([
    ['the desk', { ...asked, requestingUrl: `${origin}/#/visits` }],
    ['a name that only begins alike', { ...asked, requestingUrl: `${origin}/visitor#/visits/1` }],
    ['the place named behind the stroke of another document', { ...asked, requestingUrl: `${origin}/?/visit` }],
    ['another origin', { ...asked, requestingUrl: 'app://elsewhere/visit' }],
    ['a frame inside', { ...asked, isMainFrame: false }],
    ['sound too', { ...asked, mediaTypes: ['video', 'audio'] }],
    ['sound only', { ...asked, mediaTypes: ['audio'] }],
    ['nothing named', { ...asked, mediaTypes: [] }],
    ['no address', { isMainFrame: true, mediaTypes: ['video'] }],
  ])('is_denied_to %s', async (_what, asking) => {
    const { request, check } = locked();
    expect(await request('media', asking)).toBe(false);
    expect(check('media', { ...asking, mediaTypes: undefined, mediaType: asking.mediaTypes.at(-1) })).toBe(false);
  });
});

test.each(['geolocation', 'notifications', 'clipboard-read', 'display-capture', 'usb', 'serial', 'fullscreen', 'openExternal'])(
  '%s is denied even there',
  (permission) => {
    expect(mayUse(permission, asked, origin)).toBe(false);
  },
);

/** A page made under the lock: what it is kept from. */
function lockedPage(isPackaged = false) {
  const app = Object.assign(new EventEmitter(), { isPackaged });
  let load: Handler = () => undefined;
  const session = {
    setPermissionRequestHandler: () => undefined,
    setPermissionCheckHandler: () => undefined,
    webRequest: { onBeforeRequest: (handler: Handler) => (load = handler) },
  };
  lockDown(app as never, session as never, origin);
  let open: Handler = () => undefined;
  const contents = Object.assign(new EventEmitter(), { setWindowOpenHandler: (handler: Handler) => (open = handler) });
  app.emit('web-contents-created', {}, contents);
  return {
    goes(event: string, url: string, isMainFrame = true): boolean {
      let prevented = false;
      contents.emit(event, { url, isMainFrame, preventDefault: () => (prevented = true) });
      return !prevented;
    },
    opens: (url: string) => open({ url }),
    loads(url: string): boolean {
      let cancelled: boolean | undefined;
      load({ url }, (answer: { cancel: boolean }) => (cancelled = answer.cancel));
      return cancelled === false;
    },
  };
}

describe.each(['will-navigate', 'will-redirect'])('%s', (event) => {
  test.each([
    ['the desk', `${origin}/#/packages/1`, true],
    ['a visit', visit, true],
    ['a document of a park', `${origin}/documents/01890000-0000-7000-8000-000000000000`, false],
    ['a photo as a link names it', `${origin}/photos/01890000-0000-7000-8000-000000000000?actor=1`, false],
    ['a script of the window', `${origin}/assets/index.js`, false],
    ['its page under another name', `${origin}/index.html`, false],
    ['another host', 'app://elsewhere/', false],
    ['the web', 'https://example.com/', false],
    ['a file', 'file:///etc/passwd', false],
    ['a script in the address', 'javascript:alert(1)', false],
    ['no address', '', false],
  ])('to %s', (_what, url, allowed) => {
    expect(lockedPage().goes(event, url)).toBe(allowed);
  });
});

test('a_frame_goes_nowhere', () => {
  const page = lockedPage();
  expect([page.goes('will-frame-navigate', `${origin}/`, false), page.goes('will-frame-navigate', `${origin}/`, true)]).toEqual([
    false,
    true,
  ]);
});

test('no_page_opens_a_window_or_holds_another_page', () => {
  const page = lockedPage();
  expect(page.opens('https://example.com/')).toEqual({ action: 'deny' });
  expect(page.goes('will-attach-webview', `${origin}/`)).toBe(false);
});

test.each([
  [`${origin}/assets/index.js`, true, true],
  ['blob:app://parkpanel/1', true, true],
  ['data:image/png;base64,AA==', true, true],
  ['devtools://devtools/bundled/inspector.html', true, false],
  ['https://example.com/', false, false],
  ['wss://example.com/', false, false],
  ['file:///etc/passwd', false, false],
  ['chrome-extension://mhjfbmdgcfjbbpaeojofohoefgiehjai/', false, false],
  [`${origin}.example.com/`, false, false],
])('%s is loaded from sources: %s, packaged: %s', (url, fromSources, packaged) => {
  expect([lockedPage().loads(url), lockedPage(true).loads(url)]).toEqual([fromSources, packaged]);
});
