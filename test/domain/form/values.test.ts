import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { readDate } from '../../../domain/form/dates.ts';
import { readBoundaries } from '../../../domain/form/boundaries.ts';
import { chineseNumber } from '../../../domain/form/quantity/han.ts';
import { readQuantity } from '../../../domain/form/quantity/quantity.ts';
import { unitInLabel } from '../../../domain/form/quantity/units.ts';
import { parseDecimal, toDecimal } from '../../../domain/numbers/rational.ts';
import type { Unit } from '../../../domain/condition/condition.ts';

const quantities: [text: string, unit: Unit, label: string, value: string | null][] = [
  ['15800.5', 'm2', '', '15800.5'],
  ['１５８００．５', 'm2', '', '15800.5'],
  ['15,800.5', 'm2', '', '15800.5'],
  ['15，800', 'm2', '', '15800'],
  ['15 800', 'm2', '', '15800'],
  ['1,234,567', 'm2', '', '1234567'],
  ['约15800㎡', 'm2', '', '15800'],
  ['大约 15800 平方米', 'm2', '', '15800'],
  ['15800（平方米）', 'm2', '', '15800'],
  ['15800 m²', 'm2', '', '15800'],
  ['15800平方米（其中仓储3000平方米）', 'm2', '', '15800'],
  ['1.58万平方米', 'm2', '', '15800'],
  ['1.58万', 'm2', '', '15800'],
  ['2公顷', 'm2', '', '20000'],
  ['15亩', 'm2', '', '10000'],
  ['10亩', 'm2', '', '6666.666666666667'],
  ['0.02平方公里', 'm2', '', '20000'],
  ['三万六千', 'm2', '', '36000'],
  ['三万六千平方米', 'm2', '', '36000'],
  ['15800。', 'm2', '', '15800'],
  ['23.6', 'yi', '年交易额（亿元）', '23.6'],
  ['23.6亿元', 'yi', '年交易额（亿元）', '23.6'],
  ['23.6亿', 'yi', '', '23.6'],
  ['人民币23.6亿元', 'yi', '', '23.6'],
  ['23.6亿元（人民币）', 'yi', '', '23.6'],
  ['￥236000万元', 'yi', '', '23.6'],
  ['236000万元', 'yi', '年交易额（亿元）', '23.6'],
  ['236000', 'yi', '年交易额（万元）', '23.6'],
  ['236000', 'yi', '年交易额（单位：万元）', '23.6'],
  ['2,360,000,000元', 'yi', '', '23.6'],
  ['3000万美元', 'wanUsd', '', '3000'],
  ['0.3亿美元', 'wanUsd', '', '3000'],
  ['42', 'count', '', '42'],
  ['42家', 'count', '', '42'],
  ['42 个', 'count', '', '42'],
  ['共42家', 'count', '', '42'],
  ['四十二家', 'count', '', '42'],
  ['0', 'count', '', '0'],
  ['1.2万家', 'count', '', '12000'],
  ['35%', 'percent', '', '35'],
  ['约1.2万㎡（其中电商0.8万㎡）', 'm2', '', '12000'],
  ['42家企业', 'count', '', '42'],
  ['21.5亿元（2025年）', 'yi', '', '21.5'],
  ['236000', 'yi', '年交易额/万元', '23.6'],
  ['23.6', 'yi', '年交易额/亿元', '23.6'],
  // left to a person
  ['', 'm2', '', null],
  ['/', 'count', '', null],
  ['无', 'count', '', null],
  ['—', 'yi', '', null],
  ['10-20', 'count', '', null],
  ['10～20家', 'count', '', null],
  ['20家以上', 'count', '', null],
  ['超过20家', 'count', '', null],
  ['近5000', 'm2', '', null],
  ['20余家', 'count', '', null],
  ['-5', 'count', '', null],
  ['12,34', 'm2', '', null],
  ['1,2345', 'm2', '', null],
  ['23,6', 'yi', '', null],
  ['1.2.3', 'm2', '', null],
  ['12 34', 'count', '', null],
  ['23.6亿美元', 'yi', '', null],
  ['3000万元', 'wanUsd', '', null],
  ['42人', 'count', '', null],
  ['15800米', 'm2', '', null],
  ['A座12000', 'm2', '', null],
  ['12000+3000', 'm2', '', null],
  ['1e4', 'm2', '', null],
  ['5.5亿元（预计）', 'yi', '', null],
  ['20000（规划建筑面积）', 'm2', '', null],
  ['一期8000㎡，二期4000㎡', 'm2', '', null],
];

test.each(quantities)('%j in %s under %j is %j', (text, unit, label, value) => {
  expect(readQuantity(text, unit, unitInLabel(label, unit))?.value ?? null).toBe(value);
});

