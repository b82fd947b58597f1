/** 评审办法: the files of the program and of the workspace. One of the workspace takes the place of the program's of the same name. */
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { problem } from '../../../domain/condition/problem.ts';
import type { Scheme } from '../../../domain/scheme/scheme.ts';
import { readScheme, type SchemeFault, type SchemeReading } from '../../../domain/scheme/scheme-file.ts';
import { schemesName } from '../at-rest/own-entries.ts';

export type SchemeOrigin = 'program' | 'workspace';

export interface SchemeShelf {
  readonly schemes: ReadonlyMap<string, Scheme>;
  readonly origins: ReadonlyMap<string, SchemeOrigin>;
  readonly faults: readonly (SchemeFault & { readonly origin: SchemeOrigin })[];
}

interface Found {
  readonly origin: SchemeOrigin;
  readonly path: string;
  /** changes whenever the file may have */
  readonly stamp: string;
}

function isSchemeFile(name: string): boolean {
  return name.endsWith('.json') && !name.endsWith('.schema.json') && !name.startsWith('.');
}

function filesIn(folder: string, origin: SchemeOrigin): Found[] {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    return [];
  }
  return names
    .filter(isSchemeFile)
    .sort()
    .map((name) => {
      const path = join(folder, name);
      const stat = statSync(path, { throwIfNoEntry: false });
      return { origin, path, stamp: `${path} ${stat?.mtimeMs ?? 0} ${stat?.size ?? 0}` };
    });
}

/** Reads one file, whatever it is. `named`: its name has to be its id. */
export function readSchemeFile(path: string, named: boolean): SchemeReading {
  const file = basename(path);
  try {
    return readScheme(file, readFileSync(path, 'utf8'), named ? file.slice(0, -'.json'.length) : null);
  } catch {
    return { fault: { file, problems: [problem('', 'unreadable')] } };
  }
}

/** Looks at the folders each time it is asked, and reads again only what has changed. */
export function openShelf(resources: string, dir: string): () => SchemeShelf {
  const read = new Map<string, SchemeReading>();
  let kept: { stamp: string; shelf: SchemeShelf } | undefined;
  return () => {
    const files = [...filesIn(join(resources, 'schemes'), 'program'), ...filesIn(join(dir, schemesName), 'workspace')];
    const stamp = files.map((one) => one.stamp).join('\n');
    if (kept?.stamp === stamp) return kept.shelf;
    const schemes = new Map<string, Scheme>();
    const origins = new Map<string, SchemeOrigin>();
    const faults: (SchemeFault & { origin: SchemeOrigin })[] = [];
    for (const { origin, path, stamp: own } of files) {
      const reading = read.get(own) ?? readSchemeFile(path, true);
      read.set(own, reading);
      if ('fault' in reading) faults.push({ ...reading.fault, origin });
      else {
        schemes.set(reading.scheme.id, reading.scheme);
        origins.set(reading.scheme.id, origin);
      }
    }
    const known = new Set(files.map((one) => one.stamp));
    for (const old of read.keys()) if (!known.has(old)) read.delete(old);
    kept = { stamp, shelf: { schemes, origins, faults } };
    return kept.shelf;
  };
}
