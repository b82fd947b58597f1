/** Names of files in archives, each in the encoding that it was written in. */
import iconv from 'iconv-lite';
import { expect, test } from 'vitest';
import { decodeNames } from '../../../electron/io/zip/names.ts';

const stated = (name: string, encoding: string) => ({ bytes: iconv.encode(name, encoding), flagged: false, unicode: null });

test.each([
  [
    'all in GBK',
    [
      ['材料/申报表.docx', 'gbk'],
      ['材料/证明材料.pdf', 'gbk'],
    ],
  ],
  [
    'all in UTF-8',
    [
      ['材料/申报表.docx', 'utf8'],
      ['材料/证明材料.pdf', 'utf8'],
    ],
  ],
  [
    'one in each',
    [
      ['材料/申报表.docx', 'gbk'],
      ['材料/推荐函.txt', 'utf8'],
    ],
  ],
  [
    'many in one and one in the other',
    [
      ['甲.pdf', 'gbk'],
      ['乙.pdf', 'gbk'],
      ['丙园/营业执照.jpg', 'utf8'],
      ['丁.pdf', 'gbk'],
    ],
  ],
  [
    'traditional',
    [
      ['材料/申報表.docx', 'big5'],
      ['材料/證明材料.txt', 'big5'],
      ['材料/推薦函.pdf', 'big5'],
    ],
  ],
  [
    'traditional, beside a name that GBK has too',
    [
      ['材料/申報表.docx', 'big5'],
      ['園區照片.jpg', 'big5'],
    ],
  ],
  [
    'rare characters of GBK',
    [
      ['喆園/營業執照.pdf', 'gbk'],
      ['镕基.pdf', 'gbk'],
      ['玥堃.pdf', 'gbk'],
    ],
  ],
  [
    'valid in both, among GBK',
    [
      ['联通.pdf', 'gbk'],
      ['申报表.docx', 'gbk'],
    ],
  ],
  ['Latin with accents', [['résumé.pdf', 'utf8']]],
] as [string, [string, string][]][])('%s', (_what, names) => {
  expect(decodeNames(names.map(([name, encoding]) => stated(name, encoding))).names).toEqual(names.map(([name]) => name));
});
