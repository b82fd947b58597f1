/** The way out and back: an office and experts with laptops of their own. */
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { submitSheet } from '../../fixtures/review.ts';
import { institutionPassphrase, memberPassphrase, openLaptop, openOffice, stateOf } from '../../fixtures/exchange/office.ts';

const scoreOf = (rows: { scores: { criterionId: string; points100: number }[] }, criterionId: string) =>
  rows.scores.find((row) => row.criterionId === criterionId)?.points100;

test('a_task_goes_out_scores_come_back_and_are_counted', async () => {
  const office = await openOffice();
  const [expert = '', other = ''] = office.experts;
  const [park = ''] = office.parks;
  await submitSheet(office, other, park, 0.6);
  const task = await office.issue(expert);
  const laptop = openLaptop(office, expert);
  expect(await laptop.open(task)).toMatchObject({ roundId: office.roundId, personId: expert, applications: 2, alreadyThere: false });
  expect(await laptop.open(task)).toMatchObject({ alreadyThere: true });

  // nothing of the others is on the stick
  expect((await laptop.call('panel.list', { roundId: office.roundId })).map((one) => one.personId)).toEqual([expert]);
  const shown = await laptop.call('applications.get', { applicationId: park });
  expect(shown.documents.length).toBeGreaterThan(2);
  for (const document of shown.documents) expect(existsSync(laptop.host.session.blobs.pathOf(document.sha256))).toBe(true);

  await submitSheet({ ...office, ...laptop }, expert, park, 0.8);
  const step = async (at: typeof laptop | typeof office) =>
    (await at.call('rounds.get', { roundId: office.roundId })).steps.find((one) => one.step === 'exchange');
  expect([await step(office), await step(laptop)]).toMatchObject([
    { state: 'todo', done: 0, of: 1 },
    { state: 'todo', done: 0, of: 1 },
  ]);
  const back = await laptop.giveBack();
  const merged = await office.merge(back);
  expect([await step(office), await step(laptop)]).toMatchObject([
    { state: 'done', done: 1, of: 1 },
    { state: 'done', done: 1, of: 1 },
  ]);
  expect(merged).toMatchObject({
    merged: [{ personId: expert, came: office.leaves.length + 1, conflicts: 0, submitted: 1, forked: false }],
    alreadyThere: [],
    conflicts: [],
    refused: [],
  });
  const here = await office.call('scores.get', { personId: expert, applicationId: park });
  const there = await laptop.call('scores.get', { personId: expert, applicationId: park });
  const unversioned = (sheet: typeof here) => ({ ...sheet, seq: 0, scores: sheet.scores.map((row) => ({ ...row, version: 0 })) });
  expect(unversioned(here)).toEqual(unversioned(there));

  // again, and an old file after a new one: nothing changes
  const before = stateOf(office);
  expect(await office.merge(back)).toMatchObject({ merged: [], alreadyThere: [{ came: 0 }], refused: [] });
  expect(stateOf(office)).toBe(before);
  for (const review of [office, laptop])
    expect((await review.call('workspace.doctor', {})).checks.filter((check) => !check.ok)).toEqual([]);
}, 120_000);

