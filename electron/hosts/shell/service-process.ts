/** The process of the services, seen from the window's: started, watched, and started once more where it dies. */
import { utilityProcess, type UtilityProcess } from 'electron';
import { connectPort, type Connected, type Port } from '../carrier/port.ts';
import type { Opening } from '../carrier/process.ts';
import { carryReaders } from '../carrier/readers.ts';
import type { Services } from '../carrier/services.ts';
import { forkUtilityReader } from './reader-process.ts';
import type { Log } from '../../io/log.ts';

export interface ServiceParts {
  /** the built file that runs in it */
  readonly path: string;
  readonly opening: Opening;
  /** where Node keeps what it compiled of them; the readers, which foreign bytes reach, are not told of it */
  readonly compiled: string;
  readonly log: Log;
  /** It died for the second time within {@link calm}: the person decides. */
  readonly lost: () => void;
}

/** A process that ran for so long before it died is started again, however often, in ms. */
const calm = 60_000;

export interface ServiceProcess extends Services {
  /** Starts it once more after it was lost. */
  again(): void;
  /** Ends it; its end is expected then. */
  end(): void;
}

export function startServices({ path, opening, compiled, log, lost }: ServiceParts): ServiceProcess {
  const listeners = new Set<(message: unknown) => void>();
  const tell = (message: unknown): void => {
    for (const listener of listeners) listener(message);
  };
  let ending = false;
  let child: UtilityProcess;
  let connected: Connected;
  let died: number | undefined;

  function start(first: Opening): void {
    const started = utilityProcess.fork(path, [], {
      serviceName: 'ParkPanel services',
      env: { ...process.env, NODE_COMPILE_CACHE: compiled },
    });
    const port: Port = {
      send: (message) => started.postMessage(message),
      hear: (listener) => started.on('message', listener),
    };
    const present = connectPort(port);
    const endReaders = carryReaders(port, forkUtilityReader);
    connected = present;
    present.listen(tell);
    started.postMessage(first);
    child = started;
    started.once('exit', (code) => {
      present.drop();
      endReaders();
      if (ending) return;
      log.write('services-gone', { code });
      tell({ type: 'alive', alive: false });
      const now = performance.now();
      const isSecond = died !== undefined && now - died < calm;
      died = now;
      if (isSecond) lost();
      else restart();
    });
  }

  /** Files that were asked for at the start were told to the page already. */
  function restart(): void {
    start({ ...opening, asked: { ...opening.asked, files: [] } });
    tell({ type: 'alive', alive: true });
  }

  start(opening);
  return {
    call: (request) => connected.call(request),
    cancel: (job) => connected.cancel(job),
    find: (kind, id, actor) => connected.find(kind, id, actor),
    hand: (files) => connected.hand(files),
    busy: () => connected.busy(),
    cancelAll: () => connected.cancelAll(),
    release: () => connected.release(),
    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    again: restart,
    end() {
      ending = true;
      child.kill();
    },
  };
}
