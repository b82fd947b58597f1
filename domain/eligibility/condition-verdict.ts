/** What testing one condition of a rule book gives. */
import type { Condition } from '../condition/condition.ts';
import type { Part } from '../scheme/expression.ts';

/** Value, threshold and gap are those of the decisive part; all parts are in `parts`. */
export interface ConditionVerdict extends Omit<Part, 'asks'> {
  readonly id: string;
  readonly label: Condition['label'];
  readonly article: string;
  readonly text: string;
  readonly kind: Condition['kind'];
  readonly parts: readonly Part[];
  /** a discretion of the rule book; `holds` when its precondition is fulfilled */
  readonly relaxation: { readonly article: string; readonly text: string; readonly holds: boolean } | null;
  /** what experts decided, where it was theirs to decide */
  readonly decided: 'met' | 'notMet' | 'granted' | 'denied' | null;
}
