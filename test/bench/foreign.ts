/**
 * While the worst file is being read a score is still durable within 10 ms at p99. Scores are due every 20 ms, and each counts from
 * when it was due, so that a program that stands still for a moment is not let off the scores that it kept waiting.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { endlessDoc, endlessPdf } from '../fixtures/foreign/costly.ts';
import { bombDocx, bombPackage, crowdedPackage, hugeSheet, passphraseTask, strangeTask } from '../fixtures/foreign/worst.ts';
import type { Input, MethodName } from '../../domain/contract/api.ts';
import { ms, report, spread } from './measure.ts';
import { openScoredRound } from './rounds/scored-round.ts';

/** A score is due every so many ms. */
const every = 20;
/** At least so long, for what is refused at once, in ms. */
const least = 2000;

const dir = mkdtempSync(join(tmpdir(), 'parkpanel-bench-'));
const { host, call, roundId, applicationId, personId, leaves } = await openScoredRound(join(dir, 'workspace'));

function put(name: string, bytes: Uint8Array): string {
  const path = join(dir, name);
  writeFileSync(path, bytes);
  return path;
}

let scored = 0;
async function score(): Promise<void> {
  const leaf = leaves[scored % leaves.length];
  const points = (Math.floor(scored / leaves.length) % 2) * ((leaf?.max100 ?? 0) / 100);
  scored += 1;
  await call('scores.set', { personId, applicationId, criterionId: leaf?.id ?? '', points });
}

/** The longest that this thread worked without looking up, in ms of processor time: other programs do not count into it. */
function watchTurns(): () => number {
  const cpu = (): number => {
    const { user, system } = process.threadCpuUsage();
    return (user + system) / 1000;
  };
  let [longest, last] = [0, cpu()];
  const timer = setInterval(() => {
    const now = cpu();
    longest = Math.max(longest, now - last);
    last = now;
  }, 1);
  return () => {
    clearInterval(timer);
    return longest;
  };
}

/** How late each score was durable after it was due, while `work` goes on. */
async function scoreMeanwhile(work: () => Promise<unknown>): Promise<{ late: number[]; outcome: string; took: number; turn: number }> {
  const longest = watchTurns();
  const late: number[] = [];
  const began = performance.now();
  const state = { outcome: '', took: 0 };
  const end = (outcome: unknown): void => void Object.assign(state, { outcome: String(outcome), took: performance.now() - began });
  work().then(end, end);
  for (let due = performance.now(); state.outcome === '' || performance.now() - began < least; due += every) {
    const early = due - performance.now();
    if (early > 0) await wait(early);
    await score();
    late.push(performance.now() - due);
    // each comes from a window by itself
    await new Promise(setImmediate);
  }
  return { late, ...state, turn: longest() };
}

async function answerTo<M extends MethodName>(method: M, payload: Input<M>): Promise<string> {
  const answer = await host.dispatch.call({ method, payload, language: 'zh' });
  if (!answer.ok) return answer.error.code;
  const value = answer.value as { refused?: readonly { code: string }[]; status?: string; imported?: readonly unknown[] };
  return value.refused?.[0]?.code ?? value.status ?? (value.imported ? 'read' : 'done');
}

const importing = (path: string) => () => answerTo('packages.import', { roundId, paths: [path] });
// what reads each kind is loaded once, whatever the file
await answerTo('documents.verify', { path: put('plain.pdf', Buffer.from('%PDF-1.7\n')) });
await answerTo('scores.importSheet', { personId, path: put('plain.xlsx', Buffer.from('x')) });
const files: readonly (readonly [string, () => Promise<string>])[] = [
  ['nothing', () => wait(least).then(() => 'done')],
  ['a package of 600 MB in 4', importing(put('bomb.zip', bombPackage()))],
  ['a form of 1 GB in 1 MB', importing(put('form.zip', bombDocx()))],
  ['a package of 2 kB with an endless table', importing(endlessDoc)],
  ['a package of 80 000 files', importing(put('crowded.zip', crowdedPackage()))],
  ['a PDF of 2 kB with 50 million objects', () => answerTo('documents.verify', { path: put('bomb.pdf', endlessPdf()) })],
  ['a score sheet of a million cells', () => answerTo('scores.importSheet', { personId, path: put('sheet.xlsx', hugeSheet()) })],
  [
    'a task under a passphrase',
    () => answerTo('exchange.open', { path: join(dir, 'passphrase.pptask'), filePassphrase: 'the passphrase of the file' }),
  ],
  [
    'a task that asks for 1 GB of scrypt',
    () => answerTo('exchange.open', { path: put('scrypt.pptask', strangeTask('scrypt')), filePassphrase: 'x' }),
  ],
  [
    'a task with 200 000 recipients',
    () => answerTo('exchange.open', { path: put('crowd.pptask', strangeTask('recipients')), filePassphrase: 'x' }),
  ],
];
await passphraseTask(join(dir, 'passphrase.pptask'), 'the passphrase of the file');

for (const [what, work] of files) {
  const { late, outcome, took, turn } = await scoreMeanwhile(work);
  const { p50, p99 } = spread(late);
  report(
    `${what}: ${outcome}`,
    `p50 ${ms(p50)}`,
    `p99 ${ms(p99)}`,
    `max ${ms(Math.max(...late))}`,
    `p99 < 10 ms (longest turn ${ms(turn)}, ${late.length} scores in ${(took / 1000).toFixed(1)} s)`,
  );
}
host.session.release();
rmSync(dir, { recursive: true, force: true });
