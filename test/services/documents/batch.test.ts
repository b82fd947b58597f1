import { createHash } from 'node:crypto';
import { cpSync, existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { expect, onTestFinished, test } from 'vitest';
import type { BatchAnswer, Output } from '../../../domain/contract/api.ts';
import { resourcesFolder } from '../../../electron/services/host.ts';
import { createDispatch } from '../../../electron/services/session/dispatch.ts';
import { handlers } from '../../../electron/services/handlers.ts';
import { openSession } from '../../../electron/services/session/session.ts';
import { samplePhoto } from '../../fixtures/photos.ts';
import { seatReview, submitSheet } from '../../fixtures/review.ts';
import { tempFolder } from '../../fixtures/store.ts';
import { has, run } from '../../fixtures/tools.ts';

const passphrase = 'a long passphrase';
const clock = '2026-11-20T10:00:00.000Z';
const hash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

async function decided(parks = 2, experts = 3) {
  const seated = await seatReview({ parks, experts });
  const { call, roundId, parks: ids } = seated;
  for (const [index, personId] of seated.experts.entries())
    for (const applicationId of ids) await submitSheet(seated, personId, applicationId, 0.9 - index / 10);
  for (const row of (await call('shortlist.propose', { roundId })).types.flatMap((group) => group.rows)) {
    await call('shortlist.decide', { applicationId: row.applicationId, result: row.rank === 1 ? 'listed' : 'notListed', reason: '合议' });
  }
  return seated;
}

/** All files below a folder, relative, with "/". */
function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    )
    .sort();
}

test('a_batch_makes_every_document_of_the_round_and_an_archive_with_an_index', async () => {
  const { call, roundId, dir } = await decided();
  const out = join(dir, 'out');
  const { files, left, cancelled, archive } = await call('reports.batch', { roundId, dir: out });
  expect(cancelled).toBe(false);
  expect(left).toEqual([]);
  const counted = Object.fromEntries([...Map.groupBy(files, ({ kind }) => kind)].map(([kind, of]) => [kind, of.length]));
  expect(counted).toEqual({ summary: 1, shortlist: 1, review: 2, sheet: 6 });
  expect(files.every(({ status }) => status === 'unsigned')).toBe(true);
  for (const { path, sha256 } of files) expect(hash(readFileSync(path))).toBe(sha256);
  const bytes = readFileSync(archive?.path ?? '');
  expect(archive).toMatchObject({ sha256: hash(bytes), bytes: bytes.length });
  const inside = unzipSync(bytes);
  expect(Object.keys(inside).sort()).toEqual([...files.map(({ name }) => name), 'index.json', '目录.txt'].sort());
  const index = JSON.parse(strFromU8(inside['index.json'] ?? new Uint8Array())) as { files: { name: string; sha256: string }[] };
  expect(index.files).toHaveLength(files.length);
  for (const { name, sha256 } of index.files) expect(hash(inside[name] ?? new Uint8Array())).toBe(sha256);
  const toRead = strFromU8(inside['目录.txt'] ?? new Uint8Array());
  for (const { name, sha256 } of files) for (const text of [`${name}（`, sha256]) expect(toRead).toContain(text);
  // on the record as if each had been made by itself
  const listed = await call('reports.list', { roundId });
  expect(new Set(listed.map(({ exportId }) => exportId))).toEqual(new Set(files.map(({ exportId }) => exportId)));
  expect(listed.every(({ state, missing }) => state === 'draft' && missing !== null && missing.length > 0)).toBe(true);
  expect(filesIn(out).some((name) => name.endsWith('.part'))).toBe(false);
}, 120_000);

test.skipIf(!has('unzip'))(
  'the_archive_is_a_zip_to_others_too_needs_unzip',
  async () => {
    const { call, roundId, dir } = await decided(1, 3);
    const { archive } = await call('reports.batch', { roundId, kinds: ['review', 'summary'], dir: join(dir, 'out') });
    expect(run('unzip', ['-t', archive?.path ?? ''])).toContain('No errors detected');
  },
  60_000,
);

