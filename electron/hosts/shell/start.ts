/** The words with which Electron was started, as the other hosts read theirs. */
import { readStart, type Start } from '../start/arguments.ts';

/** What Electron says of its start. */
export interface Begun {
  readonly argv: readonly string[];
  readonly isPackaged: boolean;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** The words after the program's own name. Started from sources the first that is no switch names the program to Electron. */
export function wordsOf({ argv, isPackaged }: Pick<Begun, 'argv' | 'isPackaged'>): string[] {
  const words = argv.slice(1);
  const program = isPackaged ? -1 : words.findIndex((word) => !word.startsWith('-'));
  return program === -1 ? words : words.toSpliced(program, 1);
}

export function readBegun(begun: Begun): Start {
  const start = readStart(wordsOf(begun), { cwd: begun.cwd, env: begun.env, strict: false });
  return start ?? { workspace: null, language: null, files: [], port: 0, open: true };
}

/** The words of this start for one on another folder: Chromium's switches and the language stay, the files were for the other. */
export function wordsFor(folder: string, begun: Begun): string[] {
  const words = wordsOf(begun);
  const program = begun.isPackaged
    ? []
    : begun.argv
        .slice(1)
        .filter((word) => !word.startsWith('-'))
        .slice(0, 1);
  const switches = words.filter((word) => /^--[\w-]+(=|$)/.test(word) && !/^--(workspace|lang)(=|$)/.test(word));
  const { language } = readBegun(begun);
  return [...program, ...switches, ...(language === null ? [] : [`--lang=${language}`]), `--workspace=${folder}`];
}

/** Files that a second start asked to open, as it told them itself: Chromium puts its words in another order. */
export function filesTold(data: unknown): string[] {
  const files: unknown = typeof data === 'object' && data !== null && 'files' in data ? data.files : [];
  return Array.isArray(files) ? files.filter((file): file is string => typeof file === 'string') : [];
}
