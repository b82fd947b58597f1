/** The table of kinds against what is made of it: nothing that a kind needs is missing. */
import { describe, expect, test } from 'vitest';
import { documentData } from '../../../domain/report/documents/document.ts';
import { hasScope, isOpenToPanel, isReportKind, kinds, kindsOfRound, nameOfKind, reportKinds } from '../../../domain/report/kinds.ts';
import { documentTexts } from '../../../domain/texts/own-texts.ts';
import { texts } from '../../../domain/texts/index.ts';
import { samples } from '../../fixtures/documents.ts';

describe.each(reportKinds)('%s', (kind) => {
  test.each(['zh', 'en'] as const)('is named in %s', (language) => {
    const keys = [
      nameOfKind(kind),
      nameOfKind(kind, true),
      `reports.fileName.${kind}`,
      `reports.reason.${kind}`,
      `documents.signs.${kind}`,
    ];
    expect(keys.filter((key) => texts[language][key] === undefined)).toEqual([]);
  });
  test('has data and a sample that is drawn', () => {
    const stated = documentData.options.flatMap(({ shape }): readonly string[] =>
      'values' in shape.kind ? [...shape.kind.values] : shape.kind.options,
    );
    expect(stated.filter((one) => one === kind)).toEqual([kind]);
    expect(samples.map((sample) => sample.kind)).toContain(kind);
  });
});

test('every_text_of_an_institution_stands_in_one_kind', () => {
  const stated = reportKinds.flatMap((kind): readonly string[] => kinds[kind].texts);
  expect(stated.toSorted()).toEqual(Object.keys(documentTexts.shape).toSorted());
});

test.each([
  [{ hasRubric: true, isAssessment: false, isReward: true }, []],
  [{ hasRubric: true, isAssessment: false, isReward: false }, ['funding']],
  [{ hasRubric: false, isAssessment: false, isReward: false }, ['sheet', 'summary', 'shortlist', 'funding']],
  [{ hasRubric: true, isAssessment: true, isReward: false }, ['shortlist', 'publicity', 'letter', 'funding']],
  [
    { hasRubric: false, isAssessment: false, isReward: false, isChecklist: true },
    ['sheet', 'summary', 'shortlist', 'publicity', 'final', 'letter', 'funding', 'minutes'],
  ],
  [{ hasRubric: false, isAssessment: true, isReward: false }, ['sheet', 'summary', 'shortlist', 'publicity', 'letter', 'funding']],
])('a round of %j has every kind but %j', (round, without) => {
  const found = kindsOfRound(round);
  expect(reportKinds.filter((kind) => !found.includes(kind))).toEqual(without);
});

test.each([
  ['minutes', false],
  ['sheet', true],
  ['final', true],
  ['certificate', false],
  ['toString', false],
  [undefined, false],
])('%s is open to the panel: %s', (kind, open) => expect(isOpenToPanel(kind)).toBe(open));

test('a_kind_that_is_none_is_not_taken_for_one', () => {
  expect(isReportKind('constructor')).toBe(false);
  expect(hasScope('sheet', 'park')).toBe(false);
  expect(hasScope('sheet', 'seat')).toBe(true);
});
