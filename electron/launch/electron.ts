/** Electron's program as the electron package leaves it, and one run of it. */
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Failure } from './decide.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Where the package keeps the program: asking the package itself would make it download one. */
function programName(platform: NodeJS.Platform): string {
  if (platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron';
  return platform === 'win32' ? 'electron.exe' : 'electron';
}

/** `ELECTRON_OVERRIDE_DIST_PATH` names a folder with a program of one's own. */
export function findElectron(root: string, env: Environment): string | null {
  const given = env['ELECTRON_OVERRIDE_DIST_PATH'];
  const folder = join(root, 'node_modules/electron');
  // the package writes path.txt last: without it the folder is half unpacked
  if (!given && !existsSync(join(folder, 'path.txt'))) return null;
  const program = join(given || join(folder, 'dist'), programName(process.platform));
  return existsSync(program) ? program : null;
}

/** The version that the package fetches, or '' where the package is not installed. */
export function electronVersion(root: string): string {
  try {
    const { version } = JSON.parse(readFileSync(join(root, 'node_modules/electron/package.json'), 'utf8')) as { version?: unknown };
    return typeof version === 'string' ? version : '';
  } catch {
    return '';
  }
}

/** False where AppArmor keeps programs without a profile from making user namespaces, on which Chromium's sandbox rests. */
export function hasUserNamespaces(): boolean {
  try {
    return readFileSync('/proc/sys/kernel/apparmor_restrict_unprivileged_userns', 'utf8').trim() !== '1';
  } catch {
    return true;
  }
}

/** the bit of a file's mode that runs it as its owner */
const runsAsOwner = 0o4000;

/** True when the helper beside the program belongs to root and runs as root. */
export function hasSandboxHelper(program: string | null): boolean {
  const helper = program === null ? undefined : statSync(join(dirname(program), 'chrome-sandbox'), { throwIfNoEntry: false });
  return helper !== undefined && helper.uid === 0 && (helper.mode & runsAsOwner) !== 0;
}

export type End =
  /** its window came; `code` as a shell counts it */
  | { readonly ready: true; readonly code: number; readonly signal: NodeJS.Signals | null }
  | { readonly ready: false; readonly why: Failure; readonly detail: string }
  /** a person stopped it before the window came */
  | { readonly ready: false; readonly why: 'stopped'; readonly code: number };

/** What the last words of a program that never came up say of the cause. */
export function causeOf(words: string, code: number | null, signal: NodeJS.Signals | null): { why: Failure; detail: string } {
  const library = /error while loading shared libraries: ([\w.+-]+)/.exec(words)?.[1];
  if (library !== undefined) return { why: 'library', detail: library };
  if (/SUID sandbox|No usable sandbox|without --no-sandbox/.test(words)) return { why: 'sandbox', detail: '' };
  if (/GPU process isn't usable/.test(words)) return { why: 'graphics', detail: signal ?? String(code) };
  return signal === null ? { why: 'ended', detail: String(code) } : { why: 'killed', detail: signal };
}

/** 128 + the signal's number: nothing that died by a signal ended well. */
export function exitCodeOf(code: number | null, signal: NodeJS.Signals | null): number {
  return signal === null ? (code ?? 1) : 128 + constants.signals[signal];
}

/** What of the surroundings would make Electron another program. */
function environmentFor(env: Environment, marker: string): NodeJS.ProcessEnv {
  const { ELECTRON_RUN_AS_NODE: _node, NODE_OPTIONS: _options, ...rest } = env;
  return { ...rest, PARKPANEL_READY_FILE: marker };
}

/** How much of its last words is kept, in characters. */
const lastWords = 8_192;

/** What a person asks of the launcher while Electron runs. */
interface Stops {
  /** the signal that was asked for last */
  asked: NodeJS.Signals | null;
  child: ChildProcess | null;
  off(): void;
}

/** Listens before Electron is started: a signal in between would end the launcher alone and leave a window without it. */
function listenForStops(): Stops {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  const stop = (signal: NodeJS.Signals): void => {
    stops.asked = signal;
    // Ctrl-C reaches the whole group; what is sent to this process alone is handed on
    if (signal !== 'SIGINT') stops.child?.kill(signal);
  };
  const stops: Stops = {
    asked: null,
    child: null,
    off() {
      for (const signal of signals) process.off(signal, stop);
    },
  };
  for (const signal of signals) process.on(signal, stop);
  return stops;
}

function settle(child: ChildProcess, marker: string, stops: Stops): Promise<End> {
  let words = '';
  stops.child = child;
  child.stderr?.on('data', (chunk: Buffer) => {
    process.stderr.write(chunk);
    words = (words + chunk.toString('utf8')).slice(-lastWords);
  });
  return new Promise<End>((resolve) => {
    child.once('error', (error: NodeJS.ErrnoException) =>
      resolve({ ready: false, why: 'unstartable', detail: error.code ?? error.message }),
    );
    child.once('close', (code, signal) => {
      const { asked } = stops;
      if (existsSync(marker)) resolve({ ready: true, code: exitCodeOf(code, signal), signal: asked === null ? signal : null });
      else if (asked !== null) resolve({ ready: false, why: 'stopped', code: exitCodeOf(null, asked) });
      else resolve({ ready: false, ...causeOf(words, code, signal) });
    });
  });
}

/** Runs Electron until it ends. Whether it came up is told by a file that the window's process writes. */
export async function runElectron(program: string, args: readonly string[], env: Environment): Promise<End> {
  const folder = mkdtempSync(join(tmpdir(), 'parkpanel-start-'));
  const marker = join(folder, 'ready');
  const stops = listenForStops();
  try {
    const child = spawn(program, args, { stdio: ['inherit', 'inherit', 'pipe'], env: environmentFor(env, marker) });
    return await settle(child, marker, stops);
  } catch (error) {
    // what cannot be started at all is thrown on some systems and told on others
    return { ready: false, why: 'unstartable', detail: (error as NodeJS.ErrnoException).code ?? String(error) };
  } finally {
    stops.off();
    rmSync(folder, { recursive: true, force: true });
  }
}
