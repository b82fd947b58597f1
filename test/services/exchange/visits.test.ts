/** A visit recorded by two people on two laptops comes home as one record. */
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { institutionPassphrase, openLaptop, openOffice, stateOf, type Laptop, type Office } from '../../fixtures/exchange/office.ts';
import { samplePhoto } from '../../fixtures/photos.ts';
import { submitSheet } from '../../fixtures/review.ts';

const strokes = [
  [
    [0, 0, 0],
    [10, 5, 16, 0.5],
    [20, 0, 33],
  ] as [number, number, number, number?][],
];

interface Team {
  office: Office;
  park: string;
  visitId: string;
  one: Laptop;
  two: Laptop;
}

/** A visit that the office planned, and two people who have it on their laptops. */
async function sendTeam(): Promise<Team> {
  const office = await openOffice({ parks: 1, experts: 3, identities: 2 });
  const [first = '', second = ''] = office.experts;
  const park = office.parks.at(-1) ?? '';
  const { visitId } = await office.call('visits.open', { applicationId: park, visitedOn: '2026-10-10', people: ['张一'] });
  const [one, two] = [openLaptop(office, first), openLaptop(office, second)];
  for (const laptop of [one, two]) expect(await laptop.open(await office.issue(laptop.personId))).toMatchObject({ visits: 1 });
  return { office, park, visitId, one, two };
}

const healthy = async (...machines: readonly Pick<Laptop, 'call'>[]) => {
  for (const machine of machines) expect((await machine.call('workspace.doctor', {})).checks.filter((check) => !check.ok)).toEqual([]);
};

test('what_two_people_recorded_comes_home_as_one_record', async () => {
  const { office, park, visitId, one, two } = await sendTeam();
  const photo = await samplePhoto(office, park);
  await one.call('visits.note', { visitId, text: '仓库在用' });
  await one.call('visits.check', { visitId, checkId: 'boundary', outcome: 'holds', note: '四至已核对' });
  await one.call('visits.measure', { visitId, key: 'companies', value: 41, note: '现场清点' });
  const { photoId } = await one.call('visits.photo', { visitId, path: photo, caption: '正门' });
  await one.call('visits.caption', { photoId, caption: '正门外景' });
  await two.call('visits.note', { visitId, text: '办公楼三层' });
  await two.call('visits.check', { visitId, checkId: 'area', outcome: 'doesNotHold' });
  await two.call('visits.sign', { visitId, name: '张一', organisation: '园区运营方', role: 'park', strokes });
  const dropped = await two.call('visits.note', { visitId, text: '误记' });
  await two.call('visits.note', { visitId, noteId: dropped.noteId, text: '' });

  const merged = await office.merge(await two.giveBack(), await one.giveBack());
  expect(merged).toMatchObject({ merged: [{ visits: 1 }, { visits: 1, measured: 1 }], conflicts: [], refused: [] });
  const view = await office.call('visits.get', { visitId });
  expect(new Map(view.notes.map(({ text, author }) => [text, author]))).toEqual(
    new Map([
      ['仓库在用', one.personId],
      ['办公楼三层', two.personId],
    ]),
  );
  expect(view.notes).toHaveLength(2);
  expect(view.checklist.filter((item) => item.outcome).map(({ id, outcome, note, author }) => [id, outcome, note, author])).toEqual([
    ['boundary', 'holds', '四至已核对', one.personId],
    ['area', 'doesNotHold', null, two.personId],
  ]);
  expect(view.measures).toMatchObject([{ key: 'companies', value: 41, note: '现场清点', author: one.personId }]);
  expect(view.photos).toMatchObject([{ photoId, caption: '正门外景', author: one.personId }]);
  expect(await office.host.session.blobs.read(view.photos[0]?.sha256 ?? '')).toEqual(readFileSync(photo));
  expect(view.signs).toMatchObject([{ name: '张一', role: 'park', strokes }]);
  // what was measured counts for eligibility at once
  const companies = (await office.call('applications.get', { applicationId: park })).fields.find((field) => field.key === 'companies');
  expect(companies).toMatchObject({ used: 'visit' });

  // the next task brings each the other's part; an addendum follows a closed visit home
  for (const laptop of [one, two]) await laptop.open(await office.issue(laptop.personId));
  expect((await two.call('visits.get', { visitId })).photos).toHaveLength(1);
  const closed = await two.call('visits.close', { visitId });
  await two.call('visits.addendum', { visitId, text: '次日补送合同' });
  expect(await office.merge(await two.giveBack())).toMatchObject({ merged: [{ conflicts: 0 }], refused: [] });
  const after = await office.call('visits.get', { visitId });
  expect(after).toMatchObject({
    digest: closed.digest,
    closedAt: closed.closedAt,
    reopened: false,
    addenda: [{ text: '次日补送合同', author: two.personId }],
  });
  await one.open(await office.issue(one.personId));
  const all = [office, one, two];
  await two.open(await office.issue(two.personId));
  const records = await Promise.all(all.map((machine) => machine.call('visits.get', { visitId })));
  for (const record of records) expect(record).toEqual(records[0]);
  await healthy(...all);
}, 120_000);

