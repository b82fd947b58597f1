/** What a signature on site is given for, how figures are measured, and what photos show. */
import { describe, expect, test } from 'vitest';
import { hashOfJson } from '../../../electron/io/hash.ts';
import { readVisitData } from '../../../electron/services/documents/readers/visit.ts';
import { translator } from '../../fixtures/documents.ts';
import { samplePhoto } from '../../fixtures/photos.ts';
import { seatReview } from '../../fixtures/review.ts';

const strokes = [
  [
    [0, 0, 0],
    [10, 5, 16],
    [20, 0, 33],
  ] as [number, number, number][],
];

async function opened() {
  const seated = await seatReview({ parks: 1, experts: 1 });
  const applicationId = seated.parks[0] ?? '';
  const { visitId } = await seated.call('visits.open', { applicationId, visitedOn: '2026-10-10', people: ['张一', '李二'] });
  const checks = (await seated.call('visits.get', { visitId })).checklist.map(({ id }) => id);
  return { ...seated, visitId, checks };
}

describe('a signature', () => {
  test('is given for the record as it stood and a later change shows', async () => {
    const { call, refusal, visitId, checks } = await opened();
    const [first = '', second = ''] = checks;
    await call('visits.check', { visitId, checkId: first, outcome: 'holds' });
    const shown = await call('visits.get', { visitId });
    expect(shown.covers).toMatchObject({ checks: 1, of: checks.length, measures: 0, notes: 0, photos: 0 });
    await call('visits.sign', { visitId, name: '张工', role: 'park', strokes, seen: shown.covers.digest });
    const signs = async () => (await call('visits.get', { visitId })).signs.map(({ name, stands }) => [name, stands]);
    expect((await call('visits.get', { visitId })).signs[0]?.covers).toEqual(shown.covers);
    // another signature is no change of what was signed
    await call('visits.sign', { visitId, name: '周示例', role: 'team', strokes });
    expect(await signs()).toEqual([
      ['张工', true],
      ['周示例', true],
    ]);
    await call('visits.check', { visitId, checkId: first, outcome: 'doesNotHold' });
    expect(await signs()).toEqual([
      ['张工', false],
      ['周示例', false],
    ]);
    // the same answer again is no change
    const unchanged = (await call('visits.get', { visitId })).covers.digest;
    await call('visits.check', { visitId, checkId: first, outcome: 'doesNotHold' });
    expect((await call('visits.get', { visitId })).covers.digest).toBe(unchanged);
    // nobody signs for what was not shown
    expect((await refusal('visits.sign', { visitId, name: '张工', role: 'park', strokes, seen: shown.covers.digest })).code).toBe(
      'visit/stale',
    );
    await call('visits.sign', {
      visitId,
      name: '张工',
      role: 'park',
      strokes,
      seen: (await call('visits.get', { visitId })).covers.digest,
    });
    expect(await signs()).toEqual([
      ['张工', false],
      ['周示例', false],
      ['张工', true],
    ]);
    for (const change of [
      () => call('visits.note', { visitId, text: '看了仓库' }),
      () => call('visits.measure', { visitId, key: 'ecommerceArea', value: '4100' }),
      () => call('visits.measure', { visitId, key: 'ecommerceArea', value: '4100', method: 'tape' }),
      () => call('visits.edit', { visitId, people: ['张工', '周示例'] }),
      () => call('visits.check', { visitId, checkId: second, outcome: 'holds' }),
    ]) {
      const before = (await call('visits.get', { visitId })).covers.digest;
      await change();
      expect((await call('visits.get', { visitId })).covers.digest).not.toBe(before);
    }
  });

  test('from before it was asked says that nobody knows', async () => {
    const { host, call, visitId } = await opened();
    await call('visits.sign', { visitId, name: '张一', role: 'team', strokes });
    host.session.store.write((tx) => {
      tx.sqlite.exec('DROP TRIGGER visit_sign_is_never_changed');
      tx.sqlite.exec('UPDATE visit_sign SET covers = NULL');
    });
    expect((await call('visits.get', { visitId })).signs.map(({ covers, stands }) => [covers, stands])).toEqual([[null, null]]);
    // and closes with the digest that it had then: what came later and says nothing is no part of it
    await call('visits.measure', { visitId, key: 'companies', value: 40 });
    const { digest } = await call('visits.close', { visitId });
    const { sqlite } = host.session.store.read;
    const [row] = sqlite.prepare('SELECT id, application_id applicationId, visited_on visitedOn, people FROM visit').all() as {
      people: string;
    }[];
    const [sign] = sqlite.prepare('SELECT id, visit_id visitId, name, organisation, role, strokes, at FROM visit_sign').all() as {
      strokes: string;
    }[];
    const [measure] = sqlite.prepare('SELECT visit_id visitId, key, value, note, author, at FROM visit_measure').all() as {
      value: string;
    }[];
    const then = {
      format: 'parkpanel-visit-1',
      ...row,
      people: JSON.parse(row?.people ?? '') as unknown,
      notes: [],
      checks: [],
      measures: [{ ...measure, value: JSON.parse(measure?.value ?? '') as unknown }],
      photos: [],
      signs: [{ ...sign, strokes: JSON.parse(sign?.strokes ?? '') as unknown }],
    };
    expect(digest).toBe(hashOfJson(then));
  });
});

