/** Which text the eye reads on a page of a PDF: what is hidden, what lies aside, what is struck, raised, or set wide. */
import { describe, expect, test } from 'vitest';
import { readFormFile } from '../../../../electron/io/forms/read-form-file.ts';
import { pdfPage, pdfText, type PdfParts } from '../../../fixtures/office.ts';
import { formObject, graphics, hex, read, stream, turned, y, type Around } from './pdf-form.ts';

/** Over the figure `2.5` of the form, and over nothing else. */
const overFigure = `253 ${y - 3} 60 13`;
const nine = pdfText('9', 281, y);
/** A page object's own form that is painted as X1. */
const own = (content: string, entries?: string): PdfParts => ({
  resources: '/XObject<</X1 8 0 R>>',
  objects: [formObject(content, entries)],
});
const image = (entries: string, data: string): PdfParts => ({
  resources: '/XObject<</I1 8 0 R>>',
  objects: [stream(`/Type/XObject/Subtype/Image/Width 2/Height 2/Filter/ASCIIHexDecode${entries}`, `${data}>`)],
});
const put = (name: string, box = '60 0 0 13'): string => `q ${box} 253 ${y - 3} cm /${name} Do Q`;

/** A shading by the name of S1, from one grey to another. */
const shading = (from: string, to: string): string =>
  `/Shading<</S1<</ShadingType 2/ColorSpace/DeviceGray/Coords[253 0 350 0]/Extend[true true]/Function<</FunctionType 2/Domain[0 1]/C0[${from}]/C1[${to}]/N 1>>>>>>`;

describe('covered: the figure under it is not read, and is told', () => {
  const cases: Readonly<Record<string, Around>> = {
    'by a white picture': { after: put('I1'), ...image('/ColorSpace/DeviceGray/BitsPerComponent 8', 'FFFFFFFF') },
    'by a black picture': { after: put('I1'), ...image('/ColorSpace/DeviceGray/BitsPerComponent 8', '00000000') },
    'by a white picture of one bit': { after: put('I1'), ...image('/ColorSpace/DeviceGray/BitsPerComponent 1', 'FFFF') },
    'by a white stencil': { after: `1 g ${put('I1')}`, ...image('/ImageMask true/BitsPerComponent 1', '0000') },
    'by a picture in the page itself': { after: `q 60 0 0 13 253 ${y - 3} cm BI /W 1 /H 1 /CS /G /BPC 8 /F /AHx ID FF> EI Q` },
    'by a white box with round corners': {
      after: `1 g 256 ${y - 3} m 310 ${y - 3} l 313 ${y - 3} 313 ${y} 313 ${y} c 313 ${y + 8} l 313 ${y + 10} 310 ${y + 10} 310 ${y + 10} c 256 ${y + 10} l 253 ${y + 10} 253 ${y + 8} 253 ${y + 8} c 253 ${y} l 253 ${y - 3} 256 ${y - 3} 256 ${y - 3} c f`,
    },
    'by a white box that is turned': { after: `q 1 g 0.98 0.17 -0.17 0.98 253 ${y - 6} cm 0 0 60 15 re f Q` },
    'by a form of its own, white': { after: 'q /X1 Do Q', ...own(`1 g ${overFigure} re f`) },
    'by a group of its own, white': {
      after: 'q /X1 Do Q',
      ...own(`1 g ${overFigure} re f`, '/BBox[0 0 595 842]/Group<</S/Transparency>>'),
    },
    'by a thick white line': { after: `1 G 14 w 253 ${y + 3} m 313 ${y + 3} l S` },
    'by white that hardly lets through': { after: `/H gs 1 g ${overFigure} re f`, ...graphics('H', '/ca 0.97') },
    'by a pattern': {
      after: `/Pattern cs /P1 scn ${overFigure} re f`,
      resources: '/Pattern<</P1 8 0 R>>',
      objects: [
        stream('/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 5 5]/XStep 5/YStep 5/Resources<<>>', '1 g 0 0 5 5 re f'),
      ],
    },
    'by white blocks of a font': { after: `1 g ${pdfText('██████', 253, y, 10)}` },
    'in its upper half': { after: `1 g 253 ${y + 3} 60 8 re f` },
    'in its lower part': { after: `1 g 253 ${y - 3} 60 5 re f` },
    'by a shading': {
      after: `q ${overFigure} re W n /S1 sh Q`,
      resources: shading('1', '1'),
    },
  };
  test.each(Object.entries(cases))('%s', async (_what, around) => {
    expect(await read('2.5', around)).toEqual({ trade: null, unseen: ['2.5'] });
  });
});

