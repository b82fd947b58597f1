import { expect, test } from 'vitest';
import { compareVersions } from '../../../domain/application/versions.ts';
import { isLate, isOverdue } from '../../../domain/application/supplement.ts';
import type { FieldValue } from '../../../domain/model.ts';

const fields = [{ key: 'a' }];

test.each<[string, FieldValue, FieldValue, FieldValue, unknown[]]>([
  ['the_same', '3.2', '3.2', '3', []],
  ['the_same_in_other_spacing', '甲 园', '甲园', null, []],
  ['a_month_and_a_day_in_it', '2024-08', '2024-08-15', null, []],
  ['another_figure', '3.2', '3.1', null, [{ key: 'a', before: '3.2', after: '3.1', established: null }]],
  ['filled_in', null, 12, null, [{ key: 'a', before: null, after: 12, established: null }]],
  ['left_out', true, null, true, [{ key: 'a', before: true, after: null, established: null }]],
  ['what_was_established_is_contradicted', '3.2', '3.1', '3.0', [{ key: 'a', before: '3.2', after: '3.1', established: '3.0' }]],
  ['what_was_established_is_said_now', '3.2', '3.0', '3.0', [{ key: 'a', before: '3.2', after: '3.0', established: null }]],
])('%s', (_name, before, after, established, found) => {
  expect(compareVersions(fields, { a: before }, { a: after }, { a: established })).toEqual(found);
});

test('fields_that_the_rule_book_does_not_know_are_no_difference', () => {
  expect(compareVersions(fields, { b: '1' }, { b: '2' }, {})).toEqual([]);
});

test.each([
  ['2026-10-12', false],
  ['2026-10-13', true],
])('a_request_until_the_12th_is_on_%s_overdue_%s', (day, is) => {
  expect(isOverdue({ state: 'open', dueOn: '2026-10-12' }, day)).toBe(is);
  expect(isOverdue({ state: 'received', dueOn: '2026-10-12' }, day)).toBe(false);
  expect(isLate({ dueOn: '2026-10-12', receivedOn: day })).toBe(is);
  expect(isLate({ dueOn: '2026-10-12', receivedOn: null })).toBe(false);
});
