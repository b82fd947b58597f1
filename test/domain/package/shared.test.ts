import { expect, test } from 'vitest';
import { foldAddress, foldPeople, foldPhones, tracesOf } from '../../../domain/package/shared.ts';

test.each([
  ['0731-88880001', ['073188880001']],
  ['（0731）8888 0001', ['073188880001']],
  ['０７３１－８８８８０００１', ['073188880001']],
  ['+86 731 88880001', ['073188880001']],
  ['+86-0731-88880001', ['073188880001']],
  ['+86 139 0000 1234', ['13900001234']],
  ['008613900001234', ['13900001234']],
  ['13900001234、0731-88880001转802', ['13900001234', '073188880001']],
  ['13900001234 13900001235', ['13900001234', '13900001235']],
  ['13900001234/13900001235', ['13900001234', '13900001235']],
  ['0731-00000000', []],
  ['13800000000', []],
  ['12345', []],
  ['无', []],
  ['', []],
])('the telephone %j is %j', (text, digits) => {
  expect(foldPhones(text)).toEqual(digits);
});

test.each([
  ['湖南省长沙市长沙县示例大道1号', '长沙市长沙县示例大道1号'],
  ['湖南省 长沙市 长沙县 示例大道１号', '长沙市长沙县示例大道1号'],
  ['中国湖南省长沙市长沙县示例大道1号', '长沙市长沙县示例大道1号'],
  ['示例大道1号（A栋）', '示例大道1号a栋'],
  ['湖南省长沙市', ''],
  ['湖南省 长沙市 长沙县', ''],
  ['', ''],
])('the address %j is %j', (text, folded) => {
  expect(foldAddress(text)).toBe(folded);
});

test('an_address_without_a_place_lies_where_its_park_is_registered', () => {
  const keys = ['湖南省 长沙市 长沙县', '湖南省 株洲市', ''].map((place) => foldAddress('人民路1号', place));
  expect(keys).toEqual(['长沙市长沙县人民路1号', '株洲市人民路1号', '人民路1号']);
  expect(foldAddress('长沙市长沙县人民路1号', '湖南省株洲市')).toBe(keys[0]);
});

test.each([
  ['张 伟', ['张伟']],
  ['张伟（主任）', ['张伟']],
  ['张伟主任 13900001234', ['张伟']],
  ['张伟、李娜', ['张伟', '李娜']],
  ['无', []],
  ['', []],
])('the people %j are %j', (text, names) => {
  expect(foldPeople(text)).toEqual(names);
});

test('what_is_said_twice_is_one_trace', () => {
  const traces = tracesOf({ contact: '张伟', legalRepresentative: '张 伟', phone: null, companies: 30 }, []);
  expect(traces.map(({ kind, key }) => [kind, key])).toEqual([['person', '张伟']]);
});
