/** Exchange files on disk: sealed, signed, read back; and what becomes of one that somebody touched. */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { Refusal } from '../../../domain/result.ts';
import { manifestName, signatureName, type Manifest } from '../../../domain/exchange/manifest.ts';
import { openBlobs, type BlobStore } from '../../../electron/io/blobs.ts';
import {
  deriveSealingKey,
  isRecipient,
  recipientOf,
  seal,
  unseal,
  type OpeningKeys,
  type SealedTo,
} from '../../../electron/io/crypto/sealing.ts';
import {
  carriedRoot,
  checkParts,
  checkSignature,
  openExchangeFile,
  writeExchangeFile,
  type OutgoingPart,
} from '../../../electron/io/exchange/exchange-file.ts';
import { bytesSource } from '../../../electron/io/zip/byte-source.ts';
import { readZip } from '../../../electron/io/zip/zip.ts';
import { readWhole } from '../../../electron/io/zip/entry.ts';
import { openIdentity, type Certified, type Identity, type Institution } from '../../../electron/io/crypto/identity.ts';
import { buildZip, type Part } from '../../fixtures/archives.ts';
import { makeInstitution, memberPassphrase, now, passphrase } from '../../fixtures/institution.ts';
import { tempFolder } from '../../fixtures/store.ts';
import { has, run } from '../../fixtures/tools.ts';

let institution: Institution;
let expert: Certified;
let office: Identity;
let holder: Identity;
let other: Identity;

beforeAll(async () => {
  const made = await makeInstitution();
  ({ institution } = made);
  expert = await made.member({ name: '王敏', organisation: '中南大学' });
  office = await openIdentity(institution.p12, passphrase);
  holder = await openIdentity(expert.p12, memberPassphrase);
  other = await openIdentity((await made.member({ name: '李四', organisation: '湖南大学' })).p12, memberPassphrase);
}, 60_000);

const quiet = { signal: new AbortController().signal, onProgress: () => {} };
const sha = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const document = randomBytes(300_000);

function manifestOf(): Omit<Manifest, 'format' | 'parts'> {
  return {
    kind: 'task',
    serial: randomUUID(),
    program: 'test',
    createdAt: now,
    round: { id: randomUUID(), name: '评审', schemeId: 'hunan' },
    from: { device: randomUUID(), name: '机构', personId: null },
    to: { name: '王敏', personId: randomUUID() },
    owner: randomUUID(),
    replyTo: null,
    chain: { seq: 1, hash: 'a'.repeat(64) },
  };
}

async function write(
  to: SealedTo = { recipient: expert.recipient },
): Promise<{ dir: string; path: string; blobs: BlobStore; manifest: Manifest }> {
  const dir = tempFolder();
  const path = join(dir, '任务.pptask');
  const file = join(dir, 'document');
  writeFileSync(file, document);
  const parts: OutgoingPart[] = [
    { name: 'cells.json', bytes: Buffer.from('[]') },
    { name: `documents/${sha(document)}`, path: file, size: document.length, sha256: sha(document) },
  ];
  const manifest = await writeExchangeFile({ path, manifest: manifestOf(), parts, identity: office, to, ...quiet });
  return { dir, path, blobs: openBlobs(join(dir, 'blobs')), manifest };
}

const keysOf = (identity: Identity): OpeningKeys => ({ sealingKeys: identity.sealingKey === null ? [] : [identity.sealingKey] });
const isDocument = (name: string): boolean => name.startsWith('documents/');

