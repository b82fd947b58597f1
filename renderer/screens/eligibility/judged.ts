import type { ApplicationRow, EvaluationView } from '../../../domain/contract/api.ts';

/** A park of the round with what its conditions came to. */
export interface Judged {
  row: ApplicationRow;
  evaluation: EvaluationView | undefined;
}
