/**
 * `verify FILE…` without a workspace: for whoever holds a signed report and the institution's root certificate. With `--workspace DIR`
 * it is also asked whether the record in DIR has the chain head that the document names.
 */
import { readFile } from 'node:fs/promises';
import type { Verification } from '../../domain/contract/api.ts';
import type { Language, Translate } from '../../domain/text.ts';
import { resourcesFolder } from '../services/host.ts';
import { toAppError } from '../services/session/dispatch.ts';
import { documentStatuses, exitCodes, type DocumentStatus } from '../../domain/report/verdict.ts';
import { readTrust, statesOf, verifyBytes } from '../services/documents/verification.ts';
import { translator } from '../services/session/texts.ts';
import type { PassphraseWords } from './start/passphrase.ts';

/** What the command line ends with when its words are off. */
const badUsage = 2;

interface Trust {
  readonly root?: readonly string[] | undefined;
  readonly crl?: readonly string[] | undefined;
}

/** Ends a verification whose documents are valid, but not all of the workspace that was named. */
const notOfStore = 13;

/** Whether a document is of the workspace; `belongs` null where it names no head. */
interface InRecord {
  readonly workspace: string;
  readonly belongs: boolean | null;
  /** whether the file itself is on record there, or was before further signatures */
  readonly known: boolean;
  readonly seq: number | null;
  readonly at: string | null;
}

/** The workspace whose record is asked. */
interface Asked {
  readonly dir: string;
  readonly words: PassphraseWords;
}

interface Opened {
  readonly dir: string;
  readonly key: Uint8Array | null;
}

/** Asked once for all files. @throws workspace/not-a-workspace, and of keyByWords */
async function open({ dir, words }: Asked, t: Translate): Promise<Opened> {
  const { keyByWords } = await import('./start/passphrase.ts');
  const opened = { dir, key: await keyByWords(dir, words, t) };
  await lookUp(opened, null);
  return opened;
}

/** @throws workspace/not-a-workspace */
async function lookUp(
  { dir: workspace, key }: Opened,
  document: (Pick<Verification, 'chainHead' | 'rowHead'> & { readonly states: readonly string[] }) | null,
): Promise<InRecord> {
  const { findHead } = await import('../../db/record/anchors.ts');
  const chainHead = document?.chainHead ?? null;
  const place = findHead(
    workspace,
    { chainHead: chainHead ?? '', rowHead: document?.rowHead ?? null, states: document?.states ?? [] },
    key,
  );
  const belongs = chainHead === null ? null : (place?.isLogged ?? false);
  return { workspace, belongs, known: place?.isKnown ?? false, seq: place?.seq ?? null, at: place?.at ?? null };
}

function sayOf({ workspace, belongs, known, seq, at }: InRecord, t: Translate): string[] {
  if (belongs === null) return [t('cli.verify.noHead', { workspace })];
  if (!belongs) return [seq === null ? t('cli.verify.notOfStore', { workspace }) : t('cli.verify.rowsOfAnother', { workspace, seq })];
  return [t('cli.verify.ofStore', { workspace, seq: seq ?? 0, at: at ?? '' }), t(known ? 'cli.verify.known' : 'cli.verify.unknown')];
}

/**
 * Prints one JSON document per file, and ends with the code of the worst (`domain/report/verdict.ts`); 2 for bad certificates, or where
 * `workspace` is none.
 */
export async function verifyFiles(paths: readonly string[], named: Trust, language: Language, asked?: Asked): Promise<number> {
  const t = translator(language);
  const fail = (error: unknown, path: string): void => {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    process.stdout.write(`${JSON.stringify({ ok: false, error: toAppError(error, language, { path }), path, missing })}\n`);
  };
  let workspace: Opened | undefined;
  let trust: Awaited<ReturnType<typeof readTrust>>;
  try {
    trust = await readTrust(named.root ?? [], named.crl ?? []);
    workspace = asked && (await open(asked, t));
  } catch (error) {
    fail(error, [...(named.root ?? []), ...(named.crl ?? []), ...(asked === undefined ? [] : [asked.dir])].join(' '));
    return badUsage;
  }
  const found = new Set<DocumentStatus>();
  let strange = false;
  for (const path of paths) {
    try {
      const now = new Date().toISOString();
      const bytes = await readFile(path);
      const verification = await verifyBytes(bytes, {
        name: path,
        ...trust,
        now,
        t,
        pages: { resources: resourcesFolder() },
      });
      const record = workspace === undefined ? null : await lookUp(workspace, { ...verification, states: statesOf(bytes) });
      strange ||= record !== null && !(record.belongs === true && record.known);
      process.stdout.write(`${JSON.stringify({ ok: true, value: { path, ...verification, ...(record && { record }) } })}\n`);
      for (const line of [verification.bottomLine, ...verification.notes, ...(record ? sayOf(record, t) : [])])
        process.stderr.write(`${line}\n`);
      found.add(verification.status);
    } catch (error) {
      fail(error, path);
      found.add('unreadable');
    }
  }
  const code = exitCodes[documentStatuses.find((status) => found.has(status)) ?? 'unreadable'];
  return code === exitCodes.valid && strange ? notOfStore : code;
}
