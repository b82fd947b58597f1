/** The program from its words to its window, on a stand-in for Electron. */
import { existsSync, readFileSync, readdirSync, writeFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { startBrowserHost } from '../../electron/hosts/browser-host.ts';
import { announce } from '../../electron/hosts/start/running.ts';
import { openHost } from '../../electron/services/host.ts';
import { openReview, parkNames, samples } from '../fixtures/review.ts';
import { tempFolder } from '../fixtures/store.ts';
import type * as standIn from './stand-in.ts';

type StandIn = typeof standIn;

/** A process of its own: every module anew. `faults`: what nobody caught. */
async function launch(words: readonly string[] = [], change: Partial<StandIn['world']> = {}) {
  vi.resetModules();
  const electron = (await import('electron')) as unknown as StandIn;
  Object.assign(electron.world, change);
  onTestFinished(() => electron.endAll());
  const program = await import('../../electron/hosts/shell/program.ts');
  const { readBegun } = await import('../../electron/hosts/shell/start.ts');
  const argv = ['electron', '--ozone-platform=x11', '/sources', ...words];
  const prepared = await program.prepare(readBegun({ argv, isPackaged: false, cwd: cwd, env: {} }));
  const ready = electron.placeOf('whenReady');
  await prepared?.run();
  const [window] = electron.BrowserWindow.all;
  return { electron, prepared, window, ready };
}

/** The order of what was asked, without what it was given. */
const order = ({ asked }: StandIn): string[] => asked.map(([what]) => what);

let cwd = '';
let workspace = '';
const frame = { senderFrame: { url: 'app://parkpanel/', parent: null } };
const call = (electron: StandIn, method: string, payload: unknown = {}) =>
  electron.handlers.get('parkpanel:call')?.(frame, method, payload) as Promise<{ ok: boolean; value?: never; error?: { code: string } }>;

beforeEach(() => {
  cwd = tempFolder();
  workspace = join(cwd, 'W2');
  vi.stubEnv('XDG_STATE_HOME', join(cwd, 'state'));
  vi.stubEnv('PARKPANEL_READY_FILE', '');
  const before = new Set(process.listeners('uncaughtException'));
  const others = new Set(process.listeners('unhandledRejection'));
  return () => {
    vi.unstubAllEnvs();
    for (const one of process.listeners('uncaughtException')) if (!before.has(one)) process.off('uncaughtException', one);
    for (const one of process.listeners('unhandledRejection')) if (!others.has(one)) process.off('unhandledRejection', one);
  };
});

test('name_profile_and_lock_come_in_this_order_and_before_it_is_ready', async () => {
  const { electron } = await launch(['--workspace', 'W2']);
  const places = ['setName', 'setPath', 'requestSingleInstanceLock', 'appendSwitch', 'whenReady', 'new BrowserWindow'].map(
    electron.placeOf,
  );
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  expect(places).not.toContain(-1);
  const [[, profile = ''] = []] = electron.wasAsked('setPath') as string[][];
  expect(profile.startsWith(join(cwd, 'state'))).toBe(true);
  expect(electron.wasAsked('setPath')).toEqual([
    ['userData', profile],
    ['sessionData', profile],
  ]);
  expect(electron.wasAsked('setAppUserModelId')).toEqual([['cn.parkpanel.app']]);
});

test('the_workspace_that_was_named_is_the_one_that_is_written', async () => {
  const { electron } = await launch(['--workspace', 'W2']);
  await call(electron, 'rounds.create', { schemeId: 'hunan-recognition-2024', name: '评审', appliedOn: '2026-09-30' });
  expect(existsSync(join(workspace, 'panel.db'))).toBe(true);
});

test('a_bare_folder_is_a_workspace_and_two_of_them_have_two_profiles', async () => {
  const one = (await launch(['W2'])).electron.wasAsked('setPath')[0];
  const other = (await launch(['W3'])).electron.wasAsked('setPath')[0];
  const again = (await launch(['--workspace', join(cwd, 'W2')])).electron.wasAsked('setPath')[0];
  expect(one).not.toEqual(other);
  expect(again).toEqual(one);
});

test.each([
  [['--lang', 'en'], 'en-US'],
  [[], 'zh-CN'],
])('native parts speak the language: %s', async (words, tag) => {
  const { electron } = await launch(['W2', ...words]);
  expect(electron.wasAsked('appendSwitch')).toContainEqual(['lang', tag]);
});

test('what_is_saved_from_the_page_is_offered_a_place_among_the_person_s_own_files', async () => {
  const { electron } = await launch(['W2']);
  const offered: unknown[] = [];
  const item = { getFilename: () => '评审报告.pdf', setSaveDialogOptions: (options: unknown) => offered.push(options) };
  electron.session.defaultSession.emit('will-download', {}, item);
  expect(offered).toEqual([{ defaultPath: '/stand-in/documents/评审报告.pdf' }]);
});

test('an_unpackaged_window_has_the_icon_that_a_package_carries_itself', async () => {
  const { window } = await launch(['W2']);
  expect(existsSync(String(window?.options['icon']))).toBe(true);
  const packed = await launch(['W3'], { packaged: true });
  expect(packed.window?.options['icon']).toBeUndefined();
});

test('a_graphics_process_that_died_twice_is_done_without_at_the_next_start', async () => {
  const { electron } = await launch(['W2']);
  expect(electron.placeOf('disableHardwareAcceleration')).toBe(-1);
  for (let times = 0; times < 2; times++) electron.app.emit('child-process-gone', {}, { type: 'GPU', reason: 'crashed', exitCode: 139 });
  const again = (await launch(['W2'])).electron;
  expect(again.wasAsked('appendSwitch')).toContainEqual(['disable-gpu']);
  const off = again.placeOf('disableHardwareAcceleration');
  expect([off > -1, off < again.placeOf('whenReady')]).toEqual([true, true]);
});

test('the_language_chosen_at_the_last_start_is_that_of_native_parts_too', async () => {
  mkdirSync(workspace);
  writeFileSync(join(workspace, 'settings.json'), JSON.stringify({ language: 'en' }));
  const { electron, window } = await launch(['W2']);
  expect(electron.wasAsked('appendSwitch')).toContainEqual(['lang', 'en-US']);
  expect(window?.options['title']).toBe('ParkPanel');
});

test.each([
  ['dark', '#0f1413', ' data-shade="dark"'],
  ['light', '#f5f7f6', ' data-shade="light"'],
] as const)('a window that was %s at the last start is so before it is drawn', async (shade, ground, mark) => {
  mkdirSync(workspace);
  writeFileSync(join(workspace, 'settings.json'), JSON.stringify({ shade }));
  const { electron, window } = await launch(['W2'], { dark: shade === 'light' });
  expect(electron.nativeTheme.themeSource).toBe(shade);
  const page = async () => (await electron.served.answer?.(new Request('app://parkpanel/')))?.text();
  expect(await page()).toContain(`<html${mark}`);
  expect(window?.options['backgroundColor']).toBe(ground);
  // a page that is read again is painted as was chosen since
  await call(electron, 'settings.set', { shade: 'system' });
  expect(await page()).not.toContain(mark);
});

test('the_window_is_shown_when_it_is_drawn_and_the_launcher_is_told', async () => {
  const marker = join(cwd, 'ready');
  vi.stubEnv('PARKPANEL_READY_FILE', marker);
  const { electron, window } = await launch(['W2']);
  expect([electron.wasAsked('show').length, existsSync(marker)]).toEqual([0, false]);
  window?.emit('ready-to-show');
  expect([electron.wasAsked('show').length, existsSync(marker)]).toEqual([1, true]);
});

test('the_second_start_of_a_workspace_ends_and_opens_nothing', async () => {
  const { electron, prepared, window } = await launch(['W2', 'a.pptask'], { locked: true });
  expect([prepared, window]).toEqual([null, undefined]);
  expect(order(electron)).not.toContain('whenReady');
  expect(order(electron)).toContain('quit');
  expect(electron.wasAsked('requestSingleInstanceLock')).toEqual([[{ files: [join(cwd, 'a.pptask')] }]]);
  expect(existsSync(workspace)).toBe(false);
});

test('a_workspace_that_is_open_in_a_browser_gets_one_more_window_there_with_the_file', async () => {
  const { session, dispatch } = openHost(workspace);
  mkdirSync(join(cwd, 'renderer'));
  const served = await startBrowserHost({ session, dispatch }, join(cwd, 'renderer'));
  const leave = announce(workspace, { port: Number(new URL(served.origin).port), secret: served.relaySecret });
  const browser = join(cwd, 'browser.cjs');
  const marker = join(cwd, 'ready');
  const enters = `const address = /url=([^"]+)/.exec(require('node:fs').readFileSync(new URL(process.argv.find((w) => w.startsWith('--app=')).slice(6)), 'utf8'))[1];
const { origin, hash } = new URL(address);
fetch(origin + '/session', { method: 'POST', headers: { 'content-type': 'application/json', origin }, body: JSON.stringify({ token: hash.slice(7) }) });`;
  writeFileSync(browser, `#!${process.execPath}\n${enters}\n`, { mode: 0o755 });
  vi.stubEnv('PARKPANEL_BROWSER', browser);
  vi.stubEnv('PARKPANEL_READY_FILE', marker);
  vi.stubEnv('DISPLAY', ':9');
  onTestFinished(async () => {
    leave();
    await served.close();
    session.release();
  });
  const { electron, prepared, window } = await launch(['W2', 'a.pptask']);
  expect([prepared, window]).toEqual([null, undefined]);
  expect(session.asked.files).toEqual([join(cwd, 'a.pptask')]);
  expect(order(electron)).toContain('quit');
  // the launcher is told that a window came
  expect(existsSync(marker)).toBe(true);
  writeFileSync(browser, '#!/bin/sh\nexit 1\n', { mode: 0o755 });
  // one that cannot be opened there is opened here
  expect((await launch(['W2'])).window).toBeDefined();
});

test('it_brings_the_first_window_to_the_front_with_the_file_that_was_asked_for', async () => {
  const { electron, window } = await launch(['W2']);
  if (window) window.minimized = true;
  const from = electron.asked.length;
  electron.app.emit('second-instance', {}, ['whatever'], '/', { files: [join(cwd, 'a.pptask')] });
  expect(electron.asked.slice(from).map(([what]) => what)).toEqual(['restore', 'show', 'focus']);
  await expect.poll(() => electron.wasAsked('send')).toEqual([['parkpanel:event', { type: 'handed' }]]);
  const { value } = (await call(electron, 'settings.get')) as { value?: { files: string[] } };
  expect(value?.files).toEqual([join(cwd, 'a.pptask')]);
  // the same file again is no second one
  electron.app.emit('second-instance', {}, ['whatever'], '/', { files: [join(cwd, 'a.pptask')] });
  await expect.poll(() => electron.wasAsked('send')).toHaveLength(2);
  expect(((await call(electron, 'settings.get')) as { value?: { files: string[] } }).value?.files).toEqual([join(cwd, 'a.pptask')]);
});

test.each([null, 1, {}, { files: 'a' }, { files: [1, null] }])('what a second start tells wrongly is not taken up: %j', async (data) => {
  const { electron } = await launch(['W2']);
  electron.app.emit('second-instance', {}, [], '/', data);
  expect(electron.wasAsked('send')).toEqual([]);
  expect(order(electron)).toContain('focus');
});

test('a_file_that_macos_hands_over_before_it_is_ready_is_opened_with_the_window', async () => {
  vi.resetModules();
  const electron = (await import('electron')) as unknown as StandIn;
  onTestFinished(() => electron.endAll());
  const { prepare } = await import('../../electron/hosts/shell/program.ts');
  const prepared = await prepare({ workspace, language: null, files: [], port: 0, open: true });
  // macOS writes the mark over é as a letter of its own
  electron.app.emit('open-file', { preventDefault: () => undefined }, '/t/e\u0301.pptask');
  await prepared?.run();
  const { value } = (await call(electron, 'settings.get')) as { value?: { files: string[] } };
  expect(value?.files).toEqual(['/t/\u00e9.pptask']);
});

test('a_damaged_store_does_not_keep_the_window_from_opening', async () => {
  mkdirSync(workspace);
  writeFileSync(join(workspace, 'panel.db'), Buffer.alloc(9000, 7));
  const { electron, window } = await launch(['W2']);
  expect(window).toBeDefined();
  expect(order(electron)).not.toContain('exit');
  expect((await call(electron, 'workspace.info')).error?.code).toBe('workspace/damaged');
});

test('a_workspace_that_leads_through_a_file_opens_the_window_that_says_so', async () => {
  writeFileSync(join(cwd, 'file'), '');
  const { electron, window } = await launch(['--workspace', 'file/inside']);
  expect(window).toBeDefined();
  expect((await call(electron, 'workspace.info')).ok).toBe(false);
});

test('a_profile_that_cannot_be_made_is_said_and_the_process_ends', async () => {
  writeFileSync(join(cwd, 'state'), '');
  const { electron, prepared } = await launch(['W2']);
  expect(prepared).toBeNull();
  const [[title, sentence] = []] = electron.wasAsked('showErrorBox') as string[][];
  expect(title).toBe('园评无法启动');
  expect(sentence).toContain('已保存的内容没有改动');
  expect(electron.wasAsked('exit')).toEqual([[1]]);
});

test('electron_that_never_gets_ready_ends_with_a_sentence_and_1', async () => {
  const { electron } = await launch(['W2', '--lang=en'], { ready: false });
  expect(electron.wasAsked('showErrorBox')).toMatchObject([['ParkPanel cannot start', expect.stringContaining('the display is away')]]);
  expect(electron.wasAsked('exit')).toEqual([[1]]);
});

test('what_happened_at_the_start_is_in_the_log_without_the_folder', async () => {
  await launch(['--workspace', '王小明的评审']);
  const log = readFileSync(join(cwd, '王小明的评审/logs/window.log'), 'utf8');
  expect(log).toContain('"what":"started"');
  expect(log).not.toMatch(/王小明|tmp/);
});

test.each([
  ['a database of another program', (path: string) => new Database(path).exec('CREATE TABLE notes(a)').close()],
  ['a folder in the place of the store', (path: string) => mkdirSync(path)],
])('a workspace that is %s stays as it is, and the log goes to the profile', async (_name, make) => {
  mkdirSync(workspace);
  make(join(workspace, 'panel.db'));
  const { electron } = await launch(['W2']);
  expect(await call(electron, 'rounds.list')).toMatchObject({ ok: false, error: { code: 'workspace/not-a-workspace' } });
  electron.app.emit('child-process-gone', {}, { type: 'GPU', reason: 'crashed', exitCode: 139 });
  expect(readdirSync(workspace)).toEqual(['panel.db']);
  const [[, profile = ''] = []] = electron.wasAsked('setPath') as string[][];
  expect(readFileSync(join(profile, 'logs/window.log'), 'utf8')).toContain('"what":"started"');
});

/** A page that saves when it is told that the window closes. */
function answerLeaving(electron: StandIn, save: () => Promise<unknown> = async () => undefined): void {
  const { send } = electron.BrowserWindow.all[0]?.webContents ?? { send: () => undefined };
  Object.assign(electron.BrowserWindow.all[0]?.webContents ?? {}, {
    send(...given: unknown[]) {
      send(...given);
      if ((given[1] as { type: string }).type === 'leaving') void save().then(() => electron.ipcMain.emit('parkpanel:flushed', {}));
    },
  });
}

const create = { schemeId: 'hunan-recognition-2024', name: '评审', appliedOn: '2026-09-30' };

test('closing_the_window_saves_what_was_typed_lets_go_of_the_store_and_ends_the_program', async () => {
  const { electron, window } = await launch(['W2']);
  answerLeaving(electron, () => call(electron, 'rounds.create', create));
  window?.close();
  expect(window?.destroyed).toBe(false);
  await expect.poll(() => window?.destroyed).toBe(true);
  await expect.poll(() => order(electron).at(-1)).toBe('quit');
  expect(electron.handlers.size).toBe(0);
  const again = (await launch(['W2'])).electron;
  expect((await call(again, 'rounds.list')).value).toHaveLength(1);
});

test('another_folder_is_opened_by_a_start_of_its_own_once_this_one_has_ended', async () => {
  const { electron, window } = await launch(['W2']);
  answerLeaving(electron);
  expect(await electron.handlers.get('parkpanel:open-workspace')?.(frame, 'W3')).toBe(false);
  expect(await electron.handlers.get('parkpanel:open-workspace')?.(frame, join(cwd, 'W3'))).toBe(true);
  expect(electron.placeOf('relaunch')).toBe(-1);
  await expect.poll(() => window?.destroyed).toBe(true);
  const [[options] = []] = electron.wasAsked('relaunch');
  expect((options as { args: string[] }).args).toContain(`--workspace=${join(cwd, 'W3')}`);
  expect(electron.placeOf('relaunch')).toBeLessThan(electron.placeOf('destroy'));
});

test('the_folder_of_the_workspace_is_opened_and_no_other', async () => {
  const { electron } = await launch(['W2']);
  expect(await electron.handlers.get('parkpanel:open-folder')?.(frame, '/etc')).toBe(true);
  expect(electron.wasAsked('openPath')).toEqual([[workspace]]);
});

test.each(['quit', 'query-session-end'])('%s goes through the same door', async (way) => {
  const { electron, window } = await launch(['W2']);
  answerLeaving(electron);
  let held = false;
  if (way === 'quit') electron.app.quit();
  else window?.emit(way, { preventDefault: () => (held = true) });
  expect([window?.destroyed, way === 'quit' || held]).toEqual([false, true]);
  await expect.poll(() => window?.destroyed).toBe(true);
});

test('a_window_closed_during_an_import_asks_and_the_import_goes_on_where_the_person_stays', async () => {
  const { electron, window } = await launch(['W2'], { button: 0 });
  const { roundId } = (await call(electron, 'rounds.create', create)).value as unknown as { roundId: string };
  const paths = parkNames.map((name) => join(samples, `${name}.zip`));
  const job = electron.handlers.get('parkpanel:call')?.(frame, 'packages.import', { roundId, paths }, 'job-1');
  window?.close();
  const answer = (await job) as { ok: boolean; value: { imported: unknown[] } };
  expect([answer.ok, answer.value.imported.length]).toEqual([true, parkNames.length]);
  expect(electron.wasAsked('showMessageBox')[0]?.[1]).toMatchObject({
    message: expect.stringContaining('还有 1 项工作没有完成') as string,
  });
  expect(window?.destroyed).toBe(false);
});

test('one_that_the_person_stops_leaves_nothing_half_done', async () => {
  const { electron, window } = await launch(['W2'], { button: 1 });
  answerLeaving(electron);
  const { roundId } = (await call(electron, 'rounds.create', create)).value as unknown as { roundId: string };
  const paths = parkNames.map((name) => join(samples, `${name}.zip`));
  const job = electron.handlers.get('parkpanel:call')?.(frame, 'packages.import', { roundId, paths }, 'job-1');
  window?.close();
  const answer = (await job) as { ok: boolean; error: { code: string } };
  expect(answer.error.code).toBe('call/cancelled');
  await expect.poll(() => window?.destroyed).toBe(true);
  const { call: ask } = openReview(workspace);
  expect(await ask('applications.list', { roundId })).toEqual([]);
  expect((await ask('workspace.doctor', {})).healthy).toBe(true);
});

test('services_that_died_are_started_once_more_and_the_page_is_told', async () => {
  const { electron } = await launch(['W2']);
  await call(electron, 'rounds.create', create);
  const { roundId } = (await call(electron, 'rounds.create', { ...create, name: '二' })).value as unknown as { roundId: string };
  const paths = parkNames.map((name) => join(samples, `${name}.zip`));
  const job = electron.handlers.get('parkpanel:call')?.(frame, 'packages.import', { roundId, paths }, 'job-1') as Promise<unknown>;
  const lost = job.catch((error: unknown) => String(error));
  await electron.processes[0]?.worker.terminate();
  expect(await lost).toContain('gone');
  expect(electron.wasAsked('send').map(([, message]) => message)).toEqual(
    expect.arrayContaining([
      { type: 'alive', alive: false },
      { type: 'alive', alive: true },
    ]),
  );
  expect((await call(electron, 'rounds.list')).value).toHaveLength(2);
  expect((await call(electron, 'workspace.doctor')).value).toMatchObject({ healthy: true });
  expect(electron.wasAsked('fork')).toHaveLength(2);
});

test.each([
  ['starts them again', 0],
  ['quits', 1],
])('services that died twice are said, and the person %s', async (_what, button) => {
  const { electron, window } = await launch(['W2'], { button });
  await call(electron, 'workspace.info');
  for (const at of [0, 1]) await electron.processes[at]?.worker.terminate();
  await expect
    .poll(() => electron.wasAsked('showMessageBox')[0]?.[1])
    .toMatchObject({ message: expect.stringContaining('再次意外终止') as string });
  if (button === 0) await expect.poll(async () => (await call(electron, 'workspace.info').catch(() => ({ ok: false }))).ok).toBe(true);
  else await expect.poll(() => window?.destroyed).toBe(true);
});

/** The longest time that this thread worked in one piece while `work` was done, in ms of its own: other load does not count. */
async function longestPiece(work: () => Promise<unknown>): Promise<number> {
  const used = (): number => {
    const { user, system } = process.threadCpuUsage();
    return (user + system) / 1000;
  };
  let last = used();
  let longest = 0;
  const note = (): void => {
    longest = Math.max(longest, used() - last);
    last = used();
  };
  const timer = setInterval(note, 2);
  await work();
  note();
  clearInterval(timer);
  return longest;
}

test('what_takes_long_does_not_hold_the_process_that_moves_the_window', async () => {
  const { electron } = await launch(['W2']);
  const { roundId } = (await call(electron, 'rounds.create', create)).value as unknown as { roundId: string };
  const paths = parkNames.map((name) => join(samples, `${name}.zip`));
  const passphrase = '一句足够长的口令 2026';
  const cases: readonly (readonly [string, (at: number) => unknown])[] = [
    ['packages.import', () => ({ roundId, paths })],
    ['identities.createInstitution', (at) => ({ name: '示例中心', path: join(cwd, `${at}.p12`), passphrase })],
    ['workspace.doctor', () => ({})],
  ];
  for (const [method, payloadOf] of cases) {
    // work of this thread would come every time; its collector of garbage and the test's own do not
    const pieces: number[] = [];
    for (let at = 0; at < 3; at++) {
      pieces.push(await longestPiece(() => call(electron, method, payloadOf(at))));
    }
    expect(Math.min(...pieces), `${method}: ${pieces.join(', ')} ms`).toBeLessThan(50);
  }
});

test('menus_and_shade_follow_what_is_chosen_in_the_page', async () => {
  const { electron } = await launch(['W2']);
  const labels = () =>
    electron.wasAsked('setApplicationMenu').map(([menu]) => (menu as { template: { label: string }[] }).template[1]?.label);
  expect([labels(), electron.nativeTheme.themeSource]).toEqual([['编辑'], 'system']);
  await call(electron, 'settings.set', { shade: 'dark' });
  expect([labels(), electron.nativeTheme.themeSource]).toEqual([['编辑'], 'dark']);
  await call(electron, 'settings.set', { language: 'en' });
  expect(labels()).toEqual(['编辑', 'Edit']);
  const again = await launch(['W2']);
  expect(again.electron.nativeTheme.themeSource).toBe('dark');
});

test('the_window_opens_where_it_was_closed', async () => {
  const { electron, window } = await launch(['W2']);
  answerLeaving(electron);
  if (window) Object.assign(window, { bounds: { x: 300, y: 200, width: 1100, height: 700 }, maximized: true });
  window?.close();
  await expect.poll(() => window?.destroyed).toBe(true);
  const again = await launch(['W2']);
  expect(again.window?.options).toMatchObject({ x: 300, y: 200, width: 1100, height: 700 });
  expect(again.electron.wasAsked('maximize')).toHaveLength(1);
  const moved = await launch(['W2'], { displays: [{ workArea: { x: 0, y: 0, width: 800, height: 600 } }] });
  expect(moved.window?.options['x']).toBeUndefined();
});

test('a_field_has_a_menu_under_the_pointer', async () => {
  const { electron, window } = await launch(['W2']);
  const editFlags = { canUndo: true, canRedo: true, canCut: true, canCopy: true, canPaste: true, canSelectAll: true };
  window?.webContents.emit('context-menu', {}, { isEditable: true, selectionText: '', editFlags });
  window?.webContents.emit('context-menu', {}, { isEditable: false, selectionText: '', editFlags });
  expect(electron.wasAsked('popup')).toHaveLength(1);
});

test('the_mouse_s_own_button_goes_back', async () => {
  const { electron, window } = await launch(['W2']);
  window?.emit('app-command', {}, 'browser-backward');
  window?.emit('app-command', {}, 'volume-up');
  expect(electron.wasAsked('goBack')).toHaveLength(1);
});
