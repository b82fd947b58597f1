/** What a reader process still holds of the files before is not for the next one to answer for. */
import { beforeAll, expect, inject, test, vi } from 'vitest';
import { forkReader, type ReaderProcess } from '../../../electron/io/foreign/reader-process.ts';
import type { readWords as ReadWords } from '../../../electron/io/forms/read-words.ts';
import type { Question } from '../../../electron/io/foreign/protocol.ts';
import { endlessPdf } from '../../fixtures/foreign/costly.ts';
import { formDocx } from '../../fixtures/office.ts';

const form = formDocx('甲园');
const endless = endlessPdf();
let readForm: () => Promise<unknown>;

/** By number of the process: how many files it was given. */
const given: number[] = [];
/** Whether a file is more than the process may hold, by what it was given before. */
let isTooMuch: (before: number) => boolean = () => false;

beforeAll(async () => {
  // a pool of its own
  vi.resetModules();
  const { inReader, startReadersBy } = await import('../../../electron/io/foreign/reader.ts');
  const readWords = inReader<typeof ReadWords>('words', { cpu: 20, cpuPerMb: 0 });
  readForm = () => readWords({ name: '申报表.docx', bytes: form.length }, '申报表.docx', form);
  startReadersBy((): ReaderProcess => {
    const process = forkReader(inject('reader') ?? undefined);
    const number = given.push(0) - 1;
    const send = (message: unknown): void => {
      const { budget, ...question } = message as Question;
      const before = given[number] ?? 0;
      given[number] = before + 1;
      // long enough that the watch looks, and no room
      const full = { ...question, args: ['申报表.pdf', endless], budget: { ...budget, memory: 1 } };
      process.send(isTooMuch(before) ? full : { ...question, budget });
    };
    return { ...process, send };
  });
});

test('a_file_that_finds_no_room_in_a_used_process_is_read_by_a_new_one', async () => {
  expect(await readForm()).toMatchObject({ format: 'docx' });
  isTooMuch = (before) => before > 0;
  expect(await readForm()).toMatchObject({ format: 'docx' });
  expect(given).toEqual([2, 1]);
});

test('a_file_that_finds_no_room_in_a_new_process_is_refused', async () => {
  isTooMuch = () => true;
  await expect(readForm()).rejects.toMatchObject({ code: 'file/too-costly', details: { name: '申报表.docx' } });
  // once in the process that was left, once in a new one, and no more
  expect(given).toEqual([2, 2, 1]);
  isTooMuch = () => false;
  expect(await readForm()).toMatchObject({ format: 'docx' });
});
