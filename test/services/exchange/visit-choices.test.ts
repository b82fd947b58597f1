/** A visit that two laptops recorded differently: one laptop's record is in use until a person chooses, and the choice can be taken back. */
import { expect, test } from 'vitest';
import { readVisitData } from '../../../electron/services/documents/readers/visit.ts';
import { translator } from '../../fixtures/documents.ts';
import { openLaptop, openOffice, type Laptop, type Office } from '../../fixtures/exchange/office.ts';

const strokes = [
  [
    [0, 0, 0],
    [10, 5, 16, 0.5],
    [20, 0, 33],
  ] as [number, number, number, number?][],
];

interface Team {
  office: Office;
  applicationId: string;
  visitId: string;
  one: Laptop;
  two: Laptop;
}

/** Both answer every check and measure a figure: one that all holds, the other that nothing does. */
async function twoRecords(after?: (one: Laptop, two: Laptop, visitId: string) => Promise<unknown>): Promise<Team> {
  const office = await openOffice({ parks: 1, experts: 2, identities: 2 });
  const [first = '', second = ''] = office.experts;
  const [applicationId = ''] = office.parks;
  const { visitId } = await office.call('visits.open', { applicationId, visitedOn: '2026-10-10', people: ['张一'] });
  const [one, two] = [openLaptop(office, first), openLaptop(office, second)];
  for (const [laptop, outcome, value] of [
    [one, 'holds', 41],
    [two, 'doesNotHold', 38],
  ] as const) {
    await laptop.open(await office.issue(laptop.personId));
    const { checklist } = await laptop.call('visits.get', { visitId });
    for (const { id } of checklist) await laptop.call('visits.check', { visitId, checkId: id, outcome, note: laptop.personId });
    await laptop.call('visits.measure', { visitId, key: 'companies', value, method: 'counted' });
    await laptop.call('visits.measure', { visitId, key: 'serviceCompanies', value });
  }
  await after?.(one, two, visitId);
  return { office, applicationId, visitId, one, two };
}

const viewOf = async (machine: Pick<Laptop, 'call'>, visitId: string) => {
  const { checklist, measures, visitedOn, people, closedAt } = await machine.call('visits.get', { visitId });
  return {
    visitedOn,
    people,
    closedAt,
    checks: checklist.map(({ id, outcome, note, author, at }) => ({ id, outcome, note, author, at })),
    measures: measures.map(({ key, value, method, author, at }) => ({ key, value, method, author, at })),
  };
};

/** Who wrote what is in use. */
const writers = (view: Awaited<ReturnType<typeof viewOf>>) =>
  new Set([...view.checks, ...view.measures].flatMap(({ author }) => (author === null ? [] : [author])));

test('until_a_choice_one_laptop_s_whole_record_is_in_use_in_whatever_order_the_files_come', async () => {
  const { office, visitId, one, two } = await twoRecords();
  const files = [await one.giveBack(), await two.giveBack()] as const;
  const { conflicts } = await office.merge(...files);
  const view = await viewOf(office, visitId);
  expect(conflicts).toHaveLength(view.checks.length + 2);
  const [writer = ''] = writers(view);
  expect(writers(view).size).toBe(1);
  // what is said to be in use is what the record shows
  expect(new Set(conflicts.map(({ sides }) => sides.find((side) => side.inUse)?.device)).size).toBe(1);
  for (const { sides } of conflicts) expect(sides.find((side) => side.inUse)?.content['author']).toBe(writer);
  const its = writer === one.personId ? one : two;
  expect(view).toEqual(await viewOf(its, visitId));
  // the record and the list of visits say that a choice is open
  expect((await office.call('visits.get', { visitId })).choices).toBe(conflicts.length);
  expect((await office.call('visits.list', { roundId: office.roundId })).map((one) => one.choices)).toEqual([conflicts.length]);
  // a laptop that takes all of it in shows the same
  for (const laptop of [one, two]) {
    await laptop.open(await office.issue(laptop.personId));
    expect(await viewOf(laptop, visitId)).toEqual(view);
  }
}, 120_000);

