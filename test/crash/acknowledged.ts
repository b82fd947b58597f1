/** What a host said it had kept, and how it is looked for afterwards. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Output } from '../../domain/contract/api.ts';
import { hashOf } from '../../electron/io/hash.ts';
import { bytesSource } from '../../electron/io/zip/byte-source.ts';
import { readWhole } from '../../electron/io/zip/entry.ts';
import { readZip } from '../../electron/io/zip/zip.ts';
import type { Review } from '../fixtures/review.ts';

/** Rows: a restore takes them back to what stood in the backup. */
export interface Rows {
  /** by person/park/criterion */
  readonly scores: Map<string, { readonly version: number; readonly points100: number }>;
  readonly notes: Map<string, string>;
  /** strokes as JSON */
  readonly signs: Map<string, string>;
  readonly applications: Set<string>;
  readonly exports: Set<string>;
  /** serials of returns */
  readonly merged: Set<string>;
}

export interface Acknowledged {
  rows: Rows;
  /** SHA-256 by path: no restore touches them */
  readonly files: Map<string, string>;
  count: number;
}

export const noRows = (): Rows => ({
  scores: new Map(),
  notes: new Map(),
  signs: new Map(),
  applications: new Set(),
  exports: new Set(),
  merged: new Set(),
});

export function copyRows({ scores, notes, signs, applications, exports, merged }: Rows): Rows {
  return {
    scores: new Map(scores),
    notes: new Map(notes),
    signs: new Map(signs),
    applications: new Set(applications),
    exports: new Set(exports),
    merged: new Set(merged),
  };
}

/** What of the rows is not in the store, in words. */
export async function findLost({ call }: Review, rows: Rows, roundId: string, visitId: string): Promise<string[]> {
  const lost: string[] = [];
  const sheets = new Map<string, Output<'scores.get'>>();
  for (const [key, { version, points100 }] of rows.scores) {
    const [personId = '', applicationId = '', criterionId = ''] = key.split('/');
    const sheet = sheets.get(`${personId}/${applicationId}`) ?? (await call('scores.get', { personId, applicationId }));
    sheets.set(`${personId}/${applicationId}`, sheet);
    const kept = sheet.scores.find((one) => one.criterionId === criterionId);
    // at most the one change in flight may have come after what was acknowledged
    if ((kept?.version ?? 0) < version || (kept?.version === version && kept.points100 !== points100)) lost.push(`score ${key} ${version}`);
  }
  const visit = await call('visits.get', { visitId });
  const notes = new Map(visit.notes.map((note) => [note.noteId, note.text]));
  for (const [noteId, text] of rows.notes) if (notes.get(noteId) !== text) lost.push(`note ${text}`);
  // a signature is there whole or not at all
  const signs = new Map(visit.signs.map((one) => [one.signId, JSON.stringify(one.strokes)]));
  for (const [signId, strokes] of rows.signs) if (signs.get(signId) !== strokes) lost.push(`signature ${signId}`);
  const applications = new Set((await call('applications.list', { roundId })).map((one) => one.applicationId));
  for (const id of rows.applications) if (!applications.has(id)) lost.push(`application ${id}`);
  const exports = new Set((await call('reports.list', { roundId })).map((one) => one.exportId));
  for (const id of rows.exports) if (!exports.has(id)) lost.push(`export ${id}`);
  const merged = new Set((await call('exchange.list', { roundId })).map((one) => one.serial));
  for (const serial of rows.merged) if (!merged.has(serial)) lost.push(`return ${serial}`);
  return lost;
}

/** Files that are not as it was said they are, and files of a final name that are not whole. */
export async function findBadFiles(out: string, files: ReadonlyMap<string, string>, whole: Set<string>): Promise<string[]> {
  const bad: string[] = [];
  for (const [path, sha256] of files) if (!existsSync(path) || hashOf(readFileSync(path)) !== sha256) bad.push(path);
  if (!existsSync(out)) return bad;
  for (const entry of readdirSync(out, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    // what is under way has a name of its own
    if (!entry.isFile() || (entry.name.startsWith('.') && entry.name.endsWith('.part')) || whole.has(path)) continue;
    if (await isWhole(path)) whole.add(path);
    else bad.push(`half: ${path}`);
  }
  return bad;
}

async function isWhole(path: string): Promise<boolean> {
  const bytes = readFileSync(path);
  if (path.endsWith('.pdf')) return bytes.subarray(0, 5).toString() === '%PDF-' && /%%EOF\s*$/.test(bytes.subarray(-32).toString('latin1'));
  try {
    const archive = await readZip(bytesSource(bytes));
    for (const entry of archive.entries) expect((await readWhole(archive, entry)).length).toBe(entry.size);
    return true;
  } catch {
    return false;
  }
}
