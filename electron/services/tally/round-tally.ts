/** What a round's tally starts from, and what it comes to. */
import type { Evaluation } from '../../../domain/eligibility/evaluate.ts';
import type { Rubric } from '../../../domain/rubric/model.ts';
import type { Panel, TallySheet } from '../../../domain/tally/panel.ts';
import type { TallyRules } from '../../../domain/tally/rules.ts';
import type { Tally } from '../../../domain/tally/tally.ts';
import type { ApplicationRow } from '../../../db/queries/applications.ts';
import type { RoundRow } from '../../../db/queries/rounds.ts';

/** What the tally of a round is made from. */
export interface RoundSheets {
  readonly round: RoundRow;
  readonly rubric: Rubric;
  readonly rules: TallyRules;
  readonly applications: readonly ApplicationRow[];
  readonly sheets: readonly TallySheet[];
}

export interface RoundTally extends RoundSheets {
  readonly panel: () => Panel;
  readonly evaluations: ReadonlyMap<string, Evaluation>;
  readonly result: Tally;
}
