/**
 * What a start asks for by its words: the workspace, the language, files that were double-clicked, how the browser host shall
 * serve. The same words mean the same in every host. Pure: what lies on the disk is nobody's business here.
 */
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Language } from '../../../domain/text.ts';

export interface Start {
  /** absolute; null: nobody said, so the platform's own place */
  readonly workspace: string | null;
  /** null: nobody said, so what was chosen at the last start */
  readonly language: Language | null;
  /** task and return files to be opened, absolute, each once */
  readonly files: readonly string[];
  /** of the browser host; 0: any that is free */
  readonly port: number;
  /** whether the browser host opens a window by itself */
  readonly open: boolean;
}

export interface StartContext {
  /** where relative paths begin: of the process, or of a second instance */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /**
   * true on the command line, where a word that is not known is refused; false in Electron, where Chromium adds switches of its
   * own and nobody would see a refusal: what makes no sense there is as if it had not been said
   */
  readonly strict: boolean;
}

/** Endings of the files that travel between laptops. */
const exchangeFile = /\.(pptask|ppreturn)$/i;

/** `zh`, `en`; with `tags` also as Chromium names them, `zh-CN`, `en-US`. */
export function languageNamed(value: unknown, tags = false): Language | null {
  const name = typeof value === 'string' && tags ? value.replace(/[-_].*$/, '').toLowerCase() : value;
  return name === 'zh' || name === 'en' ? name : null;
}

/** The language of an answer to words that cannot be read as a whole. */
export function languageSaid(words: readonly string[]): Language {
  return /(^| )--lang[= ]en( |$)/.test(words.join(' ')) ? 'en' : 'zh';
}

/** The folder that `--workspace` or the environment names, absolute. */
export function workspaceNamed(option: string | undefined, { cwd, env }: Omit<StartContext, 'strict'>): string | null {
  const named = option || env['PARKPANEL_WORKSPACE'];
  return named ? resolve(cwd, named) : null;
}

/** A path as the shell or a desktop's file manager hands it over; null for any other address. */
function pathOf(word: string, cwd: string): string | null {
  if (!/^[a-z][a-z0-9+.-]+:\/\//i.test(word)) return resolve(cwd, word);
  try {
    return fileURLToPath(word);
  } catch {
    return null;
  }
}

/** 0 when nothing is said; NaN for what is no port. */
function portNamed(value: unknown): number {
  if (value === undefined) return 0;
  return typeof value === 'string' && /^\d{1,5}$/.test(value) && Number(value) <= 65_535 ? Number(value) : NaN;
}

function parse(argv: readonly string[], strict: boolean) {
  try {
    return parseArgs({
      args: [...argv],
      strict,
      allowPositionals: true,
      options: {
        workspace: { type: 'string' },
        lang: { type: 'string' },
        port: { type: 'string' },
        'no-open': { type: 'boolean' },
      },
    });
  } catch {
    return null;
  }
}

/** Reads the words after the program's own name; null (`usage`) when strict and one of them makes no sense. */
export function readStart(argv: readonly string[], { cwd, env, strict }: StartContext): Start | null {
  const parsed = parse(argv, strict);
  if (!parsed) return null;
  const { values, positionals } = parsed;
  const paths = positionals.filter((word) => word !== '').map((word) => pathOf(word, cwd));
  const files = new Set(paths.filter((path): path is string => path !== null && exchangeFile.test(path)));
  const folders = paths.filter((path): path is string => path !== null && !exchangeFile.test(path));
  const option = typeof values.workspace === 'string' && values.workspace !== '' ? values.workspace : undefined;
  const language = languageNamed(values.lang, !strict);
  const port = portNamed(values.port);
  const wrong =
    paths.includes(null) ||
    positionals.includes('') ||
    folders.length > (option === undefined ? 1 : 0) ||
    (values.workspace !== undefined && option === undefined) ||
    (values.lang !== undefined && language === null) ||
    Number.isNaN(port);
  if (strict && wrong) return null;
  return {
    workspace: workspaceNamed(option ?? folders[0], { cwd, env }),
    language,
    files: [...files],
    port: port || 0,
    open: values['no-open'] !== true,
  };
}

/** The words that say the same again to another process, wherever it is started. */
export function wordsOf({ workspace, language, files, port, open }: Start): string[] {
  return [
    ...(workspace === null ? [] : [`--workspace=${workspace}`]),
    ...(language === null ? [] : [`--lang=${language}`]),
    ...(port === 0 ? [] : [`--port=${port}`]),
    ...(open ? [] : ['--no-open']),
    ...files,
  ];
}
