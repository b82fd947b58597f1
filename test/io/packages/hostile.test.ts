import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { texts } from '../../../domain/texts/index.ts';
import { bytesSource } from '../../../electron/io/zip/byte-source.ts';
import { readEntry } from '../../../electron/io/zip/entry.ts';
import { packageLimits, readZip } from '../../../electron/io/zip/zip.ts';
import type { ZipLimits } from '../../../electron/io/zip/zip.ts';
import type { Part, Shape } from '../../fixtures/archives.ts';
import { buildZip } from '../../fixtures/archives.ts';
import { formDocx } from '../../fixtures/office.ts';
import { openDesk } from '../../fixtures/reading.ts';

const desk = openDesk();
afterAll(() => desk.clear());

const form = formDocx();
const good: Part[] = [
  { name: '园区/申报表.docx', data: form, method: 0 },
  { name: '园区/申请报告.txt', data: '报告'.repeat(100) },
];
const zip = (...parts: Part[]) => buildZip([...good, ...parts]);
const shaped = (shape: Shape) => buildZip(good, shape);
const small: ZipLimits = { ...packageLimits, bytes: 300_000, entries: 5 };

/** An archive whose last entry is cut open and altered at a place that no length depends on. */
function flipped(): Buffer {
  const bytes = zip({ name: '证明.bin', data: 'x'.repeat(64), method: 0 });
  const at = bytes.indexOf('x'.repeat(64));
  bytes[at + 10] = bytes[at + 10]! ^ 1;
  return bytes;
}

/** Large enough to be streamed, and not compressible. */
const noise = Buffer.concat(Array.from({ length: 50_000 }, (_, index) => createHash('sha512').update(String(index)).digest()));

function broken(): Buffer {
  const bytes = zip({ name: 'a.bin', data: noise });
  const at = bytes.indexOf('a.bin');
  bytes.fill(0xff, at + 400_000, at + 400_100);
  return bytes;
}

