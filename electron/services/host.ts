/** What every host starts from: the session on a folder and the dispatch over it. */
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createDispatch, type Dispatch } from './session/dispatch.ts';
import { handlers } from './handlers.ts';
import { openSession, type Asked, type Session } from './session/session.ts';

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

/** Where people look for files they made: beside their own documents, never inside the workspace. */
function folderIn(documents: string): string {
  return join(existsSync(documents) ? documents : homedir(), 'ParkPanel');
}

/** `asked`: what the words of the start want of the window. `documents`: of the person, where the system says so. */
export function openHost(
  dir: string,
  asked: Readonly<Asked> = { language: null, files: [] },
  documents = join(homedir(), 'Documents'),
): Host {
  const session = openSession({ dir, asked, resources: resourcesFolder(), program: programVersion(), folder: folderIn(documents) });
  return { session, dispatch: createDispatch(session, handlers) };
}
