/** What was typed into a PDF counts as it is shown: an appearance that differs from the value leaves the field unread. */
import { describe, expect, test } from 'vitest';
import { picture } from '../../../../domain/form/content.ts';
import { readFormFile } from '../../../../electron/io/forms/read-form-file.ts';
import { pdfText } from '../../../fixtures/office.ts';
import { drawForm, formObject, read, y, type Around } from './pdf-form.ts';

const [left, bottom, right, top] = [252, y - 4, 400, y + 11];
const rect = `/Rect[${left} ${bottom} ${right} ${top}]`;

/** An annotation as object 8, its appearance as object 9, shown in its own box. */
function annotated(entries: string, appearance?: string, { form = '', catalog = '' } = {}): Around {
  const ap = appearance === undefined ? '' : '/AP<</N 9 0 R>>';
  const shown = appearance === undefined ? [] : [formObject(appearance, `/BBox[0 0 ${right - left} ${top - bottom}]`)];
  const fields = `/AcroForm<</Fields[8 0 R]/DA(/F1 9 Tf 0 g)/DR<</Font<</F1 5 0 R>>>>${form}>>`;
  return {
    page: '/Annots[8 0 R]',
    catalog: `${fields}${catalog}`,
    objects: [`<</Type/Annot/F 4/DA(/F1 9 Tf 0 g)${rect}${ap}${entries}>>`, ...shown],
  };
}

const field = (value: string, more = ''): string => `/Subtype/Widget/FT/Tx/T(trade)/V(${value})${more}`;
const draw = (text: string): string => `/Tx BMC ${pdfText(text, 2, 4)} EMC`;
/** Each sign in a box of its own. */
const comb = (text: string): string => Array.from(text, (sign, at) => pdfText(sign, 4 + at * 20, 4)).join(' ');

describe('a field', () => {
  const cases: Readonly<Record<string, readonly [around: Around, trade: string | null, unseen: readonly string[], printed?: string]>> = {
    'shown as it is': [annotated(field('2.5'), draw('2.5')), '2.5', []],
    'without an appearance': [annotated(field('2.5')), '2.5', []],
    'whose appearance is drawn by who shows it': [annotated(field('2.5'), undefined, { form: '/NeedAppearances true' }), '2.5', []],
    'shown grouped': [annotated(field('12000'), draw('12,000.00')), '12000', []],
    'shown in a comb': [annotated(field('25000', '/Ff 16777216/MaxLen 7'), comb('25000')), '25000', []],
    'shown with a blank at its end': [annotated(field('2.5 '), draw('2.5')), '2.5', []],
    'shown as another figure': [annotated(field('9.5'), draw('2.5')), null, ['9.5']],
    'shown ten times as large': [annotated(field('2.5'), draw('25')), null, ['2.5']],
    'that shows nothing': [annotated(field('9.5'), ''), null, ['9.5']],
    'shown in white': [annotated(field('9.5'), `1 g ${draw('9.5')}`), null, ['9.5']],
    'that shows what it does not hold': [annotated(field(''), draw('9.5')), null, []],
    'for a password': [annotated(field('9.5', '/Ff 8192')), null, []],
    'for a password, shown as stars': [annotated(field('9.5', '/Ff 8192'), draw('***')), null, []],
    'that is hidden': [annotated(`${field('9.5')}/F 2`.replace('/F 4', ''), draw('9.5')), '2.5', [], '2.5'],
    'that prints and is not viewed': [annotated(field('9.5', '/F 36'), draw('9.5')), '2.5', [], '2.5'],
    'empty, over the figure, with a white ground that it draws': [annotated(field(''), `1 g 0 0 148 15 re f`), null, ['2.5'], '2.5'],
    'empty, over the figure, with a white ground to be drawn': [annotated(field('', '/MK<</BG[1]>>')), null, ['2.5'], '2.5'],
    'filled, over the figure, with a white ground': [
      annotated(field('7.5'), `1 g 0 0 148 15 re f 0 g ${draw('7.5')}`),
      '7.5',
      ['2.5'],
      '2.5',
    ],
    'empty and clear, over the figure': [annotated(field('')), '2.5', [], '2.5'],
    'filled and clear, over the figure': [annotated(field('7.5'), draw('7.5')), null, [], '2.5'],
    'of a list, shown by its words': [
      annotated('/Subtype/Widget/FT/Ch/Ff 131072/T(trade)/V(a)/Opt[[(a)(2.5)][(b)(9.5)]]', draw('2.5')),
      '2.5',
      [],
    ],
    'in a layer that is off': [
      annotated(`${field('9.5')}/OC 10 0 R`, draw('9.5'), { catalog: '/OCProperties<</OCGs[10 0 R]/D<</OFF[10 0 R]>>>>' }),
      null,
      ['9.5'],
    ],
  };
  test.each(Object.entries(cases))('%s', async (_what, [around, trade, unseen, printed = '']) => {
    const objects = [...(around.objects ?? []), '<</Type/OCG/Name(notes)>>'];
    expect(await read(printed, { ...around, objects })).toEqual({ trade, unseen });
  });

  test('that differs from what it shows is a picture in its cell', async () => {
    const { content } = await readFormFile('申报表.pdf', drawForm('', annotated(field('9.5'), draw('2.5'))));
    expect(content.tables[0]?.cells.find(({ row, col }) => row === 1 && col === 1)?.text).toBe(picture);
  });
});