test('returns_in_any_order_end_in_the_same_rows_on_every_machine', async () => {
  const office = await openOffice({ parks: 1, experts: 2 });
  const [expert = '', second = ''] = office.experts;
  const [park = ''] = office.parks;
  const laptops = [openLaptop(office, expert), openLaptop(office, expert), openLaptop(office, second)];
  const [train, home, other] = laptops as [(typeof laptops)[0], (typeof laptops)[0], (typeof laptops)[0]];
  const task = await office.issue(expert);
  await train.open(task);
  await home.open(task);
  await other.open(await office.issue(second));
  const [a, b] = office.leaves;
  const set = (laptop: typeof train, criterionId: string | undefined, points: number) =>
    laptop.call('scores.set', { personId: laptop.personId, applicationId: park, criterionId: criterionId ?? '', points, comment: '核对' });
  await set(train, a?.id, 1);
  await set(home, a?.id, 2);
  await set(home, b?.id, 1);
  await set(other, a?.id, 1);
  const files = [await train.giveBack(), await home.giveBack(), await other.giveBack()];
  const copy = openLaptop(office, expert, office);
  const reopened = openLaptop(office, expert, office);

  const one = await office.merge(...files);
  expect(one.conflicts.map((conflict) => [conflict.kind, conflict.criterionId])).toEqual([['score', a?.id]]);
  await copy.call('exchange.merge', { paths: [...files].reverse(), institutionPath: office.institutionPath, institutionPassphrase });
  await copy.call('exchange.merge', { paths: files, institutionPath: office.institutionPath, institutionPassphrase });
  expect(stateOf(copy)).toBe(stateOf(office));
  for (const path of [files[2], files[0], files[1], files[0]])
    await reopened.call('exchange.merge', { paths: [path ?? ''], institutionPath: office.institutionPath, institutionPassphrase });
  expect(stateOf(reopened)).toBe(stateOf(office));
}, 120_000);

test('the_same_score_on_two_laptops_waits_for_a_choice_and_the_choice_travels', async () => {
  const office = await openOffice({ parks: 1, experts: 1 });
  const [expert = ''] = office.experts;
  const [park = ''] = office.parks;
  const train = openLaptop(office, expert);
  const home = openLaptop(office, expert);
  const task = await office.issue(expert);
  await train.open(task);
  await home.open(task);
  const [a, b] = office.leaves;
  for (const [laptop, points] of [
    [train, 1],
    [home, 2],
  ] as const)
    await laptop.call('scores.set', { personId: expert, applicationId: park, criterionId: a?.id ?? '', points, comment: '核对' });
  await home.call('scores.set', { personId: expert, applicationId: park, criterionId: b?.id ?? '', points: 1, comment: '核对' });
  const { conflicts } = await office.merge(await train.giveBack(), await home.giveBack());
  const [conflict] = conflicts;
  expect(conflict?.sides.map((side) => side.content['points100']).sort()).toEqual([100, 200]);
  expect(conflict?.sides.filter((side) => side.inUse)).toHaveLength(1);
  expect(
    await office.refusal('exchange.resolve', { conflictId: `score:${expert}/${park}/${b?.id ?? ''}`, choice: 'local', reason: '核对' }),
  ).toMatchObject({ code: 'exchange/conflict-unknown' });

  const wanted = conflict?.sides.find((side) => side.content['points100'] === 100);
  expect(
    await office.call('exchange.resolve', {
      conflictId: conflict?.conflictId ?? '',
      choice: wanted?.version ?? '',
      reason: '以火车上的为准',
    }),
  ).toEqual({ settled: 1, left: 0, reopened: [] });
  expect(scoreOf(await office.call('scores.get', { personId: expert, applicationId: park }), a?.id ?? '')).toBe(100);
  const again = await office.issue(expert);
  for (const laptop of [train, home]) {
    await laptop.open(again);
    expect(scoreOf(await laptop.call('scores.get', { personId: expert, applicationId: park }), a?.id ?? '')).toBe(100);
    expect(scoreOf(await laptop.call('scores.get', { personId: expert, applicationId: park }), b?.id ?? '')).toBe(100);
    expect(await laptop.call('exchange.conflicts', { personId: expert })).toEqual([]);
    expect((await laptop.call('workspace.doctor', {})).healthy).toBe(true);
  }
  const history = await office.call('audit.list', { entity: conflict?.conflictId ?? '' });
  expect(history.map((row) => [row.kind, row.reason])).toContainEqual(['exchange.resolve', '以火车上的为准']);
}, 120_000);

