/** Rights of what the program makes in a workspace: its owner's alone. Windows has its own rules, and a stick's file system has none. */
import { chmodSync, mkdirSync, statSync } from 'node:fs';

/** Makes a folder, with those above it that are missing. */
export function makePrivateFolder(path: string): void {
  mkdirSync(path, { recursive: true, mode: 0o700 });
}

/** A file or folder that is there becomes its owner's alone, where it is ours. */
export function keepPrivate(path: string): void {
  if (process.platform === 'win32') return;
  const { mode, uid } = statSync(path);
  if ((mode & 0o77) !== 0 && uid === process.getuid?.()) chmodSync(path, mode & 0o700);
}
