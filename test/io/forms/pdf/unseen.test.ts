/** What a page of a PDF does not show, however it does so, is no digit; and what was typed into it counts. */
import { describe, expect, test } from 'vitest';
import { pdfText, type PdfParts } from '../../../fixtures/office.ts';
import { graphics, read, y } from './pdf-form.ts';

test('a figure that is only there is read', async () => {
  expect(await read('2.5')).toEqual({ trade: '2.5', unseen: [] });
});

describe('not seen', () => {
  const cases: Readonly<Record<string, readonly [after: string, parts?: PdfParts]>> = {
    'white on white': [`1 1 1 rg ${pdfText('9', 267.5, y)}`],
    'nearly white on white': [`0.97 0.97 0.97 rg ${pdfText('9', 267.5, y)}`],
    'white on white by grey': [`1 g ${pdfText('9', 267.5, y)}`],
    'white on white by cyan, magenta, yellow and black': [`0 0 0 0 k ${pdfText('9', 267.5, y)}`],
    'painted with nothing': [`BT /F1 9 Tf 3 Tr 267.5 ${y} Td <0039> Tj ET`],
    tiny: [pdfText('9', 267.5, y, 1)],
    'made tiny by its matrix': [`q 0.1 0 0 0.1 267.5 ${y} cm ${pdfText('9', 0, 0)} Q`],
    'in a layer that is off': [
      `/OC /L1 BDC ${pdfText('9', 267.5, y)} EMC`,
      {
        resources: '/Properties<</L1 8 0 R>>',
        catalog: '/OCProperties<</OCGs[8 0 R]/D<</OFF[8 0 R]>>>>',
        objects: ['<</Type/OCG/Name(notes)>>'],
      },
    ],
    'black on a black box': [`0 g 298 ${y - 2} 20 11 re f ${pdfText('9', 300, y)}`],
    'in a form of its own, white': [
      'q /X1 Do Q',
      {
        resources: '/XObject<</X1 8 0 R>>',
        objects: [
          `<</Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</Font<</F1 5 0 R>>>>/Length ${`1 g ${pdfText('9', 267.5, y)}`.length}>>stream\n1 g ${pdfText('9', 267.5, y)}\nendstream`,
        ],
      },
    ],
  };
  test.each(Object.entries(cases))('%s', async (_what, [after, parts = {}]) => {
    expect(await read('2.5', { after, ...parts })).toEqual({ trade: '2.5', unseen: ['9'] });
  });

  test('before the figure it stands beside', async () => {
    const after = `1 g ${pdfText('6', 254, y)} 0 g ${pdfText('7.5', 258.5, y)}`;
    expect(await read('', { after })).toEqual({ trade: '7.5', unseen: ['6'] });
  });

  test('in one run with the figure', async () => {
    const after = `BT /F1 9 Tf 254 ${y} Td 1 g <0036> Tj 0 g <0037002e0035> Tj ET`;
    expect(await read('', { after })).toEqual({ trade: '7.5', unseen: ['6'] });
  });

  test('painted over, and another figure written there', async () => {
    const after = `1 g 253 ${y - 3} 60 13 re f 0 g ${pdfText('7.5', 254, y)}`;
    expect(await read('12', { after })).toEqual({ trade: '7.5', unseen: ['12'] });
  });

  test('outside the page', async () => {
    const after = pdfText('产业园跨境电商年进出口额 99', 620, y);
    expect(await read('2.5', { after })).toEqual({ trade: '2.5', unseen: ['产业园跨境电商年进出口额99'] });
  });
});

