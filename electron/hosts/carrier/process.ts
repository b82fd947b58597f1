/**
 * The process of the services in Electron: it is told once what to open, and answers from then on. Whatever takes long here (an import, a
 * signature, a batch of PDFs) leaves the process that moves the window free.
 */
import type { ParentPort } from 'electron';
import { openServices } from './open.ts';
import { startReadersBy } from '../../io/foreign/reader.ts';
import { servePort, type Port } from './port.ts';
import { carriedReaders } from './readers.ts';

/** What the main process says first. */
export interface Opening {
  readonly dir: string;
  readonly asked: { readonly language: 'zh' | 'en' | null; readonly files: readonly string[] };
  readonly documents: string;
  /** of the packaged program */
  readonly resourcesPath: string;
}

// a process that Electron starts for this has one; there is no other way to run this file
const port: ParentPort = process.parentPort;

port.once('message', ({ data }) => {
  const { dir, asked, documents, resourcesPath } = data as Opening;
  if (!('resourcesPath' in process)) Object.assign(process, { resourcesPath });
  const carrier: Port = {
    send: (message) => port.postMessage(message),
    hear: (listener) => port.on('message', (event) => listener(event.data)),
  };
  startReadersBy(carriedReaders(carrier));
  servePort(carrier, openServices(dir, asked, documents));
});
