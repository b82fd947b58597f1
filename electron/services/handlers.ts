/** All methods of the contract and who answers them; the type demands that none is missing. */
import type { Handlers } from './session/dispatch.ts';
import { actHandlers } from './acts/undo.ts';
import { statusHandlers } from './admission/status.ts';
import { supplementHandlers } from './admission/supplements.ts';
import { applicationHandlers } from './applications/applications.ts';
import { fieldHandlers } from './applications/fields.ts';
import { auditHandlers } from './workspace/audit.ts';
import { checkingHandlers } from './applications/summary-check.ts';
import { robustnessHandlers } from './tally/robustness.ts';
import { blankFormHandlers } from './rounds/blank-form.ts';
import { calendarHandlers } from './rounds/calendar.ts';
import { conflictHandlers } from './panel/conflicts.ts';
import { exchangeChoiceHandlers } from './exchange/choices.ts';
import { exchangeConflictHandlers } from './exchange/conflicts.ts';
import { exchangeDecisionHandlers } from './exchange/decisions.ts';
import { exchangeHandlers } from './exchange/exchange.ts';
import { identityHandlers } from './identities/identities.ts';
import { logHandlers } from './workspace/log.ts';
import { minutesHandlers } from './results/minutes.ts';
import { elsewhereHandlers } from './applications/elsewhere.ts';
import { eligibilityMatrixHandlers } from './applications/eligibility-matrix.ts';
import { minutesUnsavedHandlers } from './results/minutes-unsaved.ts';
import { ownNoteHandlers } from './scoring/own-notes.ts';
import { opinionHandlers } from './scoring/opinions.ts';
import { packageHandlers } from './applications/packages.ts';
import { drawHandlers } from './panel/draws.ts';
import { rosterHandlers } from './panel/roster.ts';
import { panelHandlers } from './panel/panel.ts';
import { publicityHandlers } from './results/publicity.ts';
import { reentryHandlers } from './scoring/reentry.ts';
import { reportBatchHandlers } from './documents/batch.ts';
import { reportTextHandlers } from './documents/texts.ts';
import { reportWorkbookHandlers } from './documents/workbook.ts';
import { reportHandlers } from './documents/reports.ts';
import { grantedHandlers } from './results/granted.ts';
import { rewardHandlers } from './results/rewards.ts';
import { openingHandlers } from './readiness/opening.ts';
import { deliberationHandlers } from './deliberation/deliberation.ts';
import { readinessHandlers } from './results/ready.ts';
import { roundEditHandlers } from './rounds/round-edits.ts';
import { roundHandlers } from './rounds/rounds.ts';
import { rubricUnsavedHandlers } from './rounds/rubric-unsaved.ts';
import { rubricHandlers } from './rounds/rubric.ts';
import { schemeHandlers } from './rounds/schemes.ts';
import { scoreHandlers } from './scoring/scores.ts';
import { scoreUndoHandlers } from './scoring/undo.ts';
import { seatHandlers } from './panel/seats.ts';
import { settingsHandlers } from './workspace/settings.ts';
import { sheetHandlers } from './scoring/workbook.ts';
import { listVersionHandlers } from './results/list-versions.ts';
import { shortlistHandlers } from './results/shortlist.ts';
import { sittingHandlers } from './identities/sitting.ts';
import { unlockedKeyHandlers } from './identities/unlocked-key.ts';
import { statisticsHandlers } from './tally/statistics.ts';
import { explanationHandlers } from './tally/explanations.ts';
import { stageHandlers } from './tally/stages.ts';
import { tallyHandlers } from './tally/tally.ts';
import { tallyViewHandlers } from './tally/views.ts';
import { tallySheetHandlers } from './tally/workbook.ts';
import { titleHandlers } from './results/titles.ts';
import { visitPhotoHandlers } from './visits/photos.ts';
import { visitFirmHandlers } from './visits/firms.ts';
import { visitInquiryHandlers } from './visits/inquiries.ts';
import { visitHandlers } from './visits/visits.ts';
import { emptyingHandlers } from './workspace/emptying.ts';
import { protectionHandlers } from './workspace/protection.ts';
import { tableHandlers } from './workspace/tables.ts';
import { workspaceHandlers } from './workspace/workspace.ts';

export const handlers: Handlers = {
  ...schemeHandlers,
  ...blankFormHandlers,
  ...openingHandlers,
  ...readinessHandlers,
  ...deliberationHandlers,
  ...roundEditHandlers,
  ...roundHandlers,
  ...rubricHandlers,
  ...rubricUnsavedHandlers,
  ...rewardHandlers,
  ...grantedHandlers,
  ...titleHandlers,
  ...packageHandlers,
  ...applicationHandlers,
  ...statusHandlers,
  ...supplementHandlers,
  ...fieldHandlers,
  ...elsewhereHandlers,
  ...eligibilityMatrixHandlers,
  ...checkingHandlers,
  ...panelHandlers,
  ...rosterHandlers,
  ...drawHandlers,
  ...conflictHandlers,
  ...seatHandlers,
  ...scoreHandlers,
  ...settingsHandlers,
  ...scoreUndoHandlers,
  ...reentryHandlers,
  ...sheetHandlers,
  ...visitHandlers,
  ...visitPhotoHandlers,
  ...visitInquiryHandlers,
  ...visitFirmHandlers,
  ...opinionHandlers,
  ...ownNoteHandlers,
  ...stageHandlers,
  ...tallyHandlers,
  ...explanationHandlers,
  ...tallyViewHandlers,
  ...robustnessHandlers,
  ...tallySheetHandlers,
  ...statisticsHandlers,
  ...shortlistHandlers,
  ...listVersionHandlers,
  ...publicityHandlers,
  ...calendarHandlers,
  ...logHandlers,
  ...minutesHandlers,
  ...minutesUnsavedHandlers,
  ...identityHandlers,
  ...sittingHandlers,
  ...unlockedKeyHandlers,
  ...exchangeHandlers,
  ...exchangeConflictHandlers,
  ...exchangeChoiceHandlers,
  ...exchangeDecisionHandlers,
  ...reportHandlers,
  ...reportBatchHandlers,
  ...reportTextHandlers,
  ...reportWorkbookHandlers,
  ...workspaceHandlers,
  ...protectionHandlers,
  ...emptyingHandlers,
  ...auditHandlers,
  ...tableHandlers,
  ...actHandlers,
};
