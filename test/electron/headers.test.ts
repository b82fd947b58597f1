/** Both hosts send the same headers with the same bytes for everything that is served, so that nothing is more able in one of them. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { startBrowserHost, type BrowserHost } from '../../electron/hosts/browser-host.ts';
import { servedFileHeaders } from '../../electron/hosts/headers.ts';
import { answerProtocol, origin } from '../../electron/hosts/shell/protocol.ts';
import { openStatic } from '../../electron/hosts/static.ts';
import { openHost, type Host } from '../../electron/services/host.ts';
import { findServedFile, servedKinds } from '../../electron/services/workspace/files.ts';
import { root } from '../contract/drivers.ts';
import { fillServedKinds, type Served } from './served.ts';

/** What the carrier itself adds. */
const ofCarrier = new Set(['date', 'connection', 'keep-alive', 'transfer-encoding']);

interface Stage {
  readonly dir: string;
  readonly host: Host;
  readonly browser: BrowserHost;
  readonly cookie: string;
  readonly served: Served;
  readonly answer: (request: Request) => Promise<Response>;
}

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

async function read(response: Response): Promise<Answer> {
  const headers = Object.fromEntries([...response.headers].filter(([name]) => !ofCarrier.has(name)));
  return { status: response.status, headers, body: Buffer.from(await response.arrayBuffer()) };
}

async function setStage(): Promise<Stage> {
  const dir = mkdtempSync(join(tmpdir(), 'parkpanel-headers-'));
  const served = await fillServedKinds(dir);
  const host = openHost(join(dir, 'workspace'));
  const renderer = join(root, 'dist/renderer');
  const browser = await startBrowserHost(host, renderer);
  const token = new URL(browser.address).hash.slice('#token='.length);
  const session = await fetch(`${browser.origin}/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: browser.origin },
    body: JSON.stringify({ token }),
  });
  const cookie = (session.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const answer = answerProtocol(openStatic(renderer), async (kind, id, actor) => findServedFile(host.session, kind, id, actor));
  return { dir, host, browser, cookie, served, answer };
}

let opened: Promise<Stage> | undefined;
/** The workspace is filled by the first test that asks. */
const stage = (): Promise<Stage> => (opened ??= setStage());
afterAll(async () => {
  const { browser, host, dir } = await stage();
  await browser.close();
  host.session.release();
  rmSync(dir, { recursive: true, force: true });
});

async function overLoopback(method: string, path: string): Promise<Answer> {
  const { browser, cookie } = await stage();
  return read(await fetch(`${browser.origin}${path}`, { method, headers: { cookie } }));
}

async function overProtocol(method: string, path: string): Promise<Answer> {
  const { answer } = await stage();
  return read(await answer(new Request(`${origin}${path}`, { method })));
}

const windowFiles = ['/', '/visit', '/icon.svg', '/pdf/cmaps/UniGB-UCS2-H.bcmap'];
const nothing = [
  '/nope',
  '/documents/01890000-0000-7000-8000-000000000000',
  '/evidence/01890000-0000-7000-8000-000000000000.0',
  '/assets/../index.html/',
];

test.each([...servedKinds, ...windowFiles, ...nothing])('%s', async (what) => {
  const { served } = await stage();
  const kind = servedKinds.find((one) => one === what);
  const paths = kind ? served[kind].map(({ path }) => path) : [what];
  expect(paths.length).toBeGreaterThan(0);
  for (const path of paths) {
    const got = await overProtocol('GET', path);
    const alike = await overLoopback('GET', path);
    expect(got).toEqual(alike);
    // a question for the headers alone is answered by the same ones
    const head = await overProtocol('HEAD', path);
    expect([head.status, head.headers, head.body.length]).toEqual([got.status, got.headers, nothing.includes(path) ? got.body.length : 0]);
    const asked = await overLoopback('HEAD', path);
    expect([asked.status, asked.headers, asked.body.length]).toEqual([got.status, got.headers, 0]);
    expect(got.headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'cross-origin-resource-policy': 'same-origin' });
  }
});

test.each(servedKinds)('%s are data, whatever they hold', async (kind) => {
  const { served, dir } = await stage();
  for (const { path, bytes, name } of served[kind]) {
    const got = await overProtocol('GET', path);
    expect(got.status).toBe(200);
    expect(got.body.equals(readFileSync(join(dir, bytes)))).toBe(true);
    expect(got.headers).toMatchObject({
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'no-store',
      'accept-ranges': 'none',
    });
    expect(decodeURIComponent(got.headers['content-disposition']?.split("UTF-8''")[1] ?? '')).toBe(name);
  }
});

test('what_a_browser_would_run_is_handed_over_and_never_shown', async () => {
  const { served } = await stage();
  const letter = served.evidence.find(({ name }) => name.endsWith('.html'));
  const got = await overProtocol('GET', letter?.path ?? '');
  expect(got.headers).toMatchObject({ 'content-type': 'application/octet-stream' });
  expect(got.headers['content-disposition']).toMatch(/^attachment; /);
});

test('only_the_document_of_a_visit_may_use_the_camera', async () => {
  const policy = async (path: string) => (await overProtocol('GET', path)).headers['permissions-policy'];
  expect([await policy('/'), await policy('/visit')]).toEqual([
    expect.stringContaining('camera=()'),
    expect.stringContaining('camera=(self)'),
  ]);
});

test.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('%s gives nothing', async (method) => {
  expect((await overProtocol(method, '/')).status).toBe(404);
});

test('another_host_of_the_scheme_gives_nothing', async () => {
  expect((await read(await (await stage()).answer(new Request('app://elsewhere/')))).status).toBe(404);
});

test('a_file_that_went_is_not_there', async () => {
  const { dir } = await stage();
  const lost = join(dir, 'lost.pdf');
  const find = async () => ({ path: lost, key: null, name: 'lost.pdf', bytes: 3, mediaType: 'application/pdf', inline: true });
  const gone = answerProtocol(() => undefined, find);
  const path = `${origin}/documents/01890000-0000-7000-8000-000000000000`;
  expect((await gone(new Request(path))).status).toBe(404);
  // what took its place meanwhile is announced by its own length
  writeFileSync(lost, '12345');
  const there = await read(await gone(new Request(path)));
  expect([there.status, there.headers['content-length'], there.body.toString()]).toEqual([200, '5', '12345']);
});

test.each([
  ['评审报告（一）.pdf', "inline; filename*=UTF-8''%E8%AF%84%E5%AE%A1%E6%8A%A5%E5%91%8A%EF%BC%88%E4%B8%80%EF%BC%89.pdf"],
  ["it's (1)*.pdf", "inline; filename*=UTF-8''it%27s%20%281%29%2A.pdf"],
  ['a"; filename=evil.exe\r\nx: y.pdf', "inline; filename*=UTF-8''a%22%3B%20filename%3Devil.exe%0D%0Ax%3A%20y.pdf"],
])('the name %s is written by the rule', (name, line) => {
  expect(servedFileHeaders({ name, bytes: 1, mediaType: 'application/pdf', inline: true })['content-disposition']).toBe(line);
});
