/**
 * The command line: the same dispatch without a window.
 *
 *   call METHOD JSON|-     one call; prints the answer as one JSON document, exits 0 or 1;
 *                          --actor PERSON acts for a member of the panel instead of the secretary
 *   demo [--out DIR]       plays the whole story on the sample packages
 *   serve [FOLDER] [FILE…] [--port N] [--no-open]
 *                          FILE: a task or return file, which the window then offers to open
 *   verify FILE… [--root CERT] [--crl LIST] [--workspace DIR]
 *   doctor
 *
 * --passphrase-file FILE or --passphrase-fd N open an encrypted workspace; without them a terminal is asked.
 *
 * `serve` and `demo` end with 1 and a sentence where the system cannot load SQLite. Exits 2 when the words of the call are off, and 74
 * when the work was done and its answer could not be written.
 */
import { parseArgs } from 'node:util';
import type { Language } from '../../domain/text.ts';
import { isMethod, needsKey } from '../../domain/contract/api.ts';
import type { Session } from '../services/session/session.ts';
import { checkSqlite, defaultWorkspace, openHost } from '../services/host.ts';
import { toAppError } from '../services/session/dispatch.ts';
import { translator } from '../services/session/texts.ts';
import { readSettings } from '../services/workspace/settings.ts';
import { watchOutput } from './start/output.ts';
import { areSound, keepSecret, unlockByWords, type PassphraseWords } from './start/passphrase.ts';
import { languageNamed, languageSaid, readStart, workspaceNamed, type Start } from './start/arguments.ts';

export { translator };

const badUsage = 2;
/** EX_IOERR of sysexits.h */
const answerLost = 74;

function usage(language: Language): number {
  process.stderr.write(`${translator(language)('cli.usage')}\n`);
  return badUsage;
}

async function readStdin(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

function print(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

interface Where {
  readonly dir: string;
  readonly language: Language;
  readonly words: PassphraseWords;
}

/** Whether a call opens the workspace first: where it cannot do without, and wherever a passphrase was handed over, but to those that bring another. */
function opensFirst(method: string, { file, fd }: PassphraseWords): boolean {
  if (!isMethod(method) || method === 'workspace.unlock' || method === 'workspace.recover') return false;
  return needsKey(method) || file !== undefined || fd !== undefined;
}

/** Opens what is locked; prints why it cannot be. */
async function isUnlocked(session: Session, { language, words }: Where): Promise<boolean> {
  try {
    await unlockByWords(session, words, translator(language));
    return true;
  } catch (error) {
    print({ ok: false, error: toAppError(error, language) });
    return false;
  }
}

/** What is no JSON is no payload: dispatch says so in its own words. */
function readPayload(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function call(where: Where, method: string, json: string, actor: string | undefined): Promise<number> {
  const { dir, language } = where;
  const payload = readPayload(json === '-' ? await readStdin() : json);
  try {
    if (json !== '-') keepSecret(method, payload);
  } catch (error) {
    print({ ok: false, error: toAppError(error, language) });
    return 1;
  }
  const { session, dispatch } = openHost(dir);
  try {
    if (opensFirst(method, where.words) && !(await isUnlocked(session, where))) return 1;
    const answer = await dispatch.call({ method, payload, language, actor });
    print(answer);
    return answer.ok ? 0 : 1;
  } finally {
    session.release();
  }
}

async function doctor(where: Where): Promise<number> {
  const { dir, language } = where;
  const { session, dispatch } = openHost(dir);
  try {
    if (!(await isUnlocked(session, where))) return 1;
    const answer = await dispatch.call({ method: 'workspace.doctor', payload: {}, language });
    print(answer);
    return answer.ok && (answer.value as { healthy: boolean }).healthy ? 0 : 1;
  } finally {
    session.release();
  }
}

/** `argv` is what was said apart from the word `serve`. */
async function serveAsAsked(argv: readonly string[], language: Language): Promise<number> {
  const asked = readStart(argv, { cwd: process.cwd(), env: process.env, strict: true });
  if (!asked) return usage(language);
  const { serve } = await import('./serve.ts');
  return serve(asked);
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      tokens: true,
      options: {
        workspace: { type: 'string' },
        lang: { type: 'string' },
        actor: { type: 'string' },
        out: { type: 'string' },
        port: { type: 'string' },
        'no-open': { type: 'boolean' },
        'passphrase-file': { type: 'string' },
        'passphrase-fd': { type: 'string' },
        root: { type: 'string', multiple: true },
        crl: { type: 'string', multiple: true },
      },
    });
  } catch {
    return null;
  }
}

/** The language that was asked for, else the one chosen in the window of that workspace. */
export async function languageOf({ language, workspace }: Start): Promise<Language> {
  return language ?? (await readSettings({ dir: workspace ?? defaultWorkspace() })).language;
}

/** What opens a workspace by itself, without a call that could answer with the error, says it here and ends. */
async function withSqlite(language: Language, work: () => Promise<number>): Promise<number> {
  try {
    checkSqlite();
  } catch (error) {
    process.stderr.write(`${toAppError(error, language).message}\n`);
    return 1;
  }
  return work();
}

/** A command whose answer nobody got does not end as if somebody had; `serve` goes on without its terminal. */
export async function run(argv: readonly string[]): Promise<number> {
  const output = watchOutput();
  try {
    const code = await runCommand(argv);
    const cause = await output.lost();
    if (cause === null || parse(argv)?.positionals[0] === 'serve') return code;
    const t = translator(languageSaid(argv));
    process.stderr.write(`${code === 0 ? t('cli.answerLost', { cause }) : t('cli.reasonLost', { cause, code })}\n`);
    return code === 0 ? answerLost : code;
  } finally {
    await output.release();
  }
}

async function runCommand(argv: readonly string[]): Promise<number> {
  const parsed = parse(argv);
  if (!parsed) return usage(languageSaid(argv));
  const { values, positionals, tokens } = parsed;
  const language = values.lang === undefined ? 'zh' : languageNamed(values.lang);
  if (language === null || values.workspace === '') return usage(language ?? 'zh');
  const dir = workspaceNamed(values.workspace, { cwd: process.cwd(), env: process.env }) ?? defaultWorkspace();
  const words: PassphraseWords = { file: values['passphrase-file'], fd: values['passphrase-fd'] };
  if (!areSound(words)) return usage(language);
  const where = { dir, language, words };
  const [command, ...rest] = positionals;
  switch (command) {
    case 'call': {
      const [method, json = '{}'] = rest;
      return method === undefined || rest.length > 2 ? usage(language) : call(where, method, json, values.actor);
    }
    case 'doctor':
      return rest.length > 0 ? usage(language) : doctor(where);
    case 'verify': {
      if (rest.length === 0) return usage(language);
      const { verifyFiles } = await import('./verify.ts');
      return verifyFiles(rest, values, language, values.workspace === undefined ? undefined : { dir: values.workspace, words });
    }
    case 'serve': {
      const word = tokens.find((token) => token.kind === 'positional')?.index ?? 0;
      return withSqlite(language, () => serveAsAsked(argv.toSpliced(word, 1), language));
    }
    case 'demo': {
      if (rest.length > 0) return usage(language);
      return withSqlite(language, async () => {
        const { playDemo } = await import('../demo/demo.ts');
        return playDemo(values.out, language);
      });
    }
    default:
      return usage(language);
  }
}
