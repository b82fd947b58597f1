/** English: all texts of the program, a file a noun. */
import applications from './en/applications.json' with { type: 'json' };
import cli from './en/cli.json' with { type: 'json' };
import common from './en/common.json' with { type: 'json' };
import deliberation from './en/deliberation.json' with { type: 'json' };
import documents from './en/documents.json' with { type: 'json' };
import eligibility from './en/eligibility.json' with { type: 'json' };
import error from './en/error.json' with { type: 'json' };
import event from './en/event.json' with { type: 'json' };
import exchange from './en/exchange.json' with { type: 'json' };
import experts from './en/experts.json' with { type: 'json' };
import finding from './en/finding.json' with { type: 'json' };
import identities from './en/identities.json' with { type: 'json' };
import minutes from './en/minutes.json' with { type: 'json' };
import panel from './en/panel.json' with { type: 'json' };
import publicity from './en/publicity.json' with { type: 'json' };
import record from './en/record.json' with { type: 'json' };
import reports from './en/reports.json' with { type: 'json' };
import rewards from './en/rewards.json' with { type: 'json' };
import rounds from './en/rounds.json' with { type: 'json' };
import rubric from './en/rubric.json' with { type: 'json' };
import schemes from './en/schemes.json' with { type: 'json' };
import scores from './en/scores.json' with { type: 'json' };
import shell from './en/shell.json' with { type: 'json' };
import shortlist from './en/shortlist.json' with { type: 'json' };
import stages from './en/stages.json' with { type: 'json' };
import start from './en/start.json' with { type: 'json' };
import tally from './en/tally.json' with { type: 'json' };
import titles from './en/titles.json' with { type: 'json' };
import visits from './en/visits.json' with { type: 'json' };
import window from './en/window.json' with { type: 'json' };
import workspace from './en/workspace.json' with { type: 'json' };

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
