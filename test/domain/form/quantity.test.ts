/** Amounts, areas and counts in the ways people write them: the right value, or unread with the reason. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Unit } from '../../../domain/condition/condition.ts';
import { judgeQuantity } from '../../../domain/form/quantity/quantity.ts';
import { unitInLabel } from '../../../domain/form/quantity/units.ts';
import { divide, multiply, parseDecimal, rational, toDecimal, type Rational } from '../../../domain/numbers/rational.ts';

/** The value, or `? reason`. */
function read(text: string, unit: Unit, label: string): string {
  const judged = judgeQuantity(text, unit, unitInLabel(label, unit));
  return 'why' in judged ? `? ${judged.why}` : judged.value;
}

const yi = '产业园跨境电商年进出口额（亿元）';

type Row = readonly [text: string, unit: Unit, label: string, found: string];

const rows: Readonly<Record<string, readonly Row[]>> = {
  'the label counts as the cell does': [
    ['7500', 'yi', '产业园跨境电商年进出口额（万美元）', '? currency'],
    ['0.75', 'yi', '产业园跨境电商年进出口额（亿美元）', '? currency'],
    ['0.75亿美元', 'yi', yi, '? currency'],
    ['7500万美元', 'yi', '产业园跨境电商年进出口额', '? currency'],
    ['3.2亿元', 'yi', '产业园跨境电商年进出口额（万美元）', '? currency'],
    ['3.2', 'yi', '产业园跨境电商年进出口额（亿欧元）', '? currency'],
    ['3.2', 'yi', '产业园跨境电商年进出口额（外币）', '? currency'],
    ['3.2', 'yi', '产业园跨境电商年进出口额（港币亿元）', '? currency'],
    ['8000', 'wanUsd', '跨境电商进出口总额（美元万元）', '8000'],
    ['8000', 'wanUsd', '跨境电商进出口总额（美金，万）', '? unitOpen'],
    ['32000', 'yi', '产业园跨境电商年进出口额（万元）', '3.2'],
    ['32000', 'yi', '产业园跨境电商年进出口额（人民币万元）', '3.2'],
    ['32000', 'yi', '产业园跨境电商年进出口额（万元人民币）', '3.2'],
    ['320000000', 'yi', '产业园跨境电商年进出口额（元）', '3.2'],
    ['3.2', 'yi', '产业园跨境电商年进出口额（亿元）', '3.2'],
    ['3.2', 'yi', '产业园跨境电商年进出口额（人民币）', '3.2'],
    ['3.2', 'yi', '产业园跨境电商年进出口额（亿元/万元）', '? unitOpen'],
    ['3.2亿元', 'yi', '产业园跨境电商年进出口额（亿元/万元）', '3.2'],
    ['32000万元', 'yi', '产业园跨境电商年进出口额（亿元/万元）', '3.2'],
    ['8000', 'wanUsd', '跨境电商进出口总额（万元）', '? currency'],
    ['0.5', 'wanUsd', '跨境电商进出口总额（亿美元）', '5000'],
    ['50000000', 'wanUsd', '跨境电商进出口总额（美元）', '5000'],
    ['1.5', 'm2', '总建筑面积（万平方米）', '15000'],
    ['15', 'm2', '总建筑面积（亩）', '10000'],
    ['15', 'm2', '总建筑面积（家）', '? unit'],
    ['0.3', 'count', '入驻企业（万家）', '3000'],
    ['30', 'count', '入驻企业（家/户）', '30'],
    ['15', 'm2', '总建筑面积（平方米、㎡）', '15'],
  ],
  'a bracket of a label that holds more than the unit': [
    ...(
      [
        '2023年，万元',
        '万元，2023年',
        '万元，含税',
        '不含税，万元',
        '2023年度 万元',
        '单位为万元',
        '计价单位：万元',
        '萬元',
        '万圆',
      ] as const
    ).map((inside): Row => ['32000', 'yi', `产业园跨境电商年进出口额（${inside}）`, '3.2']),
    ['32000', 'yi', '产业园跨境电商年进出口额（万元', '3.2'],
    ['3.2', 'yi', '产业园跨境电商年进出口额（亿元，2023年）', '3.2'],
    ...['美元，亿', '按美元统计', '亿泰铢', '亿元、美元', '万元/家', '万件', '万吨'].map((inside): Row => [
      '3.2',
      'yi',
      `产业园跨境电商年进出口额（${inside}）`,
      '? unitOpen',
    ]),
    ['3.2亿元', 'yi', '产业园跨境电商年进出口额（按美元统计）', '3.2'],
    ...['同比增长，%', '增长率%', '全省排名', '占比'].map((inside): Row => [
      '3.2',
      'yi',
      `产业园跨境电商年进出口额（${inside}）`,
      '? unit',
    ]),
    ...['预计', '目标', '2025年计划，亿元'].map((inside): Row => ['3.2', 'yi', `产业园跨境电商年进出口额（${inside}）`, '? unproven']),
    ['3.2', 'm2', '总建筑面积（含地下，万平方米）', '32000'],
    ['3.2', 'm2', '总建筑面积（万平方米，保留两位小数）', '32000'],
    ['3.2', 'm2', '总建筑面积（万平）', '32000'],
    ['3.2', 'm2', '总建筑面积（万方）', '32000'],
    ['3.2', 'm2', '总建筑面积（平方英尺）', '? unitOpen'],
    ['3', 'm2', '总建筑面积（层）', '? unitOpen'],
    ['3', 'm2', '总建筑面积（在建）', '? unproven'],
    // what says which ones are counted, or when, leaves the figure alone
    ['30', 'count', '入驻企业数（年交易额1亿元以上）', '30'],
    ['30', 'count', '入驻企业数（家，截至2023年底）', '30'],
    ['3.2', 'yi', '产业园跨境电商年进出口额（含保税）', '3.2'],
    ['3.2', 'yi', '产业园跨境电商年进出口额（2023年）', '3.2'],
    ['32000', 'm2', '总建筑面积（含地下）', '32000'],
  ],
  'a note that takes the figure back': [
    ['2.5（更正为3.1）', 'yi', yi, '? unproven'],
    ['3.2（应为0.32）', 'yi', yi, '? unproven'],
    ['32（实为3.2）', 'yi', yi, '? unproven'],
    ['3.2（实际0.32）', 'yi', yi, '? unproven'],
    ['3.2（修正：0.32）', 'yi', yi, '? unproven'],
    ['3.2（笔误，0.32）', 'yi', yi, '? unproven'],
    ['3.2【审计数0.32】', 'yi', yi, '? unproven'],
    ['3.2（有误）', 'yi', yi, '? unproven'],
    ['3.2（月均）', 'yi', yi, '? unit'],
    ['3.2（上半年）', 'yi', yi, '? unit'],
    ['3.2（1-6月）', 'yi', yi, '? unit'],
    ['3.2（近三年合计）', 'yi', yi, '? unit'],
    ['3.2（全市）', 'yi', yi, '? unit'],
    ['2.5（改3.1）', 'yi', yi, '? unproven'],
    ['2.5（待核）', 'yi', yi, '? unproven'],
    ['2.5（暂定）', 'yi', yi, '? unproven'],
    ['2.5亿元（不足）', 'yi', yi, '? bound'],
    ['2.5亿元（以上）', 'yi', yi, '? bound'],
    ['32000（建设中20000）', 'm2', '总建筑面积（平方米）', '? unproven'],
    ['32000（含地下5000）', 'm2', '总建筑面积（平方米）', '32000'],
  ],
  money: [
    ['3.2', 'yi', yi, '3.2'],
    ['3.20', 'yi', yi, '3.2'],
    ['３．２', 'yi', yi, '3.2'],
    ['3.2亿', 'yi', yi, '3.2'],
    ['3.2亿元', 'yi', yi, '3.2'],
    ['3.2 亿元', 'yi', yi, '3.2'],
    ['3.2亿元人民币', 'yi', yi, '3.2'],
    ['3.2亿人民币', 'yi', yi, '3.2'],
    ['人民币3.2亿元', 'yi', yi, '3.2'],
    ['人民币约3.2亿元', 'yi', yi, '3.2'],
    ['RMB3.2亿', 'yi', yi, '3.2'],
    ['¥3.2亿', 'yi', yi, '3.2'],
    ['￥320,000,000', 'yi', '产业园跨境电商年进出口额（元）', '3.2'],
    ['￥3.2', 'yi', '产业园跨境电商年进出口额', '? unitOpen'],
    ['3.2（亿元）', 'yi', yi, '3.2'],
    ['3.2亿元（人民币）', 'yi', yi, '3.2'],
    ['3.2亿元/年', 'yi', yi, '3.2'],
    ['32000万元', 'yi', yi, '3.2'],
    ['32,000万元', 'yi', yi, '3.2'],
    ['32 000万元', 'yi', yi, '3.2'],
    ['32000万', 'yi', yi, '3.2'],
    ['3.2千万元', 'yi', yi, '0.32'],
    ['32百万元', 'yi', yi, '0.32'],
    ['0.032百亿元', 'yi', yi, '3.2'],
    ['320000000元', 'yi', yi, '3.2'],
    ['5亿3000万元', 'yi', yi, '5.3'],
    ['5亿3000万', 'yi', yi, '5.3'],
    ['5亿零300万元', 'yi', yi, '5.03'],
    ['5亿300万元', 'yi', yi, '5.03'],
    ['1亿2345万6789元', 'yi', yi, '1.23456789'],
    ['五亿', 'yi', yi, '5'],
    ['五亿元', 'yi', yi, '5'],
    ['五亿三千万元', 'yi', yi, '5.3'],
    ['一千二百亿', 'yi', yi, '1200'],
    ['一千二百亿元', 'yi', yi, '1200'],
    ['二点三亿元', 'yi', yi, '2.3'],
    ['叁亿贰仟万元整', 'yi', yi, '3.2'],
    ['叁亿贰仟万元', 'yi', yi, '3.2'],
    ['三', 'yi', yi, '3'],
    ['25000万元整', 'yi', yi, '2.5'],
    ['25000万元正', 'yi', yi, '2.5'],
    ['2.5亿元人民币整', 'yi', yi, '2.5'],
    ['250,000,000.00元整', 'yi', yi, '2.5'],
    ['人民币贰亿伍仟万元整', 'yi', yi, '2.5'],
    ['人民币贰亿伍仟万圆整', 'yi', yi, '2.5'],
    ['貳億伍仟萬圓整', 'yi', yi, '2.5'],
    ['壹仟贰佰万元整', 'wan', '', '1200'],
    ['2.5个亿', 'yi', yi, '2.5'],
    ['2.5 个亿元', 'yi', yi, '2.5'],
    ['25个千万', 'yi', yi, '2.5'],
    ['两个亿', 'yi', yi, '2'],
    ['三个多亿', 'yi', yi, '? bound'],
    ['两亿多', 'yi', yi, '? bound'],
    ['2.5億', 'yi', yi, '2.5'],
    ['25000萬元', 'yi', yi, '2.5'],
    ['__2.5__亿元', 'yi', yi, '2.5'],
    ['＿＿2.5＿＿', 'yi', yi, '2.5'],
    ['2.5____', 'yi', yi, '2.5'],
    ['__2__5__亿元', 'yi', yi, '? several'],
    ['15__300', 'yi', yi, '? several'],
    ['亿元2.5', 'yi', yi, '2.5'],
    ['万元：25000', 'yi', yi, '2.5'],
    ['万美元 2500', 'wanUsd', '', '2500'],
    ['万美元 2500', 'yi', yi, '? currency'],
    ['万元 25000 家', 'yi', yi, '? words'],
    ['十万元 3', 'yi', yi, '? words'],
    ['（2.5）', 'yi', yi, '? words'],
    ['五亿三十万元', 'yi', yi, '5.003'],
    ['三千万亿元', 'yi', yi, '30000000'],
    ['3千5百', 'yi', '年进出口额（万元）', '? unitOpen'],
    ['三千', 'yi', '年进出口额（万元）', '0.3'],
    ['3000万美元', 'wanUsd', '', '3000'],
    ['$3000万', 'wanUsd', '', '3000'],
    ['US$3000万', 'wanUsd', '', '3000'],
    ['USD 3000万', 'wanUsd', '', '3000'],
    ['3000万美金', 'wanUsd', '', '3000'],
    ['HK$3000万', 'wanUsd', '', '? currency'],
    ['€3000万', 'wanUsd', '', '? currency'],
    ['3000万欧元', 'yi', '', '? currency'],
    ['3000万港币', 'yi', '', '? currency'],
    ['三亿五', 'yi', yi, '? words'],
    ['3亿5', 'yi', yi, '? several'],
    ['1.5亿3000万元', 'yi', yi, '? several'],
    ['3亿5亿', 'yi', yi, '? several'],
    ['3千', 'yi', '年进出口额（万元）', '? unitOpen'],
    ['3.200,5', 'yi', yi, '? words'],
    ['0,123', 'yi', yi, '? words'],
    ['1 234,567', 'yi', '年进出口额（万元）', '? several'],
    ['-3.2', 'yi', yi, '? words'],
    ['3.2%', 'yi', yi, '? unit'],
    ['3.2亿', 'm2', '', '320000000'],
  ],
  'multiples in letters and figures': [
    ...(
      [
        ['w', '3.2'],
        ['W', '3.2'],
        ['Ｗ', '3.2'],
        ['W元', '3.2'],
        ['w 元', '3.2'],
        ['wan', '3.2'],
        ['10⁴元', '3.2'],
        ['10^4元', '3.2'],
        ['10000元', '3.2'],
        ['10,000元', '3.2'],
        ['1万元', '3.2'],
        ['人民币10⁴元', '3.2'],
        ['CNY 10,000', '3.2'],
        ['RMB10000', '3.2'],
        ['k元', '0.32'],
        ['K元', '0.32'],
        ['仟元', '0.32'],
        ["RMB'000", '0.32'],
        ["'000", '0.32'],
        ['百万', '320'],
        ['佰万元', '320'],
        ['RMB million', '320'],
        ['CNY mn', '320'],
        ['million', '320'],
        ['billion yuan', '320000'],
        ['10⁸元', '32000'],
        ['$万', '? currency'],
        ['million USD', '? currency'],
        ['USD million', '? currency'],
        ['百万美元', '? currency'],
        ["US$'000", '? currency'],
        ['M USD', '? unitOpen'],
        ['$M', '? unitOpen'],
        ['M', '? unitOpen'],
        ['M元', '? unitOpen'],
        ['mm', '? unitOpen'],
        ['B', '? unitOpen'],
        ['×10⁴元', '? unitOpen'],
        ['x10^4元', '? unitOpen'],
        ['*10000元', '? unitOpen'],
        ['元×10⁴', '? unitOpen'],
        ['10⁴', '? unitOpen'],
        ['（10⁴）元', '? unitOpen'],
        ['元（10⁴）', '? unitOpen'],
        ['e8元', '? unitOpen'],
        ['yi', '? unitOpen'],
        ['RMB10k', '? unitOpen'],
        ['ten thousand yuan', '? unitOpen'],
        ['RMB 100 million', '? unitOpen'],
        ['角', '? unitOpen'],
        ['吨', '? unitOpen'],
        ['万单', '? unitOpen'],
      ] as const
    ).map(([inside, found]): Row => ['32000', 'yi', `产业园跨境电商年进出口额（${inside}）`, found]),
    ['8000', 'wanUsd', '跨境电商进出口总额（M USD）', '? unitOpen'],
    ['8', 'wanUsd', '跨境电商进出口总额（USD million）', '800'],
    ['8000', 'wanUsd', "跨境电商进出口总额（US$'000）", '800'],
    ['3.2', 'm2', '总建筑面积（w㎡）', '32000'],
    ['3.2', 'm2', '总建筑面积（10⁴㎡）', '32000'],
    ['3.2', 'm2', '总建筑面积（k㎡）', '3200000'],
    ['0.3', 'count', '入驻企业（w）', '3000'],
    ['2.5W', 'yi', yi, '0.00025'],
    ['25000w', 'yi', yi, '2.5'],
    ['25000W元', 'yi', yi, '2.5'],
    ['25000w元', 'wan', '年进出口额（万元）', '25000'],
    ['2.5W', 'm2', '总建筑面积（平方米）', '25000'],
    ['2.5w㎡', 'm2', '', '25000'],
    ['2.5k', 'count', '', '2500'],
    ['2.5k', 'yi', yi, '? unitOpen'],
    ['2.5km2', 'm2', '', '2500000'],
    ['2.5万+', 'm2', '', '? bound'],
    ['2.5w+', 'm2', '', '? bound'],
    ['2.5W美元', 'wanUsd', '', '2.5'],
    ['2.5W美元', 'yi', yi, '? currency'],
    ['250 million', 'yi', yi, '2.5'],
    ['RMB 250 million', 'yi', yi, '2.5'],
    ['250M', 'yi', yi, '? words'],
    ['RMB250M', 'yi', yi, '? words'],
    ['2.5B', 'yi', yi, '? words'],
    ['（2.5亿元）', 'yi', yi, '? words'],
    ['2.5×10^8', 'yi', yi, '? several'],
    ['2.5×10⁸', 'yi', yi, '? mark'],
    ['2.5×10的8次方元', 'yi', yi, '? several'],
    ['2.5e8', 'yi', yi, '? several'],
    ['2.5E+08', 'yi', yi, '? several'],
    ['1e3', 'count', '', '? several'],
  ],
  'two units beside one figure': [
    ['32000', 'yi', '产业园跨境电商年进出口额（亿元）（未折算，万元）', '? unitOpen'],
    ['32000', 'yi', '产业园跨境电商年进出口额（亿元（未折算，万元））', '? unitOpen'],
    ['32000', 'yi', '产业园跨境电商年进出口额（亿元）/万元', '? unitOpen'],
    ['3.2', 'yi', '产业园跨境电商年进出口额（亿元）（单位：亿元）', '3.2'],
    ['3.2亿元', 'yi', '产业园跨境电商年进出口额（亿元）（未折算，万元）', '3.2'],
    ['3.2（未折算，万元）', 'yi', yi, '? words'],
    ['3.2（以美元计）', 'yi', yi, '? currency'],
    ['3.2亿元（4500万美元）', 'yi', yi, '3.2'],
    ['25000万元（2.5亿元）', 'yi', yi, '2.5'],
    ['25000万元（即2.5亿元）', 'yi', yi, '2.5'],
    ['25012万元（约2.5亿元）', 'yi', yi, '2.5012'],
    ['25000万元（25亿元）', 'yi', yi, '? several'],
    ['25000万元（合0.25亿元）', 'yi', yi, '? several'],
    ['2万㎡（2000㎡）', 'm2', '', '? several'],
    ['20000㎡（30亩）', 'm2', '', '20000'],
    ['3.2（其中超亿元企业3家）', 'yi', yi, '3.2'],
    ['3.2亿元（同比+5%）', 'yi', yi, '3.2'],
  ],
  'words that leave open how large it is': [
    ['2亿5千', 'yi', yi, '? several'],
    ['二亿五千', 'yi', yi, '? words'],
    ['二亿五千万', 'yi', yi, '2.5'],
    ['2亿零5千', 'yi', yi, '2.00005'],
    ['三亿零五百', 'yi', yi, '3.000005'],
    ['3万5千', 'm2', '', '35000'],
    ['2.5亿（？）', 'yi', yi, '? unproven'],
    ['2.5？', 'yi', yi, '? unproven'],
    ['2.5亿元（存疑）', 'yi', yi, '? unproven'],
  ],
  'two cells, two lines, two figures': [
    ['15\t300', 'm2', '', '? several'],
    ['15\n300', 'm2', '', '? several'],
    ['15\u3000300', 'm2', '', '? several'],
    ['15 300', 'm2', '', '15300'],
    ['15\u00a0300', 'm2', '', '15300'],
    ["15'300", 'm2', '', '15300'],
    ['15300\n平方米', 'm2', '', '15300'],
    ['15 30', 'm2', '', '? several'],
    ['8000㎡ 4000㎡', 'm2', '', '? several'],
    ['①15 ②300', 'm2', '', '? several'],
  ],
  'marks of notes': [
    ['2.5①', 'yi', yi, '2.5'],
    ['1.2²', 'yi', yi, '1.2'],
    ['45①', 'count', '', '45'],
    ['3200¹', 'm2', '', '3200'],
    ['3200㉑', 'm2', '', '3200'],
    ['3200⑴', 'm2', '', '3200'],
    ['3200⒈', 'm2', '', '3200'],
    ['3200❶', 'm2', '', '3200'],
    ['3200₁', 'm2', '', '3200'],
    ['2.5亿元①', 'yi', yi, '2.5'],
    ['2.5①亿元', 'yi', yi, '2.5'],
    ['3200（①）', 'm2', '', '3200'],
    ['①3200', 'm2', '', '? words'],
    ['2.1万m²', 'm2', '', '21000'],
    ['2.1万㎡', 'm2', '', '21000'],
    ['2.1万M²', 'm2', '', '21000'],
    ['2.1万平方米²', 'm2', '', '21000'],
    ['0.02km²', 'm2', '', '20000'],
    ['12½', 'count', '', '? several'],
    ['45[1]', 'count', '', '45'],
    ['10⁸元', 'yi', yi, '? mark'],
    ['1.2×10⁸元', 'yi', yi, '? mark'],
    ['10²', 'count', '', '? mark'],
  ],
  'bounds, ranges and hopes': [
    ['约3.2亿元', 'yi', yi, '3.2'],
    ['3.2亿元左右', 'yi', yi, '? bound'],
    ['3.2亿元以上', 'yi', yi, '? bound'],
    ['≥3.2', 'yi', yi, '? bound'],
    ['>3.2', 'yi', yi, '? bound'],
    ['不足3.2亿元', 'yi', yi, '? bound'],
    ['近3.2亿元', 'yi', yi, '? bound'],
    ['超过3.2亿元', 'yi', yi, '? bound'],
    ['3亿余元', 'yi', yi, '? bound'],
    ['20余家', 'count', '', '? bound'],
    ['20多家', 'count', '', '? bound'],
    ['20+', 'count', '', '? bound'],
    ['20家+', 'count', '', '? bound'],
    ['不少于20家', 'count', '', '? bound'],
    ['10-20', 'count', '', '? range'],
    ['10～20家', 'count', '', '? range'],
    ['3亿元至5亿元', 'yi', yi, '? range'],
    ['三万至五万', 'm2', '', '? range'],
    ['预计3.2亿元', 'yi', yi, '? unproven'],
    ['3.2亿元（预计）', 'yi', yi, '? unproven'],
    ['12.5（估）', 'yi', yi, '? unproven'],
    ['12.5亿元（估算）', 'yi', yi, '? unproven'],
    ['20000（规划建筑面积）', 'm2', '', '? unproven'],
    ['3.2亿元（2025年）', 'yi', yi, '3.2'],
  ],
  'areas and counts': [
    ['1.58万平方米', 'm2', '', '15800'],
    ['1.58万', 'm2', '总建筑面积（平方米）', '15800'],
    ['1万5800平方米', 'm2', '', '15800'],
    ['1万5千平方米', 'm2', '', '15000'],
    ['三万六千五百平方米', 'm2', '', '36500'],
    ['三十万平方米', 'm2', '', '300000'],
    ['1.5万平', 'm2', '', '15000'],
    ['1.5万平米', 'm2', '', '15000'],
    ['1.5萬平方米', 'm2', '', '15000'],
    ['15000平方公尺', 'm2', '', '15000'],
    ['㎡ 15000', 'm2', '', '? several'],
    ['平方米：15000', 'm2', '', '15000'],
    ['30来家', 'count', '', '? bound'],
    ['三十几家', 'count', '', '? bound'],
    ['人 30', 'people', '', '? words'],
    ['2公顷', 'm2', '', '20000'],
    ['1.5 平方公里', 'm2', '', '1500000'],
    ['15,300.50 m2', 'm2', '', '15300.5'],
    ['三十二家', 'count', '', '32'],
    ['一百零五家', 'count', '', '105'],
    ['一百五', 'count', '', '? words'],
    ['3百家', 'count', '', '300'],
    ['1千2百家', 'count', '', '1200'],
    ['32户', 'count', '', '32'],
    ['32人', 'count', '', '? unit'],
    ['共 32 家企业', 'count', '', '32'],
    ['35%', 'percent', '', '35'],
    ['３５％', 'percent', '', '35'],
    ['36个月', 'months', '', '36'],
    ['3年', 'years', '', '3'],
    ['/', 'count', '', '? words'],
    ['无', 'count', '', '? words'],
  ],
};

