/** `npm start`: opens the application in Electron where that works, else says in one sentence why not and goes on in the browser host. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Translate } from '../../domain/text.ts';
import type { languageOf, run, translator } from '../hosts/cli.ts';
import { languageSaid, readStart, wordsOf, type Start } from '../hosts/start/arguments.ts';
import { displayOf } from '../hosts/start/display.ts';
import { decide, withoutGraphics, type Decision, type Failure, type Machine } from './decide.ts';
import { electronVersion, findElectron, hasSandboxHelper, hasUserNamespaces, runElectron, type End } from './electron.ts';
import { fetchElectron } from './fetch.ts';
import { openMemory, type Memory } from './memory.ts';

/** The built command line. */
interface Cli {
  readonly run: typeof run;
  readonly languageOf: typeof languageOf;
  readonly translator: typeof translator;
}

/** Asks for Electron again whatever happened last; a word of the launcher alone. */
const retryWord = '--retry-electron';

interface Launch {
  readonly root: string;
  readonly asked: Start;
  readonly memory: Memory;
  readonly t: Translate;
  readonly runServe: () => Promise<number>;
}

function look(root: string, memory: Memory): Machine & { readonly program: string | null } {
  const program = findElectron(root, process.env);
  return {
    platform: process.platform,
    uid: process.getuid?.() ?? null,
    display: displayOf(process.platform, process.env),
    binary: program !== null,
    version: electronVersion(root),
    userNamespaces: hasUserNamespaces(),
    sandboxHelper: hasSandboxHelper(program),
    last: memory.recall(),
    now: Date.now(),
    program,
  };
}

/** One sentence why, one how to try again. */
function tell({ t }: Launch, why: Failure, detail: string): void {
  const again = why === 'root' ? '' : ` ${t('start.electron.again', { word: retryWord })}`;
  process.stdout.write(`${t(`start.electron.${why}`, { detail })}${again}\n`);
}

/** Starts it, once more without the graphics processor where that is what it died of. */
async function runWith(launch: Launch, program: string, version: string, switches: readonly string[]): Promise<number> {
  const { root, asked, memory, t } = launch;
  // the folder first: what Electron finds before it would be taken for one
  const args = [root, ...switches, ...wordsOf({ ...asked, language: null })];
  const end = await runElectron(program, args, process.env);
  const isPlain = switches.includes(withoutGraphics);
  if (end.ready || end.why !== 'graphics') return goOn(launch, end, version, isPlain);
  if (isPlain) return goOn(launch, { ready: false, why: 'killed', detail: end.detail }, version, isPlain);
  memory.keep({ outcome: 'graphics', detail: '', version, at: Date.now() });
  process.stdout.write(`${t('start.electron.graphics')}\n`);
  return runWith(launch, program, version, [...switches, withoutGraphics]);
}

async function goOn(launch: Launch, end: End, version: string, isPlain: boolean): Promise<number> {
  const { memory, t } = launch;
  if (end.ready) {
    memory.keep({ outcome: isPlain ? 'graphics' : 'ready', detail: '', version, at: Date.now() });
    if (end.signal !== null) process.stderr.write(`${t('start.electron.crashed', { signal: end.signal })}\n`);
    return end.code;
  }
  if (end.why === 'stopped') return end.code;
  memory.keep({ outcome: end.why, detail: end.detail, version, at: Date.now() });
  tell(launch, end.why, end.detail);
  return launch.runServe();
}

async function open(launch: Launch, retry: boolean): Promise<number> {
  const { root, asked, memory, runServe } = launch;
  const language = asked.language ?? 'zh';
  const wishes = { language, open: asked.open, retry };
  let machine = look(root, memory);
  let decision: Decision = decide(machine, wishes);
  if (decision.host === 'fetch') {
    await fetchElectron(root, launch.t);
    machine = look(root, memory);
    if (machine.binary) {
      decision = decide(machine, wishes);
    } else {
      memory.keep({ outcome: 'absent', detail: '', version: machine.version, at: Date.now() });
      decision = { host: 'browser', why: 'absent', detail: '' };
    }
  }
  if (decision.host === 'electron' && machine.program !== null) return runWith(launch, machine.program, machine.version, decision.switches);
  if (decision.host === 'browser') tell(launch, decision.why, decision.detail);
  return runServe();
}

/** `words` after `npm start --`; gives the exit code. */
export async function start(root: string, words: readonly string[]): Promise<number> {
  // a terminal that was closed hears nothing more, and the window comes
  process.stdout.on('error', () => {});
  const cli = (await import(pathToFileURL(join(root, 'dist/cli.js')).href)) as Cli;
  const plain = words.filter((word) => word !== retryWord);
  const read = readStart(plain, { cwd: process.cwd(), env: process.env, strict: true });
  if (!read) {
    const said = plain.join(' ');
    const t = cli.translator(languageSaid(plain));
    process.stderr.write(`${t('start.usage', { words: said })}\n`);
    return 2;
  }
  const language = await cli.languageOf(read);
  const asked = { ...read, language };
  const runServe = (): Promise<number> => cli.run(['serve', ...wordsOf(read)]);
  return open({ root, asked, memory: openMemory(root), t: cli.translator(language), runServe }, plain.length < words.length);
}
