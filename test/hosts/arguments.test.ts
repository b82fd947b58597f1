/** The words of a start, read the same for every host. */
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readStart, wordsOf, type Start } from '../../electron/hosts/start/arguments.ts';

const cwd = resolve('/home/li');
const plain: Start = { workspace: null, language: null, files: [], port: 0, open: true };
const env = { PARKPANEL_WORKSPACE: '/srv/panel' };

const cases: readonly [string, readonly string[], Partial<Start> | null, Partial<Start>, Record<string, string>?][] = [
  // what was said, strict (null: usage), tolerant (only where it differs)
  ['nothing', [], {}, {}],
  ['a workspace', ['--workspace', '/data/w'], { workspace: '/data/w' }, {}],
  ['a workspace beside the shell', ['--workspace=../w 二'], { workspace: '/home/w 二' }, {}],
  ['a workspace before the environment', ['--workspace', 'w'], { workspace: '/home/li/w' }, {}, env],
  ['the environment', [], { workspace: '/srv/panel' }, {}, env],
  ['a relative environment', [], { workspace: '/home/li/x' }, {}, { PARKPANEL_WORKSPACE: 'x' }],
  ['an empty environment', [], {}, {}, { PARKPANEL_WORKSPACE: '' }],
  ['a bare folder', ['评审 2026'], { workspace: '/home/li/评审 2026' }, {}, env],
  ['this folder', ['.'], { workspace: '/home/li' }, {}],
  ['two folders', ['a', 'b'], null, { workspace: '/home/li/a' }],
  ['a folder twice over', ['--workspace', 'a', 'b'], null, { workspace: '/home/li/a' }],
  ['an empty workspace', ['--workspace='], null, {}],
  ['a workspace without a folder', ['--workspace'], null, {}],
  ['an empty word', [''], null, {}],
  ['Chinese', ['--lang', 'zh'], { language: 'zh' }, {}],
  ['English', ['--lang=en'], { language: 'en' }, {}],
  ['a language as Chromium names it', ['--lang=en-US'], null, { language: 'en' }],
  ['another language', ['--lang', 'fr'], null, {}],
  ['a language whose name begins like ours', ['--lang', 'english'], null, {}],
  ['a task file', ['专家 1.pptask'], { files: ['/home/li/专家 1.pptask'] }, {}],
  [
    'returns from a stick',
    ['/media/a.ppreturn', '/media/b.PPRETURN', '/media/a.ppreturn'],
    { files: ['/media/a.ppreturn', '/media/b.PPRETURN'] },
    {},
  ],
  ['a file from a file manager', [pathToFileURL('/media/甲 1.pptask').href], { files: ['/media/甲 1.pptask'] }, {}],
  ['a folder and a file', ['w', 'a.pptask'], { workspace: '/home/li/w', files: ['/home/li/a.pptask'] }, {}],
  ['an address', ['https://example.com/a.pptask'], null, {}],
  ['an address of a file elsewhere', ['file://server%2F/a.pptask'], null, {}],
  ['a port', ['--port', '8080'], { port: 8080 }, {}],
  ['no port', ['--port', '65536'], null, {}],
  ['half a port', ['--port', '80.5'], null, {}],
  ['a negative port', ['--port=-1'], null, {}],
  ['no window', ['--no-open'], { open: false }, {}],
  ['no window, with a value', ['--no-open=yes'], null, {}],
  [
    'a switch of Chromium',
    ['--ozone-platform=x11', '--enable-wayland-ime', '-psn_0_1', '--workspace=w'],
    null,
    { workspace: '/home/li/w' },
  ],
  ['a folder that looks like a switch', ['--', '--w'], { workspace: '/home/li/--w' }, {}],
];

test.skipIf(process.platform === 'win32').each(cases)('%s (paths as outside of Windows)', (_name, argv, strict, tolerant, given = {}) => {
  expect(readStart(argv, { cwd, env: given, strict: true })).toEqual(strict === null ? null : { ...plain, ...strict });
  expect(readStart(argv, { cwd, env: given, strict: false })).toEqual({ ...plain, ...strict, ...tolerant });
});

test('what_is_handed_on_means_the_same_elsewhere', () => {
  const name = fc.stringMatching(/^[\p{L} .=-]{1,12}$/u).filter((text) => text.trim() !== '');
  const start = fc.record({
    workspace: fc.option(name.map((text) => resolve('/data', text))),
    language: fc.option(fc.constantFrom('zh', 'en')),
    files: fc.uniqueArray(
      fc.tuple(name, fc.constantFrom('.pptask', '.ppreturn')).map(([text, ending]) => resolve('/media', text + ending)),
    ),
    port: fc.integer({ min: 0, max: 65_535 }),
    open: fc.boolean(),
  });
  fc.assert(
    fc.property(start, (asked: Start) => {
      expect(readStart(wordsOf(asked), { cwd: resolve('/elsewhere'), env: {}, strict: true })).toEqual(asked);
      expect(readStart(['--disable-gpu', ...wordsOf(asked)], { cwd: resolve('/elsewhere'), env: {}, strict: false })).toEqual(asked);
    }),
  );
});
