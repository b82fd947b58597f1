/**
 * The loopback host as `npm run dev` starts it: a process of its own from the sources, so that it can be ended and started
 * again when one of them changes. No build holds this file.
 *
 *   dev-host.ts WORKSPACE PORT [DEMO]     DEMO: the folder that the demo fills when there is no workspace yet
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { playDemo } from '../demo/demo.ts';
import { openHost } from '../services/host.ts';
import { startBrowserHost } from './browser-host.ts';

const [workspace = '', port = '0', demo] = process.argv.slice(2);
if (demo !== undefined && !existsSync(workspace)) {
  const code = await playDemo(demo, 'zh');
  if (code !== 0) process.exit(code);
}

const host = openHost(workspace);
// the window comes from the dev server: this host has no file of it
const served = await startBrowserHost(host, join(import.meta.dirname, '../../renderer/public'), Number(port));
process.send?.({ address: served.address });

async function end(): Promise<void> {
  await served.close();
  host.session.release();
  process.exit(0);
}
process.once('SIGTERM', () => void end());
// whatever ends the dev server ends this too
process.once('disconnect', () => void end());
