import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readPhoto } from '../../../electron/io/photos/photo.ts';
import { findServedFile } from '../../../electron/services/workspace/files.ts';
import { heic, samplePhoto, samplePicture, sized, withExif, withoutExif, type ExifFacts } from '../../fixtures/photos.ts';
import { png } from '../../fixtures/png.ts';
import { openReview, seatReview } from '../../fixtures/review.ts';
import { tempFolder } from '../../fixtures/store.ts';
import { has, run } from '../../fixtures/tools.ts';

const xiangtan = 3;
const strokes = [
  [
    [0, 0, 0],
    [10, 5, 16],
    [20, 0, 33],
  ] as [number, number, number][],
];

async function openVisit(index = 0) {
  const seated = await seatReview({ parks: index + 1, experts: 1 });
  const applicationId = seated.parks[index] ?? '';
  const { visitId } = await seated.call('visits.open', { applicationId, visitedOn: '2026-10-10', people: ['张一', '李二'] });
  return { ...seated, applicationId, visitId };
}

test('a_measure_on_site_decides_before_form_and_evidence_and_tells_what_it_changes', async () => {
  const { call, applicationId, visitId } = await openVisit(xiangtan);
  const area = async () =>
    (await call('eligibility.evaluate', { applicationId })).conditions.find((one) => one.fields.includes('ecommerceArea'));
  expect(await area()).toMatchObject({ verdict: 'notMet', gap: '20', source: 'form' });
  const done = await call('visits.measure', { visitId, key: 'ecommerceArea', value: '4100', note: '现场丈量' });
  expect(done).toMatchObject({ declared: { value: '3980', source: 'form' }, measured: '4100', difference: '+120' });
  expect(done.effect.changed.map(({ before, after, gap }) => [before, after, gap])).toEqual([['notMet', 'met', null]]);
  expect(await area()).toMatchObject({ verdict: 'met', value: '4100', source: 'visit' });
  // evidence is weaker than what was seen
  await call('applications.setField', { applicationId, key: 'ecommerceArea', value: '3900', source: 'evidence', reason: '合同' });
  expect(await area()).toMatchObject({ verdict: 'met', source: 'visit' });
  const less = await call('visits.measure', { visitId, key: 'ecommerceArea', value: '3990.5' });
  expect(less).toMatchObject({
    declared: { value: '3900', source: 'evidence' },
    difference: '+90.5',
    effect: { changed: [{ before: 'met', after: 'notMet' }] },
  });
  expect((await call('visits.get', { visitId })).measures).toMatchObject([
    { key: 'ecommerceArea', value: '3990.5', difference: '+90.5', note: '现场丈量' },
  ]);
  // taken back: evidence counts again
  await call('visits.measure', { visitId, key: 'ecommerceArea', value: null });
  expect(await area()).toMatchObject({ source: 'evidence', value: '3900' });
  expect((await call('visits.get', { visitId })).measures).toEqual([]);
});

test('a_second_visit_supersedes_and_taking_it_back_leaves_the_first', async () => {
  const { call, applicationId, visitId } = await openVisit();
  const companies = async () => {
    const field = (await call('applications.get', { applicationId })).fields.find((one) => one.key === 'companies');
    return field?.values.find((one) => one.source === 'visit')?.value ?? null;
  };
  await call('visits.measure', { visitId, key: 'companies', value: 40 });
  const second = (await call('visits.open', { applicationId, visitedOn: '2026-10-20' })).visitId;
  await call('visits.measure', { visitId: second, key: 'companies', value: 41 });
  expect(await companies()).toBe(41);
  await call('visits.measure', { visitId: second, key: 'companies', value: null });
  expect(await companies()).toBe(40);
});

test.each([
  ['ecommerceArea', '约4000', 'field/unreadable'],
  ['companies', 1.5, 'field/unreadable'],
  ['nothing', 1, 'scheme/unknown-field'],
])('%s is not measured as %j', async (key, value, code) => {
  const { call, refusal, visitId } = await openVisit();
  const before = await call('workspace.info', {});
  expect((await refusal('visits.measure', { visitId, key, value })).code).toBe(code);
  expect(await call('workspace.info', {})).toEqual(before);
});