/** A second process on a copy of the folder, with a clock that stands still. */
async function batchOnCopy(dir: string, roundId: string): Promise<{ folder: string; answer: BatchAnswer }> {
  const copy = tempFolder();
  cpSync(dir, copy, { recursive: true });
  const session = openSession({ dir: copy, resources: resourcesFolder(), program: 'test', now: () => clock });
  onTestFinished(() => session.release());
  const folder = join(copy, 'out');
  const answer = await createDispatch(session, handlers).call({
    method: 'reports.batch',
    payload: { roundId, dir: folder },
    language: 'zh',
  });
  if (!answer.ok) throw new Error(answer.error.code);
  return { folder, answer: answer.value as Output<'reports.batch'> };
}

test('the_same_round_and_clock_give_the_same_bytes', async () => {
  const { host, dir, roundId } = await decided();
  host.session.release();
  const first = await batchOnCopy(dir, roundId);
  const second = await batchOnCopy(dir, roundId);
  expect(filesIn(first.folder)).toEqual(filesIn(second.folder));
  for (const name of filesIn(first.folder))
    expect(hash(readFileSync(join(first.folder, name))), name).toBe(hash(readFileSync(join(second.folder, name))));
  expect(first.answer.archive?.sha256).toBe(second.answer.archive?.sha256);
}, 120_000);

test('keys_are_opened_once_and_sign_where_they_are_named', async () => {
  const { call, refusal, roundId, experts, dir } = await decided();
  const institution = join(dir, 'keys', 'institution.p12');
  const member = join(dir, 'keys', 'member.p12');
  await call('identities.createInstitution', { name: '示例中心', path: institution, passphrase });
  await call('identities.issue', { personId: experts[0] ?? '', path: member, passphrase });
  const out = join(dir, 'out');
  expect((await refusal('reports.batch', { roundId, dir: out, sign: [{ identity: member, passphrase: 'not the one' }] })).code).toBe(
    'identity/bad-passphrase',
  );
  expect(existsSync(out)).toBe(false);
  const { files } = await call('reports.batch', {
    roundId,
    dir: out,
    sign: [
      { identity: member, passphrase },
      { identity: institution, passphrase },
    ],
  });
  const by = Map.groupBy(files, ({ kind }) => kind);
  for (const one of [...(by.get('summary') ?? []), ...(by.get('shortlist') ?? [])])
    expect(one).toMatchObject({ signedBy: ['示例中心'], status: 'valid', missing: [] });
  for (const one of by.get('review') ?? []) {
    // the institution signs last, so it passes over what members still have to sign
    expect(one).toMatchObject({ signedBy: ['专家1'], status: 'incomplete' });
    expect(one.missing.map(({ signer }) => signer)).toEqual(['专家2', '专家3', '示例中心']);
  }
  const sheets = by.get('sheet') ?? [];
  expect(sheets.filter(({ personId }) => personId === experts[0]).every(({ status }) => status === 'valid')).toBe(true);
  expect(
    sheets
      .filter(({ personId }) => personId !== experts[0])
      .every(({ status, signedBy }) => status === 'unsigned' && signedBy.length === 0),
  ).toBe(true);
  const states = new Map((await call('reports.list', { roundId })).map(({ exportId, state }) => [exportId, state]));
  for (const { exportId, status } of files)
    expect(states.get(exportId)).toBe({ valid: 'verified', incomplete: 'awaiting', unsigned: 'draft' }[status as 'valid']);
}, 120_000);

test('a_cancelled_batch_leaves_whole_files_and_says_which', async () => {
  const { host, call, roundId, dir } = await decided();
  const out = join(dir, 'out');
  const seen: string[] = [];
  host.dispatch.onProgress(({ job, done, label }) => {
    if (job !== 'batch') return;
    seen.push(label);
    if (done === 2) host.dispatch.cancel('batch');
  });
  const answer = await host.dispatch.call({ method: 'reports.batch', payload: { roundId, dir: out }, language: 'zh', job: 'batch' });
  if (!answer.ok) throw new Error(answer.error.code);
  const { cancelled, files, archive } = answer.value as BatchAnswer;
  expect({ cancelled, archive }).toEqual({ cancelled: true, archive: null });
  expect(files).toHaveLength(2);
  expect(filesIn(out)).toEqual(files.map(({ name }) => name).sort());
  for (const { path, sha256 } of files) {
    expect(hash(readFileSync(path))).toBe(sha256);
    expect((await call('documents.verify', { path })).redrawn).toBe(true);
  }
  expect(await call('reports.list', { roundId })).toHaveLength(2);
  // the rest can be made later, over what is there or elsewhere
  expect((await call('reports.batch', { roundId, dir: out, replace: true })).files).toHaveLength(10);
}, 120_000);

