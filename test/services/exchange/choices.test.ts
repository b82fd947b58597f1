/** 选定: a choice between two laptops takes what one of them sealed, or cell by cell what a person chose, and loses nothing. */
import { expect, test } from 'vitest';
import { openLaptop, openOffice, type Laptop, type Office } from '../../fixtures/exchange/office.ts';
import { submitSheet } from '../../fixtures/review.ts';

/** Two laptops of one expert, who submitted one park on both; both came home. */
async function twoSealed(shares: readonly [number, number] = [0.8, 0.7]) {
  const office = await openOffice({ parks: 1, experts: 1 });
  const [personId = ''] = office.experts;
  const [applicationId = ''] = office.parks;
  const task = await office.issue(personId);
  const laptops = [openLaptop(office, personId), openLaptop(office, personId)] as const;
  for (const [index, laptop] of laptops.entries()) {
    await laptop.open(task);
    await submitSheet({ ...office, ...laptop }, personId, applicationId, shares[index] ?? 0);
  }
  const merged = await office.merge(await laptops[0].giveBack(), await laptops[1].giveBack());
  return {
    office,
    laptops,
    personId,
    applicationId,
    seat: { personId, applicationId },
    conflicts: merged.conflicts,
    merged: merged.merged,
  };
}

test('a_merge_sorts_each_row_once_and_counts_what_the_file_itself_submitted', async () => {
  const { office, laptops, merged, conflicts } = await twoSealed();
  const rows = office.leaves.length + 1;
  // the declaration came from the office
  const declared = 1;
  const [first, second] = merged;
  expect(first).toMatchObject({ came: rows, alreadyThere: declared, conflicts: 0, submitted: 1 });
  expect(second).toMatchObject({ came: rows - conflicts.length, alreadyThere: declared, conflicts: conflicts.length, submitted: 1 });
  const again = await office.merge(await laptops[1].giveBack());
  expect(again.merged).toEqual([]);
  expect(again.alreadyThere).toMatchObject([
    { came: 0, alreadyThere: declared + rows - conflicts.length, conflicts: conflicts.length, submitted: 1 },
  ]);
}, 120_000);

/** What a sheet says, whatever its versions are. */
async function sheetOf(review: Pick<Laptop | Office, 'call'>, seat: { personId: string; applicationId: string }) {
  const { state, digest, submittedAt, scores, abstained, totals } = await review.call('scores.get', seat);
  return {
    state,
    digest,
    submittedAt,
    total100: totals.total100,
    scores: scores
      .map(({ criterionId, points100, comment }) => [criterionId, points100, comment])
      .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
    abstained: abstained.map(({ criterionId, reason }) => [criterionId, reason]),
  };
}

test.each([0, 1] as const)(
  'choosing_the_sheet_of_one_laptop_takes_its_whole_sealed_sheet: %i',
  async (wanted) => {
    const { office, laptops, seat, conflicts } = await twoSealed();
    const card = conflicts.find((one) => one.kind === 'sheet');
    const there = await sheetOf(laptops[wanted], seat);
    const side = card?.sides.find((one) => one.content['digest'] === there.digest);
    const answer = await office.call('exchange.resolve', {
      conflictId: card?.conflictId ?? '',
      choice: side?.version ?? '',
      reason: '专家电话确认',
    });
    expect(answer).toMatchObject({ left: 0, reopened: [] });
    expect(await sheetOf(office, seat)).toEqual(there);
    expect((await office.call('workspace.doctor', {})).checks.filter((check) => !check.ok)).toEqual([]);
  },
  120_000,
);