test.each([0, 1] as const)(
  'the_laptop_on_which_the_visit_was_closed_goes_before_one_on_which_it_was_signed_and_that_before_others: %i',
  async (firm) => {
    const signed = await twoRecords(async (...all) => {
      const [, , visitId] = all;
      await (firm === 0 ? all[0] : all[1]).call('visits.sign', { visitId, name: '王园区', role: 'park', strokes });
    });
    await signed.office.merge(await signed.one.giveBack(), await signed.two.giveBack());
    const [wanted, other] = firm === 0 ? [signed.one, signed.two] : [signed.two, signed.one];
    expect(writers(await viewOf(signed.office, signed.visitId))).toEqual(new Set([wanted.personId]));
    // now the other one closes, before it knows of all that
    await other.call('visits.close', { visitId: signed.visitId });
    await signed.office.merge(await other.giveBack());
    const view = await viewOf(signed.office, signed.visitId);
    expect(writers(view)).toEqual(new Set([other.personId]));
    const field = (await signed.office.call('applications.get', { applicationId: signed.applicationId })).fields.find(
      ({ key }) => key === 'companies',
    );
    expect(field?.values.find(({ source }) => source === 'visit')?.value).toBe(view.measures.find(({ key }) => key === 'companies')?.value);
    const words = { language: 'zh', t: translator('zh') } as const;
    const choices = (await signed.office.call('visits.get', { visitId: signed.visitId })).choices;
    expect(choices).toBeGreaterThan(view.checks.length);
    const paper = readVisitData(signed.office.host.session.store.read, signed.applicationId, words);
    expect(paper?.choices).toEqual([{ visitedOn: '2026-10-10', count: choices }]);
    expect((await signed.office.call('workspace.doctor', {})).checks.filter((check) => !check.ok)).toEqual([]);
  },
  120_000,
);

test('a_choice_keeps_who_saw_it_and_when_and_taken_back_leaves_the_record_as_it_stood', async () => {
  const { office, visitId, applicationId, one, two } = await twoRecords();
  const { conflicts } = await office.merge(await one.giveBack(), await two.giveBack());
  const before = await viewOf(office, visitId);
  const [writer = ''] = writers(before);
  const other = writer === one.personId ? two : one;
  const device = conflicts[0]?.sides.find((side) => !side.inUse)?.device ?? '';
  expect(await office.call('exchange.takeAll', { visitId, device, reason: '以复核为准' })).toMatchObject({
    settled: conflicts.length,
    left: 0,
  });
  expect(await viewOf(office, visitId)).toEqual(await viewOf(other, visitId));
  const [decided] = await office.call('exchange.decisions', { roundId: office.roundId });
  expect(decided).toMatchObject({ applicationId, visitedOn: '2026-10-10', settled: conflicts.length, canTakeBack: true });
  expect(await office.call('exchange.takeBack', { decision: decided?.decision ?? '', reason: '看错了' })).toEqual({
    restored: conflicts.length,
    left: conflicts.length,
  });
  expect(await viewOf(office, visitId)).toEqual(before);
  // one row alone: the others stay with the laptop that is in use
  const again = await office.call('exchange.conflicts', { roundId: office.roundId });
  const row = again.find(({ kind }) => kind === 'visit/measure');
  const side = row?.sides.find((one) => !one.inUse);
  await office.call('exchange.resolve', { conflictId: row?.conflictId ?? '', choice: side?.version ?? '', reason: '清点表' });
  const after = await viewOf(office, visitId);
  expect(after.measures.filter(({ author }) => author === other.personId)).toHaveLength(1);
  expect(after.checks).toEqual(before.checks);
  expect((await office.call('workspace.doctor', {})).checks.filter((check) => !check.ok)).toEqual([]);
}, 120_000);
