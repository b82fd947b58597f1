/** 评审汇总表, read from the store. */
import { localText } from '../../../../domain/text.ts';
import type { SummaryData } from '../../../../domain/report/documents/summary.ts';
import { maximum100 } from '../../../../domain/rubric/leaves.ts';
import { panelAgreement } from '../../../../domain/tally/agreement.ts';
import { listPersons } from '../../../../db/queries/panel.ts';
import type { ReadStore } from '../../../../db/store/open.ts';
import { leftSentences } from '../../admission/left.ts';
import { evaluateStored } from '../../applications/applications.ts';
import { requireApplication, requireRound, schemeOf, settingsOf } from '../../session/lookups.ts';
import { labelWithoutType } from '../../tally/quotas.ts';
import { stageNames, stageNotes } from '../../tally/stages.ts';
import { criterionName, derivationData, headOf, institutionField, missingSheets, personData } from './head.ts';
import type { Words } from './wording.ts';
import { studyRobustness } from '../../tally/robustness.ts';
import { contradictionsOfRound } from '../../tally/contradictions.ts';
import { explainedOutliers } from '../../tally/explanations.ts';
import { namesOf } from '../../tally/names.ts';
import { runTally } from '../../tally/run-tally.ts';
import { type RoundTally } from '../../tally/round-tally.ts';
import { pick } from '../../../../domain/pick.ts';

/** So many are printed; all of a park stand in its own report. */
const mostContradictions = 30;

/** The seed that the window asks with first, so that paper and window agree. */
const usualSeed = 1;

function threePlaces(figure: number | null | undefined): string | null {
  return figure === null || figure === undefined ? null : figure.toFixed(3);
}

type Interval = { readonly value: number | null; readonly low?: number | null; readonly high?: number | null };

/** The ranks under changed weights, as tally.robustness shows them; null where the round names no places to fill. */
function readStability(
  store: ReadStore,
  roundId: string,
  types: readonly { readonly type: string; readonly label: string }[],
  call: Words,
): SummaryData['stability'] {
  if (settingsOf(requireRound(store, roundId)).quotas === undefined) return null;
  const { found, places, sentences } = studyRobustness(store, roundId, usualSeed, undefined, call);
  return {
    draws: found.draws,
    seed: found.seed,
    weightPercent: String(Math.round(found.weightShare * 1000) / 10),
    types: types
      .map(({ type, label }) => ({
        label,
        places: places[type] ?? 0,
        parks: found.parks
          .filter((park) => park.type === type)
          .sort((a, b) => a.rank - b.rank || (a.applicationId < b.applicationId ? -1 : 1))
          .map(({ applicationId, parkName, rank, rankLow, rankHigh, share }) => ({
            applicationId,
            parkName,
            rank,
            low: rankLow,
            high: rankHigh,
            abovePercent: String(Math.round(share * 1000) / 10),
          })),
      }))
      .filter(({ parks }) => parks.length > 0),
    hanging: sentences.filter(({ applicationId }) => applicationId !== null).map(({ text }) => text),
  };
}

/** @throws tally/no-sheets and what the tally refuses */
export function readSummary(store: ReadStore, roundId: string, call: Words, shared?: RoundTally): SummaryData {
  const { language, t } = call;
  const scheme = schemeOf(store, requireRound(store, roundId));
  const run = shared ?? runTally(store, roundId);
  const { rubric, applications, sheets, result, panel } = run;
  const contradictions = contradictionsOfRound(store, run, namesOf(store, run, language), t).map(({ text }) => text);
  const noteOf = stageNotes(store, run, t, stageNames(rubric, language));
  const unranked = result.unscored.flatMap((id) => noteOf(id, applications.find((one) => one.id === id)?.parkName ?? '') ?? []);
  const persons = listPersons(store, roundId);
  const left = leftSentences(store, roundId, call);
  const scorers = new Set(sheets.map((sheet) => sheet.personId));
  const figures = panelAgreement(panel());
  const shown = (name: string, { value, low, high }: Interval) => {
    return { name: t(`reports.figure.${name}`), value: threePlaces(value) ?? '—', low: threePlaces(low), high: threePlaces(high) };
  };
  const types = [...new Set(result.ranking.map((row) => row.type))].sort().map((type) => {
    const label = scheme.types.find((one) => one.id === type)?.label;
    return { type, label: label ? localText(label, language) : labelWithoutType(scheme, t) };
  });
  return {
    kind: 'summary',
    ...headOf(store, roundId, call, [institutionField(store, roundId, t)]),
    types: types.map(({ type, label }) => ({
      type,
      label,
      rows: result.ranking
        .filter((row) => row.type === type)
        .map((row) => {
          const application = requireApplication(store, row.applicationId);
          return {
            ...pick(row, 'applicationId', 'parkName', 'total', 'priority'),
            operator: application.operator,
            rank: row.rankInType,
            tied: row.tiedInType,
            overall: evaluateStored(store, application).overall,
          };
        }),
    })),
    ...missingSheets(store, roundId, call),
    ...(left.length > 0 && { left }),
    ...(unranked.length > 0 && { unranked }),
    experts: persons.filter((person) => scorers.has(person.id)).map(personData),
    rules: result.rules,
    rubric,
    derivations: result.derivation.map((park) => derivationData(park, rubric, language)),
    max100: maximum100(rubric),
    agreement: [
      shown('icc21', figures.icc.icc21),
      shown('icc2k', figures.icc.icc2k),
      shown('kendall', { value: figures.kendallW.wCorrected }),
      shown('alpha', { value: figures.krippendorff.interval }),
    ],
    ...(contradictions.length > 0 && {
      contradictions: contradictions.slice(0, mostContradictions),
      contradictionsMore: Math.max(0, contradictions.length - mostContradictions),
    }),
    stability: readStability(store, roundId, types, call),
    outliers: explainedOutliers(store, roundId, result.outliers).map((one) => ({
      name: persons.find((person) => person.id === one.personId)?.name ?? '',
      parkName: applications.find((park) => park.id === one.applicationId)?.parkName ?? '',
      criterion: one.criterionId === undefined ? null : criterionName(rubric, one.criterionId, language),
      ...pick(one, 'value', 'mean', 'deviationPercent'),
      explanation: one.explanation?.text ?? null,
    })),
  };
}
