/** The packaged program's command line: `ParkPanel verify FILE` and its like do their work without a window and end with the command's own code. */
import { app } from 'electron';

/** Commands of the command line that make sense after an installation; what else stands first is a workspace or a file. */
const commands: ReadonlySet<string> = new Set(['call', 'doctor', 'serve', 'verify']);

/** The switches that a command may stand behind, and whether each takes a word. */
const before: Readonly<Record<string, boolean>> = { '--workspace': true, '--lang': true, '--actor': true };

/** True when the first word that is no switch of ours, nor what one of them takes, is a command. */
export function isCommand(words: readonly string[]): boolean {
  let at = 0;
  while (words[at]?.startsWith('--')) at += before[words[at] ?? ''] ? 2 : 1;
  return commands.has(words[at] ?? '');
}

/** Waits until what was written has left the process: its end takes away what has not. */
function drained(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => stream.write('', () => resolve()));
}

export async function runCommand(words: readonly string[], run: (words: readonly string[]) => Promise<number>): Promise<void> {
  let code = 1;
  try {
    code = await run(words);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  }
  await Promise.all([drained(process.stdout), drained(process.stderr)]);
  app.exit(code);
}
