/** What comes late or is stopped: a replacement, a word about a score that lies far out, a choice that nobody has made yet. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { institutionPassphrase, memberPassphrase, openLaptop, openOffice, stateOf } from '../../fixtures/exchange/office.ts';
import { submitSheet, type Review } from '../../fixtures/review.ts';

test('nothing_of_a_replaced_expert_is_taken_in_and_the_replacement_shows_what_it_moved', async () => {
  const office = await openOffice({ parks: 2, experts: 4, identities: 1 });
  const [expert = '', ...others] = office.experts;
  for (const other of others) for (const park of office.parks) await submitSheet(office, other, park, 0.6);
  const laptop = openLaptop(office, expert);
  await laptop.open(await office.issue(expert));
  const seat = { ...office, ...laptop };
  for (const park of office.parks) await submitSheet(seat, expert, park, 0.9);
  const early = await laptop.giveBack();
  await office.merge(early);
  await laptop.call('opinions.set', {
    personId: expert,
    applicationId: office.parks[0] ?? '',
    text: '基础较好',
    recommendation: 'recommend',
  });
  const late = await laptop.giveBack();

  const tallied = await office.call('tally.run', { roundId: office.roundId });
  const replaced = await office.call('panel.replace', {
    personId: expert,
    by: { name: '替补', organisation: '示例大学', title: '教授' },
    reason: '因病',
  });
  expect(replaced).toMatchObject({ seats: 2, voided: 2 });
  expect(replaced.standing).toHaveLength(2);
  for (const row of replaced.standing ?? []) {
    expect(row.before?.total).toBe(tallied.ranking.find((one) => one.applicationId === row.applicationId)?.total);
    expect([row.before?.sheets, row.after?.sheets, row.changed]).toEqual([4, 3, true]);
  }
  const before = stateOf(office);
  // signed before or after, a file of theirs brings nothing: a laptop's clock proves nothing, and nothing of it would count
  const { refused, merged } = await office.merge(late, early);
  expect([refused.map((one) => one.code), merged]).toEqual([['exchange/owner-replaced', 'exchange/owner-replaced'], []]);
  expect(refused[0]?.message).toContain('替补');
  expect(stateOf(office)).toBe(before);
}, 120_000);

test('the_words_about_a_score_that_lies_far_out_come_home', async () => {
  const office = await openOffice({ parks: 1, experts: 3, identities: 1 });
  const [expert = '', ...others] = office.experts;
  const [park = ''] = office.parks;
  await office.call('tally.setRules', { roundId: office.roundId, rules: { outlier: { percent: 20, on: 'sheet' } } });
  for (const other of others) await submitSheet(office, other, park, 0.9);
  const laptop = openLaptop(office, expert);
  await laptop.open(await office.issue(expert));
  expect((await laptop.refusal('tally.explain', { personId: expert, applicationId: park, text: '早了' })).code).toBe('tally/not-outlier');
  await submitSheet({ ...office, ...laptop }, expert, park, 0.2);
  await laptop.call('tally.explain', { personId: expert, applicationId: park, text: '现场大半空置' });
  expect(await office.merge(await laptop.giveBack())).toMatchObject({ refused: [] });
  const outlier = (await office.call('tally.run', { roundId: office.roundId })).outliers.find((one) => one.personId === expert);
  expect(outlier?.explanation).toMatchObject({ text: '现场大半空置', outdated: false });
  await laptop.call('tally.explain', { personId: expert, applicationId: park, text: '' });
  await office.merge(await laptop.giveBack());
  expect(
    (await office.call('tally.run', { roundId: office.roundId })).outliers.find((one) => one.personId === expert)?.explanation,
  ).toBeNull();
  expect((await office.call('workspace.doctor', {})).checks.filter((check) => !check.ok)).toEqual([]);
}, 120_000);

test('the_tally_names_the_parks_where_a_choice_is_open', async () => {
  const office = await openOffice({ parks: 2, experts: 3, identities: 1 });
  const [expert = '', ...others] = office.experts;
  const [park = '', other = ''] = office.parks;
  for (const one of others) for (const id of office.parks) await submitSheet(office, one, id, 0.7);
  const train = openLaptop(office, expert);
  await train.open(await office.issue(expert));
  await submitSheet({ ...office, ...train }, expert, other, 0.7);
  const [a] = office.leaves;
  for (const leaf of office.leaves)
    await train.call('scores.set', { personId: expert, applicationId: park, criterionId: leaf.id, points: leaf.max100 / 100 });
  const home = openLaptop(office, expert, train);
  await train.call('scores.submit', { personId: expert, applicationId: park });
  await home.call('scores.set', { personId: expert, applicationId: park, criterionId: a?.id ?? '', points: 0, comment: '改' });
  await office.merge(await train.giveBack(), await home.giveBack());
  const open = (await office.call('tally.run', { roundId: office.roundId })).blocked.filter((one) => one.reason === 'choices-open');
  expect(open).toMatchObject([{ applicationId: park, criterionId: null, scores: [] }]);
  expect(open[0]?.text).toContain('1 处');
  await office.call('exchange.resolve', { conflictId: `score:${expert}/${park}/${a?.id ?? ''}`, choice: 'local', reason: '以提交的为准' });
  expect((await office.call('tally.run', { roundId: office.roundId })).blocked.filter((one) => one.reason === 'choices-open')).toEqual([]);
}, 120_000);

test('only_the_office_opens_a_sheet_that_is_in', async () => {
  const office = await openOffice({ parks: 1, experts: 1 });
  const [expert = ''] = office.experts;
  const [park = ''] = office.parks;
  const laptop = openLaptop(office, expert);
  await laptop.open(await office.issue(expert));
  const seat = { ...office, ...laptop };
  await submitSheet(seat, expert, park, 0.8);
  await office.merge(await laptop.giveBack());
  const before = stateOf(office);
  const reopening = { personId: expert, applicationId: park, cause: 'sumWrong', reason: '自行打开' } as const;
  expect((await laptop.refusal('scores.reopen', reopening)).code).toBe('call/on-laptop');
  // nor is anything else decided there that is the office's
  const { roundId } = office;
  const head = { name: '改名', appliedOn: '2026-09-30', institution: '', commission: '', usdRate: '' };
  expect((await laptop.refusal('rounds.edit', { roundId, ...head })).code).toBe('call/on-laptop');
  expect((await laptop.refusal('panel.add', { roundId, name: '周示例' })).code).toBe('call/on-laptop');
  expect((await laptop.refusal('panel.remove', { personId: expert })).code).toBe('call/on-laptop');
  expect((await laptop.refusal('shortlist.decide', { applicationId: park, result: 'listed' })).code).toBe('call/on-laptop');
  // somebody makes the laptop believe that it is an office
  const { sqlite } = laptop.host.session.store.read;
  sqlite.exec("UPDATE exchange_file SET direction = 'issued' WHERE direction = 'opened'");
  await laptop.call('scores.reopen', reopening);
  sqlite.exec("UPDATE exchange_file SET direction = 'opened' WHERE direction = 'issued'");
  await submitSheet(seat, expert, park, 0.9);
  expect((await office.merge(await laptop.giveBack())).refused).toMatchObject([{ code: 'exchange/row-invalid' }]);
  expect(stateOf(office)).toBe(before);
}, 120_000);

test.each(['exchange.issue', 'exchange.open', 'exchange.return', 'exchange.merge'] as const)(
  '%s that is cancelled leaves nothing',
  async (method) => {
    const office = await openOffice({ parks: 1, experts: 1 });
    const [expert = ''] = office.experts;
    const laptop = openLaptop(office, expert);
    const task = await office.issue(expert);
    if (method === 'exchange.return' || method === 'exchange.merge') await laptop.open(task);
    const back = method === 'exchange.merge' ? await laptop.giveBack() : '';
    const out = join(office.files, 'stopped');
    const key = { identity: office.identityOf(expert), passphrase: memberPassphrase };
    const [at, payload] = {
      'exchange.issue': [office, { personId: expert, path: out, institutionPassphrase }],
      'exchange.open': [laptop, { path: task, ...key }],
      'exchange.return': [laptop, { personId: expert, path: out, ...key }],
      'exchange.merge': [office, { paths: [back], institutionPassphrase }],
    }[method] as [Review, unknown];
    const { dispatch, session } = at.host;
    const [before, events] = [stateOf(at), (await at.call('workspace.info', {})).events];
    let told = 0;
    dispatch.onProgress(({ job }) => {
      told += 1;
      dispatch.cancel(job);
    });
    const answer = await dispatch.call({ method, payload, language: 'zh', job: 'j' });
    expect(told).toBeGreaterThan(0);
    expect(answer).toMatchObject({ ok: false, error: { code: 'call/cancelled' } });
    expect([stateOf(at), (await at.call('workspace.info', {})).events]).toEqual([before, events]);
    expect(await session.blobs.sweep()).toBe(0);
    expect(readdirSync(office.files).filter((name) => name.startsWith('stopped'))).toEqual([]);
  },
  120_000,
);