describe.each(Object.entries(rows))('%s', (_name, table) => {
  test.each(table)('%j in %s under %j is %s', (text, unit, label, found) => {
    expect(read(text, unit, label)).toBe(found);
  });
});

const multiples: readonly (readonly [text: string, size: bigint])[] = [
  ['', 1n],
  ['百', 100n],
  ['千', 1000n],
  ['万', 10_000n],
  ['百万', 1_000_000n],
  ['千万', 10_000_000n],
  ['亿', 100_000_000n],
  ['百亿', 10_000_000_000n],
  ['千亿', 100_000_000_000n],
];
const currencies = { cny: ['元', '元人民币', '人民币'], usd: ['美元', '美金'], foreign: ['欧元', '港币', '日元'] } as const;

test('no_reading_of_money_changes_its_currency_or_moves_its_point', () => {
  const kind = fc.constantFrom('cny' as const, 'usd' as const, 'foreign' as const);
  const word = kind.chain((one) => fc.record({ kind: fc.constant(one), text: fc.constantFrom(...currencies[one]) }));
  const unit = fc.record({ multiple: fc.constantFrom(...multiples), word });
  const figure = fc.tuple(fc.integer({ min: 1, max: 999_999 }), fc.integer({ min: 0, max: 3 }));
  fc.assert(
    fc.property(
      figure,
      fc.option(unit),
      fc.option(unit),
      fc.constantFrom('yi' as const, 'wan' as const, 'wanUsd' as const),
      (number, inCell, inLabel, target) => {
        const [digits, places] = number;
        const value = divide(rational(digits), rational(10n ** BigInt(places)));
        const spell = (one: typeof inCell): string => (one ? one.multiple[0] + one.word.text : '');
        const text = toDecimal(value) + spell(inCell);
        const label = inLabel ? `年进出口额（${spell(inLabel)}）` : '年进出口额';
        const found = read(text, target, label);
        const wanted = target === 'wanUsd' ? 'usd' : 'cny';
        const size = target === 'yi' ? 100_000_000n : 10_000n;
        // 人民币 alone names the currency and not a unit
        const isUnit = (one: typeof inCell) => one !== null && !(one.word.text === '人民币' && one.multiple[0] === '');
        if ([inCell, inLabel].some((one) => one && one.word.kind !== wanted)) expect(found).toBe('? currency');
        else if (!found.startsWith('?')) {
          const holds = isUnit(inCell) || inCell ? inCell : isUnit(inLabel) ? inLabel : null;
          const expected: Rational = holds ? divide(multiply(value, rational(holds.multiple[1])), rational(size)) : value;
          expect(parseDecimal(found)).toEqual(parseDecimal(toDecimal(expected)));
        }
      },
    ),
    { numRuns: 3000 },
  );
});

