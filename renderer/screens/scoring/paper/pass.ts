import type { Output, Round } from '../../../../domain/contract/api.ts';
import type { Leaf } from '../../../../domain/rubric/model.ts';
import type { GridRow } from './block.ts';

/** What both passes, and the comparison of them, work on: the parks of one expert by the criteria of the round. */
export interface PassProps {
  round: Round;
  personId: string;
  rows: readonly GridRow[];
  criteria: readonly Leaf[];
  sheets: readonly Output<'scores.get'>[];
}
