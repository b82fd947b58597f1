/**
 * 日志: what the program did, for whoever helps with it — names of methods, codes, durations, versions. What people wrote, what
 * they and their files are called, and where those lie never comes in: a fact is a number or a word of the program itself.
 * Writing it down never fails a call: a disk that is full or closed costs the line.
 */
import { appendFileSync, readFileSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { makeFolder, ownerOnly, privateFolder } from './files.ts';

export type Facts = Readonly<Record<string, string | number | boolean | null | undefined | readonly string[]>>;

export interface Log {
  write(what: string, facts?: Facts): void;
}

/** A file is set aside at this size, in bytes; so many that were set aside stay. */
const largest = 1024 * 1024;
const kept = 4;

/** Codes, methods, versions and places in the program's own files; a path or anything people write does not look so. */
const ownWord = /^[A-Za-z0-9_.:@+-]{1,80}(\/[A-Za-z0-9-]{1,60})?$/;

function tame(value: Facts[string]): unknown {
  if (typeof value === 'string') return ownWord.test(value) ? value : '…';
  return Array.isArray(value) ? value.map((one: string) => tame(one)) : value;
}

/** Sets `NAME.log` aside as `NAME.1.log`, that as `NAME.2.log`, and so on. */
function rotate(folder: string, name: string): void {
  const path = (at: number): string => join(folder, at === 0 ? `${name}.log` : `${name}.${at}.log`);
  rmSync(path(kept), { force: true });
  for (let at = kept - 1; at >= 0; at--) {
    try {
      renameSync(path(at), path(at + 1));
    } catch {
      // there is none of that number yet
    }
  }
}

/** Adds a line to `NAME.log` of a folder, which is made when missing. @throws what the system says */
function append(folder: string, name: string, line: string): void {
  const path = join(folder, `${name}.log`);
  makeFolder(folder, privateFolder.mode);
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size > 0 && size + line.length > largest) rotate(folder, name);
  appendFileSync(path, line, { mode: ownerOnly });
}

/** `name`: one writer each. `spare`: the folder that is written where the first cannot be. */
export function openLog(folder: string, name: string, now: () => string = () => new Date().toISOString(), spare?: string): Log {
  return {
    write(what, facts = {}) {
      const plain = Object.fromEntries(Object.entries(facts).map(([key, value]) => [key, tame(value)]));
      const line = `${JSON.stringify({ at: now(), what: tame(what), ...plain })}\n`;
      for (const one of spare === undefined ? [folder] : [folder, spare]) {
        try {
          append(one, name, line);
          return;
        } catch {
          // the spare one, or nowhere
        }
      }
    },
  };
}

/** What was thrown, without its message, which may name people and files: its kind, its code, and where in the program. */
export function factsOf(thrown: unknown): Facts {
  if (!(thrown instanceof Error)) return { thrown: typeof thrown };
  const code = 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : undefined;
  const places = (thrown.stack ?? '').matchAll(/([^\s()\\/]+:\d+:\d+)\)?$/gm);
  return { thrown: thrown.name, system: code, in: Array.from(places, ([, place = '']) => place).slice(0, 8) };
}

/** NAME.2.log is NAME, 2; NAME.log is NAME, 0. */
function numbered(name: string): readonly [string, number] {
  const [writer = '', number] = name.split('.');
  return [writer, Number(number) || 0];
}

/** All lines that are kept in a folder, oldest first, each file under its name. */
export function readLogs(folder: string): string {
  let names: string[];
  try {
    names = readdirSync(folder).filter((name) => /^[a-z]+(\.\d)?\.log$/.test(name));
  } catch {
    return '';
  }
  const sorted = names.sort((a, b) => {
    const [[one, first], [other, second]] = [numbered(a), numbered(b)];
    return one.localeCompare(other) || second - first;
  });
  return sorted.map((name) => `# ${basename(name)}\n${readFileSync(join(folder, name), 'utf8')}`).join('\n');
}
