/** What Electron lets a page of ours do: nothing but show itself, and in the document of a visit ask for the camera. */
import type { App, Session as ElectronSession, WebContents } from 'electron';
import { isWindowDocument, visitDocument } from '../security.ts';

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

/** What a page may load: files of our own origin, and what it made itself. */
function mayLoad(address: string, origin: string, developing: boolean): boolean {
  const schemes = ['blob:', 'data:', ...(developing ? ['devtools:'] : [])];
  return address.startsWith(`${origin}/`) || schemes.some((scheme) => address.startsWith(scheme));
}

export interface LockParts {
  /** what a link wants that would open a window */
  readonly follow?: (address: string, contents: WebContents) => void;
  /** whether the system lets the program have the camera; macOS asks the person */
  readonly askSystem?: () => Promise<boolean>;
}

/** Refuses every permission but the camera of a visit, every navigation but between the window's documents, every webview. */
export function lockDown(
  app: App,
  session: ElectronSession,
  origin: string,
  { follow = () => undefined, askSystem = async () => true }: LockParts = {},
): void {
  session.setPermissionRequestHandler((_contents, permission, answer, asking) => {
    if (!mayUse(permission, asking, origin)) answer(false);
    else void askSystem().then(answer, () => answer(false));
  });
  session.setPermissionCheckHandler((_contents, permission, _origin, asking) => mayUse(permission, asking, origin));
  session.webRequest.onBeforeRequest((details, answer) => answer({ cancel: !mayLoad(details.url, origin, !app.isPackaged) }));
  const stay = (event: { readonly url: string; preventDefault(): void }): void => {
    // a document of a park on top would stand where the program stood, with the program's bridge
    if (!isWindowDocument(event.url, origin)) event.preventDefault();
  };
  app.on('web-contents-created', (_event, contents: WebContents) => {
    contents.setWindowOpenHandler(({ url }) => {
      follow(url, contents);
      return { action: 'deny' };
    });
    contents.on('will-navigate', stay);
    contents.on('will-redirect', stay);
    contents.on('will-frame-navigate', (event) => {
      if (!event.isMainFrame) event.preventDefault();
    });
    contents.on('will-attach-webview', (event) => event.preventDefault());
  });
}
