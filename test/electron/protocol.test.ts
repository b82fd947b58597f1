/** The stream behind our own protocol: it reads when asked and lets go of the file, however its reader ends. */
import { writeFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { open, writeFile, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { answerProtocol, origin, streamOf } from '../../electron/hosts/shell/protocol.ts';
import { encrypt, lookAt } from '../../electron/io/at-rest/encrypted-file.ts';
import { newKey } from '../../electron/io/at-rest/workspace-key.ts';
import { tempFolder } from '../fixtures/store.ts';

const mebibyte = 1024 * 1024;

async function fileOf(bytes: number): Promise<FileHandle> {
  const path = join(tempFolder(), 'file');
  writeFileSync(path, Buffer.alloc(bytes, 'x'));
  return open(path);
}

const isOpen = (file: FileHandle): boolean => file.fd >= 0;

test.each([0, 1, mebibyte - 1, mebibyte, mebibyte + 1, 3 * mebibyte])('%i bytes come whole, and the file is closed', async (bytes) => {
  const file = await fileOf(bytes);
  const got = Buffer.from(await new Response(streamOf(file)).arrayBuffer());
  expect([got.length, isOpen(file)]).toEqual([bytes, false]);
});

test('nothing_is_read_before_it_is_asked_for', async () => {
  const file = await fileOf(2 * mebibyte);
  let reads = 0;
  const counted = new Proxy(file, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key);
      if (key === 'read') reads += 1;
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  const reader = streamOf(counted).getReader();
  expect(reads).toBe(0);
  await reader.read();
  expect(reads).toBe(1);
  await reader.cancel();
  expect(isOpen(file)).toBe(false);
});

test('a_reader_that_stops_in_the_middle_of_a_piece_leaves_no_file_open_and_no_fault', async () => {
  const faults: unknown[] = [];
  const hear = (fault: unknown): unknown => faults.push(fault);
  process.on('unhandledRejection', hear);
  for (let at = 0; at < 50; at++) {
    const file = await fileOf(mebibyte + at);
    const reader = streamOf(file).getReader();
    const reading = reader.read();
    if (at % 2) await Promise.resolve();
    await reader.cancel();
    await reading;
    await expect.poll(() => isOpen(file)).toBe(false);
  }
  process.off('unhandledRejection', hear);
  expect(faults).toEqual([]);
});

test('a_fault_of_the_disk_ends_the_stream_and_closes_the_file', async () => {
  const file = await fileOf(10);
  const broken = new Proxy(file, {
    get(target, key) {
      if (key === 'read') return () => Promise.reject(new Error('EIO'));
      const value: unknown = Reflect.get(target, key);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  await expect(new Response(streamOf(broken)).arrayBuffer()).rejects.toThrow('EIO');
  expect(isOpen(file)).toBe(false);
});

test('a_file_of_an_encrypted_workspace_comes_as_what_it_holds', async () => {
  const path = join(tempFolder(), 'file');
  const key = newKey();
  const bytes = Buffer.alloc(2 * mebibyte + 5, '内容');
  await writeFile(path, encrypt(Readable.from([bytes]), key));
  const found = { path, ...lookAt(path, key), name: '记录.pdf', mediaType: 'application/pdf', inline: true };
  const answer = await answerProtocol(
    () => undefined,
    async () => found,
  )(new Request(`${origin}/documents/01890000-0000-7000-8000-000000000000`));
  expect(answer.headers.get('content-length')).toBe(String(bytes.length));
  expect(Buffer.from(await answer.arrayBuffer()).equals(bytes)).toBe(true);
});
