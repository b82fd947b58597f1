import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import iconv from 'iconv-lite';
import { afterAll, expect, test } from 'vitest';
import type { ParsedPackage, PackageReading } from '../../../electron/io/packages/read-package.ts';
import { readPackages } from '../../../electron/io/packages/read-package.ts';
import { bytesSource } from '../../../electron/io/zip/byte-source.ts';
import { readEntry } from '../../../electron/io/zip/entry.ts';
import { packageLimits, readZip } from '../../../electron/io/zip/zip.ts';
import type { Part } from '../../fixtures/archives.ts';
import { buildZip } from '../../fixtures/archives.ts';
import { buildDocx, formDocx, paragraph } from '../../fixtures/office.ts';
import { hunan, openDesk } from '../../fixtures/reading.ts';
import { has, run } from '../../fixtures/tools.ts';

const desk = openDesk();
afterAll(() => desk.clear());

/** What was read, its blobs committed. */
async function packagesOf(paths: string | string[]): Promise<ParsedPackage[]> {
  const packages: ParsedPackage[] = [];
  for (const reading of await desk.read(paths)) {
    if (reading.kind === 'refused') throw new Error(JSON.stringify(reading));
    await desk.blobs.commit(reading.staged);
    packages.push(reading.package);
  }
  expect(desk.left()).toEqual([]);
  return packages;
}