test('the_checklist_is_the_scheme’s_own_and_notes_are_kept_as_they_are_written', async () => {
  const { call, refusal, visitId } = await openVisit();
  const view = await call('visits.get', { visitId });
  const [first] = view.checklist;
  expect(view.checklist.length).toBeGreaterThan(5);
  expect(first).toMatchObject({ id: 'boundary', article: '第四条第1项', outcome: null });
  expect(await call('visits.check', { visitId, checkId: 'boundary', outcome: 'holds', note: '四至已核对' })).toMatchObject({
    done: 1,
    of: view.checklist.length,
  });
  await call('visits.check', { visitId, checkId: 'boundary', outcome: 'doesNotHold' });
  expect((await refusal('visits.check', { visitId, checkId: 'weather', outcome: 'holds' })).code).toBe('visit/unknown-check');
  const { noteId } = await call('visits.note', { visitId, text: '仓库' });
  await call('visits.note', { visitId, noteId, text: '仓库在用，约三成空置' });
  const dropped = await call('visits.note', { visitId, text: '误记' });
  await call('visits.note', { visitId, noteId: dropped.noteId, text: '' });
  const after = await call('visits.get', { visitId });
  expect(after.checklist[0]).toMatchObject({ outcome: 'doesNotHold', note: '四至已核对' });
  expect(after.notes.map((one) => one.text)).toEqual(['仓库在用，约三成空置']);
  const drafts = await call('audit.list', { entity: `visit:${visitId}/note/${noteId}` });
  expect(drafts.map((one) => one.new)).toEqual([{ text: '仓库' }, { text: '仓库在用，约三成空置' }]);
});

test('a_scheme_without_a_list_of_its_own_gives_what_it_leaves_to_judgement', async () => {
  const { call } = openReview();
  const { visitChecklist } = await import('../../../domain/visit/checklist.ts');
  const scheme = await call('schemes.get', { id: 'hunan-support-2023' });
  const judged = visitChecklist(scheme, null);
  expect(judged.length).toBeGreaterThan(0);
  expect(
    judged.every((item) =>
      scheme.conditions.some((condition) => condition.id === item.id && JSON.stringify(condition.test).includes('judgement')),
    ),
  ).toBe(true);
});

test('a_closed_visit_is_frozen_and_only_added_to', async () => {
  const seated = await openVisit();
  const { call, refusal, applicationId, visitId, host } = seated;
  await call('visits.measure', { visitId, key: 'companies', value: 40 });
  const { photoId } = await call('visits.photo', { visitId, path: await samplePhoto(seated, applicationId) });
  expect((await refusal('visits.sign', { visitId, name: '张一', strokes: [[[0, 0, 0]]] })).code).toBe('visit/empty-signature');
  await call('visits.sign', { visitId, name: '张一', organisation: '园区运营方', strokes });
  expect((await refusal('visits.addendum', { visitId, text: '补充' })).code).toBe('visit/not-closed');
  const closed = await call('visits.close', { visitId });
  const frozen = await call('visits.get', { visitId });
  expect(frozen).toMatchObject({ closedAt: closed.closedAt, digest: closed.digest });
  for (const attempt of [
    () => refusal('visits.edit', { visitId, people: [] }),
    () => refusal('visits.note', { visitId, text: '再记' }),
    () => refusal('visits.check', { visitId, checkId: 'area', outcome: 'holds' }),
    () => refusal('visits.measure', { visitId, key: 'companies', value: 41 }),
    () => refusal('visits.photo', { visitId, path: join(host.session.dir, 'panel.db') }),
    () => refusal('visits.caption', { photoId, caption: '外景' }),
    () => refusal('visits.removePhoto', { photoId, reason: '不清' }),
    () => refusal('visits.sign', { visitId, name: '李二', strokes }),
    () => refusal('visits.close', { visitId }),
  ]) {
    expect((await attempt()).code).toBe('visit/closed');
  }
  await call('visits.addendum', { visitId, text: '次日补送租赁合同一份' });
  const after = await call('visits.get', { visitId });
  expect({ ...after, addenda: [] }).toEqual(frozen);
  expect(after.addenda.map((one) => one.text)).toEqual(['次日补送租赁合同一份']);
  const { sqlite } = host.session.store.read;
  expect(() => sqlite.prepare("UPDATE visit SET people = '[]'").run()).toThrow(/never changed/);
  expect(() => sqlite.prepare('DELETE FROM visit_addendum').run()).toThrow(/never removed/);
  expect((await call('workspace.doctor', {})).healthy).toBe(true);
});

