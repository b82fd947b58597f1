/**
 * Lets the electron package fetch its program, in sight: it downloads into a folder of ours, so that every byte that comes can be
 * counted, and it is stopped when none comes any more. Mirrors (ELECTRON_MIRROR, npm's electron_mirror) and checksums are its own.
 */
import { spawn } from 'node:child_process';
import { accessSync, constants, existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Translate } from '../../domain/text.ts';

/** How long no byte may come, how often it is looked, and how often it is told where no line can be written over, in ms. */
const stalled = 20_000;
const look = 500;
const telling = 10_000;

export type Fetched = 'done' | 'stalled' | 'stopped' | 'failed' | 'read-only';

/** Bytes of all files below a folder that is being filled. */
function bytesIn(folder: string): number {
  let bytes = 0;
  try {
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true }))
      if (entry.isFile()) bytes += statSync(join(entry.parentPath, entry.name), { throwIfNoEntry: false })?.size ?? 0;
  } catch {
    // not there yet, or no more
  }
  return bytes;
}

/** Tells how much has come: in one line on a terminal, else now and then. */
function teller(t: Translate): { tell(bytes: number): void; end(): void } {
  const { stdout } = process;
  let shown = '';
  let last = Date.now();
  return {
    tell(bytes) {
      const line = t('start.electron.fetched', { megabytes: (bytes / 1_000_000).toFixed(1) });
      if (line === shown || bytes === 0 || (!stdout.isTTY && Date.now() - last < telling)) return;
      shown = line;
      last = Date.now();
      stdout.write(stdout.isTTY ? `\r${line}` : `${line}\n`);
    },
    end() {
      if (stdout.isTTY && shown !== '') stdout.write('\n');
    },
  };
}

function mayWrite(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

async function runInstaller(installer: string, unpacked: string, incoming: string, t: Translate): Promise<Fetched> {
  // where the package lays down what comes, whatever the platform calls it
  const env = { ...process.env, TMPDIR: incoming, TMP: incoming, TEMP: incoming, ELECTRON_GET_NO_PROGRESS: '1' };
  const child = spawn(process.execPath, [installer], { stdio: 'ignore', env });
  const { promise, resolve } = Promise.withResolvers<Fetched>();
  const told = teller(t);
  let before = -1;
  let moved = Date.now();
  const watch = setInterval(() => {
    const came = bytesIn(incoming);
    const sum = came + bytesIn(unpacked);
    if (sum !== before) moved = Date.now();
    before = sum;
    told.tell(came);
    if (Date.now() - moved > stalled) resolve('stalled');
  }, look);
  // Ctrl-C ends the waiting and not the program
  const stop = (): void => resolve('stopped');
  process.on('SIGINT', stop);
  child.once('error', () => resolve('failed'));
  child.once('exit', (code) => resolve(code === 0 ? 'done' : 'failed'));
  const fetched = await promise;
  clearInterval(watch);
  process.off('SIGINT', stop);
  told.end();
  if (child.exitCode === null && child.signalCode === null && child.pid !== undefined) {
    const gone = new Promise((done) => child.once('exit', done));
    child.kill('SIGKILL');
    await gone;
  }
  return fetched;
}

/** Fetches the program and says how it went. */
export async function fetchElectron(root: string, t: Translate): Promise<Fetched> {
  const folder = join(root, 'node_modules/electron');
  const installer = join(folder, 'install.js');
  if (!existsSync(installer)) return 'failed';
  if (!mayWrite(folder)) return 'read-only';
  process.stdout.write(`${t('start.electron.fetching')}\n`);
  const incoming = mkdtempSync(join(tmpdir(), 'parkpanel-electron-'));
  try {
    const fetched = await runInstaller(installer, join(folder, 'dist'), incoming, t);
    if (fetched !== 'done') process.stdout.write(`${t(`start.electron.fetch.${fetched}`)}\n`);
    return fetched;
  } finally {
    rmSync(incoming, { recursive: true, force: true, maxRetries: 3 });
  }
}
