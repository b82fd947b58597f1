/** All methods of the contract and who answers them; the type demands that none is missing. */
import type { Handlers } from './dispatch.ts';
import { applicationHandlers } from './applications.ts';
import { auditHandlers } from './audit.ts';
import { checkingHandlers } from './checking.ts';
import { firmnessHandlers } from './firmness.ts';
import { calendarHandlers } from './calendar.ts';
import { conflictHandlers } from './conflicts.ts';
import { exchangeConflictHandlers } from './exchange-conflicts.ts';
import { exchangeHandlers } from './exchange.ts';
import { identityHandlers } from './identities.ts';
import { minutesHandlers } from './minutes.ts';
import { opinionHandlers } from './opinions.ts';
import { packageHandlers } from './packages.ts';
import { panelHandlers } from './panel.ts';
import { publicityHandlers } from './publicity.ts';
import { reentryHandlers } from './reentry.ts';
import { reportBatchHandlers } from './report-batch.ts';
import { reportTextHandlers } from './report-texts.ts';
import { reportWorkbookHandlers } from './report-workbook.ts';
import { reportHandlers } from './reports.ts';
import { roundHandlers } from './rounds.ts';
import { rubricHandlers } from './rubric.ts';
import { schemeHandlers } from './schemes.ts';
import { scoreHandlers } from './scores.ts';
import { scoreUndoHandlers } from './score-undo.ts';
import { seatHandlers } from './seats.ts';
import { settingsHandlers } from './settings.ts';
import { sheetHandlers } from './sheets-xlsx.ts';
import { shortlistHandlers } from './shortlist.ts';
import { sittingHandlers } from './sitting.ts';
import { statisticsHandlers } from './statistics.ts';
import { tallyHandlers } from './tally.ts';
import { tallySheetHandlers } from './tally-xlsx.ts';
import { titleHandlers } from './titles.ts';
import { visitPhotoHandlers } from './visit-photos.ts';
import { visitHandlers } from './visits.ts';
import { workspaceHandlers } from './workspace.ts';

export const handlers: Handlers = {
  ...schemeHandlers,
  ...roundHandlers,
  ...rubricHandlers,
  ...titleHandlers,
  ...packageHandlers,
  ...applicationHandlers,
  ...checkingHandlers,
  ...panelHandlers,
  ...conflictHandlers,
  ...seatHandlers,
  ...scoreHandlers,
  ...settingsHandlers,
  ...scoreUndoHandlers,
  ...reentryHandlers,
  ...sheetHandlers,
  ...visitHandlers,
  ...visitPhotoHandlers,
  ...opinionHandlers,
  ...tallyHandlers,
  ...firmnessHandlers,
  ...tallySheetHandlers,
  ...statisticsHandlers,
  ...shortlistHandlers,
  ...publicityHandlers,
  ...calendarHandlers,
  ...minutesHandlers,
  ...identityHandlers,
  ...sittingHandlers,
  ...exchangeHandlers,
  ...exchangeConflictHandlers,
  ...reportHandlers,
  ...reportBatchHandlers,
  ...reportTextHandlers,
  ...reportWorkbookHandlers,
  ...workspaceHandlers,
  ...auditHandlers,
};
