/** Damaged forms of every format: faulty or read, and what is read has the shape of its field. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { formAllowance } from '../../electron/io/foreign/allowances.ts';
import { inReader } from '../../electron/io/foreign/reader.ts';
import type { ParsedForm, parseForm as ParseForm } from '../../electron/io/packages/parse-form.ts';
import { bytesSource } from '../../electron/io/zip/byte-source.ts';
import { readWhole } from '../../electron/io/zip/entry.ts';
import { readZip } from '../../electron/io/zip/zip.ts';
import { mutate, type Roll } from '../fixtures/mutants.ts';
import { formDocx, formRows, pdfWithoutFont } from '../fixtures/office.ts';
import { hunan } from '../fixtures/reading.ts';
import { samples } from '../fixtures/review.ts';
import { readFinds, runCampaign, type Campaign, type Mutant } from './campaign.ts';
import { mutateParts } from './parts.ts';

const parse = inReader<typeof ParseForm>('form', formAllowance);

async function fromSample(park: string, wanted: RegExp): Promise<Buffer> {
  const archive = await readZip(bytesSource(readFileSync(join(samples, `${park}跨境电商产业园.zip`))));
  const entry = archive.entries.find(({ name }) => wanted.test(name));
  if (!entry) throw new Error(park);
  return Buffer.from(await readWhole(archive, entry));
}

const xmlWords = [
  '<w:tbl>',
  '</w:tc>',
  '<w:tr>',
  '<w:gridSpan w:val="99999999"/>',
  '&#0;',
  '&lt;',
  '<!DOCTYPE a [',
  '<c r="XFD1048576"',
  '<mergeCell ref="A1:XFD1048576"/>',
  ' t="s"',
  '<v>-1</v>',
  ']]>',
  '<!--',
];
const pdfWords = [
  '/Prev 0',
  '/XRefStm 9',
  '/Length 999999999',
  '/Filter/FlateDecode',
  '/Kids[3 0 R]',
  '3 0 R',
  'endobj',
  'stream\n',
  '/Parent 3 0 R',
  '/Type/ObjStm',
  '/Encrypt 4 0 R',
  '<<',
  '>>',
  '[',
  'BT ',
  ' Tj',
  ' re S',
  '/DecodeParms<</Predictor 15/Columns 99999999>>',
  '%%EOF',
  'xref',
];

function readAs(): Campaign['read'] {
  return async ({ name, bytes }) => {
    const outcome = await parse({ name, bytes: bytes.length }, name, bytes, JSON.stringify([hunan]), hunan.id);
    if (outcome.kind === 'own') expectShapes(outcome.form);
    return outcome.kind === 'fault' ? outcome.reason : outcome.kind;
  };
}

function expectShapes({ fields, unread }: ParsedForm): void {
  for (const field of hunan.fields) {
    const value = fields[field.key]?.value ?? null;
    if (field.statedBy === 'form') expect(unread.includes(field.key)).toBe(value === null);
    if (value === null) continue;
    if (field.type === 'decimal') expect(value).toMatch(/^\d+(\.\d+)?$/);
    if (field.type === 'integer') expect(Number.isSafeInteger(value)).toBe(true);
    if (field.type === 'date') expect(value).toMatch(/^\d{4}-\d{2}(-\d{2})?$/);
    if (field.type === 'boolean') expect(typeof value).toBe('boolean');
  }
}

interface Format {
  readonly kind: string;
  readonly seeds: () => Promise<readonly Buffer[]> | readonly Buffer[];
  readonly mutate: (bytes: Buffer, roll: Roll, other: Buffer) => Buffer | Promise<Buffer>;
}

/** Office files are zips, whose checksums catch most: their XML is damaged inside a sound zip as well. */
const inside =
  (parts: RegExp) =>
  (bytes: Buffer, roll: Roll): Buffer | Promise<Buffer> =>
    roll(4) === 0 ? mutate(bytes, roll) : mutateParts(bytes, parts, roll, xmlWords);

const formats: readonly Format[] = [
  {
    kind: 'docx',
    seeds: async () => [await fromSample('长沙星湖', /申报表/), formDocx()],
    mutate: inside(/document\.xml$|styles\.xml$|numbering\.xml$/),
  },
  {
    kind: 'xlsx',
    seeds: async () => [await fromSample('株洲清源', /申报表/)],
    mutate: inside(/sheet1\.xml$|workbook\.xml$|sharedStrings\.xml$|styles\.xml$/),
  },
  {
    kind: 'doc',
    seeds: async () => [await fromSample('衡阳雁栖', /申报表/)],
    mutate: (bytes, roll, other) => mutate(bytes, roll, { other }),
  },
  {
    kind: 'pdf',
    seeds: async () => [pdfWithoutFont(formRows()), await fromSample('长沙星湖', /申请报告/)],
    mutate: (bytes, roll, other) => mutate(bytes, roll, { words: pdfWords, other }),
  },
];

test.each(formats)(
  '$kind: faulty or read',
  async ({ kind, seeds, mutate: change }) => {
    const sound = await seeds();
    const seed = (at: number): Buffer => sound[at % sound.length] ?? Buffer.alloc(0);
    const campaign: Campaign = {
      kind,
      few: 60,
      async make(roll): Promise<Mutant> {
        const at = roll(sound.length);
        return { name: `申报表.${kind}`, bytes: await change(seed(at), roll, seed(at + 1)) };
      },
      read: readAs(),
    };
    await readFinds(campaign);
    const outcomes = await runCampaign(campaign);
    // both ends are reached, or the mutations would test nothing
    expect(outcomes.get('own')).toBeGreaterThan(0);
    expect(outcomes.size).toBeGreaterThan(1);
  },
  0,
);
