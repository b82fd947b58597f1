/** The table by which `npm start` chooses how to open the window. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decide, failures, type Decision, type Machine, type Outcome, type Wishes } from '../../electron/launch/decide.ts';
import { displayOf } from '../../electron/hosts/start/display.ts';
import { causeOf, exitCodeOf } from '../../electron/launch/electron.ts';

const now = Date.parse('2026-11-29T08:00:00Z');
const hours = (count: number) => count * 60 * 60 * 1000;
const desk: Machine = {
  platform: 'linux',
  uid: 1000,
  display: 'x11',
  binary: true,
  version: '45.4.1',
  userNamespaces: true,
  sandboxHelper: false,
  last: null,
  now,
};
const wishes: Wishes = { language: 'zh', open: true, retry: false };
const last = (outcome: Outcome['outcome'], ago = 1, version = '45.4.1'): Partial<Machine> => ({
  last: { outcome, detail: 'of it', version, at: now - hours(ago) },
});
const electron = (...switches: string[]): Decision => ({ host: 'electron', switches });
const onX11 = electron('--ozone-platform=x11', '--lang=zh-CN');
const browser = (why: (typeof failures)[number], detail = ''): Decision => ({ host: 'browser', why, detail });
const noWindow: Decision = { host: 'no-window' };
const ubuntu: Partial<Machine> = { userNamespaces: false };
const absent: Partial<Machine> = { binary: false };

const cases: readonly [string, Partial<Machine>, Partial<Wishes>, Decision][] = [
  ['a Linux desk', {}, {}, onX11],
  ['in English', {}, { language: 'en' }, electron('--ozone-platform=x11', '--lang=en-US')],
  [
    'Wayland alone',
    { display: 'wayland' },
    {},
    electron('--ozone-platform=wayland', '--enable-wayland-ime', '--wayland-text-input-version=3', '--lang=zh-CN'),
  ],
  ['Windows', { platform: 'win32', uid: null, display: 'system' }, {}, electron('--lang=zh-CN')],
  ['a Mac', { platform: 'darwin', display: 'system' }, {}, electron('--lang=zh-CN')],
  ['root on a Mac', { platform: 'darwin', uid: 0, display: 'system' }, {}, electron('--lang=zh-CN')],
  ['no display', { display: 'none' }, {}, noWindow],
  ['no display, no Electron', { display: 'none', ...absent }, {}, noWindow],
  ['no display, asked again', { display: 'none' }, { retry: true }, noWindow],
  ['no window wanted', {}, { open: false }, noWindow],
  ['root', { uid: 0 }, {}, browser('root')],
  ['root, asked again', { uid: 0 }, { retry: true }, browser('root')],
  ['root before the program is there', { uid: 0, ...absent }, {}, browser('root')],
  ['the first start', absent, {}, { host: 'fetch' }],
  ['the program could not be had an hour ago', { ...absent, ...last('absent') }, {}, browser('absent', 'of it')],
  ['the program could not be had yesterday', { ...absent, ...last('absent', 25) }, {}, { host: 'fetch' }],
  ['asked again', { ...absent, ...last('absent') }, { retry: true }, { host: 'fetch' }],
  ['the program came another way', last('absent'), {}, onX11],
  ['Ubuntu from 23.10 on', ubuntu, {}, browser('sandbox')],
  ['Ubuntu before the program is there', { ...ubuntu, ...absent }, {}, browser('sandbox')],
  ['Ubuntu with the helper', { ...ubuntu, sandboxHelper: true }, {}, onX11],
  ['Ubuntu with a profile: asked again', ubuntu, { retry: true }, onX11],
  ['Ubuntu where it came up', { ...ubuntu, ...last('ready', 9000) }, {}, onX11],
  ['Ubuntu where another one came up', { ...ubuntu, ...last('ready', 1, '44.0.0') }, {}, browser('sandbox')],
  ['died at the last start', last('killed'), {}, browser('killed', 'of it')],
  ['ended at the last start', last('ended', 24 * 6), {}, browser('ended', 'of it')],
  ['no library a week ago', last('library', 24 * 7), {}, onX11],
  ['another Electron died', last('killed', 1, '45.4.0'), {}, onX11],
  ['died in the future', last('killed', -1), {}, onX11],
  ['died, asked again', last('killed'), { retry: true }, onX11],
  ['died and was removed', { ...absent, ...last('unstartable') }, {}, browser('unstartable', 'of it')],
  ['came up at the last start', last('ready'), {}, onX11],
  ['the graphics killed it', last('graphics'), {}, electron('--ozone-platform=x11', '--lang=zh-CN', '--disable-gpu')],
  ['the graphics killed it, asked again', last('graphics'), { retry: true }, onX11],
  ['the graphics killed it a month ago', last('graphics', 24 * 30), {}, onX11],
  ['the graphics killed another one', last('graphics', 1, '45.4.0'), {}, onX11],
  [
    'Ubuntu where the graphics killed it',
    { ...ubuntu, ...last('graphics') },
    {},
    electron('--ozone-platform=x11', '--lang=zh-CN', '--disable-gpu'),
  ],
];

test.each(cases)('%s', (_name, machine, wish, decision) => {
  expect(decide({ ...desk, ...machine }, { ...wishes, ...wish })).toEqual(decision);
});

test('Electron_is_never_started_where_it_cannot_run', () => {
  const machine = fc.record({
    platform: fc.constantFrom<NodeJS.Platform>('linux', 'win32', 'darwin', 'freebsd'),
    uid: fc.constantFrom(null, 0, 1000),
    display: fc.constantFrom('system' as const, 'x11' as const, 'wayland' as const, 'none' as const),
    binary: fc.boolean(),
    version: fc.constant('45.4.1'),
    userNamespaces: fc.boolean(),
    sandboxHelper: fc.boolean(),
    last: fc.option(
      fc.record({
        outcome: fc.constantFrom('ready' as const, ...failures),
        detail: fc.string(),
        version: fc.constantFrom('45.4.1', '44.0.0'),
        at: fc.integer({ min: now - hours(24 * 30), max: now + hours(24) }),
      }),
    ),
    now: fc.constant(now),
  });
  const wish = fc.record({ language: fc.constantFrom('zh' as const, 'en' as const), open: fc.boolean(), retry: fc.boolean() });
  fc.assert(
    fc.property(machine, wish, (at, wanted) => {
      const decision = decide(at, wanted);
      if (!wanted.open || at.display === 'none') expect(decision).toEqual(noWindow);
      else expect(decision.host).not.toBe('no-window');
      if (decision.host === 'electron') {
        expect(at.binary).toBe(true);
        expect(at.platform === 'linux' && at.uid === 0).toBe(false);
      }
      if (decision.host === 'fetch') expect(at.binary).toBe(false);
    }),
  );
});

test.each([
  ['linux', { DISPLAY: ':0', WAYLAND_DISPLAY: 'wayland-0' }, 'x11'],
  ['linux', { DISPLAY: '', WAYLAND_DISPLAY: 'wayland-0' }, 'wayland'],
  ['linux', { DISPLAY: '' }, 'none'],
  ['freebsd', {}, 'none'],
  ['win32', {}, 'system'],
  ['darwin', {}, 'system'],
] as const)('on %s with %o windows go to %s', (platform, env, display) => {
  expect(displayOf(platform, env)).toBe(display);
});

test.each([
  ['[1:FATAL] The SUID sandbox helper binary was found, but is not configured correctly.', null, 'SIGTRAP', 'sandbox', ''],
  ['FATAL:zygote_host_impl_linux.cc(128)] No usable sandbox!', null, 'SIGTRAP', 'sandbox', ''],
  ['Running as root without --no-sandbox is not supported.', 1, null, 'sandbox', ''],
  ['electron: error while loading shared libraries: libgtk-3.so.0: cannot open shared object file', 127, null, 'library', 'libgtk-3.so.0'],
  ['', null, 'SIGSEGV', 'killed', 'SIGSEGV'],
  ['anything', 1, null, 'ended', '1'],
  ['', 0, null, 'ended', '0'],
] as const)('%s', (words, code, signal, why, detail) => {
  expect(causeOf(words, code, signal)).toEqual({ why, detail });
});

test.each([
  [0, null, 0],
  [3, null, 3],
  [null, 'SIGTRAP', 133],
  [null, 'SIGINT', 130],
  [null, null, 1],
] as const)('an end by %s and %s counts as %i', (code, signal, expected) => {
  expect(exitCodeOf(code, signal)).toBe(expected);
});
