/** A reader process as Electron starts one: its packaged program runs no other Node. */
import { app, utilityProcess, type UtilityProcess } from 'electron';
import { howItEnded, readerFile, type ReaderProcess } from '../../io/foreign/reader-process.ts';

export function forkUtilityReader(): ReaderProcess {
  const heard: ((message: unknown) => void)[] = [];
  const ends: ((how: string) => void)[] = [];
  const held: unknown[] = [];
  let child: UtilityProcess | undefined;
  let over = false;
  const end = (how: string): void => {
    if (over) return;
    over = true;
    for (const listener of ends) listener(how);
  };
  // Electron starts none before it is ready, and a command of the command line does not wait for that
  const begin = async (): Promise<void> => {
    try {
      await app.whenReady();
      if (over) return;
      child = utilityProcess.fork(readerFile(), [], { serviceName: 'ParkPanel reader', stdio: ['ignore', 'pipe', 'ignore'] });
      const told = howItEnded(child.stdout);
      child.on('message', (message: unknown) => {
        for (const listener of heard) listener(message);
      });
      child.once('exit', (code) => end(told(String(code))));
      for (const message of held.splice(0)) child.postMessage(message);
    } catch (error) {
      end(String(error));
    }
  };
  void begin();
  return {
    send(message) {
      if (child) child.postMessage(message);
      else held.push(message);
    },
    onMessage: (listener) => void heard.push(listener),
    onEnd: (listener) => void ends.push(listener),
    kill() {
      if (child) child.kill();
      else end('killed');
    },
    // the program ends when it is told to
    hold: () => undefined,
  };
}