test('the_step_of_visits_counts_parks_and_is_done_when_none_is_open', async () => {
  const { call, parks, visitId, applicationId, roundId } = await openVisit(1);
  const step = async () => (await call('rounds.get', { roundId })).steps.find((one) => one.step === 'visits');
  expect(await step()).toEqual({ step: 'visits', state: 'todo', done: 0, of: 1 });
  const { visitId: second } = await call('visits.open', { applicationId, visitedOn: '2026-10-11' });
  const { visitId: other } = await call('visits.open', { applicationId: parks[0] ?? '', visitedOn: '2026-10-11' });
  await call('visits.close', { visitId });
  expect(await step()).toEqual({ step: 'visits', state: 'todo', done: 0, of: 2 });
  await call('visits.close', { visitId: second });
  expect(await step()).toEqual({ step: 'visits', state: 'doing', done: 1, of: 2 });
  await call('visits.close', { visitId: other });
  expect(await step()).toEqual({ step: 'visits', state: 'done', done: 2, of: 2 });
});

const camera: ExifFacts = {
  taken: '2026:10:10 09:30:15',
  offset: '+08:00',
  orientation: 6,
  latitude: [28, 13, 41.5, 'N'],
  longitude: [112, 56, 20.25, 'E'],
};

test('photos_keep_their_bytes_and_show_the_camera’s_time_place_and_orientation', async () => {
  const seated = await openVisit();
  const { call, host, applicationId, visitId } = seated;
  const path = await samplePhoto(seated, applicationId, '大门.jpg', camera);
  const photo = await call('visits.photo', { visitId, path, caption: '大门' });
  expect(photo).toMatchObject({
    name: '大门.jpg',
    mediaType: 'image/jpeg',
    takenAt: '2026-10-10T09:30:15+08:00',
    orientation: 6,
    caption: '大门',
    already: false,
  });
  expect(photo.position?.latitude).toBeCloseTo(28 + 13 / 60 + 41.5 / 3600, 6);
  expect(photo.position?.longitude).toBeCloseTo(112 + 56 / 60 + 20.25 / 3600, 6);
  const bytes = readFileSync(path);
  expect(photo.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
  const served = findServedFile(host.session, 'photos', photo.photoId);
  expect(served).toMatchObject({ mediaType: 'image/jpeg', inline: true, name: '大门.jpg', bytes: bytes.length });
  expect(readFileSync(served.path).equals(bytes)).toBe(true);
  expect(await call('visits.photo', { visitId, path })).toMatchObject({ photoId: photo.photoId, already: true });
  await call('visits.caption', { photoId: photo.photoId, caption: '正门' });
  expect((await call('visits.get', { visitId })).photos.map((one) => one.caption)).toEqual(['正门']);
  writeFileSync(served.path, 'x');
  expect((await call('workspace.doctor', {})).checks.filter((check) => !check.ok).map((check) => check.id)).toEqual(['blobs']);
});

test('a_photo_taken_out_leaves_its_reason_on_record', async () => {
  const seated = await openVisit();
  const { call, visitId } = seated;
  const { photoId } = await call('visits.photo', { visitId, path: await samplePhoto(seated, seated.applicationId) });
  await call('visits.removePhoto', { photoId, reason: '与园区无关' });
  expect((await call('visits.get', { visitId })).photos).toEqual([]);
  expect((await call('audit.list', { entity: `visit:${visitId}/photo/${photoId}` })).at(-1)).toMatchObject({
    kind: 'siteVisit.removePhoto',
    reason: '与园区无关',
  });
});

test('what_is_no_photo_is_refused_by_its_bytes_and_leaves_nothing', async () => {
  const { call, refusal, visitId } = await openVisit();
  const folder = tempFolder();
  const fake = join(folder, '照片.jpg');
  writeFileSync(fake, '<svg onload="alert(1)"/>');
  const before = await call('workspace.info', {});
  expect((await refusal('visits.photo', { visitId, path: fake })).code).toBe('visit/not-a-photo');
  expect((await refusal('visits.photo', { visitId, path: join(folder, '没有.jpg') })).code).toBe('workspace/file-missing');
  expect(await call('workspace.info', {})).toEqual(before);
});

test('exif_is_read_as_the_camera_meant_it_and_nonsense_is_none', async () => {
  const seated = await seatReview({ parks: 1, experts: 1 });
  const picture = await samplePicture(seated, seated.parks[0] ?? '');
  const facts = async (exif: ExifFacts) => readPhoto(withExif(picture, exif));
  // what the sample's own tool wrote, and the same picture without it
  expect(await readPhoto(picture)).toMatchObject({ takenAt: '2026-09-08T10:20:30', position: { latitude: 28.2, longitude: 113 } });
  expect(await readPhoto(withoutExif(picture))).toEqual({ mediaType: 'image/jpeg', takenAt: null, position: null, orientation: null });
  expect(await facts({ latitude: [33, 51, 0, 'S'], longitude: [151, 12, 0, 'W'] })).toMatchObject({
    position: { latitude: -33.85, longitude: -151.2 },
  });
  expect(await facts({ latitude: [0, 0, 0, 'N'], longitude: [0, 0, 0, 'E'] })).toMatchObject({ position: null });
  expect(await facts({ latitude: [99, 0, 0, 'N'], longitude: [0, 0, 0, 'E'] })).toMatchObject({ position: null });
  expect(await facts({ taken: '2026:10:10 09:30:15' })).toMatchObject({ takenAt: '2026-10-10T09:30:15' });
  expect(await facts({ taken: '0000:00:00 00:00:00', orientation: 9 })).toMatchObject({ takenAt: null, orientation: null });
  expect(await facts({ taken: '2026:13:40 09:30:15' })).toMatchObject({ takenAt: null });
  const whole = withExif(picture, camera);
  for (const cut of [12, 30, 60, 100, 150, 200])
    expect((await readPhoto(Buffer.concat([whole.subarray(0, cut), withoutExif(picture).subarray(2)])))?.mediaType).toBe('image/jpeg');
});

test.skipIf(!has('identify'))('another program reads the same time and place (needs identify of ImageMagick)', async () => {
  const seated = await seatReview({ parks: 1, experts: 1 });
  const path = await samplePhoto(seated, seated.parks[0] ?? '', '大门.jpg', camera);
  const said = run('identify', [
    '-format',
    '%[EXIF:DateTimeOriginal]|%[EXIF:GPSLatitude]|%[EXIF:GPSLatitudeRef]|%[EXIF:Orientation]',
    path,
  ]);
  expect(said).toBe('2026:10:10 09:30:15|28000/1000, 13000/1000, 41500/1000|N|6');
});

test('two_people_at_two_parks_have_lists_of_their_own', async () => {
  const { call, roundId, parks } = await seatReview({ parks: 2, experts: 1 });
  for (const [index, applicationId] of parks.entries()) await call('visits.open', { applicationId, visitedOn: `2026-10-1${index}` });
  expect((await call('visits.list', { roundId })).map((one) => [one.applicationId, one.visitedOn])).toEqual([
    [parks[0], '2026-10-10'],
    [parks[1], '2026-10-11'],
  ]);
  expect((await call('visits.list', { roundId, applicationId: parks[1] })).length).toBe(1);
});

test('what_could_not_be_seen_needs_its_reason_before_the_visit_is_closed', async () => {
  const { call, refusal, visitId } = await openVisit();
  const { checklist } = await call('visits.get', { visitId });
  await call('visits.check', { visitId, checkId: 'boundary', outcome: 'holdsPartly', note: '北界未立桩' });
  const unseen = checklist[1]?.id ?? '';
  await call('visits.check', { visitId, checkId: unseen, outcome: 'notSeen' });
  expect(await refusal('visits.close', { visitId })).toMatchObject({
    code: 'visit/reason-missing',
    details: { count: 1, items: [checklist[1]?.text] },
  });
  expect((await call('visits.get', { visitId })).closedAt).toBe(null);
  await call('visits.check', { visitId, checkId: unseen, outcome: 'notSeen', note: '机房锁闭，管理员不在' });
  await call('visits.close', { visitId });
  expect((await call('visits.get', { visitId })).checklist.map((one) => one.outcome).slice(0, 3)).toEqual(['holdsPartly', 'notSeen', null]);
});

test('two_windows_never_write_over_each_other', async () => {
  const seated = await openVisit();
  const { call, refusal, visitId } = seated;
  const { noteId } = await call('visits.note', { visitId, text: '一号仓', seen: null });
  await call('visits.note', { visitId, noteId, text: '一号仓已满', seen: '一号仓' });
  expect((await refusal('visits.note', { visitId, noteId, text: '一号仓空', seen: '一号仓' })).code).toBe('visit/stale');
  await call('visits.check', { visitId, checkId: 'boundary', outcome: 'holds', seen: null });
  expect((await refusal('visits.check', { visitId, checkId: 'boundary', outcome: 'notSeen', seen: null })).code).toBe('visit/stale');
  await call('visits.check', { visitId, checkId: 'boundary', outcome: 'doesNotHold', seen: { outcome: 'holds', note: null } });
  await call('visits.measure', { visitId, key: 'companies', value: 40, seen: null });
  expect((await refusal('visits.measure', { visitId, key: 'companies', value: 39, seen: null })).code).toBe('visit/stale');
  expect((await call('visits.measure', { visitId, key: 'companies', value: 41, seen: 40 })).measured).toBe(41);
  const { photoId } = await call('visits.photo', { visitId, path: await samplePhoto(seated, seated.applicationId) });
  await call('visits.caption', { photoId, caption: '正门', seen: '' });
  expect((await refusal('visits.caption', { photoId, caption: '侧门', seen: '' })).code).toBe('visit/stale');
  const view = await call('visits.get', { visitId });
  expect([view.notes[0]?.text, view.checklist[0]?.outcome, view.measures[0]?.value, view.photos[0]?.caption]).toEqual([
    '一号仓已满',
    'doesNotHold',
    41,
    '正门',
  ]);
});

test('an_addendum_that_somebody_is_writing_is_kept_for_that_person', async () => {
  const { call, refusal, visitId, experts } = await openVisit();
  expect((await refusal('visits.draft', { visitId, text: '补' })).code).toBe('visit/not-closed');
  const { digest } = await call('visits.close', { visitId });
  await call('visits.draft', { visitId, text: '次日补' });
  expect((await call('visits.get', { visitId })).draft).toBe('次日补');
  expect((await call('visits.get', { visitId }, experts[0])).draft).toBe('');
  await call('visits.addendum', { visitId, text: '次日补送合同' });
  expect(await call('visits.get', { visitId })).toMatchObject({ draft: '', digest, addenda: [{ text: '次日补送合同' }] });
});

test('signatures_keep_pressure_and_role_and_those_without_stay_as_they_were', async () => {
  const { call, refusal, visitId, host } = await openVisit();
  const pressed = [
    [
      [0, 0, 0, 0.2],
      [10, 5, 16, 0.65],
      [20, 0, 33, 1],
    ] as [number, number, number, number][],
  ];
  await call('visits.sign', { visitId, name: '张一', role: 'team', strokes: pressed });
  await call('visits.sign', { visitId, name: '李二', strokes });
  expect((await call('visits.get', { visitId })).signs.map((one) => [one.name, one.role, one.strokes])).toEqual([
    ['张一', 'team', pressed],
    ['李二', null, strokes],
  ]);
  expect(
    (
      await refusal('visits.sign', {
        visitId,
        name: '王三',
        strokes: [
          [
            [0, 0, 0, 1.5],
            [1, 1, 1, 0],
          ],
        ],
      })
    ).code,
  ).toBe('call/bad-payload');
  const events = await call('audit.list', { entity: `visit:${visitId}/sign/${(await call('visits.get', { visitId })).signs[0]?.signId}` });
  expect(events[0]?.new).toMatchObject({ name: '张一', organisation: null, role: 'team', strokes: pressed });
  expect(() => host.session.store.read.sqlite.prepare("UPDATE visit_sign SET name = '别人'").run()).toThrow(/never changed/);
});

test('a_closed_record_that_was_changed_behind_the_program_is_found', async () => {
  const { call, visitId, host } = await openVisit();
  await call('visits.note', { visitId, text: '仓库在用' });
  await call('visits.sign', { visitId, name: '张一', strokes });
  await call('visits.close', { visitId });
  await call('visits.addendum', { visitId, text: '补充' });
  expect((await call('workspace.doctor', {})).healthy).toBe(true);
  host.session.store.read.sqlite.prepare("UPDATE visit_note SET text = '仓库空置'").run();
  expect((await call('workspace.doctor', {})).checks.filter((check) => !check.ok)).toMatchObject([
    { id: 'rows', found: [expect.stringMatching(/^visit_note:/)] },
    { id: 'values', found: [expect.stringMatching(`^visit:${visitId}/note/`)] },
    { id: 'histories', found: [expect.stringMatching(`^visit:${visitId}/note/`)] },
    { id: 'visits', found: [`visit:${visitId}`] },
  ]);
});

test('a_small_picture_is_kept_once_and_served_beside_the_original', async () => {
  const seated = await openVisit();
  const { call, refusal, host, visitId } = seated;
  const { photoId, thumbnail } = await call('visits.photo', { visitId, path: await samplePhoto(seated, seated.applicationId) });
  expect(thumbnail).toBe(false);
  const small = sized(await samplePicture(seated, seated.applicationId), 240);
  expect(() => findServedFile(host.session, 'thumbnails', photoId)).toThrow('workspace/file-missing');
  expect((await refusal('visits.thumbnail', { photoId, jpeg: small.subarray(0, 200).toString('base64') })).code).toBe(
    'visit/not-a-thumbnail',
  );
  expect((await refusal('visits.thumbnail', { photoId, jpeg: sized(small, 5000).toString('base64') })).code).toBe('visit/not-a-thumbnail');
  const events = (await call('workspace.info', {})).events;
  expect(await call('visits.thumbnail', { photoId, jpeg: small.toString('base64') })).toEqual({ kept: true });
  expect(await call('visits.thumbnail', { photoId, jpeg: withExif(small, camera).toString('base64') })).toEqual({ kept: false });
  expect((await call('visits.get', { visitId })).photos[0]?.thumbnail).toBe(true);
  const served = findServedFile(host.session, 'thumbnails', photoId);
  expect([served.mediaType, served.inline, readFileSync(served.path).equals(small)]).toEqual(['image/jpeg', true, true]);
  expect((await call('workspace.info', {})).events).toBe(events);
});

test('a_heic_photo_is_kept_as_it_is_and_said_not_to_be_shown', async () => {
  const { call, host, visitId } = await openVisit();
  const path = join(tempFolder(), 'IMG_0001.HEIC');
  writeFileSync(path, heic());
  const photo = await call('visits.photo', { visitId, path });
  expect(photo).toMatchObject({ mediaType: 'image/heic', shown: false });
  expect(readFileSync(host.session.blobs.pathOf(photo.sha256)).equals(heic())).toBe(true);
});

test('a_picture_cut_short_is_refused_wherever_it_was_cut', async () => {
  const seated = await openVisit();
  const { call, refusal, visitId } = seated;
  const jpeg = withExif(await samplePicture(seated, seated.applicationId), camera);
  const square = Buffer.from(png(60, 40, 30));
  const folder = tempFolder();
  const before = await call('workspace.info', {});
  for (const [name, whole] of [
    ['a.jpg', jpeg],
    ['b.png', square],
    ['c.heic', heic()],
  ] as const) {
    for (const share of [0.2, 0.5, 0.8, 0.95, 0.999]) {
      writeFileSync(join(folder, name), whole.subarray(0, Math.max(40, Math.floor(whole.length * share))));
      expect((await refusal('visits.photo', { visitId, path: join(folder, name) })).code, `${name} ${share}`).toBe('visit/photo-broken');
    }
  }
  const flipped = Buffer.from(square);
  flipped.writeUInt8(flipped.readUInt8(50) ^ 4, 50);
  writeFileSync(join(folder, 'd.png'), flipped);
  expect((await refusal('visits.photo', { visitId, path: join(folder, 'd.png') })).code).toBe('visit/photo-broken');
  expect(await call('workspace.info', {})).toEqual(before);
  // what follows the end of a picture is the camera's own business
  writeFileSync(join(folder, 'e.jpg'), Buffer.concat([jpeg, Buffer.from('a short film')]));
  writeFileSync(join(folder, 'f.png'), square);
  expect((await call('visits.photo', { visitId, path: join(folder, 'e.jpg') })).orientation).toBe(6);
  expect(await call('visits.photo', { visitId, path: join(folder, 'f.png') })).toMatchObject({ mediaType: 'image/png', shown: true });
});