function parts(park = '甲跨境电商产业园'): Part[] {
  return [
    { name: `${park}/申报表.docx`, data: formDocx(park), method: 0 },
    { name: `${park}/申请报告.txt`, data: `${park}的报告` },
  ];
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const nameOf = (found: ParsedPackage) => found.form.fields['parkName']?.value;

test('a package is known by the bytes of its zip, a folder by its contents', async () => {
  const bytes = buildZip(parts());
  const [zip] = await packagesOf(desk.put('甲.zip', bytes));
  expect(zip).toMatchObject({ name: '甲.zip', sha256: sha256(bytes), bytes: bytes.length });
  for (const part of parts()) desk.put(`夹/${String(part.name)}`, Buffer.from(part.data ?? ''));
  const folder = join(desk.folder, 'in', '夹');
  const [first] = await packagesOf(folder);
  const [second] = await packagesOf(folder);
  expect(second?.sha256).toBe(first?.sha256);
  expect(first?.documents.map(({ path, sha256: hash }) => [path, hash])).toEqual(
    zip?.documents.map(({ path, sha256: hash }) => [path, hash]),
  );
  desk.put('夹/甲跨境电商产业园/新.txt', '补充');
  expect((await packagesOf(folder))[0]?.sha256).not.toBe(first?.sha256);
});

test('equal documents of two packages are one blob', async () => {
  const shared = { name: '园/同一份.txt', data: '同一份材料' };
  await packagesOf([
    desk.put('1.zip', buildZip([...parts('一跨境电商产业园'), shared])),
    desk.put('2.zip', buildZip([...parts('二跨境电商产业园'), shared, { ...shared, name: '园/再一份.txt' }])),
  ]);
  const hash = sha256(Buffer.from('同一份材料'));
  expect(readFileSync(desk.blobs.pathOf(hash), 'utf8')).toBe('同一份材料');
  expect(readdirSync(dirname(desk.blobs.pathOf(hash)))).toEqual([hash]);
});

const gbk = (text: string) => new Uint8Array(iconv.encode(text, 'gb18030'));
const long = `${'证'.repeat(82)}.pdf`; // 250 bytes in UTF-8

test.each([
  ['UTF-8 with its flag', 'utf-8', (name: string) => ({ name })],
  ['UTF-8 without its flag', 'utf-8', (name: string) => ({ name: new Uint8Array(Buffer.from(name)), flags: 0 })],
  ['GBK', 'gb18030', (name: string) => ({ name: gbk(name), flags: 0 })],
  ['GBK called UTF-8', 'gb18030', (name: string) => ({ name: gbk(name), flags: 0x800 })],
])('names in %s are read', async (_, encoding, spell) => {
  const names = ['甲园/申报表.docx', '甲园/３．证明材料/营业执照（副本）.pdf', `甲园/${long}`, '甲园/plain.txt'];
  const [found] = await packagesOf(
    desk.put(
      '名.zip',
      buildZip(names.map((name, index) => ({ ...spell(name), ...(index === 0 ? { data: formDocx(), method: 0 } : { data: name }) }))),
    ),
  );
  expect(found?.documents.map(({ path }) => path)).toEqual(names);
  expect(found?.nameEncoding).toBe(encoding);
});

test('one name that is also valid UTF-8 does not decide for the archive', async () => {
  // the GBK bytes of 一 and of these pairs happen to be well-formed UTF-8
  const both = iconv.decode(Buffer.from([0xc4, 0xa3, 0xc4, 0xa3]), 'gb18030');
  expect(() => new TextDecoder('utf-8', { fatal: true }).decode(gbk(both))).not.toThrow();
  const names = [`${both}.txt`, '申报表.docx'];
  const [found] = await packagesOf(
    desk.put('两可.zip', buildZip(names.map((name) => ({ name: gbk(name), flags: 0, data: name.endsWith('docx') ? formDocx() : 'x' })))),
  );
  expect(found?.documents.map(({ path }) => path)).toEqual(names);
});

test('emoji, composed and back-slashed names come out alike', async () => {
  const [found] = await packagesOf(
    desk.put(
      '异.zip',
      buildZip([
        { name: '园\\申报表.docx', data: formDocx(), method: 0 },
        { name: '园/照片😀.jpg', data: 'x' },
        { name: '园/cafe\u0301.txt', data: 'y' },
      ]),
    ),
  );
  expect(found?.documents.map(({ path }) => path)).toEqual(['园/申报表.docx', '园/照片😀.jpg', '园/café.txt']);
});

test('junk is left out and counted', async () => {
  const junk = ['__MACOSX/园/._申报表.docx', '园/.DS_Store', '园/Thumbs.db', '园/~$申报表.docx', '园/desktop.ini'];
  const [found] = await packagesOf(desk.put('杂.zip', buildZip([...parts(), ...junk.map((name) => ({ name, data: 'x' }))])));
  expect(found).toMatchObject({ junk: 5 });
  expect(found?.documents).toHaveLength(2);
});

test('stored, deflated, described and zip64 entries are the same documents', async () => {
  const data = Buffer.from(Array.from({ length: 3_000_000 }, (_, index) => (Math.imul(index, 2654435761) >>> 24) & 63));
  const variants = [{}, { method: 0 }, { descriptor: true }, { zip64: true }, { method: 0, zip64: true }].map((variant, index) => ({
    name: `园/${index}.bin`,
    data,
    ...variant,
  }));
  const [found] = await packagesOf(desk.put('各.zip', buildZip([...parts(), ...variants], { zip64: true, comment: '备注' })));
  expect(new Set(found?.documents.slice(2).map((document) => document.sha256))).toEqual(new Set([sha256(data)]));
});

test.skipIf(!has('zip'))('archives of the zip tool are read, streamed ones too (needs zip)', async () => {
  for (const part of parts()) desk.put(`真/${String(part.name)}`, Buffer.from(part.data ?? ''));
  const folder = join(desk.folder, 'in', '真');
  run('sh', ['-c', 'cd "$0" && zip -qr ../真.zip . && zip -qr - . > ../流.zip && zip -qr -P secret ../密.zip .', folder]);
  const [plain, streamed] = await packagesOf([join(desk.folder, 'in', '真.zip'), join(desk.folder, 'in', '流.zip')]);
  expect(plain?.documents.map(({ sha256: hash }) => hash)).toEqual(streamed?.documents.map(({ sha256: hash }) => hash));
  expect(await desk.read(join(desk.folder, 'in', '密.zip'))).toMatchObject([{ kind: 'refused', code: 'package/encrypted' }]);
});

const bundle = (name: string) => [
  { name: `${name}/甲.zip`, data: buildZip(parts('甲跨境电商产业园')), method: 0 },
  { name: `${name}/乙.zip`, data: buildZip(parts('乙跨境电商产业园')) },
  { name: `${name}/推荐函.pdf`, data: `${name}推荐函` },
];

test('every zip in a bundle is an application with the letter of the bundle', async () => {
  const found = await packagesOf(desk.put('长沙市.zip', buildZip(bundle('长沙市'))));
  expect(found.map((each) => [each.name, nameOf(each)])).toEqual([
    ['长沙市.zip/甲.zip', '甲跨境电商产业园'],
    ['长沙市.zip/乙.zip', '乙跨境电商产业园'],
  ]);
  for (const each of found)
    expect(each.documents.at(-1)).toMatchObject({
      path: '长沙市/长沙市/推荐函.pdf',
      kind: 'recommendation',
      sha256: sha256(Buffer.from('长沙市推荐函')),
    });
  expect(found[0]?.sha256).toBe(sha256(buildZip(parts('甲跨境电商产业园'))));
});

test('one bad zip in a bundle is refused alone', async () => {
  const readings: PackageReading[] = await desk.read(
    desk.put('株洲市.zip', buildZip([...bundle('株洲市'), { name: '株洲市/坏.zip', data: 'x' }])),
  );
  expect(readings.map((reading) => (reading.kind === 'read' ? reading.package.name : [reading.package, reading.code]))).toEqual([
    '株洲市.zip/甲.zip',
    '株洲市.zip/乙.zip',
    ['株洲市.zip/坏.zip', 'package/not-a-zip'],
  ]);
  for (const reading of readings) if (reading.kind === 'read') await desk.blobs.discard(reading.staged);
  expect(desk.left()).toEqual([]);
});

test('a folder of bundles, zips and folders gives every park once', async () => {
  desk.put('全省/长沙市.zip', buildZip(bundle('长沙市')));
  desk.put('全省/丙.zip', buildZip(parts('丙跨境电商产业园')));
  for (const part of parts('丁跨境电商产业园')) desk.put(`全省/湘潭市/${String(part.name)}`, Buffer.from(part.data ?? ''));
  const found = await packagesOf(join(desk.folder, 'in', '全省'));
  expect(found).toHaveLength(4);
  expect(new Set(found.map(nameOf))).toEqual(new Set(['丁跨境电商产业园', '丙跨境电商产业园', '乙跨境电商产业园', '甲跨境电商产业园']));
});

test('a bomb wrapped in an archive is still one', async () => {
  const packed = buildZip(Array.from({ length: 40 }, (_, index) => ({ name: `${index}.bin`, data: Buffer.alloc(1_000_000, index) })));
  const inner = buildZip([...parts(), { name: 'x.bin', data: Buffer.alloc(900_000) }]);
  const readings = await desk.read(
    desk.put(
      '套.zip',
      buildZip([
        { name: '甲.zip', data: packed },
        { name: '乙.zip', data: inner, method: 0 },
      ]),
    ),
    { limits: { ...packageLimits, ratio: 300 } },
  );
  expect(readings.map((reading) => (reading.kind === 'refused' ? reading.code : 'read'))).toEqual(['package/bomb', 'read']);
  for (const reading of readings) if (reading.kind === 'read') await desk.blobs.discard(reading.staged);
});

test('a document by itself is a package of one file', async () => {
  const photo = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46]);
  for (const [name, bytes, format] of [
    ['申报表.docx', formDocx(), 'docx'],
    ['甲园材料.docx', formDocx(), 'docx'],
    ['甲园.xlsx', formDocx(), 'docx'],
    ['甲园申报表扫描件.jpg', photo, 'scan'],
    ['甲园.jpg', photo, 'scan'],
  ] as const) {
    const [reading, ...others] = await desk.read(desk.put(name, bytes));
    expect(others).toEqual([]);
    expect(reading).toMatchObject({ kind: 'read', package: { name, bytes: bytes.length, form: { format } } });
    if (reading?.kind !== 'read') continue;
    expect(reading.package.documents).toEqual([{ path: name, kind: 'form', sha256: reading.package.sha256, bytes: bytes.length }]);
    await desk.blobs.discard(reading.staged);
  }
});

