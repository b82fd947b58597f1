/** 日志 of a workspace: what calls did to it, kept beside the store and handed over as one text that a person can read before giving it away. */
import { arch, platform, release } from 'node:os';
import { join } from 'node:path';
import { isForeign } from '../../../db/store/look.ts';
import { databaseName } from '../../../db/store/open.ts';
import { openLog, factsOf, readLogs, type Log } from '../../io/log.ts';
import { writeNamed } from '../session/own-files.ts';
import type { CallNotice, Dispatch, Handlers } from '../session/dispatch.ts';
import type { Session } from '../session/session.ts';

/** Where the lines of every process that works on a workspace are kept; null beside somebody else's database, which gets no file of ours. */
function logFolder(dir: string): string | null {
  return isForeign(join(dir, databaseName)) ? null : join(dir, 'logs');
}

/** The lines of one process. `spare`: the folder that is written where that of the workspace cannot or may not be. */
export function openLogOf(dir: string, name: string, now?: () => string, spare?: string): Log {
  const folder = logFolder(dir) ?? spare;
  return folder === undefined ? { write() {} } : openLog(folder, name, now, spare);
}

/** A read that takes longer is worth a line, in ms. */
const slow = 500;

/** What changes nothing, is quick and was answered would only bury the rest. */
function isWorth({ kind, ms, code }: CallNotice): boolean {
  return code !== null || kind === 'write' || kind === 'job' || ms >= slow;
}

/** Writes down what becomes of every call from now on. `host`: which of the hosts carries them. */
export function keepLog({ session, dispatch }: { readonly session: Session; readonly dispatch: Dispatch }, host: string): Log {
  const log = openLogOf(session.dir, 'program', () => session.now());
  const { node, electron } = process.versions;
  log.write('opened', { host, program: session.program, node, electron, platform: platform(), arch: arch() });
  dispatch.onAnswer((notice) => {
    if (!isWorth(notice)) return;
    const { fault, method, kind, ms, code } = notice;
    log.write('call', { method, kind, ms, code, ...(fault !== undefined && factsOf(fault)) });
  });
  return log;
}

/** "2026-11-29T09:00:00.123Z" as part of a name. */
function stampOf(at: string): string {
  return at.replaceAll(/[-:]|\.\d+/g, '');
}

export const logHandlers = {
  async 'workspace.exportLog'({ session, t }) {
    const at = session.now();
    const { node, electron } = process.versions;
    const head = [
      t('workspace.log.head', { at }),
      t('workspace.log.about'),
      '',
      `ParkPanel ${session.program} · Node ${node}${electron ? ` · Electron ${electron}` : ''} · ${platform()} ${release()} ${arch()}`,
      '',
    ];
    const folder = logFolder(session.dir);
    const text = [...head, (folder !== null && readLogs(folder)) || t('workspace.log.empty'), ''].join('\n');
    const path = join(session.folder, `${t('workspace.log.fileName')}-${stampOf(at)}.txt`);
    await writeNamed(session, path, text);
    return { path, bytes: Buffer.byteLength(text) };
  },
} satisfies Partial<Handlers>;