describe('a box to tick', () => {
  const box = (entries: string): Around => annotated(`/Subtype/Widget/FT/Btn/T(trade)${entries}/AP<</N<</Yes 9 0 R/Off 10 0 R>>>>`);
  test.each([
    ['ticked', '/V/Yes/AS/Yes', '☑'],
    ['not ticked', '/V/Off/AS/Off', '☐'],
    ['whose value is another than what it shows', '/V/Yes/AS/Off', '☐'],
    ['that shows a tick without a value', '/AS/Yes', '☑'],
  ])('%s', async (_what, entries, shown) => {
    const { objects = [], ...around } = box(entries);
    const drawn = [...objects, formObject('0 0 m 10 10 l S', '/BBox[0 0 148 15]'), formObject('', '/BBox[0 0 148 15]')];
    const { content } = await readFormFile('申报表.pdf', drawForm('', { ...around, objects: drawn }));
    expect(content.tables[0]?.cells.find(({ row, col }) => row === 1 && col === 1)?.text).toBe(shown);
  });
});

describe('buttons of which one is on', () => {
  const shape = (content: string): string => formObject(content, '/BBox[0 0 10 10]');
  const frame = '0 G 0 0 10 10 re S';
  const [cross, open, empty, pale] = [shape(`${frame} 0 0 m 10 10 l S`), shape(frame), shape(''), shape(`${frame} 1 G 0 0 m 10 10 l S`)];
  const dot = shape('0 g 5 8 m 6.6 8 8 6.6 8 5 c 8 3.4 6.6 2 5 2 c 3.4 2 2 3.4 2 5 c 2 6.6 3.4 8 5 8 c f');
  const ring = shape('0 G 5 9.5 m 7.5 9.5 9.5 7.5 9.5 5 c 9.5 2.5 7.5 0.5 5 0.5 c 2.5 0.5 0.5 2.5 0.5 5 c 0.5 7.5 2.5 9.5 5 9.5 c S');
  const states = { on: cross, off: open, both: true };
  /** The parent is object 8, its two kids 9 and 10, what they show 11 and 12. */
  function radio(value: string, first: string, second: string, { on, off, both }: typeof states): Around {
    const kid = (name: string, state: string, x: number): string =>
      `<</Type/Annot/Subtype/Widget/F 4/Parent 8 0 R/Rect[${x} ${y - 2} ${x + 10} ${y + 8}]${state}/AP<</N<</${name} 11 0 R${both ? '/Off 12 0 R' : ''}>>>>>>`;
    return {
      page: '/Annots[9 0 R 10 0 R]',
      catalog: '/AcroForm<</Fields[8 0 R]>>',
      objects: [`<</FT/Btn/Ff 49152/T(type)${value}/Kids[9 0 R 10 0 R]>>`, kid('A', first, 252), kid('B', second, 320), on, off],
    };
  }
  test.each([
    ['shown as they are', '/V/A', '/AS/A', '/AS/Off', states, '☑ 引领型 ☐ 培育型', []],
    ['whose value names the other', '/V/B', '/AS/A', '/AS/Off', states, `${picture} 引领型 ${picture} 培育型`, ['☑B']],
    ['with a value that none of them shows', '/V/A', '/AS/Off', '/AS/Off', states, `${picture} 引领型 ☐ 培育型`, ['☑A']],
    ['that show one without a value', '/V/Off', '/AS/A', '/AS/Off', states, `${picture} 引领型 ☐ 培育型`, []],
    ['that show both', '/V/A', '/AS/A', '/AS/B', states, `☑ 引领型 ${picture} 培育型`, []],
    ['without a drawing of off', '/V/A', '/AS/A', '/AS/Off', { ...states, both: false }, '☑ 引领型 ☐ 培育型', []],
    [
      'off, with a value, without a drawing of off',
      '/V/A',
      '/AS/Off',
      '/AS/Off',
      { ...states, both: false },
      `${picture} 引领型 ☐ 培育型`,
      ['☑A'],
    ],
    ['that draw nothing for on', '/V/A', '/AS/A', '/AS/Off', { ...states, on: empty }, `${picture} 引领型 ☐ 培育型`, ['☑A']],
    ['that draw on in white', '/V/A', '/AS/A', '/AS/Off', { ...states, on: pale }, `${picture} 引领型 ☐ 培育型`, ['☑A']],
    ['that draw on for off', '/V/A', '/AS/A', '/AS/Off', { ...states, off: cross }, `☑ 引领型 ${picture} 培育型`, []],
    ['drawn as a dot', '/V/A', '/AS/A', '/AS/Off', { ...states, on: dot, off: empty }, '☑ 引领型 ☐ 培育型', []],
    ['drawn as rings', '/V/A', '/AS/A', '/AS/Off', { ...states, on: cross, off: ring }, '☑ 引领型 ☐ 培育型', []],
  ] as const)('%s', async (_what, value, first, second, shown, text, unseen) => {
    const after = `${pdfText('引领型', 264, y)} ${pdfText('培育型', 332, y)}`;
    const { content } = await readFormFile('申报表.pdf', drawForm('', { after, ...radio(value, first, second, shown) }));
    expect([content.tables[0]?.cells.find(({ row, col }) => row === 1 && col === 1)?.text, content.unseen ?? []]).toEqual([text, unseen]);
  });
});

