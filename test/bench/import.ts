/**
 * Design §14, row 1: reading, hashing, storing and parsing packages against `unzip` to disk and `sha256sum` of
 * the same, in the same run. Prints wall clock ratio and peak memory at 1×, 4× and 16×.
 *
 *   node test/bench/import.ts [packages at 16×, 48] [MB a package, 5]      200 5 is the full size
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseScheme } from '../../domain/scheme/parse.ts';
import { openBlobs } from '../../electron/io/blobs.ts';
import { forkReader } from '../../electron/io/foreign/reader-process.ts';
import { startReadersBy } from '../../electron/io/foreign/reader.ts';
import { readPackages } from '../../electron/io/packages/read-package.ts';
import { buildZip } from '../fixtures/archives.ts';
import { formDocx } from '../fixtures/office.ts';

// as the program runs: `npm run bench` has built it
startReadersBy(() => forkReader(join(import.meta.dirname, '../../dist/reader.js')));

const schemeFolder = join(import.meta.dirname, '../../resources/schemes');

/** Bytes as scans and photos are: hardly compressible, different in every document. */
function scanned(seed: string, bytes: number): Buffer {
  const block = createHash('sha512').update(seed).digest();
  const data = Buffer.alloc(bytes);
  let state = block.readUInt32LE(0) || 1;
  for (let at = 0; at + 4 <= bytes; at += 4) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    // a tenth of it repeats, as the frames of a file do
    data.writeInt32LE(at % 40 === 0 ? 0 : state, at);
  }
  return data;
}

function writePackages(folder: string, count: number, megabytes: number): string[] {
  mkdirSync(folder, { recursive: true });
  const piece = Math.floor((megabytes * 1024 * 1024) / 5);
  return Array.from({ length: count }, (_, index) => {
    const park = `第${index + 1}跨境电商产业园`;
    const papers = [
      '2.申请报告.pdf',
      '3.证明材料/营业执照.pdf',
      '3.证明材料/企业清单.pdf',
      '3.证明材料/租赁合同.pdf',
      '3.证明材料/园区外景.jpg',
    ];
    const parts = [
      { name: `${park}/1.申报表.docx`, data: formDocx(park) },
      ...papers.map((name) => ({ name: `${park}/${name}`, data: scanned(park + name, piece) })),
    ];
    const path = join(folder, `${park}.zip`);
    writeFileSync(path, buildZip(parts));
    return path;
  });
}

/** In a process of its own, so that the peak memory is the import's. */
async function importAll(folder: string, paths: readonly string[]): Promise<void> {
  const names = readdirSync(schemeFolder).filter((name) => name.endsWith('.json') && !name.endsWith('.schema.json'));
  const schemes = names.map((name) => parseScheme(JSON.parse(readFileSync(join(schemeFolder, name), 'utf8'))));
  const blobs = openBlobs(join(folder, 'blobs'));
  const start = performance.now();
  let read = 0;
  for await (const reading of readPackages(paths, { blobs, schemes, schemeId: 'hunan-recognition-2024' })) {
    if (reading.kind === 'refused') throw new Error(`${reading.package}: ${reading.code}`);
    if (reading.package.form.unread.length > 0) throw new Error(`${reading.package.name}: ${reading.package.form.unread.join(' ')}`);
    await blobs.commit(reading.staged);
    read += 1;
  }
  process.stdout.write(JSON.stringify({ ms: performance.now() - start, rss: process.resourceUsage().maxRSS / 1024, read }));
}

function unzipAll(folder: string, paths: readonly string[]): number {
  const start = performance.now();
  for (const [index, path] of paths.entries()) {
    const target = join(folder, `out${index}`);
    mkdirSync(target, { recursive: true });
    execFileSync('unzip', ['-q', path, '-d', target]);
    execFileSync('sh', ['-c', 'find "$0" -type f -print0 | xargs -0 sha256sum', target], { stdio: ['ignore', 'ignore', 'inherit'] });
  }
  return performance.now() - start;
}

function measure(count: number, megabytes: number): void {
  const folder = mkdtempSync(join(tmpdir(), 'bench-import-'));
  try {
    const paths = writePackages(join(folder, 'in'), count, megabytes);
    writeFileSync(join(folder, 'paths.json'), JSON.stringify(paths));
    execFileSync('cat', paths, { stdio: ['ignore', 'ignore', 'inherit'] }); // both find the archives in the page cache
    const peer = unzipAll(join(folder, 'peer'), paths);
    const child = spawnSync(process.execPath, [import.meta.filename, '--import', folder], { encoding: 'utf8' });
    if (child.status !== 0) throw new Error(child.stderr);
    const own: { ms: number; rss: number } = JSON.parse(child.stdout);
    const size = (count * megabytes).toFixed(0);
    process.stdout.write(
      `${String(count).padStart(4)} packages ${size.padStart(5)} MB   import ${own.ms.toFixed(0)} ms   unzip+sha256sum ${peer.toFixed(0)} ms   ${(own.ms / peer).toFixed(2)} ×   peak ${own.rss.toFixed(0)} MB\n`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const [first = '48', second = '5'] = process.argv.slice(2);
if (first === '--import') {
  const paths: string[] = JSON.parse(readFileSync(join(second, 'paths.json'), 'utf8'));
  await importAll(second, paths);
} else {
  process.stdout.write('import: target 1.0 × and 200 MB\n');
  for (const share of [16, 4, 1]) measure(Math.max(1, Math.round(Number(first) / share)), Number(second));
}
