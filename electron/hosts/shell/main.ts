/** What Electron runs first. */
import { app, protocol } from 'electron';
import { prepare } from './program.ts';
import { readBegun } from './start.ts';

// before anything else: it is too late once Electron is ready
protocol.registerSchemesAsPrivileged([
  { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true } },
]);

const { argv, env } = process;
// Electron is ready only when this file has been read to its end
const prepared = await prepare(readBegun({ argv, isPackaged: app.isPackaged, cwd: process.cwd(), env }));
void prepared?.run();
