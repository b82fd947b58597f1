/** The built window, read once into a table of paths: what is not in it does not exist, so no path can climb out. */
import { readFileSync, readdirSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { Settings } from '../../domain/contract/workspace.ts';
import { visitDocument } from './security.ts';

const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};

export interface StaticFile {
  readonly body: Buffer;
  readonly mediaType: string;
  /** named by their content: may be kept by the browser */
  readonly immutable: boolean;
}

/** Maps "/assets/index-….js" to its file; "/" and the document of a visit are index.html. Files are read when first asked for. */
export function openStatic(folder: string): (path: string) => StaticFile | undefined {
  const names = new Set(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(
        (entry) =>
          `/${join(entry.parentPath, entry.name)
            .slice(folder.length + 1)
            .replaceAll('\\', '/')}`,
      ),
  );
  const read = new Map<string, StaticFile>();
  return (path) => {
    const name = path === '/' || path === visitDocument ? '/index.html' : path;
    if (!names.has(name)) return undefined;
    const known = read.get(name);
    if (known) return known;
    const file: StaticFile = {
      body: readFileSync(join(folder, name)),
      mediaType: mediaTypes[extname(name)] ?? 'application/octet-stream',
      immutable: name.startsWith('/assets/'),
    };
    read.set(name, file);
    return file;
  };
}

/**
 * A document in the shade that was chosen, so that it is painted first as it stays: no script of the page can ask for it so early, and
 * the page keeps nothing from one start to the next. Other files, and where the system decides, as they are.
 */
export function inShade(file: StaticFile, shade: Settings['shade']): StaticFile {
  if (shade === 'system' || !file.mediaType.startsWith('text/html')) return file;
  const text = file.body
    .toString('utf8')
    .replace('<html ', `<html data-shade="${shade}" `)
    .replace('name="color-scheme" content="light dark"', `name="color-scheme" content="${shade}"`);
  return { ...file, body: Buffer.from(text) };
}
