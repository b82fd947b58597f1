/** A blank form, filled in as applicants do, reads back field for field: for every scheme and in both formats. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { afterAll, describe, expect, test } from 'vitest';
import type { Field } from '../../../domain/condition/condition.ts';
import { blankForm, type BlankForm } from '../../../domain/form/blank-form.ts';
import { statedFields } from '../../../domain/form/labels.ts';
import { readForm } from '../../../domain/form/read-form.ts';
import type { FieldValue } from '../../../domain/model.ts';
import type { Scheme } from '../../../domain/scheme/scheme.ts';
import { blankDocx, blankXlsx, type BlankWords } from '../../../electron/io/documents/blank-form.ts';
import { readFormFile } from '../../../electron/io/forms/read-form-file.ts';
import { hunan, openDesk } from '../../fixtures/reading.ts';
import { schemeIds, schemeNamed } from '../../fixtures/schemes.ts';
import { convertOffice, has } from '../../fixtures/tools.ts';

const desk = openDesk();
afterAll(() => desk.clear());

const words: BlankWords = {
  about: ['说明：1.请勿改动各项名称。', '2.金额和面积按所注单位填写。'],
  number: '请填数字',
  whole: '请填整数',
  date: '请填年月',
  pick: '请选择',
};

const schemes = schemeIds.map(schemeNamed).filter((scheme) => scheme.kind !== 'checklist');

interface Filled {
  /** what is typed: lines of a cell; none where boxes are ticked */
  readonly typed: readonly string[];
  readonly ticked: readonly number[];
  readonly value: FieldValue;
}

/** of a published example, with its check character */
const code = '91350100M000100Y43';

/** A value of its own for each field, as it would be typed. */
function fill(field: Field, index: number): Filled {
  const { type, options, key } = field;
  switch (type) {
    case 'decimal':
      return { typed: [`${index}.5`], ticked: [], value: `${index}.5` };
    case 'integer':
      return { typed: [String(20 + index)], ticked: [], value: 20 + index };
    case 'date':
      return { typed: ['2022年6月'], ticked: [], value: '2022-06' };
    case 'boolean':
      return { typed: [], ticked: [index % 2], value: index % 2 === 0 };
    case 'choice':
      return { typed: [], ticked: [options.length - 1], value: options.at(-1)?.value ?? null };
    case 'set':
      return { typed: [], ticked: [0, options.length - 1], value: [options[0]?.value ?? '', options.at(-1)?.value ?? ''] };
    case 'list':
      return { typed: ['1.甲公司', '2.乙公司'], ticked: [], value: ['甲公司', '乙公司'] };
    default:
      if (key === 'creditCode') return { typed: [code], ticked: [], value: code };
      return { typed: [`第${key}项的内容`], ticked: [], value: `第${key}项的内容` };
  }
}

/** The values of all fields with a cell of their own, and of the four bounds, which share one. */
function fillAll({ rows }: BlankForm): ReadonlyMap<string, Filled> {
  const answers = rows.flat().filter(({ fields }) => fields.length > 0);
  const filled = new Map<string, Filled>();
  for (const [index, { fields }] of answers.entries()) {
    const [first] = fields;
    if (first && fields.length === 1) filled.set(first.key, fill(first, index + 1));
    else {
      const [east, west, south, north] = ['东一路', '西二路', '南三路', '北四路'];
      const typed = [`东至${east}    西至${west}`, `南至${south}    北至${north}`];
      for (const [at, value] of [east, west, south, north].entries())
        filled.set(fields[at]?.key ?? '', { typed, ticked: [], value: value ?? null });
    }
  }
  return filled;
}

function filledDocx(bytes: Uint8Array, form: BlankForm, filled: ReadonlyMap<string, Filled>): Buffer {
  const parts = unzipSync(bytes);
  const xml = strFromU8(parts['word/document.xml'] ?? new Uint8Array());
  const cells = form.rows.flat();
  let at = -1;
  const done = xml.replaceAll(/<w:tc>.*?<\/w:tc>/gsu, (whole) => {
    at += 1;
    const entry = filled.get(cells[at]?.fields[0]?.key ?? '');
    if (!entry) return whole;
    if (entry.ticked.length > 0) {
      let box = -1;
      return whole.replaceAll(/w14:checked w14:val="\w+"/gu, (state) => {
        box += 1;
        return entry.ticked.includes(box) ? 'w14:checked w14:val="1"' : state;
      });
    }
    const paragraphs = entry.typed.map((line) => `<w:p><w:r><w:t xml:space="preserve">${line}</w:t></w:r></w:p>`).join('');
    return whole.replace(/<w:p>.*<\/w:p>|<w:p\/>/su, paragraphs);
  });
  expect(at).toBe(cells.length - 1);
  return Buffer.from(zipSync({ ...parts, 'word/document.xml': strToU8(done) }));
}

