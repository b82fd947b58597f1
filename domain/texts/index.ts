/** All texts of the program, flattened to `<noun>.<key>`; the nouns are those of the contract. The Chinese files define the key set. */
import zhApplications from './zh/applications.json' with { type: 'json' };
import zhCli from './zh/cli.json' with { type: 'json' };
import zhCommon from './zh/common.json' with { type: 'json' };
import zhDocuments from './zh/documents.json' with { type: 'json' };
import zhEligibility from './zh/eligibility.json' with { type: 'json' };
import zhError from './zh/error.json' with { type: 'json' };
import zhEvent from './zh/event.json' with { type: 'json' };
import zhExchange from './zh/exchange.json' with { type: 'json' };
import zhFinding from './zh/finding.json' with { type: 'json' };
import zhIdentities from './zh/identities.json' with { type: 'json' };
import zhMinutes from './zh/minutes.json' with { type: 'json' };
import zhPanel from './zh/panel.json' with { type: 'json' };
import zhPublicity from './zh/publicity.json' with { type: 'json' };
import zhReports from './zh/reports.json' with { type: 'json' };
import zhRounds from './zh/rounds.json' with { type: 'json' };
import zhRubric from './zh/rubric.json' with { type: 'json' };
import zhSchemes from './zh/schemes.json' with { type: 'json' };
import zhScores from './zh/scores.json' with { type: 'json' };
import zhShell from './zh/shell.json' with { type: 'json' };
import zhShortlist from './zh/shortlist.json' with { type: 'json' };
import zhStart from './zh/start.json' with { type: 'json' };
import zhTally from './zh/tally.json' with { type: 'json' };
import zhTitles from './zh/titles.json' with { type: 'json' };
import zhVisits from './zh/visits.json' with { type: 'json' };
import zhWindow from './zh/window.json' with { type: 'json' };
import zhWorkspace from './zh/workspace.json' with { type: 'json' };
import enApplications from './en/applications.json' with { type: 'json' };
import enCli from './en/cli.json' with { type: 'json' };
import enCommon from './en/common.json' with { type: 'json' };
import enDocuments from './en/documents.json' with { type: 'json' };
import enEligibility from './en/eligibility.json' with { type: 'json' };
import enError from './en/error.json' with { type: 'json' };
import enEvent from './en/event.json' with { type: 'json' };
import enExchange from './en/exchange.json' with { type: 'json' };
import enFinding from './en/finding.json' with { type: 'json' };
import enIdentities from './en/identities.json' with { type: 'json' };
import enMinutes from './en/minutes.json' with { type: 'json' };
import enPanel from './en/panel.json' with { type: 'json' };
import enPublicity from './en/publicity.json' with { type: 'json' };
import enReports from './en/reports.json' with { type: 'json' };
import enRounds from './en/rounds.json' with { type: 'json' };
import enRubric from './en/rubric.json' with { type: 'json' };
import enSchemes from './en/schemes.json' with { type: 'json' };
import enScores from './en/scores.json' with { type: 'json' };
import enShell from './en/shell.json' with { type: 'json' };
import enShortlist from './en/shortlist.json' with { type: 'json' };
import enStart from './en/start.json' with { type: 'json' };
import enTally from './en/tally.json' with { type: 'json' };
import enTitles from './en/titles.json' with { type: 'json' };
import enVisits from './en/visits.json' with { type: 'json' };
import enWindow from './en/window.json' with { type: 'json' };
import enWorkspace from './en/workspace.json' with { type: 'json' };

type Noun = Readonly<Record<string, string>>;

function flatten(nouns: Readonly<Record<string, Noun>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(nouns).flatMap(([noun, texts]) => Object.entries(texts).map(([key, text]) => [`${noun}.${key}`, text])),
  );
}

export const texts = {
  zh: flatten({
    applications: zhApplications,
    cli: zhCli,
    common: zhCommon,
    documents: zhDocuments,
    eligibility: zhEligibility,
    error: zhError,
    event: zhEvent,
    exchange: zhExchange,
    finding: zhFinding,
    identities: zhIdentities,
    minutes: zhMinutes,
    panel: zhPanel,
    publicity: zhPublicity,
    reports: zhReports,
    rounds: zhRounds,
    rubric: zhRubric,
    schemes: zhSchemes,
    scores: zhScores,
    shell: zhShell,
    shortlist: zhShortlist,
    start: zhStart,
    tally: zhTally,
    titles: zhTitles,
    visits: zhVisits,
    window: zhWindow,
    workspace: zhWorkspace,
  }),
  en: flatten({
    applications: enApplications,
    cli: enCli,
    common: enCommon,
    documents: enDocuments,
    eligibility: enEligibility,
    error: enError,
    event: enEvent,
    exchange: enExchange,
    finding: enFinding,
    identities: enIdentities,
    minutes: enMinutes,
    panel: enPanel,
    publicity: enPublicity,
    reports: enReports,
    rounds: enRounds,
    rubric: enRubric,
    schemes: enSchemes,
    scores: enScores,
    shell: enShell,
    shortlist: enShortlist,
    start: enStart,
    tally: enTally,
    titles: enTitles,
    visits: enVisits,
    window: enWindow,
    workspace: enWorkspace,
  }),
};
