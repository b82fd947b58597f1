import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mergeEdit } from '../../domain/edit.ts';

const at = (name: string, unit: string) => ({ name, unit });

test.each([
  ['nobody_else_changed_anything', at('甲', '一'), at('乙', '一'), at('甲', '一'), { next: at('乙', '一') }],
  ['another_field_was_changed_elsewhere', at('甲', '二'), at('乙', '一'), at('甲', '一'), { next: at('乙', '二') }],
  ['the_same_field_was_changed_to_the_same', at('乙', '一'), at('乙', '一'), at('甲', '一'), { next: at('乙', '一') }],
  ['the_same_field_was_changed_to_something_else', at('丙', '一'), at('乙', '一'), at('甲', '一'), { clash: ['name'] }],
  ['nobody_says_what_they_saw', at('丙', '二'), at('乙', '一'), undefined, { next: at('乙', '一') }],
])('%s', (_name, stored, now, was, expected) => {
  expect(mergeEdit(stored, now, was)).toEqual(expected);
});

const record = fc.record({ name: fc.constantFrom('甲', '乙', '丙'), unit: fc.constantFrom('一', '二') });

test('no_change_of_another_is_taken_back_without_a_word', () => {
  fc.assert(
    fc.property(record, record, record, (stored, now, was) => {
      const merged = mergeEdit(stored, now, was);
      if ('clash' in merged) return;
      for (const name of ['name', 'unit'] as const) if (now[name] === was[name]) expect(merged.next[name]).toBe(stored[name]);
    }),
  );
});
