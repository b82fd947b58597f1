/** All texts of the program, flattened to `<area>.<key>`. The Chinese files define the key set. */
import zhCommon from './zh/common.json' with { type: 'json' };
import zhCli from './zh/cli.json' with { type: 'json' };
import zhDocument from './zh/document.json' with { type: 'json' };
import zhEligibility from './zh/eligibility.json' with { type: 'json' };
import zhError from './zh/error.json' with { type: 'json' };
import zhEvent from './zh/event.json' with { type: 'json' };
import zhExchange from './zh/exchange.json' with { type: 'json' };
import zhExport from './zh/export.json' with { type: 'json' };
import zhField from './zh/field.json' with { type: 'json' };
import zhFinding from './zh/finding.json' with { type: 'json' };
import zhIdentity from './zh/identity.json' with { type: 'json' };
import zhImport from './zh/import.json' with { type: 'json' };
import zhScheme from './zh/scheme.json' with { type: 'json' };
import zhTally from './zh/tally.json' with { type: 'json' };
import zhTitles from './zh/titles.json' with { type: 'json' };
import zhShortlist from './zh/shortlist.json' with { type: 'json' };
import zhPublicity from './zh/publicity.json' with { type: 'json' };
import zhMinutes from './zh/minutes.json' with { type: 'json' };
import zhRating from './zh/rating.json' with { type: 'json' };
import zhReport from './zh/report.json' with { type: 'json' };
import zhVisit from './zh/visit.json' with { type: 'json' };
import zhWindow from './zh/window.json' with { type: 'json' };
import zhDesk from './zh/desk.json' with { type: 'json' };
import enCommon from './en/common.json' with { type: 'json' };
import enCli from './en/cli.json' with { type: 'json' };
import enDocument from './en/document.json' with { type: 'json' };
import enEligibility from './en/eligibility.json' with { type: 'json' };
import enError from './en/error.json' with { type: 'json' };
import enEvent from './en/event.json' with { type: 'json' };
import enExchange from './en/exchange.json' with { type: 'json' };
import enExport from './en/export.json' with { type: 'json' };
import enField from './en/field.json' with { type: 'json' };
import enFinding from './en/finding.json' with { type: 'json' };
import enIdentity from './en/identity.json' with { type: 'json' };
import enImport from './en/import.json' with { type: 'json' };
import enScheme from './en/scheme.json' with { type: 'json' };
import enTally from './en/tally.json' with { type: 'json' };
import enTitles from './en/titles.json' with { type: 'json' };
import enShortlist from './en/shortlist.json' with { type: 'json' };
import enPublicity from './en/publicity.json' with { type: 'json' };
import enMinutes from './en/minutes.json' with { type: 'json' };
import enRating from './en/rating.json' with { type: 'json' };
import enReport from './en/report.json' with { type: 'json' };
import enVisit from './en/visit.json' with { type: 'json' };
import enWindow from './en/window.json' with { type: 'json' };
import enDesk from './en/desk.json' with { type: 'json' };

type Area = Readonly<Record<string, string>>;

function flatten(areas: Readonly<Record<string, Area>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(areas).flatMap(([area, texts]) => Object.entries(texts).map(([key, text]) => [`${area}.${key}`, text])),
  );
}

export const texts = {
  zh: flatten({
    common: zhCommon,
    cli: zhCli,
    document: zhDocument,
    eligibility: zhEligibility,
    error: zhError,
    event: zhEvent,
    exchange: zhExchange,
    export: zhExport,
    field: zhField,
    finding: zhFinding,
    identity: zhIdentity,
    import: zhImport,
    scheme: zhScheme,
    tally: zhTally,
    titles: zhTitles,
    shortlist: zhShortlist,
    rating: zhRating,
    publicity: zhPublicity,
    minutes: zhMinutes,
    report: zhReport,
    visit: zhVisit,
    window: zhWindow,
    desk: zhDesk,
  }),
  en: flatten({
    common: enCommon,
    cli: enCli,
    document: enDocument,
    eligibility: enEligibility,
    error: enError,
    event: enEvent,
    exchange: enExchange,
    export: enExport,
    field: enField,
    finding: enFinding,
    identity: enIdentity,
    import: enImport,
    scheme: enScheme,
    tally: enTally,
    titles: enTitles,
    shortlist: enShortlist,
    rating: enRating,
    publicity: enPublicity,
    minutes: enMinutes,
    report: enReport,
    visit: enVisit,
    window: enWindow,
    desk: enDesk,
  }),
} as const;
