/** A unit that a page of a PDF names anywhere counts as one over its table does, however it is set; one that is not understood leaves amounts open. */
import { expect, test } from 'vitest';
import { readForm } from '../../../../domain/form/read-form.ts';
import { readFormFile } from '../../../../electron/io/forms/read-form-file.ts';
import { pdfPage, pdfRow, pdfRows, pdfText } from '../../../fixtures/office.ts';
import { hunan } from '../../../fixtures/reading.ts';
import { hex, turned } from './pdf-form.ts';

const rows = pdfRows([
  ['产业园名称', '星湖跨境电商产业园'],
  ['产业园跨境电商年进出口额', '32000'],
  ['产业园总建筑面积（平方米）', '32000'],
]);

/** The trade of the form, or `? reason`, with something painted beside the table. */
async function trade(painted: string, page = ''): Promise<string> {
  const { content } = await readFormFile('申报表.pdf', pdfPage(`${rows} ${painted} 0 g`, { page }));
  const { fields } = readForm(content, hunan);
  expect(fields['totalArea']?.value).toBe('32000');
  const read = fields['annualTrade'];
  return read?.value == null ? `? ${read?.why}` : String(read.value);
}

test.each([
  ['over the table', pdfText('单位：万元', 480, 812), '3.2'],
  ['as a foot note', pdfText('注：金额单位为万元', 54, 40, 7), '3.2'],
  ['behind the mark of a note', pdfText('①金额单位：万元', 54, 40, 7), '3.2'],
  ['behind a star', pdfText('*单位：万元', 54, 40, 7), '3.2'],
  ['behind a raised figure', `${pdfText('1', 54, 44, 4)} ${pdfText('单位：万元', 58, 40, 8)}`, '3.2'],
  ['in small print', pdfText('注：金额单位为万元', 54, 40, 3.5), '3.2'],
  ['in grey', `0.6 g ${pdfText('注：金额单位为万元', 54, 40, 7)}`, '3.2'],
  ['paler than what is read', `0.8 g ${pdfText('注：金额单位为万元', 54, 40, 7)}`, '3.2'],
  ['in red', `1 0 0 rg ${pdfText('注：金额单位为万元', 54, 40, 7)}`, '3.2'],
  ['up the margin', turned('注：金额单位为万元', 30, 700, 8, 90), '3.2'],
  ['down the margin', turned('注：金额单位为万元', 560, 780, 8, -90), '3.2'],
  ['down the margin, sign below sign', Array.from('单位：万元', (sign, at) => pdfText(sign, 560, 780 - at * 11)).join(' '), '3.2'],
  ['aslant', turned('单位：万元', 420, 805, 9, 20), '3.2'],
  ['beside the title', `${pdfText('湖南省跨境电商产业园申报表', 200, 825, 14)} ${pdfText('（单位：万元）', 480, 825)}`, '3.2'],
  ['in a page header of two', `${pdfText('湖南省商务厅', 54, 825)} ${pdfText('单位：万元', 400, 825)}`, '3.2'],
  ['in a frame of its own', `400 805 100 18 re S ${pdfText('单位：万元', 404, 810)}`, '3.2'],
  ['in parts', `${pdfText('单位', 54, 812)} ${pdfText('：', 200, 812)} ${pdfText('万元', 300, 812)}`, '3.2'],
  ['in two lines', `${pdfText('金额单位：', 54, 815)} ${pdfText('万元', 54, 805)}`, '? unitOpen'],
  ['alone', pdfText('万元', 500, 812), '? unitOpen'],
  ['as a note beside its row', pdfText('①万元', 535, pdfRow(1)), '? unitOpen'],
  ['of another currency', `0.8 g ${turned('币种：美元', 30, 700, 8, 90)}`, '? currency'],
  ['of another measure', pdfText('面积单位：亩', 54, 40, 7), '32000'],
  ['where nobody sees it', `1 g ${pdfText('单位：万元', 54, 812)}`, '32000'],
  ['as who fills it in', pdfText('填报单位：星湖公司', 54, 812), '32000'],
])('%s', async (_what, painted, expected) => {
  expect(await trade(painted)).toBe(expected);
});

test('in a frame under columns that no line parts', async () => {
  const cells = [
    ['湖南省跨境电商产业园申报表', ''],
    ['产业园名称', '星湖跨境电商产业园'],
    ['产业园跨境电商年进出口额', '32000'],
    ['产业园总建筑面积（平方米）', '32000'],
  ] as const;
  const columns = cells.map(([label, value], row) => `${pdfText(label, 54, 780 - row * 26)} ${pdfText(value, 300, 780 - row * 26)}`);
  const page = pdfPage(`${columns.join(' ')} 50 600 300 20 re S ${pdfText('注：金额单位为万元', 54, 606)}`);
  const { fields } = readForm((await readFormFile('申报表.pdf', page)).content, hunan);
  expect([fields['annualTrade']?.value, fields['totalArea']?.value]).toEqual(['3.2', '32000']);
});

test('in words set upon the page', async () => {
  const words = `<</Type/Annot/Subtype/FreeText/F 4/DA(/Helv 9 Tf 0 g)/Rect[50 805 200 820]/Contents<FEFF${hex('单位：万元')}>>>`;
  expect(await trade('', `/Annots[${words}]`)).toBe('3.2');
});

test('words aside are no answers', async () => {
  const page = pdfPage(`${rows} 0.8 g ${pdfText('联系人：李四', 54, 40)}`);
  const { content } = await readFormFile('申报表.pdf', page);
  expect(content.margins).toEqual(['联系人：李四']);
  expect(readForm(content, hunan).fields['contact']?.value ?? null).toBeNull();
});
