/** A host in a process of its own, reached as a window reaches it. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Input, MethodName, Output } from '../../domain/contract/api.ts';
import type { Result } from '../../domain/result.ts';
import { root } from '../contract/drivers.ts';

export interface Hosted {
  /** the answer; null where the line went dead before it came */
  call<M extends MethodName>(method: M, payload: Input<M>): Promise<Result<Output<M>> | null>;
  readonly origin: string;
  /** what a window of this host carries: `name=value` */
  readonly cookie: string;
  /** kill -9 */
  kill(): Promise<void>;
}

const running = new Set<ChildProcess>();

export function killAll(): void {
  for (const child of running) child.kill('SIGKILL');
}

export async function startHost(dir: string): Promise<Hosted> {
  const child = spawn(process.execPath, [join(root, 'electron/launch.mjs'), 'cli', '--workspace', dir, 'serve', '--no-open'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  let said = '';
  for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
    said += chunk.toString('utf8');
    if (/#token=\S+\n/.test(said)) break;
  }
  const { origin, hash } = new URL(/http:\S+#token=\S+/.exec(said)?.[0] ?? '');
  const headers = { 'content-type': 'application/json', origin };
  const session = await fetch(`${origin}/session`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ token: hash.slice('#token='.length) }),
  });
  const cookie = (session.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  return {
    origin,
    cookie,
    async call(method, payload) {
      try {
        const answer = await fetch(`${origin}/call`, {
          method: 'POST',
          headers: { ...headers, cookie },
          body: JSON.stringify({ method, payload }),
        });
        return (await answer.json()) as never;
      } catch (error) {
        // fetch throws a TypeError, the reading of half an answer a SyntaxError
        if (error instanceof TypeError || error instanceof SyntaxError) return null;
        throw error;
      }
    },
    async kill() {
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
}
