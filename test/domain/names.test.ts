/** Names that no system refuses, whatever people call their parks. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { longestFileName, safeFileName, safeSheetName } from '../../domain/names.ts';

describe('file names', () => {
  test.each([
    ['长沙星湖跨境电商产业园评审报告', '长沙星湖跨境电商产业园评审报告'],
    ['a/b\\c:d*e?f"g<h>i|j', 'a b c d e f g h i j'],
    ['..', 'document'],
    ['', 'document'],
    ['  \t\n ', 'document'],
    ['report. . ', 'report'],
    ['a\u0000b\u001fc\u007fd\u0085e', 'a b c d e'],
    // a mark that turns the writing direction would show gpj.exe as exe.jpg
    ['photo\u202Egpj.exe', 'photo gpj.exe'],
    ['CON', '_CON'],
    ['nul.txt', '_nul.txt'],
    ['Aux .pdf', '_Aux.pdf'],
    ['COM1', '_COM1'],
    ['lpt9.report.pdf', '_lpt9.report.pdf'],
    ['COM10', 'COM10'],
    ['CONSOLE', 'CONSOLE'],
    ['e\u0301', '\u00e9'],
    ['a\ud800b', 'a b'],
    ['字'.repeat(100), '字'.repeat(59)],
    [`${'字'.repeat(100)}.pdf`, `${'字'.repeat(58)}.pdf`],
    ['😀'.repeat(60), '😀'.repeat(44)],
  ])('%j is called %j', (text, name) => expect(safeFileName(text)).toBe(name));

  test('what_is_left_empty_takes_the_word_that_is_given', () => expect(safeFileName('??', '本人')).toBe('本人'));

  const anything = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc
      .array(fc.constantFrom('CON', 'nul', 'com¹', '.', ' ', '..', '/', ':', '\u0000', '\u202e', '园区', '😀', '\udc00', '.pdf', 'é'), {
        maxLength: 90,
      })
      .map((parts) => parts.join('')),
  );

  test('hold_everywhere_and_stay_when_made_safe_again', () =>
    fc.assert(
      fc.property(anything, fc.constantFrom(undefined, longestFileName), (text, longest) => {
        const name = safeFileName(text, 'document', longest);
        expect(name).not.toBe('');
        // a lone surrogate has no UTF-8, and would come back as another character
        expect(Buffer.from(name).toString('utf8')).toBe(name);
        expect(Buffer.byteLength(name)).toBeLessThanOrEqual(longest ?? 180);
        // oxlint-disable-next-line no-control-regex
        expect(name).not.toMatch(/[\\/:*?"<>|\u0000-\u001f\u007f]|[. ]$|^ /);
        expect(name.split('.')[0]?.trim()).not.toMatch(/^(con|prn|aux|nul|(com|lpt)[0-9¹²³])$/i);
        expect(safeFileName(name, 'document', longest)).toBe(name);
      }),
      { numRuns: 2000 },
    ));
});

describe('names of worksheets', () => {
  test.each([
    ['汇总', [], '汇总'],
    ['a\\b/c?d*e[f]g:h', [], 'a b c d e f g h'],
    ["'长沙'", [], '长沙'],
    ["it's", [], "it's"],
    ['', [], 'park'],
    ["''", [], 'park'],
    ['History', [], 'History (2)'],
    ['Park', ['PARK', 'park (2)'], 'Park (3)'],
    ['x'.repeat(40), [], 'x'.repeat(31)],
    ['x'.repeat(40), ['X'.repeat(31)], `${'x'.repeat(27)} (2)`],
    // cut at 31 an apostrophe would stand at the end
    [`${'x'.repeat(30)}'y`, [], 'x'.repeat(30)],
    // and half a character
    [`${'x'.repeat(30)}😀`, [], 'x'.repeat(30)],
  ])('%j beside %j is called %j', (text, taken, name) => expect(safeSheetName(text, 'park', taken)).toBe(name));

  test('hold_in_excel_and_are_never_alike', () =>
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string({ unit: 'binary', maxLength: 50 }), fc.constantFrom('a', 'A', "'", 'history', '园'.repeat(40))), {
          maxLength: 14,
        }),
        (texts) => {
          const names: string[] = [];
          for (const text of texts) names.push(safeSheetName(text, 'park', names));
          expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(texts.length);
          for (const name of names) {
            expect(name.length).toBeGreaterThan(0);
            expect(name.length).toBeLessThanOrEqual(31);
            expect(name).not.toMatch(/[\\/?*[\]:]|^'|'$/);
            expect(name.toLowerCase()).not.toBe('history');
            expect(name.isWellFormed()).toBe(true);
          }
        },
      ),
      { numRuns: 500 },
    ));
});
