/** Lets the electron package fetch its program. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Translate } from '../../domain/text.ts';

/** How long the whole may take, in ms. */
const patience = 10 * 60 * 1000;

export async function fetchElectron(root: string, t: Translate): Promise<void> {
  const installer = join(root, 'node_modules/electron/install.js');
  if (!existsSync(installer)) return;
  process.stdout.write(`${t('start.electron.fetching')}\n`);
  spawnSync(process.execPath, [installer], { stdio: 'ignore', timeout: patience });
}
