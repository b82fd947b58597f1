/** 意见 and its sheet are one thing between laptops, too: of a submitted sheet the opinion that was sealed with it is in use. */
import { expect, test } from 'vitest';
import { readScoreSheet } from '../../../electron/services/documents/readers/score-sheet.ts';
import { translator } from '../../../electron/services/session/texts.ts';
import { openLaptop, openOffice } from '../../fixtures/exchange/office.ts';
import { submitSheet } from '../../fixtures/review.ts';

type Stated = { readonly text: string; readonly recommendation: 'recommend' | 'notRecommend' };
const agreed: Stated = { text: '规划清晰', recommendation: 'recommend' };
const refused: Stated = { text: '面积不实', recommendation: 'notRecommend' };

/** Two laptops of one expert with the same scores and two opinions; the first submitted, the second where `both`. Both came home. */
async function twoOpinions(both: boolean) {
  const office = await openOffice({ parks: 1, experts: 1 });
  const [personId = ''] = office.experts;
  const [applicationId = ''] = office.parks;
  const seat = { personId, applicationId };
  const task = await office.issue(personId);
  const laptops = [openLaptop(office, personId), openLaptop(office, personId)] as const;
  for (const [index, laptop] of laptops.entries()) {
    await laptop.open(task);
    await laptop.call('opinions.set', { ...seat, ...(index === 0 ? agreed : refused) });
    if (index === 0 || both) await submitSheet({ ...office, ...laptop }, personId, applicationId, 0.8);
  }
  const { conflicts } = await office.merge(await laptops[1].giveBack(), await laptops[0].giveBack());
  const devices = await Promise.all(laptops.map(async (one) => (await one.call('workspace.info', {})).deviceId));
  return { office, laptops, seat, conflicts, devices };
}

const unhealthy = async ({ call }: Awaited<ReturnType<typeof openOffice>>) =>
  (await call('workspace.doctor', {})).checks.filter((check) => !check.ok);

test('a_submitted_sheet_keeps_the_opinion_that_it_sealed_until_somebody_chooses_and_another_opens_it', async () => {
  const { office, laptops, seat, conflicts, devices } = await twoOpinions(false);
  const stands = async () => [
    (await office.call('scores.get', seat)).state,
    (await office.call('opinions.get', seat))?.text,
    (await office.call('opinions.get', seat))?.sealed?.holds,
  ];
  expect(conflicts.map((one) => one.kind)).toEqual(['opinion']);
  expect(await stands()).toEqual(['submitted', agreed.text, true]);
  const [question] = conflicts;
  expect(question?.sides.map((side) => [side.device, side.content['text'], side.inUse])).toEqual([
    [devices[0], agreed.text, true],
    [devices[1], refused.text, false],
  ]);
  expect(await unhealthy(office)).toEqual([]);
  const answer = await office.call('exchange.resolve', { conflictId: question?.conflictId ?? '', choice: 'incoming', reason: '电话确认' });
  expect(answer).toEqual({ settled: 1, left: 0, reopened: [seat.applicationId] });
  expect(await stands()).toEqual(['draft', refused.text, undefined]);
  const [decided] = await office.call('exchange.decisions', { roundId: office.roundId });
  expect(decided).toMatchObject({ settled: 1, reopened: true, canTakeBack: true });
  // the expert is told on opening, and finds the sheet open with what was chosen
  const opened = (await laptops[0].open(await office.issue(seat.personId))) as { decisions: { reopened: boolean; reason: string }[] };
  expect(opened.decisions).toMatchObject([{ reopened: true, reason: '电话确认' }]);
  expect(await laptops[0].call('scores.get', seat)).toMatchObject({
    state: 'draft',
    reopened: { by: null, cause: 'conflict', reason: '电话确认', criteria: [], opinion: true },
  });
  expect((await laptops[0].call('opinions.get', seat))?.text).toBe(refused.text);

  await office.call('exchange.takeBack', { decision: decided?.decision ?? '', reason: '记错了人' });
  expect((await office.call('scores.get', seat)).reopened).toBeNull();
  expect(await stands()).toEqual(['submitted', agreed.text, true]);
  expect((await office.call('exchange.conflicts', { personId: seat.personId })).map((one) => one.kind)).toEqual(['opinion']);
  // what stays as it was sealed stays submitted
  const again = await office.call('exchange.resolve', { conflictId: question?.conflictId ?? '', choice: 'local', reason: '电话确认' });
  expect(again).toEqual({ settled: 1, left: 0, reopened: [] });
  expect(await stands()).toEqual(['submitted', agreed.text, true]);
  expect(await unhealthy(office)).toEqual([]);
}, 120_000);