describe('not covered: the figure is read', () => {
  const cases: Readonly<Record<string, Around>> = {
    'by white that is clipped elsewhere': { after: `q 400 400 10 10 re W n 1 g ${overFigure} re f Q` },
    'by the hole of a frame': { after: `1 g 0 0 595 842 re 40 600 500 210 re f*` },
    'by a form whose box is elsewhere': { after: '/X1 Do', ...own(`1 g ${overFigure} re f`, '/BBox[400 400 410 410]') },
    'by a picture that lets it through': {
      after: put('I1'),
      resources: '/XObject<</I1 8 0 R>>',
      objects: [
        stream(
          '/Type/XObject/Subtype/Image/Width 1/Height 1/Filter/ASCIIHexDecode/ColorSpace/DeviceGray/BitsPerComponent 8/SMask 9 0 R',
          'FF>',
        ),
        stream('/Type/XObject/Subtype/Image/Width 1/Height 1/Filter/ASCIIHexDecode/ColorSpace/DeviceGray/BitsPerComponent 8', '00>'),
      ],
    },
    'by a stencil that paints nothing': { after: `1 g ${put('I1')}`, ...image('/ImageMask true/BitsPerComponent 1', 'FFFF') },
    'by a white picture that darkens only': {
      after: `/H gs ${put('I1')}`,
      resources: '/XObject<</I1 8 0 R>>/ExtGState<</H<</BM/Multiply>>>>',
      objects: image('/ColorSpace/DeviceGray/BitsPerComponent 8', 'FFFFFFFF').objects ?? [],
    },
    'by a white picture painted before': { before: put('I1'), ...image('/ColorSpace/DeviceGray/BitsPerComponent 8', 'FFFFFFFF') },
    'by a white line that is thin': { after: `1 G 1 w 253 ${y + 3} m 313 ${y + 3} l S` },
    'by white in a layer that is off': {
      after: `/OC /L1 BDC 1 g ${overFigure} re f EMC`,
      resources: '/Properties<</L1 8 0 R>>',
      catalog: '/OCProperties<</OCGs[8 0 R]/D<</OFF[8 0 R]>>>>',
      objects: ['<</Type/OCG/Name(notes)>>'],
    },
    'by the shape of a mask': {
      after: '/H gs',
      resources: '/ExtGState<</H<</SMask<</S/Luminosity/G 8 0 R>>>>>>',
      objects: [formObject(`1 g ${overFigure} re f`, '/BBox[0 0 595 842]/Group<</S/Transparency/CS/DeviceGray>>')],
    },
  };
  test.each(Object.entries(cases))('%s', async (_what, around) => {
    expect(await read('2.5', around)).toEqual({ trade: '2.5', unseen: [] });
  });
});

