/** Words found in documents, and places on pages that were turned. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findIn, placesOf } from '../../renderer/ui/viewer/find.ts';
import { turned, type Turn } from '../../renderer/ui/viewer/place.ts';
import type { Rect } from '../../domain/model.ts';

describe('words in a text', () => {
  test.each<[string, string, string[]]>([
    ['总建筑面积 12000 平方米', '面积', ['面积']],
    ['总建筑面\n积为', '面积', ['面\n积']],
    ['Ｅ－ＣＯＭＭＥＲＣＥ', 'e-com', ['Ｅ－ＣＯＭ']],
    ['ABC abc', 'Abc', ['ABC', 'abc']],
    ['aaaa', 'aa', ['aa', 'aa']],
    ['㎡', 'm2', ['㎡']],
    ['𠮷野家', '野', ['野']],
    ['没有', '面积', []],
    ['有空白', '  ', []],
  ])('%s: %s', (text, words, found) => {
    expect(placesOf(text, words).map(([from, to]) => text.slice(from, to))).toEqual(found);
  });

  test('every part of a text is found in it', () => {
    const text = fc.string({ unit: fc.constantFrom('面', '积', '㎡', 'Ａ', 'a', ' ', '\n', '𠮷', '1'), maxLength: 40 });
    fc.assert(
      fc.property(text, fc.nat(40), fc.nat(40), (whole, from, length) => {
        const characters = [...whole];
        const part = characters.slice(from, from + length).join('');
        const found = placesOf(whole, part);
        if (part.trim() === '') expect(found).toEqual([]);
        else expect(found.length).toBeGreaterThan(0);
      }),
    );
  });

  test('places are told page by page with what stands around them', () => {
    expect(findIn(['甲 面积 乙', '', '丙面积'], '面积')).toEqual([
      { page: 1, at: 0, before: '甲 ', words: '面积', after: ' 乙' },
      { page: 3, at: 0, before: '丙', words: '面积', after: '' },
    ]);
  });
});

describe('a place on a page that is turned', () => {
  const place: Rect = [0.1, 0.2, 0.3, 0.6];
  test.each<[Turn, Rect]>([
    [0, [0.1, 0.2, 0.3, 0.6]],
    [90, [0.4, 0.1, 0.8, 0.3]],
    [180, [0.7, 0.4, 0.9, 0.8]],
    [270, [0.2, 0.7, 0.6, 0.9]],
  ])('by %i degrees', (turn, expected) => {
    for (const [index, share] of turned(place, turn).entries()) expect(share).toBeCloseTo(expected[index] ?? 0, 10);
    const back = turned(turned(place, turn), ((360 - turn) % 360) as Turn);
    for (const [index, share] of back.entries()) expect(share).toBeCloseTo(place[index] ?? 0, 10);
  });
});