test('of_two_submissions_with_the_same_scores_the_one_whose_opinion_is_chosen_is_the_sheet', async () => {
  const { office, laptops, seat, conflicts } = await twoOpinions(true);
  expect(conflicts.map((one) => one.kind)).toEqual(['opinion']);
  const other = conflicts[0]?.sides.find((side) => !side.inUse);
  const before = await office.call('opinions.get', seat);
  expect(before?.sealed?.holds).toBe(true);
  const answer = await office.call('exchange.takeAll', { ...seat, device: other?.device ?? '', reason: '本人确认' });
  expect(answer).toEqual({ settled: 1, left: 0, reopened: [] });
  const after = await office.call('opinions.get', seat);
  expect([after?.text, after?.sealed?.holds]).toEqual([other?.content['text'], true]);
  expect(after?.sealed?.digest).not.toBe(before?.sealed?.digest);
  expect((await office.call('scores.get', seat)).state).toBe('submitted');
  expect(await unhealthy(office)).toEqual([]);
  // and what comes home once more changes nothing
  for (const laptop of laptops) expect((await office.merge(await laptop.giveBack())).conflicts).toEqual([]);
  expect((await office.call('opinions.get', seat))?.text).toBe(other?.content['text']);
}, 120_000);

test('one_whole_sheet_that_is_taken_brings_its_opinion', async () => {
  const office = await openOffice({ parks: 1, experts: 1 });
  const [personId = ''] = office.experts;
  const [applicationId = ''] = office.parks;
  const seat = { personId, applicationId };
  const task = await office.issue(personId);
  const files: string[] = [];
  for (const [stated, share] of [
    [agreed, 0.8],
    [refused, 0.7],
  ] as const) {
    const laptop = openLaptop(office, personId);
    await laptop.open(task);
    await laptop.call('opinions.set', { ...seat, ...stated });
    await submitSheet({ ...office, ...laptop }, personId, applicationId, share);
    files.push(await laptop.giveBack());
  }
  const { conflicts } = await office.merge(...files);
  const card = conflicts.find((one) => one.kind === 'sheet');
  const inUse = card?.sides.find((side) => side.inUse);
  const opinion = conflicts.find((one) => one.kind === 'opinion');
  // one laptop's whole sheet, its opinion with it
  expect(opinion?.sides.find((side) => side.inUse)?.device).toBe(inUse?.device);
  const wanted = card?.sides.find((side) => !side.inUse);
  const answer = await office.call('exchange.resolve', {
    conflictId: card?.conflictId ?? '',
    choice: wanted?.version ?? '',
    reason: '电话确认',
  });
  expect(answer).toMatchObject({ settled: conflicts.length, left: 0, reopened: [] });
  const stated = await office.call('opinions.get', seat);
  expect(stated?.text).toBe(opinion?.sides.find((side) => side.device === wanted?.device)?.content['text']);
  expect(stated?.sealed?.holds).toBe(true);
  expect(await unhealthy(office)).toEqual([]);
}, 120_000);

