/** The page in the window: late, dead, not loaded; a stand-in plays what Electron tells of it. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { BrowserWindow as RealWindow } from 'electron';
import { watchPage } from '../../../electron/hosts/shell/window/page.ts';
import { asked, BrowserWindow, dialog, wasAsked, world } from '../stand-in.ts';

const t = () => (key: string) => key;

function open() {
  const window = new BrowserWindow({});
  const lines: string[] = [];
  const told = { ready: 0, quit: 0 };
  watchPage({
    window: window as unknown as RealWindow,
    dialog: dialog as never,
    log: { write: (what, facts) => lines.push(`${what} ${JSON.stringify(facts ?? {})}`) },
    t,
    ready: () => told.ready++,
    quit: () => told.quit++,
  });
  return { window, lines, told };
}

beforeEach(() => {
  asked.length = 0;
  world.button = 0;
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('a_page_that_is_drawn_in_time_is_shown_once', () => {
  const { window, told } = open();
  window.emit('ready-to-show');
  vi.advanceTimersByTime(60_000);
  expect([wasAsked('show').length, told.ready]).toEqual([1, 1]);
});

test('a_page_that_is_never_drawn_is_shown_all_the_same_and_nobody_is_told_that_it_is_ready', () => {
  const { lines, told } = open();
  vi.advanceTimersByTime(60_000);
  expect([wasAsked('show').length, told.ready]).toEqual([1, 0]);
  expect(lines).toEqual(['page-late {}']);
});

test('a_window_that_was_closed_before_is_not_shown', () => {
  open().window.destroy();
  vi.advanceTimersByTime(60_000);
  expect(wasAsked('show')).toEqual([]);
});

const gone = (window: BrowserWindow, reason: string) => window.webContents.emit('render-process-gone', {}, { reason, exitCode: 5 });

test.each(['crashed', 'oom', 'killed', 'abnormal-exit'])(
  'a page that %s is loaded again once, and then the person decides',
  async (reason) => {
    const { window, lines, told } = open();
    gone(window, reason);
    expect([wasAsked('reload').length, wasAsked('showMessageBox').length]).toEqual([1, 0]);
    gone(window, reason);
    await vi.runAllTimersAsync();
    expect([wasAsked('showMessageBox').length, wasAsked('reload').length, told.quit]).toEqual([1, 2, 0]);
    world.button = 1;
    gone(window, reason);
    await vi.runAllTimersAsync();
    expect([wasAsked('reload').length, told.quit]).toEqual([2, 1]);
    expect(lines[0]).toBe(`page-gone {"reason":"${reason}","exitCode":5}`);
  },
);

test('a_page_that_ended_by_itself_is_left_alone', () => {
  gone(open().window, 'clean-exit');
  expect(wasAsked('reload')).toEqual([]);
});

test('a_page_that_does_not_load_is_said_and_shown', async () => {
  const { window } = open();
  window.webContents.emit('did-fail-load', {}, -6, 'ERR_FILE_NOT_FOUND', 'app://parkpanel/', true);
  await vi.advanceTimersByTimeAsync(10);
  expect(wasAsked('showMessageBox')[0]?.[1]).toMatchObject({ message: 'shell.page.notLoaded' });
  expect(wasAsked('show')).toHaveLength(1);
});

test.each([
  ['a picture in it', -6, false],
  ['a page that was left for another', -3, true],
])('%s is no such failure', async (_what, code, isMainFrame) => {
  open().window.webContents.emit('did-fail-load', {}, code, 'ERR', 'app://parkpanel/', isMainFrame);
  await vi.advanceTimersByTimeAsync(10);
  expect(wasAsked('showMessageBox')).toEqual([]);
});