describe('words set upon the page', () => {
  const words = (text: string, more = ''): string => `/Subtype/FreeText/Contents(${text})${more}`;
  test.each([
    ['shown as they are', annotated(words('2.5'), pdfText('2.5', 2, 4)), '', '2.5', []],
    ['without an appearance', annotated(words('2.5')), '', '2.5', []],
    ['shown as others', annotated(words('9.5'), pdfText('2.5', 2, 4)), '', null, ['9.5']],
    ['beside the figure', annotated(words('5'), pdfText('5', 31, 4)), '2.5', null, []],
    ['blank, with a white ground', annotated(words(''), '1 g 0 0 148 15 re f'), '2.5', null, ['2.5']],
    ['blank, with a white ground to be drawn', annotated(words('', '/C[1 1 1]')), '2.5', null, ['2.5']],
    [
      'with a white ground over the figure',
      annotated(words('7.5'), `1 g 0 0 148 15 re f 0 g ${pdfText('7.5', 2, 4)}`),
      '2.5',
      '7.5',
      ['2.5'],
    ],
  ] as const)('%s', async (_what, around, printed, trade, unseen) => {
    expect(await read(printed, around)).toEqual({ trade, unseen });
  });
});

describe('marks upon the page', () => {
  test.each([
    ['to take the figure out, before it is done', annotated('/Subtype/Redact/IC[0 0 0]'), null, ['2.5']],
    ['a white square', annotated('/Subtype/Square', '1 g 0 0 148 15 re f'), null, ['2.5']],
    ['a frame', annotated('/Subtype/Square', '1 0 0 RG 1 1 146 13 re S'), '2.5', []],
    ['a stamp with words', annotated('/Subtype/Stamp', `1 0 0 rg ${pdfText('9', 31, 4)}`), '2.5', []],
    ['a note', annotated('/Subtype/Text/Contents(9)', '1 1 0 rg 100 0 14 14 re f'), '2.5', []],
  ] as const)('%s', async (_what, around, trade, unseen) => {
    expect(await read('2.5', around)).toEqual({ trade, unseen });
  });
});