test.each([
  ['甲园.docx', buildZip([{ name: 'a.txt', data: 'a' }]), 'package/no-form'],
  ['甲园.pdf', Buffer.from('Rar!\u001a\u0007 and so on'), 'package/not-a-zip'],
  ['甲园.zip', formDocx(), 'package/not-a-zip'],
  ['空.pdf', Buffer.alloc(0), 'package/form-unreadable'],
  ['空.zip', Buffer.alloc(0), 'package/empty'],
  ['信.docx', buildDocx(paragraph('关于报送材料的函')), 'package/no-form'],
])('%s is refused with its reason', async (name, bytes, code) => {
  expect(await desk.read(desk.put(name, bytes))).toMatchObject([{ kind: 'refused', package: name, code }]);
});

test('a store sweeps what a killed import left, and nothing of one that is under way', async () => {
  const staged = await desk.blobs.stage(
    (async function* () {
      yield Buffer.from('半份');
    })(),
  );
  const { pid: ended } = spawnSync(process.execPath, ['-e', '']);
  for (const name of [`${ended}-half`, 'of-no-process']) writeFileSync(join(desk.blobs.dir, '.staging', name), 'x');
  expect(desk.left()).toHaveLength(3);
  expect(await desk.blobs.sweep()).toBe(2);
  await desk.blobs.commit([staged]);
  expect(Buffer.from(await desk.blobs.read(staged.sha256)).toString()).toBe('半份');
  expect(desk.left()).toEqual([]);
});

