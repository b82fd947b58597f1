/** All documents of a round in one go: from one state of the store, under one clock, whole or not at all. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import canonicalize from 'canonicalize';
import type { BatchAnswer } from '../../../domain/contract/api.ts';
import { isWithoutScores, nameOfKind, reportKinds } from '../../../domain/report/kinds.ts';
import { safeFileName } from '../../../domain/names.ts';
import { formatTime } from '../../../domain/report/phrases.ts';
import { Refusal, refuse } from '../../../domain/result.ts';
import type { RoundRow } from '../../../db/queries/rounds.ts';
import type { DocumentThread } from '../../io/documents/document-thread.ts';
import { hashOf, startHash } from '../../io/hash.ts';
import { writeZip, type ZipPart } from '../../io/zip/write.ts';
import { toAppError, type Handlers } from '../session/dispatch.ts';
import { missingFields, recordExport, requiredFields } from './record.ts';
import { findSubject, listWanted, orderOf, requireDue, type Subject, type Wanted } from './subjects.ts';
import { ownRoots } from './reports.ts';
import { requireRound } from '../session/lookups.ts';
import { writeNamed } from '../session/own-files.ts';
import { refuseTaken } from '../session/paths.ts';
import type { Call } from '../session/session.ts';
import { openSigners } from '../identities/unlocked-key.ts';
import { requireUnblocked } from '../tally/blocked.ts';
import { runTally } from '../tally/run-tally.ts';
import { type RoundTally } from '../tally/round-tally.ts';
import { pick } from '../../../domain/pick.ts';

type MadeFile = BatchAnswer['files'][number];
type Left = BatchAnswer['left'][number];

interface Planned {
  readonly subject: Subject;
  /** in the folder and in the archive, with "/" */
  readonly name: string;
}

/** Reads everything at once, so that all documents tell of the same moment and carry the same head of the record. */
function readAll(call: Call, wanted: readonly Wanted[], shared: RoundTally | undefined, left: Left[]): Planned[] {
  const taken = new Set<string>();
  return wanted.flatMap((one) => {
    const found = findSubject(call, one);
    try {
      requireDue(call.session.store.read, found);
      const subject = found.read(shared);
      const folder = call.t(nameOfKind(one.kind));
      let name = '';
      for (let copy = 1; name === '' || taken.has(name.toLowerCase()); copy++)
        name = `${folder}/${subject.name}${copy === 1 ? '' : ` (${copy})`}.pdf`;
      taken.add(name.toLowerCase());
      return [{ subject, name }];
    } catch (error) {
      left.push(leftOver(call, found, found.title, error));
      return [];
    }
  });
}

/** Only what the rules refuse is left out; anything else stops the batch. */
function leftOver(
  { language }: Call,
  { kind, applicationId, personId }: Omit<Subject, 'data' | 'name'>,
  name: string,
  error: unknown,
): Left {
  if (!(error instanceof Refusal)) throw error;
  const { code, message } = toAppError(error, language);
  return { kind, applicationId, personId, name, code, message };
}

interface Batch {
  readonly call: Call;
  readonly at: string;
  readonly dir: string;
  readonly thread: DocumentThread;
  readonly holders: readonly string[];
  readonly shared: RoundTally | undefined;
}

async function makeOne({ call, at, dir, thread, holders, shared }: Batch, { subject, name }: Planned): Promise<MadeFile> {
  const { roundId, applicationId, data } = subject;
  const isSigned = data.signatures.some(({ signer }) => holders.includes(signer));
  const isBlocked = shared?.result.blocked.some((one) => applicationId === null || one.applicationId === applicationId) ?? false;
  if (isSigned && isBlocked) requireUnblocked(call.session.store.read, roundId, applicationId, call);
  const { bytes, pages, signedBy, status } = await thread.make(await orderOf(subject, call, at));
  const path = join(dir, ...name.split('/'));
  await writeNamed(call.session, path, bytes);
  const sha256 = hashOf(bytes);
  const exportId = recordExport(call, subject, { path, sha256, pages, signedBy, status }, at);
  return {
    ...pick(subject, 'kind', 'applicationId', 'personId'),
    exportId,
    path,
    name,
    sha256,
    pages,
    signedBy: [...signedBy],
    status,
    missing: missingFields(requiredFields(data.signatures), signedBy),
  };
}

