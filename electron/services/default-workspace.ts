/** Where the workspace lies unless the user says otherwise. */
import { statSync } from 'node:fs';
import { homedir } from 'node:os';
import { posix, win32 } from 'node:path';

export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  /** the running program; null from a checkout, where it is Node or a developer's Electron */
  readonly program: string | null;
  /** whether a folder lies there */
  readonly isFolder: (path: string) => boolean;
}

/** Its name, beside the program: made by hand, and then the program and all its data travel on one stick. */
const travelling = 'workspace';

function pathsOf(platform: NodeJS.Platform): typeof posix {
  return platform === 'win32' ? win32 : posix;
}

/**
 * The folder in which people see the program. A single file that unpacks itself for each start runs from elsewhere and says where
 * the file lies; on macOS the program is a folder that looks like a file.
 */
function programFolder({ platform, env, program }: Machine): string | null {
  if (program === null) return null;
  const paths = pathsOf(platform);
  if (platform === 'win32') return env['PORTABLE_EXECUTABLE_DIR'] ?? paths.dirname(program);
  if (platform === 'darwin') return paths.dirname(program.replace(/\.app\/.*$/s, '.app'));
  return paths.dirname(env['APPIMAGE'] ?? program);
}

/** The folder that the system's variable names, or the usual one: what is empty or not absolute counts for nothing, as the XDG specification has it. */
export function absoluteOr(named: string | undefined, usual: string, paths: typeof posix = posix): string {
  return named !== undefined && paths.isAbsolute(named) ? named : usual;
}

/** `PARKPANEL_WORKSPACE`; else a folder `workspace` beside the packaged program; else the platform's own place for application data. */
export function chooseWorkspace(machine: Machine): string {
  const { platform, env, home } = machine;
  const paths = pathsOf(platform);
  const chosen = env['PARKPANEL_WORKSPACE'];
  if (chosen) return chosen;
  const folder = programFolder(machine);
  const beside = folder === null ? null : paths.join(folder, travelling);
  if (beside !== null && machine.isFolder(beside)) return beside;
  if (platform === 'win32') return paths.join(absoluteOr(env['APPDATA'], paths.join(home, 'AppData', 'Roaming'), win32), 'ParkPanel');
  if (platform === 'darwin') return paths.join(home, 'Library', 'Application Support', 'ParkPanel');
  return paths.join(absoluteOr(env['XDG_DATA_HOME'], paths.join(home, '.local', 'share')), 'ParkPanel');
}

/** The executable of the packaged program: Electron that reads its own archive, not a developer's that was given a folder. */
function packagedProgram(): string | null {
  return 'electron' in process.versions && /[\\/]app\.asar[\\/]/.test(import.meta.filename) ? process.execPath : null;
}

export function defaultWorkspace(): string {
  return chooseWorkspace({
    platform: process.platform,
    env: process.env,
    home: homedir(),
    program: packagedProgram(),
    isFolder: (path) => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false,
  });
}