test('no_way_to_write_a_multiple_moves_the_point', () => {
  // 0: nobody can say how large it is
  const written = fc.constantFrom<readonly [string, bigint]>(
    ...multiples.filter(([text]) => text !== ''),
    ...([
      ['w', 10_000n],
      ['W', 10_000n],
      ['wan', 10_000n],
      ['k', 1000n],
      ['仟', 1000n],
      ['million', 1_000_000n],
      ['mn', 1_000_000n],
      ['billion', 1_000_000_000n],
      ['10⁴', 10_000n],
      ['10^4', 10_000n],
      ['10,000', 10_000n],
      ['10000', 10_000n],
      ["'000", 1000n],
      ['M', 0n],
      ['m', 0n],
      ['MM', 0n],
      ['B', 0n],
      ['×10⁴', 0n],
      ['*10^4', 0n],
      ['e4', 0n],
      ['hundred ', 0n],
    ] as const),
  );
  const around = fc.constantFrom<(size: string) => string>(
    (size) => `${size}元`,
    (size) => `${size} 元`,
    (size) => `RMB ${size}`,
    (size) => `人民币${size}`,
    (size) => `单位：${size}元`,
    (size) => `亿元）（${size}元`,
    (size) => `2023年，${size}元`,
    (size) => `${size} yuan`,
  );
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 999_999 }), written, around, (figure, [text, size], spell) => {
      const found = read(String(figure), 'yi', `年进出口额（${spell(text)}）`);
      if (size === 0n || (text !== '亿' && spell(text).startsWith('亿元）'))) expect(found).toMatch(/^\?/);
      else if (!found.startsWith('?'))
        expect(parseDecimal(found)).toEqual(
          parseDecimal(toDecimal(divide(multiply(rational(figure), rational(size)), rational(100_000_000)))),
        );
    }),
    { numRuns: 3000 },
  );
});

test('digits_of_two_places_are_never_one_figure', () => {
  const between = fc.constantFrom('\n', ' \n', '\n ', ' \t ', '\t', '\u3000', ' | ', '、', ' / ', '；', '\r\n', '  \n ');
  fc.assert(
    fc.property(fc.nat(1e5), fc.nat(1e5), between, fc.constantFrom('m2' as const, 'count' as const, 'yi' as const), (a, b, sign, unit) =>
      read(`${a}${sign}${b}`, unit, '').startsWith('?'),
    ),
  );
});

test('a_mark_behind_a_figure_adds_nothing_to_it', () => {
  const mark = fc.constantFrom('①', '⑳', '㉑', '㊿', '⑴', '⒈', '❶', '➀', '⓪', '¹', '²', '³', '⁰', '⁹', '₁', '₉');
  fc.assert(
    fc.property(fc.integer({ min: 11, max: 1e6 }), mark, fc.constantFrom('', '家', '户'), (figure, sign, unit) => {
      expect(read(`${figure}${unit}${sign}`, 'count', '')).toBe(String(figure));
      expect(read(`${figure}${sign}${unit}`, 'count', '')).toBe(String(figure));
    }),
  );
});