test('a_sheet_submitted_here_and_edited_there_cannot_be_counted_as_a_mixture', async () => {
  const office = await openOffice({ parks: 1, experts: 3, identities: 1 });
  const [expert = '', ...others] = office.experts;
  const [park = ''] = office.parks;
  for (const other of others) await submitSheet(office, other, park, 0.7);
  const train = openLaptop(office, expert);
  await train.open(await office.issue(expert));
  const [a] = office.leaves;
  for (const leaf of office.leaves)
    await train.call('scores.set', { personId: expert, applicationId: park, criterionId: leaf.id, points: leaf.max100 / 100 });
  const home = openLaptop(office, expert, train);
  await train.call('scores.submit', { personId: expert, applicationId: park });
  await home.call('scores.set', { personId: expert, applicationId: park, criterionId: a?.id ?? '', points: 0, comment: '改' });
  const merged = await office.merge(await train.giveBack(), await home.giveBack());
  expect(merged.refused).toEqual([]);
  expect(merged.merged.map((one) => one.forked)).toEqual([false, true]);
  expect(merged.conflicts.map((one) => one.criterionId)).toEqual([a?.id]);
  const sealed = await office.call('scores.get', { personId: expert, applicationId: park });
  expect([sealed.state, scoreOf(sealed, a?.id ?? '')]).toEqual(['submitted', a?.max100]);

  // nothing is signed over an open choice, and nobody submits one by the way
  const sign = [{ identity: office.institutionPath, passphrase: institutionPassphrase }];
  expect(
    await office.refusal('reports.export', { kind: 'review', applicationId: park, path: `${office.files}/x.pdf`, sign }),
  ).toMatchObject({ code: 'exchange/conflicts-open', details: { count: 1 } });

  // choosing the other side breaks the seal: the sheet is open again
  expect(
    await office.call('exchange.resolve', {
      conflictId: merged.conflicts[0]?.conflictId ?? '',
      choice: 'incoming',
      reason: '以家里的为准',
    }),
  ).toEqual({ settled: 1, left: 0, reopened: [park] });
  const open = await office.call('scores.get', { personId: expert, applicationId: park });
  expect([open.state, scoreOf(open, a?.id ?? '')]).toEqual(['draft', 0]);
  const again = await office.issue(expert);
  await train.open(again);
  await train.call('scores.submit', { personId: expert, applicationId: park });
  expect((await office.merge(await train.giveBack())).merged).toMatchObject([{ submitted: 1, conflicts: 0 }]);
  expect((await office.call('workspace.doctor', {})).checks.filter((check) => !check.ok)).toEqual([]);
}, 120_000);

test('take_all_from_one_laptop_keeps_its_seal', async () => {
  const office = await openOffice({ parks: 1, experts: 1 });
  const [expert = ''] = office.experts;
  const [park = ''] = office.parks;
  const task = await office.issue(expert);
  const laptops = [openLaptop(office, expert), openLaptop(office, expert)] as const;
  for (const [index, laptop] of laptops.entries()) {
    await laptop.open(task);
    await submitSheet({ ...office, ...laptop }, expert, park, index === 0 ? 0.8 : 0.7);
  }
  const { conflicts } = await office.merge(await laptops[0].giveBack(), await laptops[1].giveBack());
  expect(conflicts.map((one) => one.kind)).toContain('sheet');
  const { deviceId } = await laptops[1].call('workspace.info', {});
  const answer = await office.call('exchange.takeAll', { personId: expert, device: deviceId, reason: '以第二台为准' });
  expect(answer).toMatchObject({ settled: conflicts.length, left: 0, reopened: [] });
  const here = await office.call('scores.get', { personId: expert, applicationId: park });
  const there = await laptops[1].call('scores.get', { personId: expert, applicationId: park });
  expect([here.state, here.digest, here.totals.total100]).toEqual(['submitted', there.digest, there.totals.total100]);
}, 120_000);

