/** Damaged packages, photos and score sheets: refused by a code or read whole, and nothing is left behind. */
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { Refusal } from '../../domain/result.ts';
import { photoAllowance } from '../../electron/io/foreign/allowances.ts';
import { inReader } from '../../electron/io/foreign/reader.ts';
import type { judgePhoto as JudgePhoto } from '../../electron/io/photos/judge-photo.ts';
import { buildZip } from '../fixtures/archives.ts';
import { mutate, type Roll } from '../fixtures/mutants.ts';
import { formDocx } from '../fixtures/office.ts';
import { heic, samplePicture, withExif } from '../fixtures/photos.ts';
import { noisePng } from '../fixtures/png.ts';
import { openDesk } from '../fixtures/reading.ts';
import { parkNames, samples, seatReview } from '../fixtures/review.ts';
import { readFinds, runCampaign, type Campaign } from './campaign.ts';
import { mutateParts } from './parts.ts';

function pick<T>(from: readonly [T, ...T[]], roll: Roll): T {
  return from[roll(from.length)] ?? from[0];
}

test('zip: refused by code or read whole', async () => {
  const desk = openDesk();
  onTestFinished(() => desk.clear());
  const plain = buildZip([
    { name: '甲园/申报表.docx', data: formDocx(), method: 0 },
    { name: '甲园/申请报告.txt', data: '报告'.repeat(500) },
    { name: '甲园/证明材料/营业执照.txt', data: '执照', descriptor: true },
  ]);
  const bundle = buildZip(
    [
      { name: '市/甲.zip', data: plain, method: 0 },
      { name: '市/乙.zip', data: plain },
      { name: '市/推荐函.txt', data: 'x' },
    ],
    { zip64: true },
  );
  const sample = readFileSync(join(samples, `${parkNames[0]}.zip`));
  let written = 0;
  const campaign: Campaign = {
    kind: 'zip',
    few: 150,
    async make(roll) {
      const seed = pick([plain, plain, bundle, sample], roll);
      return {
        name: '变.zip',
        bytes: roll(8) === 0 && seed === bundle ? await mutateParts(seed, /zip$/, roll) : mutate(seed, roll, { other: plain }),
      };
    },
    async read({ name, bytes }) {
      const path = desk.put(`${(written += 1)}/${name}`, bytes);
      const readings = await desk.read(path);
      rmSync(path);
      let outcome = '';
      for (const reading of readings) {
        if (reading.kind === 'refused') outcome = reading.code;
        else {
          outcome ||= 'read';
          expect(reading.staged.map(({ sha256 }) => sha256)).toEqual(reading.package.documents.map(({ sha256 }) => sha256));
          await desk.blobs.discard(reading.staged);
        }
      }
      expect(outcome).not.toBe('');
      if (outcome === 'file/reader-ended') throw new Refusal(outcome);
      return outcome;
    },
  };
  await readFinds(campaign);
  const outcomes = await runCampaign(campaign);
  expect(desk.left()).toEqual([]);
  expect(readdirSync(desk.blobs.dir)).toEqual(['.staging']);
  expect(outcomes.get('read')).toBeGreaterThan(0);
  expect(outcomes.size).toBeGreaterThan(3);
}, 0);

test('photo: no picture, or facts of the right shape', async () => {
  const seated = await seatReview({ parks: 1, experts: 1 });
  const jpeg = await samplePicture(seated, seated.parks[0] ?? '');
  const told = withExif(jpeg, {
    taken: '2026:10:20 09:30:00',
    offset: '+08:00',
    orientation: 6,
    latitude: [28, 11, 30, 'N'],
    longitude: [112, 58, 5, 'E'],
  });
  const seeds = [told, told, jpeg, Buffer.from(noisePng(60, 40)), heic()] as const;
  const judge = inReader<typeof JudgePhoto>('photo', photoAllowance);
  const campaign: Campaign = {
    kind: 'photo',
    few: 300,
    make(roll) {
      const seed = pick(seeds, roll);
      // the head is where the camera writes
      const head = 600;
      const bytes =
        roll(2) === 0 ? Buffer.concat([mutate(seed.subarray(0, head), roll, { other: told }), seed.subarray(head)]) : mutate(seed, roll);
      return { name: '照片.jpg', bytes };
    },
    async read({ name, bytes }) {
      const facts = await judge({ name, bytes: bytes.length }, bytes);
      if (facts === null) return 'no picture';
      if (facts.takenAt !== null) expect(facts.takenAt).toMatch(/^\d{4}-\d{2}-\d{2}T/);
      if (facts.orientation !== null) expect([1, 2, 3, 4, 5, 6, 7, 8]).toContain(facts.orientation);
      return facts.whole ? 'whole' : 'not whole';
    },
  };
  await readFinds(campaign);
  const outcomes = await runCampaign(campaign);
  expect(outcomes.get('whole')).toBeGreaterThan(0);
  expect(outcomes.get('no picture')).toBeGreaterThan(0);
}, 0);

test('sheet: refused, or taken line by line', async () => {
  const seated = await seatReview({ parks: 2, experts: 1 });
  const folder = mkdtempSync(join(tmpdir(), 'fuzz-sheet-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const [personId = ''] = seated.experts;
  const original = join(folder, '评分表.xlsx');
  await seated.call('scores.exportSheet', { personId, path: original });
  const seed = readFileSync(original);
  const words = [
    '<v>5</v>',
    '<v>-1</v>',
    '<v>1e308</v>',
    '<v>0.005</v>',
    ' t="s"',
    ' t="inlineStr"',
    '<is><t>5</t></is>',
    '<row r="4">',
    'parkpanel-score-sheet-1',
    '<c r="G5"',
  ];
  let written = 0;
  const campaign: Campaign = {
    kind: 'sheet',
    few: 80,
    make: async (roll) => ({
      name: '评分表.xlsx',
      bytes: roll(5) === 0 ? mutate(seed, roll) : await mutateParts(seed, /sheet\d\.xml$|workbook\.xml$|sharedStrings\.xml$/, roll, words),
    }),
    async read({ name, bytes }) {
      const path = join(folder, `${(written += 1)}-${name}`);
      writeFileSync(path, bytes);
      const answer = await seated.host.dispatch.call({ method: 'scores.importSheet', payload: { personId, path }, language: 'zh' });
      rmSync(path);
      if (answer.ok) return 'taken';
      throw new Refusal(answer.error.code, answer.error.details);
    },
  };
  await readFinds(campaign);
  const outcomes = await runCampaign(campaign);
  expect(outcomes.get('taken')).toBeGreaterThan(0);
  expect(outcomes.size).toBeGreaterThan(1);
  expect((await seated.call('workspace.doctor', {})).checks.filter(({ ok }) => !ok)).toEqual([]);
}, 0);
