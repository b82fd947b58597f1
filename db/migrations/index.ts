import type { Migration } from './type/migration.ts';
import { first } from './0001-0009/0001-first.ts';
import { visits } from './0001-0009/0002-visits.ts';
import { exchange } from './0001-0009/0003-exchange.ts';
import { results } from './0001-0009/0004-results.ts';
import { visitAnswers } from './0001-0009/0005-visit-answers.ts';
import { mergedVisits } from './0001-0009/0006-merged-visits.ts';
import { rowLog } from './0001-0009/0007-row-log.ts';
import { returnStatements } from './0001-0009/0008-return-statements.ts';
import { typedValues } from './0001-0009/0009-typed-values.ts';
import { records } from './0010-records.ts';
import { visitSignatures } from './0011-visit-signatures.ts';
import { visitInquiries } from './0012-visit-inquiries.ts';
import { roster } from './0013-roster.ts';
import { admission } from './0014-admission.ts';
import { deliberation } from './0015-deliberation.ts';
import { stages } from './0016-stages.ts';

/** In order, without gaps: the last one's version is what this program writes. */
export const migrations: readonly Migration[] = [
  first,
  visits,
  exchange,
  results,
  visitAnswers,
  mergedVisits,
  rowLog,
  returnStatements,
  typedValues,
  records,
  visitSignatures,
  visitInquiries,
  roster,
  admission,
  deliberation,
  stages,
];

export const currentVersion = migrations.length;
