/**
 * `npm run dev [-- --workspace DIR] [--port N]`: the window from its sources with hot reload, against a loopback host from the
 * sources. Without a workspace it is the demo's, in build/dev-workspace.
 *
 * The page talks to this server alone, which hands calls and files on to the host. The host checks every request as always; what
 * stands for the dev server in Host, Origin and cookie is only translated, and only where it is right.
 */
import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import { join, resolve, sep } from 'node:path';
import { parseArgs } from 'node:util';
import { createServer } from 'vite';

const root = join(import.meta.dirname, '..');
/** What the host answers; everything else is the window's, from Vite. */
const relayed = /^\/(?:session|call|cancel|upload|events|(?:documents|exports|photos|thumbnails|evidence)\/.*)$/;
/** What the host is made of. */
const hostFolders = ['domain', 'db', 'electron', 'resources/schemes'].map((folder) => join(root, folder));
/** Editors save in several steps, in ms. */
const settle = 50;

const { values } = parseArgs({ options: { workspace: { type: 'string' }, port: { type: 'string', default: '5173' } } });
const demo = join(root, 'build/dev-workspace');
const workspace = values.workspace === undefined ? join(demo, 'workspace') : resolve(values.workspace);

function freePort() {
  return new Promise((found, failed) => {
    const server = createTcpServer().once('error', failed);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => found(port));
    });
  });
}

/** Exchanges the secret of the host's launch for its cookie, as the window would. */
async function logIn(address) {
  const { origin, hash } = new URL(address);
  const answer = await fetch(`${origin}/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify({ token: decodeURIComponent(hash.slice('#token='.length)) }),
  });
  const [cookie] = (answer.headers.get('set-cookie') ?? '').split(';');
  if (!answer.ok || !cookie) throw new Error(`the host refused its own secret: ${answer.status}`);
  return { origin, cookie };
}

/**
 * The host in a process of its own, started when `before` is over. `ready` gives where it listens and the cookie it takes, or
 * fails when it ended instead.
 */
function startHost(port, before = Promise.resolve()) {
  const more = values.workspace === undefined ? [demo] : [];
  // what was read once need not be compiled again at each restart
  const env = { ...process.env, NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/parkpanel') };
  const started = before.then(() => fork(join(root, 'electron/hosts/dev-host.ts'), [workspace, String(port), ...more], { env }));
  const ended = started.then((child) => new Promise((done) => child.once('exit', done)));
  const told = started.then((child) => new Promise((found) => child.once('message', found)));
  const ready = Promise.race([
    told.then(({ address }) => logIn(address)),
    ended.then((code) => Promise.reject(new Error(`the host ended with ${code}`))),
  ]);
  ready.catch(() => {});
  return {
    ready,
    async end() {
      (await started).kill();
      await ended;
    },
  };
}

const port = await freePort();
const token = randomBytes(32).toString('base64url');
const secret = randomBytes(32).toString('base64url');
/** What marks the scripts that Vite puts into the page: its policy allows no others there. */
const nonce = randomBytes(16).toString('base64');
let host = startHost(port);
let origin = '';
const cookieName = () => `parkpanel_dev_${new URL(origin).port}`;

/** The headers of a request to the dev server as the host expects them of its own page; what is wrong stays wrong. */
function translate(headers, { origin: hostOrigin, cookie }) {
  const known = (headers.cookie ?? '').split(/;\s*/).includes(`${cookieName()}=${secret}`);
  return {
    ...headers,
    host: headers.host === new URL(origin).host ? new URL(hostOrigin).host : 'elsewhere',
    ...(headers.origin !== undefined && { origin: headers.origin === origin ? hostOrigin : headers.origin }),
    cookie: known ? cookie : '',
  };
}

/** The dev server's own secret, which outlives the host's: whoever brings it in gets the cookie. */
async function answerSession(request, response) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const right = request.headers.origin === origin && Buffer.concat(chunks).toString('utf8') === JSON.stringify({ token });
  response.writeHead(right ? 200 : 401, {
    'content-type': 'application/json',
    ...(right && { 'set-cookie': `${cookieName()}=${secret}; HttpOnly; SameSite=Strict; Path=/` }),
  });
  response.end(JSON.stringify({ ok: right, value: null }));
}

async function relay(request, response) {
  const at = await host.ready;
  const onward = httpRequest(`${at.origin}${request.url}`, { method: request.method, headers: translate(request.headers, at) });
  onward.once('response', (answer) => {
    response.writeHead(answer.statusCode, answer.headers);
    answer.pipe(response);
  });
  onward.once('error', () => response.destroy());
  request.pipe(onward);
}

async function relayUpgrade(request, socket) {
  const at = await host.ready;
  const onward = httpRequest(`${at.origin}${request.url}`, { headers: translate(request.headers, at) });
  const head = ({ statusCode, statusMessage, rawHeaders }) => {
    const lines = Array.from({ length: rawHeaders.length / 2 }, (_, at) => `${rawHeaders[2 * at]}: ${rawHeaders[2 * at + 1]}`);
    socket.write(`HTTP/1.1 ${statusCode} ${statusMessage}\r\n${lines.join('\r\n')}\r\n\r\n`);
  };
  onward.once('upgrade', (answer, hostSocket) => {
    head(answer);
    hostSocket.once('error', () => socket.destroy());
    socket.once('error', () => hostSocket.destroy());
    hostSocket.pipe(socket).pipe(hostSocket);
  });
  onward.once('response', (answer) => {
    head(answer);
    socket.end();
  });
  onward.once('error', () => socket.destroy());
  onward.end();
}

function hostOfThePage() {
  return {
    name: 'host-of-the-page',
    transformIndexHtml: (html) => html.replace("script-src 'self'", `script-src 'self' 'nonce-${nonce}'`),
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const { pathname } = new URL(request.url, 'http://127.0.0.1');
        if (!relayed.test(pathname)) return next();
        const answer = pathname === '/session' ? answerSession : relay;
        return answer(request, response).catch(() => response.writeHead(503).end());
      });
      server.httpServer.on('upgrade', (request, socket) => {
        if (new URL(request.url, 'http://127.0.0.1').pathname !== '/events') return;
        relayUpgrade(request, socket).catch(() => socket.destroy());
      });
      server.watcher.add(hostFolders);
      let timer;
      server.watcher.on('all', (event, path) => {
        if (event === 'addDir' || event === 'unlinkDir' || !hostFolders.some((folder) => path.startsWith(folder + sep))) return;
        clearTimeout(timer);
        timer = setTimeout(() => {
          // a call that comes meanwhile waits for the new one
          host = startHost(port, host.end());
        }, settle);
      });
    },
  };
}

const server = await createServer({
  configFile: join(root, 'renderer/vite.config.ts'),
  plugins: [hostOfThePage()],
  html: { cspNonce: nonce },
  server: {
    host: '127.0.0.1',
    port: Number(values.port),
    // neither workspaces nor keys below build/
    fs: { allow: ['renderer', 'domain', 'node_modules'].map((folder) => realpathSync(join(root, folder))) },
  },
});
await server.listen();
origin = `http://127.0.0.1:${server.httpServer.address().port}`;
await host.ready;
process.stdout.write(`${origin}/#token=${token}\n`);

async function end() {
  await Promise.all([server.close(), host.end()]);
  process.exit(0);
}
process.once('SIGINT', () => void end());
process.once('SIGTERM', () => void end());