test('what_cannot_be_made_is_named_and_nothing_is_overwritten', async () => {
  const seated = await seatReview({ parks: 1, experts: 3 });
  const { call, refusal, roundId, parks, dir, experts } = seated;
  expect((await refusal('reports.batch', { roundId, dir: join(dir, 'out') })).code).toBe('tally/no-sheets');
  for (const personId of experts) await submitSheet(seated, personId, parks[0] ?? '', 0.8);
  const { files, left } = await call('reports.batch', {
    roundId,
    dir: join(dir, 'out'),
    kinds: ['shortlist', 'visit', 'publicity', 'review'],
  });
  expect(files.map(({ kind }) => kind)).toEqual(['review']);
  expect(left.map(({ kind, code }) => [kind, code])).toEqual([
    ['shortlist', 'shortlist/undecided'],
    ['publicity', 'report/not-published'],
    ['visit', 'report/no-visit'],
  ]);
  const taken = files[0]?.path ?? '';
  writeFileSync(taken, 'mine');
  expect((await refusal('reports.batch', { roundId, dir: join(dir, 'out'), kinds: ['review'] })).code).toBe('report/path-taken');
  expect(readFileSync(taken, 'utf8')).toBe('mine');
}, 60_000);

test('a_visit_is_recorded_with_its_photos_and_closed_rounds_with_their_objections', async () => {
  const seated = await decided();
  const { call, roundId, parks, dir } = seated;
  const [park = ''] = parks;
  const { visitId } = await call('visits.open', { applicationId: park, visitedOn: '2026-10-20', people: ['专家1', '张主任'] });
  await call('visits.photo', { visitId, path: await samplePhoto(seated, park), caption: '园区正门' });
  await call('visits.note', { visitId, text: '展厅已投入使用。' });
  await call('visits.close', { visitId });
  await call('visits.addendum', { visitId, text: '补充：已补交租赁合同。' });
  await call('publicity.open', { roundId, despite: '试评', startsOn: '2026-10-12', workingDays: 5 });
  const { objectionId } = await call('publicity.object', {
    roundId,
    applicationId: park,
    raisedOn: '2026-10-13',
    objector: '某公司',
    text: '面积不实。',
  });
  await call('publicity.resolve', { objectionId, outcome: 'dismissed', reason: '经实测属实。' });
  await call('publicity.close', { roundId, despite: '试评' });
  const { files, left } = await call('reports.batch', { roundId, dir: join(dir, 'out'), kinds: ['review', 'visit', 'publicity', 'final'] });
  expect(left.map(({ kind, applicationId, code }) => [kind, applicationId, code])).toEqual([['visit', parks[1], 'report/no-visit']]);
  expect(files.map(({ kind }) => kind).sort()).toEqual(['final', 'publicity', 'review', 'review', 'visit']);
  for (const { path } of files) expect(await call('documents.verify', { path }), path).toMatchObject({ redrawn: true, status: 'unsigned' });
  const visit = files.find(({ kind }) => kind === 'visit');
  expect(visit?.missing.map(({ signer }) => signer)).toEqual(['专家1']);
  if (has('pdftotext')) {
    const textOf = (kind: string): string =>
      run('pdftotext', [files.find((file) => file.kind === kind)?.path ?? '', '-']).replaceAll(/\s+/g, '');
    for (const words of ['园区正门', '展厅已投入使用。', '补充说明', '已补交租赁合同。', '张主任'])
      expect(textOf('visit')).toContain(words);
    for (const words of ['面积不实。', '异议不成立。经实测属实。', '公示期已满']) expect(textOf('final')).toContain(words);
    // who objected is not told
    expect(textOf('final')).not.toContain('某公司');
  }
}, 120_000);