test('how_a_figure_was_measured_is_kept_and_taken_back', async () => {
  const { call, refusal, visitId } = await opened();
  const measured = async () => (await call('visits.get', { visitId })).measures.map(({ value, method, note }) => [value, method, note]);
  await call('visits.measure', { visitId, key: 'ecommerceArea', value: '4100', method: 'drawing', note: '竣工图' });
  expect(await measured()).toEqual([['4100', 'drawing', '竣工图']]);
  // another figure keeps how it was measured until somebody says otherwise
  await call('visits.measure', { visitId, key: 'ecommerceArea', value: '4050' });
  expect(await measured()).toEqual([['4050', 'drawing', '竣工图']]);
  const { digest } = (await call('visits.get', { visitId })).covers;
  for (const value of ['4050', '4050.0']) await call('visits.measure', { visitId, key: 'ecommerceArea', value });
  expect((await call('visits.get', { visitId })).covers.digest).toBe(digest);
  await call('visits.measure', { visitId, key: 'ecommerceArea', value: '4050', method: null, note: '' });
  expect(await measured()).toEqual([['4050', null, null]]);
  expect((await refusal('visits.measure', { visitId, key: 'ecommerceArea', value: '1', method: 'guess' as never })).code).toBe(
    'call/bad-payload',
  );
});

test('a_photo_shows_what_the_visit_asks_and_one_of_another_day_is_remarked', async () => {
  const seated = await opened();
  const { call, refusal, visitId, checks, parks } = seated;
  const path = await samplePhoto(seated, parks[0] ?? '', '仓库.jpg', { taken: '2026:10:02 09:30:15', offset: '+08:00' });
  const about = `check:${checks[0] ?? ''}`;
  const photo = await call('visits.photo', { visitId, path, about });
  expect(photo).toMatchObject({ about, otherDay: true });
  await call('visits.edit', { visitId, visitedOn: photo.takenAt?.slice(0, 10) ?? '' });
  expect((await call('visits.get', { visitId })).photos[0]).toMatchObject({ about, otherDay: false });
  const { photoId, caption } = photo;
  await call('visits.caption', { photoId, caption, about: 'measure:ecommerceArea' });
  expect((await call('visits.get', { visitId })).photos[0]?.about).toBe('measure:ecommerceArea');
  // a caption alone says nothing of what it shows
  await call('visits.caption', { photoId, caption: '仓库' });
  expect((await call('visits.get', { visitId })).photos[0]).toMatchObject({ about: 'measure:ecommerceArea', caption: '仓库' });
  await call('visits.caption', { photoId, caption: '仓库', about: null });
  expect((await call('visits.get', { visitId })).photos[0]?.about).toBeNull();
  expect((await refusal('visits.caption', { photoId, caption, about: 'check:nothing' })).code).toBe('visit/unknown-check');
  expect((await refusal('visits.caption', { photoId, caption, about: 'measure:nothing' })).code).toBe('scheme/unknown-field');
  expect((await refusal('visits.caption', { photoId, caption, about: 'nothing' })).code).toBe('call/bad-payload');
});

