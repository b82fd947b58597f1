import { expect, test } from 'vitest';
import { splitPackages } from '../../../domain/package/split-packages.ts';

const one = (path = ''): [string, string, string[]][] => [['folder', path, []]];

const cases: [name: string, paths: string[], parts: [kind: string, path: string, shared: string[]][]][] = [
  ['one package', ['甲/1.申报表.docx', '甲/2.申请报告.pdf', '甲/3.证明材料/a.pdf'], one()],
  ['one package without its own folder', ['申报表.docx', '申请报告.pdf'], one()],
  ['a form in a folder of its own', ['甲/1.申报表/申报表.docx', '甲/2.申请报告.pdf', '甲/3.证明/a.pdf'], one()],
  ['a form without a telling name', ['甲/表.docx', '甲/报告.pdf'], one()],
  ['a package with its proofs zipped', ['甲/申报表.docx', '甲/证明材料.zip'], one()],
  ['a form in a folder beside an archive of something', ['甲/申报表/申报表.docx', '甲/厂房.zip'], one()],
  ['one form in two shapes', ['甲/电子版/申报表.docx', '甲/盖章扫描件/申报表.pdf', '甲/报告.pdf'], one()],
  [
    'a bundle of zips',
    ['长沙市/甲.zip', '长沙市/乙.zip', '长沙市/推荐函.pdf'],
    [
      ['archive', '长沙市/甲.zip', ['长沙市/推荐函.pdf']],
      ['archive', '长沙市/乙.zip', ['长沙市/推荐函.pdf']],
    ],
  ],
  ['a bundle of one zip', ['甲.zip', '推荐函.pdf'], [['archive', '甲.zip', ['推荐函.pdf']]]],
  [
    'a folder for each park',
    ['甲/申报表.docx', '甲/a.pdf', '乙/申报表.docx', '推荐函.pdf'],
    [
      ['folder', '甲', ['推荐函.pdf']],
      ['folder', '乙', ['推荐函.pdf']],
    ],
  ],
  [
    'folders and zips',
    ['甲/申报表.docx', '甲/a.pdf', '乙.zip'],
    [
      ['folder', '甲', []],
      ['archive', '乙.zip', []],
    ],
  ],
  [
    'the folder that prefectures sent',
    [
      '全省/长沙/甲.zip',
      '全省/长沙/推荐函.pdf',
      '全省/株洲/乙/申报表.docx',
      '全省/株洲/丙/申报表.docx',
      '全省/株洲/推荐函.pdf',
      '全省/通知.pdf',
      '全省/申报汇总表.xlsx',
    ],
    [
      ['archive', '全省/长沙/甲.zip', ['全省/通知.pdf', '全省/长沙/推荐函.pdf']],
      ['folder', '全省/株洲/乙', ['全省/通知.pdf', '全省/株洲/推荐函.pdf']],
      ['folder', '全省/株洲/丙', ['全省/通知.pdf', '全省/株洲/推荐函.pdf']],
    ],
  ],
];

cases.push(
  [
    'a bundle with an archive that cannot be opened here',
    ['甲.zip', '乙.rar', '推荐函.pdf'],
    [
      ['archive', '甲.zip', ['推荐函.pdf']],
      ['archive', '乙.rar', ['推荐函.pdf']],
    ],
  ],
  ['a park that comes as 7z alone', ['丙园/丙园.7z'], [['archive', '丙园/丙园.7z', []]]],
  ['a package with its proofs in a rar', ['甲/申报表.docx', '甲/证明材料.rar'], one()],
  [
    'an archive in volumes beside others',
    ['甲.zip', '乙.part1.rar', '乙.part2.rar', '丙.zip', '丙.z01', '推荐函.pdf'],
    [
      ['archive', '甲.zip', ['推荐函.pdf']],
      ['volumes', '乙.part1.rar', ['推荐函.pdf']],
      ['volumes', '丙.z01', ['推荐函.pdf']],
    ],
  ],
);

test.each(cases)('%s is split so', (_, paths, parts) => {
  const found = splitPackages(paths).map((part) => [part.kind, part.path, part.shared]);
  expect(found).toEqual(expect.arrayContaining(parts));
  expect(found).toHaveLength(parts.length);
});

test('archives nested too deep stay documents', () => {
  expect(splitPackages(['甲.zip', '乙.zip'], { archives: false })).toEqual([{ path: '', kind: 'folder', shared: [] }]);
});
