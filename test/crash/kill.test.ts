/**
 * Nothing acknowledged is ever lost: the host is killed outright while it scores, keeps notes and signatures, imports, makes documents, workbooks and batches, merges
 * returns and restores backups. After each kill the workspace opens, the doctor finds nothing, and no half file has a final name.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { diceOf } from '../fixtures/mutants.ts';
import { institutionPassphrase, openLaptop, openOffice, type Office } from '../fixtures/exchange/office.ts';
import { openReview, submitSheet } from '../fixtures/review.ts';
import { findBadFiles, findLost, noRows, type Rows } from './acknowledged.ts';
import { killAll, startHost } from './host.ts';
import { office as officeStep, restore, score, type World } from './work.ts';

/** `npm run test:crash -- --kills N --seed S` */
const kills = Number(process.env['PARKPANEL_KILLS'] ?? 6);
const seed = Number(process.env['PARKPANEL_CRASH_SEED'] ?? 20_261_129);
/** The latest moment of a kill, in ms after the host answers: while it scores, or anywhere in work that takes longer. */
const latest = [300, 3000] as const;
const results = join(import.meta.dirname, '../../build/crash.json');

afterEach(killAll);

/** Two who score at the office, three whose sheets are in, one who hands in return files. */
async function prepare(): Promise<{ office: Office; world: World }> {
  const office = await openOffice({ parks: 2, experts: 6, identities: 1 });
  const { parks, roundId, leaves, files } = office;
  const [remote = '', ...others] = office.experts;
  const [submitted, scorers] = [others.slice(0, 3), others.slice(3)];
  for (const personId of submitted) for (const applicationId of parks) await submitSheet(office, personId, applicationId, 0.8);
  const laptop = openLaptop(office, remote);
  await laptop.open(await office.issue(remote));
  const returns: string[] = [];
  for (const { id } of leaves.slice(0, 4)) {
    await laptop.call('scores.set', { personId: remote, applicationId: parks[0] ?? '', criterionId: id, points: 1, comment: '已核对' });
    returns.push(await laptop.giveBack());
  }
  const { visitId } = await office.call('visits.open', { applicationId: parks[0] ?? '', visitedOn: '2026-10-10' });
  office.host.session.release();
  let used = 0;
  return {
    office,
    world: {
      roundId,
      visitId,
      parks,
      scorers,
      submitted,
      leaves,
      returns,
      institution: { institutionPath: office.institutionPath, institutionPassphrase },
      out: join(files, 'out'),
      kept: { rows: noRows(), files: new Map(), count: 0 },
      next: () => (used += 1),
    },
  };
}

test(`a host that is killed ${kills} times loses nothing that it acknowledged`, async () => {
  const { office, world } = await prepare();
  const { kept, out } = world;
  const whole = new Set<string>();
  const restores = { asked: 0, done: 0 };
  for (let turn = 0; turn < kills; turn++) {
    const roll = diceOf(seed, turn);
    const hosted = await startHost(office.dir);
    const life = { on: true };
    let backup: Rows | null = null;
    const lane = async (step: ReturnType<typeof score>): Promise<void> => {
      const own = diceOf(seed + 1 + roll(1000), turn);
      while (life.on && (await step(hosted, world, own)));
    };
    const isRestore = turn % 5 === 4;
    // half of the kills come soon after something was finished
    const finished = Promise.withResolvers<void>();
    const finishing: typeof officeStep = async (...given) => {
      const alive = await officeStep(...given);
      finished.resolve();
      return alive;
    };
    const work = isRestore
      ? restore(hosted, world, roll, (rows) => {
          backup = rows;
          restores.asked += 1;
        })
      : Promise.all([lane(score(0)), lane(score(1)), lane(finishing)]);
    // a lane that fails ends the waiting at once
    const moment = 20 + roll(latest[roll(2)] ?? 0);
    await Promise.race([
      turn % 2 === 0 && !isRestore ? finished.promise.then(() => wait(moment / 10)) : wait(moment),
      work.then(() => wait(latest[1])),
    ]);
    await hosted.kill();
    life.on = false;
    await work;

    const after = openReview(office.dir);
    const told = `turn ${turn} of seed ${seed}`;
    expect(
      (await after.call('workspace.doctor', {})).checks.filter((check) => !check.ok),
      told,
    ).toEqual([]);
    let lost = await findLost(after, kept.rows, world.roundId, world.visitId);
    // a restore that was asked for and not answered has come about, or not
    if (lost.length > 0 && backup !== null && kept.rows !== backup) {
      kept.rows = backup;
      restores.done += 1;
      lost = await findLost(after, kept.rows, world.roundId, world.visitId);
    } else if (backup !== null && kept.rows === backup) restores.done += 1;
    expect(lost, told).toEqual([]);
    expect(await findBadFiles(out, kept.files, whole), told).toEqual([]);
    after.host.session.release();
  }
  const { rows, files, count } = kept;
  const figures = {
    seed,
    kills,
    acknowledged: count,
    notes: rows.notes.size,
    signatures: rows.signs.size,
    imported: rows.applications.size,
    documents: rows.exports.size,
    files: files.size,
    wholeFiles: whole.size,
    merged: rows.merged.size,
    restores,
    lost: 0,
  };
  mkdirSync(join(results, '..'), { recursive: true });
  writeFileSync(results, `${JSON.stringify(figures, null, 2)}\n`);
  expect(count).toBeGreaterThan(kills);
}, 0);
