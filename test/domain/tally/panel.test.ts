import { expect, test } from 'vitest';
import { panelWarnings } from '../../../domain/tally/panel-warnings.ts';

const usual = { minimum: 5, odd: true, expertShare: [2, 3] as [number, number] };

test.each([
  [5, 4, []],
  [7, 5, []],
  [9, 6, []],
  [9, 5, ['tooFewExperts']],
  [6, 4, ['even']],
  [3, 3, ['tooFew']],
  [4, 2, ['tooFew', 'even', 'tooFewExperts']],
  [0, 0, ['tooFew', 'even']],
])('%i members with %i experts lack %j', (members, experts, lacking) => {
  expect(panelWarnings(usual, { members, experts }).map(({ key }) => key.replace('tally.panel.', ''))).toEqual(lacking);
});

test('a_scheme_may_allow_even_panels', () => {
  expect(panelWarnings({ ...usual, odd: false, minimum: 2 }, { members: 4, experts: 4 })).toEqual([]);
});