describe('a 9 that nobody sees beside the figure is told', () => {
  const cases: Readonly<Record<string, Around>> = {
    'outside what is clipped': { after: `q 40 40 10 10 re W n ${nine} Q` },
    'outside what a form shows': { after: '/X1 Do', ...own(nine, '/BBox[40 40 50 50]') },
    'wholly transparent': { after: `/H gs ${nine}`, ...graphics('H', '/ca 0') },
    'nearly transparent': { after: `/H gs ${nine}`, ...graphics('H', '/ca 0.03') },
    'in a transparent group': {
      after: '/H gs /X1 Do',
      resources: '/XObject<</X1 8 0 R>>/ExtGState<</H<</ca 0>>>>',
      objects: [formObject(nine, '/BBox[0 0 595 842]/Group<</S/Transparency>>')],
    },
    'white on a shading that ends in white': {
      after: `q 253 ${y - 3} 100 13 re W n /S1 sh Q 0 g ${pdfText('2.5', 254, y)} 1 g ${nine}`,
      resources: shading('0.5', '1'),
    },
    'squeezed to nothing': { after: `BT /F1 9 Tf 1 Tz 281 ${y} Td <0039> Tj ET` },
    'an outline in white': { after: `1 G BT /F1 9 Tf 1 Tr 281 ${y} Td <0039> Tj ET` },
    'only a border for what follows': { after: `BT /F1 9 Tf 7 Tr 281 ${y} Td <0039> Tj ET` },
    'in a form of a layer that is off': {
      after: '/X1 Do',
      resources: '/XObject<</X1 8 0 R>>',
      catalog: '/OCProperties<</OCGs[9 0 R]/D<</OFF[9 0 R]>>>>',
      objects: [formObject(nine, '/BBox[0 0 595 842]/OC 9 0 R'), '<</Type/OCG/Name(notes)>>'],
    },
    'white on a white picture': {
      after: `${put('I1', '120 0 0 13')} ${pdfText('2.5', 254, y)} 1 g ${nine}`,
      ...image('/ColorSpace/DeviceGray/BitsPerComponent 8', 'FFFFFFFF'),
    },
  };
  test.each(Object.entries(cases))('%s', async (what, around) => {
    const trade = what.startsWith('white on a') ? '' : '2.5';
    expect(await read(trade, around)).toEqual({ trade: '2.5', unseen: ['9'] });
  });

  test('outside the part of the page that is shown', async () => {
    const around = { page: '/CropBox[0 0 530 842]', after: pdfText('9', 535, y) };
    expect(await read('2.5', around)).toEqual({ trade: '2.5', unseen: ['9'] });
  });
});

describe('a 9 that one viewer shows and another does not: the figure beside it is not read', () => {
  const cases: Readonly<Record<string, Around>> = {
    'behind a mask': {
      after: `/H gs ${nine}`,
      resources: '/ExtGState<</H<</SMask<</S/Luminosity/G 8 0 R>>>>>>',
      objects: [formObject('0 g 0 0 595 842 re f', '/BBox[0 0 595 842]/Group<</S/Transparency/CS/DeviceGray>>')],
    },
    'inside an empty path': { after: `q W n ${nine} Q` },
    'black that only lightens': { after: `/H gs ${nine}`, ...graphics('H', '/BM/Screen') },
  };
  test.each(Object.entries(cases))('%s', async (_what, around) => {
    expect(await read('2.5', around)).toEqual({ trade: null, unseen: ['9'] });
  });
});

describe('a font of drawings', () => {
  const drawn = (drawing: string): PdfParts => ({
    resources: '/XObject<</X1 8 0 R>>',
    objects: [
      stream('/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</Font<</T 9 0 R>>>>', `BT /T 9 Tf 281 ${y} Td (9) Tj ET`),
      '<</Type/Font/Subtype/Type3/FontBBox[0 0 1000 1000]/FontMatrix[0.001 0 0 0.001 0 0]/FirstChar 57/LastChar 57/Widths[500]/CharProcs<</nine 10 0 R>>/Encoding<</Differences[57/nine]>>/Resources<<>>>>',
      stream('', drawing),
    ],
  });
  test('that draws nothing is not seen', async () => {
    expect(await read('2.5', { after: '/X1 Do', ...drawn('500 0 0 0 500 700 d1') })).toEqual({ trade: '2.5', unseen: ['9'] });
  });
  test('that draws is read', async () => {
    expect((await read('2.5', { after: '/X1 Do', ...drawn('500 0 0 0 500 700 d1 0 0 500 700 re f') })).trade).toBe('2.59');
  });
});