test('two_visits_are_printed_each_with_what_it_found_and_against_what_was_declared', async () => {
  const seated = await opened();
  const { call, visitId, parks, checks, host } = seated;
  const applicationId = parks[0] ?? '';
  const declared = (await call('applications.get', { applicationId })).fields.find(({ key }) => key === 'ecommerceArea')?.values[0]?.value;
  await call('visits.measure', { visitId, key: 'ecommerceArea', value: '4100', method: 'tape' });
  await call('visits.check', { visitId, checkId: checks[0] ?? '', outcome: 'holds' });
  await call('visits.close', { visitId });
  const later = (await call('visits.open', { applicationId, visitedOn: '2026-10-20' })).visitId;
  await call('visits.measure', { visitId: later, key: 'ecommerceArea', value: '12000' });
  await call('visits.check', { visitId: later, checkId: checks[0] ?? '', outcome: 'doesNotHold' });
  await call('visits.close', { visitId: later });
  // what the office found in the materials is not what was declared
  await call('applications.setField', { applicationId, key: 'ecommerceArea', value: '9500', source: 'evidence', reason: '合同' });
  const data = readVisitData(host.session.store.read, applicationId, { language: 'zh', t: translator('zh') });
  expect(data?.measures.map(({ label, measured }) => [label.split('\n')[0]?.slice(-12), measured])).toEqual([
    ['（2026-10-10）', '4100 平方米'],
    ['（2026-10-20）', '12000 平方米'],
  ]);
  for (const { declared: said } of data?.measures ?? []) expect(said?.replaceAll(/\D/g, '')).toBe(String(declared).replaceAll(/\D/g, ''));
  expect(data?.checks.slice(0, 2).map(({ text, outcome }) => [text.slice(-12), outcome])).toEqual([
    ['（2026-10-10）', '符合'],
    ['（2026-10-20）', '不符合'],
  ]);
  expect(data?.checks.filter(({ outcome }) => outcome === '没有核查')).toHaveLength(checks.length - 1);
});

test('of_two_visits_a_closed_one_counts_before_an_open_one_and_a_signed_one_before_one_that_is_not', async () => {
  const { call, visitId, parks, host } = await opened();
  const applicationId = parks[0] ?? '';
  const counted = async () =>
    (await call('applications.get', { applicationId })).fields
      .find(({ key }) => key === 'companies')
      ?.values.find(({ source }) => source === 'visit')?.value;
  const later = (await call('visits.open', { applicationId, visitedOn: '2026-10-20' })).visitId;
  await call('visits.measure', { visitId, key: 'companies', value: 40, method: 'counted' });
  await call('visits.measure', { visitId: later, key: 'companies', value: 31 });
  expect(await counted()).toBe(31);
  const besides = async (id: string) =>
    (await call('visits.get', { visitId: id })).measures.map(({ counts, elsewhere }) => [
      counts,
      elsewhere.map((one) => [one.visitedOn, one.value, one.method, one.closed, one.signed, one.counts]),
    ]);
  expect(await besides(visitId)).toEqual([[false, [['2026-10-20', 31, null, false, false, true]]]]);
  await call('visits.sign', { visitId, name: '张一', role: 'team', strokes });
  expect(await counted()).toBe(40);
  expect(await besides(later)).toEqual([[false, [['2026-10-10', 40, 'counted', false, true, true]]]]);
  await call('visits.close', { visitId: later });
  expect(await counted()).toBe(31);
  await call('visits.close', { visitId });
  expect(await counted()).toBe(40);
  const data = readVisitData(host.session.store.read, applicationId, { language: 'zh', t: translator('zh') });
  expect(data?.measures.map(({ label, measured }) => [label.includes('以此为准'), measured])).toEqual([
    [true, '40 家'],
    [false, '31 家'],
  ]);
  expect((await call('workspace.doctor', {})).checks.filter((check) => !check.ok)).toEqual([]);
});

test('a_visit_whose_day_is_corrected_counts_by_the_day_it_was', async () => {
  const { call, visitId, parks } = await opened();
  const applicationId = parks[0] ?? '';
  const later = (await call('visits.open', { applicationId, visitedOn: '2026-10-20' })).visitId;
  await call('visits.measure', { visitId, key: 'companies', value: 40 });
  await call('visits.measure', { visitId: later, key: 'companies', value: 31 });
  await call('visits.edit', { visitId: later, visitedOn: '2026-10-02' });
  const { fields } = await call('applications.get', { applicationId });
  expect(fields.find(({ key }) => key === 'companies')?.values.find(({ source }) => source === 'visit')?.value).toBe(40);
});
