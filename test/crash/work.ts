/** What a host does until it is killed: each step is one call, and what it acknowledges is written down. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'vitest';
import type { Input, MethodName, Output } from '../../domain/contract/api.ts';
import type { Leaf } from '../../domain/rubric/model.ts';
import { hashOf } from '../../electron/io/hash.ts';
import { buildZip } from '../fixtures/archives.ts';
import type { Roll } from '../fixtures/mutants.ts';
import { formDocx } from '../fixtures/office.ts';
import { copyRows, type Acknowledged } from './acknowledged.ts';
import type { Hosted } from './host.ts';

export interface World {
  readonly roundId: string;
  readonly visitId: string;
  readonly parks: readonly string[];
  /** who enter their scores here */
  readonly scorers: readonly string[];
  /** whose sheets are in */
  readonly submitted: readonly string[];
  readonly leaves: readonly Leaf[];
  readonly returns: readonly string[];
  readonly institution: { readonly institutionPath: string; readonly institutionPassphrase: string };
  /** outside the workspace */
  readonly out: string;
  readonly kept: Acknowledged;
  /** numbers never used before, for names */
  readonly next: () => number;
}

/** Whether the host is still there. */
type Step = (hosted: Hosted, world: World, roll: Roll) => Promise<boolean>;

async function ask<M extends MethodName>(hosted: Hosted, method: M, payload: Input<M>): Promise<Output<M> | null> {
  const answer = await hosted.call(method, payload);
  if (answer === null) return null;
  if (!answer.ok) throw new Error(`${method}: ${answer.error.code} ${JSON.stringify(answer.error.details)}`);
  return answer.value;
}

/** One of the scores of one person, now and then taken back and given again. */
export const score =
  (lane: number): Step =>
  async (hosted, { scorers, parks, leaves, kept }, roll) => {
    const leaf = leaves[roll(leaves.length)];
    const cell = { personId: scorers[lane] ?? '', applicationId: parks[roll(parks.length)] ?? '', criterionId: leaf?.id ?? '' };
    const key = Object.values(cell).join('/');
    const stood = kept.rows.scores.has(key);
    const keep = (version: number, points100: number): void => {
      kept.rows.scores.set(key, { version, points100 });
      kept.count += 1;
    };
    const done = await ask(hosted, 'scores.set', { ...cell, points: roll(2) * ((leaf?.max100 ?? 0) / 100), comment: `第${roll(1000)}条` });
    if (!done) return false;
    keep(done.version, done.points100);
    if (!stood || roll(5) > 0) return true;
    const undone = await ask(hosted, 'scores.undo', { ...cell, seq: done.seq, expectedVersion: done.version });
    if (!undone) return false;
    if (undone.score) keep(undone.version, undone.score.points100);
    const redone = await ask(hosted, 'scores.undo', { ...cell, seq: undone.seq, expectedVersion: undone.version });
    if (redone) keep(redone.version, done.points100);
    return redone !== null;
  };

const note: Step = async (hosted, { visitId, kept, next }) => {
  const text = `第${next()}条记录`;
  const done = await ask(hosted, 'visits.note', { visitId, text });
  if (done) {
    kept.rows.notes.set(done.noteId, text);
    kept.count += 1;
  }
  return done !== null;
};

/** Somebody's hand, of a length that takes more than a page of the store. */
const sign: Step = async (hosted, { visitId, kept, next }) => {
  const name = `第${next()}人`;
  const stroke = (at: number) => Array.from({ length: 120 }, (_, step): [number, number, number] => [step, (at * step) % 90, step * 8]);
  const strokes = Array.from({ length: 12 }, (_, at) => stroke(at));
  const done = await ask(hosted, 'visits.sign', { visitId, name, role: 'park', strokes });
  if (done) {
    kept.rows.signs.set(done.signId, JSON.stringify(strokes));
    kept.count += 1;
  }
  return done !== null;
};

