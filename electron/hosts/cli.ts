/**
 * The command line: the same dispatch without a window.
 *
 *   call METHOD JSON|-     one call; prints the answer as one JSON document, exits 0 or 1;
 *                          --actor PERSON acts for a member of the panel instead of the secretary
 *   demo [--out DIR]       plays the whole story on the sample packages
 *   serve [--port N] [--no-open]
 *   verify FILE… [--root CERT] [--crl LIST]
 *   doctor
 *
 * Exits 2 when the words of the call are off.
 */
import { parseArgs } from 'node:util';
import type { Language } from '../../domain/text.ts';
import { defaultWorkspace, openHost } from '../services/host.ts';
import { translator } from '../services/session/texts.ts';

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

export async function run(argv: readonly string[]): Promise<number> {
  let parsed;
  try {
    parsed = parseArgs({
      args: [...argv],
      allowPositionals: true,
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
    return usage('zh');
  }
  const { values, positionals } = parsed;
  const language: Language = values.lang === 'en' ? 'en' : 'zh';
  const dir = values.workspace ?? defaultWorkspace();
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
      return verifyFiles(rest, values, language);
    }
    case 'serve': {
      const port = Number(values.port ?? 0);
      if (rest.length > 0 || !Number.isInteger(port) || port < 0 || port > 65535) return usage(language);
      const { serve } = await import('./serve.ts');
      return serve(dir, { port, open: values['no-open'] !== true, language });
    }
    case 'demo': {
      if (rest.length > 0) return usage(language);
      const { playDemo } = await import('../demo/demo.ts');
      return playDemo(values.out, language);
    }
    default:
      return usage(language);
  }
}