test('leaving the reading early leaves nothing unread behind', async () => {
  const paths = [desk.put('a.zip', buildZip(parts())), desk.put('b.zip', buildZip(bundle('市')))];
  for await (const reading of readPackages(paths, { blobs: desk.blobs, schemes: [hunan], schemeId: hunan.id })) {
    if (reading.kind === 'read') await desk.blobs.discard(reading.staged);
    if (reading.kind === 'read' && reading.package.name.includes('甲')) break;
  }
  expect(desk.left()).toEqual([]);
});

test('an entry comes in small pieces however large it is', async () => {
  const data = Buffer.from(Array.from({ length: 1 << 16 }, (_, index) => Math.imul(index, 2654435761) >>> 24));
  const large = Buffer.concat(Array.from({ length: 400 }, () => data)); // 26 MB

  for (const method of [0, 8]) {
    const archive = await readZip(bytesSource(buildZip([{ name: 'a.bin', data: large, method }])));
    let [longest, total] = [0, 0];
    for await (const chunk of readEntry(archive, archive.entries[0]!)) {
      longest = Math.max(longest, chunk.length);
      total += chunk.length;
    }
    expect(total).toBe(large.length);
    expect(longest).toBeLessThanOrEqual(512 * 1024);
  }
});

test('a fault of the source stays its own, a full store says so', async () => {
  const failing = async function* (code: string) {
    yield Buffer.from('x');
    throw Object.assign(new Error(code), { code });
  };
  await expect(desk.blobs.stage(failing('EACCES'))).rejects.toMatchObject({ code: 'EACCES' });
  expect(desk.left()).toEqual([]);
});

test('a park in an archive that cannot be opened is refused by name and is no document of the others', async () => {
  const rar = Buffer.from('526172211a0701003392b5e50a01050600050101808000', 'hex');
  const bundle = desk.put(
    '三园.zip',
    buildZip([
      { name: '甲.zip', data: buildZip(parts()) },
      { name: '乙园.rar', data: rar },
      { name: '丙园.part1.rar', data: rar },
      { name: '丙园.part2.rar', data: rar },
    ]),
  );
  const found: unknown[] = [];
  for (const reading of await desk.read(bundle)) {
    if (reading.kind === 'refused') found.push([reading.package, reading.code]);
    else {
      found.push([reading.package.name, reading.package.documents.map(({ path }) => path)]);
      await desk.blobs.commit(reading.staged);
    }
  }
  expect(found).toEqual(
    expect.arrayContaining([
      ['三园.zip/甲.zip', ['甲跨境电商产业园/申报表.docx', '甲跨境电商产业园/申请报告.txt']],
      ['三园.zip/乙园.rar', 'package/not-a-zip'],
      ['三园.zip/丙园.part1.rar', 'package/split-archive'],
    ]),
  );
  expect(found).toHaveLength(3);
});
