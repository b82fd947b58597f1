/** What the loopback host must not let through. */
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { WebSocket } from 'ws';
import { startBrowserHost, type BrowserHost } from '../../electron/hosts/browser-host.ts';
import { openHost, type Host } from '../../electron/services/host.ts';
import { root } from './drivers.ts';

let dir = '';
let host: Host;
let served: BrowserHost;
let cookie = '';

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** fetch sets Host, Origin and Sec-Fetch-* by itself; a forger does not. */
function send(method: string, path: string, headers: Record<string, string>, body = ''): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { hostname, port, host: name } = new URL(served.origin);
    const call = httpRequest({ hostname, port, method, path, headers: { host: name, ...headers }, setHost: false }, (response) => {
      let text = '';
      response.on('data', (chunk) => (text += String(chunk)));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }));
    });
    call.once('error', reject);
    call.end(body);
  });
}

const json = { 'content-type': 'application/json' };
const info = JSON.stringify({ method: 'workspace.info', payload: {} });
const tokenOf = () => new URL(served.address).hash.slice('#token='.length);

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'parkpanel-host-'));
  host = openHost(dir);
  served = await startBrowserHost(host, join(root, 'dist/renderer'));
});
afterAll(async () => {
  await served.close();
  host.session.release();
  rmSync(dir, { recursive: true, force: true });
});

test('it_listens_on_the_loopback_only', () => {
  expect(new URL(served.origin).hostname).toBe('127.0.0.1');
});

test('a_wrong_token_is_refused_and_the_right_one_works_once', async () => {
  const origin = { origin: served.origin };
  expect((await send('POST', '/session', { ...json, ...origin }, JSON.stringify({ token: 'x'.repeat(43) }))).status).toBe(401);
  expect((await send('POST', '/session', json, JSON.stringify({ token: tokenOf() }))).status).toBe(403);
  const first = await send('POST', '/session', { ...json, ...origin }, JSON.stringify({ token: tokenOf() }));
  expect(first.status).toBe(200);
  const [set = ''] = first.headers['set-cookie'] as string[];
  expect(set).toMatch(/HttpOnly/);
  expect(set).toMatch(/SameSite=Strict/);
  cookie = set.split(';')[0] ?? '';
  expect((await send('POST', '/session', { ...json, ...origin }, JSON.stringify({ token: tokenOf() }))).status).toBe(401);
});

