/** What Electron is told to allow; its part is played by a plain object, for want of its binary. */
import { describe, expect, test } from 'vitest';
import { lockDown, mayUse } from '../../electron/hosts/security.ts';

const origin = 'app://parkpanel';
const visit = `${origin}/visit#/visits/01a1fafc-d067-720b-8228-c98b8123f4f2`;
const asked = { requestingUrl: visit, isMainFrame: true, mediaTypes: ['video'] };

type Handler = (...given: readonly unknown[]) => unknown;

/** The two questions that Electron asks, as the locked session answers them. */
function locked(): { request: (permission: string, asking: object) => unknown; check: (permission: string, asking: object) => unknown } {
  const handlers: Record<string, Handler> = {};
  const take = (name: string) => (handler: Handler) => {
    handlers[name] = handler;
  };
  const session = {
    setPermissionRequestHandler: take('request'),
    setPermissionCheckHandler: take('check'),
    webRequest: { onBeforeRequest: take('before') },
  };
  lockDown({ on: () => undefined } as never, session as never, origin);
  return {
    request(permission, asking) {
      let answer: unknown;
      handlers['request']?.({}, permission, (given: unknown) => (answer = given), asking);
      return answer;
    },
    check: (permission, asking) => handlers['check']?.({}, permission, origin, asking),
  };
}

describe('the camera', () => {
  test('is_allowed_for_pictures_in_the_document_of_a_visit', () => {
    const { request, check } = locked();
    expect(request('media', asked)).toBe(true);
    expect(check('media', { requestingUrl: visit, isMainFrame: true, mediaType: 'video' })).toBe(true);
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
  ])('is_denied_to %s', (_what, asking) => {
    const { request, check } = locked();
    expect(request('media', asking)).toBe(false);
    expect(check('media', { ...asking, mediaTypes: undefined, mediaType: asking.mediaTypes.at(-1) })).toBe(false);
  });
});

test.each(['geolocation', 'notifications', 'clipboard-read', 'display-capture', 'usb', 'serial', 'fullscreen', 'openExternal'])(
  '%s is denied even there',
  (permission) => {
    expect(mayUse(permission, asked, origin)).toBe(false);
  },
);
