import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hashOf, hashOfJson, hashStream } from '../../electron/io/hash.ts';

// FIPS 180-4, the examples of NIST
test.each([
  ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
  ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
  ['abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq', '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1'],
])('%j', (text, digest) => {
  expect(hashOf(text)).toBe(digest);
  expect(hashOf(Buffer.from(text))).toBe(digest);
});

test('pieces_hash_to_what_the_whole_does', () =>
  fc.assert(
    fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 40 })), async (pieces) => {
      async function* source() {
        for (const piece of pieces) yield await Promise.resolve(piece);
      }
      expect(await hashStream(source())).toBe(hashOf(Buffer.concat(pieces)));
    }),
  ));

test('the_order_of_keys_does_not_matter', () => {
  expect(hashOfJson({ b: 1, a: [{ d: null, c: '园' }] })).toBe(hashOfJson({ a: [{ c: '园', d: null }], b: 1 }));
  expect(hashOfJson({ a: 1 })).not.toBe(hashOfJson({ a: 2 }));
});