test('what_two_answered_differently_is_listed_and_a_person_decides', async () => {
  const { office, park, visitId, one, two } = await sendTeam();
  for (const expert of office.experts) await submitSheet(office, expert, park, 0.7);
  for (const [laptop, outcome, value] of [
    [one, 'holds', 41],
    [two, 'doesNotHold', 38],
  ] as const) {
    await laptop.call('visits.check', { visitId, checkId: 'boundary', outcome });
    await laptop.call('visits.measure', { visitId, key: 'companies', value });
    // the same answer of both is none of it
    await laptop.call('visits.edit', { visitId, people: ['张一', '李二'] });
  }
  const { conflicts, refused } = await office.merge(await one.giveBack(), await two.giveBack());
  expect(refused).toEqual([]);
  expect(
    conflicts.map(({ kind, personId, visit, item, sides }) => [
      kind,
      personId,
      visit?.visitId,
      item !== null,
      new Set(sides.map((side) => side.by)),
    ]),
  ).toEqual([
    ['visit/check', null, visitId, true, new Set(['专家1', '专家2'])],
    ['visit/measure', null, visitId, true, new Set(['专家1', '专家2'])],
  ]);
  const [check, measure] = conflicts;
  expect(await office.refusal('visits.close', { visitId })).toMatchObject({ code: 'exchange/conflicts-open', details: { count: 2 } });
  const sign = [{ identity: office.institutionPath, passphrase: institutionPassphrase }];
  expect(
    await office.refusal('reports.export', { kind: 'review', applicationId: park, path: join(office.files, 'x.pdf'), sign }),
  ).toMatchObject({ code: 'exchange/conflicts-open' });
  const wanted = check?.sides.find((side) => side.content['outcome'] === 'doesNotHold');
  expect(
    await office.call('exchange.resolve', { conflictId: check?.conflictId ?? '', choice: wanted?.version ?? '', reason: '复核照片' }),
  ).toEqual({ settled: 1, left: 1, reopened: [] });
  const device = measure?.sides.find((side) => side.content['value'] === 38)?.device ?? '';
  expect(await office.call('exchange.takeAll', { visitId, device, reason: '以清点表为准' })).toEqual({ settled: 1, left: 0, reopened: [] });
  const view = await office.call('visits.get', { visitId });
  expect([view.checklist.find((item) => item.id === 'boundary')?.outcome, view.measures[0]?.value]).toEqual(['doesNotHold', 38]);
  const field = (await office.call('applications.get', { applicationId: park })).fields.find((one) => one.key === 'companies');
  expect(field?.values.find((value) => value.source === 'visit')?.value).toBe(38);
  // the choice travels
  for (const laptop of [one, two]) {
    await laptop.open(await office.issue(laptop.personId));
    expect((await laptop.call('visits.get', { visitId })).measures[0]?.value).toBe(38);
    expect(await laptop.call('exchange.conflicts', { personId: laptop.personId })).toEqual([]);
  }
  await healthy(office, one, two);
}, 120_000);

test('what_comes_home_after_the_visit_was_closed_opens_it_and_closing_again_seals_the_whole', async () => {
  const { office, visitId, one, two } = await sendTeam();
  await one.call('visits.note', { visitId, text: '甲' });
  await two.call('visits.note', { visitId, text: '乙' });
  const first = await one.call('visits.close', { visitId });
  await office.merge(await one.giveBack(), await two.giveBack());
  const between = await office.call('visits.get', { visitId });
  expect(between).toMatchObject({ digest: first.digest, reopened: true });
  expect(between.notes).toHaveLength(2);
  await healthy(office);
  expect((await office.refusal('visits.note', { visitId, text: '丙' })).code).toBe('visit/closed');
  const again = await office.call('visits.close', { visitId });
  expect(again.digest).not.toBe(first.digest);
  expect(await office.call('visits.get', { visitId })).toMatchObject({ digest: again.digest, reopened: false });
  expect((await office.refusal('visits.close', { visitId })).code).toBe('visit/closed');
  for (const laptop of [one, two]) {
    await laptop.open(await office.issue(laptop.personId));
    expect(await laptop.call('visits.get', { visitId })).toMatchObject({ digest: again.digest, reopened: false });
  }
  // both closed without knowing of the other: two seals, one choice
  await healthy(office, one, two);
}, 120_000);

