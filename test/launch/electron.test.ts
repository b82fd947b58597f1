/** Electron that does not come up, in the ways in which it does not: each ends in the browser host, and the next start is quick. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { makeCheckout, run, type Checkout, type Started, type StandIn } from './checkout.ts';

let running: Started[] = [];
let checkouts: Checkout[] = [];
afterEach(async () => {
  await Promise.all(running.map((one) => one.end()));
  for (const { dir } of checkouts) rmSync(dir, { recursive: true, force: true });
  running = [];
  checkouts = [];
});

/** No window: the host then goes on and prints its address. */
const browser = '#!/bin/sh\nexit 1\n';

function checkout(program: StandIn): Checkout {
  const made = makeCheckout(program);
  writeFileSync(join(made.dir, 'browser'), browser, { mode: 0o755 });
  checkouts.push(made);
  return made;
}

function start({ dir }: Checkout, words: readonly string[] = [], env: Record<string, string> = {}): Started {
  const args = ['electron/launch.mjs', 'start', '--workspace', 'workspace', ...words];
  const started = run(args, dir, { PARKPANEL_BROWSER: join(dir, 'browser'), ...env });
  running.push(started);
  return started;
}

async function answers(started: Started): Promise<number> {
  const [address] = await started.printed(/http:\/\/127\.0\.0\.1:\d+/);
  return (await fetch(`${address}/`)).status;
}

const script = (text: string): StandIn => ({ text: `#!/bin/sh\necho started >> starts\n${text}\n`, mode: 0o755 });

const deaths: readonly [string, StandIn, RegExp, { outcome: string; detail: string }][] = [
  [
    'the sandbox is not allowed',
    script('echo "[1:FATAL:setuid_sandbox_host.cc(163)] The SUID sandbox helper binary was found" >&2\nkill -TRAP $$'),
    /沙箱/,
    { outcome: 'sandbox', detail: '' },
  ],
  ['it dies by a signal', script('kill -SEGV $$'), /异常终止了（SIGSEGV）/, { outcome: 'killed', detail: 'SIGSEGV' }],
  ['it ends with a code', script('exit 1'), /退出码 1/, { outcome: 'ended', detail: '1' }],
  ['it ends well without a window', script('exit 0'), /退出码 0/, { outcome: 'ended', detail: '0' }],
  [
    'a library is missing',
    script('echo "electron: error while loading shared libraries: libnss3.so: cannot open" >&2\nexit 127'),
    /缺少 Electron 需要的库 libnss3\.so/,
    { outcome: 'library', detail: 'libnss3.so' },
  ],
  ['it may not be run', { text: '#!/bin/sh\n', mode: 0o644 }, /无法启动（EACCES）/, { outcome: 'unstartable', detail: 'EACCES' }],
  [
    'its interpreter is away',
    { text: '#!/nowhere/ld.so\n', mode: 0o755 },
    /无法启动（ENOENT）/,
    { outcome: 'unstartable', detail: 'ENOENT' },
  ],
];

