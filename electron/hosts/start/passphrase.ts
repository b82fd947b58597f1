/** The passphrase of a workspace on the command line: from a file, a descriptor, a prompt or standard input, never from the words of the call, which every process of the machine can read. */
import { readFileSync } from 'node:fs';
import type { Translate } from '../../../domain/text.ts';
import { refuse } from '../../../domain/result.ts';
import { readWrappedKey, unwrapKey } from '../../io/at-rest/workspace-key.ts';
import type { Session } from '../../services/session/session.ts';
import { isLocked } from '../../services/workspace/prepare.ts';
import { unlockWith } from '../../services/workspace/protection.ts';

/** Where the words of the call say that the passphrase is. */
export interface PassphraseWords {
  readonly file: string | undefined;
  readonly fd: string | undefined;
}

/** What stands before the end of the first line, without the mark that editors of Windows set before it. */
function firstLine(bytes: Buffer): string {
  return (bytes.toString('utf8').split('\n', 1)[0] ?? '').replace(/^\uFEFF/, '').replace(/\r$/, '');
}

/** Whether both are not said at once, and the descriptor is one. */
export function areSound({ file, fd }: PassphraseWords): boolean {
  return !(file !== undefined && fd !== undefined) && file !== '' && (fd === undefined || /^\d{1,4}$/.test(fd));
}

/** What a payload says of the workspace's own passphrases, by method. */
const secrets: Readonly<Record<string, readonly string[]>> = {
  'workspace.unlock': ['passphrase'],
  'workspace.encrypt': ['passphrase'],
  'workspace.decrypt': ['passphrase'],
  'workspace.changePassphrase': ['passphrase', 'next'],
  'workspace.recoveryFile': ['passphrase'],
  'workspace.recover': ['passphrase'],
  'exchange.open': ['workspacePassphrase'],
};

/** @throws call/secret-in-words where a payload that stands in the words of the call tells a passphrase of the workspace */
export function keepSecret(method: string, payload: unknown): void {
  if (typeof payload !== 'object' || payload === null) return;
  const told = secrets[method]?.find((name) => Object.hasOwn(payload, name));
  if (told !== undefined) refuse('call/secret-in-words', { field: told });
}

function given({ file, fd }: PassphraseWords): string | null {
  const from = file ?? (fd === undefined ? null : Number(fd));
  if (from === null) return null;
  try {
    return firstLine(readFileSync(from));
  } catch (error) {
    const cause = error instanceof Error && 'code' in error ? String(error.code) : '';
    return refuse('file/unusable', { path: String(from), cause });
  }
}

const [enter, leave, backspace, remove] = ['\r', '\u0003', '\u007f', '\b'];

/** What is typed, unseen, up to the end of the line; null where there is no terminal, or Ctrl-C was pressed. */
async function ask(question: string): Promise<string | null> {
  const { stdin, stderr } = process;
  if (!stdin.isTTY || !stderr.isTTY) return null;
  stderr.write(question);
  stdin.setRawMode(true);
  let typed: string[] = [];
  // a letter may come in two pieces
  const text = new TextDecoder();
  try {
    for await (const chunk of stdin as AsyncIterable<Buffer>) {
      for (const letter of text.decode(chunk, { stream: true })) {
        if (letter === enter || letter === '\n') return typed.join('');
        if (letter === leave) return null;
        if (letter === backspace || letter === remove) typed = typed.slice(0, -1);
        else typed.push(letter);
      }
    }
    return null;
  } finally {
    stdin.setRawMode(false);
    stderr.write('\n');
  }
}

/**
 * The key of the workspace in `dir`, which is only read; null where it is plain.
 * @throws workspace/locked-by-passphrase, workspace/wrong-passphrase, workspace/key-damaged, file/unusable
 */
export async function keyByWords(dir: string, words: PassphraseWords, t: Translate): Promise<Uint8Array | null> {
  const wrapped = readWrappedKey(dir);
  if (wrapped === null) return null;
  const passphrase = given(words) ?? (await ask(t('cli.passphrase', { path: dir })));
  return unwrapKey(wrapped, passphrase ?? refuse('workspace/locked-by-passphrase', { path: dir }));
}

/**
 * Opens a workspace that is locked, by what the words say, else by what somebody types at a terminal.
 * @throws workspace/locked-by-passphrase, workspace/wrong-passphrase, workspace/key-damaged, workspace/other-key, file/unusable
 */
export async function unlockByWords(session: Session, words: PassphraseWords, t: Translate): Promise<void> {
  if (!isLocked(session)) return;
  const key = await keyByWords(session.dir, words, t);
  if (key) unlockWith(session, key);
}
