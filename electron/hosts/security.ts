/** Which documents of the window there are: only they may be the page on top, and only they may call. */

/** The window again under an address of its own: in this document, and in no other, a camera may be asked for. */
export const visitDocument = '/visit';

const windowDocuments: readonly string[] = ['/', visitDocument];

/** `app://parkpanel`, also for schemes whose URL.origin is "null". */
export function originOf(address: string): string {
  const { protocol, host } = new URL(address);
  return `${protocol}//${host}`;
}

/** True for the window's own documents on `origin`, whatever place of theirs is named; false for a file that is served there. */
export function isWindowDocument(address: string, origin: string): boolean {
  return URL.canParse(address) && originOf(address) === origin && windowDocuments.includes(new URL(address).pathname);
}