/** The index for programs and the one to read; both say what every file's bytes are. */
function indexFiles(
  { t, session }: Call,
  round: RoundRow,
  at: string,
  chainHead: string | null,
  files: readonly MadeFile[],
  left: readonly Left[],
): { name: string; bytes: Buffer }[] {
  const listed = files.map((file) => ({
    ...pick(file, 'kind', 'applicationId', 'personId', 'name', 'sha256', 'pages', 'signedBy', 'status'),
    missing: file.missing.map(({ signer }) => signer),
  }));
  const json = canonicalize({
    format: 'parkpanel-documents-1',
    program: session.program,
    madeAt: at,
    round: { roundId: round.id, name: round.name, schemeId: round.schemeId },
    chainHead,
    files: listed,
    left: left.map(({ name, code }) => ({ name, code })),
  });
  const separator = t('reports.listSeparator');
  const lines = [
    t('reports.index.title', { round: round.name }),
    t('reports.index.made', { at: formatTime(t, at), count: files.length }),
    '',
    ...listed.flatMap(({ name, sha256, pages, signedBy, missing }, index) => [
      t('reports.index.line', { number: index + 1, name, pages, sha256 }),
      ...(signedBy.length > 0 ? [t('reports.index.signedBy', { names: signedBy.join(separator) })] : []),
      ...(missing.length > 0 ? [t('reports.index.missing', { names: missing.join(separator) })] : []),
    ]),
    ...(left.length > 0
      ? [
          '',
          t('reports.index.left'),
          ...left.map(({ name, message }, index) => t('reports.index.leftLine', { number: index + 1, name, message })),
        ]
      : []),
  ];
  return [
    { name: 'index.json', bytes: Buffer.from(json ?? '') },
    // the mark tells older Windows programs that it is UTF-8
    { name: t('reports.index.name'), bytes: Buffer.from(`\uFEFF${lines.join('\r\n')}\r\n`) },
  ];
}

/** A file as it was written: what changed on the disk since then is not passed on. */
function partOf({ name, path, sha256 }: MadeFile, bytes: number): ZipPart {
  return {
    name,
    bytes,
    async *open() {
      const hash = startHash();
      for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
        hash.update(chunk);
        yield chunk;
      }
      if (hash.digest('hex') !== sha256) refuse('report/altered', { path });
    },
  };
}

async function writeArchive(
  session: Call['session'],
  path: string,
  files: readonly MadeFile[],
  indexes: readonly { name: string; bytes: Buffer }[],
): Promise<NonNullable<BatchAnswer['archive']>> {
  const parts: ZipPart[] = indexes.map(({ name, bytes }) => ({
    name,
    bytes: bytes.length,
    // oxlint-disable-next-line typescript/require-await -- the archive reads streams; this is one of one chunk
    async *open() {
      yield bytes;
    },
  }));
  for (const file of files) parts.push(partOf(file, (await stat(file.path)).size));
  const hash = startHash();
  let bytes = 0;
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const chunk of writeZip(parts)) {
      hash.update(chunk);
      bytes += chunk.length;
      yield chunk;
    }
  }
  await writeNamed(session, path, counted());
  return { path, sha256: hash.digest('hex'), bytes };
}

export const reportBatchHandlers = {
  async 'reports.batch'(call, { roundId, kinds, dir, sign = [], replace = false }) {
    const { session, t, signal, progress, at } = call;
    const store = session.store.read;
    const round = requireRound(store, roundId);
    const folder = resolve(dir);
    const left: Left[] = [];
    // letters go out before anybody has scored
    const counts = kinds === undefined || kinds.some((kind) => !isWithoutScores(kind));
    const shared = round.rubric === null || !counts ? undefined : runTally(store, roundId);
    const planned = readAll(call, listWanted(store, round, kinds), shared, left);
    if (planned.length === 0) refuse('report/nothing-to-make', { round: round.name, because: left.map(({ message }) => message) });
    const archivePath = join(folder, `${safeFileName(t('reports.fileName.archive', { round: round.name }))}.zip`);
    const targets = [...planned.map(({ name }) => join(folder, ...name.split('/'))), archivePath];
    refuseTaken(session, 'report/path-taken', targets, replace);

    const total = planned.length + 1;
    progress(0, total, round.name);
    const { startDocumentThread } = await import('../../io/documents/document-thread.ts');
    const thread = startDocumentThread({ fontFolder: join(session.resources, 'fonts'), roots: ownRoots(session) });
    // whoever cancels does not wait for the document at hand
    const stop = (): void => void thread.end();
    signal.addEventListener('abort', stop);
    const files: MadeFile[] = [];
    try {
      const keys = (await openSigners(call, sign)).map(({ key }) => key);
      const holders = keys.length > 0 ? await thread.open(keys) : [];
      for (const [index, one] of planned.entries()) {
        if (signal.aborted) break;
        try {
          files.push(await makeOne({ call, at, dir: folder, thread, holders, shared }, one));
        } catch (error) {
          if (signal.aborted) break;
          left.push(leftOver(call, one.subject, one.subject.name, error));
        }
        progress(index + 1, total, one.subject.name);
      }
    } finally {
      signal.removeEventListener('abort', stop);
      await thread.end();
    }
    const chainHead = planned[0]?.subject.data.chainHead ?? null;
    const archive =
      signal.aborted || files.length === 0
        ? null
        : await writeArchive(call.session, archivePath, files, indexFiles(call, round, at, chainHead, files, left));
    const { aborted: cancelled } = signal;
    session.store.write((tx) =>
      call.append(tx, {
        kind: 'report.batch',
        entity: `round:${roundId}`,
        new: {
          kinds: kinds ?? [...reportKinds],
          files: files.map(({ exportId, sha256 }) => ({ exportId, sha256 })),
          left: left.length,
          cancelled,
          archive: archive?.sha256 ?? null,
        },
      }),
    );
    progress(total, total, round.name);
    return { cancelled, files, left, archive };
  },
} satisfies Partial<Handlers>;