describe.skipIf(process.platform !== 'linux')('shell scripts in the place of Electron', () => {
  test.each(deaths)('%s: the browser host opens, and at the next start at once', async (_name, program, sentence, outcome) => {
    const made = checkout(program);
    const first = start(made);
    expect(await answers(first)).toBe(200);
    expect(first.text()).toMatch(sentence);
    expect(first.text()).toContain('npm start -- --retry-electron');
    expect(made.memory()).toMatchObject({ ...outcome, version: '45.4.1' });
    const kept = JSON.stringify(made.memory());
    first.process.kill('SIGTERM');
    await first.ended;
    const second = start(made, ['--lang', 'en']);
    expect(await answers(second)).toBe(200);
    // not tried again: what was kept is still of the first start
    expect(JSON.stringify(made.memory())).toBe(kept);
    expect(second.text()).toContain("opens in this machine's browser");
  });

  test('a program of another machine ends in the browser host too', async () => {
    const made = checkout({ text: '\u007fELF\u0002\u0001\u0001 of no machine', mode: 0o755 });
    expect(await answers(start(made))).toBe(200);
    expect(made.memory()).toMatchObject({ version: '45.4.1' });
    expect(made.memory()).not.toMatchObject({ outcome: 'ready' });
  });

  /** Says where its words went, marks itself ready, and ends as told. */
  const comesUp = (end: string): StandIn => script(`printf '%s\\n' "$@" > words\nenv > surroundings\n: > "$PARKPANEL_READY_FILE"\n${end}`);

  test('what is asked for reaches Electron, and what would change it does not', async () => {
    const made = checkout(comesUp('exit 0'));
    const started = start(made, ['甲.pptask'], { ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: '--no-warnings', PARKPANEL_KEPT: 'yes' });
    expect(await started.ended).toBe(0);
    expect(readFileSync(join(made.dir, 'words'), 'utf8').trim().split('\n')).toEqual([
      made.dir,
      '--ozone-platform=x11',
      '--lang=zh-CN',
      `--workspace=${join(made.dir, 'workspace')}`,
      join(made.dir, '甲.pptask'),
    ]);
    const surroundings = readFileSync(join(made.dir, 'surroundings'), 'utf8');
    expect(surroundings).toContain('PARKPANEL_KEPT=yes');
    expect(surroundings).not.toMatch(/ELECTRON_RUN_AS_NODE|NODE_OPTIONS/);
    expect(started.text()).toBe('');
    expect(made.memory()).toMatchObject({ outcome: 'ready' });
  });

  test('one that the graphics kill is opened without them, and so at the next start', async () => {
    const made = checkout(
      script(
        `for word; do [ "$word" = --disable-gpu ] && { : > "$PARKPANEL_READY_FILE"; exit 0; }; done\n` +
          `echo "[1:FATAL:gpu_data_manager_impl_private.cc(415)] GPU process isn't usable. Goodbye." >&2\nkill -TRAP $$`,
      ),
    );
    const first = start(made);
    expect(await first.ended).toBe(0);
    expect(first.text()).toContain('图形加速');
    expect(first.text()).not.toContain('127.0.0.1');
    expect(made.memory()).toMatchObject({ outcome: 'graphics' });
    const second = start(made);
    expect(await second.ended).toBe(0);
    expect(second.text()).toBe('');
    expect(made.memory()).toMatchObject({ outcome: 'graphics' });
  });

  test('one that dies of them without them too ends in the browser host', async () => {
    const made = checkout(script(`echo "[1:FATAL:x.cc(1)] GPU process isn't usable. Goodbye." >&2\nkill -TRAP $$`));
    const started = start(made);
    expect(await answers(started)).toBe(200);
    expect(started.text()).toContain('SIGTRAP');
    expect(made.memory()).toMatchObject({ outcome: 'killed', detail: 'SIGTRAP' });
  });

  test('a window that was there and dies is no success, and no second window comes', async () => {
    const started = start(checkout(comesUp('kill -SEGV $$')), ['--lang', 'en']);
    expect(await started.ended).toBe(139);
    expect(started.text()).toContain('ended unexpectedly (SIGSEGV)');
    expect(started.text()).not.toContain('127.0.0.1');
  });

  test('the window’s own exit code is the launcher’s', async () => {
    expect(await start(checkout(comesUp('exit 3'))).ended).toBe(3);
  });

  test('who stops it before the window came does not want another', async () => {
    const made = checkout(script('exec sleep 300'));
    const started = start(made);
    await expect.poll(() => readFileSync(join(made.dir, 'starts'), 'utf8')).toBe('started\n');
    started.process.kill('SIGTERM');
    expect(await started.ended).toBe(143);
    expect(started.text()).toBe('');
    expect(made.memory()).toBeNull();
  });

  test('who stops it in the moment in which it starts leaves nothing running', async () => {
    const started = start(checkout(script('kill -TERM $PPID\nexec sleep 300')));
    expect(await started.ended).toBe(143);
  });

  test('a failure is tried again on request, and a success is remembered in its place', async () => {
    const made = checkout(script('[ -e repaired ] && : > "$PARKPANEL_READY_FILE"\nexit 0'));
    const first = start(made);
    await answers(first);
    first.process.kill('SIGTERM');
    await first.ended;
    writeFileSync(join(made.dir, 'repaired'), '');
    expect(await start(made, ['--retry-electron']).ended).toBe(0);
    expect(made.memory()).toMatchObject({ outcome: 'ready' });
    expect(await start(made).ended).toBe(0);
    expect(readFileSync(join(made.dir, 'starts'), 'utf8')).toBe('started\n'.repeat(3));
  });

  test('a checkout that cannot be written to starts all the same', async () => {
    const made = checkout(script('exit 1'));
    // what is no folder can hold no file, for root as well
    writeFileSync(join(made.dir, 'build'), '');
    const started = start(made);
    expect(await answers(started)).toBe(200);
    expect(started.text()).toMatch(/退出码 1/);
  });

  test('words that make no sense start nothing', async () => {
    const made = checkout(comesUp('exit 0'));
    const started = start(made, ['--nonsense']);
    expect(await started.ended).toBe(2);
    expect(started.text()).toMatch(/--nonsense[^]*npm start --/);
    expect(made.memory()).toBeNull();
  });

  test('a program in a folder of one’s own is taken', async () => {
    const made = checkout(script('exit 1'));
    mkdirSync(join(made.dir, 'mine'));
    writeFileSync(join(made.dir, 'mine/electron'), '#!/bin/sh\n: > "$PARKPANEL_READY_FILE"\nexit 4\n', { mode: 0o755 });
    expect(await start(made, [], { ELECTRON_OVERRIDE_DIST_PATH: join(made.dir, 'mine') }).ended).toBe(4);
  });
});
