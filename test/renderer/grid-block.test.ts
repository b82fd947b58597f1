/** Blocks as office programs put them on the clipboard. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { asLeaf } from '../../domain/rubric/model.ts';
import { layBlock, splitBlock } from '../../renderer/screens/scoring/paper/block.ts';

test.each([
  ['8', [['8']]],
  [
    '8\t9\n7\t6',
    [
      ['8', '9'],
      ['7', '6'],
    ],
  ],
  // office programs end the last row too, and Windows ends rows with two characters
  [
    '8\t9\r\n7\t6\r\n',
    [
      ['8', '9'],
      ['7', '6'],
    ],
  ],
  ['\t9\n\n6\t', [['', '9'], [''], ['6', '']]],
  ['"8"\t"two\nlines"\t"say ""yes"""', [['8', 'two\nlines', 'say "yes"']]],
])('%j is a block', (text, cells) => {
  expect(splitBlock(text)).toEqual(cells);
});

test('any_block_comes_back_as_it_was_copied', () => {
  const cell = fc.string().map((text) => text.replaceAll('\r', ''));
  fc.assert(
    fc.property(fc.array(fc.array(cell, { minLength: 1 }), { minLength: 1 }), (cells) => {
      const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
      expect(splitBlock(`${cells.map((row) => row.map(quote).join('\t')).join('\n')}\n`)).toEqual(cells);
    }),
  );
});

test('each_cell_is_taken_or_left_with_its_reason_and_none_is_lost', () => {
  const criteria = [asLeaf({ id: '1', name: { zh: '甲' }, max100: 1000 }), asLeaf({ id: '2', name: { zh: '乙' }, max100: 600 })];
  const rows = [
    { applicationId: 'a', name: '长沙', locked: null, asked: null },
    { applicationId: 'b', name: '株洲', locked: '已提交', asked: null },
  ];
  const { taken, left } = layBlock('9\t７。5\t1\n1\t2\n3', rows, criteria, { row: 0, column: 0 });
  expect(taken.map((one) => [one.row.applicationId, one.criterion.id, one.points100])).toEqual([['a', '1', 900]]);
  expect(
    left.map((one) => [
      one.row?.applicationId ?? null,
      one.criterion?.id ?? null,
      one.text,
      typeof one.why === 'string' ? one.why : one.why.code,
    ]),
  ).toEqual([
    ['a', '2', '７。5', 'score/above-maximum'],
    ['a', null, '1', 'outside'],
    ['b', '1', '1', 'locked'],
    ['b', '2', '2', 'locked'],
    [null, '1', '3', 'outside'],
  ]);
});