const hostile: [name: string, bytes: Uint8Array, code: string, limits?: ZipLimits][] = [
  ['text under the name of a zip', Buffer.from('这不是压缩包'), 'package/not-a-zip'],
  ['a rar', Buffer.from('Rar!\u001a\u0007\u0001\u0000 and so on'), 'package/not-a-zip'],
  ['a zip behind a program', Buffer.concat([Buffer.from('MZ program'), buildZip(good)]), 'package/not-a-zip'],
  ['no bytes at all', Buffer.alloc(0), 'package/empty'],
  ['an archive without entries', buildZip([]), 'package/empty'],
  [
    'only folders and junk',
    buildZip([{ name: '园区/' }, { name: '__MACOSX/._a', data: 'x' }, { name: '园区/.DS_Store', data: 'x' }]),
    'package/empty',
  ],
  ['half of it, ending behind a whole inner archive', buildZip(good).subarray(0, form.length + 200), 'package/truncated'],
  ['half of it', buildZip(good).subarray(0, buildZip(good).length >> 1), 'package/truncated'],
  ['all but the last byte', buildZip(good).subarray(0, -1), 'package/truncated'],
  ['four bytes', Buffer.from('PK\u0003\u0004'), 'package/truncated'],
  ['the front cut off', buildZip(good).subarray(200), 'package/not-a-zip'],
  ['one flipped bit', flipped(), 'package/damaged'],
  ['a wrong checksum', zip({ name: 'a.txt', data: 'abc', crc: 1 }), 'package/damaged'],
  ['a size that is too small', zip({ name: 'a.txt', data: 'abcabcabc', size: 3 }), 'package/damaged'],
  ['a size that is too large', zip({ name: 'a.txt', data: 'abc', size: 9 }), 'package/damaged'],
  ['no deflate data', zip({ name: 'a.txt', data: Buffer.alloc(40, 0xff), method: 8, compressed: 3 }), 'package/damaged'],
  ['a large entry whose stream breaks off', zip({ name: 'a.bin', data: noise, compressed: 1_500_000 }), 'package/damaged'],
  ['a large entry with a broken stream', broken(), 'package/damaged'],
  ['another name in the local header', zip({ name: 'a.txt', localName: 'b.txt', data: 'abc' }), 'package/damaged'],
  ['an offset beyond the directory', zip({ name: 'a.txt', data: 'abc', offset: 10_000_000 }), 'package/damaged'],
  ['more entries counted than there are', shaped({ count: 3 }), 'package/damaged'],
  ['fewer entries counted than there are', shaped({ count: 1 }), 'package/damaged'],
  ['a directory said to be elsewhere', shaped({ directoryOffset: 5 }), 'package/damaged'],
  ['a directory said to be larger', shaped({ directorySize: 4000 }), 'package/truncated'],
  ['bytes after the end', Buffer.concat([buildZip(good), Buffer.from('tail')]), 'package/damaged'],
  ['a zip64 record that counts otherwise', shaped({ zip64: true, zip64Count: 4_000_000_000 }), 'package/too-many-entries'],
  ['a zip64 count that cannot fit', shaped({ zip64: true, zip64Count: 9000 }), 'package/damaged'],
  [
    'zip64 sizes without the field for them',
    zip({ name: 'a.txt', data: 'abc', size: 0xffffffff, compressed: 0xffffffff }),
    'package/damaged',
  ],
  ['a password', zip({ name: 'a.txt', data: 'abc', flags: 1 }), 'package/encrypted'],
  ['AES by WinZip', zip({ name: 'a.txt', data: 'abc', method: 99, flags: 1 }), 'package/encrypted'],
  ['bzip2', zip({ name: 'a.txt', data: 'abc', method: 12 }), 'package/unsupported-method'],
  ['a bomb of zeros', zip({ name: 'a.bin', data: Buffer.alloc(8_000_000) }), 'package/bomb'],
  [
    'a bomb in many pieces',
    buildZip([...good, ...Array.from({ length: 30 }, (_, index) => ({ name: `${index}.bin`, data: Buffer.alloc(1_000_000) }))]),
    'package/bomb',
  ],
  ['entries that share their bytes', zip({ name: 'a.txt', data: 'abc', offset: 0 }), 'package/bomb'],
  [
    'more bytes than allowed',
    zip({ name: 'a.bin', data: Buffer.from(Array.from({ length: 300_000 }, (_, i) => (i * 7919) % 251)) }),
    'package/too-large',
    small,
  ],
  ['a stated size of 3 GB', zip({ name: 'a.bin', data: 'abc', method: 0, size: 3e9, compressed: 3e9 }), 'package/bomb'],
  [
    'more entries than allowed',
    zip(...Array.from({ length: 4 }, (_, index) => ({ name: `${index}.txt`, data: 'x' }))),
    'package/too-many-entries',
    small,
  ],
  ...(
    [
      '../a.txt',
      'a/../../b.txt',
      'a\\..\\..\\b.txt',
      '/etc/passwd',
      '\\\\host\\share',
      'C:\\a.txt',
      'c:a.txt',
      'a/.. /b.txt',
      'a\nb.txt',
      'a\u202egpj.exe',
      '',
      '名'.repeat(1100),
    ] as const
  ).map((name): [string, Uint8Array, string] => [
    `the name ${JSON.stringify(name.slice(0, 20))}`,
    zip({ name, data: 'x' }),
    'package/unsafe-path',
  ]),
  ['a symbolic link', zip({ name: 'link', data: '/etc/passwd', mode: 0xa1ff }), 'package/unsafe-path'],
  ['the same name twice', zip({ name: 'a.txt', data: '1' }, { name: 'a.txt', data: '2' }), 'package/unsafe-path'],
  ['names that differ by case', zip({ name: 'a.txt', data: '1' }, { name: 'A.TXT', data: '2' }), 'package/unsafe-path'],
  ['names that differ by composition', zip({ name: 'é.txt', data: '1' }, { name: 'e\u0301.txt', data: '2' }), 'package/unsafe-path'],
  ['a file where a folder is', zip({ name: 'a', data: '1' }, { name: 'a/b.txt', data: '2' }), 'package/unsafe-path'],
  ['no form', buildZip([{ name: '申请报告.txt', data: '报告' }]), 'package/no-form'],
  ['a form that is no docx', buildZip([{ name: '申报表.docx', data: 'not a docx' }]), 'package/form-unreadable'],
  [
    'a form behind a password',
    buildZip([{ name: '申报表.docx', data: Buffer.from('d0cf11e0a1b11ae1', 'hex') }]),
    'package/form-unreadable',
  ],
  ['two forms that differ', zip({ name: '申报表2.docx', data: formDocx('另一跨境电商产业园'), method: 0 }), 'package/two-forms'],
];

