/** Files that cost without end: refused by name, while the program answers as if nothing were there. */
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { buildZip } from '../../fixtures/archives.ts';
import { endlessDoc, endlessPdf, unmeasuredHeic } from '../../fixtures/foreign/costly.ts';
import { parkNames, samples, seatReview, type Seated } from '../../fixtures/review.ts';

/** How long each score took that was set until `work` was done, in ms, the longest last. */
async function scoreMeanwhile({ call, parks, experts }: Seated, leaf: string, work: Promise<unknown>): Promise<number[]> {
  const state = { busy: true };
  void work.finally(() => (state.busy = false)).catch(() => undefined);
  const took: number[] = [];
  for (let count = 0; state.busy; count += 1) {
    const began = performance.now();
    await call('scores.set', { personId: experts[0] ?? '', applicationId: parks[0] ?? '', criterionId: leaf, points: count % 2 });
    took.push(performance.now() - began);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return took.sort((a, b) => a - b);
}

/** A blocked program would have answered once, at the end; a loaded one answers late, but goes on. */
function expectAnswered(took: readonly number[]): void {
  expect(took.length).toBeGreaterThan(30);
  expect(took[Math.floor(took.length / 2)]).toBeLessThan(100);
  expect(took.at(-1)).toBeLessThan(2500);
}

test('scores_are_taken_at_once_while_a_form_without_end_is_read_and_refused', async () => {
  const seated = await seatReview();
  const { call, roundId, leaves, dir } = seated;
  const before = await call('applications.list', { roundId });
  const blobs = readdirSync(join(dir, 'blobs'), { recursive: true });
  const good = join(samples, `${parkNames[3]}.zip`);
  const endless = join(dir, 'endless.zip');
  writeFileSync(endless, buildZip([{ name: '园/申报表.pdf', data: endlessPdf() }]));
  const importing = call('packages.import', { roundId, paths: [endless, good] });
  expectAnswered(await scoreMeanwhile(seated, leaves[0]?.id ?? '', importing));
  const { imported, refused } = await importing;
  expect(refused).toMatchObject([{ package: 'endless.zip', code: 'file/too-costly' }]);
  expect(refused[0]?.message).toMatch(/“[^”]*\.pdf”/);
  // the next package of the same import is read, and of the bad one nothing is left
  expect(imported.map((one) => one.parkName)).toEqual([parkNames[3]]);
  expect((await call('applications.list', { roundId })).length).toBe(before.length + 1);
  expect(readdirSync(join(dir, 'blobs'), { recursive: true }).length).toBeGreaterThan(blobs.length);
});

test('an_old_word_file_that_was_gathered_for_a_minute_and_a_half_is_refused_at_once', async () => {
  const { call } = await seatReview({ parks: 1 });
  const { roundId } = (await call('rounds.list', {}))[0] ?? { roundId: '' };
  const { imported, refused } = await call('packages.import', { roundId, paths: [endlessDoc] });
  expect(imported).toEqual([]);
  expect(refused).toMatchObject([{ package: 'endless-doc.zip', code: 'package/form-unreadable' }]);
  expect(refused[0]?.message).toMatch(/“[^”]*\.doc”/);
});

test('a_pdf_that_unpacks_without_end_is_refused_by_its_name_and_the_next_is_judged', async () => {
  const seated = await seatReview();
  const { call, refusal, leaves, dir } = seated;
  const [path, plain] = [join(dir, '报告.pdf'), join(dir, '空.pdf')];
  writeFileSync(path, endlessPdf());
  writeFileSync(plain, '%PDF-1.7\n');
  const verifying = refusal('documents.verify', { path });
  expectAnswered(await scoreMeanwhile(seated, leaves[0]?.id ?? '', verifying));
  expect(await verifying).toMatchObject({ code: 'file/too-costly', details: { name: path } });
  expect((await call('documents.verify', { path: plain })).status).toBe('unreadable');
});

test.each(['last', 'index'] as const)('a HEIC with a box of no length (%s) is kept without what the camera wrote', async (where) => {
  const { call, parks, dir } = await seatReview({ parks: 1 });
  const { visitId } = await call('visits.open', { applicationId: parks[0] ?? '', visitedOn: '2026-10-20', people: ['张一'] });
  const path = join(dir, 'IMG_0001.heic');
  writeFileSync(path, unmeasuredHeic(where));
  expect(await call('visits.photo', { visitId, path })).toMatchObject({ mediaType: 'image/heic', takenAt: null, orientation: null });
});
