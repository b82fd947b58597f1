import { expect, test } from 'vitest';
import { applicationStatuses, hasLeft, mayBecome } from '../../../domain/application/status.ts';

test.each([
  ['open', 'admitted refused withdrawn'],
  ['admitted', 'withdrawn'],
  ['refused', ''],
  ['withdrawn', ''],
] as const)('from_%s_a_decision_leads_to_%s', (status, to) => {
  const decisions = ['admitted', 'refused', 'withdrawn'] as const;
  expect(decisions.filter((next) => mayBecome(status, next)).join(' ')).toBe(to);
});

test('whoever_was_turned_away_or_withdrew_has_left_the_review', () => {
  expect(applicationStatuses.filter(hasLeft)).toEqual(['refused', 'withdrawn']);
});
