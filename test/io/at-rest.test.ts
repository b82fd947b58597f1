/** 加密文件: what was written comes back, by position and as a stream, and whatever was altered, cut, or put elsewhere is found. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { encrypt, lookAt, openFile, readStream, readWhole } from '../../electron/io/at-rest/encrypted-file.ts';
import { newKey, readWrappedKey, unwrapKey, wrapKey } from '../../electron/io/at-rest/workspace-key.ts';
import { tempFolder } from '../fixtures/store.ts';

const piece = 64 * 1024;
const key = newKey();
const dir = mkdtempSync(join(tmpdir(), 'parkpanel-at-rest-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const bytesOf = (length: number): Buffer => Buffer.from(Array.from({ length }, (_, at) => (at * 31 + (at >> 8)) & 0xff));

async function* chunked(bytes: Buffer, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function collect(source: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of source) parts.push(part);
  return Buffer.concat(parts);
}

async function write(bytes: Buffer, size = 1 + bytes.length): Promise<string> {
  const path = join(dir, String(Math.abs(bytes.length)) + '-' + String(size));
  writeFileSync(path, await collect(encrypt(chunked(bytes, size), key)));
  return path;
}

test('what_was_written_comes_back_whatever_its_length_and_however_it_came', async () => {
  const length = fc.oneof(
    fc.integer({ min: 0, max: 300 }),
    fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: -2, max: 2 })).map(([pieces, off]) => pieces * piece + off),
  );
  await fc.assert(
    fc.asyncProperty(
      length,
      fc.integer({ min: 1, max: 2 * piece }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      async (size, step, part) => {
        const bytes = bytesOf(size);
        const path = await write(bytes, Math.max(step, 64));
        expect(lookAt(path, key).bytes).toBe(size);
        expect(Buffer.from(await readWhole(path, key)).equals(bytes)).toBe(true);
        expect((await collect(readStream(path, key))).equals(bytes)).toBe(true);
        const source = await openFile(path, key);
        const from = Math.floor(part * size);
        const some = Math.floor((size - from) * part);
        expect(Buffer.from(await source.read(from, some)).equals(bytes.subarray(from, from + some))).toBe(true);
        await source.close();
      },
    ),
    { numRuns: 40 },
  );
}, 60_000);

test('nothing_that_was_altered_cut_or_moved_is_given', async () => {
  const bytes = bytesOf(2 * piece + 100);
  const path = await write(bytes);
  const sealed = readFileSync(path);
  const head = sealed.length - bytes.length - 3 * 16;
  const whole = piece + 16;
  const first = sealed.subarray(head, head + whole);
  const second = sealed.subarray(head + whole, head + 2 * whole);
  const rest = sealed.subarray(head + 2 * whole);
  const start = sealed.subarray(0, head);
  const flipped = (at: number): Buffer => {
    const copy = Buffer.from(sealed);
    copy[at] = (copy[at] ?? 0) ^ 1;
    return copy;
  };
  const spoilt = {
    'a bit of the salt': flipped(head - 1),
    'a bit of the content': flipped(head + 10),
    'a bit of the last tag': flipped(sealed.length - 1),
    'the last piece': sealed.subarray(0, head + 2 * whole),
    'the end of the last piece': sealed.subarray(0, sealed.length - 1),
    'all but the head': start,
    'two pieces for each other': Buffer.concat([start, second, first, rest]),
    'a piece left out': Buffer.concat([start, first, rest]),
    'a piece twice': Buffer.concat([start, first, first, second, rest]),
    'something after the end': Buffer.concat([sealed, Buffer.alloc(40)]),
  };
  for (const [what, content] of Object.entries(spoilt)) {
    writeFileSync(path, content);
    await expect(collect(readStream(path, key)), what).rejects.toThrow('workspace/damaged');
  }
  writeFileSync(path, sealed);
  await expect(readWhole(path, newKey())).rejects.toThrow('workspace/damaged');
});

test('a_plain_file_is_read_as_it_is_and_so_is_everything_without_a_key', async () => {
  const path = join(dir, 'plain');
  writeFileSync(path, 'plain');
  expect(Buffer.from(await readWhole(path, key)).toString()).toBe('plain');
  // a document may well begin as our own files do
  const looksLike = await write(bytesOf(10));
  expect(Buffer.from(await readWhole(looksLike, null)).equals(readFileSync(looksLike))).toBe(true);
});

test('a_wrapped_key_opens_by_its_passphrase_and_by_nothing_else', async () => {
  const folder = tempFolder();
  const place = join(folder, 'workspace-key.json');
  expect(readWrappedKey(folder)).toBeNull();
  writeFileSync(place, await wrapKey(key, 'Pässe 口令'));
  const wrapped = readWrappedKey(folder);
  if (!wrapped) throw new Error('there is a key file');
  expect(wrapped.scrypt.n).toBeGreaterThanOrEqual(2 ** 17);
  expect(Buffer.from(await unwrapKey(wrapped, 'Pässe 口令'.normalize('NFD'))).equals(Buffer.from(key))).toBe(true);
  await expect(unwrapKey(wrapped, 'Passe 口令')).rejects.toThrow('workspace/wrong-passphrase');
  // what the file says of itself is bound to what it holds
  await expect(unwrapKey({ ...wrapped, keyId: '0'.repeat(32) }, 'Pässe 口令')).rejects.toThrow('workspace/wrong-passphrase');
  // a file that would take all memory is none of ours
  for (const text of ['', '{}', JSON.stringify({ ...wrapped, scrypt: { ...wrapped.scrypt, n: 2 ** 20, r: 32 } })]) {
    writeFileSync(place, text);
    expect(() => readWrappedKey(folder)).toThrow('workspace/key-damaged');
  }
});
