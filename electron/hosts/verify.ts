/** `verify FILE…` without a workspace: for whoever holds a signed report and the institution's root certificate. */
import { readFile } from 'node:fs/promises';
import type { Language } from '../../domain/text.ts';
import { resourcesFolder } from '../services/host.ts';
import { toAppError } from '../services/session/dispatch.ts';
import { verifyBytes } from '../services/documents/verification.ts';
import { translator } from '../services/session/texts.ts';

/** Prints one JSON document per file; 0 only when every file is valid and trusted. */
export async function verifyFiles(
  paths: readonly string[],
  { root = [], crl = [] }: { root?: readonly string[] | undefined; crl?: readonly string[] | undefined },
  language: Language,
): Promise<number> {
  const t = translator(language);
  let code = 0;
  for (const path of paths) {
    try {
      const [roots, revocations] = await Promise.all([root, crl].map((files) => Promise.all(files.map((file) => readFile(file, 'utf8')))));
      const status = await verifyBytes(await readFile(path), {
        roots: roots ?? [],
        revocations,
        now: new Date().toISOString(),
        t,
        redraw: { resources: resourcesFolder() },
      });
      process.stdout.write(`${JSON.stringify({ ok: true, value: { path, ...status } })}\n`);
      process.stderr.write(`${status.bottomLine}\n`);
      if (status.status !== 'valid') code = 1;
    } catch (error) {
      const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
      process.stdout.write(`${JSON.stringify({ ok: false, error: toAppError(error, language), path, missing })}\n`);
      code = 1;
    }
  }
  return code;
}
