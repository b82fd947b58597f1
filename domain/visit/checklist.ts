/** 核查事项: what a visit team looks at on site. */
import type { LocalText } from '../text.ts';
import type { Expression } from '../condition/condition.ts';
import type { Scheme } from '../scheme/scheme.ts';

export interface CheckItem {
  readonly id: string;
  readonly text: LocalText;
  readonly article: string;
}

function isJudged(test: Expression): boolean {
  if ('judgement' in test) return true;
  if ('all' in test) return test.all.some(isJudged);
  if ('any' in test) return test.any.some(isJudged);
  if ('of' in test) return test.of.some(isJudged);
  return 'not' in test && isJudged(test.not);
}

/** The scheme's own list; where it has none, the conditions that it leaves to judgement for this type of park. */
export function visitChecklist(scheme: Scheme, type: string | null): CheckItem[] {
  if (scheme.visitChecklist) return scheme.visitChecklist.map(({ id, text, article }) => ({ id, text, article }));
  return scheme.conditions
    .filter((condition) => isJudged(condition.test) && (type === null || !condition.types || condition.types.includes(type)))
    .map(({ id, label, article }) => ({ id, text: label, article }));
}
