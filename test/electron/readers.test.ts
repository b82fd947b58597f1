/** Reader processes in Electron: started by the main process for the services, whose questions and answers it carries on. */
import { EventEmitter } from 'node:events';
import { afterAll, expect, test, vi } from 'vitest';
import { carriedReaders, carryReaders } from '../../electron/hosts/carrier/readers.ts';
import { forkUtilityReader } from '../../electron/hosts/shell/reader-process.ts';
import { forkReader, type ReaderProcess } from '../../electron/io/foreign/reader-process.ts';
import { inReader, startReadersBy } from '../../electron/io/foreign/reader.ts';
import type { readWords as ReadWords } from '../../electron/io/forms/read-words.ts';
import type { verifyFile as VerifyFile } from '../../electron/services/reader/verify-file.ts';
import { endlessPdf } from '../fixtures/foreign/costly.ts';
import { formDocx } from '../fixtures/office.ts';
import { endAll, readers } from './stand-in.ts';

const readWords = inReader<typeof ReadWords>('words', { cpu: 20, cpuPerMb: 0 });
const verify = inReader<typeof VerifyFile>('verify', { cpu: 1, cpuPerMb: 0 });

/** Two ends of a port as Electron gives them: what goes through is copied, and comes later. */
function portPair() {
  const ends = [new EventEmitter(), new EventEmitter()] as const;
  const port = (own: EventEmitter, other: EventEmitter) => ({
    send: (message: unknown) => void setImmediate(() => other.emit('message', structuredClone(message))),
    hear: (listener: (message: unknown) => void) => void own.on('message', listener),
  });
  return [port(ends[0], ends[1]), port(ends[1], ends[0])] as const;
}

const form = formDocx('甲园');
const readForm = () => readWords({ name: '申报表.docx', bytes: form.length }, '申报表.docx', form);
const endless = endlessPdf();
const order = { roots: [], now: '2026-11-20T10:00:00.000Z', fontFolder: '' };
const verifyEndless = () => verify({ name: '报告.pdf', bytes: 0 }, endless, order);

afterAll(endAll);

test('a_reader_of_the_services_is_started_and_ended_by_the_main_process', async () => {
  const [services, main] = portPair();
  startReadersBy(carriedReaders(services));
  const started: ReaderProcess[] = [];
  const endReaders = carryReaders(main, () => {
    const reader = forkReader();
    started.push(reader);
    return reader;
  });
  // to a process that has read nothing before, so that it is the file's own cost whichever budget it passes first
  await expect(verifyEndless()).rejects.toMatchObject({ code: 'file/too-costly', details: { name: '报告.pdf' } });
  expect(await readForm()).toMatchObject({ format: 'docx' });
  expect(started.length).toBe(2);
  // one that dies over a file is told as such, and not as a file that costs too much
  started[1]?.onMessage((message) => {
    if (typeof message === 'object' && message !== null && 'loaded' in message) started[1]?.kill();
  });
  await expect(verifyEndless()).rejects.toMatchObject({ code: 'file/reader-ended', details: { name: '报告.pdf', how: 'SIGKILL' } });
  expect(await readForm()).toMatchObject({ format: 'docx' });
  const last = started[2];
  const ended = new Promise((resolve) => last?.onEnd(resolve));
  endReaders();
  await ended;
});

test('a_reader_runs_in_a_utility_process', async () => {
  // a pool of its own: the one above holds a reader that nobody told of
  vi.resetModules();
  const { inReader: fresh, startReadersBy: startBy } = await import('../../electron/io/foreign/reader.ts');
  startBy(forkUtilityReader);
  const read = fresh<typeof ReadWords>('words', { cpu: 20, cpuPerMb: 0 });
  expect(await read({ name: '申报表.docx', bytes: form.length }, '申报表.docx', form)).toMatchObject({ format: 'docx' });
  expect(readers.size).toBe(1);
});
