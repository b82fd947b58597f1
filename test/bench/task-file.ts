/**
 * A task file with large documents: written and read back as streams. Memory must not grow with the file: below 300 MB
 * for 2 GB. Megabytes by argument (`node test/bench/task-file.ts 2048`); 512 without one.
 */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openBlobs } from '../../electron/io/blobs.ts';
import { checkParts, checkSignature, openExchangeFile, writeExchangeFile } from '../../electron/io/exchange/exchange-file.ts';
import { createInstitution, issueIdentity, openIdentity } from '../../electron/io/crypto/identity.ts';
import { report } from './measure.ts';

const megabytes = Number(process.argv[2] ?? 512);
const each = 64;
const dir = mkdtempSync(join(tmpdir(), 'parkpanel-bench-'));
const now = new Date().toISOString();
const institution = await createInstitution({ name: 'bench', passphrase: 'institution-pass', now });
const member = await issueIdentity({
  institutionP12: institution.p12,
  passphrase: 'institution-pass',
  person: { name: 'expert', organisation: '' },
  memberPassphrase: 'member-passphrase',
  now,
});
const signer = await openIdentity(institution.p12, 'institution-pass');
const opener = await openIdentity(member.p12, 'member-passphrase');

/** Documents that do not compress, each unlike the others. */
const parts = Array.from({ length: Math.max(1, Math.round(megabytes / each)) }, (_, index) => {
  const path = join(dir, `document-${index}`);
  const hash = createHash('sha256');
  const file = openSync(path, 'w');
  const chunk = randomBytes(1024 ** 2);
  for (let written = 0; written < each; written++) {
    chunk.writeUInt32LE(written * 1000 + index);
    hash.update(chunk);
    writeSync(file, chunk);
  }
  closeSync(file);
  const sha256 = hash.digest('hex');
  return { name: `documents/${sha256}`, path, size: statSync(path).size, sha256 };
});
globalThis.gc?.();

let peak = 0;
const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 20);
const quiet = { signal: new AbortController().signal, onProgress: () => {} };
const path = join(dir, 'bench.pptask');
let start = performance.now();
await writeExchangeFile({
  path,
  manifest: {
    kind: 'task',
    serial: randomUUID(),
    program: 'bench',
    createdAt: now,
    round: { id: randomUUID(), name: 'bench', schemeId: 'bench' },
    from: { device: randomUUID(), name: 'bench', personId: null },
    to: { name: 'expert', personId: randomUUID() },
    owner: randomUUID(),
    replyTo: null,
    chain: { seq: 1, hash: '0'.repeat(64) },
  },
  parts,
  identity: signer,
  to: { recipient: member.recipient },
  ...quiet,
});
const writing = performance.now() - start;
const blobs = openBlobs(join(dir, 'blobs'));
const options = { keys: { sealingKeys: [opener.sealingKey ?? ''] }, blobs, ...quiet };
start = performance.now();
const file = await openExchangeFile(path, options);
const signature = await checkSignature(file, [institution.rootCertificatePem], now);
if (!signature.trusted) throw new Error(signature.problems.join());
const { staged } = await checkParts(path, file, { ...options, isDocument: () => true, stage: true });
await blobs.commit(staged);
await file.close();
const reading = performance.now() - start;
clearInterval(watch);

const size = parts.length * each;
report(
  `task file of ${size} MB: write, sign, seal`,
  `${(writing / 1000).toFixed(1)} s`,
  `${(size / (writing / 1000)).toFixed(0)} MB/s`,
  '',
  '–',
);
report('  open, check, store', `${(reading / 1000).toFixed(1)} s`, `${(size / (reading / 1000)).toFixed(0)} MB/s`, '', '–');
report('  memory, most', `${(peak / 1024 ** 2).toFixed(0)} MB`, '', '', '< 300 MB');
rmSync(dir, { recursive: true, force: true });
