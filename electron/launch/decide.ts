/** How `npm start` opens the application: in Electron, or through the browser host. Pure; the caller looks at the machine. */
import type { Language } from '../../domain/text.ts';
import type { Display } from '../hosts/start/display.ts';

/** Why Electron was not used, or did not come up. */
export const failures = ['root', 'sandbox', 'library', 'graphics', 'killed', 'ended', 'unstartable', 'absent'] as const;
export type Failure = (typeof failures)[number];

/** How the last start in Electron went. */
export interface Outcome {
  /** `ready`: its window came; `graphics`: it comes, or may come, without the graphics processor */
  readonly outcome: 'ready' | Failure;
  /** what belongs to it: a signal, an exit code, a library, a code of the system */
  readonly detail: string;
  /** of Electron */
  readonly version: string;
  /** ms since 1970 */
  readonly at: number;
}

export interface Machine {
  readonly platform: NodeJS.Platform;
  /** null where there are none */
  readonly uid: number | null;
  readonly display: Display;
  /** whether Electron's program lies on the disk */
  readonly binary: boolean;
  /** of the Electron that is, or would be, used */
  readonly version: string;
  /** whether the system lets ordinary programs make a sandbox of their own (Ubuntu from 23.10 on does not) */
  readonly userNamespaces: boolean;
  /** whether Electron brings a helper with the rights that it needs where they cannot */
  readonly sandboxHelper: boolean;
  readonly last: Outcome | null;
  /** ms since 1970 */
  readonly now: number;
}

export interface Wishes {
  readonly language: Language;
  /** false: no window is to be opened */
  readonly open: boolean;
  /** try Electron whatever happened last */
  readonly retry: boolean;
}

export type Decision =
  /** get Electron's program first, then decide again */
  | { readonly host: 'fetch' }
  | { readonly host: 'electron'; readonly switches: readonly string[] }
  /** a window of this machine's browser; `why` not Electron, and what belongs to it */
  | { readonly host: 'browser'; readonly why: Failure; readonly detail: string }
  /** none can be shown, or none is wanted */
  | { readonly host: 'no-window' };

const day = 24 * 60 * 60 * 1000;
/** What failed once is not tried at each start, but neither for ever: a library may be there by then. */
const remembered: Readonly<Record<Failure, number>> = {
  root: 0,
  sandbox: 7 * day,
  library: 7 * day,
  graphics: 30 * day,
  killed: 7 * day,
  ended: 7 * day,
  unstartable: 7 * day,
  absent: day,
};

/** The failure of the last start that still stands: of this Electron, and not long ago. */
function standing({ last, version, now }: Machine): { why: Failure; detail: string } | null {
  if (!last || last.outcome === 'ready' || last.version !== version) return null;
  const age = now - last.at;
  return age >= 0 && age < remembered[last.outcome] ? { why: last.outcome, detail: last.detail } : null;
}

/**
 * Electron is a Wayland client of its own accord, where Chinese input methods of many desktops do not reach it: an X server is
 * taken where there is one, and without one the protocol that input methods speak is switched on.
 */
function switchesOf(display: Display, language: Language): string[] {
  const tongue = `--lang=${language === 'en' ? 'en-US' : 'zh-CN'}`;
  if (display === 'x11') return ['--ozone-platform=x11', tongue];
  if (display === 'wayland') return ['--ozone-platform=wayland', '--enable-wayland-ime', '--wayland-text-input-version=3', tongue];
  return [tongue];
}

/** Draws without the graphics processor. */
export const withoutGraphics = '--disable-gpu';

export function decide(machine: Machine, { language, open, retry }: Wishes): Decision {
  const { platform, uid, display, binary, version, last } = machine;
  if (!open || display === 'none') return { host: 'no-window' };
  // Chromium's sandbox refuses root, and without it Electron shall not run
  if (platform === 'linux' && uid === 0) return { host: 'browser', why: 'root', detail: '' };
  const failed = retry ? null : standing(machine);
  const isPlain = failed?.why === 'graphics';
  if (failed && !isPlain && (failed.why !== 'absent' || !binary)) return { host: 'browser', ...failed };
  // of the graphics it dies with a sandbox made
  const cameUp = (last?.outcome === 'ready' || last?.outcome === 'graphics') && last.version === version;
  const sandbox = platform !== 'linux' || machine.userNamespaces || machine.sandboxHelper || cameUp || retry;
  if (!sandbox) return { host: 'browser', why: 'sandbox', detail: '' };
  const switches = [...switchesOf(display, language), ...(isPlain ? [withoutGraphics] : [])];
  return binary ? { host: 'electron', switches } : { host: 'fetch' };
}
