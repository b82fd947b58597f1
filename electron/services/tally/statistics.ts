/** The bare statistics, for anybody who wants to check them against published tables. */
import { agreement } from '../../../domain/statistics/agreement.ts';
import { parseMatrixRules, tallyMatrix } from '../../../domain/tally/matrix.ts';
import type { Handlers } from '../session/dispatch.ts';

export const statisticsHandlers = {
  'statistics.agreement'(_store, { matrix }) {
    return agreement(matrix);
  },
  'statistics.tally'(_store, { scores, rules }) {
    return tallyMatrix({ scores, rules: parseMatrixRules(rules) });
  },
} satisfies Partial<Handlers>;
