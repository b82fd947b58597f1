/** What testing one condition of a rule book gives. */
import type { Source } from '../model.ts';
import type { Message } from '../text.ts';
import type { Comparison, Condition, Unit } from '../condition/condition.ts';
import type { Verdict } from '../condition/verdict.ts';
import type { Part } from '../scheme/expression.ts';

/** Value, threshold and gap are those of the decisive part; all parts are in `parts`. */
export interface ConditionVerdict {
  readonly id: string;
  readonly label: Condition['label'];
  readonly article: string;
  readonly text: string;
  readonly kind: Condition['kind'];
  readonly fields: readonly string[];
  readonly verdict: Verdict;
  readonly value: string | boolean | null;
  readonly source: Source | null;
  readonly op: Comparison | null;
  readonly threshold: string | boolean | null;
  readonly unit: Unit;
  readonly gap: string | null;
  readonly parts: readonly Part[];
  readonly notes: readonly Message[];
  /** a discretion of the rule book; `holds` when its precondition is fulfilled */
  readonly relaxation: { readonly article: string; readonly text: string; readonly holds: boolean } | null;
  /** what experts decided, where it was theirs to decide */
  readonly decided: 'met' | 'notMet' | 'granted' | 'denied' | null;
}
