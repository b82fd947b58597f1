/** Agreement of a round: the figures of the bare matrix over the sheet totals, and each expert against the panel. */
import { inPoints, unitMatrix } from './adjusted.ts';
import { type Panel, layOutPanel } from './panel.ts';
import type { TallyInput } from './tally.ts';
import type { Message } from '../text.ts';
import { type Agreement, agreement } from '../statistics/agreement.ts';
import { explainAgreement } from '../statistics/explain.ts';
import { type ExpertSeverity, type SeverityReason, severity } from '../statistics/severity.ts';

export interface RoundAgreement extends Agreement {
  /** rows and columns of `matrix`: sheet totals in points, weighted and untrimmed; null where there is no whole sheet */
  readonly applicationIds: readonly string[];
  readonly personIds: readonly string[];
  readonly matrix: readonly (readonly (number | null)[])[];
  /** in points, by additive least squares */
  readonly experts: readonly ({ readonly personId: string } & ExpertSeverity)[];
  /** why there are no effects */
  readonly severityReason: SeverityReason | null;
  readonly sentences: readonly Message[];
}

/**
 * Over all parks that were scored.
 * @throws what {@link layOutPanel} refuses
 */
export function roundAgreement({ rubric, applications, sheets }: Omit<TallyInput, 'rules'>): RoundAgreement {
  return panelAgreement(layOutPanel(rubric, applications, sheets));
}

/** The same over sheets that are laid out already. */
export function panelAgreement(panel: Panel): RoundAgreement {
  const { personIds, matrix: units } = unitMatrix(panel);
  // none of the figures knows the unit, and whole numbers need no reading
  const figures = agreement(units);
  const matrix = inPoints(panel, units);
  const { experts, reason } = severity(matrix);
  return {
    ...figures,
    applicationIds: panel.parks.map(({ application }) => application.id),
    personIds,
    matrix,
    experts: experts.map((expert, column) => ({ personId: personIds[column] ?? '', ...expert })),
    severityReason: reason ?? null,
    // sheets of different stages hold different criteria
    sentences: [...(panel.stages.length > 1 ? [{ key: 'tally.agreement.firstStage' }] : []), ...explainAgreement(figures)],
  };
}
