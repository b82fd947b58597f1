/** How firm a ranking is: whether the experts agree, and whether the list would be another with a little less or more. */
import { panelRobustness, type Cause, type Robustness } from '../../../domain/tally/robustness.ts';
import { panelAgreement } from '../../../domain/tally/agreement.ts';
import type { TextParams, Translate } from '../../../domain/text.ts';
import type { Output } from '../../../domain/contract/api.ts';
import type { ReadStore } from '../../../db/store/open.ts';
import type { Handlers } from '../session/dispatch.ts';
import { placesOf } from './quotas.ts';
import { gateOf } from '../applications/round-evaluations.ts';
import { schemeOf, settingsOf } from '../session/lookups.ts';
import type { Call } from '../session/session.ts';
import { namesOf } from './names.ts';
import { readSheets } from './run-tally.ts';
import { pick } from '../../../domain/pick.ts';

type NamedCause = Output<'tally.robustness'>['parks'][number]['flippedBy'][number];

const percent = (share: number): string => String(Math.round(share * 1000) / 10);

function robustSentences(found: Robustness, named: (cause: Cause) => NamedCause, t: Translate): Output<'tally.robustness'>['sentences'] {
  const causeText = ({ kind, name }: NamedCause): string => t(`tally.robustness.${kind}`, { name });
  const flipping = found.parks.filter(({ applicationId }) => found.flipping.includes(applicationId));
  const range = percent(found.weightShare);
  const hanging = flipping.map(({ applicationId, parkName, share, above, flippedBy }) => {
    const byWeights = share === (above ? 1 : 0) ? [] : [t('tally.robustness.weights', { percent: range, share: percent(share) })];
    const causes = [...flippedBy.map((cause) => causeText(named(cause))), ...byWeights].join(t('tally.line.separator'));
    return { applicationId, text: t('tally.robustness.flips', { park: parkName, causes }) };
  });
  const unknown = found.scenarios.filter(({ possible }) => !possible).map(({ cause }) => causeText(named(cause)));
  const general = (key: string, params: TextParams) => ({ applicationId: null, text: t(`tally.robustness.${key}`, params) });
  return [
    ...(hanging.length > 0 ? hanging : [general('firm', { percent: range })]),
    ...(unknown.length > 0 ? [general('unknown', { causes: unknown.join(t('tally.line.separator')) })] : []),
    general('how', { percent: range, draws: found.draws, seed: found.seed }),
  ];
}

/**
 * Places are the quotas of the round; parks that fail a condition, or were refused a relaxation, take none.
 * @throws shortlist/no-quota, and what the tally refuses
 */
export function studyRobustness(
  store: ReadStore,
  roundId: string,
  seed: number,
  draws: number | undefined,
  { language, t }: Pick<Call, 'language' | 't'>,
) {
  const read = readSheets(store, roundId);
  const places = placesOf(schemeOf(store, read.round), settingsOf(read.round).quotas, read.applications.length);
  const out = [...read.evaluations()].filter(([, evaluation]) => {
    const { vetoed, eligibility, relaxation } = gateOf(evaluation);
    return vetoed || eligibility === 'notMet' || relaxation === 'refused';
  });
  const found = panelRobustness(read.panel(), read.rules, {
    seed,
    ...(draws !== undefined && { draws }),
    places,
    excluded: new Set(out.map(([id]) => id)),
  });
  const names = namesOf(store, read, language);
  const named = (cause: Cause): NamedCause =>
    cause.kind === 'expert'
      ? { kind: 'expert', id: cause.personId, name: names.expert(cause.personId) }
      : { kind: 'criterion', id: cause.criterionId, name: names.criterion(cause.criterionId) };
  return {
    found,
    places,
    named,
    sentences: robustSentences(found, named, t),
    parks: new Map(read.applications.map(({ id, parkName }) => [id, parkName])),
  };
}

export const robustnessHandlers = {
  'tally.agreement'(store, { roundId }, { language, t }) {
    const read = readSheets(store, roundId);
    const names = namesOf(store, read, language);
    const parks = new Map(read.applications.map(({ id, parkName }) => [id, parkName]));
    const found = panelAgreement(read.panel());
    const { applicationIds, experts, matrix, severityReason, sentences } = found;
    return {
      ...pick(found, 'usedRows', 'icc', 'kendallW', 'krippendorff'),
      parks: applicationIds.map((applicationId, row) => ({
        applicationId,
        parkName: parks.get(applicationId) ?? '',
        totals: [...(matrix[row] ?? [])],
      })),
      experts: experts.map((expert) => ({ ...expert, name: names.expert(expert.personId) })),
      severityReason: severityReason ? t(`tally.reason.${severityReason}`) : null,
      sentences: sentences.map(({ key, params }) => t(key, params)),
    };
  },
  'tally.robustness'(store, { roundId, seed, draws }, call) {
    const { found, named, sentences, parks } = studyRobustness(store, roundId, seed, draws, call);
    const park = (applicationId: string) => ({ applicationId, parkName: parks.get(applicationId) ?? '' });
    return {
      seed: found.seed,
      draws: found.draws,
      weightShare: found.weightShare,
      parks: found.parks.map((row) => ({ ...row, flippedBy: row.flippedBy.map(named) })),
      scenarios: found.scenarios.map(({ cause, possible, rises, falls }) => ({
        cause: named(cause),
        possible,
        rises: rises.map(park),
        falls: falls.map(park),
      })),
      flipping: found.flipping.map(park),
      sentences,
    };
  },
} satisfies Partial<Handlers>;
