/** What the window remembers: kept by the host, never in the store, and never in the way. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { settings } from '../../../domain/contract/workspace.ts';
import { openHost } from '../../../electron/services/host.ts';
import { settingsName } from '../../../electron/services/at-rest/own-entries.ts';
import { readSettings } from '../../../electron/services/workspace/settings.ts';
import { openReview } from '../../fixtures/review.ts';
import { tempFolder } from '../../fixtures/store.ts';

const nothing = settings.parse({});
const round = '019aa000-0000-7000-8000-000000000001';
const person = '019aa000-0000-7000-8000-000000000002';

test('choices_are_there_at_the_next_start_and_in_no_record', async () => {
  const dir = tempFolder();
  const first = openReview(dir);
  expect((await first.call('settings.get', {})).settings).toEqual(nothing);
  const { events } = await first.call('workspace.info', {});
  await first.call('settings.set', {
    language: 'en',
    shade: 'dark',
    roundId: round,
    personId: person,
    panes: { desk: [20, 50, 30] },
    folders: { exchange: '/media/stick' },
  });
  await first.call('settings.set', { panes: { review: [40, 60] }, keyFiles: { [person]: '/home/a.p12' } });
  first.host.session.release();
  const second = openReview(dir);
  expect((await second.call('settings.get', {})).settings).toEqual({
    language: 'en',
    shade: 'dark',
    roundId: round,
    personId: person,
    panes: { desk: [20, 50, 30], review: [40, 60] },
    folders: { exchange: '/media/stick' },
    keyFiles: { [person]: '/home/a.p12' },
  });
  expect((await second.call('workspace.info', {})).events).toBe(events);
});

test('many_changes_at_once_are_all_kept', async () => {
  const { call } = openReview();
  await Promise.all(Array.from({ length: 20 }, (_, at) => call('settings.set', { panes: { [`pane ${at}`]: [at, 100 - at] } })));
  expect(Object.keys((await call('settings.get', {})).settings.panes)).toHaveLength(20);
});

test.each([
  ['no JSON', '{"language":', nothing],
  ['another shape', '[1]', nothing],
  ['one wrong entry', JSON.stringify({ language: 'fr', shade: 'dark', panes: { desk: ['wide'] } }), { ...nothing, shade: 'dark' }],
  ['a newer program', JSON.stringify({ shade: 'light', sound: 'loud' }), { ...nothing, shade: 'light' }],
])('a_file_with_%s_is_never_in_the_way', async (_name, text, expected) => {
  const { call, dir } = openReview();
  writeFileSync(join(dir, settingsName), text);
  expect((await call('settings.get', {})).settings).toEqual(expected);
  await call('settings.set', { language: 'en' });
  expect((await call('settings.get', {})).settings).toEqual({ ...expected, language: 'en' });
});

test('a_damaged_store_does_not_take_the_language_away', async () => {
  const { call, refusal, dir } = openReview();
  await call('settings.set', { language: 'en' });
  writeFileSync(join(dir, 'panel.db'), 'no database at all, and long enough to be looked at as one'.repeat(40));
  expect((await refusal('workspace.info', {})).code).toBe('workspace/damaged');
  expect((await call('settings.get', {})).settings.language).toBe('en');
});

test('what_makes_no_sense_is_refused_and_nothing_is_written', async () => {
  const { refusal, dir } = openReview();
  expect((await refusal('settings.set', { language: 'fr' as 'en' })).code).toBe('call/bad-payload');
  expect((await refusal('settings.set', { panes: { desk: [Number.NaN] } })).code).toBe('call/bad-payload');
  expect(existsSync(join(dir, settingsName))).toBe(false);
});

test('a_workspace_can_begin_with_its_settings', async () => {
  const { call, dir } = openReview(join(tempFolder(), 'not', 'yet'));
  await call('settings.set', { shade: 'dark' });
  expect(JSON.parse(readFileSync(join(dir, settingsName), 'utf8'))).toMatchObject({ shade: 'dark' });
  expect((await call('workspace.info', {})).rounds).toBe(0);
});

test('the_words_of_the_start_stand_until_somebody_chooses_and_files_until_they_are_taken', async () => {
  const dir = tempFolder();
  writeFileSync(join(dir, settingsName), JSON.stringify({ language: 'zh', shade: 'dark' }));
  const { session, dispatch } = openHost(dir, { language: 'en', files: ['/media/a.pptask', '/media/b.ppreturn'] });
  const ask = async (method: string, payload: unknown = {}) => {
    const answer = await dispatch.call({ method, payload, language: 'zh' });
    return answer.ok ? answer.value : answer.error.code;
  };
  const said = { ...nothing, language: 'en', shade: 'dark' };
  const files = ['/media/a.pptask', '/media/b.ppreturn'];
  expect(await ask('settings.get')).toEqual({ settings: said, folder: session.folder, dir: resolve(dir), files });
  // a page whose first answer was lost, or that is read again, is told again
  expect(await ask('settings.get')).toMatchObject({ files });
  expect(await ask('settings.take', { files: ['/media/a.pptask', '/elsewhere/c.pptask'] })).toEqual({ files: ['/media/b.ppreturn'] });
  expect(await ask('settings.get')).toMatchObject({ files: ['/media/b.ppreturn'] });
  expect(await ask('settings.take', { files: ['/media/b.ppreturn'] })).toEqual({ files: [] });
  // a word of one start is no choice for the next
  expect(await readSettings(session)).toEqual({ ...said, language: 'zh' });
  await ask('settings.set', { shade: 'light' });
  expect(await ask('settings.get')).toMatchObject({ settings: { language: 'en', shade: 'light' } });
  await ask('settings.set', { language: 'zh' });
  expect(await ask('settings.get')).toMatchObject({ settings: { language: 'zh' } });
  session.release();
});
