/** 中文: all texts of the program, a file a noun; these files define the key set. */
import applications from './zh/applications.json' with { type: 'json' };
import cli from './zh/cli.json' with { type: 'json' };
import common from './zh/common.json' with { type: 'json' };
import deliberation from './zh/deliberation.json' with { type: 'json' };
import documents from './zh/documents.json' with { type: 'json' };
import eligibility from './zh/eligibility.json' with { type: 'json' };
import error from './zh/error.json' with { type: 'json' };
import event from './zh/event.json' with { type: 'json' };
import exchange from './zh/exchange.json' with { type: 'json' };
import experts from './zh/experts.json' with { type: 'json' };
import finding from './zh/finding.json' with { type: 'json' };
import identities from './zh/identities.json' with { type: 'json' };
import minutes from './zh/minutes.json' with { type: 'json' };
import panel from './zh/panel.json' with { type: 'json' };
import publicity from './zh/publicity.json' with { type: 'json' };
import record from './zh/record.json' with { type: 'json' };
import reports from './zh/reports.json' with { type: 'json' };
import rewards from './zh/rewards.json' with { type: 'json' };
import rounds from './zh/rounds.json' with { type: 'json' };
import rubric from './zh/rubric.json' with { type: 'json' };
import schemes from './zh/schemes.json' with { type: 'json' };
import scores from './zh/scores.json' with { type: 'json' };
import shell from './zh/shell.json' with { type: 'json' };
import shortlist from './zh/shortlist.json' with { type: 'json' };
import stages from './zh/stages.json' with { type: 'json' };
import start from './zh/start.json' with { type: 'json' };
import tally from './zh/tally.json' with { type: 'json' };
import titles from './zh/titles.json' with { type: 'json' };
import visits from './zh/visits.json' with { type: 'json' };
import window from './zh/window.json' with { type: 'json' };
import workspace from './zh/workspace.json' with { type: 'json' };

export const nouns = {
  applications,
  cli,
  common,
  deliberation,
  documents,
  eligibility,
  error,
  event,
  exchange,
  experts,
  finding,
  identities,
  minutes,
  panel,
  publicity,
  record,
  reports,
  rewards,
  rounds,
  rubric,
  schemes,
  scores,
  shell,
  shortlist,
  stages,
  start,
  tally,
  titles,
  visits,
  window,
  workspace,
};
