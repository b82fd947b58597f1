/** All methods of the contract and who answers them; the type demands that none is missing. */
import type { Handlers } from './dispatch.ts';
import { applicationHandlers } from './applications.ts';
import { auditHandlers } from './audit.ts';
import { conflictHandlers } from './conflicts.ts';
import { exchangeConflictHandlers } from './exchange-conflicts.ts';
import { exchangeHandlers } from './exchange.ts';
import { identityHandlers } from './identities.ts';
import { packageHandlers } from './packages.ts';
import { panelHandlers } from './panel.ts';
import { reportHandlers } from './reports.ts';
import { roundHandlers } from './rounds.ts';
import { schemeHandlers } from './schemes.ts';
import { scoreHandlers } from './scores.ts';
import { seatHandlers } from './seats.ts';
import { shortlistHandlers } from './shortlist.ts';
import { statisticsHandlers } from './statistics.ts';
import { tallyHandlers } from './tally.ts';
import { workspaceHandlers } from './workspace.ts';

export const handlers: Handlers = {
  ...schemeHandlers,
  ...roundHandlers,
  ...packageHandlers,
  ...applicationHandlers,
  ...panelHandlers,
  ...conflictHandlers,
  ...seatHandlers,
  ...scoreHandlers,
  ...tallyHandlers,
  ...statisticsHandlers,
  ...shortlistHandlers,
  ...identityHandlers,
  ...exchangeHandlers,
  ...exchangeConflictHandlers,
  ...reportHandlers,
  ...workspaceHandlers,
  ...auditHandlers,
};
