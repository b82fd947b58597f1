/**
 * Where Chromium keeps what is its own (caches, GPU shaders, the lock of a single instance): a folder a workspace, apart from
 * it, so that a copy of the workspace is a whole backup, and two workspaces can be open at once.
 */
import { createHash } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { basename, dirname, join, posix, win32 } from 'node:path';
import { absoluteOr } from '../../services/default-workspace.ts';

export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
}

/** The folder's own path, whatever link leads to it; of one that is yet to be made, by the nearest that is there. */
export function realPath(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    const above = dirname(path);
    return above === path ? path : join(realPath(above), basename(path));
  }
}

/** Equal for two paths of one folder: disks of Windows and macOS do not tell capitals from small letters, nor ways to write an accent. */
export function folderKey(path: string, platform: NodeJS.Platform): string {
  const plain = path.normalize('NFC').replace(/[\\/]+$/, '');
  return platform === 'win32' || platform === 'darwin' ? plain.toLowerCase() : plain;
}

/** Data of programs that stay on this machine and need no backup. */
function localData({ platform, env, home }: Machine): string {
  if (platform === 'win32') return absoluteOr(env['LOCALAPPDATA'], win32.join(home, 'AppData', 'Local'), win32);
  if (platform === 'darwin') return posix.join(home, 'Library', 'Application Support');
  return absoluteOr(env['XDG_STATE_HOME'], posix.join(home, '.local', 'state'));
}

/** Where V8 keeps what it compiled of the program, for all workspaces. */
export function compiledFolder(machine: Machine): string {
  const paths = machine.platform === 'win32' ? win32 : posix;
  return paths.join(localData(machine), 'ParkPanel Window', 'compiled');
}

/** The profile for a workspace, named by a digest of where that lies. `workspace`: as {@link realPath} gives it. */
export function profileFolder(workspace: string, machine: Machine): string {
  const digest = createHash('sha256').update(folderKey(workspace, machine.platform)).digest('hex').slice(0, 16);
  const paths = machine.platform === 'win32' ? win32 : posix;
  return paths.join(localData(machine), 'ParkPanel Window', digest);
}
