/**
 * Reader processes of the services in Electron: only the main process can start one, so that what goes to it and comes back is carried
 * on over the port between the two.
 */
import type { ReaderProcess, StartReader } from '../../io/foreign/reader-process.ts';
import type { Port } from './port.ts';

/** To the main process: start one, tell it something, end it. From there: what it said, that it ended. */
type Carried =
  | { readonly reader: number; readonly start: true }
  | { readonly reader: number; readonly message: unknown }
  | { readonly reader: number; readonly kill: true }
  | { readonly reader: number; readonly ended: string };

function isCarried(message: unknown): message is Carried {
  return typeof message === 'object' && message !== null && 'reader' in message && typeof message.reader === 'number';
}

/** The services' side. */
export function carriedReaders(port: Port): StartReader {
  const present = new Map<number, { message(value: unknown): void; ended(how: string): void }>();
  let started = 0;
  port.hear((carried) => {
    if (!isCarried(carried)) return;
    const one = present.get(carried.reader);
    if ('ended' in carried) {
      present.delete(carried.reader);
      one?.ended(carried.ended);
    } else if ('message' in carried) one?.message(carried.message);
  });
  return () => {
    started += 1;
    const reader = started;
    const heard: ((message: unknown) => void)[] = [];
    const ends: ((how: string) => void)[] = [];
    present.set(reader, {
      message: (value) => heard.forEach((listener) => listener(value)),
      ended: (how) => ends.forEach((listener) => listener(how)),
    });
    port.send({ reader, start: true });
    return {
      send: (message) => port.send({ reader, message }),
      onMessage: (listener) => void heard.push(listener),
      onEnd: (listener) => void ends.push(listener),
      kill: () => port.send({ reader, kill: true }),
      // the services end when they are told to
      hold: () => undefined,
    };
  };
}

/** The main process' side; gives what ends all of them. */
export function carryReaders(port: Port, start: StartReader): () => void {
  const present = new Map<number, ReaderProcess>();
  port.hear((carried) => {
    if (!isCarried(carried)) return;
    const { reader } = carried;
    if ('start' in carried) {
      const started = start();
      present.set(reader, started);
      started.onMessage((message) => port.send({ reader, message }));
      started.onEnd((how) => {
        if (present.delete(reader)) port.send({ reader, ended: how });
      });
    } else if ('kill' in carried) present.get(reader)?.kill();
    else if ('message' in carried) present.get(reader)?.send(carried.message);
  });
  return () => {
    const all = [...present.values()];
    present.clear();
    for (const one of all) one.kill();
  };
}
