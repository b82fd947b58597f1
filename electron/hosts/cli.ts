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
 * `serve` and `demo` end with 1 and a sentence where the system cannot load SQLite. Exits 2 when the words of the call are off.
 */
import { parseArgs } from 'node:util';
import type { Language } from '../../domain/text.ts';
import { checkSqlite, defaultWorkspace, openHost } from '../services/host.ts';
import { toAppError } from '../services/session/dispatch.ts';
import { translator } from '../services/session/texts.ts';
import { readSettings } from '../services/workspace/settings.ts';
import { languageNamed, readStart, workspaceNamed, type Start } from './start/arguments.ts';

export { translator };

const badUsage = 2;

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

async function call(dir: string, language: Language, method: string, json: string, actor: string | undefined): Promise<number> {
  const text = json === '-' ? await readStdin() : json;
  const { session, dispatch } = openHost(dir);
  try {
    let payload: unknown;
    try {
      payload = JSON.parse(text);
    } catch {
      // what is no JSON is no payload: let dispatch say so in its own words
      payload = undefined;
    }
    const answer = await dispatch.call({ method, payload, language, actor });
    print(answer);
    return answer.ok ? 0 : 1;
  } finally {
    session.release();
  }
}

async function doctor(dir: string, language: Language): Promise<number> {
  const { session, dispatch } = openHost(dir);
  try {
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

export async function run(argv: readonly string[]): Promise<number> {
  const parsed = parse(argv);
  if (!parsed) return usage('zh');
  const { values, positionals, tokens } = parsed;
  const language = values.lang === undefined ? 'zh' : languageNamed(values.lang);
  if (language === null || values.workspace === '') return usage(language ?? 'zh');
  const dir = workspaceNamed(values.workspace, { cwd: process.cwd(), env: process.env }) ?? defaultWorkspace();
  const [command, ...rest] = positionals;
  switch (command) {
    case 'call': {
      const [method, json = '{}'] = rest;
      return method === undefined || rest.length > 2 ? usage(language) : call(dir, language, method, json, values.actor);
    }
    case 'doctor':
      return rest.length > 0 ? usage(language) : doctor(dir, language);
    case 'verify': {
      if (rest.length === 0) return usage(language);
      const { verifyFiles } = await import('./verify.ts');
      return verifyFiles(rest, values, language, values.workspace);
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
