/** 拟认定名单, read from the store. */
import { refuse } from '../../../../domain/result.ts';
import type { ShortlistData } from '../../../../domain/report/documents/shortlist.ts';
import { listDecisions } from '../../../../db/queries/results.ts';
import { resultWords } from '../../../../domain/report/result-words.ts';
import type { ReadStore } from '../../../../db/store/open.ts';
import { schemeOf } from '../../session/lookups.ts';
import { enteredRemarks, wordedList, type Words } from './wording.ts';
import { enteredOf, proposeShortlist } from '../../results/proposal.ts';
import { derivationData, headOf, institutionField, missingSheets } from './head.ts';
import { pick } from '../../../../domain/pick.ts';

/** 拟认定名单: every ranked park with the proposal and what was decided. @throws shortlist/undecided, and what the proposal refuses */
export function readShortlist(store: ReadStore, roundId: string, call: Words): ShortlistData {
  const { language, t } = call;
  const { tally, round, answer, grounds } = proposeShortlist(store, roundId, call);
  const decisions = new Map(listDecisions(store, roundId).map((row) => [row.applicationId, row]));
  const rows = answer.types.flatMap((group) => group.rows);
  const undecided = rows.filter((row) => !decisions.has(row.applicationId));
  if (undecided.length > 0) refuse('shortlist/undecided', { parks: undecided.map((row) => row.parkName) });
  const listed = rows.filter((row) => decisions.get(row.applicationId)?.result === 'listed').length;
  const rewarded = schemeOf(store, round).tiers.length > 0;
  const words = resultWords(schemeOf(store, round), call);
  return {
    kind: 'shortlist',
    ...headOf(store, roundId, call, [institutionField(store, roundId, t)]),
    ...wordedList(round, 'shortlist', call, { parks: rows.length, listed }),
    types: answer.types.map((group) => ({
      type: group.type,
      label: group.label,
      quota: group.quota,
      rows: group.rows.map((row) => {
        const decided = decisions.get(row.applicationId);
        const decision = decided?.result === 'listed' ? ('listed' as const) : ('notListed' as const);
        return {
          ...pick(row, 'applicationId', 'parkName', 'operator', 'rank', 'tied', 'total', 'overall', 'priority', 'proposed'),
          decision,
          result: words[decision],
          reason: decided?.reason ?? null,
          ground: grounds.get(row.applicationId)?.lines.join(t('shortlist.and')),
          ...(rewarded && { amount: row.amount }),
        };
      }),
    })),
    ...(tally && missingSheets(store, roundId, call)),
    ...enteredRemarks(enteredOf(answer), t),
    rules: tally?.result.rules ?? null,
    rubric: tally?.rubric ?? null,
    derivations: tally?.result.derivation.map((park) => derivationData(park, tally.rubric, language)) ?? [],
  };
}
