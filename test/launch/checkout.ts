/** A checkout of its own for the launcher: the real sources and the real build, with whatever stands in for Electron's program. */
import { spawn, type ChildProcess } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');
/** Electron is not started for root: on machines where the tests are, the launcher runs as nobody. */
const nobody = process.getuid?.() === 0 ? 65_534 : undefined;

export interface Checkout {
  readonly dir: string;
  /** build/electron-start.json, or null */
  memory(): unknown;
  /** what a test laid into the workspace belongs to whoever the launcher runs as */
  handOver(): void;
}

export interface StandIn {
  readonly text: string;
  readonly mode: number;
}

function own(folder: string): void {
  if (nobody === undefined) return;
  for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const path = join(folder, entry);
    if (!path.includes('/dist/')) chownSync(path, nobody, nobody);
  }
  chownSync(folder, nobody, nobody);
}

/** `program`: what lies where the electron package keeps its program; null: nothing. `stands`: what install.js is. */
export function makeCheckout(program: StandIn | null, installer?: string): Checkout {
  const dir = mkdtempSync(join(tmpdir(), 'parkpanel-checkout-'));
  for (const path of ['electron/launch', 'electron/launch.mjs', 'electron/hosts/start', 'domain/texts', 'package.json'])
    cpSync(join(root, path), join(dir, path), { recursive: true });
  const electron = join(dir, 'node_modules/electron');
  mkdirSync(join(electron, 'dist'), { recursive: true });
  mkdirSync(join(dir, 'workspace'));
  writeFileSync(join(electron, 'package.json'), JSON.stringify({ name: 'electron', version: '45.4.1', type: 'commonjs' }));
  if (program) {
    writeFileSync(join(electron, 'path.txt'), 'electron');
    writeFileSync(join(electron, 'dist/electron'), program.text);
    chmodSync(join(electron, 'dist/electron'), program.mode);
  }
  if (installer !== undefined) writeFileSync(join(electron, 'install.js'), installer);
  own(dir);
  symlinkSync(join(root, 'dist'), join(dir, 'dist'));
  return {
    dir,
    memory() {
      const path = join(dir, 'build/electron-start.json');
      return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null;
    },
    handOver: () => own(join(dir, 'workspace')),
  };
}

export interface Started {
  readonly process: ChildProcess;
  /** everything printed so far */
  text(): string;
  /** resolves with what was printed when it matches. @throws when the process ends first */
  printed(pattern: RegExp): Promise<RegExpExecArray>;
  /** the exit code, or the signal */
  readonly ended: Promise<number | NodeJS.Signals | null>;
  /** Ends it and whatever it started, which would hold its outputs open; resolves when all of it is gone. */
  end(): Promise<void>;
}

/** Starts `node …args` as an ordinary person would (or, with `asIs`, as whoever runs the tests), at a desk unless `env` says otherwise. */
export function run(args: readonly string[], cwd: string, env: Readonly<Record<string, string | undefined>> = {}, asIs = false): Started {
  const child = spawn(process.execPath, args, {
    cwd,
    env: { PATH: process.env['PATH'], TMPDIR: tmpdir(), HOME: cwd, DISPLAY: ':99', ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
    // the group is its own, so that none of it outlives the test
    detached: true,
    ...(nobody === undefined || asIs ? {} : { uid: nobody, gid: nobody }),
  });
  let text = '';
  const waiting = new Set<() => void>();
  const hear = (chunk: Buffer): void => {
    text += chunk.toString('utf8');
    for (const look of waiting) look();
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  let over = false;
  const ended = new Promise<number | NodeJS.Signals | null>((resolve) => {
    child.once('close', (code, signal) => {
      over = true;
      for (const look of waiting) look();
      resolve(signal ?? code);
    });
  });
  return {
    process: child,
    ended,
    text: () => text,
    async end() {
      try {
        if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      } catch {
        // nothing of it is left
      }
      await ended;
    },
    printed: (pattern) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const found = pattern.exec(text);
          if (!found && !over) return;
          waiting.delete(look);
          if (found) resolve(found);
          else reject(new Error(`ended without ${pattern}: ${text}`));
        };
        waiting.add(look);
        look();
      }),
  };
}
