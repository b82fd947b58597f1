/** The two sides of the quota line. */
import type { ShortlistAnswer } from '../../../domain/contract/api.ts';

export type ShortlistRow = ShortlistAnswer['types'][number]['rows'][number];
export type ListWords = ShortlistAnswer['words'];
export type Result = 'listed' | 'notListed';

interface Bands {
  above: readonly ShortlistRow[];
  below: readonly ShortlistRow[];
}

/**
 * Above the line stands what is listed now (decided, else proposed) and what is still open; below it everything else,
 * also a park that ranks higher but may not enter. Both sides in order of rank, as the answer gives them.
 */
export function splitAtLine(rows: readonly ShortlistRow[]): Bands {
  return { above: rows.filter((row) => row.result !== 'notListed'), below: rows.filter((row) => row.result === 'notListed') };
}

/** Whether a decision for this result can go without a reason: as it is proposed, or as the panel voted where the rules left it open. */
export function followsProposal({ proposed, carried }: Pick<ShortlistRow, 'proposed' | 'carried'>, result: Result): boolean {
  const isListed = result === 'listed';
  if (carried !== null && carried !== isListed) return false;
  return proposed === 'needsDecision' ? carried !== null : proposed === (isListed ? 'proposed' : 'notProposed');
}
