import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { readTicks } from '../../../domain/form/ticks.ts';

const words = ['引领型', '培育型'];

test.each([
  ['☑引领型 □培育型', ['引领型']],
  ['☐引领型 ☒培育型', ['培育型']],
  ['☑ 引领型 ☐ 培育型', ['引领型']],
  ['√引领型 培育型', ['引领型']],
  ['引领型√ 培育型', ['引领型']],
  ['引领型 √培育型', ['培育型']],
  ['■引领型　□培育型', ['引领型']],
  ['●引领型 ○培育型', ['引领型']],
  ['引领型☑ 培育型□', ['引领型']],
  ['引领型（√）培育型（ ）', ['引领型']],
  ['引领型（ ）  培育型（√）', ['培育型']],
  ['（√）引领型（）培育型', ['引领型']],
  ['[x]引领型 [ ]培育型', ['引领型']],
  ['□√引领型 □培育型', ['引领型']],
  ['✓引领型', ['引领型']],
  ['✔ 引领型\n□ 培育型', ['引领型']],
  ['（在□内打√）□引领型 ☑培育型', ['培育型']],
  ['引领型 ☑  □ 培育型', ['引领型']],
  ['□引领型 □培育型', []],
  ['☑引领型 ☑培育型', ['引领型', '培育型']],
  ['×引领型 √培育型', ['培育型']],
])('%j ticks %j', (text, ticked) => {
  expect(readTicks(text, words)).toMatchObject({ ticked, marked: true });
});

test.each(['引领型√培育型', '引领型 √ 培育型', '√', '☑成长型 □引领型 培育型√', '☑引领型☑'])('%j is ambiguous and not read', (text) => {
  expect(readTicks(text, words)).toBeNull();
});

test.each([
  ['引领型 培育型', ['引领型', '培育型'], true],
  ['引领型', ['引领型'], true],
  ['不申报引领型', ['引领型'], false],
])('%j has no marks', (text, open, bare) => {
  expect(readTicks(text, words)).toEqual({ ticked: [], open, marked: false, bare });
});

test('a blank to write in is not a second box', () => {
  expect(readTicks('☑人才培训 □其他（ ）', ['人才培训', '其他'])).toMatchObject({ ticked: ['人才培训'], open: ['其他'] });
});

test('a longer word is not its beginning', () => {
  expect(readTicks('☑物流服务 □物流', ['物流', '物流服务'])).toMatchObject({ ticked: ['物流服务'], open: ['物流'] });
});

test('any_choice_marked_in_one_way_is_read_back', () => {
  const services = ['通关服务', '税务服务', '金融服务', '物流服务', '人才培训'];
  const styles: ((word: string, on: boolean) => string)[] = [
    (word, on) => `${on ? '☑' : '□'}${word}`,
    (word, on) => `${on ? '■' : '□'} ${word}`,
    (word, on) => `${word}（${on ? '√' : ' '}）`,
    (word, on) => `${word}${on ? '☑' : '☐'}`,
    (word, on) => `${on ? '√' : ''}${word}`,
  ];
  fc.assert(
    fc.property(fc.subarray(services), fc.constantFrom(...styles), fc.constantFrom('  ', '\n', '   '), (chosen, style, gap) => {
      const ticks = readTicks(services.map((word) => style(word, chosen.includes(word))).join(gap), services);
      return ticks !== null && JSON.stringify(ticks.ticked) === JSON.stringify(chosen);
    }),
  );
});