/** Opens a file as far as it goes; the code it stops at, or 'opened'. */
async function openAll(
  path: string,
  blobs: BlobStore,
  keys: OpeningKeys = keysOf(holder),
  roots = [institution.rootCertificatePem],
): Promise<string> {
  try {
    const options = { keys, blobs, ...quiet };
    const file = await openExchangeFile(path, options);
    try {
      const signature = await checkSignature(file, roots, now);
      if (!signature.trusted) return signature.problems.join(' ');
      const { staged } = await checkParts(path, file, { ...options, isDocument, stage: true });
      await blobs.discard(staged);
    } finally {
      await file.close();
    }
    return 'opened';
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}

async function* stream(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
async function gather(source: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of source) chunks.push(chunk);
  return Buffer.concat(chunks);
}

test('a_file_opens_for_its_holder_with_every_part', async () => {
  const { path, blobs, manifest } = await write();
  const file = await openExchangeFile(path, { keys: keysOf(holder), blobs, ...quiet });
  expect(file.manifest).toEqual(manifest);
  const signature = await checkSignature(file, [institution.rootCertificatePem], now);
  expect(signature).toMatchObject({
    intact: true,
    trusted: true,
    signer: { fingerprint: institution.certificate.fingerprint },
    root: { fingerprint: institution.fingerprint },
  });
  const { json, staged } = await checkParts(path, file, { keys: keysOf(holder), blobs, ...quiet, isDocument, stage: true });
  expect(Buffer.from(json.get('cells.json') ?? []).toString()).toBe('[]');
  await blobs.commit(staged);
  expect(await blobs.read(sha(document))).toEqual(document);
  await file.close();
  expect(readdirSync(join(blobs.dir, '.staging'))).toEqual([]);
});

describe('who may open it', () => {
  test('nobody_else', async () => {
    const { path, blobs } = await write();
    expect(await openAll(path, blobs, keysOf(other))).toBe('exchange/not-for-you');
    expect(await openAll(path, blobs, { sealingKeys: [] })).toBe('exchange/needs-identity');
    expect(await openAll(path, blobs, { sealingKeys: [], passphrase: 'x' })).toBe('exchange/needs-identity');
  });
  test('who_knows_the_passphrase', async () => {
    const { path, blobs } = await write({ passphrase: '二零二六评审' });
    expect(await openAll(path, blobs, { sealingKeys: [], passphrase: '二零二六评审' })).toBe('opened');
    expect(await openAll(path, blobs, { sealingKeys: [], passphrase: '二零二七评审' })).toBe('exchange/bad-passphrase');
    expect(await openAll(path, blobs, keysOf(holder))).toBe('exchange/needs-passphrase');
  });
  test('the_sealing_key_is_the_same_each_time_the_identity_opens', async () => {
    expect((await openIdentity(expert.p12, memberPassphrase)).sealingKey).toBe(holder.sealingKey);
    expect(await recipientOf(holder.sealingKey ?? '')).toBe(expert.recipient);
    expect(holder.sealingKey).not.toBe(other.sealingKey);
    // fixed for ever: files sealed by an earlier version must open
    expect(await deriveSealingKey('AQID')).toBe('AGE-SECRET-KEY-12QRH8HCFE3HVM32TCMNC9CXW7L9GSF07287W5GJTWR3PWL94N5QSE0QHAW');
  });
  test.each([
    ['age1', false],
    ['', false],
    ['AGE-SECRET-KEY-1', false],
    ['age1pq1qqq', false],
  ])('%j is no recipient', (text, answer) => {
    expect(isRecipient(text)).toBe(answer);
  });
});

test('untrusted_roots_are_named_and_can_be_found_in_the_file', async () => {
  const { path, blobs } = await write();
  expect(await openAll(path, blobs, keysOf(holder), [])).toBe('untrusted-root');
  const file = await openExchangeFile(path, { keys: keysOf(holder), blobs, ...quiet });
  expect(await carriedRoot(file, institution.fingerprint)).toBe(institution.rootCertificatePem);
  expect(await carriedRoot(file, institution.certificate.fingerprint)).toBeNull();
  await file.close();
});

describe('every byte counts', () => {
  test('any_flipped_byte_or_shorter_file_is_refused_by_name', async () => {
    const { path, blobs, dir } = await write();
    const whole = readFileSync(path);
    const touched = join(dir, 'touched.pptask');
    const codes = new Set<string>();
    await fc.assert(
      fc.asyncProperty(
        fc.oneof({ weight: 1, arbitrary: fc.nat({ max: 400 }) }, { weight: 1, arbitrary: fc.nat({ max: whole.length - 1 }) }),
        fc.nat({ max: 7 }),
        fc.boolean(),
        async (at, bit, cut) => {
          const bytes = Buffer.from(whole);
          bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
          writeFileSync(touched, cut ? whole.subarray(0, at) : bytes);
          const code = await openAll(touched, blobs);
          codes.add(code);
          expect(['exchange/not-an-exchange-file', 'exchange/other-version', 'exchange/damaged', 'exchange/not-for-you']).toContain(code);
        },
      ),
      { numRuns: 150 },
    );
    expect(codes).toContain('exchange/damaged');
    expect(readdirSync(join(blobs.dir, '.staging'))).toEqual([]);
  });

  test('bytes_after_the_end_are_refused', async () => {
    const { path, blobs } = await write();
    writeFileSync(path, Buffer.concat([readFileSync(path), Buffer.from('more')]));
    expect(await openAll(path, blobs)).toBe('exchange/damaged');
  });
});

/** The inside of a file changed by somebody who can seal it again: the recipient is no secret. */
async function resealed(
  change: (parts: Map<string, Buffer>) => void,
  shape: Parameters<typeof buildZip>[1] = {},
  duplicate: Part[] = [],
): Promise<string> {
  const { path, blobs } = await write();
  const bytes = readFileSync(path);
  const start = bytes.indexOf(0x0a) + 1;
  const zip = await gather(await unseal(stream(bytes.subarray(start)), bytes.subarray(start), keysOf(holder)));
  const parts = new Map<string, Buffer>();
  const archive = await readZip(bytesSource(zip));
  for (const entry of archive.entries) parts.set(entry.name, Buffer.from(await readWhole(archive, entry)));
  change(parts);
  const again = buildZip([...[...parts].map(([name, data]): Part => ({ name, data, method: 0 })), ...duplicate], shape);
  writeFileSync(path, Buffer.concat([bytes.subarray(0, start), await gather(await seal(stream(again), { recipient: expert.recipient }))]));
  return openAll(path, blobs);
}

const editManifest = (edit: (manifest: Manifest) => unknown) => (parts: Map<string, Buffer>) => {
  const json = JSON.parse(parts.get(manifestName)?.toString() ?? '') as Manifest;
  parts.set(manifestName, Buffer.from(canonicalize(edit(json)) ?? ''));
};
const documentName = `documents/${sha(document)}`;

test.each<[string, string, (parts: Map<string, Buffer>) => void]>([
  ['nothing', 'opened', () => {}],
  ['a part replaced', 'exchange/part-altered', (parts) => parts.set('cells.json', Buffer.from('{}'))],
  ['a document of the same length', 'exchange/part-altered', (parts) => parts.set(documentName, randomBytes(document.length))],
  [
    'two parts swapped',
    'exchange/part-altered',
    (parts) => {
      const cells = parts.get('cells.json') ?? Buffer.alloc(0);
      parts.set('cells.json', parts.get(documentName) ?? Buffer.alloc(0));
      parts.set(documentName, cells);
    },
  ],
  ['a part taken out', 'exchange/part-missing', (parts) => parts.delete('cells.json')],
  ['a part put in', 'exchange/part-unlisted', (parts) => parts.set('more.json', Buffer.from('[]'))],
  ['the manifest taken out', 'exchange/bad-manifest', (parts) => parts.delete(manifestName)],
  ['the signature taken out', 'exchange/bad-manifest', (parts) => parts.delete(signatureName)],
  ['an empty signature', 'structure', (parts) => parts.set(signatureName, Buffer.alloc(0))],
  ['another addressee in the manifest', 'digest', editManifest((json) => ({ ...json, to: { ...json.to, name: '别人' } }))],
  ['another round in the manifest', 'digest', editManifest((json) => ({ ...json, round: { ...json.round, id: randomUUID() } }))],
  ['a manifest of a newer format', 'exchange/other-version', editManifest((json) => ({ ...json, format: 2 }))],
  ['a manifest with more in it', 'exchange/bad-manifest', editManifest((json) => ({ ...json, more: 1 }))],
  [
    'a manifest that is not canonical',
    'exchange/bad-manifest',
    (parts) => parts.set(manifestName, Buffer.from(`${parts.get(manifestName)?.toString() ?? ''} `)),
  ],
  ['a manifest that is no JSON', 'exchange/bad-manifest', (parts) => parts.set(manifestName, Buffer.from('{'))],
  [
    'a part hash changed with its part',
    'digest',
    (parts) => {
      parts.set('cells.json', Buffer.from('{}'));
      editManifest((json) => ({
        ...json,
        parts: json.parts.map((part) => (part.name === 'cells.json' ? { ...part, sha256: sha(Buffer.from('{}')) } : part)),
      }))(parts);
    },
  ],
])('resealed with %s: %s', async (_, expected, change) => {
  expect(await resealed(change)).toBe(expected);
});

test('a_name_twice_in_the_archive_is_refused', async () => {
  expect(await resealed(() => {}, {}, [{ name: 'cells.json', data: '{}', method: 0 }])).toBe('exchange/bad-manifest');
});

test('the_signature_of_one_file_does_not_serve_another', async () => {
  const first = await write();
  const bytes = readFileSync(first.path);
  const start = bytes.indexOf(0x0a) + 1;
  const archive = await readZip(
    bytesSource(await gather(await unseal(stream(bytes.subarray(start)), bytes.subarray(start), keysOf(holder)))),
  );
  const entry = archive.entries.find((one) => one.name === signatureName);
  const signature = Buffer.from(entry ? await readWhole(archive, entry) : []);
  expect(await resealed((parts) => parts.set(signatureName, signature))).toBe('digest');
});

test('a_certificate_that_has_run_out_is_told', async () => {
  const { path, blobs } = await write();
  const file = await openExchangeFile(path, { keys: keysOf(holder), blobs, ...quiet });
  const late = await checkSignature(file, [institution.rootCertificatePem], '2040-01-01T00:00:00.000Z');
  expect(late.problems).toEqual(['not-valid-then']);
  await file.close();
});

test('a_cancelled_writing_leaves_no_file', async () => {
  const { dir } = await write();
  const controller = new AbortController();
  const path = join(dir, 'cancelled.pptask');
  const parts = [{ name: 'cells.json', bytes: randomBytes(100) }];
  const writing = writeExchangeFile({
    path,
    manifest: manifestOf(),
    parts,
    identity: office,
    to: { recipient: expert.recipient },
    signal: controller.signal,
    onProgress: () => controller.abort(),
  });
  await writing.catch(() => {});
  controller.abort();
  const again = writeExchangeFile({
    path: `${path}2`,
    manifest: manifestOf(),
    parts,
    identity: office,
    to: { recipient: expert.recipient },
    signal: controller.signal,
    onProgress: () => {},
  });
  await expect(again).rejects.toThrow('aborted');
  const { readdirSync } = await import('node:fs');
  expect(readdirSync(dir).filter((name) => name.includes('part') || name.endsWith('2'))).toEqual([]);
});

test('a_document_that_changed_on_disk_is_not_sent', async () => {
  const { dir } = await write();
  const file = join(dir, 'document');
  writeFileSync(file, Buffer.from(document).fill(0, 10, 20));
  const parts = [{ name: 'documents/x', path: file, size: document.length, sha256: sha(document) }];
  await expect(
    writeExchangeFile({
      path: join(dir, 'x'),
      manifest: manifestOf(),
      parts,
      identity: office,
      to: { recipient: expert.recipient },
      ...quiet,
    }),
  ).rejects.toMatchObject({ code: 'workspace/damaged' });
});

test.skipIf(!has('unzip'))('inside_is_a_zip_that_others_can_read (needs unzip)', async () => {
  const { path, dir } = await write();
  const bytes = readFileSync(path);
  const start = bytes.indexOf(0x0a) + 1;
  writeFileSync(join(dir, 'inside.zip'), await gather(await unseal(stream(bytes.subarray(start)), bytes.subarray(start), keysOf(holder))));
  expect(run('unzip', ['-t', join(dir, 'inside.zip')])).toContain('No errors detected');
});