describe('seen: no alarm', () => {
  const cases: Readonly<Record<string, Around>> = {
    'an outline in black': { after: `BT /F1 9 Tf 0.3 w 1 Tr 254 ${y} Td <${hex('2.5')}> Tj ET` },
    'white letters with a black outline': { after: `BT /F1 9 Tf 0.3 w 1 g 2 Tr 254 ${y} Td <${hex('2.5')}> Tj ET` },
    'filled and clipped to': { after: `q BT /F1 9 Tf 4 Tr 254 ${y} Td <${hex('2.5')}> Tj ET Q` },
    'white on a dark picture': {
      after: `${put('I1')} 1 g ${pdfText('2.5', 254, y)}`,
      ...image('/ColorSpace/DeviceGray/BitsPerComponent 8', '20202020'),
    },
    'white on a dark shading': {
      after: `q ${overFigure} re W n /S1 sh Q 1 g ${pdfText('2.5', 254, y)}`,
      resources: shading('0.1', '0.4'),
    },
    'black on a light shading': { after: `q ${overFigure} re W n /S1 sh Q 0 g ${pdfText('2.5', 254, y)}`, resources: shading('0.7', '1') },
    'inside what is clipped': { after: `q ${overFigure} re W n ${pdfText('2.5', 254, y)} Q` },
    'in a group': { after: '/X1 Do', ...own(pdfText('2.5', 254, y), '/BBox[0 0 595 842]/Group<</S/Transparency>>') },
    'half transparent': { after: `/H gs ${pdfText('2.5', 254, y)}`, ...graphics('H', '/ca 0.6') },
  };
  test.each(Object.entries(cases))('%s', async (_what, around) => {
    expect(await read('', around)).toEqual({ trade: '2.5', unseen: [] });
  });
});

/** Words on a circle, and a line across it, in red. */
function seal(date: string, x: number, at: number): string {
  const signs = Array.from('湖南省星湖跨境电商管理委员会');
  const around = signs.map((sign, index) => {
    const angle = 200 - (index * 220) / (signs.length - 1);
    const [cos, sin] = [Math.cos((angle * Math.PI) / 180), Math.sin((angle * Math.PI) / 180)];
    return turned(sign, x + 40 * cos, at + 40 * sin, 9, angle - 90);
  });
  return `q 1 0 0 rg 1 0 0 RG ${around.join(' ')} ${x - 46} ${at} 92 92 re S ${x - 30} ${at + 1} m ${x + 34} ${at + 1} l S ${date} Q`;
}