describe('calls', () => {
  const cases: readonly [string, Record<string, string>, number][] = [
    ['with everything right', {}, 200],
    ['without a cookie', { cookie: '' }, 401],
    ['with a wrong cookie', { cookie: 'parkpanel_1=abc' }, 401],
    ['from another origin', { origin: 'http://evil.example' }, 403],
    ['from another port', { origin: 'http://127.0.0.1:1' }, 403],
    ['without an origin', { origin: '' }, 403],
    ['cross-site by the browser’s word', { 'sec-fetch-site': 'cross-site' }, 403],
    ['by another name for this host', { host: 'localhost' }, 421],
    ['by a rebound name', { host: 'evil.example' }, 421],
    ['as a form', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
  ];
  test.each(cases)('%s', async (_name, change, status) => {
    const headers = Object.fromEntries(
      Object.entries({ ...json, origin: served.origin, cookie, ...change }).filter(([, value]) => value !== ''),
    );
    expect((await send('POST', '/call', headers, info)).status).toBe(status);
  });
  test('with broken json', async () => {
    expect((await send('POST', '/call', { ...json, origin: served.origin, cookie }, '{')).status).toBe(400);
  });
});

test.each([
  '/assets/',
  '/../package.json',
  '/%2e%2e/package.json',
  '/..%2fpackage.json',
  '/assets/../../package.json',
  '/documents/',
  '/documents/../panel.db',
  '/panel.db',
  '/call',
  '//etc/passwd',
])('the_path_%s_gives_nothing', async (path) => {
  const answer = await send('GET', path, { cookie });
  expect(answer.status).toBe(404);
  expect(answer.body).toBe('404');
});

test('a_document_needs_the_cookie', async () => {
  const path = '/documents/01890000-0000-7000-8000-000000000000';
  expect((await send('GET', path, {})).status).toBe(401);
  expect((await send('GET', path, { cookie })).status).toBe(404);
});

test('the_page_carries_a_strict_policy', async () => {
  const page = await send('GET', '/', {});
  expect(page.status).toBe(200);
  const policy = String(page.headers['content-security-policy']);
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self'");
  expect(policy).not.toContain('unsafe-eval');
  expect(policy.match(/https?:/)).toBeNull();
  expect(page.headers['x-content-type-options']).toBe('nosniff');
  expect(page.body).not.toMatch(/src="https?:|href="https?:/);
});

describe('the event socket', () => {
  async function open(headers: Record<string, string>): Promise<string> {
    const socket = new WebSocket(`${served.origin.replace('http', 'ws')}/events`, { headers });
    return new Promise((resolve) => {
      socket.once('open', () => {
        socket.close();
        resolve('open');
      });
      socket.once('unexpected-response', (_request, response) => resolve(String(response.statusCode)));
      socket.once('error', (error) => resolve(error.message));
    });
  }
  test('opens_for_our_page', async () => expect(await open({ origin: served.origin, cookie })).toBe('open'));
  test('not_without_an_origin', async () => expect(await open({ cookie })).toBe('403'));
  test('not_from_another_origin', async () => expect(await open({ origin: 'http://evil.example', cookie })).toBe('403'));
  test('not_without_the_cookie', async () => expect(await open({ origin: served.origin })).toBe('401'));

  test('tells_every_write_to_every_window', async () => {
    const socket = new WebSocket(`${served.origin.replace('http', 'ws')}/events`, { headers: { origin: served.origin, cookie } });
    await new Promise((resolve) => socket.once('open', resolve));
    const heard = new Promise<unknown>((resolve) => socket.once('message', (data: Buffer) => resolve(JSON.parse(data.toString('utf8')))));
    const body = JSON.stringify({
      method: 'rounds.create',
      payload: { schemeId: 'hunan-recognition-2024', name: '评审', appliedOn: '2026-09-30' },
    });
    expect((await send('POST', '/call', { ...json, origin: served.origin, cookie }, body)).status).toBe(200);
    expect(await heard).toMatchObject({ type: 'changed', seq: 1 });
    socket.close();
  });
});

test('garbage_on_the_wire_does_not_stop_it', async () => {
  const { port } = new URL(served.origin);
  await new Promise<void>((resolve) => {
    const socket = connect(Number(port), '127.0.0.1', () => socket.end('\u0000\u0001nonsense\r\n\r\n'));
    socket.on('close', () => resolve());
    socket.on('error', () => resolve());
    socket.resume();
  });
  expect((await send('POST', '/call', { ...json, origin: served.origin, cookie }, info)).status).toBe(200);
});

test('an_upload_keeps_its_name_and_stays_in_its_folder', async () => {
  const headers = { origin: served.origin, cookie, 'content-type': 'application/octet-stream' };
  const put = async (name: string) =>
    JSON.parse((await send('PUT', `/upload?name=${encodeURIComponent(name)}`, headers, 'bytes')).body) as { value: { path: string } };
  expect((await put('长沙星湖.zip')).value.path).toMatch(/长沙星湖\.zip$/);
  expect((await put('../../escape.zip')).value.path).toMatch(/[0-9a-f]{16}[/\\]escape\.zip$/);
  expect((await send('PUT', '/upload?name=..', headers, 'bytes')).status).toBe(400);
});

test('a_sentence_about_an_upload_names_the_file_and_not_where_the_host_laid_it', async () => {
  const headers = { origin: served.origin, cookie, 'content-type': 'application/octet-stream' };
  const put = await send('PUT', `/upload?name=${encodeURIComponent('李示例的评分表.xlsx')}`, headers, 'no workbook');
  const { path } = (JSON.parse(put.body) as { value: { path: string } }).value;
  const ask = async (method: string, payload: unknown) =>
    (await send('POST', '/call', { ...json, origin: served.origin, cookie }, JSON.stringify({ method, payload }))).body;
  const { roundId } = (
    JSON.parse(await ask('rounds.create', { schemeId: 'hunan-recognition-2024', name: 'x', appliedOn: '2026-09-30' })) as {
      value: { roundId: string };
    }
  ).value;
  const { personId } = (JSON.parse(await ask('panel.add', { roundId, name: '李示例' })) as { value: { personId: string } }).value;
  const refused = await ask('scores.importSheet', { personId, path });
  expect(refused).toContain('sheet/unreadable');
  expect(refused).toContain('“李示例的评分表.xlsx”');
  expect(refused).not.toContain('parkpanel-upload');
  // a package's own refusal stands inside an answer that is none
  const merged = await ask('exchange.merge', { paths: [path] });
  const [one] = (JSON.parse(merged) as { value: { refused: { path: string; message: string }[] } }).value.refused;
  expect(one?.message).toContain('“李示例的评分表.xlsx”');
  expect(one?.message).not.toContain('parkpanel-upload');
  expect(one?.path).toBe(path);
});

test('the_files_of_a_folder_come_to_lie_as_they_lay', async () => {
  const headers = { origin: served.origin, cookie, 'content-type': 'application/octet-stream' };
  const put = (path: string, folder = 'a'.repeat(32)) =>
    send('PUT', `/upload?name=${encodeURIComponent('长沙市')}&folder=${folder}&path=${encodeURIComponent(path)}`, headers, path);
  const [one, other] = [await put('甲园/申报表.docx'), await put('甲园/证明/执照.pdf')].map(
    (answer) => JSON.parse(answer.body) as { value: { path: string } },
  );
  expect(one).toEqual(other);
  expect(one?.value.path).toMatch(/[\\/]长沙市$/);
  expect(readFileSync(join(one?.value.path ?? '', '甲园', '证明', '执照.pdf'), 'utf8')).toBe('甲园/证明/执照.pdf');
  for (const path of ['', '../x', '/x', 'a/../../x', 'C:/x', `${'长'.repeat(90)}.pdf`]) expect((await put(path)).status, path).toBe(400);
  for (const folder of ['', 'a', '../'.repeat(11)]) expect((await put('x', encodeURIComponent(folder))).status, folder).toBe(400);
});

test.each(['/', '/index.html', '/visit/', '/VISIT', '/icon.svg', '/exports/nothing', '/call', '/visit'])(
  '%s may use the camera only where a visit is recorded',
  async (path) => {
    const { headers } = await send('GET', path, {});
    const policy = String(headers['permissions-policy']);
    expect(policy.split(', ')).toEqual([
      path === '/visit' ? 'camera=(self)' : 'camera=()',
      'microphone=()',
      'geolocation=()',
      'usb=()',
      'serial=()',
    ]);
  },
);
