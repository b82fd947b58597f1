/** What Electron runs first. */
import * as module from 'node:module';
import { homedir } from 'node:os';
import { app, protocol } from 'electron';
import { isCommand, runCommand } from './command-line.ts';
import { compiledFolder } from './profile.ts';
import { readBegun, wordsOf } from './start.ts';

const { argv, env } = process;
const words = wordsOf({ argv, isPackaged: app.isPackaged });

// what is read from here on need not be compiled anew at each start
module.enableCompileCache(compiledFolder({ platform: process.platform, env, home: homedir() }));

async function runWords(): Promise<void> {
  // no icon in the dock for what has no window
  app.dock?.hide();
  const [{ run }, { startReadersBy }, { forkUtilityReader }] = await Promise.all([
    import('../cli.ts'),
    import('../../io/foreign/reader.ts'),
    import('./reader-process.ts'),
  ]);
  startReadersBy(forkUtilityReader);
  await runCommand(words, run);
}

if (isCommand(words)) {
  void runWords();
} else {
  // before anything else: it is too late once Electron is ready
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true } },
  ]);
  const { prepare } = await import('./program.ts');
  // Electron is ready only when this file has been read to its end
  const prepared = await prepare(readBegun({ argv, isPackaged: app.isPackaged, cwd: process.cwd(), env }));
  void prepared?.run();
}
