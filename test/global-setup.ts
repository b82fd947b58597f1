/** What one run of the tests shares, and what goes when it ends. */
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

const root = join(import.meta.dirname, '..');

function newest(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).reduce(
    (time, entry) => Math.max(time, statSync(join(entry.parentPath, entry.name)).mtimeMs),
    0,
  );
}

/** The reader of the build, where no source is newer: it starts several times as fast as from the sources. */
function builtReader(): string | null {
  const stamp = join(root, 'dist/.built');
  if (!existsSync(stamp)) return null;
  const built = statSync(stamp).mtimeMs;
  return ['domain', 'db', 'electron'].every((folder) => newest(join(root, folder)) <= built) ? join(root, 'dist/reader.js') : null;
}

export default function setup(project: TestProject): () => void {
  project.provide('reader', builtReader());
  const folder = mkdtempSync(join(tmpdir(), 'parkpanel-templates-'));
  project.provide('templates', folder);
  return () => rmSync(folder, { recursive: true, force: true });
}