test.each([
  ['总建筑面积（平方米）', 'm2', 'unit 平方米'],
  ['年交易额（注：含保税）（万元）', 'yi', 'unit 万元'],
  ['年交易额', 'yi', 'nothing'],
  ['申报主体（盖章）', 'm2', 'nothing'],
  ['年进出口额（万美元）', 'yi', 'unit 万美元'],
  ['年进出口额（亿欧元）', 'yi', 'unit 亿欧元'],
  ['年进出口额（人民币）', 'yi', 'kind 人民币'],
  ['年进出口额（人民币）（亿元）', 'yi', 'unit 亿元'],
  ['年进出口额（人民币亿元）', 'yi', 'unit 人民币亿元'],
  ['年进出口额（亿元人民币）', 'yi', 'unit 亿元人民币'],
  ['年进出口额（单位：万元）', 'yi', 'unit 单位:万元'],
  ['年进出口额（万元/亿元）', 'yi', 'several 万元/亿元'],
  ['年进出口额（年）', 'yi', 'nothing'],
  ['入驻企业（个）', 'count', 'unit 个'],
] as const)('the label %s under unit %s states %j', (label, unit, written) => {
  const said = unitInLabel(label, unit);
  expect('written' in said ? `${said.says} ${said.written}` : said.says).toBe(written);
});

test.each([
  ['十', '10'],
  ['十二', '12'],
  ['二十', '20'],
  ['一百零五', '105'],
  ['一百一十', '110'],
  ['两千', '2000'],
  ['三万零五', '30005'],
  ['一亿二千万', '120000000'],
  ['二点三五', '2.35'],
  ['一二', null],
  ['百', null],
  ['十十', null],
  ['一百百', null],
  ['万', null],
  ['零十', null],
  ['二点', null],
  ['三千万亿', '3000000000000000'],
])('%s is %j', (text, value) => {
  expect(chineseNumber(text)).toBe(value);
});

const digits = '零一二三四五六七八九';

/** How a number below 10 000 is written in characters. */
function write(value: number): string {
  if (value === 0) return '零';
  let text = '';
  let gap = false;
  for (const [index, place] of ['千', '百', '十', ''].entries()) {
    const digit = Math.floor(value / 10 ** (3 - index)) % 10;
    if (digit === 0) gap = text !== '';
    else {
      text += (gap ? '零' : '') + digits[digit] + place;
      gap = false;
    }
  }
  return text;
}

test('every_number_below_ten_thousand_is_read_as_it_is_written', () => {
  for (let value = 0; value < 10_000; value += 1) expect(chineseNumber(write(value))).toBe(String(value));
});

function grouped(text: string): string {
  return text.replace(/^\d+/, (whole) => whole.replaceAll(/\B(?=(\d{3})+$)/g, ','));
}

function wide(text: string): string {
  return text.replaceAll(/[!-~]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0));
}

test('a_decimal_survives_every_way_of_writing_it', () => {
  const decimal = fc
    .tuple(fc.nat({ max: 99_999_999 }), fc.nat({ max: 9999 }))
    .map(([whole, fraction]) => toDecimal(parseDecimal(`${whole}.${String(fraction).padStart(4, '0')}`)!));
  const disguise = fc.constantFrom(
    (text: string) => text,
    grouped,
    wide,
    (text: string) => `约${text}`,
    (text: string) => ` ${text} 亿元 `,
    (text: string) => `${text}亿`,
    (text: string) => `${wide(grouped(text))}（亿元）`,
  );
  fc.assert(fc.property(decimal, disguise, (value, dress) => readQuantity(dress(value), 'yi')?.value === value));
});

test('a_range_is_never_a_number', () => {
  const between = fc.constantFrom('-', '~', '～', '—', '至', '到', '、', '/', '或');
  fc.assert(fc.property(fc.nat(1e6), fc.nat(1e6), between, (a, b, sign) => readQuantity(`${a}${sign}${b}`, 'm2') === null));
});

test('any_text_is_read_or_not_but_never_thrown_at', () => {
  const alphabet = fc.constantFrom(...Array.from('0123456789.,，万亿元平方米㎡亩约家 十百千零一二三()（）年月日-/\n☑'));
  const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: alphabet, maxLength: 30 }));
  fc.assert(
    fc.property(text, (stated) => {
      const read = readQuantity(stated, 'm2');
      if (read) expect(parseDecimal(read.value)).not.toBeNull();
      const date = readDate(stated);
      if (date !== null) expect(date).toMatch(/^\d{4}-\d{2}(-\d{2})?$/);
    }),
    { numRuns: 2000 },
  );
});

test.each([
  ['东至东一路    西至西二路\n南至南三路    北至北四路', ['东一路', '西二路', '南三路', '北四路']],
  ['东至：东一路，西至：西二路，南至：南三路，北至：北四路。', ['东一路', '西二路', '南三路', '北四路']],
  ['东：东一路；西：西二路；南：南三路；北：北四路', ['东一路', '西二路', '南三路', '北四路']],
  ['东至东一路西至西二路南至南三路北至北四路', ['东一路', '西二路', '南三路', '北四路']],
  ['东至      西至\n南至     北至', ['', '', '', '']],
  ['东临湘江，西接岳麓山', ['湘江', '岳麓山']],
  ['北至北四路 东至东一路', [undefined, '东一路']],
])('%j is bounded by %j', (text, [east, west, south, north]) => {
  const bounds = readBoundaries(text);
  if (east !== undefined) expect(bounds?.get('boundaryEast')).toBe(east);
  if (east === undefined) expect(bounds?.get('boundaryEast')).toBe('东一路');
  else expect(bounds?.get('boundaryWest')).toBe(west);
  if (south !== undefined) expect(bounds?.get('boundarySouth')).toBe(south);
  if (north !== undefined) expect(bounds?.get('boundaryNorth')).toBe(north);
});

test('a direction that stands twice is left to a person', () => {
  expect(readBoundaries('东至西至路 西至西二路')).toBeNull();
});