const importPackage: Step = async (hosted, { roundId, out, kept, next }) => {
  const park = `第${next()}跨境电商产业园`;
  const path = join(dirname(out), 'packages', `${park}.zip`);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(
    path,
    buildZip([
      { name: `${park}/1.申报表.docx`, data: formDocx(park) },
      { name: `${park}/2.申请报告.txt`, data: park.repeat(20_000) },
    ]),
  );
  const done = await ask(hosted, 'packages.import', { roundId, paths: [path] });
  if (!done) return false;
  expect(done.imported.length).toBe(1);
  for (const { applicationId } of done.imported) kept.rows.applications.add(applicationId);
  kept.count += 1;
  return true;
};

const makePdf: Step = async (hosted, { parks, submitted, out, kept, next }, roll) => {
  const path = join(out, `评分表-${next()}.pdf`);
  const [applicationId, personId] = [parks[roll(parks.length)], submitted[roll(submitted.length)]];
  const done = await ask(hosted, 'reports.export', { kind: 'sheet', applicationId, personId, path });
  if (!done) return false;
  kept.files.set(done.path, done.sha256);
  kept.rows.exports.add(done.exportId);
  kept.count += 1;
  return true;
};

const makeWorkbook: Step = async (hosted, { scorers, out, kept, next }) => {
  const path = join(out, `评分表-${next()}.xlsx`);
  const done = await ask(hosted, 'scores.exportSheet', { personId: scorers[0] ?? '', path });
  if (!done) return false;
  kept.files.set(done.path, hashOf(readFileSync(done.path)));
  kept.count += 1;
  return true;
};

const makeBatch: Step = async (hosted, { roundId, out, kept, next }) => {
  const done = await ask(hosted, 'reports.batch', { roundId, kinds: ['sheet'], dir: join(out, `全部-${next()}`) });
  if (!done) return false;
  for (const { path, sha256, exportId } of done.files) {
    kept.files.set(path, sha256);
    kept.rows.exports.add(exportId);
  }
  if (done.archive) kept.files.set(done.archive.path, done.archive.sha256);
  kept.count += 1;
  return true;
};

const merge: Step = async (hosted, { returns, institution, kept }, roll) => {
  const path = returns[roll(returns.length)] ?? '';
  const done = await ask(hosted, 'exchange.merge', { paths: [path], ...institution });
  if (!done) return false;
  expect(done.refused).toEqual([]);
  for (const { serial } of [...done.merged, ...done.alreadyThere]) kept.rows.merged.add(serial);
  kept.count += 1;
  return true;
};

/** The one who makes files, takes in packages and returns. */
export const office: Step = async (hosted, world, roll) => {
  const steps = [
    note,
    // short beside the others: most moments would miss it
    ...Array.from({ length: 8 }, () => sign),
    importPackage,
    importPackage,
    makePdf,
    makePdf,
    makeWorkbook,
    makeWorkbook,
    makeBatch,
    makeBatch,
    merge,
    merge,
    merge,
  ];
  return (steps[roll(steps.length)] ?? note)(hosted, world, roll);
};

/** A backup, more scores, and the backup restored; gives the rows as they stood in the backup once the restore was asked for. */
export async function restore(hosted: Hosted, world: World, roll: Roll, asked: (rows: Acknowledged['rows']) => void): Promise<void> {
  const { kept } = world;
  for (let count = 1 + roll(3); count > 0; count -= 1) if (!(await score(0)(hosted, world, roll))) return;
  const backup = await ask(hosted, 'workspace.backup', {});
  if (!backup) return;
  const stood = copyRows(kept.rows);
  for (let count = 1 + roll(3); count > 0; count -= 1) if (!(await score(0)(hosted, world, roll))) return;
  asked(stood);
  if (!(await ask(hosted, 'workspace.restore', { path: backup.path }))) return;
  kept.rows = stood;
  kept.count += 1;
  while (await score(0)(hosted, world, roll));
}
