/** Boxes to tick that a PDF draws as lines are read as they are drawn; what may be either is left open. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readForm } from '../../../../domain/form/read-form.ts';
import { readFormFile } from '../../../../electron/io/forms/read-form-file.ts';
import { pdfPage, pdfRow, pdfRows, pdfText } from '../../../fixtures/office.ts';
import { hunan } from '../../../fixtures/reading.ts';
import { has, run } from '../../../fixtures/tools.ts';

const rows = [
  ['产业园名称', '星湖跨境电商产业园'],
  ['产业园类型', ''],
  ['产业园总建筑面积（平方米）', '30000'],
] as const;

const y = pdfRow(1);
const first = 256;
const second = 320;
const frame = (x: number, how = 're S'): string => `${x} ${y - 1} 9 9 ${how}`;
const words = `${pdfText('引领型', first + 12, y)}\n${pdfText('培育型', second + 12, y)}`;
const check = (x: number): string => `${x + 1} ${y + 3} m ${x + 4} ${y} l ${x + 8} ${y + 7} l S`;
const cross = (x: number): string => `${x} ${y - 1} m ${x + 9} ${y + 8} l S ${x} ${y + 8} m ${x + 9} ${y - 1} l S`;
const both = `${frame(first)} ${frame(second)}`;

async function read(bytes: Buffer): Promise<unknown> {
  const { content } = await readFormFile('申报表.pdf', bytes);
  const { fields } = readForm(content, hunan);
  expect([fields['parkName']?.value, fields['totalArea']?.value]).toEqual(['星湖跨境电商产业园', '30000']);
  return fields['parkType']?.value ?? null;
}

test.each<[string, string, string | null]>([
  ['neither is ticked', both, null],
  ['a tick in the first', `${both} ${check(first)}`, '引领型'],
  ['a tick in the second', `${both} ${check(second)}`, '培育型'],
  ['ticks in both', `${both} ${check(first)} ${check(second)}`, null],
  ['a cross in the first', `${both} ${cross(first)}`, '引领型'],
  ['the first is filled', `${frame(first, 're B')} ${frame(second)}`, '引领型'],
  ['the first is filled in its middle', `${both} ${first + 2} ${y + 1} 5 5 re f`, '引领型'],
  ['the first is filled and has no frame', `${frame(first, 're f')} ${frame(second)}`, '引领型'],
  ['the first is filled with white', `1 g ${frame(first, 're B')} 0 g ${frame(second)} ${check(second)}`, '培育型'],
  ['the first is filled with a pale grey', `0.9 g ${frame(first, 're B')} 0 g ${frame(second)}`, null],
  [
    'the first was filled, and made empty again',
    `${frame(first, 're f')} 1 g ${frame(first, 're B')} 0 g ${frame(second)} ${check(second)}`,
    '培育型',
  ],
  ['a white tick on a dark ground', `0 0 1 rg ${frame(first, 're f')} 1 G ${check(first)} 0 G 0 g ${frame(second)}`, '引领型'],
  ['a white tick on the page', `${both} 1 G ${check(first)} 0 G ${check(second)}`, '培育型'],
  ['a tick that is a sign', `${both} ${pdfText('√', first, y)}`, '引领型'],
  ['a tick that goes far beyond', `${both} ${first + 4} ${y + 4} m ${first + 8} ${y - 1} l ${first + 20} ${y + 16} l S`, null],
])('%s', async (_what, drawing, expected) => {
  expect(await read(pdfPage(`${pdfRows(rows)}\n${drawing}\n${words}`))).toBe(expected);
});

test('squares that are cells of a table are none', async () => {
  const code = Array.from({ length: 6 }, (_, at) => `${300 + at * 9} ${y - 1} 9 9 re S ${pdfText(String(at + 1), 301 + at * 9, y + 1, 7)}`);
  const { content } = await readFormFile('申报表.pdf', pdfPage(`${pdfRows(rows)}\n${code.join('\n')}\n${pdfText('代码', 280, y)}`));
  expect(JSON.stringify(content)).not.toMatch(/[☑☐]/u);
});

describe.skipIf(!has('chromium'))('what a browser prints (needs chromium)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'boxes-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('its own boxes, and squares with a border', async () => {
    const html = `<meta charset=utf-8><style>table{border-collapse:collapse}td{border:1px solid}i{display:inline-block;width:11px;height:11px;border:1px solid}</style>
      <table><tr><td>产业园名称<td>星湖跨境电商产业园<tr><td>产业园类型<td><input type=checkbox>引领型 <input type=checkbox checked>培育型
      <tr><td>有中长期发展规划<td><i style="background:#000"></i>是 <i></i>否<tr><td>产业园总建筑面积（平方米）<td>30000</table>`;
    const [page, printed] = [join(folder, 'form.html'), join(folder, 'form.pdf')];
    writeFileSync(page, html);
    run('chromium', [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      `--user-data-dir=${folder}/profile`,
      '--no-pdf-header-footer',
      `--print-to-pdf=${printed}`,
      page,
    ]);
    const bytes = readFileSync(printed);
    expect(await read(bytes)).toBe('培育型');
    const { content } = await readFormFile('申报表.pdf', bytes);
    expect(readForm(content, hunan).fields['hasPlan']?.value).toBe(true);
  }, 60_000);
});
