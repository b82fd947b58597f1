/** Files of rule books in the workspace: each on its own, checked, put in, replaced; a round goes on with what it was opened with. */
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openReview, parkNames, samples } from '../../fixtures/review.ts';
import { schemeIds, schemeJson } from '../../fixtures/schemes.ts';
import { tempFolder } from '../../fixtures/store.ts';

const own = (change: object = {}) => ({
  ...schemeJson('hunan-belt-2023'),
  id: 'own-belt',
  title: { zh: '自有办法', en: 'Own' },
  ...change,
});

function put(dir: string, name: string, content: unknown): string {
  mkdirSync(join(dir, 'schemes'), { recursive: true });
  const path = join(dir, 'schemes', name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

test('bad_files_are_named_and_hurt_nobody_else', async () => {
  const { dir, call, refusal } = openReview();
  put(dir, 'broken.json', '{ "id": ');
  put(dir, 'wrong-key.json', own({ id: 'wrong-key', colour: 'red' }));
  put(dir, 'other-name.json', own());
  put(dir, 'own-belt.json', own());
  mkdirSync(join(dir, 'schemes', 'folder.json'));
  expect(await call('schemes.faults', {})).toEqual([
    { file: 'broken.json', origin: 'workspace', problems: [{ place: '', message: expect.stringContaining('第 1 行') }] },
    { file: 'folder.json', origin: 'workspace', problems: [{ place: '', message: '文件无法打开' }] },
    {
      file: 'other-name.json',
      origin: 'workspace',
      problems: [{ place: '编号（“id”）', message: '文件名“other-name”与编号“own-belt”不一致' }],
    },
    { file: 'wrong-key.json', origin: 'workspace', problems: [{ place: '', message: '没有“colour”这一项' }] },
  ]);
  const list = await call('schemes.list', {});
  expect(list.map(({ id }) => id).toSorted()).toEqual([...schemeIds, 'own-belt'].toSorted());
  expect(list.filter(({ origin }) => origin === 'workspace').map(({ id }) => id)).toEqual(['own-belt']);

  const { roundId } = await call('rounds.create', { schemeId: 'hunan-recognition-2024', name: '甲', appliedOn: '2026-09-15' });
  const sample = readdirSync(samples).find((name) => name.startsWith(parkNames[0] ?? '')) ?? '';
  const { imported } = await call('packages.import', { roundId, paths: [join(samples, sample)] });
  expect(imported).toHaveLength(1);
  const found = await call('eligibility.elsewhere', { applicationId: imported[0]?.applicationId ?? '' });
  expect(found.chances.map(({ schemeId }) => schemeId)).toContain('hunan-reward-2023');
  expect((await refusal('rounds.create', { schemeId: 'wrong-key', name: '乙', appliedOn: '2026-09-15' })).code).toBe('scheme/unknown');
});

test('a_file_is_checked_put_in_and_replaced', async () => {
  const { call, refusal, dir } = openReview();
  const outside = join(tempFolder(), '办法.json');
  writeFileSync(outside, JSON.stringify(own({ documentNo: 7, issuedOn: 'x' })));
  expect((await call('schemes.check', { path: outside })).problems.map(({ place }) => place)).toEqual([
    '文号（“documentNo”）',
    '发文日期（“issuedOn”）',
  ]);
  expect((await refusal('schemes.import', { path: outside })).code).toBe('scheme/invalid');
  expect(await call('schemes.check', { path: `${outside}.no` })).toMatchObject({ scheme: null, problems: [{ message: '文件无法打开' }] });

  writeFileSync(outside, JSON.stringify(own()));
  expect(await call('schemes.check', { path: outside })).toMatchObject({ scheme: { id: 'own-belt' }, problems: [], replaces: null });
  const { path } = await call('schemes.import', { path: outside });
  expect(path).toBe(join(dir, 'schemes', 'own-belt.json'));
  expect(readFileSync(path)).toEqual(readFileSync(outside));

  writeFileSync(outside, JSON.stringify(own({ title: { zh: '改过的办法', en: 'Changed' } })));
  expect((await refusal('schemes.import', { path: outside })).code).toBe('scheme/exists');
  expect((await call('schemes.import', { path: outside, replace: true })).replaces).toBe('workspace');
  expect((await call('schemes.list', {})).find(({ id }) => id === 'own-belt')?.title).toBe('改过的办法');
});

test('a_file_of_the_workspace_takes_the_place_of_the_program_s', async () => {
  const { dir, call } = openReview();
  put(dir, 'hunan-belt-2023.json', own({ id: 'hunan-belt-2023' }));
  expect((await call('schemes.list', {})).filter(({ id }) => id === 'hunan-belt-2023')).toMatchObject([
    { title: '自有办法', origin: 'workspace' },
  ]);
  // and one that cannot be used leaves the program's
  put(dir, 'hunan-belt-2023.json', '{');
  expect((await call('schemes.list', {})).filter(({ id }) => id === 'hunan-belt-2023')).toMatchObject([{ origin: 'program' }]);
});

test('a_round_goes_on_with_the_rule_book_it_was_opened_with', async () => {
  const { dir, call, refusal } = openReview();
  const path = put(dir, 'own-belt.json', own());
  const { roundId } = await call('rounds.create', { schemeId: 'own-belt', name: '甲', appliedOn: '2026-09-15' });
  writeFileSync(path, JSON.stringify(own({ title: { zh: '改过的办法' }, types: [{ id: '甲类', label: { zh: '甲类' } }] })));
  expect((await call('schemes.get', { id: 'own-belt' })).title.zh).toBe('改过的办法');
  expect((await call('schemes.get', { roundId })).title.zh).toBe('自有办法');
  expect(await call('rounds.get', { roundId })).toMatchObject({ schemeTitle: '自有办法', types: [] });
  writeFileSync(path, '{');
  expect((await call('schemes.get', { roundId })).title.zh).toBe('自有办法');
  expect((await refusal('schemes.get', { id: 'own-belt' })).code).toBe('scheme/unknown');
  expect((await refusal('schemes.get', {})).code).toBe('call/bad-payload');
  expect((await refusal('schemes.get', { id: 'own-belt', roundId })).code).toBe('call/bad-payload');
});

test('values_that_no_field_takes_are_named', async () => {
  const { call, refusal } = openReview();
  const ask = (values: Record<string, string | number>) => ({ schemeId: 'chenzhou-park-2021', values, appliedOn: '2025-09-15' });
  expect(await refusal('schemes.evaluate', ask({ tradeUSD: 5000, newActiveCompanies: 30, colour: 'x' }))).toMatchObject({
    code: 'scheme/unknown-values',
    details: { keys: 'tradeUSD、colour' },
  });
  expect((await call('schemes.evaluate', ask({ tradeUsd: 5000, newActiveCompanies: 30 }))).overall).toBe('missing');
});