describe('aside: the figure is read without it', () => {
  const cases: Readonly<Record<string, Around>> = {
    'aslant and dark': { after: turned('样本', 270, y, 14, 45) },
    'aslant figures': { after: turned('2024', 268, y, 9, 30) },
    'aslant and pale': { after: `0.85 g ${turned('机密', 250, y - 10, 40, 45)}` },
    'pale and level': { after: `0.8 g ${pdfText('样本', 282, y)}` },
    'pale, level, and large': { after: `0.85 g ${pdfText('样本', 250, y - 20, 60)}` },
    'large and dark, over it': { after: `0.3 g ${pdfText('机密', 240, y - 20, 60)}` },
    'large and before it': { before: `0.5 g ${pdfText('2024', 240, y - 20, 60)} 0 g` },
    'upside down': { after: turned('样本', 300, y + 6, 9, 180) },
    mirrored: { after: `q -1 0 0 1 300 ${y} cm ${pdfText('9', 0, 0)} Q` },
    'hardly to be seen, aslant, with figures': { after: `0.97 g ${turned('2024', 262, y, 30, 30)}` },
    'white and strewn': { after: `1 g ${[270, 300, 330, 360].map((x) => pdfText('内部', x, y)).join(' ')}` },
    'pale, with figures, and strewn': { after: `0.8 g ${[270, 310, 350].map((x) => pdfText('内部8848', x + 20, y)).join(' ')}` },
    'a seal drawn of short lines, in black': {
      after: `${Array.from({ length: 60 }, (_, at) => `${(330 + 50 * Math.cos((at * Math.PI) / 30)).toFixed(2)} ${(y + 50 * Math.sin((at * Math.PI) / 30)).toFixed(2)} ${at === 0 ? 'm' : 'l'}`).join(' ')} s`,
    },
    'a seal': { after: seal('', 300, y) },
    'in red over it': { after: `1 0 0 rg ${pdfText('星', 256, y)}` },
  };
  test.each(Object.entries(cases))('%s', async (_what, around) => {
    expect(await read('2.5', around)).toEqual({ trade: '2.5', unseen: [] });
  });

  test('a pale figure beside it is no part of it, and is told', async () => {
    expect(await read('2.5', { after: `0.8 g ${nine}` })).toEqual({ trade: '2.5', unseen: ['9'] });
  });

  test('a pale hint in an empty cell is no value', async () => {
    expect(await read('', { after: `0.75 g ${pdfText('9', 254, y)}` })).toEqual({ trade: null, unseen: ['9'] });
  });

  test.each([
    ['a date of a seal beside it', `1 0 0 rg ${pdfText('15', 281, y)}`],
    ['a date of a seal over it', `1 0 0 rg ${pdfText('15', 258, y)}`],
    ['another figure over it', pdfText('8', 259, y)],
    ['half transparent beside it', `/H gs ${nine}`, '/ca 0.5'],
    ['a figure somewhat larger beside it', pdfText('7', 281, y, 12)],
  ])('%s is another figure: none is read', async (_what, after, entries = '') => {
    expect(await read('2.5', { after, ...graphics('H', entries) })).toEqual({ trade: null, unseen: [] });
  });

  test('a figure too large for its row is not read, and is told', async () => {
    expect(await read('', { after: pdfText('7', 254, y - 4, 24) })).toEqual({ trade: null, unseen: ['7'] });
  });

  test('a red figure beside a red seal is read', async () => {
    expect(await read('', { after: `1 0 0 rg ${pdfText('2.5', 254, y)} ${seal('', 420, y)}` })).toEqual({ trade: '2.5', unseen: [] });
  });

  test('words recognised wrongly over words that are seen are no alarm', async () => {
    const after = `BT /F1 9 Tf 3 Tr 52 ${y + 1} Td <${hex('严业园')}> Tj ET`;
    expect(await read('2.5', { after })).toEqual({ trade: '2.5', unseen: [] });
  });

  test('recognised words over the same words are no alarm', async () => {
    const after = `BT /F1 9 Tf 3 Tr 255 ${y} Td <${hex('2.5')}> Tj ET`;
    expect(await read('2.5', { after })).toEqual({ trade: '2.5', unseen: [] });
  });

  test('hidden words away from every value are no alarm', async () => {
    expect(await read('2.5', { after: `1 g ${pdfText('第1页', 270, 40)}` })).toEqual({ trade: '2.5', unseen: [] });
  });
});

describe('a scan with recognised words', () => {
  const scan = (words: string): Buffer =>
    pdfPage(`q 595 0 0 842 0 0 cm /I1 Do Q ${words}`, image('/ColorSpace/DeviceGray/BitsPerComponent 8', 'FFF0F0FF'));
  const recognised = `3 Tr ${pdfText('产业园跨境电商年进出口额（亿元）', 54, y)} ${pdfText('2.5', 254, y)}`;

  test('is a picture of a form', async () => {
    expect((await readFormFile('申报表.pdf', scan(recognised))).format).toBe('scan');
  });

  test('on which a scanner wrote its line is no alarm', async () => {
    const { content } = await readFormFile('申报表.pdf', scan(`${recognised} 0 Tr ${pdfText('扫描全能王 创建', 400, y)}`));
    expect({ paragraphs: content.paragraphs, unseen: content.unseen }).toEqual({ paragraphs: ['扫描全能王 创建'], unseen: undefined });
  });
});

describe('raised', () => {
  const set = (operators: string): Around => ({ after: `BT /F1 9 Tf 254 ${y} Td ${operators} ET` });
  test.each([
    ['by a text rise', `<${hex('2.5')}> Tj 4 Ts <0031> Tj`],
    ['by a text rise, and small', `<${hex('2.5')}> Tj 4 Ts /F1 5 Tf <0031> Tj`],
    ['lowered', `<${hex('2.5')}> Tj -3 Ts /F1 5 Tf <0031> Tj`],
    ['small, at the top', `<${hex('2.5')}> Tj /F1 5 Tf 0 4 Td 27 0 Td <0031> Tj`],
  ])('%s it is a mark', async (_what, operators) => {
    expect((await read('', set(operators))).trade).toBe('2.5');
  });

  test.each([
    ['before a larger unit that stands lower', `2 Ts <${hex('30')}> Tj 0 Ts /F1 12 Tf <${hex('亿元')}> Tj`, '30'],
    ['after a word, on another line', `<${hex('约')}> Tj 2 Ts <${hex('30')}> Tj`, '30'],
  ])('%s it is the figure itself', async (_what, operators, trade) => {
    expect((await read('', set(operators))).trade).toBe(trade);
  });

  test('before the figure it is no digit of it', async () => {
    expect((await read('', set(`4 Ts /F1 5 Tf <0031> Tj 0 Ts /F1 9 Tf <${hex('2.5')}> Tj`))).trade).toBeNull();
  });

  test('small on the line itself is another figure', async () => {
    expect((await read('', set(`<${hex('32')}> Tj /F1 5 Tf <0031> Tj`))).trade).toBeNull();
  });
});

