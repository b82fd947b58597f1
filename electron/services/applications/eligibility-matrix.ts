/** 资格审查 as one answer: every park of a round against every condition of its type. */
import type { Output } from '../../../domain/contract/api.ts';
import { amountWords } from '../../../domain/eligibility/award-words.ts';
import type { ConditionVerdict } from '../../../domain/eligibility/condition-verdict.ts';
import type { Evaluation } from '../../../domain/eligibility/evaluate.ts';
import { conditionLabel, gapText, thresholdText, valueText } from '../../../domain/eligibility/wording.ts';
import { validityNotes } from '../../../domain/scheme/validity.ts';
import { localText, type Language, type Translate } from '../../../domain/text.ts';
import { listApplications, listRoundRulings, type ApplicationRow } from '../../../db/queries/applications.ts';
import { listAwards, type AwardRow } from '../../../db/queries/results.ts';
import { perConnection } from '../../../db/store/open.ts';
import type { Handlers } from '../session/dispatch.ts';
import type { Call } from '../session/session.ts';
import { requireRound, schemeOf, settingsOf } from '../session/lookups.ts';
import { standingProposal } from './park-records.ts';
import { evaluateRound } from './round-evaluations.ts';

type Group = Output<'eligibility.matrix'>['groups'][number];
type Park = ApplicationRow & { readonly evaluation: Evaluation };

type Cell = Group['parks'][number]['cells'][number];

/** Cells by evaluation and language: an evaluation that no event touched is not put into words again. */
const wordedCells = perConnection((): Record<Language, WeakMap<Evaluation, Cell[]>> => ({ zh: new WeakMap(), en: new WeakMap() }));

/** The words of bounds: few are there, and each stands in thousands of cells. */
function boundsIn(t: Translate): (condition: ConditionVerdict) => string | null {
  const known = new Map<string, string | null>();
  return (condition) => {
    const key = `${condition.op} ${String(condition.threshold)} ${condition.unit}`;
    const text = known.get(key) ?? thresholdText(condition, t);
    known.set(key, text);
    return text;
  };
}

/** Parks of one type: the first one's thresholds stand at the head, another's in its cell. */
function groupOf(
  type: string | null,
  parks: readonly Park[],
  reasons: ReadonlyMap<string, string>,
  worded: WeakMap<Evaluation, Cell[]>,
  proposed: ReadonlyMap<string, readonly AwardRow[]>,
  { language, t }: Pick<Call, 'language' | 't'>,
): Group {
  const boundOf = boundsIn(t);
  const conditions = allConditions(parks).map((condition) => ({
    id: condition.id,
    label: conditionLabel(condition, language, t),
    article: condition.article,
    text: condition.text,
    measured: condition.fields.length > 0,
    threshold: boundOf(condition),
  }));
  const cellOf = (id: string, condition: ConditionVerdict): Cell => {
    const value = valueText(condition, t);
    const gap = gapText(condition, t);
    const threshold = boundOf(condition);
    const ruling = reasons.get(`${id}/${condition.id}`);
    return {
      verdict: condition.verdict,
      ...(value === null ? {} : { value }),
      ...(gap === null ? {} : { gap }),
      ...(threshold === null ? {} : { threshold }),
      ...(ruling === undefined ? {} : { ruling }),
    };
  };
  const cellsOf = ({ id, evaluation }: Park): Cell[] => {
    const known = worded.get(evaluation) ?? evaluation.conditions.map((condition) => cellOf(id, condition));
    worded.set(evaluation, known);
    return known;
  };
  const cellsFor = (park: Park): readonly Cell[] => {
    const cells = cellsOf(park);
    const own = park.evaluation.conditions;
    if (own.length === conditions.length) return cells;
    const byId = new Map(own.map(({ id }, at) => [id, cells[at]]));
    // nothing on record speaks against it
    return conditions.map(({ id }) => byId.get(id) ?? { verdict: 'met' });
  };
  return {
    type,
    conditions,
    parks: parks.map((park) => ({
      applicationId: park.id,
      parkName: park.parkName,
      type,
      overall: park.evaluation.overall,
      ...rewardsOf(park, proposed.get(park.id) ?? [], { language, t }),
      cells: cellsFor(park).map(({ threshold, ...cell }, at) =>
        threshold === undefined || threshold === conditions[at]?.threshold ? cell : { ...cell, threshold },
      ),
    })),
  };
}

/** Each award in words; left out where the rule book rewards nothing. */
function rewardsOf({ evaluation }: Park, rows: readonly AwardRow[], { language, t }: Pick<Call, 'language' | 't'>): { rewards?: string[] } {
  if (!evaluation.reward) return {};
  return {
    rewards: evaluation.reward.awards.map((award) => {
      const amount = standingProposal(award, rows)?.amount ?? award.amount;
      const base = award.base && localText(award.base, language);
      return t('eligibility.reward.cell', { label: localText(award.label, language), amount: amountWords({ ...award, amount, base }, t) });
    }),
  };
}

/** The conditions of the first park, and after them what is on record of any other. */
function allConditions(parks: readonly Park[]): readonly ConditionVerdict[] {
  const own = parks[0]?.evaluation.conditions ?? [];
  const known = new Set(own.map(({ id }) => id));
  const further = new Map<string, ConditionVerdict>();
  for (const { evaluation } of parks)
    for (const condition of evaluation.conditions) if (!known.has(condition.id)) further.set(condition.id, condition);
  return [...own, ...further.values()];
}

export const eligibilityMatrixHandlers = {
  'eligibility.matrix'(store, { roundId }, { language, t }) {
    const worded = wordedCells(store)[language];
    const round = requireRound(store, roundId);
    const scheme = schemeOf(store, round);
    const applications = listApplications(store, roundId);
    const evaluated = evaluateRound(store, roundId, applications);
    const reasons = new Map(
      [...listRoundRulings(store, roundId)].flatMap(([id, rulings]) =>
        rulings.map(({ conditionId, reason }) => [`${id}/${conditionId}`, reason] as const),
      ),
    );
    const proposed = Map.groupBy(listAwards(store, roundId), ({ applicationId }) => applicationId);
    const parks = applications.flatMap((application): Park[] => {
      const found = evaluated.get(application.id);
      return found ? [{ ...application, evaluation: found.evaluation }] : [];
    });
    const byType = Map.groupBy(parks, ({ type }) => (scheme.types.some((one) => one.id === type) ? type : null));
    return {
      notes: validityNotes(scheme, round.appliedOn, settingsOf(round).publishedOn).map(({ key, params }) => t(key, params)),
      groups: [...scheme.types.map((type) => type.id), null].flatMap((type) => {
        const some = byType.get(type) ?? [];
        return some.length === 0 ? [] : [groupOf(type, some, reasons, worded, proposed, { language, t })];
      }),
    };
  },
} satisfies Partial<Handlers>;