describe('seen', () => {
  const cases: Readonly<Record<string, readonly [text: string, around: { before?: string; after?: string }, parts?: PdfParts]>> = {
    'white on a dark ground': ['', { after: `0.1 0.2 0.4 rg 252 ${y - 4} 100 15 re f 1 g ${pdfText('2.5', 254, y)}` }],
    'on a light ground painted before': ['2.5', { before: '0.95 0.9 0.8 rg 250 700 280 100 re f 0 g' }],
    'under a highlighter that lets it through': [
      '2.5',
      { after: `/H gs 1 1 0 rg 252 ${y - 4} 100 15 re f` },
      graphics('H', '/BM/Multiply'),
    ],
    'under a thin colour': ['2.5', { after: `/H gs 1 1 0 rg 252 ${y - 4} 100 15 re f` }, graphics('H', '/ca 0.3')],
    'inside a frame painted as two boxes': ['2.5', { before: '0 g 40 600 500 210 re 42 602 496 206 re f*' }],
    grey: ['', { after: `0.4 g ${pdfText('2.5', 254, y)}` }],
    'with a line under it': ['2.5', { after: `254 ${y - 2} 14 0.5 re f` }],
    'in a layer that is shown': [
      '',
      { after: `/OC /L1 BDC ${pdfText('2.5', 254, y)} EMC` },
      { resources: '/Properties<</L1 8 0 R>>', catalog: '/OCProperties<</OCGs[8 0 R]/D<<>>>>', objects: ['<</Type/OCG/Name(notes)>>'] },
    ],
    'made large by its matrix': ['', { after: `q 9 0 0 9 254 ${y} cm ${pdfText('2.5', 0, 0, 1)} Q` }],
  };
  test.each(Object.entries(cases))('%s', async (_what, [text, around, parts = {}]) => {
    expect(await read(text, { ...around, ...parts })).toEqual({ trade: '2.5', unseen: [] });
  });
});

describe('one figure or two', () => {
  test.each([
    ['painted twice, a hair beside', `${pdfText('2.5', 254, y)} ${pdfText('2.5', 254.4, y)}`, '2.5'],
    ['set apart by a tabulator', `${pdfText('2', 254, y)} ${pdfText('500', 290, y)}`, null],
    ['far apart in one cell', `${pdfText('12', 254, y)} ${pdfText('345.6', 420, y)}`, null],
    ['two lines that end at the right edge', `${pdfText('32', 515, y + 5, 7)} ${pdfText('40', 515, y - 4, 7)}`, null],
    ['two lines from the left', `${pdfText('32', 254, y + 5, 7)} ${pdfText('40', 254, y - 4, 7)}`, null],
    ['with a line between', `${pdfText('25', 254, y)} 272.4 ${y - 2} m 272.4 ${y + 9} l S ${pdfText('300', 272.8, y)}`, null],
    ['with a line before it', `253 ${y - 2} m 253 ${y + 9} l S ${pdfText('300', 254, y)}`, '300'],
    ['grouped by a narrow blank', `${pdfText('1', 254, y)} ${pdfText('200', 266, y)}`, '1200'],
  ])('%s', async (_what, after, trade) => {
    expect((await read('', { after })).trade).toBe(trade);
  });
});

describe('typed into it', () => {
  const rect = `[252 ${y - 4} 400 ${y + 11}]`;
  const annotated = (annotation: string, catalog = ''): PdfParts => ({ page: '/Annots[8 0 R]', catalog, objects: [annotation] });
  const fields = '/AcroForm<</Fields[8 0 R]/DA(/F1 9 Tf 0 g)>>';

  test('into a field of its own', async () => {
    const parts = annotated(`<</Type/Annot/Subtype/Widget/FT/Tx/T(trade)/V(2.5)/F 4/DA(/F1 9 Tf 0 g)/Rect${rect}>>`, fields);
    expect(await read('', parts)).toEqual({ trade: '2.5', unseen: [] });
  });

  test('into a field that is hidden', async () => {
    const parts = annotated(`<</Type/Annot/Subtype/Widget/FT/Tx/T(trade)/V(2.5)/F 2/DA(/F1 9 Tf 0 g)/Rect${rect}>>`, fields);
    expect(await read('', parts)).toEqual({ trade: null, unseen: [] });
  });

  test('as words set upon the page', async () => {
    expect(await read('', annotated(`<</Type/Annot/Subtype/FreeText/Contents(2.5)/F 4/DA(/Helv 9 Tf 0 g)/Rect${rect}>>`))).toEqual({
      trade: '2.5',
      unseen: [],
    });
  });

  test('a remark that only opens is no part of it', async () => {
    expect(await read('2.5', annotated(`<</Type/Annot/Subtype/Text/Contents(9)/F 4/Rect${rect}>>`))).toEqual({ trade: '2.5', unseen: [] });
  });

  test('struck out by a mark upon the page', async () => {
    const quad = [254, y + 8, 258.5, y + 8, 254, y - 2, 258.5, y - 2].join(' ');
    const parts = annotated(`<</Type/Annot/Subtype/StrikeOut/F 4/C[1 0 0]/QuadPoints[${quad}]/Rect[254 ${y - 2} 258.5 ${y + 8}]>>`);
    expect((await read('67.5', parts)).trade).not.toBe('67.5');
  });
});