test('a_recusal_that_comes_back_takes_the_scores_out_of_the_count', async () => {
  const office = await openOffice({ parks: 1, experts: 4, identities: 1 });
  const [expert = '', ...others] = office.experts;
  const [park = ''] = office.parks;
  for (const other of others) await submitSheet(office, other, park, 0.6);
  const laptop = openLaptop(office, expert);
  await laptop.open(await office.issue(expert));
  await submitSheet({ ...office, ...laptop }, expert, park, 0.8);
  await office.merge(await laptop.giveBack());
  await laptop.call('conflicts.declare', { personId: expert, applicationId: park, relation: 'employment', reason: '曾任职' });
  const merged = await office.merge(await laptop.giveBack());
  expect(merged.merged[0]?.voided).toMatchObject([{ applicationId: park, scores: office.leaves.length }]);
  expect(merged.merged[0]?.standing).toMatchObject([
    { applicationId: park, before: { sheets: 4, rank: 1 }, after: { sheets: 3, rank: 1 }, changed: true },
  ]);
  expect(await office.refusal('scores.get', { personId: expert, applicationId: park })).toMatchObject({ code: 'conflict/recused' });
  // with no park left there is no next stick
  await expect(office.issue(expert)).rejects.toThrow('exchange/all-recused');
}, 120_000);

test('what_the_office_reopened_abstentions_and_opinions_travel_too', async () => {
  const office = await openOffice({ parks: 1, experts: 1 });
  const [expert = ''] = office.experts;
  const [park = ''] = office.parks;
  const laptop = openLaptop(office, expert);
  await laptop.open(await office.issue(expert));
  await submitSheet({ ...office, ...laptop }, expert, park, 0.8);
  await office.merge(await laptop.giveBack());
  await office.call('scores.reopen', { personId: expert, applicationId: park, cause: 'sumWrong', reason: '客观项有误' });
  await laptop.open(await office.issue(expert));
  expect((await laptop.call('scores.get', { personId: expert, applicationId: park })).state).toBe('draft');
  const [a] = office.leaves;
  await laptop.call('scores.abstain', { personId: expert, applicationId: park, criterionId: a?.id ?? '', reason: '不熟悉' });
  // taken back and given again, cleared and put back: what travels is what stands
  const slip = { personId: expert, applicationId: park, criterionId: office.leaves[1]?.id ?? '' };
  const cleared = await laptop.call('scores.clear', slip);
  await office.merge(await laptop.giveBack());
  const before = await office.call('scores.get', { personId: expert, applicationId: park });
  expect(before.scores.some((row) => row.criterionId === slip.criterionId)).toBe(false);
  await laptop.call('scores.undo', { ...slip, seq: cleared.seq ?? 0, expectedVersion: cleared.version });
  await laptop.call('scores.submit', { personId: expert, applicationId: park });
  await laptop.call('opinions.set', {
    personId: expert,
    applicationId: park,
    text: '基础较好',
    recommendation: 'recommend',
    dissent: '面积口径不一',
  });
  expect((await office.merge(await laptop.giveBack())).refused).toEqual([]);
  expect(await office.call('opinions.get', { personId: expert, applicationId: park })).toMatchObject({
    text: '基础较好',
    dissent: '面积口径不一',
  });
  const here = await office.call('scores.get', { personId: expert, applicationId: park });
  expect(here.state).toBe('submitted');
  expect(here.abstained.map((row) => [row.criterionId, row.reason])).toEqual([[a?.id, '不熟悉']]);
  expect(here.scores.find((row) => row.criterionId === slip.criterionId)?.comment).toBe('已核对');
  expect(here.scores.some((row) => row.criterionId === a?.id)).toBe(false);
  expect((await office.call('workspace.doctor', {})).checks.filter((check) => !check.ok)).toEqual([]);
}, 120_000);

