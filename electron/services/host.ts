/** What every host starts from: the session on a folder and the dispatch over it. */
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createDispatch, type Dispatch } from './session/dispatch.ts';
import { handlers } from './handlers.ts';
import { absoluteOr } from './default-workspace.ts';
import { openSession, type Asked, type Session } from './session/session.ts';

export { isShared } from '../../db/store/lock.ts';
export { checkSqlite } from '../../db/store/open.ts';
export { defaultWorkspace } from './default-workspace.ts';

export interface Host {
  readonly session: Session;
  readonly dispatch: Dispatch;
}

/** The folder that holds package.json, from the bundle or from the sources. */
function findRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json')) && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
}

/** The version that package.json states: the documents, the exchange files and the window name it. */
function programVersion(): string {
  const { version } = JSON.parse(readFileSync(join(findRoot(), 'package.json'), 'utf8')) as { version: string };
  return version;
}

/** resources/ beside the bundle when packaged, else of the checkout. */
export function resourcesFolder(): string {
  const packaged = 'resourcesPath' in process && typeof process.resourcesPath === 'string' ? join(process.resourcesPath, 'resources') : '';
  return packaged && existsSync(packaged) ? packaged : join(findRoot(), 'resources');
}

/** Where the build lies. */
export function builtFolder(): string {
  return join(findRoot(), 'dist');
}

export function rendererFolder(): string {
  return join(builtFolder(), 'renderer');
}

/**
 * The person's documents as far as a process without a window can tell: what xdg-user-dirs says on Linux, where the folder has a
 * Chinese name on a Chinese system (`user-dirs.dirs` gives lines of XDG_…_DIR="$HOME/…"), else the usual one.
 */
export function documentsFolder(home: string, env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  const usual = join(home, 'Documents');
  if (platform !== 'linux') return usual;
  try {
    const lines = readFileSync(join(absoluteOr(env['XDG_CONFIG_HOME'], join(home, '.config')), 'user-dirs.dirs'), 'utf8');
    const [, named] = /^\s*XDG_DOCUMENTS_DIR="((?:\$HOME)?\/[^"]*)"/m.exec(lines) ?? [];
    const folder = named?.replace(/^\$HOME(?=\/)/, home).replaceAll(/\\(.)/g, '$1');
    // a folder that is switched off is said to be the home itself
    return folder === undefined || join(folder, '.') === join(home, '.') ? usual : folder;
  } catch {
    return usual;
  }
}

/** Where people look for files they made: beside their own documents, never inside the workspace. */
function folderIn(documents: string): string {
  return join(existsSync(documents) ? documents : homedir(), 'ParkPanel');
}

/** `asked`: what the words of the start want of the window. `documents`: of the person, where the system says so. */
export function openHost(
  dir: string,
  asked: Readonly<Asked> = { language: null, files: [] },
  documents = documentsFolder(homedir(), process.env, process.platform),
): Host {
  const session = openSession({ dir, asked, resources: resourcesFolder(), program: programVersion(), folder: folderIn(documents) });
  return { session, dispatch: createDispatch(session, handlers) };
}
