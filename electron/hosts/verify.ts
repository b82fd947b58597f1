/** `verify FILE…` without a workspace: for whoever holds a signed report and the institution's root certificate. */
import { readFile } from 'node:fs/promises';
import type { Language } from '../../domain/text.ts';
import { resourcesFolder } from '../services/host.ts';
import { toAppError } from '../services/session/dispatch.ts';
import { documentStatuses, exitCodes, type DocumentStatus } from '../../domain/report/verdict.ts';
import { readTrust, verifyBytes } from '../services/documents/verification.ts';
import { translator } from '../services/session/texts.ts';

/** What the command line ends with when its words are off. */
const badUsage = 2;

interface Trust {
  readonly root?: readonly string[] | undefined;
  readonly crl?: readonly string[] | undefined;
}

/** Prints one JSON document per file, and ends with the code of the worst (`domain/report/verdict.ts`); 2 for bad certificates. */
export async function verifyFiles(paths: readonly string[], named: Trust, language: Language): Promise<number> {
  const t = translator(language);
  const fail = (error: unknown, path: string): void => {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    process.stdout.write(`${JSON.stringify({ ok: false, error: toAppError(error, language), path, missing })}\n`);
  };
  let trust: Awaited<ReturnType<typeof readTrust>>;
  try {
    trust = await readTrust(named.root ?? [], named.crl ?? []);
  } catch (error) {
    fail(error, [...(named.root ?? []), ...(named.crl ?? [])].join(' '));
    return badUsage;
  }
  const found = new Set<DocumentStatus>();
  for (const path of paths) {
    try {
      const now = new Date().toISOString();
      const verification = await verifyBytes(await readFile(path), {
        name: path,
        ...trust,
        now,
        t,
        pages: { resources: resourcesFolder() },
      });
      process.stdout.write(`${JSON.stringify({ ok: true, value: { path, ...verification } })}\n`);
      for (const line of [verification.bottomLine, ...verification.notes]) process.stderr.write(`${line}\n`);
      found.add(verification.status);
    } catch (error) {
      fail(error, path);
      found.add('unreadable');
    }
  }
  return exitCodes[documentStatuses.find((status) => found.has(status)) ?? 'unreadable'];
}