async function filledXlsx(bytes: Uint8Array, form: BlankForm, filled: ReadonlyMap<string, Filled>): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(Buffer.from(bytes) as never);
  const sheet = book.worksheets[0]!;
  let row = 2;
  for (const cells of form.rows) {
    let column = 1;
    let lines = 1;
    for (const { columns, fields } of cells) {
      const [field] = fields;
      const entry = field ? filled.get(field.key) : undefined;
      if (field?.type === 'set') {
        const count = field.options.length + (form.rows.flat().some(({ text }) => text.includes('其他：')) ? 1 : 0);
        lines = Math.ceil(count / 3);
        const width = Math.floor(columns / 3);
        for (const option of entry?.ticked ?? []) {
          const cell = sheet.getCell(row + Math.floor(option / 3), column + (option % 3) * width);
          expect(cell.protection.locked).toBe(false);
          cell.value = cell.text.replace('□', '☑');
        }
      } else if (field && entry) {
        const cell = sheet.getCell(row, column);
        expect(cell.protection.locked).toBe(false);
        const picked = entry.ticked.map(
          (option) => (field.type === 'boolean' ? ['是', '否'] : field.options.map((one) => one.words[0]))[option],
        );
        const text = entry.typed.length > 0 ? entry.typed.join('\n') : picked.join('');
        cell.value = field.type === 'decimal' || field.type === 'integer' ? Number(text) : text;
      }
      column += columns;
    }
    row += lines;
  }
  return Buffer.from(await book.xlsx.writeBuffer());
}

async function read(name: string, bytes: Uint8Array, scheme: Scheme): Promise<Record<string, FieldValue>> {
  const { content } = await readFormFile(name, bytes);
  const { fields } = readForm(content, scheme);
  return Object.fromEntries(Object.entries(fields).map(([key, { value }]) => [key, value]));
}

const expected = (filled: ReadonlyMap<string, Filled>): Record<string, FieldValue> =>
  Object.fromEntries(Array.from(filled, ([key, { value }]) => [key, value]));

describe.each(schemes.map((scheme) => [scheme.id, scheme] as const))('%s', (_id, scheme) => {
  const form = blankForm(scheme);
  const filled = fillAll(form);

  test('has a cell for each field that the applicant states', () => {
    const others = scheme.fields.filter(({ key }) => /^other[A-Z]/.test(key)).map(({ key }) => key);
    const keys = form.rows.flat().flatMap(({ fields }) => fields.map(({ key }) => key));
    // the official table has no cell for what only reviewers establish
    const established = scheme.form.rows ? scheme.fields.filter(({ statedBy }) => statedBy === 'reviewer').map(({ key }) => key) : [];
    expect(new Set([...keys, ...others, ...established])).toEqual(
      new Set([...statedFields(scheme).map(({ key }) => key), ...others, ...established]),
    );
    expect(form.rows.map((cells) => cells.reduce((sum, { columns }) => sum + columns, 0))).toEqual(form.rows.map(() => 12));
  });

  test('as docx', async () => {
    const bytes = await blankDocx(form, words);
    expect(await read('申报表.docx', filledDocx(bytes, form, filled), scheme)).toMatchObject(expected(filled));
    const blank = await read('申报表.docx', bytes, scheme);
    expect(Object.values(blank).every((value) => value === null || value === '' || (Array.isArray(value) && value.length === 0))).toBe(
      true,
    );
  });

  test('as xlsx', async () => {
    const bytes = await blankXlsx(form, words);
    expect(await read('申报表.xlsx', await filledXlsx(bytes, form, filled), scheme)).toMatchObject(expected(filled));
    const blank = await read('申报表.xlsx', bytes, scheme);
    expect(Object.values(blank).every((value) => value === null || value === '' || (Array.isArray(value) && value.length === 0))).toBe(
      true,
    );
  });
});

test.skipIf(!has('soffice'))(
  'the official form, filled in and saved by an office suite, is the same (needs soffice)',
  async () => {
    const form = blankForm(hunan);
    const filled = fillAll(form);
    const docx = desk.put('a.docx', filledDocx(await blankDocx(form, words), form, filled));
    const xlsx = desk.put('b.xlsx', await filledXlsx(await blankXlsx(form, words), form, filled));
    const out = join(desk.folder, 'out');
    convertOffice(desk.folder, 'docx', out, [docx]);
    convertOffice(desk.folder, 'doc:MS Word 97', out, [docx]);
    convertOffice(desk.folder, 'xlsx', out, [xlsx]);
    for (const name of ['a.docx', 'b.xlsx']) expect(await read(name, readFileSync(join(out, name)), hunan)).toMatchObject(expected(filled));
    // an old file keeps no boxes that can be ticked
    const { parkType: _type, hasPlan: _plan, hasPolicy: _policy, services: _services, ...rest } = expected(filled);
    expect(await read('a.doc', readFileSync(join(out, 'a.doc')), hunan)).toMatchObject(rest);
  },
  180_000,
);