/** One laptop submits without an opinion, the other has one, and submits where `submits`, with other scores where `otherwise`. */
async function oneWithout({ submits, otherwise = false }: { submits: boolean; otherwise?: boolean }) {
  const office = await openOffice({ parks: 1, experts: 1 });
  const [personId = ''] = office.experts;
  const [applicationId = ''] = office.parks;
  const seat = { personId, applicationId };
  const task = await office.issue(personId);
  const [without, stating] = [openLaptop(office, personId), openLaptop(office, personId)];
  await without.open(task);
  await submitSheet({ ...office, ...without }, personId, applicationId, 0.8);
  await stating.open(task);
  await stating.call('opinions.set', { ...seat, ...refused });
  if (submits) await submitSheet({ ...office, ...stating }, personId, applicationId, otherwise ? 0.6 : 0.8);
  const { conflicts } = await office.merge(await without.giveBack(), await stating.giveBack());
  const device = async ({ call }: typeof without) => (await call('workspace.info', {})).deviceId;
  const digest = async ({ call }: typeof without) => (await call('scores.get', seat)).digest;
  const digests = { without: await digest(without), stating: await digest(stating) };
  return { office, seat, conflicts, digests, without: await device(without), stating: await device(stating) };
}

test('an_opinion_from_another_laptop_stands_beside_a_sheet_that_sealed_none_and_says_so', async () => {
  const { office, seat, conflicts } = await oneWithout({ submits: false });
  // nobody said anything else, so that there is nothing to choose
  expect(conflicts).toEqual([]);
  expect((await office.call('scores.get', seat)).state).toBe('submitted');
  expect(await office.call('opinions.get', seat)).toMatchObject({ text: refused.text, sealed: null });
  const { host } = office;
  const { opinion } = readScoreSheet(host.session.store.read, seat.personId, seat.applicationId, {
    session: host.session,
    language: 'zh',
    t: translator('zh'),
  });
  expect(opinion).toMatchObject({ text: refused.text, digest: null, elsewhere: true });
  expect(await unhealthy(office)).toEqual([]);
}, 120_000);

test('of_two_submissions_alike_the_one_with_an_opinion_is_the_sheet', async () => {
  const { office, seat, conflicts } = await oneWithout({ submits: true });
  expect(conflicts).toEqual([]);
  expect(await office.call('opinions.get', seat)).toMatchObject({ text: refused.text, sealed: { holds: true } });
  expect(await unhealthy(office)).toEqual([]);
}, 120_000);

test('a_sheet_that_sealed_no_opinion_is_never_shown_with_the_one_of_the_other_sheet', async () => {
  const { office, seat, conflicts, digests, ...devices } = await oneWithout({ submits: true, otherwise: true });
  expect(new Set(conflicts.map(({ kind }) => kind))).toEqual(new Set(['score', 'sheet', 'opinion']));
  const stands = async () => {
    const { state, digest } = await office.call('scores.get', seat);
    const stated = await office.call('opinions.get', seat);
    return { state, digest, text: stated?.text ?? null, holds: stated?.sealed?.holds ?? null };
  };
  const sealed = {
    without: { state: 'submitted', digest: digests.without, text: null, holds: null },
    stating: { state: 'submitted', digest: digests.stating, text: refused.text, holds: true },
  };
  expect([sealed.without, sealed.stating]).toContainEqual(await stands());
  expect(await unhealthy(office)).toEqual([]);
  for (const name of ['without', 'stating'] as const) {
    const open = await office.call('exchange.conflicts', { personId: seat.personId });
    if (open.length === 0) {
      const [decided] = await office.call('exchange.decisions', { roundId: office.roundId });
      await office.call('exchange.takeBack', { decision: decided?.decision ?? '', reason: '重选' });
    }
    await office.call('exchange.takeAll', { ...seat, device: devices[name], reason: '本人确认' });
    expect(await stands()).toEqual(sealed[name]);
    expect(await unhealthy(office)).toEqual([]);
  }
}, 120_000);