describe('a line', () => {
  const through = y + 3;
  test.each([
    ['through it strikes it out', `254 ${through} m 281 ${through} l S`, null],
    ['a little longer', `250.5 ${through} m 286 ${through} l S`, null],
    ['as a bar', `254 ${through} 27 0.6 re f`, null],
    ['through its first figure', `253 ${through} m 263 ${through} l S`, null],
    ['through its last figure', `272 ${through} m 281 ${through} l S`, null],
    ['drawn by hand', `253 ${through} m 257 ${y + 4} 260 ${y + 2} 265 ${through} c 270 ${y + 5} 274 ${y + 2} 282 ${y + 4} c S`, null],
    ['from corner to corner', `252 ${y - 2} m 283 ${y + 9} l S`, null],
    ['in dashes', `[2 1] 0 d 254 ${through} m 281 ${through} l S`, null],
    [
      'in dashes, each drawn for itself',
      Array.from({ length: 9 }, (_, at) => `${254 + at * 3} ${through} m ${256 + at * 3} ${through} l S`).join(' '),
      null,
    ],
    ['of dots', Array.from({ length: 18 }, (_, at) => `${254 + at * 1.5} ${through} 0.75 0.75 re f`).join(' '), null],
    ['of dots, under it', Array.from({ length: 18 }, (_, at) => `${254 + at * 1.5} ${y - 1.5} 0.75 0.75 re f`).join(' '), '2.5'],
    ['crossing another', `253 ${y - 2} m 282 ${y + 9} l S 253 ${y + 9} m 282 ${y - 2} l S`, null],
    ['in a zigzag', `253 ${y + 2} m 258 ${y + 5} l 263 ${y + 2} l 268 ${y + 5} l 273 ${y + 2} l 282 ${y + 5} l S`, null],
    [
      'under it, in dashes',
      Array.from({ length: 9 }, (_, at) => `${254 + at * 3} ${y - 1.5} m ${256 + at * 3} ${y - 1.5} l S`).join(' '),
      '2.5',
    ],
    ['under it', `254 ${y - 1.5} m 281 ${y - 1.5} l S`, '2.5'],
    ['through the whole cell, of a table', `250 ${through} m 530 ${through} l S`, '2.5'],
    ['of a seal across it', `1 0 0 RG 230 ${through} m 330 ${through} l S`, '2.5'],
    ['of a seal that is square', `1 0 0 RG 240 ${through} 60 60 re S`, '2.5'],
    [
      'round it, of a seal',
      `1 0 0 RG 220 ${through} m 220 ${y + 60} 320 ${y + 60} 320 ${through} c 320 ${y - 50} 220 ${y - 50} 220 ${through} c S`,
      '2.5',
    ],
    ['in white', `1 G 254 ${through} m 281 ${through} l S`, '2.5'],
  ])('%s', async (_what, after, trade) => {
    expect((await read('2.5', { after })).trade).toBe(trade);
  });
});

