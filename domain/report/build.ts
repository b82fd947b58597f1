/** The tree of any document, by the kind that its data name. */
import type { Translate } from '../text.ts';
import type { DocumentData } from './data.ts';
import { buildMinutes } from './minutes.ts';
import { buildNotice } from './notice.ts';
import { buildReviewReport } from './review-report.ts';
import { buildScoreSheet } from './score-sheet.ts';
import { buildShortlist } from './shortlist.ts';
import { buildSummary } from './summary.ts';
import type { DocumentTree } from './tree.ts';
import { buildVisitRecord } from './visit-record.ts';

export function buildDocument(data: DocumentData, t: Translate): DocumentTree {
  switch (data.kind) {
    case 'review':
      return buildReviewReport(data, t);
    case 'shortlist':
      return buildShortlist(data, t);
    case 'sheet':
      return buildScoreSheet(data, t);
    case 'visit':
      return buildVisitRecord(data, t);
    case 'summary':
      return buildSummary(data, t);
    case 'minutes':
      return buildMinutes(data, t);
    default:
      return buildNotice(data, t);
  }
}
