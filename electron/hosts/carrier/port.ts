/**
 * The services behind a port: the same questions and answers, sent as messages between two processes. Each question has a number;
 * when the other end dies, whatever waits for it is told so.
 */
import type { Services } from './services.ts';

/** What Electron's ports, Node's and a child process have in common. */
export interface Port {
  send(message: unknown): void;
  hear(listener: (message: unknown) => void): void;
}

type Question = Exclude<keyof Services, 'listen'>;
const questions: ReadonlySet<string> = new Set<Question>(['call', 'cancel', 'find', 'hand', 'busy', 'cancelAll', 'release']);

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** Answers what comes in through `port`, and tells there what the services tell. What is no question is not heard. */
export function servePort(port: Port, services: Services): () => void {
  const answer = async (id: unknown, question: Question, given: readonly unknown[]): Promise<void> => {
    const ask = services[question] as (...given: readonly unknown[]) => Promise<unknown>;
    try {
      port.send({ id, value: await ask(...given) });
    } catch (error) {
      port.send({ id, failed: error instanceof Error ? error.message : String(error) });
    }
  };
  port.hear((message) => {
    if (!isRecord(message) || typeof message['question'] !== 'string' || !questions.has(message['question'])) return;
    void answer(message['id'], message['question'] as Question, Array.isArray(message['given']) ? message['given'] : []);
  });
  return services.listen((told) => port.send({ told }));
}

export interface Connected extends Services {
  /** Says that the other end is gone: whatever waits for it fails. */
  drop(): void;
}

export function connectPort(port: Port): Connected {
  interface Waiting {
    readonly resolve: (value: never) => void;
    readonly reject: (error: Error) => void;
  }
  const waiting = new Map<unknown, Waiting>();
  const listeners = new Set<(message: unknown) => void>();
  let asked = 0;
  let gone = false;

  port.hear((message) => {
    if (!isRecord(message)) return;
    if ('told' in message) {
      for (const tell of listeners) tell(message['told']);
      return;
    }
    const one = waiting.get(message['id']);
    waiting.delete(message['id']);
    if ('failed' in message) one?.reject(new Error(String(message['failed'])));
    else one?.resolve(message['value'] as never);
  });

  function ask<Q extends Question>(question: Q, ...given: Parameters<Services[Q]>): ReturnType<Services[Q]> {
    const answered = new Promise<never>((resolve, reject) => {
      if (gone) {
        reject(new Error('the services are gone'));
        return;
      }
      asked += 1;
      waiting.set(asked, { resolve, reject });
      port.send({ id: asked, question, given });
    });
    return answered as ReturnType<Services[Q]>;
  }

  return {
    call: (request) => ask('call', request),
    cancel: (job) => ask('cancel', job),
    find: (kind, id, actor) => ask('find', kind, id, actor),
    hand: (files) => ask('hand', files),
    busy: () => ask('busy'),
    cancelAll: () => ask('cancelAll'),
    release: () => ask('release'),
    listen(tell) {
      listeners.add(tell);
      return () => void listeners.delete(tell);
    },
    drop() {
      gone = true;
      for (const { reject } of waiting.values()) reject(new Error('the services are gone'));
      waiting.clear();
    },
  };
}