test('a_visit_that_was_opened_on_the_way_comes_home_and_the_same_picture_of_two_is_one', async () => {
  const { office, park, one, two } = await sendTeam();
  const { visitId } = await one.call('visits.open', { applicationId: park, visitedOn: '2026-10-12' });
  await one.call('visits.measure', { visitId, key: 'companies', value: 44 });
  await office.merge(await one.giveBack());
  await two.open(await office.issue(two.personId));
  const photo = await samplePhoto(office, park);
  for (const laptop of [one, two]) await laptop.call('visits.photo', { visitId, path: photo });
  const files = [await two.giveBack(), await one.giveBack()];
  // the office as it was before, from a backup: two's file tells of a visit that it does not know
  const fresh = openLaptop(office, one.personId);
  await fresh.open(await office.issue(one.personId));
  expect(await office.merge(...files)).toMatchObject({ conflicts: [], refused: [] });
  const view = await office.call('visits.get', { visitId });
  expect(view.photos).toHaveLength(1);
  await office.call('visits.removePhoto', { photoId: view.photos[0]?.photoId ?? '', reason: '与园区无关' });
  expect((await office.call('visits.get', { visitId })).photos).toEqual([]);
  await healthy(office, one, two);
}, 120_000);

test('nothing_measured_by_somebody_recused_counts', async () => {
  const { office, park, visitId, one, two } = await sendTeam();
  const measured = async () =>
    (await office.call('applications.get', { applicationId: park })).fields
      .find((field) => field.key === 'companies')
      ?.values.find((value) => value.source === 'visit')?.value ?? null;
  await one.call('visits.measure', { visitId, key: 'companies', value: 77 });
  await office.merge(await one.giveBack());
  expect(await measured()).toBe(77);
  await one.call('conflicts.declare', { personId: one.personId, applicationId: park, relation: 'shareholding', reason: '持股' });
  await office.merge(await one.giveBack());
  expect(await measured()).toBeNull();
  expect((await office.call('visits.get', { visitId })).measures).toMatchObject([{ value: 77, author: one.personId }]);
  await two.open(await office.issue(two.personId));
  expect(await two.open(await office.issue(two.personId))).toMatchObject({ visits: 1 });
  await healthy(office, two);
}, 120_000);

test('a_visitor_without_a_sheet_gets_the_visit_and_brings_it_home_before_scoring_is_open', async () => {
  const office = await openOffice({ parks: 1, experts: 1 });
  const [park = ''] = office.parks;
  const { personId } = await office.call('panel.add', {
    roundId: office.roundId,
    name: '周考察',
    organisation: '',
    title: '',
    role: 'visitor',
  });
  await office.call('panel.assign', { personId, applicationIds: [park] });
  await office.call('identities.issue', {
    personId,
    path: office.identityOf(personId),
    passphrase: 'correct horse battery',
    institutionPath: office.institutionPath,
    institutionPassphrase,
  });
  const laptop = openLaptop(office, personId);
  await laptop.open(await office.issue(personId));
  const { visitId } = await laptop.call('visits.open', { applicationId: park, visitedOn: '2026-10-12', people: ['周考察'] });
  await laptop.call('visits.note', { visitId, text: '到场' });
  expect(await office.merge(await laptop.giveBack())).toMatchObject({ merged: [{ visits: 1 }], refused: [] });
  expect((await office.call('visits.get', { visitId })).notes).toMatchObject([{ text: '到场', author: personId }]);
}, 120_000);

test('a_photo_that_is_not_what_its_row_says_is_refused', async () => {
  const { office, park, visitId, one } = await sendTeam();
  const path = await samplePhoto(office, park);
  const { sha256 } = await one.call('visits.photo', { visitId, path });
  const blob = one.host.session.blobs.pathOf(sha256);
  const whole = readFileSync(blob);
  one.host.session.store.read.sqlite.exec('UPDATE visit_photo SET latitude = 1, longitude = 2');
  writeFileSync(blob, 'no photo');
  await expect(one.giveBack()).rejects.toThrow('workspace/damaged');
  writeFileSync(blob, whole);
  const before = stateOf(office);
  expect((await office.merge(await one.giveBack())).refused).toMatchObject([{ code: 'exchange/rows-contradict' }]);
  expect(stateOf(office)).toBe(before);
  expect(readdirSync(join(office.dir, 'blobs', '.staging'))).toEqual([]);
}, 120_000);
