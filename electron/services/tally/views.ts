/** 汇总 as the screen shows it: each part of a tally in an answer of its own, so that none grows with what is not looked at. */
import type { ReadStore } from '../../../db/store/open.ts';
import { pick } from '../../../domain/pick.ts';
import { refuse } from '../../../domain/result.ts';
import { rubricLeaves } from '../../../domain/rubric/leaves.ts';
import type { ParkDerivation } from '../../../domain/tally/derivation.ts';
import { readHeat } from '../../../domain/tally/pictures/heat.ts';
import { readProfile } from '../../../domain/tally/pictures/profile.ts';
import { readSpread } from '../../../domain/tally/pictures/spread.ts';
import { localText } from '../../../domain/text.ts';
import { listNames } from '../../../db/queries/panel.ts';
import { hiddenParks } from '../session/access.ts';
import type { Handlers } from '../session/dispatch.ts';
import type { RoundTally } from './round-tally.ts';
import { namedDerivation, panelWarningsOf, viewTally } from './tally.ts';
import { namesOf } from './names.ts';
import { runTally } from './run-tally.ts';
import { stageNames, stageNotes } from './stages.ts';

/** What pictures are drawn from: the parks that are shown to whom a call acts for. */
function shownParks(store: ReadStore, { result }: RoundTally, actor: string): readonly ParkDerivation[] {
  const hidden = hiddenParks(store, actor);
  return hidden.size === 0 ? result.derivation : result.derivation.filter((park) => !hidden.has(park.applicationId));
}

/** So many contradictions are named to the window, of however many there are. */
const mostContradictions = 10;

export const tallyViewHandlers = {
  'tally.overview'(store, { roundId, rules }, call) {
    const run = runTally(store, roundId, rules);
    const { language, t } = call;
    const { sentences, byPark } = panelWarningsOf(store, run, t);
    const said = viewTally(store, run, namesOf(store, run, language), call, mostContradictions);
    const noteOf = stageNotes(store, run, t, stageNames(run.rubric, language));
    const ranked = new Set(run.result.ranking.map(({ applicationId }) => applicationId));
    return {
      ...said,
      ranking: run.result.ranking.map((row) =>
        pick(row, 'applicationId', 'parkName', 'type', 'rank', 'tied', 'rankInType', 'tiedInType', 'total'),
      ),
      criteria: rubricLeaves(run.rubric).map(({ criterion }) => ({
        criterionId: criterion.id,
        name: localText(criterion.name, language),
        max100: criterion.max100,
      })),
      panelWarnings: [...sentences],
      remarks: run.applications.flatMap(({ id, parkName }) => {
        const warnings = byPark.get(id) ?? [];
        const isRanked = ranked.has(id);
        return isRanked && warnings.length === 0
          ? []
          : [{ applicationId: id, parkName, ranked: isRanked, note: isRanked ? null : noteOf(id, parkName), warnings: [...warnings] }];
      }),
    };
  },
  'tally.derivation'(store, { roundId, rules, applicationId }, { language }) {
    const run = runTally(store, roundId, rules);
    const park = run.result.derivation.find((one) => one.applicationId === applicationId);
    return park ? namedDerivation(park, namesOf(store, run, language)) : null;
  },
  'tally.heat'(store, { roundId, rules, criterionId }, { actor }) {
    const run = runTally(store, roundId, rules);
    if (criterionId !== undefined && !rubricLeaves(run.rubric).some(({ criterion }) => criterion.id === criterionId))
      refuse('score/unknown-criterion', { criterionId });
    const ranked = run.result.ranking.map(({ applicationId }) => applicationId);
    const people = listNames(store, roundId).map(({ id }) => id);
    return readHeat(shownParks(store, run, actor), ranked, people, criterionId ?? null);
  },
  'tally.spread'(store, { roundId, rules }, { actor }) {
    const run = runTally(store, roundId, rules);
    return readSpread(
      shownParks(store, run, actor),
      rubricLeaves(run.rubric).map(({ criterion }) => criterion),
    );
  },
  'tally.profile'(store, { roundId, rules, applicationId }, { actor }) {
    const run = runTally(store, roundId, rules);
    return readProfile(shownParks(store, run, actor), run.rubric, applicationId);
  },
} satisfies Partial<Handlers>;
