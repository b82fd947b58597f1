/** What nobody caught: before the window it ends the start, afterwards it is said once; the log never tells what it said. */
import { EventEmitter } from 'node:events';
import { beforeEach, expect, test } from 'vitest';
import { failStart, watchFaults } from '../../electron/hosts/shell/faults.ts';
import { translator } from '../../electron/services/session/texts.ts';
import { app, asked, dialog, wasAsked, world } from './stand-in.ts';

const lines: string[] = [];
const log = { write: (what: string, facts?: object) => void lines.push(`${what} ${JSON.stringify(facts ?? {})}`) };
const parts = { app: app as never, dialog: dialog as never, log, t: () => translator('zh') };
const secret = new Error('读不到 /home/王小明/评审.db');

beforeEach(() => {
  asked.length = 0;
  lines.length = 0;
  world.button = 0;
  app.removeAllListeners('child-process-gone');
});

test.each(['uncaughtException', 'unhandledRejection'])('%s before there is a window ends with 1, in words', (event) => {
  const from = new EventEmitter();
  watchFaults(
    parts,
    () => false,
    () => undefined,
    from,
  );
  from.emit(event, secret);
  expect(wasAsked('exit')).toEqual([[1]]);
  expect(wasAsked('showErrorBox')[0]?.[1]).toContain('读不到 /home/王小明/评审.db');
});

test('a_fault_beside_the_open_window_is_said_once_and_goes_on', async () => {
  const from = new EventEmitter();
  let quits = 0;
  watchFaults(
    parts,
    () => true,
    () => quits++,
    from,
  );
  from.emit('uncaughtException', secret);
  from.emit('unhandledRejection', secret);
  await Promise.resolve();
  expect([wasAsked('showMessageBox').length, wasAsked('exit').length, quits]).toEqual([1, 0, 0]);
  expect(lines).toHaveLength(2);
  expect(lines.join()).not.toMatch(/王小明|评审/);
  expect(lines[0]).toMatch(/"thrown":"Error".*faults\.test\.ts:\d+:\d+/);
});

test('the_person_may_end_it_there', async () => {
  const from = new EventEmitter();
  let quits = 0;
  world.button = 1;
  watchFaults(
    parts,
    () => true,
    () => quits++,
    from,
  );
  from.emit('uncaughtException', secret);
  await expect.poll(() => quits).toBe(1);
});

test('once_electron_is_ready_the_reason_stands_in_a_dialog_of_its_own', async () => {
  await app.whenReady();
  failStart(parts, secret);
  expect(wasAsked('showMessageBoxSync')[0]?.[0]).toMatchObject({ title: '园评无法启动', detail: secret.message, buttons: ['退出'] });
  expect(wasAsked('exit')).toEqual([[1]]);
});

test('a_helper_of_chromium_that_died_is_in_the_log', () => {
  watchFaults(
    parts,
    () => true,
    () => undefined,
    new EventEmitter(),
  );
  app.emit('child-process-gone', {}, { type: 'GPU', reason: 'crashed', exitCode: 139, name: '王小明' });
  expect(lines).toEqual(['child-process-gone {"type":"GPU","reason":"crashed","exitCode":139}']);
});
