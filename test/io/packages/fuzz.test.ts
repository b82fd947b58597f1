/**
 * 2 000 mutated packages and forms. Nothing may crash, hang or leave a part: each is refused by a code of its
 * own or read whole, and afterwards the store is as before. The mutations follow from a seed.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { errorCodes } from '../../../domain/result.ts';
import { readForm } from '../../../domain/form/read-form.ts';
import { bytesSource } from '../../../electron/io/zip/byte-source.ts';
import { readZip } from '../../../electron/io/zip/zip.ts';
import { readWhole } from '../../../electron/io/zip/entry.ts';
import { readFormFile } from '../../../electron/io/forms/read-form-file.ts';
import { buildZip } from '../../fixtures/archives.ts';
import { dice, mutate } from '../../fixtures/mutants.ts';
import { formDocx } from '../../fixtures/office.ts';
import { hunan, openDesk } from '../../fixtures/reading.ts';

const desk = openDesk();
afterAll(() => desk.clear());

const plain = buildZip([
  { name: '甲园/申报表.docx', data: formDocx(), method: 0 },
  { name: '甲园/申请报告.txt', data: '报告'.repeat(500) },
  { name: '甲园/证明材料/营业执照.txt', data: '执照', descriptor: true },
]);
const bundle = buildZip(
  [
    { name: '市/甲.zip', data: plain, method: 0 },
    { name: '市/乙.zip', data: plain },
    { name: '市/推荐函.txt', data: 'x' },
  ],
  { zip64: true },
);

test('1 000 mutated packages are refused by code or read whole', async () => {
  const roll = dice(20_240_318);
  let refused = 0;
  let read = 0;
  for (let round = 0; round < 1000; round += 1) {
    const readings = await desk.read(desk.put('变.zip', mutate(round % 3 === 0 ? bundle : plain, roll)));
    expect(readings.length).toBeGreaterThan(0);
    for (const reading of readings) {
      if (reading.kind === 'refused') {
        refused += 1;
        expect(errorCodes).toContain(reading.code);
      } else {
        read += 1;
        expect(reading.staged.map(({ sha256 }) => sha256)).toEqual(reading.package.documents.map(({ sha256 }) => sha256));
        await desk.blobs.discard(reading.staged);
      }
    }
  }
  expect(desk.left()).toEqual([]);
  expect(readdirSync(desk.blobs.dir)).toEqual(['.staging']);
  // both ends are reached, or the mutations would test nothing
  expect(refused).toBeGreaterThan(300);
  expect(read).toBeGreaterThan(20);
}, 120_000);

const samples = join(import.meta.dirname, '../../../resources/samples');

async function sampleForm(park: string): Promise<[name: string, bytes: Buffer]> {
  const archive = await readZip(bytesSource(readFileSync(join(samples, `${park}.zip`))));
  const entry = archive.entries.find(({ name }) => name.includes('申报表'));
  if (!entry) throw new Error(park);
  return [entry.name, Buffer.from(await readWhole(archive, entry))];
}

/** Office files are zips, whose checksums catch most: their XML is mutated inside a valid zip as well. */
async function mutateInside(bytes: Buffer, roll: (below: number) => number): Promise<Buffer> {
  const archive = await readZip(bytesSource(bytes));
  const parts = [];
  for (const entry of archive.entries) {
    const data = Buffer.from(await readWhole(archive, entry));
    parts.push({ name: entry.name, data: /document\.xml$|sheet1\.xml$|workbook\.xml$/.test(entry.name) ? mutate(data, roll) : data });
  }
  return buildZip(parts);
}

test('1 000 mutated forms are faulty or read, and what is read has the shape of its field', async () => {
  const roll = dice(13_579);
  const forms = await Promise.all(['长沙星湖跨境电商产业园', '株洲清源跨境电商产业园', '衡阳雁栖跨境电商产业园'].map(sampleForm));
  let faults = 0;
  let read = 0;
  for (let round = 0; round < 1000; round += 1) {
    const [name, bytes] = forms[round % forms.length] ?? ['', Buffer.alloc(0)];
    const inside = !name.endsWith('.doc') && round % 4 !== 0;
    const mutant = inside ? await mutateInside(bytes, roll) : mutate(bytes, roll);
    try {
      const { content } = await readFormFile(name, mutant);
      const { fields, unread } = readForm(content, hunan);
      read += 1;
      for (const field of hunan.fields) {
        const value = fields[field.key]?.value ?? null;
        if (field.statedBy === 'form') expect(unread.includes(field.key)).toBe(value === null);
        if (value === null) continue;
        if (field.type === 'decimal') expect(value).toMatch(/^\d+(\.\d+)?$/);
        if (field.type === 'integer') expect(Number.isSafeInteger(value)).toBe(true);
        if (field.type === 'date') expect(value).toMatch(/^\d{4}-\d{2}(-\d{2})?$/);
        if (field.type === 'boolean') expect(typeof value).toBe('boolean');
      }
    } catch (error) {
      expect(error).toMatchObject({ name: 'FormFault' });
      faults += 1;
    }
  }
  expect(faults).toBeGreaterThan(100);
  expect(read).toBeGreaterThan(100);
}, 120_000);
