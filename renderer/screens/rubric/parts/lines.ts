/** A rubric as lines to read and move: each criterion with its depth, its parent and what is wrong with it. */
import { rubricProblems } from '../../../../domain/rubric/rubric.ts';
import type { Criterion, Rubric } from '../../../../domain/rubric/model.ts';
import type { Message } from '../../../../domain/text.ts';

export interface Line {
  criterion: Criterion;
  depth: number;
  parentId: string | null;
  /** place among its siblings, and how many there are */
  index: number;
  of: number;
  problems: readonly Message[];
}

/** The lines in reading order, where the rule book has these `types`; `whole` is wrong with the rubric as such. */
export function linesOf(
  rubric: Pick<Rubric, 'criteria' | 'stages' | 'floor100' | 'ceiling100'>,
  types?: readonly string[],
): { lines: Line[]; whole: Message[] } {
  const problems = rubricProblems(rubric, types);
  const walk = (criteria: readonly Criterion[], depth: number, parentId: string | null, path: string): Line[] =>
    criteria.flatMap((criterion, index) => {
      const at = `${path}[${index}]`;
      const own = problems.filter((one) => one.path === at || (one.path.startsWith(`${at}.`) && !one.path.startsWith(`${at}.children`)));
      const line = { criterion, depth, parentId, index, of: criteria.length, problems: own.map((one) => one.problem) };
      return [line, ...walk(criterion.children ?? [], depth + 1, criterion.id, `${at}.children`)];
    });
  return {
    lines: walk(rubric.criteria, 0, null, 'criteria'),
    whole: problems.filter((one) => !one.path.startsWith('criteria[')).map((one) => one.problem),
  };
}
