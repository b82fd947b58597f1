import { expect, test } from 'vitest';
import { hasInitials } from '../../../renderer/screens/frame/initials.ts';

test.each([
  ['长沙星湖跨境电商产业园', 'csxhkjdscyy'],
  ['长沙星湖跨境电商产业园', 'xh'],
  ['长春', 'cc'],
  ['张伟', 'zw'],
  ['会长', 'hz'],
  ['衡阳雁栖', 'hyyq'],
  ['郴州南岭', 'cznl'],
  ['评审报告', 'psbg'],
  ['操作记录', 'czjl'],
  ['额尔古纳', 'eegn'],
  ['欧阳', 'oy'],
  ['PDF 文书', 'pdf ws'],
])('%s is found by %s', (text, typed) => {
  expect(hasInitials(text, typed)).toBe(true);
});

test.each([
  ['长沙星湖', 'sx h'],
  ['长沙星湖', 'csxhk'],
  ['评审报告', 'pb'],
  ['', 'a'],
])('%s is not found by %s', (text, typed) => {
  expect(hasInitials(text, typed)).toBe(false);
});