test('a_choice_taken_back_leaves_everything_as_it_stood_and_travels', async () => {
  const { office, laptops, personId, applicationId, seat, conflicts } = await twoSealed();
  const said = (rows: typeof conflicts) =>
    rows.map(({ conflictId, sides }) => [conflictId, sides.map(({ device, at, inUse, content }) => ({ device, at, inUse, content }))]);
  const before = [await sheetOf(office, seat), said(conflicts)];
  const card = conflicts.find((one) => one.kind === 'sheet');
  const wanted = card?.sides.find((side) => !side.inUse);
  const answer = await office.call('exchange.resolve', {
    conflictId: card?.conflictId ?? '',
    choice: wanted?.version ?? '',
    reason: '专家电话确认',
  });
  expect(answer).toMatchObject({ settled: conflicts.length, left: 0 });
  const [decided] = await office.call('exchange.decisions', { roundId: office.roundId });
  expect(decided).toMatchObject({
    settled: conflicts.length,
    sheet: true,
    reopened: false,
    devices: [{ device: wanted?.device }],
    reason: '专家电话确认',
    by: null,
    takenBack: null,
    canTakeBack: true,
  });
  // every row that was settled says on record what both laptops had said
  const settled = (await office.call('audit.list', { after: 0, limit: 1000 })).filter((one) => one.kind === 'exchange.resolve');
  expect(settled.map((one) => (one.old as { sides: { device: string }[] }).sides.map((side) => side.device).sort())).toEqual(
    settled.map(() => card?.sides.map((side) => side.device).sort()),
  );

  const back = { decision: decided?.decision ?? '', reason: '记错了人' };
  expect(await office.call('exchange.takeBack', back)).toEqual({ restored: conflicts.length, left: conflicts.length });
  expect([await sheetOf(office, seat), said(await office.call('exchange.conflicts', { personId }))]).toEqual(before);
  expect((await office.refusal('exchange.takeBack', back)).code).toBe('exchange/decision-overtaken');
  const [undone] = await office.call('exchange.decisions', { roundId: office.roundId });
  expect(undone).toMatchObject({ takenBack: { reason: '记错了人' }, canTakeBack: false });
  expect((await office.call('workspace.doctor', {})).checks.filter((check) => !check.ok)).toEqual([]);

  // on the expert's laptop the same stands open, and can be chosen there; the choice comes home
  const [own, other] = laptops;
  await own.open(await office.issue(personId));
  expect(said(await own.call('exchange.conflicts', { personId }))).toEqual(before[1]);
  await own.call('exchange.takeAll', { personId, applicationId, device: wanted?.device ?? '', reason: '本人选定' }, personId);
  expect((await office.merge(await own.giveBack())).conflicts).toEqual([]);
  const holder = await Promise.all(laptops.map(async (one) => (await one.call('workspace.info', {})).deviceId));
  const sealed = await sheetOf(wanted?.device === holder[1] ? other : own, seat);
  expect(await sheetOf(office, seat)).toEqual(sealed);
  expect(sealed.state).toBe('submitted');
  // what either laptop still brings changes nothing
  expect((await office.merge(await other.giveBack())).conflicts).toEqual([]);
  expect(await sheetOf(office, seat)).toEqual(sealed);
  for (const review of [office, own]) expect((await review.call('workspace.doctor', {})).checks.filter((check) => !check.ok)).toEqual([]);
}, 180_000);

test('a_line_chosen_against_the_seal_opens_the_sheet_at_once_and_taken_back_it_is_sealed_again', async () => {
  const { office, personId, applicationId, seat, conflicts } = await twoSealed();
  const before = await sheetOf(office, seat);
  const line = conflicts.find((one) => one.kind === 'score');
  const other = line?.sides.find((side) => !side.inUse);
  expect(
    await office.call('exchange.resolve', { conflictId: line?.conflictId ?? '', choice: other?.version ?? '', reason: '现场核对' }),
  ).toEqual({ settled: 1, left: conflicts.length - 2, reopened: [applicationId] });
  const mixed = await sheetOf(office, seat);
  expect([mixed.state, mixed.digest]).toEqual(['draft', null]);
  // one line as it was chosen, every other as it stood
  expect(mixed.scores.filter((row) => !before.scores.some((one) => JSON.stringify(one) === JSON.stringify(row)))).toEqual([
    [line?.criterionId, other?.content['points100'], other?.content['comment']],
  ]);
  const [decided] = await office.call('exchange.decisions', { roundId: office.roundId });
  expect(decided).toMatchObject({ settled: 1, sheet: false, reopened: true, canTakeBack: true });
  await office.call('exchange.takeBack', { decision: decided?.decision ?? '', reason: '还要再问' });
  expect(await sheetOf(office, seat)).toEqual(before);
  expect((await office.call('exchange.conflicts', { personId })).length).toBe(conflicts.length);
  expect((await office.call('workspace.doctor', {})).checks.filter((check) => !check.ok)).toEqual([]);
}, 120_000);

test('of_a_draft_that_two_laptops_left_different_one_laptops_lines_are_in_use', async () => {
  const office = await openOffice({ parks: 1, experts: 1 });
  const [personId = ''] = office.experts;
  const [applicationId = ''] = office.parks;
  const task = await office.issue(personId);
  const laptops = [openLaptop(office, personId), openLaptop(office, personId)];
  const sheets: unknown[] = [];
  const back: string[] = [];
  for (const [index, laptop] of laptops.entries()) {
    await laptop.open(task);
    for (const leaf of office.leaves)
      await laptop.call('scores.set', { personId, applicationId, criterionId: leaf.id, points: index, comment: '核对' });
    sheets.push(await sheetOf(laptop, { personId, applicationId }));
    back.push(await laptop.giveBack());
  }
  const { conflicts } = await office.merge(...back);
  expect(conflicts).toHaveLength(office.leaves.length);
  expect(sheets).toContainEqual(await sheetOf(office, { personId, applicationId }));
  // a choice that was overtaken by the office's own hand is not taken back
  const [first] = conflicts;
  await office.call('exchange.resolve', { conflictId: first?.conflictId ?? '', choice: 'incoming', reason: '核对' });
  await office.call('scores.set', { personId, applicationId, criterionId: first?.criterionId ?? '', points: 1, comment: '改' });
  const [decided] = await office.call('exchange.decisions', { roundId: office.roundId });
  expect(decided?.canTakeBack).toBe(false);
  expect((await office.refusal('exchange.takeBack', { decision: decided?.decision ?? '', reason: '核对' })).code).toBe(
    'exchange/decision-overtaken',
  );
}, 120_000);
