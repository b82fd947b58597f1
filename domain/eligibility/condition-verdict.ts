/** What testing one condition of a rule book gives. */
import type { Condition } from '../condition/condition.ts';
import type { Message } from '../text.ts';
import type { Part } from '../scheme/expression.ts';

/** Value, threshold and gap are those of the decisive part; all parts are in `parts`. */
export interface ConditionVerdict extends Omit<Part, 'asks'> {
  readonly id: string;
  /** the rule book's words, or for what is on record a sentence with its dates; see `conditionLabel` */
  readonly label: Condition['label'] | Message;
  readonly article: string;
  readonly text: string;
  readonly kind: Condition['kind'];
  readonly parts: readonly Part[];
  /** a discretion of the rule book; `holds` when its precondition is fulfilled */
  readonly relaxation: { readonly article: string; readonly text: string; readonly holds: boolean } | null;
  /** what experts decided, where it was theirs to decide */
  readonly decided: 'met' | 'notMet' | 'granted' | 'denied' | null;
}