test.each(hostile)('a package of %s is refused', async (_, bytes, code, limits) => {
  const path = desk.put('坏包.zip', bytes);
  const readings = await desk.read(path, limits ? { limits } : {});
  expect(readings.map((reading) => [reading.kind, reading.kind === 'refused' ? reading.code : ''])).toEqual([['refused', code]]);
  expect(desk.left()).toEqual([]);
  expect(readdirSync(desk.blobs.dir)).toEqual(['.staging']);
});

test('every refusal of a package has its sentence in both languages', () => {
  for (const code of new Set(hostile.map(([, , code]) => code))) {
    expect(texts.zh[`error.${code}`]).toMatch(/没有导入/);
    expect(texts.en[`error.${code}`]).toMatch(/not imported|nor imported/);
  }
});

test('one bad package does not stop the others', async () => {
  const paths = [
    desk.put('1.zip', buildZip(good)),
    desk.put('2.zip', 'x'),
    join(desk.folder, 'absent.zip'),
    desk.put('4.zip', buildZip(good)),
  ];
  const readings = await desk.read(paths);
  expect(readings.map((reading) => (reading.kind === 'read' ? reading.package.name : reading.code))).toEqual([
    '1.zip',
    'package/not-a-zip',
    'package/not-found',
    '4.zip',
  ]);
  for (const reading of readings) if (reading.kind === 'read') await desk.blobs.discard(reading.staged);
  expect(desk.left()).toEqual([]);
});

test('a folder with a link in it is refused', async () => {
  const folder = join(desk.folder, 'in', '带链接的文件夹');
  mkdirSync(folder, { recursive: true });
  desk.put('带链接的文件夹/申报表.docx', form);
  symlinkSync('/etc/passwd', join(folder, '证明.pdf'));
  expect(await desk.read(folder)).toMatchObject([{ kind: 'refused', code: 'package/unsafe-path', details: { fault: 'link' } }]);
  expect(desk.left()).toEqual([]);
});

test('a stream that nobody reads to its end is closed', async () => {
  const source = bytesSource(zip({ name: 'a.bin', data: noise }));
  const archive = await readZip(source);
  for (const wanted of [1, 2]) {
    let pieces = 0;
    for await (const chunk of readEntry(archive, archive.entries.at(-1)!)) {
      pieces += chunk.length > 0 ? 1 : 0;
      if (pieces === wanted) break;
    }
    expect(pieces).toBe(wanted);
  }
});

test('a cancelled import leaves nothing', async () => {
  const path = desk.put(
    '大.zip',
    zip({ name: 'a.bin', data: Buffer.from(Array.from({ length: 500_000 }, (_, i) => (i * 31) % 253)), method: 0 }),
  );
  const stop = new AbortController();
  const reading = desk.read(path, { signal: stop.signal, onProgress: ({ path: at }) => at === 'a.bin' && stop.abort() });
  await expect(reading).rejects.toMatchObject({ code: 'call/cancelled' });
  expect(desk.left()).toEqual([]);
});