describe('set wide', () => {
  const line = (operators: string): Around => ({ after: `BT /F1 9 Tf 254 ${y} Td ${operators} ET` });
  const spread = (digits: string, by: readonly number[]): string =>
    `[${Array.from(digits, (digit, at) => `<${hex(digit)}>${by[at] === undefined ? '' : ` ${-by[at]}`}`).join(' ')}] TJ`;
  test.each([
    ['at even distances', spread('25000', [500, 500, 500, 500]), '25000'],
    ['at even distances, with a point', spread('12.5', [400, 400, 400]), '12.5'],
    ['by the spacing of characters', `4 Tc <${hex('25000')}> Tj`, '25000'],
    ['a digit at a time', '<0032> Tj 13 0 Td <0035> Tj 13 0 Td <0030> Tj', '250'],
    ['at even distances, with its unit', spread('2.5亿元', [400, 400, 400, 400]), '2.5'],
    ['at uneven distances', spread('2500', [200, 700, 200]), null],
    ['far apart', spread('2500', [1500, 1500, 1500]), null],
    ['two digits', spread('25', [500]), null],
    ['in thousands', spread('25000', [0, 300, 0, 0]), '25000'],
  ])('%s', async (_what, operators, trade) => {
    expect((await read('', line(operators))).trade).toBe(trade);
  });
});

describe('turned', () => {
  test.each([90, 180, 270])('a page whose file turns it by %d degrees', async (degrees) => {
    // what is drawn lies on its side, and is turned back
    const matrix = { 90: '0 1 -1 0 842 0', 180: '-1 0 0 -1 595 842', 270: '0 -1 1 0 0 595' }[degrees] ?? '';
    const box = degrees === 180 ? '' : '/MediaBox[0 0 842 595]';
    expect(await read('2.5', { before: `q ${matrix} cm`, after: `1 g ${nine} Q`, page: `${box}/Rotate ${degrees}` })).toEqual({
      trade: '2.5',
      unseen: ['9'],
    });
  });

  test.each([
    ['up', '0 1 -1 0 842 0'],
    ['down', '0 -1 1 0 0 595'],
  ])('a page drawn on its side, %s', async (_what, matrix) => {
    expect(await read('2.5', { before: `q ${matrix} cm`, after: 'Q', page: '/MediaBox[0 0 842 595]' })).toEqual({
      trade: '2.5',
      unseen: [],
    });
  });

  test('a page in larger units', async () => {
    expect(await read('2.5', { before: 'q 0.1 0 0 0.1 0 0 cm', after: 'Q', page: '/MediaBox[0 0 59.5 84.2]/UserUnit 10' })).toEqual({
      trade: '2.5',
      unseen: [],
    });
  });

  test.each([
    ['up', turned('2.5', 300, y - 5, 5, 90)],
    ['down', turned('2.5', 300, y + 10, 5, -90)],
  ])('a figure that runs %s in its cell', async (_what, after) => {
    expect((await read('', { after })).trade).toBe('2.5');
  });

  test.each([
    ['up', 90, 75, 95, 640],
    ['down', -90, 85, 65, 780],
  ])('a label of two lines that run %s', async (_what, degrees, first, second, at) => {
    const label = turned('产业园总建筑', first, at, 12, degrees) + turned('面积（平方米）', second, at, 12, degrees);
    const page = pdfPage(
      `50 600 60 200 re S 110 600 200 200 re S ${label} ${pdfText('32000', 120, 700)} ${pdfText('湖南省跨境电商产业园申报表', 60, 820)}`,
    );
    const { content } = await readFormFile('申报表.pdf', page);
    expect(content.tables[0]?.cells.map(({ text }) => text)).toEqual(['产业园总建筑面积（平方米）', '32000']);
  });

  test('two tables side by side are two', async () => {
    const table = (x: number, label: string, value: string): string =>
      `${x} 780 130 20 re S ${x + 130} 780 90 20 re S ${pdfText(label, x + 4, 786, 7)} ${pdfText(value, x + 134, 786, 7)}`;
    const { content } = await readFormFile(
      '申报表.pdf',
      pdfPage(`${table(40, '产业园总建筑面积', '32000')} ${table(300, '产业园名称', '星湖')}`),
    );
    expect(content.tables.map(({ cells }) => cells.map(({ text }) => text))).toEqual([
      ['产业园总建筑面积', '32000'],
      ['产业园名称', '星湖'],
    ]);
  });

  test('a figure that runs up beside a level one is another', async () => {
    expect((await read('2.5', { after: turned('9', 286, y, 6, 90) })).trade).toBeNull();
  });
});
