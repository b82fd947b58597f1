import { expect, test } from 'vitest';
import { understand } from '../../../domain/form/typed.ts';

test.each([
  ['decimal', 'yi', '３．２', '3.2'],
  ['decimal', 'yi', '3.2亿元', '3.2'],
  ['decimal', 'yi', '32000万元', '3.2'],
  ['decimal', 'yi', ' 3.20 ', '3.2'],
  ['decimal', 'm2', '3,200', '3200'],
  ['decimal', 'm2', '1.2万平方米', '12000'],
  ['decimal', 'none', '7', '7'],
  ['decimal', null, '7.5', '7.5'],
  ['integer', 'count', '42家', '42'],
  ['integer', 'count', '４２', '42'],
  ['integer', 'count', '四十二', '42'],
  ['decimal', 'm2', '5.3万㎡', '53000'],
  ['decimal', 'yi', '25000W', '2.5'],
  ['date', null, '二〇二四年八月', '2024-08'],
  ['date', null, '2024.8', '2024-08'],
  ['date', null, '2024-8', '2024-08'],
  ['date', null, '2024年8月', '2024-08'],
  ['date', null, '2024.8.1', '2024-08-01'],
  ['text', null, ' 星湖 ', '星湖'],
  // what is told and not taken
  ['integer', 'count', '42.5', '? whole'],
  ['decimal', 'yi', '3.2亿美元', '? currency'],
  ['decimal', 'yi', '约3-4', '? range'],
  ['decimal', 'yi', '5以上', '? bound'],
  ['integer', 'count', '80余家', '? bound'],
  ['decimal', 'm2', '约4000', '? bound'],
  ['decimal', 'yi', '25000万元整', '2.5'],
  ['decimal', 'yi', '2.5个亿', '2.5'],
  ['decimal', 'yi', '三个多亿', '? bound'],
  ['decimal', 'yi', '预计3.2', '? unproven'],
  ['decimal', 'm2', '15 亩 3', '? several'],
  ['date', null, '2024', '? date'],
  ['date', null, '2024-13', '? date'],
  ['date', null, '去年八月', '? date'],
])('of type %s in %s %j is %s', (type, unit, typed, found) => {
  const read = understand(type, unit, typed);
  expect('why' in read ? `? ${read.why}` : read.text).toBe(found);
});