test('inspect_tells_what_holds_and_changes_nothing', async () => {
  const office = await openOffice({ parks: 1, experts: 2 });
  const [expert = '', other = ''] = office.experts;
  const task = await office.issue(expert);
  const laptop = openLaptop(office, expert);
  const key = { identity: office.identityOf(expert), passphrase: memberPassphrase };
  const before = readFileSync(task);
  const seen = await laptop.call('exchange.inspect', { path: task, ...key });
  expect(seen).toMatchObject({
    refused: null,
    head: { kind: 'task', round: { roundId: office.roundId }, to: { name: '专家1' } },
    signer: { subject: '示例评估中心' },
  });
  expect(seen.checks.map((check) => check.ok)).toEqual(Array.from({ length: 8 }, () => true));
  expect(await laptop.call('rounds.list', {})).toEqual([]);
  const wrong = await laptop.call('exchange.inspect', { path: task, identity: office.identityOf(other), passphrase: memberPassphrase });
  expect(wrong.refused?.code).toBe('exchange/not-for-you');
  expect(wrong.checks.map((check) => check.ok)).toEqual([true, false, null, null, null, null, null, null]);
  expect(readFileSync(task)).toEqual(before);
}, 120_000);

test('the_list_says_which_file_came_and_when_its_task_was_opened', async () => {
  const office = await openOffice({ parks: 1, experts: 2 });
  const [expert = '', other = ''] = office.experts;
  const laptop = openLaptop(office, expert);
  const task = await office.issue(expert);
  await office.issue(other);
  const issued = async () =>
    (await office.call('exchange.list', { roundId: office.roundId }))
      .filter((one) => one.direction === 'issued')
      .map(({ personId, openedAt }) => [personId, openedAt]);
  await laptop.open(task);
  // nobody told yet
  expect(Object.fromEntries(await issued())).toEqual({ [expert]: null, [other]: null });
  await office.merge(await laptop.giveBack());
  const [opened] = (await laptop.call('audit.list', { after: 0, limit: 1000 })).filter((one) => one.kind === 'exchange.open');
  expect(Object.fromEntries(await issued())).toEqual({ [expert]: opened?.at, [other]: null });
  const digestOf = async (review: Pick<typeof office, 'call'>, direction: string) =>
    (await review.call('exchange.list', { roundId: office.roundId })).find((one) => one.direction === direction && one.personId === expert)
      ?.digest;
  expect(await digestOf(office, 'merged')).toBe(await digestOf(laptop, 'returned'));
  expect(await digestOf(office, 'issued')).toBe(await digestOf(laptop, 'opened'));
  // a member sees the own files and no other's
  const own = await office.call('exchange.list', { roundId: office.roundId }, other);
  expect(own.map((one) => [one.direction, one.personId])).toEqual([['issued', other]]);
  // another's task says nothing of it
  const second = openLaptop(office, other);
  await second.open(await office.issue(other));
  expect(
    second.host.session.store.read.sqlite.prepare("SELECT count(*) AS n FROM foreign_event WHERE kind = 'exchange.open'").get(),
  ).toEqual({ n: 0 });
}, 60_000);

test('a_task_with_nothing_to_do_is_not_issued', async () => {
  const office = await openOffice({ parks: 1, experts: 1 });
  const { personId } = await office.call('panel.add', {
    roundId: office.roundId,
    name: '周示例',
    organisation: '大学',
    title: '讲师',
    role: 'visitor',
  });
  await expect(office.issue(personId)).rejects.toThrow('exchange/nothing-assigned');
  expect(await office.call('exchange.list', { roundId: office.roundId })).toEqual([]);
  // an expert who is recused from every park has nothing to do either; with one left the task goes out
  const [expert = ''] = office.experts;
  const declare = (relation: 'other' | 'none') =>
    office.call('conflicts.declare', { personId: expert, applicationId: office.parks[0] ?? '', relation, reason: '顾问' });
  await declare('other');
  await expect(office.issue(expert)).rejects.toThrow('exchange/all-recused');
  expect(await office.call('exchange.list', { roundId: office.roundId })).toEqual([]);
  await declare('none');
  await office.issue(expert);
}, 60_000);
